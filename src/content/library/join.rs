//! Which steps meet the same topic: those with the same title, and those with a name of the same lesson.

use std::collections::HashSet;

use jiff::Timestamp;
use thin_vec::ThinVec;

use super::index::Map;
use super::lessons::Names;
use super::{Library, PathRef, StepRef, Topic, TopicIx, WalkRef, unique};
use crate::content::names::slug;
use crate::content::roadmap;

/// Step titles that say where in a text one is, not what is learned: they join topics of
/// different paths only where a lesson has that very name.
const STRUCTURAL: &[&str] = &[
    "advanced",
    "advanced-topics",
    "basics",
    "beginner",
    "best-practices",
    "common-patterns",
    "concepts",
    "conclusion",
    "core-concepts",
    "examples",
    "exercise",
    "exercises",
    "expert",
    "foundation",
    "foundations",
    "fundamentals",
    "getting-started",
    "installation",
    "intermediate",
    "introduction",
    "learn-the-basics",
    "more-commands",
    "more-exercises",
    "next-steps",
    "overview",
    "practice",
    "prerequisites",
    "project",
    "projects",
    "questions-to-ask",
    "resources",
    "setup",
    "summary",
    "tools",
    "use-cases",
    "usecases",
];

/// Whether the normal form of a step's title says only where in a text one is.
pub(in crate::content) fn is_structural(name: &str) -> bool {
    STRUCTURAL.contains(&name)
}

impl Library {
    /// Finds the topic of every step, and makes it where it is met first: those of paths, then those of roadmaps.
    pub(super) fn join_steps(&mut self, names: &mut Names) {
        let mut local: Map<String, TopicIx> = Map::default();
        for agent in self.agent_ixs() {
            let mut paths = Vec::new();
            for path in 0..self.agent(agent).paths.len() {
                paths.push(self.join_walk(PathRef { agent, path }.into(), &mut local, names));
            }
            let topics = |groups: &Vec<Vec<TopicIx>>| unique(groups.iter().flatten().copied());
            self.path_topics.push(paths.iter().map(topics).collect());
            self.agent_topics
                .push(unique(paths.iter().flatten().flatten().copied()));
            self.step_topics.push(paths);
        }
        for ix in self.roadmap_ixs() {
            let groups = self.join_walk(ix.into(), &mut local, names);
            self.roadmaps[ix.0].topics = unique(groups.iter().flatten().copied());
            self.node_topics.push(groups);
        }
        for ix in self.roadmap_ixs() {
            for at in self.steps_of(ix).collect::<Vec<_>>() {
                self.claim_former_ids(at, self.topic_of(at));
            }
        }
    }

    fn join_walk(&mut self, walk: WalkRef, local: &mut Map<String, TopicIx>, names: &mut Names) -> Vec<Vec<TopicIx>> {
        let apart = self.names_apart(walk, names);
        let groups = (0..self.groups_of(walk).len()).map(|group| {
            let steps = 0..self.groups_of(walk)[group].steps.len();
            steps
                .map(|step| self.join_step(StepRef { walk, group, step }, local, names, apart.as_ref()))
                .collect()
        });
        groups.collect()
    }

    fn join_step(
        &mut self,
        at: StepRef,
        local: &mut Map<String, TopicIx>,
        names: &mut Names,
        apart: Option<&(HashSet<String>, Timestamp)>,
    ) -> TopicIx {
        let name = slug(&self.step(at).title);
        let own_id = self.own_id(at, &name);
        let apart = apart.filter(|(far, _)| far.contains(&name));
        let topic = match (self.topic_of_lesson(&name, names), apart) {
            (Some(topic), None) => topic,
            (Some(lesson), Some((_, since))) => {
                let since = self.note(at).and_then(|note| note.apart).unwrap_or(*since);
                let topic = self.topic_of_title(at, &name, &own_id, local);
                self.set_apart(topic, lesson, since);
                topic
            }
            (None, _) => self.topic_of_title(at, &name, &own_id, local),
        };
        let is_new = self.by_id.get(&self.topics, &own_id).is_none();
        let entry = &mut self.topics[topic.at()];
        push_lean(&mut entry.steps, at);
        if is_new {
            self.by_id.insert(&own_id, topic);
            if own_id != entry.id {
                push_lean(&mut entry.former, own_id.into_boxed_str().into());
            }
        }
        topic
    }

    /// The id of the topic that a step makes when nothing else has made it.
    fn own_id(&self, at: StepRef, name: &str) -> String {
        match at.walk {
            WalkRef::Path(path) => format!("{}/{}/{name}", self.agent(path.agent).id, self.path(path).id),
            WalkRef::Roadmap(ix) => {
                let node = self.note(at).map_or(name, |note| &note.id);
                roadmap::topic_id(&self.roadmap(ix).id, node)
            }
        }
    }

    /// What a node was called in an older layout leads to its topic, unless that is another node's id now.
    fn claim_former_ids(&mut self, at: StepRef, topic: TopicIx) {
        let (Some(ix), Some(note)) = (at.walk.roadmap(), self.note(at)) else {
            return;
        };
        let slug = &self.roadmap(ix).id;
        let former: Vec<String> = note.former.iter().map(|id| roadmap::topic_id(slug, id)).collect();
        for id in former {
            if self.by_id.get(&self.topics, &id).is_none() {
                self.by_id.insert(&id, topic);
                push_lean(&mut self.topics[topic.at()].former, id);
            }
        }
    }

    /// The topic of the step's title, which is this name; made when it is met first.
    fn topic_of_title(&mut self, at: StepRef, name: &str, own_id: &str, local: &mut Map<String, TopicIx>) -> TopicIx {
        let is_local = is_structural(name);
        let known = if is_local {
            local.get(own_id).copied()
        } else {
            self.named(name)
        };
        if let Some(topic) = known {
            return topic;
        }
        let topic = TopicIx::new(self.topics.len());
        self.topics.push(Topic {
            id: own_id.to_owned(),
            title: self.step(at).title.clone(),
            ..Topic::default()
        });
        if is_local {
            local.insert(own_id.to_owned(), topic);
            for key in moved_keys(own_id) {
                let place = self.by_place.entry(key).or_insert(Some(topic));
                if *place != Some(topic) {
                    *place = None;
                }
            }
        } else {
            self.by_name.insert(name, topic, false);
        }
        topic
    }
}

/// Pushes without making room for more: most topics are met once or twice, and there may be a hundred thousand of them.
pub(super) fn push_lean<T>(all: &mut ThinVec<T>, one: T) {
    if all.len() == all.capacity() {
        all.reserve_exact(all.len().max(1));
    }
    all.push(one);
}

/// Where to look for a topic whose title says only where in a text one is ("Fundamentals"), when its file or its path has
/// got another name: by the rest of its place.
pub(super) fn moved_keys(id: &str) -> impl Iterator<Item = String> {
    let mut parts = id.split('/');
    let place = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(agent), Some(path), Some(step), None) => Some([format!("*/{path}/{step}"), format!("{agent}/*/{step}")]),
        _ => None,
    };
    place.into_iter().flatten()
}
