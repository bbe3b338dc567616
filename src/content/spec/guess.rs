//! What a section holds whose heading leaves it open: the names in it decide.

use super::classify::{Class, Says};
use super::context::Context;
use super::entries::{Collector, Options};
use super::fence::{Drawings, PERIODS};
use super::item::Addresses;
use super::roles;
use super::text::bare_title;
use super::tree::Section;

const OPTIONS: Options = Options {
    addresses: Addresses::Take,
    drawings: Drawings::Any,
    set_remarks_aside: false,
    bold_lines: true,
};

/// Words in the names of rungs that names of roles don't have.
#[rustfmt::skip]
const RANKS: &[&str] = &[
    "apprentice", "associate", "beginner", "beginners", "entry", "graduate", "intermediate", "intern", "jr", "junior", "mid", "middle",
    "novice", "principal", "senior", "sr", "staff",
];

/// Names that are rungs by themselves.
#[rustfmt::skip]
const RUNGS: &[&str] = &[
    "adept", "advanced", "architect", "basics", "expert", "foundation", "foundations", "fundamentals", "head", "lead", "leader",
    "master", "mastery", "professional", "proficient", "specialist",
];

/// The class of a section, given what its heading says; `None` when nothing in it bears that out.
pub(super) fn class(section: &Section<'_>, says: Says, cx: &mut Context<'_>) -> Option<Class> {
    let (class, why) = match says {
        Says::Holds(class) => return Some(class),
        Says::Capabilities | Says::Trail if !cx.is_guide => return None,
        Says::Trail if names(section, cx.text).is_empty() || !is_trail(section) => return None,
        Says::Capabilities => (
            Class::Topics,
            "areas of expertise, since the spec has a path for learners too",
        ),
        Says::Trail => (Class::Paths, "a learning path, since the spec is made for learners"),
        Says::Specialities => {
            if are_roles(&names(section, cx.text)) {
                (Class::Roles, "roles, since most of its names are those of roles")
            } else {
                (
                    Class::Topics,
                    "areas of expertise, since few of its names are those of roles",
                )
            }
        }
        Says::Careers | Says::Ladder => {
            let names = names(section, cx.text);
            let rungs = names.iter().filter(|name| is_rung(name)).count();
            let is_ladder = rungs * 3 >= names.len() && rungs > 0 || says == Says::Ladder && are_roles(&names);
            if is_ladder {
                (Class::Levels, "rungs of a career")
            } else if are_roles(&names) {
                (Class::Roles, "roles, since few of its names are those of rungs")
            } else {
                let heading = bare_title(section.heading.map_or("", |heading| &heading.text));
                let message =
                    format!("\u{201c}{heading}\u{201d} names neither rungs nor roles, so it was kept as text");
                cx.guess(section, "section-unclear", message);
                return None;
            }
        }
    };
    let heading = bare_title(section.heading.map_or("", |heading| &heading.text));
    let code = match class {
        Class::Roles => "guessed-roles",
        Class::Levels => "guessed-levels",
        Class::Paths => "guessed-path",
        _ => "guessed-topics",
    };
    cx.guess(section, code, format!("\u{201c}{heading}\u{201d} was read as {why}"));
    Some(class)
}

/// The names in a section: those of its sub-sections, else what it lists.
fn names(section: &Section<'_>, text: &str) -> Vec<String> {
    let mut collector = Collector::new(text, OPTIONS);
    collector.blocks(section.blocks);
    let (groups, _) = collector.finish();
    let children: Vec<&str> = section
        .children
        .iter()
        .filter_map(|child| child.heading.map(|heading| &*heading.text))
        .collect();
    if !children.is_empty() {
        let own = children.iter().map(|heading| bare_title(heading)).collect::<Vec<_>>();
        if are_roles(&own) || own.iter().any(|name| is_rung(name)) {
            return own;
        }
        // Families of roles are listed below headings of their own.
        let listed: Vec<String> = section.children.iter().flat_map(|child| names(child, text)).collect();
        return if are_roles(&listed) { listed } else { own };
    }
    let mut labels = Vec::new();
    let mut entries = Vec::new();
    for group in groups {
        labels.extend(group.title);
        entries.extend(
            group
                .entries
                .into_iter()
                .filter(|entry| entry.depth == 0)
                .map(|entry| entry.item.title),
        );
    }
    if are_roles(&labels) || labels.iter().any(|label| is_rung(label)) {
        labels
    } else {
        entries
    }
}

/// Whether a heading names a path ("Go Developer Path") and doesn't speak of paths ("How to Choose a Path").
fn is_trail(section: &Section<'_>) -> bool {
    let heading = section.heading.map_or("", |heading| &heading.text).to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    !words.any(|word| {
        matches!(
            word,
            "a" | "any" | "each" | "every" | "how" | "no" | "of" | "the" | "this" | "to" | "which" | "your"
        )
    })
}

fn are_roles(names: &[String]) -> bool {
    !names.is_empty() && names.iter().filter(|name| roles::is_role(name)).count() * 2 >= names.len()
}

/// Whether a name is that of a rung: it has a rank, or opens with a period ("Year 0-1").
fn is_rung(name: &str) -> bool {
    let lower = super::text::split_note(name)
        .map_or(name, |(name, _)| name)
        .to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let opens_with_period = words.first().is_some_and(|word| PERIODS.contains(word))
        && words
            .get(1)
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    opens_with_period
        || words.iter().any(|word| RANKS.contains(word))
        || words.first().is_some_and(|word| RUNGS.contains(word))
            && words.iter().all(|word| RUNGS.contains(word) || *word == "level")
}
