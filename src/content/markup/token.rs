//! HTML to tokens, whatever state it is in. Text is left as it stands: entities are Markdown's as well.

use std::ops::Range;

/// No tag is longer, in bytes; without a limit every `<` of a long text would be looked through to its end.
const LONGEST_TAG: usize = 4 * 1024;

/// After so many of them that are no tags, no `<` of a stretch is looked at any more.
const MOST_BROKEN: usize = 1_000;

/// What of its content is no text for a reader.
pub(super) const HIDDEN: [&str; 7] = ["iframe", "noscript", "object", "script", "style", "svg", "template"];

/// Attributes that only say how and where an element is shown.
#[rustfmt::skip]
const LAYOUT: &[&str] = &[
    "align", "bgcolor", "border", "cellpadding", "cellspacing", "checked", "class", "color", "colspan", "dir", "disabled", "face", "height", "id",
    "lang", "markdown", "nowrap", "open", "role", "rowspan", "scope", "size", "span", "start", "style", "tabindex",
    "type", "valign", "width",
];

/// A stretch of HTML; ranges are those of the text it was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Text(Range<usize>),
    Open(Tag),
    Close(Tag),
    /// A tag that means something else than in HTML.
    Foreign(Tag),
    /// A comment, or an element of which nothing is shown.
    Hidden,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    /// All of it, with its brackets.
    pub(super) range: Range<usize>,
}

impl Tag {
    /// The tag that a text is, whole.
    pub(super) fn of(text: &str) -> Option<(Self, bool)> {
        match tokens(text, 0..text.len()).as_slice() {
            [Token::Open(tag)] => Some((tag.clone(), true)),
            [Token::Close(tag)] => Some((tag.clone(), false)),
            _ => None,
        }
    }

    /// The value of an attribute, without its quotes; empty where it has none.
    pub(super) fn attribute<'t>(&self, text: &'t str, name: &str) -> Option<&'t str> {
        self.attributes(text)
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Whether it says no more than how its element looks.
    pub(super) fn is_plain(&self, text: &str) -> bool {
        let is_layout = |(name, _): &(&str, &str)| {
            let name = name.to_ascii_lowercase();
            LAYOUT.contains(&name.as_str()) || name.starts_with("data-") || name.starts_with("aria-")
        };
        self.attributes(text).iter().all(is_layout)
    }

    fn attributes<'t>(&self, text: &'t str) -> Vec<(&'t str, &'t str)> {
        let inner = text[self.range.clone()]
            .trim_start_matches(['<', '/'])
            .trim_end_matches('>');
        let mut rest = inner[self.name.len()..].trim_start_matches(is_between);
        let mut attributes = Vec::new();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c == '=' || is_between(c)).unwrap_or(rest.len());
            let (name, behind) = rest.split_at(end);
            let Some(value) = behind.trim_start().strip_prefix('=').map(str::trim_start) else {
                attributes.push((name, ""));
                rest = behind.trim_start_matches(is_between);
                continue;
            };
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, behind) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            attributes.push((name, value));
            rest = behind.trim_start_matches(is_between);
        }
        attributes
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || c == '/'
}

/// Takes a stretch of a text apart.
pub(super) fn tokens(text: &str, within: Range<usize>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = within.start;
    let mut at = within.start;
    // The name of the element whose end is looked for, which may not come.
    let mut unclosed: Vec<String> = Vec::new();
    let mut broken = 0;
    while let Some(next) = text[at..within.end].find('<') {
        let open = at + next;
        let found = if broken < MOST_BROKEN {
            markup(text, open..within.end)
        } else {
            None
        };
        let Some((token, mut end)) = found else {
            broken += 1;
            at = open + 1;
            continue;
        };
        if start < open {
            tokens.push(Token::Text(start..open));
        }
        let token = match token {
            Token::Open(tag) if HIDDEN.contains(&tag.name.as_str()) && !unclosed.contains(&tag.name) => {
                if let Some(behind) = end_of(text, end..within.end, &tag.name) {
                    end = behind;
                    Token::Hidden
                } else {
                    unclosed.push(tag.name.clone());
                    Token::Open(tag)
                }
            }
            token => token,
        };
        tokens.push(token);
        start = end;
        at = end;
    }
    if start < within.end {
        tokens.push(Token::Text(start..within.end));
    }
    tokens
}

/// The tag, comment or declaration at the head of a stretch, and where it ends.
fn markup(text: &str, within: Range<usize>) -> Option<(Token, usize)> {
    let rest = &text[within.clone()];
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = comment.find("-->").map_or(rest.len(), |at| at + 7);
        return Some((Token::Hidden, within.start + end));
    }
    let name_at = if rest.starts_with("</") { 2 } else { 1 };
    let name: String = rest[name_at..]
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let is_declaration = rest.starts_with("<!") || rest.starts_with("<?");
    if !is_declaration && !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let is_end = |byte: u8| {
        if let Some(open) = quote {
            quote = (byte != open).then_some(open);
            return false;
        }
        quote = matches!(byte, b'"' | b'\'').then_some(byte);
        byte == b'>'
    };
    let end = rest.bytes().take(LONGEST_TAG).position(is_end)? + 1;
    let range = within.start..within.start + end;
    let token = if is_declaration {
        Token::Hidden
    } else if name_at == 2 {
        Token::Close(Tag { name, range })
    } else {
        Token::Open(Tag { name, range })
    };
    Some((token, within.start + end))
}

/// Where an element ends whose content starts here.
fn end_of(text: &str, within: Range<usize>, name: &str) -> Option<usize> {
    let rest = &text[within.clone()];
    let is_end = |at: &usize| {
        let found = rest.as_bytes().get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let at = rest.match_indices("</").map(|(at, _)| at).find(is_end)?;
    let end = rest[at..].find('>')?;
    Some(within.start + at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let show = |token: &Token| match token {
            Token::Text(range) => format!("{:?}", &text[range.clone()]),
            Token::Open(tag) => format!("<{}", tag.name),
            Token::Close(tag) => format!("/{}", tag.name),
            Token::Hidden | Token::Foreign(_) => "-".to_owned(),
        };
        tokens(text, 0..text.len())
            .iter()
            .map(show)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn html_is_taken_apart_in_whatever_state_it_is() {
        for (text, tokens) in [
            ("<H2 id=\"a>b\">x</h2 >", "<h2 \"x\" /h2"),
            ("a < b <c", "\"a < b <c\""),
            ("<!-- <b> --->x<!-- y", "- \"x\" -"),
            ("<script>if (a<b) {}</script>x", "- \"x\""),
            ("<style>x", "<style \"x\""),
            ("<!DOCTYPE html><?php x ?>", "- -"),
            ("1 <2> </3> <", "\"1 <2> </3> <\""),
            ("<br/><img src=a/b alt='c'>", "<br <img"),
        ] {
            assert_eq!(shown(text), tokens, "{text}");
        }
    }

    #[test]
    fn looking_for_ends_of_tags_ends() {
        let text = "<div a=\"".repeat(1_000_000);
        assert_eq!(tokens(&text, 0..text.len()), [Token::Text(0..text.len())]);
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let text = "<img src=a/b.png ALT='an \"image\"' hidden/>";
        let (tag, opens) = Tag::of(text).expect("a tag");
        assert!(opens);
        for (name, value) in [
            ("src", Some("a/b.png")),
            ("alt", Some("an \"image\"")),
            ("hidden", Some("")),
            ("x", None),
        ] {
            assert_eq!(tag.attribute(text, name), value, "{name}");
        }
        assert!(!tag.is_plain(text));
    }
}
