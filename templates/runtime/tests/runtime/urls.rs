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

/// An API with a server for each way to write one; the variables of each are `x` and `y`.
struct Places(rt::Core);

macro_rules! places {
    ($($url:literal $x:literal $y:literal;)*) => {
        impl rt::Api for Places {
            const NAME: &'static str = "Places";
            const USER_AGENT: &'static str = "places/1";
            const SERVER_VARIABLES: &'static [&'static str] = &["x", "y"];
            const SCHEMES: &'static [rt::Scheme] = &[];
            const SERVERS: &'static [rt::Server] = &[$(rt::Server {
                url: $url,
                variables: &[
                    rt::ServerVariable { name: "x", default: $x, values: &[] },
                    rt::ServerVariable { name: "y", default: $y, values: &["y", "/y/../{x}"] },
                ],
            }),*];

            fn from_core(core: rt::Core) -> Self {
                Self(core)
            }

            fn core(&self) -> &rt::Core {
                &self.0
            }
        }
    };
}

places! {
    "https://{x}.acme.example/{y}" "{x}" "y";
    "https://{x}/v1" "localhost:80" "y";
    "http://{x}:{y}" "localhost" "81";
    "http://localhost:{x}" "80" "y";
    "https://acme.example{x}" "/v1" "y";
    "https://acme.example{x}/v1" "" "y";
    "https://acme.example/{x}/v1" "v1" "y";
    "{x}" "none" "y";
    "{x}/v1" "https://acme.example" "y";
    "{x}.acme.example" "https://t" "y";
    "{x}://acme.example" "https" "y";
    "http{x}://acme.example" "s" "y";
    "https://{y}{x}.acme.example/{z}" "a" "y";
    "{x}://{y}/v1" "https" "acme.example";
    "https://api.acme.example{x}" "" "y";
    "https://acme.example{x}/v2" ":443" "y";
}

/// The base URL that a value of `x` makes of a server.
fn based(url: &str, x: Option<&str>, y: Option<&str>) -> Result<String, String> {
    let servers = <Places as rt::Api>::SERVERS;
    let index = servers.iter().position(|server| server.url == url).unwrap();
    let mut builder = rt::ClientBuilder::<Places>::new().server(index);
    for (name, value) in [("x", x), ("y", y)] {
        if let Some(value) = value {
            builder = builder.server_variable(name, "replaced by the next");
            builder = builder.server_variable(name, value);
        }
    }
    let client = builder.build().map_err(|error| error.to_string())?;
    Ok(rt::Api::core(&client).base_url().unwrap().to_owned())
}

#[test]
fn a_variable_of_a_server_keeps_to_its_place() {
    for (url, x, expected) in [
        (
            "https://{x}.acme.example/{y}",
            "a.b",
            "https://a.b.acme.example/y",
        ),
        ("https://{x}/v1", "[::1]:8080", "https://[::1]:8080/v1"),
        ("http://{x}:{y}", "[::1]", "http://[::1]:81"),
        ("http://localhost:{x}", "8080", "http://localhost:8080"),
        (
            "https://acme.example{x}",
            "/a/b c@:",
            "https://acme.example/a/b%20c@:",
        ),
        ("https://acme.example{x}", "", "https://acme.example"),
        (
            "https://acme.example{x}/v1",
            "/a",
            "https://acme.example/a/v1",
        ),
        (
            "https://acme.example{x}/v2",
            ":444",
            "https://acme.example:444/v2",
        ),
        (
            "https://acme.example/{x}/v1",
            "a/b:{é}",
            "https://acme.example/a/b:%7B%C3%A9%7D/v1",
        ),
        ("{x}", "http://h.example/v1", "http://h.example/v1"),
        ("{x}/v1", "http://h.example:80/a", "http://h.example/a/v1"),
        ("{x}.acme.example", "http://a", "http://a.acme.example"),
        ("{x}://acme.example", "http", "http://acme.example"),
        ("http{x}://acme.example", "", "http://acme.example"),
    ] {
        assert_eq!(
            based(url, Some(x), None).as_deref(),
            Ok(expected),
            "{url} {x}"
        );
    }
    for (url, x, wrong) in [
        ("https://{x}.acme.example/{y}", "evil.example/", "/"),
        ("https://{x}.acme.example/{y}", "evil.example\\", "\\\\"),
        ("https://{x}.acme.example/{y}", "evil.example?", "?"),
        ("https://{x}.acme.example/{y}", "evil.example#", "#"),
        ("https://{x}.acme.example/{y}", "evil.example:80", ":"),
        ("https://{x}.acme.example/{y}", "me@evil", "@"),
        ("https://{x}.acme.example/{y}", "{y}", "{"),
        ("https://{x}.acme.example/{y}", "a b", " "),
        ("https://{x}.acme.example/{y}", "a\tb", "\\t"),
        ("https://{x}/v1", "", ""),
        ("https://{x}/v1", "me@h", "@"),
        ("https://{x}/v1", "https://h", "/"),
        ("http://{x}:{y}", "", ""),
        ("http://localhost:{x}", "80@evil", "@"),
        ("http://localhost:{x}", "80/v2", "/"),
        ("https://acme.example{x}", ".evil.example/", "."),
        ("https://acme.example{x}", "@evil.example/", "@"),
        ("https://acme.example{x}", "/a/..", ".."),
        ("https://acme.example{x}/v1", "/a?b", "?"),
        ("https://acme.example{x}/v1", ":80/", ":"),
        ("https://acme.example/{x}/v1", "%2E.", "%2E."),
        ("https://acme.example/{x}/v1", ".\t.", "\\t"),
        ("https://acme.example/{x}/v1", "a#", "#"),
        ("{x}.acme.example", "https://evil.example/", "/"),
        ("{x}://acme.example", "https:evil.example", ":"),
        ("http{x}://acme.example", "://evil.example/?", ":"),
        ("{x}://acme.example", "https://evil.example", ":"),
        ("{x}://acme.example", "https:", ":"),
        ("{x}://{y}/v1", "https://evil.example", ":"),
        ("https://api.acme.example{x}", ".evil.example", "."),
        ("https://api.acme.example{x}", "-evil.example/x", "-"),
        ("https://api.acme.example{x}", ":8443", ":"),
        ("https://acme.example{x}/v1", ".net", "."),
        ("https://acme.example{x}/v2", "80", "8"),
        ("https://acme.example{x}/v2", ":80.evil.example", "."),
    ] {
        let said = format!(
            "the server {url:?} of the description cannot be used: its variable x cannot have \"{wrong}\" there; \
             say where with `.base_url(…)`"
        );
        assert_eq!(based(url, Some(x), None), Err(said), "{url} {x}");
    }
    for (url, x) in [
        ("https://{x}.acme.example/{y}", ""),
        ("https://{x}.acme.example/{y}", "a."),
        ("https://{x}/v1", ".a"),
        ("{x}.acme.example", "https://"),
    ] {
        let refused = based(url, Some(x), None).unwrap_err();
        assert!(refused.contains("its host has an empty label"), "{refused}");
    }
    for x in ["evil.example%2F", "evil%40", "evil\u{ff0f}"] {
        let refused = based("https://{x}.acme.example/{y}", Some(x), None).unwrap_err();
        assert!(
            refused.contains("invalid international domain name"),
            "{refused}"
        );
    }
}

/// What the description says itself is taken as it is, and once.
#[test]
fn a_variable_of_a_server_brings_in_no_other() {
    assert_eq!(
        based("http://{x}:{y}", None, None).unwrap(),
        "http://localhost:81"
    );
    let url = "https://{y}{x}.acme.example/{z}";
    let expected = "https://ya.acme.example/%7Bz%7D";
    assert_eq!(based(url, None, None).as_deref(), Ok(expected));
    let url = "https://acme.example{x}/v1";
    let known = based("https://{x}.acme.example/{y}", Some("a"), Some("/y/../{x}"));
    assert_eq!(known.unwrap(), "https://a.acme.example//%7Bx%7D");
    assert!(
        based(url, None, Some("other")).is_ok(),
        "it is not in this URL"
    );
    let refused = based("http://{x}:{y}", None, Some("82")).unwrap_err();
    assert_eq!(
        refused,
        "the server variable y must be one of: y, /y/../{x}"
    );
}
