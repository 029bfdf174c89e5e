//! Snapshots: one kind of item each.

use super::{emit_types, samples};
use crate::diagnostic::Diagnostics;
use crate::lower::testing::Build;
use crate::lower::{Options, lower};
use crate::render::render;

/// The text of `types.rs` without its head.
fn types(build: &Build) -> String {
    let mut diagnostics = Diagnostics::default();
    let options = Options {
        module: "acme".into(),
        ..Options::default()
    };
    let model = lower(&build.api, &build.names, &options, &mut diagnostics);
    let module = || emit_types(&model).into_iter().skip(1).collect();
    let text = render("", module, &mut diagnostics);
    let said: Vec<_> = diagnostics
        .iter()
        .map(|d| format!("// {}: {}\n", d.code, d.message))
        .collect();
    format!("{}{text}", said.concat())
}

#[test]
fn structs() {
    insta::assert_snapshot!(types(&samples::structs()));
}

#[test]
fn nothing_is_emitted_where_nothing_is_checked() {
    let mut b = Build::new();
    let string = b.string();
    let inner = b.object("Inner", &[("a!", string)]);
    b.object("Outer", &[("inner", inner)]);
    let text = types(&b);
    for word in ["RULES", "OTHERS", "SIZE", "conditions", "check"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn additional_properties() {
    insta::assert_snapshot!(types(&samples::additional_properties()));
}

#[test]
fn enums() {
    insta::assert_snapshot!(types(&samples::enums()));
}

#[test]
fn unions() {
    insta::assert_snapshot!(types(&samples::unions()));
}

#[test]
fn recursion_is_boxed_where_it_must_be() {
    insta::assert_snapshot!(types(&samples::recursion_is_boxed_where_it_must_be()));
}

#[test]
fn aliases_share_their_checks() {
    insta::assert_snapshot!(types(&samples::aliases_share_their_checks()));
}

#[test]
fn checks_of_every_kind() {
    insta::assert_snapshot!(types(&samples::checks_of_every_kind()));
}

#[test]
fn rules() {
    insta::assert_snapshot!(types(&samples::rules()));
}

#[test]
fn a_union_that_holds_itself_can_be_read() {
    let text = types(&samples::unions_that_hold_themselves());
    assert!(
        text.contains("widened: an alternative leads back"),
        "{text}"
    );
    let arm = "All(::std::collections::BTreeMap<String, ::serde_json::Value>),";
    assert!(text.contains(arm), "{text}");
}
