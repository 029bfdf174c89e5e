//! Times the validators on the body of one emitted API beside what else one could use.

use generated::portkey::types::CreateMcpServer;
use generated::{CheckJson, Validate};
use serde_json::Value;
use specloom_bench::portkey::{self, Create};
use specloom_bench::race::{Race, rounds};
use std::hint::black_box;

fn main() {
    let body: Value = serde_json::from_str(portkey::BODY).expect("the body is JSON");
    agree(&body);
    at_hand();
    untyped(&body);
    reading();
}

/// The rules on a struct that has been read.
fn at_hand() {
    let ours: CreateMcpServer = read();
    let hand: Create = read();
    let race = Race::new("Portkey create: struct ready, is it valid")
        .lane("hand-written", || portkey::is_valid(black_box(&hand)))
        .barred("typed is_valid", 1.25, || black_box(&ours).is_valid());
    #[cfg(feature = "peers")]
    let attributes: specloom_bench::peers::Create = read();
    #[cfg(feature = "peers")]
    let race = race
        .lane("validator", || {
            validator::Validate::validate(black_box(&attributes)).is_ok()
        })
        .lane("garde", || {
            garde::Validate::validate(black_box(&attributes)).is_ok()
        });
    race.run(rounds());
}

/// The rules on untyped JSON.
fn untyped(body: &Value) {
    let race = Race::new("Portkey create: value ready, is it valid");
    #[cfg(feature = "peers")]
    let schema = specloom_bench::peers::compile(&portkey::schema());
    #[cfg(feature = "peers")]
    let race = race.lane("jsonschema", || schema.is_valid(black_box(body)));
    race.barred("is_valid_json", 1.0, || {
        CreateMcpServer::is_valid_json(black_box(body))
    })
    .run(rounds());
}

/// From bytes to a struct that is known to be valid.
fn reading() {
    let race = Race::new("Portkey create: bytes to a valid struct")
        .lane("serde's derive and hand-written", || {
            let body: Create = read();
            assert!(portkey::is_valid(&body));
            body
        })
        .barred("typed: read and is_valid", 1.1, || {
            let body: CreateMcpServer = read();
            assert!(body.is_valid());
            body
        })
        .lane("from_json_checked", || {
            CreateMcpServer::from_json_checked(black_box(portkey::BODY.as_bytes())).is_ok()
        });
    #[cfg(feature = "peers")]
    let schema = specloom_bench::peers::compile(&portkey::schema());
    #[cfg(feature = "peers")]
    let race = race.lane("jsonschema and from_value", || {
        let value: Value = read();
        assert!(schema.is_valid(&value));
        serde_json::from_value::<Create>(value).is_ok()
    });
    race.run(rounds());
}

fn read<T: serde::de::DeserializeOwned>() -> T {
    serde_json::from_slice(black_box(portkey::BODY.as_bytes())).expect("the body is readable")
}

/// What is timed must decide alike, or the figures compare different work.
fn agree(body: &Value) {
    let mut cases = vec![(body.clone(), true)];
    for (member, value) in portkey::broken() {
        let mut body = body.clone();
        body[member] = value;
        cases.push((body, false));
    }
    for (body, expect) in cases {
        let text = body.to_string();
        let ours: CreateMcpServer = serde_json::from_str(&text).expect("it is readable");
        let hand: Create = serde_json::from_str(&text).expect("it is readable");
        assert_eq!(ours.is_valid(), expect, "typed door: {text}");
        assert_eq!(portkey::is_valid(&hand), expect, "hand-written: {text}");
        assert_eq!(
            CreateMcpServer::is_valid_json(&body),
            expect,
            "JSON door: {text}"
        );
        #[cfg(feature = "peers")]
        specloom_bench::peers::agree(&body, expect);
    }
}
