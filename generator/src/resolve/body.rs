//! Request bodies, media types and encodings.

use super::keywords::Kind;
use super::reader::{Node, Object, Reader};
use crate::diagnostic::{Code, Place};
use crate::document::{Encoding, MediaType, RequestBody};
use indexmap::IndexMap;

/// Whether a media type's `encoding` is read. A header's content has no parts; and headers of
/// parts that had parts again would never end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    With,
    Without,
}

impl<'a> Reader<'a> {
    pub(super) fn request_body(&mut self, operation: &Object<'a>) -> Option<RequestBody> {
        let node = operation.child("requestBody")?;
        let nearer = self.nearer_description(&node);
        let node = self.follow(node)?;
        let object = self.object(&node, Kind::RequestBody)?;
        if !object.map.contains_key("content") {
            self.report(
                Code::Malformed,
                &object.place,
                "a request body needs `content`",
            );
        }
        Some(RequestBody {
            description: nearer.or_else(|| self.text(&object, "description")),
            required: self.flag(&object, "required").unwrap_or_default(),
            content: self.content(&object),
            place: node.place,
        })
    }

    /// The media types under `content`.
    pub(super) fn content(&mut self, object: &Object<'a>) -> Vec<MediaType> {
        let mut content = Vec::new();
        for (name, node) in self.entries(object, "content") {
            content.extend(self.media_type(name, node, Parts::With));
        }
        content
    }

    pub(super) fn media_type(
        &mut self,
        name: &str,
        node: Node<'a>,
        parts: Parts,
    ) -> Option<MediaType> {
        let node = self.follow(node)?;
        let object = self.object(&node, Kind::MediaType)?;
        let mut encoding = IndexMap::new();
        if parts == Parts::With {
            for (property, node) in self.entries(&object, "encoding") {
                if let Some(read) = self.encoding(&node) {
                    encoding.insert(property.to_owned(), read);
                }
            }
        }
        Some(MediaType {
            name: name.to_owned(),
            schema: object.child("schema").map(|node| self.schema(node)),
            item_schema: object.child("itemSchema").map(|node| self.schema(node)),
            encoding,
            examples: self.examples(&object),
            place: node.place,
        })
    }

    fn encoding(&mut self, node: &Node<'a>) -> Option<Encoding> {
        let object = self.object(node, Kind::Encoding)?;
        Some(Encoding {
            content_type: self.text(&object, "contentType"),
            headers: self.headers(&object),
            style: self.style_name(&object),
            explode: self.flag(&object, "explode"),
            allow_reserved: self.flag(&object, "allowReserved"),
            place: node.place.clone(),
        })
    }

    /// The places of the values of `example` and `examples`.
    pub(super) fn examples(&mut self, object: &Object<'a>) -> Vec<Place> {
        let mut examples: Vec<Place> = object
            .child("example")
            .map(|node| node.place)
            .into_iter()
            .collect();
        if object
            .map
            .get("examples")
            .is_some_and(|value| value.is_array())
        {
            // The form of schemas, seen where a map of examples should stand.
            self.wrong(object, "examples", "an object of examples by name");
            return examples;
        }
        for (_, node) in self.entries(object, "examples") {
            let Some(node) = self.follow(node) else {
                continue;
            };
            let Some(example) = self.object(&node, Kind::Example) else {
                continue;
            };
            let value = example
                .child("value")
                .or_else(|| example.child("dataValue"));
            examples.extend(value.map(|node| node.place));
        }
        examples
    }
}
