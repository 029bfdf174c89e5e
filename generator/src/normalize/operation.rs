//! Operations.

use super::Normalizer;
use super::body::{FORM, essence, is_json};
use super::security::normalize_servers;
use crate::api::{
    Direction, Docs, Header, Kind, Operation, Origin, Parameter, ParameterForm, Response, TypeId,
};
use crate::diagnostic::{Code, Place};
use crate::document::{self, MediaType, ParameterIn, ParameterValue, Spelling, Status, Style};
use indexmap::IndexMap;
use serde_json::Value;

impl Normalizer<'_> {
    /// An operation; `out` is the way its request travels.
    pub fn operation(
        &mut self,
        operation: &document::Operation,
        index: usize,
        out: Direction,
    ) -> Operation {
        let back = match out {
            Direction::Request => Direction::Response,
            _ => Direction::Request,
        };
        let mut parameters: Vec<Parameter> = operation
            .parameters
            .iter()
            .map(|parameter| self.parameter(parameter, index, out))
            .collect();
        parameters.sort_by_key(|parameter| {
            (parameter.location != ParameterIn::Path, !parameter.required)
        });
        let path = match out {
            Direction::Request => {
                self.path(&operation.path, &mut parameters, index, &operation.place)
            }
            // The address of a webhook is the receiver's own.
            _ => super::path::Path {
                parts: Vec::new(),
                fixed_query: Vec::new(),
            },
        };
        let body = operation
            .request_body
            .as_ref()
            .and_then(|body| self.body(body, index, out));
        let responses = operation
            .responses
            .iter()
            .map(|response| self.response(response, index, back))
            .collect();
        Operation {
            place: operation.place.clone(),
            id: operation.operation_id.clone(),
            tags: operation.tags.clone(),
            rename: extension(&operation.extensions, "x-specloom-name"),
            group: extension(&operation.extensions, "x-specloom-group"),
            method: operation.method.clone(),
            template: operation.path.clone(),
            path: path.parts,
            fixed_query: path.fixed_query,
            docs: Docs {
                title: operation.summary.clone(),
                description: operation.description.clone(),
                examples: Vec::new(),
                deprecated: operation.deprecated,
            },
            parameters,
            body,
            responses,
            servers: operation.servers.as_deref().map(normalize_servers),
            security: self.security(operation),
        }
    }

    fn parameter(
        &mut self,
        parameter: &document::Parameter,
        operation: usize,
        direction: Direction,
    ) -> Parameter {
        let origin = Origin::Parameter {
            operation,
            name: parameter.name.clone(),
        };
        let (ty, form) = match (parameter.location, &parameter.value) {
            (ParameterIn::QueryString, ParameterValue::Content(media)) => (
                self.content_type(media, direction, &origin, &parameter.place),
                whole_query(&essence(&media.name)),
            ),
            // Without a media type, which the reader reports.
            (ParameterIn::QueryString, ParameterValue::Styled { schema, .. }) => (
                self.ty(*schema, direction, origin.clone()),
                ParameterForm::Form,
            ),
            (location, value) => {
                let usual = match location {
                    ParameterIn::Path | ParameterIn::Header => Style::Simple,
                    _ => Style::Form,
                };
                self.value(value, usual, direction, &origin, &parameter.place)
            }
        };
        let default = match &parameter.value {
            ParameterValue::Styled { schema, .. } => {
                self.annotation(&[*schema], |keywords| keywords.default.clone())
            }
            ParameterValue::Content(_) => None,
        };
        let parts = match &parameter.value {
            ParameterValue::Content(media) if form == ParameterForm::Form => Self::parts(media),
            _ => Vec::new(),
        };
        Parameter {
            place: parameter.place.clone(),
            name: parameter.name.clone(),
            location: parameter.location,
            required: parameter.required || parameter.location == ParameterIn::Path,
            ty,
            form,
            parts,
            default,
            docs: Docs {
                title: None,
                description: parameter.description.clone(),
                examples: Vec::new(),
                deprecated: parameter.deprecated,
            },
            rename: None,
        }
    }

    /// The type of a parameter or header, and how it is spelt; `usual` is the style of its place.
    fn value(
        &mut self,
        value: &ParameterValue,
        usual: Style,
        direction: Direction,
        origin: &Origin,
        place: &Place,
    ) -> (TypeId, ParameterForm) {
        match value {
            ParameterValue::Styled { schema, spelling } => {
                let ty = self.ty(*schema, direction, origin.clone());
                (ty, ParameterForm::Styled(*spelling))
            }
            ParameterValue::Content(media) => {
                let ty = self.content_type(media, direction, origin, place);
                if is_json(&essence(&media.name)) {
                    return (ty, ParameterForm::Json);
                }
                if media.schema.is_some() && !self.is_structured(media) {
                    // A single value is spelt the same in any media type that is text.
                    return (ty, ParameterForm::Styled(Spelling::usual(usual)));
                }
                let message = format!(
                    "nothing reads or writes `{}`: the value is taken as JSON text",
                    media.name
                );
                self.report(Code::SkippedPart, place, message);
                (ty, ParameterForm::Json)
            }
        }
    }

    fn content_type(
        &mut self,
        media: &MediaType,
        direction: Direction,
        origin: &Origin,
        place: &Place,
    ) -> TypeId {
        match media.schema {
            Some(schema) => self.ty(schema, direction, origin.clone()),
            None => self.synthesize(Kind::Any, place, Direction::Both, origin.clone()),
        }
    }

    fn response(
        &mut self,
        response: &document::Response,
        operation: usize,
        direction: Direction,
    ) -> Response {
        let origin = Origin::ResponseBody {
            operation,
            status: response.status.text(),
        };
        let headers = response
            .headers
            .iter()
            .map(|header| {
                let origin = Origin::ResponseHeader {
                    operation,
                    name: header.name.clone(),
                };
                let (ty, form) = self.value(
                    &header.value,
                    Style::Simple,
                    direction,
                    &origin,
                    &header.place,
                );
                Header {
                    place: header.place.clone(),
                    name: header.name.clone(),
                    required: header.required,
                    ty,
                    form,
                    docs: Docs {
                        description: header.description.clone(),
                        deprecated: header.deprecated,
                        ..Docs::default()
                    },
                }
            })
            .collect();
        let mut content = response.content.as_slice();
        if is_bare(response.status) && !content.is_empty() {
            let message = "an answer of this status has no content; it is left out";
            self.report(Code::Malformed, &response.place.key("content"), message);
            content = &[];
        }
        Response {
            place: response.place.clone(),
            status: response.status,
            description: response.description.clone(),
            headers,
            contents: self.contents(content, direction, &origin),
        }
    }
}

/// Whether HTTP has no content in answers of this status (RFC 9110, section 6.4.1).
fn is_bare(status: Status) -> bool {
    matches!(
        status,
        Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1)
    )
}

/// How a whole query of this media type is spelt (OpenAPI 3.2, "in: querystring").
fn whole_query(essence: &str) -> ParameterForm {
    match essence {
        FORM => ParameterForm::Form,
        json if is_json(json) => ParameterForm::Json,
        _ => ParameterForm::Text,
    }
}

fn extension(extensions: &IndexMap<String, Value>, name: &str) -> Option<String> {
    extensions.get(name)?.as_str().map(str::to_owned)
}
