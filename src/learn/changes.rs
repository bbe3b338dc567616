//! What has changed in the packs since the learner last opened them, and what became of the progress.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::content::library::Library;
use crate::content::names::slug;
use crate::progress::event::Status;
use crate::progress::fold::Progress;

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
    /// How many have another title now.
    pub renamed: usize,
    /// The ids of those that are gone.
    pub gone: Vec<String>,
}

impl Changes {
    /// Compares what was seen with what there is.
    pub fn since(seen: &Seen, library: &Library) -> Self {
        let mut changes = Self::default();
        let mut known = HashSet::new();
        for (id, title) in &seen.topics {
            match library.topic_by_id(id) {
                Some(topic) => {
                    known.insert(topic);
                    changes.renamed += usize::from(slug(&library.topic(topic).title) != slug(title));
                }
                None => changes.gone.push(id.clone()),
            }
        }
        changes.new = library.topics().len() - known.len();
        changes
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// One line for the learner: "The course has changed: 3 new, 1 renamed; your 92 kept".
    pub fn told(&self, library: &Library, progress: &Progress, statuses: &Statuses) -> String {
        format!("The course has changed: {}", self.counted(library, progress, statuses))
    }

    /// What is different, each with its number: "3 new", "1 renamed".
    pub fn differences(&self, library: &Library, progress: &Progress) -> Vec<String> {
        let (moved, gone) = self.moved_and_gone(library, progress);
        let counts = [
            (self.new.saturating_sub(moved.len()), "new"),
            (self.renamed + moved.len(), "renamed"),
            (gone.len(), "gone"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        counts.map(|(count, what)| format!("{count} {what}")).collect()
    }

    /// What the learner has moved to another topic is only called differently now; the rest is gone.
    fn moved_and_gone(&self, library: &Library, progress: &Progress) -> (Vec<&String>, Vec<&String>) {
        let is_there = |id: &&String| library.topic_by_id(progress.home_of(id)).is_some();
        self.gone.iter().partition(is_there)
    }

    /// What is different, and what became of the marks: "3 new, 1 renamed; your 92 kept".
    pub fn counted(&self, library: &Library, progress: &Progress, statuses: &Statuses) -> String {
        let (_, gone) = self.moved_and_gone(library, progress);
        let counts = self.differences(library, progress);
        let kept = statuses
            .marked()
            .filter(|(_, mark)| mark.status != Status::Todo)
            .count();
        let lost = gone
            .iter()
            .filter(|id| progress.mark(id).is_some_and(|mark| mark.status != Status::Todo))
            .count();
        let kept = (kept > 0).then(|| format!("; your {kept} kept"));
        let lost = (lost > 0).then(|| format!("; {lost} of yours without a topic now, see `waypost doctor`"));
        format!(
            "{}{}{}",
            counts.join(", "),
            kept.unwrap_or_default(),
            lost.unwrap_or_default()
        )
    }
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
        assert_eq!((changes.new, changes.renamed), (3, 0));
        assert_eq!(changes.gone, ["web/server/hapi", "web/server/koa"]);

        let mut stamper = Stamper::default();
        let told = |progress: &Progress| changes.told(&after, progress, &Statuses::new(&after, progress));
        let mut progress = Progress::default();
        assert_eq!(told(&progress), "The course has changed: 3 new, 2 gone");
        progress.add(done(&mut stamper, "web/server/node"));
        progress.add(done(&mut stamper, "web/server/koa"));
        assert_eq!(
            told(&progress),
            "The course has changed: 3 new, 2 gone; your 1 kept; 1 of yours without a topic now, see `waypost doctor`"
        );
        let (from, to) = ("web/server/koa".to_owned(), "web/server/deno".to_owned());
        progress.add(stamper.stamp(Action::Move { from, to }, Timestamp::UNIX_EPOCH));
        assert_eq!(
            told(&progress),
            "The course has changed: 2 new, 1 renamed, 1 gone; your 2 kept"
        );
    }
}
