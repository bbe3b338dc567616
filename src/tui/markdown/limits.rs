//! What is refused before it is parsed: input made to exhaust the parser.

/// Bytes of Markdown that are parsed; more is shown as plain text.
const MAX_BYTES: usize = 2 << 20;
/// Containers (lists, quotes) inside one another. The parser's time grows with the square of this.
const MAX_DEPTH: usize = 64;

/// Whether `markdown` can be parsed in time proportional to its length.
pub(super) fn is_parsable(markdown: &str) -> bool {
    markdown.len() <= MAX_BYTES && markdown.lines().all(|line| depth(line) <= MAX_DEPTH)
}

/// How deep the containers opened by this line can be at most: its markers, and those which its indentation may
/// continue (two columns each), if a marker follows it.
fn depth(line: &str) -> usize {
    let (mut markers, mut columns) = (0, 0);
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t']);
        let blank = &rest[..rest.len() - trimmed.len()];
        columns += blank.len() + 3 * blank.matches('\t').count();
        let digits = trimmed.len() - trimmed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after = match trimmed.as_bytes().get(digits) {
            Some(b'>' | b'-' | b'*' | b'+') if digits == 0 => &trimmed[1..],
            Some(b'.' | b')') if (1..=9).contains(&digits) => &trimmed[digits + 1..],
            _ => break,
        };
        let is_quote = trimmed.starts_with('>');
        if !is_quote && !after.is_empty() && !after.starts_with([' ', '\t']) {
            break;
        }
        markers += 1;
        rest = after;
    }
    if markers == 0 {
        0
    } else {
        markers + columns.saturating_sub(markers) / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_a_line_can_open() {
        for (line, expected) in [
            ("", 0),
            ("text - with a dash", 0),
            ("- a", 1),
            ("> > a", 2),
            (">>>a", 3),
            ("- - 1. a", 3),
            ("    - a", 3),
            ("        deep code", 0),
            ("-no list", 0),
            ("*emphasis*", 0),
        ] {
            assert_eq!(depth(line), expected, "{line:?}");
        }
    }

    #[test]
    fn refuses_size_and_depth() {
        assert!(is_parsable("- a\n  - b\n    - c\n"));
        assert!(!is_parsable(&"- ".repeat(50_000)));
        assert!(!is_parsable(&">".repeat(100_000)));
        assert!(!is_parsable(&"x".repeat(MAX_BYTES + 1)));
        let stairs = (0..400).map(|n| " ".repeat(2 * n) + "- x\n").collect::<String>();
        assert!(!is_parsable(&stairs));
    }
}
