//! The words of a heading, compared with the phrases of `phrases.rs`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::classify::{Class, Says};
use super::phrases::{
    ASIDE_LABELS, ASIDES, BEFORE, BEHIND, DECISIONS, FOREIGN, FOREIGN_WHOLE, Match, RULES, SUBJECTS_END, SUBJECTS_OPEN,
    TOOLS_END,
};
use super::text::{bare_title, is_unspaced};

/// Phrases by their first word, each with the number of its rule: a heading can only have those that one of its words
/// opens.
pub(super) type Index = HashMap<&'static str, Vec<(usize, &'static str)>>;

static BY_RULE: LazyLock<Index> = LazyLock::new(|| index(RULES.iter().map(|(_, _, _, phrases)| *phrases)));
static BY_TONGUE: LazyLock<Index> = LazyLock::new(|| index(FOREIGN.iter().map(|(_, phrases)| *phrases)));
pub(super) static BY_ASIDE: LazyLock<Index> = LazyLock::new(|| index(std::iter::once(ASIDES)));
pub(super) static BY_LABEL: LazyLock<Index> = LazyLock::new(|| index(std::iter::once(ASIDE_LABELS)));

fn index(rules: impl Iterator<Item = &'static [&'static str]>) -> Index {
    let mut index = Index::new();
    for (rule, phrases) in rules.enumerate() {
        for phrase in phrases {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            index.entry(first).or_default().push((rule, *phrase));
        }
    }
    index
}

/// The words of a heading, made ready to be compared with many phrases.
pub(super) struct Phrase {
    pub(super) whole: String,
    /// Where its words start.
    starts: Vec<usize>,
    core: [String; 3],
}

impl Phrase {
    pub(super) fn new(words: &[String]) -> Self {
        let whole = words.join(" ");
        let behind = whole.match_indices(' ').map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(0).chain(behind).collect(),
            core: core(words),
            whole,
        }
    }

    /// The first rule of which a phrase fits.
    pub(super) fn first(&self, index: &Index, fits: impl Fn(usize, &str) -> bool) -> Option<usize> {
        let words = self.whole.split(' ');
        let phrases = words.filter_map(|word| index.get(word)).flatten();
        phrases
            .filter(|(rule, phrase)| fits(*rule, phrase))
            .map(|(rule, _)| *rule)
            .min()
    }

    pub(super) fn says(&self, is_own_section: bool) -> Option<Says> {
        let rule = self.first(&BY_RULE, |rule, phrase| {
            let (_, how, own_section_only, _) = RULES[rule];
            (is_own_section || !own_section_only) && self.fits(how, phrase)
        });
        rule.map(|rule| RULES[rule].0)
    }

    pub(super) fn fits(&self, how: Match, phrase: &str) -> bool {
        let whole = self.whole.as_str();
        match how {
            Match::Whole => whole == phrase,
            Match::Core => whole == phrase || self.core.iter().any(|core| core == phrase),
            Match::Frame => phrase.split_once('*').is_some_and(|(head, tail)| {
                let fits = |text: &String| text.starts_with(head) && text.ends_with(tail);
                self.core.iter().any(|core| core.len() > phrase.len() && fits(core))
            }),
            // How to decide between paths is none.
            Match::Opens => self.has_at(0, phrase) && !DECISIONS.iter().any(|word| self.has(word)),
            // "Topics by Course" ends in "topics" too.
            Match::Ends => [whole, whole.rsplit_once(" by ").map_or(whole, |(listed, _)| listed)]
                .iter()
                .filter_map(|text| text.strip_suffix(phrase))
                .any(|rest| rest.is_empty() || rest.ends_with(' ')),
            Match::Has => self.has(phrase),
        }
    }

    /// Whether a phrase leaves room for two more words at most, of which none speaks of rules.
    fn is_mostly(&self, phrase: &str) -> bool {
        let words = |text: &str| text.split(' ').count();
        let speaks_of_rules = ["hook", "rule", "mandatory", "규칙", "방지"]
            .iter()
            .any(|word| self.whole.contains(word));
        !speaks_of_rules && words(&self.whole) <= words(phrase) + 2
    }

    fn has(&self, phrase: &str) -> bool {
        self.starts.iter().any(|at| self.has_at(*at, phrase))
    }

    fn has_at(&self, at: usize, phrase: &str) -> bool {
        self.whole[at..]
            .strip_prefix(phrase)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }

    /// What a heading in another language says. Some scripts put no spaces between words, so there a phrase may stand
    /// anywhere.
    pub(super) fn foreign(&self) -> Option<Says> {
        let spaced = self.first(&BY_TONGUE, |rule, phrase| {
            self.has(phrase) && (FOREIGN[rule].0 != Says::Holds(Class::WhenToUse) || self.is_mostly(phrase))
        });
        let unspaced = || {
            let fits = |phrase: &&str| phrase.starts_with(is_unspaced) && self.whole.contains(*phrase);
            FOREIGN.iter().position(|(_, phrases)| phrases.iter().any(fits))
        };
        let whole = FOREIGN_WHOLE
            .iter()
            .find(|(_, phrases)| phrases.contains(&self.whole.as_str()));
        if let Some((says, _)) = whole {
            return Some(*says);
        }
        let found = spaced.or_else(|| if self.whole.is_ascii() { None } else { unspaced() });
        let names_subjects = || {
            SUBJECTS_OPEN.iter().any(|phrase| self.has_at(0, phrase))
                || !self.whole.is_ascii() && SUBJECTS_END.iter().any(|phrase| self.whole.ends_with(phrase))
        };
        let found = found.map(|rule| FOREIGN[rule].0);
        let names_tools = || TOOLS_END.iter().any(|phrase| self.whole.ends_with(phrase));
        found
            .or_else(|| names_tools().then_some(Says::Holds(Class::Stack)))
            .or_else(|| names_subjects().then_some(Says::Subjects))
    }
}

/// The heading's words in lower case, without emoji, numbering, and what stands in parentheses at its end.
pub(super) fn words(heading: &str) -> Vec<String> {
    let title = bare_title(heading);
    let title = super::text::split_note(&title).map_or(title.as_str(), |(name, _)| name);
    let lower = title
        .to_lowercase()
        .replace(['&', '+'], " and ")
        .replace(['\'', '’'], "");
    lower
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
        .map(|word| word.trim_matches(['-', '.']))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What is left of the words without qualifiers before, behind, and on both sides; and without a count before.
fn core(words: &[String]) -> [String; 3] {
    let start = words
        .iter()
        .position(|word| !(BEFORE.contains(&word.as_str()) || is_count(word)))
        .unwrap_or(0);
    let end = words
        .iter()
        .rposition(|word| !BEHIND.contains(&word.as_str()))
        // "Levels overview" is made of such words alone: the first one is what it is about.
        .map_or(words.len().min(1), |at| at + 1);
    [
        words[start..].join(" "),
        words[..end].join(" "),
        words[start.min(end)..end].join(" "),
    ]
}

/// "9" roles, a "12-week" plan.
fn is_count(word: &str) -> bool {
    let number = word.split_once('-').map_or(word, |(number, _)| number);
    number.bytes().all(|byte| byte.is_ascii_digit())
}
