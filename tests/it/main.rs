//! The one integration-test binary: one link, many modules.

mod spec;
mod spec_corpus;
mod spec_seeds;
mod spec_words;
