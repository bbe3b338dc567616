//! The YAML that front matter mostly is, read directly: keys with plain or quoted texts, lists in brackets, lists of entries.
//!
//! Of a large pack's reading libyaml takes a third. What is read here is what libyaml would make of it, which a test holds;
//! at anything else the reader gives up, and libyaml has the word.

use serde_yaml::{Mapping, Value};

/// Longer keys have a meaning of their own in YAML.
const LONGEST_KEY: usize = 64;
/// Brackets in brackets, as in a list of resources.
const MAX_DEPTH: usize = 8;

/// The mapping that the YAML stands for; `None` for whatever needs a real parser.
pub(super) fn parse(source: &str) -> Option<Value> {
    let fits = |c: char| c == '\n' || (' '..='~').contains(&c) || c > '\u{a0}' && is_plain(c);
    if !source.chars().all(fits) {
        return None;
    }
    let mut lines = Lines::new(source)?;
    let mapping = lines.mapping(0)?;
    (lines.next == lines.all.len()).then_some(Value::Mapping(mapping))
}

/// Whether a character beyond ASCII is neither a line's end nor invisible to libyaml.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2190}'..='\u{27bf}')
}

/// The lines that say something, with their indentation.
struct Lines<'y> {
    all: Vec<(usize, &'y str)>,
    next: usize,
}

impl<'y> Lines<'y> {
    fn new(source: &'y str) -> Option<Self> {
        let mut all = Vec::new();
        for line in source.split('\n') {
            let text = line.trim_matches(' ');
            if !text.is_empty() && !text.starts_with('#') {
                all.push((line.len() - line.trim_start_matches(' ').len(), text));
            }
        }
        (!all.is_empty()).then_some(Self { all, next: 0 })
    }

    fn peek(&self) -> Option<(usize, &'y str)> {
        self.all.get(self.next).copied()
    }

    /// The keys that stand at an indentation.
    fn mapping(&mut self, indent: usize) -> Option<Mapping> {
        let mut mapping = Mapping::new();
        while let Some((at, line)) = self.peek().filter(|(at, _)| *at >= indent) {
            if at != indent {
                return None;
            }
            self.next += 1;
            self.pair(line, indent, &mut mapping)?;
        }
        Some(mapping)
    }

    /// A key with its value, which may stand on the lines below.
    fn pair(&mut self, line: &'y str, indent: usize, mapping: &mut Mapping) -> Option<()> {
        let (key, rest) = key_of(line)?;
        let below = self.peek().filter(|(at, _)| *at > indent);
        let value = match (without_comment(rest), below) {
            // A list that is not indented would be one as well, and stops at the next key of this mapping.
            ("", None)
                if self
                    .peek()
                    .is_some_and(|(at, next)| at == indent && next.starts_with('-')) =>
            {
                return None;
            }
            ("", None) => Value::Null,
            ("", Some((at, first))) if first.starts_with("- ") => Value::Sequence(self.sequence(at)?),
            (_, Some(_)) => return None,
            (rest, None) => value_of(rest)?,
        };
        let key = Value::String(key.to_owned());
        mapping.insert(key, value).is_none().then_some(())
    }

    /// The entries that stand at an indentation, each behind a dash.
    fn sequence(&mut self, indent: usize) -> Option<Vec<Value>> {
        let mut elements = Vec::new();
        while let Some((at, line)) = self.peek().filter(|(at, _)| *at >= indent) {
            let entry = line.strip_prefix("- ").filter(|_| at == indent)?;
            let text = entry.trim_start_matches(' ');
            self.next += 1;
            let inner = at + line.len() - text.len();
            elements.push(if key_of(text).is_some() {
                let mut mapping = Mapping::new();
                self.pair(text, inner, &mut mapping)?;
                while let Some((_, line)) = self.peek().filter(|(at, _)| *at == inner) {
                    self.next += 1;
                    self.pair(line, inner, &mut mapping)?;
                }
                Value::Mapping(mapping)
            } else {
                value_of(without_comment(text))?
            });
            if self.peek().is_some_and(|(at, _)| at > indent) {
                return None;
            }
        }
        Some(elements)
    }
}

/// The key a line opens with, and what stands behind its colon.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let is_of_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let length = line.bytes().take_while(|byte| is_of_key(byte)).count();
    let (key, rest) = line.split_at(length);
    let opens = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let rest = rest.strip_prefix(':').filter(|_| opens && length <= LONGEST_KEY)?;
    let sound = (rest.is_empty() || rest.starts_with(' ')) && !is_word(key);
    sound.then(|| (key, rest.trim_matches(' ')))
}

/// Words that are no texts, however they are written.
fn is_word(text: &str) -> bool {
    ["null", "true", "false"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text))
}

/// A value without the comment behind it. One that has quotation marks keeps its comment, and is no value then.
fn without_comment(value: &str) -> &str {
    if value.starts_with('#') {
        return "";
    }
    match value.find(" #") {
        Some(at) if !value.contains(['"', '\'']) => value[..at].trim_end_matches(' '),
        _ => value,
    }
}

/// A value that stands on one line.
fn value_of(text: &str) -> Option<Value> {
    if text.starts_with(['[', '{', '"', '\'']) {
        let mut flow = Flow { rest: text };
        let value = flow.value(0)?;
        return flow.rest.is_empty().then_some(value);
    }
    if text.contains(": ") || text.ends_with(':') || text.contains(" #") {
        return None;
    }
    scalar(text)
}

/// A text without quotation marks: a word, a whole number, a line of prose.
fn scalar(text: &str) -> Option<Value> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        let is_number = text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_usual = is_number && (text.len() == 1 || first != '0');
        return text.parse::<u64>().ok().filter(|_| is_usual).map(Value::from);
    }
    let is_text = first.is_alphabetic() && !is_word(text);
    is_text.then(|| Value::String(text.to_owned()))
}

/// What stands in brackets and quotation marks.
struct Flow<'y> {
    rest: &'y str,
}

impl<'y> Flow<'y> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        let open = self.rest.chars().next().filter(|_| depth < MAX_DEPTH)?;
        match open {
            '[' => self.list(depth),
            '{' => self.mapping(depth),
            '"' | '\'' => self.quoted(open),
            _ => {
                let text = self.until(&[',', ']', '}'])?;
                if text.contains(['[', '{', ':', '?', '"', '\'']) || text.contains(" #") {
                    return None;
                }
                scalar(text)
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        let mut elements = Vec::new();
        self.take('[')?;
        if self.take(']').is_some() {
            return Some(Value::Sequence(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            self.skip();
            if self.take(']').is_some() {
                return Some(Value::Sequence(elements));
            }
            self.take(',')?;
        }
    }

    fn mapping(&mut self, depth: usize) -> Option<Value> {
        let mut mapping = Mapping::new();
        self.take('{')?;
        loop {
            let (key, rest) = key_in(self.rest)?;
            self.rest = rest;
            let key = Value::String(key.to_owned());
            if mapping.insert(key, self.value(depth + 1)?).is_some() {
                return None;
            }
            self.skip();
            if self.take('}').is_some() {
                return Some(Value::Mapping(mapping));
            }
            self.take(',')?;
        }
    }

    /// A quoted text in which every character stands for itself.
    fn quoted(&mut self, mark: char) -> Option<Value> {
        let inner = &self.rest[1..];
        let text = &inner[..inner.find(mark)?];
        self.rest = &inner[text.len() + 1..];
        let escapes = text.contains('\\') || self.rest.starts_with(mark);
        (!escapes).then(|| Value::String(text.to_owned()))
    }

    /// The text up to one of these, without the space before it.
    fn until(&mut self, ends: &[char]) -> Option<&'y str> {
        let (text, rest) = self.rest.split_at(self.rest.find(ends)?);
        self.rest = rest;
        Some(text.trim_end_matches(' '))
    }

    fn take(&mut self, c: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(c)?;
        self.skip();
        Some(())
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }
}

/// A key in braces, and its value with all that follows.
fn key_in(text: &str) -> Option<(&str, &str)> {
    let (key, _) = key_of(text)?;
    // Without space behind the colon it would be a text, and without a value nothing.
    let rest = text[key.len() + 1..].strip_prefix(' ')?;
    Some((key, rest.trim_start_matches(' ')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LESSON: &str = "\
title: PostgreSQL: the database
aliases: [Postgres, \"PG: 16\", 'x', C#, größer – als]
summary: The open-source – so to speak – database (since 1996), C# and all.
level: beginner            # beginner | intermediate
minutes: 60

# what to know before
requires:
  - sql-basics
  - \"a: b\"
resources:
  - { kind: official, title: Docs (all of them), url: \"https://www.postgresql.org/docs/\" }
  - kind: roadmap
    title: PostgreSQL DBA
    url: https://roadmap.sh/postgresql-dba
questions:
  - ask: Which isolation level does it use?
    choices: [Read uncommitted, Read committed]
    answer: 1
    why:
empty:
last: []
";

    fn holds(yaml: &str) -> bool {
        let Some(read) = parse(yaml) else { return false };
        let expected = serde_yaml::from_str::<Value>(yaml);
        assert_eq!(expected.ok().as_ref(), Some(&read), "{yaml:?}");
        true
    }

    #[test]
    fn what_a_lesson_says_is_read_as_libyaml_would() {
        // The title has a colon, which is a mistake.
        assert!(!holds(LESSON));
        assert!(holds(&LESSON.replace("PostgreSQL: the", "PostgreSQL the")));
        for (yaml, read) in [
            ("a: 0\nb: 10\nc: x y\n", true),
            ("a: 010\n", false),
            ("a: 1.5\n", false),
            ("a: -1\n", false),
            ("a: ~\n", false),
            ("a: Null\n", false),
            ("a: *x\n", false),
            ("a: 'it''s'\n", false),
            ("a: \"x\\n\"\n", false),
            ("a: |\n  x\n", false),
            ("a: x\n  y\n", false),
            ("a:\n- x\n", false),
            ("a:\n  b: c\n", false),
            ("a: x\na: y\n", false),
            ("a: {b: c}\n", true),
            ("a: {b:c}\n", false),
            ("a: [x,y ,z]\n", true),
            ("a: [x, ]\n", false),
            ("a: \"x\" # y\n", false),
            ("a: x #y\n", true),
            ("a: #y\n", true),
            ("a:\n  - b: c\n    d: e\n  - f\n", true),
            ("a:\n  - b: c\n   d: e\n", false),
            ("- a\n", false),
            ("", false),
        ] {
            assert_eq!(holds(yaml), read, "{yaml:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_read_is_what_libyaml_reads(parts in prop::collection::vec(prop::sample::select(vec![
            "a", "b", "key", "null", "True", "x y", "0", "12", "007", "1_0", "0x1f", "1e3", "é", "–", "🎯", "\u{2028}", "\u{a0}",
            ":", ": ", " :", ",", ", ", "[", "]", "{", "}", "{ ", " }", "\"", "'", "#", " #", " # ", "-", "- ", "?", "? ", "!", "&x", "*x",
            "|", ">", "%", "@", "`", "~", "\\", "=", "<<", ".", "...", "---", "/", "(", "\n", "\n", "\n  ", "\n  - ", "\n    ", "\n- ", " ", "  ", "\t",
            "\na: ", "\nb: ", "\nc: [", "\n  - { k: ",
        ]), 1..24)) {
            let yaml = format!("a0: {}", parts.concat());
            holds(&yaml);
            holds(&parts.concat());
        }

        #[test]
        fn a_lesson_with_a_slip_is_read_as_libyaml_reads_it(
            at in 0..LESSON.len(), cut in 0..3_usize, put in prop::sample::select(vec!["", " ", "\n", ":", ": ", "#", "\"", "'", "[", "]", "{", "}", ",", "-", "- ", "  "])
        ) {
            let lesson = LESSON.replace("PostgreSQL: the", "PostgreSQL the");
            let (Some(head), Some(tail)) = (lesson.get(..at), lesson.get(at + cut..)) else { return Ok(()) };
            holds(&format!("{head}{put}{tail}"));
        }
    }
}
