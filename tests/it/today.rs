//! Today: the goal, what is due, what came back, what is in progress, what is next, and where each leads.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use waypost::app::command::Tab;
use waypost::app::review::Phase;
use waypost::app::rows::Row;
use waypost::app::state::Overlay;
use waypost::progress::event::{Action, Event, Goal, Grade, Status};
use waypost::progress::stamp::Stamper;

use crate::support::course::course;
use crate::support::play::{Play, start};

/// So many days before the start of the play.
fn ago(days: i64) -> Timestamp {
    start() - SignedDuration::from_hours(24 * days)
}

fn mark(topics: &[&str], status: Status) -> Action {
    Action::Mark {
        topics: topics.iter().map(|&topic| topic.to_owned()).collect(),
        status,
    }
}

fn goal(by: Option<jiff::civil::Date>) -> Action {
    Action::Goal(Goal {
        aim: Some("role:garden/bed-keeper".to_owned()),
        by,
        minutes: Some(60),
    })
}

/// Events by the days ago they were made.
fn log(actions: Vec<(i64, Action)>) -> Vec<Event> {
    let mut stamper = Stamper::default();
    let stamp = |(days, action)| stamper.stamp(action, ago(days));
    actions.into_iter().map(stamp).collect()
}

/// Somebody on the way: one thing was forgotten, one is in progress, and it will be late.
fn on_the_way() -> Vec<Event> {
    let answer = Action::Answer {
        card: "soil#water".to_owned(),
        grade: Grade::Good,
        took: Some(4000),
    };
    log(vec![
        (60, goal(Some(date(2026, 3, 8)))),
        (60, mark(&["soil"], Status::Done)),
        (60, answer),
        (2, mark(&["garden/plants/radish"], Status::Learning)),
        (1, mark(&["compost"], Status::Done)),
    ])
}

fn play(events: &[Event], width: u16, height: u16) -> Play {
    Play::with(course(), events, width, height)
}

/// The rows without what stands in every library.
fn rows(play: &Play) -> Vec<String> {
    let library = &play.state().library;
    let rows = play.state().middle_rows();
    let until = rows
        .iter()
        .position(|row| matches!(row, Row::Path(_)))
        .unwrap_or(rows.len());
    let told = |row: &Row| format!("{} | {}", row.label(library), row.note(library));
    rows[..until].iter().map(told).collect()
}

#[test]
fn somebody_on_the_way_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = play(&on_the_way(), width, height);
        insta::assert_snapshot!(format!("on_the_way_{width}x{height}"), play.screen());
        play.keys("g");
        insta::assert_snapshot!(format!("goal_{width}x{height}"), play.screen());
    }
}

#[test]
fn somebody_with_a_new_goal_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = play(&log(vec![(0, goal(None))]), width, height);
        insta::assert_snapshot!(format!("new_goal_{width}x{height}"), play.screen());
    }
}

#[test]
fn every_row_leads_to_what_it_speaks_of_and_back() {
    let all = play(&on_the_way(), 120, 40).state().middle_rows().len();
    let mut kinds = Vec::new();
    for down in 0..all {
        let mut play = play(&on_the_way(), 120, 40);
        play.keys("g").keys(&"j".repeat(down));
        let Some(row) = play.state().middle_row() else { continue };
        let (topic, tab) = (row.topic(&play.state().library), play.state().tab);
        let cursor = play.state().here().middle;
        play.keys("<Enter>");
        let came_to = play.state();
        match &row {
            Row::Goal(..) => assert_eq!(
                came_to
                    .left_row()
                    .map(|row| row.label(&came_to.library).to_owned())
                    .as_deref(),
                Some("Bed Keeper")
            ),
            Row::Due { .. } => assert!(came_to.is_reviewing()),
            Row::Path(_) | Row::Lessons => assert_eq!(came_to.tab, Tab::Paths),
            row => {
                let found = came_to.subject().and_then(|row| row.topic(&came_to.library));
                assert!(found.is_some() && found == topic, "{row:?}");
            }
        }
        let kind = format!("{row:?}");
        let kind = kind.split(['(', ' ']).next().unwrap_or_default().to_owned();
        if kinds.last() != Some(&kind) {
            kinds.push(kind);
        }
        for _ in 0..4 {
            if play.state().tab != tab {
                play.keys("<Esc>");
            }
        }
        assert_eq!(play.state().tab, tab, "{row:?}");
        assert_eq!(play.state().here().middle.row, cursor.row, "{row:?}");
    }
    kinds.dedup();
    assert_eq!(kinds, ["Goal", "Due", "Rusty", "LeftOff", "Next", "Path", "Lessons"]);
}

#[test]
fn it_says_what_is_and_no_more() {
    let plain = rows(&play(&[], 80, 24));
    assert_eq!(
        plain[..2],
        ["Set a goal: a role, path or roadmap | ", "Start here | "],
        "{plain:#?}"
    );
    // A goal that nobody has begun can be placed.
    let fresh = rows(&play(&log(vec![(0, goal(None))]), 80, 24));
    let expected = [
        "Bed Keeper | at this pace 5 April",
        "Placement | 7 topics, 1 minute",
        "Start here | ",
        "Soil | a beginning of Bed Keeper, and it opens 3 topics",
        "Radish | number 1 of 3 in Plants",
        "Lettuce | number 2 of 3 in Plants",
        "Pruning | number 3 of 3 in Plants",
    ];
    assert_eq!(fresh[..7], expected, "{fresh:#?}");
    let begun = rows(&play(&on_the_way(), 80, 24));
    let expected = [
        "Bed Keeper | at this pace 26 March, three weeks late",
        "Review | 3 questions, about 2 minutes",
        "Came back | ",
        "Soil | 52 % left of it",
        "Where you left off | ",
        "Compost | done 1 day ago",
        "In progress | ",
        "Radish | you began it 2 days ago",
        "Next | ",
        "Mulch | because you finished Compost",
        "Worm Bins | Compost leads to it, too",
        "Lettuce | comes next in Bed Keeper, 2 of 7 done",
    ];
    assert_eq!(begun[..12].len(), expected.len());
    for (found, expected) in begun.iter().zip(expected) {
        let is_rusty = expected.contains("left of it");
        assert!(
            found == expected || is_rusty && found.contains("% left of it"),
            "{begun:#?}"
        );
    }
    let gone = Action::Goal(Goal {
        aim: Some("role:garden/composter".to_owned()),
        ..Goal::default()
    });
    let gone = rows(&play(&log(vec![(0, gone)]), 80, 24));
    assert_eq!(
        gone[0],
        "The packs have no role:garden/composter any more: set another goal | "
    );
}

#[test]
fn what_was_placed_was_not_begun() {
    let place = Action::Place {
        known: vec!["soil".to_owned()],
        shaky: ["compost", "mulch", "worm-bins", "pruning", "garden/plants/radish"]
            .map(str::to_owned)
            .to_vec(),
    };
    let rows = rows(&play(&log(vec![(1, goal(None)), (0, place)]), 80, 24));
    assert!(
        !rows.iter().any(|row| row.starts_with("Where you left off")),
        "{rows:#?}"
    );
    assert!(rows.contains(&"In progress, 4 of 5 | ".to_owned()), "{rows:#?}");
    let shaky = rows
        .iter()
        .filter(|row| row.ends_with("| you called it shaky just now"));
    assert_eq!(shaky.count(), 4, "{rows:#?}");
    assert!(
        rows.iter()
            .any(|row| row.starts_with("Lettuce | comes next in Bed Keeper")),
        "{rows:#?}"
    );
}

#[test]
fn it_follows_what_happens() {
    let mut play = play(&on_the_way(), 80, 24);
    // A review that is done is due no more.
    play.keys("g<Down><Enter>");
    assert!(play.state().is_reviewing(), "{}", play.screen());
    while play.state().phase().is_some_and(|phase| phase != Phase::Recalling) {
        play.keys(" ").keys("1");
    }
    play.keys(" 3");
    play.keys("<Esc><Esc>1");
    let now = rows(&play);
    assert!(
        now.contains(&"Review | 2 questions, about 1 minute".to_owned()),
        "{now:#?}"
    );
    // The plan follows a mark, and the cursor stays with its topic or goes on to the first thing to do.
    play.keys("4<Esc>1");
    let before = rows(&play)[0].clone();
    play.keys("G");
    play.keys("g").keys("1a<Enter>2<Enter><Enter>");
    assert_ne!(rows(&play)[0], before);
    assert!(matches!(play.state().middle_row(), Some(Row::Due { .. })));
    // A new day brings what is due on it.
    play.wait(60 * 60 * 24 * 300);
    play.keys("1");
    let later = rows(&play);
    assert!(later[0].contains("2027") || later[0].contains("late"), "{later:#?}");
}

#[test]
fn the_invitation_asks_for_a_goal() {
    let mut play = play(&[], 80, 24);
    assert!(
        !matches!(play.state().middle_row(), Some(Row::Invite(_))),
        "the first topic is nearer"
    );
    play.keys("g");
    assert!(matches!(play.state().middle_row(), Some(Row::Invite(_))));
    insta::assert_snapshot!("invitation_80x24", play.screen());
    play.keys("<Enter>");
    assert!(matches!(play.state().overlay, Some(Overlay::Welcome(_))));
}

#[test]
fn what_stands_beside_a_title_is_said_in_fewer_words_rather_than_cut() {
    for (width, height) in [(80, 24), (60, 24), (40, 12)] {
        let mut play = self::play(&on_the_way(), width, height);
        play.keys("1");
        let screen = play.screen();
        let list = screen.lines().filter_map(|line| line.split('│').next());
        for line in list.filter(|line| line.contains(" left of") || line.contains(" question")) {
            assert!(!line.contains('…'), "{line:?} in\n{screen}");
        }
    }
    let play = self::play(&on_the_way(), 80, 24);
    let library = &play.state().library;
    let rows = play.state().middle_rows();
    for row in &rows {
        let widths: Vec<usize> = row.notes(library).iter().map(|note| note.chars().count()).collect();
        assert!(widths.is_sorted_by(|a, b| a > b), "{:?}", row.notes(library));
    }
    let after = |row: &Row| {
        let notes = row.notes(library);
        notes
            .first()
            .is_some_and(|note| note.starts_with("because you finished "))
            && notes
                .last()
                .is_some_and(|note| note.starts_with("after ") && !note.contains(", and it opens"))
    };
    assert!(rows.iter().any(after), "{rows:?}");
    let no_hours = Action::Goal(Goal {
        aim: Some("role:garden/bed-keeper".to_owned()),
        by: None,
        minutes: None,
    });
    let mut play = self::play(&log(vec![(60, no_hours)]), 80, 24);
    let screen = play.screen();
    assert!(screen.contains("no date yet: say your hours"), "{screen}");
}
