//! An imported roadmap as something to walk.

use std::collections::HashMap;

use crate::content::model::{Group, Link, Resource, Step};
use crate::content::roadmap::{Arranged, Node, Question, RoadmapFile};

/// The steps of an imported roadmap, and what it says at each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// What the roadmap says of itself; empty when it says nothing.
    pub summary: String,
    /// What its order comes from.
    pub arranged: Arranged,
    /// The roadmaps it names as its neighbours.
    pub related: Vec<Link>,
    /// Links that stand at no step.
    pub links: Vec<Resource>,
    /// Questions and answers on its field, to be asked in review.
    pub questions: Vec<Question>,
    groups: Vec<Group>,
    /// As many as there are steps in each group.
    notes: Vec<Vec<Note>>,
}

/// What a roadmap says at a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// The id of its node.
    pub id: String,
    /// Ids the node had before.
    pub former: Vec<String>,
    /// Whether only what is near on the map tells where the step belongs.
    pub inferred: bool,
    /// What its mark on the map means.
    pub legend: Option<String>,
    /// Its text, as Markdown.
    pub text: String,
    /// Where more is to be learned.
    pub resources: Vec<Resource>,
}

impl Graph {
    /// The sections as groups, their topics as steps: each is indented under its parent.
    pub(super) fn new(file: RoadmapFile) -> Self {
        let mut groups = Vec::with_capacity(file.sections.len());
        let mut notes = Vec::with_capacity(file.sections.len());
        for section in file.sections {
            let mut depths: HashMap<String, u8> = HashMap::with_capacity(section.nodes.len());
            let (mut steps, mut said) = (Vec::new(), Vec::new());
            for node in section.nodes {
                let above = node.parent.as_ref().and_then(|parent| depths.get(parent));
                let depth = above.map_or(0, |above| above.saturating_add(1));
                depths.insert(node.id.clone(), depth);
                let (step, note) = taken_apart(node, depth);
                steps.push(step);
                said.push(note);
            }
            groups.push(Group {
                title: section.title,
                steps,
            });
            notes.push(said);
        }
        Self {
            summary: file.summary,
            arranged: file.arranged,
            related: file.related,
            links: file.links,
            questions: file.questions,
            groups,
            notes,
        }
    }

    /// Its sections.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// What it says at a step.
    pub fn note(&self, group: usize, step: usize) -> Option<&Note> {
        self.notes.get(group)?.get(step)
    }
}

fn taken_apart(node: Node, depth: u8) -> (Step, Note) {
    let step = Step {
        title: node.title,
        depth,
        ..Step::default()
    };
    let said = Note {
        id: node.id,
        former: node.former,
        inferred: node.inferred,
        legend: node.legend,
        text: node.text,
        resources: node.resources,
    };
    (step, said)
}
