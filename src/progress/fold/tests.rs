use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::progress::event::Grade;

const TOPICS: [&str; 4] = ["sql", "go", "rest", "git"];

fn event(n: u128, at: i64, action: Action) -> Event {
    Event {
        id: EventId::from(n),
        at: Timestamp::from_second(at).unwrap(),
        action,
    }
}

fn mark(topics: &[&str], status: Status) -> Action {
    Action::Mark {
        topics: topics.iter().map(|&topic| topic.to_owned()).collect(),
        status,
    }
}

fn undo(n: u128) -> Action {
    Action::Undo { of: EventId::from(n) }
}

fn redo(n: u128) -> Action {
    Action::Redo { of: EventId::from(n) }
}

fn moved(from: &str, to: &str) -> Action {
    Action::Move {
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

fn accept(lines: &[&str]) -> Action {
    Action::Accept {
        lines: lines.iter().map(|&line| line.to_owned()).collect(),
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn place(known: &[&str], shaky: &[&str]) -> Action {
    Action::Place {
        known: texts(known),
        shaky: texts(shaky),
    }
}

fn answer(card: &str, grade: Grade) -> Action {
    Action::Answer {
        card: card.to_owned(),
        grade,
        took: None,
    }
}

fn tick(topic: &str, url: &str, on: bool) -> Action {
    Action::Tick {
        topic: topic.to_owned(),
        url: url.to_owned(),
        on,
    }
}

fn goal(aim: Option<&str>) -> Action {
    Action::Goal(Goal {
        aim: aim.map(str::to_owned),
        ..Goal::default()
    })
}

/// Events one second apart, with ids counted from 1.
fn told(actions: impl IntoIterator<Item = Action>) -> Progress {
    Progress::fold(
        (1_i64..)
            .zip(actions)
            .map(|(n, action)| event(n.unsigned_abs().into(), n, action)),
    )
}

fn statuses(progress: &Progress) -> BTreeMap<&'static str, Status> {
    TOPICS
        .iter()
        .map(|&topic| (topic, progress.status_of([topic])))
        .collect()
}

/// All that can be seen of it.
fn view(progress: &Progress) -> impl PartialEq + std::fmt::Debug + use<> {
    let touched: BTreeMap<_, _> = progress
        .touched()
        .map(|(topic, mark)| (topic.to_owned(), (mark.at, mark.event, mark.status)))
        .collect();
    let history: Vec<_> = progress
        .history()
        .map(|entry| (entry.event.clone(), entry.active))
        .collect();
    let homes = TOPICS.map(|topic| progress.home_of(topic).to_owned());
    let accepted = TOPICS.map(|line| progress.has_accepted(line));
    (
        touched,
        history,
        homes,
        accepted,
        progress.undoable(),
        progress.redoable(),
    )
}

#[test]
fn the_last_mark_counts_under_any_of_a_topics_ids() {
    let progress = told([
        mark(&["old/sql"], Status::Done),
        mark(&["sql"], Status::Learning),
        mark(&["older/sql"], Status::Skipped),
    ]);
    assert_eq!(progress.status_of(["sql"]), Status::Learning);
    assert_eq!(progress.status_of(["sql", "old/sql"]), Status::Learning);
    assert_eq!(progress.status_of(["sql", "older/sql", "old/sql"]), Status::Skipped);
    assert_eq!(progress.status_of(["go"]), Status::Todo);
    assert_eq!(progress.status_of([]), Status::Todo);
    let found = progress.mark("old/sql").unwrap();
    assert_eq!(
        found,
        Mark {
            status: Status::Done,
            at: Timestamp::from_second(1).unwrap(),
            event: EventId::from(1)
        }
    );
}

#[test]
fn undo_and_redo_say_what_they_would_change() {
    let first = [
        mark(&["sql"], Status::Learning),
        mark(&["sql", "go", "sql"], Status::Done),
    ];
    let progress = told(first.clone());
    let step = progress.undoable().unwrap();
    assert_eq!(step.of, EventId::from(2));
    let change = |topic: &str, from, to| Change {
        topic: topic.to_owned(),
        from,
        to,
    };
    assert_eq!(
        step.changes,
        [
            change("sql", Status::Done, Status::Learning),
            change("go", Status::Done, Status::Todo)
        ],
        "a topic named twice changes once"
    );
    assert_eq!(progress.redoable(), None);

    let progress = told(first.into_iter().chain([undo(2)]));
    assert_eq!(
        progress.undoable().unwrap().changes,
        [change("sql", Status::Learning, Status::Todo)]
    );
    assert_eq!(
        progress.redoable().unwrap().changes,
        [
            change("sql", Status::Learning, Status::Done),
            change("go", Status::Todo, Status::Done)
        ]
    );
}

#[test]
fn undo_reaches_back_to_the_first_mark_and_redo_returns() {
    let mut progress = told((0..50).map(|n| mark(&[TOPICS[n % 4]], Status::ALL[n % 3 + 1])));
    let mut clock = 100_i64;
    let mut seen = vec![statuses(&progress)];
    while let Some(step) = progress.undoable() {
        clock += 1;
        progress.add(event(clock.unsigned_abs().into(), clock, Action::Undo { of: step.of }));
        seen.push(statuses(&progress));
    }
    assert_eq!(seen.len(), 51);
    assert_eq!(progress.touched().count(), 0);
    while let Some(step) = progress.redoable() {
        assert_eq!(seen.pop(), Some(statuses(&progress)));
        clock += 1;
        progress.add(event(clock.unsigned_abs().into(), clock, Action::Redo { of: step.of }));
    }
    assert_eq!(seen, [statuses(&progress)]);
}

#[test]
fn a_new_mark_ends_redo_but_not_one_that_is_in_the_log() {
    let start = [mark(&["sql"], Status::Done), undo(1), mark(&["go"], Status::Done)];
    assert_eq!(told(start.clone()).redoable(), None);
    let progress = told(start.into_iter().chain([redo(1)]));
    assert_eq!(progress.status_of(["sql"]), Status::Done);
    assert_eq!(
        progress.undoable().unwrap().of,
        EventId::from(1),
        "what came into force last is taken back first"
    );
}

#[test]
fn undo_and_redo_without_a_fitting_mark_change_nothing() {
    let start = [mark(&["sql"], Status::Learning), mark(&["sql"], Status::Done), undo(2)];
    let before = statuses(&told(start.clone()));
    let progress = told(
        start
            .into_iter()
            .chain([undo(2), undo(99), undo(3), redo(1), redo(98), redo(6)]),
    );
    assert_eq!(statuses(&progress), before);
    assert_eq!(progress.undoable().unwrap().of, EventId::from(1));
    assert_eq!(progress.redoable().unwrap().of, EventId::from(2));
    let active: Vec<_> = progress.history().map(|entry| entry.active).collect();
    assert_eq!(active[..5], [true, false, true, false, true]);
}

#[test]
fn an_undo_that_sorts_before_its_mark_counts() {
    let marked = [
        event(1, 10, mark(&["sql"], Status::Learning)),
        event(9, 100, mark(&["sql"], Status::Done)),
    ];
    let undone = Progress::fold(marked.clone().into_iter().chain([event(3, 150, undo(9))]));
    assert_eq!(undone.status_of(["sql"]), Status::Learning);
    assert_eq!(undone.redoable().unwrap().of, EventId::from(9));
    let redone = Progress::fold(
        marked
            .into_iter()
            .chain([event(3, 150, undo(9)), event(4, 151, redo(9))]),
    );
    assert_eq!(redone.status_of(["sql"]), Status::Done);
}

#[test]
fn moves_are_followed_forward_in_time_and_taken_back_like_marks() {
    let start = [mark(&["sql"], Status::Done), moved("sql", "go")];
    let progress = told(start.clone());
    assert_eq!(progress.home_of("sql"), "go");
    assert_eq!(progress.home_of("go"), "go");
    let step = progress.undoable().unwrap();
    assert_eq!(step.of, EventId::from(2));
    let change = |from, to| Change {
        topic: "go".to_owned(),
        from,
        to,
    };
    assert_eq!(step.changes, [change(Status::Done, Status::Todo)]);
    let progress = told(start.clone().into_iter().chain([undo(2)]));
    assert_eq!(progress.home_of("sql"), "sql");
    assert_eq!(
        progress.redoable().unwrap().changes,
        [change(Status::Todo, Status::Done)]
    );

    let chain = told([moved("sql", "go"), moved("go", "rest")]);
    assert_eq!(["sql", "go", "rest"].map(|id| chain.home_of(id)), ["rest"; 3]);
    let circle = told([moved("sql", "go"), moved("go", "sql")]);
    assert_eq!(["sql", "go"].map(|id| circle.home_of(id)), ["sql"; 2]);
    let again = told([moved("sql", "go"), moved("sql", "rest")]);
    assert_eq!(again.home_of("sql"), "rest");
    assert_eq!(told([moved("sql", "sql")]).home_of("sql"), "sql");
}

#[test]
fn a_mark_after_a_move_counts_with_the_later_of_both() {
    let progress = told([
        mark(&["sql"], Status::Done),
        moved("sql", "go"),
        mark(&["go"], Status::Learning),
    ]);
    let step = progress.revert(EventId::from(2), false).unwrap().0;
    assert_eq!(step.changes, [], "the later mark of the new topic hides the move");
}

#[test]
fn accepted_lines_stay_so_until_that_is_taken_back() {
    let progress = told([mark(&["sql"], Status::Done), accept(&["a", "b"])]);
    assert_eq!(
        ["a", "b", "c"].map(|line| progress.has_accepted(line)),
        [true, true, false]
    );
    assert_eq!(
        progress.undoable().unwrap().of,
        EventId::from(1),
        "the undo key is for what one learned"
    );
    let (step, action) = progress.revert(EventId::from(2), false).unwrap();
    assert_eq!((step.changes, &action), (Vec::new(), &undo(2)));
    let mut progress = progress;
    progress.add(event(3, 3, action));
    assert!(!progress.has_accepted("a"));
}

#[test]
fn any_single_event_can_be_taken_back_and_put_back() {
    let mut progress = told([
        mark(&["sql"], Status::Learning),
        mark(&["go"], Status::Done),
        mark(&["rest"], Status::Done),
        mark(&[], Status::Done),
    ]);
    let revert = |progress: &Progress, n: u128, wanted| {
        progress
            .revert(EventId::from(n), wanted)
            .map(|(step, action)| (step.changes.len(), action))
    };
    assert_eq!(revert(&progress, 2, true), Err(Irrevocable::AsWanted));
    assert_eq!(revert(&progress, 9, false), Err(Irrevocable::Unknown));
    assert_eq!(revert(&progress, 4, false), Err(Irrevocable::Nothing));
    assert_eq!(revert(&progress, 2, false), Ok((1, undo(2))));
    progress.add(event(5, 5, undo(2)));
    assert_eq!(progress.status_of(["go"]), Status::Todo);
    assert_eq!(progress.status_of(["rest"]), Status::Done);
    assert_eq!(revert(&progress, 2, false), Err(Irrevocable::AsWanted));
    assert_eq!(revert(&progress, 2, true), Ok((1, redo(2))));
    assert_eq!(
        revert(&progress, 5, false),
        Ok((1, redo(2))),
        "to undo an undo is to redo"
    );
    progress.add(event(6, 6, redo(2)));
    assert_eq!(progress.status_of(["go"]), Status::Done);
    assert_eq!(revert(&progress, 6, false), Ok((1, undo(2))));
    progress.add(event(7, 7, undo(99)));
    assert_eq!(revert(&progress, 7, false), Err(Irrevocable::Nothing));
}

#[test]
fn a_mark_of_nothing_is_no_unit_of_undo() {
    let progress = told([
        mark(&["sql"], Status::Done),
        undo(1),
        mark(&[], Status::Done),
        undo(3),
        redo(3),
    ]);
    assert_eq!(progress.undoable(), None);
    assert_eq!(progress.redoable().unwrap().of, EventId::from(1));
}

#[test]
fn two_events_of_one_id_are_settled_alike_in_any_order() {
    let (one, other) = (
        event(1, 5, mark(&["sql"], Status::Done)),
        event(1, 5, mark(&["sql"], Status::Learning)),
    );
    let later = event(1, 6, mark(&["sql"], Status::Todo));
    let views = [[&one, &other, &later], [&later, &other, &one], [&other, &later, &one]]
        .map(|events| view(&events.into_iter().cloned().collect()));
    assert!(views[0] == views[1] && views[1] == views[2], "{views:?}");
}

#[test]
fn undoing_out_of_turn_stays_fast() {
    // Quadratic bookkeeping would take minutes here.
    let many = 100_000_u32;
    let marks = (0..many).map(|_| mark(&["sql"], Status::Done));
    let undone = (1..=many).map(|n| undo(n.into()));
    let progress = told(marks.chain(undone.clone()));
    assert_eq!((progress.undoable(), progress.mark("sql")), (None, None));
    let redone = (1..=many).map(|n| redo(n.into()));
    let progress = told(
        (0..many)
            .map(|_| mark(&["sql"], Status::Done))
            .chain(undone)
            .chain(redone),
    );
    assert_eq!(progress.mark("sql").unwrap().event, EventId::from(u128::from(many)));
}

#[test]
fn a_placement_is_one_turn_that_says_what_is_known_and_what_is_shaky() {
    let placed = [mark(&["go"], Status::Skipped), place(&["sql", "rest"], &["go"])];
    let progress = told(placed.clone());
    let of = |progress: &Progress| ["sql", "rest", "go"].map(|topic| progress.status_of([topic]));
    assert_eq!(of(&progress), [Status::Done, Status::Done, Status::Learning]);
    let step = progress.undoable().unwrap();
    let changes: Vec<_> = step
        .changes
        .iter()
        .map(|change| (change.topic.as_str(), change.to))
        .collect();
    assert_eq!(
        changes,
        [("sql", Status::Todo), ("rest", Status::Todo), ("go", Status::Skipped)]
    );
    let undone = told(placed.into_iter().chain([undo(2)]));
    assert_eq!(of(&undone), [Status::Todo, Status::Todo, Status::Skipped]);
}

#[test]
fn answers_ticks_time_and_goals_count_until_they_are_taken_back_one_by_one() {
    let all = [
        answer("sql#joins", Grade::Again),
        answer("sql#joins", Grade::Good),
        tick("sql", "https://a.example", true),
        tick("sql", "https://b.example", true),
        tick("sql", "https://a.example", false),
        Action::Spend {
            topic: "sql".to_owned(),
            seconds: 600,
        },
        Action::Spend {
            topic: "sql".to_owned(),
            seconds: -60,
        },
        goal(Some("path:web/apis")),
        goal(None),
        Action::Fit { parameters: vec![1, 2] },
    ];
    let answers = |progress: &Progress| progress.answers("sql#joins").count();
    let aim = |progress: &Progress| progress.goal().map(|(goal, _)| goal.aim.clone());
    let spent = |progress: &Progress| progress.spent().map(|(_, seconds)| seconds).sum::<u64>();
    let progress = told(all.clone());
    assert_eq!(
        (answers(&progress), aim(&progress), spent(&progress)),
        (2, Some(None), 540)
    );
    assert_eq!(progress.ticked("sql"), ["https://b.example"]);
    assert_eq!(progress.fitted(), Some(&[1, 2][..]));
    assert_eq!(
        progress.undoable(),
        None,
        "undo is for marks; these have their own ways back"
    );
    let undone = told(all.into_iter().chain([undo(2), undo(5), undo(7), undo(9), undo(10)]));
    assert_eq!((answers(&undone), spent(&undone)), (1, 600));
    assert_eq!(aim(&undone), Some(Some("path:web/apis".to_owned())));
    assert_eq!(undone.ticked("sql"), ["https://a.example", "https://b.example"]);
    assert_eq!(undone.fitted(), None);
    assert_eq!(told([goal(None)]).goal().map(|(goal, _)| goal), Some(&Goal::default()));
}

/// What a learner does with what the screen offers.
#[derive(Debug, Clone)]
enum Key {
    Mark(Vec<&'static str>, Status),
    Undo,
    Redo,
}

fn keys() -> impl Strategy<Value = Vec<Key>> {
    let key = prop_oneof![
        3 => (proptest::collection::vec(select(&TOPICS), 1..4), select(&Status::ALL)).prop_map(|(topics, status)| Key::Mark(topics, status)),
        2 => Just(Key::Undo),
        2 => Just(Key::Redo),
    ];
    proptest::collection::vec(key, 0..60)
}

/// Anything at all, at few enough times and ids that they collide.
fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let action = prop_oneof![
        3 => (proptest::collection::vec(select(&TOPICS), 0..4), select(&Status::ALL)).prop_map(|(topics, status)| mark(&topics, status)),
        2 => (0..40_u128).prop_map(undo),
        2 => (0..40_u128).prop_map(redo),
        1 => (select(&TOPICS), select(&TOPICS)).prop_map(|(from, to)| moved(from, to)),
        1 => proptest::collection::vec(select(&TOPICS), 0..3).prop_map(|lines| accept(&lines)),
        1 => (proptest::collection::vec(select(&TOPICS), 0..3), proptest::collection::vec(select(&TOPICS), 0..3)).prop_map(|(known, shaky)| place(&known, &shaky)),
        1 => (select(&TOPICS), select(&Grade::ALL)).prop_map(|(topic, grade)| answer(topic, grade)),
        1 => (select(&TOPICS), any::<bool>()).prop_map(|(topic, on)| tick(topic, "https://example.org", on)),
        1 => (select(&TOPICS), -500..500).prop_map(|(topic, seconds)| Action::Spend { topic: topic.to_owned(), seconds }),
        1 => proptest::option::of(select(&TOPICS)).prop_map(goal),
    ];
    proptest::collection::vec(
        (0..40_u128, 0..20_i64, action).prop_map(|(n, at, action)| event(n, at, action)),
        0..50,
    )
}

proptest! {
    /// Against the textbook: a stack of whole states, and one of those taken back.
    #[test]
    fn undo_and_redo_are_the_two_stacks_of_the_textbook(keys in keys()) {
        let mut progress = Progress::default();
        let mut past: Vec<BTreeMap<&str, Status>> = Vec::new();
        let mut now: BTreeMap<&str, Status> = TOPICS.iter().map(|&topic| (topic, Status::Todo)).collect();
        let mut future = Vec::new();
        for (n, key) in (1_i64..).zip(keys) {
            let action = match key {
                Key::Mark(topics, status) => {
                    past.push(now.clone());
                    future.clear();
                    now.extend(topics.iter().map(|&topic| (topic, status)));
                    mark(&topics, status)
                }
                Key::Undo => {
                    prop_assert_eq!(progress.undoable().is_some(), !past.is_empty());
                    let Some(before) = past.pop() else { continue };
                    future.push(std::mem::replace(&mut now, before));
                    Action::Undo { of: progress.undoable().unwrap().of }
                }
                Key::Redo => {
                    prop_assert_eq!(progress.redoable().is_some(), !future.is_empty());
                    let Some(after) = future.pop() else { continue };
                    past.push(std::mem::replace(&mut now, after));
                    Action::Redo { of: progress.redoable().unwrap().of }
                }
            };
            let promised = match &action {
                Action::Undo { .. } => progress.undoable(),
                Action::Redo { .. } => progress.redoable(),
                _ => None,
            };
            let mut expected = statuses(&progress);
            progress.add(event(n.unsigned_abs().into(), n, action));
            prop_assert_eq!(statuses(&progress), now.clone());
            if let Some(step) = promised {
                for change in step.changes {
                    let status = expected.iter_mut().find(|(topic, _)| **topic == change.topic).unwrap().1;
                    prop_assert_eq!(std::mem::replace(status, change.to), change.from);
                }
                prop_assert_eq!(expected, now.clone(), "a step changes what it says, and nothing else");
            }
        }
    }

    /// Taking any event back and putting it back is as if nothing had been done, but for the record of it.
    #[test]
    fn do_and_undo_is_identity(events in any_events(), which in any::<Index>(), wanted in any::<bool>()) {
        let seen = |progress: &Progress| (TOPICS.map(|id| (progress.status_of([id]), progress.home_of(id).to_owned(), progress.has_accepted(id))), progress.touched().count());
        let mut progress = Progress::fold(events);
        if !progress.is_empty() {
            let id = progress.history().nth(which.index(progress.len())).unwrap().event.id;
            let before = seen(&progress);
            if let Ok((_, action)) = progress.revert(id, wanted) {
                progress.add(event(1000, 1000, action));
                let (_, back) = progress.revert(id, !wanted).unwrap();
                progress.add(event(1001, 1001, back));
                prop_assert_eq!(seen(&progress), before);
            }
        }
    }

    #[test]
    fn neither_order_nor_repetition_matters(events in any_events(), shuffled in any::<Vec<(Index, Index)>>(), again in any::<Vec<Index>>()) {
        let mut other = events.clone();
        if !events.is_empty() {
            other.extend(again.iter().map(|index| index.get(&events).clone()));
            for (a, b) in shuffled {
                let (a, b) = (a.index(other.len()), b.index(other.len()));
                other.swap(a, b);
            }
        }
        prop_assert_eq!(view(&Progress::fold(events)), view(&Progress::fold(other)));
    }

    #[test]
    fn one_by_one_is_all_at_once(events in any_events()) {
        let mut one_by_one = Progress::default();
        for event in events.clone() {
            one_by_one.add(event);
        }
        prop_assert_eq!(view(&one_by_one), view(&Progress::fold(events)));
    }

    #[test]
    fn merging_is_associative_commutative_and_idempotent(a in any_events(), b in any_events(), c in any_events()) {
        let fold = |events: &[Event]| Progress::fold(events.iter().cloned());
        let merged = |mut one: Progress, other: Progress| { one.merge(other); one };
        let (a, b, c) = (fold(&a), fold(&b), fold(&c));
        let left = merged(merged(a.clone(), b.clone()), c.clone());
        prop_assert_eq!(view(&left), view(&merged(a.clone(), merged(b.clone(), c.clone()))));
        prop_assert_eq!(view(&left), view(&merged(c, merged(b, a))));
        prop_assert_eq!(view(&left), view(&merged(left.clone(), left.clone())));
    }
}
