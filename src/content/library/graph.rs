//! An imported roadmap as something to walk.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use crate::content::lesson::question_id;
use crate::content::model::{Answer, Group, Link, Question, Resource, Step};
use crate::content::roadmap::{self, Arranged, Node, RoadmapFile};

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
    /// What is asked about its field, each question once.
    pub questions: Vec<Asked>,
    /// Since when topics that go by names of one lesson are told apart here; `None` where they are one.
    pub apart: Option<Timestamp>,
    groups: Vec<Group>,
    /// As many as there are steps in each group.
    notes: Vec<Vec<Note>>,
}

/// What a roadmap says at a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// The id of its node.
    pub id: String,
    /// What else the step is called.
    pub aliases: Vec<String>,
    /// Ids the node had before.
    pub former: Vec<String>,
    /// Since when it is told apart from a lesson's topic, where that is not since the roadmap's own moment.
    pub apart: Option<Timestamp>,
    /// Whether only what is near on the map tells where the step belongs.
    pub inferred: bool,
    /// What its mark on the map means.
    pub legend: Option<String>,
    /// Its text, as Markdown.
    pub text: String,
    /// Where more is to be learned.
    pub resources: Vec<Resource>,
}

/// A question of a roadmap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question, and its answer to compare with.
    pub question: Question,
    /// What it is filed under: titles of topics, levels ("Beginner"), whatever the roadmap has.
    pub about: Vec<String>,
}

impl Asked {
    /// As the roadmap's file has it.
    pub fn plain(&self) -> roadmap::Question {
        let answer = match &self.question.answer {
            Answer::Recall(answer) => answer.clone(),
            Answer::Choice { choices, right } => choices.get(*right).cloned().unwrap_or_default(),
        };
        roadmap::Question {
            ask: self.question.ask.clone(),
            answer,
            topics: self.about.clone(),
        }
    }
}

impl Graph {
    /// How many questions there are, in words; see [`roadmap::questions_told`].
    pub fn questions_told(&self) -> String {
        roadmap::questions_told(self.questions.iter().map(|asked| asked.about.as_slice()))
    }

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
            questions: asked(file.questions),
            apart: file.apart,
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

fn asked(questions: Vec<roadmap::Question>) -> Vec<Asked> {
    let mut seen = HashSet::new();
    let asked = questions.into_iter().map(|asked| Asked {
        question: Question {
            id: question_id(&asked.ask),
            ask: asked.ask,
            answer: Answer::Recall(asked.answer),
            why: String::new(),
        },
        about: asked.topics,
    });
    asked.filter(|asked| seen.insert(asked.question.id.clone())).collect()
}

fn taken_apart(node: Node, depth: u8) -> (Step, Note) {
    let step = Step {
        title: node.title,
        depth,
        ..Step::default()
    };
    let said = Note {
        id: node.id,
        aliases: node.aliases,
        former: node.former,
        apart: node.apart,
        inferred: node.inferred,
        legend: node.legend,
        text: node.text,
        resources: node.resources,
    };
    (step, said)
}
