//! Reads what [`write`](super::write) wrote, or what someone else did in its form: in one pass, keeping only events.

use std::fmt;
use std::io::{self, BufRead, BufReader};

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{KIND, VERSION};
use crate::progress::event::{Event, EventId, Verb};
use crate::progress::fields::{At, Fields, Id, Parsed, in_words};

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
    /// It is nothing that `export json` writes: what it is, or what it lacks.
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
            Fault::Foreign(what) => write!(f, "is no export of waypost: {what}"),
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
    let mut from = BufReader::with_capacity(1 << 16, from);
    let whole = |fault| Refusal { place: None, fault };
    // Editors of other systems put a byte order mark at the start of a file.
    let start = from.fill_buf().map_err(|error| whole(Fault::Io(error)))?;
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, ..] | [_, 0, ..] = start {
        return Err(whole(Fault::Foreign("it is UTF-16, not UTF-8".to_owned())));
    }
    if start.starts_with(b"\xEF\xBB\xBF") {
        from.consume(3);
    }
    let mut reader = serde_json::Deserializer::from_reader(from);
    let result = Document(&mut found)
        .deserialize(&mut reader)
        .and_then(|()| reader.end());
    match (found.fault.take(), result) {
        (Some(fault @ Fault::UnknownAction { .. }), Err(error)) => Err(Refusal {
            place: place(&error),
            fault,
        }),
        (Some(fault), _) => Err(whole(fault)),
        (None, Err(error)) if error.is_io() => Err(whole(Fault::Io(error.into()))),
        (None, Err(error)) if error.is_eof() => Err(Refusal {
            place: place(&error),
            fault: Fault::CutOff,
        }),
        (None, Err(error)) if !found.is_export => Err(whole(Fault::Foreign(foreign(&error)))),
        (None, Err(error)) => Err(Refusal {
            place: place(&error),
            fault: Fault::Json(in_words(&error)),
        }),
        (None, Ok(())) => Ok(found.events),
    }
}

fn place(error: &serde_json::Error) -> Option<(usize, usize)> {
    (error.line() > 0).then(|| (error.line(), error.column().max(1)))
}

/// What something is that isn't even an object with the name of an export in it.
fn foreign(error: &serde_json::Error) -> String {
    if error.is_syntax() {
        return "it is no JSON".to_owned();
    }
    in_words(error)
}

#[derive(Default)]
struct Found {
    events: Vec<Event>,
    /// It has said that it is an export of waypost.
    is_export: bool,
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
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut version, mut events) = (None, false);
        while let Some(key) = map.next_key()? {
            match key {
                Key::Kind => {
                    let named: String = map.next_value()?;
                    if named != KIND {
                        return Err(self.0.stop(Fault::Foreign(format!("its `kind` is `{named}`"))));
                    }
                    self.0.is_export = true;
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
        let lacks = match (self.0.is_export, version, events) {
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

/// One event. Its `do` is looked at as soon as it is met: other fields of an unknown one may have any form.
struct OneEvent<'f>(&'f mut Found);

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
        let (mut id, mut at, mut verb) = (None, None, None);
        let mut fields = Fields::default();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "id" => id = Some(map.next_value::<Parsed<Id>>()?.0.0),
                "at" => at = Some(map.next_value::<Parsed<At>>()?.0.0),
                "do" => {
                    let action: String = map.next_value()?;
                    verb = Verb::named(&action);
                    if verb.is_none() {
                        let event = id;
                        return Err(self.0.stop(Fault::UnknownAction { action, event }));
                    }
                }
                name => fields.take(name, &mut map)?,
            }
        }
        let lacks = A::Error::missing_field;
        Ok(Event {
            action: fields.action(verb.ok_or_else(|| lacks("do"))?).map_err(lacks)?,
            id: id.ok_or_else(|| lacks("id"))?,
            at: at.ok_or_else(|| lacks("at"))?,
        })
    }
}
