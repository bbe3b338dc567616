//! Many specs as one curriculum: which steps, tools, roles and roadmaps speak of the same topic.
//!
//! *Learn once, counted everywhere*: every step belongs to exactly one [`Topic`], and two steps whose titles have the
//! same normal form (see [`slug`]) belong to the same one, whichever agents they come from. Tools, mentions, roles and
//! roadmaps never make topics; they lead to one where there is one.

mod handles;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::diagnostic::Diagnostic;
use super::model::{Agent, Group, Level, Link, Path, Role, Stack, Step, Tool};
use super::names::slug;

pub use handles::{AgentIx, LevelRef, PathRef, RoadmapIx, RoleRef, StackRef, StepRef, ToolRef, TopicIx};

/// A thing to learn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topic {
    /// Stable id: `<agent>/<path>/<step>` of the first step that meets it.
    pub id: String,
    /// The title of that step.
    pub title: String,
    /// The ids it would have by its other steps: progress under any of them is progress of this topic.
    pub former: Vec<String>,
    /// Every step that meets it, in library order; never empty.
    pub steps: Vec<StepRef>,
    /// Every tool that resolves to it.
    pub tools: Vec<ToolRef>,
    /// Every role that resolves to it.
    pub roles: Vec<RoleRef>,
    /// Every roadmap that resolves to it.
    pub roadmaps: Vec<RoadmapIx>,
}

impl Topic {
    /// The ids under which progress of this topic may stand, the current one first.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.former.iter().map(String::as_str))
    }
}

/// A roadmap.sh roadmap that at least one agent links to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roadmap {
    /// The last part of its address ("postgresql-dba").
    pub id: String,
    /// The shortest of the names it goes by.
    pub title: String,
    /// Its address; unique in the library.
    pub url: String,
    /// The agents that link to it.
    pub agents: Vec<AgentIx>,
    /// The topics it resolves to: by its title, or because a step of theirs links to it.
    pub topics: Vec<TopicIx>,
}

/// What a name in a spec leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// The name is a topic's own.
    Topic(TopicIx),
    /// No topic has the name, but a step of this topic lists it.
    Within(TopicIx),
}

impl Lead {
    /// The topic led to, whichever way.
    pub fn topic(self) -> TopicIx {
        match self {
            Self::Topic(topic) | Self::Within(topic) => topic,
        }
    }
}

/// Everything that was loaded, and how it hangs together.
#[derive(Debug, Default)]
pub struct Library {
    agents: Vec<Agent>,
    topics: Vec<Topic>,
    roadmaps: Vec<Roadmap>,
    /// The topic of every step, by agent, path, group and step.
    step_topics: Vec<Vec<Vec<Vec<TopicIx>>>>,
    path_topics: Vec<Vec<Vec<TopicIx>>>,
    agent_topics: Vec<Vec<TopicIx>>,
    role_topics: HashMap<RoleRef, Vec<TopicIx>>,
    role_names: HashMap<RoleRef, Vec<(String, Option<Lead>)>>,
    level_topics: HashMap<LevelRef, Vec<TopicIx>>,
    tool_topics: HashMap<ToolRef, Vec<TopicIx>>,
    by_id: HashMap<String, TopicIx>,
    by_name: HashMap<String, TopicIx>,
    mentioned: HashMap<String, Vec<TopicIx>>,
    problems: Vec<Diagnostic>,
}

/// Step titles that say where in a text one is, not what is learned: they never join topics of different paths.
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

/// Words that turn the name of a field into the name of someone who works in it.
const OCCUPATIONS: &[&str] = &[
    "developer",
    "engineer",
    "designer",
    "administrator",
    "architect",
    "specialist",
    "programmer",
    "expert",
    "analyst",
];

impl Library {
    /// Joins agents into one library. Problems of the pack itself (not of a spec) come in `problems`.
    ///
    /// Agents whose id is taken get a number at its end, in the order they come.
    pub fn new(agents: Vec<Agent>, problems: Vec<Diagnostic>) -> Self {
        let mut library = Self {
            agents,
            problems,
            ..Self::default()
        };
        library.unique_agent_ids();
        library.join_steps();
        library.list_mentions();
        library.resolve_tools();
        library.resolve_roadmaps();
        library.resolve_roles();
        library.resolve_levels();
        library
    }

    fn unique_agent_ids(&mut self) {
        let mut taken = HashSet::new();
        // By the id they share: counting from 2 for every agent would take the square of their number.
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for agent in &mut self.agents {
            let mut id = agent.id.clone();
            while !taken.insert(id.clone()) {
                let number = numbers.entry(agent.id.clone()).or_insert(1);
                *number += 1;
                id = format!("{}-{number}", agent.id);
            }
            agent.id = id;
        }
    }

    fn join_steps(&mut self) {
        let mut by_key: HashMap<String, TopicIx> = HashMap::new();
        for agent in self.agent_ixs() {
            let mut paths = Vec::new();
            for path in 0..self.agent(agent).paths.len() {
                let path = PathRef { agent, path };
                let groups = (0..self.path(path).groups.len()).map(|group| {
                    let steps = 0..self.path(path).groups[group].steps.len();
                    steps
                        .map(|step| self.join_step(StepRef { path, group, step }, &mut by_key))
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

    fn list_mentions(&mut self) {
        let mut mentioned: HashMap<String, Vec<TopicIx>> = HashMap::new();
        for (ix, topic) in self.topics.iter().enumerate() {
            for mention in topic.steps.iter().flat_map(|&at| &self.step(at).mentions) {
                let topics = mentioned.entry(slug(mention)).or_default();
                // Topic by topic, so a name listed twice is listed by the topic at the end.
                if topics.last() != Some(&TopicIx(ix)) {
                    topics.push(TopicIx(ix));
                }
            }
        }
        self.mentioned = mentioned;
    }

    fn join_step(&mut self, at: StepRef, by_key: &mut HashMap<String, TopicIx>) -> TopicIx {
        let agent = &self.agents[at.path.agent.0];
        let path = &agent.paths[at.path.path];
        let title = &path.groups[at.group].steps[at.step].title;
        let name = slug(title);
        let own_id = format!("{}/{}/{name}", agent.id, path.id);
        let local = STRUCTURAL.contains(&name.as_str());
        let key = if local { own_id.clone() } else { name.clone() };
        let topic = *by_key.entry(key).or_insert_with(|| {
            let topic = TopicIx(self.topics.len());
            self.topics.push(Topic {
                id: own_id.clone(),
                title: title.clone(),
                ..Topic::default()
            });
            if !local {
                self.by_name.insert(name, topic);
            }
            topic
        });
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

    fn resolve_tools(&mut self) {
        for at in self
            .agent_ixs()
            .flat_map(|agent| self.tools_of(agent))
            .collect::<Vec<_>>()
        {
            let tool = self.tool(at);
            let own = self.by_name.get(&slug(&tool.name)).copied();
            let mut mentioned: Vec<TopicIx> = tool
                .mentions
                .iter()
                .filter_map(|mention| self.by_name.get(&slug(mention)).copied())
                .collect();
            mentioned.sort_unstable();
            mentioned.dedup();
            // "Redis for caching" is Redis; "your language (Java, Go)" is no single topic.
            let named = own.or(if let [only] = mentioned[..] { Some(only) } else { None });
            let listed = tool.mentions.iter().filter_map(|mention| self.resolve(mention));
            let topics = unique(named.into_iter().chain(listed.map(Lead::topic)));
            for &topic in &topics {
                self.topics[topic.0].tools.push(at);
            }
            self.tool_topics.insert(at, topics);
            let id = named.map(|topic| self.topics[topic.0].id.clone());
            self.agents[at.stack.agent.0].stacks[at.stack.stack].groups[at.group].tools[at.tool].topic = id;
        }
    }

    fn resolve_roadmaps(&mut self) {
        let mut by_url: HashMap<String, RoadmapIx> = HashMap::new();
        let mut joined: HashSet<(RoadmapIx, TopicIx)> = HashSet::new();
        for agent in 0..self.agents.len() {
            for link in self.agents[agent].roadmaps.clone() {
                let ix = *by_url.entry(link.url.clone()).or_insert_with(|| {
                    self.roadmaps.push(Roadmap {
                        id: link.url.trim_start_matches("https://roadmap.sh/").to_owned(),
                        title: link.title.clone(),
                        url: link.url.clone(),
                        ..Roadmap::default()
                    });
                    RoadmapIx(self.roadmaps.len() - 1)
                });
                let roadmap = &mut self.roadmaps[ix.0];
                if roadmap.agents.last() != Some(&AgentIx(agent)) {
                    roadmap.agents.push(AgentIx(agent));
                }
                // Of "Backend" and "Interactive Roadmap" the shorter is the roadmap's name.
                if link.title.len() < roadmap.title.len() {
                    roadmap.title.clone_from(&link.title);
                }
                if let Some(&topic) = self.by_name.get(&slug(&link.title))
                    && joined.insert((ix, topic))
                {
                    roadmap.topics.push(topic);
                }
            }
        }
        for topic in self.topic_ixs() {
            for at in self.topics[topic.0].steps.clone() {
                for link in &self.step(at).links.clone() {
                    if let Some(&ix) = by_url.get(&link.url)
                        && joined.insert((ix, topic))
                    {
                        self.roadmaps[ix.0].topics.push(topic);
                    }
                }
            }
        }
        for ix in 0..self.roadmaps.len() {
            for topic in self.roadmaps[ix].topics.clone() {
                self.topics[topic.0].roadmaps.push(RoadmapIx(ix));
            }
        }
    }

    fn resolve_roles(&mut self) {
        for agent in 0..self.agents.len() {
            for role in 0..self.agents[agent].roles.len() {
                let at = RoleRef {
                    agent: AgentIx(agent),
                    role,
                };
                let names = self.names_of_role(&self.agents[agent].roles[role]);
                let topics = unique(names.iter().filter_map(|(_, lead)| *lead).map(Lead::topic));
                for &topic in &topics {
                    self.topics[topic.0].roles.push(at);
                }
                self.role_topics.insert(at, topics);
                self.role_names.insert(at, names);
            }
        }
    }

    /// "Go Developer" is about Go, and about every name its focus lists; each with what it leads to.
    ///
    /// A phrase ("async patterns") leads into a topic only where the role is about that topic anyway: that another
    /// language's step lists the same words doesn't make the role ask for that language.
    fn names_of_role(&self, role: &Role) -> Vec<(String, Option<Lead>)> {
        let mut words: Vec<&str> = role.name.split_whitespace().collect();
        if words
            .last()
            .is_some_and(|last| OCCUPATIONS.contains(&last.to_lowercase().as_str()))
        {
            words.pop();
        }
        let field = words.join(" ");
        let listed = role.mentions.iter().any(|name| slug(name) == slug(&field));
        let own = self.by_name.get(&slug(&field)).filter(|_| !listed);
        let exact = |name: &String| self.by_name.get(&slug(name)).copied();
        let counted: HashSet<TopicIx> = own
            .copied()
            .into_iter()
            .chain(role.mentions.iter().filter_map(exact))
            .collect();
        let lead = |name: &String| {
            let hosts = self.mentioned_in(name);
            let about = || hosts.iter().find(|host| counted.contains(host));
            let named = || {
                hosts
                    .first()
                    .filter(|_| name.chars().any(|c| c.is_uppercase() || c.is_numeric()))
            };
            exact(name)
                .map(Lead::Topic)
                .or_else(|| about().or_else(named).copied().map(Lead::Within))
        };
        let mentions = role.mentions.iter().map(|name| (name.clone(), lead(name)));
        own.map(|&topic| (field.clone(), Some(Lead::Topic(topic))))
            .into_iter()
            .chain(mentions)
            .collect()
    }

    fn resolve_levels(&mut self) {
        for agent in 0..self.agents.len() {
            let paths: HashMap<String, usize> = self.agents[agent]
                .paths
                .iter()
                .enumerate()
                .map(|(ix, path)| (slug(&path.title), ix))
                .collect();
            for level in 0..self.agents[agent].levels.len() {
                let mut topics = Vec::new();
                let mut counted = HashSet::new();
                for mention in &self.agents[agent].levels[level].mentions {
                    if let Some(&path) = paths.get(&slug(mention)) {
                        // A path named again has no more topics than before.
                        if counted.insert(path) {
                            let agent = AgentIx(agent);
                            topics.extend_from_slice(self.path_topics(PathRef { agent, path }));
                        }
                    } else if let Some(Lead::Topic(topic)) = self.resolve(mention) {
                        topics.push(topic);
                    }
                }
                let topics = unique(topics.into_iter());
                let at = LevelRef {
                    agent: AgentIx(agent),
                    level,
                };
                self.level_topics.insert(at, topics);
            }
        }
    }

    /// What a name leads to, if to anything: the topic of that name, else the first one with a step that lists it.
    pub fn resolve(&self, name: &str) -> Option<Lead> {
        let name = slug(name);
        if let Some(&topic) = self.by_name.get(&name) {
            return Some(Lead::Topic(topic));
        }
        self.mentioned.get(&name)?.first().copied().map(Lead::Within)
    }

    /// The topics with a step that lists this name, in library order.
    pub fn mentioned_in(&self, name: &str) -> &[TopicIx] {
        self.mentioned.get(&slug(name)).map_or(&[], Vec::as_slice)
    }

    /// All agents, in the order of their packs and files.
    pub fn agents(&self) -> &[Agent] {
        &self.agents
    }

    /// All topics, in the order they are first met.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// All roadmaps, in the order they are first linked to.
    pub fn roadmaps(&self) -> &[Roadmap] {
        &self.roadmaps
    }

    /// Problems of the packs themselves; those of a spec are the agent's own.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// Every agent's handle.
    pub fn agent_ixs(&self) -> impl Iterator<Item = AgentIx> + use<> {
        (0..self.agents.len()).map(AgentIx)
    }

    /// Every topic's handle.
    pub fn topic_ixs(&self) -> impl Iterator<Item = TopicIx> + use<> {
        (0..self.topics.len()).map(TopicIx)
    }

    /// Every path's handle, agent by agent.
    pub fn path_refs(&self) -> impl Iterator<Item = PathRef> + '_ {
        self.agent_ixs().flat_map(|agent| self.paths_of(agent))
    }

    /// The handles of one agent's paths.
    pub fn paths_of(&self, agent: AgentIx) -> impl Iterator<Item = PathRef> + use<> {
        (0..self.agent(agent).paths.len()).map(move |path| PathRef { agent, path })
    }

    /// The handles of one path's steps, in order.
    pub fn steps_of(&self, path: PathRef) -> impl Iterator<Item = StepRef> + '_ {
        let groups = self.path(path).groups.iter().enumerate();
        groups.flat_map(move |(group, content)| (0..content.steps.len()).map(move |step| StepRef { path, group, step }))
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

    /// The topic of a handle.
    pub fn topic(&self, ix: TopicIx) -> &Topic {
        &self.topics[ix.0]
    }

    /// The roadmap of a handle.
    pub fn roadmap(&self, ix: RoadmapIx) -> &Roadmap {
        &self.roadmaps[ix.0]
    }

    /// The path of a handle.
    pub fn path(&self, at: PathRef) -> &Path {
        &self.agent(at.agent).paths[at.path]
    }

    /// The group a step stands in.
    pub fn group(&self, at: StepRef) -> &Group {
        &self.path(at.path).groups[at.group]
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

    /// The topic a step belongs to.
    pub fn topic_of(&self, at: StepRef) -> TopicIx {
        self.step_topics[at.path.agent.0][at.path.path][at.group][at.step]
    }

    /// The topic with this id, or with this one among its former ids; for an id that no place has any more, the topic of
    /// that name: agents, paths and places change, and what was learned stays learned.
    pub fn topic_by_id(&self, id: &str) -> Option<TopicIx> {
        let by_name = || self.by_name.get(id.rsplit('/').next()?);
        self.by_id.get(id).or_else(by_name).copied()
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
        self.role_topics.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The names a role asks for, each with what it leads to: its own field where that is a topic, then its focus.
    pub fn role_names(&self, at: RoleRef) -> &[(String, Option<Lead>)] {
        self.role_names.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The topics a level resolves to, by the paths and topics it names.
    pub fn level_topics(&self, at: LevelRef) -> &[TopicIx] {
        self.level_topics.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The topics a tool resolves to: the one it is itself ([`Tool::topic`]), if any, then those it names, each once.
    pub fn tool_topics(&self, at: ToolRef) -> &[TopicIx] {
        self.tool_topics.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The topics the tools of a stack resolve to, or those of one of its groups; each once, in order.
    pub fn stack_topics(&self, stack: StackRef, group: Option<usize>) -> Vec<TopicIx> {
        let groups = self.stack(stack).groups.iter().enumerate();
        let tools = groups
            .filter(|&(ix, _)| group.is_none_or(|wanted| wanted == ix))
            .flat_map(|(group, content)| (0..content.tools.len()).map(move |tool| ToolRef { stack, group, tool }));
        unique(tools.flat_map(|tool| self.tool_topics(tool)).copied())
    }

    /// The links of a topic: those of its steps, then of the roadmaps that resolve to it; each address once.
    pub fn topic_links(&self, ix: TopicIx) -> Vec<Link> {
        let topic = self.topic(ix);
        let mut seen = HashSet::new();
        let of_steps = topic.steps.iter().flat_map(|&at| self.step(at).links.clone());
        let of_roadmaps = topic.roadmaps.iter().map(|&at| {
            let roadmap = self.roadmap(at);
            Link {
                title: roadmap.title.clone(),
                url: roadmap.url.clone(),
            }
        });
        let links = of_steps.chain(of_roadmaps);
        links.filter(|link| seen.insert(link.url.clone())).collect()
    }

    /// The names a topic's steps list, each once.
    pub fn topic_mentions(&self, ix: TopicIx) -> Vec<&str> {
        let steps = self.topic(ix).steps.iter();
        let mut seen = HashSet::new();
        steps
            .flat_map(|&at| &self.step(at).mentions)
            .filter(|mention| seen.insert(slug(mention)))
            .map(String::as_str)
            .collect()
    }

    /// The agents whose paths meet a topic.
    pub fn topic_agents(&self, ix: TopicIx) -> Vec<AgentIx> {
        unique(self.topic(ix).steps.iter().map(|at| at.path.agent))
    }

    /// The paths that meet a topic.
    pub fn topic_paths(&self, ix: TopicIx) -> Vec<PathRef> {
        unique(self.topic(ix).steps.iter().map(|at| at.path))
    }
}

fn unique<T: Copy + Eq + std::hash::Hash>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    items.filter(|&item| seen.insert(item)).collect()
}

#[cfg(test)]
mod tests;
