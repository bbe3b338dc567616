//! Diagnostics as commands of a GitHub workflow, which shows them beside the lines they speak of.

use anyhow::Result;

use crate::cli::out::Out;
use crate::content::diagnostic::{Diagnostic, Severity, visible};

pub(super) fn print(diagnostics: &[Diagnostic], out: &mut Out) -> Result<()> {
    for found in diagnostics {
        let level = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let gap = if found.hint.is_empty() { "" } else { "; " };
        out.verbatim(&format!(
            "::{level} file={},line={},col={},title={}::{}\n",
            property(&found.file.display().to_string()),
            found.line,
            found.column,
            property(found.code),
            data(&format!("{}{gap}{}", found.message, found.hint)),
        ))?;
    }
    Ok(())
}

/// Text behind a command: a line of its own, whatever is in it.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&text)
}

/// Text of a property, which also ends at a colon or comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
