//! The names a line of a spec lists, kept as one text.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Stands between two names; no text that is read has it.
const BETWEEN: char = '\u{1f}';

/// Names in order, none of them empty.
///
/// They are most of what is kept of a dense spec: a `String` for each would take five times its letters.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Mentions(Box<str>);

impl Mentions {
    /// The names.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        // Of no text `split` makes one empty part.
        self.0.split(BETWEEN).filter(|name| !name.is_empty())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All in one text.
    pub fn join(&self, between: &str) -> String {
        self.iter().collect::<Vec<_>>().join(between)
    }
}

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
        Self(all.into_boxed_str())
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
}
