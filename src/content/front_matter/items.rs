//! Lists that are no valid YAML as a whole, item by item: a slip costs the item it is in.

use serde_yaml::Value;
use serde_yaml::value::{Tag, TaggedValue};

use super::recover::{key_of, unquote};
use super::{offset_of, strip_place};

/// Lists whose items are made of keys and values: what breaks one of these can't be read as text instead.
const RECORDS: [&str; 4] = ["questions", "stages", "resources", "roadmaps"];
/// Of these, the lists an item of which may be a text as well.
const OR_TEXT: [&str; 2] = ["resources", "roadmaps"];
/// Keys that begin such an item when it is no text.
const KEYS: [&str; 7] = ["kind", "type", "title", "name", "url", "link", "href"];
/// Marks what stands in a list in the place of an item that could not be read.
const UNREAD: &str = "not read";

/// An item of a list.
pub(super) struct Item {
    /// What it says; see [`is_unread`].
    pub(super) value: Value,
    /// Where it begins, behind its dash, and where it ends, in the source of its key.
    pub(super) at: usize,
    pub(super) end: usize,
    /// What is wrong with it, and where.
    pub(super) fault: Option<(usize, String)>,
}

/// Whether a value stands for an item that could not be read, which has been told.
pub fn is_unread(value: &Value) -> bool {
    matches!(value, Value::Tagged(tagged) if tagged.tag == UNREAD)
}

/// The items of the list that a key has as its value, given the text of both; `None` where they can't be told apart.
pub(super) fn read(key: &str, source: &str, value: usize) -> Option<Vec<Item>> {
    let key = key.to_lowercase();
    let rest = &source[value..];
    let places = if rest.trim_start().starts_with('[') {
        in_brackets(source, value + rest.find('[')? + 1)?
    } else {
        behind_dashes(source, value)?
    };
    let items = places.into_iter().map(|(from, end)| item(&key, source, from, end));
    Some(items.collect())
}

fn item(key: &str, source: &str, from: usize, end: usize) -> Item {
    let whole = &source[from..end];
    let is_dashed = whole.trim_start().starts_with('-') && source[..from].ends_with('\n');
    let text = if is_dashed {
        whole.trim_start().trim_start_matches('-').trim_start()
    } else {
        whole.trim_start()
    };
    let at = end - text.len();
    let parsed = serde_yaml::from_str::<Value>(whole);
    let (fault, read) = match parsed {
        Ok(Value::Sequence(mut one)) if is_dashed && one.len() == 1 => (None, one.pop()),
        Ok(value) if !is_dashed => (None, Some(value)),
        Ok(_) => (Some((at, "it is no item of a list".to_owned())), None),
        Err(error) => {
            let place = error
                .location()
                .map(|place| offset_of(whole, place.line(), place.column()));
            // What is missing is missed behind the end.
            let place = place
                .map(|place| from + place)
                .filter(|place| *place < end.min(from + whole.trim_end().len()));
            (
                Some((place.unwrap_or(at).max(at), strip_place(&error.to_string()))),
                None,
            )
        }
    };
    let value = read.unwrap_or_else(|| {
        if is_record(key, text) {
            Value::Tagged(Box::new(TaggedValue {
                tag: Tag::new(UNREAD),
                value: Value::Null,
            }))
        } else {
            Value::String(unquote(text).to_owned())
        }
    });
    Item { value, at, end, fault }
}

fn is_record(key: &str, text: &str) -> bool {
    let begins = || {
        let (first, _) = key_of(text)?;
        Some(KEYS.contains(&first.to_lowercase().as_str()))
    };
    RECORDS.contains(&key) && (!OR_TEXT.contains(&key) || text.starts_with(['{', '[']) || begins() == Some(true))
}

/// Where the items stand that have a line with a dash each, from the beginning of that line.
fn behind_dashes(source: &str, value: usize) -> Option<Vec<(usize, usize)>> {
    let is_idle = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let mut starts = Vec::new();
    let mut indent = usize::MAX;
    let mut at = value;
    for line in source[value..].split_inclusive('\n') {
        let text = line.trim_start_matches(' ');
        let depth = line.len() - text.len();
        let is_dash = at > value && (text.starts_with("- ") || text.trim_end() == "-");
        if is_dash && depth <= indent {
            indent = depth;
            starts.push(at);
        } else if starts.is_empty() && !is_idle(line) {
            return None;
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([source.len()]);
    let places: Vec<_> = starts.iter().copied().zip(ends).collect();
    (!places.is_empty()).then_some(places)
}

/// Where the items of a list in brackets stand, from behind the first of these; only of a list that has braces.
fn in_brackets(source: &str, from: usize) -> Option<Vec<(usize, usize)>> {
    let (mut places, mut start) = (Vec::new(), from);
    let (mut depth, mut quote, mut before, mut has_braces) = (0_usize, None, ',', false);
    let mut end = source.len();
    for (at, c) in source[from..].char_indices().map(|(at, c)| (from + at, c)) {
        match (quote, c) {
            (Some(open), c) if open == c && before != '\\' => quote = None,
            // Within a word a quote is an apostrophe.
            (None, '"' | '\'') if matches!(before, ',' | ':' | '[' | '{') => quote = Some(c),
            (None, '{' | '[') => {
                depth += 1;
                has_braces |= c == '{';
            }
            (None, ']') if depth == 0 => {
                end = at;
                break;
            }
            (None, '}' | ']') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                places.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
        if !c.is_whitespace() || quote.is_some() {
            before = c;
        }
    }
    places.push((start, end));
    places.retain(|&(from, end)| !source[from..end].trim().is_empty());
    has_braces.then_some(places)
}

#[cfg(test)]
mod tests {
    use super::super::{Entry, FrontMatter, of_yaml};
    use super::*;
    use crate::content::diagnostic::Severity;

    /// Each item of the first key as it is written in YAML, or `-` where it could not be read.
    fn items(entry: &Entry) -> Vec<String> {
        let elements = entry.value.as_sequence().expect("a list");
        let written = elements.iter().map(|element| match element {
            unread if is_unread(unread) => "-".to_owned(),
            element => serde_json::to_string(element).expect("JSON"),
        });
        written.collect()
    }

    fn said(front: &FrontMatter, text: &str) -> Vec<(&'static str, usize, usize)> {
        let place = |at: usize| {
            let before = &text[..at];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            (before.matches('\n').count() + 1, at - line_start + 1)
        };
        let found = front.findings.iter();
        found
            .map(|found| (found.code, place(found.at).0, place(found.at).1))
            .collect()
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn a_slip_costs_its_item_and_is_told_at_its_place() {
        let item = "front-matter-item";
        let table: [(&str, &[&str], &str, usize, usize); 14] = [
            (
                "questions:\n  - ask: a: b?\n    answer: 1\n  - ask: c\n",
                &["-", r#"{"ask":"c"}"#],
                item,
                2,
                11,
            ),
            (
                "questions:\n- ask: c\n- ask: a\n  answer: @b\n",
                &[r#"{"ask":"c"}"#, "-"],
                item,
                4,
                11,
            ),
            (
                "questions:\n  - ask: a\n    answer: `b` x\n  - ask: c\n",
                &["-", r#"{"ask":"c"}"#],
                item,
                3,
                13,
            ),
            (
                "questions:\n  - ask: a\n    answer: *b*\n  - ask: c\n",
                &["-", r#"{"ask":"c"}"#],
                item,
                3,
                15,
            ),
            (
                "questions:\n  - ask: a\n    answer: \"b\" c\n  - ask: c\n",
                &["-", r#"{"ask":"c"}"#],
                item,
                3,
                17,
            ),
            // What is never closed is told where its item begins.
            (
                "questions:\n  - ask: \"a\n  - ask: c\n",
                &["-", r#"{"ask":"c"}"#],
                item,
                2,
                5,
            ),
            (
                "questions:\n  # one\n\n  -\n    ask: a: b\n  - c\n",
                &["-", r#""c""#],
                item,
                5,
                11,
            ),
            (
                "questions:\n    - ask: a\n  - ask: c: d\n",
                &[r#"{"ask":"a"}"#, "-"],
                item,
                3,
                11,
            ),
            (
                "resources:\n  - { title: R: 1, url: x }\n  - { title: S, url: y }\n",
                &["-", r#"{"title":"S","url":"y"}"#],
                item,
                2,
                15,
            ),
            (
                "resources: [{ title: \"R, [\", url: x }, { title: it's: 1, url: x },\n  { title: S }]\n",
                &[r#"{"title":"R, [","url":"x"}"#, "-", r#"{"title":"S"}"#],
                item,
                1,
                53,
            ),
            // A resource may be a line of text, and so may a name.
            (
                "resources:\n  - R: 1: https://example.org\n  - S\n",
                &[r#""R: 1: https://example.org""#, r#""S""#],
                "front-matter-value",
                2,
                5,
            ),
            (
                "aliases:\n  - a: b: c\n  - *\n",
                &[r#""a: b: c""#, r#""*""#],
                "front-matter-value",
                2,
                5,
            ),
            (
                "stages:\n  - title: a: b\n  - title: c\n",
                &["-", r#"{"title":"c"}"#],
                item,
                2,
                13,
            ),
            (
                "questions:\n  - ask: a\n - ask: c\n",
                &[r#"{"ask":"a"}"#, r#"{"ask":"c"}"#],
                "front-matter-value",
                1,
                1,
            ),
        ];
        for (text, expected, code, line, column) in table {
            let front = of_yaml(text);
            assert_eq!(items(&front.entries[0]), expected, "{text}");
            let told = said(&front, text);
            assert!(told.contains(&(code, line, column)), "{text}{told:?}");
            let is_error = |found: &&crate::content::diagnostic::Finding| found.severity == Severity::Error;
            let errors = front.findings.iter().filter(is_error).count();
            assert_eq!(errors, expected.iter().filter(|item| **item == "-").count(), "{text}");
        }
    }

    #[test]
    fn what_is_no_list_of_items_stays_a_text() {
        for text in [
            "a: [b, c: d: e]\n",
            "a: - b: c\n",
            "a:\n  b: c: d\n  - e\n",
            "a: @\n",
            "a: [b\n",
        ] {
            let front = of_yaml(text);
            assert!(read("a", text, 2).is_none(), "{text}");
            assert!(front.entries.iter().all(|entry| entry.key == "a"), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_in_an_item_leaves_the_others_as_they_are(line in "[^\n\r]{0,30}") {
            let text = format!("questions:\n  - ask: a\n  - ask: b\n    answer: x{line}\n  - ask: c\n");
            let front = of_yaml(&text);
            if super::super::excess(&text).is_none() {
                let items = items(&front.entries[0]);
                proptest::prop_assert_eq!((&items[0], &items[items.len() - 1]), (&r#"{"ask":"a"}"#.to_owned(), &r#"{"ask":"c"}"#.to_owned()));
            }
        }
    }
}
