//! The pages of Today's own rows.

use super::{Block, Page, capital, gauge};
use crate::app::command::Command;
use crate::app::placement;
use crate::app::rows::Row;
use crate::app::state::State;
use crate::content::library::RoleRef;
use crate::learn::aim::Aim;
use crate::learn::plan::{day_words, duration};

/// The goal: how far it is, what is left, and until when.
pub(super) fn goal(state: &State, aim: Aim, words: &str) -> Page {
    let library = &*state.library;
    let mut page = Page::default();
    page.blocks.push(Block::Title(aim.title(library).to_owned()));
    page.blocks.push(Block::Place(format!("your goal, a {}", aim.kind())));
    page.blocks.push(gauge(state, &row(aim)));
    page.text(&capital(words));
    let today = state.calendar.day(state.now);
    if let Some((ahead, (_, goal))) = state.ahead().zip(state.goal()) {
        let topics = ahead.plan.topics;
        let plural = if topics == 1 { "" } else { "s" };
        let left = format!("{topics} topic{plural} left, about {}", duration(ahead.plan.minutes));
        let more = match ahead.prerequisites {
            0 => String::new(),
            more => format!("{more} of them only to build on"),
        };
        page.item(&left, &more, None, None);
        match ahead.plan.weekly {
            Some(weekly) if goal.minutes.is_some() => {
                page.item(
                    &format!("{} a week", duration(weekly.into())),
                    "as you said",
                    None,
                    None,
                );
            }
            Some(weekly) => {
                page.item(&format!("{} a week", duration(weekly.into())), "as of late", None, None);
            }
            None => {}
        }
        if let Some(by) = goal.by {
            let by = day_words(crate::learn::day::Day::from(by), today);
            page.item(&format!("until {by}"), "as you said", None, None);
        }
    }
    if let Aim::Role(at) = aim {
        summary(state, at, &mut page);
    }
    let [enter, goal, sweep] = keys(state);
    page.text(&format!(
        "{enter} goes there. `{goal}` changes goal, hours and day; `{sweep}` says what of it you know already."
    ));
    page
}

fn summary(state: &State, at: RoleRef, page: &mut Page) {
    let library = &*state.library;
    let track = library.track_of(at);
    page.text(track.map_or(library.role(at).detail.as_str(), |track| &track.summary));
    let stages = track.map_or(&[][..], |track| &track.stages).iter();
    let stages = stages.filter(|stage| !stage.title.is_empty());
    for (number, stage) in stages.enumerate() {
        if number == 0 {
            page.heading("Stages");
        }
        let topics = stage.topics.iter().filter_map(|name| library.topic_called(&name.text));
        let counts = state.statuses.count(topics);
        page.item(&stage.title, &format!("{}/{}", counts.done, counts.total), None, None);
    }
}

/// What a goal is good for.
pub(super) fn invite(state: &State) -> Page {
    let mut page = Page::default();
    page.blocks.push(Block::Title("Heading for something".to_owned()));
    page.text(
        "A goal is a role, a path or a roadmap. What is next then leads there, with what it builds on before it.",
    );
    page.text("With the hours a week you have there is a date, which follows your own pace.");
    let [enter, goal, _] = keys(state);
    page.text(&format!("{enter} or `{goal}` asks for it."));
    page
}

/// What a sweep is good for.
pub(super) fn sweep(state: &State, aim: Aim, topics: usize) -> Page {
    let mut page = Page::default();
    page.blocks.push(Block::Title("What do you know already?".to_owned()));
    page.blocks.push(Block::Place(aim.title(&state.library).to_owned()));
    page.text(&format!(
        "{topics} topics, one key each: known, shaky or new. It takes about {}, and can be left at any topic.",
        placement::takes(topics)
    ));
    page.text("What you know comes back for review in a month or two, what is shaky in a few days. One undo takes all of it back.");
    let [enter, _, sweep] = keys(state);
    page.text(&format!("{enter} begins; `{sweep}` does so anywhere."));
    page
}

/// The keys that go in, ask for a goal, and begin a placement.
fn keys(state: &State) -> [&str; 3] {
    [Command::Enter, Command::Goal, Command::Sweep].map(|command| state.key(command))
}

fn row(aim: Aim) -> Row {
    match aim {
        Aim::Role(at) => Row::Role(at),
        Aim::Path(at) => Row::Path(at),
        Aim::Roadmap(ix) => Row::Roadmap(ix),
    }
}
