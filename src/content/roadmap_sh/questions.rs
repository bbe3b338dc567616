//! The questions of a field: `questions` in the front matter of a question group, with answers there or in files beside it.

use std::collections::HashMap;
use std::path::Path;

use serde_yaml::Value;

use crate::content::encoding::clean;
use crate::content::front_matter::{self, scalar, texts};
use crate::content::pack::is_markdown;
use crate::content::roadmap::Question;
use crate::content::spec::one_line;

/// A group as it was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) questions: Vec<Question>,
    /// How many questions are left out, since the file their answer stands in is missing.
    pub(super) missing: usize,
    /// Questions that are left out, since they have no answer.
    pub(super) unanswered: Vec<String>,
}

/// Reads a group. `answers` has the texts of its content files by name.
pub(super) fn read(text: &str, answers: &HashMap<String, String>) -> Group {
    let front = front_matter::read(text);
    let Some(Value::Sequence(entries)) = front.get("questions").map(|entry| &entry.value) else {
        return Group::default();
    };
    let mut missing = 0;
    let mut unanswered = Vec::new();
    let question = |entry: &Value| {
        let ask = one_line(&clean(entry.get("question").and_then(scalar)?));
        let answer = clean(entry.get("answer").and_then(scalar).unwrap_or_default());
        let is_file = is_markdown(Path::new(&answer)) && !answer.contains(char::is_whitespace);
        let answer = if is_file {
            let found = answers.get(&answer);
            missing += usize::from(found.is_none());
            found?.trim().to_owned()
        } else {
            answer
        };
        let topics = entry.get("topics").map_or_else(Vec::new, texts);
        let topics = topics.into_iter().map(|topic| one_line(&clean(topic))).collect();
        if ask.is_empty() {
            None
        } else if answer.trim().is_empty() {
            unanswered.push(ask);
            None
        } else {
            Some(Question { ask, answer, topics })
        }
    };
    let questions = entries.iter().filter_map(question).collect();
    Group {
        questions,
        missing,
        unanswered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_there_or_in_a_file() {
        let text = "---\nquestions:\n  - question: Why dig?\n    answer: For air.\n    topics: [Beginner]\n  - question: Why mulch?\n    answer: mulch.md\n    topics:\n      - 'Expert'\n  - question: Why rake?\n    answer: rake.md\n  - question: Why hoe?\n  - question: Why sow?\n    answer: ' '\n  - answer: x\n  - 7\n---\n";
        let files = HashMap::from([("mulch.md".to_owned(), "To keep *water*.\n".to_owned())]);
        let group = read(text, &files);
        let told: Vec<(&str, &str, &str)> = group
            .questions
            .iter()
            .map(|question| {
                (
                    question.ask.as_str(),
                    question.answer.as_str(),
                    question.topics[0].as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("Why dig?", "For air.", "Beginner"),
                ("Why mulch?", "To keep *water*.", "Expert")
            ]
        );
        assert_eq!(
            (group.missing, group.unanswered),
            (1, vec!["Why hoe?".to_owned(), "Why sow?".to_owned()])
        );
        for text in ["", "---\nquestions: 3\n---\n"] {
            assert_eq!(read(text, &files), Group::default());
        }
    }
}
