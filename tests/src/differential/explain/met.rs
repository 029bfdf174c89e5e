//! The schemas that a value meets where it breaks a rule.

use crate::differential::lift::decoded;
use crate::differential::oracle::{Error, SEVERAL_FIT};
use crate::differential::probe::Subject;
use serde_json::Value;

/// The schemas that an error stands in: its own, and those around it; of a union of which several
/// arms hold, the arms.
pub fn steps(error: &Error, root: &Value, subject: &Subject) -> Vec<String> {
    let mut steps = Vec::new();
    let mut rest = error.schema.as_str();
    loop {
        steps.push(steady(rest));
        // The rules of a parent's children are a choice about the parent.
        if let Some(name) = rest.strip_prefix("/x-unions/") {
            steps.push(format!("/components/schemas/{name}"));
        }
        match rest.rsplit_once('/') {
            Some((before, _)) => rest = before,
            None => break,
        }
    }
    steps.extend(passed(error, root, subject));
    if error.keyword == SEVERAL_FIT {
        let union = root.pointer(&error.schema);
        let arms = union.and_then(|map| map.get("oneOf")?.as_array());
        for (index, arm) in arms.into_iter().flatten().enumerate() {
            steps.push(steady(&format!("{}/oneOf/{index}", error.schema)));
            let target = arm.get("$ref").and_then(Value::as_str);
            let target = target.and_then(|target| target.strip_prefix('#'));
            steps.extend(target.map(steady));
        }
    }
    steps
}

/// The schemas that led to an error, through references.
fn passed(error: &Error, root: &Value, subject: &Subject) -> Vec<String> {
    let mut steps = error.path.split('/').skip(1);
    let part = steps.next().filter(|step| *step == "allOf");
    let part = part.and_then(|_| steps.next()?.parse::<usize>().ok());
    let start = part.and_then(|part| subject.schemas.get(part));
    let Some(mut at) = start.filter(|_| steps.next() == Some("$ref")).cloned() else {
        return Vec::new();
    };
    let mut passed = vec![steady(&at)];
    for step in steps {
        if step == "$ref" {
            let map = root.pointer(&at);
            let target = map.and_then(|map| map.get("$ref")?.as_str()?.strip_prefix('#'));
            match target {
                Some(target) => at = decoded(target),
                None => break,
            }
        } else {
            at.push('/');
            at.push_str(step);
        }
        passed.push(steady(&at));
    }
    passed
}

/// Whether one of two places lies in the other.
pub fn are_akin(one: &str, other: &str) -> bool {
    is_within(one, other) || is_within(other, one)
}

/// Whether `inner` is `outer`, or lies in it.
pub fn is_within(inner: &str, outer: &str) -> bool {
    let rest = inner.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A pointer that is the same whether several arms are allowed or not.
pub fn steady(pointer: &str) -> String {
    pointer.replace("/oneOf/", "/anyOf/")
}
