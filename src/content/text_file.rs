//! What every reader of Markdown files begins with, from bytes to text, and ends with, from findings to diagnostics.

use std::collections::HashMap;
use std::path::Path;

use super::diagnostic::{Diagnostic, Finding, Severity};
use super::encoding::{self, Decoded, Repair, clean};

/// A larger file is not meant to be read.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// More findings of one kind in one file are counted, and not listed.
const MOST_ALIKE: usize = 1_000;

/// More lines are nothing anyone wrote: a parser makes some hundred bytes of each.
const MAX_LINES: usize = 200_000;

/// Where the lines end that are read as Markdown, from an offset on; what is behind them is kept, as it stands.
pub(super) fn end_of_markdown(text: &str, from: usize) -> usize {
    let feeds = text.as_bytes()[from..].iter().enumerate();
    let mut ends = feeds.filter(|(_, byte)| **byte == b'\n').map(|(at, _)| from + at + 1);
    ends.nth(MAX_LINES - 1).unwrap_or(text.len())
}

/// Says at the first line that isn't read as Markdown that there is such a line.
pub(super) fn too_many_lines(text: &str, at: usize) -> Option<Finding> {
    (at < text.len()).then(|| Finding {
        severity: Severity::Error,
        code: "too-many-lines",
        at,
        message: format!(
            "the text has more than {MAX_LINES} lines; from here on it is shown as it stands, and not taken apart"
        ),
        hint: "split it into several files".to_owned(),
    })
}

/// Whether a diagnostic with this code says that its file has no text, or none that could be parsed.
pub(super) fn refuses_text(code: &str) -> bool {
    matches!(code, "too-large" | "not-text" | "markdown-unreadable")
}

/// Why there is no text to read.
pub(super) struct Refused {
    code: &'static str,
    message: String,
    hint: String,
}

impl Refused {
    /// The one diagnostic of a file that can't be read.
    pub(super) fn diagnostic(self, file: &Path) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code: self.code,
            file: file.to_owned(),
            line: 1,
            column: 1,
            message: self.message,
            hint: self.hint,
        }
    }
}

/// Makes text of a file's bytes, and says what had to be repaired. `kind` is what such files are called ("specs").
pub(super) fn open(bytes: &[u8], kind: &str) -> Result<(Decoded, Vec<Finding>), Refused> {
    if bytes.len() > MAX_BYTES {
        return Err(Refused {
            code: "too-large",
            message: format!("the file has {} bytes; at most {MAX_BYTES} are read", bytes.len()),
            hint: format!("split it into several {kind}"),
        });
    }
    let Ok(mut decoded) = encoding::decode(bytes) else {
        return Err(Refused {
            code: "not-text",
            message: "the file is binary, not Markdown".to_owned(),
            hint: format!("remove it from the folder of {kind}"),
        });
    };
    let mut findings = encoding_findings(&decoded);
    if decoded.dedent() {
        findings.push(warning(
            "file-indented",
            0,
            "the whole file is indented; the indentation was taken off",
            "take the indentation off",
        ));
    }
    Ok((decoded, findings))
}

/// The findings in the order of their places.
pub(super) fn diagnostics(mut findings: Vec<Finding>, decoded: &Decoded, file: &Path) -> Vec<Diagnostic> {
    findings.sort_by_key(|finding| finding.at);
    limit(&mut findings);
    let place = |finding: Finding| {
        let (line, column) = decoded.position(finding.at);
        Diagnostic {
            severity: finding.severity,
            code: finding.code,
            file: file.to_owned(),
            line,
            column,
            message: clean(finding.message),
            hint: finding.hint,
        }
        .brief()
    };
    findings.into_iter().map(place).collect()
}

/// Keeps the first of each kind, and counts the rest: a file can have a million of them.
fn limit(findings: &mut Vec<Finding>) {
    if findings.len() <= MOST_ALIKE {
        return;
    }
    let mut seen: HashMap<&'static str, usize> = HashMap::new();
    let mut rest: Vec<(Finding, usize)> = Vec::new();
    findings.retain(|finding| {
        let count = seen.entry(finding.code).or_default();
        *count += 1;
        if *count > MOST_ALIKE {
            match rest.iter_mut().find(|(known, _)| known.code == finding.code) {
                Some((known, count)) => {
                    known.severity = known.severity.max(finding.severity);
                    *count += 1;
                }
                None => rest.push((finding.clone(), 1)),
            }
        }
        *count <= MOST_ALIKE
    });
    findings.extend(rest.into_iter().map(|(first, count)| Finding {
        message: format!("{count} more of this kind, from here on, are not listed"),
        ..first
    }));
}

/// A guess or repair at an offset.
pub(super) fn warning(code: &'static str, at: usize, message: impl Into<String>, hint: &str) -> Finding {
    Finding {
        severity: Severity::Warning,
        code,
        at,
        message: message.into(),
        hint: hint.to_owned(),
    }
}

fn encoding_findings(decoded: &Decoded) -> Vec<Finding> {
    let mut findings = Vec::new();
    match decoded.repair {
        Some(Repair::Misread(table)) => {
            let first = decoded.text.find(|c: char| !c.is_ascii()).unwrap_or(0);
            let message = format!("the file is UTF-8 that was read as {table} and saved again; that was undone");
            findings.push(warning(
                "encoding-repaired",
                first,
                message,
                "save the repaired text, so that every program shows it right",
            ));
        }
        Some(Repair::Utf16) => findings.push(warning("encoding-utf-16", 0, "the file is UTF-16", "save it as UTF-8")),
        Some(Repair::Invalid { count, at }) => {
            let message = format!("{count} places are no valid UTF-8 and were replaced; the first one is here");
            findings.push(warning("encoding-invalid", at, message, "save the file as UTF-8"));
        }
        None => {}
    }
    if let Some((at, count)) = decoded.removed {
        let message =
            format!("{count} control, text-direction or invisible characters were removed; the first one stood here");
        findings.push(warning("control-characters", at, message, "remove them"));
    }
    findings
}
