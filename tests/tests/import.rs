//! The importers on pages of our own: each fixture's document, holes and diagnostics are a
//! snapshot. A page that is broken in one place costs that place.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use specloom::diagnostic::{Code, Diagnostic};
use specloom::import::{Form, Options, import, recognise};

/// The folder of the fixtures; one folder a form below it.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages")
}

/// The fixtures of a form, by name.
fn fixtures(form: Form) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder().join(form.as_str()))
        .expect("each form has a folder")
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(&path).expect("a fixture is text"))
        })
        .collect()
}

/// What an import says, for a snapshot.
fn report(text: &str, options: &Options) -> String {
    let mut report = String::new();
    let mut say = |diagnostic: &Diagnostic| {
        let (line, column) = diagnostic.position.unwrap_or((0, 0));
        let Diagnostic {
            severity,
            code,
            message,
            ..
        } = diagnostic;
        writeln!(report, "{severity}[{code}] {line}:{column} {message}").expect("to a string");
    };
    match import(text, options) {
        Ok(imported) => {
            imported.diagnostics.iter().for_each(&mut say);
            format!("{report}---\n{}", imported.to_yaml())
        }
        Err(errors) => {
            errors.iter().for_each(&mut say);
            report
        }
    }
}

#[test]
fn fixtures_of_every_form() {
    for form in Form::ALL {
        for (name, text) in fixtures(*form) {
            assert_eq!(recognise(&text), Some(*form), "{name}");
            let snapshot = format!("{form}__{name}");
            insta::assert_snapshot!(snapshot, report(&text, &Options::default()));
        }
    }
}

#[test]
fn descriptions_are_kept_on_request() {
    let options = Options {
        keep_descriptions: true,
        ..Options::default()
    };
    for form in Form::ALL {
        let text = fixtures(*form)
            .into_iter()
            .find(|(name, _)| name.starts_with("widgets."))
            .map(|(_, text)| text)
            .expect("each form has a whole page");
        let snapshot = format!("descriptions__{form}");
        insta::assert_snapshot!(snapshot, report(&text, &options));
        // Every sentence of our pages has `Words` in it.
        assert!(
            !report(&text, &Options::default()).contains("Words"),
            "{form}"
        );
    }
}

#[test]
fn endings_marks_and_spaces_change_nothing() {
    for form in Form::ALL {
        for (name, text) in fixtures(*form) {
            let plain = report(&text, &Options::default());
            let crlf = format!("\u{feff}{}", text.replace('\n', "\r\n"));
            assert_eq!(
                report(&crlf, &Options::default()),
                plain,
                "{name} with CRLF and BOM"
            );
            if !matches!(form, Form::OpenApi | Form::OpenapiMarkdown) {
                let spaced = text.replace('\n', " \u{a0}\t\u{200b}\n");
                // A backslash before a space no longer goes on in a shell.
                let spaced = spaced.replace("\\ \u{a0}\t\u{200b}\n", "\\\n");
                assert_eq!(
                    report(&spaced, &Options::default()),
                    plain,
                    "{name} with spaces"
                );
            }
        }
    }
}

#[test]
fn every_beginning_of_a_page_is_harmless() {
    for form in Form::ALL {
        for (_, text) in fixtures(*form) {
            let ends = text.char_indices().map(|(index, _)| index).step_by(7);
            for end in ends {
                for forced in [None, Some(*form)] {
                    let options = Options {
                        form: forced,
                        ..Options::default()
                    };
                    let start = text.get(..end).unwrap_or_default();
                    if let Ok(imported) = import(start, &options) {
                        imported.to_yaml();
                    }
                }
            }
        }
    }
}

#[test]
fn a_page_of_another_form_is_harmless() {
    for form in Form::ALL {
        for other in Form::ALL {
            for (_, text) in fixtures(*other) {
                let options = Options {
                    form: Some(*form),
                    ..Options::default()
                };
                if let Ok(imported) = import(&text, &options) {
                    assert_eq!(imported.form, *form);
                }
            }
        }
    }
}

#[test]
fn deep_and_long_pages_are_harmless() {
    let mut bullets = String::from("## POST `/a`\n### Request Body\n");
    for depth in 0..400 {
        bullets.push_str(&" ".repeat(depth * 2));
        bullets.push_str("- `a` (object)\n");
    }
    let pages = [
        bullets,
        format!(
            "## POST `/a`\n### Request Body\n- `a` ({}\n",
            "array<".repeat(5_000)
        ),
        format!("openapi: 3.1.0\na: {}", "[".repeat(50_000)),
        format!("POST\n{}", "/\na\n".repeat(5_000)),
        format!("POST\n/\na\nBody\n{}", "a.".repeat(5_000)),
        format!("POST\n/a\n\nobject\n{}", "a\n".repeat(20_000)),
        format!("POST\n/\na\n\nResponse\n{}", "[".repeat(50_000)),
    ];
    for page in pages {
        for form in Form::ALL {
            let options = Options {
                form: Some(*form),
                ..Options::default()
            };
            if let Ok(imported) = import(&page, &options) {
                imported.to_yaml();
            }
        }
    }
}

#[test]
fn an_unknown_form_is_an_error_that_names_the_forms() {
    for (text, form, code) in [
        ("Nothing to see here.\n", None, Code::UnknownForm),
        ("Nothing.\n", Some(Form::MintlifyText), Code::UnknownForm),
        ("Nothing.\n", Some(Form::OpenapiMarkdown), Code::UnknownForm),
        ("Nothing.\n", Some(Form::OpenApi), Code::UnsupportedVersion),
        ("\u{feff} \n", None, Code::NotText),
    ] {
        let options = Options {
            form,
            ..Options::default()
        };
        let errors = import(text, &options).expect_err("it is no page");
        let error = errors.iter().next().expect("an error says what is wrong");
        assert_eq!(error.code, code, "{text}");
        if code == Code::UnknownForm {
            let help = error.help.as_deref().unwrap_or_default();
            for form in Form::ALL {
                assert!(
                    help.contains(form.as_str()) && help.contains("--format"),
                    "{help}"
                );
            }
        }
    }
}

#[test]
fn html_is_told_from_an_unknown_form_whatever_it_holds() {
    let (_, page) = fixtures(Form::MarkdownReference).remove(0);
    for text in [
        "<html><body>POST</body></html>".to_owned(),
        format!("\u{feff}\n<!DOCTYPE html>\n<html><body><pre>\n{page}</pre></body></html>"),
    ] {
        for form in [None, Some(Form::MarkdownReference)] {
            let options = Options {
                form,
                ..Options::default()
            };
            let errors = import(&text, &options).expect_err("it is no page");
            let error = errors.iter().next().expect("an error says what is wrong");
            assert_eq!(error.code, Code::UnknownForm);
            assert!(error.message.contains("HTML"), "{}", error.message);
            assert!(error.place.is_some(), "the page is named");
        }
    }
}

#[test]
fn an_example_is_read_whatever_its_fence_says_of_json() {
    let page = |fence: &str| {
        format!(
            "# Make a widget\n\n## POST /widgets\n\n### Responses\n\n#### 201 - Made\n\n\
             ```{fence}\n{{\"id\": \"w1\"}}\n```\n"
        )
    };
    let options = Options {
        form: Some(Form::MarkdownReference),
        ..Options::default()
    };
    let read = |fence| import(&page(fence), &options).expect("a page").document;
    assert!(read("json").to_string().contains("w1"));
    for fence in ["jsonc", "JSON5", "json title=\"x\"", ""] {
        assert_eq!(read(fence), read("json"), "{fence}");
    }
    assert!(!read("typescript").to_string().contains("w1"));
}

#[test]
fn forms_have_names() {
    for form in Form::ALL {
        assert_eq!(form.as_str().parse(), Ok(*form));
    }
    assert!("html".parse::<Form>().is_err());
}

#[test]
fn every_hole_is_in_the_file_and_is_a_diagnostic() {
    for form in Form::ALL {
        for (name, text) in fixtures(*form) {
            let Ok(imported) = import(&text, &Options::default()) else {
                continue;
            };
            let listed = imported
                .document
                .get("x-holes")
                .and_then(|holes| holes.as_array());
            assert_eq!(listed.map_or(0, Vec::len), imported.holes.len(), "{name}");
            let yaml = imported.to_yaml();
            for hole in &imported.holes {
                assert!(yaml.contains(&format!("#   {hole}\n")), "{name}: {hole}");
                assert_eq!(hole.diagnostic().code, Code::Hole);
            }
        }
    }
}
