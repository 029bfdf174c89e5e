//! The forms `openapi` and `openapi-markdown`: a document as it is, or in a fenced block of a page.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::cursor::{Cursor, diagnostic};
use super::fence::{Block, Fence};
use super::prose::{Object, Walk};
use super::{Descriptions, Form, Hole, Imported, failed, hosts, unknown_form, yaml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Pointer};

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
    let marked = match yaml::read(text) {
        Ok(marked) => marked,
        Err(refused) => {
            let mut error = diagnostic(Code::Syntax, refused.line + offset, refused.message);
            error.position = Some((refused.line + offset, refused.column));
            return Err(failed(error));
        }
    };
    for (key, line) in &marked.twice {
        let message = format!("the key `{key}` is there twice; the first is read");
        diagnostics.push(diagnostic(Code::DuplicateKey, line + offset, message));
    }
    check_version(&marked.value, offset)?;
    let lines: HashMap<Pointer, usize> = marked
        .lines
        .into_iter()
        .map(|(pointer, line)| (pointer, line + offset))
        .collect();
    let mut walk = Walk {
        descriptions,
        lines: &lines,
        diagnostics,
    };
    let document = walk.object(Object::Document, marked.value, &Pointer::root());
    let mut diagnostics = walk.diagnostics;
    diagnostics.sort_by_key(|diagnostic| diagnostic.position);
    let holes = find_holes(&document, &lines);
    let mut imported = Imported::new(form, document, holes, diagnostics);
    imported.descriptions = descriptions;
    Ok(imported)
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
fn find_holes(document: &Value, lines: &HashMap<Pointer, usize>) -> Vec<Hole> {
    let mut holes = Vec::new();
    let root = Pointer::root();
    let mut count = servers(document, &root, lines, &mut holes);
    let empty = Map::new();
    let paths = document
        .get("paths")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    for (path, item) in paths {
        let at = root.key("paths").key(path);
        count += servers(item, &at, lines, &mut holes);
        for (method, operation) in item.as_object().unwrap_or(&empty) {
            count += servers(operation, &at.key(method), lines, &mut holes);
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
fn servers(
    node: &Value,
    at: &Pointer,
    lines: &HashMap<Pointer, usize>,
    holes: &mut Vec<Hole>,
) -> usize {
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
            line: lines.get(&pointer).copied(),
            pointer,
            what: "the server is a placeholder or an example, not a URL that can be called"
                .to_owned(),
        });
    }
    servers.len()
}
