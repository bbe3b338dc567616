//! How well what is done is still known, kept beside the statuses and looked up by whatever shows it.
//!
//! It is worked out when something was answered or placed, and again on another day; an answer has only its own topic worked
//! out anew. Where there is much to work out, that waits for the first pause.

use super::state::State;
use crate::content::library::TopicIx;
use crate::learn::mastery::{Mastery, Recall, Recalled};
use crate::progress::event::{Action, Event, topic_of};

/// What is known of what is remembered.
#[derive(Debug, Default)]
pub struct Remembered {
    /// Whether anything was ever answered or placed; `None` before anybody has looked.
    is_any: Option<bool>,
    recalled: Option<Recalled>,
}

impl State {
    /// How well a topic is remembered, where any of its questions was answered or it was placed.
    pub fn recall(&self, topic: TopicIx) -> Option<Recall> {
        self.remembered.recalled.as_ref()?.of(topic)
    }

    /// How well a done topic is still known.
    pub fn mastery(&self, topic: TopicIx) -> Option<Mastery> {
        self.remembered.recalled.as_ref()?.mastery(&self.statuses, topic)
    }

    /// How many of these topics are done and rusty; the other done ones are still known, as far as can be told.
    pub fn rusty_among(&self, topics: impl IntoIterator<Item = TopicIx>) -> usize {
        let recalled = self.remembered.recalled.as_ref();
        recalled.map_or(0, |recalled| recalled.rusty_among(&self.statuses, topics))
    }

    /// Takes in an event that has just been added to the progress and to what is remembered.
    pub(super) fn recall_anew(&mut self, event: &Event) {
        let about = match &event.action {
            Action::Undo { of } | Action::Redo { of } => self.progress.entry(*of).map_or(event, |entry| entry.event),
            _ => event,
        };
        // Where the topic's progress was moved, the answer may count there.
        let topics = match &about.action {
            Action::Answer { card, .. } => {
                let id = topic_of(card);
                let ids = [id, self.progress.home_of(id)];
                Some(ids.map(|id| self.library.topic_by_id(id)))
            }
            // These touch many, or all.
            Action::Place { .. } | Action::Move { .. } | Action::Fit { .. } => None,
            _ => return,
        };
        self.remembered.is_any = Some(true);
        match (topics, &mut self.remembered.recalled, &self.review.desk) {
            (Some(topics), Some(recalled), Some(desk)) => {
                topics
                    .into_iter()
                    .flatten()
                    .for_each(|topic| recalled.renew(desk, topic));
            }
            _ => self.remembered.recalled = None,
        }
    }

    /// What stood for another library stands for nothing.
    pub(super) fn forget_recalled(&mut self) {
        self.remembered.recalled = None;
    }

    /// Whether how well things are remembered is yet to be worked out, which takes its time.
    pub(super) fn wants_recalled(&self) -> bool {
        let day = self.calendar.day(self.now);
        let is_known = self
            .remembered
            .recalled
            .as_ref()
            .is_some_and(|known| known.day() == day);
        self.remembered.is_any == Some(true) && !is_known
    }

    /// Works out how well things are remembered, where that is not known: at once where it is quick, else when there is time.
    pub(super) fn recollect(&mut self, has_time: bool) {
        if self.remembered.is_any.is_none() {
            let mut actions = self.progress.history().map(|entry| &entry.event.action);
            let is_any = actions.any(|action| matches!(action, Action::Answer { .. } | Action::Place { .. }));
            self.remembered.is_any = Some(is_any);
        }
        if !self.wants_recalled() {
            return;
        }
        if !has_time && !self.is_quick() {
            return;
        }
        let desk = self.take_desk();
        let day = self.calendar.day(self.now);
        self.remembered.recalled = Some(Recalled::new(&self.library, &desk, day));
        self.review.desk = Some(desk);
    }
}
