//! One call: awaited, or sent with options of its own.

use super::core::Core;
use super::exchange::{Answer, Broken, Streaming, exchange};
use super::stream::Source;
use super::{Download, Error, Operation, Response, Retry, Success};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

/// A call that is ready to be sent: `.await` it, or use one of the `send` methods.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<'c, O> {
    core: &'c Core,
    /// What will be sent.
    pub op: O,
}

/// What one call does otherwise than its client.
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<Retry>,
    pub(super) strictness: Option<Strictness>,
    pub(super) max_response_bytes: Option<usize>,
    pub(super) headers: Vec<(String, super::super::Secret)>,
    pub(super) unchecked: bool,
}

/// How a response is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Whatever can be read is taken.
    #[default]
    Lenient,
    /// A body that breaks the description's rules is an error.
    Strict,
}

impl<'c, O: Operation> Call<'c, O> {
    /// The call of an operation.
    pub fn new(core: &'c Core, op: O) -> Self {
        Self { core, op }
    }

    /// Sends the call.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(self) -> Result<O::Output, Error<O::Error>> {
        self.send_with(CallOptions::new()).await
    }

    /// Sends the call with options of its own.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send_with(self, options: CallOptions) -> Result<O::Output, Error<O::Error>> {
        let streaming = Streaming::Described(O::STREAMED);
        let prepared = self.core.prepare(&self.op, &options, streaming)?;
        let answer = exchange(self.core.async_client(), prepared).await;
        read(&self, answer, &options)
    }

    /// Sends the call and gives the status and all headers beside what it gives otherwise.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send_full(
        self,
        options: CallOptions,
    ) -> Result<Response<O::Output>, Error<O::Error>> {
        let streaming = Streaming::Described(O::STREAMED);
        let prepared = self.core.prepare(&self.op, &options, streaming)?;
        let answer = exchange(self.core.async_client(), prepared).await;
        read_full(&self, answer, &options)
    }

    /// Sends the call; the body of a success, whatever it is, is handed over as it arrives.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send_download(self, options: CallOptions) -> Result<Download, Error<O::Error>> {
        let prepared = self
            .core
            .prepare(&self.op, &options, Streaming::Successes)?;
        let answer = exchange(self.core.async_client(), prepared).await;
        download(&self, answer, &options)
    }

    /// Sends the call and waits for it. It holds up its thread: async code awaits the call, or goes
    /// by way of `spawn_blocking`.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<O::Output, Error<O::Error>> {
        self.send_blocking_with(CallOptions::new())
    }

    /// Sends the call with options of its own and waits for it, as `send_blocking` does.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[cfg(feature = "blocking")]
    pub fn send_blocking_with(self, options: CallOptions) -> Result<O::Output, Error<O::Error>> {
        let streaming = Streaming::Described(O::STREAMED);
        let prepared = self.core.prepare(&self.op, &options, streaming)?;
        let blocking = self.core.blocking()?;
        let answer = blocking.wait(exchange(blocking.client(), prepared));
        read(&self, answer, &options)
    }

    /// As `send_full`, waited for as `send_blocking` does.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[cfg(feature = "blocking")]
    pub fn send_full_blocking(
        self,
        options: CallOptions,
    ) -> Result<Response<O::Output>, Error<O::Error>> {
        let streaming = Streaming::Described(O::STREAMED);
        let prepared = self.core.prepare(&self.op, &options, streaming)?;
        let blocking = self.core.blocking()?;
        let answer = blocking.wait(exchange(blocking.client(), prepared));
        read_full(&self, answer, &options)
    }

    /// As `send_download`, waited for as `send_blocking` does.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[cfg(feature = "blocking")]
    pub fn send_download_blocking(self, options: CallOptions) -> Result<Download, Error<O::Error>> {
        let prepared = self
            .core
            .prepare(&self.op, &options, Streaming::Successes)?;
        let blocking = self.core.blocking()?;
        let answer = blocking.wait(exchange(blocking.client(), prepared));
        download(&self, answer, &options)
    }
}

impl<'c, O> IntoFuture for Call<'c, O>
where
    O: Operation + Send + Sync + 'c,
{
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl CallOptions {
    /// As the client has it.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long one attempt may take.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self {
            timeout: Some(timeout),
            ..self
        }
    }

    /// When the call is tried again.
    pub fn retry(self, retry: Retry) -> Self {
        Self {
            retry: Some(retry),
            ..self
        }
    }

    /// How the response is read.
    pub fn strictness(self, strictness: Strictness) -> Self {
        Self {
            strictness: Some(strictness),
            ..self
        }
    }

    /// The longest body that is taken, in bytes.
    pub fn max_response_bytes(self, limit: usize) -> Self {
        Self {
            max_response_bytes: Some(limit),
            ..self
        }
    }

    /// One more header; it replaces one of the same name, and stands for the credential that would
    /// be in it. Those that frame the message, such as
    /// `content-length` and `connection`, are refused. `host` names another host to the same
    /// server: the connection goes where it goes otherwise.
    pub fn header(
        mut self,
        name: impl Into<String>,
        value: impl Into<super::super::Secret>,
    ) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sends the request even where it breaks the description's rules.
    pub fn skip_validation(self) -> Self {
        Self {
            unchecked: true,
            ..self
        }
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("strictness", &self.strictness)
            .field("unchecked", &self.unchecked)
            .finish_non_exhaustive()
    }
}

impl<O: Operation> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &O::ID)
            .finish_non_exhaustive()
    }
}

// No methods: an emitted call has one for each optional parameter, whatever it is called.

fn read<O: Operation>(
    call: &Call<'_, O>,
    answer: Result<Answer, Broken>,
    options: &CallOptions,
) -> Result<O::Output, Error<O::Error>> {
    let answer = answer.map_err(Broken::into_error)?;
    <O::Success as Success<_>>::read(call.core.reply(answer, options))
}

fn read_full<O: Operation>(
    call: &Call<'_, O>,
    answer: Result<Answer, Broken>,
    options: &CallOptions,
) -> Result<Response<O::Output>, Error<O::Error>> {
    let answer = answer.map_err(Broken::into_error)?;
    let (status, headers) = (answer.raw.status, answer.raw.headers.clone());
    let body = read(call, Ok(answer), options)?;
    Ok(Response {
        status,
        headers,
        body,
    })
}

fn download<O: Operation>(
    call: &Call<'_, O>,
    answer: Result<Answer, Broken>,
    options: &CallOptions,
) -> Result<Download, Error<O::Error>> {
    let answer = answer.map_err(Broken::into_error)?;
    let (head, source) = match answer.live {
        Some(response) => (answer.raw, Source::Response(Box::new(response))),
        // No success: the description may say what it is.
        None => {
            let head = answer.raw.clone();
            read(call, Ok(answer), options)?;
            let source = Source::Whole(head.body.clone());
            (head, source)
        }
    };
    Ok(Download::new(call.core.live(source, options), head))
}
