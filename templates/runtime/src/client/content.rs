//! Parameters and bodies that are text made of a value.

use super::super::{Wire, to_value};
use super::{BuildRequestError, Request, style};

/// The JSON text of a parameter that has a media type (`content`) and no style.
///
/// # Errors
///
/// Where the value cannot be written, such as a number that is not finite.
pub fn json_text<T: Wire>(name: &str, value: &T) -> Result<String, BuildRequestError> {
    let value = to_value(value);
    let value = value.map_err(|error| BuildRequestError::new(name, error.to_string()))?;
    Ok(value.to_string())
}

impl Request {
    /// Sends the text of a value: a string bare, a number or truth value as JSON spells it.
    ///
    /// # Errors
    ///
    /// Where the value cannot be written, or the media type cannot be a header.
    pub fn text_value<T: Wire>(&mut self, media: &str, body: &T) -> Result<(), BuildRequestError> {
        let value = to_value(body);
        let value = value.map_err(|error| BuildRequestError::new("body", error.to_string()))?;
        self.text(media, style::text(&value))
    }
}
