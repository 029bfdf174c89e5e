//! Parameters and bodies that are text made of a value.

use super::super::{Wire, to_value};
use super::{BuildRequestError, Framing, Request, style};

/// The JSON text of a parameter that has a media type (`content`) and no style.
///
/// # Errors
///
/// Where the value cannot be written, such as a number that is not finite.
pub fn json_text<T: Wire>(name: &str, value: &T) -> Result<String, BuildRequestError> {
    let value = to_value(value);
    let value = value.map_err(|error| BuildRequestError::unwritable(name, &error))?;
    Ok(value.to_string())
}

/// The text of a value: a string bare, anything else as JSON spells it.
///
/// # Errors
///
/// Where the value cannot be written, such as a number that is not finite.
pub fn plain_text<T: Wire>(name: &str, value: &T) -> Result<String, BuildRequestError> {
    let value = to_value(value);
    let value = value.map_err(|error| BuildRequestError::unwritable(name, &error))?;
    Ok(style::text(&value))
}

impl Request {
    /// Sends values one after the other: each on a line, or after a record separator.
    ///
    /// # Errors
    ///
    /// Where a value cannot be written, or the media type cannot be a header.
    pub fn lines<T: Wire>(
        &mut self,
        media: &str,
        values: &[T],
        framing: Framing,
    ) -> Result<(), BuildRequestError> {
        let mut text = String::new();
        for value in values {
            if framing == Framing::Records {
                text.push('\u{1e}');
            }
            text.push_str(&json_text("body", value)?);
            text.push('\n');
        }
        self.text(media, text)
    }

    /// Sends the text of a value: a string bare, a number or truth value as JSON spells it.
    ///
    /// # Errors
    ///
    /// Where the value cannot be written, or the media type cannot be a header.
    pub fn text_value<T: Wire>(&mut self, media: &str, body: &T) -> Result<(), BuildRequestError> {
        self.text(media, plain_text("body", body)?)
    }
}
