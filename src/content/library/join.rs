//! Which steps meet the same topic: those with the same title, and those with a name of the same lesson.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::lessons::Names;
use super::{Library, PathRef, StepRef, Topic, TopicIx, unique};
use crate::content::names::slug;

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
    "next-steps",
    "overview",
    "practice",
    "prerequisites",
    "project",
    "projects",
    "resources",
    "setup",
    "summary",
    "tools",
];

/// Whether the normal form of a step's title says only where in a text one is.
pub(in crate::content) fn is_structural(name: &str) -> bool {
    STRUCTURAL.contains(&name)
}

impl Library {
    /// Finds the topic of every step, and makes it where it is met first.
    pub(super) fn join_steps(&mut self, names: &mut Names) {
        let mut by_key: HashMap<String, TopicIx> = HashMap::new();
        for agent in self.agent_ixs() {
            let mut paths = Vec::new();
            for path in 0..self.agent(agent).paths.len() {
                let path = PathRef { agent, path };
                let groups = (0..self.path(path).groups.len()).map(|group| {
                    let steps = 0..self.path(path).groups[group].steps.len();
                    steps
                        .map(|step| self.join_step(StepRef { path, group, step }, &mut by_key, names))
                        .collect()
                });
                paths.push(groups.collect::<Vec<Vec<TopicIx>>>());
            }
            let topics = |groups: &Vec<Vec<TopicIx>>| unique(groups.iter().flatten().copied());
            self.path_topics.push(paths.iter().map(topics).collect());
            self.agent_topics
                .push(unique(paths.iter().flatten().flatten().copied()));
            self.step_topics.push(paths);
        }
    }

    fn join_step(&mut self, at: StepRef, by_key: &mut HashMap<String, TopicIx>, names: &mut Names) -> TopicIx {
        let agent = &self.agents[at.path.agent.0];
        let path = &agent.paths[at.path.path];
        let title = &path.groups[at.group].steps[at.step].title;
        let name = slug(title);
        let own_id = format!("{}/{}/{name}", agent.id, path.id);
        let topic = match self.topic_of_lesson(&name, names) {
            Some(topic) => topic,
            None => self.topic_of_title(at, name, &own_id, by_key),
        };
        let entry = &mut self.topics[topic.0];
        entry.steps.push(at);
        let id = entry.id.clone();
        if let Entry::Vacant(vacant) = self.by_id.entry(own_id) {
            if *vacant.key() != id {
                entry.former.push(vacant.key().clone());
            }
            vacant.insert(topic);
        }
        self.agents[at.path.agent.0].paths[at.path.path].groups[at.group].steps[at.step].topic = id;
        topic
    }

    /// The topic of the step's title, which is this name; made when it is met first.
    fn topic_of_title(
        &mut self,
        at: StepRef,
        name: String,
        own_id: &str,
        by_key: &mut HashMap<String, TopicIx>,
    ) -> TopicIx {
        let local = is_structural(&name);
        let key = if local { own_id.to_owned() } else { name.clone() };
        *by_key.entry(key).or_insert_with(|| {
            let topic = TopicIx(self.topics.len());
            self.topics.push(Topic {
                id: own_id.to_owned(),
                title: self.agents[at.path.agent.0].paths[at.path.path].groups[at.group].steps[at.step]
                    .title
                    .clone(),
                ..Topic::default()
            });
            if !local {
                self.by_name.insert(name, topic);
            }
            topic
        })
    }
}
