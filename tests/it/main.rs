//! The one integration-test binary: one link, many modules.

mod progress_faults;
mod screens;
mod spec;
mod spec_corpus;
mod spec_hostile;
mod spec_seeds;
mod spec_shapes;
mod spec_words;
mod support;
