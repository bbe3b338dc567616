//! Settings and progress: what goes out, comes in and is looked after.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args as Arguments, Subcommand, ValueHint};
use clap_complete::engine::ArgValueCompleter;

use crate::cli::complete::Names;
use crate::cli::when::When;

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Config {
    /// Print all settings with their defaults and what they mean
    #[arg(long, conflicts_with = "path")]
    pub(in crate::cli) default: bool,
    /// Print only where the file is
    #[arg(long)]
    pub(in crate::cli) path: bool,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Export {
    /// All progress as one JSON object, which `waypost import json` reads
    #[command(
        after_help = "Examples:\n  waypost export json -o progress.json\n  waypost export json | ssh laptop waypost import json -"
    )]
    Json(ExportJson),
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct ExportJson {
    /// Write to this file, not to stdout
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "output")]
    pub(in crate::cli) force: bool,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Import {
    /// Roadmaps from your own clone of roadmap.sh's repository, to walk and to mark them here
    #[command(
        override_usage = "waypost import roadmap-sh [OPTIONS] <DIR> [SLUG]...\n       waypost import roadmap-sh [OPTIONS] --remove <SLUG>...",
        after_help = "Examples:\n  git clone --depth 1 https://github.com/kamranahmedse/developer-roadmap\n  waypost import roadmap-sh developer-roadmap --list\n  waypost import roadmap-sh developer-roadmap backend golang\n  waypost import roadmap-sh --remove golang\n\nThey are kept in the data folder, for your personal use: that is what the licence of their text allows. Import again to bring them up to date; whatever you marked stays marked, also while a roadmap is removed: import it again to go on.\n\nWhere a roadmap has several names of one lesson (Nginx, Caddy), the nearest is that lesson's topic; the others are marked on their own and name the lesson to read.\n\nSince the end of July 2026 the repository has no maps, only texts. A clone of an earlier commit has both; an import of today's then brings the texts up to date and leaves the order as it is."
    )]
    RoadmapSh(ImportRoadmaps),
    /// What `waypost export json` wrote; what is there already is left as it is
    #[command(
        after_help = "Examples:\n  waypost import json progress.json --dry-run\n  waypost import json - < progress.json\n\nNothing is ever replaced or removed: what isn't there yet is added. So a file may be imported twice, and several in any order."
    )]
    Json(ImportJson),
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct ImportJson {
    /// The file; `-` is stdin
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) file: PathBuf,
    /// Only say what is new
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct ImportRoadmaps {
    /// The clone, or a folder in it
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, required_unless_present = "remove")]
    pub(in crate::cli) dir: Option<PathBuf>,
    /// Only these roadmaps, by their names in addresses [default: all]
    #[arg(value_name = "SLUG", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) slugs: Vec<String>,
    /// List what roadmaps there are, and import none
    #[arg(long, conflicts_with = "dry_run")]
    pub(in crate::cli) list: bool,
    /// Only say what would be imported, or removed
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Take these roadmaps out again, by their names in addresses; progress stays
    #[arg(
        long,
        value_name = "SLUG",
        num_args = 1..,
        conflicts_with_all = ["dir", "slugs", "list"],
        value_parser = NonEmptyStringValueParser::new(),
        add = ArgValueCompleter::new(Names::Imported)
    )]
    pub(in crate::cli) remove: Vec<String>,
}

#[derive(Debug, Arguments)]
pub(in crate::cli) struct Doctor {
    /// Bring back every event that is whole in a damaged line or that only a snapshot has, and note the damaged lines as
    /// looked at, so that no device speaks of them again
    #[arg(long, group = "action")]
    pub(in crate::cli) repair: bool,
    /// Bring back what the snapshots of this day (or else the last before it) have and the logs lack: 2026-03-01, yesterday, 3d.
    /// It takes nothing away; to take marks back use `waypost undo`
    #[arg(long, value_name = "WHEN", group = "action")]
    pub(in crate::cli) restore: Option<When>,
    /// Let the progress under an id that no pack has any more count for a topic there is
    #[arg(
        long = "move",
        value_names = ["OLD", "NEW"],
        num_args = 2,
        group = "action",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub(in crate::cli) relocate: Option<Vec<String>>,
    /// Show what an action would do, and do nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
