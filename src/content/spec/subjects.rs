//! Whether what a section lists are subjects that can be known, and no orders to an agent.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::entries::{Collector, Options};
use super::fence::Drawings;
use super::item::Addresses;
use super::stack::PERMISSIONS;
use super::tree::Section;

const OPTIONS: Options = Options {
    addresses: Addresses::Take,
    drawings: Drawings::No,
    set_remarks_aside: true,
    bold_lines: true,
};

/// A subject is named in so many words at most.
const LONGEST: usize = 22;

/// And where words stand together in so many characters.
const LONGEST_UNSPACED: usize = 24;

/// Words that orders open with, and names of subjects don't.
#[rustfmt::skip]
const ORDERS: &[&str] = &[
    "accept", "acknowledge", "adapt", "add", "address", "adjust", "advise", "agree", "allow", "always", "analyze",
    "analyse", "answer",
    "apply", "are", "ask", "assess", "assign", "assist", "assume", "avoid", "be", "begin", "bring", "can", "cannot",
    "categorize", "celebrate", "check", "choose", "clarify", "cite", "collaborate", "collect", "communicate",
    "complete", "conduct", "configure", "confirm", "connect", "consider", "consult", "convert", "correct",
    "create", "customize", "decide", "define", "deliver", "demonstrate", "describe", "detect", "determine", "develop",
    "diagnose", "discover", "discuss", "do", "don't", "don\u{2019}t", "draft", "educate", "emphasize", "enable",
    "encourage", "enforce",
    "engage", "ensure", "establish", "evaluate", "examine", "execute", "explain", "explore", "extract", "facilitate",
    "follow", "foster", "generate", "get", "give", "handle", "have", "i", "identify", "if",
    "illustrate", "implement", "improve", "include", "incorporate", "inform", "initialize", "inspect", "install",
    "integrate", "interpret",
    "introduce", "investigate", "invoke", "is", "it", "keep", "launch", "learn", "let", "leverage", "listen",
    "maintain",
    "make", "manage", "mention", "mentor", "migrate", "must", "never", "no", "offer", "optimize", "optimise",
    "organize", "outline",
    "perform", "pick", "predict", "prefer", "prepare", "prevent", "prioritize", "produce", "promote", "propose",
    "protect", "provide", "put", "recommend", "reduce", "refactor", "refer", "reinforce", "remember",
    "remove", "replace", "resolve", "respect", "respond", "save", "select",
    "send", "should", "show", "simplify", "solve", "speak", "specify", "stay", "stop", "suggest", "summarize",
    "take", "tailor", "teach", "tell", "they", "think", "this", "transform", "translate", "troubleshoot", "try",
    "understand", "update",
    "utilize", "validate", "verify", "wait", "walk", "we", "when", "will", "you", "your",
];

/// Those words, to be looked up: every item of every list is asked.
static BY_ORDER: LazyLock<HashSet<&str>> = LazyLock::new(|| ORDERS.iter().copied().collect());

/// Words that are orders only where an article or the like follows: "design a kiln", but "design patterns".
const MAYBE_ORDERS: &[&str] = &[
    "audit",
    "balance",
    "benchmark",
    "cache",
    "change",
    "control",
    "coordinate",
    "debug",
    "design",
    "document",
    "focus",
    "lead",
    "map",
    "measure",
    "model",
    "monitor",
    "plan",
    "practice",
    "process",
    "profile",
    "query",
    "research",
    "review",
    "scale",
    "structure",
    "study",
    "support",
    "test",
];

/// What follows them there.
const OBJECTS: &[&str] = &[
    "a", "all", "an", "and", "any", "each", "every", "for", "how", "its", "on", "the", "their", "this", "through",
    "with", "your",
];

/// Whether most of what stands in a section names subjects: not orders, not sentences, not what somebody says.
pub(super) fn are_subjects(section: &Section<'_>, text: &str) -> bool {
    are_names_of_subjects(&titles(section, text))
}

/// Whether most names are those of subjects.
pub(super) fn are_names_of_subjects(titles: &[String]) -> bool {
    let count = |kind: Kind| titles.iter().filter(|title| kind_of(title) == kind).count();
    let mut others = count(Kind::Other);
    let unsure = count(Kind::Unsure);
    // Among orders, what may be one is one.
    if (others + unsure) * 2 > titles.len() {
        others += unsure;
    }
    titles.len() > 2 && others * 6 <= titles.len()
}

/// Whether a name is surely that of a subject.
pub(super) fn is_surely_a_subject(name: &str) -> bool {
    kind_of(name) == Kind::Subject
}

/// Whether a name may be that of a subject, and is no order.
pub(super) fn is_name_of_subject(name: &str) -> bool {
    kind_of(name) != Kind::Other
}

/// What a section lists at the margin.
fn titles(section: &Section<'_>, text: &str) -> Vec<String> {
    let mut collector = Collector::new(text, OPTIONS);
    collector.section(section);
    let (groups, _) = collector.finish();
    let entries = groups.into_iter().flat_map(|group| group.entries);
    entries
        .filter(|entry| entry.depth == 0)
        .map(|entry| entry.item.title)
        .collect()
}

/// What words may be that are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Subject,
    /// "Search optimization" is a subject, "search files" is an order.
    Unsure,
    /// An order, a sentence, or what somebody says.
    Other,
}

fn kind_of(title: &str) -> Kind {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}')))
        .filter(|word| !word.is_empty())
        .collect();
    let word = |at: usize| words.get(at).copied().unwrap_or("");
    let (first, second) = (word(0), word(1));
    let is_order = BY_ORDER.contains(first) || MAYBE_ORDERS.contains(&first) && OBJECTS.contains(&second);
    // "Detects the kind of a project" says what somebody does.
    let stem = first
        .strip_suffix("es")
        .or_else(|| first.strip_suffix('s'))
        .unwrap_or("");
    let plain = first.strip_suffix('s').unwrap_or("");
    let says_who = !second.is_empty() && plain.len() > 3 && (BY_ORDER.contains(stem) || BY_ORDER.contains(plain));
    let is_said = title.starts_with(['"', '\u{201c}', '\u{300c}', '`', '/', '$', '\u{2705}', '\u{274c}'])
        || title.contains(['?', '\u{ff1f}']);
    let is_sentence = title.ends_with(['.', '!', '\u{3002}', '\u{ff01}']) && words.len() > 4;
    let is_long = !title.is_ascii() && !title.contains(' ') && title.chars().count() > LONGEST_UNSPACED;
    let is_mark = title.chars().count() < 2 && !matches!(title, "C" | "R");
    let is_file = words.len() > 1
        && [".md", ".py", ".js", ".ts", ".yaml", ".json"]
            .iter()
            .any(|end| lower.ends_with(end));
    let is_grade = matches!(lower.as_str(), "critical" | "high" | "medium" | "low" | "info");
    let is_permission = PERMISSIONS.contains(&lower.as_str());
    if is_mark
        || is_long
        || is_file
        || is_grade
        || is_permission
        || is_order
        || says_who
        || is_said
        || is_sentence
        || words.len() > LONGEST
    {
        Kind::Other
    } else if MAYBE_ORDERS.contains(&first) || !second.is_empty() && MAYBE_ORDERS.contains(&plain) {
        Kind::Unsure
    } else {
        Kind::Subject
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind_of};

    #[test]
    fn subjects_are_told_from_orders() {
        for title in [
            "Glaze chemistry",
            "Design patterns",
            "Testing strategies",
            "Data modelling for kilns",
            "\u{9676}\u{82b8}",
        ] {
            assert_ne!(kind_of(title), Kind::Other, "{title}");
        }
        for title in [
            "Design a kiln",
            "Always ask first",
            "Detects cracks in the glaze",
            "Explain why the glaze cracked",
            "What is clay?",
            "\u{201c}Teach me to throw\u{201d}",
            "The potter waits until the clay is dry.",
        ] {
            assert_eq!(kind_of(title), Kind::Other, "{title}");
        }
    }
}
