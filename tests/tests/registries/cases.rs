//! What must hold for every API.

use crate::harness::{Run, Setup, Subject};
use crate::subjects::{SECRET, subjects};
use generated::runtime::{CallOptions, Error, Retry, Strictness};
use serde_json::{Value, json};
use std::time::Duration;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

/// The reply with a body that is text.
fn text(status: u16, media: &str, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.to_owned(), media)
}

#[tokio::test]
async fn a_request_is_sent_as_described_and_its_result_is_typed() {
    for subject in subjects() {
        let run = subject.run(subject.answer()).await;
        let name = subject.name;
        assert_eq!(run.sent.result.expect(name), subject.reply, "{name}");
        let [request] = &run.requests[..] else {
            panic!("{name}: {} requests", run.requests.len());
        };
        assert_eq!(request.method.as_str(), "POST", "{name}");
        assert_eq!(request.url.path(), subject.path, "{name}");
        assert_eq!(request.url.query(), None, "{name}");
        let header = |header: &str| {
            let value = request.headers.get(header);
            value.map(|value| value.to_str().expect("text").to_owned())
        };
        assert_eq!(header("content-type").as_deref(), Some("application/json"));
        let accept = header("accept").expect("accept");
        assert!(accept.starts_with("application/json"), "{name}: {accept}");
        let agent = header("user-agent").expect("user-agent");
        assert!(agent.starts_with("generated/"), "{name}: {agent}");
        for known in [
            "authorization",
            "x-api-key",
            "x-user-api-key",
            "x-portkey-api-key",
        ] {
            let wanted = subject.credential.filter(|(header, _)| *header == known);
            let wanted = wanted.map(|(_, value)| value.to_owned());
            assert_eq!(header(known), wanted, "{name}: {known}");
        }
        let sent: Value = serde_json::from_slice(&request.body).expect(name);
        assert_eq!(sent, subject.request, "{name}");
    }
}

#[tokio::test]
async fn every_documented_error_is_typed_with_its_headers() {
    for subject in subjects() {
        for case in &subject.errors {
            let answer = text(case.status, case.media, &case.text);
            let run = subject.run(answer.insert_header("x-acme-id", "r7")).await;
            let place = format!("{} {} {}", subject.name, case.status, case.media);
            let Err(Error::Api(error)) = run.sent.result else {
                panic!("{place}: {:?}", run.sent.result);
            };
            assert_eq!(error.variant, case.variant, "{place}");
            assert_eq!(error.status, case.status, "{place}");
            assert_eq!(error.headers["x-acme-id"], "r7", "{place}");
            assert_eq!(error.body, case.body, "{place}");
        }
    }
}

#[tokio::test]
async fn a_status_that_is_not_documented_is_kept_whole() {
    for subject in subjects() {
        for status in [204, 301, 418, 503] {
            let body: &[u8] = b"\xff\x00tea";
            let answer = ResponseTemplate::new(status)
                .set_body_raw(body, "application/octet-stream")
                .insert_header("x-acme-id", "r7");
            let answer = match status {
                301 => answer.insert_header("location", "/elsewhere"),
                204 => ResponseTemplate::new(204).insert_header("x-acme-id", "r7"),
                _ => answer,
            };
            let run = subject.run(answer).await;
            let Err(Error::Unexpected(raw)) = run.sent.result else {
                panic!("{} {status}: {:?}", subject.name, run.sent.result);
            };
            assert_eq!(raw.status.as_u16(), status);
            assert_eq!(raw.headers["x-acme-id"], "r7");
            let wanted = if status == 204 { b"" } else { body };
            assert_eq!(&raw.body[..], wanted, "{}", subject.name);
            assert_eq!(run.requests.len(), 1, "{}", subject.name);
        }
    }
}

#[tokio::test]
async fn a_body_that_is_not_as_described_says_where_and_is_kept() {
    for subject in subjects() {
        let name = subject.name;
        let (body, pointer) = subject.malformed;
        let run = subject
            .run(text(subject.success, "application/json", body))
            .await;
        let Err(Error::Decode(error)) = run.sent.result else {
            panic!("{name}: {:?}", run.sent.result);
        };
        assert_eq!(error.pointer, pointer, "{name}");
        assert_eq!(error.line, 2, "{name}");
        assert_eq!(error.response.text(), body, "{name}");
        let cut = &body[..body.len() - 1];
        for cut in [cut, "", "[]", "<html>no JSON</html>"] {
            let run = subject.run(text(subject.success, "text/html", cut)).await;
            // What does not begin like JSON and is not called JSON is the answer of someone else.
            let raw = match run.sent.result {
                Err(Error::Decode(error)) if cut.starts_with(['{', '[']) => error.response,
                Err(Error::Unexpected(raw)) => raw,
                other => panic!("{name} {cut}: {other:?}"),
            };
            assert_eq!(raw.text(), cut, "{name}");
            assert_eq!(raw.status.as_u16(), subject.success, "{name}");
        }
    }
}

#[tokio::test]
async fn an_error_body_that_is_not_json_is_kept() {
    let body = "<html>upstream is away</html>";
    for subject in subjects() {
        for status in [400, 500, 502] {
            let run = subject.run(text(status, "text/html", body)).await;
            let name = subject.name;
            let documented = subject.errors.iter().any(|case| case.status == status);
            match run.sent.result {
                Err(Error::Api(error)) if documented => {
                    assert_eq!(error.body, json!({"other": body.len()}), "{name}");
                }
                Err(Error::Unexpected(raw)) => {
                    assert_eq!(raw.status.as_u16(), status, "{name}");
                    assert_eq!(raw.text(), body, "{name}");
                }
                other => panic!("{name} {status}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_slow_server_is_a_timeout() {
    for subject in subjects() {
        for by_option in [false, true] {
            let slow = subject.answer().set_delay(Duration::from_secs(20));
            let change = |setup: Setup| {
                let short = Duration::from_millis(60);
                match by_option {
                    true => options(setup, |options| options.timeout(short)),
                    false => Setup {
                        timeout: short,
                        ..setup
                    },
                }
            };
            let run = subject.run_with(slow, change).await;
            let name = subject.name;
            let result = run.sent.result;
            assert!(matches!(result, Err(Error::Timeout)), "{name}: {result:?}");
            assert!(run.elapsed < Duration::from_secs(10), "{name}");
        }
    }
}

/// A server that is busy once, and then answers.
async fn busy_once(subject: &Subject, status: u16, retry: Retry) -> Run {
    let server = MockServer::start().await;
    let busy = text(status, "text/plain", "busy").insert_header("retry-after", "1");
    Mock::given(any())
        .respond_with(busy)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(subject.answer())
        .mount(&server)
        .await;
    subject
        .run_on(&server, |setup| Setup { retry, ..setup })
        .await
}

#[tokio::test]
async fn a_post_is_repeated_only_where_the_user_says_so() {
    for subject in subjects() {
        for status in [429, 503] {
            let run = busy_once(&subject, status, Retry::default()).await;
            assert_eq!(run.requests.len(), 1, "{} {status}", subject.name);
            let error = run.sent.result.expect_err(subject.name);
            match error {
                Error::Api(error) => {
                    assert_eq!(error.status, status);
                    assert_eq!(error.headers["retry-after"], "1");
                }
                Error::Unexpected(raw) => {
                    assert_eq!(raw.status.as_u16(), status);
                    assert_eq!(raw.headers["retry-after"], "1");
                }
                other => panic!("{} {status}: {other:?}", subject.name),
            }
        }
    }
}

#[tokio::test]
async fn with_leave_a_post_is_repeated_after_the_time_that_the_server_asks_for() {
    let retry = Retry::default().base(Duration::ZERO).unsafe_methods(true);
    for (index, subject) in subjects().iter().enumerate() {
        let status = if index % 2 == 0 { 429 } else { 503 };
        let run = busy_once(subject, status, retry.clone()).await;
        assert_eq!(run.sent.result.expect(subject.name), subject.reply);
        assert_eq!(run.requests.len(), 2, "{}", subject.name);
        assert_eq!(run.requests[0].body, run.requests[1].body);
        let waited = run.elapsed >= Duration::from_secs(1);
        assert!(waited, "{}: {:?}", subject.name, run.elapsed);
        // Who asks for more patience than the user has is not asked again.
        let impatient = retry.clone().max_delay(Duration::from_millis(10));
        let run = busy_once(subject, status, impatient).await;
        assert_eq!(run.requests.len(), 1, "{}", subject.name);
        assert!(run.sent.result.is_err(), "{}", subject.name);
    }
}

#[tokio::test]
async fn retries_are_bounded() {
    let retry = Retry::default().base(Duration::from_millis(1));
    let retry = retry.max_retries(3).unsafe_methods(true);
    for subject in subjects() {
        let busy = text(429, "text/plain", "busy");
        let change = |setup| Setup {
            retry: retry.clone(),
            ..setup
        };
        let run = subject.run_with(busy, change).await;
        assert_eq!(run.requests.len(), 4, "{}", subject.name);
        assert!(run.sent.result.is_err(), "{}", subject.name);
    }
}

#[tokio::test]
async fn an_invalid_request_is_refused_with_all_its_reasons_and_never_sent() {
    for subject in subjects() {
        let Some((body, wanted)) = subject.invalid.clone() else {
            continue;
        };
        let change = |setup| Setup {
            body: body.clone(),
            ..setup
        };
        let run = subject.run_with(subject.answer(), change).await;
        let name = subject.name;
        let Err(Error::Invalid(violations)) = run.sent.result else {
            panic!("{name}: {:?}", run.sent.result);
        };
        let found = violations.iter();
        let found: Vec<(&str, &str)> = found.map(|v| (v.pointer.as_str(), v.keyword)).collect();
        assert_eq!(found, wanted, "{name}");
        assert!(run.requests.is_empty(), "{name}");
        // One call may be told not to look.
        let change = |setup| {
            options(
                Setup {
                    body: body.clone(),
                    ..setup
                },
                CallOptions::skip_validation,
            )
        };
        let run = subject.run_with(subject.answer(), change).await;
        assert_eq!(run.sent.result.expect(name), subject.reply);
        let sent: Value = serde_json::from_slice(&run.requests[0].body).expect(name);
        assert_eq!(sent, body, "{name}");
    }
}

#[tokio::test]
async fn without_credentials_nothing_is_sent_where_some_are_needed() {
    let wanted = [
        ("braintrust", None),
        ("portkey", Some("Portkey-Key")),
        ("composio", Some("ApiKeyAuth, or UserApiKeyAuth")),
        ("everruns", None),
        ("gaia", Some("bearerAuth")),
    ];
    for (subject, (name, missing)) in subjects().iter().zip(wanted) {
        assert_eq!(subject.name, name);
        let change = |setup| Setup {
            authorized: false,
            ..setup
        };
        let run = subject.run_with(subject.answer(), change).await;
        match (run.sent.result, missing) {
            (Ok(reply), None) => assert_eq!(reply, subject.reply, "{name}"),
            (Err(error @ Error::MissingCredentials(_)), Some(missing)) => {
                let text = format!("the operation needs credentials: {missing}");
                assert_eq!(error.to_string(), text, "{name}");
                assert!(run.requests.is_empty(), "{name}");
            }
            (result, _) => panic!("{name}: {result:?}"),
        }
        for request in &run.requests {
            assert!(!request.headers.contains_key("authorization"), "{name}");
        }
    }
}

#[tokio::test]
async fn no_secret_is_shown_by_anything_that_a_program_prints() {
    for subject in subjects() {
        let echo = subject.request.to_string();
        let answers = [
            subject.answer(),
            // Servers repeat what they were sent, also in errors.
            text(subject.success, "application/json", &echo).insert_header("x-echo", SECRET),
            text(418, "application/json", &echo).insert_header("x-echo", SECRET),
            text(500, "application/octet-stream", &echo).insert_header("x-echo", SECRET),
        ];
        for answer in answers {
            let change = |setup| {
                let header = Some(("x-own", SECRET));
                let setup = Setup {
                    default_header: header,
                    ..setup
                };
                options(setup, |options| options.header("x-more", SECRET))
            };
            let run = subject.run_with(answer, change).await;
            let shown = &run.sent.shown;
            assert!(!shown.contains(SECRET), "{}:\n{shown}", subject.name);
            // The wire has them, else nothing was tested.
            assert_eq!(run.requests[0].headers["x-own"], SECRET);
            assert_eq!(run.requests[0].headers["x-more"], SECRET);
            let sent = String::from_utf8_lossy(&run.requests[0].body);
            assert_eq!(sent.contains(SECRET), echo.contains(SECRET));
        }
    }
}

#[tokio::test]
async fn a_strict_call_reads_what_is_valid() {
    for subject in subjects() {
        let strict = |setup| options(setup, |options| options.strictness(Strictness::Strict));
        let run = subject.run_with(subject.answer(), strict).await;
        assert_eq!(run.sent.result.expect(subject.name), subject.reply);
    }
}

#[tokio::test]
async fn a_reply_that_is_too_long_is_refused() {
    for subject in subjects() {
        let short = |setup| options(setup, |options| options.max_response_bytes(10));
        let run = subject.run_with(subject.answer(), short).await;
        let result = run.sent.result;
        let refused = matches!(result, Err(Error::TooLarge { limit: 10, .. }));
        assert!(refused, "{}: {result:?}", subject.name);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_transport_error_after_the_retries() {
    // The port was free a moment ago, and nobody listens.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    for subject in subjects() {
        let mut setup = subject.setup();
        setup.base_url = Some(url.clone());
        setup.retry = Retry::default().base(Duration::from_millis(1));
        let sent = (subject.send)(setup).await;
        let result = sent.result;
        assert!(
            matches!(result, Err(Error::Transport(_))),
            "{}: {result:?}",
            subject.name
        );
        assert!(!sent.shown.contains(SECRET), "{}", sent.shown);
    }
}

/// The setup with other options.
fn options(mut setup: Setup, change: impl FnOnce(CallOptions) -> CallOptions) -> Setup {
    setup.options = change(setup.options);
    setup
}
