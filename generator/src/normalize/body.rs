//! Bodies and their media types.

use super::Normalizer;
use crate::api::{
    Body, Content, ContentKind, Direction, Kind, Origin, ParameterForm, Part, TypeId,
};
use crate::diagnostic::Code;
use crate::document::{MediaType, RequestBody, Style};

impl Normalizer<'_> {
    /// The body of a request.
    pub fn body(
        &mut self,
        body: &RequestBody,
        operation: usize,
        direction: Direction,
    ) -> Option<Body> {
        let origin = Origin::RequestBody { operation };
        let contents = self.contents(&body.content, direction, &origin);
        if contents.is_empty() {
            self.report(
                Code::SkippedPart,
                &body.place,
                "the body has no media type; it is not sent",
            );
            return None;
        }
        Some(Body {
            place: body.place.clone(),
            required: body.required,
            description: body.description.clone(),
            contents,
        })
    }

    /// Every media type of a body.
    pub fn contents(
        &mut self,
        content: &[MediaType],
        direction: Direction,
        origin: &Origin,
    ) -> Vec<Content> {
        content
            .iter()
            .map(|media| Content {
                place: media.place.clone(),
                media_type: media.name.clone(),
                kind: self.content_kind(media, direction, origin),
            })
            .collect()
    }

    fn content_kind(
        &mut self,
        media: &MediaType,
        direction: Direction,
        origin: &Origin,
    ) -> ContentKind {
        let essence = essence(&media.name);
        if let Some(item) = media.item_schema {
            return ContentKind::Stream(self.ty(item, direction, origin.clone()));
        }
        if is_binary(&essence) {
            return ContentKind::Bytes;
        }
        let ty = match media.schema {
            Some(schema) => self.ty(schema, direction, origin.clone()),
            None => self.synthesize(Kind::Any, &media.place, Direction::Both, origin.clone()),
        };
        if is_json(&essence) {
            return ContentKind::Json(ty);
        }
        if is_stream(&essence) {
            return ContentKind::Stream(ty);
        }
        match essence.as_str() {
            "application/x-www-form-urlencoded" => ContentKind::Form(ty, Self::parts(media)),
            _ if essence.starts_with("multipart/") => {
                ContentKind::Multipart(ty, Self::parts(media))
            }
            // A range says nothing of the form: a described object is JSON, anything else bytes.
            "*/*" | "application/*" => match self.is_structured(media) {
                true => ContentKind::Json(ty),
                false => ContentKind::Bytes,
            },
            _ if essence.starts_with("text/") => ContentKind::Text(ty),
            _ => {
                if self.is_structured(media) {
                    self.report(
                        Code::Widened,
                        &media.place,
                        format!(
                            "nothing reads or writes `{}` as a typed value; it is handed over as bytes",
                            media.name
                        ),
                    );
                }
                ContentKind::Bytes
            }
        }
    }

    /// Whether the schema says that there are objects or lists inside.
    fn is_structured(&self, media: &MediaType) -> bool {
        let Some(schema) = media.schema else {
            return false;
        };
        let conjunction = self.peel(super::flat::Conjunction::of(schema));
        conjunction
            .single()
            .and_then(|id| self.keywords(id))
            .is_some_and(|keywords| {
                use crate::document::TypeName::{Array, Object};
                let typed = keywords.types.as_ref();
                typed.is_some_and(|types| types.contains(&Object) || types.contains(&Array))
                    || !keywords.properties.is_empty()
                    || !keywords.all_of.is_empty()
                    || !keywords.one_of.is_empty()
                    || !keywords.any_of.is_empty()
            })
    }

    /// Which properties of a body are files, once all types are known.
    pub fn mark_files(&self, body: &mut Body) {
        for content in &mut body.contents {
            let (ContentKind::Form(ty, parts) | ContentKind::Multipart(ty, parts)) =
                &mut content.kind
            else {
                continue;
            };
            let Some(Kind::Object(object)) = self.types.get(ty.0 as usize).map(|ty| &ty.kind)
            else {
                continue;
            };
            for property in &object.properties {
                if !self.is_file(property.ty) {
                    continue;
                }
                match parts.iter_mut().find(|part| part.property == property.name) {
                    Some(part) => part.file = true,
                    None => parts.push(Part {
                        property: property.name.clone(),
                        content_types: Vec::new(),
                        form: None,
                        file: true,
                    }),
                }
            }
        }
    }

    fn parts(media: &MediaType) -> Vec<Part> {
        media
            .encoding
            .iter()
            .map(|(property, encoding)| Part {
                property: property.clone(),
                content_types: encoding
                    .content_type
                    .iter()
                    .flat_map(|types| types.split(','))
                    .map(|name| name.trim().to_owned())
                    .collect(),
                form: encoding.style.map(|style| ParameterForm::Styled {
                    style,
                    explode: encoding.explode.unwrap_or(style == Style::Form),
                    allow_reserved: encoding.allow_reserved,
                }),
                file: false,
            })
            .collect()
    }

    fn is_file(&self, ty: TypeId) -> bool {
        match self.types.get(ty.0 as usize).map(|ty| &ty.kind) {
            Some(Kind::String(string)) => string.format.as_deref() == Some("binary"),
            Some(Kind::Nullable(inner)) => self.is_file(*inner),
            Some(Kind::Array(array)) => self.is_file(array.items),
            _ => false,
        }
    }
}

/// Type and subtype, lower case, parameters left out (RFC 9110, section 8.3.1).
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// JSON and what ends with `+json` (RFC 6839).
pub fn is_json(essence: &str) -> bool {
    matches!(
        essence,
        "application/json" | "text/json" | "application/*+json"
    ) || essence.ends_with("+json")
}

fn is_stream(essence: &str) -> bool {
    matches!(
        essence,
        "text/event-stream"
            | "application/jsonl"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/x-jsonlines"
            | "application/json-seq"
    )
}

fn is_binary(essence: &str) -> bool {
    essence == "application/octet-stream"
        || ["image/", "audio/", "video/", "font/"]
            .iter()
            .any(|start| essence.starts_with(start))
}
