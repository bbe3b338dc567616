//! An event as one line of a log file.
//!
//! ```text
//! {"v":1,"id":"01JDZ…","at":"2026-03-01T12:00:00.5Z","do":"mark","topic":"sql","status":"done","crc":"8f1c02ab"}
//! ```
//!
//! What every version keeps: a line is one JSON object with `v` in it, ends in `,"crc":"xxxxxxxx"}` without spaces,
//! and those eight lower-case hexadecimal digits are the CRC-32 (that of zlib and PNG) of all bytes of the line before
//! `,"crc"`. So a line's wholeness can be told without knowing its version, and a flipped bit in `v` is a damaged
//! line, not a newer version. A carriage return before the line feed is no part of the line: git may add one.
//!
//! What version 1 has: `id` (ULID), `at` (RFC 3339), `do`, and by `do`:
//! `mark` with `topic` or `topics` (or both) and `status`; `undo` and `redo` with `of`; `move` with `topic` and `to`;
//! `accept` with `lines`; `place` with `known` and `shaky`; `answer` with `card`, `grade` and perhaps `took` (milliseconds);
//! `tick` with `topic`, `url` and `on`; `goal` with perhaps `aim`, `by` (a day) and `minutes` (a week); `spend` with `topic` and
//! `seconds`; `fit` with `parameters` (in millionths). Other fields are ignored.

mod fast;

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::event::{Event, EventId, Verb};
use super::fields::{At, Fields, Id, Parsed, Value, fields, in_words};

/// The version this program writes, and the newest it reads.
pub const VERSION: u32 = 1;

const TRAILER: &[u8] = b",\"crc\":\"";
const TRAILER_LEN: usize = TRAILER.len() + 8 + 2;

/// Why a line is no event, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// In characters, counted from 1; in bytes where the line isn't UTF-8.
    pub column: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The checksum at its end is missing: the line was cut off while it was written.
    Torn,
    /// The checksum is another one than the bytes have.
    Checksum {
        /// What the line says.
        said: String,
        /// What its bytes have.
        found: String,
    },
    /// Not UTF-8.
    NotText,
    /// No such JSON object as an event is; what the reader of JSON said.
    Json(String),
    /// Whole, but its `do` is not one this version knows.
    UnknownAction(String),
    /// Whole, but written by a newer version of waypost.
    Newer(u32),
}

impl Fault {
    /// What to do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Fault::Torn => {
                "the program or the machine stopped while writing it; it was never shown as saved, mark it again if you miss it"
            }
            Fault::Checksum { .. } | Fault::NotText => {
                "the line was changed or damaged after it was written; take it from a copy of the file, or mark again"
            }
            Fault::Json(_) => "the line was not written by waypost; take it out if you added it",
            Fault::UnknownAction(_) | Fault::Newer(_) => "update waypost on this machine",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Torn => write!(f, "the line is cut off before its checksum"),
            Fault::Checksum { said, found } => {
                write!(f, "the checksum is `{said}`, but the line's bytes have `{found}`")
            }
            Fault::NotText => write!(f, "the line is not UTF-8 text"),
            Fault::Json(error) => write!(f, "the line is no event: {error}"),
            Fault::UnknownAction(verb) => {
                write!(f, "`{verb}` is no action this version of waypost knows")
            }
            Fault::Newer(version) => write!(
                f,
                "written in version {version} of the log's format; this waypost reads up to {VERSION}"
            ),
        }
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.fault)
    }
}

impl std::error::Error for LineError {}

/// Appends the event's line to `out`, without a line feed.
pub fn encode(event: &Event, out: &mut Vec<u8>) {
    let start = out.len();
    let head = format!(
        "{{\"v\":{VERSION},\"id\":\"{}\",\"at\":\"{}\",\"do\":",
        event.id, event.at
    );
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(format!("\"{}\"", event.action.verb().name()).as_bytes());
    for (name, value) in fields(&event.action) {
        out.extend_from_slice(format!(",\"{name}\":").as_bytes());
        self::value(value, out);
    }
    let crc = crc32fast::hash(out.get(start..).unwrap_or_default());
    out.extend_from_slice(TRAILER);
    out.extend_from_slice(&digits(crc));
    out.extend_from_slice(b"\"}");
}

fn value(value: Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Text(text) => string(text, out),
        Value::Texts(texts) => array(texts, out, |text, out| string(text, out)),
        Value::Number(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::Numbers(numbers) => array(numbers, out, |number, out| {
            out.extend_from_slice(number.to_string().as_bytes());
        }),
        Value::Flag(flag) => out.extend_from_slice(flag.to_string().as_bytes()),
        Value::Id(id) => string(&id.to_string(), out),
        Value::Day(day) => string(&day.to_string(), out),
    }
}

/// Appends a JSON array.
fn array<T>(elements: &[T], out: &mut Vec<u8>, one: impl Fn(&T, &mut Vec<u8>)) {
    out.push(b'[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        one(element, out);
    }
    out.push(b']');
}

/// Appends a JSON string. By hand because this can't fail, where a serializer's signature says it may.
fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            0..0x20 => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

/// Reads one line, without its line feed.
pub fn decode(line: &[u8]) -> Result<Event, LineError> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let text = check(line)?;
    let body = &text[..text.len() - TRAILER_LEN];
    fast::read(body).map_or_else(|| read_json(text), Ok)
}

/// Reads a line whose checksum is right, however its JSON is written.
fn read_json(text: &str) -> Result<Event, LineError> {
    let line: Line = serde_json::from_str(text).map_err(|error| explain(text, &error))?;
    Event::try_from(line).map_err(|fault| LineError { column: 1, fault })
}

/// What identifies a damaged line wherever it stands, in whichever copy of a file: its CRC-32 and its length in bytes,
/// without line feed and carriage return.
pub fn fingerprint(line: &[u8]) -> String {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    format!("{:08x}-{}", crc32fast::hash(line), line.len())
}

/// The id of an event whose line is cut off after it, so that the whole line can be looked for.
pub fn torn_id(line: &[u8]) -> Option<EventId> {
    let id = line.strip_prefix(b"{\"v\":1,\"id\":\"")?.get(..ulid::ULID_LEN)?;
    EventId::from_string(str::from_utf8(id).ok()?).ok()
}

/// The line without the carriage return that may end it, if its checksum is right: of any version and with any action.
pub fn whole(line: &[u8]) -> Result<&[u8], LineError> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    check(line).map(str::as_bytes)
}

/// Holds the line against its checksum.
fn check(line: &[u8]) -> Result<&str, LineError> {
    let Some((body, said)) = split(line) else {
        return Err(match str::from_utf8(line) {
            Ok(text) => LineError {
                column: text.chars().count() + 1,
                fault: Fault::Torn,
            },
            // Cut off in the middle of a character.
            Err(error) if error.error_len().is_none() => LineError {
                column: String::from_utf8_lossy(line).chars().count(),
                fault: Fault::Torn,
            },
            Err(error) => LineError {
                column: error.valid_up_to() + 1,
                fault: Fault::NotText,
            },
        });
    };
    let found = crc32fast::hash(body);
    let text = str::from_utf8(line).map_err(|error| LineError {
        column: error.valid_up_to() + 1,
        fault: Fault::NotText,
    })?;
    if said == digits(found) {
        return Ok(text);
    }
    let column = text.get(..body.len()).unwrap_or_default().chars().count() + TRAILER.len() + 1;
    let said = String::from_utf8_lossy(said).into_owned();
    Err(LineError {
        column,
        fault: Fault::Checksum {
            said,
            found: format!("{found:08x}"),
        },
    })
}

/// The bytes the checksum is of, and its eight digits; `None` when the line doesn't end in one.
fn split(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (body, trailer) = line.split_at_checked(line.len().checked_sub(TRAILER_LEN)?)?;
    let said = trailer.strip_prefix(TRAILER)?.strip_suffix(b"\"}")?;
    Some((body, said))
}

/// A checksum as a line has it. The processor can't guess which digits of one will be letters, so nothing branches on it.
fn digits(crc: u32) -> [u8; 8] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    std::array::from_fn(|place| DIGITS[(crc >> (28 - 4 * place)) as usize & 15])
}

/// A line's object, of whatever version it says it is.
struct Line {
    v: u32,
    id: EventId,
    at: Timestamp,
    verb: Verb,
    fields: Fields,
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Line;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Line, A::Error> {
                let (mut v, mut id, mut at, mut verb, mut fields) = (None, None, None, None, Fields::default());
                while let Some(name) = map.next_key::<Cow<'_, str>>()? {
                    match &*name {
                        "v" => v = Some(map.next_value()?),
                        "id" => id = Some(map.next_value::<Parsed<Id>>()?.0.0),
                        "at" => at = Some(map.next_value::<Parsed<At>>()?.0.0),
                        "do" => verb = Some(map.next_value()?),
                        name => fields.take(name, &mut map)?,
                    }
                }
                let lacks = A::Error::missing_field;
                Ok(Line {
                    v: v.ok_or_else(|| lacks("v"))?,
                    id: id.ok_or_else(|| lacks("id"))?,
                    at: at.ok_or_else(|| lacks("at"))?,
                    verb: verb.ok_or_else(|| lacks("do"))?,
                    fields,
                })
            }
        }

        deserializer.deserialize_map(Object)
    }
}

impl TryFrom<Line> for Event {
    type Error = Fault;

    fn try_from(line: Line) -> Result<Event, Fault> {
        let lacks = |field: &str| Fault::Json(format!("the event has no `{field}`"));
        if line.v > VERSION {
            return Err(Fault::Newer(line.v));
        }
        if line.v < VERSION {
            return Err(Fault::Json(format!(
                "there is no version {} of the log's format",
                line.v
            )));
        }
        Ok(Event {
            id: line.id,
            at: line.at,
            action: line.fields.action(line.verb).map_err(lacks)?,
        })
    }
}

/// What is wrong with a whole line that version 1 can't read: its version, its action, or its JSON.
#[cold]
fn explain(text: &str, error: &serde_json::Error) -> LineError {
    #[derive(Deserialize)]
    struct Head {
        v: u32,
        #[serde(rename = "do")]
        verb: Option<serde_json::Value>,
    }
    if let Ok(Head { v, verb }) = serde_json::from_str(text) {
        if v > VERSION {
            return LineError {
                column: 1,
                fault: Fault::Newer(v),
            };
        }
        if let Some(serde_json::Value::String(verb)) = verb
            && Verb::named(&verb).is_none()
        {
            let column = text.find("\"do\"").map_or(1, |at| text[..at].chars().count() + 1);
            return LineError {
                column,
                fault: Fault::UnknownAction(verb),
            };
        }
    }
    let column = text
        .bytes()
        .take(error.column())
        .filter(|byte| byte & 0xC0 != 0x80)
        .count()
        .max(1);
    LineError {
        column,
        fault: Fault::Json(in_words(error)),
    }
}

#[cfg(test)]
pub(super) mod tests;
