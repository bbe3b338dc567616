//! From the fields of an event, as a log and an export have them, to its action; and what is wrong with them, in words of
//! this program and not of its libraries.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::event::{self, Action, EventId, Status, Verb};

/// Every field that an action may have.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) topic: Option<String>,
    pub(super) topics: Option<Vec<String>>,
    pub(super) status: Option<Status>,
    pub(super) of: Option<EventId>,
    pub(super) to: Option<String>,
    pub(super) lines: Option<Vec<String>>,
}

impl Fields {
    /// The action of this verb, or the field it lacks. Fields of other verbs are ignored.
    pub(super) fn action(self, verb: Verb) -> Result<Action, &'static str> {
        Ok(match verb {
            Verb::Mark => Action::Mark {
                topics: match (self.topic, self.topics) {
                    (None, None) => return Err("topic"),
                    (None, Some(topics)) => topics,
                    (Some(topic), topics) => std::iter::once(topic).chain(topics.into_iter().flatten()).collect(),
                },
                status: self.status.ok_or("status")?,
            },
            Verb::Undo => Action::Undo {
                of: self.of.ok_or("of")?,
            },
            Verb::Redo => Action::Redo {
                of: self.of.ok_or("of")?,
            },
            Verb::Move => Action::Move {
                from: self.topic.ok_or("topic")?,
                to: self.to.ok_or("to")?,
            },
            Verb::Accept => Action::Accept {
                lines: self.lines.ok_or("lines")?,
            },
        })
    }
}

/// A string that is read by our own rules, and refused in our own words.
pub(super) struct Parsed<T>(pub(super) T);

impl<'de, T: FromStr<Err: fmt::Display>> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Parsed).map_err(D::Error::custom)
    }
}

/// An id that a clock can have made.
pub(super) struct Id(pub(super) EventId);

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let why = || match EventId::from_string(text) {
            Ok(_) => format!("the id `{text}` has a time after the year 9999, which no clock shows"),
            Err(_) => format!("`{text}` is no event's id, which has 26 letters and digits"),
        };
        event::id(text).map(Id).ok_or_else(why)
    }
}

/// A date.
pub(super) struct At(pub(super) Timestamp);

impl FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let at = text.parse();
        at.map(At)
            .map_err(|_| format!("`{text}` is no time such as 2026-03-01T12:00:00Z"))
    }
}

/// What the error says in words of this program: where something else is than should be, or what isn't JSON.
pub(super) fn in_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    if error.is_syntax() {
        let there = if message == "trailing characters" {
            "there is more behind the end"
        } else {
            "this is no JSON any more"
        };
        return there.to_owned();
    }
    let instead = |text: &str| {
        let (found, expected) = text.split_once(", expected ")?;
        Some(format!("there is {} where {} should be", plain(found), plain(expected)))
    };
    let of_type = message.strip_prefix("invalid type: ").and_then(instead);
    let of_value = || message.strip_prefix("invalid value: ").and_then(instead);
    let lacking = || {
        let field = message.strip_prefix("missing field ")?;
        Some(format!("the event has no {field}"))
    };
    let in_words = of_type.or_else(of_value).or_else(lacking);
    in_words.unwrap_or_else(|| message.to_owned())
}

/// What the reader of JSON calls something, in the words of JSON.
fn plain(found: &str) -> &str {
    match found {
        "map" => "an object",
        "sequence" | "a sequence" => "an array",
        found => found,
    }
}
