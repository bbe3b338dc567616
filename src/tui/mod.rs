//! The terminal: event loop, keys, screens.

pub mod markdown;
pub mod wrap;
