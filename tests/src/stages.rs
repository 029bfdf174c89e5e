//! What the stages made of a document, in a form that a person can read.

use specloom::api::{Additional, Api, Kind, Selection, StringKind, TypeId};
use specloom::diagnostic::Diagnostics;
use specloom::lower::Options;
use specloom::name::Names;
use specloom::pipeline::{self, Filter};
use specloom::rust::RustModel;
use std::fmt::Write;

/// Everything that is known of one document.
pub struct Stages {
    /// What it means.
    pub api: Api,
    /// What it is called.
    pub names: Names,
    /// What Rust will be written.
    pub model: RustModel,
    /// What was said about it, one a line: severity, code, place, message.
    pub said: String,
}

/// Runs the pipeline on a text.
///
/// # Panics
///
/// When the text is no OpenAPI document.
pub fn stages(module: &str, text: &str) -> Stages {
    let mut diagnostics = Diagnostics::default();
    let reading = pipeline::read_text("spec.yaml", text, None, &mut diagnostics);
    let document = reading.document.expect("an OpenAPI document");
    let api = pipeline::understand(&document, &Filter::default(), &mut diagnostics);
    let options = Options {
        module: module.to_owned(),
        ..Options::default()
    };
    let (names, model) = pipeline::model(&reading.sources, &api, &options, &mut diagnostics);
    let said = diagnostics.iter().map(|said| {
        let place = said.place.as_ref().map(|place| place.pointer.to_string());
        let place = place.unwrap_or_default();
        format!(
            "{}[{}] {place}: {}\n",
            said.severity, said.code, said.message
        )
    });
    Stages {
        said: said.collect(),
        api,
        names,
        model,
    }
}

impl Stages {
    /// The named types and the operations, a line each.
    pub fn outline(&self) -> String {
        let mut text = String::new();
        let mut named: Vec<(&TypeId, &String)> = self.names.types.iter().collect();
        named.sort();
        for (id, name) in named {
            let ty = self.api.ty(*id);
            let _ = writeln!(text, "{name}: {}", self.kind(*id, true));
            for rule in &ty.rules {
                let _ = writeln!(text, "    rule {rule:?}");
            }
        }
        for (name, id) in &self.names.aliases {
            let _ = writeln!(text, "{name}: another name of {}", self.kind(*id, false));
        }
        for group in &self.names.groups {
            let _ = writeln!(text, "mod {} {}", group.module, group.ty);
            for index in &group.operations {
                self.operation(*index, &mut text);
            }
        }
        text
    }

    fn operation(&self, index: usize, text: &mut String) {
        let (operation, names) = (&self.api.operations[index], &self.names.operations[index]);
        let _ = writeln!(
            text,
            "    {} {} {}",
            names.method, operation.method.0, operation.template
        );
        for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
            let sign = if parameter.required { "" } else { "?" };
            let ty = self.kind(parameter.ty, false);
            let _ = writeln!(
                text,
                "        {:?} {name}{sign}: {ty} {:?}",
                parameter.location, parameter.form
            );
        }
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        for content in bodies {
            let ty = content.kind.ty().map(|ty| self.kind(ty, false));
            let _ = writeln!(
                text,
                "        body {} {}",
                content.media_type,
                ty.unwrap_or_default()
            );
        }
        for response in &operation.responses {
            let _ = write!(text, "        {:?}", response.status);
            for content in &response.contents {
                let ty = content.kind.ty().map(|ty| self.kind(ty, false));
                let _ = write!(text, " {} {}", content.media_type, ty.unwrap_or_default());
            }
            let _ = writeln!(text);
        }
        let _ = writeln!(
            text,
            "        security {:?}",
            operation
                .security
                .iter()
                .map(|a| &a.schemes)
                .collect::<Vec<_>>()
        );
    }

    /// A type: by its name, or spelt out.
    fn kind(&self, id: TypeId, spelt: bool) -> String {
        if let Some(name) = self.names.types.get(&id).filter(|_| !spelt) {
            return name.clone();
        }
        match &self.api.ty(id).kind {
            Kind::Any => "any".to_owned(),
            Kind::Never => "never".to_owned(),
            Kind::Null => "null".to_owned(),
            Kind::Boolean => "boolean".to_owned(),
            Kind::Integer(facts) => format!("integer{}", facts_of(facts)),
            Kind::Number(facts) => format!("number{}", facts_of(facts)),
            Kind::String(facts) => format!("string{}", text_of(facts)),
            Kind::Enum(list) => {
                let values = list.values.iter().enumerate().map(|(index, value)| {
                    format!("{} = {}", self.names.variants[&(id, index)], value.value)
                });
                let open = if list.open { " | any string" } else { "" };
                format!("[{}{open}]", values.collect::<Vec<_>>().join(", "))
            }
            Kind::Array(array) => format!(
                "list of {} {:?}..{:?}{}",
                self.kind(array.items, false),
                array.min_items,
                array.max_items,
                if array.unique_items { " unique" } else { "" }
            ),
            Kind::Tuple(tuple) => {
                let prefix = tuple.prefix.iter().map(|ty| self.kind(*ty, false));
                let rest = tuple.rest.map(|ty| self.kind(ty, false));
                format!("({}; {rest:?})", prefix.collect::<Vec<_>>().join(", "))
            }
            Kind::Map(map) => format!(
                "map of {} keys {:?} {:?}..{:?}",
                self.kind(map.values, false),
                map.keys.map(|ty| self.kind(ty, false)),
                map.min_properties,
                map.max_properties
            ),
            Kind::Object(object) => {
                let properties = object
                    .properties
                    .iter()
                    .enumerate()
                    .map(|(index, property)| {
                        let sign = if property.required { "" } else { "?" };
                        let default = property.default.as_ref().map(|value| format!(" = {value}"));
                        let field = &self.names.fields[&(id, index)];
                        let ty = self.kind(property.ty, false);
                        format!(
                            "\n    {field}{sign} {:?}: {ty}{}",
                            property.name,
                            default.unwrap_or_default()
                        )
                    });
                let other = match object.additional {
                    Additional::Ignored => String::new(),
                    Additional::Denied => "\n    nothing else".to_owned(),
                    Additional::Typed(ty) => format!("\n    others: {}", self.kind(ty, false)),
                };
                format!("object{}{other}", properties.collect::<String>())
            }
            Kind::Union(union) => {
                let arms = union.arms.iter().enumerate().map(|(index, arm)| {
                    format!(
                        "\n    {}: {}",
                        self.names.variants[&(id, index)],
                        self.kind(arm.ty, false)
                    )
                });
                let how = match &union.selection {
                    Selection::Tag {
                        property,
                        arms,
                        plain,
                        default,
                    } => {
                        let tags = arms.iter().map(|tag| format!("{}→{}", tag.value, tag.arm));
                        let looks = plain
                            .iter()
                            .map(|(arms, types)| format!("{types:?}→{arms:?}"));
                        let default = default.map(|arm| format!("else→{arm}"));
                        let ways: Vec<_> = tags.chain(looks).chain(default).collect();
                        format!("by {property}: {}", ways.join(", "))
                    }
                    Selection::Shape(_) => "by shape".to_owned(),
                    Selection::InOrder => "in order".to_owned(),
                };
                format!("union {how}{}", arms.collect::<String>())
            }
            Kind::Nullable(inner) => format!("{} or null", self.kind(*inner, false)),
        }
    }
}

fn facts_of(facts: &specloom::api::NumberKind) -> String {
    let bounds = [
        ("format", facts.format.clone()),
        (">=", facts.minimum.as_ref().map(ToString::to_string)),
        ("<=", facts.maximum.as_ref().map(ToString::to_string)),
        (
            ">",
            facts.exclusive_minimum.as_ref().map(ToString::to_string),
        ),
        (
            "<",
            facts.exclusive_maximum.as_ref().map(ToString::to_string),
        ),
        ("×", facts.multiple_of.as_ref().map(ToString::to_string)),
    ];
    listed(&bounds)
}

fn text_of(facts: &StringKind) -> String {
    let patterns = (!facts.patterns.is_empty()).then(|| facts.patterns.join(" and "));
    let facts = [
        ("format", facts.format.clone()),
        ("min", facts.min_length.map(|n| n.to_string())),
        ("max", facts.max_length.map(|n| n.to_string())),
        ("like", patterns),
        ("secret", facts.secret.then(String::new)),
    ];
    listed(&facts)
}

fn listed(facts: &[(&str, Option<String>)]) -> String {
    let known = facts
        .iter()
        .filter_map(|(name, value)| Some(format!(" {name} {}", value.as_ref()?)));
    known.map(|fact| fact.trim_end().to_owned()).collect()
}
