//! Text to model: reads specs into typed values, and says honestly what it guessed.

pub mod diagnostic;
pub mod model;
