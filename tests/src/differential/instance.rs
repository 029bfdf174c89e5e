//! Values made from a schema and a seed. They are meant to be valid; the oracle says whether they
//! are.

use super::lift::decoded;
use super::text;
use fastrand::Rng;
use serde_json::{Map, Number, Value, json};

/// Beyond this many levels only what must be there is made.
const DEEP: usize = 5;

/// Beyond this many levels nothing is made.
const DEEPEST: usize = 24;

/// Beyond this many values only what must be there is made.
const LARGE: usize = 120;

/// What speaks of each place in a value.
pub type Places<'p, 'd> = &'p [(String, Vec<&'d Map<String, Value>>)];

/// A value, and for each place in it what schemas say there.
pub struct Instance<'d> {
    /// The value.
    pub value: Value,
    /// Places (JSON pointers) with the schema objects that speak of them.
    pub places: Vec<(String, Vec<&'d Map<String, Value>>)>,
}

/// Makes values of the schemas of one lifted document.
pub struct Maker<'d> {
    document: &'d Value,
    rng: Rng,
    places: Vec<(String, Vec<&'d Map<String, Value>>)>,
}

impl<'d> Maker<'d> {
    /// The same seed gives the same values.
    pub fn new(document: &'d Value, seed: u64) -> Self {
        Self {
            document,
            rng: Rng::with_seed(seed),
            places: Vec::new(),
        }
    }

    /// The source of chance.
    pub fn rng(&mut self) -> &mut Rng {
        &mut self.rng
    }

    /// A value that satisfies all of the schemas, as far as can be told from looking at them.
    pub fn make(&mut self, schemas: &[&'d Value]) -> Instance<'d> {
        self.places.clear();
        let value = self.value(schemas, "", 0);
        Instance {
            value,
            places: std::mem::take(&mut self.places),
        }
    }

    fn value(&mut self, schemas: &[&'d Value], at: &str, depth: usize) -> Value {
        let mut maps = Vec::new();
        for schema in schemas {
            self.collect(schema, &mut maps, 0);
        }
        self.places.push((at.to_owned(), maps.clone()));
        if depth > DEEPEST {
            return Value::Null;
        }
        if let Some(value) = self.listed(&maps) {
            return value;
        }
        match self.pick_type(&maps, depth) {
            "null" => Value::Null,
            "boolean" => Value::Bool(self.rng.bool()),
            "integer" => self.number(&maps, true),
            "number" => self.number(&maps, false),
            "string" => Value::String(self.string(&maps)),
            "array" => self.array(&maps, at, depth),
            _ => self.object(&maps, at, depth),
        }
    }

    /// The schema objects that hold together: references followed, one arm of each union chosen.
    fn collect(&mut self, schema: &'d Value, maps: &mut Vec<&'d Map<String, Value>>, depth: usize) {
        let Value::Object(map) = schema else { return };
        if depth > 12 || maps.len() > 64 {
            return;
        }
        maps.push(map);
        let target = map.get("$ref").and_then(Value::as_str);
        if let Some(target) = target.and_then(|text| self.target(text)) {
            self.collect(target, maps, depth + 1);
        }
        let list = |key: &str| map.get(key).and_then(Value::as_array);
        for part in list("allOf").into_iter().flatten() {
            self.collect(part, maps, depth + 1);
        }
        for arms in ["oneOf", "anyOf"].into_iter().filter_map(list) {
            let arm = arms.get(self.rng.usize(..arms.len().max(1)));
            if let Some(arm) = arm {
                self.collect(arm, maps, depth + 1);
            }
        }
        if map.contains_key("if") && self.rng.bool() {
            for branch in ["if", "then"].into_iter().filter_map(|key| map.get(key)) {
                self.collect(branch, maps, depth + 1);
            }
        }
    }

    fn target(&self, reference: &str) -> Option<&'d Value> {
        let pointer = reference.strip_prefix('#')?;
        self.document.pointer(&decoded(pointer))
    }

    /// A value of an `enum` or `const`: one that all such lists have, if there is one.
    fn listed(&mut self, maps: &[&'d Map<String, Value>]) -> Option<Value> {
        let lists = maps.iter().filter_map(|map| match map.get("const") {
            Some(value) => Some(std::slice::from_ref(value)),
            None => map.get("enum")?.as_array().map(Vec::as_slice),
        });
        let lists: Vec<&[Value]> = lists.collect();
        let (first, rest) = lists.split_first()?;
        let common = first
            .iter()
            .filter(|value| rest.iter().all(|list| list.contains(value)));
        let common: Vec<&Value> = common.collect();
        let chosen = common.get(self.rng.usize(..common.len().max(1)));
        chosen.copied().or(first.first()).cloned()
    }

    fn pick_type(&mut self, maps: &[&'d Map<String, Value>], depth: usize) -> &'static str {
        const ALL: [&str; 7] = [
            "object", "array", "string", "integer", "number", "boolean", "null",
        ];
        let mut allowed: Vec<&'static str> = ALL.to_vec();
        let mut typed = false;
        for types in maps.iter().filter_map(|map| map.get("type")?.as_array()) {
            typed = true;
            let has = |name: &str| types.iter().any(|ty| ty == name);
            allowed.retain(|name| has(name) || (*name == "integer" && has("number")));
        }
        let says = |keys: &[&str]| maps.iter().any(|m| keys.iter().any(|k| m.contains_key(*k)));
        if !typed {
            if says(&["properties", "required", "additionalProperties"]) {
                return "object";
            }
            if says(&["items", "prefixItems", "minItems"]) {
                return "array";
            }
            if says(&["pattern", "format", "minLength", "maxLength"]) {
                return "string";
            }
            if says(&["minimum", "maximum", "multipleOf"]) {
                return "number";
            }
            if depth > DEEP {
                allowed.retain(|name| !matches!(*name, "object" | "array"));
            }
        }
        // Null is a value, but not every second one.
        if allowed.len() > 1 && self.rng.u8(..6) != 0 {
            allowed.retain(|name| *name != "null");
        }
        allowed
            .get(self.rng.usize(..allowed.len().max(1)))
            .copied()
            .unwrap_or("null")
    }

    fn object(&mut self, maps: &[&'d Map<String, Value>], at: &str, depth: usize) -> Value {
        let named = |key: &str| {
            let found = maps.iter().filter_map(move |map| map.get(key)?.as_object());
            found.flatten().collect::<Vec<(&String, &Value)>>()
        };
        let mut properties: Vec<(&'d str, Vec<&'d Value>)> = Vec::new();
        for (name, schema) in named("properties") {
            match properties.iter_mut().find(|(known, _)| known == name) {
                Some((_, schemas)) => schemas.push(schema),
                None => properties.push((name, vec![schema])),
            }
        }
        let required = maps
            .iter()
            .filter_map(|map| map.get("required")?.as_array());
        let required: Vec<&'d str> = required.flatten().filter_map(Value::as_str).collect();
        let others: Vec<&'d Value> = maps
            .iter()
            .filter_map(|map| map.get("additionalProperties"))
            .collect();
        let declared: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
        for name in &required {
            if !declared.contains(name) {
                properties.push((name, others.clone()));
            }
        }
        let likely = [3, 2, 2, 1, 1, 0].get(depth).copied().unwrap_or(0);
        let mut made = Map::new();
        for (name, schemas) in properties {
            let wanted = self.places.len() < LARGE && self.rng.u8(..4) < likely;
            if wanted || required.contains(&name) {
                let at = format!("{at}/{}", escape(name));
                made.insert(name.to_owned(), self.value(&schemas, &at, depth + 1));
            }
        }
        self.fill(maps, &others, &mut made, at, depth);
        Value::Object(made)
    }

    /// Properties that are not declared: a few where there is a schema for them, as many as must
    /// be there at least.
    fn fill(
        &mut self,
        maps: &[&'d Map<String, Value>],
        others: &[&'d Value],
        made: &mut Map<String, Value>,
        at: &str,
        depth: usize,
    ) {
        if others.iter().any(|schema| **schema == Value::Bool(false)) {
            return;
        }
        let count = |key: &str| maps.iter().filter_map(|m| m.get(key)?.as_u64()).max();
        let least = count("minProperties").unwrap_or(0).min(20) as usize;
        let patterns = maps
            .iter()
            .filter_map(|map| map.get("patternProperties")?.as_object());
        let patterns: Vec<(&String, &Value)> = patterns.flatten().collect();
        let some = !others.is_empty() || !patterns.is_empty();
        let some = if some && depth < DEEP && self.places.len() < LARGE {
            self.rng.usize(..3)
        } else {
            0
        };
        let keys = maps.iter().filter_map(|map| map.get("propertyNames"));
        let keys: Vec<&'d Value> = keys.collect();
        let mut tries = 0;
        let wanted = least.max(made.len() + some);
        while made.len() < wanted && tries < 40 {
            tries += 1;
            let by_pattern = patterns.get(self.rng.usize(..patterns.len().max(1)));
            let (name, schemas) = match by_pattern.filter(|_| self.rng.bool() || others.is_empty())
            {
                Some((pattern, schema)) => {
                    let name = text::of_pattern(&mut self.rng, pattern).unwrap_or_default();
                    (name, vec![*schema])
                }
                None => (self.key(&keys), others.to_vec()),
            };
            let at = format!("{at}/{}", escape(&name));
            let value = self.value(&schemas, &at, depth + 1);
            made.insert(name, value);
        }
    }

    fn key(&mut self, schemas: &[&'d Value]) -> String {
        let mut maps = Vec::new();
        for schema in schemas {
            self.collect(schema, &mut maps, 0);
        }
        match self.listed(&maps) {
            Some(Value::String(name)) => name,
            _ if maps.is_empty() => format!("key{}", self.rng.u8(..100)),
            _ => self.string(&maps),
        }
    }

    fn array(&mut self, maps: &[&'d Map<String, Value>], at: &str, depth: usize) -> Value {
        let count = |key: &'static str| maps.iter().filter_map(move |m| m.get(key)?.as_u64());
        let least = count("minItems").max().unwrap_or(0).min(200) as usize;
        let most = count("maxItems").min().unwrap_or(u64::MAX).min(1000) as usize;
        let small = depth >= DEEP || self.places.len() > LARGE;
        let extra = if small { 0 } else { self.rng.usize(..3) };
        let length = (least + extra).min(most.max(least));
        let prefix = maps
            .iter()
            .find_map(|map| map.get("prefixItems")?.as_array());
        let length = length.max(prefix.map_or(0, Vec::len).min(most));
        let rest: Vec<&'d Value> = maps.iter().filter_map(|map| map.get("items")).collect();
        let unique = maps
            .iter()
            .any(|map| map.get("uniqueItems") == Some(&Value::Bool(true)));
        let mut items: Vec<Value> = Vec::new();
        for index in 0..length {
            let own = prefix.and_then(|prefix| prefix.get(index));
            let schemas = own.map_or_else(|| rest.clone(), |own| vec![own]);
            let at = format!("{at}/{index}");
            let mut item = self.value(&schemas, &at, depth + 1);
            for _ in 0..8 {
                if !unique || !items.contains(&item) {
                    break;
                }
                item = self.value(&schemas, &at, depth + 1);
            }
            items.push(item);
        }
        Value::Array(items)
    }

    fn string(&mut self, maps: &[&'d Map<String, Value>]) -> String {
        let count = |key: &'static str| maps.iter().filter_map(move |m| m.get(key)?.as_u64());
        let least = count("minLength").max().unwrap_or(0).min(10_000) as usize;
        let most = count("maxLength").min().unwrap_or(u64::MAX).min(20_000) as usize;
        let fits = |text: &str| (least..=most).contains(&text.chars().count());
        let word = |key: &str| maps.iter().find_map(|map| map.get(key)?.as_str());
        for _ in 0..6 {
            let made = match (word("format"), word("pattern")) {
                (_, Some(pattern)) => text::of_pattern(&mut self.rng, pattern),
                (Some(format), None) => text::of_format(&mut self.rng, format),
                (None, None) => None,
            };
            match made {
                Some(made) if fits(&made) => return made,
                Some(_) => {}
                None => break,
            }
        }
        text::of_length(&mut self.rng, least, most.max(least))
    }

    fn number(&mut self, maps: &[&'d Map<String, Value>], whole: bool) -> Value {
        let bound = |key: &'static str| maps.iter().filter_map(move |m| m.get(key)?.as_f64());
        let above = bound("exclusiveMinimum").reduce(f64::max);
        let below = bound("exclusiveMaximum").reduce(f64::min);
        let low = bound("minimum")
            .chain(above.map(|n| n + 1.0))
            .reduce(f64::max);
        let high = bound("maximum")
            .chain(below.map(|n| n - 1.0))
            .reduce(f64::min);
        // Ranges of formats are wide: the values in the middle are as good.
        let (low, high) = match (low, high) {
            (Some(low), Some(high)) if low.abs() < 1e9 && high.abs() < 1e9 => (low, high),
            (Some(low), _) if low.abs() < 1e9 => (low, low + 100.0),
            (_, Some(high)) if high.abs() < 1e9 => (high - 100.0, high),
            _ => (-20.0, 100_000.0),
        };
        let step = bound("multipleOf").reduce(f64::max);
        let chosen = low + self.rng.f64() * (high - low).max(0.0);
        if whole || step.is_none() && self.rng.u8(..3) == 0 {
            let step = step.map_or(1.0, |step| step.max(1.0));
            let rounded = (chosen / step).round() * step;
            let rounded = rounded.max((low / step).ceil() * step);
            return json!(rounded.min((high / step).floor() * step) as i64);
        }
        let step = step.unwrap_or(0.25);
        let text = format!("{}", ((chosen / step).floor() * step).max(low));
        serde_json::from_str::<Number>(&text).map_or(Value::Null, Value::Number)
    }
}

/// A segment of a JSON pointer.
fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}
