//! The tables as Rust: one `static` array of each kind, and one `static` that holds them.

use super::flat::Flat;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use specloom_runtime::schema::{Bound, Constant, Marks, Node, Rule, Span, Types};

/// The items of a module. `schema` is the path of the runtime's module of that name.
pub(super) fn emit(flat: &Flat<'_>, schema: &TokenStream) -> TokenStream {
    let nodes = array("NODES", quote!(Node), flat.nodes.iter().map(node));
    let rules = array("RULES", quote!(Rule), flat.rules.array.iter().map(rule));
    let objects = flat.objects.array.iter().map(|object| {
        let (declared, matchers) = (span(object.declared), span(object.matchers));
        let (required, additional) = (number(object.required), id(object.additional));
        quote!(ObjectRule { declared: #declared, required: #required, matchers: #matchers, additional: #additional })
    });
    let objects = array("OBJECTS", quote!(ObjectRule), objects);
    let lists = array(
        "LISTS",
        quote!(NodeId),
        flat.lists.array.iter().map(|id| number(*id)),
    );
    let names = array(
        "NAMES",
        quote!(&str),
        flat.names.array.iter().map(|name| quote!(#name)),
    );
    let properties = flat.properties.array.iter().map(|(name, node, required)| {
        let node = number(*node);
        quote!(Property(#name, #node, #required))
    });
    let properties = array("PROPERTIES", quote!(Property<'_>), properties);
    let matchers = flat.matchers.array.iter().map(|matcher| {
        let (pattern, node) = (number(matcher.0), number(matcher.1));
        quote!(Matcher(#pattern, #node))
    });
    let matchers = array("MATCHERS", quote!(Matcher), matchers);
    let dependents = flat.dependents.array.iter().map(|(name, names)| {
        let names = span(*names);
        quote!(Dependent(#name, #names))
    });
    let dependents = array("DEPENDENTS", quote!(Dependent<'_>), dependents);
    let bounds = array(
        "BOUNDS",
        quote!(Bound<'_>),
        flat.bounds.array.iter().map(bound),
    );
    let constants = flat.constants.array.iter().map(constant);
    let constants = array("CONSTANTS", quote!(Constant<'_>), constants);
    let entries = flat.entries.array.iter().map(|entry| {
        let (name, constant) = (entry.0, number(entry.1));
        quote!(Entry(#name, #constant))
    });
    let entries = array("ENTRIES", quote!(Entry<'_>), entries);
    let patterns = flat.patterns.array.iter();
    let patterns = array(
        "PATTERNS",
        quote!(Pattern),
        patterns.map(|source| quote!(Pattern::new(#source))),
    );
    let anchors = flat.anchors.iter().map(|anchor| {
        let (scope, name, node) = (
            Literal::u16_unsuffixed(anchor.0),
            number(anchor.1),
            number(anchor.2),
        );
        quote!(Anchor(#scope, #name, #node))
    });
    let anchors = array("ANCHORS", quote!(Anchor), anchors);
    let secrets = flat.secrets.iter().map(|name| quote!(#name));
    let secrets = array("SECRETS", quote!(&str), secrets);
    quote! {
        #[allow(unused_imports)]
        use #schema::{Anchor, Bound, Constant, Dependent, Entry, Marks, Matcher, NONE, Node, NodeId, ObjectRule, Pattern, Property, Rule, Span, Tables, Types};
        #[allow(unused_imports)]
        use #schema::Format;

        /// Every schema of this API, as data.
        pub static TABLES: Tables<'static> = Tables {
            nodes: &NODES,
            rules: &RULES,
            objects: &OBJECTS,
            lists: &LISTS,
            names: &NAMES,
            properties: &PROPERTIES,
            matchers: &MATCHERS,
            dependents: &DEPENDENTS,
            bounds: &BOUNDS,
            constants: &CONSTANTS,
            entries: &ENTRIES,
            patterns: &PATTERNS,
            anchors: &ANCHORS,
            secrets: &SECRETS,
        };

        #nodes
        #rules
        #objects
        #lists
        #names
        #properties
        #matchers
        #dependents
        #bounds
        #constants
        #entries
        #patterns
        #anchors
        #secrets
    }
}

fn array(
    name: &str,
    ty: TokenStream,
    items: impl ExactSizeIterator<Item = impl ToTokens>,
) -> TokenStream {
    let name = format_ident!("{name}");
    let count = Literal::usize_unsuffixed(items.len());
    quote!(static #name: [#ty; #count] = [#(#items),*];)
}

fn node(node: &Node) -> TokenStream {
    let Node(allowed, marked, scope, rules) = *node;
    let (types, marks) = (types(allowed), marks(marked));
    let (scope, rules) = (Literal::u16_unsuffixed(scope), span(rules));
    quote!(Node(#types, #marks, #scope, #rules))
}

fn types(types: Types) -> TokenStream {
    match types {
        Types::ALL => quote!(Types::ALL),
        Types::NULL => quote!(Types::NULL),
        Types::BOOLEAN => quote!(Types::BOOLEAN),
        Types::INTEGER => quote!(Types::INTEGER),
        Types::NUMBER => quote!(Types::NUMBER),
        Types::STRING => quote!(Types::STRING),
        Types::ARRAY => quote!(Types::ARRAY),
        Types::OBJECT => quote!(Types::OBJECT),
        Types(bits) => {
            let bits = Literal::u8_unsuffixed(bits);
            quote!(Types(#bits))
        }
    }
}

fn marks(marks: Marks) -> TokenStream {
    match marks {
        Marks::NONE => quote!(Marks::NONE),
        Marks::NULLABLE => quote!(Marks::NULLABLE),
        Marks::SECRET => quote!(Marks::SECRET),
        Marks::LEAF => quote!(Marks::LEAF),
        Marks(bits) => {
            let bits = Literal::u8_unsuffixed(bits);
            quote!(Marks(#bits))
        }
    }
}

fn rule(rule: &Rule) -> TokenStream {
    match *rule {
        Rule::Never => quote!(Rule::Never),
        Rule::Unique => quote!(Rule::Unique),
        Rule::Base64 => quote!(Rule::Base64),
        Rule::Format(format) => {
            // `Debug` of an enum without data is its name.
            let format = format_ident!("{format:?}");
            quote!(Rule::Format(Format::#format))
        }
        Rule::Same(id) => of_id("Same", id),
        Rule::Not(id) => of_id("Not", id),
        Rule::PropertyNames(id) => of_id("PropertyNames", id),
        Rule::UnevaluatedItems(id) => of_id("UnevaluatedItems", id),
        Rule::UnevaluatedProperties(id) => of_id("UnevaluatedProperties", id),
        Rule::Pattern(index) => of_id("Pattern", index),
        Rule::Minimum(index) => of_id("Minimum", index),
        Rule::Above(index) => of_id("Above", index),
        Rule::Maximum(index) => of_id("Maximum", index),
        Rule::Below(index) => of_id("Below", index),
        Rule::MultipleOf(index) => of_id("MultipleOf", index),
        Rule::Object(index) => of_id("Object", index),
        Rule::Dynamic(name, id) => of_ids("Dynamic", &[name, id]),
        Rule::Items(from, id) => of_ids("Items", &[from, id]),
        Rule::If(condition, then, otherwise) => of_ids("If", &[condition, then, otherwise]),
        Rule::Contains(id, min, max) => of_ids("Contains", &[id, min, max]),
        Rule::NumberFormat(low, high, name) => of_ids("NumberFormat", &[low, high, name]),
        Rule::Constants(list) => of_span("Constants", list),
        Rule::Words(list) => of_span("Words", list),
        Rule::All(list) => of_span("All", list),
        Rule::Any(list) => of_span("Any", list),
        Rule::One(list) => of_span("One", list),
        Rule::Prefix(list) => of_span("Prefix", list),
        Rule::Required(list) => of_span("Required", list),
        Rule::DependentRequired(list) => of_span("DependentRequired", list),
        Rule::DependentSchemas(list) => of_span("DependentSchemas", list),
        Rule::MinLength(count) => of_count("MinLength", count),
        Rule::MaxLength(count) => of_count("MaxLength", count),
        Rule::MinItems(count) => of_count("MinItems", count),
        Rule::MaxItems(count) => of_count("MaxItems", count),
        Rule::MinProperties(count) => of_count("MinProperties", count),
        Rule::MaxProperties(count) => of_count("MaxProperties", count),
    }
}

fn of_id(name: &str, id: u32) -> TokenStream {
    of_ids(name, &[id])
}

fn of_ids(name: &str, ids: &[u32]) -> TokenStream {
    let name = format_ident!("{name}");
    let ids = ids.iter().map(|one| id(*one));
    quote!(Rule::#name(#(#ids),*))
}

fn of_span(name: &str, list: Span) -> TokenStream {
    let (name, list) = (format_ident!("{name}"), span(list));
    quote!(Rule::#name(#list))
}

fn of_count(name: &str, count: u64) -> TokenStream {
    let (name, count) = (format_ident!("{name}"), Literal::u64_unsuffixed(count));
    quote!(Rule::#name(#count))
}

fn bound(bound: &Bound<'_>) -> TokenStream {
    match bound {
        Bound::Integer(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(Bound::Integer(#value))
        }
        Bound::Exact(text) => quote!(Bound::Exact(#text)),
    }
}

fn constant(constant: &Constant<'_>) -> TokenStream {
    match constant {
        Constant::Null => quote!(Constant::Null),
        Constant::Boolean(flag) => quote!(Constant::Boolean(#flag)),
        Constant::Number(number) => {
            let number = bound(number);
            quote!(Constant::Number(#number))
        }
        Constant::String(text) => quote!(Constant::String(#text)),
        Constant::Array(list) => {
            let list = span(*list);
            quote!(Constant::Array(#list))
        }
        Constant::Object(list) => {
            let list = span(*list);
            quote!(Constant::Object(#list))
        }
    }
}

fn span(span: Span) -> TokenStream {
    let (start, length) = (number(span.0), number(span.1));
    quote!(Span(#start, #length))
}

fn number(number: u32) -> Literal {
    Literal::u32_unsuffixed(number)
}

/// An index, or `NONE`.
fn id(id: u32) -> TokenStream {
    if id == specloom_runtime::schema::NONE {
        quote!(NONE)
    } else {
        number(id).into_token_stream()
    }
}
