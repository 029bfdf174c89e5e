//! What only one of the APIs has.

use crate::subjects::SECRET;
use generated::runtime::{self as rt, BuildError, Error, Maybe, Retry, Validate};
use generated::{braintrust, composio, everruns, gaia, portkey};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

/// A server that takes everything, and never answers what anybody expects.
async fn teapot() -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(418))
        .mount(&server)
        .await;
    server
}

/// What the server got last.
async fn last(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.expect("recorded");
    requests.pop().expect("a request")
}

/// The pointers and keywords of what is wrong.
fn wrong(value: &impl Validate) -> Vec<(String, &'static str)> {
    match value.validate() {
        Ok(()) => Vec::new(),
        Err(violations) => violations
            .iter()
            .map(|violation| (violation.pointer.clone(), violation.keyword))
            .collect(),
    }
}

#[test]
fn a_base_url_is_needed_where_the_description_names_none() {
    let wanted =
        |api| format!("the description of {api} names no server; say where with `.base_url(…)`");
    let error = everruns::Client::builder()
        .build()
        .expect_err("no base URL");
    assert!(matches!(error, BuildError::NoBaseUrl { .. }));
    assert_eq!(error.to_string(), wanted("Everruns API"));
    let error = gaia::Client::builder()
        .bearer_auth("t")
        .build()
        .expect_err("no base URL");
    assert_eq!(error.to_string(), wanted("GAIA API"));
    let base = |client: &dyn Fn() -> Option<String>| client();
    let braintrust = braintrust::Client::builder().build().expect("a client");
    let portkey = portkey::Client::builder().build().expect("a client");
    let composio = composio::Client::builder().build().expect("a client");
    for (found, wanted) in [
        (
            base(&|| rt::Api::core(&braintrust).base_url().map(str::to_owned)),
            "https://api.braintrust.dev",
        ),
        (
            base(&|| rt::Api::core(&portkey).base_url().map(str::to_owned)),
            "https://api.portkey.ai/v1",
        ),
        (
            base(&|| rt::Api::core(&composio).base_url().map(str::to_owned)),
            "https://backend.composio.dev",
        ),
    ] {
        assert_eq!(found.expect("a base URL").trim_end_matches('/'), wanted);
    }
}

#[tokio::test]
async fn of_two_alternatives_one_is_sent() {
    let server = teapot().await;
    let both =
        |builder: composio::ClientBuilder| builder.api_key_auth("one").user_api_key_auth("two");
    let one = |builder: composio::ClientBuilder| builder.api_key_auth("one");
    let two = |builder: composio::ClientBuilder| builder.user_api_key_auth("two");
    type Set = fn(composio::ClientBuilder) -> composio::ClientBuilder;
    let cases: [(Set, Option<&str>, Option<&str>); 3] = [
        (both, Some("one"), None),
        (one, Some("one"), None),
        (two, None, Some("two")),
    ];
    for (set, key, user_key) in cases {
        let client = set(composio::Client::builder()).base_url(server.uri());
        let client = client.build().expect("a client");
        let body = composio::types::CreateMcpServer::new("Acme", vec![]);
        let result = client.mcp_servers().create(body).await;
        assert!(matches!(result, Err(Error::Unexpected(_))), "{result:?}");
        let request = last(&server).await;
        let header = |name: &str| {
            request
                .headers
                .get(name)
                .map(|value| value.to_str().expect("text"))
        };
        assert_eq!(
            (header("x-api-key"), header("x-user-api-key")),
            (key, user_key)
        );
    }
}

#[tokio::test]
async fn a_path_of_the_base_url_is_kept() {
    let server = teapot().await;
    for tail in ["/v1", "/v1/"] {
        let client = portkey::Client::builder()
            .base_url(server.uri() + tail)
            .api_key("k");
        let client = client.build().expect("a client");
        let body = portkey::types::CreateMcpServer::new("docs", "acme");
        let _ = client.mcp_servers().create(body).await;
        assert_eq!(last(&server).await.url.path(), "/v1/mcp-servers");
    }
}

#[tokio::test]
async fn a_description_is_absent_null_or_text() {
    let server = teapot().await;
    let client = braintrust::Client::builder().base_url(server.uri());
    let client = client.retry(Retry::none()).build().expect("a client");
    let body = braintrust::types::CreateMcpServer::new(Default::default(), "docs", "u");
    for (body, wanted) in [
        (body.clone(), None),
        (
            body.clone().with_description(Maybe::Null),
            Some(Value::Null),
        ),
        (
            body.clone().with_description("Widgets"),
            Some(json!("Widgets")),
        ),
        (body.with_description(Maybe::Absent), None),
    ] {
        let result = client.mcp_servers().create(body).await;
        assert!(matches!(result, Err(Error::Unexpected(_))), "{result:?}");
        let sent: Value = last(&server).await.body_json().expect("JSON");
        assert_eq!(sent.get("description"), wanted.as_ref());
    }
}

#[test]
fn the_transport_decides_what_is_needed() {
    use gaia::types::{CreateMcpServer, TransportType};
    let with = |transport| CreateMcpServer::new("p", "docs", transport);
    let url = |body: CreateMcpServer| body.with_url("https://mcp.acme.example");
    let missing = |field: &str| vec![(format!("/{field}"), "required")];
    let cases = [
        (with(TransportType::Stdio), missing("command")),
        (url(with(TransportType::Stdio)), missing("command")),
        (with(TransportType::Stdio).with_command("w"), vec![]),
        (with(TransportType::Http), missing("url")),
        (with(TransportType::Http).with_command("w"), missing("url")),
        (url(with(TransportType::Http)), vec![]),
        (with(TransportType::Sse), missing("url")),
        (url(with(TransportType::Sse)), vec![]),
    ];
    for (body, wanted) in cases {
        assert_eq!(wrong(&body), wanted, "{body:?}");
        assert_eq!(body.is_valid(), wanted.is_empty(), "{body:?}");
    }
}

#[test]
fn defaults_are_read_and_never_sent() {
    use gaia::types::{ConnectionType, CreateMcpServer, TransportType};
    let body = CreateMcpServer::new("p", "docs", TransportType::Http);
    assert_eq!(body.connection_type_or_default(), ConnectionType::Proxy);
    assert_eq!(body.proxy_auth_header_or_default(), "Authorization");
    let sent = rt::to_value(&body).expect("JSON");
    assert_eq!(
        sent,
        json!({"projectId": "p", "name": "docs", "transportType": "http"})
    );
    let body = body
        .with_connection_type(ConnectionType::Direct)
        .with_proxy_auth_header("x");
    assert_eq!(body.connection_type_or_default(), ConnectionType::Direct);
    assert_eq!(body.proxy_auth_header_or_default(), "x");
}

#[test]
fn names_have_their_limits() {
    let long = "n".repeat(30);
    let longer = "n".repeat(31);
    let composio: [(&str, &[&str]); 8] = [
        ("abcd", &[]),
        ("Ab 1-", &[]),
        (&long, &[]),
        ("abc", &["minLength"]),
        (&longer, &["maxLength"]),
        ("a_bc", &["pattern"]),
        ("abcé", &["pattern"]),
        ("", &["minLength"]),
    ];
    for (name, wanted) in composio {
        let body = composio::types::CreateMcpServer::new(name, vec![]);
        let wanted: Vec<_> = wanted
            .iter()
            .map(|keyword| ("/name".to_owned(), *keyword))
            .collect();
        assert_eq!(wrong(&body), wanted, "{name:?}");
    }
    // Characters count, not bytes.
    let name = |length: usize| portkey::types::CreateMcpServer::new("é".repeat(length), "acme");
    let only = |pointer: &str, keyword| vec![(pointer.to_owned(), keyword)];
    assert_eq!(wrong(&name(1)), vec![]);
    assert_eq!(wrong(&name(255)), vec![]);
    assert_eq!(wrong(&name(0)), only("/name", "minLength"));
    assert_eq!(wrong(&name(256)), only("/name", "maxLength"));
    let described = |length: usize| name(1).with_description("é".repeat(length));
    assert_eq!(wrong(&described(500)), vec![]);
    assert_eq!(wrong(&described(501)), only("/description", "maxLength"));
    assert_eq!(wrong(&name(1).with_description(Maybe::Null)), vec![]);
    for (slug, wanted) in [
        ("a_-", None),
        ("ab", Some("minLength")),
        ("a b", Some("pattern")),
        (&"s".repeat(51), Some("maxLength")),
    ] {
        let wanted: Vec<_> = wanted
            .map(|keyword| ("/slug".to_owned(), keyword))
            .into_iter()
            .collect();
        assert_eq!(wrong(&name(1).with_slug(slug)), wanted, "{slug}");
    }
    // The page says UUID and also slug.
    assert_eq!(wrong(&name(1).with_workspace_id("acme-main")), vec![]);
}

#[test]
fn values_that_are_not_listed_are_read_and_written_and_not_sent() {
    use everruns::types::{CreateMcpServer, McpServer, Status, TransportType};
    let value = json!({
        "api_key_set": false, "created_at": "2025-01-02T03:04:05Z", "id": "1", "name": "docs",
        "status": "asleep", "transport_type": "pigeon", "updated_at": "2025-01-02T03:04:05Z", "url": "u",
    });
    let server: McpServer = rt::from_value(value.clone()).expect("readable");
    assert_eq!(server.status, Status::Unknown("asleep".into()));
    assert_eq!(
        server.transport_type,
        TransportType::Unknown("pigeon".into())
    );
    assert_eq!(rt::to_value(&server).expect("JSON"), value);
    let body = CreateMcpServer::new("docs", "u").with_transport_type(server.transport_type);
    assert_eq!(wrong(&body), [("/transport_type".to_owned(), "enum")]);
    use gaia::types::{ConnectionType, TransportType as Gaia};
    let body = gaia::types::CreateMcpServer::new("p", "n", Gaia::Unknown("x".into()));
    let body = body
        .with_url("u")
        .with_connection_type(ConnectionType::Unknown(String::new()));
    let unknown = |field: &str| (format!("/{field}"), "enum");
    assert_eq!(
        wrong(&body),
        [unknown("transportType"), unknown("connectionType")]
    );
}

#[test]
fn secrets_are_written_and_not_shown() {
    let map = || BTreeMap::from([("k".to_owned(), rt::Secret::from(SECRET))]);
    let everruns = everruns::types::CreateMcpServer::new("docs", "u")
        .with_api_key(SECRET)
        .with_headers(map());
    let gaia = gaia::types::CreateMcpServer::new("p", "docs", gaia::types::TransportType::Http)
        .with_env(map())
        .with_custom_headers(vec![map()])
        .with_oauth_client_secret(SECRET)
        .with_proxy_auth_token(SECRET);
    let shown = format!(
        "{everruns:?} {everruns:#?} {gaia:?} {gaia:#?} {:?}",
        gaia.validate()
    );
    assert!(!shown.contains(SECRET), "{shown}");
    let written = |value: Value| value.to_string().matches(SECRET).count();
    assert_eq!(written(rt::to_value(&everruns).expect("JSON")), 2);
    assert_eq!(written(rt::to_value(&gaia).expect("JSON")), 4);
}

#[test]
fn a_credential_that_no_header_can_hold_is_not_shown() {
    let error = portkey::Client::builder()
        .api_key("hush-hush\r\nx-evil: 1")
        .build();
    let error = error.expect_err("a line break");
    assert!(matches!(
        error,
        BuildError::Credential {
            scheme: "Portkey-Key"
        }
    ));
    assert!(!format!("{error} {error:?}").contains(SECRET));
}
