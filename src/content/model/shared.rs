//! What was read of a file, for every library that has it.

use std::fmt;
use std::num::NonZeroU64;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What was read of a file. While the file stays as it is, libraries that are read one after another have it in common.
#[derive(Clone)]
pub struct Shared<T> {
    content: Arc<T>,
    /// Stands for the file as it was read; `None` where it can't be told from another, or this is not what was read.
    stamp: Option<NonZeroU64>,
}

impl<T> Shared<T> {
    /// What was read of a file that has this stamp.
    pub(in crate::content) fn stamped(content: T, stamp: Option<NonZeroU64>) -> Self {
        Self {
            content: Arc::new(content),
            stamp,
        }
    }

    /// The stamp of the file, where it is good for telling whether the file has changed.
    pub(in crate::content) fn stamp(&self) -> Option<NonZeroU64> {
        self.stamp
    }
}

impl<T: Clone> Shared<T> {
    /// To be changed for this library alone. The next one begins with the file again.
    pub(in crate::content) fn to_mut(&mut self) -> &mut T {
        self.stamp = None;
        Arc::make_mut(&mut self.content)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(content: T) -> Self {
        Self::stamped(content, None)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

/// What it has, whatever file that was read of and when.
impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.content.fmt(f)
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.content.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::from)
    }
}
