//! Tutoring as pure functions of library, progress and time.
