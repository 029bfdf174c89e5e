//! Defaults that are no value of their own schema: they are documented, reported, and not offered.
//!
//! The judge is the engine of the JSON door, which knows every keyword and format. What it lets
//! pass and the Rust type cannot hold (`format: int32` says nothing to JSON Schema) is found where
//! the model is at hand.

use crate::api::{Api, Kind, TypeId};
use crate::diagnostic::{Code, Diagnostics};
use crate::lower::holds_integer;
use crate::name::Names;
use crate::rust::{Item, RustModel, Struct};
use crate::source::Sources;
use crate::tables::{self, Library, Settings};
use serde_json::Value;
use specloom_runtime::schema::{Options, Schema};
use std::collections::{HashMap, HashSet};

/// A property by its object and its position there.
type Spot = (TypeId, usize);

/// The properties whose default breaks their schema.
pub(crate) fn unfit(sources: &Sources, api: &Api) -> HashSet<Spot> {
    let with_default: Vec<_> = spots(api)
        .filter_map(|(spot, ty, value)| Some((spot, api.ty(ty).schema.as_ref()?, value)))
        .collect();
    if with_default.is_empty() {
        return HashSet::new();
    }
    let wholes: Vec<_> = with_default.iter().map(|(_, whole, _)| *whole).collect();
    let library = Library::of_sources(sources);
    let compiled = tables::compile(&library, &wholes, &Settings::default());
    let flat = compiled.flatten();
    let borrowed = flat.borrowed();
    let tables = flat.tables(&borrowed);
    let judged = with_default.iter().zip(&compiled.roots);
    let unfit = judged.filter(|((_, _, value), root)| {
        !Schema::new(&tables, **root).is_valid(value, &Options::DEFAULT)
    });
    unfit.map(|((spot, ..), _)| *spot).collect()
}

/// Reports them, and those that the field of the model cannot hold, and takes them out of the
/// model.
pub(crate) fn withdraw(
    api: &Api,
    names: &Names,
    unfit: &HashSet<Spot>,
    model: &mut RustModel,
    diagnostics: &mut Diagnostics,
) {
    let structs = model.items.iter_mut().filter_map(|item| match item {
        Item::Struct(item) => Some((item.head.name.clone(), item)),
        _ => None,
    });
    let mut structs: HashMap<String, &mut Struct> = structs.collect();
    for (spot, _, value) in spots(api) {
        let (of, index) = spot;
        let name = names.types.get(&of);
        let field = name
            .and_then(|name| structs.get_mut(name))
            .and_then(|item| item.fields.get_mut(index));
        let held = field.as_ref().is_none_or(|field| match value {
            Value::Number(number) => holds_integer(&field.ty, number),
            _ => true,
        });
        if held && !unfit.contains(&spot) {
            continue;
        }
        if let Some(field) = field {
            field.default = None;
        }
        if let Kind::Object(object) = &api.ty(of).kind
            && let Some(property) = object.properties.get(index)
        {
            let message = format!(
                "the default {value} is no value of `{}`; it is documented and not offered",
                property.name
            );
            diagnostics.report(Code::Malformed, &property.place.key("default"), message);
        }
    }
}

/// Every property with a default, its type and that value. `default: null` says no more than that
/// the property may be left out.
fn spots(api: &Api) -> impl Iterator<Item = (Spot, TypeId, &Value)> {
    let objects = api.reachable().into_iter().filter_map(|id| {
        let Kind::Object(object) = &api.ty(id).kind else {
            return None;
        };
        Some((id, object))
    });
    objects.flat_map(|(id, object)| {
        let properties = object.properties.iter().enumerate();
        properties.filter_map(move |(index, property)| {
            let default = property.default.as_ref().filter(|value| !value.is_null())?;
            Some(((id, index), property.ty, default))
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::lower::Options;
    use crate::pipeline::{Filter, model, read_text, understand};
    use crate::rust::Item;

    /// The properties whose default is offered, of an object with all of `properties`; and how many
    /// were reported.
    fn offered(properties: &str) -> (Vec<String>, usize) {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    \
             Widget:\n      type: object\n      properties:\n{properties}"
        );
        let mut diagnostics = Diagnostics::default();
        let reading = read_text("acme.yaml", &text, None, &mut diagnostics);
        let document = reading.document.as_ref().expect("a document");
        let api = understand(document, &Filter::default(), &mut diagnostics);
        let options = Options::default();
        let (_, model) = model(&reading.sources, &api, &options, &mut diagnostics);
        let fields = model.items.iter().filter_map(|item| match item {
            Item::Struct(item) => Some(&item.fields),
            _ => None,
        });
        let offered = fields.flatten().filter(|field| field.default.is_some());
        let offered = offered.map(|field| field.wire.clone()).collect();
        let reported = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.message.contains("is no value of"));
        (offered, reported.count())
    }

    #[test]
    fn a_default_that_its_schema_refuses_is_reported_and_not_offered() {
        for (schema, fits) in [
            ("type: integer, minimum: 5, default: 5", true),
            ("type: integer, minimum: 5, default: 1", false),
            ("type: integer, format: int32, default: 99999999999", false),
            ("type: integer, format: int64, default: 99999999999", true),
            ("type: string, maxLength: 2, default: ab", true),
            ("type: string, maxLength: 2, default: abc", false),
            ("type: string, pattern: '^a+$', default: b", false),
            ("type: string, enum: [a, b], default: c", false),
            ("type: array, items: {type: string}, default: []", true),
            ("type: array, items: {type: string}, default: [1]", false),
            ("type: [string, 'null'], default: 7", false),
        ] {
            let (offered, reported) = offered(&format!("        m: {{{schema}}}\n"));
            assert_eq!(offered.len(), usize::from(fits), "{schema}");
            assert_eq!(reported, usize::from(!fits), "{schema}");
        }
        // Of types without a literal nothing is offered anyway.
        for schema in [
            "type: string, format: date-time, default: not a date",
            "type: string, format: uuid, default: zz",
            "type: string, format: byte, default: '%%%'",
        ] {
            let (_, reported) = offered(&format!("        m: {{{schema}}}\n"));
            assert_eq!(reported, 1, "{schema}");
        }
    }
}
