//! [`Tables`] as a text: a compiler that has a text to read has next to nothing to do.
//!
//! A line with the name of an array and the number of its items, then a line for each item; what
//! is a text stands last in its line, as JSON spells it. Lines in front that begin with `#` are
//! comments.

use super::tables::{
    Anchor, Bound, Constant, Dependent, Entry, Marks, Matcher, NONE, Node, ObjectRule, Property,
    Rule, Span, Tables, Types,
};
use super::{Format, Pattern};
use std::str::{FromStr, Lines};
use std::sync::OnceLock;

/// The schemas of an API as a text, read when they are first asked for. It is meant for a
/// `static`: what is read is kept for as long as the program runs.
#[derive(Debug)]
pub struct StoredTables {
    text: &'static str,
    tables: OnceLock<Tables<'static>>,
}

impl StoredTables {
    /// The schemas in this text.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            tables: OnceLock::new(),
        }
    }

    /// The schemas. A text that is no such text has none, and a schema that is not there allows
    /// nothing.
    pub fn get(&self) -> &Tables<'static> {
        self.tables
            .get_or_init(|| read_tables(self.text).unwrap_or(Tables::EMPTY))
    }
}

/// Reads the text; `None` where it is not written as it should be. The arrays are leaked.
pub fn read_tables(text: &'static str) -> Option<Tables<'static>> {
    let mut reader = Reader {
        lines: text.lines(),
        line: "",
        broken: false,
    };
    let tables = Tables {
        nodes: reader.array("nodes", node),
        rules: reader.array("rules", rule),
        objects: reader.array("objects", object),
        lists: reader.array("lists", Reader::id),
        names: reader.array("names", Reader::text),
        properties: reader.array("properties", property),
        matchers: reader.array("matchers", |line| Matcher(line.id(), line.id())),
        dependents: reader.array("dependents", dependent),
        bounds: reader.array("bounds", bound),
        constants: reader.array("constants", constant),
        entries: reader.array("entries", entry),
        patterns: reader.array("patterns", |line| Pattern::new(line.text())),
        anchors: reader.array("anchors", |line| {
            Anchor(line.number(), line.id(), line.id())
        }),
        secrets: reader.array("secrets", Reader::text),
    };
    (!reader.broken).then_some(tables)
}

/// Reads word after word of a line. What is not as it should be is noted, and read as nothing.
struct Reader {
    lines: Lines<'static>,
    line: &'static str,
    broken: bool,
}

impl Reader {
    fn array<T>(&mut self, name: &str, item: impl Fn(&mut Self) -> T) -> &'static [T] {
        self.next_line();
        while self.line.starts_with('#') {
            self.next_line();
        }
        self.broken |= self.word() != name;
        let count: usize = self.number();
        let mut items = Vec::new();
        for _ in 0..count {
            if self.broken {
                break;
            }
            self.next_line();
            items.push(item(self));
            self.broken |= !self.line.is_empty();
        }
        Box::leak(items.into_boxed_slice())
    }

    fn next_line(&mut self) {
        let line = self.lines.next();
        self.broken |= line.is_none();
        self.line = line.unwrap_or_default();
    }

    fn word(&mut self) -> &'static str {
        let (word, rest) = self.line.split_once(' ').unwrap_or((self.line, ""));
        self.line = rest;
        word
    }

    fn number<N: FromStr + Default>(&mut self) -> N {
        let number = self.word().parse();
        self.broken |= number.is_err();
        number.unwrap_or_default()
    }

    /// An index, or `-` for none.
    fn id(&mut self) -> u32 {
        match self.line.strip_prefix('-') {
            Some(rest) => {
                self.line = rest.strip_prefix(' ').unwrap_or(rest);
                NONE
            }
            None => self.number(),
        }
    }

    fn span(&mut self) -> Span {
        Span(self.number(), self.number())
    }

    /// The rest of the line. Few texts have anything in them that is escaped.
    fn text(&mut self) -> &'static str {
        let quoted = std::mem::take(&mut self.line);
        let plain = quoted
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        if let Some(plain) = plain.filter(|text| !text.contains('\\')) {
            return plain;
        }
        let text = serde_json::from_str::<String>(quoted);
        self.broken |= text.is_err();
        text.unwrap_or_default().leak()
    }
}

fn node(line: &mut Reader) -> Node {
    let (types, marks) = (Types(line.number()), Marks(line.number()));
    Node(types, marks, line.number(), line.span())
}

fn rule(line: &mut Reader) -> Rule {
    match line.word() {
        "Never" => Rule::Never,
        "Same" => Rule::Same(line.id()),
        "Dynamic" => Rule::Dynamic(line.id(), line.id()),
        "Constants" => Rule::Constants(line.span()),
        "Words" => Rule::Words(line.span()),
        "All" => Rule::All(line.span()),
        "Any" => Rule::Any(line.span()),
        "One" => Rule::One(line.span()),
        "Not" => Rule::Not(line.id()),
        "If" => Rule::If(line.id(), line.id(), line.id()),
        "MinLength" => Rule::MinLength(line.number()),
        "MaxLength" => Rule::MaxLength(line.number()),
        "Pattern" => Rule::Pattern(line.id()),
        "Format" => match Format::from_name(line.word()) {
            Some(format) => Rule::Format(format),
            None => broken(line),
        },
        "Base64" => Rule::Base64,
        "NumberFormat" => Rule::NumberFormat(line.id(), line.id(), line.id()),
        "Minimum" => Rule::Minimum(line.id()),
        "Above" => Rule::Above(line.id()),
        "Maximum" => Rule::Maximum(line.id()),
        "Below" => Rule::Below(line.id()),
        "MultipleOf" => Rule::MultipleOf(line.id()),
        "MinItems" => Rule::MinItems(line.number()),
        "MaxItems" => Rule::MaxItems(line.number()),
        "Unique" => Rule::Unique,
        "Prefix" => Rule::Prefix(line.span()),
        "Items" => Rule::Items(line.id(), line.id()),
        "Contains" => Rule::Contains(line.id(), line.id(), line.id()),
        "UnevaluatedItems" => Rule::UnevaluatedItems(line.id()),
        "MinProperties" => Rule::MinProperties(line.number()),
        "MaxProperties" => Rule::MaxProperties(line.number()),
        "Required" => Rule::Required(line.span()),
        "Object" => Rule::Object(line.id()),
        "PropertyNames" => Rule::PropertyNames(line.id()),
        "DependentRequired" => Rule::DependentRequired(line.span()),
        "DependentSchemas" => Rule::DependentSchemas(line.span()),
        "UnevaluatedProperties" => Rule::UnevaluatedProperties(line.id()),
        _ => broken(line),
    }
}

/// In place of a rule that is none.
fn broken(line: &mut Reader) -> Rule {
    line.broken = true;
    Rule::Never
}

fn object(line: &mut Reader) -> ObjectRule {
    ObjectRule {
        declared: line.span(),
        required: line.number(),
        matchers: line.span(),
        additional: line.id(),
    }
}

fn property(line: &mut Reader) -> Property<'static> {
    let (node, required) = (line.id(), line.number::<u8>() != 0);
    Property(line.text(), node, required)
}

fn dependent(line: &mut Reader) -> Dependent<'static> {
    let span = line.span();
    Dependent(line.text(), span)
}

/// A text is a number that no word holds.
fn bound(line: &mut Reader) -> Bound<'static> {
    match line.line.starts_with('"') {
        true => Bound::Exact(line.text()),
        false => Bound::Integer(line.number()),
    }
}

fn constant(line: &mut Reader) -> Constant<'static> {
    match line.word() {
        "Null" => Constant::Null,
        "False" => Constant::Boolean(false),
        "True" => Constant::Boolean(true),
        "Number" => Constant::Number(bound(line)),
        "String" => Constant::String(line.text()),
        "Array" => Constant::Array(line.span()),
        "Object" => Constant::Object(line.span()),
        _ => {
            line.broken = true;
            Constant::Null
        }
    }
}

fn entry(line: &mut Reader) -> Entry<'static> {
    let constant = line.id();
    Entry(line.text(), constant)
}
