//! Reads lines exactly as [`encode`](super::encode) writes them, in a fraction of the time that reading any JSON takes.
//!
//! Nothing is decided here: what differs in the least (the order of fields, a space, an escape) is left to the reader
//! of JSON, and so is every error.

use jiff::civil::DateTime;
use jiff::{Timestamp, tz};

use crate::progress::event::{self, Action, Event, EventId, Grade, Status};

/// The event in a line's bytes before `,"crc"`, if they are as `encode` writes them.
pub(super) fn read(body: &str) -> Option<Event> {
    let mut rest = Rest(body);
    rest.skip("{\"v\":1,\"id\":\"")?;
    let id = rest.id()?;
    rest.skip(",\"at\":\"")?;
    let at = time(rest.text()?.as_bytes())?;
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
            let status = *Status::ALL.iter().find(|status| status.name() == name)?;
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
        "answer" => {
            rest.skip(",\"card\":\"")?;
            let card = rest.text()?.to_owned();
            rest.skip(",\"grade\":\"")?;
            let name = rest.text()?;
            let grade = *Grade::ALL.iter().find(|grade| grade.name() == name)?;
            let took = match rest.skip(",\"took\":") {
                Some(()) => Some(rest.number()?),
                None => None,
            };
            Action::Answer { card, grade, took }
        }
        "accept" => {
            rest.skip(",\"lines\":[")?;
            Action::Accept { lines: rest.texts()? }
        }
        _ => return None,
    };
    rest.0.is_empty().then_some(Event { id, at, action })
}

/// The time written `2026-03-01T12:00:00.123456Z`, with any number of digits behind the point or without it.
fn time(text: &[u8]) -> Option<Timestamp> {
    let [
        y1,
        y2,
        y3,
        y4,
        b'-',
        o1,
        o2,
        b'-',
        d1,
        d2,
        b'T',
        h1,
        h2,
        b':',
        m1,
        m2,
        b':',
        s1,
        s2,
        rest @ ..,
        b'Z',
    ] = text
    else {
        return None;
    };
    let nanosecond = match rest {
        [] => 0,
        [b'.', digits @ ..] if (1..=9).contains(&digits.len()) => {
            number(digits)? * 10_i32.pow(9 - u32::try_from(digits.len()).ok()?)
        }
        _ => return None,
    };
    let pair = |tens: &u8, ones: &u8| i8::try_from(number(&[*tens, *ones])?).ok();
    let civil = DateTime::new(
        i16::try_from(number(&[*y1, *y2, *y3, *y4])?).ok()?,
        pair(o1, o2)?,
        pair(d1, d2)?,
        pair(h1, h2)?,
        pair(m1, m2)?,
        pair(s1, s2)?,
        nanosecond,
    );
    tz::Offset::UTC.to_timestamp(civil.ok()?).ok()
}

/// A number of up to nine digits.
fn number(digits: &[u8]) -> Option<i32> {
    digits.iter().try_fold(0, |value, digit| {
        digit.is_ascii_digit().then(|| 10 * value + i32::from(digit - b'0'))
    })
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

    /// A whole number as this program writes it.
    fn number(&mut self) -> Option<u32> {
        let end = self.0.bytes().position(|byte| !byte.is_ascii_digit());
        let (digits, rest) = self.0.split_at_checked(end.unwrap_or(self.0.len()))?;
        self.0 = rest;
        // "007" is no number in JSON.
        (digits == "0" || !digits.starts_with('0')).then(|| digits.parse().ok())?
    }

    /// An id and its closing quote.
    fn id(&mut self) -> Option<EventId> {
        let (id, rest) = self.0.split_at_checked(ulid::ULID_LEN)?;
        self.0 = rest.strip_prefix('"')?;
        event::id(id)
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
