//! From what a learner types to the event that is meant, and from an event to what can be typed.

use anyhow::{Result, anyhow, bail};

use crate::progress::event::{Action, Event, EventId};
use crate::progress::fold::Progress;

use super::desk::Desk;
use super::log::told;
use super::subject;
use super::when::shown;

/// Characters of an id, of five bits each.
const WHOLE: usize = 26;
/// The fewest characters that an event can be named by.
const FEWEST: usize = 4;
/// The fewest that are shown: the ids stay the same while a log grows to a few thousand events.
const SHOWN: usize = 6;
/// How many events a message lists.
const LISTED: usize = 8;
/// How many events a message suggests.
const SUGGESTED: usize = 3;

/// The short ids of a log's events: their last characters, which are random, as many as tell all of them apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShortIds {
    length: usize,
}

impl ShortIds {
    pub(super) fn new(progress: &Progress) -> Self {
        let mut reversed: Vec<u128> = progress
            .history()
            .map(|entry| u128::from(entry.event.id).reverse_bits())
            .collect();
        reversed.sort_unstable();
        let same = reversed.windows(2).map(|pair| (pair[0] ^ pair[1]).leading_zeros());
        let same = usize::try_from(same.max().unwrap_or(0)).unwrap_or_default();
        Self {
            length: (same / 5 + 1).clamp(SHOWN, WHOLE),
        }
    }

    /// The end of an id that stands for it.
    pub(super) fn of(self, id: EventId) -> String {
        let mut id = id.to_string();
        id.split_off(WHOLE - self.length)
    }
}

/// The event whose id is, ends in or begins with what was typed, or whose short id begins with it. What the log shows goes
/// before the beginning of a whole id.
pub(super) fn find(desk: &Desk, typed: &str) -> Result<EventId> {
    let typed = typed.trim();
    let Some(part) = Part::read(typed) else {
        return Err(unknown(desk, typed));
    };
    if typed.len() < FEWEST {
        bail!("`{typed}` is too short for an event's id; give at least {FEWEST} characters of it");
    }
    let short = ShortIds::new(&desk.progress);
    let fits_short: Fits<'_> = &|id| part.ends(id) || part.begins_end(id, short.length);
    let fits_whole: Fits<'_> = &|id| part.begins(id);
    for fits in [fits_short, fits_whole] {
        let events = desk.progress.history().map(|entry| entry.event);
        let found: Vec<&Event> = events.filter(|event| fits(event.id)).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one.id),
            several => {
                let mut rows = rows(desk, several.iter().rev().take(LISTED).copied());
                if several.len() > LISTED {
                    rows.push(format!("and {} more", several.len() - LISTED));
                }
                bail!(
                    "`{typed}` can mean {} events; name one of them:\n  {}",
                    several.len(),
                    rows.join("\n  ")
                );
            }
        }
    }
    Err(unknown(desk, typed))
}

/// Whether an id can be meant.
type Fits<'a> = &'a dyn Fn(EventId) -> bool;

fn unknown(desk: &Desk, typed: &str) -> anyhow::Error {
    if subject::topic(&desk.library, typed).is_ok() {
        return anyhow!(
            "`{typed}` is a topic, not an event; `waypost log --topic '{typed}'` shows the ids of its events"
        );
    }
    let upper = typed.to_ascii_uppercase();
    let alike = |event: &&Event| {
        let id = event.id.to_string();
        let end = id.get(WHOLE.saturating_sub(upper.len())..).unwrap_or_default();
        upper.len() >= FEWEST && strsim::osa_distance(end, &upper) == 1
    };
    let events = desk.progress.history().rev().map(|entry| entry.event);
    match rows(desk, events.filter(alike).take(SUGGESTED)).as_slice() {
        [] => anyhow!("no event has the id `{typed}`; `waypost log` shows the ids there are"),
        [one] => anyhow!("no event has the id `{typed}`; did you mean this?\n  {one}"),
        several => anyhow!(
            "no event has the id `{typed}`; did you mean one of these?\n  {}",
            several.join("\n  ")
        ),
    }
}

/// Events as the log shows them, with their ids first.
fn rows<'a>(desk: &Desk, events: impl Iterator<Item = &'a Event>) -> Vec<String> {
    let ids = ShortIds::new(&desk.progress);
    let row = |event: &Event| {
        let (id, at) = (ids.of(event.id), shown(event.at));
        format!("{id}  {at}  {}", told(&desk.library, &desk.progress, &event.action))
    };
    events.map(row).collect()
}

/// The event that last took another one back or put it back.
pub(super) fn last_revert(progress: &Progress, of: EventId) -> Option<&Event> {
    let mut reverts = progress.history().rev().filter(|entry| entry.active);
    let last = reverts.find(|entry| match entry.event.action {
        Action::Undo { of: other } | Action::Redo { of: other } => other == of,
        _ => false,
    });
    last.map(|entry| entry.event)
}

/// Some characters of an id, as the number they are.
struct Part {
    value: u128,
    bits: usize,
}

impl Part {
    /// Reads letters of either case and, as their makers intend, I and L as 1 and O as 0.
    fn read(typed: &str) -> Option<Self> {
        if typed.is_empty() || typed.len() > WHOLE {
            return None;
        }
        let plain = |c: char| match c.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            c => c,
        };
        let typed: String = typed.chars().map(plain).collect();
        // The 26 characters have two bits more than an id.
        if typed.len() == WHOLE && !typed.starts_with(|first: char| first <= '7') {
            return None;
        }
        let id = EventId::from_string(&format!("{typed:0>WHOLE$}")).ok()?;
        Some(Self {
            value: id.into(),
            bits: typed.len() * 5,
        })
    }

    fn ends(&self, id: EventId) -> bool {
        let id = u128::from(id);
        let others = u32::try_from(self.bits)
            .ok()
            .and_then(|bits| u128::MAX.checked_shl(bits));
        id & !others.unwrap_or(0) == self.value
    }

    fn begins(&self, id: EventId) -> bool {
        u128::from(id) >> (WHOLE * 5 - self.bits) == self.value
    }

    /// Whether the last so many characters of an id begin with these.
    fn begins_end(&self, id: EventId, length: usize) -> bool {
        let others = (length * 5).checked_sub(self.bits);
        others.is_some_and(|others| {
            let part = Self {
                value: self.value,
                bits: self.bits,
            };
            part.ends(EventId::from(u128::from(id) >> others))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::progress::event::Status;

    fn told_at(ids: impl IntoIterator<Item = u128>) -> Progress {
        let event = |id: u128| Event {
            id: id.into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            action: Action::Mark {
                topics: vec!["sql".to_owned()],
                status: Status::Done,
            },
        };
        Progress::fold(ids.into_iter().map(event))
    }

    #[test]
    fn short_ids_are_as_long_as_they_need_to_be() {
        let length = |ids: &[u128]| ShortIds::new(&told_at(ids.iter().copied())).length;
        assert_eq!(length(&[]), 6);
        assert_eq!(length(&[1, 2]), 6);
        assert_eq!(length(&[1, 1 | 1 << 29]), 6);
        assert_eq!(length(&[1, 1 | 1 << 30]), 7);
        assert_eq!(length(&[1, 2, 1 | 1 << 127]), 26);
    }

    proptest! {
        #[test]
        fn every_end_and_beginning_fits_its_id(id in any::<u128>(), other in any::<u128>(), cut in 0..WHOLE) {
            let text = EventId::from(id).to_string();
            let (start, end) = text.split_at(cut);
            let lower = |text: &str| text.to_lowercase().replace('1', "l").replace('0', "o");
            for end in [end.to_owned(), lower(end)] {
                prop_assert!(Part::read(&end).unwrap().ends(id.into()));
                let fits = EventId::from(other).to_string().ends_with(&text[cut..]);
                prop_assert_eq!(Part::read(&end).unwrap().ends(other.into()), fits);
            }
            if cut > 0 {
                prop_assert!(Part::read(start).unwrap().begins(id.into()));
                let fits = EventId::from(other).to_string().starts_with(start);
                prop_assert_eq!(Part::read(start).unwrap().begins(other.into()), fits);
            }
            for length in 1..=WHOLE {
                let shown = &text[WHOLE - length..];
                let begins = Part::read(end).is_some_and(|part| part.begins_end(id.into(), length));
                prop_assert_eq!(begins, !end.is_empty() && shown.starts_with(end), "{} {}", shown, end);
            }
        }

        #[test]
        fn short_ids_tell_all_events_apart(ids in proptest::collection::hash_set(0..1_u128 << 40, 0..40)) {
            let progress = told_at(ids.iter().copied());
            let short = ShortIds::new(&progress);
            let names: std::collections::HashSet<_> = ids.iter().map(|&id| short.of(id.into())).collect();
            prop_assert_eq!(names.len(), ids.len());
        }
    }

    #[test]
    fn what_is_no_part_of_an_id_is_none() {
        for typed in [
            "",
            "Rust",
            "3F2K-9",
            "größe",
            "0123456789ABCDEFGHJKMNPQRST",
            "81JDZ0000000000000000000AA",
        ] {
            assert!(Part::read(typed).is_none(), "{typed}");
        }
    }
}
