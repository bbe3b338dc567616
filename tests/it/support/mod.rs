//! What several tests need.

pub(crate) mod clone;
pub(crate) mod course;
pub(crate) mod laws;
pub(crate) mod log;
pub(crate) mod play;
#[cfg(unix)]
pub(crate) mod pty;
