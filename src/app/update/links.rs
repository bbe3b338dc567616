//! Opening and copying links.

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::page::{Spot, Target};
use crate::app::state::{LinkUse, Overlay, State, Way};
use crate::content::model::Link;

use super::mark::word;
use super::{go, reading};

/// Opens or copies the link one is on, the only one there is, or one chosen from several.
pub(super) fn choose(state: &mut State, command: Command) -> Vec<Effect> {
    let purpose = if command == Command::OpenLink {
        LinkUse::Open
    } else {
        LinkUse::Copy
    };
    if let Some(Target::Url(link)) = state.spot().map(|spot| &spot.target) {
        let link = link.clone();
        return carry_out(state, purpose, link);
    }
    let mut links = state.page().links();
    match links.len() {
        0 => {
            state.warn("There is no link here");
            Vec::new()
        }
        1 => carry_out(state, purpose, links.remove(0)),
        _ => {
            state.overlay = Some(Overlay::Links { links, row: 0, purpose });
            Vec::new()
        }
    }
}

/// Offers everything the page leads to, each place once; the first of it in sight is selected.
pub(super) fn choose_way(state: &mut State) {
    let spots = &state.metrics.spots;
    let top = state.here().page.scroll;
    let mut ways: Vec<Way> = Vec::new();
    let mut row = None;
    for (at, spot) in spots.iter().enumerate() {
        if row.is_none() && spot.line() >= top {
            row = Some(ways.len());
        }
        if ways.iter().all(|way| way.target != spot.target) {
            ways.push(Way {
                title: spot.title.clone(),
                note: what(state, spot),
                target: spot.target.clone(),
                spot: at,
            });
        }
    }
    let row = row.unwrap_or(0).min(ways.len().saturating_sub(1));
    state.overlay = Some(Overlay::Ways { ways, row });
}

/// Follows one of what the page leads to; coming back, one is on it.
pub(super) fn take_way(state: &mut State, way: &Way) -> Vec<Effect> {
    reading::select(state, way.spot);
    go::follow(state, &way.target)
}

/// What is at the end of a link, in short.
fn what(state: &State, spot: &Spot) -> String {
    let library = &*state.library;
    match &spot.target {
        Target::Topic(topic) => {
            let title = &library.topic(*topic).title;
            let status = word(state.statuses.of(*topic));
            if *title == spot.title {
                status.to_owned()
            } else {
                format!("{title}, {status}")
            }
        }
        Target::Walk(walk, _) => library.owner_of(*walk).to_owned(),
        Target::Role(at) => library.agent(at.agent).title.clone(),
        Target::Tool(at) => library.agent(at.stack.agent).title.clone(),
        Target::Roadmap(_) => "roadmap".to_owned(),
        Target::Agent(_) => "agent".to_owned(),
        Target::Lessons => "lessons".to_owned(),
        Target::Url(link) => link.url.clone(),
    }
}

/// Does with a link what was wanted.
pub(super) fn carry_out(state: &mut State, purpose: LinkUse, link: Link) -> Vec<Effect> {
    match purpose {
        LinkUse::Open => {
            state.say(format!("Opening {} …", link.url));
            open(link)
        }
        LinkUse::Copy => {
            state.say(format!("Copied {}", link.url));
            vec![Effect::Copy(link.url)]
        }
    }
}

/// Asks for a link to be opened.
pub(super) fn open(link: Link) -> Vec<Effect> {
    vec![Effect::OpenUrl(link)]
}
