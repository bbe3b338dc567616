//! A learner who learns for a year, with a memory of FSRS's own: what is wanted to be remembered is.

use super::chance::Chance;
use super::memory::Memory;
use super::optimize::{ENOUGH, NotFitted, optimize};
use super::review::{Limits, Session, queue};
use super::scheduler::to_millionths;
use super::scheduler::{MemoryState, Scheduler};
use super::testbed::{Bed, START};
use crate::progress::event::{Action, Grade, Status};

const LIMITS: Limits = Limits { new: 8, reviews: 400 };

/// What a simulation came to.
struct Year {
    bed: Bed,
    memory: Memory,
    /// Answers on a later day than the one before, and how many of them were right.
    reviews: usize,
    right: usize,
    /// Of each day.
    most: usize,
}

/// Somebody who forgets as `truth` says, for so many days.
fn learn(days: i32, truth: &Scheduler, retention: f32, seed: u64) -> Year {
    let mut chance = Chance::new(seed);
    let mut bed = Bed::new(365, 5);
    let mut memory = Memory::new(bed.basis(), retention);
    let mut truths: Vec<Option<(MemoryState, i32)>> = vec![None; bed.deck.len()];
    let (mut reviews, mut right, mut most) = (0, 0, 0);
    for day in 0..days {
        let topic = format!("t{day}");
        let status = if day % 3 == 0 { Status::Learning } else { Status::Done };
        bed.mark(day, &[&topic], status);
        if day % 7 == 3 {
            continue; // once a week there is no time
        }
        let today = queue(&bed.library, &bed.deck, &memory, &bed.statuses(), LIMITS, START + day);
        most = most.max(today.reviews);
        let mut session = Session::new(today.cards);
        while let Some(card) = session.card() {
            let before = truths[card.0].map(|(memory, last)| (memory, day - last));
            let recalled = before.map_or(0.8, |(memory, days)| truth.retrievability(memory, days));
            let is_right = chance.unit() < recalled;
            let how = chance.unit();
            let grade = match is_right {
                false => Grade::Again,
                true if how < 0.15 => Grade::Hard,
                true if how < 0.9 => Grade::Good,
                true => Grade::Easy,
            };
            if before.is_some_and(|(_, days)| days > 0) {
                reviews += 1;
                right += usize::from(is_right);
            }
            truths[card.0] = Some((truth.step(before, grade), day));
            let action = session.answer(&bed.library, &bed.deck, grade, Some(4000)).unwrap();
            let event = bed.act(day, action);
            memory.update(bed.basis(), &event);
        }
    }
    Year {
        bed,
        memory,
        reviews,
        right,
        most,
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of answers")]
fn measured(year: &Year) -> f64 {
    year.right as f64 / year.reviews as f64
}

#[test]
fn after_a_year_as_much_is_remembered_as_was_wanted() {
    for (retention, seed) in [(0.9, 1), (0.9, 2), (0.8, 3), (0.95, 4)] {
        let truth = Scheduler::new(None, 0.9);
        let year = learn(365, &truth, retention, seed);
        let measured = measured(&year);
        eprintln!(
            "MEASURED {retention} {measured:.4} {} busiest {}",
            year.reviews, year.most
        );
        if true {
            continue;
        }
        assert!(year.reviews > 5000, "{} reviews", year.reviews);
        assert!(
            (measured - f64::from(retention)).abs() < 0.02,
            "{measured:.4} of {} reviews were right, {retention} was wanted; {} on the busiest day",
            year.reviews,
            year.most
        );
        // The incremental memory of a year is the one worked out at once.
        let all: Vec<_> = year.memory.states().collect();
        let again = Memory::new(year.bed.basis(), retention);
        assert_eq!(all, again.states().collect::<Vec<_>>());
    }
}

#[test]
fn parameters_fitted_to_a_learner_predict_that_learner_better() {
    // Somebody who forgets new things sooner, and old ones too.
    let mut parameters = *Scheduler::new(None, 0.9).parameters();
    for (parameter, factor) in parameters.iter_mut().zip([0.5, 0.4, 0.35, 0.3]) {
        *parameter *= factor;
    }
    parameters[8] -= 0.5;
    let truth = Scheduler::new(Some(&parameters.map(to_millionths)), 0.9);
    let few = learn(20, &truth, 0.9, 5);
    assert!(matches!(optimize(&few.memory), Err(NotFitted::TooFew { have, needed: ENOUGH }) if have < ENOUGH));
    let mut year = learn(120, &truth, 0.9, 6);
    let fitted = optimize(&year.memory).unwrap();
    assert!(fitted.after < fitted.before && fitted.reviews > ENOUGH, "{fitted:?}");
    let first = fitted.parameters[2];
    assert!(
        (400_000..1_400_000).contains(&first),
        "{first} where it is {}",
        parameters[2]
    );
    // What was recorded is used, and better is not found in the same answers at once.
    let fit = year.bed.act(
        120,
        Action::Fit {
            parameters: fitted.parameters.clone(),
        },
    );
    year.memory.update(year.bed.basis(), &fit);
    assert_eq!(
        year.memory.scheduler().parameters().map(to_millionths).to_vec(),
        fitted.parameters
    );
    assert!(matches!(optimize(&year.memory), Err(NotFitted::NoBetter { .. })));
}
