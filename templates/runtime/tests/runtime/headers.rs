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

/// RFC 6265, section 3; RFC 9110, sections 5.5 and 5.6.4.
#[test]
fn lines_and_lists() {
    let mut headers = headers(&[
        ("set-cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"),
        ("set-cookie", "b=2; Path=/"),
        ("quoted", r#"a, "b, \", c", d"#),
        ("open", "5\", 3"),
    ]);
    headers.insert("utf-8", rt_value("caf\u{e9}".as_bytes()));
    headers.insert("latin-1", rt_value(b"caf\xe9"));
    let texts = |name| rt::header::<Vec<String>>(&headers, name, false).unwrap();
    let text = |name| rt::header::<String>(&headers, name, false).unwrap();
    let first = "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT";
    assert_eq!(text("Set-Cookie"), first);
    assert_eq!(texts("set-cookie"), [first, "b=2; Path=/"]);
    assert_eq!(texts("quoted"), ["a", r#""b, \", c""#, "d"]);
    assert_eq!(texts("open"), ["5\"", "3"]);
    assert_eq!(
        (text("utf-8"), text("latin-1")),
        ("café".into(), "café".into())
    );
}

fn rt_value(bytes: &[u8]) -> http::HeaderValue {
    http::HeaderValue::from_bytes(bytes).unwrap()
}

#[test]
fn what_was_read_shows_no_header() {
    let (headers, body) = (Some("hunter2".to_owned()), 1);
    let read = rt::WithHeaders { headers, body };
    assert_eq!(format!("{read:?}"), "WithHeaders { body: 1, .. }");
}

#[test]
fn a_header_that_is_missing_or_something_else_is_none() {
    let headers = headers(&[("text", "seven")]);
    assert_eq!(rt::header::<i64>(&headers, "text", false), None);
    assert_eq!(rt::header::<String>(&headers, "other", false), None);
    assert_eq!(rt::header_json::<String>(&headers, "text"), None);
}
