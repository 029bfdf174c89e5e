//! The body that adds an MCP server to a Portkey workspace, as somebody would write it by hand.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A body that breaks no rule, near the limits of its longer texts.
pub const BODY: &str = include_str!("../bodies/portkey.json");

/// The fields.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Create {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace_id: Option<String>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub mcp_integration_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
}

/// The rules, as plain code.
pub fn is_valid(create: &Create) -> bool {
    let length = |text: &str| text.chars().count();
    (1..=255).contains(&length(&create.name))
        && create
            .description
            .as_deref()
            .is_none_or(|text| length(text) <= 500)
        && create.slug.as_deref().is_none_or(|slug| {
            let sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
            (3..=50).contains(&length(slug)) && slug.bytes().all(sign)
        })
}

/// The rules, as a schema.
pub fn schema() -> Value {
    json!({
        "type": "object",
        "required": ["name", "mcp_integration_id"],
        "properties": {
            "workspace_id": {"type": "string"},
            "name": {"type": "string", "minLength": 1, "maxLength": 255},
            "description": {"type": ["string", "null"], "maxLength": 500},
            "mcp_integration_id": {"type": "string"},
            "slug": {
                "type": "string", "pattern": "^[a-zA-Z0-9_-]+$", "minLength": 3, "maxLength": 50,
            },
        },
    })
}

/// Changes to [`BODY`], each of which breaks one rule: member and value.
pub fn broken() -> Vec<(&'static str, Value)> {
    vec![
        ("name", json!("")),
        ("name", json!("n".repeat(256))),
        ("description", json!("d".repeat(501))),
        ("slug", json!("ab")),
        ("slug", json!("s".repeat(51))),
        ("slug", json!("no spaces")),
        ("slug", json!("ünlaut")),
    ]
}
