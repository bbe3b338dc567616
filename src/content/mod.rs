//! Text to model: reads specs and lessons into typed values, and says honestly what it guessed.

pub(crate) mod brief;
pub mod card;
mod crew;
pub mod diagnostic;
pub mod encoding;
pub mod find;
pub mod front_matter;
pub mod lesson;
pub mod library;
pub mod lint;
mod markup;
pub mod model;
pub mod names;
mod nesting;
pub mod pack;
pub(crate) mod references;
pub mod roadmap;
pub mod roadmap_sh;
pub mod search;
pub mod source;
pub mod spec;
mod text_file;
pub mod track;
