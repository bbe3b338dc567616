//! Where the many names of a large library are looked up: by their hashes, so that none is kept twice.

use std::collections::HashMap;
use std::hash::BuildHasher as _;
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

/// The topics whose steps list a name, by the name's normal form.
///
/// Dense specs list a million names. By hashes of 64 bits two of these are confused once in 30 million such libraries.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Listed {
    /// In order, once for each topic.
    hashes: Vec<u64>,
    /// As many, in order where hashes are equal.
    topics: Vec<TopicIx>,
    /// Where the hashes begin that begin with these bits; one more than there are.
    starts: Vec<u32>,
}

impl Listed {
    /// From names with the topics whose steps list them, in any order. They are gone through twice: first for how many there
    /// are of each beginning, then each is put near its place, so that no second list of them is needed.
    pub(super) fn new<'n, I: Iterator<Item = (&'n str, TopicIx)>>(listed: impl Fn() -> I) -> Self {
        let mut buffer = String::new();
        let mut hash_of = |name: &str| {
            slug_into(name, &mut buffer);
            hash(&buffer)
        };
        let mut starts = vec![0_u32; (1 << Self::BITS) + 1];
        for (name, _) in listed() {
            starts[Self::bucket(hash_of(name)) + 1] += 1;
        }
        for bucket in 1..starts.len() {
            starts[bucket] += starts[bucket - 1];
        }
        let count = starts.last().map_or(0, |count| *count as usize);
        let (mut hashes, mut topics) = (vec![0; count], vec![TopicIx::new(0); count]);
        let mut next = starts.clone();
        for (name, topic) in listed() {
            let hash = hash_of(name);
            let place = &mut next[Self::bucket(hash)];
            (hashes[*place as usize], topics[*place as usize]) = (hash, topic);
            *place += 1;
        }
        let mut near: Vec<(u64, TopicIx)> = Vec::new();
        let mut kept = 0;
        for bucket in 0..1 << Self::BITS {
            let range = starts[bucket] as usize..starts[bucket + 1] as usize;
            near.clear();
            near.extend(range.map(|at| (hashes[at], topics[at])));
            near.sort_unstable();
            near.dedup();
            starts[bucket] = u32::try_from(kept).unwrap_or(u32::MAX);
            for &pair in &near {
                (hashes[kept], topics[kept]) = pair;
                kept += 1;
            }
        }
        if let Some(end) = starts.last_mut() {
            *end = u32::try_from(kept).unwrap_or(u32::MAX);
        }
        hashes.truncate(kept);
        topics.truncate(kept);
        hashes.shrink_to_fit();
        topics.shrink_to_fit();
        Self { hashes, topics, starts }
    }

    const BITS: u32 = 14;

    fn bucket(hash: u64) -> usize {
        usize::try_from(hash >> (u64::BITS - Self::BITS)).unwrap_or(0)
    }

    /// The topics, in library order, with a step that lists the name of this normal form.
    pub(super) fn get(&self, name: &str) -> &[TopicIx] {
        let hash = hash(name);
        let bucket = Self::bucket(hash);
        let (Some(&from), Some(&to)) = (self.starts.get(bucket), self.starts.get(bucket + 1)) else {
            return &[];
        };
        let (from, to) = (from as usize, to as usize);
        let near = &self.hashes[from..to];
        let first = near.partition_point(|other| *other < hash);
        let count = near[first..].partition_point(|other| *other == hash);
        &self.topics[from + first..from + first + count]
    }
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
        let listed = Listed::new(|| {
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
        let twice = Listed::new(|| {
            [
                ("Go", TopicIx::new(1)),
                ("GO", TopicIx::new(1)),
                ("go", TopicIx::new(0)),
            ]
            .into_iter()
        });
        assert_eq!(twice.get("go"), [TopicIx::new(0), TopicIx::new(1)]);
        assert_eq!(Listed::default().get("go"), []);
    }

    #[test]
    fn an_id_is_its_topics_or_nobodys() {
        let topic = |id: &str, former: &[&str]| Topic {
            id: id.to_owned(),
            former: former.iter().map(|&id| id.to_owned()).collect(),
            ..Topic::default()
        };
        let topics = [topic("a/b/c", &["d/e/c"]), topic("x", &[])];
        let mut ids = Ids::default();
        for (ix, topic) in topics.iter().enumerate() {
            topic.ids().for_each(|id| ids.insert(id, TopicIx::new(ix)));
        }
        // As if its hash were the other's.
        ids.by_hash.insert(hash("x"), TopicIx::new(0));
        ids.insert("x", TopicIx::new(1));
        for (id, expected) in [("a/b/c", Some(0)), ("d/e/c", Some(0)), ("x", Some(1)), ("y", None)] {
            assert_eq!(ids.get(&topics, id), expected.map(TopicIx::new), "{id}");
        }
    }
}
