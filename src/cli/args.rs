//! What can be typed, and the help that explains it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args as Arguments, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::engine::ArgValueCompleter;
use jiff::civil::Date;

use crate::learn::plan::typed_hours;
use crate::learn::spent::DAY;
use crate::progress::event::{Status, Verb};

use super::check::explain::Codes;
use super::complete::Names;
use super::when::When;

/// A learning tutor for the terminal.
///
/// Without a command it opens the tutor: walk learning paths step by step, mark what you learn, see what comes next.
/// The commands do the same without a screen.
#[derive(Debug, Parser)]
#[command(
    name = "waypost",
    version,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "Examples:\n  waypost                                the tutor\n  waypost next                           what to learn next, and why\n  waypost mark GraphQL done              remember that you know it\n  waypost --pack ~/specs list paths      learn from a folder of agent specs\n\nResults go to stdout, messages to stderr. Exit code: 0 all well, 1 something failed (check: problems found), 2 the command line can't be understood.\n\nEnvironment:\n  WAYPOST_DATA    as --data\n  WAYPOST_CONFIG  as --config\n  WAYPOST_DEVICE  the name of this device's log file, instead of one made from the host's name\n  BROWSER         the program that shows web pages\n  VISUAL, EDITOR  the program that edits notes\n  NO_COLOR        no colours when set\n  WAYPOST_NOW     for commands, in tests: the time to go by (RFC 3339)"
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

impl Args {
    /// The program with everything that can be typed.
    ///
    /// The options of [`Global`] may stand before and after the name of a command. Clap's own global options would
    /// let those after it replace those before, so that one of two packs were silently not read.
    pub(super) fn definition() -> clap::Command {
        fn with_global(command: clap::Command) -> clap::Command {
            Global::augment_args(command.mut_subcommands(with_global))
        }
        Self::command().mut_subcommands(with_global)
    }

    /// What was typed.
    pub(super) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut words = words.into_iter().peekable();
        let program = words.next();
        if words.peek().is_none() {
            // The everyday start, which need not wait until a dozen subcommands are described.
            return Ok(Self {
                global: Global::default(),
                command: None,
            });
        }
        let words = program.into_iter().chain(words);
        let matches = Self::definition().try_get_matches_from(words)?;
        let mut args = Self::from_arg_matches(&matches)?;
        let mut outer = &matches;
        while let Some((_, of_command)) = outer.subcommand() {
            let Global { packs, data, config } = Global::from_arg_matches(of_command)?;
            args.global.packs.extend(packs);
            args.global.data = data.or(args.global.data);
            args.global.config = config.or(args.global.config);
            outer = of_command;
        }
        Ok(args)
    }
}

// Where things are. No doc comment: clap would take it for the description of every command.
#[derive(Debug, Clone, Default, Arguments)]
pub(super) struct Global {
    /// Learn from this folder of agent specs instead of the built-in pack; may be given several times
    #[arg(long = "pack", value_name = "DIR")]
    pub(super) packs: Vec<PathBuf>,
    // Not by clap's own `env`, for which an empty variable is a mistake; to everyone else it is none.
    #[arg(long, value_name = "DIR", help = "Keep progress in this folder [env: WAYPOST_DATA]")]
    pub(super) data: Option<PathBuf>,
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help = "Go by these settings [env: WAYPOST_CONFIG]")]
    pub(super) config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List what there is to learn, with how far you are
    #[command(
        after_help = "Examples:\n  waypost list topics --agent backend-technologies --status learning\n  waypost list topics --status done --at 2026-03-01"
    )]
    List(List),
    /// Show one thing whole: a topic, agent, path, role, stack, level or roadmap, or the file of a spec or lesson
    #[command(after_help = "Examples:\n  waypost show PostgreSQL\n  waypost show ./my-agent.md --json")]
    Show(Show),
    /// Find anything by a part of its name, or by words of its text
    #[command(after_help = "Example:\n  waypost search 'event driven'")]
    Search(Search),
    /// Say what to learn next, and why
    #[command(after_help = "Examples:\n  waypost next -n 3\n  waypost next --minutes 45")]
    Next(Next),
    /// Ask what is due, line by line
    #[command(
        after_help = "Examples:\n  waypost review\n  waypost review --limit 10\n  waypost review --json\n  waypost review --optimize\n  waypost review --test-out 'API Development'\n\nAsked are questions on the topics you are learning or have done, and topics without questions as a whole; what you know well comes back later and later. Every answer is recorded at once, so you can leave at any moment: with q, or where input ends.\n\nA test asks up to twenty questions from all over what it is of. Eight of ten answers pass: what was answered is done then, what was missed is in progress, and one undo takes all of it back. Who doesn't pass has nothing marked."
    )]
    Review(Review),
    /// Say what you are heading for, or show how far it is
    #[command(
        after_help = "Examples:\n  waypost goal 'Backend Developer' --by 2026-12-01 --hours 5\n  waypost goal\n  waypost goal --hours 8\n  waypost goal --none\n\nA role, path or roadmap is named by its id or title, as `waypost list roles` shows it; where two kinds of things have one id, role:ID, path:ID or roadmap:ID tells them apart. `waypost next` then leads there."
    )]
    Goal(Goal),
    /// Give topics a status; all of them are one undo
    #[command(after_help = "Example:\n  waypost mark GraphQL 'REST APIs' done")]
    Mark(Mark),
    /// Take the last mark back, or any one entry of the log
    #[command(
        after_help = "Examples:\n  waypost undo\n  waypost undo 3F2K9Q\n\nWithout an id it goes back mark by mark, down to the first. With one it takes exactly that mark back, whatever came after; later marks of the same topics stay."
    )]
    Undo(Revert),
    /// Put the mark back that was undone last, or any one entry of the log
    #[command(after_help = "Examples:\n  waypost redo\n  waypost redo 3F2K9Q")]
    Redo(Revert),
    /// Count what is done: overall, by agent, path, imported roadmap and level; days in a row, reviews and time
    #[command(after_help = "Examples:\n  waypost stats --json\n  waypost stats --at '2 weeks ago'")]
    Stats(Stats),
    /// Show everything you ever marked, the latest first
    #[command(
        after_help = "Examples:\n  waypost log -n 10\n  waypost log --topic GraphQL\n  waypost log --do mark --status done --since '2 weeks ago'\n\nThe second column has the end of each entry's id, for `waypost undo ID` and `waypost redo ID`."
    )]
    Log(Log),
    /// Open a topic's web page in the browser
    #[command(after_help = "Example:\n  waypost open Python --link 2")]
    Open(Open),
    /// Write a note of your own on a topic, in your editor
    #[command(
        after_help = "Example:\n  waypost note GraphQL\n\nThe note is Markdown in the data folder; the tutor shows it below the lesson. VISUAL or EDITOR names the editor."
    )]
    Note(Note),
    /// Show how long a topic took, or put right how long it took today
    #[command(
        after_help = "Examples:\n  waypost time GraphQL\n  waypost time GraphQL 25\n\nThe tutor measures it while a topic's page is read; a few minutes without a key aren't counted. Plans are made with it."
    )]
    Time(Time),
    /// Check packs, spec files and lessons, showing every problem at its place
    #[command(
        after_help = "Examples:\n  waypost check --strict agents/ my-agent.md\n  waypost check --outline my-agent.md\n  waypost check my-pack --unresolved\n  waypost check --explain lesson-cycle\n  waypost check --strict --format sarif . > waypost.sarif\n\nErrors mean that something is lost or wrong, warnings that something is probably a mistake, notes that something could be better.\n\nWhere a heading is taken for the wrong thing, the front matter puts it right:\n  sections: { \"My heading\": paths }\nwith roles, paths, topics, stack, levels, trends, related, when, roadmaps, prerequisites, projects, resources, outcomes or more.\n\nExit code: 0 no errors (with --strict: and no warnings), 1 some, 2 the command line can't be understood."
    )]
    Check(Check),
    /// Look after your progress: what is damaged, missing or out of place, and what can be brought back
    #[command(
        after_help = "Without an action it only looks. No action ever changes or deletes anything: what is brought back comes into a new log beside the others, and --move is a new event.\n\nExamples:\n  waypost doctor\n  waypost doctor --repair --dry-run\n  waypost doctor --restore 2026-03-01\n  waypost doctor --move 'old-agent/path/topic' 'New Topic'\n\nExit code: 0 nothing is damaged or missing, 1 something is, or the action failed."
    )]
    Doctor(Doctor),
    /// Show your settings, and what is wrong with them
    #[command(
        after_help = "Examples:\n  waypost config\n  waypost config --default > ~/.config/waypost/config.yaml\n\nSettings are a file in YAML: the hour at which your day ends, days of rest, questions a day, colours, your own keys. `waypost config --default` prints it with all there is to decide.\n\nExit code: 0 all is well, 1 something is wrong with the file."
    )]
    Config(Config),
    /// Print the completion script of a shell
    #[command(
        after_help = "It completes commands, options, and the ids of topics, agents and packs there are when Tab is pressed.\n\nExample:\n  waypost completions bash > ~/.local/share/bash-completion/completions/waypost"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write progress to a file or to stdout, to keep it or to read it elsewhere
    #[command(after_help = "Example:\n  waypost export json -o progress.json")]
    Export {
        #[command(subcommand)]
        what: Export,
    },
    /// Add, list, bring up to date, take out or begin packs of specs and lessons
    #[command(
        after_help = "Packs that were added are there at every start, beside the one inside the program, unless --pack names others.\n\nExamples:\n  waypost pack new my-pack\n  waypost pack add https://github.com/someone/their-agents\n  waypost pack list"
    )]
    Pack {
        #[command(subcommand)]
        what: Pack,
    },
    /// Add what is in a file or folder to what is there: progress, or roadmaps
    #[command(
        after_help = "Examples:\n  waypost import json progress.json\n  waypost import roadmap-sh ~/developer-roadmap"
    )]
    Import {
        #[command(subcommand)]
        what: Import,
    },
}

#[derive(Debug, Arguments)]
pub(super) struct List {
    /// What to list [default: agents, or topics with --status]
    pub(super) kind: Option<Kind>,
    /// Only what belongs to this agent
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Agents))]
    pub(super) agent: Option<String>,
    /// Only topics with this status
    #[arg(long, value_name = "STATUS", value_parser = status(), ignore_case = true)]
    pub(super) status: Option<Status>,
    /// As it was then: at the end of a day, at a time or so long ago, such as 2026-03-01, 2026-03-01T12:30, yesterday, 3d
    #[arg(long, value_name = "WHEN")]
    pub(super) at: Option<When>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// A kind of thing that can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Agents,
    Roles,
    Paths,
    Stacks,
    Roadmaps,
    Levels,
    Topics,
}

#[derive(Debug, Arguments)]
pub(super) struct Show {
    /// Its id, title or unique beginning, the address of a roadmap, or the file of a spec or lesson
    // A path, since names of files need not be UTF-8.
    #[arg(value_name = "NAME", add = ArgValueCompleter::new(Names::Anything))]
    pub(super) name: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct Search {
    /// What to look for
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub(super) query: String,
    /// At most this many results
    #[arg(short = 'n', value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct Next {
    /// At most this many suggestions
    #[arg(short = 'n', value_name = "N", default_value_t = 5)]
    pub(super) limit: usize,
    /// Only what fits into so many minutes, the questions that are due among it
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) minutes: Option<u32>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct Review {
    /// At most this many cards [default: all that are due]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) limit: Option<u32>,
    /// Fit the schedule to your answers, instead of asking
    #[arg(long, conflicts_with = "limit")]
    pub(super) optimize: bool,
    /// Be tested in a path, level, role, stack, roadmap, group, stage or topic: what you know already is done
    #[arg(long, value_name = "NAME", conflicts_with_all = ["limit", "optimize", "json"], value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Anything))]
    pub(super) test_out: Option<String>,
    /// Print what is due as one JSON object, instead of asking
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct Goal {
    /// A role, path or roadmap by id, title or unique beginning [default: show the goal there is]
    #[arg(value_name = "GOAL", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Aims))]
    pub(super) name: Option<String>,
    /// Be there by this day, such as 2026-12-01; `never` takes the day away
    #[arg(long, value_name = "DATE")]
    pub(super) by: Option<By>,
    /// So many hours a week there are for it, such as 5 or 2.5
    #[arg(long, value_name = "H", value_parser = hours)]
    pub(super) hours: Option<u32>,
    /// Head for nothing in particular
    #[arg(long, conflicts_with_all = ["name", "by", "hours"])]
    pub(super) none: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// The day of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
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

/// Minutes of a day.
fn minutes_of_day(text: &str) -> Result<u32, String> {
    let minutes = text.parse().ok().filter(|minutes| *minutes <= DAY);
    minutes.ok_or_else(|| format!("give whole minutes from 0 to {DAY}, such as 25"))
}

/// Hours a week, as minutes.
fn hours(text: &str) -> Result<u32, &'static str> {
    const WRONG: &str = "give hours a week from 0.1 to 168, such as 5 or 2.5";
    typed_hours(text).ok_or(WRONG)
}

#[derive(Debug, Arguments)]
pub(super) struct Mark {
    /// Topics by id, title or unique beginning
    #[arg(value_name = "TOPIC", required = true, num_args = 1.., value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::TopicsOrStatus))]
    pub(super) topics: Vec<String>,
    /// What they are now
    #[arg(value_name = "STATUS", required = true, value_parser = status(), ignore_case = true)]
    pub(super) status: Status,
}

#[derive(Debug, Arguments)]
pub(super) struct Revert {
    /// An entry of the log: its id as `waypost log` shows it, or whole, or at least four characters of its beginning or end
    #[arg(value_name = "EVENT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) event: Option<String>,
}

#[derive(Debug, Arguments)]
pub(super) struct Stats {
    /// As it was then: at the end of a day, at a time or so long ago, such as 2026-03-01, 2026-03-01T12:30, yesterday, 3d
    #[arg(long, value_name = "WHEN")]
    pub(super) at: Option<When>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct Log {
    /// Only what is about this topic: its id, title or unique beginning, or an id that no pack has any more, or
    /// the end of one
    #[arg(long, value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Topics))]
    pub(super) topic: Option<String>,
    /// Only marks with this status, and their undos and redos
    #[arg(long, value_name = "STATUS", value_parser = status(), ignore_case = true)]
    pub(super) status: Option<Status>,
    /// Only since this day, time or so long ago: 2026-03-01, 2026-03-01T12:30, yesterday, 3d, '2 weeks ago'
    #[arg(long, value_name = "WHEN")]
    pub(super) since: Option<When>,
    /// Only until this day, which counts whole, or time
    #[arg(long, value_name = "WHEN")]
    pub(super) until: Option<When>,
    /// Only this kind of entry; may be given several times
    #[arg(long = "do", value_name = "WHAT", value_parser = verb())]
    pub(super) verbs: Vec<Verb>,
    /// At most this many entries [default: all]
    #[arg(short = 'n', value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct Config {
    /// Print all settings with their defaults and what they mean
    #[arg(long, conflicts_with = "path")]
    pub(super) default: bool,
    /// Print only where the file is
    #[arg(long)]
    pub(super) path: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct Time {
    /// The topic, by id, title or unique beginning
    #[arg(value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Topics))]
    pub(super) topic: String,
    /// The minutes it took today [default: what was measured]
    #[arg(value_name = "MINUTES", value_parser = minutes_of_day)]
    pub(super) minutes: Option<u32>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct Note {
    /// The topic, by id, title or unique beginning
    #[arg(value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new())]
    pub(super) topic: String,
    /// Print the note there is instead
    #[arg(long)]
    pub(super) print: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct Open {
    /// A topic, or anything else with a link, by id, title or unique beginning
    #[arg(value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new(), add = ArgValueCompleter::new(Names::Topics))]
    pub(super) name: String,
    /// Which link, where there are several: a number of the list that is printed without this
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) link: Option<u32>,
}

#[derive(Debug, Arguments)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Check {
    /// Pack folders, spec files and lessons
    #[arg(value_name = "PATH", required_unless_present = "explain")]
    pub(super) paths: Vec<PathBuf>,
    /// Fail on warnings too
    #[arg(long)]
    pub(super) strict: bool,
    /// Show each heading of the specs, and what its section was taken for
    #[arg(long)]
    pub(super) outline: bool,
    /// List every name of roles and stacks that leads to no topic, not only their number
    #[arg(long)]
    pub(super) unresolved: bool,
    /// How to print what was found [default: text]
    #[arg(long, value_name = "FORMAT", group = "output", ignore_case = true)]
    pub(super) format: Option<CheckFormat>,
    /// Print one JSON object
    #[arg(long, group = "output")]
    pub(super) json: bool,
    /// Say what a code means, and show an example; `all` lists every code
    #[arg(
        long,
        value_name = "CODE",
        value_parser = Codes,
        hide_possible_values = true,
        conflicts_with_all = ["paths", "strict", "outline", "unresolved", "output"]
    )]
    pub(super) explain: Option<String>,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
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
    pub(super) fn format(&self) -> CheckFormat {
        let short = if self.json {
            CheckFormat::Json
        } else {
            CheckFormat::Text
        };
        self.format.unwrap_or(short)
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Pack {
    /// Write a small pack to begin with, with comments on what is what
    #[command(after_help = "Example:\n  waypost pack new my-pack")]
    New {
        /// A folder that is empty or not there yet
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Take in a copy of a pack: a folder, an archive or a git repository
    #[command(
        after_help = "Examples:\n  waypost pack add ~/specs\n  waypost pack add gardens.zip --name gardens\n  waypost pack add https://github.com/someone/their-agents\n  waypost pack add someone/their-agents      the same, from GitHub\n\nOf a repository that is no pack, what is in folders `agents`, `skills` (SKILL.md) and `commands` is taken. Archives are .zip, .tar, .tar.gz and .tgz. Repositories are fetched by your own git."
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
    #[command(after_help = "Example:\n  waypost pack remove gardens")]
    Remove {
        /// Packs by their ids, as `waypost pack list` shows them
        #[arg(value_name = "ID", required = true, add = ArgValueCompleter::new(Names::Packs))]
        ids: Vec<String>,
    },
    /// Fetch packs again from where they came
    #[command(after_help = "Examples:\n  waypost pack update\n  waypost pack update gardens")]
    Update {
        /// Packs by their ids [default: all that were added]
        #[arg(value_name = "ID", add = ArgValueCompleter::new(Names::Packs))]
        ids: Vec<String>,
    },
}

#[derive(Debug, Arguments)]
pub(super) struct PackAdd {
    /// A folder, an archive, whatever `git clone` takes, or OWNER/NAME on GitHub
    #[arg(value_name = "SOURCE", value_hint = ValueHint::AnyPath)]
    pub(super) source: OsString,
    /// Call it this [default: the id it has itself, else the name of its folder or repository]
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub(super) name: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Export {
    /// All progress as one JSON object, which `waypost import json` reads
    #[command(
        after_help = "Examples:\n  waypost export json -o progress.json\n  waypost export json | ssh laptop waypost import json -"
    )]
    Json(ExportJson),
}

#[derive(Debug, Arguments)]
pub(super) struct ExportJson {
    /// Write to this file, not to stdout
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "output")]
    pub(super) force: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Import {
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
pub(super) struct ImportJson {
    /// The file; `-` is stdin
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// Only say what is new
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Arguments)]
pub(super) struct ImportRoadmaps {
    /// The clone, or a folder in it
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, required_unless_present = "remove")]
    pub(super) dir: Option<PathBuf>,
    /// Only these roadmaps, by their names in addresses [default: all]
    #[arg(value_name = "SLUG", value_parser = NonEmptyStringValueParser::new())]
    pub(super) slugs: Vec<String>,
    /// List what roadmaps there are, and import none
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) list: bool,
    /// Only say what would be imported, or removed
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Take these roadmaps out again, by their names in addresses; progress stays
    #[arg(
        long,
        value_name = "SLUG",
        num_args = 1..,
        conflicts_with_all = ["dir", "slugs", "list"],
        value_parser = NonEmptyStringValueParser::new(),
        add = ArgValueCompleter::new(Names::Imported)
    )]
    pub(super) remove: Vec<String>,
}

#[derive(Debug, Arguments)]
pub(super) struct Doctor {
    /// Bring back every event that is whole in a damaged line or that only a snapshot has, and note the damaged lines as
    /// looked at, so that no device speaks of them again
    #[arg(long, group = "action")]
    pub(super) repair: bool,
    /// Bring back what the snapshots of this day (or else the last before it) have and the logs lack: 2026-03-01, yesterday, 3d.
    /// It takes nothing away; to take marks back use `waypost undo`
    #[arg(long, value_name = "WHEN", group = "action")]
    pub(super) restore: Option<When>,
    /// Let the progress under an id that no pack has any more count for a topic there is
    #[arg(
        long = "move",
        value_names = ["OLD", "NEW"],
        num_args = 2,
        group = "action",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub(super) relocate: Option<Vec<String>>,
    /// Show what an action would do, and do nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

fn status() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.map(Status::name)).try_map(|name| name.parse::<Status>())
}

fn verb() -> impl TypedValueParser<Value = Verb> {
    let parser = PossibleValuesParser::new(Verb::ALL.map(Verb::name));
    parser.try_map(|name| Verb::named(&name).ok_or("no such action"))
}

/// A command line that clap accepts and that makes no sense all the same.
pub(super) fn misuse(command: &str, message: impl std::fmt::Display) -> anyhow::Error {
    let mut program = Args::definition();
    program.build();
    program
        .find_subcommand(command)
        .unwrap_or(&program)
        .clone()
        .error(clap::error::ErrorKind::ArgumentConflict, message)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_are_consistent() {
        Args::definition().debug_assert();
    }

    #[test]
    fn packs_add_up_wherever_they_stand() {
        let words = [
            "waypost", "--pack", "a", "--data", "x", "list", "--pack", "b", "--data", "y",
        ];
        let args = Args::read(words.map(OsString::from)).unwrap();
        assert_eq!(args.global.packs, [PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(args.global.data, Some(PathBuf::from("y")));
        let words = [
            "waypost", "--pack", "a", "export", "--pack", "b", "--data", "x", "json", "--pack", "c",
        ];
        let args = Args::read(words.map(OsString::from)).unwrap();
        assert_eq!(args.global.packs, ["a", "b", "c"].map(PathBuf::from));
        assert_eq!(args.global.data, Some(PathBuf::from("x")));
    }

    #[test]
    fn every_command_has_an_example() {
        fn look(command: &clap::Command, name: &str) {
            for command in command.get_subcommands() {
                let name = format!("{name} {}", command.get_name());
                let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains(&name), "{name}");
                look(command, &name);
            }
        }
        look(&Args::command(), "waypost");
    }
}
