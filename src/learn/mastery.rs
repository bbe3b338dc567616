//! What is left of what was learned: done topics are fresh, fading or rusty, as far as their cards tell.
//!
//! A card counts by its probability of recall. Right after an answer FSRS has that near one, whatever the answer was: it
//! has just been read. That is no knowledge, so a card that was not remembered counts as nothing until it is answered
//! right, and as half of it while the right answer is of the same day, with the solution still in mind; from the first
//! right answer on a later day on it counts in full. Failing a review never makes a topic known again.

use crate::content::library::{Library, TopicIx};
use crate::progress::event::Status;

use super::cards::CardIx;
use super::day::Day;
use super::memory::Memory;
use super::standing::Statuses;
use super::study::Study;

/// From this mean probability of recall on a topic is fresh.
const FRESH: f64 = 0.9;
/// Below this one it is rusty.
const RUSTY: f64 = 0.7;
/// What a card counts that was answered right only on the day it had not been remembered.
const SAME_DAY: f64 = 0.5;

/// How well a done topic is still known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mastery {
    /// Nine of ten questions or more would be answered.
    Fresh,
    /// In between.
    Fading,
    /// Fewer than seven of ten would be: it is to be taken up again.
    Rusty,
}

impl Mastery {
    /// What a mean probability of recall comes to.
    pub fn of(retrievability: f64) -> Self {
        match retrievability {
            mean if mean >= FRESH => Self::Fresh,
            mean if mean < RUSTY => Self::Rusty,
            _ => Self::Fading,
        }
    }

    /// Its word, on the screen and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Fading => "fading",
            Self::Rusty => "rusty",
        }
    }
}

/// How well a topic is remembered on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recall {
    /// The mean of what its cards count, from 0 to 1: their probability of recall, less where they were not remembered.
    /// Cards that are new say nothing yet.
    pub mean: f64,
    /// The day the first of them is to be asked again.
    pub due: Day,
}

impl Recall {
    /// "rusty: 58 % likely still known, review due 3 days ago".
    pub fn told(self, today: Day) -> String {
        let word = Mastery::of(self.mean).name();
        let due = match self.due - today {
            ..=-2 => format!("review due {} days ago", today - self.due),
            -1 => "review due yesterday".to_owned(),
            0 => "review due today".to_owned(),
            1 => "next review tomorrow".to_owned(),
            days => format!("next review in {days} days"),
        };
        format!("{word}: {:.0} % likely still known, {due}", self.mean * 100.0)
    }
}

/// What a card counts on a day, from 0 to 1; `None` for a new one.
fn counted(memory: &Memory, card: CardIx, day: Day) -> Option<f64> {
    let (state, recalled) = memory.state(card).zip(memory.retrievability(card, day))?;
    Some(if state.is_relearning() {
        0.0
    } else if state.failed == Some(state.last) {
        recalled * SAME_DAY
    } else {
        recalled
    })
}

/// How well every topic is remembered on a day, worked out once: whatever shows it looks it up here.
#[derive(Debug, Clone, PartialEq)]
pub struct Recalled {
    day: Day,
    topics: Vec<Option<Recall>>,
}

impl Recalled {
    /// Works it out for the topics of a library.
    pub fn new(library: &Library, Study { deck, memory }: &Study, day: Day) -> Self {
        let mut sums: Vec<Option<(f64, u32, Day)>> = vec![None; library.topics().len()];
        for (card, state) in memory.states() {
            let Some(recalled) = counted(memory, card, day) else {
                continue;
            };
            if let Some(slot) = sums.get_mut(deck.topic(card).at()) {
                let (sum, count, due) = slot.unwrap_or((0.0, 0, state.due));
                *slot = Some((sum + recalled, count + 1, due.min(state.due)));
            }
        }
        let recall = |(sum, count, due): (f64, u32, Day)| Recall {
            mean: sum / f64::from(count),
            due,
        };
        let topics = sums.into_iter().map(|slot| slot.map(recall)).collect();
        Self { day, topics }
    }

    /// What is told where nothing was answered or placed.
    pub fn nothing(day: Day) -> Self {
        Self {
            day,
            topics: Vec::new(),
        }
    }

    /// The day it is as of.
    pub fn day(&self) -> Day {
        self.day
    }

    /// How well a topic is remembered; `None` while none of its cards was asked or placed.
    pub fn of(&self, topic: TopicIx) -> Option<Recall> {
        self.topics.get(topic.at()).copied().flatten()
    }

    /// How well a done topic is known; `None` for one that is not done, and for one that was never reviewed, of which nobody
    /// can tell.
    pub fn mastery(&self, statuses: &Statuses, topic: TopicIx) -> Option<Mastery> {
        let recall = self.of(topic).filter(|_| statuses.of(topic) == Status::Done)?;
        Some(Mastery::of(recall.mean))
    }

    /// How many of these topics are done and rusty; the other done ones are still known, as far as can be told. Give each once.
    pub fn rusty_among(&self, statuses: &Statuses, topics: impl IntoIterator<Item = TopicIx>) -> usize {
        let is_rusty = |topic: &TopicIx| self.mastery(statuses, *topic) == Some(Mastery::Rusty);
        topics.into_iter().filter(is_rusty).count()
    }

    /// The done topics that are rusty, the most forgotten first.
    pub fn rusty(&self, statuses: &Statuses) -> Vec<(TopicIx, Recall)> {
        let rusty = |topic| self.mastery(statuses, topic) == Some(Mastery::Rusty);
        let mut all: Vec<(TopicIx, Recall)> = statuses
            .marked()
            .filter(|&(topic, _)| rusty(topic))
            .filter_map(|(topic, _)| Some((topic, self.of(topic)?)))
            .collect();
        all.sort_by(|one, other| one.1.mean.total_cmp(&other.1.mean).then(one.0.cmp(&other.0)));
        all
    }

    /// Works a topic out anew: one of its cards was answered, or an answer was taken back.
    pub fn renew(&mut self, Study { deck, memory }: &Study, topic: TopicIx) {
        let (mut sum, mut count, mut due) = (0.0, 0_u32, None);
        for card in deck.of_topic(topic) {
            let recalled = counted(memory, card, self.day);
            if let Some((recalled, state)) = recalled.zip(memory.state(card)) {
                (sum, count) = (sum + recalled, count + 1);
                due = Some(due.map_or(state.due, |due: Day| due.min(state.due)));
            }
        }
        if let Some(slot) = self.topics.get_mut(topic.at()) {
            *slot = due.map(|due| Recall {
                mean: sum / f64::from(count),
                due,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::learn::settings::Settings;
    use crate::learn::testbed::{Bed, START, place};
    use crate::progress::event::{Action, Grade};

    #[test]
    fn done_topics_fade() {
        for (mean, expected) in [
            (1.0, "fresh"),
            (0.9, "fresh"),
            (0.899, "fading"),
            (0.7, "fading"),
            (0.699, "rusty"),
            (0.0, "rusty"),
        ] {
            assert_eq!(Mastery::of(mean).name(), expected, "{mean}");
        }
        let mut bed = Bed::new(4, 2);
        bed.mark(0, &["t0", "t2", "t3"], Status::Done);
        bed.mark(0, &["t1"], Status::Learning);
        bed.answer(0, "t0#q0", Grade::Good); // stable for 2.3 days
        bed.answer(0, "t1#q0", Grade::Good);
        bed.act(0, place(&["t3"], &[]));
        let (study, statuses) = (study(&bed), bed.statuses());
        let topics = ["t0", "t1", "t2", "t3"].map(|id| bed.topic(id));
        let shown = |day: i32| {
            let recalled = Recalled::new(&bed.library, &study, START + day);
            let each = topics.map(|topic| recalled.mastery(&statuses, topic));
            let names = each.map(|mastery| mastery.map_or("-", Mastery::name));
            (names.join(" "), recalled.rusty_among(&statuses, topics))
        };
        assert_eq!(shown(0), ("fresh - - fresh".to_owned(), 0));
        assert_eq!(shown(5), ("fading - - fresh".to_owned(), 0));
        assert_eq!(shown(22), ("rusty - - fresh".to_owned(), 1));
        assert_eq!(shown(1000), ("rusty - - rusty".to_owned(), 2));
        let recalled = Recalled::new(&bed.library, &study, START + 1000);
        let rusty: Vec<TopicIx> = recalled.rusty(&statuses).iter().map(|(topic, _)| *topic).collect();
        assert_eq!(rusty, [bed.topic("t0"), bed.topic("t3")]);
    }

    fn study(bed: &Bed) -> Study {
        let settings = Settings::default();
        Study::new(&bed.library, &bed.progress, &bed.calendar, &settings)
    }

    #[test]
    fn what_is_left_is_said_with_the_next_review() {
        for (mean, due, said) in [
            (0.58, -3, "rusty: 58 % likely still known, review due 3 days ago"),
            (0.712, -1, "fading: 71 % likely still known, review due yesterday"),
            (0.9, 0, "fresh: 90 % likely still known, review due today"),
            (0.95, 1, "fresh: 95 % likely still known, next review tomorrow"),
            (0.999, 12, "fresh: 100 % likely still known, next review in 12 days"),
        ] {
            let recall = Recall { mean, due: START + due };
            assert_eq!(recall.told(START), said);
        }
    }

    #[test]
    fn a_topic_that_was_answered_is_worked_out_alone() {
        let mut bed = Bed::new(3, 2);
        bed.mark(0, &["t0", "t1", "t2"], Status::Done);
        bed.answer(0, "t0#q0", Grade::Good);
        let mut kept = study(&bed);
        let mut recalled = Recalled::new(&bed.library, &kept, START + 20);
        for (card, grade) in [("t0#q1", Grade::Again), ("t1#q0", Grade::Easy), ("t0#q0", Grade::Hard)] {
            let event = bed.answer(20, card, grade);
            kept.update(&bed.library, &bed.progress, &bed.calendar, &event);
            recalled.renew(&kept, bed.deck.topic(bed.card(card)));
            assert_eq!(
                recalled,
                Recalled::new(&bed.library, &study(&bed), START + 20),
                "{card}"
            );
        }
        let last = bed.progress.latest().unwrap();
        let event = bed.act(20, Action::Undo { of: last });
        kept.update(&bed.library, &bed.progress, &bed.calendar, &event);
        recalled.renew(&kept, bed.topic("t0"));
        assert_eq!(
            recalled,
            Recalled::new(&bed.library, &study(&bed), START + 20),
            "undone"
        );
    }

    #[test]
    fn what_was_not_remembered_is_not_known_before_it_is_answered_right() {
        let mut bed = Bed::new(1, 2);
        bed.mark(0, &["t0"], Status::Done);
        let told = |bed: &Bed, day: i32| {
            let recalled = Recalled::new(&bed.library, &study(bed), START + day);
            let mastery = recalled.mastery(&bed.statuses(), bed.topic("t0"));
            let back = recalled.rusty(&bed.statuses()).len();
            let mean = recalled.of(bed.topic("t0")).map_or(f64::NAN, |recall| recall.mean);
            (mean, mastery.map_or("-", Mastery::name), back)
        };
        bed.answer(0, "t0#q0", Grade::Good);
        bed.answer(0, "t0#q1", Grade::Good);
        assert_eq!((told(&bed, 60).1, told(&bed, 60).2), ("rusty", 1));
        for (day, card, grade, from, to, mastery) in [
            (60, "t0#q0", Grade::Again, 0.2, 0.4, "rusty"),
            (60, "t0#q1", Grade::Again, 0.0, 0.0, "rusty"),
            // On the same day it has just been read.
            (60, "t0#q0", Grade::Good, 0.25, 0.25, "rusty"),
            (60, "t0#q1", Grade::Easy, 0.5, 0.5, "rusty"),
            (61, "t0#q0", Grade::Again, 0.2, 0.25, "rusty"),
            (62, "t0#q0", Grade::Hard, 0.6, 0.75, "fading"),
            (62, "t0#q1", Grade::Good, 1.0, 1.0, "fresh"),
        ] {
            bed.answer(day, card, grade);
            let (mean, found, back) = told(&bed, day);
            assert!(
                (from - 1e-9..=to + 1e-9).contains(&mean),
                "{day}: {card} {grade}: {mean}"
            );
            assert_eq!((found, back), (mastery, usize::from(mastery == "rusty")), "{mean}");
        }
    }

    proptest! {
        #[test]
        fn failing_never_raises_mastery(
            history in prop::collection::vec((0_i32..40, 0_usize..4, 0_usize..4), 0..30),
            failed in prop::collection::vec(0_usize..4, 1..6),
        ) {
            let mut bed = Bed::new(2, 2);
            bed.mark(0, &["t0", "t1"], Status::Done);
            let cards = ["t0#q0", "t0#q1", "t1#q0", "t1#q1"];
            let mut history = history;
            history.sort_by_key(|(day, ..)| *day);
            for (day, card, grade) in history {
                bed.answer(day, cards[card], Grade::ALL[grade]);
            }
            let topics = [bed.topic("t0"), bed.topic("t1")];
            let told = |bed: &Bed| {
                let recalled = Recalled::new(&bed.library, &study(bed), START + 40);
                // A topic that was never asked counts as known, as far as can be told.
                let means = topics.map(|topic| recalled.of(topic).map_or(1.0, |recall| recall.mean));
                (means, recalled.rusty_among(&bed.statuses(), topics))
            };
            let before = told(&bed);
            for &card in &failed {
                bed.answer(40, cards[card], Grade::Again);
            }
            let after = told(&bed);
            prop_assert!((0..2).all(|at| after.0[at] <= before.0[at] + 1e-12), "{before:?} {after:?}");
            prop_assert!(after.1 >= before.1);
            let mut failed = failed;
            failed.sort_unstable();
            failed.dedup();
            let of = |bed: &Bed, card: &str| {
                let recalled = Recalled::new(&bed.library, &study(bed), START + 41);
                recalled.of(bed.deck.topic(bed.card(card))).map_or(0.0, |recall| recall.mean)
            };
            for &card in &failed {
                let before = of(&bed, cards[card]);
                bed.answer(41, cards[card], Grade::Hard);
                prop_assert!(of(&bed, cards[card]) > before);
            }
        }
    }

    #[test]
    fn all_cards_that_were_asked_count_the_same() {
        let mut bed = Bed::new(1, 3);
        bed.answer(0, "t0#q0", Grade::Easy);
        bed.answer(0, "t0#q1", Grade::Hard);
        let study = study(&bed);
        let day = START + 10;
        let of = |card: &str| study.memory.retrievability(bed.card(card), day).unwrap();
        let recalled = Recalled::new(&bed.library, &study, day);
        let mean = recalled.of(bed.topic("t0")).unwrap().mean;
        assert!((mean - f64::midpoint(of("t0#q0"), of("t0#q1"))).abs() < 1e-12);
    }
}
