//! The names a line of a spec lists, kept as one text.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Text;

/// Stands between two names; no text that is read has it.
const BETWEEN: char = '\u{1f}';

/// Names in order, none of them empty.
///
/// They are most of what is kept of a dense spec: a `String` for each would take five times its letters.
#[derive(Clone)]
pub struct Mentions(Kept);

#[derive(Clone)]
enum Kept {
    /// The names themselves.
    Own(Box<str>),
    /// Where they stand in a text that is there anyway.
    In(Box<Places>),
}

#[derive(Clone)]
struct Places {
    text: Text,
    /// Of each name how many bytes lie between it and the one before, and how many it has.
    steps: Box<[[u8; 2]]>,
}

/// From so many bytes on names are kept as places, which have to be kept as well.
const WORTH_PLACES: usize = 96;

impl Mentions {
    /// The names.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        let (own, places) = match &self.0 {
            Kept::Own(names) => (Some(names), None),
            Kept::In(places) => (None, Some(places)),
        };
        // Of no text `split` makes one empty part.
        let own = own.into_iter().flat_map(|names| names.split(BETWEEN));
        let own = own.filter(|name| !name.is_empty());
        own.chain(places.into_iter().flat_map(|places| places.iter()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// All in one text.
    pub fn join(&self, between: &str) -> String {
        self.iter().collect::<Vec<_>>().join(between)
    }

    /// Keeps them as places in a text, where they stand in it one after another, and that takes less.
    pub(super) fn keep_in(&mut self, text: &Text) {
        let Kept::Own(names) = &self.0 else { return };
        if names.len() < WORTH_PLACES {
            return;
        }
        let mut at = 0;
        let steps = self.iter().map(|name| {
            let before = text.get(at..)?.find(name)?;
            at += before + name.len();
            Some([u8::try_from(before).ok()?, u8::try_from(name.len()).ok()?])
        });
        if let Some(steps) = steps.collect() {
            let text = text.clone();
            self.0 = Kept::In(Box::new(Places { text, steps }));
        }
    }
}

impl Places {
    fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        let ends = self.steps.iter().scan(0, |end, &[before, length]| {
            let start = *end + usize::from(before);
            *end = start + usize::from(length);
            Some(start..*end)
        });
        ends.filter_map(|place| self.text.get(place))
    }
}

impl Default for Mentions {
    fn default() -> Self {
        Self(Kept::Own(Box::default()))
    }
}

impl PartialEq for Mentions {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Mentions {}

impl<N: AsRef<str>> FromIterator<N> for Mentions {
    fn from_iter<I: IntoIterator<Item = N>>(names: I) -> Self {
        let mut all = String::new();
        for name in names {
            let name = name.as_ref();
            if !name.is_empty() && !all.is_empty() {
                all.push(BETWEEN);
            }
            all.extend(name.chars().map(|c| if c == BETWEEN { ' ' } else { c }));
        }
        Self(Kept::Own(all.into_boxed_str()))
    }
}

impl From<Vec<String>> for Mentions {
    fn from(names: Vec<String>) -> Self {
        names.into_iter().collect()
    }
}

impl fmt::Debug for Mentions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<N: AsRef<str>, const COUNT: usize> PartialEq<[N; COUNT]> for Mentions {
    fn eq(&self, names: &[N; COUNT]) -> bool {
        self.iter().eq(names.iter().map(AsRef::as_ref))
    }
}

impl<N: AsRef<str>> PartialEq<Vec<N>> for Mentions {
    fn eq(&self, names: &Vec<N>) -> bool {
        self.iter().eq(names.iter().map(AsRef::as_ref))
    }
}

/// As a list of texts.
impl Serialize for Mentions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Some formats want to know how many come.
        serializer.collect_seq(self.iter().collect::<Vec<_>>())
    }
}

impl<'de> Deserialize<'de> for Mentions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<String>::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_out_as_they_went_in() {
        for names in [&[] as &[&str], &["Go"], &["Go", "C, C++", "借用"]] {
            let list: Mentions = names.iter().collect();
            assert!(list.iter().eq(names.iter().copied()), "{list:?}");
            assert_eq!(list.is_empty(), names.is_empty());
            let json = serde_json::to_string(&list).unwrap();
            assert_eq!(json, serde_json::to_string(names).unwrap());
            assert_eq!(serde_json::from_str::<Mentions>(&json).unwrap(), list);
            let packed = postcard::to_allocvec(&list).unwrap();
            assert_eq!(postcard::from_bytes::<Mentions>(&packed).unwrap(), list);
        }
    }

    #[test]
    fn one_name_stays_one_and_an_empty_one_is_none() {
        let list: Mentions = ["", "a\u{1f}b", "", "c"].iter().collect();
        assert_eq!(list, ["a b", "c"]);
        assert_eq!(list.join("+"), "a b+c");
    }

    #[test]
    fn names_are_the_same_wherever_they_are_kept() {
        let long: Vec<String> = (0..30).map(|n| format!("Näme {n}")).collect();
        let text = format!("So much: {} and more", long.join(", "));
        let far = format!("{}{}", " ".repeat(300), long.join(" "));
        for (text, fits) in [(text.as_str(), true), (&far, false), ("Näme 1, Näme 0", false)] {
            let own: Mentions = long.iter().collect();
            let mut kept = own.clone();
            kept.keep_in(&Text::from(text));
            assert_eq!(matches!(kept.0, Kept::In(_)), fits, "{text}");
            assert_eq!((&kept, kept.is_empty()), (&own, false));
            assert_eq!(kept, long);
        }
        assert_eq!(size_of::<Mentions>(), size_of::<Box<str>>());
    }
}
