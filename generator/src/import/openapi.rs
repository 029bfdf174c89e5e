//! The forms `openapi` and `openapi-markdown`: a document as it is, or in a fenced block of a page.

use serde_json::{Map, Value};

use super::cursor::{Cursor, diagnostic};
use super::fence::{Block, Fence};
use super::prose::{Object, Walk};
use super::{Descriptions, Form, Hole, Imported, failed, hosts, unknown_form};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Place, Pointer, Severity};
use crate::source::report::location;
use crate::source::{Sources, Spot};

/// Whether the text is an OpenAPI document, in JSON or YAML.
pub(super) fn is_document(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        return text.contains("\"openapi\"") || text.contains("\"swagger\"");
    }
    // The key may stand below others, but not below a Markdown heading or in a fence.
    text.lines()
        .take_while(|line| !line.starts_with("```") && !line.starts_with("~~~"))
        .any(names_version)
}

/// Whether a fenced block holds an OpenAPI document.
pub(super) fn is_markdown(cursor: &Cursor<'_>) -> bool {
    !blocks(cursor).is_empty()
}

/// Imports a document as it is.
pub(super) fn import_document(
    text: &str,
    descriptions: Descriptions,
) -> Result<Imported, Diagnostics> {
    let text = text.trim_start_matches('\u{feff}');
    import(Form::OpenApi, text, 0, descriptions, Vec::new())
}

/// Imports the first document that stands in a fenced block.
pub(super) fn import_markdown(
    text: &str,
    descriptions: Descriptions,
) -> Result<Imported, Diagnostics> {
    let cursor = Cursor::new(text);
    let mut blocks = blocks(&cursor).into_iter();
    let Some(block) = blocks.next() else {
        return Err(failed(unknown_form(
            "the page has no fenced block with an OpenAPI document",
        )));
    };
    let mut diagnostics = Vec::new();
    if block.unclosed {
        diagnostics.push(diagnostic(
            Code::ImportLine,
            block.line,
            "the fenced block is not closed; it is read to the end of the page",
        ));
    }
    for other in blocks {
        diagnostics.push(diagnostic(
            Code::ImportLine,
            other.line,
            "another OpenAPI document; only the first is read",
        ));
    }
    let text = block.lines.join("\n");
    import(
        Form::OpenapiMarkdown,
        &text,
        block.line,
        descriptions,
        diagnostics,
    )
}

/// The fenced blocks that look like documents.
fn blocks<'a>(cursor: &Cursor<'a>) -> Vec<Block<'a>> {
    let mut cursor = cursor.rewound();
    let mut found = Vec::new();
    while let Some(fence) = cursor.peek().map(Fence::open) {
        let Some(fence) = fence else {
            cursor.advance(1);
            continue;
        };
        let block = fence.read(&mut cursor);
        let json = block
            .lines
            .iter()
            .any(|line| line.trim_start().starts_with("\"openapi\""));
        if block.lines.iter().any(|line| names_version(line)) || json {
            found.push(block);
        }
    }
    found
}

/// Whether a line is the key that names the version of a document.
fn names_version(line: &str) -> bool {
    let line = line.trim_start_matches(['"', '\'']);
    ["openapi", "swagger"].iter().any(|key| {
        line.strip_prefix(key)
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
    })
}

/// Imports the document `text`, whose first line is the page's line `offset + 1`.
fn import(
    form: Form,
    text: &str,
    offset: usize,
    descriptions: Descriptions,
    mut diagnostics: Vec<Diagnostic>,
) -> Result<Imported, Diagnostics> {
    let sources = read(text, offset, &mut diagnostics)?;
    let value = sources.root().cloned().unwrap_or_default();
    check_version(&value, offset)?;
    let mut walk = Walk {
        descriptions,
        line: &|at| line(&sources, at),
        diagnostics,
    };
    let document = walk.object(Object::Document, value, &Pointer::root());
    let mut diagnostics = walk.diagnostics;
    diagnostics.sort_by_key(|diagnostic| diagnostic.position);
    let holes = find_holes(&document, &sources);
    let mut imported = Imported::new(form, document, holes, diagnostics);
    imported.descriptions = descriptions;
    Ok(imported)
}

/// Reads a document in a page as a file of its own is read: `offset` lines stand before it.
fn read(
    text: &str,
    offset: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Sources, Diagnostics> {
    let mut said = Diagnostics::default();
    // Its lines are those of the page, also where a message names one.
    let text = "\n".repeat(offset) + text;
    let sources = Sources::from_text("page", &text, &mut said);
    diagnostics.extend(said.into_vec().into_iter().map(|mut said| {
        said.position = location(&sources, &said).map(|at| (at.line, at.column));
        said
    }));
    let mut said = diagnostics.iter();
    match said.find(|said| said.severity == Severity::Error) {
        Some(error) => Err(failed(error.clone())),
        None => Ok(sources),
    }
}

/// The line of the page where something stands.
fn line(sources: &Sources, at: &Pointer) -> Option<usize> {
    let place = Place {
        pointer: at.clone(),
        ..Place::root(FileId(0))
    };
    sources.value_at(&place)?;
    Some(sources.locate(&place, Spot::Key).line)
}

fn check_version(document: &Value, offset: usize) -> Result<(), Diagnostics> {
    let version = match document.get("openapi").or(document.get("swagger")) {
        Some(Value::String(version)) => version.clone(),
        Some(Value::Number(version)) => version.to_string(),
        _ => String::new(),
    };
    if ["3.0", "3.1", "3.2"]
        .iter()
        .any(|known| version.starts_with(known))
    {
        return Ok(());
    }
    let message = match (document.is_object(), version.as_str()) {
        (false, _) => "the document is not a mapping".to_owned(),
        (true, "") => "the document names no version of OpenAPI 3".to_owned(),
        (true, version) => format!("the document is OpenAPI {version}"),
    };
    let error = diagnostic(Code::UnsupportedVersion, offset + 1, message)
        .help("Specloom reads OpenAPI 3.0, 3.1 and 3.2");
    Err(failed(error))
}

/// Servers that cannot be called, and a document that has no server at all.
fn find_holes(document: &Value, sources: &Sources) -> Vec<Hole> {
    let mut holes = Vec::new();
    let root = Pointer::root();
    let mut count = servers(document, &root, sources, &mut holes);
    let empty = Map::new();
    let paths = document
        .get("paths")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    for (path, item) in paths {
        let at = root.key("paths").key(path);
        count += servers(item, &at, sources, &mut holes);
        for (method, operation) in item.as_object().unwrap_or(&empty) {
            count += servers(operation, &at.key(method), sources, &mut holes);
        }
    }
    if count == 0 {
        holes.insert(
            0,
            Hole {
                pointer: root.key("servers"),
                what: "the base URL is not stated".to_owned(),
                line: None,
            },
        );
    }
    holes
}

/// How many servers stand at a node; each that cannot be called is a hole.
fn servers(node: &Value, at: &Pointer, sources: &Sources, holes: &mut Vec<Hole>) -> usize {
    let Some(servers) = node.get("servers").and_then(Value::as_array) else {
        return 0;
    };
    for (index, server) in servers.iter().enumerate() {
        let url = server
            .get("url")
            .and_then(Value::as_str)
            .unwrap_or_default();
        // A template has its values in `variables`.
        if hosts::is_callable(url) || server.get("variables").is_some() {
            continue;
        }
        let pointer = at.key("servers").key(index).key("url");
        holes.push(Hole {
            line: line(sources, &pointer),
            pointer,
            what: "the server is a placeholder or an example, not a URL that can be called"
                .to_owned(),
        });
    }
    servers.len()
}
