//! How packs are read: alone or for a library, from nothing or after what was read before.

use std::collections::HashMap;
use std::num::NonZeroU64;
use std::time::SystemTime;

use foldhash::fast::RandomState;

use super::meter::Meter;
use crate::content::library::Library;
use crate::content::model::{Agent, Lesson, Shared};

/// How packs are read.
#[derive(Debug)]
pub(super) struct Manner<'a> {
    pub(super) meter: &'a Meter,
    /// When reading begins, or before: what is written from then on is written after what was read.
    pub(super) at: SystemTime,
    /// Whether diagnostics name their files from here, and not from their pack.
    pub(super) for_library: bool,
    /// What was read before, by the stamps of its files.
    pub(super) agents: Known<'a, Agent>,
    pub(super) lessons: Known<'a, Lesson>,
}

type Known<'a, T> = HashMap<NonZeroU64, &'a Shared<T>, RandomState>;

impl<'a> Manner<'a> {
    /// For looking at a pack alone.
    pub(super) fn alone(meter: &'a Meter) -> Self {
        Self {
            for_library: false,
            ..Self::for_library(meter, None)
        }
    }

    /// For a library, which may come after another one.
    pub(super) fn for_library(meter: &'a Meter, before: Option<&'a Library>) -> Self {
        Self {
            meter,
            at: SystemTime::now(),
            for_library: true,
            agents: known(before.map_or(&[], Library::agents)),
            lessons: known(before.map_or(&[], Library::lessons)),
        }
    }
}

fn known<T>(read: &[Shared<T>]) -> Known<'_, T> {
    read.iter().filter_map(|one| Some((one.stamp()?, one))).collect()
}
