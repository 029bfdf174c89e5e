//! Discriminators, and what their mappings lead to.

use super::keywords::Kind;
use super::reader::{Node, Reader};
use crate::diagnostic::{Code, FileId, Place, Pointer};
use crate::document::{Keywords, Reference};
use indexmap::IndexMap;
use serde_json::Value;

impl<'a> Reader<'a> {
    pub(super) fn read_discriminator(&mut self, node: &Node<'a>, keywords: &mut Keywords) {
        if let Value::String(name) = node.value {
            let message = "a discriminator is an object with `propertyName` since OpenAPI 3.0";
            self.report(Code::Malformed, &node.place, message);
            let discriminator = openapiv3::Discriminator {
                property_name: name.clone(),
                ..Default::default()
            };
            keywords.put(|rare| &mut rare.discriminator, Some(discriminator));
            return;
        }
        let Some(object) = self.object(node, Kind::Discriminator) else {
            return;
        };
        let property_name = self.needed_text(&object, "propertyName", Kind::Discriminator);
        if property_name.is_empty() {
            return;
        }
        let (mut mapping, mut targets) = (IndexMap::new(), IndexMap::new());
        for (value, node) in self.entries(&object, "mapping") {
            let Value::String(text) = node.value else {
                let message = "a mapping leads to the name of a schema or a reference to one";
                self.report(Code::Malformed, &node.place, message);
                continue;
            };
            mapping.insert(value.to_owned(), text.clone());
            let target = self.mapping_target(value, text, &object.place.key("mapping"));
            targets.insert(value.to_owned(), target);
        }
        keywords.put(|rare| &mut rare.mapping_targets, targets);
        let extensions = self.extensions(&object);
        if let Some(text) = self.text(&object, "defaultMapping") {
            let target = self.mapping_target("defaultMapping", &text, &object.place);
            keywords.put(|rare| &mut rare.default_mapping, Some(target));
        }
        let discriminator = openapiv3::Discriminator {
            property_name,
            mapping,
            extensions,
        };
        keywords.put(|rare| &mut rare.discriminator, Some(discriminator));
    }

    /// A mapping's text is the name of a component, of its own file or of the description that is
    /// read (OAS 3.1.1, "Resolving Implicit Connections"), or else a reference.
    fn mapping_target(&mut self, key: &str, text: &str, place: &Place) -> Reference {
        let name = text.replace('~', "~0").replace('/', "~1");
        for file in [place.file, FileId::default()] {
            let place = Place {
                file,
                pointer: Pointer::from_encoded(format!("/components/schemas/{name}")),
            };
            if let Some(value) = self.sources.value_at(&place) {
                return Reference {
                    text: text.to_owned(),
                    target: Some(self.schema(Node { place, value })),
                };
            }
        }
        self.schema_reference(text, place, key)
    }
}
