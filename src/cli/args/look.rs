//! Looking: what there is to learn, and what was done.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args as Arguments, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use crate::cli::complete::Names;
use crate::cli::when::When;
use crate::progress::event::{Status, Verb};

use super::status;

#[derive(Debug, Arguments)]
pub(in crate::cli) struct List {
    /// What to list [default: agents, or topics with --status]
    pub(in crate::cli) kind: Option<Kind>,
    /// Only what belongs to this agent
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Agents))]
    pub(in crate::cli) agent: Option<String>,
    /// Only topics with this status
    #[arg(long, value_name = "STATUS", value_parser = status(), ignore_case = true)]
    pub(in crate::cli) status: Option<Status>,
    /// As it was then: at the end of a day, at a time or so long ago, such as 2026-03-01, 2026-03-01T12:30, yesterday, 3d
    #[arg(long, value_name = "WHEN")]
    pub(in crate::cli) at: Option<When>,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// A kind of thing that can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Kind {
    Agents,
    Roles,
    Paths,
    Stacks,
    Roadmaps,
    Levels,
    Topics,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Show {
    /// Its id, title or unique beginning, the address of a roadmap, or the file of a spec or lesson
    // A path, since names of files need not be UTF-8.
    #[arg(value_name = "NAME", add = ArgValueCompleter::new(Names::Anything))]
    pub(in crate::cli) name: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Search {
    /// What to look for
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) query: String,
    /// At most this many results
    #[arg(short = 'n', value_name = "N", default_value_t = 20)]
    pub(in crate::cli) limit: usize,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Open {
    /// A topic, or anything else with a link, by id, title or unique beginning
    #[arg(value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Topics))]
    pub(in crate::cli) name: String,
    /// Which link, where there are several: a number of the list that is printed without this
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) link: Option<u32>,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Stats {
    /// As it was then: at the end of a day, at a time or so long ago, such as 2026-03-01, 2026-03-01T12:30, yesterday, 3d
    #[arg(long, value_name = "WHEN")]
    pub(in crate::cli) at: Option<When>,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Log {
    /// Only what is about this topic: its id, title or unique beginning, or an id that no pack has any more, or
    /// the end of one
    #[arg(long, value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Topics))]
    pub(in crate::cli) topic: Option<String>,
    /// Only marks with this status, and their undos and redos
    #[arg(long, value_name = "STATUS", value_parser = status(), ignore_case = true)]
    pub(in crate::cli) status: Option<Status>,
    /// Only since this day, time or so long ago: 2026-03-01, 2026-03-01T12:30, yesterday, 3d, '2 weeks ago'
    #[arg(long, value_name = "WHEN")]
    pub(in crate::cli) since: Option<When>,
    /// Only until this day, which counts whole, or time
    #[arg(long, value_name = "WHEN")]
    pub(in crate::cli) until: Option<When>,
    /// Only this kind of entry; may be given several times
    #[arg(long = "do", value_name = "WHAT", value_parser = verb())]
    pub(in crate::cli) verbs: Vec<Verb>,
    /// At most this many entries [default: all]
    #[arg(short = 'n', value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

fn verb() -> impl TypedValueParser<Value = Verb> {
    let parser = PossibleValuesParser::new(Verb::ALL.map(Verb::name));
    parser.try_map(|name| Verb::named(&name).ok_or("no such action"))
}
