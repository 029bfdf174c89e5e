//! Which Rust type each type of the API becomes.

use super::{DateTime, Options, boxing, checks, number, size, tags};
use crate::api::{Api, IntegerKind, Kind, StringKind, TupleKind, TypeId};
use crate::diagnostic::{Code, Diagnostics};
use crate::name::Names;
use crate::rust::{Check, Pattern, RustType, SharedChecks};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// How deeply a type may hold types that have no name before it becomes any value: rustc and the
/// generator's own stack both end somewhere.
const DEEPEST: usize = 48;

/// The most elements of a Rust tuple that has the usual traits.
const LONGEST_TUPLE: usize = 12;

/// The Rust type of each type of an API, and what must be checked of it.
#[derive(Debug)]
pub struct TypeMap<'a> {
    api: &'a Api,
    names: &'a Names,
    rust: Vec<RustType>,
    boxed: HashSet<(TypeId, usize)>,
    endless: HashSet<(TypeId, usize)>,
    without_eq: HashSet<TypeId>,
    tags: tags::Tags<'a>,
    checks: checks::Plan,
}

impl<'a> TypeMap<'a> {
    /// Decides about every type of `api`.
    pub fn new(
        api: &'a Api,
        names: &'a Names,
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut walk = Walk {
            api,
            names,
            options,
            done: vec![None; api.types.len()],
            open: vec![false; api.types.len()],
            diagnostics,
        };
        for id in ids(api) {
            walk.rust_type(id, 0);
        }
        let rust = walk.done.into_iter();
        let rust: Vec<_> = rust.map(|ty| ty.unwrap_or(RustType::Value)).collect();
        let checks = checks::Plan::new(api, names, &rust, diagnostics);
        let graph = boxing::Graph::new(api, names, &rust);
        let endless = graph.unions(api).back_edges();
        let mut places: Vec<_> = endless.iter().map(|(id, _)| &api.ty(*id).place).collect();
        places.sort();
        for place in places {
            let message = "an alternative leads back to the union itself, so it holds any value";
            diagnostics.report(Code::Widened, place, message);
        }
        Self {
            api,
            names,
            boxed: size::boxed(
                api,
                &graph,
                &rust,
                &ids_by_name(api, names),
                graph.back_edges(),
            ),
            endless,
            without_eq: graph.without_eq(&rust),
            tags: tags::tags(api),
            rust,
            checks,
        }
    }

    /// The API.
    pub fn api(&self) -> &'a Api {
        self.api
    }

    /// The Rust type of a value of the type `id`: an `Option` where it may be null, never a `Box`.
    pub fn rust_type(&self, id: TypeId) -> RustType {
        let ty = self.rust.get(id.0 as usize);
        ty.cloned().unwrap_or(RustType::Value)
    }

    /// Whether arguments take `impl Into` of it: callers have something shorter at hand, a `&str`
    /// for a text or an enum of texts, an alternative for a union.
    pub(super) fn takes_into(&self, id: TypeId) -> bool {
        self.rust_type(id).takes_into()
            || match &self.api.ty(id).kind {
                Kind::Union(_) => true,
                Kind::Enum(list) => list.values.iter().all(|value| value.value.is_string()),
                _ => false,
            }
    }

    /// Whether null is one of its values.
    pub fn accepts_null(&self, id: TypeId) -> bool {
        accepts_null(self.api, id, 0)
    }

    /// What must be checked of a value of the type [`TypeMap::rust_type`] gives.
    pub fn checks(&self, id: TypeId) -> Vec<Check> {
        self.checks.of(self.api, &self.rust, id)
    }

    /// Whether there is anything to check.
    pub fn needs_check(&self, id: TypeId) -> bool {
        self.checks.needed(id)
    }

    /// The patterns that checks refer to.
    pub fn patterns(&self) -> &[Pattern] {
        self.checks.patterns()
    }

    /// The function of a pattern that is no string's own, such as a key of `patternProperties`.
    pub(super) fn pattern(&self, source: &str) -> Option<String> {
        self.checks.pattern(source)
    }

    /// The checks of the keys of a map.
    pub(super) fn key_checks(&self, keys: Option<TypeId>) -> Vec<Check> {
        self.checks.key_checks(self.api, keys)
    }

    /// The checks that several places share.
    pub fn shared_checks(&self) -> Vec<SharedChecks> {
        self.checks.shared(self.api)
    }

    /// The name that [`Names`] gives it.
    pub(super) fn name(&self, id: TypeId) -> Option<&'a str> {
        self.names.types.get(&id).map(String::as_str)
    }

    /// The name of its item.
    pub(super) fn item_name(&self, id: TypeId) -> String {
        item_name(self.names, id).into_owned()
    }

    /// The name of a field.
    pub(super) fn field_name(&self, id: TypeId, index: usize) -> String {
        let name = self.names.fields.get(&(id, index));
        name.cloned().unwrap_or_else(|| format!("field_{index}"))
    }

    /// The name of a variant.
    pub(super) fn variant_name(&self, id: TypeId, index: usize) -> String {
        let name = self.names.variants.get(&(id, index));
        name.cloned().unwrap_or_else(|| format!("Variant{index}"))
    }

    /// Whether the field or arm `index` of `id` is boxed: the type would contain itself, or be large.
    pub(super) fn is_boxed(&self, id: TypeId, index: usize) -> bool {
        self.boxed.contains(&(id, index))
    }

    /// Whether the arm `index` of the union `id` leads back to it before anything has been read.
    pub(super) fn is_endless(&self, id: TypeId, index: usize) -> bool {
        self.endless.contains(&(id, index))
    }

    /// The value of a property by which every union with `id` among its arms tells it.
    pub(super) fn tag(&self, id: TypeId, property: &str) -> Option<&'a str> {
        *self.tags.get(&(id, property))?
    }

    /// Whether the item `id` can derive `Eq` and `Hash`.
    pub(super) fn has_eq(&self, id: TypeId) -> bool {
        !self.without_eq.contains(&id)
    }
}

/// Every id of `api`.
pub(super) fn ids(api: &Api) -> impl Iterator<Item = TypeId> + use<> {
    let count = u32::try_from(api.types.len()).unwrap_or(u32::MAX);
    (0..count).map(TypeId)
}

/// The name of the item `id`; the names stage gives one to every type that is an item.
pub(super) fn item_name(names: &Names, id: TypeId) -> Cow<'_, str> {
    match names.types.get(&id) {
        Some(name) => Cow::Borrowed(name),
        None => Cow::Owned(format!("Type{}", id.0)),
    }
}

/// Whether null is one of the values; unions are looked into a few levels deep.
fn accepts_null(api: &Api, id: TypeId, depth: usize) -> bool {
    match &api.ty(id).kind {
        Kind::Any | Kind::Null | Kind::Nullable(_) => true,
        Kind::Union(union) => {
            depth < 8
                && union
                    .arms
                    .iter()
                    .any(|arm| accepts_null(api, arm.ty, depth + 1))
        }
        _ => false,
    }
}

struct Walk<'a, 'd> {
    api: &'a Api,
    names: &'a Names,
    options: &'a Options,
    done: Vec<Option<RustType>>,
    /// Types whose parts are being looked at: meeting one again means that a type without a name
    /// contains itself, which Rust cannot say.
    open: Vec<bool>,
    diagnostics: &'d mut Diagnostics,
}

impl Walk<'_, '_> {
    fn rust_type(&mut self, id: TypeId, depth: usize) -> RustType {
        let index = id.0 as usize;
        let Some(known) = self.done.get(index) else {
            return RustType::Value;
        };
        if let Some(known) = known {
            return known.clone();
        }
        if depth > DEEPEST || self.open.get(index).copied().unwrap_or(true) {
            let message =
                "the type contains itself without an object between, so here it holds any value";
            let place = &self.api.ty(id).place;
            self.diagnostics.report(Code::Widened, place, message);
            return RustType::Value;
        }
        self.mark(index, true);
        let ty = self.lower_kind(id, depth + 1);
        self.mark(index, false);
        if let Some(slot) = self.done.get_mut(index) {
            *slot = Some(ty.clone());
        }
        ty
    }

    fn mark(&mut self, index: usize, open: bool) {
        if let Some(mark) = self.open.get_mut(index) {
            *mark = open;
        }
    }

    fn lower_kind(&mut self, id: TypeId, depth: usize) -> RustType {
        let api = self.api;
        match &api.ty(id).kind {
            Kind::Any | Kind::Never => RustType::Value,
            Kind::Null => RustType::Unit,
            Kind::Boolean => RustType::Bool,
            Kind::Integer(kind) => integer_type(kind),
            Kind::Number(_) => RustType::F64,
            Kind::String(kind) => string_type(kind, self.options.date_time),
            Kind::Enum(_) | Kind::Object(_) | Kind::Union(_) => {
                RustType::Named(item_name(self.names, id).into_owned())
            }
            Kind::Array(kind) => RustType::Vec(Box::new(self.rust_type(kind.items, depth))),
            Kind::Map(kind) => RustType::Map(Box::new(self.rust_type(kind.values, depth))),
            Kind::Tuple(kind) => self.tuple_type(id, kind, depth),
            Kind::Nullable(inner) => self.rust_type(*inner, depth).optional(),
        }
    }

    /// A Rust tuple where the length is fixed; else a list, since JSON Schema lets a tuple be
    /// shorter than its `prefixItems`.
    fn tuple_type(&mut self, id: TypeId, kind: &TupleKind, depth: usize) -> RustType {
        let parts = kind.prefix.iter().map(|part| self.rust_type(*part, depth));
        let parts: Vec<_> = parts.collect();
        if is_fixed(kind) {
            return RustType::Tuple(parts);
        }
        let rest = kind.rest.map(|rest| self.rust_type(rest, depth));
        let mut all = parts.iter().chain(&rest);
        let first = all.next().cloned().unwrap_or(RustType::Value);
        if all.all(|part| *part == first) {
            return RustType::Vec(Box::new(first));
        }
        let message = "elements of several types in a list whose length may vary become any value";
        let place = &self.api.ty(id).place;
        self.diagnostics.report(Code::Unchecked, place, message);
        RustType::Vec(Box::new(RustType::Value))
    }
}

/// The lengths of the Rust tuples among the types of an API.
pub(super) fn tuple_lengths(api: &Api) -> BTreeSet<usize> {
    let tuples = api.types.iter().filter_map(|def| match &def.kind {
        Kind::Tuple(kind) if is_fixed(kind) => Some(kind.prefix.len()),
        _ => None,
    });
    tuples.collect()
}

/// Whether a tuple has one length only, and not a great one.
fn is_fixed(kind: &TupleKind) -> bool {
    let length = kind.prefix.len();
    let min = kind.min_items.unwrap_or(0);
    let closed = kind.rest.is_none() || kind.max_items.is_some_and(|max| max <= length as u64);
    (1..=LONGEST_TUPLE).contains(&length) && min >= length as u64 && closed
}

/// By format, then by bounds: an integer that has an upper bound and cannot be negative is
/// unsigned, any other is `i64`, and what 64 bits do not hold stays a number.
fn integer_type(kind: &IntegerKind) -> RustType {
    match kind.format.as_deref() {
        Some("int32" | "int16" | "int8") => return RustType::I32,
        Some("uint32" | "uint16" | "uint8") => return RustType::U32,
        Some("uint64") => return RustType::U64,
        _ => {}
    }
    let (min, max) = number::integer_range(kind);
    let fits = |low: i128, high: i128| {
        min.is_none_or(|min| min >= low) && max.is_none_or(|max| max <= high)
    };
    let natural = min.is_some_and(|min| min >= 0) && kind.format.is_none();
    if natural && max.is_some_and(|max| max <= u32::MAX.into()) {
        RustType::U32
    } else if fits(i64::MIN.into(), i64::MAX.into()) {
        RustType::I64
    } else if min.is_some_and(|min| min >= 0) && fits(0, u64::MAX.into()) {
        RustType::U64
    } else if wider_than_64_bit(min, max) {
        RustType::Number
    } else {
        RustType::I64
    }
}

/// Whether values beyond 64 bit are expected: a bound says so and does not merely fail to matter.
fn wider_than_64_bit(min: Option<i128>, max: Option<i128>) -> bool {
    min.is_some_and(|min| min < i64::MIN.into()) || max.is_some_and(|max| max > i64::MAX.into())
}

/// A type of its own only where every string that the validator lets pass can be read as one.
fn string_type(kind: &StringKind, date_time: DateTime) -> RustType {
    let typed = date_time != DateTime::String;
    let plain = |shortest: u64, longest: u64| {
        kind.patterns.is_empty()
            && kind.min_length.is_none_or(|min| min <= shortest)
            && kind.max_length.is_none_or(|max| max >= longest)
    };
    let base64 = kind.content_encoding.as_deref() == Some("base64");
    match kind.format.as_deref() {
        _ if kind.secret => RustType::Secret,
        Some("uuid") if plain(36, 36) => RustType::Uuid,
        Some("date-time") if typed && plain(20, 30) => RustType::Timestamp(date_time),
        Some("date") if typed && plain(10, 10) => RustType::Date(date_time),
        Some("byte") if plain(0, u64::MAX) => RustType::Base64,
        Some("binary") if plain(0, u64::MAX) => RustType::Bytes,
        None if base64 && plain(0, u64::MAX) => RustType::Base64,
        _ => RustType::String,
    }
}

/// Names of items with their ids.
pub(super) fn ids_by_name(api: &Api, names: &Names) -> HashMap<String, TypeId> {
    let items = ids(api).filter(|id| is_item(api, *id));
    items
        .map(|id| (item_name(names, id).into_owned(), id))
        .collect()
}

/// Whether the type is a struct or an enum, rather than spelt where it is used.
pub(super) fn is_item(api: &Api, id: TypeId) -> bool {
    matches!(
        api.ty(id).kind,
        Kind::Object(_) | Kind::Enum(_) | Kind::Union(_)
    )
}
