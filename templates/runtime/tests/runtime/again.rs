//! What is sent again: to a server that was busy, and to where it leads.

use crate::acme::Client;
use crate::exchange::{client, sent, serve, widget};
use crate::runtime as rt;
use crate::sample::Widget;
use rt::Error;
use std::time::{Duration, Instant};
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A server that answers `status` once and then well.
async fn busy(status: u16, retry_after: Option<&str>) -> (MockServer, Client) {
    let server = MockServer::start().await;
    let mut answer = ResponseTemplate::new(status);
    if let Some(value) = retry_after {
        answer = answer.insert_header("retry-after", value);
    }
    Mock::given(any())
        .respond_with(answer)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let answer = ResponseTemplate::new(200).set_body_json(widget());
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let client = client(&server);
    (server, client)
}

#[tokio::test]
async fn retry_after_is_honoured() {
    let (server, client) = busy(429, Some("1")).await;
    let begin = Instant::now();
    assert!(client.get("a").await.is_ok());
    assert!(begin.elapsed() >= Duration::from_secs(1));
    assert_eq!(sent(&server).await.len(), 2);

    let (server, client) = busy(429, Some("Wed, 21 Oct 2015 07:28:00 GMT")).await;
    assert!(client.get("a").await.is_ok());
    assert_eq!(sent(&server).await.len(), 2);

    // Longer than anyone waits.
    for seconds in ["3600", "99999999999999999999"] {
        let (server, client) = busy(429, Some(seconds)).await;
        assert!(matches!(client.get("a").await, Err(Error::Unexpected(_))));
        assert_eq!(sent(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn a_busy_server_is_asked_again_where_that_is_safe() {
    let (server, client) = busy(503, None).await;
    assert!(client.get("a").await.is_ok());
    assert_eq!(sent(&server).await.len(), 2);

    let (server, client) = busy(503, None).await;
    assert!(client.create(Widget::new("a", 1)).await.is_err());
    assert_eq!(sent(&server).await.len(), 1);

    let (_server, client) = busy(503, None).await;
    let retry = rt::Retry::default()
        .base(Duration::from_millis(1))
        .unsafe_methods(true);
    let options = rt::CallOptions::new().retry(retry);
    assert!(
        client
            .create(Widget::new("a", 1))
            .send_with(options)
            .await
            .is_ok()
    );

    let (server, client) = busy(500, None).await;
    assert!(client.get("a").await.is_err());
    assert_eq!(sent(&server).await.len(), 1);

    let (server, client) = serve(ResponseTemplate::new(503)).await;
    assert!(client.get("a").await.is_err());
    assert_eq!(sent(&server).await.len(), 3);
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_even_for_post() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let retry = rt::Retry::default()
        .base(Duration::from_millis(200))
        .max_retries(5);
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .retry(retry)
        .build()
        .unwrap();
    let begin = Instant::now();
    let once = rt::CallOptions::new().retry(rt::Retry::none());
    let error = client
        .create(Widget::new("a", 1))
        .send_with(once)
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Transport(_)) && error.is_unsent(),
        "{error:?}"
    );
    assert!(begin.elapsed() < Duration::from_millis(200));
    let late = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let server = MockServer::builder()
            .listener(std::net::TcpListener::bind(address).unwrap())
            .start()
            .await;
        let answer = ResponseTemplate::new(201).set_body_json(widget());
        Mock::given(any()).respond_with(answer).mount(&server).await;
        server
    });
    assert!(client.create(Widget::new("a", 1)).await.is_ok());
    drop(late.await);
}

/// What was sent once is sent, whatever became of it later.
#[tokio::test]
async fn a_refusal_after_something_was_sent() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let busy = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        drop(listener);
        let _ = std::io::Read::read(&mut stream, &mut [0; 4096]);
        let answer = b"HTTP/1.1 503 busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        std::io::Write::write_all(&mut stream, answer).unwrap();
    });
    let retry = rt::Retry::default()
        .base(Duration::from_millis(50))
        .unsafe_methods(true);
    let client = Client::builder().base_url(base).retry(retry);
    let client = client.build().unwrap();
    let error = client.create(Widget::new("a", 1)).await.unwrap_err();
    busy.join().unwrap();
    assert!(
        matches!(&error, Error::Transport(why) if why.is_connect()) && !error.is_unsent(),
        "{error:?}"
    );
    let answer = ResponseTemplate::new(302).insert_header("location", "http://127.0.0.1:1/");
    let (_server, client) = serve(answer).await;
    let error = client.get("a").await.unwrap_err();
    assert!(
        matches!(error, Error::Transport(_)) && !error.is_unsent(),
        "{error:?}"
    );
}

#[tokio::test]
async fn redirects() {
    let target = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_json(widget());
    Mock::given(any()).respond_with(answer).mount(&target).await;
    let server = MockServer::start().await;
    for (from, to) in [
        ("/widgets/far/now", format!("{}/f", target.uri())),
        ("/widgets/near/now", "/n".into()),
    ] {
        let answer = ResponseTemplate::new(302).insert_header("location", to.as_str());
        Mock::given(path(from))
            .respond_with(answer)
            .mount(&server)
            .await;
    }
    let answer = ResponseTemplate::new(200).set_body_json(widget());
    Mock::given(path("/n"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let answer = ResponseTemplate::new(303).insert_header("location", "/n");
    Mock::given(path("/widgets"))
        .respond_with(answer)
        .mount(&server)
        .await;

    let client = Client::builder()
        .base_url(server.uri())
        .api_key("hunter2")
        .build()
        .unwrap();
    assert!(client.get("near").await.is_ok());
    assert_eq!(sent(&server).await[1].headers["x-api-key"], "hunter2");
    assert!(client.get("far").trace("t").taste("sweet").await.is_ok());
    let far = &sent(&target).await[0];
    assert_eq!(far.headers["user-agent"], "acme/1.0");
    for name in ["x-api-key", "x-trace", "cookie"] {
        assert!(!far.headers.contains_key(name), "{name}");
    }
    let Err(Error::Unexpected(raw)) = client.create(Widget::new("a", 1)).await else {
        panic!()
    };
    assert_eq!(raw.status, 303);

    let answer = ResponseTemplate::new(302).insert_header("location", "/widgets/round/now");
    Mock::given(path("/widgets/round/now"))
        .respond_with(answer)
        .expect(11)
        .mount(&server)
        .await;
    assert!(matches!(
        client.get("round").await,
        Err(Error::Unexpected(_))
    ));
}
