//! Diagnostics: what the generator has to say about a document.
//!
//! A diagnostic is made with a [`Place`]: a file and a JSON pointer. Lines and columns are looked
//! up when it is printed (see [`crate::source`]), so that a document without a mistake never pays
//! for them.

use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::{self, Write};
use std::sync::Arc;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The output is exact; the reader may want to know.
    Note,
    /// Something was widened, approximated or left out; the rest is generated.
    Warning,
    /// Nothing can be generated.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// A file of [`crate::source::Sources`], by its index there. The first is the document itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A JSON pointer (RFC 6901) in its string form, such as `/paths/~1pets/get`. Empty is the root.
///
/// The text is shared: every stage notes where things stand, and copies what the one before noted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(Arc<str>);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer that is already spelt as RFC 6901 says; `#` and percent-encoding are not undone.
    pub fn from_encoded(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The pointer to the member `key` of the object (or the element of the array) at this one.
    #[must_use]
    pub fn key(&self, key: impl fmt::Display) -> Self {
        let mut text = String::with_capacity(self.0.len() + 24);
        text.push_str(&self.0);
        text.push('/');
        // A string takes everything.
        let _ = write!(Escaped(&mut text), "{key}");
        Self(text.into())
    }

    /// The unescaped segments, outermost first.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|segment| {
            if segment.contains('~') {
                Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
            } else {
                Cow::Borrowed(segment)
            }
        })
    }

    /// What it leads to in `root`.
    pub fn find<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        if !self.0.is_empty() && !self.0.starts_with('/') {
            return None;
        }
        self.segments().try_fold(root, |value, key| match value {
            Value::Object(map) => map.get(&*key),
            Value::Array(list) => list.get(index(&key)?),
            _ => None,
        })
    }

    /// The pointer to what holds this, or nothing at the root.
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|end| Self(self.0[..end].into()))
    }

    /// The encoded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The index of an array's element (RFC 6901, section 4).
fn index(segment: &str) -> Option<usize> {
    let plain = segment.bytes().all(|byte| byte.is_ascii_digit());
    let leading = segment.starts_with('0') && segment.len() > 1;
    segment.parse().ok().filter(|_| plain && !leading)
}

/// The end of a pointer, where a segment is being written.
struct Escaped<'t>(&'t mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(['~', '/']) {
            let (plain, special) = rest.split_at(at);
            self.0.push_str(plain);
            self.0
                .push_str(if special.starts_with('~') { "~0" } else { "~1" });
            rest = &special[1..];
        }
        self.0.push_str(rest);
        Ok(())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where something stands: a file and a pointer into it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The pointer in that file.
    pub pointer: Pointer,
}

impl Place {
    /// The root of `file`.
    pub fn root(file: FileId) -> Self {
        Self {
            file,
            pointer: Pointer::root(),
        }
    }

    /// The place of the member `key`.
    #[must_use]
    pub fn key(&self, key: impl fmt::Display) -> Self {
        Self {
            file: self.file,
            pointer: self.pointer.key(key),
        }
    }
}

/// One thing to say, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind it is; the corpus counts by it.
    pub code: Code,
    /// How bad it is; [`Code::severity`] unless raised.
    pub severity: Severity,
    /// Where. `None` where there is no document, such as an output folder that cannot be written.
    pub place: Option<Place>,
    /// A line and column (both from 1) that is known beforehand: a syntax error has no pointer.
    pub position: Option<(usize, usize)>,
    /// One sentence.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic at `place`.
    pub fn new(code: Code, place: &Place, message: impl Into<String>) -> Self {
        Self {
            place: Some(place.clone()),
            ..Self::nowhere(code, message)
        }
    }

    /// A diagnostic that stands in no document.
    pub fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            place: None,
            position: None,
            message: message.into(),
            help: None,
        }
    }

    /// The same with a help line.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Collects diagnostics; a stage goes on after it has said what is wrong.
///
/// The same thing at the same place is said once, however many references lead there.
#[derive(Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    said: HashSet<(Code, Option<Place>, String)>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let said = (
            diagnostic.code,
            diagnostic.place.clone(),
            diagnostic.message.clone(),
        );
        if self.said.insert(said) {
            self.items.push(diagnostic);
        }
    }

    /// Adds one at `place`.
    pub fn report(&mut self, code: Code, place: &Place, message: impl Into<String>) {
        self.push(Diagnostic::new(code, place, message));
    }

    /// Adds all of `others`.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in others {
            self.push(diagnostic);
        }
    }

    /// In the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity == Severity::Error)
    }

    /// The diagnostics themselves.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.items
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal $severity:ident;)*) => {
        /// The kinds of diagnostics. The text form is stable: reports and CI refer to it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in the order of this list.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable text, such as `unresolved-reference`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// How bad it is, unless `--strict` raises it.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// A file cannot be read or written.
    Io = "io" Error;
    /// What was asked for makes no sense: a name that does not do, a folder that is somebody else's.
    Usage = "usage" Error;
    /// The text is not UTF-8, or empty.
    NotText = "not-text" Error;
    /// The text is neither YAML nor JSON.
    Syntax = "syntax" Error;
    /// A mapping has the same key twice.
    DuplicateKey = "duplicate-key" Warning;
    /// The document is not OpenAPI 3.0, 3.1 or 3.2.
    UnsupportedVersion = "unsupported-version" Error;
    /// A value has another JSON type or form than the specification asks for.
    Malformed = "malformed" Warning;
    /// A keyword that neither OpenAPI nor JSON Schema knows; often a misspelling.
    UnknownKeyword = "unknown-keyword" Warning;
    /// A keyword of the specification that has no effect on the output.
    UnsupportedKeyword = "unsupported-keyword" Warning;
    /// Something of the document that makes no difference to the output, and why.
    NotUsed = "not-used" Note;
    /// A `$ref` that leads nowhere.
    UnresolvedReference = "unresolved-reference" Warning;
    /// A `$ref` that leads out of the folder of the document, or to the network.
    ForbiddenReference = "forbidden-reference" Warning;
    /// A `$ref` whose chain comes back to itself.
    CyclicReference = "cyclic-reference" Warning;
    /// The schema can hold no value.
    Unsatisfiable = "unsatisfiable" Warning;
    /// The type is wider than the schema; the validator checks the rest.
    Widened = "widened" Note;
    /// Neither the type nor a validator checks this part of the schema.
    Unchecked = "unchecked" Warning;
    /// The arms of a union cannot be told apart by looking; they are tried in order.
    AmbiguousUnion = "ambiguous-union" Note;
    /// Two things wanted the same name; one of them got a longer one.
    NameClash = "name-clash" Note;
    /// An operation was left out.
    SkippedOperation = "skipped-operation" Warning;
    /// A parameter, header or part was left out or sent in another form.
    SkippedPart = "skipped-part" Warning;
    /// A path parameter is not declared, or a declared one is not in the path.
    PathParameter = "path-parameter" Warning;
    /// An overlay cannot be read.
    OverlayMalformed = "overlay-malformed" Error;
    /// An overlay action matches nothing.
    OverlayMiss = "overlay-miss" Error;
    /// The value that an overlay action expects is not there any more.
    OverlayStale = "overlay-stale" Error;
    /// The form of a page is not recognised.
    UnknownForm = "unknown-form" Error;
    /// A line of a page that the importer does not understand.
    ImportLine = "import-line" Warning;
    /// A fact that the page does not state and the overlay must.
    Hole = "hole" Warning;
    /// A tag or an operation that was asked for is not in the document.
    NotSelected = "not-selected" Error;
    /// An emitted file is stale, missing or no longer emitted.
    Stale = "stale" Error;
    /// The generator made something that is not Rust. A bug of the generator.
    Internal = "internal" Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
