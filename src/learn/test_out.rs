//! Testing out of a group, a path or a level: a few questions from all over it, and who passes need not learn it.

use crate::content::library::{Library, TopicIx};
use crate::progress::event::{Action, Status};

use super::cards::{CardIx, Deck, Face, FaceAnswer};
use super::chance::Chance;
use super::standing::Statuses;

/// How many questions are asked at most.
pub const QUESTIONS: usize = 20;
/// Of ten questions so many must be answered.
const PASS: usize = 8;

/// The topics of a set that a test is about: those neither done nor skipped.
pub fn open(statuses: &Statuses, topics: impl IntoIterator<Item = TopicIx>) -> Vec<TopicIx> {
    let open = |topic: &TopicIx| matches!(statuses.of(*topic), Status::Todo | Status::Learning);
    topics.into_iter().filter(open).collect()
}

/// The questions of a test on these topics, in the order in which they are asked: one of each topic, in an order of chance,
/// then another of each, until there are enough. A topic's choices come before what the learner has to grade; what
/// nothing is written about is not asked. Another `seed` makes another test.
pub fn pick(library: &Library, deck: &Deck, topics: &[TopicIx], seed: u64) -> Vec<CardIx> {
    let mut chance = Chance::new(seed);
    let mut left: Vec<Vec<CardIx>> = topics
        .iter()
        .map(|&topic| {
            let mut cards: Vec<CardIx> = deck
                .of_topic(topic)
                .filter(|&card| can_be_judged(library, deck, card))
                .collect();
            chance.shuffle(&mut cards);
            // The next is taken from the end.
            cards.sort_by_key(|&card| deck.is_choice(library, card));
            cards
        })
        .collect();
    chance.shuffle(&mut left);
    let mut picked = Vec::new();
    while picked.len() < QUESTIONS && left.iter().any(|cards| !cards.is_empty()) {
        picked.extend(left.iter_mut().filter_map(Vec::pop));
    }
    picked.truncate(QUESTIONS);
    picked
}

fn can_be_judged(library: &Library, deck: &Deck, card: CardIx) -> bool {
    let Face { answer, .. } = deck.face(library, card, 0);
    !matches!(answer, FaceAnswer::Recall(text) if text.trim().is_empty())
}

/// A test, question by question. Nothing of it is recorded before it is passed, so it can be left at any moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// What it is about.
    topics: Vec<TopicIx>,
    unasked: Vec<TopicIx>,
    cards: Vec<CardIx>,
    /// Of the first cards, whether they were answered.
    answers: Vec<bool>,
    seed: u64,
}

impl Test {
    /// A test of a set of topics, of which those are left out that are done or skipped. Another `seed` makes another test.
    pub fn new(
        library: &Library,
        deck: &Deck,
        statuses: &Statuses,
        topics: impl IntoIterator<Item = TopicIx>,
        seed: u64,
    ) -> Self {
        let can_be_asked = |topic: &TopicIx| {
            let mut cards = deck.of_topic(*topic);
            cards.any(|card| can_be_judged(library, deck, card))
        };
        let (topics, unasked): (Vec<TopicIx>, Vec<TopicIx>) =
            open(statuses, topics).into_iter().partition(can_be_asked);
        Self {
            cards: pick(library, deck, &topics, seed),
            topics,
            unasked,
            answers: Vec::new(),
            seed,
        }
    }

    /// The topics it is about.
    pub fn topics(&self) -> &[TopicIx] {
        &self.topics
    }

    /// The topics that nothing is asked about: they stay as they are.
    pub fn unasked(&self) -> &[TopicIx] {
        &self.unasked
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether there is nothing to ask.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// How many answers have to be right.
    pub fn needed(&self) -> usize {
        needed(self.len())
    }

    /// How many questions were answered, rightly or not.
    pub fn asked(&self) -> usize {
        self.answers.len()
    }

    /// How many were answered rightly.
    pub fn right(&self) -> usize {
        self.answers.iter().filter(|is_right| **is_right).count()
    }

    /// Whether enough questions are left to pass.
    pub fn can_be_passed(&self) -> bool {
        self.right() + self.len() - self.asked() >= self.needed()
    }

    /// The question to be asked now; `None` when all were.
    pub fn card(&self) -> Option<CardIx> {
        self.cards.get(self.asked()).copied()
    }

    /// What a question looks like in this test.
    pub fn face<'a>(&self, library: &'a Library, deck: &Deck, card: CardIx) -> Face<'a> {
        // Another test has its choices in another order.
        let [.., a, b, c, d] = self.seed.to_be_bytes();
        deck.face(library, card, u32::from_be_bytes([a, b, c, d]))
    }

    /// Takes the answer to the question asked now.
    pub fn answer(&mut self, is_right: bool) {
        if self.card().is_some() {
            self.answers.push(is_right);
        }
    }

    /// Takes the last answer back; whether there was one.
    pub fn take_back(&mut self) -> bool {
        self.answers.pop().is_some()
    }

    /// What it came to, once all was asked.
    pub fn outcome(&self, deck: &Deck) -> Outcome {
        let answers: Vec<(CardIx, bool)> = self.cards.iter().copied().zip(self.answers.iter().copied()).collect();
        outcome(deck, &self.topics, &answers)
    }
}

/// "12 topics, 3 have no question and stay as they are".
pub fn told(topics: usize, unasked: usize) -> String {
    let noun = |count: usize| if count == 1 { "topic" } else { "topics" };
    let all = topics + unasked;
    match unasked {
        0 => format!("{all} {}", noun(all)),
        1 => format!("{all} {}, 1 has no question and stays as it is", noun(all)),
        _ => format!("{all} {}, {unasked} have no question and stay as they are", noun(all)),
    }
}

fn needed(questions: usize) -> usize {
    (questions * PASS).div_ceil(10).max(1)
}

/// What a test came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Questions asked.
    pub asked: usize,
    /// Questions answered.
    pub right: usize,
    /// How many it took.
    pub needed: usize,
    /// Topics that count as known now; none where it was not passed.
    pub known: Vec<TopicIx>,
    /// Topics of which a question was not answered.
    pub missed: Vec<TopicIx>,
}

/// What the answers of a test on these topics come to: each card asked, and whether it was answered.
pub fn outcome(deck: &Deck, topics: &[TopicIx], answers: &[(CardIx, bool)]) -> Outcome {
    let right = answers.iter().filter(|(_, is_right)| *is_right).count();
    let needed = needed(answers.len());
    let wrong = |topic: TopicIx| {
        let mut of_topic = answers.iter().filter(|(card, _)| deck.topic(*card) == topic);
        of_topic.any(|(_, is_right)| !is_right)
    };
    let (missed, known): (Vec<TopicIx>, Vec<TopicIx>) = topics.iter().partition(|&&topic| wrong(topic));
    Outcome {
        asked: answers.len(),
        right,
        needed,
        known: if right >= needed { known } else { Vec::new() },
        missed,
    }
}

impl Outcome {
    /// Whether the test was passed.
    pub fn is_passed(&self) -> bool {
        self.right >= self.needed
    }

    /// What is to be recorded: nothing where it was not passed. Else the known ones are done, as if placed so, which puts
    /// their reviews far out; those missed are being learned, and their questions are asked soon. It is one action, so that
    /// one undo takes all of it back.
    pub fn action(&self, library: &Library) -> Option<Action> {
        let ids = |topics: &[TopicIx]| -> Vec<String> {
            let ids = topics.iter().map(|&topic| library.lasting_id(topic).to_owned());
            ids.collect()
        };
        self.is_passed().then(|| Action::Place {
            known: ids(&self.known),
            shaky: ids(&self.missed),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::content::model::Answer;
    use crate::learn::testbed::{Bed, lesson, place};

    #[test]
    fn choices_are_asked_first_and_what_cannot_be_judged_never() {
        let mut mixed = lesson("mixed", 3);
        mixed.questions[0].answer = Answer::Recall("In words.".to_owned());
        let mut told = lesson("told", 0);
        told.summary = "Something.".to_owned();
        let bed = Bed::with(vec![mixed, told, lesson("untold", 0)]);
        let topics: Vec<TopicIx> = bed.library.topic_ixs().collect();
        for seed in 0..20 {
            let picked = pick(&bed.library, &bed.deck, &topics, seed);
            let shown = bed.ids(&picked);
            assert_eq!(picked.len(), 4, "{shown}");
            assert!(
                shown.ends_with("mixed#q0") && shown.contains("told#recall") && !shown.contains("untold"),
                "{shown}"
            );
            let two = bed.ids(&picked[..2]);
            assert!(two.contains("told#recall") && two.contains("mixed#q"), "{shown}");
        }
    }

    #[test]
    fn who_passes_is_done_with_it() {
        let mut bed = Bed::new(6, 1);
        bed.mark(0, &["t4"], Status::Done);
        bed.mark(0, &["t5"], Status::Skipped);
        bed.mark(0, &["t0"], Status::Learning);
        let topics = open(&bed.statuses(), bed.library.topic_ixs());
        assert_eq!(topics.len(), 4);
        let answers = |right: [bool; 4]| -> Vec<(CardIx, bool)> { (0..4).map(CardIx).zip(right).collect() };
        let outcome = |right| super::outcome(&bed.deck, &topics, &answers(right));
        let failed = outcome([true, true, true, false]);
        assert_eq!(
            (failed.right, failed.needed, failed.asked, failed.is_passed()),
            (3, 4, 4, false)
        );
        assert_eq!(failed.action(&bed.library), None);
        let passed = outcome([true; 4]);
        let action = passed.action(&bed.library).unwrap();
        assert_eq!(action, place(&["t0", "t1", "t2", "t3"], &[]));
        assert!(!super::outcome(&bed.deck, &topics, &[]).is_passed());
        bed.act(1, action);
        assert_eq!(open(&bed.statuses(), bed.library.topic_ixs()), []);
    }

    #[test]
    fn what_was_missed_in_a_test_that_was_passed_is_asked_soon() {
        let bed = Bed::new(5, 1);
        let topics: Vec<TopicIx> = bed.library.topic_ixs().collect();
        let answers: Vec<(CardIx, bool)> = (0..5).map(|n| (CardIx(n), n != 2)).collect();
        let outcome = outcome(&bed.deck, &topics, &answers);
        assert!(outcome.is_passed());
        assert_eq!(
            outcome.action(&bed.library),
            Some(place(&["t0", "t1", "t3", "t4"], &["t2"]))
        );
    }

    #[test]
    fn a_test_goes_from_question_to_question() {
        let mut told = lesson("told", 0);
        told.summary = "Something.".to_owned();
        let mut bed = Bed::with(vec![lesson("a", 2), told, lesson("untold", 0), lesson("done", 1)]);
        bed.mark(0, &["done"], Status::Done);
        let topics: Vec<TopicIx> = bed.library.topic_ixs().collect();
        let mut test = Test::new(&bed.library, &bed.deck, &bed.statuses(), topics, 7);
        assert_eq!(test.topics(), [bed.topic("a"), bed.topic("told")]);
        assert_eq!(test.unasked(), [bed.topic("untold")]);
        assert_eq!((test.len(), test.needed()), (3, 3));
        let first = test.card();
        assert!(!test.take_back());
        for is_right in [true, false] {
            test.answer(is_right);
        }
        assert!(!test.can_be_passed());
        assert!(test.take_back());
        assert!(test.can_be_passed());
        assert_eq!((test.asked(), test.right()), (1, 1));
        assert_ne!(test.card(), first);
        test.answer(true);
        test.answer(true);
        assert_eq!(test.card(), None);
        test.answer(false);
        assert_eq!((test.asked(), test.outcome(&bed.deck).is_passed()), (3, true));
        // All is done of what can be asked: there is nothing to test.
        bed.mark(1, &["a", "told"], Status::Done);
        let topics = bed.library.topic_ixs();
        let test = Test::new(&bed.library, &bed.deck, &bed.statuses(), topics, 7);
        assert!(test.is_empty() && !test.outcome(&bed.deck).is_passed());
        for (topics, unasked, said) in [
            (1, 0, "1 topic"),
            (9, 3, "12 topics, 3 have no question and stay as they are"),
            (0, 1, "1 topic, 1 has no question and stays as it is"),
        ] {
            assert_eq!(super::told(topics, unasked), said);
        }
    }

    proptest! {
        #[test]
        fn a_test_is_short_and_from_all_over(topics in 0_usize..40, questions in 1_usize..5, seed in any::<u64>()) {
            let bed = Bed::new(topics, questions);
            let all: Vec<TopicIx> = bed.library.topic_ixs().collect();
            let picked = pick(&bed.library, &bed.deck, &all, seed);
            prop_assert_eq!(picked.len(), QUESTIONS.min(topics * questions));
            let cards: HashSet<CardIx> = picked.iter().copied().collect();
            prop_assert_eq!(cards.len(), picked.len());
            let mut counts = vec![0_usize; topics];
            for &card in &picked {
                counts[bed.deck.topic(card).at()] += 1;
            }
            let (least, most) = (counts.iter().min(), counts.iter().max());
            prop_assert!(most.zip(least).is_none_or(|(most, least)| most - least <= 1), "{:?}", counts);
        }
    }
}
