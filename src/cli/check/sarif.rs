//! Diagnostics as a log in the Static Analysis Results Interchange Format (SARIF 2.1.0, an OASIS standard), which code
//! hosts show beside the lines they speak of.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::content::diagnostic::catalogue::{CATALOGUE, Example, Kind, Sample};
use crate::content::diagnostic::{Diagnostic, Severity, visible};

/// The folder that files are named from: where the program was started, which is where code hosts look for them.
const ROOT: &str = "%SRCROOT%";

/// The log with its one run, of diagnostics with the columns they end before, as from a folder; columns count characters,
/// as everywhere else.
pub(super) fn log(diagnostics: &[Diagnostic], ends: &[usize], folder: &Path) -> Value {
    let results = diagnostics.iter().zip(ends);
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "waypost",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": CATALOGUE.iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.map(|(found, end)| result(found, *end, folder)).collect::<Vec<_>>(),
        }],
    })
}

fn rule(kind: &Kind) -> Value {
    json!({
        "id": kind.code,
        "shortDescription": { "text": kind.says },
        "fullDescription": { "text": kind.says },
        "defaultConfiguration": { "level": level(kind.severity) },
        "help": help(kind),
    })
}

/// What a rule is about, with its example, as text and as Markdown.
fn help(kind: &Kind) -> Value {
    let more = format!("`waypost check --explain {}` shows what is said of it.", kind.code);
    let (mut text, mut markdown) = (vec![kind.says.to_owned()], vec![kind.says.to_owned()]);
    match kind.example {
        Example::Words(case) => {
            let case = format!("For example: {case}");
            text.push(case.clone());
            markdown.push(case);
        }
        Example::Files(samples) => {
            for Sample { file, bytes } in samples {
                let lines = String::from_utf8_lossy(bytes);
                let lines: Vec<String> = lines.lines().map(visible).collect();
                let lines = lines.join("\n");
                text.push(format!("For example, {file}:\n\n{lines}"));
                markdown.push(format!("For example, `{file}`:\n\n````\n{lines}\n````"));
            }
        }
    }
    text.push(more.clone());
    markdown.push(more);
    json!({ "text": text.join("\n\n"), "markdown": markdown.join("\n\n") })
}

fn result(found: &Diagnostic, end: usize, folder: &Path) -> Value {
    let gap = if found.hint.is_empty() { "" } else { "\n" };
    let file = found.file.strip_prefix(folder).unwrap_or(&found.file);
    let mut artifact = json!({ "uri": uri(file) });
    if !file.is_absolute() {
        artifact["uriBaseId"] = json!(ROOT);
    }
    // SARIF counts from one, and takes nothing less.
    let (line, column) = (found.line.max(1), found.column.max(1));
    let mut result = json!({
        "ruleId": found.code,
        "level": level(found.severity),
        "message": { "text": format!("{}{gap}{}", found.message, found.hint) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact,
            "region": { "startLine": line, "startColumn": column, "endLine": line, "endColumn": end.max(column + 1) },
        } }],
    });
    if let Some(index) = CATALOGUE.iter().position(|kind| kind.code == found.code) {
        result["ruleIndex"] = json!(index);
    }
    result
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a URI reference (RFC 3986), byte by byte: names of files need not be UTF-8.
fn uri(path: &Path) -> String {
    let mut uri = String::from(if path.is_absolute() { "file://" } else { "" });
    for (at, part) in path.components().enumerate() {
        let bytes = part.as_os_str().as_encoded_bytes();
        match part {
            std::path::Component::RootDir | std::path::Component::CurDir => continue,
            std::path::Component::Prefix(_) => uri.push('/'),
            _ if at > 0 && !uri.is_empty() => uri.push('/'),
            _ => {}
        }
        for &byte in bytes {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
                _ => _ = write!(uri, "%{byte:02X}"), // a String takes everything
            }
        }
    }
    if uri.is_empty() {
        uri.push('.');
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        for (path, expected) in [
            ("agents/zig.md", "agents/zig.md"),
            ("./a/b c.md", "a/b%20c.md"),
            ("./", "."),
            ("../größe:1.md", "../gr%C3%B6%C3%9Fe%3A1.md"),
            ("a/\u{1b}[2J.md", "a/%1B%5B2J.md"),
        ] {
            assert_eq!(uri(Path::new(path)), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn absolute_paths_and_names_that_are_no_text_do_too() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(uri(Path::new("/a/b.md")), "file:///a/b.md");
        assert_eq!(uri(Path::new(std::ffi::OsStr::from_bytes(b"a/\xff.md"))), "a/%FF.md");
    }
}
