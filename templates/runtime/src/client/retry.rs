//! When a call is tried again, and after how long.

use http::header::RETRY_AFTER;
use http::{HeaderMap, Method, StatusCode};
use std::time::{Duration, SystemTime};

/// When a call is tried again: after 429 and 503, and after a connection that failed before the
/// request was sent. A method that is not safe to repeat (POST, PATCH) is only tried again after
/// the latter, unless `unsafe_methods` says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retry {
    max_retries: u32,
    base: Duration,
    max_delay: Duration,
    unsafe_methods: bool,
}

impl Default for Retry {
    /// Twice, after half a second and after one, and never later than 30 seconds.
    fn default() -> Self {
        Self {
            max_retries: 2,
            base: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
            unsafe_methods: false,
        }
    }
}

impl Retry {
    /// Never.
    pub fn none() -> Self {
        Self {
            max_retries: 0,
            ..Self::default()
        }
    }

    /// How often a call is tried again at most.
    #[must_use]
    pub fn max_retries(self, max_retries: u32) -> Self {
        Self {
            max_retries,
            ..self
        }
    }

    /// The first delay; each further one is twice as long. Up to half of each is left to chance.
    #[must_use]
    pub fn base(self, base: Duration) -> Self {
        Self { base, ..self }
    }

    /// The longest delay. A server that asks for a longer one (Retry-After) is not asked again.
    #[must_use]
    pub fn max_delay(self, max_delay: Duration) -> Self {
        Self { max_delay, ..self }
    }

    /// Whether methods that are not safe to repeat are repeated after 429 and 503 too.
    #[must_use]
    pub fn unsafe_methods(self, unsafe_methods: bool) -> Self {
        Self {
            unsafe_methods,
            ..self
        }
    }

    /// How long to wait after this reply; `None`: it stands.
    pub(super) fn after_reply(
        &self,
        retries: u32,
        method: &Method,
        status: StatusCode,
        headers: &HeaderMap,
    ) -> Option<Duration> {
        let busy = matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        );
        // TRACE, those of RFC 9110, section 9.2.2, and the safe method with a body.
        let safe = method.is_idempotent() || method.as_str() == "QUERY" || self.unsafe_methods;
        if !busy || !safe || retries >= self.max_retries {
            return None;
        }
        match retry_after(headers, SystemTime::now()) {
            Some(asked) => (asked <= self.max_delay).then_some(asked),
            None => Some(self.delay(retries)),
        }
    }

    /// How long to wait after a connection that failed before anything was sent.
    pub(super) fn after_refusal(&self, retries: u32) -> Option<Duration> {
        (retries < self.max_retries).then(|| self.delay(retries))
    }

    fn delay(&self, retries: u32) -> Duration {
        let full = self
            .base
            .saturating_mul(2u32.saturating_pow(retries))
            .min(self.max_delay);
        full.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

/// `Retry-After` (RFC 9110, section 10.2.3): seconds or a date.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than any number holds is longer than anyone waits.
        return Some(text.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
