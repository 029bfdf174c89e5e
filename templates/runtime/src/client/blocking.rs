//! Calls that block: a runtime of the client's own, and connections that live in it.

use super::BuildRequestError;
use super::tls::HttpClient;
use std::future::Future;
use tokio::runtime::{Builder, Handle, Runtime};

/// A runtime with one thread, which also keeps idle connections alive, and the HTTP client whose
/// connections belong to it.
pub(super) struct Blocking {
    runtime: Option<Runtime>,
    client: HttpClient,
}

impl Blocking {
    pub(super) fn new(client: reqwest::Client) -> Result<Self, BuildRequestError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        let runtime =
            runtime.map_err(|error| BuildRequestError::new("runtime", error.to_string()))?;
        Ok(Self {
            runtime: Some(runtime),
            client: HttpClient::new(client),
        })
    }

    pub(super) fn client(&self) -> &reqwest::Client {
        self.client.get()
    }

    /// Waits for the work.
    ///
    /// # Errors
    ///
    /// Within async code, where waiting would stop the thread that others need.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> Result<T, BuildRequestError> {
        match (&self.runtime, Handle::try_current()) {
            (Some(runtime), Err(_)) => Ok(runtime.block_on(work)),
            _ => Err(BuildRequestError::new(
                "call",
                "blocks, but stands in async code: await it",
            )),
        }
    }
}

/// A runtime may be dropped within async code only if nobody waits for its threads.
impl Drop for Blocking {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
