//! The form `mintlify-text`: the text of a page that Mintlify rendered, one thing a line.
//!
//! ```text
//! POST            Request Body        Response
//! /               name                widgetId
//! v1              string              string
//! /               required            Id of the new widget
//! widgets         Name of the widget
//! curl …          color
//! {…}             string
//!                 default:"red"
//!                 Color type: red or blue
//! ```

use serde_json::{Map, Value, json};

use super::cursor::{Cursor, Line};
use super::facts::{Body, Location, Node, Operation, Page, Parameter, Property, Response};
use super::facts::{Scheme, SchemeKind, Stands};
use super::mine::{quoted, typed};
use super::samples::{at_json, take_curl, take_json};
use super::types::{Stated, parse_type};
use super::words::{self, Section};

/// Whether a method stands alone on a line with a path split over the next lines; or whole, but
/// then with a type right behind a name.
pub(super) fn is_form(cursor: &Cursor<'_>) -> bool {
    let lines: Vec<&str> = cursor.all().iter().map(Line::trimmed).collect();
    lines.iter().enumerate().any(|(index, line)| {
        let next = lines.get(index + 1).copied().unwrap_or_default();
        words::method(line).is_some()
            && (next == "/" || (next.starts_with('/') && has_property(&lines)))
    })
}

/// A name, a type and a flag or a sentence, in lines without a gap below a heading.
fn has_property(lines: &[&str]) -> bool {
    lines
        .windows(2)
        .enumerate()
        .any(|(index, pair)| match pair {
            [name, ty] => {
                let before = index
                    .checked_sub(1)
                    .and_then(|at| lines.get(at).copied())
                    .unwrap_or_default();
                let opens = before.is_empty() || words::section(before).is_some();
                opens
                    && words::is_name(name)
                    && parse_type(name).is_none()
                    && parse_type(ty).is_some()
            }
            _ => false,
        })
}

/// Reads the page.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Page {
    let mut page = Page::default();
    let mut part = Part::Intro;
    while let Some(line) = cursor.peek().cloned() {
        if line.is_blank() {
            cursor.advance(1);
        } else if page.operations.is_empty() {
            match take_operation(cursor) {
                Some(operation) => page.operations.push(operation),
                None => cursor.advance(1),
            }
        } else if let Some(operation) = page.operations.last_mut() {
            part = apply(operation, cursor, part, &line);
        }
    }
    for operation in &mut page.operations {
        place_samples(operation, cursor);
    }
    page
}

/// The samples of a response stand before or behind the list of its properties: each goes to the
/// first response that has none, and a repetition says nothing new.
fn place_samples(operation: &mut Operation, cursor: &mut Cursor<'_>) {
    for (line, sample) in std::mem::take(&mut operation.samples) {
        let responses = &mut operation.responses;
        if responses
            .iter()
            .any(|response| response.example.as_ref() == Some(&sample))
        {
            continue;
        }
        if responses.is_empty() {
            responses.push(Response {
                line,
                ..Response::default()
            });
        }
        match responses
            .iter_mut()
            .find(|response| response.example.is_none())
        {
            Some(response) => response.example = Some(sample),
            None => cursor.report(
                line,
                "a sample of a response that is not listed; it is left out",
            ),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Intro,
    Security,
    Parameters(Option<Location>),
    Body,
    Response,
}

/// `POST`, `/`, `v1`, `/`, `widgets`; or `POST` and the whole path.
fn take_operation(cursor: &mut Cursor<'_>) -> Option<Operation> {
    let line = cursor.peek()?.number;
    let method = words::method(cursor.peek()?.trimmed())?;
    let mut path = String::new();
    let mut count = 1;
    while let Some(piece) = cursor.ahead(count).map(|line| line.trimmed()) {
        let takes = if piece == "/" {
            !path.ends_with('/')
        } else if piece.starts_with('/') {
            path.is_empty()
        } else {
            path.ends_with('/') && is_segment(piece)
        };
        if !takes {
            break;
        }
        path.push_str(piece);
        count += 1;
    }
    let path = words::parse_path(&path)?;
    cursor.advance(count);
    Some(Operation {
        method: method.to_owned(),
        path,
        line,
        ..Operation::default()
    })
}

fn is_segment(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

fn apply(operation: &mut Operation, cursor: &mut Cursor<'_>, part: Part, line: &Line<'_>) -> Part {
    let text = line.trimmed();
    // `Authorization` may be a heading or a header: with a type below it, it is a header.
    if !at_property(cursor, 0)
        && let Some(opened) = open(operation, part, line)
    {
        cursor.advance(1);
        return opened;
    }
    if let Some(curl) = take_curl(cursor) {
        apply_curl(operation, cursor, line.number, &curl);
        cursor.skip_blank();
        let at = cursor.peek().map_or(line.number, |line| line.number);
        if let Some(example) = take_json(cursor) {
            operation.samples.push((at, example));
        }
        return part;
    }
    if at_json(cursor) {
        let value = take_json(cursor);
        if value.is_none() {
            cursor.advance(1);
        }
        match (value, part) {
            (Some(value), Part::Response | Part::Intro) => {
                operation.samples.push((line.number, value));
            }
            (Some(value), Part::Body) => {
                operation
                    .body
                    .get_or_insert_default()
                    .example
                    .get_or_insert(value);
            }
            _ => cursor.report(
                line.number,
                "text in brackets that is no JSON of a known place",
            ),
        }
        return part;
    }
    if part == Part::Intro {
        operation.prose.push(text.to_owned());
        cursor.advance(1);
        return part;
    }
    match take_property(cursor) {
        Some(found) => put(operation, cursor, part, found),
        None => {
            cursor.advance(1);
            stray(operation, cursor, part, line);
        }
    }
    part
}

/// A heading, a status or a media type opens a part, or says more about the one that is open.
fn open(operation: &mut Operation, part: Part, line: &Line<'_>) -> Option<Part> {
    let text = line.trimmed();
    if let Some(section) = words::section(text) {
        return Some(match section {
            Section::Security => Part::Security,
            Section::Parameters(location) => Part::Parameters(location),
            Section::Body => {
                operation.body.get_or_insert_default().line = line.number;
                Part::Body
            }
            Section::Responses => {
                operation.responses.push(Response {
                    line: line.number,
                    ..Response::default()
                });
                Part::Response
            }
        });
    }
    let media_type = words::is_media_type(text).then(|| text.to_owned());
    match part {
        Part::Body => {
            operation.body.get_or_insert_default().media_type = Some(media_type?);
            Some(part)
        }
        Part::Response => {
            // `200 - application/json`, or each on its own line.
            let mut words = text.split(" - ").map(str::trim);
            let first = words.next().unwrap_or_default();
            let status = words::status(first);
            let media_type = media_type.or_else(|| {
                words
                    .next()
                    .filter(|word| words::is_media_type(word))
                    .map(str::to_owned)
            });
            if status.is_none() && media_type.is_none() {
                return None;
            }
            let fresh = operation
                .responses
                .last()
                .is_some_and(|response| response.status.is_none() && response.schema.is_none());
            if status.is_some() && !fresh {
                operation.responses.push(Response {
                    line: line.number,
                    ..Response::default()
                });
            }
            if let Some(response) = operation.responses.last_mut() {
                response.status = status.or(response.status.take());
                response.media_type = media_type.or(response.media_type.take());
            }
            Some(part)
        }
        _ => None,
    }
}

/// A property, with the location behind its type where one is stated.
struct Found {
    property: Property,
    location: Option<Location>,
}

/// A name and a type in two lines, and what belongs to them.
fn take_property(cursor: &mut Cursor<'_>) -> Option<Found> {
    if !at_property(cursor, 0) {
        return None;
    }
    let name = cursor.take()?;
    let ty = cursor.take()?;
    let mut node = Node {
        line: name.number,
        stated: parse_type(ty.trimmed()),
        ..Node::default()
    };
    if node.stated.is_none() {
        cursor.report(
            ty.number,
            format!("the type of `{}` is not understood", name.trimmed()),
        );
    }
    let mut found = Found {
        property: Property {
            name: name.trimmed().to_owned(),
            required: false,
            node: Node::default(),
        },
        location: None,
    };
    let mut in_sentence = false;
    while let Some(line) = cursor.peek().cloned() {
        let text = line.trimmed();
        if text.is_empty() {
            cursor.advance(1);
            in_sentence |= !node.prose.is_empty();
            continue;
        }
        let ends = ends_property(cursor, text);
        if ends {
            break;
        }
        cursor.advance(1);
        if !in_sentence && flag(&mut found, &mut node, text) {
            continue;
        }
        if labelled(cursor, &mut node, text) {
            continue;
        }
        if words::is_name(text) && !node.prose.is_empty() {
            cursor.report(
                line.number,
                "a single word behind a sentence; a name without a type is left out",
            );
            continue;
        }
        in_sentence = true;
        node.prose.push(text.to_owned());
    }
    found.property.node = node;
    Some(found)
}

/// Whether a property starts `ahead` lines from the cursor: a name, then a type, or a word where
/// the type should stand with a flag behind it.
fn at_property(cursor: &Cursor<'_>, ahead: usize) -> bool {
    let text = |distance: usize| {
        cursor
            .ahead(ahead + distance)
            .map(|line| line.trimmed())
            .unwrap_or_default()
    };
    if !words::is_name(text(0)) || is_flag(text(0)) {
        return false;
    }
    parse_type(text(1)).is_some()
        || (words::is_name(text(1)) && is_flag(text(2)) && !is_flag(text(1)))
}

fn ends_property(cursor: &Cursor<'_>, text: &str) -> bool {
    words::section(text).is_some()
        || words::status(text).is_some()
        || words::is_media_type(text)
        || text.starts_with("curl ")
        || at_json(cursor)
        || at_property(cursor, 0)
}

fn is_flag(text: &str) -> bool {
    matches!(text, "required" | "deprecated" | "optional" | "nullable")
        || text.starts_with("default:")
}

/// A line right behind the type that states something.
fn flag(found: &mut Found, node: &mut Node, text: &str) -> bool {
    if let Some(location) = Location::from_word(text) {
        found.location = Some(location);
        return true;
    }
    match text {
        "required" => found.property.required = true,
        "optional" => {}
        "deprecated" => {
            node.facts.insert("deprecated".into(), json!(true));
        }
        "nullable" => {
            if let Some(stated) = node.stated.take() {
                node.stated = Some(Stated::Union(vec![stated, Stated::Simple("null", None)]));
            }
        }
        _ => {
            let Some(value) = text.strip_prefix("default:") else {
                return false;
            };
            let value = value.trim();
            let schema = schema(node);
            let value = typed(quoted(value).unwrap_or(value), &schema);
            let Some(value) = value else { return false };
            node.facts.insert("default".into(), value);
        }
    }
    true
}

/// The labels under which the rendered page states bounds: `Minimum string length: 1`.
const BOUNDS: &[(&str, &str)] = &[
    ("minimum string length:", "minLength"),
    ("maximum string length:", "maxLength"),
    ("minimum length:", "minLength"),
    ("maximum length:", "maxLength"),
    ("minimum array length:", "minItems"),
    ("maximum array length:", "maxItems"),
];

/// A line that states something by a label, wherever it stands in the property.
fn labelled(cursor: &mut Cursor<'_>, node: &mut Node, text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if matches!(
        lower.as_str(),
        "show child attributes" | "hide child attributes"
    ) {
        return true;
    }
    for (label, keyword) in BOUNDS {
        let number = lower.strip_prefix(label).and_then(|rest| {
            rest.trim()
                .trim_end_matches("elements")
                .trim()
                .parse::<u64>()
                .ok()
        });
        if let Some(number) = number {
            node.facts.insert((*keyword).into(), json!(number));
            return true;
        }
    }
    if let Some(rest) = lower.strip_prefix("required string length:") {
        return length_range(node, rest);
    }
    if lower == "available options:" {
        let values = take_options(cursor, node);
        node.facts.insert("enum".into(), json!(values));
        return true;
    }
    if lower == "example:" || lower == "examples:" {
        let value = cursor.take().and_then(|line| {
            let text = line.trimmed().trim_end_matches(',').to_owned();
            serde_json::from_str::<Value>(&text).ok()
        });
        if let Some(value) = value {
            node.facts.insert("examples".into(), json!([value]));
        }
        return true;
    }
    false
}

fn length_range(node: &mut Node, text: &str) -> bool {
    let (least, most) = text.split_once('-').unwrap_or((text, text));
    let (Ok(least), Ok(most)) = (least.trim().parse::<u64>(), most.trim().parse::<u64>()) else {
        return false;
    };
    node.facts.insert("minLength".into(), json!(least));
    node.facts.insert("maxLength".into(), json!(most));
    true
}

/// `a,`, `b,`, `c`: each value on its own line, a comma behind all but the last.
fn take_options(cursor: &mut Cursor<'_>, node: &Node) -> Vec<Value> {
    let schema = schema(node);
    let mut values = Vec::new();
    loop {
        cursor.skip_blank();
        let Some(line) = cursor.peek() else { break };
        let text = line.trimmed();
        let more = text.ends_with(',');
        let line_values: Option<Vec<Value>> = text
            .trim_end_matches(',')
            .split(',')
            .map(|word| typed(quoted(word.trim()).unwrap_or(word.trim()), &schema))
            .collect();
        let Some(line_values) = line_values else {
            break;
        };
        values.extend(line_values);
        cursor.advance(1);
        if !more {
            break;
        }
    }
    values
}

fn schema(node: &Node) -> Map<String, Value> {
    node.stated.as_ref().map(Stated::schema).unwrap_or_default()
}

/// Puts a property where the open part says.
fn put(operation: &mut Operation, cursor: &mut Cursor<'_>, part: Part, found: Found) {
    let line = found.property.node.line;
    match part {
        Part::Security => security(operation, cursor, &found),
        Part::Parameters(location) => operation.parameters.push(Parameter {
            location: location.or(found.location),
            property: found.property,
        }),
        Part::Body => {
            let body = operation.body.get_or_insert_default();
            let root = body.schema.get_or_insert_with(|| object(line));
            add(cursor, root, found.property);
        }
        Part::Response => {
            if let Some(response) = operation.responses.last_mut() {
                let root = response.schema.get_or_insert_with(|| object(line));
                add(cursor, root, found.property);
            }
        }
        Part::Intro => {}
    }
}

fn object(line: usize) -> Node {
    Node {
        line,
        stated: Some(Stated::Simple("object", None)),
        ..Node::default()
    }
}

/// A dotted name belongs to the object whose name stands before the dot.
fn add(cursor: &mut Cursor<'_>, root: &mut Node, mut property: Property) {
    let mut holder = root;
    while let Some((first, rest)) = property.name.split_once('.') {
        let first = first.trim_end_matches("[]");
        let at = holder.properties.iter().position(|known| {
            known.name == first && known.node.stated.as_ref().is_some_and(Stated::holds_object)
        });
        let Some(index) = at else { break };
        let rest = rest.to_owned();
        let Some(parent) = holder.properties.get_mut(index) else {
            return;
        };
        holder = &mut parent.node;
        property.name = rest;
    }
    if holder.property(&property.name).is_some() {
        let message = format!("`{}` is stated twice; the first is read", property.name);
        cursor.report(property.node.line, message);
    } else {
        holder.properties.push(property);
    }
}

/// A header or parameter below the heading of authorisation is a scheme.
fn security(operation: &mut Operation, cursor: &mut Cursor<'_>, found: &Found) {
    let Property { name, node, .. } = &found.property;
    let location = found.location.unwrap_or(Location::Header);
    let said = node.sentence().to_ascii_lowercase();
    let in_header = location == Location::Header && name.eq_ignore_ascii_case("authorization");
    let (kind, mined) = if in_header && said.contains("bearer") {
        (SchemeKind::Http("bearer"), true)
    } else if in_header && said.contains("basic") {
        (SchemeKind::Http("basic"), true)
    } else if location == Location::Path {
        cursor.report(
            node.line,
            "a path parameter cannot authorise a call; it is left out",
        );
        return;
    } else {
        let name = name.clone();
        (SchemeKind::ApiKey { location, name }, false)
    };
    let name = match &kind {
        SchemeKind::Http("bearer") => "bearerAuth".to_owned(),
        SchemeKind::Http(_) => "basicAuth".to_owned(),
        SchemeKind::ApiKey { name, .. } => name.clone(),
    };
    let scheme = Scheme {
        name,
        line: node.line,
        kind,
        mined,
    };
    // The page lists what one call needs: all of them.
    let alternatives = operation.security.get_or_insert_default();
    match alternatives.first_mut() {
        Some(all) => all.push(scheme),
        None => alternatives.push(vec![scheme]),
    }
}

/// What the sample tells: the server, a scheme, the media type, an example of the body.
fn apply_curl(
    operation: &mut Operation,
    cursor: &mut Cursor<'_>,
    line: usize,
    curl: &super::curl::Curl,
) {
    if curl.method != operation.method {
        cursor.report(line, "the sample's method is not the operation's");
    }
    match curl.base(&operation.path) {
        Some(text) => operation.servers.push(Stands { text, line }),
        None => cursor.report(
            line,
            "the sample's URL does not end with the operation's path",
        ),
    }
    if operation.security.is_none()
        && let Some(scheme) = curl.scheme(line)
    {
        operation.security = Some(vec![vec![scheme]]);
    }
    if operation.media_type.is_none()
        && let Some(text) = curl.media_type()
    {
        operation.media_type = Some(Stands {
            text: text.to_owned(),
            line,
        });
    }
    if let Some(example) = curl.json() {
        let body = operation.body.get_or_insert_with(|| Body {
            line,
            ..Body::default()
        });
        match &body.example {
            Some(known) if *known != example => {
                cursor.report(line, "a second example of the body; the first is read");
            }
            _ => body.example = Some(example),
        }
    }
}

/// A line that is neither a property nor known otherwise.
fn stray(operation: &mut Operation, cursor: &mut Cursor<'_>, part: Part, line: &Line<'_>) {
    let text = line.trimmed();
    if words::is_name(text) {
        cursor.report(line.number, "a name without a type; it is left out");
        return;
    }
    match part {
        Part::Body => {
            let body = operation.body.get_or_insert_default();
            body.prose.push(text.to_owned());
        }
        Part::Response => {
            if let Some(response) = operation.responses.last_mut() {
                response.prose.push(text.to_owned());
            }
        }
        _ => {}
    }
}
