//! `[[topic-id]]` in Markdown: a topic's name, shown as its title; `[[topic-id|label]]` is shown as the label.

/// No title is longer, in bytes; without a limit every `[[` of a long line would be looked for to its end.
const LONGEST_NAME: usize = 512;
/// In a longer line, in bytes, nobody has written a reference; looking for the ends of its spans of code could take forever.
const LONGEST_LINE: usize = 64 * 1024;

/// A reference to a topic, as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reference<'m> {
    /// Where it starts, in bytes.
    pub(crate) at: usize,
    /// All of it, with its brackets.
    pub(crate) source: &'m str,
    /// The name of the topic.
    pub(crate) name: &'m str,
    /// What is to be shown for it, as Markdown: `[[name|label]]`.
    pub(crate) label: Option<&'m str>,
}

/// The text with what `put` makes of each reference in its place; those it makes nothing of stay. What stands in code is code.
pub(crate) fn replaced(markdown: &str, mut put: impl FnMut(&Reference<'_>) -> Option<String>) -> String {
    let mut out = String::with_capacity(markdown.len());
    walk(markdown, |piece| match piece {
        Piece::Reference(reference) => match put(&reference) {
            Some(text) => out.push_str(&text),
            None => out.push_str(reference.source),
        },
        Piece::Text(text) => out.push_str(text),
    });
    out
}

/// The text with every reference that `title` knows replaced by its label, or by that title.
pub(super) fn as_titles(markdown: &str, title: impl Fn(&str) -> Option<String>) -> String {
    replaced(markdown, |reference| {
        let title = title(reference.name)?;
        Some(reference.label.map_or_else(|| escaped(&title), str::to_owned))
    })
}

/// All references, in order.
pub(crate) fn all(markdown: &str) -> Vec<Reference<'_>> {
    let mut all = Vec::new();
    walk(markdown, |piece| {
        if let Piece::Reference(reference) = piece {
            all.push(reference);
        }
    });
    all
}

/// A stretch of Markdown.
enum Piece<'m> {
    Text(&'m str),
    Reference(Reference<'m>),
}

/// Takes a text apart into its references and what stands between them.
fn walk<'m>(markdown: &'m str, mut piece: impl FnMut(Piece<'m>)) {
    let mut fence: Option<(char, usize)> = None;
    let mut at = 0;
    for line in markdown.split_inclusive('\n') {
        let mark = fence_of(line);
        match (fence, mark) {
            (None, Some((c, length, _))) => fence = Some((c, length)),
            (Some((c, length)), Some((other, least, true))) if c == other && least >= length => fence = None,
            (None, None) if line.len() <= LONGEST_LINE && line.contains("[[") => {
                walk_line(line, at, &mut piece);
                at += line.len();
                continue;
            }
            _ => {}
        }
        piece(Piece::Text(line));
        at += line.len();
    }
}

/// The fence a line is: its character, its length, and whether nothing follows it.
fn fence_of(line: &str) -> Option<(char, usize, bool)> {
    let text = line.trim();
    let c = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = text.trim_start_matches(c);
    let length = text.len() - rest.len();
    // "```x```" on one line is a span of code.
    (length >= 3 && !(c == '`' && rest.contains('`'))).then_some((c, length, rest.is_empty()))
}

fn walk_line<'m>(line: &'m str, start: usize, piece: &mut impl FnMut(Piece<'m>)) {
    let mut rest = line;
    while let Some(at) = rest.find(['`', '[']) {
        piece(Piece::Text(&rest[..at]));
        rest = &rest[at..];
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let taken = if ticks > 0 {
            code(rest, ticks)
        } else if let Some(reference) = reference(rest, start + line.len() - rest.len()) {
            piece(Piece::Reference(reference));
            rest = &rest[reference.source.len()..];
            continue;
        } else {
            rest.len() - rest.trim_start_matches('[').len()
        };
        piece(Piece::Text(&rest[..taken]));
        rest = &rest[taken..];
    }
    piece(Piece::Text(rest));
}

/// How far a span of code that opens with so many backticks reaches; only over them where it isn't closed.
fn code(text: &str, ticks: usize) -> usize {
    let mut at = ticks;
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let length = text[start..].len() - text[start..].trim_start_matches('`').len();
        at = start + length;
        if length == ticks {
            return at;
        }
    }
    ticks
}

/// The reference at the head of a text, which starts at `at`.
fn reference(text: &str, at: usize) -> Option<Reference<'_>> {
    let inner = text.strip_prefix("[[")?;
    let head = inner.as_bytes().get(..LONGEST_NAME).unwrap_or(inner.as_bytes());
    let end = head.windows(2).position(|pair| pair == b"]]")?;
    let whole = &inner[..end];
    let (name, label) = match whole.split_once('|') {
        // In a table the bar has to be escaped.
        Some((name, label)) => (name.strip_suffix('\\').unwrap_or(name), Some(label.trim())),
        None => (whole, None),
    };
    let name = name.trim();
    (!name.is_empty() && !whole.contains(['[', ']', '\n'])).then_some(Reference {
        at,
        source: &text[..end + 4],
        name,
        label: label.filter(|label| !label.is_empty()),
    })
}

/// A title as Markdown.
pub(super) fn escaped(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    escape(title, &mut text);
    text
}

/// A title is text, whatever characters of Markdown's are in it.
pub(crate) fn escape(title: &str, out: &mut String) {
    for c in title.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_titles_outside_of_code() {
        let title = |name: &str| match name {
            "sql" => Some("SQL".to_owned()),
            "new" => Some("operator *new*".to_owned()),
            _ => None,
        };
        for (text, shown) in [
            ("See [[sql]] and [[ sql ]].", "See SQL and SQL."),
            ("[[sql]][[nowhere]] [[", "SQL[[nowhere]] [["),
            ("[[[sql]]] [x](y)", "[[[sql]]] [x](y)"),
            ("`[[sql]]` [[sql]] ``a ` [[sql]]``", "`[[sql]]` SQL ``a ` [[sql]]``"),
            ("` [[sql]]", "` SQL"),
            ("```sh\n[[sql]]\n~~~\n```\n[[sql]]", "```sh\n[[sql]]\n~~~\n```\nSQL"),
            ("~~~\n[[sql]]\n~~~~\n[[sql]]\n", "~~~\n[[sql]]\n~~~~\nSQL\n"),
            ("[[new]]", "operator \\*new\\*"),
            ("学[[sql]]習", "学SQL習"),
            ("[[sql|queries]], [[ sql | *all* of it ]]", "queries, *all* of it"),
            ("| a [[sql\\|tables]] |", "| a tables |"),
            ("[[sql|]] [[|sql]] [[nowhere|there]]", "SQL [[|sql]] [[nowhere|there]]"),
            ("`[[sql|x]]` [[sql|`x`]]", "`[[sql|x]]` `x`"),
        ] {
            assert_eq!(as_titles(text, title), shown, "{text}");
        }
    }

    #[test]
    fn references_are_found_where_they_stand() {
        let found = |markdown| -> Vec<(usize, &str, Option<&str>)> {
            let all = all(markdown).into_iter();
            all.map(|found| (found.at, found.name, found.label)).collect()
        };
        assert_eq!(
            found("[[a]] `[[b]]`\n~~~\n[[c]]\n~~~\n学 [[ d |the d]]\n"),
            [(0, "a", None), (32, "d", Some("the d"))]
        );
        assert_eq!(found("[[[a]] [[]] [[b"), []);
    }
}
