//! An agent spec and what is in it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize};
use thin_vec::ThinVec;

use super::{Link, Mentions, Text};
use crate::content::diagnostic::Diagnostic;

/// One agent spec, read whole: a guide to a field.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct Agent {
    /// Slug of the file's name (of the folder's, for `SKILL.md` and the like); unique in a library.
    pub id: String,
    /// `name`/`title` as a reader sees it: the H1, else the front matter's name, else the file's name.
    pub title: String,
    /// The front matter's description, else the first paragraph under the H1.
    pub description: String,
    /// What the front matter lists under `capabilities`.
    pub capabilities: Vec<String>,
    /// The specialised roles this agent covers.
    pub roles: Vec<Role>,
    /// The learning paths; areas of expertise count as paths, since they are walked the same way.
    pub paths: Vec<Path>,
    /// The technology stacks.
    pub stacks: Vec<Stack>,
    /// The rungs of the career progression, lowest first.
    pub levels: Vec<Level>,
    /// What the spec says is current, with the year it says so of.
    pub trends: Vec<Trend>,
    /// Neighbouring skills and agents.
    pub related: Vec<Related>,
    /// The occasions to turn to this agent.
    pub when_to_use: Vec<String>,
    /// What to know or have before.
    pub prerequisites: Vec<Listed>,
    /// What to build for practice.
    pub projects: Vec<Listed>,
    /// Where else to learn; their links stand among the agent's as well.
    pub resources: Vec<Listed>,
    /// What a learner can do at the end, and how that is measured.
    pub outcomes: Vec<Listed>,
    /// Every roadmap.sh link of the file, once each, in the order met.
    pub roadmaps: Vec<Link>,
    /// Every other web link of the file that stands in no step, once each.
    pub links: Vec<Link>,
    /// All text that fits no field above, as Markdown, in the order met.
    pub more: Vec<Section>,
    /// Headings whose sections were taken apart into the fields above, and what each was taken for.
    pub recognised: Vec<Recognised>,
    /// Front matter keys that have no field, as YAML text, in the order met.
    pub front_matter: Vec<(String, String)>,
    /// The file this was read from, relative to its pack's folder.
    #[serde(serialize_with = "crate::content::diagnostic::path_as_text")]
    pub file: PathBuf,
    /// Every guess and repair made while reading.
    #[serde(deserialize_with = "none")]
    pub diagnostics: Vec<Diagnostic>,
}

/// A specialised role an agent covers ("Go Developer"), with its focus.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Role {
    /// Slug of the name; unique in its agent.
    pub id: String,
    /// The role's name.
    pub name: String,
    /// Its focus, in the spec's words; empty when there are none.
    pub detail: Text,
    /// The names listed in the detail.
    pub mentions: Mentions,
    /// Links that stand with the role.
    pub links: ThinVec<Link>,
}

/// What a path is to its spec; both are walked the same way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PathKind {
    /// A learning path.
    #[default]
    Path,
    /// An area of expertise.
    Topics,
}

/// One learning path of an agent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Path {
    /// What it is to its spec.
    pub kind: PathKind,
    /// Slug of the title without its number; unique in its agent.
    pub id: String,
    /// The title without numbering and emoji.
    pub title: String,
    /// Prose that stands in the path outside its steps, as Markdown; empty when there is none.
    pub intro: String,
    /// The groups in order; a path without groups has one whose title is `None`.
    pub groups: Vec<Group>,
}

/// Steps under one label of a path ("`NoSQL`").
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Group {
    /// The label without its colon.
    pub title: Option<String>,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// A place in a path where a topic is met, in that spec's own wording.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Step {
    /// What is learned here.
    pub title: String,
    /// What the spec says of it; empty when it says nothing.
    pub detail: Text,
    /// The names listed in the title, the detail or a note.
    pub mentions: Mentions,
    /// Id of the topic this step resolves to; the reader and the library leave it empty, and it is filled in where it is shown.
    pub topic: String,
    /// Links that stand in the step.
    pub links: ThinVec<Link>,
    /// How deep the item was nested under another step; 0 for most.
    pub depth: u8,
}

/// A technology stack: labelled groups of tools.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Stack {
    /// The heading without numbering and emoji.
    pub title: String,
    /// Prose of the section outside its tools, as Markdown; empty when there is none.
    pub intro: String,
    /// The groups in order.
    pub groups: Vec<ToolGroup>,
}

/// Tools under one label of a stack ("Essential").
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct ToolGroup {
    /// The label without its colon; `None` for tools that stand under the stack's heading itself.
    pub title: Option<String>,
    /// The tools in order.
    pub tools: Vec<Tool>,
}

/// One entry of a stack, in the spec's own wording.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Tool {
    /// The entry's name ("Redis for caching").
    pub name: String,
    /// What stands in parentheses, or after the dash or colon; empty when nothing does.
    pub note: String,
    /// The separate names in it: `Postman or Insomnia` has two, `Redis for caching` one.
    pub mentions: Mentions,
    /// Id of the topic this resolves to, where there is one; like a step's it is filled in where it is shown.
    pub topic: Option<String>,
    /// Links that stand with the tool.
    pub links: ThinVec<Link>,
}

/// One rung of a career progression.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Level {
    /// The rung's name ("Beginner").
    pub name: String,
    /// What is expected on it.
    pub detail: Text,
    /// Names listed in the detail or nested under the rung: topics and paths that belong to it.
    pub mentions: Mentions,
}

/// Something the spec calls current.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Trend {
    /// The trend in the spec's words.
    pub text: String,
    /// The year its heading names, if it names one.
    pub year: Option<i16>,
}

/// A neighbouring skill or agent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Related {
    /// Its name, without a closing slash ("databases").
    pub name: String,
    /// What the spec says of it.
    pub detail: String,
}

/// Something a spec lists for learners beside its paths: a project, a resource, what to know before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Listed {
    /// The label or sub-heading it stands under ("Books"); empty when there is none.
    pub group: String,
    /// Its name, or all of it where it is a sentence.
    pub name: String,
    /// What the spec says of it; empty when it says nothing.
    pub detail: String,
    /// Links that stand with it.
    pub links: Vec<Link>,
}

/// Text kept as it stands because it fits no field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Section {
    /// Its heading without numbering and emoji; empty for text before the first heading.
    pub heading: String,
    /// The text as Markdown.
    pub markdown: String,
}

/// A heading whose section was understood; its words stand in no other field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Recognised {
    /// The heading as it stands in the file, emoji and all.
    pub heading: String,
    /// The agent's field that the section was read into ("paths").
    pub read_as: Cow<'static, str>,
}

impl Agent {
    /// What it lists for learners beside its paths, each list with the heading it is shown under.
    pub fn beside(&self) -> [(&'static str, &[Listed]); 4] {
        [
            ("Prerequisites", &self.prerequisites),
            ("Projects", &self.projects),
            ("Resources", &self.resources),
            ("Outcomes", &self.outcomes),
        ]
    }

    /// The links that stand in none of what it [lists](Self::beside): those to roadmaps first.
    pub fn links_left(&self) -> Vec<&Link> {
        let beside = self.beside().into_iter().flat_map(|(_, listed)| listed);
        let listed: HashSet<&str> = beside
            .flat_map(|listed| &listed.links)
            .map(|link| link.url.as_str())
            .collect();
        let all = self.roadmaps.iter().chain(&self.links);
        all.filter(|link| !listed.contains(link.url.as_str())).collect()
    }

    /// Gives back the room that reading made and did not need.
    pub fn shrink(&mut self) {
        for path in &mut self.paths {
            for group in &mut path.groups {
                group.steps.shrink_to_fit();
                for step in &mut group.steps {
                    step.title.shrink_to_fit();
                    step.mentions.keep_in(&step.detail);
                    step.links.shrink_to_fit();
                }
            }
            path.groups.shrink_to_fit();
        }
        for stack in &mut self.stacks {
            for group in &mut stack.groups {
                group.tools.shrink_to_fit();
                for tool in &mut group.tools {
                    tool.name.shrink_to_fit();
                    tool.note.shrink_to_fit();
                }
            }
            stack.groups.shrink_to_fit();
        }
        for role in &mut self.roles {
            role.name.shrink_to_fit();
            role.mentions.keep_in(&role.detail);
        }
        for level in &mut self.levels {
            level.mentions.keep_in(&level.detail);
        }
        self.paths.shrink_to_fit();
        self.stacks.shrink_to_fit();
        self.roles.shrink_to_fit();
        self.levels.shrink_to_fit();
        self.trends.shrink_to_fit();
        self.prerequisites.shrink_to_fit();
        self.projects.shrink_to_fit();
        self.resources.shrink_to_fit();
        self.outcomes.shrink_to_fit();
        self.related.shrink_to_fit();
        self.roadmaps.shrink_to_fit();
        self.links.shrink_to_fit();
        self.more.shrink_to_fit();
        self.recognised.shrink_to_fit();
        self.diagnostics.shrink_to_fit();
    }
}

impl Listed {
    /// Its name behind the label it stands under.
    pub fn label(&self) -> Cow<'_, str> {
        if self.group.is_empty() {
            Cow::Borrowed(&self.name)
        } else {
            Cow::Owned(format!("{} \u{b7} {}", self.group, self.name))
        }
    }
}

impl PathKind {
    /// What a path of this kind is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "Path",
            Self::Topics => "Area of expertise",
        }
    }
}

impl Path {
    /// All steps of all groups, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.groups.iter().flat_map(|group| group.steps.iter())
    }
}

impl Stack {
    /// All tools of all groups, in order.
    pub fn tools(&self) -> impl Iterator<Item = &Tool> {
        self.groups.iter().flat_map(|group| group.tools.iter())
    }
}

/// The embedded pack is stored without diagnostics.
fn none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Diagnostic>, D::Error> {
    Vec::<()>::deserialize(deserializer).map(|_| Vec::new())
}
