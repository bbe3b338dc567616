//! Entering and leaving the screen, so that the shell gets its terminal back whatever happens.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::Once;

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;

use crate::tui::markdown;

/// One write a frame: large enough for a full screen of coloured cells.
const FRAME_BYTES: usize = 64 * 1024;

type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// The screen; dropped, it gives the terminal back.
pub struct Screen {
    terminal: ratatui::Terminal<Backend>,
    entered: bool,
}

impl Screen {
    /// Takes the terminal over.
    pub fn enter() -> io::Result<Self> {
        restore_on_panic();
        let out = BufWriter::with_capacity(FRAME_BYTES, io::stdout());
        let mut screen = Self {
            terminal: ratatui::Terminal::new(CrosstermBackend::new(out))?,
            entered: false,
        };
        screen.resume()?;
        Ok(screen)
    }

    /// Takes the terminal over again after [`Screen::leave`].
    pub fn resume(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.entered = true;
        execute!(
            self.terminal.backend_mut(),
            EnterAlternateScreen,
            EnableMouseCapture,
            EnableBracketedPaste,
            cursor::Hide
        )?;
        self.terminal.clear()
    }

    /// Gives the terminal back to the shell.
    pub fn leave(&mut self) -> io::Result<()> {
        if !self.entered {
            return Ok(());
        }
        self.entered = false;
        give_back(self.terminal.backend_mut())
    }

    /// Draws one frame; terminals that know how show it at once.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(render)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Forgets what is on the screen, so that the next frame draws all of it.
    pub fn clear(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// Sends something other than a frame.
    pub fn send(&mut self, command: impl crossterm::Command) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), command)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Nothing is left to tell an error to.
        let _ = self.leave();
    }
}

fn give_back(out: &mut impl Write) -> io::Result<()> {
    // Each step is tried, whatever became of the ones before.
    let screen = execute!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        cursor::Show
    );
    disable_raw_mode().and(screen)
}

/// A panic's message belongs on the shell's screen. Panics that are caught on purpose stay quiet.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if markdown::is_guarded() {
                return;
            }
            let _ = give_back(&mut io::stdout());
            report(info);
        }));
    });
}
