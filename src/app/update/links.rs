//! Opening and copying links.

use crate::app::command::Command;
use crate::app::layout::Pane;
use crate::app::msg::Effect;
use crate::app::page::Target;
use crate::app::state::{LinkUse, Overlay, State};
use crate::content::model::Link;

/// Opens or copies the link one is on, the only one there is, or one chosen from several.
pub(super) fn choose(state: &mut State, command: Command) -> Vec<Effect> {
    let purpose = if command == Command::OpenLink {
        LinkUse::Open
    } else {
        LinkUse::Copy
    };
    let page = state.page();
    let here = state.here();
    let selected = here
        .page
        .target
        .filter(|_| here.focus == Pane::Right)
        .and_then(|at| page.targets().nth(at));
    if let Some(Target::Url(link)) = selected {
        return carry_out(state, purpose, link.clone());
    }
    let mut links = page.links();
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
