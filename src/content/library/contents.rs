//! Every handle of a library, and what is there.

use super::{
    AgentIx, Graph, LessonIx, LevelRef, Library, Note, PathRef, Roadmap, RoadmapIx, RoleRef, StackRef, StepRef,
    ToolRef, Topic, TopicIx, WalkRef,
};
use crate::content::model::{Agent, Group, Lesson, Level, Path, Role, Stack, Step, Tool, ToolGroup};

impl Library {
    /// Every agent's handle.
    pub fn agent_ixs(&self) -> impl Iterator<Item = AgentIx> + use<> {
        (0..self.agents.len()).map(AgentIx)
    }

    /// Every topic's handle.
    pub fn topic_ixs(&self) -> impl Iterator<Item = TopicIx> + use<> {
        (0..self.topics.len()).map(TopicIx::new)
    }

    /// Every roadmap's handle.
    pub fn roadmap_ixs(&self) -> impl Iterator<Item = RoadmapIx> + use<> {
        (0..self.roadmaps.len()).map(RoadmapIx)
    }

    /// Every roadmap's handle: those that were imported, which can be walked, before those that are only linked.
    pub fn roadmaps_in_order(&self) -> Vec<RoadmapIx> {
        let (imported, linked): (Vec<_>, Vec<_>) = self.roadmap_ixs().partition(|&ix| self.roadmap(ix).graph.is_some());
        [imported, linked].concat()
    }

    /// Every path's handle, agent by agent.
    pub fn path_refs(&self) -> impl Iterator<Item = PathRef> + '_ {
        self.agent_ixs().flat_map(|agent| self.paths_of(agent))
    }

    /// The handles of one agent's paths.
    pub fn paths_of(&self, agent: AgentIx) -> impl Iterator<Item = PathRef> + use<> {
        (0..self.agent(agent).paths.len()).map(move |path| PathRef { agent, path })
    }

    /// Everything that is walked: the paths, agent by agent, then the roadmaps that were imported.
    pub fn walks(&self) -> impl Iterator<Item = WalkRef> + '_ {
        let imported = self.roadmap_ixs().filter(|&ix| self.roadmap(ix).graph.is_some());
        self.path_refs()
            .map(WalkRef::Path)
            .chain(imported.map(WalkRef::Roadmap))
    }

    /// The handles of the steps of a path or roadmap, in order.
    pub fn steps_of(&self, walk: impl Into<WalkRef>) -> impl Iterator<Item = StepRef> + '_ {
        let walk = walk.into();
        let groups = self.groups_of(walk).iter().enumerate();
        groups.flat_map(move |(group, content)| (0..content.steps.len()).map(move |step| StepRef { walk, group, step }))
    }

    /// The handles of one agent's tools, stack by stack.
    pub fn tools_of(&self, agent: AgentIx) -> Vec<ToolRef> {
        let mut all = Vec::new();
        for (stack, content) in self.agent(agent).stacks.iter().enumerate() {
            let stack = StackRef { agent, stack };
            for (group, tools) in content.groups.iter().enumerate() {
                all.extend((0..tools.tools.len()).map(|tool| ToolRef { stack, group, tool }));
            }
        }
        all
    }

    /// The handles of one agent's levels, lowest first.
    pub fn levels_of(&self, agent: AgentIx) -> impl Iterator<Item = LevelRef> + use<> {
        (0..self.agent(agent).levels.len()).map(move |level| LevelRef { agent, level })
    }

    /// The handles of one agent's roles.
    pub fn roles_of(&self, agent: AgentIx) -> impl Iterator<Item = RoleRef> + use<> {
        (0..self.agent(agent).roles.len()).map(move |role| RoleRef { agent, role })
    }

    /// The handles of one agent's stacks.
    pub fn stacks_of(&self, agent: AgentIx) -> impl Iterator<Item = StackRef> + use<> {
        (0..self.agent(agent).stacks.len()).map(move |stack| StackRef { agent, stack })
    }

    /// The agent of a handle.
    pub fn agent(&self, ix: AgentIx) -> &Agent {
        &self.agents[ix.0]
    }

    /// An agent with the topics of its steps ([`Library::step_with_topic`]) and tools.
    pub fn agent_with_topics(&self, ix: AgentIx) -> Agent {
        let mut agent = self.agent(ix).clone();
        for (n, path) in agent.paths.iter_mut().enumerate() {
            let walk = PathRef { agent: ix, path: n }.into();
            for (group, content) in path.groups.iter_mut().enumerate() {
                for (step, content) in content.steps.iter_mut().enumerate() {
                    *content = self.step_with_topic(StepRef { walk, group, step });
                }
            }
        }
        for (n, stack) in agent.stacks.iter_mut().enumerate() {
            stack.groups = self.tools_with_topics(StackRef { agent: ix, stack: n });
        }
        agent
    }

    /// The groups of a stack, whose tools say which topic they are, where they are one; the library keeps that apart
    /// ([`Library::topic_of_tool`]).
    pub fn tools_with_topics(&self, stack: StackRef) -> Vec<ToolGroup> {
        let mut groups = self.stack(stack).groups.clone();
        for (group, content) in groups.iter_mut().enumerate() {
            for (tool, content) in content.tools.iter_mut().enumerate() {
                let topic = self.topic_of_tool(ToolRef { stack, group, tool });
                content.topic = topic.map(|ix| self.topic(ix).id.clone());
            }
        }
        groups
    }

    /// A step that says which topic it belongs to; the library keeps that apart ([`Library::topic_of`]).
    pub fn step_with_topic(&self, at: StepRef) -> Step {
        Step {
            topic: self.topic(self.topic_of(at)).id.clone(),
            ..self.step(at).clone()
        }
    }

    /// The topic of a handle.
    pub fn topic(&self, ix: TopicIx) -> &Topic {
        &self.topics[ix.at()]
    }

    /// The lesson of a handle.
    pub fn lesson(&self, ix: LessonIx) -> &Lesson {
        &self.lessons[ix.0]
    }

    /// The lesson that teaches a topic.
    pub fn lesson_of(&self, ix: TopicIx) -> Option<&Lesson> {
        self.topic(ix).lesson.map(|lesson| self.lesson(lesson))
    }

    /// The roadmap of a handle.
    pub fn roadmap(&self, ix: RoadmapIx) -> &Roadmap {
        &self.roadmaps[ix.0]
    }

    /// The path of a handle.
    pub fn path(&self, at: PathRef) -> &Path {
        &self.agent(at.agent).paths[at.path]
    }

    /// The groups of a path or roadmap; none where a roadmap was not imported.
    pub fn groups_of(&self, walk: WalkRef) -> &[Group] {
        match walk {
            WalkRef::Path(at) => &self.path(at).groups,
            WalkRef::Roadmap(ix) => self.roadmap(ix).graph.as_ref().map_or(&[], Graph::groups),
        }
    }

    /// The title of a path or roadmap.
    pub fn title_of(&self, walk: WalkRef) -> &str {
        match walk {
            WalkRef::Path(at) => &self.path(at).title,
            WalkRef::Roadmap(ix) => &self.roadmap(ix).title,
        }
    }

    /// Whose a path or roadmap is: the title of its agent, or the site's name.
    pub fn owner_of(&self, walk: WalkRef) -> &str {
        match walk {
            WalkRef::Path(at) => &self.agent(at.agent).title,
            WalkRef::Roadmap(_) => "roadmap.sh",
        }
    }

    /// The topics of a path or imported roadmap, each once, in order.
    pub fn walk_topics(&self, walk: WalkRef) -> &[TopicIx] {
        match walk {
            WalkRef::Path(at) => self.path_topics(at),
            WalkRef::Roadmap(ix) => &self.roadmap(ix).topics,
        }
    }

    /// The group a step stands in.
    pub fn group(&self, at: StepRef) -> &Group {
        &self.groups_of(at.walk)[at.group]
    }

    /// What an imported roadmap has to say at a step of its own.
    pub fn note(&self, at: StepRef) -> Option<&Note> {
        let graph = self.roadmap(at.walk.roadmap()?).graph.as_ref()?;
        graph.note(at.group, at.step)
    }

    /// The step that a step is a part of: the one before it that is less indented.
    pub fn step_above(&self, at: StepRef) -> Option<StepRef> {
        let steps = &self.group(at).steps;
        let depth = steps[at.step].depth;
        let above = steps[..at.step].iter().rposition(|step| step.depth < depth)?;
        Some(StepRef { step: above, ..at })
    }

    /// The step of a handle.
    pub fn step(&self, at: StepRef) -> &Step {
        &self.group(at).steps[at.step]
    }

    /// The role of a handle.
    pub fn role(&self, at: RoleRef) -> &Role {
        &self.agent(at.agent).roles[at.role]
    }

    /// The stack of a handle.
    pub fn stack(&self, at: StackRef) -> &Stack {
        &self.agent(at.agent).stacks[at.stack]
    }

    /// The tool of a handle.
    pub fn tool(&self, at: ToolRef) -> &Tool {
        &self.stack(at.stack).groups[at.group].tools[at.tool]
    }

    /// The level of a handle.
    pub fn level(&self, at: LevelRef) -> &Level {
        &self.agent(at.agent).levels[at.level]
    }
}
