//! Objects that bear no schema: info, servers, tags.

use super::keywords::Kind;
use super::reader::{Object, Reader};
use crate::diagnostic::Code;
use crate::document::Server;
use indexmap::IndexMap;

impl<'a> Reader<'a> {
    pub(super) fn info(&mut self, root: &Object<'a>) -> openapiv3::Info {
        let Some(node) = root.child("info") else {
            self.report(Code::Malformed, &root.place, "the description needs `info`");
            return openapiv3::Info::default();
        };
        let Some(object) = self.object(&node, Kind::Info) else {
            return openapiv3::Info::default();
        };
        openapiv3::Info {
            title: self.needed_text(&object, "title", Kind::Info),
            description: self.whole_description(&object),
            terms_of_service: self.text(&object, "termsOfService"),
            contact: self.contact(&object),
            license: self.license(&object),
            version: self.needed_text(&object, "version", Kind::Info),
            extensions: self.extensions(&object),
        }
    }

    /// `summary`, and as another paragraph `description`; one of them where it begins the other.
    fn whole_description(&mut self, object: &Object<'a>) -> Option<String> {
        let summary = self.text(object, "summary");
        let description = self.text(object, "description");
        match (summary, description) {
            (Some(summary), Some(description)) if !description.starts_with(summary.trim()) => {
                Some(format!("{summary}\n\n{description}"))
            }
            (summary, description) => description.or(summary),
        }
    }

    /// The `name` of a server (3.2) before its `description`.
    fn named_description(&mut self, server: &Object<'a>) -> Option<String> {
        let name = self.text(server, "name");
        let description = self.text(server, "description");
        match (name, description) {
            (Some(name), Some(description)) => Some(format!("{name}: {description}")),
            (name, description) => description.or(name),
        }
    }

    fn contact(&mut self, info: &Object<'a>) -> Option<openapiv3::Contact> {
        let node = info.child("contact")?;
        let object = self.object(&node, Kind::Contact)?;
        Some(openapiv3::Contact {
            name: self.text(&object, "name"),
            url: self.text(&object, "url"),
            email: self.text(&object, "email"),
            extensions: self.extensions(&object),
        })
    }

    fn license(&mut self, info: &Object<'a>) -> Option<openapiv3::License> {
        let node = info.child("license")?;
        let object = self.object(&node, Kind::License)?;
        Some(openapiv3::License {
            name: self.needed_text(&object, "name", Kind::License),
            url: self.text(&object, "url"),
            extensions: self.extensions(&object),
        })
    }

    /// `servers`; `None` where there are none, and an empty list is none, too.
    pub(super) fn servers(&mut self, object: &Object<'a>) -> Option<Vec<Server>> {
        let mut servers = Vec::new();
        for node in self.list(object, "servers") {
            let Some(object) = self.object(&node, Kind::Server) else {
                continue;
            };
            if !object.map.contains_key("url") {
                self.report(Code::Malformed, &object.place, "a server needs `url`");
                continue;
            }
            let Some(url) = self.text(&object, "url") else {
                continue;
            };
            let variables = self.variables(&object);
            for name in url
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
            {
                let known = variables.iter().any(|known| known.contains_key(name.0));
                if !known {
                    let message = format!("`variables` does not have `{}` of the URL", name.0);
                    self.report(Code::Malformed, &object.place.key("url"), message);
                }
            }
            servers.push(Server {
                server: openapiv3::Server {
                    url,
                    description: self.named_description(&object),
                    variables,
                    extensions: self.extensions(&object),
                },
                place: object.place,
            });
        }
        (!servers.is_empty()).then_some(servers)
    }

    fn variables(
        &mut self,
        server: &Object<'a>,
    ) -> Option<IndexMap<String, openapiv3::ServerVariable>> {
        let mut variables = IndexMap::new();
        for (name, node) in self.entries(server, "variables") {
            let Some(object) = self.object(&node, Kind::ServerVariable) else {
                continue;
            };
            let variable = openapiv3::ServerVariable {
                enumeration: self.texts(&object, "enum"),
                default: self.needed_text(&object, "default", Kind::ServerVariable),
                description: self.text(&object, "description"),
                extensions: self.extensions(&object),
            };
            let (default, listed) = (&variable.default, &variable.enumeration);
            if !listed.is_empty() && !listed.contains(default) {
                let message = format!("the default {default:?} is not in `enum`");
                self.report(Code::Malformed, &object.place.key("default"), message);
            }
            variables.insert(name.to_owned(), variable);
        }
        (!variables.is_empty()).then_some(variables)
    }

    pub(super) fn tags(&mut self, root: &Object<'a>) -> Vec<openapiv3::Tag> {
        let mut tags = Vec::new();
        for node in self.list(root, "tags") {
            let Some(object) = self.object(&node, Kind::Tag) else {
                continue;
            };
            let name = self.needed_text(&object, "name", Kind::Tag);
            if name.is_empty() {
                continue;
            }
            tags.push(openapiv3::Tag {
                name,
                description: self.whole_description(&object),
                external_docs: self.external_docs(&object),
                extensions: self.extensions(&object),
            });
        }
        tags
    }

    pub(super) fn external_docs(
        &mut self,
        object: &Object<'a>,
    ) -> Option<openapiv3::ExternalDocumentation> {
        let node = object.child("externalDocs")?;
        let object = self.object(&node, Kind::ExternalDocs)?;
        Some(openapiv3::ExternalDocumentation {
            description: self.text(&object, "description"),
            url: self.needed_text(&object, "url", Kind::ExternalDocs),
            extensions: self.extensions(&object),
        })
    }
}
