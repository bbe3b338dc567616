//! The terminal: event loop, keys, colours, drawing, and the effects carried out in the world.

pub(crate) mod browser;
pub mod host;
mod input;
pub mod keymap;
pub mod markdown;
pub mod svg;
mod terminal;
pub mod theme;
pub mod tutor;
mod view;
pub mod wrap;

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;

use crate::app::msg::Msg;
use crate::app::session::Session;
use crate::app::state::State;
use crate::content::library::Library;
use crate::progress::event::Action;
use crate::progress::fold::Progress;
use crate::progress::log::{Device, Loaded, Log};
use crate::progress::recorder::{Recorder, Report};
use crate::progress::stamp::Stamper;
use crate::progress::watch;

use host::{Opened, World};
use input::{Keyboard, Wake};
use terminal::Screen;
use tutor::Tutor;

/// How long a frame waits for the disk, so that one frame says "done" instead of two saying "saving" and "done".
const DISK_PATIENCE: Duration = Duration::from_millis(12);
/// How long the end waits for the disk.
const LAST_PATIENCE: Duration = Duration::from_secs(2);
/// How long Ctrl-Z waits for the process to be stopped and continued.
const STOP_PATIENCE: Duration = Duration::from_millis(100);

/// What a run of the tutor needs.
#[derive(Debug)]
pub struct Options<'a> {
    /// What there is to learn.
    pub library: Library,
    /// Where progress is kept.
    pub data_dir: &'a Path,
    /// Whether colours may be used.
    pub colour: bool,
}

/// Runs the tutor until the learner leaves.
///
/// # Errors
/// When there is no terminal, the progress can't be opened, or something is left that could not be saved.
pub fn run(options: Options<'_>) -> Result<Ending> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!("the tutor needs a terminal; `waypost list`, `show`, `next` and `mark` work without one");
    }
    let device = Device::here(options.data_dir)?;
    let (log, loaded) = Log::open(options.data_dir, &device)?;
    let (wake, wakes) = input::wakes();
    input::listen_to_signals(wake.clone()).context("can't listen to signals")?;

    let remark = remark_on(&loaded);
    let session_file = host::session_file(options.data_dir, &device.to_string());
    let mut state = State::new(
        Arc::new(options.library),
        Progress::fold(loaded.events),
        Stamper::after(log.last_at()),
        Timestamp::now(),
    );
    let session = host::load_session(&session_file);
    if session != Session::default() {
        session.restore(&mut state);
    }
    let to_loop = wake.clone();
    let log_folder = log.folder().to_owned();
    let recorder = Recorder::start(log, move |report| {
        // The loop may have ended meanwhile; what it has not heard is told by `stop`.
        let _ = to_loop.send(Wake::Recorder(report));
    })
    .context("can't start the thread that saves")?;
    let mut tutor = Tutor::new(state, World::new(recorder, wake.clone()), options.colour);

    let mut screen = Screen::enter().context("can't take over the terminal")?;
    let (width, height) = crossterm::terminal::size()?;
    tutor.handle(Msg::Resize(width, height), Timestamp::now());
    if let Some(remark) = remark {
        tutor.handle(Msg::Notice(remark), Timestamp::now());
    }
    screen.draw(|frame| tutor.draw(frame))?;

    let keyboard = Keyboard::start(wake.clone())?;
    keyboard.listen();
    // Without a watcher everything works, only what others mark shows a start later.
    let _watch = watch::watch(&log_folder, move || {
        let _ = wake.send(Wake::LogChanged);
    });
    let ended = converse(&mut tutor, &mut screen, &wakes, &keyboard);

    // What is to be kept goes first: when the terminal is gone, giving it back fails.
    let kept = host::save_session(&session_file, &Session::of(tutor.state()));
    let unsaved = tutor.into_host().into_recorder().stop(LAST_PATIENCE);
    let given_back = screen.leave();
    let ending = ended?;
    say_goodbye(&unsaved, options.data_dir)?;
    // A program that was told to end by a signal has nobody to complain to about trifles.
    if unsaved.is_empty() && matches!(ending, Ending::Quit) {
        given_back.context("can't give the terminal back")?;
        kept.with_context(|| format!("your place can't be kept in {}", session_file.display()))?;
    }
    Ok(ending)
}

/// How a run of the tutor ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The learner left.
    Quit,
    /// This signal ended it.
    Signal(i32),
}

fn remark_on(loaded: &Loaded) -> Option<String> {
    if let Some(why) = &loaded.read_only {
        return Some(why.clone());
    }
    let first = loaded.problems.first()?;
    let more = match loaded.problems.len() - 1 {
        0 => String::new(),
        count => format!(" (and {count} more)"),
    };
    Some(format!(
        "Progress: {}:{} {}{more}; `waypost log` lists them",
        first.file.display(),
        first.line,
        first.message
    ))
}

/// The event loop.
fn converse(
    tutor: &mut Tutor<World>,
    screen: &mut Screen,
    wakes: &Receiver<Wake>,
    keyboard: &Keyboard,
) -> Result<Ending> {
    loop {
        let mut next = wakes.recv().ok();
        while let Some(wake) = next {
            let was_input = matches!(wake, Wake::Input(_));
            if let Some(ending) = meet(tutor, wake)? {
                return Ok(ending);
            }
            carry_out(tutor, screen, wakes)?;
            if tutor.host().wanted.quit {
                return Ok(Ending::Quit);
            }
            if was_input {
                keyboard.listen();
            }
            next = wakes.try_recv().ok();
            if next.is_none() && tutor.waits_for_disk() {
                next = wakes.recv_timeout(DISK_PATIENCE).ok();
            }
        }
        screen.draw(|frame| tutor.draw(frame))?;
    }
}

/// Takes in what woke the loop; says so when it is time to end.
fn meet(tutor: &mut Tutor<World>, wake: Wake) -> Result<Option<Ending>> {
    let now = Timestamp::now();
    let msg = match wake {
        Wake::Input(events) => {
            for event in events {
                tutor.input(&event, now);
            }
            return Ok(None);
        }
        Wake::InputGone(error) => return Err(error).context("the terminal can't be read any more"),
        Wake::Ended(signal) => return Ok(Some(Ending::Signal(signal))),
        Wake::Continued => {
            tutor.host_mut().wanted.redraw = true;
            return Ok(None);
        }
        Wake::LogChanged => {
            tutor.host().recorder().refresh();
            return Ok(None);
        }
        Wake::Link(Opened { url, error: None }) => Msg::Opened(url),
        Wake::Link(Opened { url, error: Some(why) }) => Msg::NotOpened { url, why },
        Wake::Recorder(Report::Saved(ids)) => Msg::Saved(ids),
        Wake::Recorder(Report::Failed { error, retry_in }) => Msg::NotSaved { error, retry_in: retry_in.as_secs() },
        Wake::Recorder(Report::Arrived(events)) => Msg::Arrived(events),
        Wake::Recorder(Report::Found { problems, read_only }) => {
            match remark_on(&Loaded { events: Vec::new(), problems, read_only }) {
                Some(remark) => Msg::Notice(remark),
                None => return Ok(None),
            }
        }
    };
    tutor.handle(msg, now);
    Ok(None)
}

/// Does what only the holder of the screen can do.
fn carry_out(tutor: &mut Tutor<World>, screen: &mut Screen, wakes: &Receiver<Wake>) -> Result<()> {
    let quit = tutor.host().wanted.quit;
    let wanted = std::mem::take(&mut tutor.host_mut().wanted);
    tutor.host_mut().wanted.quit = quit;
    if let Some(text) = wanted.copy {
        screen.send(crossterm::clipboard::CopyToClipboard::to_clipboard_from(text))?;
    }
    if wanted.suspend {
        suspend(tutor, screen, wakes)?;
    } else if wanted.redraw {
        screen.resume()?;
    }
    Ok(())
}

/// Gives the terminal to the shell and stops, with the whole process group, as Ctrl-Z does for any program.
#[cfg(unix)]
fn suspend(tutor: &mut Tutor<World>, screen: &mut Screen, wakes: &Receiver<Wake>) -> Result<()> {
    screen.leave()?;
    rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)
        .context("can't stop: the system refused the signal")?;
    // Another thread may take the signal, so the process stops a moment after the call. A group that nobody
    // could continue is not stopped at all, and then nobody says "continued".
    let deadline = std::time::Instant::now() + STOP_PATIENCE;
    let mut meanwhile = Vec::new();
    while let Ok(wake) = wakes.recv_timeout(deadline.saturating_duration_since(std::time::Instant::now())) {
        if matches!(wake, Wake::Continued) {
            break;
        }
        meanwhile.push(wake);
    }
    screen.resume()?;
    let (width, height) = crossterm::terminal::size()?;
    tutor.handle(Msg::Resize(width, height), Timestamp::now());
    for wake in meanwhile {
        if meet(tutor, wake)?.is_some() {
            tutor.host_mut().wanted.quit = true;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn suspend(_: &mut Tutor<World>, _: &mut Screen, _: &Receiver<Wake>) -> Result<()> {
    Ok(())
}

/// Tells what could not be saved, with the commands that save it later.
fn say_goodbye(unsaved: &[crate::progress::event::Event], data_dir: &Path) -> Result<()> {
    if unsaved.is_empty() {
        return Ok(());
    }
    let mut commands = String::new();
    for event in unsaved {
        match &event.action {
            Action::Mark { topics, status } => {
                commands.push_str(&format!("\n  waypost mark {} {status}", topics.join(" ")));
            }
            Action::Undo { .. } => commands.push_str("\n  waypost undo"),
            Action::Redo { .. } => commands.push_str("\n  waypost redo"),
        }
    }
    bail!(
        "{} could not be saved in {}; when that works again:{commands}",
        count(unsaved.len()),
        data_dir.display()
    )
}

fn count(marks: usize) -> String {
    if marks == 1 {
        "1 mark".to_owned()
    } else {
        format!("{marks} marks")
    }
}
