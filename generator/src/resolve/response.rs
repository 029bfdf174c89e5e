//! Responses and their status codes.

use super::keywords::Kind;
use super::reader::{Node, Object, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Response, Status};

impl<'a> Reader<'a> {
    pub(super) fn responses(&mut self, operation: &Object<'a>) -> Vec<Response> {
        let mut responses: Vec<Response> = Vec::new();
        for (key, node) in self.entries(operation, "responses") {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = parse_status(key) else {
                let message = format!("`{key}` is no status; the response is left out");
                let said = Diagnostic::new(Code::Malformed, &node.place, message);
                self.push(said.help("a status is 100 to 599, `1XX` to `5XX`, or `default`"));
                continue;
            };
            if responses.iter().any(|known| known.status == status) {
                let message = format!("the status `{key}` has two responses; the first is read");
                self.report(Code::Malformed, &node.place, message);
                continue;
            }
            responses.extend(self.response(status, node));
        }
        responses
    }

    fn response(&mut self, status: Status, node: Node<'a>) -> Option<Response> {
        let nearer = self.nearer_description(&node);
        let node = self.follow(node)?;
        let object = self.object(&node, Kind::Response)?;
        for (_, node) in self.entries(&object, "links") {
            if let Some(node) = self.follow(node) {
                self.object(&node, Kind::Link);
            }
        }
        Some(Response {
            status,
            description: nearer
                .or_else(|| self.text(&object, "description"))
                .or_else(|| self.text(&object, "summary")),
            headers: self.headers(&object),
            content: self.content(&object),
            place: node.place,
        })
    }
}

fn parse_status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    if key.len() != 3 {
        return None;
    }
    let upper = key.to_ascii_uppercase();
    if let Some(digit) = upper.strip_suffix("XX") {
        let digit = digit.parse().ok()?;
        return (1..=5).contains(&digit).then_some(Status::Range(digit));
    }
    let code = key.parse().ok()?;
    (100..=599).contains(&code).then_some(Status::Code(code))
}
