//! `waypost check`: what there is to say of packs, spec files and lessons, for their authors.

mod explain;
mod github;
mod sarif;

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::content::diagnostic::{self, Diagnostic, Severity};
use crate::content::encoding::{self, Repair};
use crate::content::lint::{self, Scope};
use crate::content::source::{self, SourceError};

use super::Verdict;
use super::args::{Check, CheckFormat};
use super::json::document;
use super::out::{Line, Out, Style};

pub(super) fn run(args: &Check, out: &mut Out) -> Result<Verdict> {
    if let Some(code) = &args.explain {
        return explain::run(code, out);
    }
    let mut files = 0;
    let mut diagnostics = Vec::new();
    for path in &args.paths {
        match source::folder_pack(path) {
            Ok(pack) => {
                files += pack.agents.len() + pack.lessons.len();
                // Only in a whole pack can be told whether names are claimed once and requirements lead somewhere.
                let scope = if path.is_dir() {
                    Scope::Pack {
                        unresolved: args.unresolved,
                    }
                } else {
                    Scope::File
                };
                let found = lint::check(pack, scope, &|file| source::file_bytes(&place(path, file)).ok());
                diagnostics.extend(found.into_iter().map(|found| Diagnostic {
                    file: place(path, &found.file),
                    ..found
                }));
            }
            Err(error) => diagnostics.push(refused(path, &error)),
        }
    }
    match args.format() {
        CheckFormat::Json => out.json(&document(json!({ "files": files, "diagnostics": diagnostics })))?,
        CheckFormat::Sarif => out.json(&sarif::log(&diagnostics))?,
        CheckFormat::Github => github::print(&diagnostics, out)?,
        CheckFormat::Text => {
            print(&diagnostics, out)?;
            out.line(Line::new(Style::Bold, summary(files, &diagnostics)))?;
        }
    }
    let limit = if args.strict {
        Severity::Warning
    } else {
        Severity::Error
    };
    let bad = diagnostics.iter().any(|found| found.severity >= limit);
    Ok(if bad { Verdict::Bad } else { Verdict::Good })
}

/// A file of a pack as the author can open it from here; a file that was named itself already has the path it was named by.
fn place(path: &Path, file: &Path) -> std::path::PathBuf {
    if path.is_dir() {
        path.join(file)
    } else {
        file.to_owned()
    }
}

fn refused(path: &Path, error: &SourceError) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: match error {
            SourceError::Missing(_) => "missing",
            SourceError::NoSpecs(_) => "no-specs",
            SourceError::Io(..) => "unreadable",
        },
        file: path.to_owned(),
        line: 1,
        column: 1,
        message: error.to_string(),
        hint: String::new(),
    }
}

/// Prints every diagnostic under its place, reading each file once.
fn print(diagnostics: &[Diagnostic], out: &mut Out) -> Result<()> {
    for of_file in diagnostics.chunk_by(|a, b| a.file == b.file) {
        let file = of_file.first().map_or(Path::new(""), |found| &found.file);
        // What a pack merely links to is not part of it, so it isn't shown either.
        let foreign = of_file.iter().any(|found| found.code == "outside-pack");
        let text = match source::file_bytes(file) {
            Ok(bytes) if !foreign => as_on_disk(&bytes),
            _ => String::new(),
        };
        out.verbatim(&diagnostic::render(of_file, &text, out.colour()))?;
    }
    Ok(())
}

/// The text that an editor shows: places of diagnostics are places in the file, before any repair.
fn as_on_disk(bytes: &[u8]) -> String {
    match encoding::decode(bytes) {
        Ok(decoded) if decoded.repair == Some(Repair::Utf16) => decoded.text,
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn summary(files: usize, diagnostics: &[Diagnostic]) -> String {
    let mut parts = vec![counted(files, "file")];
    for (severity, noun) in [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "note"),
    ] {
        match diagnostics.iter().filter(|found| found.severity == severity).count() {
            0 => {}
            count => parts.push(counted(count, noun)),
        }
    }
    if diagnostics.is_empty() {
        parts.push("nothing to remark".to_owned());
    }
    parts.join(", ")
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}
