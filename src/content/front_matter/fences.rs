//! Where the front matter begins and ends.

use std::ops::Range;

use super::recover::key_of;
use super::{FrontMatter, KNOWN};

/// Finds the YAML between the fences, and sets where the body starts.
pub(super) fn find(text: &str, front: &mut FrontMatter) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line.trim_end()))
    });
    let (_, first) = lines.find(|(_, line)| !line.is_empty())?;
    if first != "---" {
        return None;
    }
    let mut rest = lines.peekable();
    let start = rest.peek()?.0;
    let opens = rest
        .clone()
        .map(|(_, line)| line)
        .find(|line| !line.is_empty() && !line.starts_with('#'))?;
    if !opens.starts_with(['{', '-', '?']) && key_of(opens).is_none() && !opens.contains(':') {
        return None;
    }
    let fence = |line: &str| line == "..." || (line.len() >= 3 && line.bytes().all(|byte| byte == b'-'));
    let mut behind = rest.clone();
    if let Some((at, line)) = behind.find(|(_, line)| fence(line)) {
        if line.len() > 3 {
            front.warn(
                "front-matter-fence",
                at,
                format!("the front matter is closed by {} dashes", line.len()),
                "close it with a line of three dashes",
            );
        }
        front.body = behind.next().map_or(text.len(), |(next, _)| next);
        return Some(start..at);
    }
    let end = rest
        .find(|(_, line)| line.is_empty() || line.starts_with("# ") || line.starts_with("## "))
        .map_or(text.len(), |(at, _)| at);
    front.warn(
        "front-matter-unclosed",
        end.min(text.len()),
        "the front matter is not closed; it was taken to end here",
        "close it with a line of three dashes",
    );
    front.body = end;
    Some(start..end)
}

/// Finds YAML that does not begin with a fence of its own: it begins with a key that is known, or in a code fence.
pub(super) fn find_unopened(text: &str, front: &mut FrontMatter) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line.trim_end()))
    });
    let (mut start, mut first) = lines.find(|(_, line)| !line.is_empty())?;
    let opening = start;
    let is_fenced = matches!(first, "```yaml" | "```yml");
    if is_fenced {
        (start, first) = lines.next()?;
    }
    let known = |line| key_of(line).is_some_and(|(key, _)| KNOWN.contains(&key.to_lowercase().as_str()));
    if !known(first) {
        return None;
    }
    let close = if is_fenced { "```" } else { "---" };
    let is_part = |line: &str| key_of(line).is_some() || line.starts_with([' ', '\t', '-', '#']);
    let (end, last) = lines.find(|(_, line)| *line == close || !is_part(line))?;
    if last != close {
        return None;
    }
    front.warn(
        "front-matter-unopened",
        opening,
        "the front matter does not begin with a line of three dashes; it was taken to begin here",
        "begin and end it with a line of three dashes",
    );
    front.body = lines.next().map_or(text.len(), |(next, _)| next);
    Some(start..end)
}
