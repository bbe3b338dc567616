//! Sets of event ids.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use super::event::EventId;

pub(super) type IdSet = HashSet<EventId, BuildHasherDefault<IdHasher>>;

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
