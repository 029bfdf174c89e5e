//! What overlays do to values.

use super::{apply_text, expectation_mismatch};
use crate::diagnostic::{Code, Diagnostics};
use crate::source::Sources;
use serde_json::{Value, json};

/// The value after the action, which is JSON, was applied to `root`.
fn check(root: Value, action: Value, expect: Value) {
    let (sources, diagnostics) = apply(root, json!([action]));
    assert_eq!(diagnostics.into_vec(), [], "{action}");
    assert_eq!(sources.root(), Some(&expect), "{action}");
}

fn apply(root: Value, actions: Value) -> (Sources, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut sources = Sources::from_text("root.json", &root.to_string(), &mut diagnostics);
    let info = json!({"title": "Corrections", "version": "1"});
    let overlay = json!({"overlay": "1.0.0", "info": info, "actions": actions});
    apply_text(
        &mut sources,
        "overlay.json",
        &overlay.to_string(),
        &mut diagnostics,
    );
    (sources, diagnostics)
}

#[test]
fn updates_merge_objects_append_to_lists_and_replace_the_rest() {
    check(
        json!({"a": {"b": {"c": 1, "d": [1]}, "e": 2}}),
        json!({"target": "$.a", "update": {"b": {"c": 3, "d": [2], "f": 4}}}),
        json!({"a": {"b": {"c": 3, "d": [1, 2], "f": 4}, "e": 2}}),
    );
    check(
        json!({"a": [1]}),
        json!({"target": "$.a", "update": {"b": 2}}),
        json!({"a": [1, {"b": 2}]}),
    );
    check(
        json!({"a": [1]}),
        json!({"target": "$.a", "update": [2, 3]}),
        json!({"a": [1, 2, 3]}),
    );
    check(
        json!({"a": "old"}),
        json!({"target": "$.a", "update": "new"}),
        json!({"a": "new"}),
    );
    check(
        json!({"a": [{"n": 1}, {"n": 2}]}),
        json!({"target": "$.a[*]", "update": {"m": 0}}),
        json!({"a": [{"n": 1, "m": 0}, {"n": 2, "m": 0}]}),
    );
}

#[test]
fn several_elements_are_removed_at_once() {
    check(
        json!({"a": (0..12).collect::<Vec<_>>(), "b": 1}),
        json!({"target": "$.a[1,2,10,-1]", "remove": true}),
        json!({"a": [0, 3, 4, 5, 6, 7, 8, 9], "b": 1}),
    );
    check(
        json!({"a": {"x": {"x": 1}}, "x": 2}),
        json!({"target": "$..x", "remove": true}),
        json!({"a": {}}),
    );
}

#[test]
fn a_target_that_matches_nothing_is_told_how_far_it_leads() {
    let root =
        || json!({"paths": {"/widgets.json": {"get": {"responses": {"$ref": "#/components/x"}}}}});
    for (target, expect) in [
        (
            "$.paths['/widget.json'].get",
            "`$.paths` is there: did you mean `/widgets.json` in it?",
        ),
        (
            "$.paths[\"/widgets.json\"].gte.responses",
            "`$.paths[\"/widgets.json\"]` is there: did you mean `get` in it?",
        ),
        (
            "$.paths['/widgets.json'].get.responses['200']",
            "`$.paths['/widgets.json'].get.responses` refers to `#/components/x`: the target must \
             begin there",
        ),
        (
            "$.paths['/gears'].get",
            "`$.paths` is there, and no `['/gears'].get` in it: the description has changed, or a \
             name is misspelt",
        ),
        (
            "$..bolts",
            "`$` is there, and no `..bolts` in it: the description has changed, or a name is \
             misspelt",
        ),
    ] {
        let (_, diagnostics) = apply(root(), json!([{"target": target, "remove": true}]));
        let help = diagnostics.into_vec().remove(0).help;
        assert_eq!(help.as_deref(), Some(expect), "{target}");
    }
}

#[test]
fn an_action_may_only_expect() {
    check(
        json!({"a": {"b": 1.0, "c": 2}}),
        json!({"target": "$.a", "x-expect": {"b": 1}}),
        json!({"a": {"b": 1.0, "c": 2}}),
    );
    let (sources, diagnostics) = apply(
        json!({"a": {"b": [1, 2]}}),
        json!([{"target": "$.a", "x-expect": {"b": [1]}, "remove": true}]),
    );
    assert_eq!(
        diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(),
        [Code::OverlayStale]
    );
    assert_eq!(sources.root(), Some(&json!({"a": {"b": [1, 2]}})));
}

#[test]
fn expectations_are_subsets_of_objects_and_equal_otherwise() {
    let holds = |expected: Value, found: Value| expectation_mismatch(&expected, &found).is_none();
    assert!(holds(json!({}), json!({"a": 1})));
    assert!(holds(json!([{"a": 1}]), json!([{"a": 1, "b": 2}])));
    assert!(!holds(json!([1]), json!([1, 2])));
    assert!(!holds(json!({"a": null}), json!({})));
    assert!(!holds(json!(1), json!("1")));
}

#[test]
fn updates_cannot_nest_without_end() {
    let actions: Vec<Value> = (0..300)
        .map(|_| json!({"target": "$..[?@.end == 1]", "update": {"in": {"end": 1}, "end": 0}}))
        .collect();
    let (_, diagnostics) = apply(json!({"a": {"end": 1}}), json!(actions));
    assert!(diagnostics.iter().any(|d| d.code == Code::OverlayMalformed));
}
