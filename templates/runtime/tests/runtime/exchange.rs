//! Calls over a real socket: what goes out and what comes back.

use crate::acme::{AnyOther, Client, CreateError, Documented, Problem};
use crate::runtime as rt;
use crate::sample::Widget;
use rt::Error;
use serde_json::json;
use std::time::Duration;
use wiremock::matchers::{any, body_json, header, headers, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub fn widget() -> serde_json::Value {
    json!({"name": "a", "size": 1, "owner": null})
}

/// A server that answers everything so, and a client of it.
pub async fn serve(answer: ResponseTemplate) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let client = client(&server);
    (server, client)
}

pub fn client(server: &MockServer) -> Client {
    let retry = rt::Retry::default().base(Duration::from_millis(1));
    Client::builder()
        .base_url(server.uri())
        .retry(retry)
        .build()
        .unwrap()
}

pub async fn sent(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

#[tokio::test]
async fn success() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/base/widgets"))
        .and(header("content-type", "application/json"))
        .and(headers("accept", vec!["application/json", "text/plain"]))
        .and(header("user-agent", "acme/1.0"))
        .and(header("x-default", "d"))
        .and(header("x-call", "c"))
        .and(body_json(widget()))
        .respond_with(ResponseTemplate::new(201).set_body_json(widget()))
        .mount(&server)
        .await;
    for base in ["/base", "/base/"] {
        let base = format!("{}{base}", server.uri());
        let client = Client::builder()
            .base_url(base)
            .default_header("x-default", "d")
            .build()
            .unwrap();
        let options = rt::CallOptions::new().header("x-call", "c");
        let made = client
            .create(Widget::new("a", 1))
            .send_with(options)
            .await
            .unwrap();
        assert_eq!(made, Widget::new("a", 1));
    }
}

#[tokio::test]
async fn a_documented_error_is_typed_by_status_and_media_type() {
    let check = async |answer: ResponseTemplate, expected: Problem| {
        let (_server, client) = serve(answer.insert_header("x-id", "7")).await;
        match client.create(Widget::new("a", 1)).await {
            Err(Error::Api(CreateError::BadRequest(failure))) => {
                assert_eq!(failure.status, 400);
                assert_eq!(failure.headers["x-id"], "7");
                assert_eq!(failure.body, expected);
            }
            other => panic!("{other:?}"),
        }
    };
    let answer = || ResponseTemplate::new(400);
    check(
        answer().set_body_json(json!({"e": 1})),
        Problem::Json(json!({"e": 1})),
    )
    .await;
    check(
        answer().set_body_raw("null", "application/problem+json"),
        Problem::Json(json!(null)),
    )
    .await;
    check(
        answer().set_body_raw("no", "text/plain; charset=utf-8"),
        Problem::Text("no".into()),
    )
    .await;
    check(
        answer().set_body_raw("<p>", "text/html"),
        Problem::Other("<p>".into()),
    )
    .await;
    check(answer(), Problem::Text(String::new())).await;
}

#[tokio::test]
async fn an_undocumented_status_is_kept_whole() {
    let answer = ResponseTemplate::new(418)
        .set_body_string("tea: hunter2")
        .insert_header("x-id", "7");
    let (_server, client) = serve(answer).await;
    let error = client.create(Widget::new("a", 1)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the answer is not documented: 418 I'm a teapot (text/plain, 12 bytes)"
    );
    assert!(!format!("{error:?}").contains("hunter2"));
    let Error::Unexpected(raw) = error else {
        panic!()
    };
    assert_eq!(
        (raw.status.as_u16(), raw.text().as_ref()),
        (418, "tea: hunter2")
    );
    assert_eq!(raw.headers["x-id"], "7");
}

#[tokio::test]
async fn an_error_says_its_status_headers_and_what_the_server_said() {
    let said = async |body: &str| {
        let answer = ResponseTemplate::new(403).insert_header("x-id", "7");
        let (_server, client) = serve(answer.set_body_raw(body, "application/json")).await;
        let error = client.create(Widget::new("a", 1)).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
        assert_eq!(error.headers().unwrap()["x-id"], "7");
        error.to_string()
    };
    let plain = "the server refused: 403 Forbidden";
    assert_eq!(said("{}").await, plain);
    let body = r#"{"message": "not\nyours", "key": "hunter2"}"#;
    assert_eq!(said(body).await, format!(r#"{plain}: "not\nyours""#));
    let body = r#"{"error": {"message": "not yours", "code": 1}}"#;
    assert_eq!(said(body).await, format!("{plain}: \"not yours\""));
}

/// What a proxy sends where the description has JSON.
#[tokio::test]
async fn a_page_where_json_should_be_is_unexpected() {
    let page = "<html><Title>\n Be back soon </Title><p>hunter2</html>";
    let answer = ResponseTemplate::new(403).set_body_raw(page, "text/html");
    let (_server, client) = serve(answer).await;
    let error = client.create(Widget::new("a", 1)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the answer is not documented: 403 Forbidden (text/html, 53 bytes): \"Be back soon\""
    );
    let Error::Unexpected(raw) = error else {
        panic!()
    };
    assert_eq!(raw.text(), page);
    // JSON by another name is read.
    let answer = ResponseTemplate::new(200)
        .set_body_raw(r#"{"name":"a","size":1,"owner":null}"#, "text/plain");
    let (_server, client) = serve(answer).await;
    assert!(client.create(Widget::new("a", 1)).await.is_ok());
}

/// `default` documents what is no success; another success than the documented one is not that.
#[tokio::test]
async fn a_success_that_is_not_documented_is_no_failure_that_is() {
    let sent = async |status: u16| {
        let answer = ResponseTemplate::new(status).set_body_json(widget());
        let (_server, client) = serve(answer).await;
        let op = Documented;
        rt::Call::new(rt::Api::core(&client), op).await
    };
    assert!(sent(200).await.is_ok());
    assert!(matches!(sent(203).await, Err(Error::Unexpected(_))));
    assert!(matches!(
        sent(404).await,
        Err(Error::Api(AnyOther::Default(failure))) if failure.status == 404
    ));
}

#[tokio::test]
async fn a_failed_connection_says_why_once() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:1/")
        .retry(rt::Retry::none())
        .build()
        .unwrap();
    let error = client.get("a").await.unwrap_err();
    let said = error.to_string();
    assert!(
        said.starts_with("the connection failed: Connection refused"),
        "{said}"
    );
    assert!(std::error::Error::source(&error).is_none());
    assert!(error.status().is_none() && error.headers().is_none());
}

/// An address for documentation (RFC 5737): nobody answers, or no network leads there.
#[tokio::test]
async fn too_late_to_connect_is_unsent() {
    let client = Client::builder()
        .base_url("http://192.0.2.1/")
        .connect_timeout(Duration::from_millis(50))
        .retry(rt::Retry::none())
        .build()
        .unwrap();
    let error = client.get("a").await.unwrap_err();
    assert!(
        error.is_unsent() && matches!(error, Error::Transport(_)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_malformed_body_says_where() {
    let check = async |status, body: &str, pointer: &str, line, shown: &str| {
        let (_server, client) =
            serve(ResponseTemplate::new(status).set_body_raw(body, "application/json")).await;
        let Err(Error::Decode(error)) = client.create(Widget::new("a", 1)).await else {
            panic!()
        };
        assert_eq!(
            (error.pointer.as_str(), error.line),
            (pointer, line),
            "{error}"
        );
        assert_eq!(error.response.body, body.as_bytes());
        assert!(error.to_string().contains(shown), "{error}");
    };
    let text = "{\"name\":\"a\",\n\"size\":\"big\"}";
    let shown =
        "cannot be read at /size (line 2, column 12): invalid type: string, expected an integer";
    check(200, text, "/size", 2, shown).await;
    check(200, "<html>", "", 1, "expected value").await;
    let shown =
        "the body of the reply (200 OK) cannot be read: it is empty, where JSON is expected";
    check(200, "", "", 0, shown).await;
    check(
        403,
        " \n",
        "",
        0,
        "(403 Forbidden) cannot be read: it is empty",
    )
    .await;
    check(200, r#"{"name":"a"} x"#, "", 1, "missing field `size`").await;
    check(403, "[1", "", 1, "(403 Forbidden)").await;
}

/// Text is read as UTF-8, whatever it says to be; where it is not, what it says helps.
#[tokio::test]
async fn a_text_of_another_charset() {
    let (_server, client) = serve(
        ResponseTemplate::new(400).set_body_raw(&b"caf\xe9"[..], "text/plain; Charset=ISO-8859-1"),
    )
    .await;
    let error = client.create(Widget::new("a", 1)).await.unwrap_err();
    let said = error.to_string();
    assert!(said.ends_with("; it says to be \"ISO-8859-1\""), "{said}");
}

#[tokio::test]
async fn strict_reading_validates() {
    let body = json!({"name": "", "size": 1, "owner": null});
    let (_server, client) = serve(ResponseTemplate::new(200).set_body_json(body)).await;
    assert!(client.create(Widget::new("a", 1)).await.is_ok());
    let strict = rt::CallOptions::new().strictness(rt::Strictness::Strict);
    let Err(Error::Decode(error)) = client.create(Widget::new("a", 1)).send_with(strict).await
    else {
        panic!()
    };
    assert_eq!(
        (error.pointer.as_str(), error.violations.unwrap().len()),
        ("/name", 1)
    );
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_not_taken() {
    let (_server, client) =
        serve(ResponseTemplate::new(200).set_body_string("x".repeat(100))).await;
    let options = rt::CallOptions::new().max_response_bytes(99);
    let error = client
        .create(Widget::new("a", 1))
        .send_with(options)
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::TooLarge { limit: 99, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_slow_server() {
    let answer = ResponseTemplate::new(200).set_delay(Duration::from_secs(5));
    let (server, client) = serve(answer).await;
    let options = rt::CallOptions::new().timeout(Duration::from_millis(50));
    let error = client.get("a").send_with(options).await.unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
    assert_eq!(sent(&server).await.len(), 1);
}

/// The time is one for an attempt, whatever it goes through.
#[tokio::test]
async fn a_slow_server_that_leads_on() {
    let answer = ResponseTemplate::new(302)
        .insert_header("location", "/widgets/a/now")
        .set_delay(Duration::from_millis(200));
    let (server, client) = serve(answer).await;
    let options = || rt::CallOptions::new().timeout(Duration::from_millis(500));
    let error = client.get("a").send_with(options()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
    let error = client.get("a").send_download(options()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
    assert!(sent(&server).await.len() <= 6);
}

#[tokio::test]
async fn an_invalid_request_is_never_sent() {
    let (server, client) = serve(ResponseTemplate::new(201).set_body_json(widget())).await;
    let error = client.create(Widget::new("", -1)).await.unwrap_err();
    assert!(error.is_unsent());
    let Error::Invalid(violations) = error else {
        panic!()
    };
    assert_eq!(violations.len(), 2);
    assert!(sent(&server).await.is_empty());
    let unchecked = rt::CallOptions::new().skip_validation();
    assert!(
        client
            .create(Widget::new("", -1))
            .send_with(unchecked)
            .await
            .is_ok()
    );
}

#[cfg(feature = "blocking")]
#[test]
fn blocking() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (server, client) =
        runtime.block_on(serve(ResponseTemplate::new(200).set_body_json(widget())));
    for _ in 0..2 {
        assert_eq!(
            client.get("a").send_blocking().unwrap(),
            Widget::new("a", 1)
        );
    }
    runtime.block_on(async {
        assert!(client.get("a").await.is_ok());
        // It holds up a thread, whichever that is; the budget of a task does not run out.
        let own = client.clone();
        let blocks = move || own.get("a").send_blocking().map(drop);
        assert!(tokio::task::spawn_blocking(blocks).await.unwrap().is_ok());
        let own = client.clone();
        let task = async move { (0..200).all(|_| own.get("a").send_blocking().is_ok()) };
        assert!(tokio::spawn(task).await.unwrap());
        assert!(client.get("a").send_blocking().is_ok());
        // The runtime of the client must not panic when it goes here.
        drop(client);
    });
    drop(server);
}
