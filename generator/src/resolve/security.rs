//! Security requirements, schemes and OAuth flows.

use super::keywords::Kind;
use super::reader::{Node, Object, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{SecurityRequirement, SecurityScheme, SecuritySchemeKind};
use indexmap::IndexMap;
use openapiv3::APIKeyLocation;

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
                schemes.insert(name.clone(), self.texts(&object, name));
            }
            requirements.push(SecurityRequirement {
                place: node.place,
                schemes,
            });
        }
        Some(requirements)
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
            "oauth2" => Known::OAuth2 {
                flows: self.flows(object),
                description,
                extensions,
            },
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

    fn flows(&mut self, scheme: &Object<'a>) -> openapiv3::OAuth2Flows {
        let none = openapiv3::OAuth2Flows::default();
        let Some(node) = scheme.child("flows") else {
            self.report(
                Code::Malformed,
                &scheme.place,
                "an OAuth scheme needs `flows`",
            );
            return none;
        };
        let Some(flows) = self.object(&node, Kind::Flows) else {
            return none;
        };
        self.report_flows(&flows);
        let implicit = self.flow(&flows, "implicit");
        let password = self.flow(&flows, "password");
        let client_credentials = self.flow(&flows, "clientCredentials");
        let authorization_code = self.flow(&flows, "authorizationCode");
        if let Some(node) = flows.child("deviceAuthorization") {
            self.object(&node, Kind::Flow);
        }
        openapiv3::OAuth2Flows {
            implicit: implicit.map(|flow| openapiv3::ImplicitOAuth2Flow {
                authorization_url: self.needed_text(&flow, "authorizationUrl", Kind::Flow),
                refresh_url: self.text(&flow, "refreshUrl"),
                scopes: self.scopes(&flow),
                extensions: self.extensions(&flow),
            }),
            password: password.map(|flow| openapiv3::PasswordOAuth2Flow {
                token_url: self.needed_text(&flow, "tokenUrl", Kind::Flow),
                refresh_url: self.text(&flow, "refreshUrl"),
                scopes: self.scopes(&flow),
                extensions: self.extensions(&flow),
            }),
            client_credentials: client_credentials.map(|flow| {
                openapiv3::ClientCredentialsOAuth2Flow {
                    token_url: self.needed_text(&flow, "tokenUrl", Kind::Flow),
                    refresh_url: self.text(&flow, "refreshUrl"),
                    scopes: self.scopes(&flow),
                    extensions: self.extensions(&flow),
                }
            }),
            authorization_code: authorization_code.map(|flow| {
                openapiv3::AuthorizationCodeOAuth2Flow {
                    authorization_url: self.needed_text(&flow, "authorizationUrl", Kind::Flow),
                    token_url: self.needed_text(&flow, "tokenUrl", Kind::Flow),
                    refresh_url: self.text(&flow, "refreshUrl"),
                    scopes: self.scopes(&flow),
                    extensions: self.extensions(&flow),
                }
            }),
            extensions: self.extensions(&flows),
        }
    }

    fn flow(&mut self, flows: &Object<'a>, key: &str) -> Option<Object<'a>> {
        let node = flows.child(key)?;
        self.object(&node, Kind::Flow)
    }

    fn scopes(&mut self, flow: &Object<'a>) -> IndexMap<String, String> {
        let Some(node) = flow.child("scopes") else {
            return IndexMap::new();
        };
        let Some(object) = self.map(&node, "`scopes`") else {
            return IndexMap::new();
        };
        let mut scopes = IndexMap::new();
        for name in object.map.keys() {
            let description = self.text(&object, name).unwrap_or_default();
            scopes.insert(name.clone(), description);
        }
        scopes
    }
}
