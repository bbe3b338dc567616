//! How long topics are read, measured with a clock of our own.

use waypost::app::msg::{Effect, Msg};
use waypost::content::library::Library;
use waypost::progress::event::{Action, Status};
use waypost::progress::fold::Progress;

use crate::support::play::{GARDEN, Play, library};

/// What was spent, as it came to the disk.
fn spent(play: &Play) -> Vec<(String, i32)> {
    let spends = play.on_disk.iter().filter_map(|event| match &event.action {
        Action::Spend { topic, seconds } => Some((topic.clone(), *seconds)),
        _ => None,
    });
    spends.collect()
}

fn on(topic: &str, seconds: i32) -> (String, i32) {
    (format!("garden/ground/{topic}"), seconds)
}

/// The page of the first topic, which is being read.
fn soil(width: u16, height: u16) -> Play {
    let mut play = Play::with(library(&[("agents/garden.md", GARDEN)]), &[], width, height);
    play.keys("2<Enter><Enter>");
    play
}

#[test]
fn a_stretch_ends_with_its_topic_and_is_one_event() {
    let mut play = soil(80, 24);
    play.wait(100);
    play.keys("j");
    play.wait(60);
    play.keys("k");
    assert_eq!(spent(&play), [], "as long as it is read nothing is written");
    // To the next topic.
    play.keys("<Esc>");
    play.wait(9);
    play.keys("j");
    let all: Vec<(String, i32)> = spent(&play);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].0, "garden/ground/soil");
    // Between the keys, and the seconds that keys take in these tests.
    assert!((169..=174).contains(&all[0].1), "{all:?}");
    // A glance is none.
    play.keys("jk");
    assert_eq!(spent(&play).len(), 1);
}

#[test]
fn nobody_reads_for_minutes_without_a_key() {
    let mut play = soil(80, 24);
    play.wait(120);
    play.keys("j");
    let until = play.state().idle_at().expect("something is read");
    play.wait(600);
    play.send(Msg::Pause);
    assert_eq!(play.state().idle_at(), None);
    let all = spent(&play);
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(
        (121..=123).contains(&all[0].1),
        "what came after the last key does not count: {all:?}"
    );
    assert!(until < play.state().now);
    // The next key begins another stretch.
    play.keys("k");
    play.wait(30);
    play.keys("j");
    play.wait(10_000);
    play.keys("k");
    assert_eq!(spent(&play)[1..], [on("soil", 31)]);
}

#[test]
fn what_is_open_is_kept_at_every_end() {
    for (keys, wanted) in [
        ("q", Some(Effect::Quit)),
        ("<Ctrl-z>", Some(Effect::Suspend)),
        ("", None),
    ] {
        let mut play = soil(80, 24);
        play.wait(90);
        play.keys(keys);
        if wanted.is_none() {
            play.send(Msg::Ending);
        }
        assert_eq!(spent(&play).len(), 1, "{keys}");
        assert_eq!(play.asked(), wanted.iter().collect::<Vec<_>>());
        play.send(Msg::Ending);
        assert_eq!(spent(&play).len(), 1, "{keys}: only once");
    }
}

#[test]
fn neither_lists_nor_reviews_nor_the_first_look_at_today_are_reading() {
    let mut play = Play::with(library(&[("agents/garden.md", GARDEN)]), &[], 120, 40);
    for keys in ["1", "j", "7", "jj", "2", "6", "1"] {
        play.keys(keys);
        play.wait(60);
    }
    play.keys("q");
    assert_eq!(spent(&play), []);
    // On Today it is when the page has the keys.
    let mut play = Play::with(library(&[("agents/garden.md", GARDEN)]), &[], 120, 40);
    play.keys("<Tab>");
    play.wait(60);
    play.keys("q");
    assert_eq!(spent(&play), [on("soil", 61)]);
}

#[test]
fn a_clock_that_is_set_back_takes_nothing_away() {
    let mut play = soil(80, 24);
    play.wait(60);
    play.keys("j");
    play.wait(-3600);
    play.keys("k");
    play.wait(30);
    play.keys("q");
    assert_eq!(spent(&play), [on("soil", 62), on("soil", 31)]);
}

#[test]
fn undo_passes_over_time() {
    let mut play = soil(80, 24);
    play.keys("d");
    play.wait(60);
    play.keys("<Esc>j");
    assert_eq!(spent(&play).len(), 1);
    play.keys("u");
    assert_eq!(play.status(), "Undone; Soil is todo again");
    play.keys("<Ctrl-r>");
    assert_eq!(play.status(), "Redone; Soil is done again");
    let progress = Progress::fold(play.on_disk.clone());
    assert_eq!(progress.status_of(["garden/ground/soil"]), Status::Done);
    assert_eq!(progress.spent().count(), 1);
}

#[test]
fn the_page_says_how_long_it_took_today_and_the_learner_has_the_last_word() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = soil(width, height);
        play.wait(170);
        play.keys("j");
        play.wait(170);
        play.keys("j");
        assert!(play.screen().contains("○ todo, 5 min today"), "{}", play.screen());
        play.keys("m");
        insta::assert_snapshot!(format!("minutes_{width}x{height}"), play.screen());
        play.keys("x2<Backspace>25<Enter>");
        assert_eq!(play.status(), "Soil: 25 min today");
        assert!(play.screen().contains("○ todo, 25 min today"), "{}", play.screen());
        let sum: i32 = spent(&play).iter().map(|(_, seconds)| seconds).sum();
        assert_eq!(sum, 25 * 60);
        // It is measured on from there.
        play.wait(70);
        play.keys("j");
        assert!(play.screen().contains("26 min today"), "{}", play.screen());
        play.keys("m0<Enter>");
        assert!(!play.screen().contains("todo, "), "{}", play.screen());
        let sum: i32 = spent(&play).iter().map(|(_, seconds)| seconds).sum();
        assert_eq!(sum, 0);
        // Neither nothing nor too much changes anything.
        let before = play.on_disk.len();
        play.keys("m<Enter>");
        play.keys("m9999<Enter>");
        assert_eq!(
            play.state().notice.text,
            "Nothing was changed: give whole minutes, from 0 to 1440"
        );
        assert_eq!(play.on_disk.len(), before);
    }
}

#[test]
fn what_is_read_goes_on_when_the_packs_change() {
    let mut play = soil(80, 24);
    play.wait(60);
    play.keys("j");
    let more = GARDEN.replace("- **Soil**", "- **Air**\n- **Soil**");
    let fresh = std::sync::Arc::new(library(&[("agents/garden.md", &more)]));
    play.send(Msg::Reloaded(waypost::app::msg::Fresh(fresh)));
    play.wait(60);
    play.keys("j");
    assert_eq!(spent(&play), []);
    // With its topic gone, so is the page.
    let gone = std::sync::Arc::new(Library::new(Vec::new(), Vec::new()));
    play.send(Msg::Reloaded(waypost::app::msg::Fresh(gone)));
    assert_eq!(spent(&play), [on("soil", 123)]);
}
