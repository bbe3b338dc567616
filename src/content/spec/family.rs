//! Curricula that no heading announces: sibling headings that count the parts of a course ("Phase 1: Clay", "Semaine 3",
//! "Beginner Level"), in a file that teaches.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::block::{Block, Kind};
use super::classify::{self, Class, Says};
use super::context::{self, Context};
use super::course_words::{COUNTED, COUNTED_UNSPACED, RANKED_PARTS, RANKED_WHOLE, TAUGHT, TEACHES, WORKS};
use super::entries::Collector;
use super::paths;
use super::text::{CHINESE_NUMERALS, bare_title};
use super::tree::Section;
use crate::content::front_matter::FrontMatter;

/// What headings of one family have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// The word they count by, by its place in the tables.
    Counted(usize),
    /// They name how far a learner is.
    Ranked,
}

/// The words that parts are counted by, each with its row in the table: every heading and many a cell is asked.
static BY_WORD: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    let rows = COUNTED.iter().enumerate().rev();
    rows.flat_map(|(row, forms)| forms.iter().map(move |form| (*form, row)))
        .collect()
});

/// Words are counted from here on that are a letter alone.
const BY_LETTER: usize = COUNTED.len() + COUNTED_UNSPACED.len();

/// What lessons, modules, units and weeks are counted by; findings, rules and tasks have other letters.
const LETTERS: &[u8] = b"lmuw";

/// Front matter that only those write who tell a program how to run an agent.
const AGENT_KEYS: &[&str] = &["allowed-tools", "color", "model", "tools"];

/// Whether a file teaches by what it says of itself: its name, its description, or one of its headings.
///
/// `counts` is what [`counts_lessons`] says of it.
pub(super) fn teaches(root: &Section<'_>, front: &FrontMatter, counts: bool, cx: &Context<'_>) -> bool {
    if counts {
        return true;
    }
    if runs_an_agent(front) {
        return false;
    }
    let title = cx.agent.title.to_lowercase();
    if works(&title) {
        return false;
    }
    speaks_of_learning(&title, true)
        || speaks_of_learning(&cx.agent.description.to_lowercase(), false)
        || speaks_of_learning(&file_name(cx), false)
        || root.children.iter().any(heading_speaks)
}

/// Whether a file is a course from beginning to end: its title or its name says so, and it is no agent.
///
/// `counts` is what [`counts_lessons`] says of it.
pub(super) fn is_course(front: &FrontMatter, counts: bool, cx: &Context<'_>) -> bool {
    let is_agent = front.get("description").is_some() || runs_an_agent(front);
    let title = cx.agent.title.to_lowercase();
    let names = |text: &str| speaks_of_learning(text, true) || COURSES.iter().any(|word| text.contains(word));
    !is_agent && !works(&title) && (counts || names(&title) || names(&file_name(cx)))
}

fn runs_an_agent(front: &FrontMatter) -> bool {
    AGENT_KEYS.iter().any(|key| front.get(key).is_some())
}

/// What titles and files of courses say besides.
const COURSES: &[&str] = &[
    "roadmap",
    "skills-list",
    "skill list",
    "skills checklist",
    "技能清单",
    "技能列表",
    "技能树",
    "course-overview",
    "必备技能",
];

/// The name of the file and of the folder it is in, in lower case.
fn file_name(cx: &Context<'_>) -> String {
    let parts = [
        cx.agent.file.file_stem(),
        cx.agent.file.parent().and_then(std::path::Path::file_name),
    ];
    let names = parts
        .into_iter()
        .flatten()
        .map(|name| name.to_string_lossy().to_lowercase());
    names.collect::<Vec<_>>().join(" / ")
}

/// Words of the table of counted parts by which nothing but lessons is counted.
#[rustfmt::skip]
const LESSONS: &[&str] = &["week", "year", "month", "day", "module", "unit", "lesson", "chapter", "semester", "session", "lecture"];

/// So many parts that are counted by such a word make a course.
const FEWEST_LESSONS: usize = 3;

/// Whether sibling headings count lessons, weeks or the like, of which most list something.
pub(super) fn counts_lessons(section: &Section<'_>) -> bool {
    let lists = |child: &Section<'_>| {
        let is_list = |block: &Block| matches!(block.kind, Kind::List(_) | Kind::Table(_));
        child.blocks.iter().any(is_list) || child.children.iter().any(|below| below.blocks.iter().any(is_list))
    };
    // The same number over and over is that of the file.
    let mut numbers: HashMap<usize, HashSet<String>> = HashMap::new();
    for child in section.children.iter().filter(|child| lists(child)) {
        let heading = child.heading.map_or("", |heading| &heading.text);
        if let Some(Family::Counted(row)) = family(heading)
            && COUNTED.get(row).is_some_and(|forms| LESSONS.contains(&forms[0]))
        {
            let digits = heading.chars().skip_while(|c| !is_cjk_digit(*c));
            let number = digits.take_while(|c| is_cjk_digit(*c)).collect();
            numbers.entry(row).or_default().insert(number);
        }
    }
    numbers.values().any(|numbers| numbers.len() >= FEWEST_LESSONS) || section.children.iter().any(counts_lessons)
}

fn heading_speaks(section: &Section<'_>) -> bool {
    let heading = section.heading.map_or("", |heading| &heading.text).to_lowercase();
    speaks_of_learning(&heading, false) || section.children.iter().any(heading_speaks)
}

/// Whether a name is that of somebody who works ("Curriculum Designer", "Tutor for Potters"), and of no course.
fn works(title: &str) -> bool {
    let name = title.split(" for ").next().unwrap_or(title);
    let name = super::text::split_note(name).map_or(name, |(name, _)| name);
    let last = name
        .split(|c: char| !c.is_alphanumeric())
        .rfind(|word| !word.is_empty());
    last.is_some_and(|word| WORKS.contains(&word))
}

/// What machines learn is nothing that a file teaches by saying so.
fn speaks_of_learning(text: &str, is_title: bool) -> bool {
    let spaced = [
        "machine learning",
        "deep learning",
        "reinforcement learning",
        "transfer learning",
    ]
    .iter()
    .fold(text.replace(['-', '_'], " "), |text, of_machines| {
        text.replace(of_machines, " ")
    });
    let has = |phrase: &&str| {
        spaced.match_indices(*phrase).any(|(at, found)| {
            let before = spaced[..at].chars().next_back();
            let behind = spaced[at + found.len()..].chars().next();
            !phrase.is_ascii() || ![before, behind].into_iter().flatten().any(char::is_alphanumeric)
        })
    };
    TAUGHT.iter().any(&has) || is_title && TEACHES.iter().any(has)
}

/// The family of a heading.
fn family(heading: &str) -> Option<Family> {
    let title = bare_title(heading).to_lowercase();
    let words: Vec<&str> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let (first, second) = (*words.first()?, words.get(1).copied().unwrap_or(""));
    let by = |word: &str| BY_WORD.get(word).copied();
    let counted = by(first)
        .filter(|_| is_number(second))
        .or_else(|| by(second).filter(|_| is_ordinal(first)));
    if let Some(word) = counted {
        return Some(Family::Counted(word));
    }
    let unspaced = COUNTED_UNSPACED.iter().position(|(before, behind)| {
        let rest = title.strip_prefix(before).unwrap_or("");
        let is_part = |c: char| is_cjk_digit(c) || matches!(c, '-' | '\u{2013}' | '~' | '\u{ff5e}' | '\u{301c}');
        let number: &str = rest.trim_start().split(|c: char| !is_part(c)).next().unwrap_or("");
        !number.is_empty() && rest.trim_start()[number.len()..].trim_start().starts_with(behind)
    });
    if let Some(word) = unspaced {
        return Some(Family::Counted(COUNTED.len() + word));
    }
    // "M01 - Clay", "L2: Kiln".
    let letter = first.bytes().next().filter(|letter| LETTERS.contains(letter));
    if let Some(letter) = letter
        && first.len() > 1
        && first.len() < 4
        && first[1..].bytes().all(|byte| byte.is_ascii_digit())
        && !second.is_empty()
    {
        return Some(Family::Counted(BY_LETTER + usize::from(letter)));
    }
    let name = super::text::split_note(&title).map_or(title.as_str(), |(name, _)| name);
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let (ranks, other): (Vec<&str>, Vec<&str>) = words.partition(|word| RANKED_WHOLE.contains(word));
    let is_ranked = !ranks.is_empty() && other.iter().all(|word| RANKED_PARTS.contains(word));
    is_ranked.then_some(Family::Ranked)
}

/// Whether a heading counts a part ("Phase 2: Glaze").
pub(super) fn is_counted(heading: &str) -> bool {
    matches!(family(heading), Some(Family::Counted(_)))
}

/// Whether words count a part and say nothing else ("Module 3", "第2周").
pub(super) fn is_bare_count(name: &str) -> bool {
    let words = || {
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let is_short = match words().count() {
        1 => !name.is_ascii(),
        2 => true,
        3 => words().skip(1).all(is_number),
        _ => false,
    };
    is_short && matches!(family(name), Some(Family::Counted(_)))
}

/// Whether words count a lesson or the like and say nothing else ("Chapter 3", "Tema 2").
pub(super) fn counts_a_lesson(name: &str) -> bool {
    const TAUGHT_IN: &[&str] = &["lesson", "chapter", "unit", "topic", "lecture", "session"];
    let row = match family(name) {
        Some(Family::Counted(row)) => COUNTED.get(row),
        _ => None,
    };
    row.is_some_and(|forms| TAUGHT_IN.contains(&forms[0]))
        && is_bare_count(name)
        && name.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a name says how far a learner is.
pub(super) fn is_ranked(name: &str) -> bool {
    family(name) == Some(Family::Ranked)
}

fn is_number(word: &str) -> bool {
    const WRITTEN: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "i", "ii", "iii", "iv", "v",
        "vi", "vii", "viii", "ix", "x",
    ];
    // "Part A".
    let is_letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    is_letter || word.starts_with(|c: char| c.is_ascii_digit()) || WRITTEN.contains(&word)
}

/// "1. Woche", "2-й модуль", "3 주차".
fn is_ordinal(word: &str) -> bool {
    const WRITTEN: &[&str] = &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "primer",
        "primera",
        "primero",
        "segundo",
        "segunda",
        "tercer",
        "tercera",
        "cuarto",
        "cuarta",
        "quinto",
        "quinta",
        "sexto",
        "primeiro",
        "primeira",
        "terceiro",
        "terceira",
        "quarto",
        "première",
        "premier",
        "deuxième",
        "troisième",
        "quatrième",
        "cinquième",
        "erste",
        "erster",
        "zweite",
        "zweiter",
        "dritte",
        "dritter",
        "vierte",
        "primo",
        "secondo",
        "terzo",
        "первый",
        "второй",
        "третий",
    ];
    word.bytes().all(|byte| byte.is_ascii_digit()) || WRITTEN.contains(&word)
}

fn is_cjk_digit(c: char) -> bool {
    c.is_ascii_digit() || ('\u{ff10}'..='\u{ff19}').contains(&c) || CHINESE_NUMERALS.contains(c)
}

/// Whether the parts of a course stand somewhere below a section, which itself is none that says how to work.
pub(super) fn is_above(section: &Section<'_>, cx: &Context<'_>) -> bool {
    // Ranks of projects to build are none of a course.
    let heading = section.heading.map_or("", |heading| &heading.text).to_lowercase();
    let names_projects = ["project", "exercise", "example"]
        .iter()
        .any(|word| heading.contains(word));
    !cx.heard(section).may_be_aside
        && !names_projects
        && (!members(&section.children, cx).is_empty() || section.children.iter().any(|child| is_above(child, cx)))
}

/// The siblings that count the parts of a course and are written out, so that few of them list anything: they are the steps
/// of one path.
pub(super) fn steps(siblings: &[Section<'_>], cx: &Context<'_>) -> Vec<usize> {
    if !cx.teaches() {
        return Vec::new();
    }
    let counts = |heading: &str| match family(heading) {
        Some(Family::Counted(word)) => Some(word),
        // Where somebody works by steps they are no course's.
        _ => (cx.is_course() && classify::is_counted_order(heading)).then_some(usize::MAX),
    };
    let families: Vec<Option<usize>> = siblings
        .iter()
        .map(|sibling| {
            let heading = sibling.heading.map_or("", |heading| &heading.text);
            let is_free = !cx.overrides.has(heading) && !matches!(cx.heard(sibling).says, Some(Says::Holds(_)));
            counts(heading).filter(|_| is_free)
        })
        .collect();
    let of = |word: usize| {
        (0..siblings.len())
            .filter(move |at| families[*at] == Some(word))
            .collect::<Vec<_>>()
    };
    let first = siblings
        .iter()
        .find_map(|sibling| counts(sibling.heading.map_or("", |heading| &heading.text)));
    first
        .map(of)
        .filter(|members| members.len() >= FEWEST_LESSONS)
        .unwrap_or_default()
}

/// The siblings that count the parts of a course, which is said at the first one of each family.
pub(super) fn read(siblings: &[Section<'_>], cx: &mut Context<'_>) -> Vec<usize> {
    let families = members(siblings, cx);
    for listed in &families {
        let message = format!(
            "\u{201c}{}\u{201d} and its like ({} in all) were read as learning paths, since the file teaches and they count its parts",
            context::title(&siblings[listed[0]]),
            listed.len()
        );
        cx.guess(&siblings[listed[0]], "guessed-path", message);
    }
    families.concat()
}

/// Those of each family that list something.
fn members(siblings: &[Section<'_>], cx: &Context<'_>) -> Vec<Vec<usize>> {
    if !cx.teaches() {
        return Vec::new();
    }
    let families: Vec<Option<Family>> = siblings
        .iter()
        .map(|sibling| family(sibling.heading.map_or("", |heading| &heading.text)))
        .collect();
    let mut taken = Vec::new();
    let mut known: Vec<Family> = Vec::new();
    for found in families.iter().flatten() {
        if !known.contains(found) {
            known.push(*found);
        }
    }
    let counted = known.into_iter().map(|one| {
        let members = (0..siblings.len()).filter(|&at| families[at] == Some(one));
        members.collect::<Vec<usize>>()
    });
    for members in counted.chain(alike(siblings, &families, cx)) {
        let is_free = |&&at: &&usize| {
            let heading = siblings[at].heading.map_or("", |heading| &heading.text);
            !cx.overrides.has(heading) && !matches!(cx.heard(&siblings[at]).says, Some(Says::Holds(_)))
        };
        // What the author says of one is meant for all that are like it.
        if members.len() < 2 || members.iter().filter(is_free).count() < members.len() {
            continue;
        }
        let listed: Vec<usize> = members
            .iter()
            .copied()
            .filter(|&at| !collect(&siblings[at], cx).is_empty())
            .collect();
        if listed.len() < 2 || listed.len() * 2 < members.len() {
            continue;
        }
        taken.push(listed);
    }
    taken
}

/// The siblings that count nothing, and below each of which the same sub-heading says what is learned there ("What you'll
/// learn").
fn alike(siblings: &[Section<'_>], families: &[Option<Family>], cx: &Context<'_>) -> Vec<Vec<usize>> {
    let mut by_words: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, sibling) in siblings.iter().enumerate().filter(|(at, _)| families[*at].is_none()) {
        let headings = sibling.children.iter().filter_map(|child| child.heading);
        let says = |heading: &&super::inline::Inline| {
            let says = classify::hear(&heading.text, true).says;
            matches!(says, Some(Says::Holds(Class::Paths | Class::Topics)))
        };
        let Some(heading) = headings.clone().find(says) else {
            continue;
        };
        let words = bare_title(&heading.text).to_lowercase();
        match by_words.iter_mut().find(|(known, _)| *known == words) {
            Some((_, members)) => members.push(at),
            None if !cx.heard(sibling).may_be_aside => by_words.push((words, vec![at])),
            None => {}
        }
    }
    by_words.retain(|(_, members)| members.len() >= FEWEST_LESSONS);
    by_words.into_iter().map(|(_, members)| members).collect()
}

/// Reads one of them.
pub(super) fn read_one(section: &Section<'_>, cx: &mut Context<'_>) {
    let collector = collect(section, cx);
    paths::read_one(section, collector, cx);
}

fn collect<'t>(section: &Section<'_>, cx: &Context<'t>) -> Collector<'t> {
    let mut collector = Collector::new(cx.text, paths::OPTIONS);
    collector.part(section, &cx.overrides);
    collector
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_count_the_parts_of_a_course() {
        let phase = family("Phase 0: Clay");
        assert!(matches!(phase, Some(Family::Counted(_))));
        for heading in [
            "Fase 2 - Glaze",
            "🧱 Phase II: Fire",
            "Étape 3",
            "Этап 1. Глина",
            "第2阶段 釉",
            "フェーズ1：土",
        ] {
            assert!(matches!(family(heading), Some(Family::Counted(_))), "{heading}");
        }
        for heading in [
            "Beginner Level",
            "Advanced",
            "Débutant",
            "初級",
            "Intermediate Track (4 weeks)",
        ] {
            assert_eq!(family(heading), Some(Family::Ranked), "{heading}");
        }
        for heading in [
            "Step 1: Assess",
            "Phase",
            "Weekly Review",
            "Advanced Glazing",
            "Part of the work",
            "Levels",
        ] {
            assert_eq!(family(heading), None, "{heading}");
        }
    }

    #[test]
    fn files_teach_by_what_they_say() {
        for (text, is_title, says) in [
            ("pottery course", true, true),
            ("plan de estudio: alfarería", true, true),
            ("陶芸の学習の全体像", false, true),
            ("a roadmap for learning pottery", false, false),
            ("machine learning engineer", true, false),
            ("of course it runs", false, false),
        ] {
            assert_eq!(speaks_of_learning(text, is_title), says, "{text}");
        }
    }
}
