//! What the learner can set about the screen: which steps are shown, and in which colours.

use serde::{Deserialize, Serialize};

use crate::progress::event::Status;

/// Which steps the lists show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Filter {
    /// Every step.
    #[default]
    All,
    /// What is to do or in progress.
    Open,
    /// What is done.
    Done,
    /// What is skipped.
    Skipped,
}

impl Filter {
    /// Whether a topic of this status is shown.
    pub fn shows(self, status: Status) -> bool {
        match self {
            Self::All => true,
            Self::Open => matches!(status, Status::Todo | Status::Learning),
            Self::Done => status == Status::Done,
            Self::Skipped => status == Status::Skipped,
        }
    }

    /// The one after it, round the end.
    #[must_use]
    pub fn following(self) -> Self {
        match self {
            Self::All => Self::Open,
            Self::Open => Self::Done,
            Self::Done => Self::Skipped,
            Self::Skipped => Self::All,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }

    /// What the lists then hold.
    pub fn title(self) -> &'static str {
        match self {
            Self::All => "all steps",
            Self::Open => "open steps only",
            Self::Done => "done steps only",
            Self::Skipped => "skipped steps only",
        }
    }
}

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// The terminal's own sixteen colours.
    #[default]
    Terminal,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Strong contrast, on any background.
    Contrast,
}

impl Theme {
    /// The one after it, round the end.
    #[must_use]
    pub fn following(self) -> Self {
        match self {
            Self::Terminal => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::Contrast,
            Self::Contrast => Self::Terminal,
        }
    }

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Terminal => "the terminal's own colours",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "high contrast",
        }
    }
}
