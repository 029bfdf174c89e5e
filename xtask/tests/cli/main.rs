//! The program as a user meets it: every kind of bad input, and what is on the disk afterwards.

mod pages;
mod place;

use place::{GOOD, Place, files, stderr, stdout};
use std::fs;
use std::process::Command;

/// Codegen of `content` fails, says `wanted`, does not panic, and writes nothing.
fn check_refused(name: &str, content: impl AsRef<[u8]>, wanted: &[&str]) {
    let place = Place::new();
    place.write(name, content);
    let output = place.codegen(name, &[]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for wanted in wanted {
        assert!(said.contains(wanted), "`{wanted}` is not in\n{said}");
    }
    assert!(!said.contains("panicked"), "{said}");
    assert!(!place.path("out").exists(), "nothing is written");
}

#[test]
fn a_good_document_becomes_a_crate_and_stays_as_it_is() {
    let place = Place::new();
    place.write("acme.yaml", GOOD);
    let output = place.codegen("acme.yaml", &["--name", "acme-widgets"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let first = files(&place.path("out"));
    assert!(place.path("out/src/acme_widgets/types.rs").exists());
    let again = place.codegen("acme.yaml", &["--name", "acme-widgets"]);
    assert!(stderr(&again).contains(" 0 written"), "{}", stderr(&again));
    assert_eq!(first, files(&place.path("out")));
}

#[test]
fn bad_documents_are_refused_with_their_place() {
    check_refused("empty.yaml", "", &["not-text", "empty.yaml", "empty"]);
    check_refused(
        "binary.yaml",
        [0u8, 159, 146, 150, 255],
        &["not-text", "binary.yaml", "UTF-8"],
    );
    check_refused(
        "cut.yaml",
        "openapi: 3.1.0\ninfo: {title: A",
        &["syntax", "cut.yaml:"],
    );
    check_refused(
        "cut.json",
        "{\"openapi\": \"3.1.0\",",
        &["syntax", "cut.json:1"],
    );
    check_refused(
        "old.yaml",
        "swagger: '2.0'\ninfo: {title: A, version: '1'}\npaths: {}\n",
        &["unsupported-version", "old.yaml:1:", "2.0"],
    );
}

#[test]
fn what_is_no_file_is_said() {
    let place = Place::new();
    fs::create_dir(place.path("folder.yaml")).expect("a folder");
    for document in ["missing.yaml", "folder.yaml"] {
        let output = place.codegen(document, &[]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("error[io]") && said.contains(document),
            "{said}"
        );
        assert!(!place.path("out").exists());
    }
}

#[test]
fn a_missing_reference_is_a_warning_with_its_place_and_an_error_where_that_is_wanted() {
    let place = Place::new();
    place.write("acme.yaml", GOOD.replace("schemas/Gear'", "schemas/Cog'"));
    let strict = place.codegen("acme.yaml", &["--strict"]);
    assert_eq!(strict.status.code(), Some(1), "{}", stderr(&strict));
    assert!(!place.path("out").exists());
    let lenient = place.codegen("acme.yaml", &[]);
    let said = stderr(&lenient);
    assert_eq!(lenient.status.code(), Some(0), "{said}");
    assert!(
        said.contains("unresolved-reference") && said.contains("acme.yaml:29:"),
        "{said}"
    );
}

#[test]
fn diagnostics_can_be_data() {
    let place = Place::new();
    place.write("acme.yaml", "swagger: '2.0'\n");
    let output = place.codegen("acme.yaml", &["--message-format", "json"]);
    let said = stderr(&output);
    let lines: Vec<serde_json::Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert_eq!(lines[0]["code"], "unsupported-version");
    assert_eq!(lines[0]["line"], 1);
}

#[test]
fn an_overlay_that_misses_is_an_error_at_its_line() {
    let place = Place::new();
    place.write("acme.yaml", GOOD);
    place.write(
        "overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: A, version: '1'}\nactions:\n  - target: $.paths['/cogs']\n    remove: true\n",
    );
    let output = place.codegen("acme.yaml", &["--overlay", "overlay.yaml"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("overlay-miss") && said.contains("overlay.yaml:4:"),
        "{said}"
    );
    assert!(!place.path("out").exists());
}

#[test]
fn an_output_folder_that_cannot_be_written_is_left_alone() {
    let place = Place::new();
    place.write("acme.yaml", GOOD);
    place.write("out", "a file where the folder should be");
    let output = place.codegen("acme.yaml", &[]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("error[io]"), "{}", stderr(&output));
    assert_eq!(
        fs::read(place.path("out")).expect("still there"),
        b"a file where the folder should be"
    );
    fs::remove_file(place.path("out")).expect("removed");
    place.write("out/diary.txt", "mine");
    let output = place.codegen("acme.yaml", &[]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let left = files(&place.path("out"));
    assert_eq!(left, [(place.path("out/diary.txt"), b"mine".to_vec())]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_the_folder_as_it_was_or_complete() {
    let place = Place::new();
    let mut large = GOOD.to_owned();
    for number in 0..1500 {
        large.push_str(&format!(
            "    Part{number}:\n      type: object\n      properties:\n        a: {{type: string, minLength: {number}}}\n"
        ));
    }
    place.write("acme.yaml", &large);
    for wait in [5, 60, 200, 400, 800] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["codegen", "--spec", "acme.yaml", "--out", "out"])
            .current_dir(place.folder.path())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let killed = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        killed.expect("kill runs");
        child.wait().expect("it ends");
        let found = files(&place.path("out"));
        assert!(
            found.is_empty()
                || place.path("out/src/lib.rs").exists() && place.path("out/Cargo.toml").exists(),
            "after {wait} ms: {} files",
            found.len()
        );
        let staged = fs::read_dir(place.path("out"))
            .into_iter()
            .flatten()
            .flatten();
        assert!(
            !staged.into_iter().any(|entry| entry.path().is_dir()
                && entry.file_name().to_string_lossy().starts_with('.'))
        );
    }
}

#[test]
fn only_what_is_asked_for_is_taken() {
    let place = Place::new();
    place.write("acme.yaml", GOOD);
    let output = place.codegen("acme.yaml", &["--include-tag", "gears"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let types = fs::read_to_string(place.path("out/src/out/types.rs")).expect("types");
    assert!(
        types.contains("struct Gear") && !types.contains("struct Widget"),
        "{types}"
    );
    let output = place.codegen("acme.yaml", &["--include-operation", "misspelt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("no operation has the id `misspelt`"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_document_of_which_nothing_is_taken_is_told() {
    let place = Place::new();
    place.write("acme.yaml", GOOD);
    place.write("other.yaml", GOOD.replace("gears", "cogs"));
    let run = |asked: &[&str]| {
        let both = ["codegen", "--spec", "acme.yaml", "--spec", "other.yaml"];
        place.run(&[&both[..], &["--out", "out"], asked].concat())
    };
    let half = run(&["--include-tag", "gears"]);
    let said = stderr(&half);
    assert_eq!(half.status.code(), Some(0), "{said}");
    assert!(said.contains("warning[not-selected]") && said.contains("other.yaml:1:1"));
    assert!(!said.contains("acme.yaml:1:1"), "{said}");
    let both = run(&["--include-tag", "gears", "--include-tag", "cogs"]);
    assert!(!stderr(&both).contains("not-selected"), "{}", stderr(&both));
}

#[test]
fn a_name_that_does_not_do_is_refused_with_the_option_that_gives_another() {
    let place = Place::new();
    place.write("acme.yaml", GOOD);
    place.write("other/acme.yaml", GOOD);
    for (arguments, wanted) in [
        (&["--spec", "acme.yaml", "--out", "crate"][..], "`--name`"),
        (
            &[
                "--spec",
                "acme.yaml",
                "--spec",
                "other/acme.yaml",
                "--out",
                "two",
            ],
            "`--spec NAME=FILE`",
        ),
    ] {
        let output = place.run(&[&["codegen"], arguments].concat());
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(wanted), "{}", stderr(&output));
    }
}

#[test]
fn check_names_what_is_stale_missing_and_orphaned() {
    let place = Place::with_spec();
    assert_eq!(place.run(&["codegen"]).status.code(), Some(0));
    let fresh = place.run(&["codegen", "--check"]);
    assert_eq!(fresh.status.code(), Some(0), "{}", stderr(&fresh));
    let types = place.path("generated/src/acme/types.rs");
    fs::write(&types, "// mine\n").expect("written");
    fs::remove_file(place.path("generated/src/acme/mod.rs")).expect("removed");
    let list = place.path("generated/.specloom-files");
    let lib = fs::read(place.path("generated/src/lib.rs")).expect("lib.rs");
    place.write("generated/src/old.rs", lib);
    let listed = fs::read_to_string(&list).expect("the list");
    fs::write(&list, format!("{listed}src/old.rs\n")).expect("written");
    let output = place.run(&["codegen", "--check"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for wanted in [
        "acme/types.rs is stale",
        "acme/mod.rs is missing",
        "old.rs is orphaned",
        "codegen`",
    ] {
        assert!(said.contains(wanted), "`{wanted}` is not in\n{said}");
    }
    assert_eq!(fs::read(&types).expect("untouched"), b"// mine\n");
}

#[test]
fn diff_has_the_exit_codes_of_drift() {
    let place = Place::new();
    place.write("old.yaml", GOOD);
    place.write("new.yaml", GOOD.replace("maxLength: 20", "maxLength: 10"));
    place.write("bad.yaml", "nothing");
    let code = |arguments: &[&str]| place.run(arguments).status.code();
    assert_eq!(code(&["diff", "old.yaml", "old.yaml"]), Some(0));
    assert_eq!(code(&["diff", "old.yaml", "new.yaml"]), Some(1));
    assert_eq!(code(&["diff", "old.yaml"]), Some(2));
    assert_eq!(code(&["diff", "old.yaml", "nowhere.yaml"]), Some(3));
    assert_eq!(code(&["diff", "old.yaml", "bad.yaml"]), Some(4));
    for format in ["json", "markdown", "github", "sarif", "html"] {
        let output = place.run(&["diff", "old.yaml", "new.yaml", "--format", format]);
        assert!(!stdout(&output).is_empty(), "{format}");
    }
}

#[test]
fn every_stage_can_be_seen() {
    let place = Place::new();
    place.write("acme.yaml", GOOD);
    for (stage, only, wanted) in [
        ("document", "POST /widgets", "createWidget"),
        ("api", "POST /widgets", "createWidget"),
        ("names", "type Widget", "== type Widget"),
        ("model", "item Widget", "Widget"),
        ("files", "types.rs", "pub struct Widget"),
    ] {
        let output = place.run(&["explain", stage, "--spec", "acme.yaml", "--only", only]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{stage}: {}",
            stderr(&output)
        );
        assert!(
            stdout(&output).contains(wanted),
            "{stage}: {}",
            stdout(&output)
        );
    }
    let none = place.run(&["explain", "api", "--spec", "acme.yaml", "--only", "nobody"]);
    assert_eq!(none.status.code(), Some(1));
}

#[test]
fn bench_says_which_programs_are_missing_and_measures_the_rest() {
    let place = Place::new();
    place.write("api.yaml", GOOD);
    fs::create_dir(place.path("none")).expect("a folder");
    let marks = "before\n<!-- bench generate -->\nold\n<!-- end of bench generate -->\nafter\n";
    place.write("docs/BENCHMARKS.md", marks);
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["--root", ".", "bench", "generate", "api.yaml"])
        .args(["--runs", "1", "--as-built", "--write", "--peers", "none"])
        .current_dir(place.folder.path())
        .env("PATH", place.path("none"))
        .output()
        .expect("it runs");
    let (out, said) = (stdout(&output), stderr(&output));
    assert_eq!(output.status.code(), Some(0), "{said}");
    for peer in ["oas3-gen", "openapi-to-rust", "cargo-progenitor"] {
        assert!(said.contains(&format!("{peer} is not installed")), "{said}");
        assert!(out.contains(peer), "{out}");
    }
    for row in ["| specloom |", "| specloom, nothing changed |"] {
        assert!(out.contains(&format!("| `api.yaml` {row}")), "{out}");
    }
    assert!(out.contains("* `api.yaml`: read "), "{out}");
    let written = fs::read_to_string(place.path("docs/BENCHMARKS.md")).expect("a page");
    assert!(written.contains(&out), "{written}");
    assert!(!written.contains("old"), "{written}");
    assert!(
        written.starts_with("before\n") && written.ends_with("\nafter\n"),
        "{written}"
    );
}

#[test]
fn bench_refuses_what_it_cannot_measure() {
    let place = Place::new();
    place.write("api.yaml", GOOD);
    for (arguments, status, wanted) in [
        (&["generate"][..], 2, "DIR|FILE"),
        (&["generate", "api.yaml", "--runs", "0"], 2, "--runs"),
        (&["check", "none.yaml"], 1, "none.yaml cannot be read"),
        (&["fly"], 2, "fly"),
    ] {
        let all = [&["bench"], arguments].concat();
        let output = place.run(&all);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(said.contains(wanted), "{arguments:?}: {said}");
    }
}
