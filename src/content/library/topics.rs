//! What is known of topics: the names and ids they go by, where they are met, and what leads to them.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{
    AgentIx, Lead, LevelRef, Library, PathRef, RoadmapIx, RoleRef, StackRef, StepRef, ToolRef, TopicIx, WalkRef, join,
    unique,
};
use crate::content::lesson::links_of;
use crate::content::model::{Lesson, Link, Resource};
use crate::content::names::{composed, slug};
use crate::content::references;

impl Library {
    /// The topic a step belongs to.
    pub fn topic_of(&self, at: StepRef) -> TopicIx {
        match at.walk {
            WalkRef::Path(path) => self.step_topics[path.agent.0][path.path][at.group][at.step],
            WalkRef::Roadmap(ix) => self.node_topics[ix.0][at.group][at.step],
        }
    }

    /// The topic that progress under an id belongs to: the one with this id, or with this one among its former ids; for an
    /// id that no place and no lesson has any more, the topic of that name: agents, paths, places and files change, and
    /// what was learned stays learned. The id of a pack's lesson says how its file was called, which is a name in that pack only.
    pub fn topic_by_id(&self, id: &str) -> Option<TopicIx> {
        let by_name = || {
            let (place, name) = id.rsplit_once('/').unwrap_or(("", id));
            let is_own = |ix: &TopicIx| self.lesson_of(*ix).and_then(|lesson| lesson.pack.as_deref()) == Some(place);
            let is_place = place.is_empty() || place.contains('/');
            self.named(name).filter(|ix| is_place || is_own(ix))
        };
        let by_place = || join::moved_keys(id).find_map(|key| *self.by_place.get(&key)?);
        let found = self.by_id.get(&self.topics, id).or_else(|| self.once_bare(id));
        found.or_else(by_name).or_else(by_place).or_else(|| match composed(id) {
            Cow::Owned(id) => self.topic_by_id(&id),
            Cow::Borrowed(_) => None,
        })
    }

    /// The id to record marks of a topic under: one that is found again when packs change. A step's tells its place and its
    /// title, where a lesson's is only the name of a file.
    pub fn lasting_id(&self, topic: TopicIx) -> &str {
        let topic = self.topic(topic);
        let of_step = topic
            .former
            .first()
            .filter(|_| topic.lesson.is_some() && !topic.steps.is_empty());
        of_step.unwrap_or(&topic.id)
    }

    /// Whether a page is among the resources of a topic: those of its lesson, and those of the roadmaps that meet it.
    pub fn has_resource(&self, topic: TopicIx, url: &str) -> bool {
        let of_lesson = self.lesson_of(topic).map_or(&[][..], |lesson| &lesson.resources);
        let of_notes = self.topic(topic).steps.iter().filter_map(|&at| self.note(at));
        let mut all = of_lesson.iter().chain(of_notes.flat_map(|note| &note.resources));
        all.any(|resource| resource.url == url)
    }

    /// The topic an author means by an id, or by a title or alias where he wrote that instead; last by the id of a lesson
    /// without its pack's, where only one has it. What a lesson means is found [in its pack first](Self::called_in).
    pub fn topic_called(&self, name: &str) -> Option<TopicIx> {
        let named = || self.named(&slug(name));
        self.topic_by_id(name)
            .or_else(named)
            .or_else(|| self.only_with_bare_id(name))
    }

    /// The topics of a path, each once, in order.
    pub fn path_topics(&self, path: PathRef) -> &[TopicIx] {
        &self.path_topics[path.agent.0][path.path]
    }

    /// The topics of all paths of an agent, each once, in order.
    pub fn agent_topics(&self, agent: AgentIx) -> &[TopicIx] {
        &self.agent_topics[agent.0]
    }

    /// The topics a role resolves to, by its own name and its focus.
    pub fn role_topics(&self, at: RoleRef) -> &[TopicIx] {
        self.role_topics.get(&at).map_or(&[], AsRef::as_ref)
    }

    /// The names a role asks for, each with what it leads to: its own field where that is a topic, then its focus.
    pub fn role_names(&self, at: RoleRef) -> &[(String, Option<Lead>)] {
        let names = self.role_names.get(|| self.list_role_names());
        names.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The topics a level resolves to, by the paths and topics it names.
    pub fn level_topics(&self, at: LevelRef) -> &[TopicIx] {
        self.level_topics.get(&at).map_or(&[], AsRef::as_ref)
    }

    /// The topic a tool is itself, if any.
    pub fn topic_of_tool(&self, at: ToolRef) -> Option<TopicIx> {
        let leads = self.tool_topics.get(&at).filter(|leads| leads.own)?;
        leads.topics.first().copied()
    }

    /// The topics a tool resolves to: the one it [is itself](Self::topic_of_tool), if any, then those it names, each once.
    pub fn tool_topics(&self, at: ToolRef) -> &[TopicIx] {
        self.tool_topics.get(&at).map_or(&[], |leads| &leads.topics)
    }

    /// The topics the tools of a stack resolve to, or those of one of its groups; each once, in order.
    pub fn stack_topics(&self, stack: StackRef, group: Option<usize>) -> Vec<TopicIx> {
        let groups = self.stack(stack).groups.iter().enumerate();
        let tools = groups
            .filter(|&(ix, _)| group.is_none_or(|wanted| wanted == ix))
            .flat_map(|(group, content)| (0..content.tools.len()).map(move |tool| ToolRef { stack, group, tool }));
        unique(tools.flat_map(|tool| self.tool_topics(tool)).copied())
    }

    /// The links of a topic: its lesson's resources, then the links in the lesson's text and in its steps, then those of the
    /// roadmaps that resolve to it; each address once. The resources of imported roadmaps stand with their steps' links.
    pub fn topic_links(&self, ix: TopicIx) -> Vec<Link> {
        let topic = self.topic(ix);
        let mut seen = HashSet::new();
        let lesson = self.lesson_of(ix);
        let resources = lesson.map_or_else(Vec::new, Lesson::resources_by_kind);
        let resources = resources.into_iter().map(Resource::link);
        // Looking for them takes as long as reading the lesson did.
        let of_text = topic.lesson.map_or_else(Vec::new, |ix| {
            let all = self.text_links.get(ix, || links_of(self.lesson(ix)).into());
            all.to_vec()
        });
        let of_steps = topic.steps.iter().flat_map(|&at| {
            let resources = self.note(at).map_or(&[][..], |note| &note.resources);
            let links = self.step(at).links.iter().cloned();
            links.chain(resources.iter().map(Resource::link))
        });
        let of_roadmaps = topic.roadmaps.iter().map(|&at| {
            let roadmap = self.roadmap(at);
            Link {
                title: roadmap.title.clone(),
                url: roadmap.url.clone(),
            }
        });
        let links = resources.chain(of_text).chain(of_steps).chain(of_roadmaps);
        links.filter(|link| seen.insert(link.url.clone())).collect()
    }

    /// The names a topic's steps list, each once.
    pub fn topic_mentions(&self, ix: TopicIx) -> Vec<&str> {
        let steps = self.topic(ix).steps.iter();
        let mut seen = HashSet::new();
        steps
            .flat_map(|&at| self.step(at).mentions.iter())
            .filter(|mention| seen.insert(slug(mention)))
            .collect()
    }

    /// The agents whose paths meet a topic.
    pub fn topic_agents(&self, ix: TopicIx) -> Vec<AgentIx> {
        let paths = self.topic(ix).steps.iter().filter_map(|at| at.walk.path());
        unique(paths.map(|path| path.agent))
    }

    /// The paths that meet a topic.
    pub fn topic_paths(&self, ix: TopicIx) -> Vec<PathRef> {
        unique(self.topic(ix).steps.iter().filter_map(|at| at.walk.path()))
    }

    /// The roadmaps that a topic counts towards.
    pub fn topic_roadmaps(&self, ix: TopicIx) -> Vec<RoadmapIx> {
        let topic = self.topic(ix);
        let linked = topic.roadmaps.iter().copied();
        let linked = linked.filter(|&roadmap| self.roadmap(roadmap).graph.is_none());
        unique(linked.chain(topic.steps.iter().filter_map(|at| at.walk.roadmap())))
    }

    /// The text of a lesson as Markdown, with the titles of topics or their labels in place of references to them
    /// (`[[topic-id]]`, `[[topic-id|label]]`).
    pub fn lesson_text(&self, lesson: &Lesson) -> String {
        references::as_titles(&lesson.body, |name| {
            self.called_in(lesson, name).map(|ix| self.topic(ix).title.clone())
        })
    }

    /// What a lesson requires: each name with the topic it leads to.
    pub fn requirements<'a>(&self, lesson: &'a Lesson) -> Vec<(&'a str, Option<TopicIx>)> {
        let names = lesson.requires.iter().map(|name| name.text.as_str());
        names.map(|name| (name, self.called_in(lesson, name))).collect()
    }

    /// The names a topic goes by: its title, then its lesson's aliases.
    pub fn names_of(&self, ix: TopicIx) -> impl Iterator<Item = &str> {
        let aliases = self.lesson_of(ix).map_or(&[][..], |lesson| &lesson.aliases);
        std::iter::once(self.topic(ix).title.as_str()).chain(aliases.iter().map(|alias| alias.text.as_str()))
    }

    /// What else imported roadmaps call a topic. Such a name is not its own: where another topic has it, it is that one's.
    pub fn also_called(&self, ix: TopicIx) -> impl Iterator<Item = &str> {
        let notes = self.topic(ix).steps.iter().filter_map(|&at| self.note(at));
        notes.flat_map(|note| note.aliases.iter().map(String::as_str))
    }
}
