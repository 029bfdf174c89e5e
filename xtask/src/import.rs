//! `import`: a documentation page to facts.

use crate::interrupt;
use crate::shell::{Exit, Shell};
use crate::workspace::Workspace;
use clap::{Args, ValueEnum};
use specloom::diagnostic::{Code, Diagnostic, Diagnostics};
use specloom::import::source::{Source, digest};
use specloom::import::{self, Form, Imported, Options};
use specloom::source::Sources;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Reads a documentation page and writes the facts on it as an OpenAPI document.
///
/// Where the document is to be specs/NAME/openapi.yaml, its source.toml is written, too.
#[derive(Debug, Args)]
pub struct Import {
    /// The page, as a file.
    page: PathBuf,
    /// The form of the page, where it is not recognised.
    #[arg(long, value_name = "FORM")]
    format: Option<Form>,
    /// Where to write the document; standard output unless given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What to do with the page's own sentences. Keep those only that you may copy.
    #[arg(long, value_name = "WHAT", default_value = "drop")]
    descriptions: Descriptions,
}

/// The values of `--descriptions`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Descriptions {
    /// Facts only.
    Drop,
    /// Sentences, too.
    Keep,
}

/// A page and what was read from it.
pub struct Page {
    /// The page as the source of diagnostics.
    pub sources: Sources,
    /// Its bytes' digest.
    pub sha256: String,
    /// The facts; nothing where it cannot be read.
    pub imported: Option<Imported>,
    /// What was said.
    pub diagnostics: Diagnostics,
}

impl Import {
    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let exit = self.import(workspace, shell);
        shell.finish(exit).into()
    }

    fn import(&self, workspace: &Workspace, shell: &mut Shell) -> Exit {
        let bytes = match fs::read(&self.page) {
            Ok(bytes) => bytes,
            Err(error) => return shell.error(unreadable(&self.page, &error)),
        };
        let options = Options {
            form: self.format,
            keep_descriptions: self.descriptions == Descriptions::Keep,
        };
        let mut page = read_page(&self.page.display().to_string(), bytes, &options);
        if let Some(imported) = &page.imported {
            page.diagnostics
                .extend(imported.holes.iter().map(import::Hole::diagnostic));
        }
        let failed = shell.report(&page.sources, page.diagnostics);
        let Some(imported) = page.imported.filter(|_| !failed) else {
            return Exit::Failed;
        };
        let Some(out) = &self.out else {
            shell.print(&imported.to_yaml());
            return Exit::Done;
        };
        let written = interrupt::finishing(|| {
            let folder = folder_of_spec(out, workspace);
            let source = folder
                .map(|folder| source(folder, workspace, &self.page, &page.sha256, imported.form));
            let source = source.transpose()?;
            write_whole(out, &imported.to_yaml())?;
            source.map_or(Ok(()), |(path, text)| write_whole(&path, &text))
        });
        match written {
            Ok(()) => {
                let holes = match imported.holes.len() {
                    1 => "1 hole".to_owned(),
                    holes => format!("{holes} holes"),
                };
                let (out, form) = (out.display(), imported.form);
                shell.status(&format!("{out}: {form}, {holes}"));
                Exit::Done
            }
            Err(diagnostic) => shell.error(*diagnostic),
        }
    }
}

/// Reads the page `bytes`, which diagnostics call `name`.
pub fn read_page(name: &str, bytes: Vec<u8>, options: &Options) -> Page {
    let sha256 = digest(&bytes);
    let mut diagnostics = Diagnostics::default();
    let (sources, imported) = match String::from_utf8(bytes) {
        Ok(text) => {
            let sources = Sources::from_text(name, &text, &mut Diagnostics::default());
            let imported = match import::import(&text, options) {
                Ok(mut imported) => {
                    diagnostics.extend(std::mem::take(&mut imported.diagnostics));
                    Some(imported)
                }
                Err(errors) => {
                    diagnostics.extend(errors.into_vec());
                    None
                }
            };
            (sources, imported)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("{name} is not UTF-8 text: byte {at} is none of a character");
            diagnostics.push(Diagnostic::nowhere(Code::NotText, message));
            (Sources::default(), None)
        }
    };
    Page {
        sources,
        sha256,
        imported,
        diagnostics,
    }
}

/// Why `path` cannot be read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::nowhere(
        Code::Io,
        format!("{} cannot be read: {error}", path.display()),
    )
}

/// The folder of the specification that `out` is the document of.
fn folder_of_spec<'a>(out: &'a Path, workspace: &Workspace) -> Option<&'a Path> {
    let folder = out.parent()?;
    let specs = fs::canonicalize(workspace.specs()).ok()?;
    let parent = fs::canonicalize(folder).ok()?;
    (out.file_name()? == "openapi.yaml" && parent.parent()? == specs).then_some(folder)
}

/// Where `source.toml` is, and its text; what a person has written in it stays.
fn source(
    folder: &Path,
    workspace: &Workspace,
    page: &Path,
    sha256: &str,
    form: Form,
) -> Result<(PathBuf, String), Box<Diagnostic>> {
    let path = folder.join("source.toml");
    let api = folder.file_name().unwrap_or_default().to_string_lossy();
    let old = path.exists().then(|| workspace.source(&api)).transpose()?;
    let unchanged = old
        .as_ref()
        .filter(|old| old.sha256 == sha256 && old.format == form);
    let file = page.file_name().unwrap_or_default().to_string_lossy();
    let source = Source {
        page: old.as_ref().and_then(|old| old.page.clone()),
        file: format!("{api}/{file}"),
        format: form,
        date: unchanged.map_or_else(today, |old| old.date.clone()),
        sha256: sha256.to_owned(),
        auth: old.map(|old| old.auth).unwrap_or_default(),
    };
    Ok((path, source.to_toml()))
}

/// Writes a file by rename, so that it is there whole or not at all.
fn write_whole(path: &Path, text: &str) -> Result<(), Box<Diagnostic>> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let write = || {
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new()
            .prefix(".specloom-")
            .tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        set_usual_mode(file.path())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error: std::io::Error| {
        let message = format!("{} cannot be written: {error}", path.display());
        Box::new(Diagnostic::nowhere(Code::Io, message))
    })
}

/// Temporary files can be read by their owner only; what is written here is for everybody.
#[cfg(unix)]
fn set_usual_mode(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_usual_mode(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// The present day in UTC, as `YYYY-MM-DD`.
fn today() -> String {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let (year, month, day) = civil(since.as_secs() / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The Gregorian date of a day since 1970-01-01, by eras of 400 years that begin in March.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_are_dates() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (58, (1970, 2, 28)),
            (59, (1970, 3, 1)),
            (11_016, (2000, 2, 29)),
            (20_088, (2024, 12, 31)),
            (20_089, (2025, 1, 1)),
        ] {
            assert_eq!(civil(days), date, "{days}");
        }
    }
}
