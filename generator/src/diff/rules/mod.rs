//! Rules: what each kind of change is called and how bad it is.

mod table;

pub use table::RULES;

use super::facts::Effect;
use std::fmt;

/// How bad a change is, in oasdiff's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Old clients go on as before.
    Info,
    /// Some old clients may break.
    Warn,
    /// Old clients break.
    Err,
}

impl Level {
    /// oasdiff's spelling: `INFO`, `WARN`, `ERR`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Info => "INFO",
            Level::Warn => "WARN",
            Level::Err => "ERR",
        }
    }

    /// The word for people: `info`, `warning`, `error`.
    pub fn word(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warn => "warning",
            Level::Err => "error",
        }
    }
}

/// Which way the changed thing travels (`direction` of oasdiff's list).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Neither.
    None,
    /// To the server.
    Request,
    /// To the client.
    Response,
}

/// The part of a document that a rule speaks of (`area` of oasdiff's list).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are those of the list")]
pub enum Area {
    Paths,
    Parameters,
    RequestBody,
    Responses,
    Headers,
    Schema,
    Security,
    Tags,
    Components,
    /// Ours: servers and base URLs.
    Servers,
}

macro_rules! display_as_debug {
    ($($ty:ident)*) => {$(
        impl fmt::Display for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, f)
            }
        }
    )*};
}
display_as_debug!(Way Area);

/// A kind of change.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    /// The stable name.
    pub id: &'static str,
    /// How bad it is.
    pub level: Level,
    /// Which way the changed thing travels.
    pub direction: Way,
    /// The part of the document.
    pub area: Area,
    /// Whether it is ours; the others are oasdiff's.
    pub ours: bool,
}

/// What a type is part of, which decides the first words of a rule's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Parameter,
    ParameterProperty,
    RequestBody,
    RequestProperty,
    ResponseBody,
    ResponseProperty,
    ResponseHeader,
}

impl Scope {
    /// The scope of what is inside.
    pub(super) fn nested(self) -> Self {
        match self {
            Scope::Parameter | Scope::ParameterProperty => Scope::ParameterProperty,
            Scope::RequestBody | Scope::RequestProperty => Scope::RequestProperty,
            Scope::ResponseBody | Scope::ResponseProperty => Scope::ResponseProperty,
            Scope::ResponseHeader => Scope::ResponseHeader,
        }
    }

    /// The first words of ids, the best first.
    fn prefixes(self) -> &'static [&'static str] {
        match self {
            Scope::Parameter => &["request-parameter"],
            Scope::ParameterProperty => &["request-parameter-property", "request-parameter"],
            Scope::RequestBody => &["request-body"],
            Scope::RequestProperty => &["request-property"],
            Scope::ResponseBody => &["response-body"],
            Scope::ResponseProperty => &["response-property"],
            Scope::ResponseHeader => &["response-header"],
        }
    }

    fn direction(self) -> Way {
        match self {
            Scope::Parameter
            | Scope::ParameterProperty
            | Scope::RequestBody
            | Scope::RequestProperty => Way::Request,
            Scope::ResponseBody | Scope::ResponseProperty | Scope::ResponseHeader => Way::Response,
        }
    }

    fn area(self) -> Area {
        match self {
            Scope::Parameter | Scope::ParameterProperty => Area::Parameters,
            Scope::ResponseHeader => Area::Headers,
            Scope::RequestBody
            | Scope::RequestProperty
            | Scope::ResponseBody
            | Scope::ResponseProperty => Area::Schema,
        }
    }
}

/// The rule `id`. Ids are written in this program only, and a test asks for each of them; one
/// that is not in the table gives the gravest rule there is, so that nothing is hidden.
pub(super) fn rule(id: &str) -> &'static Rule {
    static UNNAMED: Rule = Rule {
        id: "unnamed",
        level: Level::Err,
        direction: Way::None,
        area: Area::Paths,
        ours: true,
    };
    find(id).unwrap_or(&UNNAMED)
}

/// The rule for a fact of a type in `scope`: the first of `ids` that there is, as an ending or as
/// a whole id; else the rule of ours that says only what became of the allowed values.
pub(super) fn choose<I: AsRef<str>>(scope: Scope, ids: &[I], effect: Effect) -> &'static Rule {
    for id in ids.iter().map(AsRef::as_ref) {
        let ending = scope
            .prefixes()
            .iter()
            .find_map(|prefix| find(&format!("{prefix}-{id}")));
        let fits = |rule: &&Rule| rule.direction == scope.direction() && rule.area == scope.area();
        if let Some(rule) = ending.or_else(|| find(id).filter(fits)) {
            return rule;
        }
    }
    let word = match effect {
        Effect::Narrows => "narrowed",
        Effect::Widens => "widened",
        Effect::Alters => "altered",
        Effect::Notes => "noted",
    };
    let prefix = scope.prefixes().last().copied().unwrap_or_default();
    rule(&format!("{prefix}-{word}"))
}

fn find(id: &str) -> Option<&'static Rule> {
    let index = RULES.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
    RULES.get(index)
}
