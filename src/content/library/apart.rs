//! Topics of an imported roadmap that go by names of one lesson, and are told apart.
//!
//! A lesson on reverse proxies may be called Nginx and Caddy as well, so that a step of either name has something to read.
//! Where a roadmap has both, its author means two things to learn, and whoever has learned one of them has not learned the
//! other. So on each roadmap one name meets the lesson's topic, the nearest; whatever has another one is a topic of its own
//! that names the lesson.

use std::collections::HashSet;

use jiff::Timestamp;

use super::lessons::Names;
use super::{Library, TopicIx, WalkRef};
use crate::content::names::slug;

/// What stands above the lesson to read on a topic that is told apart from it.
pub const TO_READ: &str = "Read the lesson";
/// What stands above the topics that are told apart from a lesson's.
pub const COVERED: &str = "Covers these too, marked on their own";

/// Why a topic with a lesson's name is not that lesson's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart {
    /// The topic of the lesson that speaks of it, too.
    pub lesson: TopicIx,
    /// Until then the two were one, and marks count for both.
    pub since: Timestamp,
}

impl Library {
    /// The names on a roadmap that leave their lesson to another name there, and since when; none where its file is from
    /// before topics were told apart.
    pub(super) fn names_apart(&self, walk: WalkRef, names: &Names) -> Option<(HashSet<String>, Timestamp)> {
        let graph = self.roadmap(walk.roadmap()?).graph.as_ref()?;
        let since = graph.apart?;
        let here: HashSet<String> = self.steps_of(walk).map(|at| slug(&self.step(at).title)).collect();
        let far = names.all_but_nearest(&self.lessons, here);
        (!far.is_empty()).then_some((far, since))
    }

    /// Has a topic tell of the lesson it was told apart from. Several roadmaps may do so; the last of these moments counts,
    /// until which one of them at least had both as one: no mark is lost.
    pub(super) fn set_apart(&mut self, topic: TopicIx, lesson: TopicIx, since: Timestamp) {
        let known = self.apart.entry(topic).or_insert(Apart { lesson, since });
        known.since = known.since.max(since);
    }

    /// Of a topic that has a lesson's name and is not that lesson's: which lesson to read.
    pub fn apart(&self, topic: TopicIx) -> Option<&Apart> {
        self.apart.get(&topic)
    }

    /// The topics that are told apart from this one, whose lesson speaks of them, in the order of the library.
    pub fn told_apart(&self, lesson: TopicIx) -> Vec<TopicIx> {
        let mut topics: Vec<TopicIx> = self
            .all_apart()
            .filter(|(_, apart)| apart.lesson == lesson)
            .map(|(ix, _)| ix)
            .collect();
        topics.sort_unstable();
        topics
    }

    /// All topics that are told apart from a lesson's, in no particular order.
    pub fn all_apart(&self) -> impl Iterator<Item = (TopicIx, &Apart)> {
        self.apart.iter().map(|(&ix, apart)| (ix, apart))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::library::Parts;
    use crate::content::model::{Lesson, Name};
    use crate::content::roadmap::{Node, RoadmapFile, Section};
    use crate::content::spec;

    const SINCE: Timestamp = Timestamp::constant(1_770_000_000, 0);

    fn lesson(title: &str, aliases: &[&str]) -> Lesson {
        let name = |text: &&str| Name::from((*text).to_owned());
        Lesson {
            id: slug(title),
            title: name(&title),
            aliases: aliases.iter().map(name).collect(),
            ..Lesson::default()
        }
    }

    /// Of a node with this title.
    fn id(title: &str) -> String {
        format!("X{}", title.replace(|c: char| !c.is_alphanumeric(), ""))
    }

    fn roadmap(name: &str, titles: &[&str], apart: Option<Timestamp>) -> RoadmapFile {
        let node = |title: &&str| Node {
            id: id(title),
            title: (*title).to_owned(),
            ..Node::default()
        };
        RoadmapFile {
            title: name.to_owned(),
            sections: vec![Section {
                title: None,
                nodes: titles.iter().map(node).collect(),
            }],
            apart,
            ..RoadmapFile::named(name)
        }
    }

    fn library(lessons: Vec<Lesson>, roadmaps: Vec<RoadmapFile>) -> Library {
        let agent = "# Web\n\n## Learning Paths\n\n### Server\n- **Caddy**\n- **nginx**\n";
        Library::of(Parts {
            agents: vec![spec::read(agent.as_bytes(), Path::new("web.md")).into()],
            lessons: lessons.into_iter().map(Into::into).collect(),
            roadmaps,
            ..Parts::default()
        })
    }

    /// The ids of the topics of a roadmap's steps.
    fn met<'l>(library: &'l Library, roadmap: &str) -> Vec<&'l str> {
        let ix = library
            .roadmap_ixs()
            .find(|&ix| library.roadmap(ix).id == roadmap)
            .unwrap();
        let topics = library.steps_of(ix).map(|at| library.topic_of(at));
        topics.map(|topic| library.topic(topic).id.as_str()).collect()
    }

    fn proxies() -> Lesson {
        lesson("Reverse proxies and web servers", &["Nginx", "Caddy", "Web servers"])
    }

    #[test]
    fn of_several_names_of_a_lesson_on_a_roadmap_the_nearest_is_the_lessons() {
        let pair = |a, b| lesson("Heaps and compost", &[a, b]);
        for (lesson, titles, nearest) in [
            // The title, what the title speaks of, the first alias.
            (
                proxies(),
                &["Caddy", "Nginx", "Reverse proxies and web servers"][..],
                "Reverse proxies and web servers",
            ),
            (proxies(), &["Nginx", "Web Servers", "Caddy"], "Web Servers"),
            (proxies(), &["Caddy", "NGINX"], "NGINX"),
            (pair("Heaps", "Compost"), &["Compost", "Heaps"], "Heaps"),
            (pair("Worms", "Compost"), &["Worms", "Compost"], "Compost"),
        ] {
            let lesson_id = lesson.id.clone();
            let library = library(vec![lesson], vec![roadmap("garden", titles, Some(SINCE))]);
            let own = |title: &&str| {
                if *title == nearest {
                    lesson_id.clone()
                } else {
                    format!("roadmap-sh/garden/{}", id(title))
                }
            };
            let wanted: Vec<String> = titles.iter().map(own).collect();
            assert_eq!(met(&library, "garden"), wanted);
            let lesson = library.topic_by_id(&lesson_id).unwrap();
            let parts = library.told_apart(lesson);
            assert_eq!(parts.len(), titles.len() - 1, "{titles:?}");
            for part in parts {
                assert_eq!(library.apart(part), Some(&Apart { lesson, since: SINCE }));
                assert!(library.lesson_of(part).is_none());
            }
            assert_eq!(library.apart(lesson), None);
        }
    }

    #[test]
    fn a_name_alone_meets_the_lesson_and_so_do_steps_of_paths_and_two_nodes_of_one_name() {
        let alone = roadmap("alone", &["Caddy", "Soil"], Some(SINCE));
        let twice = roadmap("twice", &["Caddy", "caddy!"], Some(SINCE));
        let before = roadmap("before", &["Caddy", "Nginx"], None);
        let library = library(vec![proxies()], vec![alone, twice, before]);
        let id = "reverse-proxies-and-web-servers";
        assert_eq!(met(&library, "alone"), [id, "roadmap-sh/alone/XSoil"]);
        assert_eq!(met(&library, "twice"), [id, id]);
        assert_eq!(met(&library, "before"), [id, id], "an import from before");
        assert_eq!(library.all_apart().count(), 0);
        assert_eq!(library.topic_by_id("web/server/caddy"), library.topic_by_id(id));
    }

    #[test]
    fn what_two_roadmaps_tell_apart_is_one_topic_on_both_and_is_found_by_its_title() {
        let first = roadmap("first", &["Nginx", "Caddy"], Some(SINCE));
        let second = roadmap("second", &["Web servers", "Caddy"], Some(Timestamp::UNIX_EPOCH));
        let library = library(vec![proxies()], vec![first, second]);
        let lesson = "reverse-proxies-and-web-servers";
        assert_eq!(met(&library, "first"), [lesson, "roadmap-sh/first/XCaddy"]);
        assert_eq!(met(&library, "second"), [lesson, "roadmap-sh/first/XCaddy"]);
        let caddy = library.topic_by_id("roadmap-sh/second/XCaddy").unwrap();
        assert_eq!(library.apart(caddy).unwrap().since, SINCE);
        let found = |query: &str| crate::content::find::topic(&library, query);
        for name in ["Caddy", "caddy", "roadmap-sh/first/XCaddy"] {
            assert_eq!(found(name), crate::content::find::Found::One(caddy), "{name}");
        }
        // What leads to a lesson by its name still does.
        let lesson = library.topic_by_id(lesson).unwrap();
        assert_eq!(library.topic_called("Caddy"), Some(lesson));
        for name in ["nginx", "web/server/caddy", "reverse-proxies-and-web-servers"] {
            assert_eq!(found(name), crate::content::find::Found::One(lesson), "{name}");
        }
    }

    #[test]
    fn a_title_that_says_only_where_one_is_is_another_topic_at_each_node() {
        let titles = ["Use cases", "Learn the basics", "Use Cases", "Peas", "peas"];
        let library = library(Vec::new(), vec![roadmap("map", &titles, Some(SINCE))]);
        let ids = ["XUsecases", "XLearnthebasics", "XUseCases", "XPeas", "XPeas"];
        assert_eq!(met(&library, "map"), ids.map(|id| format!("roadmap-sh/map/{id}")));
    }
}
