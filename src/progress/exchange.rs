//! All progress as one JSON object, to keep, to move and to read elsewhere.
//!
//! ```text
//! {"schema":"waypost/1","kind":"progress","version":1,"exported":"2026-03-01T12:00:00Z","events":[
//! {"id":"01JDZ…","at":"2026-03-01T12:00:00.5Z","do":"mark","topic":"sql","status":"done"},
//! {"id":"01JE0…","at":"2026-03-02T08:10:00Z","do":"undo","of":"01JDZ…"}
//! ]}
//! ```
//!
//! | field | what |
//! |---|---|
//! | `schema` | `waypost/1`, as in everything that waypost prints as JSON |
//! | `kind` | `progress`: tells this object from any other |
//! | `version` | of the events' fields; 1. A reader refuses a newer one whole, since a part of the events may be another fold |
//! | `exported` | when this was written (RFC 3339, UTC) |
//! | `events` | every event, in the order of the ids |
//!
//! An event has the fields of its line in the log ([`line`](super::line)) but `v` and `crc`: `id`, `at`, `do`, and what the
//! action has. Other fields, of events and of the object, are ignored. It is written with one event a line, but
//! line breaks and the order of fields mean nothing.
//!
//! Because events are facts with names of their own, an import is a union: whatever is read how often and in
//! whichever order, the result is the same.

mod read;

use std::io;

use jiff::Timestamp;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::event::{Event, EventId};
use super::fields::fields;
use super::fold::Progress;
use crate::content::encoding::is_unsafe;

pub use read::{Fault, Refusal, read};

/// What `schema` says.
pub const SCHEMA: &str = "waypost/1";
/// What `kind` says.
pub const KIND: &str = "progress";
/// The version that is written, and the newest that is read.
pub const VERSION: u64 = 1;

/// Writes all of these events, which are to be in order, as of this time.
///
/// What could steer a terminal is escaped: the same text may go to a file or to a screen.
pub fn write<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    exported: Timestamp,
    to: &mut dyn io::Write,
) -> io::Result<()> {
    write!(
        to,
        "{{\"schema\":\"{SCHEMA}\",\"kind\":\"{KIND}\",\"version\":{VERSION},\"exported\":\"{exported}\",\"events\":["
    )?;
    let mut separator = "\n";
    for event in events {
        to.write_all(separator.as_bytes())?;
        Record(event).serialize(&mut serde_json::Serializer::with_formatter(&mut *to, Safe))?;
        separator = ",\n";
    }
    to.write_all(b"\n]}\n")
}

/// An event as it is written; see [`super::line`].
struct Record<'a>(&'a Event);

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Event { id, at, action } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &id.to_string())?;
        map.serialize_entry("at", at)?;
        map.serialize_entry("do", action.verb().name())?;
        for (name, value) in fields(action) {
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}

/// Compact JSON whose strings can't steer a terminal.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(bad) = rest.find(is_unsafe).and_then(|at| rest[at..].chars().next()) {
            let (before, after) = rest.split_once(bad).unwrap_or((rest, ""));
            to.write_all(before.as_bytes())?;
            write!(to, "\\u{:04x}", u32::from(bad))?;
            rest = after;
        }
        to.write_all(rest.as_bytes())
    }
}

/// What of some events from elsewhere is news.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sifted {
    /// Those that aren't here yet, in order, each once.
    pub new: Vec<Event>,
    /// How many are here already.
    pub known: usize,
    /// How many only repeat another of them.
    pub repeated: usize,
    /// The ids of those that say something else than the event of this id that is here, or that came before: they don't
    /// count. No two events of one program ever share an id.
    pub conflicts: Vec<EventId>,
}

/// Holds events from elsewhere against those that are here.
pub fn sift(here: &Progress, mut events: Vec<Event>) -> Sifted {
    // Stable: of two with one id the first stays the first.
    events.sort_by_key(|event| event.id);
    let mut sifted = Sifted::default();
    let mut last: Option<Event> = None;
    for event in events {
        if let Some(first) = last.as_ref().filter(|last| last.id == event.id) {
            if *first == event {
                sifted.repeated += 1;
            } else {
                sifted.conflicts.push(event.id);
            }
            continue;
        }
        match here.entry(event.id) {
            None => sifted.new.push(event.clone()),
            Some(known) if *known.event == event => sifted.known += 1,
            Some(_) => sifted.conflicts.push(event.id),
        }
        last = Some(event);
    }
    sifted.conflicts.dedup();
    sifted
}

#[cfg(test)]
mod tests;
