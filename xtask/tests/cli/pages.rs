//! `import` and `drift`: pages, and the facts that are taken of them.

use crate::place::{PAGE, Place, stderr, stdout, text};
use std::fs;

#[test]
fn a_page_of_an_unknown_form_is_an_error_that_names_the_forms() {
    let place = Place::new();
    let page = place.write("page.txt", "Welcome to our shop.\nWe sell widgets.\n");
    let output = place.run(&["import", &text(&page)]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("unknown-form") && said.contains("openapi-markdown"),
        "{said}"
    );
    assert_eq!(stdout(&output), "");
    for (bytes, code) in [(&b""[..], "not-text"), (&[0xff, 0xfe][..], "not-text")] {
        let page = place.write("page.txt", bytes);
        let output = place.run(&["import", &text(&page)]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(code), "{}", stderr(&output));
    }
}

#[test]
fn what_a_person_wrote_in_source_toml_stays_also_where_it_is_wrong() {
    let place = Place::with_spec();
    let [page, out] = ["upstream/acme/page.md", "specs/acme/openapi.yaml"].map(|it| place.path(it));
    let before = fs::read_to_string(&out).expect("a document");
    let source = place.path("specs/acme/source.toml");
    let text = fs::read_to_string(&source).expect("a source");
    let wrong = format!("page = \"https://acme.example\n{text}");
    fs::write(&source, &wrong).expect("written");
    fs::write(&page, PAGE.replace("widgets", "gadgets")).expect("written");
    let output = place.run(&["import", &self::text(&page), "--out", &self::text(&out)]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("source.toml:1:"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_to_string(&source).expect("a source"), wrong);
    assert_eq!(fs::read_to_string(&out).expect("a document"), before);
}

#[test]
fn drift_is_about_facts() {
    let place = Place::with_spec();
    let drift = |page: &str| {
        place.write("upstream/acme/page.md", page);
        place.run(&["drift", "--upstream", "upstream"])
    };
    let same = drift(PAGE);
    assert_eq!(
        same.status.code(),
        Some(0),
        "{}{}",
        stdout(&same),
        stderr(&same)
    );
    let reworded = drift(&PAGE.replace("How large it is", "Its size in the shop"));
    assert_eq!(reworded.status.code(), Some(0), "{}", stdout(&reworded));
    assert!(
        stdout(&reworded).contains("its facts have not"),
        "{}",
        stdout(&reworded)
    );
    for (from, to, rule) in [
        ("4-30", "4-20", "max-length"),
        (
            "`size` (number)",
            "`size` (number) *(required)*",
            "required",
        ),
        (
            "- `size`",
            "- `weight` (number): How heavy\n- `size`",
            "weight",
        ),
    ] {
        let changed = drift(&PAGE.replace(from, to));
        let report = stdout(&changed);
        assert_eq!(changed.status.code(), Some(1), "{report}");
        assert!(
            report.contains(rule) && report.contains("page.md:"),
            "{report}"
        );
    }
    let unread = drift("Nothing to see here.\n");
    assert_eq!(unread.status.code(), Some(4));
    let said = stderr(&unread);
    assert!(said.contains("page.md"), "it says which page: {said}");
    fs::remove_file(place.path("upstream/acme/page.md")).expect("removed");
    assert_eq!(
        place
            .run(&["drift", "--upstream", "upstream"])
            .status
            .code(),
        Some(3)
    );
    assert_eq!(
        place.run(&["drift", "--api", "nobody"]).status.code(),
        Some(2)
    );
}

#[test]
fn drift_of_one_page_is_told_whatever_became_of_the_others() {
    let place = Place::with_spec();
    for name in ["gone", "mute"] {
        let from = place.path("specs/acme");
        for file in ["openapi.yaml", "source.toml"] {
            let text = fs::read_to_string(from.join(file)).expect("a file");
            let text = text.replace("page.md", &format!("{name}.md"));
            place.write(&format!("specs/{name}/{file}"), text);
        }
    }
    place.write("upstream/acme/page.md", PAGE.replace("4-30", "4-20"));
    let drift = |more: &[&str]| place.run(&[&["drift"], more].concat());
    let some = drift(&["--upstream", "upstream"]);
    assert_eq!(some.status.code(), Some(1), "{}", stderr(&some));
    assert!(stderr(&some).contains("gone.md"), "{}", stderr(&some));
    place.write("upstream/acme/page.md", PAGE);
    let missing = drift(&["--upstream", "upstream"]);
    assert_eq!(missing.status.code(), Some(3), "{}", stderr(&missing));
    // None of them says where its page is.
    let none = drift(&[]);
    assert_eq!(none.status.code(), Some(3), "{}", stderr(&none));
    assert!(stderr(&none).contains("note[io]: mute: its source.toml has no `page`"));
    let asked = drift(&["--api", "mute"]);
    assert!(stderr(&asked).contains("error[io]: mute: its source.toml"));
}
