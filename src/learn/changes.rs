//! What has changed in the packs since the learner last opened them, and what became of the progress.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::content::library::Library;
use crate::content::names::slug;
use crate::progress::event::Status;
use crate::progress::fold::{Mark, Progress};

use super::standing::Statuses;

/// The topics there were, by id, with their titles: kept from one start to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The title of every topic.
    pub topics: BTreeMap<String, String>,
}

impl Seen {
    /// What there is to see now.
    pub fn of(library: &Library) -> Self {
        let topics = library.topics().iter();
        Self {
            topics: topics.map(|topic| (topic.id.clone(), topic.title.clone())).collect(),
        }
    }
}

/// How the topics of today differ from those seen before. A topic that only moved (to another place, path or file)
/// is no difference: it is where one finds it, and so is its progress.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// How many there are that weren't there before.
    pub new: usize,
    /// The titles of those that have another one now: what it was, what it is.
    pub renamed: Vec<(String, String)>,
    /// The ids of those that are gone.
    pub gone: Vec<String>,
}

impl Changes {
    /// Compares what was seen with what there is.
    pub fn since(seen: &Seen, library: &Library) -> Self {
        let mut changes = Self::default();
        let mut known = HashSet::new();
        let mut renamed = Vec::new();
        for (id, title) in &seen.topics {
            let Some(topic) = library.topic_by_id(id) else {
                changes.gone.push(id.clone());
                continue;
            };
            let now = &library.topic(topic).title;
            // Of several that are one topic now, one may have its title.
            if known.insert(topic) && slug(now) != slug(title) {
                renamed.push((topic, title.clone()));
            } else if slug(now) == slug(title) {
                renamed.retain(|(other, _)| *other != topic);
            }
        }
        let now = |topic| library.topic(topic).title.clone();
        changes.renamed = renamed.into_iter().map(|(topic, was)| (was, now(topic))).collect();
        changes.new = library.topics().len() - known.len();
        changes
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// One line for the learner: "The packs have changed: 3 new, 1 renamed (Compost is now Humus); your 92 marks are kept".
    /// `again` is how to call waypost so that it works on the same packs and progress.
    pub fn told(&self, library: &Library, progress: &Progress, statuses: &Statuses, again: &str) -> String {
        let short = self.told_in_short(library, progress, statuses, again);
        format!("The packs have changed: {short}")
    }

    /// What is different, each with its number: "3 new", "1 renamed (Compost is now Humus)".
    pub fn differences(&self, library: &Library, progress: &Progress) -> Vec<String> {
        let renamed = match self.renamed.as_slice() {
            [] => None,
            [(was, now)] => Some(format!("1 renamed ({was} is now {now})")),
            several => Some(format!("{} renamed", several.len())),
        };
        let counted = |count: usize, what| (count > 0).then(|| format!("{count} {what}"));
        let gone = counted(self.names_gone(library, progress).len(), "gone");
        [counted(self.new, "new"), renamed, gone]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What the learner has moved to another topic is neither gone nor new.
    fn names_gone(&self, library: &Library, progress: &Progress) -> HashSet<&str> {
        let is_gone = |id: &&String| library.topic_by_id(progress.home_of(id)).is_none();
        self.gone.iter().filter(is_gone).map(|id| name_in(id)).collect()
    }

    /// What is different, and what became of the marks: "3 new, 1 renamed (Compost is now Humus); your 92 marks are kept".
    pub fn told_in_short(&self, library: &Library, progress: &Progress, statuses: &Statuses, again: &str) -> String {
        let gone = self.names_gone(library, progress);
        let parts = self.differences(library, progress);
        let counts = |mark: Mark| mark.status != Status::Todo;
        let kept = statuses.marked().filter(|(_, mark)| counts(*mark)).count();
        // By name: the mark may be from a time when the topic had another place.
        let lost = progress.touched().filter(|&(id, mark)| {
            counts(mark)
                && gone.contains(name_in(id))
                && library.topic_by_id(progress.home_of(id)).is_none()
                && library.topic_by_id(id).is_none()
        });
        let lost = match lost.count() {
            0 => String::new(),
            1 => format!("; 1 mark has no topic now: `{again} doctor`"),
            lost => format!("; {lost} marks have no topic now: `{again} doctor`"),
        };
        let kept = match kept {
            0 => "",
            1 => "; your mark is kept",
            kept => &format!("; your {kept} marks are kept"),
        };
        format!("{}{kept}{lost}", parts.join(", "))
    }
}

/// The part of an id that a title makes.
fn name_in(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::Timestamp;

    use super::*;
    use crate::content::spec;
    use crate::progress::event::Action;
    use crate::progress::stamp::Stamper;

    fn library(file: &str, steps: &[&str]) -> Library {
        let steps = steps.join("**\n- **");
        let text = format!("# Web\n\n## Learning Paths\n\n### Server\n- **{steps}**\n");
        Library::new(vec![spec::read(text.as_bytes(), Path::new(file))], Vec::new())
    }

    fn done(stamper: &mut Stamper, id: &str) -> crate::progress::Event {
        let topics = vec![id.to_owned()];
        stamper.stamp(
            Action::Mark {
                topics,
                status: Status::Done,
            },
            Timestamp::UNIX_EPOCH,
        )
    }

    #[test]
    fn what_only_moved_is_no_change() {
        let seen = Seen::of(&library("web.md", &["Node", "Koa"]));
        for after in [library("web.md", &["Koa", "Node"]), library("net.md", &["node", "Koa"])] {
            assert!(Changes::since(&seen, &after).is_empty());
        }
    }

    #[test]
    fn the_line_says_what_is_new_and_what_became_of_the_marks() {
        let seen = Seen::of(&library("web.md", &["Node", "Koa", "Hapi"]));
        let after = library("web.md", &["Node", "Deno", "Bun", "Fastify"]);
        let changes = Changes::since(&seen, &after);
        assert_eq!((changes.new, changes.renamed.len()), (3, 0));
        assert_eq!(changes.gone, ["web/server/hapi", "web/server/koa"]);

        let mut stamper = Stamper::default();
        let told = |progress: &Progress| changes.told(&after, progress, &Statuses::new(&after, progress), "waypost");
        let mut progress = Progress::default();
        assert_eq!(told(&progress), "The packs have changed: 3 new, 2 gone");
        progress.add(done(&mut stamper, "web/server/node"));
        progress.add(done(&mut stamper, "net/server/koa"));
        assert_eq!(
            told(&progress),
            "The packs have changed: 3 new, 2 gone; your mark is kept; 1 mark has no topic now: `waypost doctor`"
        );
        let (from, to) = ("net/server/koa".to_owned(), "web/server/deno".to_owned());
        progress.add(stamper.stamp(Action::Move { from, to }, Timestamp::UNIX_EPOCH));
        assert_eq!(
            told(&progress),
            "The packs have changed: 3 new, 2 gone; your 2 marks are kept"
        );
    }
}
