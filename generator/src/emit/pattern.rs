//! Patterns: loops as constants, or a source that is compiled when it is first used.

use super::ident;
use crate::rust::Pattern;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use specloom_runtime::Step;

/// The constant of a pattern.
pub(super) fn emit_pattern(pattern: &Pattern) -> TokenStream {
    let name = ident(&pattern.name);
    let source = &pattern.source;
    let Some(loops) = &pattern.loops else {
        return quote! {
            pub(super) const #name: rt::PatternAt = rt::PatternAt::Late(|| {
                static PATTERN: rt::Pattern = rt::Pattern::new(#source);
                &PATTERN
            });
        };
    };
    let arms = loops.iter().map(|steps| {
        let steps = steps.iter().map(emit_step);
        quote!(&[#(#steps),*])
    });
    quote! {
        pub(super) const #name: rt::PatternAt =
            rt::PatternAt::Loops(#source, &[#(#arms),*]);
    }
}

fn emit_step(step: &Step<Vec<(char, char)>, String>) -> TokenStream {
    match step {
        Step::Start => quote!(rt::Step::Start),
        Step::End => quote!(rt::Step::End),
        Step::Text(text) => quote!(rt::Step::Text(#text)),
        Step::Run(ranges, min, max) => {
            let (first, last) = (ranges.iter().map(|r| r.0), ranges.iter().map(|r| r.1));
            let min = Literal::u32_unsuffixed(*min);
            let max = match max.map(Literal::u32_unsuffixed) {
                Some(max) => quote!(Some(#max)),
                None => quote!(None),
            };
            quote!(rt::Step::Run(&rt::Set::of(&[#((#first, #last)),*]), #min, #max))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::emit_pattern;
    use crate::rust::Pattern;
    use proptest::prelude::*;
    use regress::Regex;
    use specloom_runtime::{PatternAt, Set, Step};
    use syn::{Expr, ExprCall, Lit};

    /// What rustc makes of the constant that is emitted; `None` where there are no loops.
    fn constant(source: &str) -> Option<PatternAt> {
        let tokens = emit_pattern(&Pattern {
            name: "PATTERN".to_owned(),
            source: source.to_owned(),
            loops: Some(specloom_runtime::Pattern::loops(source)?),
        });
        let item: syn::ItemConst = syn::parse2(tokens).expect("a constant");
        let at = call(&item.expr, "Loops");
        let arms = list(&at.args[1]).into_iter().map(|arm| {
            let steps: Vec<Step> = list(arm).into_iter().map(step).collect();
            &*steps.leak()
        });
        let arms: Vec<&[Step]> = arms.collect();
        Some(PatternAt::Loops(source.to_owned().leak(), arms.leak()))
    }

    fn step(expr: &Expr) -> Step {
        let run = match expr {
            Expr::Call(text) if last(&text.func) == "Text" => {
                return Step::Text(string(&text.args[0]).leak());
            }
            Expr::Call(run) => run,
            _ => {
                return match last(expr).as_str() {
                    "Start" => Step::Start,
                    "End" => Step::End,
                    other => panic!("{other}"),
                };
            }
        };
        let set = call(inner(&run.args[0]), "of");
        let ranges = list(&set.args[0]).into_iter().map(|range| match range {
            Expr::Tuple(range) => (char(&range.elems[0]), char(&range.elems[1])),
            _ => panic!("a pair"),
        });
        let ranges: Vec<(char, char)> = ranges.collect();
        let max = match &run.args[2] {
            Expr::Call(some) => Some(number(&some.args[0])),
            none => {
                assert_eq!(last(none), "None");
                None
            }
        };
        let set: &Set = Box::leak(Box::new(Set::of(ranges.leak())));
        Step::Run(set, number(&run.args[1]), max)
    }

    fn call<'e>(expr: &'e Expr, name: &str) -> &'e ExprCall {
        match expr {
            Expr::Call(call) if last(&call.func) == name => call,
            _ => panic!("a call of {name}"),
        }
    }

    fn list(expr: &Expr) -> Vec<&Expr> {
        match inner(expr) {
            Expr::Array(array) => array.elems.iter().collect(),
            _ => panic!("a list"),
        }
    }

    fn inner(expr: &Expr) -> &Expr {
        match expr {
            Expr::Reference(reference) => &reference.expr,
            _ => panic!("a reference"),
        }
    }

    fn last(expr: &Expr) -> String {
        match expr {
            Expr::Path(path) => path.path.segments.last().expect("a name").ident.to_string(),
            _ => panic!("a path"),
        }
    }

    fn char(expr: &Expr) -> char {
        match expr {
            Expr::Lit(lit) => match &lit.lit {
                Lit::Char(c) => c.value(),
                _ => panic!("a character"),
            },
            _ => panic!("a literal"),
        }
    }

    fn string(expr: &Expr) -> String {
        match expr {
            Expr::Lit(lit) => match &lit.lit {
                Lit::Str(text) => text.value(),
                _ => panic!("a text"),
            },
            _ => panic!("a literal"),
        }
    }

    fn number(expr: &Expr) -> u32 {
        match expr {
            Expr::Lit(lit) => match &lit.lit {
                Lit::Int(number) => number.base10_parse().expect("a number"),
                _ => panic!("a number"),
            },
            _ => panic!("a literal"),
        }
    }

    #[test]
    fn simple_patterns_are_constants() {
        for source in [
            "^[a-zA-Z0-9_-]+$",
            r"^\d{4}-\d{2}-\d{2}$",
            r"^\S*$",
            "^(GET|POST)$|^$",
            "^[^'\\\\\u{0}-\u{1f}]{1,64}$",
            "^sk_",
        ] {
            assert!(constant(source).is_some(), "{source}");
        }
        for source in ["[a-z]", "^a*a$", r"^\p{L}+$", r"^(a)\1$", "^(?!a)", "("] {
            assert!(constant(source).is_none(), "{source}");
        }
    }

    fn pieces(of: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(of), 0..most).prop_map(|list| list.concat())
    }

    fn sources() -> impl Strategy<Value = String> {
        const PIECES: &[&str] = &[
            "a",
            "b",
            "[a-c]",
            "[^a]",
            r"\d",
            r"\W",
            r"[^\s\d]",
            "é",
            "a*",
            "b+",
            "[b-é]?",
            "c{1,2}",
            "(a|bc)",
            r"(?:_\d)?",
            r"\s*",
            "'",
            r"\\",
            ".",
            "[^]",
            "[\u{d7ff}-\u{e000}]+",
            "$|^",
        ];
        pieces(PIECES, 6).prop_map(|inside| format!("^{inside}$"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn emitted_loops_agree_with_regress(
            source in sources(),
            texts in prop::collection::vec(
                pieces(&["a", "b", "c", "é", "'", "\\", " ", "\n", "_", "1", "\u{2028}", "\u{d7ff}", "\u{e000}", "😀"], 8),
                8,
            ),
        ) {
            let regex = Regex::with_flags(&source, "u");
            if let (Some(constant), Ok(regex)) = (constant(&source), regex) {
                for text in texts {
                    let expected = regex.find(&text).is_some();
                    prop_assert_eq!(constant.matches(&text), expected, "{:?} {:?}", source, text);
                }
            }
        }
    }
}
