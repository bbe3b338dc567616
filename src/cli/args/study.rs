//! Learning: what is next, reviews, the goal, marks, notes and time.

use std::str::FromStr;

use clap::Args as Arguments;
use clap::builder::NonEmptyStringValueParser;
use clap_complete::engine::ArgValueCompleter;
use jiff::civil::Date;

use crate::cli::complete::Names;
use crate::learn::plan::typed_hours;
use crate::learn::spent::DAY;
use crate::progress::event::Status;

use super::status;

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Next {
    /// At most this many suggestions
    #[arg(short = 'n', value_name = "N", default_value_t = 5)]
    pub(in crate::cli) limit: usize,
    /// Only what fits into so many minutes, the questions that are due among it
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) minutes: Option<u32>,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Review {
    /// At most this many cards [default: all that are due]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) limit: Option<u32>,
    /// Fit the schedule to your answers, instead of asking
    #[arg(long, conflicts_with = "limit")]
    pub(in crate::cli) optimize: bool,
    /// Be tested in a path, level, role, stack, roadmap, group, stage or topic: what you know already is done
    #[arg(long, value_name = "NAME", conflicts_with_all = ["limit", "optimize", "json"], value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Anything))]
    pub(in crate::cli) test_out: Option<String>,
    /// Print what is due as one JSON object, instead of asking
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Goal {
    /// A role, path or roadmap by id, title or unique beginning [default: show the goal there is]
    #[arg(value_name = "GOAL", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Aims))]
    pub(in crate::cli) name: Option<String>,
    /// Be there by this day, such as 2026-12-01; `never` takes the day away
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) by: Option<By>,
    /// So many hours a week there are for it, such as 5 or 2.5
    #[arg(long, value_name = "H", value_parser = hours)]
    pub(in crate::cli) hours: Option<u32>,
    /// Head for nothing in particular
    #[arg(long, conflicts_with_all = ["name", "by", "hours"])]
    pub(in crate::cli) none: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// The day of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum By {
    Day(Date),
    Never,
}

impl FromStr for By {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.eq_ignore_ascii_case("never") {
            return Ok(Self::Never);
        }
        let day = text.parse().map(Self::Day);
        day.map_err(|_| "give a day such as 2026-12-01, or `never`")
    }
}

/// Hours a week, as minutes.
fn hours(text: &str) -> Result<u32, &'static str> {
    const WRONG: &str = "give hours a week from 0.1 to 168, such as 5 or 2.5";
    typed_hours(text).ok_or(WRONG)
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Mark {
    /// Topics by id, title or unique beginning
    #[arg(value_name = "TOPIC", required = true, num_args = 1.., value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::TopicsOrStatus))]
    pub(in crate::cli) topics: Vec<String>,
    /// What they are now
    #[arg(value_name = "STATUS", required = true, value_parser = status(), ignore_case = true)]
    pub(in crate::cli) status: Status,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Revert {
    /// An entry of the log: its id as `waypost log` shows it, or whole, or at least four characters of its beginning or end
    #[arg(value_name = "EVENT", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) event: Option<String>,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Note {
    /// The topic, by id, title or unique beginning
    #[arg(value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) topic: String,
    /// Print the note there is instead
    #[arg(long)]
    pub(in crate::cli) print: bool,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Time {
    /// The topic, by id, title or unique beginning
    #[arg(value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Topics))]
    pub(in crate::cli) topic: String,
    /// The minutes it took today [default: what was measured]
    #[arg(value_name = "MINUTES", value_parser = minutes_of_day)]
    pub(in crate::cli) minutes: Option<u32>,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Minutes of a day.
fn minutes_of_day(text: &str) -> Result<u32, String> {
    let minutes = text.parse().ok().filter(|minutes| *minutes <= DAY);
    minutes.ok_or_else(|| format!("give whole minutes from 0 to {DAY}, such as 25"))
}
