//! What values may be in a URL, and what they may not make of it.

use crate::acme::{Client, Security};
use crate::exchange::{client, sent, serve};
use crate::runtime as rt;
use proptest::prelude::*;
use rt::Style;
use serde_json::json;
use wiremock::ResponseTemplate;

/// Whatever it fills in, with the credentials of all three places that have names.
struct Fill<F>(F);

impl<F: Fn(&mut rt::Request) + Send + Sync> Security for Fill<F> {
    const ALTERNATIVES: &'static [&'static [usize]] = &[&[1, 2, 3], &[]];

    fn fill(&self, request: &mut rt::Request) {
        (self.0)(request);
    }
}

/// The request that a server sees.
async fn seen(fill: impl Fn(&mut rt::Request) + Send + Sync) -> wiremock::Request {
    let (server, client) = serve(ResponseTemplate::new(204)).await;
    client.secured(Fill(fill)).await.unwrap();
    sent(&server).await.remove(0)
}

fn path_of(value: &str) -> Result<String, String> {
    let mut request = rt::Request::default();
    request.path("/files/");
    request.path_value("path", &value.to_owned(), Style::SIMPLE.reserved());
    request.path("/now");
    let finished = request.finish().and_then(|()| request.target());
    finished.map_err(|error| error.to_string())
}

/// RFC 6570, section 3.2.3, but for what would end the path.
#[tokio::test]
async fn a_value_that_spans_segments() {
    let spelt = |value| path_of(value).unwrap();
    assert_eq!(spelt("a/b.txt"), "/files/a/b.txt/now");
    assert_eq!(spelt("/a//b/"), "/files//a//b//now");
    assert_eq!(spelt("a:b@c;d=e,f+g&h"), "/files/a:b@c;d=e,f+g&h/now");
    assert_eq!(
        spelt("a?b#c[d]\\ é"),
        "/files/a%3Fb%23c%5Bd%5D%5C%20%C3%A9/now"
    );
    assert_eq!(spelt("a%2Fb%zz%"), "/files/a%2Fb%25zz%25/now");
    for value in ["..", "a/../b", "a/..", "./a", "%2e%2E/a", "a/.%2e"] {
        let error = path_of(value).unwrap_err();
        assert!(error.starts_with("\"path\" makes the segment `"), "{error}");
    }
    let request = seen(|request| {
        request.path("/");
        request.path_value("path", &"a/b%2Fc?d".to_owned(), Style::SIMPLE.reserved());
    });
    assert_eq!(request.await.url.path(), "/secured/a/b%2Fc%3Fd");
    let mut request = rt::Request::default();
    request.path("/");
    request.path_value(
        "list",
        &json!(["a/b", "c"]),
        Style::LABEL.reserved().exploded(),
    );
    assert_eq!(request.target().unwrap(), "/.a/b.c");
}

#[tokio::test]
async fn reserved_characters_of_a_query() {
    let request = seen(|request| {
        let style = Style::FORM.exploded().reserved();
        request.query("q", &"a/b?%2F%zz%&=+#%4".to_owned(), style);
        request.cookie("c", &"%2F%zz;".to_owned(), style);
    });
    let request = request.await;
    assert_eq!(request.url.query(), Some("q=a/b?%2F%25zz%25%26=%2B%23%254"));
    assert_eq!(request.headers["cookie"], "c=%2F%25zz%3B");
}

/// Parts are not encoded, so there is nothing that is encoded already.
#[tokio::test]
async fn a_part_is_sent_as_it_is() {
    let request = seen(|request| {
        let mut form = rt::Multipart::default();
        let spelt = rt::Spelt::Style(Style::FORM.reserved());
        form.value("a", &json!("%41/%"), spelt).unwrap();
        request.multipart("multipart/form-data", &form).unwrap();
    });
    let body = String::from_utf8(request.await.body).unwrap();
    assert!(body.contains("%41/%\r\n"), "{body}");
}

/// What the description says of a path and its query is encoded where it is not.
#[tokio::test]
async fn fixed_parts() {
    let request = seen(|request| request.path("/a b/%2F/100%/x?"));
    assert_eq!(request.await.url.path(), "/secured/a%20b/%2F/100%25/x%3F");
    let request = seen(|request| request.fixed("a[b]", "c%20d+e f"));
    assert_eq!(request.await.url.query(), Some("a%5Bb%5D=c%20d+e%20f"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_stays_within_the_path(text in "\\PC{1,20}|[./%2eE\\\\?#;@: \t\r\n]{1,8}") {
        let Ok(target) = path_of(&text) else {
            let stays = |part: &str| !matches!(part.to_lowercase().replace("%2e", ".").as_str(), "." | "..");
            prop_assert!(!text.split('/').all(stays), "{}", text);
            return Ok(());
        };
        let url = url::Url::parse(&format!("http://h.example{target}")).unwrap();
        prop_assert_eq!(url.path(), &target);
        prop_assert!(url.path().starts_with("/files/") && url.path().ends_with("/now"));
        let slashes = |text: &str| text.matches('/').count();
        prop_assert_eq!(slashes(url.path()), slashes(&text) + 3);
    }
}

/// A credential takes the place of a parameter of its name, wherever that stands.
#[tokio::test]
async fn a_credential_is_sent_once() {
    let (server, _) = serve(ResponseTemplate::new(204)).await;
    let builder = Client::builder().base_url(server.uri());
    let builder = builder.api_key("k1").query_key("k2").session("k3");
    let fill = |request: &mut rt::Request| {
        let text = |text: &str| text.to_owned();
        for name in ["key", "x"] {
            request.query(name, &text("own"), Style::FORM.exploded());
        }
        request.header("x-api-key", &text("own"), Style::SIMPLE);
        for name in ["sid", "x"] {
            request.cookie(name, &text("own"), Style::FORM.exploded());
        }
    };
    let with = builder.build().unwrap();
    for (client, headers, query, cookie) in [
        (with, "k1", "x=own&key=k2", "x=own; sid=k3"),
        (client(&server), "own", "key=own&x=own", "sid=own; x=own"),
    ] {
        client.secured(Fill(fill)).await.unwrap();
        let request = sent(&server).await.pop().unwrap();
        let given = request.headers.get_all("x-api-key").iter();
        assert_eq!(given.collect::<Vec<_>>(), [headers]);
        assert_eq!(request.url.query(), Some(query));
        assert_eq!(request.headers["cookie"], cookie);
    }
}
