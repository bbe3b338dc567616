//! The fields of an event, as a log and an export have them: from them to its action and back, and what is wrong with them
//! in words of this program and not of its libraries.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::{Error as _, IgnoredAny, MapAccess};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::event::{self, Action, EventId, Goal, Grade, Status, Verb};

/// Every field that an action may have.
#[derive(Debug, Default)]
pub(super) struct Fields {
    topic: Option<String>,
    topics: Option<Vec<String>>,
    status: Option<Status>,
    of: Option<EventId>,
    to: Option<String>,
    lines: Option<Vec<String>>,
    known: Option<Vec<String>>,
    shaky: Option<Vec<String>>,
    card: Option<String>,
    grade: Option<Grade>,
    took: Option<u32>,
    url: Option<String>,
    on: Option<bool>,
    aim: Option<String>,
    by: Option<Date>,
    minutes: Option<u32>,
    seconds: Option<i32>,
    parameters: Option<Vec<i32>>,
}

impl Fields {
    /// Takes the value of the field of this name; a field that no action has is passed over.
    pub(super) fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "topic" => self.topic = map.next_value()?,
            "topics" => self.topics = map.next_value()?,
            "status" => self.status = parsed(map)?,
            "of" => self.of = parsed(map)?.map(|Id(id)| id),
            "to" => self.to = map.next_value()?,
            "lines" => self.lines = map.next_value()?,
            "known" => self.known = map.next_value()?,
            "shaky" => self.shaky = map.next_value()?,
            "card" => self.card = map.next_value()?,
            "grade" => self.grade = parsed(map)?,
            "took" => self.took = map.next_value()?,
            "url" => self.url = map.next_value()?,
            "on" => self.on = map.next_value()?,
            "aim" => self.aim = map.next_value()?,
            "by" => self.by = parsed(map)?.map(|Day(day)| day),
            "minutes" => self.minutes = map.next_value()?,
            "seconds" => self.seconds = map.next_value()?,
            "parameters" => self.parameters = map.next_value()?,
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

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
            Verb::Place => Action::Place {
                known: self.known.ok_or("known")?,
                shaky: self.shaky.ok_or("shaky")?,
            },
            Verb::Answer => Action::Answer {
                card: self.card.ok_or("card")?,
                grade: self.grade.ok_or("grade")?,
                took: self.took,
            },
            Verb::Tick => Action::Tick {
                topic: self.topic.ok_or("topic")?,
                url: self.url.ok_or("url")?,
                on: self.on.ok_or("on")?,
            },
            Verb::Goal => Action::Goal(Goal {
                aim: self.aim,
                by: self.by,
                minutes: self.minutes,
            }),
            Verb::Spend => Action::Spend {
                topic: self.topic.ok_or("topic")?,
                seconds: self.seconds.ok_or("seconds")?,
            },
            Verb::Fit => Action::Fit {
                parameters: self.parameters.ok_or("parameters")?,
            },
        })
    }
}

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value<'a> {
    /// Text.
    Text(&'a str),
    /// An array of texts.
    Texts(&'a [String]),
    /// A whole number.
    Number(i64),
    /// An array of whole numbers.
    Numbers(&'a [i32]),
    /// Yes or no.
    Flag(bool),
    /// An event's id, as text.
    #[serde(serialize_with = "id_text")]
    Id(EventId),
    /// A day, as text.
    Day(Date),
}

fn id_text<S: Serializer>(id: &EventId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

/// An action as its fields are written, in their order; what is not given has none.
pub fn fields(action: &Action) -> Vec<(&'static str, Value<'_>)> {
    match action {
        Action::Mark { topics, status } => {
            let topics = match topics.as_slice() {
                [topic] => ("topic", Value::Text(topic)),
                topics => ("topics", Value::Texts(topics)),
            };
            vec![topics, ("status", Value::Text(status.name()))]
        }
        Action::Undo { of } | Action::Redo { of } => vec![("of", Value::Id(*of))],
        Action::Move { from, to } => vec![("topic", Value::Text(from)), ("to", Value::Text(to))],
        Action::Accept { lines } => vec![("lines", Value::Texts(lines))],
        Action::Place { known, shaky } => vec![("known", Value::Texts(known)), ("shaky", Value::Texts(shaky))],
        Action::Answer { card, grade, took } => {
            let took = took.map(|took| ("took", Value::Number(took.into())));
            let fields = [("card", Value::Text(card)), ("grade", Value::Text(grade.name()))];
            fields.into_iter().chain(took).collect()
        }
        Action::Tick { topic, url, on } => vec![
            ("topic", Value::Text(topic)),
            ("url", Value::Text(url)),
            ("on", Value::Flag(*on)),
        ],
        Action::Goal(Goal { aim, by, minutes }) => {
            let aim = aim.as_deref().map(|aim| ("aim", Value::Text(aim)));
            let by = by.map(|by| ("by", Value::Day(by)));
            let minutes = minutes.map(|minutes| ("minutes", Value::Number(minutes.into())));
            aim.into_iter().chain(by).chain(minutes).collect()
        }
        Action::Spend { topic, seconds } => vec![
            ("topic", Value::Text(topic)),
            ("seconds", Value::Number((*seconds).into())),
        ],
        Action::Fit { parameters } => vec![("parameters", Value::Numbers(parameters))],
    }
}

fn parsed<'de, A: MapAccess<'de>, T: FromStr<Err: fmt::Display>>(map: &mut A) -> Result<Option<T>, A::Error> {
    Ok(map.next_value::<Option<Parsed<T>>>()?.map(|Parsed(value)| value))
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

/// A day.
struct Day(Date);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let day = text.parse();
        day.map(Day)
            .map_err(|_| format!("`{text}` is no day such as 2026-03-01"))
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
