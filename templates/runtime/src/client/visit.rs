//! What an operation sends, gone through: to build the request, to check it, and to show it.

use super::super::{Flow, PASS, Part, Path, Rules, Sink, Validate, hold};
use super::{Request, Spelt, Style};
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

    /// A parameter whose pairs are the query, as those of a form.
    fn query_form<T: Part>(
        self,
        name: &'static str,
        value: &T,
        spelt: Spellings,
        rules: Rules,
    ) -> Self {
        let _ = spelt;
        self.parameter(Place::WholeQuery, name, value, Style::FORM, rules)
    }

    /// A parameter whose pairs are the query, where it is there.
    fn query_form_if<T: Part>(
        self,
        name: &'static str,
        value: &Option<T>,
        spelt: Spellings,
        rules: Rules,
    ) -> Self {
        match value {
            Some(value) => self.query_form(name, value, spelt, rules),
            None => self,
        }
    }

    /// A body with something to check. Where none of the methods for a body sends it, the operation
    /// does.
    fn body<T: Validate + fmt::Debug>(self, body: &T, rules: Rules) -> Self;

    /// A body that is sent as JSON.
    fn json<T: Part>(self, media: &'static str, body: &T, rules: Rules) -> Self {
        let _ = media;
        self.body(body, rules)
    }

    /// A body that is sent as JSON, where it is there.
    fn json_if<T: Part>(self, media: &'static str, body: &Option<T>, rules: Rules) -> Self {
        let _ = media;
        self.body(body, rules)
    }

    /// A body that is sent as the pairs of a form; `spelt` are those that have a way of their own.
    fn form<T: Part>(self, spelt: Spellings, body: &T, rules: Rules) -> Self {
        let _ = spelt;
        self.body(body, rules)
    }

    /// A body that is sent as the pairs of a form, where it is there.
    fn form_if<T: Part>(self, spelt: Spellings, body: &Option<T>, rules: Rules) -> Self {
        let _ = spelt;
        self.body(body, rules)
    }

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

/// Properties of a form that are sent in their own way.
pub type Spellings = &'static [(&'static str, Spelt)];

/// Fills in a request.
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

    fn query_form<T: Part>(
        self,
        name: &'static str,
        value: &T,
        spelt: Spellings,
        _: Rules,
    ) -> Self {
        self.0.query_form(name, value, spelt);
        self
    }

    fn body<T: Validate + fmt::Debug>(self, _: &T, _: Rules) -> Self {
        self
    }

    fn json<T: Part>(self, media: &'static str, body: &T, _: Rules) -> Self {
        let sent = self.0.json_as(media, body);
        self.0.note(sent);
        self
    }

    fn json_if<T: Part>(self, media: &'static str, body: &Option<T>, rules: Rules) -> Self {
        match body {
            Some(body) => self.json(media, body, rules),
            None => self,
        }
    }

    fn form<T: Part>(self, spelt: Spellings, body: &T, _: Rules) -> Self {
        let sent = self.0.form(body, spelt);
        self.0.note(sent);
        self
    }

    fn form_if<T: Part>(self, spelt: Spellings, body: &Option<T>, rules: Rules) -> Self {
        match body {
            Some(body) => self.form(spelt, body, rules),
            None => self,
        }
    }

    fn raw_body<T: fmt::Debug>(self, _: &T) -> Self {
        self
    }

    fn literal(self, text: &'static str) -> Self {
        self.0.path(text);
        self
    }

    fn fixed(self, name: &'static str, value: &'static str) -> Self {
        self.0.fixed(name, value);
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
