//! Tokens, one after the other.

use proc_macro2::{Delimiter, Ident, Spacing, Span, TokenStream, TokenTree};
use std::fmt::{self, Write};
use syn::punctuated::Punctuated;
use syn::{Lifetime, Token};

/// What is left of some tokens.
pub(super) struct Cursor {
    rest: std::vec::IntoIter<TokenTree>,
}

impl Cursor {
    pub(super) fn new(tokens: Vec<TokenTree>) -> Self {
        Self {
            rest: tokens.into_iter(),
        }
    }

    /// All of what is in the brackets that stand next.
    pub(super) fn all<T>(
        &mut self,
        delimiter: Delimiter,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let mut inner = self.inner(delimiter)?;
        read(&mut inner).filter(|_| inner.is_done())
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.as_slice().is_empty()
    }

    pub(super) fn next(&mut self) -> Option<TokenTree> {
        self.rest.next()
    }

    /// The token `ahead` of the next one.
    pub(super) fn peek(&self, ahead: usize) -> Option<&TokenTree> {
        self.rest.as_slice().get(ahead)
    }

    /// Whether a sign stands there. `::` is two of them.
    pub(super) fn sign(&self, ahead: usize, wanted: char) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
    }

    /// Whether two signs stand there that are one.
    pub(super) fn signs(&self, first: char, second: char) -> bool {
        let joint = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
        self.sign(0, first) && self.sign(1, second) && self.peek(0).is_some_and(joint)
    }

    /// Whether this word stands there.
    pub(super) fn word(&self, ahead: usize, wanted: &str) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Ident(ident)) if *ident == wanted)
    }

    /// Whether a group in these brackets stands next.
    pub(super) fn is_group(&self, delimiter: Delimiter) -> bool {
        matches!(self.peek(0), Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
    }

    /// Takes a sign, if it is there.
    pub(super) fn take(&mut self, sign: char) -> bool {
        let there = self.sign(0, sign);
        if there {
            self.next();
        }
        there
    }

    /// Takes two signs that are one, if they are there.
    pub(super) fn take_both(&mut self, first: char, second: char) -> bool {
        let there = self.signs(first, second);
        if there {
            self.next();
            self.next();
        }
        there
    }

    /// Takes a word, if it is there.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let there = self.word(0, word);
        if there {
            self.next();
        }
        there
    }

    pub(super) fn ident(&mut self) -> Option<Ident> {
        match self.next()? {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        }
    }

    /// The tokens in the brackets that stand next. Nobody else holds them, so they need not be
    /// copied to be read one by one.
    pub(super) fn group(&mut self, delimiter: Delimiter) -> Option<TokenStream> {
        match self.next()? {
            TokenTree::Group(group) if group.delimiter() == delimiter => Some(group.stream()),
            _ => None,
        }
    }

    pub(super) fn lifetime(&mut self) -> Option<Lifetime> {
        if !self.take('\'') {
            return None;
        }
        Some(Lifetime {
            apostrophe: Span::call_site(),
            ident: self.ident()?,
        })
    }

    /// The inside of the brackets that stand next.
    pub(super) fn inner(&mut self, delimiter: Delimiter) -> Option<Self> {
        let stream = self.group(delimiter)?;
        Some(Self::new(stream.into_iter().collect()))
    }

    /// What is read until nothing is left, with commas between.
    pub(super) fn list<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Punctuated<T, Token![,]>> {
        let mut list = Punctuated::new();
        while !self.is_done() {
            list.push_value(read(self)?);
            if self.is_done() {
                break;
            }
            if !self.take(',') {
                return None;
            }
            list.push_punct(<Token![,]>::default());
        }
        Some(list)
    }
}

/// Whether a word begins something else than a path, or is something else.
pub(super) fn is_keyword(word: &Ident) -> bool {
    let word = Word::of(word);
    matches!(
        word.as_str(),
        "_" | "as"
            | "async"
            | "await"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "pub"
            | "raw"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "union"
            | "unsafe"
            | "use"
            | "where"
            | "while"
            | "yield"
    )
}

/// The text of a word as short as a keyword; empty for a longer one. An identifier shows its text
/// only by writing it, and most words have to be looked at.
#[derive(Default)]
pub(super) struct Word {
    bytes: [u8; 8],
    length: usize,
}

impl Word {
    pub(super) fn of(word: &Ident) -> Self {
        let mut text = Self::default();
        match write!(text, "{word}") {
            Ok(()) => text,
            Err(_) => Self::default(),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Write for Word {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let end = self.length + part.len();
        let free = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        free.copy_from_slice(part.as_bytes());
        self.length = end;
        Ok(())
    }
}
