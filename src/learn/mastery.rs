//! What is left of what was learned: done topics are fresh, fading or rusty, as far as their cards tell.

use crate::content::library::TopicIx;
use crate::progress::event::Status;

use super::cards::Deck;
use super::day::Day;
use super::memory::Memory;
use super::standing::Statuses;

/// From this mean probability of recall on a topic is fresh.
const FRESH: f64 = 0.9;
/// Below this one it is rusty.
const RUSTY: f64 = 0.7;

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

/// The mean probability of recall of a topic's cards on a day; `None` while none of them was asked or placed. Cards that are
/// new say nothing yet.
pub fn retrievability(deck: &Deck, memory: &Memory, topic: TopicIx, day: Day) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0_u32);
    for recalled in deck.of_topic(topic).filter_map(|card| memory.retrievability(card, day)) {
        sum += recalled;
        count += 1;
    }
    (count > 0).then(|| sum / f64::from(count))
}

/// How well a done topic is known on a day; `None` for one that is not done, and for one that was never reviewed, of which
/// nobody can tell.
pub fn mastery(deck: &Deck, memory: &Memory, statuses: &Statuses, topic: TopicIx, day: Day) -> Option<Mastery> {
    let is_done = statuses.of(topic) == Status::Done;
    let retrievability = retrievability(deck, memory, topic, day).filter(|_| is_done)?;
    Some(Mastery::of(retrievability))
}

/// How much of a set of topics was learned, and how much of that is left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Done.
    pub done: usize,
    /// Done and still known: not rusty, as far as is known.
    pub known: usize,
    /// All topics of the set.
    pub total: usize,
}

/// Counts over topics on a day; give each topic once.
pub fn kept(
    deck: &Deck,
    memory: &Memory,
    statuses: &Statuses,
    topics: impl IntoIterator<Item = TopicIx>,
    day: Day,
) -> Kept {
    let mut kept = Kept::default();
    for topic in topics {
        let is_done = statuses.of(topic) == Status::Done;
        let is_rusty = mastery(deck, memory, statuses, topic, day) == Some(Mastery::Rusty);
        kept.total += 1;
        kept.done += usize::from(is_done);
        kept.known += usize::from(is_done && !is_rusty);
    }
    kept
}

/// The done topics that are rusty on a day, each with its mean probability of recall, the most forgotten first.
pub fn rusty(deck: &Deck, memory: &Memory, statuses: &Statuses, day: Day) -> Vec<(TopicIx, f64)> {
    let done = statuses.marked().filter(|(_, mark)| mark.status == Status::Done);
    let known = done.filter_map(|(topic, _)| Some((topic, retrievability(deck, memory, topic, day)?)));
    let mut rusty: Vec<(TopicIx, f64)> = known.filter(|(_, mean)| Mastery::of(*mean) == Mastery::Rusty).collect();
    rusty.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
    rusty
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::testbed::{Bed, START, place};
    use crate::progress::event::Grade;

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
        let (memory, statuses) = (bed.memory(), bed.statuses());
        let shown = |day: i32| {
            let topics = ["t0", "t1", "t2", "t3"].map(|id| bed.topic(id));
            let each = topics.map(|topic| mastery(&bed.deck, &memory, &statuses, topic, START + day));
            let kept = kept(&bed.deck, &memory, &statuses, topics, START + day);
            let names = each.map(|mastery| mastery.map_or("-", Mastery::name));
            (names.join(" "), kept.known, kept.done)
        };
        assert_eq!(shown(0), ("fresh - - fresh".to_owned(), 3, 3));
        assert_eq!(shown(5), ("fading - - fresh".to_owned(), 3, 3));
        assert_eq!(shown(22), ("rusty - - fresh".to_owned(), 2, 3));
        assert_eq!(shown(1000), ("rusty - - rusty".to_owned(), 1, 3));
        let rusty = rusty(&bed.deck, &memory, &statuses, START + 1000);
        let topics: Vec<TopicIx> = rusty.iter().map(|(topic, _)| *topic).collect();
        assert_eq!(topics, [bed.topic("t0"), bed.topic("t3")]);
    }

    #[test]
    fn all_cards_that_were_asked_count_the_same() {
        let mut bed = Bed::new(1, 3);
        bed.answer(0, "t0#q0", Grade::Easy);
        bed.answer(0, "t0#q1", Grade::Hard);
        let memory = bed.memory();
        let day = START + 10;
        let of = |card: &str| memory.retrievability(bed.card(card), day).unwrap();
        let mean = retrievability(&bed.deck, &memory, bed.topic("t0"), day).unwrap();
        assert!((mean - f64::midpoint(of("t0#q0"), of("t0#q1"))).abs() < 1e-12);
    }
}
