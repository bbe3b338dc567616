//! The questions of a lesson: `questions` in its front matter, each a choice or a recall.

use std::collections::HashSet;

use serde_yaml::Value;

use super::fields::Fields;
use crate::content::diagnostic::{Finding, Severity};
use crate::content::encoding::clean;
use crate::content::front_matter::{Entry, scalar};
use crate::content::model::{Answer, Question};
use crate::content::names::{did_you_mean, nearest, slug};
use crate::content::spec::one_line;
use crate::content::text_file::warning;

/// The keys a question has.
const KEYS: [&str; 5] = ["id", "ask", "choices", "answer", "why"];

const HINT: &str =
    "write `- { ask: Some question?, choices: [one, two], answer: 0, why: Because … }`, or an answer in words";

/// Who picks the longest of the choices is right too often where it has so many characters more than any other …
const MORE: usize = 16;
/// … and is so many tenths of that long.
const TENTHS: usize = 13;

/// What an element of `questions` says.
#[derive(Default)]
struct Given {
    id: Option<String>,
    ask: String,
    choices: Option<Vec<String>>,
    answer: Option<Value>,
    why: String,
    /// Keys that mean nothing, or whose values do.
    strange: Vec<String>,
}

impl Given {
    fn of(element: &Value) -> Self {
        let mut given = Self::default();
        let Value::Mapping(mapping) = element else {
            given.ask = text(element).unwrap_or_default();
            return given;
        };
        for (key, value) in mapping {
            let key = scalar(key).unwrap_or_default();
            match (key.to_lowercase().as_str(), text(value)) {
                ("id", Some(text)) => given.id = Some(slug(&text)).filter(|id| !id.is_empty()),
                ("ask" | "question", Some(text)) => given.ask = text,
                ("why" | "explanation", Some(text)) => given.why = text,
                ("answer", _) => given.answer = Some(value.clone()),
                ("choices" | "options", _) if value.is_sequence() => {
                    let choices = value.as_sequence().into_iter().flatten();
                    given.choices = Some(choices.map(|choice| text(choice).unwrap_or_default()).collect());
                }
                _ => given.strange.push(clean(key)),
            }
        }
        given
    }

    /// The answer, or what is wrong with it.
    fn answer(&self) -> Result<Answer, String> {
        let said = self.answer.as_ref().and_then(text).unwrap_or_default();
        let Some(choices) = self.choices.clone() else {
            return if said.is_empty() {
                Err("the question has no `answer`".to_owned())
            } else {
                Ok(Answer::Recall(said))
            };
        };
        if choices.len() < 2 || choices.iter().any(String::is_empty) {
            return Err("the question needs two choices at least, each with some text".to_owned());
        }
        let mut seen = HashSet::new();
        if let Some(twice) = choices.iter().find(|choice| !seen.insert(one_line(choice))) {
            return Err(format!("the choice `{}` stands there twice", one_line(twice)));
        }
        let last = choices.len() - 1;
        let number = self.answer.as_ref().and_then(Value::as_u64);
        let right = match number {
            Some(number) => usize::try_from(number).ok().filter(|right| *right <= last),
            None => choices.iter().position(|choice| *choice == said),
        };
        match right {
            Some(right) => Ok(Answer::Choice { choices, right }),
            None if said.is_empty() => Err(format!(
                "the question has no `answer`, which is the right choice's number, 0 to {last}"
            )),
            None => Err(format!(
                "the answer `{}` is none of the choices, which are numbered 0 to {last}",
                one_line(&said)
            )),
        }
    }
}

fn text(value: &Value) -> Option<String> {
    scalar(value).map(|text| clean(text).trim().to_owned())
}

/// What names a question for good where its author gave it no id: the answer and the order may change, the question is another.
pub(in crate::content) fn id_of(ask: &str) -> String {
    format!("{:08x}", crc32fast::hash(slug(&one_line(ask)).as_bytes()))
}

/// Whether the right choice stands out by its length alone.
fn is_given_away(choices: &[String], right: usize) -> bool {
    let length = |choice: &String| choice.chars().count();
    let others = choices.iter().enumerate().filter(|(place, _)| *place != right);
    let longest = others.map(|(_, choice)| length(choice)).max().unwrap_or(0);
    let right = choices.get(right).map_or(0, length);
    right >= longest + MORE && right * 10 >= longest * TENTHS
}

impl Fields<'_> {
    /// The questions of a list; says whether all of it was read.
    pub(super) fn questions(&mut self, entry: &Entry, questions: &mut Vec<Question>) -> bool {
        let elements = match &entry.value {
            Value::Null => return true,
            Value::Sequence(elements) => elements.as_slice(),
            one if one.is_mapping() => std::slice::from_ref(one),
            _ => {
                let message = "`questions` is no list of questions, and none is read".to_owned();
                self.warn("lesson-list", self.value(entry), message, HINT);
                return false;
            }
        };
        let mut whole = self.is_short(entry, elements.len());
        let mut ids = HashSet::new();
        let mut from = entry.at + entry.key.len();
        let end = self.end(entry);
        for element in elements.iter().take(super::fields::LONGEST_LIST) {
            let given = Given::of(element);
            let line = given.ask.lines().next().unwrap_or_default();
            let found = self.find(line, from, end).filter(|_| !line.is_empty());
            from = found.map_or(from, |at| at + line.len());
            let at = found.unwrap_or_else(|| self.value(entry));
            whole &= given.strange.is_empty();
            for key in &given.strange {
                let message = format!("a question has no `{key}`; it is not shown");
                let hint = did_you_mean(nearest(key, KEYS), "a question has id, ask, choices, answer and why");
                self.warn("question-key", at, message, &hint);
            }
            if given.ask.is_empty() {
                let message = "this question asks nothing and is left out".to_owned();
                self.warn("question-ask", at, message, HINT);
                whole = false;
                continue;
            }
            let answer = match given.answer() {
                Ok(answer) => answer,
                Err(wrong) => {
                    let finding = warning("question-answer", at, format!("{wrong}; it is left out"), HINT);
                    self.find_out(Finding {
                        severity: Severity::Error,
                        ..finding
                    });
                    whole = false;
                    continue;
                }
            };
            if let Answer::Choice { choices, right } = &answer
                && is_given_away(choices, *right)
            {
                let message = "the right choice is much longer than every other, which gives it away".to_owned();
                let hint = "make the wrong choices as full, or move what explains it to `why`";
                self.warn("question-given-away", at, message, hint);
            }
            if given.why.is_empty() {
                let finding = warning(
                    "question-why",
                    at,
                    "the question has no `why`".to_owned(),
                    "say in a sentence why the answer is right: it is read just after the question was thought about",
                );
                self.find_out(Finding {
                    severity: Severity::Info,
                    ..finding
                });
            }
            let id = given.id.unwrap_or_else(|| id_of(&given.ask));
            if !ids.insert(id.clone()) {
                let message = format!("another question of this lesson has the id `{id}`; this one is left out");
                self.warn(
                    "question-id",
                    at,
                    message,
                    "give each question an `id` of its own, or another text",
                );
                whole = false;
                continue;
            }
            questions.push(Question {
                id,
                ask: given.ask,
                answer,
                why: given.why,
            });
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
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
    fn what_is_wrong_with_a_question_is_said_at_its_place_and_the_rest_is_read() {
        let long = "because the planner would otherwise have to read every single row of it";
        let table = [
            (
                "  - { ask: A?, choices: [a, b], answer: 2, why: x }",
                "question-answer",
                0,
            ),
            (
                "  - { ask: A?, choices: [a, b], answer: c, why: x }",
                "question-answer",
                0,
            ),
            (
                "  - { ask: A?, choices: [a, b], answer: -1, why: x }",
                "question-answer",
                0,
            ),
            ("  - { ask: A?, choices: [a, b], why: x }", "question-answer", 0),
            ("  - { ask: A?, choices: [a], answer: 0, why: x }", "question-answer", 0),
            (
                "  - { ask: A?, choices: [a, b, a], answer: 0, why: x }",
                "question-answer",
                0,
            ),
            ("  - { ask: A?, why: x }", "question-answer", 0),
            ("  - { answer: a, why: x }", "question-ask", 0),
            ("  - { ask: A?, answer: a }", "question-why", 1),
            ("  - { ask: A?, answer: a, why: x, wyh: y }", "question-key", 1),
            (
                &format!("  - {{ ask: A?, choices: [no, {long}, yes], answer: 1, why: x }}"),
                "question-given-away",
                1,
            ),
            ("  - { ask: A?, choices: [a, b], answer: b, why: x }", "", 1),
            ("  - { ask: Which port?, answer: 5432, why: x }", "", 1),
        ];
        for (question, code, read) in table {
            let lesson = lesson(&format!("{question}\n  - {{ ask: B?, answer: b, why: x }}"));
            let codes: Vec<&str> = said(&lesson).iter().map(|(code, ..)| *code).collect();
            let wanted: Vec<&str> = Some(code).filter(|code| !code.is_empty()).into_iter().collect();
            assert_eq!((codes, lesson.questions.len()), (wanted, read + 1), "{question}");
        }
        let second = lesson("  - { ask: A?, answer: a, why: x }\n  - { ask: B?, choices: [a, b], answer: 7, why: x }");
        assert_eq!(said(&second), [("question-answer", 5, 12)]);
        let twice = lesson("  - { id: one, ask: A?, answer: a, why: x }\n  - { id: one, ask: B?, answer: b, why: x }");
        assert_eq!((said(&twice), twice.questions.len()), (vec![("question-id", 5, 21)], 1));
    }
}
