//! What stands in a frame: between tags that are none of HTML (`<expertise>` to `</expertise>`), or indented below an
//! admonition (`!!! note "Clay"`, `??? tip`, `=== "Clay"`). It is written as the section or the labelled text that it
//! stands for, so that it is read as any other.

use crate::content::encoding::Decoded;
use crate::content::markup;
use crate::content::text_file::end_of_markdown;

/// Elements whose content is no part of the spec: what somebody says or writes.
#[rustfmt::skip]
const QUOTED: &[&str] = &[
    "answer", "assistant", "commentary", "example", "examples", "output", "quote", "response", "system-reminder",
    "thinking", "user",
];

/// Names of elements are not longer.
const LONGEST_NAME: usize = 60;

/// Frames nested deeper than this are left as they stand.
const MOST_NESTED: usize = 12;

/// So much indentation makes code of a line, and text of one below an admonition.
const INDENT: usize = 4;

/// What a line does.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Does {
    Nothing,
    /// It is blank.
    Parts,
    /// It is a heading of a level.
    Heads(usize),
    Opens(String),
    Closes(String),
    /// It is a tag of HTML, or of what is no part of the spec.
    Quotes,
    /// It opens an admonition with a title.
    Admonishes(String),
}

struct Line<'t> {
    text: &'t str,
    start: usize,
    indent: usize,
    does: Does,
}

/// Takes the frames off a body that starts at `body`; places in it stay those of the file.
pub(super) fn open(decoded: &mut Decoded, body: usize) {
    let text = &decoded.text[..end_of_markdown(&decoded.text, body)];
    let Some(lines) = may_hold_any(&text[body..]).then(|| lines(text, body)) else {
        return;
    };
    let mut changes: Vec<Change> = lines.iter().map(|_| Change::default()).collect();
    take_off_tags(&lines, &mut changes);
    take_off_admonitions(&lines, &mut changes);
    if changes.iter().all(Change::is_none) {
        return;
    }
    let mut rewritten = String::with_capacity(decoded.text.len() + 64);
    rewritten.push_str(&text[..body]);
    let mut anchors = vec![(0, 0)];
    for (line, change) in lines.iter().zip(changes) {
        let cut = change.cut.min(line.indent);
        if let Some(put) = change.put {
            anchors.push((rewritten.len(), line.start));
            rewritten.push_str(&put);
        } else {
            anchors.push((rewritten.len(), line.start + cut));
            rewritten.push_str(&line.text[cut..]);
        }
    }
    anchors.push((rewritten.len(), text.len()));
    rewritten.push_str(&decoded.text[text.len()..]);
    decoded.rewrite(rewritten, anchors);
}

/// Whether there is anything that may be a frame.
fn may_hold_any(text: &str) -> bool {
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    has("</") || has("!!! ") || has("??? ") || has("???+") || has("=== \"")
}

/// What becomes of a line.
#[derive(Debug, Default)]
struct Change {
    /// So much of its indentation goes.
    cut: usize,
    /// It is put in place of all of it.
    put: Option<String>,
}

impl Change {
    fn is_none(&self) -> bool {
        self.cut == 0 && self.put.is_none()
    }
}

fn lines(text: &str, body: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = body;
    // The marks that close the fence that is open.
    let mut fence: Option<&str> = None;
    for line in text[body..].split_inclusive('\n') {
        let bare = line.trim();
        let marks = fence_marks(bare);
        let in_fence = fence.is_some() || marks.is_some();
        match fence {
            Some(open) if marks.is_some_and(|marks| marks.starts_with(open) && marks == bare) => fence = None,
            Some(_) => {}
            None => fence = marks,
        }
        lines.push(Line {
            text: line,
            start,
            indent: line.len() - line.trim_start_matches(' ').len(),
            does: if bare.is_empty() {
                Does::Parts
            } else if in_fence {
                Does::Nothing
            } else {
                does(bare)
            },
        });
        start += line.len();
    }
    lines
}

/// The backticks or tildes of a fence that a line opens with.
fn fence_marks(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let marks = &line[..line.len() - line.trim_start_matches(mark).len()];
    (marks.len() > 2).then_some(marks)
}

fn does(line: &str) -> Does {
    let level = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&level) && line[level..].starts_with([' ', '\t']) {
        return Does::Heads(level);
    }
    if let Some(title) = admonition(line) {
        return Does::Admonishes(title);
    }
    let name = line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let Some(name) = name.filter(|name| name.len() <= LONGEST_NAME) else {
        return Does::Nothing;
    };
    let (closes, name) = name.strip_prefix('/').map_or((false, name), |name| (true, name));
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let lower = name.to_ascii_lowercase();
    let is_other = QUOTED.contains(&lower.as_str()) || markup::is_html(&lower);
    match closes {
        _ if !is_name => Does::Nothing,
        _ if is_other => Does::Quotes,
        false => Does::Opens(name.to_owned()),
        true => Does::Closes(name.to_owned()),
    }
}

/// The title of the admonition that a line opens: what stands in quotes, else its kind.
fn admonition(line: &str) -> Option<String> {
    let (is_tab, rest) = ["!!! ", "???+ ", "??? ", "=== "]
        .iter()
        .find_map(|mark| Some((*mark == "=== ", line.strip_prefix(mark)?)))?;
    let (kind, title) = rest.split_once('"').unwrap_or((rest, ""));
    let title = title.trim_end().strip_suffix('"').unwrap_or("").trim();
    let kind = kind.trim();
    let is_kind = kind.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '-'));
    match (is_kind, is_tab) {
        (true, false) if !kind.is_empty() && title.is_empty() && !rest.contains('"') => Some(named(kind)),
        (true, _) if !title.is_empty() && (kind.is_empty() == is_tab) => Some(title.replace(['*', '\\'], "")),
        _ => None,
    }
}

/// The name of an element as a heading has it: "Core expertise" for `<core_expertise>`.
fn named(name: &str) -> String {
    let spaced = name.replace(['_', '-'], " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// A pair of tags, by their lines, and how many pairs stand around it.
struct Pair {
    open: usize,
    close: usize,
    depth: usize,
}

fn pairs(lines: &[Line<'_>]) -> Vec<Pair> {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match &line.does {
            Does::Opens(_) if open.len() < MOST_NESTED => open.push(at),
            Does::Closes(name) => {
                let is_open = |at: &usize| matches!(&lines[*at].does, Does::Opens(known) if known == name);
                // What is open in between is never closed.
                let Some(last) = open.iter().rposition(is_open) else {
                    continue;
                };
                open.truncate(last + 1);
                if let Some(open_at) = open.pop() {
                    pairs.push(Pair {
                        open: open_at,
                        close: at,
                        depth: last,
                    });
                }
            }
            _ => {}
        }
    }
    pairs.sort_by_key(|pair| pair.open);
    pairs
}

/// Writes elements as sections: their tags as headings, where they have none of their own.
fn take_off_tags(lines: &[Line<'_>], changes: &mut [Change]) {
    let next = |from: usize| lines[from..].iter().find(|line| line.does != Does::Parts);
    // Text behind an element would be taken for a part of it.
    let ends = |pair: &Pair| {
        let behind = next(pair.close + 1);
        behind.is_none_or(|line| !matches!(line.does, Does::Nothing | Does::Admonishes(_)))
    };
    for pair in pairs(lines).iter().filter(|pair| ends(pair)) {
        let inside = &lines[pair.open + 1..pair.close];
        let heads = |line: &Line<'_>| match line.does {
            Does::Heads(level) => Some(level),
            _ => None,
        };
        let highest = inside.iter().filter_map(heads).min();
        let is_headed = next(pair.open + 1).is_some_and(|line| matches!(line.does, Does::Heads(_) | Does::Closes(_)));
        let level = (pair.depth + 2).min(highest.map_or(6, |level| level.saturating_sub(1)));
        let heading = match &lines[pair.open].does {
            Does::Opens(name) if !is_headed && level > 0 => format!("{} {}\n\n", "#".repeat(level.min(6)), named(name)),
            _ => "\n".to_owned(),
        };
        changes[pair.open].put = Some(heading);
        changes[pair.close].put = Some("\n".to_owned());
        dedent(inside, &mut changes[pair.open + 1..pair.close]);
    }
}

/// Takes away what all lines at the margin of an element are indented by, where that would make code of them.
fn dedent(lines: &[Line<'_>], changes: &mut [Change]) {
    let is_text =
        |line: &&Line<'_>| line.does != Does::Parts && !(matches!(line.does, Does::Heads(_)) && line.indent < INDENT);
    let indent = lines.iter().filter(is_text).map(|line| line.indent).min().unwrap_or(0);
    for (_, change) in lines.iter().zip(changes).filter(|(line, _)| line.indent >= indent) {
        change.cut = change.cut.max(indent);
    }
}

/// Writes admonitions as labels with what stands below them.
fn take_off_admonitions(lines: &[Line<'_>], changes: &mut [Change]) {
    // How far those are indented that a line stands in.
    let mut around: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.does == Does::Parts {
            continue;
        }
        while around.last().is_some_and(|indent| line.indent < indent + INDENT) {
            around.pop();
        }
        changes[at].cut += around.len() * INDENT;
        let Does::Admonishes(title) = &line.does else {
            continue;
        };
        let holds = lines[at + 1..].iter().find(|line| line.does != Does::Parts);
        if around.len() < MOST_NESTED && holds.is_some_and(|below| below.indent >= line.indent + INDENT) {
            let indent = " ".repeat(line.indent.saturating_sub(changes[at].cut));
            changes[at].put = Some(format!("{indent}**{title}**\n\n"));
            around.push(line.indent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::encoding;

    fn opened(text: &str) -> String {
        let mut decoded = encoding::decode(text.as_bytes()).expect("text");
        open(&mut decoded, 0);
        decoded.text
    }

    #[test]
    fn elements_become_sections() {
        let text = "# Potter\n<core_expertise>\n    - Clay\n      - Grog\n</core_expertise>\n";
        assert_eq!(opened(text), "# Potter\n## Core expertise\n\n- Clay\n  - Grog\n\n");
    }

    #[test]
    fn those_that_open_with_a_heading_have_it() {
        let text = "<role>\n\n## Glazes\n\n    - Tin\n</role>\n";
        assert_eq!(opened(text), "\n\n## Glazes\n\n- Tin\n\n");
    }

    #[test]
    fn admonitions_become_labels() {
        let text = "??? success \"Clay\"\n    1. Grog\n\n        !!! tip\n            Wedge it.\n\nKiln\n";
        assert_eq!(
            opened(text),
            "**Clay**\n\n1. Grog\n\n    **Tip**\n\n    Wedge it.\n\nKiln\n"
        );
    }

    #[test]
    fn what_is_none_stays() {
        for text in [
            "<example>\n- Clay\n</example>\n",
            "<role>\n- Clay\n",
            "<role>\n- Clay\n</role>\nKiln\n",
            "```\n<role>\n- Clay\n</role>\n```\n",
            "=== \"Clay\"\nKiln\n",
            "<table>\n<tr>\n<td>Clay</td>\n</tr>\n</table>\n",
            "<dl>\n<dt>\nClay\n</dt>\n</dl>\n",
            "!!! really? \"no\n    code\n",
        ] {
            assert_eq!(opened(text), text);
        }
    }

    #[test]
    fn places_stay_those_of_the_file() {
        let mut decoded = encoding::decode("<role>\n    - Clay\n</role>\n".as_bytes()).expect("text");
        open(&mut decoded, 0);
        let clay = decoded.text.find("Clay").expect("in there");
        assert_eq!(decoded.position(clay), (2, 7));
    }
}
