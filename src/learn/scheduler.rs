//! FSRS-6, by the crate `fsrs`: how a memory changes with an answer, how fast it fades, and when to ask again.
//!
//! A memory has a *stability*, the days after which it is recalled with a probability of 0.9, and a *difficulty* from 1 to
//! 10. The formulas and the parameters are those of open-spaced-repetition; what is decided here is what they leave open:
//!
//! - a card that was not remembered comes back the same day; any other one tomorrow at the earliest. A better grade puts it
//!   off for a day more at least, as in Anki, unless it is so weak that too much of it would be gone by then;
//! - intervals from 2.5 days on are spread, by Anki's and py-fsrs's ranges, so that what is learned on one day does not come
//!   back on one day for ever. The spread follows from the card and the number of its answers: what is shown beside a grade
//!   is what it does, and all devices have the same;
//! - topics placed as *known* start with a stability of 30 to 60 days, *shaky* ones with 1.5 to 3.5.

use fsrs::{DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview};

pub use fsrs::MemoryState;

use crate::progress::event::Grade;

use super::chance::Chance;

/// The wanted probability of recall, unless told otherwise.
pub const RETENTION: f32 = 0.9;
/// No lower one can be wanted: more would be forgotten than kept.
pub const LOWEST_RETENTION: f32 = 0.7;
/// No higher one can be wanted: reviews would never end.
pub const HIGHEST_RETENTION: f32 = 0.97;
/// How many parameters FSRS-6 has.
pub const PARAMETERS: usize = 21;
/// A hundred years, in days: nothing is put off for longer.
const LONGEST: f32 = 36_500.0;
/// Intervals from here on are spread: for each range of days how much of the part in it.
const SPREAD: [(f32, f32, f32); 3] = [(2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, f32::MAX, 0.05)];
/// Less than wanted by so much may be recalled where a better grade is to make a day of difference.
const BEARABLE: f32 = 0.02;
/// Days.
const KNOWN: f32 = 45.0;
/// Days.
const SHAKY: f32 = 2.5;
const MILLION: f32 = 1_000_000.0;

/// How well a topic was known before anything was learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// It comes back in a month or two.
    Known,
    /// It comes back in a few days.
    Shaky,
}

/// What a grade would do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Next {
    /// The memory after it.
    pub memory: MemoryState,
    /// In how many days the card is due again; 0 is later today.
    pub days: i32,
}

/// FSRS with its parameters and the wanted retention.
#[derive(Debug, Clone)]
pub struct Scheduler {
    fsrs: FSRS,
    parameters: [f32; PARAMETERS],
    retention: f32,
}

impl Scheduler {
    /// With the learner's own parameters, in millionths; where they are none, or no parameters of FSRS-6, with those that
    /// fit the average learner. `retention` is the wanted probability of recall; it is brought into the range in which
    /// FSRS makes sense, 0.7 to 0.97.
    pub fn new(fitted: Option<&[i32]>, retention: f32) -> Self {
        let own = fitted.and_then(|millionths| <[i32; PARAMETERS]>::try_from(millionths).ok());
        let own = own.map(|millionths| millionths.map(from_millionths));
        let fsrs = own.as_ref().and_then(|parameters| FSRS::new(parameters).ok());
        let (parameters, fsrs) = match (own, fsrs) {
            (Some(parameters), Some(fsrs)) => (parameters, fsrs),
            _ => (DEFAULT_PARAMETERS, FSRS::default()),
        };
        let retention = if retention.is_finite() { retention } else { RETENTION };
        Self {
            fsrs,
            parameters,
            retention: retention.clamp(LOWEST_RETENTION, HIGHEST_RETENTION),
        }
    }

    /// The wanted probability of recall.
    pub fn retention(&self) -> f32 {
        self.retention
    }

    /// The parameters in use.
    pub fn parameters(&self) -> &[f32; PARAMETERS] {
        &self.parameters
    }

    /// The model, to be evaluated.
    pub(super) fn fsrs(&self) -> &FSRS {
        &self.fsrs
    }

    /// The memory after an answer: of a new card, or so many days after the last one. An answer on the same day counts by
    /// FSRS-6's rule for the short term.
    pub fn step(&self, before: Option<(MemoryState, i32)>, grade: Grade) -> MemoryState {
        let review = FSRSReview {
            rating: grade.rating(),
            delta_t: before.map_or(0, |(_, days)| u32::try_from(days).unwrap_or(0)),
        };
        let item = FSRSItem { reviews: vec![review] };
        let memory = before.map(|(memory, _)| memory);
        // The only error is a memory that is not a number, which no step from a sound one leads to.
        self.fsrs
            .memory_state(item, memory)
            .unwrap_or(memory.unwrap_or(MemoryState {
                stability: self.parameters[2],
                difficulty: self.parameters[4],
            }))
    }

    /// What each grade would do, from [`Grade::Again`] to [`Grade::Easy`]. `seed` decides on the spread.
    pub(super) fn next(&self, before: Option<(MemoryState, i32)>, seed: u64) -> [Next; 4] {
        let chance = Chance::new(seed).unit();
        let mut worse = 0;
        Grade::ALL.map(|grade| {
            let memory = self.step(before, grade);
            let days = if grade == Grade::Again {
                0
            } else {
                let later = worse + 1;
                let days = spread(self.interval(memory), chance).max(worse);
                let keeps = self.retrievability(memory, later) >= f64::from(self.retention - BEARABLE);
                if keeps { days.max(later) } else { days.max(1) }
            };
            worse = days;
            Next { memory, days }
        })
    }

    /// The memory of a topic that was placed, and after how many days it is due.
    pub(super) fn placed(&self, placed: Placed, seed: u64) -> Next {
        #[expect(clippy::cast_possible_truncation, reason = "a number between 0 and 1")]
        let chance = Chance::new(seed).unit() as f32;
        let (stability, grade) = match placed {
            Placed::Known => (KNOWN * (2.0 + 2.0 * chance) / 3.0, Grade::Good),
            Placed::Shaky => (SHAKY * (3.0 + 4.0 * chance) / 5.0, Grade::Hard),
        };
        let memory = MemoryState {
            stability,
            difficulty: self.step(None, grade).difficulty,
        };
        Next {
            memory,
            days: whole(self.interval(memory)),
        }
    }

    /// The days after which a memory has faded to the wanted retention.
    fn interval(&self, memory: MemoryState) -> f32 {
        let days = self.fsrs.next_interval(Some(memory.stability), self.retention, 3);
        if days.is_finite() { days.min(LONGEST) } else { LONGEST }
    }

    /// The probability of recall so many days after the last answer.
    pub fn retrievability(&self, memory: MemoryState, days: i32) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "days of a life")]
        let days = days.max(0) as f32;
        // As `FSRS::new` has it.
        let decay = self.parameters[PARAMETERS - 1].clamp(0.1, 0.8);
        f64::from(fsrs::current_retrievability(memory, days, decay))
    }
}

/// Parameters as they are recorded.
pub(super) fn to_millionths(parameter: f32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "parameters are at most 100")]
    let millionths = (f64::from(parameter) * f64::from(MILLION)).round() as i32;
    millionths
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a parameter needs no more digits than a float has"
)]
fn from_millionths(millionths: i32) -> f32 {
    (f64::from(millionths) / f64::from(MILLION)) as f32
}

/// Days, one at least.
#[expect(clippy::cast_possible_truncation, reason = "at most a hundred years")]
fn whole(days: f32) -> i32 {
    days.clamp(1.0, LONGEST).round() as i32
}

/// An interval moved within its range: back where `chance` is near 0, on where it is near 1.
#[expect(clippy::cast_possible_truncation, reason = "a number between -1 and 1")]
fn spread(days: f32, chance: f64) -> i32 {
    if days < SPREAD[0].0 {
        return whole(days);
    }
    let parts = SPREAD.map(|(from, to, share)| share * (days.min(to) - from).max(0.0));
    let range = 1.0 + parts.iter().sum::<f32>();
    whole(days + range * (2.0 * chance - 1.0) as f32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Grades by their numbers in FSRS, each so many days after the one before.
    fn after(scheduler: &Scheduler, answers: &[(usize, i32)]) -> MemoryState {
        let step = |before: Option<MemoryState>, &(rating, days): &(usize, i32)| {
            let before = before.map(|memory| (memory, days));
            Some(scheduler.step(before, Grade::ALL[rating - 1]))
        };
        answers.iter().fold(None, step).unwrap()
    }

    fn assert_memory(found: MemoryState, stability: f32, difficulty: f32) {
        let near = |one: f32, other: f32| (one - other).abs() < 1e-4 * other.max(1.0);
        assert!(
            near(found.stability, stability) && near(found.difficulty, difficulty),
            "{found:?} is not {stability}, {difficulty}"
        );
    }

    fn millionths(parameters: &[f32]) -> Vec<i32> {
        parameters.iter().copied().map(to_millionths).collect()
    }

    /// The vectors that py-fsrs, ts-fsrs and fsrs-rs share, with the default parameters.
    #[test]
    fn memories_are_those_of_the_reference_implementations() {
        let scheduler = Scheduler::new(None, RETENTION);
        let first = [
            (1, 0.212, 6.4133),
            (2, 1.2931, 5.112_170_7),
            (3, 2.3065, 2.118_104),
            (4, 8.2956, 1.0),
        ];
        for (rating, stability, difficulty) in first {
            assert_memory(after(&scheduler, &[(rating, 0)]), stability, difficulty);
        }
        let history = [(1, 0), (3, 0), (3, 1), (3, 3), (3, 8), (3, 21)];
        assert_memory(after(&scheduler, &history), 53.626_91, 6.357_486_7);
        // The rule for the short term off.
        let mut parameters = DEFAULT_PARAMETERS;
        parameters[17..20].fill(0.0);
        let without = Scheduler::new(Some(&millionths(&parameters)), RETENTION);
        assert_memory(after(&without, &history), 53.335_106, 6.357_486_7);
        // Ten times easy within a second.
        assert_eq!(after(&scheduler, &[(4, 0); 10]).difficulty.to_bits(), 1.0_f32.to_bits());
    }

    /// The intervals of py-fsrs and ts-fsrs without their spread: each answer on the day it is due.
    #[test]
    fn intervals_are_those_of_the_reference_implementations() {
        let scheduler = Scheduler::new(None, RETENTION);
        let grades = [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3];
        // Both ask a new or forgotten card once more within minutes before it gets an interval of days; so does this history.
        let expected = [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21];
        let mut memory: Option<MemoryState> = None;
        let mut days = 0;
        for (n, (rating, expected)) in grades.into_iter().zip(expected).enumerate() {
            let before = memory.map(|memory| (memory, days));
            let next = scheduler.step(before, Grade::ALL[rating - 1]);
            days = if n == 0 || rating == 1 {
                0
            } else {
                whole(scheduler.interval(next))
            };
            assert_eq!(days, expected, "answer {n}");
            memory = Some(next);
        }
    }

    #[test]
    fn intervals_follow_the_wanted_retention() {
        let memory = MemoryState {
            stability: 100.0,
            difficulty: 5.0,
        };
        // fsrs-rs rounds these of a stability of 1 to 27, 9, 3 and 1 days.
        for (retention, days) in [
            (0.7, 930.0),
            (0.8, 332.0),
            (0.9, 100.0),
            (0.1, 930.0),
            (f32::NAN, 100.0),
        ] {
            let found = Scheduler::new(None, retention).interval(memory);
            assert!((found - days).abs() < days / 50.0, "{retention}: {found}");
        }
        let scheduler = Scheduler::new(None, RETENTION);
        assert!((scheduler.retrievability(memory, 100) - 0.9).abs() < 1e-6);
        assert!((scheduler.retrievability(memory, 0) - 1.0).abs() < 1e-9);
        assert!((scheduler.retrievability(memory, -3) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn forgetting_follows_the_decay_of_the_parameters() {
        // fsrs-rs: a stability of 1, a decay of 0.2.
        let mut parameters = DEFAULT_PARAMETERS;
        parameters[20] = 0.2;
        let scheduler = Scheduler::new(Some(&millionths(&parameters)), RETENTION);
        let memory = MemoryState {
            stability: 1.0,
            difficulty: 5.0,
        };
        for (days, expected) in [(0, 1.0), (1, 0.9), (2, 0.840_289_35), (3, 0.798_500_1)] {
            assert!((scheduler.retrievability(memory, days) - expected).abs() < 1e-6);
        }
    }

    #[test]
    fn parameters_that_are_none_are_not_used() {
        let sound = millionths(&DEFAULT_PARAMETERS);
        for (fitted, is_used) in [(&sound[..], true), (&sound[..19], false), (&[], false)] {
            let mut fitted = fitted.to_vec();
            if let Some(first) = fitted.first_mut() {
                *first = 500_000;
            }
            let scheduler = Scheduler::new(Some(&fitted), RETENTION);
            let first = scheduler.parameters()[0];
            assert_eq!((first - 0.5).abs() < 1e-6, is_used, "{} of them", fitted.len());
        }
        for extreme in [i32::MIN, 0, i32::MAX] {
            let scheduler = Scheduler::new(Some(&[extreme; PARAMETERS]), RETENTION);
            let nexts = scheduler.next(Some((after(&scheduler, &[(1, 0)]), 3)), 1);
            assert!(nexts.iter().all(|next| next.memory.stability.is_finite()));
        }
    }

    #[test]
    fn what_was_placed_comes_back_far_out_or_soon_and_spread() {
        let scheduler = Scheduler::new(None, RETENTION);
        for (placed, from, to) in [(Placed::Known, 30, 60), (Placed::Shaky, 2, 3)] {
            let mut by_day = std::collections::BTreeMap::new();
            for seed in 0..150_u64 {
                let next = scheduler.placed(placed, super::super::chance::seed("card", u32::try_from(seed).unwrap()));
                *by_day.entry(next.days).or_insert(0) += 1;
            }
            assert!(by_day.keys().all(|days| (from..=to).contains(days)), "{by_day:?}");
            assert_eq!(by_day.len(), (from..=to).count(), "{by_day:?}");
        }
    }

    proptest! {
        #[test]
        fn a_better_grade_is_never_asked_sooner(
            answers in proptest::collection::vec((1_usize..5, 0_i32..400), 0..12),
            days in 0_i32..2000,
            seed in any::<u64>(),
            retention in 0.5_f32..1.0,
            fitted in proptest::option::of(proptest::collection::vec(0_i32..10_000_000, PARAMETERS)),
        ) {
            let scheduler = Scheduler::new(fitted.as_deref(), retention);
            let before = (!answers.is_empty()).then(|| (after(&scheduler, &answers), days));
            let nexts = scheduler.next(before, seed);
            prop_assert_eq!(nexts, scheduler.next(before, seed));
            prop_assert_eq!(nexts[0].days, 0);
            prop_assert!(nexts[0].days < nexts[1].days);
            for pair in nexts.windows(2) {
                let later = scheduler.retrievability(pair[1].memory, pair[0].days + 1);
                let is_weak = later < f64::from(scheduler.retention() - BEARABLE);
                prop_assert!(pair[0].days < pair[1].days || is_weak && pair[0].days == pair[1].days, "{:?}", nexts);
            }
            for next in nexts {
                prop_assert!(next.memory.stability > 0.0 && (1.0..=10.0).contains(&next.memory.difficulty));
                prop_assert!(next.days <= 36_502);
            }
        }

        #[test]
        fn memories_fade(stability in 0.001_f32..36_500.0, days in 0_i32..36_500) {
            let scheduler = Scheduler::new(None, RETENTION);
            let memory = MemoryState { stability, difficulty: 5.0 };
            let (now, then) = (scheduler.retrievability(memory, days), scheduler.retrievability(memory, days + 1));
            prop_assert!((0.0..=1.0).contains(&then) && then <= now);
        }

        #[test]
        fn the_spread_is_small_and_fair(days in 1.0_f32..3000.0) {
            let (first, middle, last) = (spread(days, 0.0), spread(days, 0.5), spread(days, 0.999_999));
            prop_assert_eq!(middle, whole(days));
            prop_assert!(f64::from(last - first) <= 2.0 * (2.0 + f64::from(days) * 0.15));
            prop_assert!((last - middle - (middle - first)).abs() <= 1);
        }
    }
}
