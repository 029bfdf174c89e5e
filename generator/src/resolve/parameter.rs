//! Parameters and headers.

use super::keywords::{Kind, nearest};
use super::reader::{Node, Object, Reader};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{Header, Parameter, ParameterIn, ParameterValue, Spelling, Style};
use crate::document::{Keywords, Schema, SchemaId, TypeName};
use std::collections::HashSet;

impl<'a> Reader<'a> {
    /// The parameters of a path item or an operation. A second one of the same name and place is
    /// reported and left out.
    pub(super) fn parameters(&mut self, object: &Object<'a>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut known = HashSet::new();
        for node in self.list(object, "parameters") {
            let used_at = node.place.clone();
            let Some(parameter) = self.parameter(node) else {
                continue;
            };
            if !known.insert(identity(&parameter)) {
                let message = format!("the parameter `{}` is declared twice", parameter.name);
                self.report(Code::Malformed, &used_at, message);
                continue;
            }
            parameters.push(parameter);
        }
        parameters
    }

    fn parameter(&mut self, node: Node<'a>) -> Option<Parameter> {
        let nearer = self.nearer_description(&node);
        let node = self.follow(node)?;
        let object = self.object(&node, Kind::Parameter)?;
        let mut name = self.needed_text(&object, "name", Kind::Parameter);
        let location = self.location(&object)?;
        if name.is_empty() {
            if location != ParameterIn::QueryString {
                return None;
            }
            // Its name is not sent, only what it is called here.
            "query".clone_into(&mut name);
        }
        let required = self.flag(&object, "required").unwrap_or_default();
        if location == ParameterIn::Path && !required {
            let message = format!("the path parameter `{name}` must say `required: true`");
            self.report(Code::Malformed, &node.place, message);
        }
        let value = self.parameter_value(&object, location, Kind::Parameter);
        if location == ParameterIn::QueryString && object.map.contains_key("schema") {
            let message = "a query string has `content`, no `schema`; it is taken as a form";
            self.report(Code::Malformed, &object.place.key("schema"), message);
        }
        Some(Parameter {
            name,
            location,
            required: required || location == ParameterIn::Path,
            deprecated: self.flag(&object, "deprecated").unwrap_or_default(),
            description: nearer.or_else(|| self.text(&object, "description")),
            value,
            examples: self.examples(&object),
            place: node.place,
        })
    }

    /// Reports what stands beside a query string: there is one, and nothing else says what is in the
    /// query (OpenAPI 3.2, "Parameter Locations").
    pub(super) fn query_strings(&mut self, parameters: &mut Vec<Parameter>) {
        let mut whole = None;
        let mut twice = Vec::new();
        parameters.retain(|parameter| {
            let again = parameter.location == ParameterIn::QueryString && whole.is_some();
            match parameter.location {
                ParameterIn::QueryString if again => twice.push(parameter.clone()),
                ParameterIn::QueryString => whole = Some(parameter.place.clone()),
                _ => {}
            }
            !again
        });
        for parameter in twice {
            let message = format!(
                "an operation has one query string; `{}` is left out",
                parameter.name
            );
            self.report(Code::Malformed, &parameter.place, message);
        }
        let beside = parameters
            .iter()
            .find(|one| one.location == ParameterIn::Query);
        if let (Some(place), Some(beside)) = (whole, beside) {
            let name = &beside.name;
            let message =
                format!("a query string stands beside the query parameter `{name}`; both are sent");
            self.report(Code::Malformed, &place, message);
        }
    }

    fn location(&mut self, object: &Object<'a>) -> Option<ParameterIn> {
        let text = self.needed_text(object, "in", Kind::Parameter);
        let message = match text.as_str() {
            "path" => return Some(ParameterIn::Path),
            "query" => return Some(ParameterIn::Query),
            "querystring" => return Some(ParameterIn::QueryString),
            "header" => return Some(ParameterIn::Header),
            "cookie" => return Some(ParameterIn::Cookie),
            "" => return None,
            "body" | "formData" => {
                format!("`in: {text}` is OpenAPI 2.0; the parameter is left out")
            }
            other => format!("there are no parameters in `{other}`; this one is left out"),
        };
        let said = Diagnostic::new(Code::Malformed, &object.place.key("in"), message);
        self.push(match text.as_str() {
            "body" | "formData" => said.help("since 3.0 this is the operation's `requestBody`"),
            _ => said.help("one of `path`, `query`, `querystring`, `header` and `cookie`"),
        });
        None
    }

    /// The headers under `headers`. `Content-Type` is the media type's key, never a header.
    pub(super) fn headers(&mut self, object: &Object<'a>) -> Vec<Header> {
        let mut headers = Vec::new();
        for (name, node) in self.entries(object, "headers") {
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            headers.extend(self.header(name, node));
        }
        headers
    }

    fn header(&mut self, name: &str, node: Node<'a>) -> Option<Header> {
        let nearer = self.nearer_description(&node);
        let node = self.follow(node)?;
        let object = self.object(&node, Kind::Header)?;
        let value = self.parameter_value(&object, ParameterIn::Header, Kind::Header);
        Some(Header {
            name: name.to_owned(),
            required: self.flag(&object, "required").unwrap_or_default(),
            deprecated: self.flag(&object, "deprecated").unwrap_or_default(),
            description: nearer.or_else(|| self.text(&object, "description")),
            value,
            place: node.place,
        })
    }

    fn parameter_value(
        &mut self,
        object: &Object<'a>,
        location: ParameterIn,
        kind: Kind,
    ) -> ParameterValue {
        let schema = object.child("schema").map(|node| self.schema(node));
        if schema.is_some() && object.map.contains_key("content") {
            let message = format!(
                "{} has `schema` or `content`; `schema` is read",
                kind.name()
            );
            self.report(Code::Malformed, &object.place.key("content"), message);
        }
        if schema.is_none()
            && let Some(media_type) = self.parameter_content(object, kind)
        {
            return ParameterValue::Content(media_type);
        }
        let schema = schema.unwrap_or_else(|| {
            let message = format!(
                "{} needs `schema` or `content`; it is any text",
                kind.name()
            );
            self.report(Code::Malformed, &object.place, message);
            self.any_text(object.place.clone())
        });
        let mut spelling = Spelling::usual(self.style(object, location));
        if let Some(explode) = self.flag(object, "explode") {
            spelling.explode = explode;
        }
        spelling.allow_reserved = self.flag(object, "allowReserved").unwrap_or_default();
        ParameterValue::Styled { schema, spelling }
    }

    fn parameter_content(
        &mut self,
        object: &Object<'a>,
        kind: Kind,
    ) -> Option<crate::document::MediaType> {
        let entries = self.entries(object, "content");
        if entries.len() > 1 {
            let message = format!("{} has one media type; the first is read", kind.name());
            self.report(Code::Malformed, &object.place.key("content"), message);
        }
        let (name, node) = entries.into_iter().next()?;
        let parts = match kind {
            Kind::Header => super::body::Parts::Without,
            _ => super::body::Parts::With,
        };
        self.media_type(name, node, parts)
    }

    /// A schema for what has none: a string, which is what stands in a URL or a header.
    fn any_text(&mut self, place: Place) -> SchemaId {
        let id = self.reserve(place);
        if let Some(node) = self.schemas.get_mut(id.0 as usize) {
            node.schema = Schema::Keywords(Box::new(Keywords {
                types: Some(vec![TypeName::String]),
                ..Keywords::default()
            }));
        }
        id
    }

    fn style(&mut self, object: &Object<'a>, location: ParameterIn) -> Style {
        use ParameterIn::{Cookie, Header, Path, Query, QueryString};
        let usual = match location {
            Path | Header => Style::Simple,
            Query | QueryString | Cookie => Style::Form,
        };
        let Some(style) = self.style_name(object) else {
            return usual;
        };
        let fits = match style {
            Style::Simple => matches!(location, Path | Header),
            Style::Label | Style::Matrix => location == Path,
            Style::Form => matches!(location, Query | Cookie),
            Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject => location == Query,
            Style::Cookie => location == Cookie,
        };
        if fits {
            return style;
        }
        let message = "this style does not go with the parameter's place; the usual one is taken";
        self.report(Code::Malformed, &object.place.key("style"), message);
        usual
    }

    pub(super) fn style_name(&mut self, object: &Object<'a>) -> Option<Style> {
        let text = self.text(object, "style")?;
        let known = Style::ALL.into_iter().find(|style| style.as_str() == text);
        if known.is_none() {
            let message = format!("there is no style `{text}`; the usual one is taken");
            let meant = nearest(&text, Style::ALL.into_iter().map(Style::as_str));
            self.misspelt(&object.place.key("style"), message, meant);
        }
        known
    }
}

/// Adds those of `others` whose name and place are not there yet.
pub(super) fn add_parameters(parameters: &mut Vec<Parameter>, others: &[Parameter]) {
    let known: HashSet<_> = parameters.iter().map(identity).collect();
    let new = others
        .iter()
        .filter(|other| !known.contains(&identity(other)));
    parameters.extend(new.cloned());
}

/// What makes a parameter the same as another: place and name. Headers ignore case.
fn identity(parameter: &Parameter) -> (ParameterIn, String) {
    let name = match parameter.location {
        ParameterIn::Header => parameter.name.to_ascii_lowercase(),
        _ => parameter.name.clone(),
    };
    (parameter.location, name)
}
