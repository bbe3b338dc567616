//! How the words of a query are in a text.

use memchr::memmem::Finder;

/// Letters and marks as they become rarer in texts; what is not among them is rarer still.
const COMMON: &[u8] = b"etaoinsrhldcumfpgwybvk-.,0123456789xjqz";

/// A query in lower case, and its words ready to be looked for.
pub(super) struct Query<'q> {
    pub(super) whole: &'q str,
    words: Vec<Word<'q>>,
}

struct Word<'q> {
    finder: Finder<'q>,
    /// The place of its rarest byte.
    rare: usize,
    /// That byte in lower and in upper case.
    either: [u8; 2],
}

/// How the words of a query are in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Each begins a word.
    Words,
    /// Each is somewhere in it.
    Parts,
    /// Not all are.
    None,
}

impl<'q> Query<'q> {
    pub(super) fn new(whole: &'q str) -> Self {
        Self {
            whole,
            words: whole.split_whitespace().map(Word::new).collect(),
        }
    }

    /// How they are in a text in lower case.
    pub(super) fn fit(&self, text: &str) -> Fit {
        self.each(|word, beginning| fit_at(word.finder.find_iter(text.as_bytes()), text, beginning))
    }

    /// How they are in the pieces of an ASCII text in any case.
    pub(super) fn fit_plain<'t, P: Iterator<Item = &'t str>>(&self, pieces: impl Fn() -> P) -> Fit {
        self.each(|word, beginning| {
            let mut best = Fit::None;
            for piece in pieces() {
                best = best.min(fit_at(word.places(piece), piece, beginning));
                if best == Fit::Words || best == Fit::Parts && !beginning {
                    break;
                }
            }
            best
        })
    }

    /// The worst of all words. Where one begins no word, it is enough that the others are there.
    fn each(&self, fit: impl Fn(&Word<'q>, bool) -> Fit) -> Fit {
        let mut worst = Fit::Words;
        for word in &self.words {
            worst = worst.max(fit(word, worst == Fit::Words));
            if worst == Fit::None {
                break;
            }
        }
        worst
    }
}

impl<'q> Word<'q> {
    fn new(word: &'q str) -> Self {
        let rareness = |byte: &u8| COMMON.iter().position(|common| common == byte).unwrap_or(COMMON.len());
        let rarest = word.bytes().enumerate().max_by_key(|(_, byte)| rareness(byte));
        let (rare, byte) = rarest.unwrap_or_default();
        Self {
            finder: Finder::new(word),
            rare,
            either: [byte, byte.to_ascii_uppercase()],
        }
    }

    /// Where it stands in an ASCII text in any case.
    fn places<'t>(&self, text: &'t str) -> impl Iterator<Item = usize> + use<'t, '_, 'q> {
        let [lower, upper] = self.either;
        memchr::memchr2_iter(lower, upper, text.as_bytes()).filter_map(move |at| {
            let start = at.checked_sub(self.rare)?;
            let word = self.finder.needle();
            let found = text.as_bytes().get(start..start + word.len())?;
            found.eq_ignore_ascii_case(word).then_some(start)
        })
    }
}

/// How a word is in a text, given its places; whether it begins a word there is looked for only where it matters.
fn fit_at(mut places: impl Iterator<Item = usize>, text: &str, beginning: bool) -> Fit {
    let begins_one = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    match places.next() {
        None => Fit::None,
        Some(_) if !beginning => Fit::Parts,
        Some(first) if begins_one(first) || places.any(begins_one) => Fit::Words,
        Some(_) => Fit::Parts,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_in_any_case_fits_as_it_does_in_lower_case(
            pieces in proptest::collection::vec("[aAbBzZ1 .-]{0,9}", 0..4),
            query in "[abz1é.]{1,3}( [abz1.]{1,2})?",
        ) {
            let lower = pieces.join("\n").to_lowercase();
            let query = Query::new(&query);
            let plain = query.fit_plain(|| pieces.iter().map(String::as_str));
            prop_assert_eq!(plain, query.fit(&lower));
        }
    }
}
