//! The syntax of a pattern (ECMA-262), as far as an automaton can decide it: no backreferences.

use super::class::{Class, DIGITS, LINE, SPACE, Set, WORD};
use super::property::Property;
use regress::Regex;
use std::sync::Arc;

/// How deep groups may stand in each other.
const DEEPEST: u32 = 32;

/// A syntax tree; quantified parts are emitted more than once.
#[derive(Debug)]
pub(super) enum Tree {
    Empty,
    One(Arc<Set<Class>>),
    Start,
    End,
    Edge(bool),
    /// What must follow here, or must not.
    Ahead(Box<Tree>, bool),
    /// What must end here, or must not.
    Behind(Box<Tree>, bool),
    Sequence(Vec<Tree>),
    Either(Vec<Tree>),
    Repeat(Box<Tree>, u32, Option<u32>),
}

/// Reads a pattern; `None` where it has something that the automaton does not.
struct Parser<'s> {
    rest: &'s str,
    depth: u32,
}

/// What a backslash stands for.
enum Escape {
    Char(char),
    Class(Class),
}

/// What the beginning of a parenthesis says.
enum Group {
    Plain,
    Ahead(bool),
    Behind(bool),
}

impl Tree {
    /// The tree of a pattern that is known to be well-formed; `None` where it has what no automaton
    /// decides.
    pub(super) fn of(source: &str) -> Option<Self> {
        let mut parser = Parser {
            rest: source,
            depth: 0,
        };
        let tree = parser.either()?;
        parser.rest.is_empty().then_some(tree)
    }

    fn one(class: &Class) -> Self {
        Self::One(Arc::new(Set::of_class(class)))
    }

    /// The most characters that it is as long as; `None` without a limit.
    pub(super) fn widest(&self) -> Option<usize> {
        match self {
            Self::One(_) => Some(1),
            Self::Sequence(parts) => parts.iter().try_fold(0, |sum: usize, part| {
                part.widest().and_then(|width| sum.checked_add(width))
            }),
            Self::Either(arms) => arms
                .iter()
                .try_fold(0, |most, arm| arm.widest().map(|width| most.max(width))),
            Self::Repeat(inner, _, max) => {
                let max = usize::try_from((*max)?).ok()?;
                inner.widest()?.checked_mul(max)
            }
            Self::Empty
            | Self::Start
            | Self::End
            | Self::Edge(_)
            | Self::Ahead(..)
            | Self::Behind(..) => Some(0),
        }
    }
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = self.rest.get(c.len_utf8()..)?;
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn either(&mut self) -> Option<Tree> {
        self.depth += 1;
        (self.depth <= DEEPEST).then_some(())?;
        let mut arms = vec![self.sequence()?];
        while self.eat("|") {
            arms.push(self.sequence()?);
        }
        self.depth -= 1;
        Some(Tree::Either(arms))
    }

    fn sequence(&mut self) -> Option<Tree> {
        let mut parts = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let (atom, assertion) = self.atom()?;
            parts.push(match self.quantifier()? {
                // An assertion that is repeated is a relic that the older syntax allows.
                Some(_) if assertion => return None,
                Some((min, max)) => Tree::Repeat(Box::new(atom), min, max),
                None => atom,
            });
        }
        Some(match parts.is_empty() {
            true => Tree::Empty,
            false => Tree::Sequence(parts),
        })
    }

    fn quantifier(&mut self) -> Option<Option<(u32, Option<u32>)>> {
        let range = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let (inside, rest) = self.rest.get(1..)?.split_once('}')?;
                self.rest = rest;
                let (min, max) = match inside.split_once(',') {
                    None => (inside, Some(inside)),
                    Some((min, "")) => (min, None),
                    Some((min, max)) => (min, Some(max)),
                };
                let number = |text: &str| {
                    let digits = text.bytes().all(|b| b.is_ascii_digit());
                    digits.then(|| text.parse::<u32>().ok()).flatten()
                };
                let max = match max {
                    Some(max) => Some(number(max)?),
                    None => None,
                };
                self.eat("?");
                return Some(Some((number(min)?, max)));
            }
            _ => return Some(None),
        };
        self.next();
        self.eat("?");
        Some(Some(range))
    }

    /// One atom, and whether it is an assertion.
    fn atom(&mut self) -> Option<(Tree, bool)> {
        Some(match self.next()? {
            '^' => (Tree::Start, true),
            '$' => (Tree::End, true),
            '.' => (Tree::one(&Class::of(LINE, true)), false),
            '[' => (Tree::one(&self.class()?), false),
            '(' => {
                let group = self.group()?;
                let inner = self.either()?;
                self.eat(")").then_some(())?;
                match group {
                    Group::Plain => (inner, false),
                    Group::Ahead(holds) => (Tree::Ahead(Box::new(inner), holds), true),
                    Group::Behind(holds) => (Tree::Behind(Box::new(inner), holds), true),
                }
            }
            '\\' if self.eat("b") => (Tree::Edge(true), true),
            '\\' if self.eat("B") => (Tree::Edge(false), true),
            '\\' => match self.escape()? {
                Escape::Char(c) => (Tree::one(&Class::of(&[(c, c)], false)), false),
                Escape::Class(class) => (Tree::one(&class), false),
            },
            // `]` and `}` alone are themselves in the older syntax, and an error with the `u` flag.
            '*' | '+' | '?' | '{' | ')' | '|' => return None,
            c => (Tree::one(&Class::of(&[(c, c)], false)), false),
        })
    }

    /// Reads what stands behind an opening parenthesis; the name of a group says nothing here.
    fn group(&mut self) -> Option<Group> {
        const FORMS: [(&str, Group); 5] = [
            ("?:", Group::Plain),
            ("?=", Group::Ahead(true)),
            ("?!", Group::Ahead(false)),
            ("?<=", Group::Behind(true)),
            ("?<!", Group::Behind(false)),
        ];
        for (form, group) in FORMS {
            if self.eat(form) {
                return Some(group);
            }
        }
        if self.eat("?<") {
            self.rest = self.rest.split_once('>')?.1;
        } else if self.eat("?") {
            return None;
        }
        Some(Group::Plain)
    }

    fn escape(&mut self) -> Option<Escape> {
        let class = |ranges, negated| Some(Escape::Class(Class::of(ranges, negated)));
        let c = match self.next()? {
            'd' => return class(DIGITS, false),
            'D' => return class(DIGITS, true),
            'w' => return class(WORD, false),
            'W' => return class(WORD, true),
            's' => return class(SPACE, false),
            'S' => return class(SPACE, true),
            kind @ ('p' | 'P') => {
                let (name, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
                let regex = Regex::with_flags(&format!("\\{kind}{{{name}}}"), "u").ok()?;
                self.rest = rest;
                return Some(Escape::Class(Class {
                    properties: vec![Arc::new(Property::new(regex))],
                    ..Class::default()
                }));
            }
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'x' => self.hex(2)?,
            'u' if self.eat("{") => {
                let (digits, rest) = self.rest.split_once('}')?;
                self.rest = rest;
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            'u' => self.hex(4)?,
            c if c.is_ascii_punctuation() => c,
            _ => return None,
        };
        Some(Escape::Char(c))
    }

    fn hex(&mut self, digits: usize) -> Option<char> {
        let text = self.rest.get(..digits)?;
        self.rest = self.rest.get(digits..)?;
        let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        hex.then(|| u32::from_str_radix(text, 16).ok().and_then(char::from_u32))?
    }

    fn class(&mut self) -> Option<Class> {
        let mut class = Class {
            negated: self.eat("^"),
            ..Class::default()
        };
        while !self.eat("]") {
            let first = self.member()?;
            let Escape::Char(first) = first else {
                if let Escape::Class(inner) = first {
                    class.nested.push(inner);
                }
                continue;
            };
            let mut after = self.rest.chars();
            let is_range = after.next() == Some('-') && after.next().is_some_and(|c| c != ']');
            let mut last = first;
            if is_range {
                self.next();
                match self.member()? {
                    Escape::Char(c) => last = c,
                    Escape::Class(_) => return None,
                }
            }
            class.ranges.push((first, last));
        }
        Some(class)
    }

    fn member(&mut self) -> Option<Escape> {
        match self.next()? {
            '\\' if self.eat("b") => Some(Escape::Char('\u{8}')),
            '\\' => self.escape(),
            c => Some(Escape::Char(c)),
        }
    }
}
