//! Reads lines exactly as [`encode`](super::encode) writes them, in a fraction of the time that reading any JSON takes.
//!
//! Nothing is decided here: what differs in the least (the order of fields, a space, an escape) is left to the reader
//! of JSON, and so is every error.

use crate::progress::event::{Action, Event, EventId, Status};

/// The event in a line's bytes before `,"crc"`, if they are as `encode` writes them.
pub(super) fn read(body: &str) -> Option<Event> {
    let mut rest = Rest(body);
    rest.skip("{\"v\":1,\"id\":\"")?;
    let id = rest.id()?;
    rest.skip(",\"at\":\"")?;
    let at = rest.text()?.parse().ok()?;
    rest.skip(",\"do\":\"")?;
    let action = match rest.text()? {
        "mark" => {
            let topics = if rest.skip(",\"topic\":\"").is_some() {
                vec![rest.text()?.to_owned()]
            } else {
                rest.skip(",\"topics\":[")?;
                rest.texts()?
            };
            rest.skip(",\"status\":\"")?;
            let name = rest.text()?;
            let status = Status::ALL.into_iter().find(|status| status.name() == name)?;
            Action::Mark { topics, status }
        }
        "undo" => {
            rest.skip(",\"of\":\"")?;
            Action::Undo { of: rest.id()? }
        }
        "redo" => {
            rest.skip(",\"of\":\"")?;
            Action::Redo { of: rest.id()? }
        }
        "move" => {
            rest.skip(",\"topic\":\"")?;
            let from = rest.text()?.to_owned();
            rest.skip(",\"to\":\"")?;
            let to = rest.text()?.to_owned();
            Action::Move { from, to }
        }
        "accept" => {
            rest.skip(",\"lines\":[")?;
            Action::Accept { lines: rest.texts()? }
        }
        _ => return None,
    };
    rest.0.is_empty().then_some(Event { id, at, action })
}

/// What is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn skip(&mut self, expected: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    /// A string without escapes, whose opening quote was read already.
    fn text(&mut self) -> Option<&'a str> {
        let end = self
            .0
            .bytes()
            .position(|byte| byte < 0x20 || matches!(byte, b'"' | b'\\'))?;
        let (text, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.strip_prefix('"')?;
        Some(text)
    }

    /// An id and its closing quote.
    fn id(&mut self) -> Option<EventId> {
        let (id, rest) = self.0.split_at_checked(ulid::ULID_LEN)?;
        self.0 = rest.strip_prefix('"')?;
        EventId::from_string(id).ok()
    }

    /// Strings, separated by commas, and the closing bracket.
    fn texts(&mut self) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        if self.skip("]").is_some() {
            return Some(texts);
        }
        loop {
            self.skip("\"")?;
            texts.push(self.text()?.to_owned());
            if self.skip(",").is_none() {
                self.skip("]")?;
                return Some(texts);
            }
        }
    }
}
