//! A whole file in one code fence, as it is copied from a chat.

use crate::content::diagnostic::{Finding, Severity};

/// Blanks out the fence that a whole text stands in, so that every place in it stays where it is.
pub(super) fn open(text: &mut String) -> Option<Finding> {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let whole = text.get(start..end)?;
    let (first, rest) = whole.split_once('\n')?;
    let (inner, last) = rest.rsplit_once('\n')?;
    let marks = &first[..first.len() - first.trim_start_matches('`').len()];
    let language = first[marks.len()..].trim();
    if marks.len() < 3
        || !matches!(
            language,
            "markdown" | "md" | "chatagent" | "chatmode" | "agent" | "prompt" | "instructions" | "skill"
        )
        || last != marks
        || !is_document(inner, marks)
    {
        return None;
    }
    let opening = start..start + first.len();
    let closing = end - last.len()..end;
    text.replace_range(opening.clone(), &" ".repeat(opening.len()));
    text.replace_range(closing.clone(), &" ".repeat(closing.len()));
    Some(Finding {
        severity: Severity::Info,
        code: "spec-fenced",
        at: start,
        message: "the whole file stands in a code fence; what is in it was read".to_owned(),
        hint: "take out its first and its last line".to_owned(),
    })
}

/// Whether what stands in the fence is a document of its own, and every fence in it is closed.
fn is_document(inner: &str, marks: &str) -> bool {
    let opens = inner.trim_start();
    if !(opens.starts_with("---\n") || opens.starts_with("# ")) {
        return false;
    }
    let mut is_open = false;
    for line in inner.lines() {
        let Some(info) = line.trim_start().strip_prefix(marks) else {
            continue;
        };
        if is_open && !info.trim().is_empty() {
            return false;
        }
        is_open = !is_open;
    }
    !is_open
}
