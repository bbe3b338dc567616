//! The learner's own notes and ticks.

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::page::Target;
use crate::app::state::State;
use crate::content::library::TopicIx;
use crate::content::model::Link;
use crate::progress::event::Action;
use crate::progress::notes::Kept;

use super::mark::record;

/// Asks for the note on the topic one is on to be edited.
pub(super) fn edit(state: &mut State) -> Vec<Effect> {
    let Some(topic) = state.subject().and_then(|row| row.topic(&state.library)) else {
        let why = format!(
            "Notes are for topics: go into the list with {}",
            state.key(Command::Enter)
        );
        state.warn(why);
        return Vec::new();
    };
    let library = &state.library;
    let content = library.topic(topic);
    let written = library.ids_of(topic).find(|id| state.notes.contains_key(*id));
    vec![Effect::EditNote {
        topic: written.unwrap_or_else(|| library.lasting_id(topic)).to_owned(),
        title: content.title.clone(),
    }]
}

/// Takes in what became of a note.
pub(super) fn noted(state: &mut State, topic: &str, kept: Kept) {
    let title = state.library.topic_by_id(topic);
    let title = title.map_or_else(|| topic.to_owned(), |ix| state.library.topic(ix).title.clone());
    match kept {
        Kept::Unchanged => state.say(format!("The note on {title} is as it was")),
        Kept::Saved(text) => {
            state.notes.insert(topic.to_owned(), text.into());
            state.say(format!("Noted on {title}"));
        }
        Kept::Removed => {
            state.notes.remove(topic);
            state.say(format!("The note on {title} is gone"));
        }
    }
}

/// The resource that is selected in the reading pane, where it can be ticked.
fn selected(state: &State) -> Option<(TopicIx, Link)> {
    let topic = state.subject()?.topic(&state.library)?;
    match &state.spot()?.target {
        Target::Url(link) if state.library.has_resource(topic, &link.url) => Some((topic, link.clone())),
        _ => None,
    }
}

/// Whether Space is about a resource, and not about the topic.
pub fn is_on_resource(state: &State) -> bool {
    selected(state).is_some()
}

/// Ticks the selected resource, or takes the tick away; `None` where none is selected.
pub(super) fn tick(state: &mut State) -> Option<Vec<Effect>> {
    let (topic, link) = selected(state)?;
    let on = !state.ticked(topic).contains(&link.url.as_str());
    let said = format!("{}: {}", if on { "Read" } else { "Not read" }, link.title);
    let action = Action::Tick {
        topic: state.library.lasting_id(topic).to_owned(),
        url: link.url,
        on,
    };
    Some(record(state, action, said))
}
