//! What a request may carry: credentials, encoded values, base URLs; and what nobody may see.

use crate::acme::{
    BasicOnly, BearerAndKey, BearerOrKey, CertificateOrBearer, Client, CreateWidget, GetWidget,
    NoneAtAll, Optional, QueryAndSession, Security,
};
use crate::exchange::{client, sent, serve, widget};
use crate::runtime as rt;
use crate::sample::Widget;
use proptest::prelude::*;
use rt::{Error, Style};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

/// The header, cookie and query that one call sent, or the error.
async fn carries<S: Security>(
    security: S,
    set: impl FnOnce(rt::ClientBuilder<Client>) -> rt::ClientBuilder<Client>,
) -> Result<String, String> {
    let (server, _) = serve(ResponseTemplate::new(204)).await;
    let client = set(Client::builder().base_url(server.uri()))
        .build()
        .unwrap();
    client
        .secured(security)
        .await
        .map_err(|error| error.to_string())?;
    let request = sent(&server).await.remove(0);
    let mut seen = Vec::new();
    for name in ["authorization", "x-api-key", "cookie"] {
        for value in request.headers.get_all(name) {
            seen.push(format!("{name}: {}", value.to_str().unwrap()));
        }
    }
    seen.extend(request.url.query().map(str::to_owned));
    Ok(seen.join("; "))
}

#[tokio::test]
async fn credentials() {
    let ok = |text: &str| Ok(text.to_owned());
    let seen = carries(BearerOrKey, |b| b.bearer_auth("t").api_key("k")).await;
    assert_eq!(seen, ok("authorization: Bearer t"), "an OR sends one");
    assert_eq!(
        carries(BearerOrKey, |b| b.api_key("k")).await,
        ok("x-api-key: k")
    );
    assert_eq!(
        carries(BearerAndKey, |b| b.bearer_auth("t").api_key("k")).await,
        ok("authorization: Bearer t; x-api-key: k")
    );
    assert_eq!(
        carries(QueryAndSession, |b| b.query_key("a&b=c").session("s=1")).await,
        ok("cookie: sid=s=1; key=a%26b%3Dc")
    );
    assert_eq!(
        carries(BasicOnly, |b| b.basic_auth("me", "pw")).await,
        ok("authorization: Basic bWU6cHc=")
    );
    assert_eq!(
        carries(BasicOnly, |b| b
            .basic_auth("m:e", "pw")
            .basic_auth("me", "pw"))
        .await,
        ok("authorization: Basic bWU6cHc=")
    );
    // A certificate may or may not be there; a token that was given is.
    assert_eq!(
        carries(CertificateOrBearer, |b| b.bearer_auth("t")).await,
        ok("authorization: Bearer t")
    );
    assert_eq!(carries(CertificateOrBearer, |b| b).await, ok(""));
    assert_eq!(carries(Optional, |b| b).await, ok(""));
    assert_eq!(
        carries(Optional, |b| b.bearer_auth("t")).await,
        ok("authorization: Bearer t")
    );
    assert_eq!(carries(NoneAtAll, |b| b.bearer_auth("t")).await, ok(""));
    let missing = |names: &str| Err(format!("the operation needs credentials: {names}"));
    assert_eq!(
        carries(BearerOrKey, |b| b).await,
        missing("bearer, or apiKey")
    );
    assert_eq!(
        carries(BearerAndKey, |b| b.api_key("k")).await,
        missing("bearer and apiKey")
    );
}

/// A header that the caller sets himself is the credential that would be in it.
#[tokio::test]
async fn credentials_in_headers_of_ones_own() {
    let seen = carries(BearerOrKey, |b| b.default_header("authorization", "own")).await;
    assert_eq!(seen.unwrap(), "authorization: own");
    let seen = carries(BearerAndKey, |b| {
        b.bearer_auth("t").default_header("X-Api-Key", "own")
    });
    assert_eq!(
        seen.await.unwrap(),
        "authorization: Bearer t; x-api-key: own"
    );
    let seen = carries(BasicOnly, |b| b.default_header("x-api-key", "own")).await;
    assert!(seen.unwrap_err().contains("needs credentials: basic"));
    let (server, client) = serve(ResponseTemplate::new(204)).await;
    let options = rt::CallOptions::new().header("Authorization", "own");
    client.secured(BasicOnly).send_with(options).await.unwrap();
    let request = sent(&server).await.remove(0);
    assert_eq!(request.headers["authorization"], "own");
}

#[tokio::test]
async fn no_value_adds_a_header() {
    let (server, client) = serve(ResponseTemplate::new(200).set_body_json(widget())).await;
    for value in ["a\r\nx-evil: 1", "a\nb", "a\0b", "\u{7f}"] {
        let error = client.get("a").trace(value).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the request cannot be sent: \"x-trace\" has a character that no header can hold"
        );
        let options = rt::CallOptions::new().header("x-own", value);
        assert!(matches!(
            client.get("a").send_with(options).await,
            Err(Error::Request(_))
        ));
        let built = Client::builder().base_url("http://a.example");
        let error = built.default_header("x-own", value).build().unwrap_err();
        assert_eq!(error.to_string(), "the header \"x-own\" cannot be sent");
        let error = Client::builder()
            .base_url("http://a.example")
            .bearer_auth(value)
            .build();
        assert!(matches!(
            error,
            Err(rt::BuildError::Credential { scheme: "bearer" })
        ));
    }
    assert!(sent(&server).await.is_empty());
    client.get("a").taste("a; evil=1, \"é\"%").await.unwrap();
    let request = sent(&server).await.remove(0);
    assert_eq!(
        request.headers["cookie"],
        "taste=a%3B%20evil=1%2C%20%22%C3%A9%22%25"
    );
}

/// A length or an encoding that does not fit lets one request pass for two.
#[tokio::test]
async fn nobody_frames_the_message_but_the_client() {
    let (server, client) = serve(ResponseTemplate::new(200).set_body_json(widget())).await;
    for name in [
        "Content-Length",
        "transfer-encoding",
        "connection",
        "TE",
        "trailer",
        "upgrade",
    ] {
        let said = format!(
            "the request cannot be sent: {name:?} frames the message, which the HTTP client alone does"
        );
        let options = rt::CallOptions::new().header(name, "3");
        let error = client.get("a").send_with(options).await.unwrap_err();
        assert_eq!(error.to_string(), said);
        let mut request = rt::Request::default();
        request.header(name, &"3".to_owned(), Style::SIMPLE);
        let error = Error::<std::convert::Infallible>::from(request.finish().unwrap_err());
        assert_eq!(error.to_string(), said);
        let builder = Client::builder().base_url("http://a.example");
        let refused = builder.default_header(name, "3").build().unwrap_err();
        assert_eq!(
            refused.to_string(),
            format!("the header {name:?} cannot be sent")
        );
    }
    let options = rt::CallOptions::new().header("host", "b.example");
    client.get("a").send_with(options).await.unwrap();
    let request = sent(&server).await.remove(0);
    let hosts = request.headers.get_all("host").iter();
    assert_eq!(hosts.collect::<Vec<_>>(), ["b.example"]);
}

#[tokio::test]
async fn no_value_changes_the_structure_of_the_url() {
    let (server, client) = serve(ResponseTemplate::new(200).set_body_json(widget())).await;
    for value in [
        "../../admin",
        "a/b",
        "a?b#c",
        "%2e%2e",
        "..%2f",
        "é ",
        "a\\b",
        "...",
        "\t\n",
        ";x=1",
        "@h:1",
    ] {
        client
            .get(value)
            .tags(vec!["a&b=c#d".into(), String::new()])
            .await
            .unwrap();
        let url = sent(&server).await.pop().unwrap().url;
        let segments: Vec<_> = url.path_segments().unwrap().collect();
        assert_eq!(
            (segments.len(), segments[0], segments[2]),
            (3, "widgets", "now"),
            "{url}"
        );
        let decoded = percent_encoding::percent_decode_str(segments[1])
            .decode_utf8()
            .unwrap();
        assert_eq!(decoded, value);
        assert_eq!(url.query(), Some("tags=a%26b%3Dc%23d&tags="));
    }
    for value in ["", ".", ".."] {
        let error = client.get(value).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error:?}");
    }
}

#[tokio::test]
async fn secrets_are_nowhere_to_be_seen() {
    const SECRET: &str = "hunter2";
    let hidden = |shown: String| assert!(!shown.contains(SECRET), "{shown}");
    let builder = Client::builder()
        .base_url(format!("http://127.0.0.1:1/{SECRET}"))
        .retry(rt::Retry::none())
        .query_key(SECRET)
        .bearer_auth(SECRET)
        .default_header("x-own", SECRET);
    hidden(format!("{builder:?}"));
    let client = builder.build().unwrap();
    hidden(format!("{client:?}"));
    assert!(format!("{client:?}").contains("\"queryKey\""));
    let call = client.get("a");
    hidden(format!("{call:?}"));
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)));
    hidden(format!("{error:?} {error}"));
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(shown) = cause {
        hidden(format!("{shown:?} {shown}"));
        cause = shown.source();
    }
    let mut body = Widget::new("a", 1);
    body.key = Some(SECRET.into());
    let call = client.create(body);
    hidden(format!("{:?}", call.op));
    hidden(format!("{:?}", call.await.unwrap_err()));
    let url = format!("http://me:{SECRET}@a.example/");
    let error = Client::builder().base_url(url).build().unwrap_err();
    hidden(format!("{error:?} {error}"));
}

#[test]
fn a_user_has_no_colon() {
    let builder = Client::builder().base_url("http://a.example");
    let error = builder.basic_auth("us:er", "hunter2").build().unwrap_err();
    let said = "the user name of basic has a colon, which ends it";
    assert_eq!(error.to_string(), said);
}

#[test]
fn base_urls() {
    let check = |base: &str, expected: Result<&str, &str>| {
        let built = Client::builder().base_url(base).build();
        let seen = built.map(|client| rt::Api::core(&client).base_url().unwrap().to_owned());
        assert_eq!(
            seen.map_err(|error| error.to_string())
                .as_deref()
                .map_err(String::as_str),
            expected,
            "{base}"
        );
    };
    check("https://a.example", Ok("https://a.example"));
    check("https://a.example/v1/", Ok("https://a.example/v1"));
    check("https://a.example/v1/../v2", Ok("https://a.example/v2"));
    check(
        "a.example",
        Err("the base URL cannot be used: relative URL without a base"),
    );
    check(
        "ftp://a.example",
        Err("the base URL cannot be used: its scheme is neither http nor https"),
    );
    check(
        "http://a.example/?q",
        Err("the base URL cannot be used: it has a query or a fragment"),
    );
    check(
        "http://u@a.example/",
        Err("the base URL cannot be used: it has a user name or a password"),
    );
}

#[test]
fn servers_of_the_description() {
    let check = |builder: rt::ClientBuilder<Client>, expected: Result<&str, &str>| {
        let seen = builder
            .build()
            .map(|client| rt::Api::core(&client).base_url().unwrap().to_owned());
        assert_eq!(
            seen.map_err(|e| e.to_string())
                .as_deref()
                .map_err(String::as_str),
            expected
        );
    };
    let build = Client::builder;
    check(
        build(),
        Err(
            "the server \"PUT_YOUR_HOST_HERE\" of the description cannot be used: \
             relative URL without a base; say where with `.base_url(…)`",
        ),
    );
    check(build().server(1), Ok("https://eu.acme.example/v1"));
    check(
        build()
            .server(1)
            .server_variable("region", "us")
            .server_variable("base", "v2"),
        Ok("https://us.acme.example/v2"),
    );
    check(
        build().server(1).server_variable("region", "mars"),
        Err("the server variable region must be one of: eu, us"),
    );
    check(
        build().server(1).server_variable("regoin", "us"),
        Err("no server has the variable \"regoin\"; there are: base, region"),
    );
    check(
        build().server(2),
        Err(
            "the description has only these servers: PUT_YOUR_HOST_HERE, https://{region}.acme.example/{base}",
        ),
    );
}

/// Path and query of a request, as the socket sees them.
fn spelt(fill: impl FnOnce(&mut rt::Request)) -> String {
    let mut request = rt::Request::default();
    fill(&mut request);
    request.finish().unwrap();
    request.target().unwrap()
}

#[test]
fn a_segment_that_leads_elsewhere_names_its_parameter() {
    let mut request = rt::Request::default();
    request.path("/a/");
    request.path_value("first", &"x".to_owned(), Style::SIMPLE);
    request.path("/");
    request.path_value("second", &"..".to_owned(), Style::SIMPLE);
    request.path("/b");
    let error = request.target().unwrap_err().to_string();
    assert_eq!(error, "\"second\" makes the segment `..` of the path");
}

#[test]
fn styles_of_the_path() {
    let check = |value: Value, style, expected: &str| {
        assert_eq!(
            spelt(|r| r.path_value("p", &value, style)),
            format!("/{expected}")
        );
    };
    let list = || json!(["blue", "bl/ck"]);
    let object = || json!({"B": "x y", "R": 100});
    check(json!(5), Style::SIMPLE, "5");
    check(list(), Style::SIMPLE, "blue,bl%2Fck");
    check(object(), Style::SIMPLE, "B,x%20y,R,100");
    check(object(), Style::SIMPLE.exploded(), "B=x%20y,R=100");
    check(list(), Style::LABEL, ".blue,bl%2Fck");
    check(list(), Style::LABEL.exploded(), ".blue.bl%2Fck");
    check(object(), Style::LABEL.exploded(), ".B=x%20y.R=100");
    check(json!(5), Style::MATRIX, ";p=5");
    check(json!(""), Style::MATRIX, ";p");
    check(list(), Style::MATRIX, ";p=blue,bl%2Fck");
    check(list(), Style::MATRIX.exploded(), ";p=blue;p=bl%2Fck");
    check(object(), Style::MATRIX.exploded(), ";B=x%20y;R=100");
    check(json!(["", "b"]), Style::MATRIX.exploded(), ";p;p=b");
    check(json!({"B": "", "R": 1}), Style::MATRIX.exploded(), ";B;R=1");
}

#[test]
fn a_number_that_is_none_cannot_be_written() {
    let mut request = rt::Request::default();
    request.query("num", &f64::NAN, Style::FORM);
    let said = "\"num\" cannot be written: a number that is not finite";
    assert_eq!(request.finish().unwrap_err().to_string(), said);
    let said = "\"body\" cannot be written: a number that is not finite";
    assert_eq!(request.json(&f64::NAN).unwrap_err().to_string(), said);
}

#[test]
fn styles_of_the_query() {
    let check = |value: Value, style, expected: &str| {
        assert_eq!(spelt(|r| r.query("q[]", &value, style)), expected);
    };
    let list = || json!(["a b", "c,d"]);
    let object = || json!({"B": 1, "R": {"x": [1, 2]}});
    check(json!(true), Style::FORM.exploded(), "?q%5B%5D=true");
    check(
        list(),
        Style::FORM.exploded(),
        "?q%5B%5D=a%20b&q%5B%5D=c%2Cd",
    );
    check(list(), Style::FORM, "?q%5B%5D=a%20b,c%2Cd");
    check(list(), Style::SPACE_DELIMITED, "?q%5B%5D=a%20b%20c%2Cd");
    check(list(), Style::PIPE_DELIMITED, "?q%5B%5D=a%20b%7Cc%2Cd");
    check(json!([]), Style::FORM, "");
    check(
        object(),
        Style::FORM.exploded(),
        "?B=1&R=%7B%22x%22%3A%5B1%2C2%5D%7D",
    );
    check(
        object(),
        Style::DEEP_OBJECT.exploded(),
        "?q%5B%5D%5BB%5D=1&q%5B%5D%5BR%5D%5Bx%5D=1&q%5B%5D%5BR%5D%5Bx%5D=2",
    );
    check(
        json!("a/b?c#d&e+f"),
        Style::FORM.reserved(),
        "?q%5B%5D=a/b?c%23d%26e%2Bf",
    );
}

#[tokio::test]
async fn bodies() {
    let mut request = rt::Request::default();
    request
        .form(&json!({"a b": "c&d", "e": [1, 2], "f": {"g": null}}), &[])
        .unwrap();
    let shown = format!("{request:?}");
    assert!(shown.contains("length: Some(42)"), "{shown}");
    assert!(request.form(&json!([]), &[]).is_err());
    assert!(request.text("text/plain\n", "x").is_err());
}

#[test]
fn media_types() {
    for json in [
        "application/json",
        "application/json; charset=utf-8",
        "application/problem+JSON",
        "text/json",
    ] {
        assert!(rt::media::is_json(json), "{json}");
    }
    for other in ["text/plain", "application/jsonl", "json", "+json", ""] {
        assert!(!rt::media::is_json(other), "{other}");
    }
    assert!(rt::media::matches("text/*", "Text/HTML;q=1") && rt::media::matches("*/*", "a/b"));
    assert!(!rt::media::matches("text/*", "application/json"));
}

#[cfg(feature = "tracing")]
#[tokio::test]
async fn a_span_says_what_and_no_value() {
    let (_server, _) = serve(ResponseTemplate::new(503)).await;
    let seen = crate::spans::Spans::default();
    let guard = tracing::subscriber::set_default(seen.clone());
    let client = client(&_server);
    let _ = client.get("hunter2").trace("hunter2").await;
    drop(guard);
    assert_eq!(
        seen.text(),
        "call operation=getWidget method=GET path=/widgets/{id}/now retries=2 status=503"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_one_segment(text in "\\PC{1,20}|[./%\\\\?#;@: \t\r\n]{1,6}") {
        let mut request = rt::Request::default();
        request.path("/a/");
        request.path_value("p", &text, Style::SIMPLE);
        request.finish().unwrap();
        request.path("/b");
        match request.target() {
            Ok(target) => {
                let url = url::Url::parse(&format!("http://h.example{target}")).unwrap();
                let segments: Vec<_> = url.path_segments().unwrap().collect();
                prop_assert_eq!(segments.len(), 3);
                let decoded = percent_encoding::percent_decode_str(segments[1]).decode_utf8();
                prop_assert_eq!(decoded.unwrap(), text);
            }
            Err(_) => prop_assert!(text == "." || text == ".."),
        }
    }
}

#[test]
fn an_operation_shows_what_it_sends() {
    let op = GetWidget {
        id: "7".into(),
        tags: Some(vec!["a".into()]),
        ..GetWidget::default()
    };
    assert_eq!(
        format!("{op:?}"),
        r#"GetWidget { id: "7", tags: ["a"] }"#,
        "what is absent is not sent"
    );
    let op = CreateWidget {
        body: Widget::new("", 1),
    };
    assert!(format!("{op:?}").starts_with("CreateWidget { body: Widget { name: \"\""));
    let violations = rt::Operation::validate(&op).unwrap_err();
    assert_eq!(
        violations.iter().next().map(|found| found.pointer.as_str()),
        Some("/name")
    );
}
