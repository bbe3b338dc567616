//! The shapes of `review`, `goal`, `time`, and the record in `stats`.

use jiff::civil::Date;
use serde::Serialize;

use crate::learn::standing::Counts;

use super::Topic;

/// What is due, in short.
#[derive(Debug, Serialize)]
pub struct DueShort {
    /// How many cards; with `--minutes` no more than the session has time for.
    pub due: usize,
    /// About how many minutes they take.
    pub minutes: u64,
    /// How many are due in all; absent without `--minutes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_in_all: Option<usize>,
}

/// What is due today, as far as the day's limits go.
#[derive(Debug, Serialize)]
pub struct Due {
    /// How many cards.
    pub due: usize,
    /// How many of them were asked before.
    pub reviews: usize,
    /// How many of them were not.
    pub new: usize,
    /// How many more reviews are due and wait for another day.
    pub reviews_waiting: usize,
    /// How many more new cards there are.
    pub new_waiting: usize,
    /// About how many minutes they take.
    pub minutes: u64,
    /// The cards in the order in which they are asked; with `--limit` only the first.
    pub cards: Vec<Asked>,
}

/// A card that is due.
#[derive(Debug, Serialize)]
pub struct Asked {
    /// Its id in the log.
    pub id: String,
    /// What it is about.
    pub topic: Topic,
    /// Whether it was never asked or placed.
    pub is_new: bool,
    /// Since when it is due; null for a new one.
    pub due: Option<Date>,
    /// The probability that it is recalled; null for a new one.
    pub recalled: Option<f64>,
    /// The question, as Markdown.
    pub ask: String,
    /// What to choose from, in the order in which it is shown; absent where the answer is to be recalled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<String>>,
    /// Which of the choices is right, counted from 0; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<usize>,
    /// The answer to compare with, as Markdown; absent where there are choices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Why that is right, as Markdown; empty where nobody has said.
    pub why: String,
}

/// What came of fitting the schedule to the answers.
#[derive(Debug, Default, Serialize)]
pub struct Fitting {
    /// Whether it fits better now. Else either there are too few reviews, or what is in use is as good.
    pub fitted: bool,
    /// The reviews there are to learn from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviews: Option<usize>,
    /// How many it takes, where these are too few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<usize>,
    /// The log loss of the parameters that were in use; less is better.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<f32>,
    /// The log loss of those that were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<f32>,
}

/// The goal, and how far it is.
#[derive(Debug, Serialize)]
pub struct GoalShown {
    /// `role:…`, `path:…` or `roadmap:…` with the id behind.
    pub aim: String,
    /// Its title; null where the packs don't have it any more, and then so is all that would follow from its topics.
    pub title: Option<String>,
    /// The day to be there; null where none was named.
    pub by: Option<Date>,
    /// Minutes a week there are for it, as the learner said; null where not.
    pub minutes_a_week: Option<u32>,
    /// How many of its topics are where.
    pub counts: Option<Counts>,
    /// Open topics that others of the goal build on, and that are none of its own.
    pub prerequisites: Option<usize>,
    /// Minutes left, prerequisites among them, at the learner's own pace.
    pub minutes_left: Option<u64>,
    /// The day it will be reached; null where it is, or where nobody knows how many hours there are.
    pub finish: Option<Date>,
    /// Days left between then and `by`; less than none is late.
    pub slack: Option<i32>,
    /// The plan in a few words for people.
    pub plan: Option<String>,
}

/// What was done, and what came of it.
#[derive(Debug, Serialize)]
pub struct Record {
    /// Days of learning in a row, up to today or yesterday.
    pub streak: usize,
    /// The longest there ever was.
    pub longest_streak: usize,
    /// Whether something was learned today.
    pub learned_today: bool,
    /// Cards that are due today, as far as the day's limits go.
    pub due: usize,
    /// Cards ever answered, each as often as it was.
    pub answered: usize,
    /// How many of them today.
    pub answered_today: usize,
    /// What was remembered in the last 30 days.
    pub retention: Retained,
    /// Minutes spent on topics and answers.
    pub minutes: u64,
    /// How many of them today.
    pub minutes_today: u64,
}

/// How much was remembered of what was reviewed on a later day than before.
#[derive(Debug, Serialize)]
pub struct Retained {
    /// Reviews.
    pub reviews: usize,
    /// The share that was remembered; null without reviews.
    pub measured: Option<f64>,
    /// The share that should have been, as the schedule has it; null without reviews.
    pub predicted: Option<f64>,
}

/// The time that went into a topic.
#[derive(Debug, Serialize)]
pub struct Spent {
    /// Which one.
    pub topic: Topic,
    /// Minutes with its page today; less than none where more was taken away than was recorded today.
    pub minutes_today: i64,
    /// Minutes with its page in all.
    pub minutes: u64,
    /// Minutes with its questions in all.
    pub review_minutes: u64,
}
