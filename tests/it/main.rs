//! The one integration-test binary: one link, many modules.

mod spec;
mod spec_corpus;
mod spec_hostile;
mod spec_seeds;
mod spec_shapes;
mod spec_words;
