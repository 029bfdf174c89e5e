//! Answers that are read while they arrive.

use crate::acme::Client;
use crate::exchange::{serve, widget};
use crate::runtime as rt;
use crate::sample::Widget;
use rt::{CallOptions, Error, Framing};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;
use wiremock::ResponseTemplate;

/// What a stream says of itself.
trait Kind: Send + Sync {
    type Item: rt::Wire + rt::Validate;
    const FRAMING: Framing;
}

struct Streams<K>(K);

impl<K: Kind> std::fmt::Debug for Streams<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        rt::show_operation(self, "Streams", f)
    }
}

impl<K: Kind> rt::Operation for Streams<K> {
    type Output = rt::Items<K::Item>;
    type Success = Self;
    type Error = std::convert::Infallible;

    const ID: &'static str = "streams";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/streams";
    const SECURITY: &'static [&'static [usize]] = &[];
    const STREAMED: &'static [rt::Streamed] = &[rt::Streamed {
        from: 200,
        to: 200,
        media: &["text/event-stream"],
    }];

    fn visit<V: rt::Visit>(&self, to: V) -> V {
        to.literal("/streams")
    }
}

impl<K: Kind> rt::Success<rt::Items<K::Item>> for Streams<K> {
    fn read<E: rt::ApiError>(reply: rt::Reply) -> Result<rt::Items<K::Item>, Error<E>> {
        match reply.status() {
            200 => Ok(reply.items(K::FRAMING)?),
            _ => Err(reply.failure()),
        }
    }
}

macro_rules! kinds {
    ($($name:ident: $item:ty, $framing:ident;)*) => {$(
        struct $name;
        impl Kind for $name {
            type Item = $item;
            const FRAMING: Framing = Framing::$framing;
        }
    )*};
}

kinds! {
    Events: Value, Events;
    Texts: String, Events;
    Whole: Value, WholeEvents;
    Lines: Value, Lines;
    Records: Value, Records;
    Widgets: Widget, Lines;
}

/// A client of a server that answers once, in these pieces; then it keeps the connection open
/// where `hang` says so.
fn pieces(pieces: &'static [&'static str], hang: bool) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut buffer = [0; 4096];
        let _ = stream.read(&mut buffer).unwrap();
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        for piece in pieces {
            stream.write_all(piece.as_bytes()).unwrap();
            stream.flush().unwrap();
            std::thread::sleep(Duration::from_millis(5));
        }
        if hang {
            std::thread::sleep(Duration::from_secs(20));
        }
    });
    Client::builder().base_url(url).build().unwrap()
}

async fn all<K: Kind>(kind: K, client: &Client) -> Vec<Result<K::Item, String>> {
    let call = rt::Call::new(rt::Api::core(client), Streams(kind));
    let mut items = call.send().await.unwrap();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.map_err(|error| error.to_string()));
    }
    assert!(items.next().await.is_none());
    found
}

#[tokio::test]
async fn events_in_whatever_pieces() {
    let client = pieces(
        &[
            "\u{feff}: hello\r\nda",
            "ta: {\"a\"",
            ":\r",
            "\ndata:1}\r\n",
            "\r\n",
            "event: x\n\n",
            "data: [2]\r\rdata: 3\n\ndata: [DONE]\n\n",
            "data: 4\n\n",
        ],
        true,
    );
    assert_eq!(
        all(Events, &client).await,
        [Ok(json!({"a": 1})), Ok(json!([2])), Ok(json!(3))]
    );
    let client = pieces(
        &["data: a b\n\ndata: \"c\"\n\ndata:\n\ndata: x\r\n\r"],
        false,
    );
    let texts = ["a b", "c", "", "x"].map(|text| Ok(text.to_owned()));
    assert_eq!(all(Texts, &client).await, texts);
    let client = pieces(&["id: 7\nevent: e\nretry: 5\ndata: 1\n\n"], false);
    let event = json!({"data": "1", "event": "e", "id": "7", "retry": 5});
    assert_eq!(all(Whole, &client).await, [Ok(event)]);
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn items_as_a_stream() {
    use futures_core::Stream;
    use std::pin::Pin;

    fn is_send<T: Send>(stream: T) -> T {
        stream
    }
    let client = pieces(&["data: 1\n", "\ndata: x", "\n\ndata: {}\n\n"], false);
    let call = rt::Call::new(rt::Api::core(&client), Streams(Events));
    let mut stream = is_send(call.await.unwrap().into_stream());
    let mut found = Vec::new();
    while let Some(item) = std::future::poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await {
        found.push(item.unwrap());
    }
    assert_eq!(found, [json!(1), json!("x"), json!({})]);
    let after = std::future::poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await;
    assert!(after.is_none());
}

#[tokio::test]
async fn the_name_and_id_of_an_event() {
    let client = pieces(&["event: e\nid: 7\ndata: 1\n\ndata: 2\n\n"], false);
    let call = rt::Call::new(rt::Api::core(&client), Streams(Events));
    let mut items = call.await.unwrap();
    assert_eq!(items.event(), None);
    items.next().await.unwrap().unwrap();
    assert_eq!((items.event(), items.id()), (Some("e"), Some("7")));
    items.next().await.unwrap().unwrap();
    assert_eq!((items.event(), items.id()), (None, Some("7")));
}

/// HTML, "Interpreting an event stream": an id holds until there is another, also that of an event
/// without data; a time to wait is digits.
#[tokio::test]
async fn an_id_holds_on() {
    let client = pieces(
        &["id: 1\ndata: a\n\nid: 2\n\ndata: b\n\nid\ndata: c\n\nid: 3\n\nid: 4\n"],
        false,
    );
    let call = rt::Call::new(rt::Api::core(&client), Streams(Texts));
    let mut items = call.await.unwrap();
    for (text, id) in [("a", Some("1")), ("b", Some("2")), ("c", None)] {
        assert_eq!(items.next().await.unwrap().unwrap(), text);
        assert_eq!(items.id(), id);
    }
    assert!(items.next().await.is_none());
    assert_eq!(items.id(), Some("3"), "the last one is cut off");
    let client = pieces(
        &["retry: 5\nretry: x\nretry: +6\nretry:\ndata: 1\n\ndata: 2\n\n"],
        false,
    );
    let events = [json!({"data": "1", "retry": 5}), json!({"data": "2"})];
    assert_eq!(all(Whole, &client).await, events.map(Ok));
}

/// An event that no blank line ends is discarded.
#[tokio::test]
async fn an_event_that_is_cut_off() {
    const CUT: [&[&str]; 3] = [
        &["data: 1\n\ndata: 12"],
        &["data: 1\n\ndata: 12\n"],
        &["data: 1\r\rdata"],
    ];
    for cut in CUT {
        assert_eq!(all(Events, &pieces(cut, false)).await, [Ok(json!(1))]);
    }
}

/// What is there as a whole is given at once, not with the next piece.
#[tokio::test]
async fn no_value_waits_for_the_next() {
    async fn first<K: Kind<Item = Value>>(kind: K, text: &'static [&'static str]) {
        let client = pieces(text, true);
        let call = rt::Call::new(rt::Api::core(&client), Streams(kind));
        let options = CallOptions::new().timeout(Duration::from_secs(2));
        let mut items = call.send_with(options).await.unwrap();
        assert_eq!(items.next().await.unwrap().unwrap(), json!(1));
    }
    first(Lines, &["1\n"]).await;
    first(Events, &["data: 1\r\r"]).await;
}

/// Many short values in one large body: a value costs what it is long, not what follows it.
#[tokio::test]
async fn a_long_body_of_short_values() {
    const COUNT: usize = 1_000_000;
    for (text, media) in [("1\n", "text/plain"), ("\u{1e}1\n", "text/x")] {
        let answer = ResponseTemplate::new(200).set_body_raw(text.repeat(COUNT), media);
        let (_server, client) = serve(answer).await;
        let begun = std::time::Instant::now();
        let found = match media {
            "text/plain" => all(Lines, &client).await.len(),
            _ => all(Records, &client).await.len(),
        };
        assert_eq!(found, COUNT);
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{:?}",
            begun.elapsed()
        );
    }
}

#[tokio::test]
async fn lines_and_records() {
    let client = pieces(&["1\n", "\n{\"a\":", "2}\r\n3"], false);
    assert_eq!(
        all(Lines, &client).await,
        [Ok(json!(1)), Ok(json!({"a": 2})), Ok(json!(3))]
    );
    let client = pieces(&["\u{1e}1\n\u{1e}{\n}\n"], false);
    assert_eq!(all(Records, &client).await, [Ok(json!(1)), Ok(json!({}))]);
}

/// RFC 7464, section 2.4: what could go on is not taken as a whole.
#[tokio::test]
async fn a_record_that_is_cut_off() {
    let client = pieces(
        &["\u{1e}12\u{1e}{}\u{1e}tru\u{1e}\"a\"\u{1e}null \u{1e}[1]\u{1e}true"],
        false,
    );
    let found = all(Records, &client).await;
    let values: Vec<_> = found.iter().flatten().cloned().collect();
    assert_eq!(values, [json!({}), json!("a"), json!(null), json!([1])]);
    let errors: Vec<_> = found.into_iter().filter_map(Result::err).collect();
    assert_eq!(errors.len(), 3);
    for error in errors {
        assert!(error.contains("cut off"), "{error}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_costs_one_value() {
    let client = pieces(
        &["{\"name\":1}\n{\"name\":\"a\",\"size\":1,\"owner\":null}\n"],
        false,
    );
    let found = all(Widgets, &client).await;
    let error = found[0].as_ref().unwrap_err();
    assert!(
        error.contains("(200 OK) cannot be read at /name"),
        "{error}"
    );
    assert_eq!(found[1], Ok(Widget::new("a", 1)));
}

#[tokio::test]
async fn time_and_size_are_bounded() {
    let client = pieces(&["data: 1\n\n"], true);
    let call = rt::Call::new(rt::Api::core(&client), Streams(Events));
    let options = CallOptions::new().timeout(Duration::from_millis(300));
    let mut items = call.send_with(options).await.unwrap();
    assert_eq!(items.next().await.unwrap().unwrap(), json!(1));
    assert!(matches!(items.next().await, Some(Err(Error::Timeout))));
    assert!(items.next().await.is_none());
    let client = pieces(&["data: 123456789"], true);
    let call = rt::Call::new(rt::Api::core(&client), Streams(Events));
    let options = CallOptions::new().max_response_bytes(8);
    let mut items = call.send_with(options).await.unwrap();
    assert!(matches!(
        items.next().await,
        Some(Err(Error::TooLarge { limit: 8, .. }))
    ));
}

/// The limit is one of values: how many come in one piece is chance.
#[tokio::test]
async fn many_short_values_are_no_large_one() {
    let client = pieces(
        &["data: 123\n\ndata: 456\n\ndata: 789\n\ndata: 1234567890\n\n"],
        false,
    );
    let call = rt::Call::new(rt::Api::core(&client), Streams(Events));
    let options = CallOptions::new().max_response_bytes(9);
    let mut items = call.send_with(options).await.unwrap();
    for value in [123, 456, 789] {
        assert_eq!(items.next().await.unwrap().unwrap(), json!(value));
    }
    let large = items.next().await;
    assert!(matches!(large, Some(Err(Error::TooLarge { limit: 9, .. }))));
    assert!(items.next().await.is_none());
}

/// Another media type or status is collected, and read all the same.
#[tokio::test]
async fn a_stream_of_another_name() {
    let answer = ResponseTemplate::new(200).set_body_raw("data: 1\n\ndata: 2\n\n", "text/plain");
    let (_server, client) = serve(answer).await;
    assert_eq!(all(Events, &client).await, [Ok(json!(1)), Ok(json!(2))]);
    let answer = ResponseTemplate::new(500).set_body_raw("whole", "text/event-stream");
    let (_server, client) = serve(answer).await;
    let call = rt::Call::new(rt::Api::core(&client), Streams(Events));
    let Err(Error::Unexpected(raw)) = call.await else {
        panic!()
    };
    assert_eq!(raw.text(), "whole");
}

/// What a proxy or a server sends in place of a stream; without a media type it is taken as one.
#[tokio::test]
async fn a_page_where_a_stream_should_be_is_unexpected() {
    async fn call<K: Kind>(kind: K, answer: ResponseTemplate) -> Result<(), String> {
        let (_server, client) = serve(answer).await;
        let call = rt::Call::new(rt::Api::core(&client), Streams(kind));
        let items = call.await.map(|_| ());
        items.map_err(|error| {
            assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
            error.to_string()
        })
    }
    let page = "<title>Sign in</title>\n\nplease";
    let html = || ResponseTemplate::new(200).set_body_raw(page, "text/html");
    let json = || ResponseTemplate::new(200).set_body_json(json!({"error": "quota"}));
    let said = "the answer is not documented: 200 OK (text/html, 30 bytes): \"Sign in\"";
    assert_eq!(call(Events, html()).await.unwrap_err(), said);
    assert_eq!(call(Lines, html()).await.unwrap_err(), said);
    assert_eq!(call(Records, html()).await.unwrap_err(), said);
    assert!(call(Events, json()).await.is_err());
    assert!(call(Whole, json()).await.is_err());
    assert_eq!(call(Lines, json()).await, Ok(()), "a line of its own");
    let nothing = ResponseTemplate::new(200).set_body_raw("", "text/html");
    assert_eq!(call(Events, nothing).await, Ok(()));
    let unnamed = ResponseTemplate::new(200).set_body_bytes(page);
    assert_eq!(call(Events, unnamed).await, Ok(()));
}

#[tokio::test]
async fn downloads_and_headers() {
    let answer = ResponseTemplate::new(200)
        .set_body_json(widget())
        .insert_header("x-id", "7");
    let (_server, client) = serve(answer).await;
    let full = client.get("a").send_full(CallOptions::new()).await.unwrap();
    assert_eq!(
        (full.status.as_u16(), &full.headers["x-id"]),
        (200, &"7".parse().unwrap())
    );
    assert_eq!(full.body, Widget::new("a", 1));
    assert_eq!(full.name, "a");
    let mut download = client
        .get("a")
        .send_download(CallOptions::new())
        .await
        .unwrap();
    assert_eq!(download.status(), 200);
    assert_eq!(download.headers()["x-id"], "7");
    let mut whole = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        whole.extend_from_slice(&chunk);
    }
    assert_eq!(serde_json::from_slice::<Value>(&whole).unwrap(), widget());
    let (_server, client) = serve(ResponseTemplate::new(418).set_body_string("no")).await;
    let refused = client.get("a").send_download(CallOptions::new()).await;
    assert!(matches!(refused, Err(Error::Unexpected(raw)) if raw.text() == "no"));
}

/// What was cut off does not look whole to who asks on.
#[tokio::test]
async fn a_download_that_is_cut_off() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]).unwrap();
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc";
        stream.write_all(answer).unwrap();
    });
    let client = Client::builder().base_url(url).build().unwrap();
    let call = client.get("a").send_download(CallOptions::new());
    let mut download = call.await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "abc");
    assert!(matches!(download.chunk().await, Err(Error::Transport(_))));
    let said =
        "the body of the reply (200 OK) cannot be read: its connection failed before its end";
    for _ in 0..2 {
        assert_eq!(download.chunk().await.unwrap_err().to_string(), said);
    }
}

#[cfg(feature = "blocking")]
#[test]
fn all_of_it_can_be_waited_for() {
    let client = pieces(&["data: 1\n\n", "data: 2\n\n"], false);
    let call = rt::Call::new(rt::Api::core(&client), Streams(Events));
    let mut items = call.send_blocking().unwrap();
    assert_eq!(items.next_blocking().unwrap().unwrap(), json!(1));
    assert_eq!(items.next_blocking().unwrap().unwrap(), json!(2));
    assert!(items.next_blocking().is_none());
    let client = pieces(&["abc"], false);
    let mut download = client
        .get("a")
        .send_download_blocking(CallOptions::new())
        .unwrap();
    assert_eq!(download.chunk_blocking().unwrap().unwrap(), "abc");
    assert_eq!(download.chunk_blocking().unwrap(), None);
}
