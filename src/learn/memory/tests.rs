use proptest::prelude::*;

use super::*;
use crate::learn::scheduler::RETENTION;
use crate::learn::testbed::{Bed, START, answer, lesson, mark, place};
use crate::progress::event::Status;

/// Every card that is not new: its id, stability, day due from the first, answers and lapses.
fn shown(bed: &Bed, memory: &Memory) -> Vec<String> {
    let shown = memory.states().map(|(card, state)| {
        let id = bed.deck.id(&bed.library, card);
        let (stability, due) = (state.memory.stability, state.due - START);
        format!(
            "{id} {stability:.2} due {due}, {} answers, {} lapses",
            state.answers, state.lapses
        )
    });
    shown.collect()
}

#[test]
fn answers_make_memories() {
    let mut bed = Bed::new(2, 2);
    for (day, card, grade) in [
        (0, "t0#q0", Grade::Again),
        (0, "t0#q0", Grade::Good),
        (0, "t0#q1", Grade::Easy),
        (1, "t0#q0", Grade::Good),
        (4, "t0#q0", Grade::Good),
        (8, "t0#q1", Grade::Again),
        (9, "t1#q9", Grade::Good), // no such question
        (9, "t9#q0", Grade::Good), // no such topic
        (9, "t0", Grade::Good),    // no card
    ] {
        bed.answer(day, card, grade);
    }
    let memory = bed.memory();
    assert_eq!(
        shown(&bed, &memory),
        [
            "t0#q0 7.86 due 12, 4 answers, 0 lapses",
            "t0#q1 1.39 due 8, 2 answers, 1 lapses"
        ]
    );
    let forgotten = memory.state(bed.card("t0#q1")).unwrap();
    assert!(forgotten.is_relearning() && forgotten.was_reviewed_on(START + 8) && !forgotten.was_new_on(START + 8));
    assert_eq!(memory.state(bed.card("t1#q0")), None);
    assert_eq!(memory.retrievability(bed.card("t1#q0"), START), None);
    let recalled = memory.retrievability(bed.card("t0#q0"), START + 12).unwrap();
    assert!((0.85..0.95).contains(&recalled), "{recalled}");
}

#[test]
fn what_is_shown_beside_a_grade_is_what_it_does() {
    for grade in Grade::ALL {
        let mut bed = Bed::new(1, 1);
        let card = bed.card("t0#q0");
        for day in [0, 2, 9, 9, 30, 95] {
            let before = bed.memory();
            let shown = before.next(bed.basis(), card, START + day)[grade as usize];
            bed.answer(day, "t0#q0", grade);
            let state = *bed.memory().state(card).unwrap();
            assert_eq!(
                (state.memory, state.due),
                (shown.memory, START + day + shown.days),
                "{grade} on day {day}"
            );
        }
    }
}

#[test]
fn a_placement_is_where_cards_start_until_they_are_answered() {
    let mut bed = Bed::new(3, 2);
    bed.answer(0, "t0#q0", Grade::Good);
    let placed = bed.act(1, place(&["t0", "t1"], &["t2", "t1", "t9"]));
    let memory = bed.memory();
    let of = |memory: &Memory, card: &str| *memory.state(bed.card(card)).unwrap();
    let (answered, known, shaky) = (of(&memory, "t0#q0"), of(&memory, "t1#q1"), of(&memory, "t2#q0"));
    assert!(!answered.is_placed && answered.due - START == 2, "{answered:?}");
    assert!(known.is_placed && (31..=61).contains(&(known.due - START)), "{known:?}");
    assert!(shaky.is_placed && (3..=5).contains(&(shaky.due - START)), "{shaky:?}");
    assert!(!known.was_new_on(START + 1) && !known.was_reviewed_on(START + 1));
    // An answer goes on from there.
    bed.answer(40, "t1#q1", Grade::Good);
    let after = bed.memory();
    let state = *after.state(bed.card("t1#q1")).unwrap();
    assert!(
        state.memory.stability > known.memory.stability && state.was_reviewed_on(START + 40),
        "{state:?}"
    );
    // All of it is taken back at once.
    bed.act(41, Action::Undo { of: placed.id });
    let memory = bed.memory();
    let cards: Vec<String> = memory
        .states()
        .map(|(card, _)| bed.deck.id(&bed.library, card))
        .collect();
    assert_eq!(cards, ["t0#q0", "t1#q1"]);
    assert!(memory.state(bed.card("t1#q1")).unwrap().was_new_on(START + 40));
}

#[test]
fn answers_follow_their_topic() {
    let mut soil = lesson("soil", 1);
    soil.aliases = vec!["Earth".to_owned().into()];
    let mut bed = Bed::with(vec![soil, lesson("old", 1), lesson("new", 1)]);
    bed.answer(0, "bed/ground/earth#q0", Grade::Good); // where it stood before it had a lesson
    bed.answer(2, "soil#q0", Grade::Good);
    bed.answer(3, "gone/path/mulch#q0", Grade::Good);
    bed.answer(3, "old#q0", Grade::Good);
    let moves = [("gone/path/mulch", "soil"), ("old", "new")];
    for (from, to) in moves {
        bed.act(
            4,
            Action::Move {
                from: from.to_owned(),
                to: to.to_owned(),
            },
        );
    }
    // What was moved away is a topic again, and learned for itself.
    bed.answer(5, "old#q0", Grade::Easy);
    let memory = bed.memory();
    let answers = |card: &str| memory.answers(bed.card(card));
    assert_eq!((answers("soil#q0"), answers("old#q0"), answers("new#q0")), (3, 1, 1));
}

#[test]
fn own_parameters_are_used_when_they_come() {
    let mut bed = Bed::new(1, 1);
    bed.answer(0, "t0#q0", Grade::Good);
    let mut memory = bed.memory();
    let before = memory.state(bed.card("t0#q0")).unwrap().memory.stability;
    let mut parameters: Vec<i32> = memory
        .scheduler()
        .parameters()
        .iter()
        .copied()
        .map(crate::learn::scheduler::to_millionths)
        .collect();
    parameters[2] = 9_000_000;
    let fit = bed.act(1, Action::Fit { parameters });
    memory.update(bed.basis(), &fit);
    let stability = |memory: &Memory| memory.state(bed.card("t0#q0")).unwrap().memory.stability;
    assert!((stability(&memory) - 9.0).abs() < 1e-4 && (before - 2.3065).abs() < 1e-4);
    assert!((stability(&bed.memory()) - 9.0).abs() < 1e-4);
}

#[test]
fn a_clock_that_was_set_back_takes_nothing_away() {
    let mut bed = Bed::new(1, 1);
    bed.answer(10, "t0#q0", Grade::Good);
    bed.answer(3, "t0#q0", Grade::Good);
    let state = *bed.memory().state(bed.card("t0#q0")).unwrap();
    assert_eq!((state.first, state.last, state.answers), (START + 10, START + 10, 2));
    assert!(state.due > START + 10);
}

/// Something done on a day: a card or topic, and what.
fn actions() -> impl Strategy<Value = Vec<(i32, usize, usize)>> {
    proptest::collection::vec((0_i32..200, 0_usize..8, 0_usize..12), 1..40)
}

/// The events of such actions; some take others back and put them in force again.
fn events(bed: &mut Bed, mut actions: Vec<(i32, usize, usize)>) -> Vec<Event> {
    actions.sort_by_key(|action| action.0);
    let mut events: Vec<Event> = Vec::new();
    for (day, which, what) in actions {
        let (topic, card) = (format!("t{}", which / 2), format!("t{}#q{}", which / 2, which % 2));
        let earlier = (!events.is_empty()).then(|| events[which * 7 % events.len()].id);
        let action = match (what, earlier) {
            (4, Some(of)) => Action::Undo { of },
            (5, Some(of)) => Action::Redo { of },
            (6, _) => place(&[&topic], &["t0"]),
            (7, _) => mark(&[&topic], Status::Done),
            (8, _) if which == 0 => Action::Move {
                from: "t3".to_owned(),
                to: "t2".to_owned(),
            },
            _ => answer(&card, Grade::ALL[what % 4]),
        };
        events.push(bed.stamp(day, action));
    }
    events
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Taking events in one by one, in whatever order they come to hand, is as good as working all out.
    #[test]
    fn the_order_in_which_events_arrive_does_not_matter(actions in actions(), order in any::<u64>()) {
        let mut bed = Bed::new(4, 2);
        let mut events = events(&mut bed, actions);
        crate::learn::chance::Chance::new(order).shuffle(&mut events);
        let mut memory = bed.memory();
        for event in &events {
            bed.progress.add(event.clone());
            memory.update(bed.basis(), event);
            prop_assert_eq!(&memory.states, &bed.memory().states);
        }
        prop_assert_eq!(&memory.facts, &bed.memory().facts);
    }

    #[test]
    fn an_answer_taken_back_was_never_given(actions in actions(), grade in 0_usize..4) {
        let mut bed = Bed::new(4, 2);
        for event in events(&mut bed, actions) {
            bed.progress.add(event);
        }
        let before = bed.memory();
        let mut memory = before.clone();
        let given = bed.answer(201, "t1#q0", Grade::ALL[grade]);
        memory.update(bed.basis(), &given);
        prop_assert_eq!(memory.answers(bed.card("t1#q0")), before.answers(bed.card("t1#q0")) + 1);
        let undo = bed.act(201, Action::Undo { of: given.id });
        memory.update(bed.basis(), &undo);
        prop_assert_eq!(&memory.states, &before.states);
        let redo = bed.act(202, Action::Redo { of: given.id });
        memory.update(bed.basis(), &redo);
        prop_assert_eq!(&memory.states, &bed.memory().states);
    }

    #[test]
    fn every_state_makes_sense(actions in actions()) {
        let mut bed = Bed::new(4, 2);
        for event in events(&mut bed, actions) {
            bed.progress.add(event);
        }
        let memory = Memory::new(bed.basis(), RETENTION);
        for (_, state) in memory.states() {
            prop_assert!(state.first <= state.last && state.last <= state.due);
            prop_assert!(state.memory.stability > 0.0 && (1.0..=10.0).contains(&state.memory.difficulty));
            prop_assert!(state.lapses < state.answers.max(1) || state.is_placed);
        }
    }
}
