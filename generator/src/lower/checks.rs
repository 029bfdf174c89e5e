//! Which checks a value of each type needs.

use super::types::{ids, is_item, item_name};
use super::{number, strukt};
use crate::api::{Api, ArrayKind, Kind, MapKind, Origin, Selection, StringKind, TupleKind, TypeId};
use crate::diagnostic::{Code, Diagnostics};
use crate::name::{Names, Scope};
use crate::rust::{Check, Pattern, RustType, SharedChecks};
use heck::{ToShoutySnakeCase, ToSnakeCase};
use std::collections::HashMap;

/// The formats that a validator checks, with their variants of `rt::Format`.
const FORMATS: &[(&str, &str)] = &[
    ("date-time", "DateTime"),
    ("date", "Date"),
    ("time", "Time"),
    ("duration", "Duration"),
    ("email", "Email"),
    ("idn-email", "IdnEmail"),
    ("hostname", "Hostname"),
    ("idn-hostname", "IdnHostname"),
    ("ipv4", "Ipv4"),
    ("ipv6", "Ipv6"),
    ("uri", "Uri"),
    ("uri-reference", "UriReference"),
    ("iri", "Iri"),
    ("iri-reference", "IriReference"),
    ("uri-template", "UriTemplate"),
    ("uuid", "Uuid"),
    ("json-pointer", "JsonPointer"),
    ("relative-json-pointer", "RelativeJsonPointer"),
    ("regex", "Regex"),
];

/// What is checked where, decided for all types at once.
#[derive(Debug)]
pub(super) struct Plan {
    patterns: Vec<Pattern>,
    by_source: HashMap<String, usize>,
    needed: Vec<bool>,
    /// Types without an item whose checks stand in a constant, with its name and their Rust type.
    shared: HashMap<TypeId, (String, RustType)>,
}

impl Plan {
    /// Decides for every type of `api`.
    pub(super) fn new(
        api: &Api,
        names: &Names,
        rust: &[RustType],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut plan = Self {
            patterns: Vec::new(),
            by_source: HashMap::new(),
            needed: vec![false; api.types.len()],
            shared: HashMap::new(),
        };
        plan.collect_patterns(api, diagnostics);
        plan.needed = needed(&plan, api, rust);
        plan.shared = shared(&plan, api, names, rust);
        plan
    }

    /// The checks of a value of the type `id`.
    pub(super) fn of(&self, api: &Api, rust: &[RustType], id: TypeId) -> Vec<Check> {
        match rust.get(id.0 as usize) {
            Some(ty) => self.of_typed(api, id, ty),
            None => Vec::new(),
        }
    }

    /// The checks of a value of the type `id` that Rust holds as a `ty`.
    pub(super) fn of_typed(&self, api: &Api, id: TypeId, ty: &RustType) -> Vec<Check> {
        match self.shared.get(&id) {
            Some((name, of)) if of == ty => vec![Check::All(name.clone())],
            // Where a list of lists without end was cut, it is held as something else.
            _ => self.inline(api, id, ty),
        }
    }

    /// Whether a value of the type `id` has anything to be checked.
    pub(super) fn needed(&self, id: TypeId) -> bool {
        self.needed.get(id.0 as usize).copied().unwrap_or(false)
    }

    /// All patterns.
    pub(super) fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// The constant of a pattern; `None` where it is no ECMA-262.
    pub(super) fn pattern(&self, source: &str) -> Option<String> {
        let index = self.by_source.get(source)?;
        Some(self.patterns.get(*index)?.name.clone())
    }

    /// What several places share, by name.
    pub(super) fn shared(&self, api: &Api) -> Vec<SharedChecks> {
        let shared = self.shared.iter().map(|(id, (name, ty))| SharedChecks {
            name: name.clone(),
            checks: self.inline(api, *id, ty),
        });
        let mut shared: Vec<_> = shared.collect();
        shared.sort_by(|a, b| a.name.cmp(&b.name));
        shared
    }

    /// The recursion follows the Rust type, which is finite where the API's is not.
    fn inline(&self, api: &Api, id: TypeId, ty: &RustType) -> Vec<Check> {
        match (&api.ty(id).kind, ty) {
            (Kind::Never, _) => vec![Check::Never],
            (Kind::Enum(list), RustType::String) if !list.open => {
                let values = list.values.iter().filter_map(|value| value.value.as_str());
                vec![Check::Listed(values.map(str::to_owned).collect())]
            }
            (_, RustType::Named(_)) if self.needed(id) => vec![Check::Nested],
            (Kind::Integer(kind) | Kind::Number(kind), _) => number::checks(kind, ty),
            (Kind::String(kind), RustType::String | RustType::Secret) => self.string_checks(kind),
            (Kind::Array(kind), RustType::Vec(inner)) => self.array_checks(api, kind, inner),
            (Kind::Tuple(kind), RustType::Tuple(parts)) => self.tuple_checks(api, kind, parts),
            (Kind::Tuple(kind), RustType::Vec(inner)) => self.list_checks(api, kind, inner),
            (Kind::Map(kind), RustType::Map(inner)) => self.map_checks(api, kind, inner),
            (Kind::Nullable(inner), RustType::Option(ty)) => self.of_typed(api, *inner, ty),
            _ => Vec::new(),
        }
    }

    fn string_checks(&self, kind: &StringKind) -> Vec<Check> {
        let mut checks = Vec::new();
        let min = kind.min_length.unwrap_or(0);
        if min > 0 || kind.max_length.is_some() {
            let max = kind.max_length;
            checks.push(Check::Length { min, max });
        }
        let patterns = kind
            .patterns
            .iter()
            .filter_map(|source| self.pattern(source));
        checks.extend(patterns.map(Check::Pattern));
        let format = FORMATS
            .iter()
            .find(|(name, _)| kind.format.as_deref() == Some(name));
        checks.extend(format.map(|(_, variant)| Check::Format(variant)));
        checks
    }

    fn array_checks(&self, api: &Api, kind: &ArrayKind, inner: &RustType) -> Vec<Check> {
        let mut checks = Vec::new();
        checks.extend(item_count(kind.min_items, kind.max_items));
        if kind.unique_items {
            checks.push(Check::Unique);
        }
        checks.extend(each(self.of_typed(api, kind.items, inner)));
        checks
    }

    fn tuple_checks(&self, api: &Api, kind: &TupleKind, parts: &[RustType]) -> Vec<Check> {
        let elements = kind.prefix.iter().zip(parts).enumerate();
        let elements = elements.filter_map(|(index, (part, ty))| {
            let checks = self.of_typed(api, *part, ty);
            (!checks.is_empty()).then_some(Check::Element(index, checks))
        });
        elements.collect()
    }

    /// A tuple that Rust holds as a list.
    fn list_checks(&self, api: &Api, kind: &TupleKind, inner: &RustType) -> Vec<Check> {
        let mut checks = Vec::new();
        let longest = kind.rest.is_none().then_some(kind.prefix.len() as u64);
        let max = [longest, kind.max_items].into_iter().flatten().min();
        checks.extend(item_count(kind.min_items, max));
        if kind.unique_items {
            checks.push(Check::Unique);
        }
        let parts = kind.prefix.iter().chain(&kind.rest);
        let parts: Vec<_> = parts.map(|part| self.of_typed(api, *part, inner)).collect();
        let first = parts.first().cloned().unwrap_or_default();
        if parts.iter().all(|part| *part == first) {
            checks.extend(each(first));
        } else {
            let elements = parts.into_iter().take(kind.prefix.len()).enumerate();
            let elements = elements.filter(|(_, checks)| !checks.is_empty());
            checks.extend(elements.map(|(index, part)| Check::Element(index, part)));
        }
        checks
    }

    fn map_checks(&self, api: &Api, kind: &MapKind, inner: &RustType) -> Vec<Check> {
        let mut checks = Vec::new();
        let min = kind.min_properties.unwrap_or(0);
        if min > 0 || kind.max_properties.is_some() {
            let max = kind.max_properties;
            checks.push(Check::Properties { min, max });
        }
        let keys = self.key_checks(api, kind.keys);
        if !keys.is_empty() {
            checks.push(Check::Keys(keys));
        }
        checks.extend(each(self.of_typed(api, kind.values, inner)));
        checks
    }

    /// The checks of the keys of a map, which Rust holds as strings.
    pub(super) fn key_checks(&self, api: &Api, keys: Option<TypeId>) -> Vec<Check> {
        keys.map_or_else(Vec::new, |keys| self.inline(api, keys, &RustType::String))
    }

    /// Gives each pattern a constant, and says which are no ECMA-262.
    fn collect_patterns(&mut self, api: &Api, diagnostics: &mut Diagnostics) {
        let mut taken = Scope::default();
        for id in ids(api) {
            let ty = api.ty(id);
            let sources: Vec<&String> = match &ty.kind {
                Kind::String(kind) => kind.patterns.iter().collect(),
                Kind::Object(kind) => kind.pattern_properties.iter().map(|(key, _)| key).collect(),
                _ => continue,
            };
            for source in sources {
                if self.by_source.contains_key(source) {
                    continue;
                }
                if let Some(error) = specloom_runtime::Pattern::error(source) {
                    let message = format!("the pattern {source:?} is not checked: {error}");
                    diagnostics.report(Code::Unchecked, &ty.place, message);
                    continue;
                }
                if let Some(most) = specloom_runtime::Pattern::limit(source) {
                    let message = format!(
                        "the pattern {source:?} is checked in texts of up to {most} bytes: no \
                         automaton decides what it has, such as a reference back to a group"
                    );
                    diagnostics.report(Code::Unchecked, &ty.place, message);
                }
                self.by_source.insert(source.clone(), self.patterns.len());
                self.patterns.push(Pattern {
                    name: taken.numbered_after(&pattern_name(&ty.origin), "_"),
                    source: source.clone(),
                    loops: specloom_runtime::Pattern::loops(source),
                });
            }
        }
    }
}

/// What a pattern is called after what it was met at first.
fn pattern_name(origin: &Origin) -> String {
    let hint = match origin {
        Origin::Component(name)
        | Origin::Property { name, .. }
        | Origin::Parameter { name, .. }
        | Origin::ResponseHeader { name, .. } => name.as_str(),
        _ => "",
    };
    let hint = hint.to_snake_case();
    let fits = hint.starts_with(|first: char| first.is_ascii_lowercase())
        && hint.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if fits {
        format!("{}_PATTERN", hint.to_ascii_uppercase())
    } else {
        "PATTERN".to_owned()
    }
}

/// Whether each type has anything to be checked. An item has where a part of it has.
fn needed(plan: &Plan, api: &Api, rust: &[RustType]) -> Vec<bool> {
    let mut holders: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    let mut queue = Vec::new();
    for id in ids(api) {
        for part in api.ty(id).kind.children() {
            holders.entry(part).or_default().push(id);
        }
        if has_own_checks(plan, api, rust, id) {
            queue.push(id);
        }
    }
    let mut needed = vec![false; api.types.len()];
    while let Some(id) = queue.pop() {
        let Some(slot @ false) = needed.get_mut(id.0 as usize) else {
            continue;
        };
        *slot = true;
        queue.extend(holders.get(&id).into_iter().flatten());
    }
    needed
}

/// Whether the type itself, not one of its parts, has something to be checked.
fn has_own_checks(plan: &Plan, api: &Api, rust: &[RustType], id: TypeId) -> bool {
    match &api.ty(id).kind {
        Kind::Enum(list) => !list.open,
        Kind::Union(union) => union.selection != Selection::InOrder,
        Kind::Object(object) => {
            !api.ty(id).rules.is_empty()
                || strukt::property_count(object).is_some()
                || !plan.key_checks(api, object.keys).is_empty()
                || strukt::patterns_only(object)
        }
        _ => !plan.of(api, rust, id).is_empty(),
    }
}

/// Types that have a name but no item, more than one check, and more than one place where they
/// are used.
fn shared(
    plan: &Plan,
    api: &Api,
    names: &Names,
    rust: &[RustType],
) -> HashMap<TypeId, (String, RustType)> {
    let mut uses: HashMap<TypeId, usize> = HashMap::new();
    let used = ids(api).flat_map(|id| api.ty(id).kind.children());
    let operations = api
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    for id in used.chain(operations.map(|parameter| parameter.ty)) {
        *uses.entry(id).or_default() += 1;
    }
    // Patterns are constants, too.
    let mut taken = Scope::default();
    for pattern in &plan.patterns {
        taken.take(&pattern.name);
    }
    let named = ids(api).filter(|id| names.types.contains_key(id) && !is_item(api, *id));
    let worth = named.filter(|id| uses.get(id).is_some_and(|uses| *uses > 1));
    let worth = worth.filter(|id| plan.of(api, rust, *id).len() > 1);
    let shared = worth.filter_map(|id| {
        let name = item_name(names, id).to_shouty_snake_case();
        let ty = rust.get(id.0 as usize)?.clone();
        Some((id, (taken.numbered_after(&name, "_"), ty)))
    });
    shared.collect()
}

fn item_count(min: Option<u64>, max: Option<u64>) -> Option<Check> {
    let min = min.unwrap_or(0);
    (min > 0 || max.is_some()).then_some(Check::Items { min, max })
}

/// Checks of each element; a list of validated things is validated itself.
pub(super) fn each(checks: Vec<Check>) -> Option<Check> {
    match checks.as_slice() {
        [] => None,
        [Check::Nested] => Some(Check::Nested),
        _ => Some(Check::Each(checks)),
    }
}
