//! The terminal: event loop, keys, colours, drawing, and the effects carried out in the world.

pub(crate) mod browser;
pub(crate) mod editor;
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
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, anyhow, bail};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::app::command::Command;
use crate::app::msg::{Fresh, Msg};
use crate::app::session::Session;
use crate::app::state::{State, Theme};
use crate::app::update::greet;
use crate::content::library::Library;
use crate::learn::settings::Settings;
use crate::progress::event::{Action, Event, Status};
use crate::progress::fold::Progress;
use crate::progress::log::{self, Log, Problem};
use crate::progress::notes::Kept;
use crate::progress::recorder::Report;
use crate::progress::watch::{self, Watch};

use host::packs::Packs;
use host::{Opened, World};
use input::{Caught, Keyboard, Wake};
use keymap::Keymap;
use terminal::Screen;
use tutor::Tutor;

/// How long a frame waits for the disk, so that one frame says "done" instead of two saying "saving" and "done".
const DISK_PATIENCE: Duration = Duration::from_millis(12);
/// How long the end waits for the disk.
const LAST_PATIENCE: Duration = Duration::from_secs(2);
/// The number of SIGHUP, which systems without it don't need.
const HANGUP: i32 = 1;
/// A pause this long after the start leaves time for what the first frame does not need.
const PAUSE: Duration = Duration::from_millis(250);
/// A learner who makes no pause in this time gets it all the same.
const LONGEST_RUN: Duration = Duration::from_secs(1);
/// How long Ctrl-Z waits for the process to be stopped and continued.
const STOP_PATIENCE: Duration = Duration::from_millis(100);

/// What a run of the tutor needs.
#[derive(Debug)]
pub struct Options<'a> {
    /// What there is to learn.
    pub library: Library,
    /// The folders it was read from; none when it is the pack inside the program and those that were added.
    pub packs: &'a [PathBuf],
    /// The folder of the packs that were added.
    pub added_packs: PathBuf,
    /// When that was, or a little before.
    pub read_at: SystemTime,
    /// Where progress is kept.
    pub data_dir: &'a Path,
    /// How to call waypost so that it works on the same packs and progress: "waypost --data DIR".
    pub again: &'a str,
    /// Whether colours may be used.
    pub colour: bool,
    /// What the learner has decided about days, reviews and time.
    pub settings: Settings,
    /// The colours to begin with; `None` for those there were at the end.
    pub theme: Option<Theme>,
    /// The keys in force.
    pub keys: Keymap,
    /// What is wrong with all this, if anything is.
    pub remark: Option<String>,
    /// Tells the date where the learner is; asked when there is time for it.
    pub today: fn() -> Result<Date>,
}

/// The columns of the terminal, for lists on the command line; `None` where it says none.
pub fn columns() -> Option<usize> {
    terminal::columns()
}

/// Runs the tutor until the learner leaves.
///
/// # Errors
/// When there is no terminal, the progress can't be opened, or something is left that could not be saved.
pub fn run(options: Options<'_>) -> Result<Ending> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!("the tutor needs a terminal; `waypost list`, `show`, `next` and `mark` work without one");
    }
    let (log, loaded) = Log::here(options.data_dir)?;
    let (wake, wakes) = input::wakes();
    let signals = Caught::catch().context("can't listen to signals")?;

    let progress = Progress::fold(loaded.events);
    let remarks: Vec<String> = log
        .renamed()
        .map(ToString::to_string)
        .into_iter()
        .chain(remark_on(&loaded.problems, loaded.read_only.as_deref(), &progress))
        .chain(remark_on_packs(&options.library, &options.keys))
        .chain(options.remark)
        .collect();
    let device = log.device().to_string();
    let session_file = host::session_file(options.data_dir, &device);
    let mut state = State::new(Arc::new(options.library), progress, Timestamp::now());
    // Under a new name the place is the one left under the old.
    let left_by = log
        .renamed()
        .map_or_else(|| device.clone(), |renamed| renamed.from.to_string());
    state.calendar = options.settings.calendar(TimeZone::system());
    state.settings = options.settings;
    let session = host::load_session(&host::session_file(options.data_dir, &left_by));
    if session != Session::default() {
        session.restore(&mut state);
    }
    // What can't be read is no sign of a newcomer.
    if loaded.problems.is_empty() && loaded.read_only.is_none() {
        greet(&mut state);
    }
    state.theme = options.theme.unwrap_or(state.theme);
    let log_folder = log.folder().to_owned();
    options.again.clone_into(&mut state.again);
    let packs = Packs {
        named: options.packs.to_vec(),
        added: options.added_packs,
        read_at: options.read_at,
    };
    let library = Arc::clone(&state.library);
    let world = World::new(log, library, options.data_dir, packs, options.today, wake.clone());
    let mut tutor = Tutor::new(state, world, options.colour).with_keys(options.keys);

    let on_panic = wake.clone();
    let mut screen = Screen::enter(move |text| {
        // As above.
        let _ = on_panic.send(Wake::Panicked(text));
    })
    .context("can't take over the terminal")?;
    fit(&mut tutor)?;
    for remark in remarks {
        tutor.handle(Msg::Warning(remark), Timestamp::now());
    }
    draw(&mut tutor, &mut screen)?;

    let keyboard = Keyboard::start(wake.clone())?;
    keyboard.listen();
    let settle_in = || -> Result<Option<Watch>> {
        signals.listen(wake.clone()).context("can't listen to signals")?;
        input::listen_to_hangup(wake.clone()).context("can't watch the terminal")?;
        // Without a folder the nearest one above it is watched: noisier, and as good.
        let _ = Log::make_folder(&log_folder);
        let when_failed = wake.clone();
        let watch = watch::watch(&log_folder, move || {
            let _ = wake.send(Wake::LogChanged);
        });
        // Without a watcher everything works, only what others mark shows a start later.
        Ok(watch.map_err(|why| when_failed.send(Wake::Remark(why))).ok())
    };
    let mut ended = converse(&mut tutor, &mut screen, &wakes, &keyboard, &session_file, settle_in);
    if ended.is_err() && input::is_gone() {
        // Whatever failed, it failed for want of a terminal, and the signal that says so was only slower.
        ended = Ok(Ending::Signal(HANGUP));
    }

    tutor.handle(Msg::Ending, Timestamp::now());
    // What is to be kept goes first: when the terminal is gone, giving it back fails.
    let kept = host::save_session(&session_file, &Session::of(tutor.state()));
    let in_memory = tutor.state().unsaved().to_vec();
    // Left to the system: taking a large one apart would only hold up the shell.
    std::mem::forget(Arc::clone(&tutor.state().library));
    let unsaved = tutor.into_host().stop(LAST_PATIENCE).unwrap_or(in_memory);
    let given_back = screen.leave();
    let ending = match (ended, say_goodbye(&unsaved, options.data_dir, options.again)) {
        (Ok(ending), told) => told.map(|()| ending)?,
        (Err(error), Ok(())) => return Err(error),
        (Err(error), Err(lost)) => bail!("{error:#}\n{lost}"),
    };
    // A program that was told to end by a signal has nobody to complain to about trifles.
    if unsaved.is_empty() && matches!(ending, Ending::Quit) {
        given_back.context("can't give the terminal back")?;
        kept.with_context(|| format!("your place can't be kept in {}", session_file.display()))?;
    }
    Ok(ending)
}

/// Tells the tutor how large the terminal is.
fn fit(tutor: &mut Tutor<World>) -> io::Result<()> {
    let (width, height) = crossterm::terminal::size()?;
    tutor.handle(Msg::Resize(width, height), Timestamp::now());
    Ok(())
}

/// Draws a frame.
fn draw(tutor: &mut Tutor<World>, screen: &mut Screen) -> io::Result<()> {
    screen.draw(|frame| {
        tutor.draw(frame);
        #[cfg(debug_assertions)]
        panic_for_a_test();
    })
}

/// Lets a test see what a panic leaves behind: `WAYPOST_TEST_PANIC=main` asks for one in the middle of a frame, `other` for
/// one on another thread. No release build has this.
#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "that is what was asked for")]
fn panic_for_a_test() {
    match std::env::var("WAYPOST_TEST_PANIC").as_deref() {
        Ok("main") => panic!("a panic for a test"),
        Ok("other") => drop(std::thread::spawn(|| panic!("a panic for a test"))),
        _ => {}
    }
}

/// How a run of the tutor ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The learner left.
    Quit,
    /// This signal ended it.
    Signal(i32),
}

/// What of the logs doesn't count.
fn remark_on(problems: &[Problem], read_only: Option<&str>, progress: &Progress) -> Option<String> {
    if let Some(why) = read_only {
        return Some(why.to_owned());
    }
    log::in_short(problems.iter().filter(|problem| !problem.is_accepted(progress)))
}

/// What of the packs can't be read.
fn remark_on_packs(library: &Library, keys: &Keymap) -> Option<String> {
    let (first, more) = library.first_problem()?;
    Some(format!(
        "{}: {}{more}; `{}` shows all",
        first.file.display(),
        first.message,
        keys.names()
            .get(&Command::Problems)
            .map_or("waypost check", String::as_str)
    ))
}

/// The event loop. What the first frame does not need is done at the first pause, and gives what it keeps alive.
fn converse(
    tutor: &mut Tutor<World>,
    screen: &mut Screen,
    wakes: &Receiver<Wake>,
    keyboard: &Keyboard,
    session_file: &Path,
    settle_in: impl FnOnce() -> Result<Option<Watch>>,
) -> Result<Ending> {
    let mut settle_in = Some(settle_in);
    let started = Instant::now();
    let mut _watch = None;
    let mut first_wake = None;
    loop {
        if tutor.state().wants_time() {
            let Ok(wake) = wakes.try_recv() else {
                tutor.handle(Msg::Pause, Timestamp::now());
                draw(tutor, screen)?;
                continue;
            };
            first_wake = Some(wake);
        }
        let first = match settle_in {
            _ if first_wake.is_some() => first_wake.take(),
            None => match patience(tutor.state()) {
                None => wakes.recv().ok(),
                Some(patience) => {
                    let wake = wakes.recv_timeout(patience);
                    if wake.is_err() {
                        // Nobody was there: what was read is kept.
                        tutor.handle(Msg::Pause, Timestamp::now());
                        draw(tutor, screen)?;
                    }
                    wake.ok()
                }
            },
            // Whoever types on without a pause still wants signals heard.
            Some(_) if started.elapsed() > LONGEST_RUN => None,
            Some(_) => wakes.recv_timeout(PAUSE).ok(),
        };
        if first.is_none() {
            if let Some(settle_in) = settle_in.take() {
                _watch = settle_in()?;
                // What came between reading the logs and watching them.
                tutor.host_mut().refresh();
                tutor.host().take_snapshot();
                tutor.host().follow_packs();
                let notes = tutor.host().notes().all();
                if !notes.is_empty() {
                    tutor.handle(Msg::Notes(notes), Timestamp::now());
                    draw(tutor, screen)?;
                }
            }
            continue;
        }
        let mut next = first;
        while let Some(wake) = next {
            let was_input = matches!(wake, Wake::Input(_));
            let was_saved = matches!(wake, Wake::Recorder(Report::Saved(_)));
            if let Some(ending) = meet(tutor, wake)? {
                return Ok(ending);
            }
            if let Some(ending) = carry_out(tutor, screen, wakes)? {
                return Ok(ending);
            }
            if was_saved {
                tutor.host_mut().keep_copy();
                // Should the end come without a warning, what was marked last is where one was. The end proper says
                // what is wrong when it can't be kept.
                let _ = host::save_session(session_file, &Session::of(tutor.state()));
            }
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
        draw(tutor, screen)?;
    }
}

/// How long to wait for the learner until what was read is kept; `None` where nothing is read.
fn patience(state: &State) -> Option<Duration> {
    let left = state.idle_at()?.duration_since(Timestamp::now());
    // A little later, so that it is time then.
    Some(Duration::try_from(left).unwrap_or_default() + PAUSE)
}

/// Takes in what woke the loop; says so when it is time to end.
fn meet(tutor: &mut Tutor<World>, wake: Wake) -> Result<Option<Ending>> {
    let now = Timestamp::now();
    let msg = match wake {
        Wake::Input(events) => {
            for event in events {
                tutor.input(&event, now);
                let wanted = &tutor.host().wanted;
                if wanted.quit || wanted.suspend || wanted.note.is_some() {
                    // What was typed after it was meant for the shell or the editor.
                    break;
                }
            }
            return Ok(None);
        }
        Wake::InputGone(error) => return Err(error).context("the terminal can't be read any more"),
        Wake::Panicked(text) => {
            return Err(anyhow!(
                "a part of waypost broke down, which is a mistake in it: {text}"
            ));
        }
        Wake::Ended(signal) => return Ok(Some(Ending::Signal(signal))),
        Wake::Resized => {
            fit(tutor)?;
            return Ok(None);
        }
        Wake::Continued => {
            tutor.host_mut().wanted.redraw = true;
            return Ok(None);
        }
        Wake::LogChanged => {
            tutor.host_mut().refresh();
            return Ok(None);
        }
        Wake::Remark(why) => Msg::Warning(why),
        Wake::Link(Opened { url, error: None }) => Msg::Opened(url),
        Wake::Link(Opened { url, error: Some(why) }) => Msg::NotOpened { url, why },
        Wake::PacksChanged(changes) => Msg::PacksChanged(changes),
        Wake::Reloaded(library) => {
            tutor.host_mut().exchange_library(Arc::clone(&library));
            Msg::Reloaded(Fresh(library))
        }
        Wake::NotReloaded(stale) => Msg::NotReloaded(stale),
        Wake::Recorder(Report::Saved(ids)) => Msg::Saved(ids),
        Wake::Recorder(Report::Failed { error, retry_in }) => Msg::NotSaved {
            error,
            retry_in: retry_in.as_secs(),
        },
        Wake::Recorder(Report::Arrived(events)) => Msg::Arrived(events),
        Wake::Recorder(Report::Missing(ids)) => Msg::Missing(ids),
        Wake::Recorder(Report::Found { problems, read_only }) => {
            match remark_on(&problems, read_only.as_deref(), &tutor.state().progress) {
                Some(remark) => Msg::Warning(remark),
                None => return Ok(None),
            }
        }
    };
    tutor.handle(msg, now);
    Ok(None)
}

/// Does what only the holder of the screen can do; says so when it is time to end.
fn carry_out(tutor: &mut Tutor<World>, screen: &mut Screen, wakes: &Receiver<Wake>) -> Result<Option<Ending>> {
    let quit = tutor.host().wanted.quit;
    let wanted = std::mem::take(&mut tutor.host_mut().wanted);
    tutor.host_mut().wanted.quit = quit;
    if let Some(text) = wanted.copy {
        screen.send(crossterm::clipboard::CopyToClipboard::to_clipboard_from(text))?;
    }
    if let Some((topic, title)) = wanted.note {
        edit_note(tutor, screen, &topic, &title)?;
    }
    if wanted.suspend {
        return suspend(tutor, screen, wakes);
    }
    if wanted.redraw {
        screen.resume()?;
    }
    Ok(None)
}

/// Gives the terminal to the learner's editor, and takes it back.
fn edit_note(tutor: &mut Tutor<World>, screen: &mut Screen, topic: &str, title: &str) -> Result<()> {
    let mut edit = || -> Result<Kept, String> {
        let draft = tutor.host().notes().draft(topic, title);
        let draft = draft.map_err(|error| format!("The note can't be written: {error}"))?;
        screen.leave().map_err(|error| error.to_string())?;
        editor::edit(draft.path())?;
        draft.keep().map_err(|error| format!("The note is as it was: {error}"))
    };
    let edited = edit();
    screen.resume()?;
    fit(tutor)?;
    let msg = match edited {
        Ok(kept) => Msg::Noted {
            topic: topic.to_owned(),
            kept,
        },
        Err(why) => Msg::Warning(why),
    };
    tutor.handle(msg, Timestamp::now());
    Ok(())
}

/// Gives the terminal to the shell and stops, with the whole process group, as Ctrl-Z does for any program.
#[cfg(unix)]
fn suspend(tutor: &mut Tutor<World>, screen: &mut Screen, wakes: &Receiver<Wake>) -> Result<Option<Ending>> {
    screen.leave()?;
    rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)
        .context("can't stop: the system refused the signal")?;
    // Another thread may take the signal, so the process stops a moment after the call. A group that nobody
    // could continue is not stopped at all, and then nobody says "continued".
    let deadline = Instant::now() + STOP_PATIENCE;
    let mut meanwhile = Vec::new();
    while let Ok(wake) = wakes.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        if matches!(wake, Wake::Continued) {
            break;
        }
        meanwhile.push(wake);
    }
    screen.resume()?;
    fit(tutor)?;
    for wake in meanwhile {
        if let Some(ending) = meet(tutor, wake)? {
            return Ok(Some(ending));
        }
    }
    Ok(None)
}

#[cfg(not(unix))]
fn suspend(_: &mut Tutor<World>, _: &mut Screen, _: &Receiver<Wake>) -> Result<Option<Ending>> {
    Ok(None)
}

/// Tells what could not be saved, with the commands that save it later.
fn say_goodbye(unsaved: &[Event], data_dir: &Path, again: &str) -> Result<()> {
    if unsaved.is_empty() {
        return Ok(());
    }
    let mark = |topics: &[String], status: Status| match topics {
        [] => String::new(),
        topics => format!("\n  {again} mark {} {status}", topics.join(" ")),
    };
    let commands = unsaved.iter().map(|event| match &event.action {
        Action::Mark { topics, status } => mark(topics, *status),
        Action::Place { known, shaky } => mark(known, Status::Done) + &mark(shaky, Status::Learning),
        Action::Undo { of } => format!("\n  {again} undo {of}"),
        Action::Redo { of } => format!("\n  {again} redo {of}"),
        Action::Move { from, to } => format!("\n  {again} doctor --move '{from}' '{to}'"),
        Action::Accept { .. } => format!("\n  {again} doctor --repair"),
        Action::Goal(_) => format!("\n  {again} goal"),
        Action::Fit { .. } => format!("\n  {again} review --optimize"),
        Action::Answer { card, grade, .. } => format!("\n  (an answer to {card}: {grade})"),
        Action::Tick { topic, url, .. } => format!("\n  (a tick in {topic}: {url})"),
        Action::Spend { topic, seconds } => format!("\n  ({seconds} seconds on {topic})"),
    });
    bail!(
        "{} could not be saved in {}; when that works again:{}",
        count(unsaved.len()),
        data_dir.display(),
        commands.collect::<String>()
    )
}

fn count(marks: usize) -> String {
    if marks == 1 {
        "1 mark".to_owned()
    } else {
        format!("{marks} marks")
    }
}
