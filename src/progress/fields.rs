//! From the fields of an event, as a log and an export have them, to its action.

use super::event::{Action, EventId, Status, Verb};

/// Every field that an action may have.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) topic: Option<String>,
    pub(super) topics: Option<Vec<String>>,
    pub(super) status: Option<Status>,
    pub(super) of: Option<EventId>,
    pub(super) to: Option<String>,
    pub(super) lines: Option<Vec<String>>,
}

impl Fields {
    /// The action of this verb, or the field it lacks. Fields of other verbs are ignored.
    pub(super) fn action(self, verb: Verb) -> Result<Action, &'static str> {
        Ok(match verb {
            Verb::Mark => Action::Mark {
                topics: match (self.topic, self.topics) {
                    (None, None) => return Err("topic"),
                    (None, Some(topics)) => topics,
                    (Some(topic), topics) => std::iter::once(topic).chain(topics.into_iter().flatten()).collect(),
                },
                status: self.status.ok_or("status")?,
            },
            Verb::Undo => Action::Undo {
                of: self.of.ok_or("of")?,
            },
            Verb::Redo => Action::Redo {
                of: self.of.ok_or("of")?,
            },
            Verb::Move => Action::Move {
                from: self.topic.ok_or("topic")?,
                to: self.to.ok_or("to")?,
            },
            Verb::Accept => Action::Accept {
                lines: self.lines.ok_or("lines")?,
            },
        })
    }
}
