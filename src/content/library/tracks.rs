//! Role tracks: whose role each is, and which topics it leads through.

use super::{AgentIx, Lead, Library, RoleRef};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::model::{Agent, Link, Name, Role, Track};
use crate::content::names::{did_you_mean, nearest, slug};

/// The agent of tracks that belong to none.
const OWNERLESS: &str = "role-tracks";

impl Library {
    /// Finds the role of every track; where its agent has none of that name, it has one now.
    pub(super) fn place_tracks(&mut self) {
        for ix in 0..self.tracks.len() {
            let track = &self.tracks[ix];
            let agent = track.agent.as_ref().and_then(|name| self.agent_called(&name.text));
            let agent = agent.unwrap_or_else(|| {
                let found = self.without_agent(ix);
                self.tracks[ix].diagnostics.push(found.brief());
                self.ownerless()
            });
            let track = &self.tracks[ix];
            let name = slug(&track.title.text);
            let spec = &mut self.agents[agent.0];
            let known = spec.roles.iter();
            let role = known
                .enumerate()
                .find_map(|(ix, role)| (role.id == track.id || slug(&role.name) == name).then_some(ix))
                .unwrap_or_else(|| {
                    let roles = &mut spec.to_mut().roles;
                    roles.push(Role {
                        id: track.id.clone(),
                        name: track.title.text.clone(),
                        detail: track.summary.as_str().into(),
                        ..Role::default()
                    });
                    roles.len() - 1
                });
            let lacks = |links: &[Link], link: &Link| links.iter().all(|other| other.url != link.url);
            for link in &track.roadmaps {
                if lacks(&spec.roles[role].links, link) {
                    spec.to_mut().roles[role].links.push(link.clone());
                }
                if lacks(&spec.roadmaps, link) {
                    spec.to_mut().roadmaps.push(link.clone());
                }
            }
            let at = RoleRef { agent, role };
            // Of two tracks of one role the first counts.
            let first = *self.role_tracks.entry(at).or_insert(ix);
            if first != ix {
                let found = self.second_of_role(ix, first);
                self.tracks[ix].diagnostics.push(found.brief());
            }
        }
    }

    /// Tells of the names in tracks that lead to no topic.
    pub(super) fn check_tracks(&mut self) {
        for ix in 0..self.tracks.len() {
            let stages = &self.tracks[ix].stages;
            let names = stages.iter().flat_map(|stage| &stage.topics);
            let found: Vec<Diagnostic> = names
                .filter(|name| self.topic_called(&name.text).is_none())
                .map(|name| self.without_topic(ix, name))
                .collect();
            self.tracks[ix]
                .diagnostics
                .extend(found.into_iter().map(Diagnostic::brief));
        }
    }

    /// The names in a role's track, where it has one, with what they lead to.
    pub(super) fn names_of_track(&self, at: RoleRef) -> Option<Vec<(String, Option<Lead>)>> {
        let stages = &self.track_of(at)?.stages;
        let names = stages.iter().flat_map(|stage| &stage.topics);
        let lead = |name: &Name| self.topic_called(&name.text).map(Lead::Topic);
        Some(names.map(|name| (name.text.clone(), lead(name))).collect())
    }

    /// The track of a role, where it has one.
    pub fn track_of(&self, at: RoleRef) -> Option<&Track> {
        self.role_tracks.get(&at).map(|&ix| &self.tracks[ix])
    }

    /// All tracks, in the order of their packs and files.
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// The agent of this id or title, however it is written.
    pub fn agent_called(&self, name: &str) -> Option<AgentIx> {
        let wanted = slug(name);
        let mut agents = self.agents.iter();
        let found = agents
            .position(|agent| agent.id == wanted)
            .or_else(|| self.agents.iter().position(|agent| slug(&agent.title) == wanted));
        found.map(AgentIx)
    }

    fn ownerless(&mut self) -> AgentIx {
        if let Some(there) = self.agents.iter().position(|agent| agent.id == OWNERLESS) {
            return AgentIx(there);
        }
        let agent = Agent {
            id: OWNERLESS.to_owned(),
            title: "Role tracks".to_owned(),
            ..Agent::default()
        };
        self.agents.push(agent.into());
        AgentIx(self.agents.len() - 1)
    }

    fn without_agent(&self, track: usize) -> Diagnostic {
        let track = &self.tracks[track];
        let (message, hint, name) = match &track.agent {
            Some(agent) => {
                let ids = self.agents.iter().map(|agent| agent.id.as_str());
                let hint = did_you_mean(
                    nearest(&slug(&agent.text), ids),
                    "name an agent by its id, as `waypost list agents` does",
                );
                (format!("there is no agent `{}`", agent.text), hint, agent)
            }
            None => (
                "the track has no `agent`".to_owned(),
                "name the agent whose role this is".to_owned(),
                &track.title,
            ),
        };
        Diagnostic {
            message: format!("{message}; the track stands for itself"),
            hint,
            ..warning("track-agent", track, name)
        }
    }

    fn second_of_role(&self, track: usize, first: usize) -> Diagnostic {
        let (track, first) = (&self.tracks[track], &self.tracks[first]);
        Diagnostic {
            message: format!(
                "the role `{}` has the track of {} already; this one is not shown",
                track.title.text,
                first.file.display()
            ),
            hint: "make one track of the two, or give one another title and file name".to_owned(),
            ..warning("track-taken", track, &track.title)
        }
    }

    fn without_topic(&self, track: usize, name: &Name) -> Diagnostic {
        let ids = self.topics.iter().map(|topic| topic.id.as_str());
        let hint = did_you_mean(
            nearest(&slug(&name.text), ids),
            "name a topic's id, as `waypost list topics` lists them",
        );
        Diagnostic {
            message: format!("`{}` is no topic", name.text),
            hint,
            ..warning("track-topic", &self.tracks[track], name)
        }
    }
}

/// A warning at a name's place.
fn warning(code: &'static str, track: &Track, name: &Name) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        code,
        file: track.file.clone(),
        line: name.line.max(1),
        column: name.column.max(1),
        message: String::new(),
        hint: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::library::Parts;
    use crate::content::{spec, track};

    fn library(tracks: &[(&str, &str)]) -> Library {
        let spec = "# Bees\n\n## Learning Paths\n\n### Hive\n- **Swarms**\n- **Brood**\n- **Honey**\n\n## Specialized Roles\n- **Bee Keeper**: Honey\n- **Breeder**: Brood\n";
        let tracks = tracks
            .iter()
            .map(|(file, text)| track::read(text.as_bytes(), Path::new(file)));
        Library::of(Parts {
            agents: vec![spec::read(spec.as_bytes(), Path::new("agents/bees.md")).into()],
            tracks: tracks.collect(),
            ..Parts::default()
        })
    }

    fn roles(library: &Library) -> Vec<(&str, Vec<&str>)> {
        let agents = library.agent_ixs().flat_map(|agent| library.roles_of(agent));
        let titles = |at| {
            let topics = library.role_topics(at).iter();
            topics.map(|&topic| library.topic(topic).title.as_str()).collect()
        };
        agents.map(|at| (library.role(at).name.as_str(), titles(at))).collect()
    }

    #[test]
    fn a_track_gives_its_role_the_topics_in_its_order() {
        let stages = "stages: [{ title: A, topics: [honey, Swarms] }, { title: B, topics: [swarms, Brood] }]";
        let library = library(&[
            (
                "roles/bee-keeper.yaml",
                &format!("agent: Bees\nroadmaps: [roadmap.sh/bees]\n{stages}"),
            ),
            (
                "roles/judge.yaml",
                &format!("title: Honey Judge\nagent: bees\n{stages}"),
            ),
        ]);
        let all = vec!["Honey", "Swarms", "Brood"];
        assert_eq!(
            roles(&library),
            [
                ("Bee Keeper", all.clone()),
                ("Breeder", vec!["Brood"]),
                ("Honey Judge", all)
            ]
        );
        let keeper = library.roles_of(AgentIx(0)).next().unwrap();
        assert_eq!(library.role(keeper).links[0].url, "https://roadmap.sh/bees");
        assert_eq!(library.track_of(keeper).map(|track| track.stages.len()), Some(2));
        let brood = library.topic_called("Brood").unwrap();
        assert_eq!(library.topic(brood).roles.len(), 3, "each role once");
        assert_eq!(library.diagnostics().count(), 0);
    }

    #[test]
    fn names_that_lead_nowhere_are_told_at_their_places() {
        let library = library(&[
            (
                "roles/a.yaml",
                "agent: beez\nstages: [{ title: A, topics: [hony, Brood] }]",
            ),
            ("roles/b.yaml", "stages: [{ title: A, topics: [Brood] }]"),
        ]);
        let found: Vec<_> = library
            .diagnostics()
            .map(|found| (found.code, found.line, found.column, found.hint.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "track-agent",
                    1,
                    8,
                    "did you mean `bees`? name an agent by its id, as `waypost list agents` does"
                ),
                (
                    "track-topic",
                    2,
                    31,
                    "name a topic's id, as `waypost list topics` lists them"
                ),
                ("track-agent", 1, 1, "name the agent whose role this is"),
            ]
        );
        assert_eq!(library.agents()[1].title, "Role tracks");
        assert_eq!(roles(&library)[2..], [("a", vec!["Brood"]), ("b", vec!["Brood"])]);
    }
}
