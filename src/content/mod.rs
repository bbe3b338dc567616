//! Text to model: reads specs into typed values, and says honestly what it guessed.

pub mod diagnostic;
pub mod encoding;
pub mod front_matter;
pub mod model;
pub mod names;
pub mod spec;
