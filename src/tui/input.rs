//! Reading the keyboard and signals on threads, and handing both to the main loop.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
#[cfg(unix)]
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGXFSZ};
#[cfg(unix)]
use signal_hook::iterator::Signals;

use crate::app::msg::Stale;
use crate::content::library::Library;
use crate::learn::changes::Changes;
use crate::progress::recorder::Report;

use super::host::Opened;

/// Something that wakes the main loop.
#[derive(Debug)]
pub(crate) enum Wake {
    /// Keys, clicks, a new size: all that had come when the loop was ready for them.
    Input(Vec<Event>),
    /// The terminal can't be read any more.
    InputGone(io::Error),
    /// A signal that asks to end.
    Ended(i32),
    /// The terminal has another size.
    Resized,
    /// The shell's `fg`, after Ctrl-Z.
    Continued,
    /// A thread other than the main loop's panicked, with this message.
    Panicked(String),
    /// From the thread that saves.
    Recorder(Report),
    /// From a thread that opens a link.
    Link(Opened),
    /// A log file changed on disk.
    LogChanged,
    /// The packs are not what they were at the last start.
    PacksChanged(Changes),
    /// The packs have changed on the disk, and this is what they hold now.
    Reloaded(Arc<Library>),
    /// The packs have changed on the disk and can't be read at all, and why.
    NotReloaded(Stale),
    /// Something the learner should know of, from a thread at work.
    Remark(String),
}

/// The keyboard's thread. It reads only when it is told to: in between, the terminal may be given to someone else.
#[derive(Debug)]
pub(crate) struct Keyboard {
    go: SyncSender<()>,
}

impl Keyboard {
    /// Starts the thread; it waits for [`Keyboard::listen`].
    pub(crate) fn start(wake: Sender<Wake>) -> io::Result<Self> {
        let (go, told) = sync_channel(1);
        thread::Builder::new()
            .name("waypost-keyboard".to_owned())
            .spawn(move || read(&told, &wake))?;
        Ok(Self { go })
    }

    /// Lets it read the next input.
    pub(crate) fn listen(&self) {
        // A full channel means that it has been told already, a closed one that the terminal is gone.
        let _ = self.go.try_send(());
    }
}

fn read(told: &Receiver<()>, wake: &Sender<Wake>) {
    while told.recv().is_ok() {
        let read = batch();
        let gone = read.is_err();
        let message = read.map_or_else(Wake::InputGone, Wake::Input);
        if wake.send(message).is_err() || gone {
            return;
        }
    }
}

/// What counts as "at once". Asked with no time at all, crossterm does not even look at what it has read already.
const AT_ONCE: Duration = Duration::from_micros(20);

/// One event, and all that have come with it: many keys, one frame.
fn batch() -> io::Result<Vec<Event>> {
    let mut events = vec![event::read()?];
    while event::poll(AT_ONCE)? {
        events.push(event::read()?);
    }
    Ok(events)
}

/// The signals that would end the program, caught so that it ends in order.
#[cfg(unix)]
#[derive(Debug)]
pub(crate) struct Caught(Signals);

#[cfg(unix)]
impl Caught {
    /// Catches them from now on; they wait for [`Caught::listen`].
    pub(crate) fn catch() -> io::Result<Self> {
        // Left alone, SIGXFSZ would end the program where a write should fail with an error that can be told.
        // crossterm tells of a new size as well, but only from the first reading of the keyboard on.
        Signals::new([SIGHUP, SIGTERM, SIGINT, SIGCONT, SIGWINCH, SIGXFSZ]).map(Self)
    }

    /// Turns them into messages, those that came before as well.
    pub(crate) fn listen(mut self, wake: Sender<Wake>) -> io::Result<()> {
        thread::Builder::new()
            .name("waypost-signals".to_owned())
            .spawn(move || {
                for signal in self.0.forever() {
                    let message = match signal {
                        SIGCONT => Wake::Continued,
                        SIGWINCH => Wake::Resized,
                        SIGXFSZ => continue,
                        _ => Wake::Ended(signal),
                    };
                    if wake.send(message).is_err() {
                        return;
                    }
                }
            })?;
        Ok(())
    }
}

/// Ends the program when its terminal is gone.
///
/// Mostly a signal says so, but only to the terminal's own session. Without one, crossterm would read nothing over
/// and over from a terminal that is gone, on a core of its own.
#[cfg(unix)]
pub(crate) fn listen_to_hangup(wake: Sender<Wake>) -> io::Result<()> {
    thread::Builder::new()
        .name("waypost-hangup".to_owned())
        .spawn(move || {
            if is_hung_up(None) {
                // The loop may have ended meanwhile.
                let _ = wake.send(Wake::Ended(SIGHUP));
            }
        })?;
    Ok(())
}

/// Whether nobody is at the other end of the terminal any more.
#[cfg(unix)]
pub(crate) fn is_gone() -> bool {
    is_hung_up(Some(&rustix::event::Timespec::default()))
}

/// Waits for the other end of the terminal to go away, for ever or up to a time.
#[cfg(unix)]
fn is_hung_up(patience: Option<&rustix::event::Timespec>) -> bool {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdin = io::stdin();
    loop {
        // A hang-up is told without being asked for.
        let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut terminal, patience) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => return terminal[0].revents().intersects(PollFlags::HUP | PollFlags::ERR),
        }
    }
}

/// Other systems close the program with its terminal.
#[cfg(not(unix))]
pub(crate) fn listen_to_hangup(_: Sender<Wake>) -> io::Result<()> {
    Ok(())
}

/// Other systems close the program with its terminal.
#[cfg(not(unix))]
pub(crate) fn is_gone() -> bool {
    false
}

/// Other systems have no signals worth catching.
#[cfg(not(unix))]
#[derive(Debug)]
pub(crate) struct Caught;

#[cfg(not(unix))]
impl Caught {
    pub(crate) fn catch() -> io::Result<Self> {
        Ok(Self)
    }

    pub(crate) fn listen(self, _: Sender<Wake>) -> io::Result<()> {
        Ok(())
    }
}

/// The channel all of these send to.
pub(crate) fn wakes() -> (Sender<Wake>, Receiver<Wake>) {
    channel()
}
