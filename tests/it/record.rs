//! The record of what was learned, as Progress shows it.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use waypost::app::msg::Msg;
use waypost::content::lesson;
use waypost::content::library::Library;
use waypost::content::model::{Agent, Lesson, Name};
use waypost::progress::event::{Action, Event, Grade, Status};
use waypost::progress::stamp::Stamper;

use crate::support::play::{BALCONY, GARDEN, Play, library, start};

/// A lesson with a question.
const SOIL: &str = "\
---
title: Soil
minutes: 20
questions:
  - { ask: What is loam made of?, id: loam, answer: 'Sand, silt and clay.' }
---
What beds are made of.
";

fn gardens() -> Library {
    let agents = library(&[("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)])
        .agents()
        .to_vec();
    let soil = lesson::read(SOIL.as_bytes(), Path::new("lessons/soil.md"));
    Library::with_lessons(agents, vec![soil], Vec::new())
}

/// Somebody's log, written by days before now.
#[derive(Default)]
struct Log {
    events: Vec<Event>,
    stamper: Stamper,
}

impl Log {
    fn add(&mut self, days_ago: i64, action: Action) -> &mut Self {
        let at = start() - SignedDuration::from_hours(24 * days_ago);
        self.at(at, action)
    }

    fn at(&mut self, at: Timestamp, action: Action) -> &mut Self {
        self.events.push(self.stamper.stamp(action, at));
        self
    }

    fn mark(&mut self, days_ago: i64, topic: &str, status: Status) -> &mut Self {
        let topics = vec![topic.to_owned()];
        self.add(days_ago, Action::Mark { topics, status })
    }

    fn spend(&mut self, days_ago: i64, topic: &str, minutes: i32) -> &mut Self {
        let topic = topic.to_owned();
        self.add(
            days_ago,
            Action::Spend {
                topic,
                seconds: minutes * 60,
            },
        )
    }

    fn answer(&mut self, days_ago: i64, card: &str, grade: Grade) -> &mut Self {
        let card = card.to_owned();
        self.add(
            days_ago,
            Action::Answer {
                card,
                grade,
                took: Some(90_000),
            },
        )
    }
}

/// Half a year in the garden.
fn half_a_year() -> Vec<Event> {
    let mut log = Log::default();
    log.mark(180, "soil", Status::Learning)
        .spend(180, "soil", 25)
        .answer(180, "soil#loam", Grade::Good)
        .answer(175, "soil#loam", Grade::Good)
        .answer(160, "soil#loam", Grade::Again)
        .mark(150, "soil", Status::Done);
    for day in (20..120).rev().step_by(3) {
        log.spend(day, "garden/plants/radish", i32::try_from(day).expect("days") / 3);
    }
    log.mark(60, "compost", Status::Done)
        .answer(60, "compost#recall", Grade::Easy)
        .answer(40, "soil#loam", Grade::Good)
        .mark(30, "garden/ground/mulch", Status::Skipped)
        .answer(25, "compost#recall", Grade::Good)
        .mark(3, "garden/plants/radish", Status::Learning)
        .spend(3, "garden/plants/radish", 45)
        .spend(2, "garden/plants/radish", 20)
        .answer(2, "soil#loam", Grade::Good)
        .spend(1, "garden/plants/lettuce", 15);
    log.events
}

fn play(width: u16, height: u16) -> Play {
    let mut play = Play::with(gardens(), &half_a_year(), width, height);
    play.keys("7");
    play
}

#[test]
fn the_overview_tells_the_most_important_at_every_size() {
    for (width, height) in [(120, 40), (80, 24), (60, 24)] {
        insta::assert_snapshot!(format!("overview_{width}x{height}"), play(width, height).screen());
    }
    let mut narrow = play(40, 12);
    insta::assert_snapshot!("overview_40x12_list", narrow.screen());
    insta::assert_snapshot!("overview_40x12", narrow.keys("<Enter>").screen());
}

#[test]
fn every_part_has_a_page() {
    for (part, name) in (0..).zip([
        "overview",
        "year",
        "reviews",
        "retention",
        "time",
        "paths",
        "roles",
        "levels",
    ]) {
        let mut play = play(80, 40);
        let down = "j".repeat(part);
        insta::assert_snapshot!(format!("{name}_80x40"), play.keys(&down).screen());
        // On the narrowest screen it is read line by line.
        play.resize(40, 12).keys("<Enter>");
        insta::assert_snapshot!(format!("{name}_40x12_end"), play.keys("G").screen());
    }
}

#[test]
fn a_year_and_a_forecast_are_shown_by_shape_and_by_style() {
    let mut play = play(80, 24);
    insta::assert_snapshot!("year_80x24", play.keys("j").styled());
    insta::assert_snapshot!("reviews_80x24", play.keys("j").styled());
}

#[test]
fn without_anything_learned_nothing_is_made_up() {
    for (keys, name) in [
        ("", "overview"),
        ("j", "year"),
        ("jj", "reviews"),
        ("jjj", "retention"),
        ("jjjj", "time"),
    ] {
        let mut play = Play::with(gardens(), &[], 80, 24);
        insta::assert_snapshot!(format!("nothing_{name}"), play.keys("7").keys(keys).screen());
    }
}

#[test]
fn a_line_leads_to_what_it_counts_and_back() {
    let mut play = play(80, 24);
    play.keys("jjjjj<Enter>jj<Enter>");
    let screen = play.screen();
    assert!(screen.contains("━ Plants ━"), "{screen}");
    play.keys("<Esc>");
    let screen = play.screen();
    assert!(screen.contains("━ Paths ━") && screen.contains(">Paths"), "{screen}");
}

#[test]
fn figures_follow_what_happens() {
    let mut play = play(80, 24);
    assert!(play.screen().contains("Today       nothing yet"), "{}", play.screen());
    let mut log = Log::default();
    log.at(
        start(),
        Action::Spend {
            topic: "soil".to_owned(),
            seconds: 720,
        },
    );
    play.send(Msg::Arrived(log.events));
    assert!(play.screen().contains("Today       12 minutes"), "{}", play.screen());
    // The next day it is not today's any more.
    play.wait(24 * 60 * 60);
    play.keys("jk");
    assert!(play.screen().contains("Today       nothing yet"), "{}", play.screen());
}

#[test]
fn where_there_is_much_to_count_the_screen_is_there_first() {
    let lesson = |n: usize| Lesson {
        id: format!("topic-{n}"),
        title: Name::from(format!("Topic {n}")),
        ..Lesson::default()
    };
    let library = Library::with_lessons(Vec::<Agent>::new(), (0..6_000).map(lesson).collect(), Vec::new());
    let mut play = Play::with(library, &[], 80, 24);
    play.keys("7");
    assert!(play.state().wants_time());
    assert!(play.screen().contains("Reviews     counting …"), "{}", play.screen());
    play.send(Msg::Pause);
    assert!(!play.state().wants_time());
    assert!(
        play.screen().contains("Reviews     0 due today, 0 new"),
        "{}",
        play.screen()
    );
    play.keys("6");
    assert!(!play.state().wants_time(), "the cards are there already");
}
