//! Figures of the record: a year's heatmap, what reviews are to come, whether as much is remembered as was predicted, and
//! the time it took.

use std::collections::HashMap;
use std::iter::Sum;
use std::ops::AddAssign;

use crate::content::library::{Library, TopicIx};
use crate::progress::event::{Action, Grade, topic_of};
use crate::progress::fold::Progress;

use super::cards::Deck;
use super::day::Day;
use super::diary::Diary;
use super::memory::{Basis, Memory};
use super::review::{Limits, Queue, is_asked};
use super::standing::Statuses;

/// Weeks of a heatmap: a year, and the week that has begun.
pub const WEEKS: i32 = 53;

/// A year of days, in weeks that begin on Monday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heatmap {
    /// The weeks, the first first, each from Monday to Sunday; `None` for days that are yet to come.
    pub weeks: Vec<[Option<Cell>; 7]>,
}

/// A day of a heatmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Which one.
    pub day: Day,
    /// How much was done ([`Entry::activity`](super::diary::Entry::activity)).
    pub activity: u64,
    /// 0 where nothing was; else 1 to 4, by the quarters of this learner's days.
    pub level: u8,
}

/// The heatmap of the year that ends today.
pub fn heatmap(diary: &Diary, today: Day) -> Heatmap {
    let first = today.monday() - 7 * (WEEKS - 1);
    let shown = diary.days().filter(|(day, _)| (first..=today).contains(day));
    let mut all: Vec<u64> = shown.map(|(_, entry)| entry.activity()).collect();
    all.sort_unstable();
    let quarters = [1, 2, 3].map(|quarter| all.get(all.len() * quarter / 4).copied().unwrap_or(0));
    let cell = |day: Day| {
        let activity = diary.on(day).activity();
        let above = quarters.iter().filter(|&&quarter| activity >= quarter).count();
        let level = if activity == 0 { 0 } else { above + 1 };
        Cell {
            day,
            activity,
            level: u8::try_from(level).unwrap_or(4),
        }
    };
    let week = |week: i32| {
        let days = [0, 1, 2, 3, 4, 5, 6].map(|day| first + week * 7 + day);
        days.map(|day| (day <= today).then(|| cell(day)))
    };
    Heatmap {
        weeks: (0..WEEKS).map(week).collect(),
    }
}

/// What is asked on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Cards that were asked before.
    pub reviews: usize,
    /// Cards that were not.
    pub new: usize,
}

/// What is asked on each of so many days from today on. `queue` is today's, and taken as done; what is more than a day's
/// limits goes on to the next days. That every answer brings on another review later is not looked at.
pub fn forecast(
    (deck, memory, statuses): (&Deck, &Memory, &Statuses),
    queue: &Queue,
    limits: Limits,
    today: Day,
    days: usize,
) -> Vec<Share> {
    let mut due = vec![0; days];
    let asked = memory
        .states()
        .filter(|(card, _)| is_asked(statuses, deck.topic(*card)));
    for (_, state) in asked {
        let day = usize::try_from((state.due - today).max(0)).unwrap_or(days);
        if let Some(count) = due.get_mut(day) {
            *count += 1;
        }
    }
    let (mut waiting, mut new) = (0, queue.new + queue.new_waiting);
    let share = |(day, due): (usize, usize)| {
        let room = if day == 0 {
            (queue.reviews, queue.new)
        } else {
            (limits.reviews, limits.new)
        };
        let share = Share {
            reviews: room.0.min(waiting + due),
            new: room.1.min(new),
        };
        (waiting, new) = (waiting + due - share.reviews, new - share.new);
        share
    };
    due.into_iter().enumerate().map(share).collect()
}

/// What was remembered, and what was predicted. A review is an answer on a later day than the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Retention {
    /// Reviews.
    pub reviews: usize,
    /// How many were remembered.
    pub remembered: usize,
    /// The sum of the probabilities that FSRS gave them.
    expected: f64,
}

impl Retention {
    /// The share that was remembered; `None` without reviews.
    #[expect(clippy::cast_precision_loss, reason = "numbers of answers")]
    pub fn measured(&self) -> Option<f64> {
        (self.reviews > 0).then(|| self.remembered as f64 / self.reviews as f64)
    }

    /// The share that should have been, as FSRS has it; `None` without reviews.
    #[expect(clippy::cast_precision_loss, reason = "numbers of answers")]
    pub fn predicted(&self) -> Option<f64> {
        (self.reviews > 0).then(|| self.expected / self.reviews as f64)
    }
}

impl AddAssign for Retention {
    fn add_assign(&mut self, other: Self) {
        self.reviews += other.reviews;
        self.remembered += other.remembered;
        self.expected += other.expected;
    }
}

impl Sum for Retention {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        let mut sum = Self::default();
        all.for_each(|one| sum += one);
        sum
    }
}

/// The retention of the reviews on these days, the last one included.
pub fn retention(basis: Basis<'_>, memory: &Memory, from: Day, to: Day) -> Retention {
    retentions(basis, memory, to, to - from + 1, 1).into_iter().sum()
}

/// The retention of so many spans of so many days one after the other, of which the last ends with `to`. Every answer
/// there is is gone through, but once.
pub fn retentions(basis: Basis<'_>, memory: &Memory, to: Day, days: i32, spans: usize) -> Vec<Retention> {
    let mut retentions = vec![Retention::default(); spans];
    memory.reviews(basis, |review| {
        if review.day > to || days <= 0 {
            return;
        }
        let back = usize::try_from((to - review.day) / days).unwrap_or(usize::MAX);
        let span = spans.checked_sub(1).and_then(|last| last.checked_sub(back));
        if let Some(retention) = span.and_then(|span| retentions.get_mut(span)) {
            *retention += Retention {
                reviews: 1,
                remembered: usize::from(review.grade != Grade::Again),
                expected: review.predicted,
            };
        }
    });
    retentions
}

/// The time that went into a topic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Time {
    /// Seconds with its page.
    pub learning: u64,
    /// Seconds with its cards.
    pub reviewing: u64,
}

/// The time that went into each topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times(HashMap<TopicIx, Time>);

impl Times {
    /// The time that went into a topic.
    pub fn of(&self, topic: TopicIx) -> Time {
        self.0.get(&topic).copied().unwrap_or_default()
    }

    /// The topics that took any time, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (TopicIx, Time)> {
        self.0.iter().map(|(topic, time)| (*topic, *time))
    }
}

/// Reads off the progress what time went into which topic. Time counts for the topic it was moved to.
pub fn times(library: &Library, progress: &Progress) -> Times {
    let topic = |id: &str| {
        let home = library.topic_by_id(progress.home_of(id));
        home.or_else(|| library.topic_by_id(id))
    };
    let mut times: HashMap<TopicIx, Time> = HashMap::new();
    for (id, seconds) in progress.spent() {
        if let Some(topic) = topic(id) {
            times.entry(topic).or_default().learning += seconds;
        }
    }
    let mut took: HashMap<&str, u64> = HashMap::new();
    for entry in progress.history().filter(|entry| entry.active) {
        if let Action::Answer {
            card,
            took: Some(milliseconds),
            ..
        } = &entry.event.action
        {
            *took.entry(topic_of(card)).or_default() += u64::from(*milliseconds);
        }
    }
    for (id, milliseconds) in took {
        if let Some(topic) = topic(id) {
            times.entry(topic).or_default().reviewing += milliseconds / 1000;
        }
    }
    times.retain(|_, time| *time != Time::default());
    Times(times)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::learn::diary::tests::diary;
    use crate::learn::review::queue;
    use crate::learn::testbed::{Bed, START};
    use crate::progress::event::Status;

    #[test]
    fn a_year_is_shown_in_weeks_from_monday() {
        let days: Vec<i32> = [-400, -370, -100, -7, -6, -5, -4, -3, -1, 0, 2].into();
        let map = heatmap(&diary(&days), START);
        assert_eq!(map.weeks.len(), 53);
        let cells: Vec<Cell> = map.weeks.iter().flatten().flatten().copied().collect();
        assert!(cells.windows(2).all(|pair| pair[1].day - pair[0].day == 1));
        let (first, last) = (cells[0], cells[cells.len() - 1]);
        assert_eq!((first.day.weekday(), last.day), (jiff::civil::Weekday::Monday, START));
        assert!(first.day - START <= -364);
        let shown: Vec<(i32, u64, u8)> = cells
            .iter()
            .filter(|cell| cell.level > 0)
            .map(|cell| (cell.day - START, cell.activity, cell.level))
            .collect();
        let expected = [
            (-100, 3, 1),
            (-7, 4, 1),
            (-6, 5, 2),
            (-5, 6, 2),
            (-4, 7, 3),
            (-3, 8, 3),
            (-1, 9, 4),
            (0, 10, 4),
        ];
        assert_eq!(shown, expected);
        assert!(
            heatmap(&Diary::default(), START)
                .weeks
                .iter()
                .flatten()
                .flatten()
                .all(|cell| cell.level == 0)
        );
    }

    #[test]
    fn what_is_to_come_is_counted_by_day() {
        let mut bed = Bed::new(4, 2);
        bed.mark(0, &["t0", "t1", "t2"], Status::Done);
        for (day, card, grade) in [
            (0, "t0#q0", Grade::Again), // due that day
            (0, "t0#q1", Grade::Hard),  // a day later
            (0, "t1#q0", Grade::Good),  // two days later
            (0, "t1#q1", Grade::Good),
            (0, "t2#q0", Grade::Easy), // eight or so
            (0, "t3#q0", Grade::Good), // not asked
        ] {
            bed.answer(day, card, grade);
        }
        let on = |day: i32, limits, days| -> Vec<(usize, usize)> {
            let (memory, statuses, today) = (bed.memory(), bed.statuses(), START + day);
            let queue = queue(&bed.library, &bed.deck, &memory, &statuses, limits, today);
            let shares = forecast((&bed.deck, &memory, &statuses), &queue, limits, today, days);
            shares.iter().map(|share| (share.reviews, share.new)).collect()
        };
        let all = Limits { new: 0, reviews: 100 };
        assert_eq!(on(0, all, 4), [(1, 0), (1, 0), (2, 0), (0, 0)]);
        assert_eq!(on(1, all, 4), [(2, 0), (2, 0), (0, 0), (0, 0)]);
        assert_eq!(on(0, all, 30).iter().map(|share| share.0).sum::<usize>(), 5);
        assert_eq!(on(100, all, 1), [(5, 0)]);
        // What is more than a day's share goes on to the next days.
        let two = Limits { new: 2, reviews: 2 };
        assert_eq!(on(100, two, 4), [(2, 1), (2, 0), (1, 0), (0, 0)]);
        let few = Limits { new: 0, reviews: 1 };
        assert_eq!(on(1, few, 5), [(1, 0), (1, 0), (1, 0), (1, 0), (0, 0)]);
        let none = Limits { new: 1, reviews: 0 };
        assert_eq!(on(100, none, 3), [(0, 1), (0, 0), (0, 0)]);
    }

    proptest! {
        #[test]
        fn nothing_of_what_waits_is_lost(due in 0_usize..30, reviews in 1_usize..12, new in 1_usize..5) {
            let mut bed = Bed::new(40, 1);
            let ids: Vec<String> = (0..40).map(|n| format!("t{n}")).collect();
            bed.mark(0, &ids.iter().map(String::as_str).collect::<Vec<_>>(), Status::Done);
            for id in ids.iter().take(due) {
                bed.answer(0, &format!("{id}#q0"), Grade::Good);
            }
            let (limits, today) = (Limits { new, reviews }, START + 400);
            let (memory, statuses) = (bed.memory(), bed.statuses());
            let queue = queue(&bed.library, &bed.deck, &memory, &statuses, limits, today);
            let shares = forecast((&bed.deck, &memory, &statuses), &queue, limits, today, 60);
            prop_assert_eq!(shares[0], Share { reviews: queue.reviews, new: queue.new });
            prop_assert!(shares.iter().all(|share| share.reviews <= reviews && share.new <= new));
            prop_assert_eq!(shares.iter().map(|share| share.reviews).sum::<usize>(), due);
            prop_assert_eq!(shares.iter().map(|share| share.new).sum::<usize>(), 40 - due);
        }
    }

    #[test]
    fn retention_is_measured_on_later_days_only() {
        let mut bed = Bed::new(1, 2);
        for (day, card, grade) in [
            (0, "t0#q0", Grade::Good),
            (0, "t0#q0", Grade::Again),
            (2, "t0#q0", Grade::Good),
            (2, "t0#q0", Grade::Good),
            (9, "t0#q0", Grade::Again),
            (0, "t0#q1", Grade::Easy),
            (30, "t0#q1", Grade::Hard),
        ] {
            bed.answer(day, card, grade);
        }
        let memory = bed.memory();
        let on = |from: i32, to: i32| retention(bed.basis(), &memory, START + from, START + to);
        let all = on(0, 30);
        assert_eq!((all.reviews, all.remembered), (3, 2));
        assert!((all.measured().unwrap() - 2.0 / 3.0).abs() < 1e-9);
        let predicted = all.predicted().unwrap();
        assert!((0.6..0.95).contains(&predicted), "{predicted}");
        assert_eq!(
            (on(3, 30).reviews, on(3, 29).reviews, on(31, 40).measured()),
            (2, 1, None)
        );
        let spans = retentions(bed.basis(), &memory, START + 30, 10, 4);
        let reviews: Vec<(usize, usize)> = spans.iter().map(|span| (span.reviews, span.remembered)).collect();
        assert_eq!(reviews, [(0, 0), (2, 1), (0, 0), (1, 1)]);
        assert_eq!(spans.into_iter().sum::<Retention>(), all);
        // Of one review it is what its card's retrievability was the day it was asked.
        let mut before = Bed::new(1, 2);
        before.answer(0, "t0#q1", Grade::Easy);
        let expected = before
            .memory()
            .retrievability(before.card("t0#q1"), START + 30)
            .unwrap();
        assert!((on(10, 30).predicted().unwrap() - expected).abs() < 1e-9);
    }

    #[test]
    fn time_counts_for_its_topic() {
        let mut bed = Bed::new(3, 1);
        let spend = |topic: &str, seconds| Action::Spend {
            topic: topic.to_owned(),
            seconds,
        };
        for (topic, seconds) in [("t0", 90), ("t0", -30), ("web/path/t1", 40), ("gone", 7), ("moved", 5)] {
            bed.act(0, spend(topic, seconds));
        }
        for took in [Some(1500), None, Some(700)] {
            bed.act(
                0,
                Action::Answer {
                    card: "t0#q0".to_owned(),
                    grade: Grade::Good,
                    took,
                },
            );
        }
        bed.act(
            1,
            Action::Move {
                from: "moved".to_owned(),
                to: "t2".to_owned(),
            },
        );
        let times = times(&bed.library, &bed.progress);
        let of = |topic: &str| {
            let time = times.of(bed.topic(topic));
            (time.learning, time.reviewing)
        };
        assert_eq!(times.iter().count(), 3);
        assert_eq!((of("t0"), of("t1"), of("t2")), ((60, 2), (40, 0), (5, 0)));
    }
}
