//! What the readers of sections share: the text, and the agent being filled.

use std::collections::HashMap;
use std::ops::Range;

use super::classify::Class;
use super::entries;
use super::text::bare_title;
use super::tree::Section;
use crate::content::model::{self, Agent, Link, Recognised};
use crate::content::names;

/// The text being read and what has been made of it.
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    pub(super) agent: Agent,
    /// Where steps stand; links inside them belong to the step alone.
    steps: Vec<Range<usize>>,
    /// The ids given so far by kind, each with the last number put behind it.
    ids: HashMap<&'static str, HashMap<String, usize>>,
    /// The places of the agent's roadmaps by their addresses.
    roadmaps: HashMap<String, usize>,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, agent: Agent) -> Self {
        Self {
            text,
            agent,
            steps: Vec::new(),
            ids: HashMap::new(),
            roadmaps: HashMap::new(),
        }
    }

    /// The roadmap with this address, among those that were added.
    pub(super) fn roadmap(&self, url: &str) -> Option<&Link> {
        self.agent.roadmaps.get(*self.roadmaps.get(url)?)
    }

    pub(super) fn roadmap_mut(&mut self, url: &str) -> Option<&mut Link> {
        self.agent.roadmaps.get_mut(*self.roadmaps.get(url)?)
    }

    pub(super) fn add_roadmap(&mut self, link: Link) {
        self.roadmaps.insert(link.url.clone(), self.agent.roadmaps.len());
        self.agent.roadmaps.push(link);
    }

    /// Notes what a section was taken for; returns its title.
    pub(super) fn recognise(&mut self, section: &Section<'_>, class: Class) -> String {
        let title = title(section);
        self.agent.recognised.push(Recognised {
            heading: section
                .heading
                .map_or_else(String::new, |heading| heading.text.trim().to_owned()),
            read_as: class.name().into(),
        });
        title
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
