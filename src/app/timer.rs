//! The session timer: how long topics are read.
//!
//! A stretch begins with the first key or click while a topic's page is there to be read, and ends when another page is
//! shown, when nobody has touched anything for some minutes, or at the end. Then it is one event; what was after the last
//! touch of a stretch that ended for want of one isn't counted. Answering questions takes time of its own, which each
//! answer has with it.

use jiff::{SignedDuration, Timestamp};

use super::command::Tab;
use super::layout::Pane;
use super::msg::Msg;
use super::state::State;
use crate::content::library::TopicIx;
use crate::learn::spent::seconds_on;
use crate::progress::event::Action;

/// Shorter than this one has only passed by, in seconds.
pub(super) const SHORTEST: i64 = 15;

/// Measures what is read.
#[derive(Debug, Default)]
pub(super) struct Timer(Option<Stretch>);

/// A topic being read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    /// The id it is recorded under.
    topic: String,
    since: Timestamp,
    /// When a key was pressed last.
    touched: Timestamp,
}

impl Msg {
    /// Whether it comes from the learner's hands.
    pub(super) fn is_touch(&self) -> bool {
        matches!(
            self,
            Self::Command(_) | Self::Edit(_) | Self::Paste(_) | Self::Click(..) | Self::Wheel(..) | Self::Noted { .. }
        )
    }
}

impl State {
    /// When it is to be looked whether anybody is still there; `None` while nothing is measured.
    pub fn idle_at(&self) -> Option<Timestamp> {
        let stretch = self.timer.0.as_ref()?;
        stretch.touched.checked_add(self.idle()).ok()
    }

    fn idle(&self) -> SignedDuration {
        SignedDuration::from_mins(self.settings.idle.max(1).into())
    }

    /// The topic that is there to be read. Today's page stands beside the list from the start, so there the page has to have
    /// the keys.
    fn reading(&self) -> Option<TopicIx> {
        let page = self.layout()?.pane(Pane::Right);
        let is_read = match self.tab {
            Tab::Review | Tab::Progress => false,
            Tab::Today => self.here().focus == Pane::Right,
            Tab::Paths | Tab::Roles | Tab::Stacks | Tab::Roadmaps => page.is_some(),
        };
        self.subject().filter(|_| is_read)?.topic(&self.library)
    }

    /// Ends the stretch when nobody was there for too long, at the last touch; at a moment when nothing has changed yet.
    pub(super) fn stop_if_idle(&mut self, now: Timestamp) -> Option<Action> {
        let idle = self.idle();
        let stretch = self.timer.0.take_if(|stretch| {
            let since = now.duration_since(stretch.touched);
            // A clock that was set back has no say in how long anything took.
            since >= idle || since.is_negative()
        })?;
        let until = stretch.touched;
        stretch.spent(until)
    }

    /// Goes on with the stretch, or ends it and begins another, after what has just happened.
    pub(super) fn measure(&mut self, was_touched: bool) -> Option<Action> {
        // What lies over the page is soon gone again.
        let topic = match &self.timer.0 {
            Some(stretch) if self.overlay.is_some() => Some(stretch.topic.clone()),
            _ => self.reading().map(|topic| self.library.lasting_id(topic).to_owned()),
        };
        let now = self.now;
        match (&mut self.timer.0, topic) {
            (Some(stretch), Some(topic)) if stretch.topic == topic => {
                if was_touched {
                    stretch.touched = now;
                }
                None
            }
            (open, topic) => {
                let before = open.take();
                *open = topic.filter(|_| was_touched).map(|topic| Stretch {
                    topic,
                    since: now,
                    touched: now,
                });
                before?.spent(now)
            }
        }
    }

    /// Ends the stretch: one is leaving.
    pub(super) fn stop_timer(&mut self) -> Option<Action> {
        let now = self.now;
        self.timer.0.take()?.spent(now)
    }

    /// The seconds spent on a topic today, with the stretch under way.
    pub fn seconds_today(&self, topic: TopicIx) -> i64 {
        let today = self.calendar.day(self.now);
        let recorded = seconds_on(&self.library, &self.progress, &self.calendar, topic, today);
        let stretch = self.timer.0.as_ref();
        let open = stretch.filter(|stretch| self.library.topic_by_id(&stretch.topic) == Some(topic));
        let open = open.map_or(0, |stretch| self.now.duration_since(stretch.since).as_secs());
        recorded + if open >= SHORTEST { open } else { 0 }
    }
}

impl Stretch {
    /// The event of a stretch that ended; `None` for one in passing.
    fn spent(self, until: Timestamp) -> Option<Action> {
        let seconds = until.duration_since(self.since).as_secs();
        let topic = self.topic;
        (seconds >= SHORTEST).then(|| Action::Spend {
            topic,
            seconds: i32::try_from(seconds).unwrap_or(i32::MAX),
        })
    }
}
