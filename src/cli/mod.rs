//! The command line: everything the tutor knows and does, without a screen.
//!
//! ```text
//! args (clap) -> mod::run -> list, show, search, next, stats, log, open, check     read
//!                            mark, undo (and redo), review, goal, time           write
//!                            exchange (export and import), save: whole files     both
//!                            roadmaps (import from roadmap.sh)                   packs
//!                            doctor                                              read; with an action, write
//!                            complete: the words a shell offers                read
//!                            pack: packs come, are listed, go                    both
//!                            desk: packs + progress      subject: names to things
//!                            study: cards + memory + days
//!                            when, past: moments         event: short ids to events
//!                            out:  text for people       json: one object for scripts
//! ```
//!
//! Results go to stdout, messages to stderr. The exit code is 0 when all went well, 1 when something failed (for `check`:
//! when problems were found) and 2 for a command line that can't be understood. A reader who closes the pipe is no failure.

mod args;
mod check;
mod complete;
mod config;
mod desk;
mod doctor;
mod event;
mod exchange;
mod goal;
pub mod json;
mod list;
mod log;
mod mark;
mod next;
mod note;
mod open;
mod out;
mod pack;
mod past;
mod reading;
mod review;
mod roadmaps;
mod save;
mod search;
mod show;
mod stats;
mod study;
mod subject;
mod time;
mod undo;
mod when;

use std::process::ExitCode;
use std::time::SystemTime;

use anyhow::Result;

use crate::tui;

use args::{Args, Command, Global};
use out::{ClosedPipe, Out};

/// How a command ended that did what it was asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// All is well.
    Good,
    /// It has found what it was asked to look for, and that is bad; it has said so.
    Bad,
    /// The tutor was ended by this signal.
    Signal(i32),
}

/// The program from its arguments to its exit code.
pub fn run() -> ExitCode {
    if let Some(code) = complete::answer(std::env::args_os()) {
        return code;
    }
    let args = match Args::read(std::env::args_os()) {
        Ok(args) => args,
        Err(usage) => return refuse(&usage),
    };
    match perform(args) {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::Bad) => ExitCode::FAILURE,
        Ok(Verdict::Signal(signal)) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
        Err(error) if error.is::<ClosedPipe>() => ExitCode::SUCCESS,
        Err(error) => {
            if let Some(usage) = error.downcast_ref::<clap::Error>() {
                return refuse(usage);
            }
            out::tell("error", &format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Help and version are "errors" of clap's, too, with the exit code 0.
fn refuse(usage: &clap::Error) -> ExitCode {
    // Nobody is left to be told of a closed pipe.
    let _ = usage.print();
    u8::try_from(usage.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn perform(args: Args) -> Result<Verdict> {
    let global = args.global;
    let Some(command) = args.command else {
        return tutor(&global);
    };
    heed_limits();
    let mut out = Out::stdout();
    let verdict = match command {
        Command::List(list) => list::run(&global, &list, &mut out),
        Command::Show(show) => show::run(&global, &show, &mut out),
        Command::Search(search) => search::run(&global, &search, &mut out),
        Command::Next(next) => next::run(&global, &next, &mut out),
        Command::Review(review) => review::run(&global, &review, &mut out),
        Command::Goal(goal) => goal::run(&global, &goal, &mut out),
        Command::Mark(mark) => mark::mark(&global, &mark, &mut out),
        Command::Undo(undo) => undo::undo(&global, &undo, &mut out),
        Command::Redo(redo) => undo::redo(&global, &redo, &mut out),
        Command::Stats(stats) => stats::run(&global, &stats, &mut out),
        Command::Log(log) => log::run(&global, &log, &mut out),
        Command::Open(open) => open::run(&global, &open, &mut out),
        Command::Config(config) => config::run(&global, &config, &mut out),
        Command::Time(time) => time::run(&global, &time, &mut out),
        Command::Note(note) => note::run(&global, &note, &mut out),
        Command::Check(check) => check::run(&global, &check, &mut out),
        Command::Doctor(doctor) => doctor::run(&global, &doctor, &mut out),
        Command::Completions { shell } => complete::script(shell, &mut out),
        Command::Pack { what } => pack::run(&global, &what, &mut out),
        Command::Export { what } => exchange::export(&global, &what, &mut out),
        Command::Import { what } => exchange::import(&global, &what, &mut out),
    }?;
    out.flush()?;
    Ok(verdict)
}

/// Where `ulimit -f` is reached, a write is to fail with a message, and not to end the program without one.
fn heed_limits() {
    #[cfg(unix)]
    {
        // Without it the program ends as any would.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    }
}

fn tutor(global: &Global) -> Result<Verdict> {
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        anyhow::bail!(
            "the tutor needs a terminal that can draw, and TERM says this one is dumb; `waypost list`, `show`, `next` and `mark` work in any"
        );
    }
    let data_dir = global.data_dir()?;
    let loaded = global.load_config();
    let remark = loaded.remark();
    let config = loaded.config;
    let options = tui::Options {
        read_at: SystemTime::now(),
        library: global.library()?,
        packs: &global.packs,
        added_packs: data_dir.join(desk::PACKS),
        data_dir: &data_dir,
        again: &global.again(),
        colour: out::colour_wanted(),
        today: desk::today,
        settings: config.settings,
        theme: config.theme,
        keys: config.keys,
        remark,
    };
    Ok(match tui::run(options)? {
        tui::Ending::Quit => Verdict::Good,
        tui::Ending::Signal(signal) => Verdict::Signal(signal),
    })
}
