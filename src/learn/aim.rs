//! What the learner is heading for: a role, a path or a roadmap, and the way there.

use std::collections::{HashMap, HashSet};

use crate::content::library::{Library, PathRef, RoadmapIx, RoleRef, TopicIx};
use crate::learn::standing::Statuses;
use crate::progress::event::Status;

/// What a goal can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aim {
    /// A role: the topics of its track, or of its focus.
    Role(RoleRef),
    /// A learning path.
    Path(PathRef),
    /// A roadmap: what was imported of it, or what leads to it.
    Roadmap(RoadmapIx),
}

impl Aim {
    /// Everything that can be a goal: the roles, the paths, the roadmaps.
    pub fn all(library: &Library) -> impl Iterator<Item = Aim> + '_ {
        let roles = library.agent_ixs().flat_map(|agent| library.roles_of(agent));
        let paths = library.path_refs().map(Aim::Path);
        roles
            .map(Aim::Role)
            .chain(paths)
            .chain(library.roadmap_ixs().map(Aim::Roadmap))
    }

    /// What [`Goal::aim`](crate::progress::event::Goal::aim) means in this library; `None` where the packs don't have it
    /// (any more).
    pub fn find(library: &Library, key: &str) -> Option<Aim> {
        Self::all(library).find(|aim| aim.key(library) == key)
    }

    /// How it is recorded: `role:<agent>/<role>`, `path:<agent>/<path>` or `roadmap:<id>`.
    pub fn key(self, library: &Library) -> String {
        format!("{}:{}", self.kind(), self.id(library))
    }

    /// The design's word for this kind of thing.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Role(_) => "role",
            Self::Path(_) => "path",
            Self::Roadmap(_) => "roadmap",
        }
    }

    /// Its id; unique among its kind.
    pub fn id(self, library: &Library) -> String {
        match self {
            Self::Role(at) => format!("{}/{}", library.agent(at.agent).id, library.role(at).id),
            Self::Path(at) => format!("{}/{}", library.agent(at.agent).id, library.path(at).id),
            Self::Roadmap(ix) => library.roadmap(ix).id.clone(),
        }
    }

    /// Its name or title.
    pub fn title(self, library: &Library) -> &str {
        match self {
            Self::Role(at) => &library.role(at).name,
            Self::Path(at) => &library.path(at).title,
            Self::Roadmap(ix) => &library.roadmap(ix).title,
        }
    }

    /// Its topics, each once, in the order of learning.
    pub fn topics(self, library: &Library) -> &[TopicIx] {
        match self {
            Self::Role(at) => library.role_topics(at),
            Self::Path(at) => library.path_topics(at),
            Self::Roadmap(ix) => &library.roadmap(ix).topics,
        }
    }
}

/// What is still to be learned for some topics: those, and what they build on, each before what builds on it.
///
/// A topic builds on what its lesson requires. What is done or was left out on purpose is no longer in the way, nor is what
/// that builds on. Where requirements go in a circle it is cut at the topic that was met first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Way {
    topics: Vec<TopicIx>,
    places: HashMap<TopicIx, usize>,
    own: HashSet<TopicIx>,
    requires: HashMap<TopicIx, Vec<TopicIx>>,
}

fn is_open(statuses: &Statuses, topic: TopicIx) -> bool {
    matches!(statuses.of(topic), Status::Todo | Status::Learning)
}

impl Way {
    /// The way to these topics.
    pub fn new(library: &Library, statuses: &Statuses, topics: &[TopicIx]) -> Self {
        let mut way = Self {
            own: topics.iter().copied().collect(),
            ..Self::default()
        };
        let mut met: HashSet<TopicIx> = HashSet::new();
        // Topics on the way to one, each with the place of the requirement to look at next: chains can be long.
        let mut stack: Vec<(TopicIx, usize)> = Vec::new();
        for &topic in topics {
            let mut coming = Some(topic);
            loop {
                if let Some(topic) = coming.take()
                    && is_open(statuses, topic)
                    && met.insert(topic)
                {
                    way.requires.insert(topic, required(library, topic));
                    stack.push((topic, 0));
                }
                let Some((topic, place)) = stack.last_mut() else { break };
                coming = way.requires.get(topic).and_then(|all| all.get(*place)).copied();
                *place += 1;
                if coming.is_none() {
                    way.places.insert(*topic, way.topics.len());
                    way.topics.push(*topic);
                    stack.pop();
                }
            }
        }
        way
    }

    /// The open topics, in order.
    pub fn topics(&self) -> &[TopicIx] {
        &self.topics
    }

    /// Those of them that only others build on.
    pub fn brought_in(&self) -> impl Iterator<Item = TopicIx> {
        self.topics.iter().copied().filter(|topic| !self.own.contains(topic))
    }

    /// Whether a topic is itself one of those the way leads to.
    pub fn is_own(&self, topic: TopicIx) -> bool {
        self.own.contains(&topic)
    }

    /// What a topic of the way builds on, open or not.
    pub fn requires(&self, topic: TopicIx) -> &[TopicIx] {
        self.requires.get(&topic).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing that a topic of the way builds on lies before it.
    pub fn is_ready(&self, topic: TopicIx) -> bool {
        self.missing(topic).is_none()
    }

    /// The first thing a topic of the way builds on that lies before it.
    pub fn missing(&self, topic: TopicIx) -> Option<TopicIx> {
        let place = self.places.get(&topic);
        let before = |other: &TopicIx| self.places.get(other).is_some_and(|other| Some(other) < place);
        self.requires(topic).iter().copied().find(before)
    }

    /// The topics of the way that build on this one, on one that does, and so on, in order.
    pub fn opens(&self, topic: TopicIx) -> Vec<TopicIx> {
        let Some(&place) = self.places.get(&topic) else {
            return Vec::new();
        };
        let mut reached = HashSet::from([topic]);
        let mut opened = Vec::new();
        // In order, so that what one builds on has been looked at.
        for &other in &self.topics[place + 1..] {
            if self.requires(other).iter().any(|required| reached.contains(required)) {
                reached.insert(other);
                opened.push(other);
            }
        }
        opened
    }
}

fn required(library: &Library, topic: TopicIx) -> Vec<TopicIx> {
    let Some(lesson) = library.lesson_of(topic) else {
        return Vec::new();
    };
    let requirements = library.requirements(lesson).into_iter();
    requirements
        .filter_map(|(_, required)| required.filter(|other| *other != topic))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::Parts;
    use crate::content::model::{Lesson, Name};
    use crate::learn::testbed::Bed;
    use std::path::Path;

    fn lesson(id: &str, requires: &[&str]) -> Lesson {
        Lesson {
            id: id.to_owned(),
            title: Name::from(id.to_owned()),
            requires: requires.iter().map(|name| Name::from((*name).to_owned())).collect(),
            ..Lesson::default()
        }
    }

    /// Lessons by lines of "topic: what it requires".
    pub(crate) fn bed(lines: &[&str]) -> Bed {
        let lessons = lines.iter().map(|line| {
            let (id, requires) = line.split_once(':').unwrap_or((line, ""));
            lesson(id, &requires.split_whitespace().collect::<Vec<_>>())
        });
        Bed::with(lessons.collect())
    }

    #[test]
    fn what_is_built_on_comes_first() {
        let bed_of = ["a", "b: a", "c: b", "d", "e: c d", "x: y", "y: z", "z: x", "s: s gone"];
        for (wanted, done, skipped, way, ready) in [
            ("a", "", "", "a", "a"),
            ("e", "", "", "a b c d e", "a d"),
            ("e c", "b", "", "c d e", "c d"),
            // What a done topic builds on is not in the way, and what was left out doesn't bar it.
            ("e", "d", "c", "e", "e"),
            ("d e", "a b c", "", "d e", "d"),
            ("a", "a", "", "", ""),
            // Circles are cut.
            ("x", "", "", "z y x", "z"),
            ("y", "", "", "x z y", "x"),
            ("s", "", "", "s", "s"),
        ] {
            let mut bed = bed(&bed_of);
            for (ids, status) in [(done, Status::Done), (skipped, Status::Skipped)] {
                let ids: Vec<&str> = ids.split_whitespace().collect();
                if !ids.is_empty() {
                    bed.mark(0, &ids, status);
                }
            }
            let topics: Vec<TopicIx> = wanted.split_whitespace().map(|id| bed.topic(id)).collect();
            let found = Way::new(&bed.library, &bed.statuses(), &topics);
            let ids = |topics: Vec<TopicIx>| {
                let ids = topics.into_iter().map(|topic| bed.library.topic(topic).id.as_str());
                ids.collect::<Vec<_>>().join(" ")
            };
            assert_eq!(ids(found.topics().to_vec()), way, "{wanted}");
            let all = found.topics().iter().copied();
            assert_eq!(
                ids(all.filter(|topic| found.is_ready(*topic)).collect()),
                ready,
                "{wanted}"
            );
        }
    }

    #[test]
    fn a_topic_opens_what_builds_on_it() {
        let bed = bed(&["a", "b: a", "c: b", "d", "e: c d"]);
        let way = Way::new(&bed.library, &bed.statuses(), &[bed.topic("e")]);
        for (topic, opens) in [("a", 3), ("b", 2), ("c", 1), ("d", 1), ("e", 0)] {
            assert_eq!(way.opens(bed.topic(topic)).len(), opens, "{topic}");
        }
        assert_eq!(way.brought_in().count(), 4);
    }

    #[test]
    fn a_long_chain_is_no_harm() {
        let names: Vec<String> = (0..20_000).map(|n| format!("t{n}: t{}", n + 1)).collect();
        let bed = bed(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let way = Way::new(&bed.library, &bed.statuses(), &[bed.topic("t0")]);
        assert_eq!((way.topics().len(), way.topics()[0]), (20_000, bed.topic("t19999")));
    }

    #[test]
    fn every_aim_is_found_by_its_key() {
        let text =
            "# Bed\n\n## Roles\n- **Keeper** - Soil\n\n## Learning Paths\n\n### Keeper\n- **Soil** - roadmap.sh/soil\n";
        let agent = crate::content::spec::read(text.as_bytes(), Path::new("bed.md"));
        let library = Library::of(Parts {
            agents: vec![agent.into()],
            ..Parts::default()
        });
        let keys: Vec<String> = Aim::all(&library).map(|aim| aim.key(&library)).collect();
        assert_eq!(keys, ["role:bed/keeper", "path:bed/keeper", "roadmap:soil"]);
        for aim in Aim::all(&library) {
            assert_eq!(Aim::find(&library, &aim.key(&library)), Some(aim));
        }
        assert_eq!(Aim::find(&library, "role:bed/gone"), None);
    }
}
