//! A mapping in YAML, key by key, each with its place: one that can't be read takes no other with it.

use serde_yaml::{Mapping, Value};

use crate::content::front_matter::excess;

/// Something that is wrong at a place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Counted from 1.
    pub(super) line: usize,
    /// Counted from 1, in characters.
    pub(super) column: usize,
    /// What is wrong, and what to do.
    pub(super) what: String,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Value,
    /// The text of both.
    text: String,
    line: usize,
    column: usize,
    /// The column at which the other lines of the text begin.
    margin: usize,
}

impl Entry {
    /// Something wrong with the key.
    pub(super) fn fault(&self, what: String) -> Fault {
        Fault {
            line: self.line,
            column: self.column,
            what,
        }
    }

    /// Something wrong with what stands there in the value; the key's place where it isn't found as it is.
    pub(super) fn fault_at(&self, part: &str, what: String) -> Fault {
        let behind = self.text.find(':').map_or(0, |at| at + 1);
        let found = self.text[behind..].find(part).filter(|_| !part.is_empty());
        let Some(at) = found.map(|at| at + behind) else {
            return self.fault(what);
        };
        let before = &self.text[..at];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let lines = before.matches('\n').count();
        let margin = if lines == 0 { self.column } else { self.margin };
        let column = before[line_start..].chars().count() + margin;
        Fault {
            line: self.line + lines,
            column,
            what,
        }
    }

    /// The mapping that is its value, key by key; `None` where it is none.
    pub(super) fn entries(&self, faults: &mut Vec<Fault>) -> Option<Vec<Entry>> {
        let mapping = self.value.as_mapping()?;
        let (_, rest) = self.text.split_once('\n').unwrap_or((&self.text, ""));
        let indent = rest
            .lines()
            .filter(|line| !is_idle(line))
            .map(|line| line.len() - line.trim_start_matches(' ').len())
            .min();
        let is_block = self
            .text
            .lines()
            .next()
            .is_some_and(|line| is_idle(line.split_once(':').map_or("", |(_, rest)| rest)));
        if let Some(indent) = indent.filter(|_| is_block) {
            let cut = rest.lines().map(|line| line.get(indent..).unwrap_or(""));
            let text: String = cut.flat_map(|line| [line, "\n"]).collect();
            return Some(entries(&text, (self.line + 1, self.column + indent), faults));
        }
        // In braces: each stands where its name does.
        let inner = mapping.iter().map(|(key, value)| {
            let key = text_of(key).unwrap_or_default();
            let place = self.fault_at(&key, String::new());
            let behind = self.text.find(':').map_or(0, |at| at + 1);
            let at = self.text[behind..].find(&key).map_or(0, |at| at + behind);
            Entry {
                text: self.text[at..].to_owned(),
                key,
                value: value.clone(),
                line: place.line,
                column: place.column,
                margin: self.margin,
            }
        });
        Some(inner.collect())
    }
}

/// Whether there is nothing but blanks or a comment.
fn is_idle(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// A plain value as a text; `None` for lists and mappings.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => None,
    }
}

/// The keys of a text and their values. `at` is the line and column of its beginning.
pub(super) fn entries(text: &str, at: (usize, usize), faults: &mut Vec<Fault>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (line, chunk) in chunks(text) {
        let (line, column) = (line + at.0, at.1);
        let fault = |line, column, what| Fault { line, column, what };
        if let Some(excess) = excess(&chunk) {
            let what = format!("this has {excess}, and is not read; write it anew, or take it out");
            faults.push(fault(line, column, what));
            continue;
        }
        let mapping = match serde_yaml::from_str::<Value>(&chunk) {
            Ok(Value::Mapping(mapping)) => mapping,
            Ok(Value::Null) => Mapping::new(),
            Ok(_) => {
                let what = "this is no setting; write `name: value`, such as `day_ends: 04:00`".to_owned();
                faults.push(fault(line, column, what));
                continue;
            }
            Err(error) => {
                let place = error.location();
                let place = place.map(|place| (place.line().saturating_sub(1), place.column().saturating_sub(1)));
                // What is missing is missed behind the end: it is looked for from the beginning.
                let inside = place.filter(|(down, _)| *down < chunk.lines().count());
                let (down, right) = inside.unwrap_or_default();
                let what = format!(
                    "this can't be read as YAML ({}); write it anew, or take it out",
                    plain(&error)
                );
                faults.push(fault(line + down, column + right, what));
                continue;
            }
        };
        for (key, value) in mapping {
            let Some(key) = text_of(&key) else {
                faults.push(fault(
                    line,
                    column,
                    "a setting has a name; write `name: value`".to_owned(),
                ));
                continue;
            };
            let entry = Entry {
                key,
                value,
                text: chunk.clone(),
                line,
                column,
                margin: column,
            };
            match entries.iter().find(|other| other.key == entry.key) {
                Some(first) => {
                    let what = format!("`{}` stands in line {} already, and that counts", entry.key, first.line);
                    faults.push(entry.fault(what));
                }
                None => entries.push(entry),
            }
        }
    }
    entries
}

/// What the parser says, without the place that is told already.
fn plain(error: &serde_yaml::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The lines that belong to each key that stands at the margin, with the number of the first, counted from 0.
fn chunks(text: &str) -> Vec<(usize, String)> {
    let mut chunks: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let goes_on = line.starts_with([' ', '\t', ']', '}']) || line.starts_with("- ") || line == "-" || is_idle(line);
        let is_mark = matches!(line.trim_end(), "---" | "...");
        match chunks.last_mut() {
            _ if is_mark => {}
            Some((_, chunk)) if goes_on => {
                chunk.push('\n');
                chunk.push_str(line);
            }
            _ if is_idle(line) => {}
            _ => chunks.push((number, line.to_owned())),
        }
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key, its line and its column.
    type Found = (String, usize, usize);

    /// The keys of a text, and where something is wrong with it.
    fn read(text: &str) -> (Vec<Found>, Vec<(usize, usize)>) {
        let mut faults = Vec::new();
        let found = entries(text, (1, 1), &mut faults);
        let found = found
            .into_iter()
            .map(|entry| (entry.key, entry.line, entry.column))
            .collect();
        (
            found,
            faults.into_iter().map(|fault| (fault.line, fault.column)).collect(),
        )
    }

    #[test]
    fn keys_stand_where_they_stand_and_one_that_is_broken_takes_no_other_with_it() {
        let key = |key: &str, line| (key.to_owned(), line, 1);
        for (text, keys, faults) in [
            ("", vec![], vec![]),
            ("# nothing\n---\n", vec![], vec![]),
            (
                "a: 1\nb:\n  - 2\n\nc: [3,\n  4\n]\n",
                vec![key("a", 1), key("b", 2), key("c", 5)],
                vec![],
            ),
            ("a: [1\nb: 2\n", vec![key("b", 2)], vec![(1, 4)]),
            ("a: 1\njust words\nb: 2\n", vec![key("a", 1), key("b", 3)], vec![(2, 1)]),
            ("a: 1\na: 2\n", vec![key("a", 1)], vec![(2, 1)]),
            ("a: \"x\nb: 2", vec![key("b", 2)], vec![(1, 4)]),
            ("a: 1\r\nb: 2\r\n", vec![key("a", 1), key("b", 2)], vec![]),
            ("rest:\n- sat\n- sun\nb: 2", vec![key("rest", 1), key("b", 4)], vec![]),
        ] {
            let (found, wrong) = read(text);
            assert_eq!(found, keys, "{text}");
            assert_eq!(wrong.len(), faults.len(), "{text}: {wrong:?}");
            for ((line, _), (expected, _)) in wrong.iter().zip(faults) {
                assert_eq!(*line, expected, "{text}");
            }
        }
    }

    #[test]
    fn what_is_inside_has_a_place_too() {
        for (text, expected) in [
            (
                "keys:\n  # mine\n  undo: x\n  redo: [y, z]\n",
                [("undo", 3, 3), ("redo", 4, 3)],
            ),
            ("keys: { undo: x, redo: [y, z] }\n", [("undo", 1, 9), ("redo", 1, 18)]),
        ] {
            let mut faults = Vec::new();
            let all = entries(text, (1, 1), &mut faults);
            let inner = all[0].entries(&mut faults).unwrap();
            let found: Vec<_> = inner
                .iter()
                .map(|entry| (entry.key.as_str(), entry.line, entry.column))
                .collect();
            assert_eq!(found, expected, "{text}");
            let z = inner[1].fault_at("z", String::new());
            assert!(z.line == inner[1].line && z.column > inner[1].column, "{z:?}");
        }
    }
}
