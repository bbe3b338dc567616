//! Where the many names of a large library are looked up: by their hashes, so that none is kept twice.

use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use foldhash::fast::RandomState;
use foldhash::quality::FixedState;

use super::{Topic, TopicIx};
use crate::content::names::slug_into;

/// Names to what they stand for.
pub(super) type Map<K, V> = HashMap<K, V, RandomState>;

/// Hashes are compared between libraries, so they are the same in each.
fn hash(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

/// The topics of all ids, those that steps would give them among them.
///
/// Ids are long and as many as steps; each stands in its topic already.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Ids {
    by_hash: Map<u64, TopicIx>,
    /// Ids whose hash another one had before.
    others: Map<String, TopicIx>,
}

impl Ids {
    /// The topic that has this id, or has it among its former ones.
    pub(super) fn get(&self, topics: &[Topic], id: &str) -> Option<TopicIx> {
        let found = self.by_hash.get(&hash(id)).copied();
        found
            .filter(|ix| topics[ix.at()].ids().any(|own| own == id))
            .or_else(|| self.others.get(id).copied())
    }

    /// Gives an id that no topic has to one that is about to have it.
    pub(super) fn insert(&mut self, id: &str, topic: TopicIx) {
        if *self.by_hash.entry(hash(id)).or_insert(topic) != topic {
            self.others.insert(id.to_owned(), topic);
        }
    }
}

/// The topics of all names, by the names' normal forms.
///
/// There are as many as topics; each stands in its topic or its lesson already.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Named {
    by_hash: Map<u64, TopicIx>,
    /// Names whose hash another one had before.
    others: Map<Box<str>, TopicIx>,
}

impl Named {
    /// The topic of a name; `has` says whether a topic has that name.
    pub(super) fn get(&self, name: &str, has: impl Fn(TopicIx) -> bool) -> Option<TopicIx> {
        let other = || self.by_hash.get(&hash(name)).copied().filter(|ix| has(*ix));
        self.others.get(name).copied().or_else(other)
    }

    /// Gives a name to a topic, which has it from now on alone.
    /// One of `many` names is kept as it is spelled, so that they need not all be looked through for it.
    pub(super) fn insert(&mut self, name: &str, topic: TopicIx, many: bool) {
        if many || *self.by_hash.entry(hash(name)).or_insert(topic) != topic {
            self.others.insert(name.into(), topic);
        }
    }

    pub(super) fn reserve(&mut self, names: usize) {
        self.by_hash.reserve(names);
    }
}

/// The topics whose steps list a name, by the name's normal form.
///
/// Dense specs list a million names. Of their hashes 48 bits are kept, in which two of so many names are confused once in ten
/// thousand such libraries.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Listed {
    /// What follows in a hash after the bits that say where to look, shifted to the left; last whether the name is
    /// [written as one](is_written_as_name) there. In order, once for each topic.
    hashes: Vec<u32>,
    /// As many, in order where hashes are equal.
    topics: Vec<TopicIx>,
    /// Where the hashes begin that begin with these bits; one more than there are.
    starts: Vec<u32>,
    /// Of names that the first topic doesn't write as such the first that does, by their hashes.
    named_later: Map<u64, TopicIx>,
}

/// What is written as a name ("REST") is no common word of another field ("rest, stretch and fold").
pub(super) fn is_written_as_name(text: &str) -> bool {
    text.chars().any(|c| c.is_uppercase() || c.is_numeric())
}

impl Listed {
    /// From names with the topics whose steps list them, in any order. They are gone through twice: first for how many there
    /// are of each beginning, then each is put near its place, so that no second list of them is needed.
    ///
    /// `about` is how many there may be.
    pub(super) fn new<'n, I: Iterator<Item = (&'n str, TopicIx)>>(about: usize, listed: impl Fn() -> I) -> Self {
        let mut buffer = String::new();
        let mut hash_of = |name: &str| {
            slug_into(name, &mut buffer);
            hash(&buffer)
        };
        let buckets = about.next_power_of_two().clamp(1 << 5, 1 << 16);
        let mut starts = vec![0_u32; buckets + 1];
        let bucket = |hash| bucket(hash, buckets);
        for (name, _) in listed() {
            starts[bucket(hash_of(name)) + 1] += 1;
        }
        for bucket in 1..starts.len() {
            starts[bucket] += starts[bucket - 1];
        }
        let count = starts.last().map_or(0, |count| *count as usize);
        let (mut hashes, mut topics) = (vec![0; count], vec![TopicIx::new(0); count]);
        let mut next = starts.clone();
        for (name, topic) in listed() {
            let hash = hash_of(name);
            let place = &mut next[bucket(hash)];
            hashes[*place as usize] = rest(hash, buckets) | u32::from(is_written_as_name(name));
            topics[*place as usize] = topic;
            *place += 1;
        }
        drop(next);
        let mut named_later = Map::default();
        let mut near: Vec<(u32, TopicIx)> = Vec::new();
        let mut kept = 0;
        for bucket in 0..buckets {
            let range = starts[bucket] as usize..starts[bucket + 1] as usize;
            near.clear();
            near.extend(range.map(|at| (hashes[at], topics[at])));
            near.sort_unstable_by_key(|&(hash, topic)| (hash & !NAMED, topic, !hash));
            near.dedup_by_key(|(hash, topic)| (*hash & !NAMED, *topic));
            starts[bucket] = u32::try_from(kept).unwrap_or(u32::MAX);
            for same in near.chunk_by(|(one, _), (other, _)| one & !NAMED == other & !NAMED) {
                let named = same.iter().position(|(hash, _)| hash & NAMED == NAMED);
                if let Some(first) = named.filter(|first| *first > 0) {
                    named_later.insert(key(bucket, same[first].0), same[first].1);
                }
                for &pair in same {
                    (hashes[kept], topics[kept]) = pair;
                    kept += 1;
                }
            }
        }
        if let Some(end) = starts.last_mut() {
            *end = u32::try_from(kept).unwrap_or(u32::MAX);
        }
        hashes.truncate(kept);
        topics.truncate(kept);
        hashes.shrink_to_fit();
        topics.shrink_to_fit();
        Self {
            hashes,
            topics,
            starts,
            named_later,
        }
    }

    /// The topics, in library order, with a step that lists the name of this normal form.
    pub(super) fn get(&self, name: &str) -> &[TopicIx] {
        self.places(hash(name)).map_or(&[], |places| &self.topics[places])
    }

    /// The first of them with a step that writes it as a name.
    pub(super) fn first_named(&self, name: &str) -> Option<TopicIx> {
        let hash = hash(name);
        let first = self.places(hash)?.next()?;
        if self.hashes[first] & NAMED == NAMED {
            return Some(self.topics[first]);
        }
        let buckets = self.starts.len() - 1;
        let key = key(bucket(hash, buckets), rest(hash, buckets));
        self.named_later.get(&key).copied()
    }

    /// Where a hash stands.
    fn places(&self, hash: u64) -> Option<Range<usize>> {
        let buckets = self.starts.len().checked_sub(1)?;
        let bucket = bucket(hash, buckets);
        let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let hash = rest(hash, buckets);
        let near = &self.hashes[from..to];
        let first = near.partition_point(|other| other & !NAMED < hash);
        let count = near[first..].partition_point(|other| other & !NAMED == hash);
        Some(from + first..from + first + count)
    }
}

/// The bit of a kept hash that says that the name is written as such.
const NAMED: u32 = 1;

/// Where to look for a hash: its first bits. The number of buckets is a power of two.
fn bucket(hash: u64, buckets: usize) -> usize {
    usize::try_from(hash >> (u64::BITS - buckets.ilog2())).unwrap_or(0)
}

/// The bits behind those, and room for [`NAMED`].
fn rest(hash: u64, buckets: usize) -> u32 {
    u32::try_from((hash << buckets.ilog2()) >> u32::BITS).unwrap_or(0) & !NAMED
}

/// Both in one.
fn key(bucket: usize, rest: u32) -> u64 {
    (bucket as u64) << u32::BITS | u64::from(rest & !NAMED)
}

/// What follows from the rest of a library, made when it is asked for.
#[derive(Debug)]
pub(super) struct Lazy<T>(OnceLock<T>);

impl<T> Lazy<T> {
    pub(super) fn get(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }
}

impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

/// What is equal has equal consequences.
impl<T> PartialEq for Lazy<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What was last made of one of many: a screen asks for the same again with every key.
#[derive(Debug)]
pub(super) struct Last<K, V>(Mutex<Option<(K, V)>>);

impl<K: PartialEq, V: Clone> Last<K, V> {
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        // Nothing is left half made by whoever panicked.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((known, value)) if *known == key => value.clone(),
            _ => last.insert((key, make())).1.clone(),
        }
    }
}

impl<K, V> Default for Last<K, V> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

/// What is equal has equal consequences.
impl<K, V> PartialEq for Last<K, V> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_is_made_once() {
        let last = Last::default();
        let made = std::cell::Cell::new(0);
        for (key, times) in [(1, 1), (1, 1), (2, 2), (2, 2), (1, 3)] {
            let value = last.get(key, || {
                made.set(made.get() + 1);
                key * 10
            });
            assert_eq!((value, made.get()), (key * 10, times));
        }
    }

    #[test]
    fn names_are_found_with_all_of_their_topics_in_order() {
        let names: Vec<String> = (0..5_000).map(|name| format!("Name {}", name % 1_700)).collect();
        let listed = Listed::new(1_000, || {
            names
                .iter()
                .enumerate()
                .map(|(ix, name)| (name.as_str(), TopicIx::new(ix)))
        });
        for name in [0, 1, 1_599, 1_600, 1_699] {
            let expected: Vec<TopicIx> = (name..5_000).step_by(1_700).map(TopicIx::new).collect();
            assert_eq!(listed.get(&format!("name-{name}")), expected, "{name}");
        }
        assert_eq!(listed.get("name-1700"), []);
        let twice = Listed::new(1_000, || {
            [
                ("Go", TopicIx::new(1)),
                ("GO", TopicIx::new(1)),
                ("go", TopicIx::new(0)),
            ]
            .into_iter()
        });
        assert_eq!(twice.get("go"), [TopicIx::new(0), TopicIx::new(1)]);
        assert_eq!(Listed::default().get("go"), []);
        assert_eq!(Listed::default().first_named("go"), None);
    }

    #[test]
    fn the_first_topic_that_writes_a_name_as_one_is_found() {
        let names = ["rest", "stretch", "rest", "REST", "Rest", "stretch", "Fold", "fold"];
        let listed = Listed::new(10, || {
            names.iter().enumerate().map(|(ix, name)| (*name, TopicIx::new(ix / 2)))
        });
        for (name, all, named) in [
            ("rest", &[0, 1, 2][..], Some(1)),
            ("stretch", &[0, 2], None),
            ("fold", &[3], Some(3)),
            ("other", &[], None),
        ] {
            let all: Vec<TopicIx> = all.iter().copied().map(TopicIx::new).collect();
            assert_eq!(listed.get(name), all, "{name}");
            assert_eq!(listed.first_named(name), named.map(TopicIx::new), "{name}");
        }
    }

    #[test]
    fn an_id_is_its_topics_or_nobodys() {
        let topic = |id: &str, former: &[&str]| Topic {
            id: id.to_owned(),
            former: former.iter().map(|&id| id.to_owned()).collect(),
            ..Topic::default()
        };
        let topics = [topic("a/b/c", &["d/e/c"]), topic("x", &[])];
        let mut named = Named::default();
        let mut ids = Ids::default();
        for (ix, topic) in topics.iter().enumerate() {
            topic.ids().for_each(|id| ids.insert(id, TopicIx::new(ix)));
        }
        // As if its hash were the other's.
        ids.by_hash.insert(hash("x"), TopicIx::new(0));
        ids.insert("x", TopicIx::new(1));
        named.by_hash.insert(hash("x"), TopicIx::new(0));
        named.insert("x", TopicIx::new(1), false);
        assert_eq!(named.get("x", |ix| ix == TopicIx::new(1)), Some(TopicIx::new(1)));
        assert_eq!(named.get("y", |_| true), None);
        for (id, expected) in [("a/b/c", Some(0)), ("d/e/c", Some(0)), ("x", Some(1)), ("y", None)] {
            assert_eq!(ids.get(&topics, id), expected.map(TopicIx::new), "{id}");
        }
    }
}
