//! What tools, roles and levels lead to: topics that are there already. They make none.

use std::collections::{HashMap, HashSet};

use super::index::{Listed, Map, is_written_as_name};
use super::join::push_lean;
use super::{AgentIx, AskedFor, Lead, Leads, LevelRef, Library, PathRef, RoleRef, TopicIx, unique};
use crate::content::crew;
use crate::content::model::{Role, Tool};
use crate::content::names::slug;

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
    pub(super) fn list_mentions(&mut self) {
        let library: &Self = self;
        let of_topic = |ix: TopicIx| {
            let steps = library.topic(ix).steps.iter();
            steps.flat_map(move |&at| library.step(at).mentions.iter().map(move |mention| (mention, ix)))
        };
        // Most steps of specs list some.
        self.mentioned = Listed::new(4 * library.topics.len(), || library.topic_ixs().flat_map(of_topic));
    }

    pub(super) fn resolve_tools(&mut self) {
        let library: &Self = self;
        let agents: Vec<AgentIx> = library.agent_ixs().collect();
        let found = crew::in_order(&agents, |&agent, _| {
            let tools = library.tools_of(agent).into_iter();
            let leading = tools.map(|at| (at, library.leads_of_tool(library.tool(at))));
            leading
                .filter(|(_, (_, topics))| !topics.is_empty())
                .collect::<Vec<_>>()
        });
        for (at, (named, topics)) in found.into_iter().flatten() {
            for &topic in &topics {
                push_lean(&mut self.topics[topic.at()].tools, at);
            }
            let leads = Leads {
                own: named.is_some(),
                topics: topics.into_boxed_slice(),
            };
            self.tool_topics.insert(at, leads);
        }
    }

    /// The topic a tool is, if any, and all that it leads to, that one first.
    fn leads_of_tool(&self, tool: &Tool) -> (Option<TopicIx>, Vec<TopicIx>) {
        let own = self.named(&slug(&tool.name));
        let leads: Vec<Lead> = tool
            .mentions
            .iter()
            .filter_map(|mention| self.resolve(mention))
            .collect();
        let mut mentioned: Vec<TopicIx> = leads
            .iter()
            .filter_map(|lead| match lead {
                Lead::Topic(topic) => Some(*topic),
                Lead::Within(_) => None,
            })
            .collect();
        mentioned.sort_unstable();
        mentioned.dedup();
        // "Redis for caching" is Redis; "your language (Java, Go)" is no single topic.
        let named = own.or(if let [only] = mentioned[..] { Some(only) } else { None });
        let topics = unique(named.into_iter().chain(leads.into_iter().map(Lead::topic)));
        (named, topics)
    }

    /// The names every role asks for.
    pub(super) fn list_role_names(&self) -> Map<RoleRef, AskedFor> {
        let roles = self.agent_ixs().flat_map(|agent| self.roles_of(agent));
        roles.map(|at| (at, self.names_at(at))).collect()
    }

    pub(super) fn resolve_roles(&mut self) {
        let library: &Self = self;
        let agents: Vec<AgentIx> = library.agent_ixs().collect();
        let found = crew::in_order(&agents, |&agent, _| {
            let resolved = library.roles_of(agent).map(|at| {
                let names = library.names_at(at);
                (at, unique(names.iter().filter_map(|(_, lead)| *lead).map(Lead::topic)))
            });
            resolved.filter(|(_, topics)| !topics.is_empty()).collect::<Vec<_>>()
        });
        for (at, topics) in found.into_iter().flatten() {
            for &topic in &topics {
                push_lean(&mut self.topics[topic.at()].roles, at);
            }
            self.role_topics.insert(at, topics.into_boxed_slice());
        }
    }

    /// The names of a role's track, else those that the role itself has.
    fn names_at(&self, at: RoleRef) -> AskedFor {
        self.names_of_track(at)
            .unwrap_or_else(|| self.names_of_role(self.role(at)))
    }

    /// "Go Developer" is about Go, and about every name its focus lists; each with what it leads to.
    ///
    /// A phrase ("async patterns") leads into a topic only where the role is about that topic anyway: that another
    /// language's step lists the same words doesn't make the role ask for that language.
    fn names_of_role(&self, role: &Role) -> AskedFor {
        let mut words: Vec<&str> = role.name.split_whitespace().collect();
        if words
            .last()
            .is_some_and(|last| OCCUPATIONS.contains(&last.to_lowercase().as_str()))
        {
            words.pop();
        }
        let field = words.join(" ");
        let own_name = slug(&field);
        let listed = role.mentions.iter().any(|name| slug(name) == own_name);
        let own = self.named(&own_name).filter(|_| !listed);
        let exact = |name: &str| self.named(&slug(name));
        let counted: HashSet<TopicIx> = own.into_iter().chain(role.mentions.iter().filter_map(exact)).collect();
        let lead = |name: &str| {
            let hosts = self.mentioned_in(name);
            // The first one that is counted. Of many agents that list the same names, each has many hosts.
            let about = || {
                if hosts.len() < counted.len() {
                    hosts.iter().find(|host| counted.contains(host))
                } else {
                    let hosting = counted.iter().filter(|topic| hosts.binary_search(topic).is_ok());
                    hosting.min()
                }
            };
            let named = || {
                self.mentioned
                    .first_named(&slug(name))
                    .filter(|_| is_written_as_name(name))
            };
            exact(name)
                .map(Lead::Topic)
                .or_else(|| about().copied().or_else(named).map(Lead::Within))
        };
        let mentions = role.mentions.iter().map(|name| (name.to_owned(), lead(name)));
        own.map(|topic| (field.clone(), Some(Lead::Topic(topic))))
            .into_iter()
            .chain(mentions)
            .collect()
    }

    pub(super) fn resolve_levels(&mut self) {
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
                for mention in self.agents[agent].levels[level].mentions.iter() {
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
                if !topics.is_empty() {
                    self.level_topics.insert(at, topics.into_boxed_slice());
                }
            }
        }
    }
}
