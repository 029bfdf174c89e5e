//! One call on the wire: sent, followed, tried again.

use super::trace::Span;
use super::{Body, Error, RawResponse, Retry, Streamed, TransportError, media};
use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use url::Url;

/// A request that can go out, as often as need be.
pub(super) struct Prepared {
    pub(super) span: Span,
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Body>,
    pub(super) follow: bool,
    pub(super) timeout: Duration,
    pub(super) retry: Retry,
    pub(super) limit: usize,
    pub(super) streaming: Streaming,
}

/// Which answers are handed over while they arrive.
#[derive(Clone, Copy)]
pub(super) enum Streaming {
    /// Those that the description says.
    Described(&'static [Streamed]),
    /// Every success.
    Successes,
}

/// What came: a whole reply, or one whose body is still on its way.
pub(super) struct Answer {
    pub(super) raw: RawResponse,
    pub(super) live: Option<reqwest::Response>,
}

/// Why there is no reply.
pub(super) enum Broken {
    TooLarge { status: StatusCode, limit: usize },
    Timeout,
    Transport(TransportError),
}

/// How many redirects are followed.
const REDIRECTS: u32 = 10;

/// Sends, follows, and tries again. In a box: that it may go to another thread is proved here, once,
/// and not for each operation that is awaited.
pub(super) fn exchange(
    client: &reqwest::Client,
    prepared: Prepared,
) -> Pin<Box<dyn Future<Output = Result<Answer, Broken>> + Send + '_>> {
    Box::pin(exchange_all(client, prepared))
}

async fn exchange_all(client: &reqwest::Client, prepared: Prepared) -> Result<Answer, Broken> {
    let span = prepared.span.clone();
    let retrying = async {
        let mut retries = 0;
        let mut sent = false;
        loop {
            // One for all of it: redirects, and the body. A stream may last; only its beginning must
            // come in time.
            let attempt = tokio::time::timeout(prepared.timeout, follow(client, &prepared));
            let result = attempt.await.unwrap_or(Err(Attempt::TIMEOUT));
            let wait = match &result {
                Ok(Answer { raw, .. }) => {
                    prepared
                        .retry
                        .after_reply(retries, &prepared.method, raw.status, &raw.headers)
                }
                Err(Attempt {
                    before_sending: true,
                    ..
                }) => prepared.retry.after_refusal(retries),
                Err(_) => None,
            };
            let Some(wait) = wait else {
                prepared.span.finish(
                    result.as_ref().ok().map(|answer| answer.raw.status),
                    retries,
                );
                return result.map_err(|attempt| match sent {
                    true => attempt.after_sending().broken,
                    false => attempt.broken,
                });
            };
            sent |= result.is_ok();
            retries += 1;
            tokio::time::sleep(wait).await;
        }
    };
    span.enter(retrying).await
}

/// An attempt that gave no reply.
struct Attempt {
    broken: Broken,
    before_sending: bool,
}

impl Attempt {
    const TIMEOUT: Self = Self {
        broken: Broken::Timeout,
        before_sending: false,
    };

    /// The same after something has been sent.
    fn after_sending(mut self) -> Self {
        self.before_sending = false;
        if let Broken::Transport(error) = &mut self.broken {
            error.unsent = false;
        }
        self
    }
}

impl From<reqwest::Error> for Attempt {
    fn from(error: reqwest::Error) -> Self {
        let before_sending = error.is_connect();
        // Too late to connect is no connection: nothing was sent.
        let broken = match error.is_timeout() && !before_sending {
            true => Broken::Timeout,
            false => Broken::Transport(TransportError::new(error, before_sending)),
        };
        Self {
            broken,
            before_sending,
        }
    }
}

impl Broken {
    pub(super) fn into_error<E>(self) -> Error<E> {
        match self {
            Self::TooLarge { status, limit } => Error::TooLarge { status, limit },
            Self::Timeout => Error::Timeout,
            Self::Transport(error) => Error::Transport(error),
        }
    }
}

/// One attempt. Redirects of GET and HEAD are followed; any other is a reply like others, for a
/// POST must not turn into a GET. Another origin gets no body, and no header but the harmless ones.
async fn follow(client: &reqwest::Client, prepared: &Prepared) -> Result<Answer, Attempt> {
    let mut url = prepared.url.clone();
    let mut headers = prepared.headers.clone();
    let mut body = prepared.body.clone();
    let mut hop = 0;
    loop {
        let mut request = client
            .request(prepared.method.clone(), url.clone())
            .headers(headers.clone());
        if let Some(body) = &body {
            request = request.body(body.outgoing());
        }
        let response = request.send().await.map_err(|error| {
            let attempt = Attempt::from(error);
            // After the first hop something has been sent.
            if hop == 0 {
                attempt
            } else {
                attempt.after_sending()
            }
        })?;
        let next = next_url(
            &prepared.method,
            &url,
            response.status(),
            response.headers(),
        );
        match next {
            Some(next) if prepared.follow && hop < REDIRECTS => {
                if next.origin() != url.origin() {
                    headers = harmless(&headers);
                    body = None;
                }
                url = next;
                hop += 1;
            }
            _ if prepared
                .streaming
                .takes(response.status(), response.headers()) =>
            {
                return Ok(live(response));
            }
            _ => return collect(response, prepared.limit).await,
        }
    }
}

impl Streaming {
    fn takes(self, status: StatusCode, headers: &HeaderMap) -> bool {
        let table = match self {
            Self::Successes => return status.is_success(),
            Self::Described(table) => table,
        };
        let code = status.as_u16();
        let entry = table
            .iter()
            .find(|entry| (entry.from..=entry.to).contains(&code));
        let found = headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        entry.is_some_and(|entry| {
            entry.media.iter().any(|range| {
                *range == "*/*" || found.is_some_and(|found| media::matches(range, found))
            })
        })
    }
}

fn next_url(method: &Method, from: &Url, status: StatusCode, headers: &HeaderMap) -> Option<Url> {
    let moved = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
    if !moved || !matches!(*method, Method::GET | Method::HEAD) {
        return None;
    }
    let next = from.join(headers.get(LOCATION)?.to_str().ok()?).ok()?;
    // Never from https to http, nor to any other scheme.
    (next.scheme() == from.scheme() || next.scheme() == "https").then_some(next)
}

fn harmless(headers: &HeaderMap) -> HeaderMap {
    let kept = [ACCEPT, USER_AGENT];
    let pair = |name| Some((headers.get(&name)?.clone(), name));
    kept.into_iter()
        .filter_map(pair)
        .map(|(value, name): (HeaderValue, _)| (name, value))
        .collect()
}

fn live(mut response: reqwest::Response) -> Answer {
    let headers = std::mem::take(response.headers_mut());
    Answer {
        raw: RawResponse::new(response.status(), headers, Bytes::new()),
        live: Some(response),
    }
}

/// Reads the body, up to the limit.
async fn collect(mut response: reqwest::Response, limit: usize) -> Result<Answer, Attempt> {
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let mut body = BytesMut::new();
    let sent = |error: reqwest::Error| Attempt::from(error).after_sending();
    while let Some(chunk) = response.chunk().await.map_err(sent)? {
        if body.len().saturating_add(chunk.len()) > limit {
            let broken = Broken::TooLarge { status, limit };
            return Err(Attempt {
                broken,
                before_sending: false,
            });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer {
        raw: RawResponse::new(status, headers, body.freeze()),
        live: None,
    })
}
