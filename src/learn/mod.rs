//! Tutoring as pure functions of library, progress and time.

pub mod aim;
pub mod cards;
pub mod career;
mod chance;
pub mod changes;
pub mod day;
pub mod diary;
#[cfg(test)]
mod learner;
pub mod mastery;
pub mod memory;
pub mod next;
pub mod optimize;
pub mod orphans;
pub mod plan;
pub mod review;
pub mod scheduler;
pub mod settings;
pub mod spent;
pub mod standing;
pub mod statistics;
pub mod streak;
pub mod study;
pub mod test_out;
#[cfg(test)]
mod testbed;
pub mod words;
