//! Servers, security schemes and what operations ask for.

use super::Normalizer;
use crate::api::{SecurityAlternative, SecurityKind, SecurityScheme, Server, ServerVariable};
use crate::diagnostic::Code;
use crate::document::{
    self, Document, Operation, ParameterIn, SecurityRequirement, SecuritySchemeKind,
};
use openapiv3::APIKeyLocation;

/// The security schemes, in order.
pub fn normalize_schemes(document: &Document) -> Vec<SecurityScheme> {
    document
        .security_schemes
        .iter()
        .map(|(name, scheme)| {
            let (kind, description) = normalize_scheme(&scheme.kind);
            SecurityScheme {
                place: scheme.place.clone(),
                name: name.clone(),
                description,
                kind,
            }
        })
        .collect()
}

fn normalize_scheme(kind: &SecuritySchemeKind) -> (SecurityKind, Option<String>) {
    use openapiv3::SecurityScheme as Known;
    match kind {
        SecuritySchemeKind::MutualTls { description } => {
            (SecurityKind::MutualTls, description.clone())
        }
        SecuritySchemeKind::Known(Known::APIKey {
            location,
            name,
            description,
            ..
        }) => {
            let location = match location {
                APIKeyLocation::Query => ParameterIn::Query,
                APIKeyLocation::Header => ParameterIn::Header,
                APIKeyLocation::Cookie => ParameterIn::Cookie,
            };
            let name = name.clone();
            (SecurityKind::ApiKey { location, name }, description.clone())
        }
        SecuritySchemeKind::Known(Known::HTTP {
            scheme,
            bearer_format,
            description,
            ..
        }) => {
            // RFC 9110, section 11.1: the names of schemes are case-insensitive.
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer {
                    format: bearer_format.clone(),
                },
                _ => SecurityKind::OtherHttp {
                    scheme: scheme.clone(),
                },
            };
            (kind, description.clone())
        }
        SecuritySchemeKind::Known(
            Known::OAuth2 { description, .. } | Known::OpenIDConnect { description, .. },
        ) => (SecurityKind::Bearer { format: None }, description.clone()),
    }
}

/// Servers with their variables.
pub fn normalize_servers(servers: &[document::Server]) -> Vec<Server> {
    servers
        .iter()
        .map(|server| Server {
            place: server.place.clone(),
            url: server.server.url.clone(),
            description: server.server.description.clone(),
            variables: server
                .server
                .variables
                .iter()
                .flatten()
                .map(|(name, variable)| ServerVariable {
                    name: name.clone(),
                    default: variable.default.clone(),
                    values: variable.enumeration.clone(),
                    description: variable.description.clone(),
                })
                .collect(),
        })
        .collect()
}

impl Normalizer<'_> {
    /// What an operation asks for: its own `security`, else the root's.
    pub fn security(&mut self, operation: &Operation) -> Vec<SecurityAlternative> {
        let document = self.document;
        let requirements = operation
            .security
            .as_ref()
            .or(document.security.as_ref())
            .map(Vec::as_slice)
            .unwrap_or_default();
        requirements
            .iter()
            .filter_map(|requirement| self.alternative(requirement))
            .collect()
    }

    fn alternative(&mut self, requirement: &SecurityRequirement) -> Option<SecurityAlternative> {
        let mut schemes = Vec::new();
        for (name, scopes) in &requirement.schemes {
            match self.document.security_schemes.get_index_of(name) {
                Some(index) => schemes.push((index, scopes.clone())),
                None => {
                    self.report(
                        Code::UnresolvedReference,
                        &requirement.place,
                        format!(
                            "there is no security scheme `{name}`; this alternative is left out"
                        ),
                    );
                    return None;
                }
            }
        }
        Some(SecurityAlternative { schemes })
    }
}
