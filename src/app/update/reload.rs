//! The packs were read anew: the same place, the same open rows, the same marks, in another library.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::app::command::{Command, Tab};
use crate::app::msg::Stale;
use crate::app::state::{Notice, OPEN_AT_START, State, Tone};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::library::Library;
use crate::learn::changes::{Changes, Seen};

use super::place::Place;
use super::{overlays, test_out};

/// What one was on before the packs lost it, should it come back: an editor may empty a file before it fills it.
#[derive(Debug, Clone, Default)]
pub(in crate::app) struct Recall {
    /// By tab: where one was, and where one came to stand instead.
    places: [Option<(Place, Place)>; Tab::ALL.len()],
    /// The ids of agents whose rows were shown.
    open: BTreeSet<String>,
}

/// Takes in another library.
pub(super) fn reloaded(state: &mut State, library: Arc<Library>) {
    let seen = Seen::of(&state.library);
    let warnings = count(&state.library, Severity::Warning);
    let places = Tab::ALL.map(|tab| state.browse[tab.index()].seen.then(|| wanted(state, tab)));
    let open = open_ids(state);
    let known: HashSet<String> = state.library.agents().iter().map(|agent| agent.id.clone()).collect();

    state.stale = None;
    state.exchange_library(library);
    let library = Arc::clone(&state.library);
    let is_small = library.agents().len() <= OPEN_AT_START;
    state.open = library
        .agent_ixs()
        .filter(|&ix| {
            let id = &library.agent(ix).id;
            open.contains(id) || is_small && !known.contains(id)
        })
        .collect();
    let gone = |id: &String| library.agents().iter().all(|agent| agent.id != *id);
    state.recall.open = open.into_iter().filter(gone).collect();
    let shown = state.tab;
    for (tab, place) in Tab::ALL.into_iter().zip(places) {
        let Some(place) = place else { continue };
        state.tab = tab;
        place.regain(state);
        let came_to = Place::of(state);
        state.recall.places[tab.index()] = (came_to != place).then_some((place, came_to));
    }
    state.tab = shown;
    overlays::renew(state);
    test_out::drop_test(state);

    let changes = Changes::since(&seen, &library);
    let told = told(&changes, state, warnings);
    let tone = if count(&library, Severity::Error) > 0 {
        Tone::Warning
    } else {
        Tone::Info
    };
    tell(state, told, tone);
}

/// Keeps the library there is, since there is no other, and why.
pub(super) fn not_reloaded(state: &mut State, gone: Stale) {
    tell(
        state,
        format!("What was read before stays: {}", gone.why),
        Tone::Warning,
    );
    state.stale = Some(gone);
    overlays::renew(state);
}

/// Says how it stands with the packs, in the place of what was said of them before.
pub(super) fn tell(state: &mut State, text: String, tone: Tone) {
    let notice = Notice {
        text,
        tone,
        news: true,
        ..Notice::default()
    };
    state.later.retain(|other| !other.news);
    if state.notice.news {
        state.notice = notice;
    } else {
        state.tell(notice);
    }
}

/// Where a tab's cursors are to be: where they were before the packs lost that, unless they were moved since.
fn wanted(state: &mut State, tab: Tab) -> Place {
    let shown = std::mem::replace(&mut state.tab, tab);
    let now = Place::of(state);
    state.tab = shown;
    match state.recall.places[tab.index()].take() {
        Some((before, came_to)) if came_to == now => before,
        _ => now,
    }
}

/// The agents whose rows are shown, and those whose rows were when they were last there.
fn open_ids(state: &mut State) -> BTreeSet<String> {
    let mut ids = std::mem::take(&mut state.recall.open);
    ids.extend(state.open.iter().map(|&ix| state.library.agent(ix).id.clone()));
    ids
}

/// "Reloaded: 2 new, 1 renamed, 1 error; `e` shows it".
fn told(changes: &Changes, state: &State, warnings_before: usize) -> String {
    let library = &state.library;
    let errors = count(library, Severity::Error);
    let warnings = count(library, Severity::Warning);
    let noun = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        count => Some(format!("{count} {noun}s")),
    };
    // Foreign specs have warnings by the dozen; news are only those that came with this.
    let more = if warnings > warnings_before { warnings } else { 0 };
    let wrong = [noun(errors, "error"), noun(more, "warning")];
    let parts: Vec<String> = changes
        .differences(library, &state.progress)
        .into_iter()
        .chain(wrong.into_iter().flatten())
        .collect();
    let hint = match errors + more {
        0 => String::new(),
        1 => format!("; `{}` shows it", state.key(Command::Problems)),
        _ => format!("; `{}` shows them", state.key(Command::Problems)),
    };
    if parts.is_empty() {
        return "Reloaded: the same topics".to_owned();
    }
    format!("Reloaded: {}{hint}", parts.join(", "))
}

fn count(library: &Library, severity: Severity) -> usize {
    library.diagnostics().filter(|found| found.severity == severity).count()
}

/// What is wrong with the packs, the worst first; of what is merely noted only what is said of a pack as a whole.
pub(super) fn problems(state: &State) -> Vec<Diagnostic> {
    let library = &state.library;
    let notes = library
        .problems()
        .iter()
        .filter(|found| found.severity == Severity::Info);
    let wrong = library.diagnostics().filter(|found| found.severity > Severity::Info);
    let mut found: Vec<Diagnostic> = wrong.chain(notes).cloned().collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.severity));
    if let Some(Stale { pack, why }) = &state.stale {
        let gone = Diagnostic {
            severity: Severity::Error,
            code: "missing",
            file: pack.clone(),
            line: 1,
            column: 1,
            message: why.clone(),
            hint: "what was read before stays until the packs can be read again".to_owned(),
        };
        found.insert(0, gone);
    }
    found
}
