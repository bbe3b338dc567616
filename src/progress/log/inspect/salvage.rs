//! What can still be read in a damaged line.

use std::borrow::Cow;

use super::WholeLine;
use crate::progress::event::{self, EventId};
use crate::progress::line::{self, Fault};

const START: &[u8] = b"{\"v\":";
const ID: &[u8] = b"\"id\":\"";
const TRAILER: &[u8] = b",\"crc\":\"";
/// The digits and what closes the object.
const AFTER_TRAILER: usize = 8 + 2;

/// How many times its own length a line may cost to look through: what was once a log needs one.
const EFFORT: usize = 16;

/// What a damaged line still has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Remains {
    /// Every id that can be read, whole event or not, each once.
    pub(super) ids: Vec<EventId>,
    /// Events that are whole inside of it.
    pub(super) whole: Vec<WholeLine>,
    /// Lines that are whole, and that only a newer version can read.
    pub(super) newer: usize,
}

/// Whether there is anything in the line that an event has.
pub(super) fn has_sign(line: &[u8]) -> bool {
    // What a torn line begins with may be torn itself.
    START.starts_with(line)
        || [START, ID, TRAILER]
            .iter()
            .any(|part| places(line, part).next().is_some())
}

/// Looks for events between whatever else is in the line. Zero bytes are passed over: a disk leaves them where a write
/// didn't arrive, and UTF-16 has one after each letter.
pub(super) fn look_through(line: &[u8]) -> Remains {
    let text: Cow<'_, [u8]> = if line.contains(&0) {
        line.iter().copied().filter(|&byte| byte != 0).collect()
    } else {
        line.into()
    };
    let mut remains = Remains::default();
    let mut ids: Vec<EventId> = places(&text, ID).filter_map(|at| id_at(&text, at + ID.len())).collect();
    let mut effort = text.len().saturating_mul(EFFORT).saturating_add(1 << 16);
    let mut done = 0;
    let starts: Vec<usize> = places(&text, START).collect();
    for trailer in places(&text, TRAILER) {
        let end = trailer + TRAILER.len() + AFTER_TRAILER;
        let first = starts.partition_point(|&start| start < done);
        let last = starts.partition_point(|&start| start < trailer);
        // The nearest start is the line's own, unless it has an object like a line inside.
        for &start in starts.get(first..last).unwrap_or_default().iter().rev() {
            let Some(candidate) = text.get(start..end).filter(|candidate| candidate.len() <= effort) else {
                break;
            };
            effort -= candidate.len();
            match line::decode(candidate) {
                Ok(event) => {
                    ids.push(event.id);
                    remains.whole.push(WholeLine {
                        id: event.id,
                        line: candidate.to_vec(),
                    });
                    done = end;
                }
                Err(error) => match error.fault {
                    Fault::Newer(_) | Fault::UnknownAction(_) => {
                        remains.newer += 1;
                        done = end;
                    }
                    _ => continue,
                },
            }
            break;
        }
    }
    ids.sort_unstable();
    ids.dedup();
    remains.ids = ids;
    remains
}

fn id_at(text: &[u8], at: usize) -> Option<EventId> {
    let id = text.get(at..at + ulid::ULID_LEN)?;
    event::id(str::from_utf8(id).ok()?)
}

/// Where `part` is found.
fn places<'a>(text: &'a [u8], part: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let windows = text.windows(part.len()).enumerate();
    windows.filter(move |(_, window)| *window == part).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::progress::event::{Action, Event, Status};

    fn line_of(n: u128, topic: &str) -> Vec<u8> {
        let mut out = Vec::new();
        let event = Event {
            id: EventId::from(n),
            at: "2026-03-01T12:00:00Z".parse().unwrap(),
            action: Action::Mark {
                topics: vec![topic.to_owned()],
                status: Status::Done,
            },
        };
        line::encode(&event, &mut out);
        out
    }

    /// One with a title that looks like a line.
    fn line(n: u128) -> Vec<u8> {
        line_of(n, "größe {\"v\":1,\"id\":\"00000000000000000000000009\"")
    }

    fn found(bytes: &[u8]) -> (Vec<u128>, Vec<u128>) {
        let remains = look_through(bytes);
        for whole in &remains.whole {
            assert_eq!(line::decode(&whole.line).map(|event| event.id), Ok(whole.id));
        }
        let whole = remains.whole.iter().map(|whole| whole.id.0).collect();
        (remains.ids.iter().map(|id| id.0).collect(), whole)
    }

    #[test]
    fn whole_events_are_found_between_anything_else() {
        type Ids = &'static [u128];
        let (one, two) = (line(1), line(2));
        let utf16: Vec<u8> = line_of(1, "sql").into_iter().flat_map(|byte| [byte, 0]).collect();
        let mut flipped = line(3);
        flipped[100] ^= 1;
        let table: [(&str, Vec<u8>, Ids, Ids); 12] = [
            ("run together", [one.clone(), two.clone()].concat(), &[1, 2], &[1, 2]),
            ("rubbish before", [&b"\xFF\xFErubbish"[..], &one].concat(), &[1], &[1]),
            ("rubbish after", [&one, &b"}}{\"v\":1"[..]].concat(), &[1], &[1]),
            ("nothing but zeros before", [&[0; 4096][..], &one].concat(), &[1], &[1]),
            ("zeros inside", [&one[..50], &[0; 9], &one[50..]].concat(), &[1], &[1]),
            ("a torn one before", [&two[..60], &one[..]].concat(), &[1, 2], &[1]),
            ("a torn one behind", [&one[..], &two[..60]].concat(), &[1, 2], &[1]),
            (
                "a flipped one between",
                [one.clone(), flipped, two.clone()].concat(),
                &[1, 2, 3],
                &[1, 2],
            ),
            ("a byte order mark", [&b"\xEF\xBB\xBF"[..], &one].concat(), &[1], &[1]),
            ("UTF-16 with its mark", [&b"\xFF\xFE"[..], &utf16].concat(), &[1], &[1]),
            ("cut inside its id", one[..38].to_vec(), &[], &[]),
            ("cut after its id", one[..39].to_vec(), &[1], &[]),
        ];
        for (name, bytes, ids, whole) in table {
            assert_eq!(found(&bytes), (ids.to_vec(), whole.to_vec()), "{name}");
        }
    }

    #[test]
    fn lines_of_newer_versions_are_left_to_those() {
        let body = r#"{"v":9,"id":"00000000000000000000000001""#;
        let newer = format!("{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(body.as_bytes()));
        let remains = look_through(&[newer.as_bytes(), &line(2)].concat());
        assert_eq!((remains.newer, remains.whole.len()), (1, 1));
    }

    #[test]
    fn a_line_made_to_take_long_does_not() {
        let starts = START.repeat(1 << 16);
        let trailers = b",\"crc\":\"00000000\"}".repeat(1 << 16);
        assert_eq!(look_through(&[starts, trailers].concat()), Remains::default());
    }

    proptest! {
        #[test]
        fn any_bytes_around_cost_nothing(before: Vec<u8>, between: Vec<u8>, after: Vec<u8>) {
            let bytes = [before, line(1), between, line(2), after].concat();
            let remains = look_through(&bytes);
            let whole: Vec<u128> = remains.whole.iter().map(|whole| whole.id.0).collect();
            prop_assert_eq!(whole, vec![1, 2]);
        }
    }
}
