//! Packs: checking them, and taking them in.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args as Arguments, Subcommand, ValueEnum, ValueHint};
use clap_complete::engine::ArgValueCompleter;

use crate::cli::check::explain::Codes;
use crate::cli::complete::Names;

#[derive(Debug, Arguments)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(in crate::cli) struct Check {
    /// Pack folders, spec files and lessons, each checked by itself [default: those of --pack]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Fail on warnings too
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// Show each heading of the specs, and what its section was taken for
    #[arg(long)]
    pub(in crate::cli) outline: bool,
    /// List every name of roles and stacks that leads to no topic, not only their number
    #[arg(long)]
    pub(in crate::cli) unresolved: bool,
    /// How to print what was found [default: text]
    #[arg(long, value_name = "FORMAT", group = "output", ignore_case = true)]
    pub(in crate::cli) format: Option<CheckFormat>,
    /// Print one JSON object
    #[arg(long, group = "output")]
    pub(in crate::cli) json: bool,
    /// Say what a code means, and show an example; `all` lists every code
    #[arg(
        long,
        value_name = "CODE",
        value_parser = Codes,
        hide_possible_values = true,
        conflicts_with_all = ["paths", "strict", "outline", "unresolved", "output"]
    )]
    pub(in crate::cli) explain: Option<String>,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CheckFormat {
    /// Every finding under the line it speaks of
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

impl Check {
    pub(in crate::cli) fn format(&self) -> CheckFormat {
        let short = if self.json {
            CheckFormat::Json
        } else {
            CheckFormat::Text
        };
        self.format.unwrap_or(short)
    }
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Pack {
    /// Write a small pack to begin with, with comments on what is what
    #[command(after_help = "Example:\n  waypost pack new my-pack")]
    New {
        /// A folder that is empty or not there yet
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Take in a copy of a pack: a folder, an archive or a git repository
    #[command(
        after_help = "Examples:\n  waypost pack add ~/specs\n  waypost pack add gardens.zip --name gardens\n  waypost pack add https://github.com/someone/their-agents\n  waypost pack add someone/their-agents      the same, from GitHub\n  waypost pack add someone/their-agents#dev  its branch or tag `dev`\n\nOf a repository that is no pack, what is in folders `agents`, `skills` (SKILL.md) and `commands` is taken. Archives are .zip, .tar, .tar.gz and .tgz. Repositories are fetched by your own git."
    )]
    Add(PackAdd),
    /// List the packs there are, and what is wrong with them
    #[command(after_help = "Example:\n  waypost pack list --json")]
    List {
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Take packs out again; progress stays
    #[command(
        after_help = "Example:\n  waypost pack remove gardens\n\nWhat you have changed or added in the copy is never thrown away: such a pack stays unless --force is given, and then those files are kept in the folder `kept` beside that of the packs."
    )]
    Remove {
        /// Packs by their ids, as `waypost pack list` shows them
        #[arg(value_name = "ID", required = true, add = ArgValueCompleter::new(Names::Packs))]
        ids: Vec<String>,
        /// Also where you have changed it; what you changed is kept beside
        #[arg(long)]
        force: bool,
    },
    /// Fetch packs again from where they came
    #[command(
        after_help = "Examples:\n  waypost pack update\n  waypost pack update gardens\n\nWhat you have changed or added in the copy is never thrown away: such a pack stays as it is unless --force is given, and then those files are kept in the folder `kept` beside that of the packs."
    )]
    Update {
        /// Packs by their ids [default: all that were added]
        #[arg(value_name = "ID", add = ArgValueCompleter::new(Names::Packs))]
        ids: Vec<String>,
        /// Also where you have changed it; what you changed is kept beside
        #[arg(long)]
        force: bool,
    },
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct PackAdd {
    /// A folder, an archive, whatever `git clone` takes, or OWNER/NAME on GitHub
    #[arg(value_name = "SOURCE", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) source: OsString,
    /// Call it this [default: the id it has itself, else the name of its folder or repository]
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) name: Option<String>,
}
