//! What GitHub takes as the record of a deployment.

use regex::Regex;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Invented, and near the limits of its longer texts.
pub const BODY: &str = r#"{
    "name": "acme-widgets-storefront-with-a-name-that-somebody-had-to-think-about-for-a-while",
    "digest": "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "version": "2031.4.17-rc.2",
    "status": "deployed",
    "logical_environment": "production",
    "physical_environment": "eu-north-7",
    "cluster": "acme-cluster-17",
    "deployment_name": "storefront/production/blue",
    "tags": {"team": "widgets", "tier": "front", "cost-centre": "4711"},
    "runtime_risks": ["internet-exposed", "sensitive-data"],
    "github_repository": "acme.widgets_store-front"
}"#;

static DIGEST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^sha256:[a-f0-9]{64}$").expect("it is a pattern"));
static REPOSITORY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Za-z0-9.\-_]+$").expect("it is a pattern"));

/// How much longer than [`is_valid`] the emitted check may take.
pub const BAR: f64 = 1.25;

/// The fields. A rule that a crate has no attribute for is a function.
#[derive(Debug, Deserialize, garde::Validate, validator::Validate)]
#[garde(allow_unvalidated)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Hand {
    #[garde(length(chars, min = 1, max = 256))]
    #[validate(length(min = 1, max = 256))]
    pub name: String,
    #[garde(length(chars, min = 71, max = 71), pattern(DIGEST))]
    #[validate(length(min = 71, max = 71), regex(path = *DIGEST))]
    pub digest: String,
    #[garde(length(chars, min = 1, max = 100))]
    #[validate(length(min = 1, max = 100))]
    pub version: Option<String>,
    pub status: Status,
    #[garde(length(chars, min = 1, max = 128))]
    #[validate(length(min = 1, max = 128))]
    pub logical_environment: String,
    #[garde(length(chars, max = 128))]
    #[validate(length(max = 128))]
    pub physical_environment: Option<String>,
    #[garde(length(chars, max = 128))]
    #[validate(length(max = 128))]
    pub cluster: Option<String>,
    #[garde(length(chars, max = 256))]
    #[validate(length(max = 256))]
    pub deployment_name: String,
    #[garde(length(max = 5))]
    #[validate(length(max = 5))]
    pub tags: Option<BTreeMap<String, String>>,
    #[garde(length(max = 4), custom(differ_for_garde))]
    #[validate(length(max = 4), custom(function = differ_for_validator))]
    pub runtime_risks: Option<Vec<Risk>>,
    #[garde(length(chars, min = 1, max = 100), pattern(REPOSITORY))]
    #[validate(length(min = 1, max = 100), regex(path = *REPOSITORY))]
    pub github_repository: Option<String>,
    pub return_records: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Status {
    Deployed,
    Decommissioned,
}

#[derive(Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Risk {
    CriticalResource,
    InternetExposed,
    LateralMovement,
    SensitiveData,
}

/// The rules, as plain code.
pub fn is_valid(hand: &Hand) -> bool {
    let within = |text: &str, min, max| (min..=max).contains(&text.chars().count());
    let at_most =
        |text: &Option<String>, max| text.as_deref().is_none_or(|text| within(text, 0, max));
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let digest = hand.digest.strip_prefix("sha256:");
    within(&hand.name, 1, 256)
        && digest.is_some_and(|digest| digest.len() == 64 && digest.bytes().all(hex))
        && hand
            .version
            .as_deref()
            .is_none_or(|text| within(text, 1, 100))
        && within(&hand.logical_environment, 1, 128)
        && at_most(&hand.physical_environment, 128)
        && at_most(&hand.cluster, 128)
        && within(&hand.deployment_name, 0, 256)
        && hand.tags.as_ref().is_none_or(|tags| tags.len() <= 5)
        && hand
            .runtime_risks
            .as_deref()
            .is_none_or(|risks| risks.len() <= 4 && differ(risks))
        && hand
            .github_repository
            .as_deref()
            .is_none_or(|text| (1..=100).contains(&text.len()) && text.bytes().all(sign))
}

/// Changes to [`BODY`], each of which breaks one rule: where, and the value.
pub fn broken() -> Vec<(&'static str, Value)> {
    let tags: BTreeMap<String, &str> = (0..6).map(|n| (n.to_string(), "x")).collect();
    vec![
        ("/name", json!("")),
        ("/name", json!("é".repeat(257))),
        ("/digest", json!(format!("sha256:{}", "g".repeat(64)))),
        ("/digest", json!(format!("sha256:{}", "a".repeat(63)))),
        ("/status", json!("lost")),
        ("/logical_environment", json!("e".repeat(129))),
        ("/cluster", json!("c".repeat(129))),
        ("/tags", json!(tags)),
        (
            "/runtime_risks",
            json!(["sensitive-data", "sensitive-data"]),
        ),
        ("/runtime_risks/0", json!("boredom")),
        ("/github_repository", json!("no spaces")),
        ("/github_repository", json!("ünlaut")),
    ]
}

fn differ(risks: &[Risk]) -> bool {
    let mut ends = risks.iter().enumerate();
    ends.all(|(index, risk)| !risks[..index].contains(risk))
}

#[allow(clippy::ptr_arg, reason = "garde passes the field")]
fn differ_for_garde(risks: &Option<Vec<Risk>>, (): &()) -> garde::Result {
    match risks.as_deref().is_none_or(differ) {
        true => Ok(()),
        false => Err(garde::Error::new("they must differ")),
    }
}

#[allow(clippy::ptr_arg, reason = "validator passes the field")]
fn differ_for_validator(risks: &Vec<Risk>) -> Result<(), validator::ValidationError> {
    match differ(risks) {
        true => Ok(()),
        false => Err(validator::ValidationError::new("they must differ")),
    }
}
