//! Security requirements, schemes and OAuth flows.

use super::keywords::Kind;
use super::reader::{Node, Object, Reader};
use crate::diagnostic::{Code, Diagnostic, FileId, Place};
use crate::document::{SecurityRequirement, SecurityScheme, SecuritySchemeKind};
use crate::source::is_link;
use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, OAuth2Flows};

/// The OAuth flows with the URLs that each needs (OpenAPI 3.2, "OAuth Flow Object").
const FLOWS: [(&str, &[&str]); 5] = [
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    (
        "deviceAuthorization",
        &["deviceAuthorizationUrl", "tokenUrl"],
    ),
];

impl<'a> Reader<'a> {
    /// `security`: the alternatives; `None` where the key is not there.
    pub(super) fn security(&mut self, object: &Object<'a>) -> Option<Vec<SecurityRequirement>> {
        if !object.map.get("security")?.is_array() {
            self.wrong(object, "security", "a list");
            return None;
        }
        let mut requirements = Vec::new();
        for node in self.list(object, "security") {
            let Some(object) = self.map(&node, "a security requirement") else {
                continue;
            };
            let mut schemes = IndexMap::new();
            for name in object.map.keys() {
                let scopes = self.texts(&object, name);
                schemes.insert(self.scheme_name(name, &object), scopes);
            }
            requirements.push(SecurityRequirement {
                place: node.place,
                schemes,
            });
        }
        Some(requirements)
    }

    /// The name of the scheme that a requirement asks for. What names no component is a reference
    /// (OAS 3.2, Security Requirement Object): what that leads to is a scheme like the components'.
    fn scheme_name(&mut self, text: &str, object: &Object<'a>) -> String {
        let root = Place::root(FileId::default());
        let components = root.key("components").key("securitySchemes");
        if self.sources.value_at(&components.key(text)).is_some() || !is_link(text) {
            return text.to_owned();
        }
        let Some(node) = self.target(text, &object.place, text) else {
            return text.to_owned();
        };
        let last = node.place.pointer.segments().last();
        let name = last.map_or_else(|| text.to_owned(), |name| name.to_string());
        if node.place == components.key(&name) {
            return name;
        }
        let Some(scheme) = self.security_scheme(node) else {
            return text.to_owned();
        };
        let mut known = self.linked_schemes.iter();
        if let Some((name, _)) = known.find(|(_, known)| known.place == scheme.place) {
            return name.clone();
        }
        let is_taken = |name: &str| {
            self.linked_schemes.contains_key(name)
                || self.sources.value_at(&components.key(name)).is_some()
        };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let name = std::iter::once(name.clone()).chain(numbered);
        let name = name.into_iter().find(|name| !is_taken(name));
        let name = name.unwrap_or_else(|| text.to_owned());
        self.linked_schemes.insert(name.clone(), scheme);
        name
    }

    /// A security scheme. One of an unknown type is reported and left out.
    pub(super) fn security_scheme(&mut self, node: Node<'a>) -> Option<SecurityScheme> {
        let node = self.follow(node)?;
        let object = self.object(&node, Kind::SecurityScheme)?;
        let type_name = self.needed_text(&object, "type", Kind::SecurityScheme);
        let kind = self.scheme_kind(&object, &type_name)?;
        Some(SecurityScheme {
            place: node.place,
            kind,
        })
    }

    fn scheme_kind(&mut self, object: &Object<'a>, name: &str) -> Option<SecuritySchemeKind> {
        use openapiv3::SecurityScheme as Known;
        let description = self.text(object, "description");
        let extensions = self.extensions(object);
        Some(SecuritySchemeKind::Known(match name {
            "apiKey" => Known::APIKey {
                location: self.key_location(object)?,
                name: self.wanted_text(object, "name")?,
                description,
                extensions,
            },
            "http" => Known::HTTP {
                scheme: self.wanted_text(object, "scheme")?,
                bearer_format: self.text(object, "bearerFormat"),
                description,
                extensions,
            },
            "oauth2" => {
                self.check_flows(object);
                Known::OAuth2 {
                    flows: OAuth2Flows::default(),
                    description,
                    extensions,
                }
            }
            "openIdConnect" => Known::OpenIDConnect {
                open_id_connect_url: self.needed_text(
                    object,
                    "openIdConnectUrl",
                    Kind::SecurityScheme,
                ),
                description,
                extensions,
            },
            "mutualTLS" => return Some(SecuritySchemeKind::MutualTls { description }),
            "basic" => {
                let message = "`basic` is a type of OpenAPI 2.0; it is read as `http` with basic";
                self.report(Code::Malformed, &object.place.key("type"), message);
                Known::HTTP {
                    scheme: "basic".to_owned(),
                    bearer_format: None,
                    description,
                    extensions,
                }
            }
            "" => return None,
            other => {
                let message = format!("there is no security scheme of type `{other}`");
                let said = Diagnostic::new(Code::Malformed, &object.place.key("type"), message);
                self.push(
                    said.help("one of `apiKey`, `http`, `mutualTLS`, `oauth2` and `openIdConnect`"),
                );
                return None;
            }
        }))
    }

    /// A text without which the scheme cannot be used.
    fn wanted_text(&mut self, object: &Object<'a>, key: &str) -> Option<String> {
        let text = self.needed_text(object, key, Kind::SecurityScheme);
        (!text.is_empty()).then_some(text)
    }

    fn key_location(&mut self, object: &Object<'a>) -> Option<APIKeyLocation> {
        let text = self.needed_text(object, "in", Kind::SecurityScheme);
        match text.as_str() {
            "query" => Some(APIKeyLocation::Query),
            "header" => Some(APIKeyLocation::Header),
            "cookie" => Some(APIKeyLocation::Cookie),
            "" => None,
            other => {
                let message = format!("a key is in `query`, `header` or `cookie`, not `{other}`");
                self.report(Code::Malformed, &object.place.key("in"), message);
                None
            }
        }
    }

    /// Checks the form of `flows`. Nothing of them is kept: the client is given a token.
    fn check_flows(&mut self, scheme: &Object<'a>) {
        let Some(node) = scheme.child("flows") else {
            let message = "an OAuth scheme needs `flows`";
            self.report(Code::Malformed, &scheme.place, message);
            return;
        };
        let Some(flows) = self.object(&node, Kind::Flows) else {
            return;
        };
        self.report_flows(&flows);
        for (name, urls) in FLOWS {
            let flow = flows.child(name);
            if let Some(flow) = flow.and_then(|node| self.object(&node, Kind::Flow)) {
                self.check_flow(&flow, urls);
            }
        }
    }

    fn check_flow(&mut self, flow: &Object<'a>, urls: &[&str]) {
        for url in urls {
            self.needed_text(flow, url, Kind::Flow);
        }
        self.text(flow, "refreshUrl");
        let scopes = flow.child("scopes");
        if let Some(scopes) = scopes.and_then(|node| self.map(&node, "`scopes`")) {
            for name in scopes.map.keys() {
                self.text(&scopes, name);
            }
        }
    }
}
