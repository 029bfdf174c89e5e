//! Headers of a reply, by their types.

use crate::runtime as rt;
use std::collections::BTreeMap;

fn headers(pairs: &[(&'static str, &'static str)]) -> rt::HeaderMap {
    let mut headers = rt::HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, value.parse().expect("a value"));
    }
    headers
}

#[test]
fn a_header_is_read_as_its_type() {
    let headers = headers(&[
        ("text", "7"),
        ("list", "a, b"),
        ("list", "c"),
        ("numbers", "1,2"),
        ("pairs", "a,1,b,2"),
        ("exploded", "a=1,b=2"),
        ("json", r#"{"a":1}"#),
        ("bool", "true"),
    ]);
    let map = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    assert_eq!(rt::header(&headers, "text", false), Some("7".to_owned()));
    assert_eq!(rt::header(&headers, "text", false), Some(7_i64));
    assert_eq!(rt::header(&headers, "bool", false), Some(true));
    let list = ["a", "b", "c"].map(str::to_owned).to_vec();
    assert_eq!(rt::header(&headers, "list", false), Some(list));
    assert_eq!(rt::header(&headers, "numbers", false), Some(vec![1, 2]));
    assert_eq!(rt::header(&headers, "pairs", false), Some(map.clone()));
    assert_eq!(rt::header(&headers, "exploded", true), Some(map));
    let json = BTreeMap::from([("a".to_owned(), 1)]);
    assert_eq!(rt::header_json(&headers, "json"), Some(json));
}

#[test]
fn a_header_that_is_missing_or_something_else_is_none() {
    let headers = headers(&[("text", "seven")]);
    assert_eq!(rt::header::<i64>(&headers, "text", false), None);
    assert_eq!(rt::header::<String>(&headers, "other", false), None);
    assert_eq!(rt::header_json::<String>(&headers, "text"), None);
}
