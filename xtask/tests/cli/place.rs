//! A place where the program runs, what stands there, and what it left behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub const GOOD: &str = "\
openapi: 3.1.0
info: {title: Acme Widgets, version: '1'}
servers: [{url: 'https://widgets.acme.example'}]
paths:
  /widgets:
    post:
      operationId: createWidget
      tags: [widgets]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Widget'}
      responses:
        '201':
          description: made
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Widget'}
  /gears:
    get:
      operationId: listGears
      tags: [gears]
      responses:
        '200':
          description: all
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Gear'}}
components:
  schemas:
    Widget:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 20}
        colour: {type: string, enum: [red, green]}
    Gear:
      type: object
      properties:
        teeth: {type: integer}
";

pub const PAGE: &str = "\
# Make a widget

## POST `/v1/widgets`

**Endpoint:** `https://api.acme.example/v1/widgets`

### Request Body

**Schema:**

- `name` (string) *(required)*: What it is called (4-30 characters)
- `size` (number): How large it is

### Responses

#### 201 - Made

**Response Schema:**

- `id` (string) *(required)*: Its number
";

/// A folder with specifications, as in the repository.
pub struct Place {
    pub folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder }
    }

    /// A place with one specification, imported from [`PAGE`].
    pub fn with_spec() -> Self {
        let place = Self::new();
        place.write("upstream/acme/page.md", PAGE);
        fs::create_dir_all(place.path("specs/acme")).expect("a folder");
        let page = place.path("upstream/acme/page.md");
        let out = place.path("specs/acme/openapi.yaml");
        let output = place.run(&["import", &text(&page), "--out", &text(&out)]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("written");
        path
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("--root")
            .arg(self.folder.path())
            .args(arguments)
            .current_dir(self.folder.path())
            .env("NO_COLOR", "1")
            .output()
            .expect("it runs")
    }

    pub fn codegen(&self, document: &str, more: &[&str]) -> Output {
        let mut arguments = vec!["codegen", "--spec", document, "--out", "out"];
        arguments.extend(more);
        self.run(&arguments)
    }
}

pub fn text(path: &Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every file below `folder`, with its bytes.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                found.push((entry.path(), fs::read(entry.path()).expect("read")));
            }
        }
    }
    found.sort();
    found
}
