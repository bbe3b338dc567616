use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::learn::testbed::{Bed, START, answer, mark, place};
use crate::progress::event::Status::{Done, Learning, Skipped, Todo};

fn queue_on(bed: &Bed, day: i32, limits: Limits) -> Queue {
    queue(
        &bed.library,
        &bed.deck,
        &bed.memory(),
        &bed.statuses(),
        limits,
        START + day,
    )
}

const MANY: Limits = Limits {
    new: 1000,
    reviews: 1000,
};

#[test]
fn topics_being_learned_or_done_are_asked_and_no_others() {
    let mut bed = Bed::new(5, 1);
    for (topic, status) in [("t0", Learning), ("t1", Done), ("t2", Skipped), ("t3", Todo)] {
        bed.mark(0, &[topic], status);
    }
    let queue = queue_on(&bed, 0, MANY);
    assert_eq!((bed.ids(&queue.cards).as_str(), queue.new), ("t0#q0 t1#q0", 2));
    // What was answered is due only as long as its topic is asked.
    for card in ["t1#q0", "t2#q0", "t4#q0"] {
        bed.answer(0, card, Grade::Good);
    }
    let queue = queue_on(&bed, 2, Limits { new: 0, ..MANY });
    assert_eq!(
        (bed.ids(&queue.cards).as_str(), queue.reviews, queue.new_waiting),
        ("t1#q0", 1, 1)
    );
}

#[test]
fn the_most_overdue_for_its_stability_comes_first() {
    let mut bed = Bed::new(4, 1);
    bed.mark(0, &["t0", "t1", "t2", "t3"], Done);
    bed.answer(0, "t0#q0", Grade::Easy); // 8 days
    bed.answer(0, "t1#q0", Grade::Hard); // 1 day
    bed.answer(0, "t2#q0", Grade::Good); // 2 days
    bed.answer(9, "t3#q0", Grade::Good);
    let order = |day| bed.ids(&queue_on(&bed, day, MANY).cards);
    assert_eq!((order(0).as_str(), order(1).as_str()), ("", "t1#q0"));
    assert_eq!(order(2), "t1#q0 t2#q0");
    assert_eq!(order(11), "t1#q0 t2#q0 t0#q0 t3#q0");
    let memory = bed.memory();
    let cards = queue_on(&bed, 11, MANY).cards;
    let recalled: Vec<f64> = cards
        .iter()
        .map(|&card| memory.retrievability(card, START + 11).unwrap())
        .collect();
    assert!(recalled.is_sorted(), "{recalled:?}");
    let limited = queue_on(&bed, 11, Limits { reviews: 2, ..MANY });
    assert_eq!(
        (bed.ids(&limited.cards).as_str(), limited.reviews_waiting),
        ("t1#q0 t2#q0", 2)
    );
}

#[test]
fn what_was_answered_today_counts_towards_the_limits() {
    let mut bed = Bed::new(6, 1);
    let topics = ["t0", "t1", "t2", "t3", "t4", "t5"];
    bed.mark(0, &topics, Learning);
    let limits = Limits { new: 2, reviews: 2 };
    assert_eq!(bed.ids(&queue_on(&bed, 0, limits).cards), "t0#q0 t1#q0");
    bed.answer(0, "t0#q0", Grade::Again);
    // A new card that was forgotten comes back whatever the limits say.
    assert_eq!(bed.ids(&queue_on(&bed, 0, limits).cards), "t0#q0 t1#q0");
    bed.answer(0, "t1#q0", Grade::Hard);
    let second = bed.answer(0, "t0#q0", Grade::Hard);
    assert_eq!(
        queue_on(&bed, 0, limits),
        Queue {
            new_waiting: 4,
            ..Queue::default()
        }
    );
    // Another device had answered, or an answer is taken back.
    bed.act(0, Action::Undo { of: second.id });
    assert_eq!(bed.ids(&queue_on(&bed, 0, limits).cards), "t0#q0");
    bed.answer(0, "t0#q0", Grade::Hard);
    for card in ["t2#q0", "t3#q0"] {
        bed.answer(1, card, Grade::Good);
    }
    bed.answer(3, "t0#q0", Grade::Good);
    let queue = queue_on(&bed, 3, limits);
    assert_eq!((queue.reviews, queue.reviews_waiting, queue.new), (1, 2, 2));
}

#[test]
fn new_cards_are_those_of_what_was_marked_last_and_being_learned() {
    let mut bed = Bed::new(3, 5);
    bed.mark(0, &["t0"], Learning);
    bed.mark(1, &["t1"], Learning);
    bed.mark(2, &["t2"], Done);
    let taken = |new| {
        let (cards, waiting) = new_cards(&bed.library, &bed.deck, &bed.memory(), &bed.statuses(), new);
        (bed.ids(&cards), waiting)
    };
    assert_eq!(taken(2), ("t1#q0 t1#q1".to_owned(), 13));
    let expected = "t1#q0 t1#q1 t1#q2 t0#q0 t0#q1 t0#q2 t2#q0 t2#q1 t2#q2 t1#q3 t1#q4 t0#q3";
    assert_eq!(taken(12), (expected.to_owned(), 3));
}

#[test]
fn new_cards_are_mixed_in_evenly() {
    for (reviews, new, expected) in [
        (3, 1, "..n."),
        (0, 2, "nn"),
        (2, 0, ".."),
        (4, 2, ".n..n."),
        (2, 4, "n.nn.n"),
        (8, 2, "..n....n.."),
    ] {
        let mixed = mixed(
            (0..reviews).map(CardIx).collect(),
            (100..100 + new).map(CardIx).collect(),
        );
        let shown: String = mixed.iter().map(|card| if card.0 < 100 { '.' } else { 'n' }).collect();
        assert_eq!(shown, expected, "{reviews} reviews, {new} new");
    }
}

#[test]
fn cards_of_one_topic_are_kept_apart_where_there_are_others() {
    let bed = Bed::new(5, 4);
    let cards = |topics: &[(usize, usize)]| -> Vec<CardIx> {
        let cards = topics.iter().map(|(topic, card)| CardIx(topic * 4 + card));
        cards.collect()
    };
    let shown = |topics: &[(usize, usize)]| bed.ids(&apart(&bed.deck, cards(topics)));
    assert_eq!(
        shown(&[(0, 0), (1, 0), (2, 0), (3, 0), (0, 1)]),
        "t0#q0 t1#q0 t2#q0 t3#q0 t0#q1"
    );
    assert_eq!(
        shown(&[(0, 0), (0, 1), (1, 0), (2, 0), (3, 0)]),
        "t0#q0 t1#q0 t2#q0 t3#q0 t0#q1"
    );
    // Two topics take turns; one alone keeps its order.
    assert_eq!(shown(&[(0, 0), (0, 1), (1, 0), (1, 1)]), "t0#q0 t1#q0 t0#q1 t1#q1");
    assert_eq!(shown(&[(0, 0), (0, 1), (0, 2)]), "t0#q0 t0#q1 t0#q2");
}

/// Goes through a session, recording what it says.
fn run(bed: &mut Bed, session: &mut Session, grades: &[Grade]) -> Vec<String> {
    let grades = grades.iter().map_while(|&grade| {
        let card = session.card()?;
        let action = session.answer(&bed.library, &bed.deck, grade, Some(1500))?;
        bed.act(0, action);
        Some(format!("{} {grade}", bed.ids(&[card])))
    });
    grades.collect()
}

#[test]
fn what_was_not_remembered_comes_back_after_some_others() {
    use Grade::{Again, Easy, Good, Hard};

    let mut bed = Bed::new(9, 1);
    let mut session = Session::new((0..7).map(CardIx));
    let grades = [Again, Good, Good, Again, Good, Hard, Easy, Good, Again, Good];
    let asked = run(&mut bed, &mut session, &grades).join(", ");
    assert_eq!(
        asked,
        "t0#q0 again, t1#q0 good, t2#q0 good, t3#q0 again, t4#q0 good, t5#q0 hard, t0#q0 easy, t6#q0 good, t3#q0 again, t3#q0 good"
    );
    assert_eq!(session.card(), None);
    assert_eq!(
        session.summary(),
        Summary {
            answered: 10,
            cards: 7,
            again: 2,
            right: 7,
            by_grade: [3, 1, 5, 1],
            took: 15_000,
            left: 0
        }
    );
    assert_eq!(session.answer(&bed.library, &bed.deck, Good, None), None);
}

#[test]
fn a_card_that_was_not_remembered_three_times_waits_for_tomorrow() {
    let mut bed = Bed::new(2, 1);
    bed.mark(0, &["t0", "t1"], Learning);
    let mut session = Session::new((0..2).map(CardIx));
    let asked = run(&mut bed, &mut session, &[Grade::Again; 20]);
    assert_eq!(asked.len(), 6, "{asked:?}");
    let summary = session.summary();
    assert_eq!((summary.cards, summary.again, summary.left), (2, 2, 0));
    assert!(session.has_given_up(CardIx(0)) && session.has_given_up(CardIx(1)));
    let on = |bed: &Bed, day| {
        let (memory, statuses) = (bed.memory(), bed.statuses());
        queue(
            &bed.library,
            &bed.deck,
            &memory,
            &statuses,
            Limits::default(),
            START + day,
        )
        .reviews
    };
    assert_eq!(
        (on(&bed, 0), on(&bed, 1)),
        (0, 2),
        "a new session doesn't ask for them today, either"
    );
    // Taken back, it is asked once more.
    let undo = session.undo(&bed.library, &bed.deck, &bed.progress).unwrap();
    bed.act(0, undo);
    assert_eq!((session.left(), on(&bed, 0)), (1, 1));
    let undo = session.undo(&bed.library, &bed.deck, &bed.progress).unwrap();
    bed.act(0, undo);
    assert_eq!((session.left(), on(&bed, 0)), (2, 2));
    assert_eq!(run(&mut bed, &mut session, &[Grade::Good; 20]).len(), 2);
}

#[test]
fn the_last_answer_is_taken_back() {
    let mut bed = Bed::new(3, 1);
    bed.mark(0, &["t0", "t1", "t2"], Learning);
    let mut session = Session::new((0..3).map(CardIx));
    assert_eq!(session.undo(&bed.library, &bed.deck, &bed.progress), None);
    run(&mut bed, &mut session, &[Grade::Good, Grade::Again]);
    let undo = session.undo(&bed.library, &bed.deck, &bed.progress).unwrap();
    bed.act(0, undo);
    assert_eq!(
        (session.card(), session.left(), session.answered()),
        (Some(CardIx(1)), 2, 1)
    );
    assert_eq!(bed.memory().state(CardIx(1)), None);
    assert!(bed.memory().state(CardIx(0)).is_some());
    // One that was not recorded, or was taken back elsewhere, is not taken back again.
    session.answer(&bed.library, &bed.deck, Grade::Easy, None);
    let before = session.clone();
    assert_eq!(session.undo(&bed.library, &bed.deck, &bed.progress), None);
    assert_eq!(session, before);
}

#[test]
fn a_session_goes_on_when_packs_change() {
    let mut bed = Bed::new(4, 1);
    let mut session = Session::new((0..4).map(CardIx));
    run(&mut bed, &mut session, &[Grade::Again, Grade::Good]);
    let moved = session.moved(|card| (card.0 != 1).then_some(CardIx(card.0 + 10)));
    assert_eq!((moved.card(), moved.left(), moved.answered()), (Some(CardIx(12)), 3, 1));
}

fn history() -> impl Strategy<Value = Vec<(i32, usize, usize)>> {
    proptest::collection::vec((0_i32..60, 0_usize..24, 0_usize..9), 0..80)
}

/// A learner with such a history: eight topics of three cards.
fn learner(mut history: Vec<(i32, usize, usize)>) -> Bed {
    let mut bed = Bed::new(8, 3);
    history.sort_by_key(|entry| entry.0);
    for (day, which, what) in history {
        let (topic, card) = (format!("t{}", which / 3), format!("t{}#q{}", which / 3, which % 3));
        let action = match what {
            0..4 => answer(&card, Grade::ALL[what]),
            4..8 => mark(&[&topic], Status::ALL[what - 4]),
            _ => place(&[&topic], &["t0"]),
        };
        bed.act(day, action);
    }
    bed
}

proptest! {
    #[test]
    fn a_queue_has_no_card_twice_and_keeps_to_its_limits(history in history(), day in 0_i32..70, new in 0_usize..12, reviews in 0_usize..12) {
        let bed = learner(history);
        let (memory, statuses) = (bed.memory(), bed.statuses());
        let found = queue_on(&bed, day, Limits { new, reviews });
        let cards: HashSet<CardIx> = found.cards.iter().copied().collect();
        prop_assert_eq!(cards.len(), found.cards.len());
        prop_assert_eq!(found.cards.len(), found.reviews + found.new);
        prop_assert!(found.new <= new);
        let today = START + day;
        let relearned = found.cards.iter().filter(|&&card| memory.state(card).is_some_and(|state| state.last == today)).count();
        prop_assert!(found.reviews <= reviews + relearned);
        for &card in &found.cards {
            prop_assert!(is_asked(&statuses, bed.deck.topic(card)));
            prop_assert!(memory.state(card).is_none_or(|state| state.due <= today));
        }
        // Without limits there is everything that is due or new, and nothing waits.
        let all = queue_on(&bed, day, MANY);
        prop_assert_eq!(all.reviews, found.reviews + found.reviews_waiting);
        prop_assert_eq!(all.new, found.new + found.new_waiting);
        prop_assert_eq!(all.reviews_waiting + all.new_waiting, 0);
        prop_assert_eq!(all, queue_on(&bed, day, MANY));
    }

    #[test]
    fn undo_restores_a_session(count in 1_usize..12, grades in proptest::collection::vec(0_usize..4, 1..40), back in 1_usize..40) {
        let mut bed = Bed::new(12, 1);
        let mut session = Session::new((0..count).map(CardIx));
        let mut before = Vec::new();
        for grade in grades {
            before.push((session.clone(), bed.memory().states().map(|(card, state)| (card, *state)).collect::<Vec<_>>()));
            run(&mut bed, &mut session, &[Grade::ALL[grade]]);
            if session.card().is_none() { break; }
        }
        for (session_before, states) in before.into_iter().rev().take(back) {
            let undo = session.undo(&bed.library, &bed.deck, &bed.progress).unwrap();
            bed.act(0, undo);
            prop_assert_eq!(&session, &session_before);
            prop_assert_eq!(bed.memory().states().map(|(card, state)| (card, *state)).collect::<Vec<_>>(), states);
        }
    }

    #[test]
    fn a_session_ends_when_everything_was_remembered(count in 0_usize..30, wrong in proptest::collection::vec(any::<bool>(), 0..60)) {
        let bed = Bed::new(30, 1);
        let mut session = Session::new((0..count).map(CardIx));
        let mut wrong = wrong.into_iter();
        let mut last = None;
        while let Some(card) = session.card() {
            prop_assert!(Some(card) != last || session.left() == 1, "the same card twice in a row");
            let grade = if wrong.next() == Some(true) { Grade::Again } else { Grade::Good };
            last = Some(card);
            session.answer(&bed.library, &bed.deck, grade, None);
        }
        let summary = session.summary();
        prop_assert_eq!((summary.cards, summary.left), (count, 0));
        let given_up = (0..count).filter(|&card| session.has_given_up(CardIx(card))).count();
        prop_assert_eq!(summary.right, count - given_up);
    }
}
