//! Validators.

use crate::runtime as rt;
use crate::sample::{Colour, Part, Wheel, Widget};
use crate::shared::shared;
use proptest::prelude::*;
use rt::Validate;
use serde_json::{Value, json};

fn broken() -> Widget {
    Widget {
        slug: Some("0!".to_owned()),
        colour: Some(Colour::from("pink")),
        key: Some("hunter2".into()),
        parts: Some(vec![
            Part::Wheel(Wheel { radius: 0.0 }),
            Part::Unknown(Value::Null),
        ]),
        ..Widget::new("", -1)
    }
}

#[test]
fn all_violations_at_once() {
    let violations = broken().validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "\
/name: expected at least 1 character, found \"\" (0 characters) (minLength)
/size: expected at least 0, found -1 (minimum)
/slug: expected at least 3 characters, found \"0!\" (2 characters) (minLength)
/slug: expected a match of ^[a-z][a-z0-9-]*$, found \"0!\" (pattern)
/colour: expected one of \"red\", \"green\", found \"pink\" (enum)
/key: expected at least 8 characters, found secret (7 characters) (minLength)
/parts/0/radius: expected more than 0, found 0 (exclusiveMinimum)"
    );
    assert_eq!(
        serde_json::to_value(&violations).unwrap()["violations"][1]["pointer"],
        "/size"
    );
    assert!(!broken().is_valid());
    assert!(Widget::new("a", 1).is_valid());
}

#[test]
fn violations_are_bounded() {
    let parts = vec![Wheel { radius: -1.0 }; 100];
    let violations = parts.validate().unwrap_err();
    assert_eq!((violations.len(), violations.more()), (64, 36));
    assert!(violations.to_string().ends_with("\nand 36 more"));
}

#[test]
fn is_valid_stops_at_the_first() {
    struct Counted(std::cell::Cell<u32>);
    impl Validate for Counted {
        fn check<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
            self.0.set(self.0.get() + 1);
            rt::check::ensure(false, at, sink, || unreachable!("nobody asked for it"))
        }
    }
    let items = [Counted(0.into()), Counted(0.into())];
    assert!(!items.is_valid());
    assert_eq!(items.map(|item| item.0.get()), [1, 0]);
}

#[test]
fn pointers_are_escaped() {
    let root = rt::Path::root();
    let (a, b);
    a = root.key("a/b~");
    b = a.index(3);
    assert_eq!(b.to_string(), "/a~1b~0/3");
}

/// Whether a check of this number passes.
fn passes(check: impl FnOnce(&rt::Path<'_>, &mut rt::Probe) -> rt::Flow) -> bool {
    check(&rt::Path::root(), &mut rt::Probe).is_continue()
}

#[test]
fn numbers_compare_exactly_across_kinds() {
    use rt::check::{Exact, exclusive_maximum, maximum, minimum};
    assert!(passes(|at, sink| maximum(
        &9_007_199_254_740_993_i64,
        9_007_199_254_740_993_u64,
        at,
        sink
    )));
    assert!(!passes(|at, sink| maximum(
        &9_007_199_254_740_993_i64,
        9_007_199_254_740_992_i64,
        at,
        sink
    )));
    assert!(!passes(|at, sink| exclusive_maximum(
        &0.1,
        Exact("0.1"),
        at,
        sink
    )));
    assert!(!passes(|at, sink| minimum(&-1, 0_u64, at, sink)));
    assert!(passes(|at, sink| maximum(
        &u64::MAX,
        Exact("18446744073709551615"),
        at,
        sink
    )));
    assert!(!passes(|at, sink| maximum(
        &u64::MAX,
        Exact("1.8446744073709551614e19"),
        at,
        sink
    )));
    assert!(passes(|at, sink| minimum(&1e300, u64::MAX, at, sink)));
    assert!(passes(|at, sink| minimum(&-1e-300, -1, at, sink)));
    assert!(!passes(|at, sink| minimum(&f64::NAN, -1, at, sink)));
}

#[test]
fn multiples_are_exact() {
    use rt::check::{Exact, multiple_of};
    for (value, step, expected) in [
        (19.99, "0.01", true),
        (0.3, "0.1", true),
        (1.1, "0.2", false),
        (0.0075, "0.0001", true),
        (0.00751, "0.0001", false),
        (1e308, "0.5", true),
        (1e308, "0.123456789", false),
        (4.5, "1.5", true),
        (-4.5, "1.5", true),
        (0.0, "3", true),
        (10.0, "1e1", true),
        (15.0, "1e1", false),
        (1.0, "0", false),
    ] {
        assert_eq!(
            passes(|at, sink| multiple_of(&value, Exact(step), at, sink)),
            expected,
            "{value} {step}"
        );
    }
}

#[test]
fn a_value_of_no_arm_is_shown() {
    let check = |value: Value, tag, expected: &str| {
        let mut sink = rt::Collect::default();
        let rule = ["oneOf", "one of Cat, Dog"];
        let _ = rt::check::no_arm(&value, tag, &rt::Path::root(), &mut sink, rule);
        let said = sink.finish().unwrap_err().to_string();
        assert_eq!(said.replace("expected one of Cat, Dog, ", ""), expected);
    };
    check(json!(1.5), None, "the value: found 1.5 (oneOf)");
    check(json!("a\nb"), None, "the value: found \"a\\nb\" (oneOf)");
    let cat = json!({"kind": "fish", "key": "hunter2"});
    check(
        cat.clone(),
        None,
        "the value: found an object of 2 properties (oneOf)",
    );
    check(cat, Some("kind"), "/kind: found \"fish\" (oneOf)");
    check(json!({}), Some("kind"), "/kind: found none (oneOf)");
    check(json!(1), Some("kind"), "the value: found 1 (oneOf)");
}

/// Many items are told apart by hash: every pair would take minutes.
#[test]
fn many_unique_items() {
    let mut items: Vec<_> = (0..40_000).map(|n| format!("item {n}")).collect();
    let mut values: Vec<_> = (0..40_000).map(|n| json!({"n": n})).collect();
    let started = std::time::Instant::now();
    assert!(passes(|at, sink| rt::check::unique(&items, at, sink)));
    assert!(passes(|at, sink| rt::check::unique_values(
        &values, at, sink
    )));
    items[39_999] = items[7].clone();
    items[20] = items[7].clone();
    values[9] = json!({"n": 39_999.0});
    assert!(!passes(|at, sink| rt::check::unique_values(
        &values, at, sink
    )));
    let mut sink = rt::Collect::default();
    let _ = rt::check::unique(&items, &rt::Path::root(), &mut sink);
    assert_eq!(
        sink.finish().unwrap_err().to_string(),
        "/20: expected no item twice, found item 7 again (uniqueItems)\n\
         /39999: expected no item twice, found item 7 again (uniqueItems)"
    );
    assert!(started.elapsed() < std::time::Duration::from_secs(10));
}

#[test]
fn unique_items_by_json_equality() {
    let unique = |items: Value| {
        let items = items.as_array().cloned().unwrap();
        passes(|at, sink| rt::check::unique_values(&items, at, sink))
    };
    assert!(unique(json!([1, true, "1", [1], {"a": 1}])));
    assert!(!unique(json!([1, 1.0])));
    assert!(!unique(json!([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}])));
    assert!(unique(json!([false, 0, null, ""])));
    let violations = {
        let mut sink = rt::Collect::default();
        let _ = rt::check::unique(
            &["a", "b", "a"].map(String::from),
            &rt::Path::root(),
            &mut sink,
        );
        sink.finish().unwrap_err().to_string()
    };
    assert_eq!(
        violations,
        "/2: expected no item twice, found item 0 again (uniqueItems)"
    );
}

#[test]
fn patterns() {
    static LOOK: rt::Pattern = rt::Pattern::new(r"^(?=.*\d)\p{L}+\d$");
    static OLD: rt::Pattern = rt::Pattern::new(r"^a\-b$");
    static BAD: rt::Pattern = rt::Pattern::new("(");
    assert!(LOOK.matches("né1") && !LOOK.matches("né"));
    assert!(OLD.matches("a-b") && !OLD.matches("ab"));
    assert!(BAD.matches("anything"));
}

#[test]
fn formats() {
    use rt::Format;
    let check = |name: &str, good: &[&str], bad: &[&str]| {
        let format = Format::from_name(name).unwrap();
        assert_eq!(format.name(), name);
        good.iter()
            .for_each(|text| assert!(format.matches(text), "{name}: {text}"));
        bad.iter()
            .for_each(|text| assert!(!format.matches(text), "{name}: {text}"));
    };
    check(
        "date-time",
        &[
            "2024-02-29T23:59:59.123Z",
            "1998-12-31T15:59:60-08:00",
            "2024-01-01t00:00:00z",
        ],
        &[
            "2023-02-29T00:00:00Z",
            "1998-12-31T22:59:60Z",
            "2024-01-01 00:00:00Z",
            "2024-01-01T00:00:00",
            "é024-01-01T00:00:00Z",
        ],
    );
    check(
        "date",
        &["2024-02-29"],
        &[
            "2024-2-9",
            "1900-02-29",
            "2024-13-01",
            "+024-01-01",
            "2024-01-0é",
        ],
    );
    check(
        "time",
        &["10:00:00Z", "23:59:60Z"],
        &["10:00:00", "24:00:00Z", "10:00:00.Z", "10:00:00+24:00"],
    );
    check(
        "duration",
        &["P1Y2M3DT4H5M6S", "PT1H", "P2W", "P1D"],
        &["P", "PT", "P1", "P1YT", "P1Y2W", "PT1D", "P1Y1D", "1D"],
    );
    check(
        "email",
        &[
            "joe@example.com",
            "\"a b\"@example.com",
            "joe@[127.0.0.1]",
            "te~st@example.com",
        ],
        &[
            "2962",
            "a b@example.com",
            ".a@example.com",
            "a..b@example.com",
            "a@[1]",
            "a@b_c",
        ],
    );
    check("idn-email", &["실례@실례.테스트"], &["2962"]);
    check(
        "hostname",
        &["www.example.com", "xn--4gbwdl.xn--wgbh1c", "a"],
        &["", "-a", "a-", "a_b", "a..b", "ex--ample"],
    );
    check(
        "ipv4",
        &["127.0.0.1"],
        &["127.0.0", "0127.0.0.1", "1.2.3.256"],
    );
    check(
        "ipv6",
        &["::1", "::ffff:1.2.3.4"],
        &["12345::", "fe80::1%eth0", ":::"],
    );
    check(
        "uri",
        &[
            "http://a.example/b?c#d",
            "urn:isbn:1",
            "http://[::1]:80/",
            "mailto:a@b",
            "http://u:p@h/%41",
        ],
        &[
            "/a",
            "http://a b",
            "http://a/%4",
            "http://[1]/",
            "//a",
            "http://h:p/",
            ":a",
            "http://é",
        ],
    );
    check(
        "uri-reference",
        &["/a", "a/b", "//h/p", "#f", ""],
        &["\\a", "a b", "1:b"],
    );
    check(
        "iri",
        &["http://é.example/ü?ü#ü"],
        &["http://[ü]", "é", "/é"],
    );
    check("iri-reference", &["/é", "#ü"], &["\\é"]);
    check(
        "uri-template",
        &["http://a/{term:1}/{term}", "{?a,b*}", "%41"],
        &["{", "a}", "{a", "{}", "a b", "%4"],
    );
    check(
        "uuid",
        &["2EB8AA08-aa98-11ea-b4aa-73b441d16380"],
        &["2eb8aa08aa9811eab4aa73b441d16380", ""],
    );
    check("json-pointer", &["", "/a~1b~0", "/"], &["a", "/~", "/~2"]);
    check(
        "relative-json-pointer",
        &["0", "1/a", "2#"],
        &["", "/a", "01", "-1", "1a"],
    );
    check("regex", &["^a\\d$"], &["^(a", "\\Z"]);
}

/// Where the suite lies beside the repository, all of its format tests must agree.
#[test]
fn formats_of_the_json_schema_test_suite() {
    let folder = "corpus/json-schema-test-suite/tests/draft2020-12/optional/format";
    let Some(folder) = shared(folder) else {
        return;
    };
    let files = std::fs::read_dir(folder).unwrap();
    let (mut all, mut wrong) = (0, Vec::new());
    for file in files {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let groups: Value = serde_json::from_str(&text).unwrap();
        for group in groups.as_array().unwrap() {
            let name = group["schema"]["format"].as_str().unwrap_or_default();
            let Some(format) = rt::Format::from_name(name) else {
                continue;
            };
            for test in group["tests"].as_array().unwrap() {
                let Some(data) = test["data"].as_str() else {
                    continue;
                };
                all += 1;
                if test["valid"] != format.matches(data) {
                    wrong.push(format!("{name}: {data:?} {}", test["description"]));
                }
            }
        }
    }
    assert!(all > 300, "{all}");
    assert!(
        wrong.is_empty(),
        "{} of {all}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decimals_have_the_order_of_floats(
        left in proptest::num::f64::NORMAL | proptest::num::f64::ZERO,
        right in proptest::num::f64::NORMAL | proptest::num::f64::ZERO,
    ) {
        let minimum = passes(|at, sink| rt::check::minimum(&left, right, at, sink));
        prop_assert_eq!(minimum, left >= right);
    }

    #[test]
    fn decimals_agree_with_integer_arithmetic(value: i64, step in 1..1_000_000_i64) {
        let multiple = passes(|at, sink| rt::check::multiple_of(&value, step, at, sink));
        prop_assert_eq!(multiple, value % step == 0);
        let whole = i128::from(value) * i128::from(step);
        prop_assert!(passes(|at, sink| rt::check::multiple_of(&whole, step, at, sink)));
    }

    #[test]
    fn no_text_makes_a_format_panic(text in "\\PC*|[a-zA-Z0-9:/.@%{}~+TZPx\"-]*") {
        for format in ["date-time", "duration", "email", "idn-hostname", "hostname", "uri", "iri-reference", "uri-template", "json-pointer", "relative-json-pointer", "time"] {
            let _ = rt::Format::from_name(format).map(|format| format.matches(&text));
            let _ = rt::Format::IdnHostname.matches(&format!("xn--{text}"));
        }
    }
}

/// Patterns that backtrack without end are decided at once, or refuse nothing.
#[test]
fn patterns_that_backtrack_end_in_bounded_time() {
    static NESTED: rt::Pattern = rt::Pattern::new("^(a+)+$");
    static AHEAD: rt::Pattern = rt::Pattern::new("^(?=(a|aa)+$)(a*)*$");
    static BACK: rt::Pattern = rt::Pattern::new(r"^((a+)+)\1$");
    let started = std::time::Instant::now();
    let text = format!("{}!", "a".repeat(50_000));
    assert!(!NESTED.matches(&text));
    assert!(NESTED.matches("aaa"));
    assert!(!AHEAD.matches(&text));
    assert!(AHEAD.matches("aaa"));
    assert!(BACK.matches("aaaa"));
    assert!(!BACK.matches("aaaa!"));
    assert!(BACK.matches(&text), "it is too long to be decided");
    // A host name of 253 letters, as it is often written.
    static HOST: rt::Pattern = rt::Pattern::new(
        r"^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*(?<!-))?)(\.[a-z0-9]([a-z0-9-]*(?<!-))?)*$",
    );
    assert!(HOST.matches("switch-zone.rack2.acme.example.org"));
    assert!(!HOST.matches("switch-zone-.rack2.acme.example.org"));
    assert!(started.elapsed() < std::time::Duration::from_secs(10));
}

#[test]
fn a_pattern_of_thousands_of_alternatives_overflows_nothing() {
    let wide = |alternatives: usize| "a|".repeat(alternatives) + "b";
    for alternatives in [999, 1_000, 100_000] {
        let wide = wide(alternatives);
        assert!(rt::Format::Regex.matches(&wide), "{alternatives}");
        assert!(
            rt::Pattern::would_match(&format!("^({wide})$"), "b"),
            "{alternatives}"
        );
    }
    let said = rt::Pattern::error(&wide(100_000));
    assert_eq!(said.as_deref(), Some("it has more than 1000 alternatives"));
    assert_eq!(rt::Pattern::error(&wide(1_000)), None);
    assert!(!rt::Format::Regex.matches("(a|b"));
}

#[test]
fn what_refers_back_among_many_repetitions_is_not_tried_for_ever() {
    let many = r"^(a*)a*a*a*a*a*a*a*\1b$";
    assert_eq!(rt::Pattern::limit(many), Some(24));
    assert!(rt::Pattern::would_match(many, &"a".repeat(60)));
    assert_eq!(rt::Pattern::limit(r"^(a*)-\1$"), Some(1024));
}

#[test]
fn a_pattern_of_another_dialect_refuses_nothing() {
    for source in [r"\A[a-z]+\z", r"^[a-z]+\Z", r"^\h+$"] {
        assert!(rt::Pattern::would_match(source, "?"), "{source}");
        let said = rt::Pattern::error(source).unwrap_or_default();
        assert!(said.contains("another dialect"), "{source}: {said}");
    }
    for (source, text) in [(r"^\-\_\@\\A$", r"-_@\A"), (r"^a\-\d$", "a-1")] {
        assert_eq!(rt::Pattern::error(source), None);
        assert!(rt::Pattern::would_match(source, text), "{source}");
        assert!(!rt::Pattern::would_match(source, "?"), "{source}");
    }
}
