//! FSRS fitted to the learner: parameters that predict this learner's answers better than those of the average one.

use fsrs::{ComputeParametersInput, FSRS, FSRSItem, FSRSReview, compute_parameters};

use crate::progress::event::EventId;

use super::day::Day;
use super::memory::{Fact, Memory, What};
use super::scheduler::to_millionths;

/// How many reviews on a later day than the one before there must be. Anki asked for 1,000 and since 24.04 for 400 before
/// it fits; the crate itself trains in batches of 512, and below 64 takes averages.
pub const ENOUGH: usize = 400;

/// Why there are no new parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NotFitted {
    /// There is too little to learn from.
    TooFew {
        /// Reviews that say something: on a later day than the answer before them, of cards that were not placed.
        have: usize,
        /// How many it takes.
        needed: usize,
    },
    /// What was fitted predicts no better than what is in use. Both are the log loss over all answers: less is better.
    NoBetter {
        /// Of the parameters in use.
        present: f32,
        /// Of those that were found.
        found: f32,
    },
    /// The answers fit no parameters at all.
    Failed,
}

impl std::fmt::Display for NotFitted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooFew { have, needed } => write!(
                f,
                "there are {have} reviews to learn from, and it takes {needed}; review on, and try again later"
            ),
            Self::NoBetter { present, found } => write!(
                f,
                "the parameters in use predict your answers as well as any found (log loss {present:.4}, found {found:.4}); they stay"
            ),
            Self::Failed => write!(f, "no parameters fit these answers; those in use stay"),
        }
    }
}

impl std::error::Error for NotFitted {}

/// Parameters that were fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// In millionths, for [`Action::Fit`](crate::progress::event::Action::Fit).
    pub parameters: Vec<i32>,
    /// How many reviews they were fitted to.
    pub reviews: usize,
    /// The log loss of the parameters that were in use.
    pub before: f32,
    /// Their own.
    pub after: f32,
}

/// Fits the parameters of FSRS to all answers. Takes a second or so for tens of thousands of them.
///
/// Cards that began with a placement are left out: nobody saw how they were learned.
///
/// # Errors
/// Where there is too little to learn from, or nothing better than the parameters in use.
pub fn optimize(memory: &Memory) -> Result<Fitted, NotFitted> {
    let (items, cards) = items(memory.facts());
    let have = items.len();
    if have < ENOUGH {
        return Err(NotFitted::TooFew { have, needed: ENOUGH });
    }
    let input = ComputeParametersInput {
        train_set: items.clone(),
        card_ids: Some(cards.clone()),
        ..ComputeParametersInput::default()
    };
    let found = compute_parameters(input).map_err(|_| NotFitted::Failed)?;
    // As they are recorded, so that what is judged is what will be used.
    let parameters: Vec<i32> = found.into_iter().map(to_millionths).collect();
    let scheduler = super::scheduler::Scheduler::new(Some(&parameters), memory.scheduler().retention());
    let loss = |fsrs: &FSRS| {
        let evaluation = fsrs.evaluate_with_card_ids(items.clone(), cards.clone(), |_| true);
        evaluation
            .map(|evaluation| evaluation.log_loss)
            .map_err(|_| NotFitted::Failed)
    };
    let (before, after) = (loss(memory.scheduler().fsrs())?, loss(scheduler.fsrs())?);
    if after < before {
        Ok(Fitted {
            parameters,
            reviews: have,
            before,
            after,
        })
    } else {
        Err(NotFitted::NoBetter {
            present: before,
            found: after,
        })
    }
}

/// For each review on a later day than the one before: it and all before it of that card, by time; and which card it is.
fn items(facts: &[Vec<Fact>]) -> (Vec<FSRSItem>, Vec<i64>) {
    let mut found: Vec<(EventId, i64, FSRSItem)> = Vec::new();
    for (card, facts) in (0_i64..).zip(facts) {
        let mut last: Option<Day> = None;
        let mut reviews: Vec<FSRSReview> = Vec::new();
        for fact in facts {
            let What::Answered(grade) = fact.what else {
                if reviews.is_empty() {
                    break;
                }
                continue;
            };
            let days = last.map_or(0, |last| u32::try_from(fact.day - last).unwrap_or(0));
            reviews.push(FSRSReview {
                rating: grade.rating(),
                delta_t: days,
            });
            if days > 0 {
                let item = FSRSItem {
                    reviews: reviews.clone(),
                };
                found.push((fact.event, card, item));
            }
            last = last.max(Some(fact.day));
        }
    }
    found.sort_by_key(|(event, card, _)| (*event, *card));
    found.into_iter().map(|(_, card, item)| (item, card)).unzip()
}
