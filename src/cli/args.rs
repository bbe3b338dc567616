//! What can be typed, and the help that explains it: here the program and its commands, beside it what each command takes.
//!
//! ```text
//! look   lists, pages, figures, the log      study   next, review, goal, marks, notes, time
//! packs  check and pack                      keep    settings, export, import, doctor
//! ```

mod keep;
mod look;
mod packs;
mod study;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as Arguments, CommandFactory, FromArgMatches, Parser, Subcommand, ValueHint};

use crate::progress::event::Status;

pub(super) use self::keep::{Config, Doctor, Export, ExportJson, Import, ImportJson, ImportRoadmaps};
pub(super) use self::look::{Kind, List, Log, Open, Search, Show, Stats};
pub(super) use self::packs::{Check, CheckFormat, Pack, PackAdd};
pub(super) use self::study::{By, Goal, Mark, Next, Note, Revert, Review, Time};

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
        after_help = "Examples:\n  waypost check --strict agents/ my-agent.md\n  waypost check --outline my-agent.md\n  waypost check my-pack --unresolved\n  waypost --pack my-pack check\n  waypost check --explain lesson-cycle\n  waypost check --strict --format sarif . > waypost.sarif\n\nErrors mean that something is lost or wrong, warnings that something is probably a mistake, notes that something could be better.\n\nWhere a heading is taken for the wrong thing, the front matter puts it right:\n  sections: { \"My heading\": paths }\nwith roles, paths, topics, stack, levels, trends, related, when, roadmaps, prerequisites, projects, resources, outcomes or more.\n\nExit code: 0 no errors (with --strict: and no warnings), 1 some, 2 the command line can't be understood."
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

fn status() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.map(Status::name)).try_map(|name| name.parse::<Status>())
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
