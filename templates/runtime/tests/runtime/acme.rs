//! A miniature of an emitted client, for the invented API of Acme Widgets.

use crate::runtime as rt;
use crate::sample::Widget;

#[derive(Debug, Clone)]
pub struct Client {
    core: rt::Core,
}

pub type ClientBuilder = rt::ClientBuilder<Client>;

impl rt::Api for Client {
    const NAME: &'static str = "Acme Widgets";
    const USER_AGENT: &'static str = "acme/1.0";
    const SERVERS: &'static [rt::Server] = &[
        rt::Server {
            url: "PUT_YOUR_HOST_HERE",
            variables: &[],
        },
        rt::Server {
            url: "https://{region}.acme.example/{base}",
            variables: &[
                rt::ServerVariable {
                    name: "region",
                    default: "eu",
                    values: &["eu", "us"],
                },
                rt::ServerVariable {
                    name: "base",
                    default: "v1",
                    values: &[],
                },
            ],
        },
    ];
    const SERVER_VARIABLES: &'static [&'static str] = &["base", "region"];
    const SCHEMES: &'static [rt::Scheme] = &[
        rt::Scheme {
            name: "bearer",
            kind: rt::SchemeKind::Bearer,
        },
        rt::Scheme {
            name: "apiKey",
            kind: rt::SchemeKind::Header("x-api-key"),
        },
        rt::Scheme {
            name: "queryKey",
            kind: rt::SchemeKind::Query("key"),
        },
        rt::Scheme {
            name: "session",
            kind: rt::SchemeKind::Cookie("sid"),
        },
        rt::Scheme {
            name: "basic",
            kind: rt::SchemeKind::Basic,
        },
        rt::Scheme {
            name: "mtls",
            kind: rt::SchemeKind::MutualTls,
        },
    ];

    fn from_core(core: rt::Core) -> Self {
        Self { core }
    }

    fn core(&self) -> &rt::Core {
        &self.core
    }
}

impl rt::ClientBuilder<Client> {
    pub fn bearer_auth(self, token: impl Into<rt::Secret>) -> Self {
        self.credential(0, token)
    }

    pub fn api_key(self, key: impl Into<rt::Secret>) -> Self {
        self.credential(1, key)
    }

    pub fn query_key(self, key: impl Into<rt::Secret>) -> Self {
        self.credential(2, key)
    }

    pub fn session(self, key: impl Into<rt::Secret>) -> Self {
        self.credential(3, key)
    }

    pub fn basic_auth(self, user: &str, password: impl Into<rt::Secret>) -> Self {
        self.basic_credential(4, user, &password.into())
    }
}

impl Client {
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    pub fn create(&self, body: Widget) -> rt::Call<'_, CreateWidget> {
        rt::Call::new(&self.core, CreateWidget { body })
    }

    pub fn get(&self, id: impl Into<String>) -> rt::Call<'_, GetWidget> {
        rt::Call::new(
            &self.core,
            GetWidget {
                id: id.into(),
                ..GetWidget::default()
            },
        )
    }

    pub fn secured<S: Security>(&self, security: S) -> rt::Call<'_, Secured<S>> {
        rt::Call::new(&self.core, Secured(security))
    }
}

#[derive(Clone)]
pub struct CreateWidget {
    pub body: Widget,
}

#[derive(Debug, Clone, PartialEq)]
pub enum CreateError {
    BadRequest(rt::Failure<Problem>),
    Forbidden(rt::Failure<serde_json::Value>),
}

impl Problem {
    fn read(reply: &rt::Reply) -> Result<Self, rt::DecodeError> {
        reply.choose(
            &[
                ("application/json", |reply| reply.json().map(Self::Json)),
                ("text/plain", |reply| reply.text().map(Self::Text)),
            ],
            Self::Other,
        )
    }
}

impl rt::ApiError for CreateError {
    fn read(reply: rt::Reply) -> rt::Error<Self> {
        match reply.status() {
            400 => reply.api(Problem::read, Self::BadRequest),
            403 => reply.api(rt::Reply::json, Self::Forbidden),
            _ => reply.unexpected(),
        }
    }

    fn failure(&self) -> &dyn rt::AnyFailure {
        match self {
            Self::BadRequest(failure) => failure,
            Self::Forbidden(failure) => failure,
        }
    }
}

rt::api_error!(CreateError);

/// A body of several media types.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    Json(serde_json::Value),
    Text(String),
    Other(bytes::Bytes),
}

rt::operation!(CreateWidget);

impl rt::Operation for CreateWidget {
    type Output = Widget;
    type Success = rt::Json<200, 201>;
    type Error = CreateError;

    const ID: &'static str = "createWidget";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/widgets";
    const SECURITY: &'static [&'static [usize]] = &[&[0], &[]];

    fn visit<V: rt::Visit>(&self, to: V) -> V {
        to.literal("/widgets")
            .accept("application/json, text/plain")
            .json("application/json", &self.body, &[])
    }
}

#[derive(Clone, Default)]
pub struct GetWidget {
    pub id: String,
    pub tags: Option<Vec<String>>,
    pub trace: Option<String>,
    pub taste: Option<String>,
}

impl rt::Call<'_, GetWidget> {
    pub fn tags(mut self, tags: Vec<String>) -> Self {
        self.op.tags = Some(tags);
        self
    }

    pub fn trace(mut self, trace: impl Into<String>) -> Self {
        self.op.trace = Some(trace.into());
        self
    }

    pub fn taste(mut self, taste: impl Into<String>) -> Self {
        self.op.taste = Some(taste.into());
        self
    }
}

rt::operation!(GetWidget);

impl rt::Operation for GetWidget {
    type Output = Widget;
    type Success = rt::Json<200>;
    type Error = std::convert::Infallible;

    const ID: &'static str = "getWidget";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/widgets/{id}/now";
    const SECURITY: &'static [&'static [usize]] = &[&[], &[1], &[2]];

    fn visit<V: rt::Visit>(&self, to: V) -> V {
        to.literal("/widgets/")
            .path("id", &self.id, rt::Style::SIMPLE, &[])
            .literal("/now")
            .query_if("tags", &self.tags, rt::Style::FORM.exploded(), &[])
            .header_if("x-trace", &self.trace, rt::Style::SIMPLE, &[])
            .cookie_if("taste", &self.taste, rt::Style::FORM.exploded(), &[])
    }
}

/// An operation that is nothing but its security.
pub trait Security: Send + Sync {
    const ALTERNATIVES: &'static [&'static [usize]];

    /// What it sends beside.
    fn fill(&self, request: &mut rt::Request) {
        let _ = request;
    }
}

macro_rules! security {
    ($($name:ident: $alternatives:expr;)*) => {$(
        pub struct $name;
        impl Security for $name {
            const ALTERNATIVES: &'static [&'static [usize]] = $alternatives;
        }
    )*};
}

security! {
    BearerOrKey: &[&[0], &[1]];
    BearerAndKey: &[&[0, 1]];
    QueryAndSession: &[&[2, 3]];
    BasicOnly: &[&[4]];
    CertificateOrBearer: &[&[5], &[0]];
    Optional: &[&[], &[0]];
    NoneAtAll: &[];
}

pub struct Secured<S>(pub S);

impl<S: Security> std::fmt::Debug for Secured<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        rt::show_operation(self, "Secured", f)
    }
}

impl<S: Security> rt::Operation for Secured<S> {
    type Output = ();
    type Success = rt::Empty<204>;
    type Error = std::convert::Infallible;

    const ID: &'static str = "secured";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/secured";
    const SECURITY: &'static [&'static [usize]] = S::ALTERNATIVES;

    fn visit<V: rt::Visit>(&self, to: V) -> V {
        to.literal("/secured")
    }

    fn body(&self, request: &mut rt::Request) -> Result<(), rt::BuildRequestError> {
        self.0.fill(request);
        Ok(())
    }
}

/// An operation that documents `200` and `default`.
pub struct Documented;

rt::operation!(Documented);

impl rt::Operation for Documented {
    type Output = Widget;
    type Success = rt::Json<200>;
    type Error = AnyOther;

    const ID: &'static str = "documented";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/documented";

    fn visit<V: rt::Visit>(&self, to: V) -> V {
        to.literal("/documented")
    }
}

#[derive(Debug)]
pub enum AnyOther {
    Default(rt::Failure<serde_json::Value>),
}

impl rt::ApiError for AnyOther {
    fn read(reply: rt::Reply) -> rt::Error<Self> {
        reply.api(rt::Reply::json, Self::Default)
    }

    fn failure(&self) -> &dyn rt::AnyFailure {
        let Self::Default(failure) = self;
        failure
    }
}

rt::api_error!(AnyOther);
