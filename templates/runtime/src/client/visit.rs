//! What an operation sends, gone through: to build the request, to check it, and to show it.

use super::super::{Flow, PASS, Part, Path, Rules, Sink, Validate, hold};
use super::{Request, Style};
use std::fmt;

/// Two methods for each place: of a parameter that is there, and of one that may be absent.
macro_rules! by_place {
    ($($place:ident: $always:ident $maybe:ident;)*) => {$(
        #[doc = concat!("A parameter at `", stringify!($place), "`.")]
        fn $always<T: Part>(
            self,
            name: &'static str,
            value: &T,
            style: Style,
            rules: Rules,
        ) -> Self {
            self.parameter(Place::$place, name, value, style, rules)
        }

        #[doc = concat!("A parameter at `", stringify!($place), "` that may be absent.")]
        fn $maybe<T: Part>(
            self,
            name: &'static str,
            value: &Option<T>,
            style: Style,
            rules: Rules,
        ) -> Self {
            match value {
                Some(value) => self.parameter(Place::$place, name, value, style, rules),
                None => self,
            }
        }
    )*};
}

/// Who is shown all that an operation sends, in the order of the request.
pub trait Visit: Sized {
    /// A parameter that is there.
    fn parameter<T: Part>(
        self,
        place: Place,
        name: &'static str,
        value: &T,
        style: Style,
        rules: Rules,
    ) -> Self;

    /// A body with something to check.
    fn body<T: Validate + fmt::Debug>(self, body: &T, rules: Rules) -> Self;

    /// A body with nothing to check.
    fn raw_body<T: fmt::Debug>(self, body: &T) -> Self;

    /// A fixed part of the path, as the description has it.
    fn literal(self, text: &'static str) -> Self {
        let _ = text;
        self
    }

    /// A fixed part of the query.
    fn fixed(self, name: &'static str, value: &'static str) -> Self {
        let _ = (name, value);
        self
    }

    /// What may come back, as the header `accept` has it.
    fn accept(self, media: &'static str) -> Self {
        let _ = media;
        self
    }

    by_place! {
        Path: path path_if;
        Query: query query_if;
        WholeQuery: whole_query whole_query_if;
        Header: header header_if;
        Cookie: cookie cookie_if;
    }
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// It is the query.
    WholeQuery,
    /// In a header.
    Header,
    /// In the header `cookie`.
    Cookie,
}

/// Fills in all of a request but its body.
pub(super) struct Build<'r>(pub(super) &'r mut Request);

impl Visit for Build<'_> {
    fn parameter<T: Part>(
        self,
        place: Place,
        name: &'static str,
        value: &T,
        style: Style,
        _: Rules,
    ) -> Self {
        match place {
            Place::Path => self.0.path_value(name, value, style),
            Place::Query => self.0.query(name, value, style),
            Place::WholeQuery => self.0.whole_query(name, value, style),
            Place::Header => self.0.header(name, value, style),
            Place::Cookie => self.0.cookie(name, value, style),
        }
        self
    }

    fn body<T: Validate + fmt::Debug>(self, _: &T, _: Rules) -> Self {
        self
    }

    fn raw_body<T: fmt::Debug>(self, _: &T) -> Self {
        self
    }

    fn literal(self, text: &'static str) -> Self {
        self.0.path(text);
        self
    }

    fn fixed(self, name: &'static str, value: &'static str) -> Self {
        self.0.query(name, &value.to_owned(), Style::FORM);
        self
    }

    fn accept(self, media: &'static str) -> Self {
        self.0.accept(media);
        self
    }
}

/// Checks each part, until the sink breaks off. A violation of a parameter is at `/#query/limit`
/// and the like, one of the body at a pointer into the body.
struct Check<'a, S> {
    at: &'a Path<'a>,
    sink: &'a mut S,
    flow: Flow,
}

impl<S: Sink> Visit for Check<'_, S> {
    fn parameter<T: Part>(
        mut self,
        place: Place,
        name: &'static str,
        value: &T,
        _: Style,
        rules: Rules,
    ) -> Self {
        if self.flow.is_continue() {
            let place = match place {
                Place::Path => "#path",
                Place::Query | Place::WholeQuery => "#query",
                Place::Header => "#header",
                Place::Cookie => "#cookie",
            };
            self.flow = hold(value, rules, &self.at.key(place).key(name), self.sink);
        }
        self
    }

    fn body<T: Validate + fmt::Debug>(mut self, body: &T, rules: Rules) -> Self {
        if self.flow.is_continue() {
            self.flow = hold(body, rules, self.at, self.sink);
        }
        self
    }

    fn raw_body<T: fmt::Debug>(self, _: &T) -> Self {
        self
    }
}

/// Shows each part that is there.
struct Show<'a, 'f>(fmt::DebugStruct<'a, 'f>);

impl Visit for Show<'_, '_> {
    fn parameter<T: Part>(
        mut self,
        _: Place,
        name: &'static str,
        value: &T,
        _: Style,
        _: Rules,
    ) -> Self {
        self.0.field(name, value);
        self
    }

    fn body<T: Validate + fmt::Debug>(self, body: &T, _: Rules) -> Self {
        self.raw_body(body)
    }

    fn raw_body<T: fmt::Debug>(mut self, body: &T) -> Self {
        self.0.field("body", body);
        self
    }
}

/// Checks all that an operation sends.
pub fn check_operation<O: super::Operation, S: Sink>(op: &O, at: &Path<'_>, sink: &mut S) -> Flow {
    let check = Check {
        at,
        sink,
        flow: PASS,
    };
    op.visit(check).flow
}

/// `Debug` of an operation: what it sends, as the wire names it.
///
/// # Errors
///
/// Where the formatter has one.
pub fn show_operation<O: super::Operation>(
    op: &O,
    name: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    op.visit(Show(f.debug_struct(name))).0.finish()
}

/// What follows for a type that has `rt::Operation`: it is shown.
#[allow(unused_macros, reason = "an API may have no operation")]
macro_rules! operation {
    ($ty:ident) => {
        impl ::std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                rt::show_operation(self, stringify!($ty), f)
            }
        }
    };
}
#[allow(unused_imports, reason = "an API may have no operation")]
pub(crate) use operation;
