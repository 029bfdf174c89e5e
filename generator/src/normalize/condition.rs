//! Conditions between the properties of an object.

use super::Normalizer;
use super::flat::{Flat, Types};
use crate::api::Condition;
use crate::diagnostic::Code;
use crate::document::{Keywords, RareKeywords, Schema, SchemaId};
use indexmap::IndexMap;

impl Normalizer<'_> {
    /// `not`, `if`, `dependent…` and what else no type can hold. What cannot be told as a
    /// condition is reported.
    pub fn take_conditions(&mut self, id: SchemaId, keywords: &Keywords, flat: &mut Flat) {
        self.take_if(keywords, flat);
        if let Some(not) = keywords.not {
            match self.condition(not, 0) {
                Some(condition) => match constant(&condition) {
                    Some(false) => {}
                    Some(true) => {
                        flat.types = Types::NONE;
                        flat.typed = true;
                    }
                    None => flat.rules.push(Condition::Not(Box::new(condition))),
                },
                None => self.unchecked(not, "not"),
            }
        }
        for (property, needs) in &keywords.dependent_required {
            let needs = needs.iter().cloned().map(Condition::Present).collect();
            flat.rules
                .push(when_present(property, Condition::All(needs)));
        }
        for (property, schema) in &keywords.dependent_schemas {
            match self.condition(*schema, 0) {
                Some(condition) => flat.rules.push(when_present(property, condition)),
                None => self.unchecked(*schema, "dependentSchemas"),
            }
        }
        if let Some(schema) = keywords.contains {
            self.unchecked(schema, "contains");
        }
        for (name, schema) in [
            ("unevaluatedItems", keywords.unevaluated_items),
            ("unevaluatedProperties", keywords.unevaluated_properties),
        ] {
            match schema.map(|schema| &self.document.schema(schema).schema) {
                None | Some(Schema::Bool(true)) => {}
                Some(_) => self.unchecked(id, name),
            }
        }
    }

    fn take_if(&mut self, keywords: &Keywords, flat: &mut Flat) {
        let Some(condition) = keywords.if_schema else {
            return;
        };
        if keywords.then_schema.is_none() && keywords.else_schema.is_none() {
            return;
        }
        let branch = |this: &Self, schema: Option<SchemaId>| match schema {
            Some(schema) => this.condition(schema, 0),
            None => Some(Condition::All(Vec::new())),
        };
        let parts = (
            self.condition(condition, 0),
            branch(self, keywords.then_schema),
            branch(self, keywords.else_schema),
        );
        match parts {
            (Some(condition), Some(then), Some(otherwise)) => flat.rules.push(Condition::If {
                condition: Box::new(condition),
                then: Box::new(then),
                otherwise: Box::new(otherwise),
            }),
            _ => self.unchecked(condition, "if"),
        }
    }

    fn unchecked(&mut self, id: SchemaId, keyword: &str) {
        let message = format!("`{keyword}` says more here than the emitted validator checks");
        self.report(Code::Unchecked, self.place(id), message);
    }

    /// All of `arms` as conditions, if each of them is one that says something. Arms that describe
    /// properties are conditions only where the object beside describes them too: it keeps them.
    pub fn conditions_of(
        &self,
        arms: &[SchemaId],
        described: &IndexMap<String, SchemaId>,
    ) -> Option<Vec<Condition>> {
        arms.iter()
            .map(|arm| {
                let keywords = self.keywords(*arm)?;
                let mut names = keywords.properties.keys();
                if !names.all(|name| described.contains_key(name)) {
                    return None;
                }
                let condition = self.condition(*arm, 0)?;
                (condition != Condition::All(Vec::new())).then_some(condition)
            })
            .collect()
    }

    /// The schema as a condition: it may speak of presence, of constants, and combine those.
    fn condition(&self, id: SchemaId, depth: usize) -> Option<Condition> {
        if depth > 16 {
            return None;
        }
        let keywords = match &self.document.schema(id).schema {
            Schema::Bool(true) => return Some(Condition::All(Vec::new())),
            Schema::Bool(false) => return Some(Condition::Any(Vec::new())),
            Schema::Keywords(keywords) => keywords,
        };
        let mut all: Vec<Condition> = keywords
            .required
            .iter()
            .cloned()
            .map(Condition::Present)
            .collect();
        for (property, schema) in &keywords.properties {
            match self.property_condition(property, *schema)? {
                Condition::All(none) if none.is_empty() => {}
                condition => all.push(condition),
            }
        }
        let each = |schemas: &[SchemaId]| -> Option<Vec<Condition>> {
            schemas
                .iter()
                .map(|schema| self.condition(*schema, depth + 1))
                .collect()
        };
        all.extend(each(&keywords.all_of)?);
        if !keywords.any_of.is_empty() {
            all.push(Condition::Any(each(&keywords.any_of)?));
        }
        if !keywords.one_of.is_empty() {
            all.push(Condition::One(each(&keywords.one_of)?));
        }
        if let Some(not) = keywords.not {
            all.push(Condition::Not(Box::new(self.condition(not, depth + 1)?)));
        }
        if !only_conditions(keywords) {
            return None;
        }
        match <[Condition; 1]>::try_from(all) {
            Ok([one]) => Some(one),
            Err(all) => Some(Condition::All(all)),
        }
    }

    /// `const`, `enum`, `true`, `false` and `not` of these, of a property.
    fn property_condition(&self, property: &str, id: SchemaId) -> Option<Condition> {
        let keywords = match &self.document.schema(id).schema {
            Schema::Bool(true) => return Some(Condition::All(Vec::new())),
            Schema::Bool(false) => {
                let present = Condition::Present(property.to_owned());
                return Some(Condition::Not(Box::new(present)));
            }
            Schema::Keywords(keywords) => keywords,
        };
        let values = match (&keywords.constant, &keywords.enumeration) {
            (Some(value), None) => vec![value.clone()],
            (None, Some(values)) => values.clone(),
            _ => return None,
        };
        let bare = Keywords {
            enumeration: keywords.enumeration.clone(),
            types: keywords.types.clone(),
            title: keywords.title.clone(),
            description: keywords.description.clone(),
            examples: keywords.examples.clone(),
            rare: keywords.only_rare(|rare| RareKeywords {
                constant: rare.constant.clone(),
                default: rare.default.clone(),
                ..RareKeywords::default()
            }),
            ..Keywords::default()
        };
        (bare == **keywords).then(|| Condition::Equals {
            property: property.to_owned(),
            values,
        })
    }
}

fn when_present(property: &str, then: Condition) -> Condition {
    Condition::If {
        condition: Box::new(Condition::Present(property.to_owned())),
        then: Box::new(then),
        otherwise: Box::new(Condition::All(Vec::new())),
    }
}

/// Whether a schema says nothing but what conditions can say, and is not a type of its own.
fn only_conditions(keywords: &Keywords) -> bool {
    use crate::document::TypeName::Object;
    let bare = Keywords {
        required: keywords.required.clone(),
        properties: keywords.properties.clone(),
        all_of: keywords.all_of.clone(),
        any_of: keywords.any_of.clone(),
        one_of: keywords.one_of.clone(),
        title: keywords.title.clone(),
        description: keywords.description.clone(),
        examples: keywords.examples.clone(),
        types: keywords.types.clone(),
        rare: keywords.only_rare(|rare| RareKeywords {
            not: rare.not,
            ..RareKeywords::default()
        }),
        ..Keywords::default()
    };
    let object = keywords
        .types
        .as_ref()
        .is_none_or(|types| types == &[Object]);
    bare == *keywords && object
}

/// What a condition is whatever the properties are.
fn constant(condition: &Condition) -> Option<bool> {
    match condition {
        Condition::All(parts) if parts.is_empty() => Some(true),
        Condition::Any(parts) if parts.is_empty() => Some(false),
        Condition::Not(inner) => constant(inner).map(|known| !known),
        _ => None,
    }
}
