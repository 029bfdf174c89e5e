//! The body of [`crate::portkey`] with the rules as attributes, for `garde` and `validator`.

use regex::Regex;
use serde::Deserialize;
use serde_json::Value;
use std::sync::LazyLock;

static SLUG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^[a-zA-Z0-9_-]+$").expect("it is a pattern"));

/// The fields, with both crates' attributes.
#[derive(Debug, Clone, Deserialize, garde::Validate, validator::Validate)]
#[garde(allow_unvalidated)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Create {
    pub workspace_id: Option<String>,
    #[garde(length(chars, min = 1, max = 255))]
    #[validate(length(min = 1, max = 255))]
    pub name: String,
    #[garde(length(chars, max = 500))]
    #[validate(length(max = 500))]
    pub description: Option<String>,
    pub mcp_integration_id: String,
    #[garde(length(chars, min = 3, max = 50), pattern(SLUG))]
    #[validate(length(min = 3, max = 50), regex(path = *SLUG))]
    pub slug: Option<String>,
}

/// The schema, with formats as assertions.
///
/// # Panics
///
/// Where it is no schema.
pub fn compile(schema: &Value) -> jsonschema::Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(schema)
        .expect("it is a schema")
}

/// Whether all of them decide as expected.
///
/// # Panics
///
/// Where one does not.
pub fn agree(body: &Value, expect: bool) {
    let read: Create = serde_json::from_value(body.clone()).expect("it is readable");
    assert_eq!(
        garde::Validate::validate(&read).is_ok(),
        expect,
        "garde: {body}"
    );
    let validator = validator::Validate::validate(&read).is_ok();
    assert_eq!(validator, expect, "validator: {body}");
    let schema = compile(&crate::portkey::schema());
    assert_eq!(schema.is_valid(body), expect, "jsonschema: {body}");
}
