//! How far the learner is: the status of every topic, and counts over any set of topics.

use serde::Serialize;

use crate::content::library::{AgentIx, LevelRef, Library, PathRef, TopicIx};
use crate::progress::event::Status;
use crate::progress::fold::{Mark, Progress};

/// The status of every topic of a library, looked up once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statuses(Vec<Status>);

impl Statuses {
    /// Looks every topic up under its id and its former ids; the latest mark among them counts.
    ///
    /// A mark under an id that no step has any more (its file, path or place changed) counts for the topic of the same
    /// name, as it would have if both had been there at once.
    pub fn new(library: &Library, progress: &Progress) -> Self {
        let mut latest: Vec<Option<Mark>> = library
            .topics()
            .iter()
            .map(|topic| progress.mark_of(topic.ids()))
            .collect();
        for (id, mark) in progress.touched() {
            let Some(topic) = library.topic_by_id(id) else { continue };
            let slot = &mut latest[topic.0];
            if slot.is_none_or(|known| (known.at, known.event) < (mark.at, mark.event)) {
                *slot = Some(mark);
            }
        }
        Self(
            latest
                .into_iter()
                .map(|mark| mark.map_or_else(Status::default, |mark| mark.status))
                .collect(),
        )
    }

    /// One topic's status.
    pub fn of(&self, topic: TopicIx) -> Status {
        self.0.get(topic.0).copied().unwrap_or_default()
    }

    /// Counts over topics; give each topic once.
    pub fn count(&self, topics: impl IntoIterator<Item = TopicIx>) -> Counts {
        let mut counts = Counts::default();
        for topic in topics {
            counts.total += 1;
            match self.of(topic) {
                Status::Todo => {}
                Status::Learning => counts.learning += 1,
                Status::Done => counts.done += 1,
                Status::Skipped => counts.skipped += 1,
            }
        }
        counts
    }
}

/// How many topics of a set are where; what is in none of the three is still to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Learned.
    pub done: usize,
    /// Being learned.
    pub learning: usize,
    /// Left out on purpose; never counted as done.
    pub skipped: usize,
    /// All topics of the set, whatever their status.
    pub total: usize,
}

impl Counts {
    /// Done in whole per cent of all, rounded down, so that 100 means everything.
    pub fn percent(self) -> usize {
        (self.done * 100).checked_div(self.total).unwrap_or(0)
    }
}

/// Counts of everything the progress screen and `waypost stats` show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Over all topics.
    pub overall: Counts,
    /// For each agent.
    pub agents: Vec<(AgentIx, Counts)>,
    /// For each path.
    pub paths: Vec<(PathRef, Counts)>,
    /// For each level that names topics or paths.
    pub levels: Vec<(LevelRef, Counts)>,
}

impl Totals {
    /// Counts the whole library.
    pub fn new(library: &Library, statuses: &Statuses) -> Self {
        let levels = library.agent_ixs().flat_map(|agent| library.levels_of(agent));
        Self {
            overall: statuses.count(library.topic_ixs()),
            agents: library
                .agent_ixs()
                .map(|ix| (ix, statuses.count(library.agent_topics(ix).iter().copied())))
                .collect(),
            paths: library
                .path_refs()
                .map(|at| (at, statuses.count(library.path_topics(at).iter().copied())))
                .collect(),
            levels: levels
                .map(|at| (at, statuses.count(library.level_topics(at).iter().copied())))
                .filter(|(_, counts)| counts.total > 0)
                .collect(),
        }
    }
}
