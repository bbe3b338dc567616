//! What a reader has to say about its input: where, how bad, and what to do.

use std::path::PathBuf;

use serde::Serialize;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never a failure.
    Info,
    /// A guess or repair was made; a failure under `--strict`.
    Warning,
    /// Something could not be read.
    Error,
}

/// One finding about one place of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name for the kind of finding ("encoding-repaired").
    pub code: &'static str,
    /// The file, relative to its pack's folder.
    pub file: PathBuf,
    /// Line, counted from 1, in the file as it is on disk.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What was found.
    pub message: String,
    /// What to do about it; empty when nothing needs doing.
    pub hint: String,
}
