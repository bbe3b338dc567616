//! `waypost check`: what there is to say of packs, spec files and lessons, for their authors; with `--outline` also what
//! every heading is taken for.

pub(super) mod explain;
mod github;
mod sarif;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::json;

use crate::content::diagnostic::{self, Diagnostic, Severity};
use crate::content::encoding::{self, Repair};
use crate::content::lint::{self, Scope};
use crate::content::source::{self, SourceError};
use crate::content::spec::Heading;

use super::Verdict;
use super::args::{Check, CheckFormat, Global, misuse};
use super::json::document;
use super::out::{Line, Out, Style, tell};
use super::pack::files_of;
use super::reading;

pub(super) fn run(global: &Global, args: &Check, out: &mut Out) -> Result<Verdict> {
    if let Some(code) = &args.explain {
        return explain::run(code, out);
    }
    let paths = named(global, args)?;
    let mut files = 0;
    let mut diagnostics = Vec::new();
    let mut outlines = Vec::new();
    for path in paths {
        match reading::shown(|meter| source::folder_pack_metered(path, meter)) {
            Ok(pack) => {
                files += files_of(&pack);
                if args.outline {
                    let specs = pack.agents.iter().map(|agent| place(path, &agent.file));
                    outlines.extend(specs.filter_map(|file| Some((source::spec_headings(&file).ok()?, file))));
                }
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
        CheckFormat::Json => {
            let mut object = json!({ "files": files, "diagnostics": with_excerpts(&diagnostics)? });
            if args.outline {
                let outline = |(headings, file): &(Vec<Heading>, PathBuf)| json!({ "file": file.display().to_string(), "headings": headings });
                object["outlines"] = outlines.iter().map(outline).collect();
            }
            out.json(&document(object))?;
        }
        CheckFormat::Sarif => {
            let ends = by_file(&diagnostics).flat_map(|(found, text)| diagnostic::end_columns(found, &text));
            let ends: Vec<usize> = ends.collect();
            let folder = std::env::current_dir().unwrap_or_default();
            out.json(&sarif::log(&diagnostics, &ends, &folder))?;
        }
        CheckFormat::Github => github::print(&diagnostics, out)?,
        CheckFormat::Text => {
            print(&diagnostics, out)?;
            for (headings, file) in &outlines {
                print_outline(headings, file, out)?;
            }
            out.line(Line::new(Style::Bold, summary(files, &diagnostics)))?;
            let is_guess =
                |found: &Diagnostic| found.code.starts_with("guessed-") || found.code.starts_with("section-");
            if !args.outline && diagnostics.iter().any(is_guess) {
                tell(
                    "note",
                    "`waypost check --outline` shows what every heading was taken for",
                );
            }
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

/// What is to be checked, each once: what was named, or else the packs that would be learned from.
fn named<'a>(global: &'a Global, args: &'a Check) -> Result<Vec<&'a Path>> {
    let named = if args.paths.is_empty() {
        &global.packs
    } else {
        &args.paths
    };
    let mut paths: Vec<&Path> = Vec::new();
    for path in named {
        if paths.iter().all(|known| short(known) != short(path)) {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(misuse(
            "check",
            "name what is to be checked: a pack's folder, a spec or a lesson, such as `waypost check my-pack` or `waypost check .`",
        ));
    }
    Ok(paths)
}

/// A file of what was named on the command line, as it can be opened from here.
fn place(path: &Path, file: &Path) -> PathBuf {
    // A spec that was named itself already has the path it was named by.
    let place = if path.is_dir() {
        path.join(file)
    } else {
        file.to_owned()
    };
    short(&place).to_owned()
}

/// A path as programs that read what is said here name it: `a.md`, not `./a.md`.
fn short(path: &Path) -> &Path {
    match path.strip_prefix(".") {
        Ok(short) if !short.as_os_str().is_empty() => short,
        _ => path,
    }
}

/// Prints the headings of a spec with their lines, and what became of their sections.
fn print_outline(headings: &[Heading], file: &Path, out: &mut Out) -> Result<()> {
    out.line(Line::new(Style::Bold, file.display().to_string()))?;
    if headings.is_empty() {
        out.line(Line::new(Style::Dim, "      no headings"))?;
    }
    let rows = headings.iter().map(|heading| {
        let title = format!("{} {}", "#".repeat(usize::from(heading.level)), heading.title);
        let style = if heading.read_as.is_some() {
            Style::Plain
        } else {
            Style::Dim
        };
        vec![
            Line::new(Style::Dim, format!("{:>4}", heading.line)),
            Line::new(style, &heading.result),
            Line::new(style, title),
        ]
    });
    out.table(rows.collect())?;
    out.blank()
}

fn refused(path: &Path, error: &SourceError) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: match error {
            SourceError::Missing(_) => "missing",
            SourceError::NoSpecs(_) => "no-specs",
            SourceError::Io(_, error) if error.kind() == ErrorKind::FileTooLarge => "too-large",
            SourceError::Io(..) => "unreadable",
        },
        file: path.to_owned(),
        line: 1,
        column: 1,
        message: error.to_string(),
        hint: String::new(),
    }
}

/// Prints every diagnostic under its place.
fn print(diagnostics: &[Diagnostic], out: &mut Out) -> Result<()> {
    for (of_file, text) in by_file(diagnostics) {
        out.verbatim(&diagnostic::render(of_file, &text, out.colour()))?;
    }
    Ok(())
}

/// The diagnostics as JSON, each with the column behind what it speaks of and the line it stands at.
fn with_excerpts(diagnostics: &[Diagnostic]) -> Result<Vec<serde_json::Value>> {
    let mut values = Vec::with_capacity(diagnostics.len());
    for (found, text) in by_file(diagnostics) {
        let ends = diagnostic::end_columns(found, &text);
        let excerpts = diagnostic::excerpts(found, &text);
        for ((found, end), excerpt) in found.iter().zip(ends).zip(excerpts) {
            let mut value = serde_json::to_value(found)?;
            value["end_column"] = json!(end);
            value["excerpt"] = json!(excerpt);
            values.push(value);
        }
    }
    Ok(values)
}

/// The diagnostics file by file, with the text that an editor shows; each file is read once.
fn by_file(diagnostics: &[Diagnostic]) -> impl Iterator<Item = (&[Diagnostic], String)> {
    diagnostics.chunk_by(|a, b| a.file == b.file).map(|of_file| {
        let file = of_file.first().map_or(Path::new(""), |found| &found.file);
        // What a pack merely links to is not part of it, so it isn't shown either.
        let foreign = of_file.iter().any(|found| found.code == "outside-pack");
        let text = match source::file_bytes(file) {
            Ok(bytes) if !foreign => as_on_disk(&bytes),
            _ => String::new(),
        };
        (of_file, text)
    })
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
