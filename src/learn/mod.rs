//! Tutoring as pure functions of library, progress and time.

pub mod changes;
pub mod next;
pub mod orphans;
pub mod standing;
