//! One span a call: its name, method and path as the description has them, the status and the
//! number of retries. Never a value.

use http::StatusCode;
use std::future::Future;

/// The span of a call, or nothing where the feature `tracing` is off.
#[derive(Debug, Clone)]
pub(super) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    pub(super) fn new(operation: &'static str, method: &'static str, path: &'static str) -> Self {
        let span = tracing::info_span!(
            "call",
            operation,
            method,
            path,
            status = tracing::field::Empty,
            retries = tracing::field::Empty,
        );
        Self { span }
    }

    pub(super) fn finish(&self, status: Option<StatusCode>, retries: u32) {
        self.span.record("retries", retries);
        if let Some(status) = status {
            self.span.record("status", status.as_u16());
        }
    }

    pub(super) async fn enter<T>(&self, work: impl Future<Output = T> + Send) -> T {
        tracing::Instrument::instrument(work, self.span.clone()).await
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(super) fn new(_: &'static str, _: &'static str, _: &'static str) -> Self {
        Self {}
    }

    pub(super) fn finish(&self, _: Option<StatusCode>, _: u32) {}

    pub(super) async fn enter<T>(&self, work: impl Future<Output = T> + Send) -> T {
        work.await
    }
}
