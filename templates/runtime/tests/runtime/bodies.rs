//! Forms, parts, streams: what a request can carry beside JSON.

use crate::acme::Client;
use crate::exchange::{sent, serve, widget};
use crate::runtime as rt;
use rt::{BuildRequestError, Error, Multipart, Request, Spelt, Style, Upload};
use serde_json::{Value, json};
use std::io::Read;
use wiremock::ResponseTemplate;

/// An operation that is nothing but its body.
struct Sends<F>(F);

impl<F: Fn(&mut Request) -> Result<(), BuildRequestError>> std::fmt::Debug for Sends<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        rt::show_operation(self, "Sends", f)
    }
}

impl<F: Fn(&mut Request) -> Result<(), BuildRequestError>> rt::Operation for Sends<F> {
    type Output = ();
    type Success = rt::Empty<204>;
    type Error = std::convert::Infallible;

    const ID: &'static str = "sends";
    const METHOD: &'static str = "QUERY";
    const PATH: &'static str = "/sends";
    const SECURITY: &'static [&'static [usize]] = &[];

    fn visit<V: rt::Visit>(&self, to: V) -> V {
        to.literal("/sends")
    }

    fn body(&self, request: &mut Request) -> Result<(), BuildRequestError> {
        self.0(request)
    }
}

async fn send(
    client: &Client,
    build: impl Fn(&mut Request) -> Result<(), BuildRequestError> + Send + Sync,
) -> Result<(), Error<std::convert::Infallible>> {
    rt::Call::new(rt::Api::core(client), Sends(build)).await
}

/// What arrives: the media type without its boundary, and the body with `B` for the boundary.
async fn arrives(
    build: impl Fn(&mut Request) -> Result<(), BuildRequestError> + Send + Sync,
) -> Result<(String, String), String> {
    let (server, client) = serve(ResponseTemplate::new(204)).await;
    let done = send(&client, build).await;
    done.map_err(|error| error.to_string())?;
    let request = sent(&server).await.remove(0);
    assert_eq!(request.method.as_str(), "QUERY");
    let media = request.headers["content-type"].to_str().unwrap();
    let body = String::from_utf8(request.body).unwrap();
    Ok(match media.split_once("; boundary=") {
        Some((media, boundary)) => (media.to_owned(), body.replace(boundary, "B")),
        None => (media.to_owned(), body),
    })
}

#[tokio::test]
async fn parts_by_the_types_of_properties() {
    let (media, body) = arrives(|request| {
        let mut parts = Multipart::new();
        parts.value("name", &"a \"b\"".to_owned(), Spelt::Usual)?;
        parts.value("size", &7i64, Spelt::Usual)?;
        parts.value("none", &Value::Null, Spelt::Usual)?;
        parts.value("tags", &json!(["x", "y"]), Spelt::Usual)?;
        parts.value("owner", &json!({"id": 1}), Spelt::Usual)?;
        parts.value("note", &json!("n"), Spelt::Media("text/markdown"))?;
        parts.value("id", &json!("n"), Spelt::Media("application/json"))?;
        parts.value(
            "list",
            &json!(["x", "y z"]),
            Spelt::Style(Style::PIPE_DELIMITED),
        )?;
        parts.value("deep", &json!({"a b": 1}), Spelt::Style(Style::DEEP_OBJECT))?;
        request.multipart("multipart/form-data", &parts)
    })
    .await
    .unwrap();
    assert_eq!(media, "multipart/form-data");
    let part = |head: &str, body: &str| {
        format!("--B\r\ncontent-disposition: form-data; name={head}\r\n\r\n{body}\r\n")
    };
    let expected = [
        part("\"name\"", "a \"b\""),
        part("\"size\"", "7"),
        part("\"tags\"", "x"),
        part("\"tags\"", "y"),
        part("\"owner\"\r\ncontent-type: application/json", "{\"id\":1}"),
        part("\"note\"\r\ncontent-type: text/markdown", "n"),
        part("\"id\"\r\ncontent-type: application/json", "\"n\""),
        part("\"list\"", "x|y z"),
        part("\"deep[a b]\"", "1"),
        "--B--\r\n".to_owned(),
    ];
    assert_eq!(body, expected.concat());
}

#[tokio::test]
async fn files_have_names_types_and_headers() {
    let (_, body) = arrives(|request| {
        let mut parts = Multipart::new().with_text("a\"b", "t");
        parts.file("one", &Upload::new("1"), &[])?;
        let two = Upload::new(vec![b'2'])
            .with_file_name("ü\r\n.png")
            .with_content_type("image/png")
            .with_header("x-own", "v");
        parts.file("two", &two, &["image/*"])?;
        parts.file("three", &Upload::from("3"), &["image/*", "text/csv"])?;
        request.multipart("multipart/mixed", &parts)
    })
    .await
    .unwrap();
    assert_eq!(
        body,
        "--B\r\ncontent-disposition: form-data; name=\"a%22b\"\r\n\r\nt\r\n\
         --B\r\ncontent-disposition: form-data; name=\"one\"; filename=\"one\"\r\n\
         content-type: application/octet-stream\r\n\r\n1\r\n\
         --B\r\ncontent-disposition: form-data; name=\"two\"; filename=\"ü%0D%0A.png\"\r\n\
         content-type: image/png\r\nx-own: v\r\n\r\n2\r\n\
         --B\r\ncontent-disposition: form-data; name=\"three\"; filename=\"three\"\r\n\
         content-type: text/csv\r\n\r\n3\r\n--B--\r\n"
    );
    for (upload, reason) in [
        (
            Upload::new("").with_content_type("text/plain"),
            "the request cannot be sent: \"f\" must be of the type image/*",
        ),
        (
            Upload::new("").with_content_type("image/a\r\nb: c"),
            "the request cannot be sent: \"content-type\" has a character that no header can hold",
        ),
        (
            Upload::new("").with_header("a", "b\r\nc: d"),
            "the request cannot be sent: \"a\" has a character that no header can hold",
        ),
        (
            Upload::new("").with_header("Content-Type", "text/plain"),
            "the request cannot be sent: \"f\" must be of the type image/*",
        ),
        (
            Upload::new("").with_header("Content-Disposition", "form-data; name=\"g\""),
            "the request cannot be sent: \"Content-Disposition\" of a part is made of its name, file name and content type",
        ),
    ] {
        let refused = arrives(|request| {
            let mut parts = Multipart::new();
            parts.file("f", &upload, &["image/*"])?;
            request.multipart("multipart/form-data", &parts)
        });
        assert_eq!(refused.await.unwrap_err(), reason);
    }
    let secret = Upload::new("hidden").with_header("x-key", "hidden");
    let debug = format!(
        "{secret:?} {:?}",
        Multipart::new().with_file("f", secret.clone())
    );
    assert!(!debug.contains("hidden"), "{debug}");
}

/// It is none of the numbers that others may have seen some of.
#[tokio::test]
async fn a_boundary_cannot_be_told_beforehand() {
    let (server, client) = serve(ResponseTemplate::new(204)).await;
    for _ in 0..2 {
        fastrand::seed(7);
        let parts = Multipart::new();
        let done = send(&client, |r| r.multipart("multipart/form-data", &parts));
        done.await.unwrap();
    }
    let requests = sent(&server).await;
    let media = |index: usize| &requests[index].headers["content-type"];
    assert_ne!(media(0), media(1));
}

/// RFC 9110, section 8.6.
#[tokio::test]
async fn no_body_has_a_length_too() {
    let (server, client) = serve(ResponseTemplate::new(204)).await;
    send(&client, |_| Ok(())).await.unwrap();
    send(&client, |r| r.text("text/plain", "")).await.unwrap();
    send(&client, |r| r.body("text/plain", rt::Body::default()))
        .await
        .unwrap();
    for request in sent(&server).await {
        let lengths = request.headers.get_all("content-length").iter();
        assert_eq!(lengths.collect::<Vec<_>>(), ["0"]);
    }
    let (server, client) = serve(ResponseTemplate::new(200).set_body_json(widget())).await;
    client.get("a").await.unwrap();
    assert!(
        !sent(&server).await[0]
            .headers
            .contains_key("content-length")
    );
}

#[tokio::test]
async fn streams_are_sent_once() {
    let (server, client) = serve(ResponseTemplate::new(503)).await;
    let upload = Upload::from_reader(std::io::Cursor::new("streamed"), None);
    let build = |request: &mut Request| {
        let mut parts = Multipart::new().with_text("a", "b");
        parts.file("f", &upload, &[])?;
        request.multipart("multipart/form-data", &parts)
    };
    // 503 would be tried again, were the body not gone.
    assert!(matches!(
        send(&client, build).await,
        Err(Error::Unexpected(_))
    ));
    let requests = sent(&server).await;
    assert_eq!(requests.len(), 1);
    let body = String::from_utf8_lossy(&requests[0].body).into_owned();
    assert!(body.contains("\r\n\r\nstreamed\r\n--"), "{body}");
    assert!(!requests[0].headers.contains_key("content-length"));
    let again = send(&client, build).await.unwrap_err();
    assert_eq!(
        again.to_string(),
        "the request cannot be sent: \"body\" is a stream that has been sent before"
    );

    let (server, client) = serve(ResponseTemplate::new(204)).await;
    let long = "x".repeat(100_000);
    let reader = rt::Body::from_reader(std::io::Cursor::new(long.clone()), Some(100_000));
    let done = send(&client, |request| request.body("text/csv", reader.clone()));
    done.await.unwrap();
    let request = sent(&server).await.remove(0);
    assert_eq!(request.headers["content-length"], "100000");
    assert_eq!(request.body, long.into_bytes());
}

/// What the length of a stream says holds, or the call fails: at once, and with what was sent not
/// looking whole.
#[tokio::test]
async fn a_stream_is_as_long_as_was_told() {
    let cases = [
        (
            5,
            10,
            "the stream to be sent is longer than the length told",
        ),
        (
            10,
            5,
            "the stream to be sent ended 5 bytes before the length told",
        ),
    ];
    for (told, long, said) in cases {
        let slow = move || {
            let text = "x".repeat(long);
            // In pieces, so that one of them ends where the length does.
            let halves = text.split_at(5);
            let (first, second) = (halves.0.to_owned(), halves.1.to_owned());
            let reader = std::io::Cursor::new(first).chain(std::io::Cursor::new(second));
            rt::Body::from_reader(reader, Some(told))
        };
        let (server, client) = serve(ResponseTemplate::new(204)).await;
        let began = std::time::Instant::now();
        let error = send(&client, |r| r.body("text/csv", slow()))
            .await
            .unwrap_err();
        assert!(error.to_string().ends_with(said), "{error}");
        let error = send(&client, |request| {
            let parts = Multipart::new().with_file("f", slow()).with_text("a", "b");
            request.multipart("multipart/form-data", &parts)
        });
        let error = error.await.unwrap_err();
        assert!(error.to_string().ends_with(said), "{error}");
        assert!(began.elapsed() < std::time::Duration::from_secs(5));
        assert!(sent(&server).await.is_empty());
    }
}

#[tokio::test]
async fn forms_with_encodings() {
    let body = json!({"tags": ["a", "b&"], "deep": {"x": 1}, "raw": "a/b", "meta": [1], "o": {}});
    let (media, text) = arrives(|request| {
        request.form(
            &body,
            &[
                ("tags", Spelt::Style(Style::PIPE_DELIMITED)),
                ("deep", Spelt::Style(Style::DEEP_OBJECT)),
                ("raw", Spelt::Style(Style::FORM.reserved())),
                ("meta", Spelt::Media("application/json")),
            ],
        )
    })
    .await
    .unwrap();
    assert_eq!(media, "application/x-www-form-urlencoded");
    let mut pairs: Vec<_> = text.split('&').collect();
    pairs.sort_unstable();
    let expected = [
        "deep%5Bx%5D=1",
        "meta=%5B1%5D",
        "o=%7B%7D",
        "raw=a/b",
        "tags=a%7Cb%26",
    ];
    assert_eq!(pairs, expected);
}

#[tokio::test]
async fn the_caller_names_the_media_type_of_a_range() {
    let check = async |media: &'static str| {
        let body = rt::MediaBody::from((media, "b"));
        arrives(|request| request.media_body(&["image/*", "text/csv"], &body)).await
    };
    let ok = |media: &str| Ok((media.to_owned(), "b".to_owned()));
    assert_eq!(check("image/png").await, ok("image/png"));
    assert_eq!(check("text/csv").await, ok("text/csv"));
    for media in ["image/*", "text/plain", "image", ""] {
        let refused =
            "the request cannot be sent: \"body\" must be of the type image/* or text/csv";
        assert_eq!(check(media).await, Err(refused.to_owned()), "{media}");
    }
}

#[tokio::test]
async fn cookies_as_they_are_and_whole_queries() {
    let (server, client) = serve(ResponseTemplate::new(204)).await;
    let done = send(&client, |request| {
        request.cookie("a", &"x/y=%".to_owned(), Style::COOKIE);
        request.cookie("l", &json!(["1", "2"]), Style::COOKIE.exploded());
        request.query_string("{\"a\": 1}");
        Ok(())
    });
    done.await.unwrap();
    let request = sent(&server).await.remove(0);
    assert_eq!(request.headers["cookie"], "a=x/y=%; l=1; l=2");
    assert_eq!(request.url.query(), Some("%7B%22a%22%3A%201%7D"));
    let done = send(&client, |request| {
        let form = json!({"a": ["x", "y"], "b": ["x", "y"], "o": {"k": 1}});
        let spelt = [("b", Spelt::Style(Style::FORM))];
        request.query_form("q", &form, &spelt);
        Ok(())
    });
    done.await.unwrap();
    let request = sent(&server).await.remove(1);
    let query = "a=x&a=y&b=x,y&o=%7B%22k%22%3A1%7D";
    assert_eq!(request.url.query(), Some(query));
    let list = send(&client, |request| {
        request.query_form("q", &json!([1]), &[]);
        Ok(())
    });
    assert_eq!(
        list.await.unwrap_err().to_string(),
        "the request cannot be sent: \"q\" is no object, so it cannot be a form"
    );
    let evil = send(&client, |request| {
        request.cookie("a", &"x; b=c".to_owned(), Style::COOKIE);
        Ok(())
    });
    assert_eq!(
        evil.await.unwrap_err().to_string(),
        "the request cannot be sent: \"a\" has a character that no cookie can hold"
    );
}
