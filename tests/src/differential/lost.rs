//! Why a property is not written back: who declares it, of the schemas that hold for the value.

use super::explain::is_within;
use super::instance::Places;
use super::lift::decoded;
use super::way::LACKING;
use jsonschema::Validator;
use serde_json::{Map, Value};

/// Says of properties that are gone why that is.
pub struct Lost<'l, 'd> {
    /// What the value was made of: schemas that need not hold, where it was mutated.
    places: Places<'l, 'd>,
    /// What the oracle says of the value; nothing of one that is not valid.
    evaluation: Value,
    /// The document.
    root: &'l Value,
}

impl<'l, 'd> Lost<'l, 'd> {
    /// Asks the oracle.
    pub fn new(
        places: Places<'l, 'd>,
        validator: &Validator,
        root: &'l Value,
        value: &Value,
    ) -> Self {
        let evaluation = validator.evaluate(value);
        let evaluation = match evaluation.is_valid() {
            true => serde_json::to_value(evaluation.hierarchical()).unwrap_or_default(),
            false => Value::Null,
        };
        Self {
            places,
            evaluation,
            root,
        }
    }

    /// Why the property `name` of the object at `at` is not written back.
    pub fn why(&self, name: &str, value: &Value, at: &str) -> &'static str {
        let maps = self.places.iter().filter(|(place, _)| place == at);
        let maps: Vec<_> = maps.flat_map(|(_, maps)| maps).collect();
        let declares = |map: &&&Map<String, Value>| property(map, name).is_some();
        if maps
            .iter()
            .filter_map(|map| property(map, name))
            .any(|property| property.get(LACKING).is_some())
        {
            return "a property that travels the other way is ignored";
        }
        if self.evaluation.is_null() {
            let around = self.places.iter().filter(|(place, _)| is_within(at, place));
            let mut around = around.flat_map(|(_, maps)| maps);
            return match (maps.iter().any(declares), value.is_null()) {
                (true, false) if around.any(|map| has_arms(map)) => {
                    "a property that another arm of the union declares is ignored"
                }
                (true, true) => "null is read as absent",
                (true, false) => "a declared property is lost",
                (false, _) => "an undeclared property is ignored",
            };
        }
        let mut units = Vec::new();
        declaring(&self.evaluation, name, at, &mut units);
        if units.iter().any(|unit| self.is_lacking(unit, name)) {
            return "a property that travels the other way is ignored";
        }
        let paths = units
            .iter()
            .filter_map(|unit| unit["evaluationPath"].as_str());
        let declared: Vec<&str> = paths.collect();
        let in_arm = |path: &&str| path.contains("/anyOf/") || path.contains("/oneOf/");
        match (declared.as_slice(), value.is_null()) {
            ([], _) if maps.iter().any(declares) => {
                "a property that another arm of the union declares is ignored"
            }
            ([], _) => "an undeclared property is ignored",
            (paths, true) if paths.iter().all(in_arm) => {
                "null is read as absent in the arm that is read first"
            }
            (_, true) => "null is read as absent",
            (paths, false) if paths.iter().all(|path| is_conditional(path)) => {
                "a property that only a condition declares is ignored"
            }
            (paths, false) if paths.iter().all(|path| self.has_rival(path, &declared)) => {
                "a property that another arm of the union declares is ignored"
            }
            _ => "a declared property is lost",
        }
    }

    /// Whether the way lacks the property, as `properties` says.
    fn is_lacking(&self, unit: &Value, name: &str) -> bool {
        let location = unit["schemaLocation"].as_str().unwrap_or_default();
        let pointer = location
            .split_once('#')
            .map(|(_, pointer)| decoded(pointer));
        let properties = pointer.and_then(|pointer| self.root.pointer(&pointer));
        let property = properties.and_then(|properties| properties.get(name));
        property.is_some_and(|property| property.get(LACKING).is_some())
    }

    /// Whether, of a union on the way to what declares the property, another arm holds too, and
    /// does not declare it.
    fn has_rival(&self, path: &str, declared: &[&str]) -> bool {
        let unions = path.match_indices("/anyOf/");
        let mut unions = unions.map(|(index, found)| &path[..index + found.len()]);
        unions.any(|union| {
            let mut arms = Vec::new();
            holding(&self.evaluation, union, &mut arms);
            arms.iter().any(|arm| {
                let inside = |path: &&str| path.strip_prefix(*arm).is_some_and(is_below);
                !declared.iter().any(inside)
            })
        })
    }
}

fn is_conditional(path: &str) -> bool {
    let conditions = ["/if/", "/then/", "/else/", "/dependentSchemas/"];
    conditions.iter().any(|condition| path.contains(condition))
}

fn is_below(rest: &str) -> bool {
    rest.starts_with('/')
}

/// The `properties` that hold at `at` and name the property.
fn declaring<'e>(unit: &'e Value, name: &str, at: &str, found: &mut Vec<&'e Value>) {
    if unit["valid"] != true {
        return;
    }
    let path = unit["evaluationPath"].as_str().unwrap_or_default();
    let named = unit["annotations"].as_array();
    let named = named.is_some_and(|names| names.iter().any(|known| known == name));
    if named && path.ends_with("/properties") && unit["instanceLocation"] == at {
        found.push(unit);
    }
    for inner in unit["details"].as_array().into_iter().flatten() {
        declaring(inner, name, at, found);
    }
}

/// Paths of the arms of a union that hold.
fn holding<'e>(unit: &'e Value, union: &str, found: &mut Vec<&'e str>) {
    if unit["valid"] != true {
        return;
    }
    let path = unit["evaluationPath"].as_str().unwrap_or_default();
    let arm = path.strip_prefix(union);
    if arm.is_some_and(|arm| arm.bytes().all(|byte| byte.is_ascii_digit())) {
        found.push(path);
        return;
    }
    for inner in unit["details"].as_array().into_iter().flatten() {
        holding(inner, union, found);
    }
}

fn property<'m>(map: &'m Map<String, Value>, name: &str) -> Option<&'m Value> {
    map.get("properties")?.get(name)
}

/// Whether a union stands there.
fn has_arms(map: &Map<String, Value>) -> bool {
    map.contains_key("oneOf") || map.contains_key("anyOf")
}
