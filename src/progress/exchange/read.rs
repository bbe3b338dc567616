//! Reads what [`write`](super::write) wrote, or what someone else did in its form: in one pass, keeping only events.

use std::fmt;
use std::io::{self, BufReader};

use jiff::Timestamp;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::{KIND, VERSION};
use crate::progress::event::{Action, Event, EventId, Status};

/// Why nothing of a file can be taken.
#[derive(Debug)]
pub struct Refusal {
    /// Line and column (in bytes), counted from 1; `None` when the whole is meant.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a file of exported progress.
#[derive(Debug)]
pub enum Fault {
    /// The system can't read it.
    Io(io::Error),
    /// It ends before the object does.
    CutOff,
    /// It isn't JSON, or an event of it lacks something; what the reader of JSON said.
    Json(String),
    /// It is JSON, but nothing that `export json` writes: what it lacks.
    Foreign(String),
    /// An event has a `do` that this version doesn't know.
    UnknownAction {
        /// What was done.
        action: String,
        /// The id of the event, if that stands before.
        event: Option<EventId>,
    },
    /// It was written by a newer version of waypost.
    Newer(u64),
}

impl Fault {
    /// What to do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Fault::Io(_) => "name a file that `waypost export json` wrote",
            Fault::CutOff => "it was not copied to its end; copy or export it again",
            Fault::Json(_) => "it was changed or damaged after it was exported; take another copy, or export it again",
            Fault::Foreign(_) => "`waypost export json -o FILE` writes one that can be imported",
            Fault::UnknownAction { .. } | Fault::Newer(_) => "update waypost on this machine, then import it again",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Io(error) => write!(f, "can't be read: {error}"),
            Fault::CutOff => write!(f, "the file ends too early"),
            Fault::Json(error) => write!(f, "{error}"),
            Fault::Foreign(what) => write!(f, "this is no exported progress: {what}"),
            Fault::UnknownAction { action, event } => {
                write!(f, "`{action}` is no action this version of waypost knows")?;
                event.map_or(Ok(()), |event| write!(f, " (event {event})"))
            }
            Fault::Newer(version) => {
                write!(
                    f,
                    "written in version {version} of the export's form; this waypost reads up to {VERSION}"
                )
            }
        }
    }
}

/// `line:column: what`, or only what where the whole is meant.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}: ")?;
        }
        self.fault.fmt(f)
    }
}

impl std::error::Error for Refusal {}

/// Reads all events of an export, as they stand there. Either all of it can be read, or nothing of it counts.
pub fn read(from: impl io::Read) -> Result<Vec<Event>, Refusal> {
    let mut found = Found::default();
    let mut reader = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, from));
    let result = Document(&mut found)
        .deserialize(&mut reader)
        .and_then(|()| reader.end());
    let whole = |fault| Refusal { place: None, fault };
    match (found.fault.take(), result) {
        (Some(fault @ Fault::UnknownAction { .. }), Err(error)) => Err(Refusal {
            place: place(&error),
            fault,
        }),
        (Some(fault), _) => Err(whole(fault)),
        (None, Err(error)) if error.is_io() => Err(whole(Fault::Io(error.into()))),
        (None, Err(error)) => Err(Refusal {
            place: place(&error),
            fault: if error.is_eof() {
                Fault::CutOff
            } else {
                Fault::Json(message(&error))
            },
        }),
        (None, Ok(())) => Ok(found.events),
    }
}

fn place(error: &serde_json::Error) -> Option<(usize, usize)> {
    (error.line() > 0).then(|| (error.line(), error.column().max(1)))
}

/// What the error says, without the place that it ends in.
fn message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

#[derive(Default)]
struct Found {
    events: Vec<Event>,
    /// Why the reading was stopped, where that isn't the JSON's fault.
    fault: Option<Fault>,
}

impl Found {
    /// Stops the reading.
    fn stop<E: serde::de::Error>(&mut self, fault: Fault) -> E {
        let error = E::custom(&fault);
        self.fault = Some(fault);
        error
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Kind,
    Version,
    Events,
    #[serde(other)]
    Other,
}

/// The object.
struct Document<'f>(&'f mut Found);

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with exported progress")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut kind, mut version, mut events) = (false, None, false);
        while let Some(key) = map.next_key()? {
            match key {
                Key::Kind => {
                    let named: String = map.next_value()?;
                    if named != KIND {
                        return Err(self.0.stop(Fault::Foreign(format!("its `kind` is `{named}`"))));
                    }
                    kind = true;
                }
                Key::Version => {
                    let named: u64 = map.next_value()?;
                    if named > VERSION {
                        return Err(self.0.stop(Fault::Newer(named)));
                    }
                    version = Some(named);
                }
                Key::Events => {
                    map.next_value_seed(Events(&mut *self.0))?;
                    events = true;
                }
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let lacks = match (kind, version, events) {
            (false, ..) => "`kind`",
            (_, None | Some(0), _) => "`version`",
            (.., false) => "`events`",
            _ => return Ok(()),
        };
        Err(self.0.stop(Fault::Foreign(format!("it has no {lacks}"))))
    }
}

struct Events<'f>(&'f mut Found);

impl<'de> DeserializeSeed<'de> for Events<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Events<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of events")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut events: A) -> Result<(), A::Error> {
        while let Some(event) = events.next_element_seed(OneEvent(&mut *self.0))? {
            self.0.events.push(event);
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Field {
    Id,
    At,
    Do,
    Topic,
    Topics,
    Status,
    Of,
    To,
    Lines,
    #[serde(other)]
    Other,
}

/// One event. Its `do` is looked at as soon as it is met: other fields of an unknown one may have any form.
struct OneEvent<'f>(&'f mut Found);

#[derive(Default)]
struct Fields {
    id: Option<EventId>,
    at: Option<Timestamp>,
    verb: Option<Verb>,
    topic: Option<String>,
    topics: Option<Vec<String>>,
    status: Option<Status>,
    of: Option<Id>,
    to: Option<String>,
    lines: Option<Vec<String>>,
}

#[derive(Clone, Copy)]
enum Verb {
    Mark,
    Undo,
    Redo,
    Move,
    Accept,
}

impl Verb {
    fn named(name: &str) -> Option<Verb> {
        Some(match name {
            "mark" => Verb::Mark,
            "undo" => Verb::Undo,
            "redo" => Verb::Redo,
            "move" => Verb::Move,
            "accept" => Verb::Accept,
            _ => return None,
        })
    }
}

impl<'de> DeserializeSeed<'de> for OneEvent<'_> {
    type Value = Event;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Event, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneEvent<'_> {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        let mut fields = Fields::default();
        while let Some(field) = map.next_key()? {
            match field {
                Field::Id => fields.id = Some(map.next_value::<Id>()?.0),
                Field::At => fields.at = Some(map.next_value()?),
                Field::Do => {
                    let action: String = map.next_value()?;
                    fields.verb = Verb::named(&action);
                    if fields.verb.is_none() {
                        let event = fields.id;
                        return Err(self.0.stop(Fault::UnknownAction { action, event }));
                    }
                }
                Field::Topic => fields.topic = map.next_value()?,
                Field::Topics => fields.topics = map.next_value()?,
                Field::Status => fields.status = map.next_value()?,
                Field::Of => fields.of = map.next_value()?,
                Field::To => fields.to = map.next_value()?,
                Field::Lines => fields.lines = map.next_value()?,
                Field::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        fields.event().map_err(A::Error::missing_field)
    }
}

impl Fields {
    /// The event, or the field it lacks.
    fn event(self) -> Result<Event, &'static str> {
        let action = match self.verb.ok_or("do")? {
            Verb::Mark => {
                let topics = match (self.topic, self.topics) {
                    (None, None) => return Err("topic"),
                    (topic, topics) => topic.into_iter().chain(topics.into_iter().flatten()).collect(),
                };
                let status = self.status.ok_or("status")?;
                Action::Mark { topics, status }
            }
            Verb::Undo => Action::Undo {
                of: self.of.ok_or("of")?.0,
            },
            Verb::Redo => Action::Redo {
                of: self.of.ok_or("of")?.0,
            },
            Verb::Move => Action::Move {
                from: self.topic.ok_or("topic")?,
                to: self.to.ok_or("to")?,
            },
            Verb::Accept => Action::Accept {
                lines: self.lines.ok_or("lines")?,
            },
        };
        Ok(Event {
            id: self.id.ok_or("id")?,
            at: self.at.ok_or("at")?,
            action,
        })
    }
}

struct Id(EventId);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        let text = String::deserialize(deserializer)?;
        let id = EventId::from_string(&text);
        id.map(Id)
            .map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), &"a ULID of 26 characters"))
    }
}
