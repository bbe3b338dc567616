//! Ids of lessons without their pack before them: how lessons name each other, and how learners do; and what progress stood
//! under before the ids of topics named the pack.
//!
//! A lesson `foo` of the pack `zeta` is the topic `zeta/foo`, whichever packs are there with it, so that nothing of one pack
//! ever counts for another. Only the lessons of the pack inside the program go by their own ids.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use super::{LessonIx, Library, Topic, TopicIx};
use crate::content::model::{Lesson, Shared, Track};

/// The id of the pack inside the program, then those of its lessons, a line each, as `build.rs` has written them.
static BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/embedded.txt"));

/// The id of the pack inside the program.
pub(in crate::content) fn built_in_pack() -> &'static str {
    BUILT_IN.lines().next().unwrap_or_default()
}

/// Whether a lesson of the pack inside the program has this id, be that pack in the library or not.
fn is_built_in(id: &str) -> bool {
    static LESSONS: LazyLock<HashSet<&str>> = LazyLock::new(|| BUILT_IN.lines().skip(1).collect());
    LESSONS.contains(id)
}

/// A pack, as far as its lessons' ids go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackIds {
    /// Its name, which stands before the ids of its lessons.
    pub name: Arc<str>,
    /// The ids of its lessons under which progress was recorded before the pack's name stood there; `None` where nobody knows:
    /// then it is those that no other pack's lesson could have had.
    pub bare: Option<Vec<String>>,
}

impl Library {
    /// The topic of a lesson.
    fn topic_of_own(&self, lesson: LessonIx) -> Option<TopicIx> {
        self.by_id.get(&self.topics, &self.lesson(lesson).topic_id())
    }

    /// The lessons of packs that have this id.
    fn with_bare_id(&self, id: &str) -> &[LessonIx] {
        let sorted = self.bare.get(|| {
            let all = (0..self.lessons.len()).map(LessonIx);
            let mut sorted: Vec<LessonIx> = all.filter(|&ix| self.lesson(ix).pack.is_some()).collect();
            sorted.sort_by(|&one, &other| self.lesson(one).id.cmp(&self.lesson(other).id));
            sorted
        });
        let first = sorted.partition_point(|&ix| *self.lesson(ix).id < *id);
        let count = sorted[first..].partition_point(|&ix| self.lesson(ix).id == id);
        &sorted[first..first + count]
    }

    /// The topic of the only lesson with this id.
    pub(super) fn only_with_bare_id(&self, id: &str) -> Option<TopicIx> {
        match self.with_bare_id(id) {
            [only] => self.topic_of_own(*only),
            _ => None,
        }
    }

    /// The topics of the lessons that have this id in their packs.
    pub fn topics_with_bare_id(&self, id: &str) -> Vec<TopicIx> {
        let lessons = self.with_bare_id(id).iter();
        lessons.filter_map(|&lesson| self.topic_of_own(lesson)).collect()
    }

    /// The topic that progress was meant for which was recorded under a lesson's id alone: that of the pack that is known to
    /// have had it, else of the only lesson that could have. What a built-in lesson has is that lesson's.
    pub(super) fn once_bare(&self, id: &str) -> Option<TopicIx> {
        if id.contains('/') || is_built_in(id) {
            return None;
        }
        let bare_of = |lesson: LessonIx| {
            let pack = self.lesson(lesson).pack.as_ref();
            let pack = self.packs.iter().find(|own| Some(&own.name) == pack);
            pack.map_or(&None, |pack| &pack.bare)
        };
        let lessons = self.with_bare_id(id);
        let is_known = |lesson: &&LessonIx| {
            bare_of(**lesson)
                .as_ref()
                .is_some_and(|ids| ids.iter().any(|own| own == id))
        };
        let mut possible = lessons.iter().filter(|lesson| bare_of(**lesson).is_none());
        let found = match (lessons.iter().find(is_known), possible.next(), possible.next()) {
            (Some(known), ..) | (None, Some(known), None) => *known,
            _ => return None,
        };
        self.topic_of_own(found)
    }

    /// The ids of a pack's lessons under which progress counts for them though the pack's name is missing.
    pub fn bare_ids_of(&self, pack: &str) -> Vec<String> {
        let own = self
            .lessons
            .iter()
            .filter(|lesson| lesson.pack.as_deref() == Some(pack));
        let counts = |lesson: &&Shared<Lesson>| {
            let topic = self.by_id.get(&self.topics, &lesson.topic_id());
            topic.is_some() && self.once_bare(&lesson.id) == topic
        };
        own.filter(counts).map(|lesson| lesson.id.clone()).collect()
    }

    /// The ids under which progress of a topic may stand, the current one first.
    pub fn ids_of(&self, ix: TopicIx) -> impl Iterator<Item = &str> {
        let lesson = self.lesson_of(ix).filter(|lesson| lesson.pack.is_some());
        let bare = lesson.map(|lesson| lesson.id.as_str());
        let bare = bare.filter(|id| self.by_id.get(&self.topics, id).is_none() && self.once_bare(id) == Some(ix));
        Topic::ids(self.topic(ix)).chain(bare)
    }

    /// The topic a lesson means by an id or name: that of its own pack's lesson goes first.
    pub fn called_in(&self, lesson: &Lesson, name: &str) -> Option<TopicIx> {
        self.own_of(lesson.pack.as_deref(), name)
            .or_else(|| self.topic_called(name))
    }

    fn own_of(&self, pack: Option<&str>, id: &str) -> Option<TopicIx> {
        self.by_id.get(&self.topics, &format!("{}/{id}", pack?))
    }

    /// Writes the ids of lessons of their own packs out in tracks.
    pub(super) fn qualify_tracks(&mut self) {
        let mut tracks = std::mem::take(&mut self.tracks);
        for Track { pack, stages, .. } in &mut tracks {
            for name in stages.iter_mut().flat_map(|stage| &mut stage.topics) {
                if let Some(topic) = self.own_of(pack.as_deref(), &name.text) {
                    name.text.clone_from(&self.topic(topic).id);
                }
            }
        }
        self.tracks = tracks;
    }
}
