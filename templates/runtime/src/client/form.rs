//! Forms: `application/x-www-form-urlencoded`.

use super::super::{Wire, to_value};
use super::request::joined;
use super::{BuildRequestError, Param, Request, Style, media, style};
use serde_json::Value;

/// How a property of a form or a multipart body is spelt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spelt {
    /// As is usual for its type.
    #[default]
    Usual,
    /// As this media type: JSON, or text.
    Media(&'static str),
    /// By a style.
    Style(Style),
}

impl Request {
    /// Sends a form: each property as a parameter of the style `form`, exploded, an object as
    /// JSON; those in `spelt` in another way.
    ///
    /// # Errors
    ///
    /// Where the value is no object, or cannot be written.
    pub fn form<T: Wire>(
        &mut self,
        body: &T,
        spelt: &[(&str, Spelt)],
    ) -> Result<(), BuildRequestError> {
        let pairs = pairs("body", body, spelt)?;
        self.bytes("application/x-www-form-urlencoded", joined(&pairs))
    }

    /// Adds the pairs of a form to the query, as [`Request::form`] spells them.
    pub fn query_form<T: Wire>(&mut self, name: &str, value: &T, spelt: &[(&str, Spelt)]) {
        let added = pairs(name, value, spelt).map(|pairs| self.query.extend(pairs));
        self.note(added);
    }
}

/// The pairs of a form; `name` is what it is called where it cannot be one.
fn pairs<T: Wire>(
    name: &str,
    form: &T,
    spelt: &[(&str, Spelt)],
) -> Result<Vec<(String, String)>, BuildRequestError> {
    let value = to_value(form);
    let value = value.map_err(|error| BuildRequestError::unwritable(name, &error))?;
    let Value::Object(entries) = value else {
        let reason = "is no object, so it cannot be a form";
        return Err(BuildRequestError::new(name, reason));
    };
    let mut pairs = Vec::new();
    for (name, value) in entries {
        let own = spelt.iter().find(|(property, _)| *property == name);
        pairs.extend(pairs_of(
            &name,
            value,
            own.map_or(Spelt::Usual, |own| own.1),
        ));
    }
    Ok(pairs)
}

fn pairs_of(name: &str, value: Value, spelt: Spelt) -> Vec<(String, String)> {
    let exploded = Style::FORM.exploded();
    let (param, style) = match (spelt, value) {
        (Spelt::Style(style), value) => (Param::of_value(value), style),
        (Spelt::Media(media), value) if media::is_json(media) => {
            (Param::Scalar(value.to_string()), exploded)
        }
        // An exploded object would lose the name of the property.
        (_, value @ Value::Object(_)) => (Param::Scalar(value.to_string()), exploded),
        (_, value) => (Param::of_value(value), exploded),
    };
    style::query(name, &param, style)
}
