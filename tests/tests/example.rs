//! The example project: built as its README says, and run.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

const ANSWER: &str = "{\"number\": \"P000001\", \"state\": \"moving\"}";

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/build-script")
}

/// Runs the example with the dependencies of this workspace, where the emitted crates are built,
/// too. What it printed.
fn run(arguments: &[&str]) -> String {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, example().join("Cargo.lock")).expect("copied");
    let output = Command::new(env!("CARGO"))
        // Without TLS, which would be most of what is compiled.
        .args(["run", "--offline", "--quiet", "--no-default-features"])
        .args(["--features", "blocking,courier", "--"])
        .args(arguments)
        .current_dir(example())
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("../emitted"),
        )
        .env("RUSTFLAGS", "-Dwarnings")
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("warning"), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Answers one request and gives it back.
fn serve(listener: &TcpListener) -> String {
    let (mut stream, _) = listener.accept().expect("a caller");
    let (mut request, mut part) = (String::new(), [0; 4096]);
    while !request.ends_with('}') {
        let read = stream.read(&mut part).expect("a part of the request");
        assert_ne!(read, 0, "{request}");
        request.push_str(&String::from_utf8_lossy(&part[..read]));
    }
    let head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nConnection: close\r\n";
    write!(
        stream,
        "{head}Content-Length: {}\r\n\r\n{ANSWER}",
        ANSWER.len()
    )
    .expect("answered");
    request
}

#[test]
fn the_client_of_a_build_script_sends_and_reads() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let place = format!("http://{}/v1", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || serve(&listener));
    let printed = run(&[&place]);
    let request = server.join().expect("a request");
    for wanted in [
        "valid: true",
        "/grams: expected at most 30000",
        "P000001 is moving",
    ] {
        assert!(printed.contains(wanted), "{printed}");
    }
    assert!(request.starts_with("POST /v1/parcels "), "{request}");
    assert!(
        request.ends_with("\"grams\":400,\"fragile\":true}"),
        "{request}"
    );
}

#[test]
fn the_example_takes_its_dependencies_from_the_template() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| fs::read_to_string(root.join(path)).expect(path);
    let (template, own) = (
        read("templates/crate/Cargo.toml"),
        read("examples/build-script/Cargo.toml"),
    );
    let section = |text: &str| {
        let after = text.split("[dependencies]\n").nth(1).expect("dependencies");
        let end = after.find("\n\n").expect("an end");
        after[..end].to_owned()
    };
    assert_eq!(section(&own), section(&template));
}
