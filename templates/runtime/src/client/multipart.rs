//! `multipart/*` bodies (RFC 2046, section 5.1; RFC 7578): a part for each property, or several.

use super::super::{Flow, PASS, Path, Rule, Sink, Validate, Wire, check, to_value};
use super::request::header_of;
use super::{Body, BuildRequestError, Param, Request, Spelt, media, style};
use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde_json::Value;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

/// A file, or whatever else is sent as it is: content, name, media type, headers.
#[derive(Clone, PartialEq)]
pub struct Upload {
    /// What is in it.
    pub content: Body,
    /// The name under which it is sent; none: the name of the property.
    pub file_name: Option<String>,
    /// The media type; none: what the description says, else `application/octet-stream`.
    pub content_type: Option<String>,
    /// Further headers of the part.
    pub headers: Vec<(String, String)>,
}

impl Upload {
    /// A file without a name.
    pub fn new(content: impl Into<Body>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// A stream of what `reader` gives: see [`Body::from_reader`].
    pub fn from_reader(reader: impl std::io::Read + Send + 'static, length: Option<u64>) -> Self {
        Self::new(Body::from_reader(reader, length))
    }

    /// Gives it a name.
    #[must_use]
    pub fn with_file_name(self, name: impl Into<String>) -> Self {
        Self {
            file_name: Some(name.into()),
            ..self
        }
    }

    /// Says what it is.
    #[must_use]
    pub fn with_content_type(self, media: impl Into<String>) -> Self {
        Self {
            content_type: Some(media.into()),
            ..self
        }
    }

    /// Adds a header to its part. `content-type` says what it is.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        match name.eq_ignore_ascii_case("content-type") {
            true => self.content_type = Some(value),
            false => self.headers.push((name, value)),
        }
        self
    }
}

/// Files are sent as they are; there may be a rule how many.
impl Validate for Vec<Upload> {
    fn keep<S: Sink>(&self, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow {
        match rule {
            Rule::Items(min, max) => check::items(self, *min, *max, at, sink),
            _ => PASS,
        }
    }
}

impl<B: Into<Body>> From<B> for Upload {
    fn from(content: B) -> Self {
        Self::new(content)
    }
}

/// Names, no values.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Upload")
            .field("content", &self.content)
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("headers", &headers)
            .finish()
    }
}

/// A body of several parts, in order.
#[derive(Clone, PartialEq, Default)]
pub struct Multipart {
    parts: Vec<Part>,
}

#[derive(Clone, PartialEq)]
struct Part {
    name: String,
    upload: Upload,
    file: bool,
}

impl Multipart {
    /// No part.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text.
    #[must_use]
    pub fn with_text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.push(name.into(), Upload::new(text.into()));
        self
    }

    /// Adds a file.
    #[must_use]
    pub fn with_file(mut self, name: impl Into<String>, file: impl Into<Upload>) -> Self {
        self.parts.push(Part {
            name: name.into(),
            upload: file.into(),
            file: true,
        });
        self
    }

    /// Adds a value: a part, or one for each element of a list. Objects and lists in lists are
    /// JSON, anything else is text; `spelt` may say otherwise. `null` adds nothing.
    ///
    /// # Errors
    ///
    /// Where the value cannot be written, such as a number that is not finite.
    pub fn value<T: Wire>(
        &mut self,
        name: &str,
        value: &T,
        spelt: Spelt,
    ) -> Result<(), BuildRequestError> {
        let value = to_value(value);
        let value = value.map_err(|error| BuildRequestError::unwritable(name, &error))?;
        match (spelt, value) {
            (_, Value::Null) => {}
            (Spelt::Style(mut style), value) => {
                // Nothing is encoded in a part, so nothing may be encoded already.
                style.reserved = false;
                for (name, text) in style::query(name, &Param::of_value(value), style) {
                    self.push(style::decoded(&name), Upload::new(style::decoded(&text)));
                }
            }
            (_, Value::Array(items)) => {
                let items = items.into_iter().filter(|item| !item.is_null());
                items.for_each(|item| self.element(name, &item, spelt));
            }
            (_, value) => self.element(name, &value, spelt),
        }
        Ok(())
    }

    /// Adds a file under what the description says: the media types it may have, which may be
    /// ranges.
    ///
    /// # Errors
    ///
    /// Where its own media type is none of these.
    pub fn file(
        &mut self,
        name: &str,
        file: &Upload,
        media_types: &[&str],
    ) -> Result<(), BuildRequestError> {
        let mut upload = file.clone();
        match &upload.content_type {
            Some(own) if !media_types.is_empty() => {
                if !media_types.iter().any(|range| media::matches(range, own)) {
                    let reason = format!("must be of the type {}", media_types.join(" or "));
                    return Err(BuildRequestError::new(name, reason));
                }
            }
            Some(_) => {}
            None => {
                let concrete = media_types.iter().find(|media| !media.contains('*'));
                let media = concrete.unwrap_or(&"application/octet-stream");
                upload.content_type = Some((*media).to_owned());
            }
        }
        self.parts.push(Part {
            name: name.to_owned(),
            upload,
            file: true,
        });
        Ok(())
    }

    fn element(&mut self, name: &str, item: &Value, spelt: Spelt) {
        let nested = matches!(item, Value::Object(_) | Value::Array(_));
        let mut upload = match spelt {
            Spelt::Media(media) if media::is_json(media) => Upload::new(item.to_string()),
            _ if nested => Upload::new(item.to_string()).with_content_type("application/json"),
            _ => Upload::new(style::text(item)),
        };
        if let Spelt::Media(media) = spelt {
            upload.content_type = Some(media.to_owned());
        }
        self.push(name.to_owned(), upload);
    }

    fn push(&mut self, name: String, upload: Upload) {
        self.parts.push(Part {
            name,
            upload,
            file: false,
        });
    }

    /// The whole body.
    fn assemble(&self, boundary: &str) -> Result<Body, BuildRequestError> {
        let mut bodies = Vec::new();
        let mut text = String::new();
        for part in &self.parts {
            text.push_str(&format!("--{boundary}\r\n"));
            part.head(&mut text)?;
            text.push_str("\r\n");
            bodies.push(Bytes::from(std::mem::take(&mut text)).into());
            bodies.push(part.upload.content.clone());
            text.push_str("\r\n");
        }
        text.push_str(&format!("--{boundary}--\r\n"));
        bodies.push(text.into());
        Ok(Body::joined(bodies))
    }
}

impl Part {
    /// The headers. A part that is no file and has no media type is text, which is not said, for
    /// some servers take every part with a media type for a file.
    fn head(&self, head: &mut String) -> Result<(), BuildRequestError> {
        let upload = &self.upload;
        let name = quoted(&self.name);
        head.push_str(&format!("content-disposition: form-data; name=\"{name}\""));
        let file_name = match (&upload.file_name, self.file) {
            (Some(name), _) => Some(name),
            (None, true) => Some(&self.name),
            (None, false) => None,
        };
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        head.push_str("\r\n");
        let fallback = self.file.then_some("application/octet-stream");
        if let Some(media) = upload.content_type.as_deref().or(fallback) {
            header_of("content-type", media)?;
            head.push_str(&format!("content-type: {media}\r\n"));
        }
        for (name, value) in &upload.headers {
            let (header, _) = header_of(name, value)?;
            if header == CONTENT_TYPE || header == CONTENT_DISPOSITION {
                let reason = "of a part is made of its name, file name and content type";
                return Err(BuildRequestError::new(name, reason));
            }
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        Ok(())
    }
}

/// Names, no values.
impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parts.iter().map(|part| &part.name);
        f.debug_list().entries(names).finish()
    }
}

impl Request {
    /// Sends parts. `media` is the media type without its boundary.
    ///
    /// # Errors
    ///
    /// Where a header of a part cannot be one.
    pub fn multipart(&mut self, media: &str, parts: &Multipart) -> Result<(), BuildRequestError> {
        let boundary = boundary();
        let body = parts.assemble(&boundary)?;
        let essence = media.split(';').next().unwrap_or_default().trim();
        let sent = if essence.contains('*') {
            "multipart/form-data"
        } else {
            essence
        };
        self.body(&format!("{sent}; boundary={boundary}"), body)
    }
}

/// 128 bits that no content holds, and that nobody can make content hold, as he could were they to be
/// told from earlier ones: the hash of the standard library has a key that is never shown.
fn boundary() -> String {
    let bits = || RandomState::new().hash_one(());
    format!("{:016x}{:016x}", bits(), bits())
}

/// Text between quotes in a header, as browsers write it (WHATWG HTML, "multipart form data").
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c if c.is_control() => out.push('_'),
            c => out.push(c),
        }
    }
    out
}
