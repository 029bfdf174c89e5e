//! Bodies and their media types.

use super::Normalizer;
use crate::api::{
    Additional, Body, Content, ContentKind, Direction, Kind, Operation, Origin, ParameterForm,
    Part, StringKind, TypeId,
};
use crate::diagnostic::Code;
use crate::document::{Encoding, Keywords, MediaType, RequestBody, Spelling, Style, TypeName};

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
        let json = content.iter().find(|media| is_json(&essence(&media.name)));
        let mut contents: Vec<Content> = Vec::with_capacity(content.len());
        for media in content {
            let opaque = self.is_opaque(media);
            if let Some(json) = json.filter(|_| opaque) {
                let name = &json.name;
                let message = format!("`{}` is left out: `{name}` is used", media.name);
                self.report(Code::Widened, &media.place, message);
                continue;
            }
            if opaque {
                let message = format!(
                    "nothing reads or writes `{}` as a typed value; it is handed over as bytes",
                    media.name
                );
                self.report(Code::Widened, &media.place, message);
            }
            let kind = self.content_kind(media, direction, origin);
            let said = contents.iter().find(|known| match (&known.kind, &kind) {
                (ContentKind::Json(a), ContentKind::Form(b, _)) => a == b,
                _ => false,
            });
            if let Some(said) = said {
                let (name, known) = (&media.name, &said.media_type);
                let message =
                    format!("`{name}` is left out: `{known}` carries the same type and is used");
                self.report(Code::NotUsed, &media.place, message);
                continue;
            }
            contents.push(Content {
                place: media.place.clone(),
                media_type: media.name.clone(),
                kind,
            });
        }
        contents
    }

    /// Whether there are objects or lists inside and nothing of ours reads or writes the form, as
    /// with XML.
    fn is_opaque(&self, media: &MediaType) -> bool {
        let essence = essence(&media.name);
        let known = is_json(&essence)
            || is_stream(&essence)
            || is_binary(&essence)
            || media.item_schema.is_some()
            || matches!(essence.as_str(), FORM | "*/*" | "application/*")
            || essence.starts_with("multipart/");
        !known && self.is_structured(media)
    }

    fn content_kind(
        &mut self,
        media: &MediaType,
        direction: Direction,
        origin: &Origin,
    ) -> ContentKind {
        let essence = essence(&media.name);
        if let Some(kind) = self.sequence(media, direction, origin) {
            return kind;
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
            FORM => ContentKind::Form(ty, Self::parts(media)),
            _ if essence.starts_with("multipart/") => {
                ContentKind::Multipart(ty, Self::parts(media))
            }
            // A range says nothing of the form: a described object is JSON, anything else bytes.
            "*/*" | "application/*" => match self.is_structured(media) {
                true => ContentKind::Json(ty),
                false => ContentKind::Bytes,
            },
            _ if essence.starts_with("text/") && !self.is_structured(media) => {
                ContentKind::Text(ty)
            }
            _ => ContentKind::Bytes,
        }
    }

    /// Values one after the other: `itemSchema` describes each, `schema` all of them as a list
    /// (OpenAPI 3.2, "Sequential Media Types"). One that is no list is that of each value: before
    /// 3.2 there was no other way to say it.
    fn sequence(
        &mut self,
        media: &MediaType,
        direction: Direction,
        origin: &Origin,
    ) -> Option<ContentKind> {
        let essence = essence(&media.name);
        if is_json(&essence) && media.item_schema.is_some() {
            let place = media.place.key("itemSchema");
            let (code, message) = match media.schema {
                Some(_) => (
                    Code::NotUsed,
                    "`schema` is used: this media type is one value",
                ),
                None => (
                    Code::Malformed,
                    "this media type is one value; a value on each line is read and written",
                ),
            };
            self.report(code, &place, message);
            if media.schema.is_some() {
                return None;
            }
        }
        let whole = media.schema.filter(|_| is_stream(&essence));
        let whole = whole.and_then(|schema| {
            let list = self.peel(super::flat::Conjunction::of(schema));
            self.keywords(list.single()?)
                .filter(|keywords| is_list(keywords))
        });
        if whole.is_some_and(is_limited) {
            let message = "limits of the list as a whole are not checked of values that come one \
                           after the other";
            self.report(Code::Unchecked, &media.place.key("schema"), message);
        }
        let ty = match (media.item_schema, whole) {
            (Some(item), _) => self.ty(item, direction, origin.clone()),
            (
                None,
                Some(Keywords {
                    items: Some(item), ..
                }),
            ) => self.ty(*item, direction, origin.clone()),
            (None, Some(_)) => {
                self.synthesize(Kind::Any, &media.place, Direction::Both, origin.clone())
            }
            (None, None) => return None,
        };
        Some(ContentKind::Stream(ty))
    }

    /// Whether the schema says that there are objects or lists inside.
    pub fn is_structured(&self, media: &MediaType) -> bool {
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

    /// A form is the pairs of an object, which only the finished types tell. A text is the pairs
    /// themselves; what else it should be nobody says.
    pub fn settle_forms(&mut self, operation: &mut Operation) {
        let contents = operation
            .body
            .iter_mut()
            .flat_map(|body| &mut body.contents);
        for content in contents {
            self.report_strangers(content);
            let ContentKind::Form(ty, _) = content.kind else {
                continue;
            };
            match self.form_of(ty) {
                Pairs::OfObject => {}
                Pairs::Text => content.kind = ContentKind::Text(ty),
                Pairs::None => {
                    content.kind = ContentKind::Bytes;
                    let message = "a form is an object, which this is not: it is given as bytes";
                    self.report(Code::SkippedPart, &content.place, message);
                }
            }
        }
        for parameter in &mut operation.parameters {
            let form = parameter.form == ParameterForm::Form;
            if form && !matches!(self.form_of(parameter.ty), Pairs::OfObject) {
                parameter.form = ParameterForm::Text;
                parameter.parts.clear();
                let message = "a form is an object, which this is not: it is sent as encoded text";
                self.report(Code::SkippedPart, &parameter.place, message);
            }
        }
    }

    /// Reports what `encoding` says of properties that the body does not have.
    fn report_strangers(&mut self, content: &Content) {
        let (ContentKind::Form(ty, parts) | ContentKind::Multipart(ty, parts)) = &content.kind
        else {
            return;
        };
        let Some(Kind::Object(object)) = self.types.get(ty.0 as usize).map(|ty| &ty.kind) else {
            return;
        };
        if matches!(object.additional, Additional::Typed(_)) {
            return;
        }
        let known = |part: &&Part| {
            object
                .properties
                .iter()
                .any(|one| one.name == part.property)
        };
        let strangers = parts.iter().filter(|part| !known(part));
        let strangers: Vec<String> = strangers.map(|part| part.property.clone()).collect();
        for name in strangers {
            let place = content.place.key("encoding").key(&name);
            let message = format!("no property `{name}` is sent, so its encoding says nothing");
            self.report(Code::SkippedPart, &place, message);
        }
    }

    fn form_of(&self, ty: TypeId) -> Pairs {
        let kind = |ty: TypeId| self.types.get(ty.0 as usize).map(|ty| &ty.kind);
        let inner = match kind(ty) {
            Some(Kind::Nullable(inner)) => *inner,
            _ => ty,
        };
        match kind(inner) {
            Some(Kind::String(_) | Kind::Enum(_)) => Pairs::Text,
            Some(Kind::Object(_) | Kind::Map(_) | Kind::Union(_) | Kind::Any) => Pairs::OfObject,
            _ => Pairs::None,
        }
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
                let Some(media_types) = self.file(property.ty) else {
                    continue;
                };
                let known = parts.iter_mut().find(|part| part.property == property.name);
                match known {
                    Some(part) if part.content_types.is_empty() => {
                        part.file = true;
                        part.content_types = media_types;
                    }
                    // Nothing but `format: binary` is a file whatever the encoding says.
                    Some(part) => part.file |= media_types.is_empty(),
                    None => parts.push(Part {
                        property: property.name.clone(),
                        content_types: media_types,
                        spelling: None,
                        file: true,
                        headers: Vec::new(),
                    }),
                }
            }
        }
    }

    pub fn parts(media: &MediaType) -> Vec<Part> {
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
                spelling: styled(encoding),
                file: false,
                headers: encoding
                    .headers
                    .iter()
                    .map(|header| (header.name.clone(), header.required))
                    .collect(),
            })
            .collect()
    }

    /// The media types of a file, or of lists of them; none: any. A list of itself never comes to an
    /// end.
    fn file(&self, mut ty: TypeId) -> Option<Vec<String>> {
        for _ in 0..super::DEPTH_LIMIT {
            ty = match self.types.get(ty.0 as usize).map(|ty| &ty.kind) {
                Some(Kind::String(string)) => return file_of(string),
                Some(Kind::Nullable(inner)) => *inner,
                Some(Kind::Array(array)) => array.items,
                _ => return None,
            };
        }
        None
    }
}

/// What the pairs of a form are made of.
enum Pairs {
    OfObject,
    Text,
    None,
}

/// The media types of a string that is a file: `format: binary`, or since 3.1 the
/// `contentMediaType` of what is not encoded (OpenAPI 3.2, "Working with Binary Data").
fn file_of(string: &StringKind) -> Option<Vec<String>> {
    let media_type = string.content_media_type.as_ref();
    let raw = media_type.filter(|media| string.content_encoding.is_none() && is_raw(media));
    let any = string.format.as_deref() == Some("binary")
        || raw.is_some_and(|media| essence(media) == "application/octet-stream");
    match raw {
        _ if any => Some(Vec::new()),
        raw => raw.map(|media| vec![media.clone()]),
    }
}

/// Whether it is a list whose values are of one type.
fn is_list(keywords: &Keywords) -> bool {
    let list = match &keywords.types {
        Some(types) => types.as_slice() == [TypeName::Array],
        None => keywords.items.is_some(),
    };
    list && keywords.prefix_items.is_empty()
}

/// Whether it says how many values there are.
fn is_limited(keywords: &Keywords) -> bool {
    keywords.min_items.is_some() || keywords.max_items.is_some() || keywords.unique_items
}

/// Whether what is of this media type is neither text nor JSON.
pub fn is_raw(media_type: &str) -> bool {
    let essence = essence(media_type);
    !is_json(&essence) && !essence.starts_with("text/") && essence != "*/*"
}

/// How a property is spelt by a style: any of the three fields asks for one (OpenAPI 3.2, "Encoding
/// Object", "Fixed Fields for RFC6570-style Serialization").
fn styled(encoding: &Encoding) -> Option<Spelling> {
    let (explode, reserved) = (encoding.explode, encoding.allow_reserved);
    if encoding.style.is_none() && explode.is_none() && reserved.is_none() {
        return None;
    }
    let usual = Spelling::usual(encoding.style.unwrap_or(Style::Form));
    Some(Spelling {
        explode: explode.unwrap_or(usual.explode),
        allow_reserved: reserved.unwrap_or_default(),
        ..usual
    })
}

/// Pairs of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";

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

/// Values one after the other; `+json-seq` is the suffix of RFC 8091.
fn is_stream(essence: &str) -> bool {
    matches!(
        essence,
        "text/event-stream"
            | "application/jsonl"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/x-jsonlines"
            | "application/json-seq"
    ) || essence.ends_with("+json-seq")
}

fn is_binary(essence: &str) -> bool {
    essence == "application/octet-stream"
        || ["image/", "audio/", "video/", "font/"]
            .iter()
            .any(|start| essence.starts_with(start))
}
