//! Reading and writing.

use crate::runtime as rt;
use crate::sample::{Colour, Level, Loose, Part, Widget};
use proptest::prelude::*;
use serde_json::{Value, json};

fn reads(text: &str) -> Widget {
    serde_json::from_str(text).unwrap()
}

fn fails<T: rt::Wire + std::fmt::Debug>(text: &str) -> String {
    let from_text = rt::from_slice::<T>(text.as_bytes())
        .unwrap_err()
        .to_string();
    if let Ok(value) = serde_json::from_str(text) {
        let from_value = rt::from_value::<T>(value).unwrap_err().to_string();
        assert!(
            from_text.starts_with(&from_value),
            "{from_text} / {from_value}"
        );
    }
    from_text
}

/// A moment that is finer, or later, than the type can say does not break an answer.
#[test]
fn date_times_are_read_as_the_nearest() {
    let check = |text: &str, expected: &str| {
        let read = rt::from_value::<jiff::Timestamp>(text.into());
        let read = read.map(|read| read.to_string());
        assert_eq!(read.ok(), Some(expected.to_owned()), "{text}");
    };
    let last = "9999-12-30T22:00:00.999999999Z";
    check("2026-02-28T23:59:59.123Z", "2026-02-28T23:59:59.123Z");
    check(
        "2026-02-28T23:59:59.123456789123+01:00",
        "2026-02-28T22:59:59.123456789Z",
    );
    check("9999-12-31T23:59:59Z", last);
    check("9999-12-31T23:59:59.999999999999-08:00", last);
    for wrong in [
        "9999-12-32T00:00:00Z",
        "9999-12-31T23:59:59",
        "9999-12-31",
        "soon",
        "é.1",
    ] {
        assert!(
            rt::from_value::<jiff::Timestamp>(wrong.into()).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn what_is_read_is_written_back() {
    for text in [
        r#"{"name":"a","size":1,"owner":null}"#,
        r#"{"name":"a","size":1,"note":null,"owner":"b"}"#,
        r#"{"name":"a","size":1,"note":"n","slug":"s","owner":null,"colour":"red","key":"k"}"#,
        r#"{"name":"a","size":1,"owner":null,"colour":"pink","extra":7}"#,
        r#"{"name":"a","size":1,"owner":null,"parts":[{"kind":"wheel","radius":2.5},{"kind":"x"},3]}"#,
    ] {
        assert_eq!(serde_json::to_string(&reads(text)).unwrap(), text);
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(
            rt::to_value(&rt::from_value::<Widget>(value.clone()).unwrap()).unwrap(),
            value
        );
    }
}

#[test]
fn keys_in_any_order_and_twice() {
    let widget = reads(r#"{"owner":null,"size":2,"name":"a","name":"b","slug":"s","slug":null}"#);
    assert_eq!(widget, Widget::new("b", 2));
}

#[test]
fn an_error_says_where() {
    let check = |text, expected: &str| assert_eq!(fails::<Widget>(text), expected);
    check(
        r#"{"name":true,"size":1}"#,
        r#"at "/name": invalid type: boolean `true`, expected a string at line 1 column 12"#,
    );
    check(
        r#"{"name":"a","size":1}"#,
        "missing field `owner` at line 1 column 21",
    );
    check(
        r#"{"parts":[{"kind":"wheel","radius":1},{"kind":"wheel","radius":"r"}]}"#,
        r#"at "/parts/1/radius": invalid type: string, expected a number at line 1 column 68"#,
    );
    check(
        r#"{"a/b\"~\\":[]}"#,
        r#"at "/a~1b\"~0\\": invalid type: sequence, expected an integer from -2147483648 to 2147483647 at line 1 column 14"#,
    );
}

/// It may be a secret whose place is one level further down, and of any length.
#[test]
fn a_text_that_stands_where_none_may_be_is_not_repeated() {
    for text in ["hunter2", r#"a \"quote\" and more"#, &"x".repeat(100_000)] {
        let said = fails::<Widget>(&format!(r#"{{"name":"a","size":"{text}"}}"#));
        let expected = "at \"/size\": invalid type: string, expected an integer";
        assert!(said.starts_with(expected), "{said}");
        assert!(said.contains(" at line 1 column "), "{said}");
    }
}

#[test]
fn an_untagged_union_gives_every_reason() {
    let union: Loose = serde_json::from_value(json!({"radius": 1.5})).unwrap();
    assert!(matches!(union, Loose::Wheel(_)));
    assert_eq!(
        fails::<Loose>(r#"{"name":true,"radius":true}"#),
        r#"the value fits no alternative: (at "/name": invalid type: boolean `true`, expected a string), (at "/radius": invalid type: boolean `true`, expected a number)"#,
    );
}

#[test]
fn integers_with_a_zero_fraction() {
    for (text, expected) in [
        ("1", Some(1)),
        ("1.0", Some(1)),
        ("-3e2", Some(-300)),
        ("1.5", None),
        ("2147483648", None),
        ("2147483648.0", None),
        ("1e400", None),
        ("\"1\"", None),
        ("null", None),
        ("{}", None),
    ] {
        assert_eq!(
            rt::from_slice::<i32>(text.as_bytes()).ok(),
            expected,
            "{text}"
        );
        if let Ok(value) = serde_json::from_str::<Value>(text) {
            assert_eq!(rt::from_value::<i32>(value).ok(), expected, "{text}");
        }
    }
    assert_eq!(
        rt::from_slice::<u64>(b"18446744073709551615").unwrap(),
        u64::MAX
    );
    assert_eq!(
        rt::from_slice::<i64>(b"-9223372036854775808").unwrap(),
        i64::MIN
    );
    assert_eq!(
        rt::from_slice::<Vec<f64>>(b"[1, 1.5, -2]").unwrap(),
        [1.0, 1.5, -2.0]
    );
    assert!(fails::<u32>("-1").contains("expected an integer from 0 to 4294967295"));
    let large = rt::from_slice::<i64>(b"123456789012345678901234567890");
    let large = large.unwrap_err().to_string();
    assert!(large.contains("number `1.2345678901234568e29`"), "{large}");
    assert!(fails::<i32>("1.5").contains("expected an integer from -2147483648"));
}

#[test]
fn structs_and_enums_are_compared_and_shown() {
    let widget = reads(r#"{"name": "a", "size": 1, "owner": null, "colour": "red", "more": 2}"#);
    assert_eq!(widget.clone(), widget);
    assert_ne!(widget, Widget::new("a", 1));
    let shown = format!("{widget:?}");
    assert!(
        shown.starts_with(r#"Widget { name: "a", size: 1, note: Absent"#),
        "{shown}"
    );
    assert!(
        shown.contains(r#"colour: Some(Colour("red")), key: None"#),
        "{shown}"
    );
    assert!(
        shown.ends_with(r#"additional_properties: {"more": 2} }"#),
        "{shown}"
    );
    let spelt = Colour::Unknown("red".to_owned());
    assert_eq!(spelt, Colour::Red);
    assert!(Colour::Green < Colour::Red);
    let both = std::collections::HashSet::from([spelt, Colour::Red]);
    assert_eq!(both.len(), 1);
}

#[test]
fn values_of_an_enum() {
    for (value, expected) in [
        (json!(1), Level::One),
        (json!(1.0), Level::One),
        (json!("off"), Level::Off),
        (json!([1]), Level::Unknown(json!([1]))),
    ] {
        assert_eq!(serde_json::from_value::<Level>(value).unwrap(), expected);
    }
    assert_eq!(Colour::from("green"), Colour::Green);
    assert_eq!("blue".parse::<Colour>().unwrap().to_string(), "blue");
}

#[test]
fn base64_in_any_spelling() {
    let bytes = rt::Base64Bytes(vec![0xfb, 0xff, 1]);
    for text in ["\"+/8B\"", "\"-_8B\"", "\"+/\\r\\n8B\""] {
        assert_eq!(
            rt::from_slice::<rt::Base64Bytes>(text.as_bytes()).unwrap(),
            bytes
        );
    }
    assert_eq!(rt::from_slice::<rt::Base64Bytes>(b"\"AQ\"").unwrap().0, [1]);
    assert_eq!(
        serde_json::to_string(&rt::Base64Bytes(vec![1])).unwrap(),
        "\"AQ==\""
    );
    assert!(fails::<rt::Base64Bytes>("\"a*\"").contains("expected base64"));
}

#[test]
fn a_whole_number_is_written_without_a_point() {
    let spelt = |value: f64| serde_json::to_string(&rt::to_value(&value).unwrap()).unwrap();
    for (value, wanted) in [
        (3.0, "3"),
        (-30000.0, "-30000"),
        (0.5, "0.5"),
        (0.0, "0"),
        (-0.0, "-0.0"),
        (9_007_199_254_740_991.0, "9007199254740991"),
    ] {
        assert_eq!(spelt(value), wanted);
    }
}

/// A JSON text is UTF-8 everywhere, in what nobody reads too.
#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let read = |json: &[u8]| rt::from_slice::<Widget>(json).map_err(|error| error.to_string());
    for json in [
        &b"{\"name\":\"\xff\",\"size\":1,\"owner\":null}"[..],
        b"{\"name\":\"a\",\"size\":1,\"owner\":null,\"other\":\"\xe9\"}",
        b"{\"name\":\"a\",\"size\":1,\"owner\":null} \xff",
    ] {
        let error = read(json).expect_err("it is no UTF-8");
        assert!(error.contains("line 1 column"), "{error}");
    }
    assert!(read("{\"name\":\"é\",\"size\":1,\"owner\":null}".as_bytes()).is_ok());
}

#[test]
fn secrets_are_not_shown() {
    let widget = reads(r#"{"name":"a","size":1,"owner":null,"key":"hunter2"}"#);
    assert!(!format!("{widget:?}").contains("hunter2"));
    assert!(format!("{widget:?}").contains("Secret(…)"));
    for wrong in ["12345", "[12345]", "true"] {
        let error = fails::<rt::Secret>(wrong);
        assert!(!error.contains("12345"), "{error}");
    }
}

#[test]
fn deep_json_is_refused() {
    let text = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(fails::<Part>(&text).contains("recursion limit"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn maybe_round_trips(value in prop_oneof![
        Just(None), Just(Some(None)), ".*".prop_map(|text| Some(Some(text))),
    ]) {
        let mut expected = json!({"name": "a", "size": 1, "owner": null});
        if let (Some(map), Some(note)) = (expected.as_object_mut(), value) {
            map.insert("note".to_owned(), note.into());
        }
        let widget: Widget = serde_json::from_value(expected.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(widget).unwrap(), expected);
    }

    #[test]
    fn integers_round_trip(value: i64, other: u64) {
        let text = format!("[{value}]");
        let read = rt::from_slice::<Vec<i64>>(text.as_bytes()).unwrap();
        prop_assert_eq!(rt::to_value(&read).unwrap().to_string(), text);
        prop_assert_eq!(rt::from_slice::<u64>(other.to_string().as_bytes()).unwrap(), other);
    }

    #[test]
    fn floats_round_trip(value in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
        let text = serde_json::to_string(&value).unwrap();
        let read = rt::from_slice::<f64>(text.as_bytes()).unwrap();
        let written = rt::to_value(&read).unwrap().to_string();
        if value.abs() < 1e15 && (value != 0.0 || value.is_sign_positive()) {
            prop_assert_eq!(&written, text.strip_suffix(".0").unwrap_or(&text));
        }
        let again: f64 = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(again.to_bits(), value.to_bits());
    }

    #[test]
    fn enums_round_trip(text in ".*") {
        let colour: Colour = serde_json::from_value(json!(text)).unwrap();
        prop_assert_eq!(serde_json::to_value(colour).unwrap(), json!(text));
    }

    #[test]
    fn base64_round_trips(bytes: Vec<u8>) {
        let bytes = rt::Base64Bytes(bytes);
        let read: rt::Base64Bytes = rt::from_value(rt::to_value(&bytes).unwrap()).unwrap();
        prop_assert_eq!(read, bytes);
    }
}
