//! Stripe's tax rate.

use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Invented.
pub const BODY: &str = r#"{
    "active": true,
    "country": "SE",
    "created": 1900000000,
    "description": "What is taken on widgets that leave the warehouse in the north",
    "display_name": "Acme VAT",
    "effective_percentage": 24.5,
    "id": "txr_acme0123456789",
    "inclusive": false,
    "jurisdiction": "SE - Norrbotten",
    "livemode": false,
    "metadata": {"desk": "north", "reviewed_by": "the widgets team"},
    "object": "tax_rate",
    "percentage": 25.0,
    "state": null,
    "tax_type": "vat"
}"#;

/// How much longer than [`is_valid`] the emitted check may take.
pub const BAR: f64 = 1.25;

/// The fields.
#[derive(Debug, Deserialize, garde::Validate, validator::Validate)]
#[garde(allow_unvalidated)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Hand {
    pub active: bool,
    #[garde(length(chars, max = 5000))]
    #[validate(length(max = 5000))]
    pub country: Option<String>,
    pub created: i64,
    #[garde(length(chars, max = 5000))]
    #[validate(length(max = 5000))]
    pub description: Option<String>,
    #[garde(length(chars, max = 5000))]
    #[validate(length(max = 5000))]
    pub display_name: String,
    pub effective_percentage: Option<f64>,
    #[garde(length(chars, max = 5000))]
    #[validate(length(max = 5000))]
    pub id: String,
    pub inclusive: bool,
    #[garde(length(chars, max = 5000))]
    #[validate(length(max = 5000))]
    pub jurisdiction: Option<String>,
    pub livemode: bool,
    #[garde(custom(short_for_garde))]
    #[validate(custom(function = short_for_validator))]
    pub metadata: Option<BTreeMap<String, String>>,
    pub object: Object,
    pub percentage: f64,
    #[garde(length(chars, max = 5000))]
    #[validate(length(max = 5000))]
    pub state: Option<String>,
    pub tax_type: Option<TaxType>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Object {
    TaxRate,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum TaxType {
    AmusementTax,
    CommunicationsTax,
    Gst,
    Hst,
    Igst,
    Jct,
    LeaseTax,
    Pst,
    Qst,
    Rst,
    SalesTax,
    ServiceTax,
    Vat,
}

/// The rules, as plain code.
pub fn is_valid(hand: &Hand) -> bool {
    let short = |text: &str, most| text.chars().count() <= most;
    let maybe = |text: &Option<String>| text.as_deref().is_none_or(|text| short(text, 5000));
    maybe(&hand.country)
        && maybe(&hand.description)
        && short(&hand.display_name, 5000)
        && short(&hand.id, 5000)
        && maybe(&hand.jurisdiction)
        && hand
            .metadata
            .iter()
            .flatten()
            .all(|(_, text)| short(text, 500))
        && maybe(&hand.state)
}

/// Changes to [`BODY`], each of which breaks one rule: where, and the value.
pub fn broken() -> Vec<(&'static str, Value)> {
    vec![
        ("/country", json!("c".repeat(5001))),
        ("/display_name", json!("é".repeat(5001))),
        ("/id", json!("i".repeat(5001))),
        ("/metadata/desk", json!("d".repeat(501))),
        ("/object", json!("price")),
        ("/tax_type", json!("window_tax")),
        ("/percentage", json!("25")),
        ("/created", json!(1.5)),
        ("/active", json!(null)),
    ]
}

fn short_for_validator(
    metadata: &BTreeMap<String, String>,
) -> Result<(), validator::ValidationError> {
    match metadata.values().all(|text| text.chars().count() <= 500) {
        true => Ok(()),
        false => Err(validator::ValidationError::new("it is too long")),
    }
}

fn short_for_garde(metadata: &Option<BTreeMap<String, String>>, (): &()) -> garde::Result {
    let mut texts = metadata.iter().flatten();
    match texts.all(|(_, text)| text.chars().count() <= 500) {
        true => Ok(()),
        false => Err(garde::Error::new("it is too long")),
    }
}
