//! The one integration-test binary: one link, many modules.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod cli;
mod content_changes;
mod course;
mod hostile;
mod house;
mod links;
mod lint;
mod markdown;
mod mastery;
mod own_keys;
mod placing;
mod progress_faults;
mod progress_places;
mod progress_snapshots;
mod progress_sync;
#[cfg(unix)]
mod pty_selftest;
mod record;
mod reloading;
mod reported;
mod reviewing;
mod screens;
mod spec;
mod spec_beside;
mod spec_corpus;
mod spec_courses;
mod spec_guesses;
mod spec_hostile;
mod spec_html;
mod spec_labels;
mod spec_sections;
mod spec_seeds;
mod spec_shapes;
mod spec_words;
mod support;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod terminal_progress;
#[cfg(unix)]
mod terminal_review;
#[cfg(unix)]
mod terminal_welcome;
mod test_out;
mod timing;
mod today;
mod welcome;
