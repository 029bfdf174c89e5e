//! What each keyword asks for.

use super::compile::{Compiler, Reading};
use super::draft::{Limit, Literal, Part};
use serde_json::{Number, Value};
use specloom_runtime::Format;
use specloom_runtime::schema::{NONE, NodeId, Rule};

/// How deep values of `enum` and `const` may be; deeper ones are not compared.
const DEEP: u32 = 64;

/// The rule of a keyword that counts.
type Counted = fn(u64) -> Rule;

/// The rule of a keyword with a list of arms.
type Listed = fn(Vec<NodeId>) -> Part;

/// Formats of numbers: the least and the greatest.
const NUMBER_FORMATS: &[(&str, &str, &str)] = &[
    ("int8", "-128", "127"),
    ("int16", "-32768", "32767"),
    ("int32", "-2147483648", "2147483647"),
    ("int64", "-9223372036854775808", "9223372036854775807"),
    ("uint8", "0", "255"),
    ("uint16", "0", "65535"),
    ("uint32", "0", "4294967295"),
    ("uint64", "0", "18446744073709551615"),
    ("float", "-3.4028234663852886e38", "3.4028234663852886e38"),
    (
        "double",
        "-1.7976931348623157e308",
        "1.7976931348623157e308",
    ),
];

impl<'a> Compiler<'a, '_> {
    pub(super) fn read_values(&mut self, reading: &mut Reading<'a>) {
        if let Some(Value::Array(values)) = reading.get("enum") {
            reading.draft.parts.push(one_of(values));
        }
        if let Some(value) = reading.get("const") {
            reading
                .draft
                .parts
                .push(one_of(std::slice::from_ref(value)));
        }
    }

    pub(super) fn read_limits(&mut self, reading: &mut Reading<'a>) {
        let counts: [(&str, Counted); 6] = [
            ("minLength", Rule::MinLength),
            ("maxLength", Rule::MaxLength),
            ("minItems", Rule::MinItems),
            ("maxItems", Rule::MaxItems),
            ("minProperties", Rule::MinProperties),
            ("maxProperties", Rule::MaxProperties),
        ];
        for (keyword, rule) in counts {
            if let Some(count) = reading.get(keyword).and_then(count) {
                reading.draft.parts.push(Part::Plain(rule(count)));
            }
        }
        if reading.get("uniqueItems") == Some(&Value::Bool(true)) {
            reading.draft.parts.push(Part::Plain(Rule::Unique));
        }
        if let Some(Value::String(pattern)) = reading.get("pattern") {
            reading.draft.parts.push(Part::Pattern(pattern.clone()));
        }
        read_bound(
            reading,
            "minimum",
            "exclusiveMinimum",
            [Limit::Minimum, Limit::ExclusiveMinimum],
        );
        read_bound(
            reading,
            "maximum",
            "exclusiveMaximum",
            [Limit::Maximum, Limit::ExclusiveMaximum],
        );
        if let Some(Value::Number(step)) = reading.get("multipleOf")
            && step.as_f64().is_some_and(|value| value > 0.0)
        {
            let part = Part::Bound(Limit::MultipleOf, step.to_string());
            reading.draft.parts.push(part);
        }
    }

    pub(super) fn read_formats(&mut self, reading: &mut Reading<'a>) {
        let Some(Value::String(name)) = reading.get("format") else {
            return;
        };
        let number = NUMBER_FORMATS.iter().find(|(known, ..)| known == name);
        let part = if let Some(format) = Format::from_name(name) {
            Part::Plain(Rule::Format(format))
        } else if name == "byte" {
            Part::Plain(Rule::Base64)
        } else if let Some((name, low, high)) = number {
            Part::NumberFormat((*low).into(), (*high).into(), (*name).into())
        } else {
            return;
        };
        reading.draft.parts.push(part);
    }

    pub(super) fn read_arrays(&mut self, reading: &mut Reading<'a>) {
        let mut prefix = self.children(reading, "prefixItems");
        let mut rest = "items";
        if let Some(Value::Array(_)) = reading.map.get("items") {
            // The tuples of draft 4 to 2019-09.
            prefix = self.children(reading, "items");
            rest = "additionalItems";
        }
        if let Some(id) = self.child(reading, rest) {
            let part = Part::Items(prefix.len() as u32, id);
            reading.draft.parts.push(part);
        }
        if !prefix.is_empty() {
            reading.draft.parts.push(Part::Prefix(prefix));
        }
        if let Some(id) = self.child(reading, "contains") {
            let limit = |keyword: &str| reading.get(keyword).and_then(count);
            let narrow = |count: u64| u32::try_from(count).unwrap_or(NONE - 1);
            let min = limit("minContains").map_or(1, narrow);
            let max = limit("maxContains").map_or(NONE, narrow);
            reading.draft.parts.push(Part::Contains(id, min, max));
        }
        if let Some(id) = self.child(reading, "unevaluatedItems") {
            reading.draft.parts.push(Part::UnevaluatedItems(id));
        }
    }

    pub(super) fn read_objects(&mut self, reading: &mut Reading<'a>) {
        let mut required = match reading.get("required") {
            Some(Value::Array(names)) if reading.language.validation => texts(names),
            _ => Vec::new(),
        };
        required.sort();
        required.dedup();
        if reading.language.applicator {
            self.read_properties(reading, &mut required);
            if let Some(id) = self.child(reading, "propertyNames") {
                reading.draft.parts.push(Part::PropertyNames(id));
            }
            if let Some(id) = self.child(reading, "unevaluatedProperties") {
                reading.draft.parts.push(Part::UnevaluatedProperties(id));
            }
        }
        if !required.is_empty() {
            reading.draft.parts.push(Part::Required(required));
        }
        self.read_dependents(reading);
    }

    /// Takes those required that are declared out of `required`.
    fn read_properties(&mut self, reading: &mut Reading<'a>, required: &mut Vec<String>) {
        let mut declared = Vec::new();
        for (name, spot) in reading.spots("properties") {
            self.note_secret(name, spot.value);
            if let Some(direction) = self.lacking(&spot) {
                self.ways.note(reading.node(), name, direction);
            }
            declared.push((name.to_owned(), self.node(spot), false));
        }
        declared.sort();
        required.retain(|name| {
            let at = declared.binary_search_by(|(known, ..)| known.cmp(name));
            let known = at.ok().and_then(|at| declared.get_mut(at));
            known.map(|(.., demanded)| *demanded = true).is_none()
        });
        let matchers = self.named(reading, "patternProperties");
        let additional = self.child(reading, "additionalProperties");
        if !declared.is_empty() || !matchers.is_empty() || additional.is_some() {
            reading.draft.parts.push(Part::Object {
                declared,
                matchers,
                additional,
            });
        }
    }

    fn read_dependents(&mut self, reading: &mut Reading<'a>) {
        let mut names = Vec::new();
        let mut schemas = self.named(reading, "dependentSchemas");
        if let Some(Value::Object(map)) = reading.get("dependentRequired") {
            let lists = map
                .iter()
                .filter_map(|(name, list)| Some((name, list.as_array()?)));
            names.extend(lists.map(|(name, list)| (name.clone(), texts(list))));
        }
        if let Some(Value::Object(map)) = reading.get("dependencies") {
            for (name, id) in self.named(reading, "dependencies") {
                match map.get(&name) {
                    Some(Value::Array(list)) => names.push((name, texts(list))),
                    _ => schemas.push((name, id)),
                }
            }
        }
        if !names.is_empty() && reading.language.validation {
            reading.draft.parts.push(Part::DependentRequired(names));
        }
        if !schemas.is_empty() && reading.language.applicator {
            reading.draft.parts.push(Part::DependentSchemas(schemas));
        }
    }

    pub(super) fn read_in_place(&mut self, reading: &mut Reading<'a>) {
        let lists: [(&str, Listed); 3] = [
            ("allOf", Part::All),
            ("anyOf", Part::Any),
            ("oneOf", Part::One),
        ];
        for (keyword, part) in lists {
            let arms = self.children(reading, keyword);
            match arms.as_slice() {
                [] => {}
                [only] => reading.draft.parts.push(Part::Same(*only)),
                _ => reading.draft.parts.push(part(arms)),
            }
        }
        if let Some(id) = self.child(reading, "not") {
            reading.draft.parts.push(Part::Not(id));
        }
        if let Some(condition) = self.child(reading, "if") {
            let then = self.child(reading, "then");
            let otherwise = self.child(reading, "else");
            let part = Part::If(condition, then, otherwise);
            reading.draft.parts.push(part);
        }
    }
}

/// A bound, whose exclusive form is a number or (before draft 6) a flag.
fn read_bound(reading: &mut Reading<'_>, inclusive: &str, exclusive: &str, limits: [Limit; 2]) {
    let [limit, strict] = limits;
    let (bound, exclusive) = (reading.get(inclusive), reading.get(exclusive));
    let mut push = |limit: Limit, number: &Number| {
        let part = Part::Bound(limit, number.to_string());
        reading.draft.parts.push(part);
    };
    match exclusive {
        Some(Value::Bool(true)) => {
            if let Some(Value::Number(number)) = bound {
                push(strict, number);
            }
            return;
        }
        Some(Value::Number(number)) => push(strict, number),
        _ => {}
    }
    if let Some(Value::Number(number)) = bound {
        push(limit, number);
    }
}

fn one_of(values: &[Value]) -> Part {
    if values.iter().all(Value::is_string) && !values.is_empty() {
        return Part::Words(texts(values));
    }
    let literals = values.iter().filter_map(|value| Literal::of(value, DEEP));
    Part::Constants(literals.collect())
}

/// A count, which may be written `2.0`.
fn count(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let float = value.as_f64()?;
        let whole = float >= 0.0 && float.fract() == 0.0;
        whole.then_some(float as u64)
    })
}

fn texts(values: &[Value]) -> Vec<String> {
    let texts = values.iter().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}
