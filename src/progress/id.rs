//! Sets of event ids.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use super::event::{Event, EventId};

pub(super) type IdSet = HashSet<EventId, BuildHasherDefault<IdHasher>>;

/// The ids of a log's events. Nearly all are there from the start, and few are ever asked for: in a sorted list they
/// take half the room of a hash table and a tenth of the time to fill it.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Ascending.
    first: Vec<EventId>,
    since: IdSet,
}

impl Seen {
    /// Notes the ids of events, which are sorted by them, each once. A device's own file is in order already.
    pub(super) fn sort(events: &mut Vec<Event>) -> Seen {
        if !events.is_sorted_by(|one, next| one.id < next.id) {
            // Two events of one id are made up; the fold settles which one counts.
            events.sort_by(Event::settled);
            events.dedup();
        }
        Seen {
            first: events.iter().map(|event| event.id).collect(),
            since: IdSet::default(),
        }
    }

    /// All of them.
    pub(super) fn ids(&self) -> impl Iterator<Item = EventId> {
        self.first.iter().chain(&self.since).copied()
    }

    /// Whether the id was seen.
    pub(super) fn contains(&self, id: EventId) -> bool {
        self.since.contains(&id) || self.first.binary_search(&id).is_ok()
    }

    /// Notes an id; tells whether it is new.
    pub(super) fn insert(&mut self, id: EventId) -> bool {
        self.first.binary_search(&id).is_err() && self.since.insert(id)
    }
}

/// Mixes the bits an id already has: eighty of them are random, so a keyed hash would only cost time
/// (a third of the fold of a million events).
#[derive(Default)]
pub(super) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u128(u128::from(byte));
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "the halves are folded on purpose")]
    fn write_u128(&mut self, id: u128) {
        // Ids made within one millisecond differ in their lowest bits only; the product spreads them
        // over the high bits, and the rotation back over the low ones: the table uses both ends.
        let folded = (id as u64) ^ ((id >> 64) as u64).rotate_left(17) ^ self.0.rotate_left(5);
        self.0 = folded.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
    }
}
