use super::{Cache, Kept};
use crate::generate::Generator;
use crate::pipeline::Spec;
use std::fs;
use std::path::PathBuf;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Acme Widgets, version: '1'}
paths:
  /widgets:
    get:
      operationId: listWidgets
      responses:
        '200': {description: all, content: {application/json: {schema: {$ref: 'parts.yaml#/Widget'}}}}
    post:
      operationId: makeWidget
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: 'later.yaml#/Widget'}}}}
";

const PARTS: &str = "Widget: {type: object, properties: {name: {type: string}}}\n";

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Names, version: '1'}
actions:
  - target: $.paths['/widgets'].get
    update: {x-specloom-name: every}
";

/// A folder with a document, a file that it refers to, one that it refers to in vain, an overlay,
/// the crate, and the entries.
struct Place(tempfile::TempDir);

impl Place {
    /// Everything as it is after a run.
    fn after_a_run() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        place.write("widgets.yaml", DOCUMENT);
        place.write("parts.yaml", PARTS);
        place.write("overlay.yaml", OVERLAY);
        place.run(&place.generator());
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("written");
    }

    fn generator(&self) -> Generator {
        let spec = Spec::new(self.path("widgets.yaml")).overlay(self.path("overlay.yaml"));
        Generator::new("acme").api("widgets", spec)
    }

    fn cache(&self) -> Cache {
        Cache::new(self.path("entries"))
    }

    fn run(&self, generator: &Generator) {
        let generated = generator.generate().expect("a crate");
        generated.write(self.path("out")).expect("written");
        self.cache().keep(generator, &self.path("out"), &generated);
    }

    fn find(&self) -> Option<Kept> {
        self.cache().find(&self.generator(), &self.path("out"))
    }

    /// The one entry.
    fn entry(&self) -> PathBuf {
        let mut entries = fs::read_dir(self.path("entries")).expect("entries");
        entries.next().expect("one").expect("an entry").path()
    }
}

#[test]
fn what_was_said_is_said_again() {
    let place = Place::after_a_run();
    let kept = place.find().expect("nothing has changed");
    let generated = place.generator().generate().expect("a crate");
    assert_eq!(kept.said, generated.said);
    assert_eq!(kept.files, generated.files.len());
    let words: Vec<&str> = kept.said.messages.iter().map(|m| m.text.as_str()).collect();
    assert!(words.concat().contains("later.yaml"), "{words:?}");
    assert_eq!(kept.said.warnings, 1);
}

#[test]
fn whatever_changes_is_seen() {
    type Change = fn(&Place);
    let changes: [(&str, Change); 11] = [
        ("the document", |place| {
            place.write("widgets.yaml", &DOCUMENT.replace("all", "any"));
        }),
        ("a file that it refers to", |place| {
            place.write("parts.yaml", &PARTS.replace("name", "title"));
        }),
        ("such a file is gone", |place| {
            fs::remove_file(place.path("parts.yaml")).expect("removed");
        }),
        ("a file that was missing is there", |place| {
            place.write("later.yaml", PARTS)
        }),
        ("the overlay", |place| {
            place.write("overlay.yaml", &OVERLAY.replace("every", "all"));
        }),
        ("an emitted file was edited", |place| {
            place.write("out/src/lib.rs", "// mine")
        }),
        ("an emitted file is gone", |place| {
            fs::remove_file(place.path("out/README.md")).expect("removed");
        }),
        ("the list of files", |place| {
            let list = fs::read_to_string(place.path("out/.specloom-files")).expect("a list");
            place.write("out/.specloom-files", &format!("{list}src/old.rs\n"));
        }),
        ("the folder is gone", |place| {
            fs::remove_dir_all(place.path("out")).expect("removed");
        }),
        ("the entry is cut", |place| {
            let bytes = fs::read(place.entry()).expect("an entry");
            fs::write(place.entry(), &bytes[..bytes.len() / 2]).expect("written");
        }),
        ("the entry is no text", |place| {
            fs::write(place.entry(), [0xff; 200]).expect("written");
        }),
    ];
    for (what, change) in changes {
        let place = Place::after_a_run();
        assert!(place.find().is_some());
        change(&place);
        assert_eq!(place.find(), None, "{what}");
        // The work is done again, and that is known.
        place.run(&place.generator());
        assert!(place.find().is_some(), "{what}");
    }
}

#[test]
fn every_option_counts() {
    let place = Place::after_a_run();
    let find = |generator: Generator| place.cache().find(&generator, &place.path("out"));
    for other in [
        place.generator().strict(),
        place.generator().mend("make"),
        place.generator().date_time(crate::DateTime::String),
        place.generator().include_operation("listWidgets"),
        place.generator().api("parts", "other.yaml"),
        Generator::new("other"),
    ] {
        assert_eq!(find(other), None);
    }
    assert!(find(place.generator()).is_some());
    // What fails is never kept.
    assert!(place.generator().strict().generate().is_err());
    let elsewhere = place
        .cache()
        .find(&place.generator(), &place.path("elsewhere"));
    assert_eq!(elsewhere, None);
}

#[test]
fn only_entries_are_tidied_away() {
    let place = Place::after_a_run();
    for number in 0..super::MOST {
        let entry = super::digest(&number.to_le_bytes());
        place.write(&format!("entries/{entry}"), "");
        place.write(&format!("entries/{number}.txt"), "somebody's own");
    }
    fs::create_dir(place.path("entries/folder")).expect("a folder");
    place.run(&place.generator());
    let left = fs::read_dir(place.path("entries")).expect("entries");
    assert_eq!(left.count(), 2 * super::MOST + 1);
}
