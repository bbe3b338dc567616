//! Names: their normal form, and how to find the separate names in a line of prose.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

/// Words that say something about a name but are none themselves.
const REMARKS: &[&str] = &[
    "advanced",
    "alternative",
    "alternatives",
    "basic",
    "basics",
    "beginner",
    "core",
    "default",
    "deprecated",
    "emerging",
    "essential",
    "etc",
    "expert",
    "foundation",
    "intermediate",
    "legacy",
    "modern",
    "new",
    "optional",
    "popular",
    "preferred",
    "recommended",
    "required",
    "standard",
    "suggested",
    "various",
];

/// Longer texts, in bytes, are compared with no other for how much they are alike.
pub(crate) const LONGEST_COMPARED: usize = 512;

/// An element of a list with more words than this is a sentence, not a name.
const LONGEST_NAME: usize = 6;

/// The normal form of a title: an id, and the measure by which two titles are the same.
///
/// Letters and digits of any script are kept in lower case, "C++" and "C#" keep what tells them apart from "C", everything else
/// becomes one `-`. A text without a single letter or digit gets a stable id made from its checksum.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(32);
    slug_into(text, &mut out);
    out
}

/// [`slug`], in the place of what is in `out`.
pub(crate) fn slug_into(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        // Finding the clusters of other text takes ten times as long.
        slug_of_ascii(text, out);
    } else {
        slug_of(composed(text).graphemes(true), out);
    }
    if out.is_empty() {
        // Writing to a `String` does not fail.
        let _ = write!(out, "x-{:08x}", crc32fast::hash(text.as_bytes()));
    }
}

/// The text with each letter and its marks as one character where there is one (NFC): some systems write file names the
/// other way, and to a reader both are the same.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) {
        text.into()
    } else {
        text.nfc().collect::<String>().into()
    }
}

fn slug_of_ascii(text: &str, out: &mut String) {
    let mut gap = false;
    let mut glued = false;
    for byte in text.bytes() {
        let word = match byte {
            b'+' if glued => "plus",
            b'#' if glued => "sharp",
            b'&' if !glued => "and",
            _ if byte.is_ascii_alphanumeric() => "",
            _ => {
                gap = true;
                glued = false;
                continue;
            }
        };
        if gap && !out.is_empty() {
            out.push('-');
        }
        gap = byte == b'&';
        glued = !gap;
        if word.is_empty() {
            out.push(char::from(byte.to_ascii_lowercase()));
        } else {
            out.push_str(word);
        }
    }
}

fn slug_of<'t>(clusters: impl Iterator<Item = &'t str>, out: &mut String) {
    let mut gap = false;
    let mut glued = false;
    for cluster in clusters {
        let first = cluster.chars().next().unwrap_or(' ');
        let keycap = cluster.ends_with('\u{20e3}');
        let word = match first {
            '+' if glued => "plus",
            '#' if glued => "sharp",
            '&' if !glued => "and",
            _ if first.is_alphanumeric() && !keycap => cluster,
            _ => {
                gap = true;
                glued = false;
                continue;
            }
        };
        if gap && !out.is_empty() {
            out.push('-');
        }
        gap = word == "and" && first == '&';
        glued = !gap;
        if word.is_ascii() {
            out.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
}

/// The separate names in a detail: the elements of a list, or the one word that looks like a name.
///
/// Lists are split at commas and semicolons that stand outside parentheses.
pub fn mentions(text: &str) -> Vec<String> {
    let elements = split_list(text);
    if elements.len() > 1 {
        let names = elements.into_iter().map(trim_element);
        return unique(names.filter(|name| !name.is_empty() && name.split_whitespace().count() <= LONGEST_NAME));
    }
    let only = trim_element(text);
    if is_single_name(only) {
        vec![only.to_owned()]
    } else {
        Vec::new()
    }
}

/// The separate names in one entry of a stack, given its name and its note.
///
/// "Postman or Insomnia" has two and "Redis for caching" has one; a plain name isn't repeated, so "Redis CLI" has none.
pub fn tool_mentions(name: &str, note: &str) -> Vec<String> {
    let mut names = mentions_of_name(name);
    let mut from_note = mentions(note);
    if from_note.is_empty() {
        from_note = mentions_of_name(note);
    }
    if from_note.is_empty() {
        let bare = note.split_whitespace().filter(|word| !is_remark(word));
        if let [only] = bare.collect::<Vec<_>>()[..] {
            from_note = mentions(only);
        }
    }
    names.extend(from_note);
    let own = slug(name);
    unique(names.iter().map(String::as_str).filter(|found| slug(found) != own))
}

/// Whether a title is itself a list of names ("`MySQL`, `MariaDB`").
pub(crate) fn is_list(text: &str) -> bool {
    split_list(text).len() > 1
}

fn mentions_of_name(name: &str) -> Vec<String> {
    if is_list(name) {
        return mentions(name);
    }
    let purpose = [" for ", " as ", " in ", " via ", " to "]
        .iter()
        .filter_map(|word| name.find(word))
        .min();
    let subject = purpose.map_or(name, |at| &name[..at]);
    let mut parts = vec![subject];
    for joint in [" or ", " and ", " & ", " / ", " with ", " + "] {
        parts = parts.into_iter().flat_map(|part| part.split(joint)).collect();
    }
    let parts: Vec<&str> = parts
        .into_iter()
        .map(trim_element)
        .filter(|part| !part.is_empty())
        .collect();
    let all_names = parts
        .iter()
        .all(|part| part.split_whitespace().count() <= 3 && looks_like_name(part));
    if all_names && (parts.len() > 1 || purpose.is_some()) {
        unique(parts.into_iter())
    } else {
        Vec::new()
    }
}

/// Splits at separators of a list outside parentheses; a text without one is a single element.
fn split_list(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_u32, 0);
    let mut before = ' ';
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '(' | '[' | '{' | '（' => depth += 1,
            ')' | ']' | '}' | '）' => depth = depth.saturating_sub(1),
            ',' | ';' | '、' | '，' | '；' if depth == 0 => {
                let within_number =
                    c == ',' && before.is_ascii_digit() && rest.peek().is_some_and(|(_, next)| next.is_ascii_digit());
                if !within_number {
                    parts.push(&text[start..at]);
                    start = at + c.len_utf8();
                }
            }
            _ => {}
        }
        before = c;
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Drops what joins an element to its list and what closes the sentence.
fn trim_element(element: &str) -> &str {
    let mut name = element.trim();
    for lead in ["and ", "or ", "& ", "und "] {
        if let Some(rest) = name
            .get(..lead.len())
            .filter(|head| head.eq_ignore_ascii_case(lead))
            .map(|_| &name[lead.len()..])
        {
            name = rest.trim_start();
        }
    }
    loop {
        let shorter = name.trim_end_matches(['.', '…', ':', '!']).trim_end();
        let shorter = ["etc", "and more", "and others"]
            .iter()
            .find_map(|tail| {
                let cut = shorter.strip_suffix(tail)?;
                (cut.is_empty() || cut.ends_with(char::is_whitespace)).then(|| cut.trim_end())
            })
            .unwrap_or(shorter);
        if shorter == name {
            return name;
        }
        name = shorter;
    }
}

fn is_single_name(word: &str) -> bool {
    !word.is_empty() && !word.contains(char::is_whitespace) && looks_like_name(word) && !is_remark(word)
}

fn looks_like_name(text: &str) -> bool {
    text.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()) && text.chars().any(char::is_alphabetic)
}

fn is_remark(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    REMARKS.iter().any(|remark| remark.eq_ignore_ascii_case(word))
}

/// How much two names are alike (Jaro-Winkler, 1.0 is equal). Long texts are no names, and are equal or nothing alike: how
/// long a comparison takes grows with the square of their length.
pub(crate) fn alike(one: &str, other: &str) -> f64 {
    if one.len().max(other.len()) <= LONGEST_COMPARED {
        strsim::jaro_winkler(one, other)
    } else if one == other {
        1.0
    } else {
        0.0
    }
}

/// The candidate that was most likely meant by a word that is none of them ("did you mean").
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    /// Less alike than this is something else (Jaro-Winkler, 1.0 is equal).
    const ALIKE: f64 = 0.85;
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (alike(&word, candidate), candidate))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// A hint, with what was likely meant before it.
pub(crate) fn did_you_mean(meant: Option<&str>, hint: &str) -> String {
    meant.map_or_else(|| hint.to_owned(), |meant| format!("did you mean `{meant}`? {hint}"))
}

/// The names in order, each once.
pub(crate) fn unique<N: Into<String>>(names: impl Iterator<Item = N>) -> Vec<String> {
    /// So many are compared with each other sooner than they are hashed.
    const FEW: usize = 24;
    let mut all: Vec<String> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for name in names.map(Into::into) {
        let is_known = if all.len() < FEW {
            all.contains(&name)
        } else {
            if known.is_empty() {
                known.extend(all.iter().cloned());
            }
            !known.insert(name.clone())
        };
        if !is_known {
            all.push(name);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letters_are_the_same_name_however_they_are_encoded() {
        for (composed, apart) in [
            ("Café", "Cafe\u{301}"),
            ("Ångström", "A\u{30a}ngstro\u{308}m"),
            ("한글", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"),
        ] {
            assert_ne!(composed, apart);
            assert_eq!(slug(composed), slug(apart));
            assert_eq!(super::composed(apart), composed);
        }
    }

    #[test]
    fn slugs_are_the_normal_form_of_titles() {
        for (text, expected) in [
            ("Node.js", "node-js"),
            ("C++", "cplusplus"),
            ("C#", "csharp"),
            ("F# & C++20", "fsharp-and-cplusplus20"),
            ("Issue #1", "issue-1"),
            ("CI/CD", "ci-cd"),
            ("R&D", "r-d"),
            ("  🎯 Roles — covered! ", "roles-covered"),
            ("1️⃣ Basics", "basics"),
            ("Größe", "größe"),
            ("学習パス", "学習パス"),
            ("हिन्दी भाषा", "हिन्दी-भाषा"),
            ("A & B", "a-and-b"),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn plain_text_has_the_slug_that_any_text_has() {
        const LETTERS: [&str; 9] = ["a", "B", "7", "+", "#", "&", " ", "-", "\r\n"];
        for first in 0..LETTERS.len().pow(5) {
            let letters = (0..5_u32).map(|at| LETTERS[first / LETTERS.len().pow(at) % LETTERS.len()]);
            let text: String = letters.collect();
            let (mut plain, mut any) = (String::new(), String::new());
            slug_of_ascii(&text, &mut plain);
            slug_of(text.graphemes(true), &mut any);
            assert_eq!(plain, any, "{text:?}");
        }
    }

    #[test]
    fn comparing_ends() {
        let long = "ab".repeat(2_000_000);
        assert_eq!(nearest(&long, [long.as_str(), "abab"]), Some(long.as_str()));
        assert_eq!(nearest(&format!("{long}c"), [long.as_str()]), None);
        assert_eq!(nearest("proofng", ["kneading", "proofing"]), Some("proofing"));
    }

    #[test]
    fn a_title_without_letters_still_has_an_id() {
        assert_eq!(slug("🎯").len(), "x-".len() + 8);
        assert_ne!(slug("🎯"), slug("🚀"));
        assert!(slug("").starts_with("x-"));
    }

    #[test]
    fn every_list_counts() {
        assert_eq!(mentions("JavaScript runtime, Express, Fastify, NestJS").len(), 4);
        assert_eq!(
            mentions("Express, Fastify, async/await"),
            ["Express", "Fastify", "async/await"]
        );
        assert_eq!(mentions("Concurrent, fast, cloud-native").len(), 3);
        assert_eq!(mentions("Rails, Sinatra, and Hanami."), ["Rails", "Sinatra", "Hanami"]);
        assert_eq!(mentions("Rails; Sinatra; etc."), ["Rails", "Sinatra"]);
        assert_eq!(mentions("駅、道，街"), ["駅", "道", "街"]);
        assert_eq!(
            mentions("stores (rows, columns), queues"),
            ["stores (rows, columns)", "queues"]
        );
        assert_eq!(mentions("1,000 users, caching"), ["1,000 users", "caching"]);
    }

    #[test]
    fn sentences_are_no_names() {
        assert_eq!(mentions("Zig, the whole of it is a long story here"), ["Zig"]);
        assert!(mentions("single deployment unit").is_empty());
    }

    #[test]
    fn one_word_must_look_like_a_name() {
        assert_eq!(mentions("Docker"), ["Docker"]);
        assert_eq!(mentions("OAuth2"), ["OAuth2"]);
        for remark in ["graph", "recommended", "Emerging", "", "2025", "Basics"] {
            assert!(mentions(remark).is_empty(), "{remark}");
        }
    }

    #[test]
    fn tools_are_taken_apart() {
        for (name, note, expected) in [
            ("Redis for caching", "", vec!["Redis"]),
            ("Postman or Insomnia", "API testing", vec!["Postman", "Insomnia"]),
            ("Git and GitHub", "", vec!["Git", "GitHub"]),
            ("Docker and Docker Compose", "", vec!["Docker", "Docker Compose"]),
            ("SQL database", "PostgreSQL recommended", vec!["PostgreSQL"]),
            ("Node.js", "Express, Fastify", vec!["Express", "Fastify"]),
            ("Your chosen language", "Node.js, Python", vec!["Node.js", "Python"]),
            ("MySQL, MariaDB", "", vec!["MySQL", "MariaDB"]),
            ("Deep Learning", "TensorFlow or PyTorch", vec!["TensorFlow", "PyTorch"]),
            ("Redis CLI", "", vec![]),
            ("Redis", "Redis", vec![]),
            ("Monitoring and logging", "", vec![]),
        ] {
            assert_eq!(tool_mentions(name, note), expected, "{name} ({note})");
        }
    }
}
