//! Reading the keyboard and signals on threads, and handing both to the main loop.

use std::io;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
#[cfg(unix)]
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
#[cfg(unix)]
use signal_hook::iterator::Signals;

use crate::progress::recorder::Report;

use super::host::Opened;

/// Something that wakes the main loop.
#[derive(Debug)]
pub enum Wake {
    /// Keys, clicks, a new size: all that had come when the loop was ready for them.
    Input(Vec<Event>),
    /// The terminal can't be read any more.
    InputGone(io::Error),
    /// A signal that asks to end.
    Ended(i32),
    /// The shell's `fg`, after Ctrl-Z.
    Continued,
    /// From the thread that saves.
    Recorder(Report),
    /// From a thread that opens a link.
    Link(Opened),
    /// A log file changed on disk.
    LogChanged,
}

/// The keyboard's thread. It reads only when it is told to: in between, the terminal may be given to someone else.
#[derive(Debug)]
pub struct Keyboard {
    go: SyncSender<()>,
}

impl Keyboard {
    /// Starts the thread; it waits for [`Keyboard::listen`].
    pub fn start(wake: Sender<Wake>) -> io::Result<Self> {
        let (go, told) = sync_channel(1);
        thread::Builder::new()
            .name("waypost-keyboard".to_owned())
            .spawn(move || read(&told, &wake))?;
        Ok(Self { go })
    }

    /// Lets it read the next input.
    pub fn listen(&self) {
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

/// One event, and all that have come with it: many keys, one frame.
fn batch() -> io::Result<Vec<Event>> {
    let mut events = vec![event::read()?];
    while event::poll(Duration::ZERO)? {
        events.push(event::read()?);
    }
    Ok(events)
}

/// Turns the signals that would end the program into messages, so that it ends in order.
#[cfg(unix)]
pub fn listen_to_signals(wake: Sender<Wake>) -> io::Result<()> {
    // Left alone, SIGXFSZ would end the program where a write should fail with an error that can be told.
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGCONT, SIGXFSZ])?;
    thread::Builder::new().name("waypost-signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let message = match signal {
                SIGCONT => Wake::Continued,
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

/// Other systems have no signals worth listening to.
#[cfg(not(unix))]
pub fn listen_to_signals(_: Sender<Wake>) -> io::Result<()> {
    Ok(())
}

/// The channel all of these send to.
pub fn wakes() -> (Sender<Wake>, Receiver<Wake>) {
    channel()
}
