//! What the stages `normalize` and `name` make of a description, in a form that a person can
//! review: a line for each type, property, parameter and reply.

use specloom::api::{
    Additional, Api, Body, Content, ContentKind, Direction, Kind, NumberKind, ObjectKind,
    Operation, Selection, ServerVariable, StringKind, TypeId,
};
use specloom::name::Names;
use std::fmt::Write as _;

/// How far types without a name of their own are followed.
const DEPTH: usize = 6;

/// The description, operations first, then each type that has parts of its own.
pub fn api(api: &Api) -> String {
    let mut out = String::new();
    for server in &api.servers {
        let variables = server.variables.iter().map(variable).collect::<String>();
        line(&mut out, format!("server {}{variables}", server.url));
    }
    for scheme in &api.security_schemes {
        line(
            &mut out,
            format!("scheme {}: {:?}", scheme.name, scheme.kind),
        );
    }
    for operation in &api.operations {
        out += &self::operation(api, operation);
    }
    for id in api.reachable() {
        out += &definition(api, id);
    }
    for (name, id) in &api.components {
        line(
            &mut out,
            format!("component {name} = {}", ty(api, *id, DEPTH)),
        );
    }
    out
}

/// What everything is called.
pub fn names(api: &Api, names: &Names) -> String {
    let mut out = String::new();
    for group in &names.groups {
        line(
            &mut out,
            format!("group {} ({}), tag {:?}", group.module, group.ty, group.tag),
        );
    }
    for operation in &names.operations {
        let parameters = operation.parameters.join(", ");
        line(
            &mut out,
            format!(
                "operation {} ({}): {parameters}",
                operation.method, operation.ty
            ),
        );
    }
    if !names.schemes.is_empty() {
        line(&mut out, format!("schemes {}", names.schemes.join(", ")));
    }
    let mut types: Vec<_> = names.types.iter().collect();
    types.sort();
    for (id, name) in types {
        line(
            &mut out,
            format!("type {name} = {}", api.ty(*id).place.pointer),
        );
        let own = names.fields.iter().chain(&names.variants);
        let mut own: Vec<_> = own.filter(|((of, _), _)| of == id).collect();
        own.sort();
        for ((_, index), name) in own {
            line(
                &mut out,
                format!("  {name} = {}", part(&api.ty(*id).kind, *index)),
            );
        }
    }
    for (name, id) in &names.aliases {
        line(
            &mut out,
            format!("alias {name} = {}", api.ty(*id).place.pointer),
        );
    }
    out
}

fn line(out: &mut String, text: impl AsRef<str>) {
    writeln!(out, "{}", text.as_ref().trim_end()).expect("to a string");
}

fn variable(variable: &ServerVariable) -> String {
    format!(
        " {}={} of {:?}",
        variable.name, variable.default, variable.values
    )
}

/// What the document calls a part of a type.
fn part(kind: &Kind, index: usize) -> String {
    match kind {
        Kind::Object(object) => object
            .properties
            .get(index)
            .map(|p| format!("{:?}", p.name)),
        Kind::Enum(list) => list.values.get(index).map(|value| value.value.to_string()),
        Kind::Union(_) => Some(format!("arm {index}")),
        _ => None,
    }
    .unwrap_or_default()
}

fn operation(api: &Api, operation: &Operation) -> String {
    let mut out = String::new();
    let Operation {
        method,
        template,
        tags,
        ..
    } = operation;
    let id = operation.id.as_deref().unwrap_or("without id");
    line(&mut out, format!("{} {template} ({id}) {tags:?}", method.0));
    for server in operation.servers.iter().flatten() {
        line(&mut out, format!("  server {}", server.url));
    }
    for alternative in &operation.security {
        let schemes = alternative.schemes.iter();
        let schemes: Vec<_> = schemes.map(|(index, _)| index.to_string()).collect();
        line(&mut out, format!("  security [{}]", schemes.join(" and ")));
    }
    for (name, value) in &operation.fixed_query {
        line(&mut out, format!("  always ?{name}={value}"));
    }
    for parameter in &operation.parameters {
        let mark = if parameter.required { "" } else { "?" };
        let (location, form) = (&parameter.location, &parameter.form);
        let ty = ty(api, parameter.ty, DEPTH);
        line(
            &mut out,
            format!("  {location:?} {}{mark}: {ty}, {form:?}", parameter.name),
        );
    }
    if let Some(Body {
        required, contents, ..
    }) = &operation.body
    {
        let mark = if *required { "" } else { "?" };
        for content in contents {
            line(
                &mut out,
                format!("  body{mark} {}", self::content(api, content)),
            );
        }
    }
    for response in &operation.responses {
        line(&mut out, format!("  reply {:?}", response.status));
        for header in &response.headers {
            let ty = ty(api, header.ty, DEPTH);
            line(&mut out, format!("    header {}: {ty}", header.name));
        }
        for content in &response.contents {
            line(&mut out, format!("    {}", self::content(api, content)));
        }
    }
    out
}

fn content(api: &Api, content: &Content) -> String {
    let kind = match &content.kind {
        ContentKind::Json(_) => "json",
        ContentKind::Text(_) => "text",
        ContentKind::Form(..) => "form",
        ContentKind::Multipart(..) => "multipart",
        ContentKind::Stream(_) => "stream",
        ContentKind::Bytes => "bytes",
    };
    let ty = content.kind.ty().map(|id| ty(api, id, DEPTH));
    format!("{}: {kind} {}", content.media_type, ty.unwrap_or_default())
}

/// The parts of an object, an enum or a union, one a line; nothing of other kinds.
fn definition(api: &Api, id: TypeId) -> String {
    let ty = api.ty(id);
    let mut out = String::new();
    let mut head = label(api, id);
    if ty.direction != Direction::Both {
        write!(head, " in {:?}", ty.direction).expect("to a string");
    }
    if ty.docs.deprecated {
        head += " deprecated";
    }
    match &ty.kind {
        Kind::Object(object) => {
            line(&mut out, format!("{head} object{}", counts(object)));
            out += &properties(api, object);
        }
        Kind::Enum(list) => {
            let values = list.values.iter().map(|value| value.value.to_string());
            let values: Vec<_> = values.collect();
            let open = if list.open { ", or another" } else { "" };
            line(
                &mut out,
                format!("{head} enum {}{open}", values.join(" | ")),
            );
        }
        Kind::Union(union) => {
            line(&mut out, format!("{head} union {:?}", union.mode));
            for (index, arm) in union.arms.iter().enumerate() {
                let ty = self::ty(api, arm.ty, DEPTH);
                line(
                    &mut out,
                    format!("  {ty}{}", chosen(&union.selection, index)),
                );
            }
            if union.selection == Selection::InOrder {
                line(&mut out, "  the first that fits");
            }
        }
        _ => {}
    }
    for rule in &ty.rules {
        line(&mut out, format!("  rule {rule:?}"));
    }
    out
}

/// By what the arm is chosen.
fn chosen(selection: &Selection, index: usize) -> String {
    match selection {
        Selection::Tag { property, arms } => arms
            .iter()
            .filter(|arm| arm.arm == index)
            .map(|arm| format!(", {property}={} carried {}", arm.value, arm.carried))
            .collect(),
        Selection::Shape(shapes) => shapes.get(index).map_or(String::new(), |shape| {
            let (types, required) = (&shape.types, &shape.required);
            format!(
                ", {types:?} {required:?} {:?} {:?}",
                shape.constants, shape.strings
            )
        }),
        Selection::InOrder => String::new(),
    }
}

fn properties(api: &Api, object: &ObjectKind) -> String {
    let mut out = String::new();
    for property in &object.properties {
        let mark = if property.required { "" } else { "?" };
        let ty = ty(api, property.ty, DEPTH);
        let default = property.default.as_ref();
        let default = default.map_or(String::new(), |value| format!(" = {value}"));
        let old = if property.docs.deprecated {
            " deprecated"
        } else {
            ""
        };
        line(
            &mut out,
            format!("  {:?}{mark}: {ty}{default}{old}", property.name),
        );
    }
    for (pattern, id) in &object.pattern_properties {
        line(&mut out, format!("  /{pattern}/: {}", ty(api, *id, DEPTH)));
    }
    match object.additional {
        Additional::Ignored => {}
        Additional::Denied => line(&mut out, "  nothing else"),
        Additional::Typed(id) => line(&mut out, format!("  others: {}", ty(api, id, DEPTH))),
    }
    out
}

fn counts(object: &ObjectKind) -> String {
    range(object.min_properties, object.max_properties)
}

fn range(low: Option<u64>, high: Option<u64>) -> String {
    let text = |bound: Option<u64>| bound.map_or(String::new(), |bound| bound.to_string());
    match (low, high) {
        (None, None) => String::new(),
        _ => format!("({}..{})", text(low), text(high)),
    }
}

/// What the type is called where it is used.
fn label(api: &Api, id: TypeId) -> String {
    let pointer = api.ty(id).place.pointer.to_string();
    let short = pointer.trim_start_matches("/components/schemas/");
    format!("<{short}>")
}

/// A type in one line; one with parts by its place.
fn ty(api: &Api, id: TypeId, depth: usize) -> String {
    if depth == 0 {
        return "…".to_owned();
    }
    let inner = |id| ty(api, id, depth - 1);
    match &api.ty(id).kind {
        Kind::Object(_) | Kind::Enum(_) | Kind::Union(_) => label(api, id),
        Kind::Integer(kind) => format!("integer{}", number(kind)),
        Kind::Number(kind) => format!("number{}", number(kind)),
        Kind::String(kind) => string(kind),
        Kind::Array(array) => {
            let unique = if array.unique_items { " unique" } else { "" };
            let range = range(array.min_items, array.max_items);
            format!("[{}]{range}{unique}", inner(array.items))
        }
        Kind::Tuple(tuple) => {
            let mut parts: Vec<_> = tuple.prefix.iter().map(|id| inner(*id)).collect();
            parts.extend(tuple.rest.map(|id| format!("…{}", inner(id))));
            format!(
                "({}){}",
                parts.join(", "),
                range(tuple.min_items, tuple.max_items)
            )
        }
        Kind::Map(map) => {
            let keys = map.keys.map_or(String::new(), inner);
            let range = range(map.min_properties, map.max_properties);
            format!("{{{keys}: {}}}{range}", inner(map.values))
        }
        Kind::Nullable(id) => format!("{} or null", inner(*id)),
        Kind::Any => "any".to_owned(),
        Kind::Never => "never".to_owned(),
        Kind::Null => "null".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
    }
}

fn number(kind: &NumberKind) -> String {
    let bounds = [
        (">=", &kind.minimum),
        ("<=", &kind.maximum),
        (">", &kind.exclusive_minimum),
        ("<", &kind.exclusive_maximum),
        ("*", &kind.multiple_of),
    ];
    let bounds = bounds.into_iter();
    let bounds = bounds.filter_map(|(sign, bound)| Some(format!(" {sign}{}", bound.as_ref()?)));
    let format = kind.format.iter().map(|format| format!(" {format}"));
    format.chain(bounds).collect()
}

fn string(kind: &StringKind) -> String {
    let mut text = if kind.secret { "secret" } else { "string" }.to_owned();
    text += &range(kind.min_length, kind.max_length);
    for word in [
        &kind.format,
        &kind.content_encoding,
        &kind.content_media_type,
    ] {
        text.extend(word.iter().map(|word| format!(" {word}")));
    }
    text.extend(kind.patterns.iter().map(|pattern| format!(" /{pattern}/")));
    text
}
