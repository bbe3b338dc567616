//! Diagnostics as a log in the Static Analysis Results Interchange Format (SARIF 2.1.0, an OASIS standard), which code
//! hosts show beside the lines they speak of.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::content::diagnostic::catalogue::{CATALOGUE, Kind};
use crate::content::diagnostic::{Diagnostic, Severity};

/// The log with its one run. Files are named as from the folder the program was started in, where code hosts look for
/// them; columns count characters, as everywhere else.
pub(super) fn log(diagnostics: &[Diagnostic]) -> Value {
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
            "results": diagnostics.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn rule(kind: &Kind) -> Value {
    json!({
        "id": kind.code,
        "shortDescription": { "text": kind.says },
        "defaultConfiguration": { "level": level(kind.severity) },
        "help": { "text": format!("waypost check --explain {}", kind.code) },
    })
}

fn result(found: &Diagnostic) -> Value {
    let gap = if found.hint.is_empty() { "" } else { "\n" };
    let mut result = json!({
        "ruleId": found.code,
        "level": level(found.severity),
        "message": { "text": format!("{}{gap}{}", found.message, found.hint) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&found.file) },
            // SARIF counts from one, and takes nothing less.
            "region": { "startLine": found.line.max(1), "startColumn": found.column.max(1) },
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
