//! What in the log folder doesn't count, and how the learner is told.

use std::fmt;
use std::path::PathBuf;

use crate::content::diagnostic::and_more;
use crate::progress::fold::Progress;

/// Something in the log folder that doesn't count: it is left as it is, and the rest counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1; 0 when the whole file is meant.
    pub line: usize,
    /// In characters (bytes where the line isn't UTF-8), counted from 1; 0 when the whole file is meant.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// What identifies the line ([`fingerprint`](crate::progress::line::fingerprint)); `None` when the whole file is meant, or no line is damaged.
    pub fingerprint: Option<String>,
}

impl Problem {
    /// Whether the learner was told, has looked, and doesn't want to be told again.
    pub fn is_accepted(&self, progress: &Progress) -> bool {
        let line = self.fingerprint.as_deref();
        line.is_some_and(|line| progress.has_accepted(line))
    }
}

/// `file:line:column: message`, or `file: message` when the whole file is meant.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Problems in one line for the learner, who is not to read of checksums: what it means, what to do, and where last.
pub fn in_short<'a>(problems: impl IntoIterator<Item = &'a Problem>) -> Option<String> {
    let (lines, files): (Vec<&Problem>, Vec<&Problem>) = problems.into_iter().partition(|problem| problem.line > 0);
    let doctor = "`waypost doctor` says what is lost and brings back what it can";
    match (files.as_slice(), lines.as_slice()) {
        ([first, more @ ..], _) => {
            let more = and_more(more.len() + lines.len());
            let Problem { message, file, .. } = first;
            Some(format!(
                "Not all your progress shows: {message}; {doctor}: {}{more}",
                file.display()
            ))
        }
        // Not damaged, but to be looked at by hand.
        (
            [],
            [
                Problem {
                    message,
                    hint,
                    file,
                    line,
                    fingerprint: None,
                    ..
                },
            ],
        ) => Some(format!("{message}; {hint}: {}:{line}", file.display())),
        ([], [Problem { file, line, .. }]) => Some(format!(
            "1 line of your log doesn't count; {doctor}: {}:{line}",
            file.display()
        )),
        ([], [first, ..]) => Some(format!(
            "{} lines of your log don't count; {doctor}: {}",
            lines.len(),
            first.file.display()
        )),
        ([], []) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_tells_its_place_or_its_file() {
        let mut problem = Problem {
            file: PathBuf::from("log/here.jsonl"),
            line: 3,
            column: 7,
            message: "the line is cut short".to_owned(),
            hint: String::new(),
            fingerprint: None,
        };
        assert_eq!(problem.to_string(), "log/here.jsonl:3:7: the line is cut short");
        (problem.line, problem.column) = (0, 0);
        assert_eq!(problem.to_string(), "log/here.jsonl: the line is cut short");
    }
}
