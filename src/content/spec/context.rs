//! What the readers of sections share: the text, and the agent being filled.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::classify::{Class, Heard};
use super::entries::{self, Beside};
use super::overrides::Overrides;
use super::text::bare_title;
use super::tree::Section;
use crate::content::diagnostic::{Finding, Severity};
use crate::content::model::{self, Agent, Link, Recognised};
use crate::content::names;

/// The text being read and what has been made of it.
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    pub(super) agent: Agent,
    pub(super) findings: Vec<Finding>,
    /// The guesses that were told, by code and place.
    guessed: HashSet<(&'static str, usize)>,
    /// What the front matter says sections hold.
    pub(super) overrides: Overrides,
    /// The heading level that sections have in this file.
    pub(super) section_level: u8,
    /// A section of the file is surely made for learners.
    pub(super) is_guide: bool,
    /// Subjects stand in it each in a fence of its own.
    pub(super) has_fenced_subjects: bool,
    /// How the sections are laid out that list its subjects.
    pub(super) layout: Layout,
    /// What was heard from the heading at an offset.
    pub(super) heard: HashMap<usize, Heard>,
    /// How far the file teaches.
    pub(super) teaching: Teaching,
    /// The labels that were read as headings are.
    pub(super) labels: Vec<String>,
    /// Where links to roadmaps stand.
    pub(super) roadmaps: Vec<usize>,
    /// What was made of the heading at an offset.
    pub(super) made: HashMap<usize, Made>,
    /// Where steps stand; links inside them belong to the step alone.
    steps: Vec<Range<usize>>,
    /// The ids given so far by kind, each with the last number put behind it.
    ids: HashMap<&'static str, HashMap<String, usize>>,
    /// The places of the agent's roadmaps by their addresses.
    by_address: HashMap<String, usize>,
}

/// How the sections of a file are laid out that list subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Free,
    /// Each subject names a few things behind its own name, in a section that says that it lists subjects.
    Detailed,
    /// Labels open lists of them, in such a section.
    Labelled,
    /// Most sections list subjects, of which no heading says so.
    Catalogue,
}

/// How far a file teaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Teaching {
    Nothing,
    /// It says of itself that it teaches.
    Something,
    /// It is a course and nothing else: it tells no program how to run an agent, and announces no paths.
    Course,
}

/// What was made of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// So many items of a class.
    Items(Class, usize),
    /// One path, or area of expertise, of so many steps.
    Path(Class, usize),
    /// It was kept as text.
    Text,
    /// It lists nothing to be a path of, and was kept as text.
    Bare,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, agent: Agent, overrides: Overrides) -> Self {
        Self {
            text,
            agent,
            findings: Vec::new(),
            guessed: HashSet::new(),
            overrides,
            section_level: 0,
            is_guide: false,
            teaching: Teaching::Nothing,
            labels: Vec::new(),
            has_fenced_subjects: false,
            layout: Layout::Free,
            heard: HashMap::new(),
            roadmaps: Vec::new(),
            made: HashMap::new(),
            steps: Vec::new(),
            ids: HashMap::new(),
            by_address: HashMap::new(),
        }
    }

    /// The roadmap with this address, among those that were added.
    pub(super) fn roadmap(&self, url: &str) -> Option<&Link> {
        self.agent.roadmaps.get(*self.by_address.get(url)?)
    }

    pub(super) fn roadmap_mut(&mut self, url: &str) -> Option<&mut Link> {
        self.agent.roadmaps.get_mut(*self.by_address.get(url)?)
    }

    pub(super) fn add_roadmap(&mut self, link: Link) {
        self.by_address.insert(link.url.clone(), self.agent.roadmaps.len());
        self.agent.roadmaps.push(link);
    }

    /// Says at a section's heading what was guessed about it.
    pub(super) fn guess(&mut self, section: &Section<'_>, code: &'static str, message: String) {
        if self.guessed.insert((code, section.range.start)) {
            self.findings.push(Finding {
                severity: Severity::Info,
                code,
                at: section.range.start,
                message,
                hint: format!(
                    "if that is wrong, say what it holds in the front matter: `sections: {{ \"{}\": more }}`",
                    title(section)
                ),
            });
        }
    }

    /// Says at a section's heading what it was read as, and why.
    pub(super) fn guess_read_as(&mut self, section: &Section<'_>, code: &'static str, why: &str) {
        let message = format!("\u{201c}{}\u{201d} was read as {why}", title(section));
        self.guess(section, code, message);
    }

    /// Whether that was guessed at a section's heading.
    pub(super) fn has_guessed(&self, section: &Section<'_>, code: &'static str) -> bool {
        self.guessed.contains(&(code, section.range.start))
    }

    /// Whether the file says of itself that it teaches.
    pub(super) fn teaches(&self) -> bool {
        self.teaching != Teaching::Nothing
    }

    /// Whether the file is a course and nothing else.
    pub(super) fn is_course(&self) -> bool {
        self.teaching == Teaching::Course
    }

    /// What was heard from the heading of a section.
    pub(super) fn heard(&self, section: &Section<'_>) -> Heard {
        self.heard.get(&section.range.start).copied().unwrap_or_default()
    }

    /// Notes what a section was taken for; returns its title.
    pub(super) fn recognise(&mut self, section: &Section<'_>, class: Class) -> String {
        let title = title(section);
        self.made.insert(section.range.start, Made::Items(class, 0));
        self.agent.recognised.push(Recognised {
            heading: section
                .heading
                .map_or_else(String::new, |heading| heading.text.trim().to_owned()),
            read_as: class.name().into(),
        });
        title
    }

    /// Keeps what a collector found beside entries and the text around them: the heads of tables, and code in entries.
    pub(super) fn keep_beside(&mut self, beside: Beside, class: Class) {
        for (heading, _) in beside.heads {
            if !heading.is_empty() {
                let read_as = class.name().into();
                self.agent.recognised.push(Recognised { heading, read_as });
            }
        }
        for (title, range) in beside.inserts {
            self.more(&title, &[range]);
        }
    }

    /// Keeps stretches of text as Markdown under a heading.
    pub(super) fn more(&mut self, heading: &str, ranges: &[Range<usize>]) {
        let markdown = entries::markdown(self.text, ranges);
        if !is_only_rules(&markdown) {
            self.agent.more.push(model::Section {
                heading: heading.to_owned(),
                markdown,
            });
        }
    }

    /// Keeps text that could not be read as Markdown.
    pub(super) fn keep_raw(&mut self, range: Range<usize>) {
        let markdown = entries::trim_blank_lines(&self.text[range]).to_owned();
        self.agent.more.push(model::Section {
            heading: String::new(),
            markdown,
        });
    }

    /// Keeps a section as it stands.
    pub(super) fn keep(&mut self, section: &Section<'_>) {
        self.made.insert(section.range.start, Made::Text);
        let markdown = entries::markdown(self.text, &[section.text()]);
        self.agent.more.push(model::Section {
            heading: title(section),
            markdown,
        });
    }

    pub(super) fn in_step(&mut self, range: &Range<usize>) {
        self.steps.push(range.clone());
    }

    /// Whether an offset lies in a step.
    pub(super) fn is_in_step(&self, at: usize) -> bool {
        let next = self.steps.partition_point(|step| step.start <= at);
        self.steps[..next]
            .iter()
            .rev()
            .take(super::block::MAX_DEPTH)
            .any(|step| step.contains(&at))
    }

    /// An id made of a title, with a number behind it where one of the same kind has it already.
    pub(super) fn unique_id(&mut self, kind: &'static str, title: &str) -> String {
        let ids = self.ids.entry(kind).or_default();
        let own = names::slug(title);
        let mut id = own.clone();
        // From the last number on: counting from 2 for every one of many would take forever.
        let mut number = ids.get(&own).copied().unwrap_or(1);
        while ids.contains_key(&id) {
            number += 1;
            id = format!("{own}-{number}");
        }
        ids.insert(id.clone(), 1);
        ids.insert(own, number);
        id
    }
}

pub(super) fn title(section: &Section<'_>) -> String {
    section
        .heading
        .map(|heading| bare_title(&heading.text))
        .unwrap_or_default()
}

/// Rules between sections are no text.
fn is_only_rules(markdown: &str) -> bool {
    markdown
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '-' | '*' | '_'))
}
