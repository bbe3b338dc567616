//! `sections` in the front matter: what the author says sections hold.

use std::collections::HashSet;

use super::classify::Class;
use super::text::bare_title;
use super::tree::Section;
use crate::content::diagnostic::Finding;
use crate::content::front_matter::{Entry, FrontMatter, scalar};
use crate::content::names;
use crate::content::text_file::warning;

/// What an author says of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Holds(Class),
    /// It is to be kept as text.
    Text,
}

/// The words for what a section may hold.
const WORDS: &[(&str, Verdict)] = &[
    ("role", Verdict::Holds(Class::Roles)),
    ("roles", Verdict::Holds(Class::Roles)),
    ("path", Verdict::Holds(Class::Paths)),
    ("paths", Verdict::Holds(Class::Paths)),
    ("topics", Verdict::Holds(Class::Topics)),
    ("stack", Verdict::Holds(Class::Stack)),
    ("stacks", Verdict::Holds(Class::Stack)),
    ("tools", Verdict::Holds(Class::Stack)),
    ("technologies", Verdict::Holds(Class::Stack)),
    ("tech stack", Verdict::Holds(Class::Stack)),
    ("learning path", Verdict::Holds(Class::Paths)),
    ("learning paths", Verdict::Holds(Class::Paths)),
    ("topic", Verdict::Holds(Class::Topics)),
    ("skills", Verdict::Holds(Class::Topics)),
    ("expertise", Verdict::Holds(Class::Topics)),
    ("level", Verdict::Holds(Class::Levels)),
    ("levels", Verdict::Holds(Class::Levels)),
    ("progression", Verdict::Holds(Class::Levels)),
    ("career progression", Verdict::Holds(Class::Levels)),
    ("ladder", Verdict::Holds(Class::Levels)),
    ("rungs", Verdict::Holds(Class::Levels)),
    ("trends", Verdict::Holds(Class::Trends)),
    ("related", Verdict::Holds(Class::Related)),
    ("when", Verdict::Holds(Class::WhenToUse)),
    ("when_to_use", Verdict::Holds(Class::WhenToUse)),
    ("when to use", Verdict::Holds(Class::WhenToUse)),
    ("roadmap", Verdict::Holds(Class::Roadmaps)),
    ("roadmaps", Verdict::Holds(Class::Roadmaps)),
    ("prerequisite", Verdict::Holds(Class::Prerequisites)),
    ("prerequisites", Verdict::Holds(Class::Prerequisites)),
    ("project", Verdict::Holds(Class::Projects)),
    ("projects", Verdict::Holds(Class::Projects)),
    ("exercises", Verdict::Holds(Class::Projects)),
    ("resource", Verdict::Holds(Class::Resources)),
    ("resources", Verdict::Holds(Class::Resources)),
    ("books", Verdict::Holds(Class::Resources)),
    ("outcomes", Verdict::Holds(Class::Outcomes)),
    ("assessment", Verdict::Holds(Class::Outcomes)),
    ("more", Verdict::Text),
    ("text", Verdict::Text),
    ("none", Verdict::Text),
];

/// How far apart two names may be for one to be meant by the other.
const SIMILAR: f64 = 0.8;

/// One heading, and what its section holds.
#[derive(Debug)]
struct Override {
    slug: String,
    heading: String,
    verdict: Verdict,
    /// Where the front matter says it.
    at: usize,
    is_used: bool,
}

/// What the front matter says sections hold.
#[derive(Debug, Default)]
pub(super) struct Overrides {
    all: Vec<Override>,
}

/// More than these are nothing an author wrote, and each is held against every heading.
const MOST: usize = 100;
/// So many headings are looked through for the one that was meant.
const LOOKED_AT: usize = 10_000;

impl Overrides {
    /// Takes them from the front matter of a text; what can't be gone by has a finding.
    pub(super) fn read(text: &str, front: &FrontMatter, findings: &mut Vec<Finding>) -> Self {
        let Some(entry) = front.get("sections").filter(|entry| !entry.value.is_null()) else {
            return Self::default();
        };
        let Some(mapping) = entry.value.as_mapping() else {
            let message = "`sections` is no list of headings and what they hold, so it was left out of account";
            findings.push(warning("sections-invalid", entry.at, message, &hint()));
            return Self::default();
        };
        let mut all = Vec::new();
        for (key, value) in mapping.into_iter().take(MOST) {
            let heading = scalar(key).unwrap_or_default();
            let at = place(text, front, entry, &heading);
            let word = scalar(value)
                .or_else(|| value.is_null().then(|| "none".to_owned()))
                .unwrap_or_default();
            let wanted = word.trim().to_lowercase();
            if let Some((_, verdict)) = WORDS.iter().find(|(word, _)| *word == wanted) {
                all.push(Override {
                    slug: names::slug(&bare_title(&heading)),
                    heading,
                    verdict: *verdict,
                    at,
                    is_used: false,
                });
            } else {
                let near = nearest(&wanted, WORDS.iter().map(|(word, _)| *word));
                let message = format!("no section holds `{word}`{}", meant(near.as_deref()));
                findings.push(warning("sections-value", at, message, &hint()));
            }
        }
        Self { all }
    }

    /// What the author says of a heading's section.
    pub(super) fn of(&mut self, heading: &str) -> Option<Verdict> {
        if self.all.is_empty() {
            return None;
        }
        let slug = names::slug(&bare_title(heading));
        let mut found = None;
        for one in self.all.iter_mut().filter(|one| one.slug == slug) {
            one.is_used = true;
            found = Some(one.verdict);
        }
        found
    }

    /// Whether the author says anything of this heading.
    pub(super) fn has(&self, heading: &str) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let slug = names::slug(&bare_title(heading));
        self.all.iter().any(|one| one.slug == slug)
    }

    /// Whether the author says anything of this section.
    pub(super) fn names(&self, section: &Section<'_>) -> bool {
        section.heading.is_some_and(|heading| self.has(&heading.text))
    }

    /// Whether the author says anything of a section below this one.
    pub(super) fn names_below(&self, section: &Section<'_>) -> bool {
        let mut children = section.children.iter();
        !self.all.is_empty() && children.any(|child| self.names(child) || self.names_below(child))
    }

    /// What was said of headings that there aren't.
    pub(super) fn unused(&self, headings: &[String]) -> Vec<Finding> {
        let unused = self.all.iter().filter(|one| !one.is_used);
        if unused.clone().next().is_none() {
            return Vec::new();
        }
        let slugs: HashSet<String> = headings.iter().map(|heading| names::slug(heading)).collect();
        unused
            .map(|one| {
                let titles = headings.iter().take(LOOKED_AT).map(String::as_str);
                let near = nearest(&one.heading, titles);
                let is_there = slugs.contains(&one.slug);
                let (message, hint) = if is_there {
                    let message = format!(
                        "the section of `{}` is part of another one, which is read as a whole",
                        one.heading
                    );
                    (
                        message,
                        "say what the section around it holds instead, or move the heading out of that section",
                    )
                } else {
                    (
                        format!("no heading says `{}`{}", one.heading, meant(near.as_deref())),
                        "write the heading as it stands in the text; emoji and numbering may be left out",
                    )
                };
                warning("sections-heading", one.at, message, hint)
            })
            .collect()
    }
}

fn hint() -> String {
    "what sections hold is one of: roles, paths, topics, stack, levels, trends, related, when, roadmaps, prerequisites, projects, resources, outcomes, more"
        .to_owned()
}

fn meant(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    let name = name.to_lowercase();
    known
        .map(|other| (names::alike(&name, &other.to_lowercase()), other))
        .filter(|(near, _)| *near >= SIMILAR)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, other)| other.to_owned())
}

/// Where the front matter names a heading, else where its list of them starts.
fn place(text: &str, front: &FrontMatter, entry: &Entry, heading: &str) -> usize {
    text.get(entry.at..front.body)
        .and_then(|yaml| yaml.find(heading))
        .map_or(entry.at, |at| entry.at + at)
}
