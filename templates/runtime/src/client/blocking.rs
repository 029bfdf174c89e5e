//! Calls that block: a runtime of the client's own, and connections that live in it.

use super::BuildRequestError;
use super::tls::HttpClient;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread::{self, Thread};
use tokio::runtime::{Builder, Handle, Runtime};

/// A runtime with one thread, which also keeps idle connections alive, and the HTTP client whose
/// connections belong to it.
pub(super) struct Blocking {
    runtime: Option<Runtime>,
    handle: Handle,
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
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
            client: HttpClient::new(client),
        })
    }

    pub(super) fn client(&self) -> &reqwest::Client {
        self.client.get()
    }

    /// Waits for the work. Nothing of it is left to the runtime that the thread may belong to, whose
    /// own `block_on` would panic: a thread of `spawn_blocking` and one that others need look the
    /// same from here.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        let _entered = self.handle.enter();
        let waker = Arc::new(Unpark(thread::current())).into();
        // Nobody would renew a budget.
        let mut work = pin!(tokio::task::unconstrained(work));
        loop {
            match work.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(done) => return done,
                Poll::Pending => thread::park(),
            }
        }
    }
}

/// Wakes the thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
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
