//! Writing and checking a folder.

use super::*;

fn map(files: &[(&str, &str)]) -> FileMap {
    let text = |text: &str| format!("// {MARK}\n{text}").into_bytes();
    let files = files
        .iter()
        .map(|(path, content)| ((*path).to_owned(), text(content)));
    files.collect()
}

fn written(folder: &Path, files: &FileMap) -> Result<Written, String> {
    let mut diagnostics = Diagnostics::default();
    let written = write(folder, files, &mut diagnostics);
    written.ok_or_else(|| {
        let said = diagnostics
            .iter()
            .map(|d| format!("{}: {}", d.code, d.message));
        said.collect::<Vec<_>>().join("\n")
    })
}

fn states(folder: &Path, files: &FileMap) -> Vec<(String, Staleness)> {
    let stale = check(folder, files).into_iter();
    stale.map(|file| (file.path, file.state)).collect()
}

#[test]
fn only_what_differs_is_written_and_orphans_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("new/crate");
    let first = map(&[
        ("src/lib.rs", "a"),
        ("src/old/types.rs", "b"),
        ("Cargo.toml", "c"),
    ]);
    assert_eq!(written(&out, &first).expect("written").changed.len(), 3);
    assert_eq!(states(&out, &first), []);
    let before = fs::metadata(out.join("Cargo.toml")).and_then(|meta| meta.modified());
    fs::write(out.join("src/old/notes.txt"), "mine").expect("written");

    let second = map(&[
        ("src/lib.rs", "other"),
        ("src/new.rs", "d"),
        ("Cargo.toml", "c"),
    ]);
    assert_eq!(
        states(&out, &second),
        [
            (LIST.to_owned(), Staleness::Stale),
            ("src/lib.rs".to_owned(), Staleness::Stale),
            ("src/new.rs".to_owned(), Staleness::Missing),
            ("src/old/types.rs".to_owned(), Staleness::Orphan),
        ]
    );
    let result = written(&out, &second).expect("written");
    assert_eq!(result.changed, ["src/lib.rs", "src/new.rs"]);
    assert_eq!(result.removed, ["src/old/types.rs"]);
    assert_eq!(result.same, 1);
    assert_eq!(states(&out, &second), []);
    assert!(out.join("src/old/notes.txt").exists());
    let after = fs::metadata(out.join("Cargo.toml")).and_then(|meta| meta.modified());
    assert_eq!(before.ok(), after.ok());
    assert_eq!(
        written(&out, &second).expect("written"),
        Written {
            same: 3,
            ..Written::default()
        }
    );
}

#[test]
fn what_somebody_else_wrote_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path();
    let files = map(&[("src/lib.rs", "a")]);
    fs::write(out.join("notes.txt"), "mine").expect("written");
    let refused = written(out, &files).expect_err("refused");
    assert!(
        refused.starts_with("usage: ") && refused.contains("not empty"),
        "{refused}"
    );
    assert!(!out.join("src").exists());

    fs::write(out.join(LIST), "src/mine.rs\n../outside.rs\n/etc/hosts\n").expect("written");
    fs::create_dir(out.join("src")).expect("a folder");
    fs::write(out.join("src/mine.rs"), "no mark").expect("written");
    assert_eq!(written(out, &files).expect("written").removed, [""; 0]);
    assert!(out.join("src/mine.rs").exists());

    let files = map(&[("src/lib.rs", "a"), ("notes.txt", "b")]);
    let refused = written(out, &files).expect_err("refused");
    assert!(refused.contains("would be overwritten"), "{refused}");
    assert_eq!(
        fs::read_to_string(out.join("notes.txt")).ok().as_deref(),
        Some("mine")
    );
}

#[test]
fn a_run_that_was_cut_off_is_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path();
    let first = map(&[("a.rs", "1"), ("b.rs", "1"), ("c.rs", "1")]);
    written(out, &first).expect("written");
    // Between the list and the last rename: old and new names are listed, one file is new,
    // one is old, and the staging folder is still there.
    let second = map(&[("a.rs", "2"), ("b.rs", "2"), ("d.rs", "2")]);
    let all = list_of(first.keys().chain(second.keys()));
    fs::write(out.join(LIST), all).expect("written");
    fs::write(out.join("a.rs"), &second["a.rs"]).expect("written");
    fs::create_dir(out.join(format!("{STAGE}x"))).expect("a folder");
    fs::write(out.join(format!("{STAGE}x/0")), "half").expect("written");

    let result = written(out, &second).expect("written");
    assert_eq!(result.changed, ["b.rs", "d.rs"]);
    assert_eq!(result.removed, ["c.rs"]);
    let names = fs::read_dir(out).expect("a folder").flatten();
    let mut names: Vec<_> = names.map(|entry| entry.file_name()).collect();
    names.sort();
    assert_eq!(names, [LIST, "a.rs", "b.rs", "d.rs"]);
}

#[test]
fn a_folder_that_cannot_be_written_is_a_diagnostic() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "x").expect("written");
    let refused = written(&file.join("out"), &map(&[("a.rs", "1")])).expect_err("refused");
    assert!(refused.starts_with("io: cannot create"), "{refused}");
}

#[cfg(unix)]
#[test]
fn runs_at_once_wait_for_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let names: Vec<String> = (0..40)
        .map(|number| format!("src/part{number}.rs"))
        .collect();
    let texts = ["a", "b", "c", "d"];
    let of = |text| map(&names.iter().map(|name| (&**name, text)).collect::<Vec<_>>());
    std::thread::scope(|scope| {
        for text in texts {
            let (folder, files) = (folder.path(), of(text));
            scope.spawn(move || written(folder, &files).expect("written"));
        }
    });
    // The folder is as one of them left it.
    let left = texts.map(|text| states(folder.path(), &of(text)).len());
    assert!(left.contains(&0), "{left:?}");
}

#[test]
fn what_another_run_has_begun_is_not_foreign() {
    let files = map(&[("src/lib.rs", "a")]);
    for _ in 0..600 {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| written(folder, &files).expect("written"));
            while !writer.is_finished() {
                assert_eq!(refusal(folder), None);
            }
        });
    }
}
