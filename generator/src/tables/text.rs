//! The tables as a text that the runtime reads when it first needs them: `schema::read_tables` is
//! the other half, and says what the text looks like.

use super::flat::Flat;
use specloom_runtime::schema::{Bound, Constant, NONE, Node, ObjectRule, Rule, Span};
use std::fmt::{self, Display};

/// The text of the tables, without comments.
pub(super) fn write(flat: &Flat<'_>) -> String {
    let mut out = String::new();
    let objects = flat.objects.array.iter();
    array(&mut out, "nodes", flat.nodes.iter().map(node));
    array(&mut out, "rules", flat.rules.array.iter().map(rule));
    array(&mut out, "objects", objects.map(object));
    array(
        &mut out,
        "lists",
        flat.lists.array.iter().map(|one| id(*one)),
    );
    texts(&mut out, "names", &flat.names.array);
    let properties = flat.properties.array.iter();
    let properties = properties.map(|(name, node, required)| {
        format!("{} {} {}", id(*node), u8::from(*required), text(name))
    });
    array(&mut out, "properties", properties);
    let matchers = flat.matchers.array.iter();
    let matchers = matchers.map(|matcher| format!("{} {}", matcher.0, id(matcher.1)));
    array(&mut out, "matchers", matchers);
    let dependents = flat.dependents.array.iter();
    let dependents = dependents.map(|(name, names)| format!("{} {}", span(*names), text(name)));
    array(&mut out, "dependents", dependents);
    array(&mut out, "bounds", flat.bounds.array.iter().map(bound));
    array(
        &mut out,
        "constants",
        flat.constants.array.iter().map(constant),
    );
    let entries = flat.entries.array.iter();
    let entries = entries.map(|entry| format!("{} {}", id(entry.1), text(entry.0)));
    array(&mut out, "entries", entries);
    texts(&mut out, "patterns", &flat.patterns.array);
    let anchors = flat.anchors.iter();
    let anchors = anchors.map(|anchor| format!("{} {} {}", anchor.0, anchor.1, id(anchor.2)));
    array(&mut out, "anchors", anchors);
    texts(&mut out, "secrets", &flat.secrets);
    out
}

fn array(out: &mut String, name: &str, items: impl ExactSizeIterator<Item = impl Display>) {
    line(out, format_args!("{name} {}", items.len()));
    for item in items {
        line(out, format_args!("{item}"));
    }
}

fn texts(out: &mut String, name: &str, items: &[&str]) {
    array(out, name, items.iter().map(|item| text(item)));
}

fn line(out: &mut String, line: fmt::Arguments<'_>) {
    // A string takes everything.
    let _ = fmt::Write::write_fmt(out, line);
    out.push('\n');
}

fn node(node: &Node) -> String {
    let Node(types, marks, scope, rules) = *node;
    format!("{} {} {scope} {}", types.0, marks.0, span(rules))
}

fn object(object: &ObjectRule) -> String {
    let (declared, matchers) = (span(object.declared), span(object.matchers));
    let additional = id(object.additional);
    format!("{declared} {} {matchers} {additional}", object.required)
}

fn rule(rule: &Rule) -> String {
    match *rule {
        Rule::Never => "Never".to_owned(),
        Rule::Unique => "Unique".to_owned(),
        Rule::Base64 => "Base64".to_owned(),
        Rule::Format(format) => format!("Format {}", format.name()),
        Rule::Same(one) => of_ids("Same", &[one]),
        Rule::Not(one) => of_ids("Not", &[one]),
        Rule::PropertyNames(one) => of_ids("PropertyNames", &[one]),
        Rule::UnevaluatedItems(one) => of_ids("UnevaluatedItems", &[one]),
        Rule::UnevaluatedProperties(one) => of_ids("UnevaluatedProperties", &[one]),
        Rule::Pattern(index) => of_ids("Pattern", &[index]),
        Rule::Minimum(index) => of_ids("Minimum", &[index]),
        Rule::Above(index) => of_ids("Above", &[index]),
        Rule::Maximum(index) => of_ids("Maximum", &[index]),
        Rule::Below(index) => of_ids("Below", &[index]),
        Rule::MultipleOf(index) => of_ids("MultipleOf", &[index]),
        Rule::Object(index) => of_ids("Object", &[index]),
        Rule::Dynamic(name, one) => of_ids("Dynamic", &[name, one]),
        Rule::Items(from, one) => of_ids("Items", &[from, one]),
        Rule::If(condition, then, otherwise) => of_ids("If", &[condition, then, otherwise]),
        Rule::Contains(one, min, max) => of_ids("Contains", &[one, min, max]),
        Rule::NumberFormat(low, high, name) => of_ids("NumberFormat", &[low, high, name]),
        Rule::Constants(list) => of_span("Constants", list),
        Rule::Words(list) => of_span("Words", list),
        Rule::All(list) => of_span("All", list),
        Rule::Any(list) => of_span("Any", list),
        Rule::One(list) => of_span("One", list),
        Rule::Prefix(list) => of_span("Prefix", list),
        Rule::Required(list) => of_span("Required", list),
        Rule::DependentRequired(list) => of_span("DependentRequired", list),
        Rule::DependentSchemas(list) => of_span("DependentSchemas", list),
        Rule::MinLength(count) => format!("MinLength {count}"),
        Rule::MaxLength(count) => format!("MaxLength {count}"),
        Rule::MinItems(count) => format!("MinItems {count}"),
        Rule::MaxItems(count) => format!("MaxItems {count}"),
        Rule::MinProperties(count) => format!("MinProperties {count}"),
        Rule::MaxProperties(count) => format!("MaxProperties {count}"),
    }
}

fn of_ids(name: &str, ids: &[u32]) -> String {
    let ids = ids.iter().map(|one| format!(" {}", id(*one)));
    ids.fold(name.to_owned(), |line, id| line + &id)
}

fn of_span(name: &str, list: Span) -> String {
    format!("{name} {}", span(list))
}

fn bound(bound: &Bound<'_>) -> String {
    match bound {
        Bound::Integer(value) => value.to_string(),
        Bound::Exact(number) => text(number),
    }
}

fn constant(constant: &Constant<'_>) -> String {
    match constant {
        Constant::Null => "Null".to_owned(),
        Constant::Boolean(false) => "False".to_owned(),
        Constant::Boolean(true) => "True".to_owned(),
        Constant::Number(number) => format!("Number {}", bound(number)),
        Constant::String(string) => format!("String {}", text(string)),
        Constant::Array(list) => of_span("Array", *list),
        Constant::Object(list) => of_span("Object", *list),
    }
}

fn span(span: Span) -> String {
    format!("{} {}", span.0, span.1)
}

/// An index, or `-` for none.
fn id(id: u32) -> String {
    match id {
        NONE => "-".to_owned(),
        id => id.to_string(),
    }
}

/// As JSON spells it, so that it stays in its line.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
