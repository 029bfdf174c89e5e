//! What is read here is read as `syn` reads it.

use super::parse;
use crate::diagnostic::Diagnostics;
use crate::emit::{emit_api, samples};
use crate::lower::{Options, lower};
use proc_macro2::TokenStream;
use syn::File;

/// `piece` as it is formatted, read here and by `syn`.
fn both(piece: TokenStream) -> [Option<String>; 2] {
    let format = |file: &File| prettyplease::unparse(file);
    let slow = || syn::parse2(piece.clone()).ok();
    let here = parse(piece.clone()).or_else(slow);
    [here.as_ref().map(format), slow().as_ref().map(format)]
}

#[test]
fn samples_are_read_alike() {
    for (module, build) in samples::ALL {
        let build = build();
        let options = Options {
            module: (*module).to_owned(),
            ..Options::default()
        };
        let mut diagnostics = Diagnostics::default();
        let model = lower(&build.api, &build.names, &options, &mut diagnostics);
        for file in emit_api(&model, "crate::sample".to_owned()) {
            for piece in (file.emit)() {
                let [here, there] = both(piece);
                assert!(there.is_some(), "{} of {module}", file.path);
                assert_eq!(here, there, "{} of {module}", file.path);
            }
        }
    }
}

#[test]
fn what_is_rare_is_read_alike() {
    for text in [
        "#![allow(dead_code)] use a::{B, c::D}; pub mod x; static A: [u8; 2] = [1, 2];",
        "a::b!(X); a::b! { X } const fn f() -> u8 { 1 } const A: X = X { a: 1 };",
        "#[doc = \" x\"] #[derive(A, B)] pub(crate) struct A<'a, T: B> { #[c] pub d: &'a mut [T], }",
        "struct A; struct B(u8); struct C {} enum D { E, F(u8) } type G<T> = Vec<T>;",
        "impl<T> A for B<T> where T: C { const X: &'static [&'static str] = &[\"a\", \"b\",]; }",
        "impl A { type X = (B, (C,), (), Option<Vec<D>>); fn f(self) {} fn g(mut self) {} }",
        "impl A { fn f(&'a mut self, mut b: impl Into<B<C>>, (d, _): E) -> Result<(), F> { d } }",
        "impl A { fn f<T: X>(self: Box<Self>, x: T) -> [u8; 2] where T: Y { [1, 2] } }",
        "impl A { fn f() { let Some(x) = y else { return None; }; let z: u8 = a + b as u8; } }",
        "impl A { fn f() { match a { 1 | 2 => b, X::Y(_, ..) => {} &Z { q } if q => c, _ => d } } }",
        "impl A { fn f() { if let Some(a) = b { c } else if !d { e } else { f } g } }",
        "impl A { fn f() { if a && let B = c {} {} (a, b).c()?; &mut *a.0.1; a[1..2]; return; } }",
        "impl A { fn f() { x(|a, b: &C| a.d(b), move || e, |_| { f }, G { h, i: 1, ..j }) } }",
        "impl A { fn f() { a.b = c; a += 1; x::<u8>(); y.z::<T>(); vec![1, 2]; w!(a)?; b!(); } }",
        "impl A { fn f() -> X { a.await?; unsafe { b } async move { c }; -1; true; <T as U>::v() } }",
        "impl A { fn f(x: dyn A + B, y: impl C + 'a, z: fn(u8) -> u8, w: &dyn Fn(u8) -> u8) {} }",
        "impl A { async fn f() { match (X {}) { a => loop {}, } } }",
        "impl A { fn f() { match a {} (b); if c {} *d = e; {} .f(); } }",
        "impl A { fn f<'a, 'b: 'a, T: X<Y = Z>, U, V: W + 'a, const N: usize>(t: T) {} fn g<>() {} }",
        "impl A { fn f() { a || b && c == d || !e && f(-1, &g && h, x == Some(-2.5)) } }",
        "impl A { fn f() { if a && b.c() || d == e { f } match a || b { 1..=2 => c || d, 3.. => -e } } }",
        "impl A { fn f() { match a { 1 ..= -2 => b, 1 .. 2 => c, _ => return d && e } |x| x || y } }",
        "impl A { fn f() { if a {} && b; { c } || d; a == b == c } }",
        "impl A { fn f() { a -> b } }",
        "impl A { fn f() { a &= b; a & b && c; a | b || c } }",
        "impl A { fn f( { }",
        "impl A { fn f() { a b } }",
    ] {
        let piece: TokenStream = text.parse().unwrap_or_default();
        let [here, there] = both(piece);
        assert_eq!(here, there, "{text}");
    }
}
