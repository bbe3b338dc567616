//! Mistakes that were made once, each held by a test.

use jiff::SignedDuration;
use waypost::app::command::Tab;
use waypost::app::layout::Pane;
use waypost::app::msg::Msg;
use waypost::app::rows::Row;
use waypost::app::state::Overlay;
use waypost::learn::next;
use waypost::learn::standing::Statuses;
use waypost::progress::event::{Action, Event, Status};
use waypost::progress::fold::Progress;
use waypost::progress::stamp::Stamper;

use crate::support::play::{BALCONY, GARDEN, Play, library, start};

fn selected(play: &Play) -> String {
    let row = play.state().middle_row().expect("a selected row");
    row.label(&play.state().library).to_owned()
}

fn mark(stamper: &mut Stamper, topics: &[&str], status: Status, hours: i64) -> Event {
    let topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
    stamper.stamp(
        Action::Mark { topics, status },
        start() + SignedDuration::from_hours(hours),
    )
}

#[test]
fn the_cursor_stays_with_its_topic_when_rows_move() {
    // On Today a mark moves its topic to the top.
    let mut play = Play::new(100, 40);
    play.keys("j");
    let chosen = selected(&play);
    play.keys("i");
    assert_eq!(selected(&play), chosen);
    play.keys("d");
    assert_eq!(selected(&play), chosen);
    assert!(play.screen().contains("✓ Compost"), "{}", play.screen());
    // Under a filter a mark made elsewhere takes a row away above.
    let mut play = Play::new(100, 40);
    play.keys("2<Enter>jjf");
    assert_eq!(selected(&play), "Mulch");
    let event = mark(&mut Stamper::default(), &["garden/ground/soil"], Status::Done, 1);
    play.send(Msg::Arrived(vec![event]));
    assert_eq!(selected(&play), "Mulch");
}

#[test]
fn an_agent_without_paths_can_be_read() {
    let spec = "---\ndescription: Only words.\n---\n# Quiet Agent\n\n## Weather\nRain.\n";
    let mut play = Play::with(
        library(&[("agents/quiet.md", spec), ("agents/garden.md", GARDEN)]),
        &[],
        120,
        40,
    );
    play.keys("2g");
    assert!(play.screen().contains("Rain."), "{}", play.screen());
    play.keys("1/quiet<Enter>");
    assert!(
        play.screen().contains("━ Paths") && play.screen().contains("Rain."),
        "{}",
        play.screen()
    );
}

#[test]
fn no_pane_is_a_dead_end() {
    let mut play = Play::new(120, 40);
    // Nothing is skipped, so this filter leaves the middle empty.
    play.keys("2fffl");
    assert_eq!(play.state().here().focus, Pane::Right);
    play.keys("h");
    assert_eq!(play.state().here().focus, Pane::Left);
    play.keys("l<Shift-Tab>");
    assert_eq!(play.state().here().focus, Pane::Left);
}

#[test]
fn a_mark_made_now_counts_although_another_clock_is_ahead() {
    let mut play = Play::new(100, 30);
    let ahead = mark(&mut Stamper::default(), &["garden/ground/soil"], Status::Done, 2);
    play.send(Msg::Arrived(vec![ahead.clone()]));
    play.keys("2lgr");
    assert!(play.screen().contains("○ Soil"), "{}", play.screen());
    // Also when that mark was there from the start.
    let mut play = Play::with(library(&[("agents/garden.md", GARDEN)]), &[ahead], 100, 30);
    play.keys("2l").keys("gr");
    assert!(play.screen().contains("○ Soil"), "{}", play.screen());
}

#[test]
fn a_wrong_clock_is_not_followed() {
    let far = mark(
        &mut Stamper::default(),
        &["garden/plants/radish"],
        Status::Done,
        24 * 400,
    );
    let mut play = Play::with(library(&[("agents/garden.md", GARDEN)]), &[far], 100, 30);
    play.keys("2ld");
    let event = play.on_disk.first().expect("a recorded mark");
    assert!(event.at < start() + SignedDuration::from_hours(1), "{}", event.at);
}

#[test]
fn next_is_the_same_every_time() {
    let topics = [
        "garden/ground/soil",
        "garden/ground/compost",
        "garden/ground/mulch",
        "garden/plants/radish",
    ];
    let event = mark(&mut Stamper::default(), &topics, Status::Learning, 0);
    let library = library(&[("agents/garden.md", GARDEN)]);
    let titles = || {
        let progress = Progress::fold([event.clone()]);
        let statuses = Statuses::new(&library, &progress);
        let next = next::next(&library, &progress, &statuses, None, start(), 4);
        next.iter()
            .map(|one| library.topic(one.topic).title.clone())
            .collect::<Vec<_>>()
    };
    for _ in 0..20 {
        assert_eq!(titles(), ["Soil", "Compost", "Mulch", "Radish"]);
    }
}

#[test]
fn an_undo_that_changes_nothing_says_so() {
    let mut stamper = Stamper::default();
    let twice = [0, 1].map(|hour| mark(&mut stamper, &["garden/ground/soil"], Status::Done, -hour - 1));
    let mut play = Play::with(library(&[("agents/garden.md", GARDEN)]), &twice, 100, 30);
    play.keys("u");
    assert_eq!(
        play.status(),
        "Undone; nothing changes, since another mark says the same"
    );
}

#[test]
fn keys_do_nothing_where_nothing_can_be_seen() {
    let mut play = Play::new(100, 30);
    play.keys("2l");
    play.resize(30, 10);
    play.keys("d/x");
    assert!(play.on_disk.is_empty() && play.state().overlay.is_none());
    play.keys("q");
    assert_eq!(play.asked().len(), 1);
}

#[test]
fn help_scrolls_back_from_its_end_at_once() {
    let mut play = Play::new(60, 20);
    play.keys("?G");
    let end = play.screen();
    play.keys("k");
    assert_ne!(play.screen(), end);
}

#[test]
fn full_width_is_for_what_can_be_read() {
    let mut play = Play::new(100, 30);
    play.keys("2<Enter>7z2");
    // Not swallowed by a full width that nobody sees.
    play.keys("<Esc>");
    assert_eq!(play.state().here().focus, Pane::Left);
}

#[test]
fn alt_is_no_key_of_its_own() {
    use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
    let mut play = Play::new(100, 30);
    play.keys("2<Enter>");
    play.tutor.input(
        &Input::Key(KeyEvent::new(KeyCode::Char('d'), KeyModifiers::ALT)),
        start(),
    );
    assert!(play.on_disk.is_empty());
}

#[test]
fn a_long_paste_is_one_search_and_no_flood() {
    let mut play = Play::new(100, 30);
    play.keys("/");
    play.send(Msg::Paste("compost\n".repeat(10_000)));
    let Some(Overlay::Find { input, .. }) = &play.state().overlay else {
        panic!("search is open")
    };
    assert_eq!(input.value().chars().count(), 200);
}

#[test]
fn agents_fold_and_open() {
    let mut play = Play::new(100, 30);
    play.keys("2kh");
    assert_eq!(
        play.state().left_row().map(|row| matches!(row, Row::Agent(_))),
        Some(true)
    );
    let listed = |play: &mut Play| play.screen().lines().any(|line| line.starts_with("   Plants"));
    assert!(
        !listed(&mut play) && play.screen().contains("▸ Kitchen Garden"),
        "{}",
        play.screen()
    );
    play.keys("l");
    assert!(listed(&mut play) && play.screen().contains("▾ Kitchen Garden"));
    play.keys("h<Enter>");
    assert!(play.screen().contains("▾ Kitchen Garden"));
}

#[test]
fn a_late_answer_takes_nothing_away() {
    let mut play = Play::new(100, 30);
    play.keys("/com");
    play.send(Msg::NotOpened {
        url: "https://example.org".to_owned(),
        why: "it closed".to_owned(),
    });
    assert!(matches!(play.state().overlay, Some(Overlay::Find { .. })));
    assert!(play.status().contains("https://example.org"), "{}", play.status());
}

#[test]
fn a_very_wide_screen_is_only_wide() {
    let mut play = Play::new(100, 30);
    play.keys("2").resize(3000, 20).screen();
    assert_eq!(play.state().tab, Tab::Paths);
}

#[test]
fn progress_follows_a_topic_that_moves() {
    let event = mark(&mut Stamper::default(), &["garden/ground/compost"], Status::Done, 0);
    let moved = GARDEN.replace("### 1. Ground", "### 1. Earth");
    for (file, text) in [("agents/garden.md", moved.as_str()), ("agents/allotment.md", GARDEN)] {
        let mut play = Play::with(library(&[(file, text)]), std::slice::from_ref(&event), 100, 30);
        play.keys("2l");
        assert!(play.screen().contains("✓ Compost"), "{file}: {}", play.screen());
    }
}

#[test]
fn undo_says_what_the_topic_is_by_whichever_of_its_ids() {
    let mut stamper = Stamper::default();
    let events = [
        mark(&mut stamper, &["balcony/pots/compost"], Status::Done, -2),
        mark(&mut stamper, &["garden/ground/compost"], Status::Skipped, -1),
        mark(&mut stamper, &["attic/dust"], Status::Done, 0),
    ];
    let library = library(&[("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)]);
    let mut play = Play::with(library, &events, 120, 40);
    play.keys("u");
    assert_eq!(
        play.state().notice.text,
        "Undone; attic/dust, which no pack has now, is todo again"
    );
    play.keys("u");
    assert_eq!(play.state().notice.text, "Undone; Compost is done again");
    play.keys("<Ctrl-r>");
    assert_eq!(play.state().notice.text, "Redone; Compost is skipped again");
}
