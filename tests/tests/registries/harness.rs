//! One way to call any of the emitted clients, with bodies as JSON, so that a case is written
//! once and runs for each API.

use generated::runtime as rt;
use rt::{CallOptions, ClientBuilder, HeaderMap, Retry};
use serde_json::Value;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

/// What a case must know of one emitted API.
pub trait Registry: 'static {
    /// Its client.
    type Client: rt::Api + Debug;
    /// What is sent.
    type Body: rt::Wire;
    /// The operation that sends it.
    type Op: rt::Operation<Output: rt::Wire + Debug, Error: Debug> + Debug;

    /// Gives the credentials that [`Subject::credential`] then expects.
    fn authorize(builder: ClientBuilder<Self::Client>) -> ClientBuilder<Self::Client>;

    /// The call.
    fn create(client: &Self::Client, body: Self::Body) -> rt::Call<'_, Self::Op>;

    /// What a documented error holds.
    fn documented(error: ErrorOf<Self>) -> Documented;
}

/// The error type of an API's operation.
pub type ErrorOf<R> = <<R as Registry>::Op as rt::Operation>::Error;

/// A documented error, whatever its type.
#[derive(Debug, Clone, PartialEq)]
pub struct Documented {
    /// The variant of the emitted enum.
    pub variant: String,
    /// What came with it.
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl std::fmt::Display for Documented {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.variant)
    }
}

impl Documented {
    /// The error of which `failure` is the content.
    pub fn new<B: rt::Wire>(variant: String, failure: rt::Failure<B>) -> Self {
        let parts = failure.into_parts();
        let body = rt::to_value(&parts.body).expect("what was read is written");
        Self {
            variant,
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        }
    }
}

/// The variant of an enum's value, from its `Debug`.
pub fn variant(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    text.split('(').next().unwrap_or_default().to_owned()
}

/// The facts of an API that its cases share.
pub struct Subject {
    pub name: &'static str,
    pub path: &'static str,
    /// The status of success.
    pub success: u16,
    /// A body with everything that can be set, and a reply with everything that can come.
    pub request: Value,
    pub reply: Value,
    /// The header that [`Registry::authorize`] has sent.
    pub credential: Option<(&'static str, &'static str)>,
    /// Each documented error.
    pub errors: Vec<DocumentedCase>,
    /// A body that breaks several rules, and each pointer and keyword; none has no rule.
    pub invalid: Option<(Value, Vec<(&'static str, &'static str)>)>,
    /// A reply that is JSON and not what is described, and the place that is wrong.
    pub malformed: (&'static str, &'static str),
    /// The call, whatever its types.
    pub send: fn(Setup) -> Pin<Box<dyn Future<Output = Sent>>>,
}

/// One documented error: what the server answers, and what must come of it.
pub struct DocumentedCase {
    pub status: u16,
    pub media: &'static str,
    pub text: String,
    pub variant: &'static str,
    pub body: Value,
}

/// How one call is made.
#[derive(Clone)]
pub struct Setup {
    /// Without one the client is built as the description says.
    pub base_url: Option<String>,
    pub authorized: bool,
    pub body: Value,
    pub retry: Retry,
    pub timeout: Duration,
    pub default_header: Option<(&'static str, &'static str)>,
    pub options: CallOptions,
}

/// What a call came to.
pub struct Sent {
    pub result: Result<Value, rt::Error<Documented>>,
    /// Everything of it that a program may print.
    pub shown: String,
}

/// What a call came to, and what the server saw of it.
pub struct Run {
    pub sent: Sent,
    pub requests: Vec<Request>,
    pub elapsed: Duration,
}

impl Subject {
    /// The subject that calls `R`; the other fields are filled in by its own module.
    pub fn of<R: Registry>(name: &'static str, path: &'static str) -> Self {
        Self {
            name,
            path,
            success: 200,
            request: Value::Null,
            reply: Value::Null,
            credential: None,
            errors: Vec::new(),
            invalid: None,
            malformed: ("", ""),
            send: |setup| Box::pin(send::<R>(setup)),
        }
    }

    /// A call with all that the operation wants.
    pub fn setup(&self) -> Setup {
        Setup {
            base_url: None,
            authorized: true,
            body: self.request.clone(),
            retry: Retry::none(),
            timeout: Duration::from_secs(20),
            default_header: None,
            options: CallOptions::new(),
        }
    }

    /// Calls a server that always answers the same.
    pub async fn run(&self, answer: ResponseTemplate) -> Run {
        self.run_with(answer, |setup| setup).await
    }

    /// The same with another setup.
    pub async fn run_with(
        &self,
        answer: ResponseTemplate,
        change: impl FnOnce(Setup) -> Setup,
    ) -> Run {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        self.run_on(&server, change).await
    }

    /// Calls a server of the test's own.
    pub async fn run_on(&self, server: &MockServer, change: impl FnOnce(Setup) -> Setup) -> Run {
        let mut setup = change(self.setup());
        setup.base_url = Some(server.uri());
        let start = Instant::now();
        let sent = (self.send)(setup).await;
        let elapsed = start.elapsed();
        let requests = server.received_requests().await;
        Run {
            sent,
            requests: requests.expect("the server records"),
            elapsed,
        }
    }

    /// The success that the description names.
    pub fn answer(&self) -> ResponseTemplate {
        ResponseTemplate::new(self.success).set_body_json(&self.reply)
    }
}

async fn send<R: Registry>(setup: Setup) -> Sent {
    let mut builder = ClientBuilder::<R::Client>::new()
        .timeout(setup.timeout)
        .retry(setup.retry);
    if let Some(url) = setup.base_url {
        builder = builder.base_url(url);
    }
    if let Some((name, value)) = setup.default_header {
        builder = builder.default_header(name, value);
    }
    if setup.authorized {
        builder = R::authorize(builder);
    }
    let mut shown = format!("{builder:?}\n{:?}\n", setup.options);
    let client = builder.build().expect("a client");
    let body: R::Body = rt::from_value(setup.body).expect("the body is of the type");
    let call = R::create(&client, body);
    shown += &format!("{client:?}\n{call:?}\n{:?}\n", call.op);
    let result = call.send_with(setup.options).await;
    match &result {
        Ok(output) => shown += &format!("{output:?}\n"),
        Err(error) => shown += &format!("{error}\n{error:?}\n"),
    }
    let result = match result {
        Ok(output) => Ok(rt::to_value(&output).expect("what was read is written")),
        Err(error) => Err(erase::<R>(error)),
    };
    Sent { result, shown }
}

/// The same error without the operation's own type.
fn erase<R: Registry>(error: rt::Error<ErrorOf<R>>) -> rt::Error<Documented> {
    use rt::Error;
    match error {
        Error::Api(error) => Error::Api(R::documented(error)),
        Error::Invalid(violations) => Error::Invalid(violations),
        Error::Request(error) => Error::Request(error),
        Error::MissingCredentials(missing) => Error::MissingCredentials(missing),
        Error::Unexpected(raw) => Error::Unexpected(raw),
        Error::Decode(error) => Error::Decode(error),
        Error::TooLarge { status, limit } => Error::TooLarge { status, limit },
        Error::Timeout => Error::Timeout,
        Error::Transport(error) => Error::Transport(error),
        other => panic!("an error that the tests do not know: {other:?}"),
    }
}
