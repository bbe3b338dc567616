//! The one function that changes the state. Pure: what has to happen in the world comes back as effects.

mod go;
mod links;
mod mark;
mod moves;
mod note;
mod overlays;
mod place;
mod placement;
mod reading;
mod reload;
mod review;
mod test_out;
mod time;
mod welcome;

pub use mark::word;
pub(super) use moves::settle;
pub use note::is_on_resource;
pub(super) use place::Place;
pub(super) use reload::Recall;
pub use welcome::greet;

use jiff::Timestamp;

use super::command::Command;
use super::msg::{Effect, Fresh, Msg};
use super::state::{Notice, Overlay, State, Tone};

/// Takes one message at a moment in time, changes the state, and says what is to be done.
pub fn update(state: &mut State, msg: Msg, now: Timestamp) -> Vec<Effect> {
    let (has_time, was_touched) = (msg == Msg::Pause, msg.is_touch());
    let spent = state.stop_if_idle(now);
    state.now = now;
    let mut effects = time::keep(state, spent);
    effects.extend(take(state, msg));
    let is_leaving = effects
        .iter()
        .any(|effect| matches!(effect, Effect::Quit | Effect::Suspend));
    let spent = if is_leaving {
        state.stop_timer()
    } else {
        state.measure(was_touched)
    };
    effects.extend(time::keep(state, spent));
    // What is remembered goes first: what is shown tells of it.
    state.recollect(has_time);
    state.look_ahead(has_time);
    effects
}

fn take(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Command(command) => return self::command(state, command),
        Msg::Edit(request) => overlays::edit(state, request),
        Msg::Paste(text) => overlays::paste(state, &text),
        Msg::Resize(width, height) => {
            state.size = (width, height);
            moves::follow(state);
        }
        Msg::Click(column, row) => return moves::click(state, column, row),
        Msg::Wheel(column, row, direction) => moves::wheel(state, column, row, direction),
        Msg::PageLaid(metrics) => {
            reading::laid(state, metrics);
        }
        Msg::Saved(ids) => {
            state.unsaved.retain(|event| !ids.contains(&event.id));
            state.warned = false;
            if state.save_error.take().is_some() && state.unsaved.is_empty() {
                state.say("Everything is on disk again");
            }
        }
        Msg::NotSaved { error, retry_in } => {
            let next = if retry_in > 0 {
                format!(", next try in {retry_in} s")
            } else {
                String::new()
            };
            // Who is asked whether to leave all the same is not to lose the question.
            if !state.warned {
                state.warn(format!("Not saved, but kept in memory{next}: {error}"));
            }
            state.save_error = Some(error);
        }
        Msg::Arrived(events) => mark::arrived(state, &events),
        Msg::Missing(ids) => return mark::record_again(state, &ids),
        Msg::Opened(url) => state.say(format!("Opened {url}")),
        Msg::NotOpened { url, why } => {
            // A browser may give up long after: it must not take away what is being typed.
            if state.overlay.is_some() {
                state.warn(format!("Not opened, but copied: {url} ({why})"));
            } else {
                state.overlay = Some(Overlay::Url { url: url.clone(), why });
            }
            return vec![Effect::Copy(url)];
        }
        Msg::PacksChanged(changes) => {
            let text = changes.told(&state.library, &state.progress, &state.statuses, &state.again);
            state.tell(Notice {
                text,
                news: true,
                ..Notice::default()
            });
        }
        Msg::Notes(notes) => state.notes = notes.into_iter().map(|(topic, text)| (topic, text.into())).collect(),
        Msg::Noted { topic, kept } => note::noted(state, &topic, kept),
        Msg::Reloaded(Fresh(library)) => reload::reloaded(state, library),
        Msg::NotReloaded(why) => reload::not_reloaded(state, why),
        Msg::Warning(text) => state.tell(Notice {
            text,
            tone: Tone::Warning,
            ..Notice::default()
        }),
        Msg::Pause => {}
        Msg::Ending => {
            let spent = state.stop_timer();
            let mut effects = time::keep(state, spent);
            // Said, and not recorded yet: the end may come from outside.
            effects.extend(placement::finish(state));
            return effects;
        }
    }
    Vec::new()
}

fn command(state: &mut State, command: Command) -> Vec<Effect> {
    state.wish = None;
    let mut effects = Vec::new();
    // A failure stays in sight until it is mended; any other notice has been read by the next key, if there was room for it.
    if state.save_error.is_none() || state.notice.tone == Tone::Info {
        let next = state.later.pop_front().unwrap_or_default();
        let read = std::mem::replace(&mut state.notice, next);
        if read.news && state.layout().is_some() {
            effects.push(Effect::KeepSeen);
        }
    }
    effects.extend(self::carry_out(state, command));
    effects
}

fn carry_out(state: &mut State, command: Command) -> Vec<Effect> {
    if let Some(effects) = overlays::command(state, command) {
        return effects;
    }
    if let Some(effects) = placement::command(state, command) {
        return effects;
    }
    if let Some(effects) = test_out::command(state, command) {
        return effects;
    }
    if let Some(effects) = review::command(state, command) {
        return effects;
    }
    match command {
        Command::Show(tab) => go::show(state, tab),
        Command::Up => moves::step(state, -1),
        Command::Down => moves::step(state, 1),
        Command::Top => moves::edge(state, false),
        Command::Bottom => moves::edge(state, true),
        Command::HalfUp => moves::page(state, -1, 2),
        Command::HalfDown => moves::page(state, 1, 2),
        Command::PageUp => moves::page(state, -1, 1),
        Command::PageDown => moves::page(state, 1, 1),
        Command::PaneLeft => moves::pane(state, -1, false),
        Command::PaneRight => moves::pane(state, 1, false),
        Command::NextPane => moves::pane(state, 1, true),
        Command::PreviousPane => moves::pane(state, -1, true),
        Command::Enter => return go::enter(state),
        Command::NextLink => reading::link(state, 1),
        Command::PreviousLink => reading::link(state, -1),
        Command::Back => go::back(state),
        Command::Note => return note::edit(state),
        Command::Minutes => time::ask(state),
        Command::ToggleDone => return note::tick(state).unwrap_or_else(|| mark::mark(state, command)),
        Command::MarkDone | Command::MarkLearning | Command::MarkSkipped | Command::MarkTodo => {
            return mark::mark(state, command);
        }
        Command::TestOut => test_out::offer(state),
        Command::Reveal | Command::Choose(_) | Command::DontKnow => {
            state.warn("No question is asked here: Review is where they are");
        }
        Command::Goal => welcome::open(state),
        Command::Sweep => placement::begin(state),
        Command::Place(_) | Command::AskOne | Command::Previous | Command::Following => {
            let key = state.key(Command::Sweep);
            state.warn(format!("No placement is under way; `{key}` begins one"));
        }
        Command::Undo => return mark::undo(state),
        Command::Redo => return mark::redo(state),
        Command::OpenLink | Command::CopyLink => return links::choose(state, command),
        Command::Find | Command::Palette | Command::Problems | Command::Help => overlays::open(state, command),
        Command::Zoom if !matches!(super::rows::panes(state.tab), [_, .., super::layout::Pane::Right]) => {}
        Command::Zoom => {
            state.zoomed = !state.zoomed;
            if state.zoomed {
                moves::focus(state, super::layout::Pane::Right);
            }
            moves::follow(state);
        }
        Command::Filter if super::rows::panes(state.tab).len() < 3 => {
            state.warn("The filter is for the lists of Paths, Roles, Stacks and Roadmaps");
        }
        Command::Filter => {
            state.filter = state.filter.following();
            state.say(format!("Showing {}", state.filter.title()));
            moves::settle(state);
        }
        Command::Theme => {
            state.theme = state.theme.following();
            state.say(format!("Colours: {}", state.theme.title()));
        }
        Command::Redraw => return vec![Effect::Redraw],
        Command::Suspend => return vec![Effect::Suspend],
        Command::Quit => return quit(state),
    }
    Vec::new()
}

/// Gives a pane of the tab shown the keys and brings all cursors onto rows and into sight.
pub(super) fn refocus(state: &mut State, pane: super::layout::Pane) {
    moves::settle(state);
    moves::focus(state, pane);
}

/// Leaves; what is not on disk yet is worth a second thought.
fn quit(state: &mut State) -> Vec<Effect> {
    if state.save_error.is_some() && !state.warned {
        state.warned = true;
        let count = state.unsaved().len();
        let marks = if count == 1 {
            "1 mark is".to_owned()
        } else {
            format!("{count} marks are")
        };
        state.warn(format!(
            "{marks} not on disk and would be lost; quit again to leave all the same"
        ));
        return Vec::new();
    }
    vec![Effect::Quit]
}
