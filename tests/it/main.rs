//! The one integration-test binary: one link, many modules.

mod cli;
mod progress_faults;
mod screens;
mod support;
