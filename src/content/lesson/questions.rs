//! The questions of a lesson: `questions` in its front matter, each a choice or a recall.

use std::collections::HashSet;

use serde_yaml::Value;

use super::fields::{Fields, LONGEST_LIST};
use crate::content::encoding::clean;
use crate::content::front_matter::{Entry, scalar};
use crate::content::model::{Answer, Question};
use crate::content::names::slug;
use crate::content::spec::one_line;

/// What an element of `questions` says.
#[derive(Default)]
struct Given {
    id: Option<String>,
    ask: String,
    choices: Option<Vec<String>>,
    answer: Option<Value>,
    why: String,
}

impl Given {
    fn of(element: &Value) -> Self {
        let mut given = Self::default();
        for (key, value) in element.as_mapping().into_iter().flatten() {
            let key = scalar(key).unwrap_or_default();
            match (key.to_lowercase().as_str(), text(value)) {
                ("id", Some(text)) => given.id = Some(text),
                ("ask" | "question", Some(text)) => given.ask = text,
                ("why" | "explanation", Some(text)) => given.why = text,
                ("answer", _) => given.answer = Some(value.clone()),
                ("choices" | "options", _) if value.is_sequence() => {
                    let choices = value.as_sequence().into_iter().flatten();
                    given.choices = Some(choices.map(|choice| text(choice).unwrap_or_default()).collect());
                }
                _ => {}
            }
        }
        given
    }

    /// The question, if it can be asked.
    fn question(mut self) -> Option<Question> {
        let answer = self.answer()?;
        let id = identity(self.id.as_deref(), &self.ask);
        (!self.ask.is_empty()).then_some(Question {
            id,
            ask: self.ask,
            answer,
            why: self.why,
        })
    }

    fn answer(&mut self) -> Option<Answer> {
        let said = self.answer.as_ref().and_then(text).filter(|said| !said.is_empty());
        let Some(choices) = self.choices.take() else {
            return said.map(Answer::Recall);
        };
        let mut seen = HashSet::new();
        let sound = |choice: &String| !choice.is_empty() && seen.insert(one_line(choice));
        if choices.len() < 2 || !choices.iter().all(sound) {
            return None;
        }
        let number = self.answer.as_ref().and_then(Value::as_u64);
        let right = match number {
            Some(number) => usize::try_from(number).ok(),
            None => choices.iter().position(|choice| Some(choice) == said.as_ref()),
        };
        let right = right.filter(|right| *right < choices.len())?;
        Some(Answer::Choice { choices, right })
    }
}

fn text(value: &Value) -> Option<String> {
    scalar(value).map(|text| clean(text).trim().to_owned())
}

/// What a question's reviews are kept under: the id that its author gave it, or one made of its text.
pub(in crate::content) fn identity(id: Option<&str>, ask: &str) -> String {
    let given = id.map(slug).filter(|id| !id.is_empty());
    given.unwrap_or_else(|| id_of(ask))
}

/// What names a question for good where its author gave it no id: the answer and the order may change, the question is another.
pub(in crate::content) fn id_of(ask: &str) -> String {
    format!("{:08x}", crc32fast::hash(slug(&one_line(ask)).as_bytes()))
}

impl Fields<'_> {
    /// The questions of a list; says whether all of it was read. What is wrong with one that was left out is the linter's to
    /// say (`lint/questions.rs`), which alone needs to know where all its parts stand.
    pub(super) fn questions(&mut self, entry: &Entry, questions: &mut Vec<Question>) -> bool {
        let elements = match &entry.value {
            Value::Null => return true,
            Value::Sequence(elements) => elements.as_slice(),
            _ => return false,
        };
        let mut whole = self.is_short(entry, elements.len());
        let mut ids = HashSet::new();
        for element in elements.iter().take(LONGEST_LIST) {
            let question = Given::of(element)
                .question()
                .filter(|question| ids.insert(question.id.clone()));
            whole &= question.is_some();
            questions.extend(question);
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::diagnostic::Severity;
    use crate::content::lesson::read;
    use crate::content::model::Lesson;

    fn lesson(questions: &str) -> Lesson {
        let text = format!("---\ntitle: SQL\nquestions:\n{questions}\n---\ntext\n");
        read(text.as_bytes(), Path::new("lessons/sql.md"))
    }

    fn said(lesson: &Lesson) -> Vec<(&'static str, usize, usize)> {
        let all = lesson.diagnostics.iter();
        all.map(|found| (found.code, found.line, found.column)).collect()
    }

    #[test]
    fn a_choice_and_a_recall_are_read() {
        let read = lesson(
            "  - ask: Which join keeps all rows of the left table?\n    choices: [inner, left, right]\n    answer: 1\n    why: It fills up with nulls.\n  - { id: Nulls, ask: What is `NULL = NULL`?, answer: unknown, why: \"Not true: compare with IS.\" }",
        );
        assert_eq!(said(&read), []);
        assert_eq!(
            read.questions,
            [
                Question {
                    id: read.questions[0].id.clone(),
                    ask: "Which join keeps all rows of the left table?".to_owned(),
                    answer: Answer::Choice {
                        choices: ["inner", "left", "right"].map(str::to_owned).to_vec(),
                        right: 1
                    },
                    why: "It fills up with nulls.".to_owned(),
                },
                Question {
                    id: "nulls".to_owned(),
                    ask: "What is `NULL = NULL`?".to_owned(),
                    answer: Answer::Recall("unknown".to_owned()),
                    why: "Not true: compare with IS.".to_owned(),
                },
            ]
        );
    }

    #[test]
    fn a_question_keeps_its_id_while_its_text_is_the_same() {
        let id = |question: &str| lesson(question).questions[0].id.clone();
        let first = id("  - { ask: Why index?, choices: [speed, size], answer: 0, why: x }");
        assert_eq!(
            first,
            id("  - { ask: \"Why  index?\", choices: [size, order, speed], answer: 2, why: y }")
        );
        assert_eq!(first, id("  - { ask: Why index?, answer: For speed., why: z }"));
        assert_ne!(first, id("  - { ask: Why not index?, answer: For speed., why: z }"));
    }

    #[test]
    fn a_question_that_is_no_yaml_costs_no_other() {
        for slip in [
            "ask: What: is it?\n    answer: x",
            "ask: b?\n    answer: @b",
            "ask: b?\n    answer: \"yes\" it is",
        ] {
            let read = lesson(&format!(
                "  - ask: a?\n    answer: x\n  - {slip}\n  - ask: c?\n    answer: x"
            ));
            let asked: Vec<&str> = read.questions.iter().map(|question| question.ask.as_str()).collect();
            assert_eq!(asked, ["a?", "c?"], "{slip}");
            let errors = read
                .diagnostics
                .iter()
                .filter(|found| found.severity == Severity::Error);
            assert_eq!(
                errors.map(|found| found.code).collect::<Vec<_>>(),
                ["front-matter-item"],
                "{slip}"
            );
            let kept = read.front_matter.iter().find(|(key, _)| key == "questions");
            assert!(kept.is_some_and(|(_, text)| text.contains(slip)), "{slip}");
        }
    }

    #[test]
    fn what_cant_be_asked_is_left_out_and_the_rest_is_read() {
        let table = [
            ("{ ask: A?, choices: [a, b], answer: 2 }", 0),
            ("{ ask: A?, choices: [a, b], answer: c }", 0),
            ("{ ask: A?, choices: [a, b], answer: -1 }", 0),
            ("{ ask: A?, choices: [a, b] }", 0),
            ("{ ask: A?, choices: [a], answer: 0 }", 0),
            ("{ ask: A?, choices: [a, b, a], answer: 0 }", 0),
            ("{ ask: A? }", 0),
            ("{ answer: a }", 0),
            ("A?", 0),
            ("{ ask: B?, answer: the same again }", 0),
            ("{ ask: A?, choices: [a, b], answer: b }", 1),
            ("{ ask: Which port?, answer: 5432 }", 1),
            ("{ ask: A?, answer: a, wyh: x }", 1),
        ];
        for (question, read) in table {
            let lesson = lesson(&format!("  - {{ ask: B?, answer: b }}\n  - {question}"));
            assert_eq!(lesson.questions.len(), read + 1, "{question}");
            let kept = lesson.front_matter.iter().any(|(key, _)| key == "questions");
            assert_eq!(kept, read == 0, "{question}: what isn't asked is kept as text");
        }
    }
}
