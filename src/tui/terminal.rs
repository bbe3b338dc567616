//! Entering and leaving the screen, so that the shell gets its terminal back whatever happens.

use std::io::{self, BufWriter, Stdout, Write};
use std::mem::ManuallyDrop;
use std::panic::PanicHookInfo;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use std::fmt;

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};

use crate::tui::markdown;

/// The columns of the terminal, where it says how many it has.
pub(super) fn columns() -> Option<usize> {
    let (columns, _) = crossterm::terminal::size().ok()?;
    (columns > 0).then_some(columns.into())
}

/// One write a frame: large enough for a full screen of coloured cells.
const FRAME_BYTES: usize = 64 * 1024;

type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// Whether the terminal is ours. It is given back once: leaving the alternate screen also puts the cursor back where
/// it was on entering, so a second time would have the shell's prompt overwrite the message of a panic.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Buttons and wheel only, in the extended coordinates: crossterm's own command also asks for every movement, and each
/// would wake the program up.
struct EnableClicks;

impl crossterm::Command for EnableClicks {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("\u{1b}[?1000h\u{1b}[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }
}

/// The screen; dropped, it gives the terminal back.
pub(crate) struct Screen {
    /// Never dropped: ratatui shows the cursor then, which [`give_back`] has done, and says so on standard error when
    /// it can't, which panics when that is the terminal that is gone.
    terminal: ManuallyDrop<ratatui::Terminal<Backend>>,
}

impl Screen {
    /// Takes the terminal over, and sees to it that it is given back before a panic is reported.
    ///
    /// A panic on another thread is handed to `on_panic` as text: this thread is to end the program in order then.
    pub(crate) fn enter(on_panic: impl Fn(String) + Send + Sync + 'static) -> io::Result<Self> {
        restore_on_panic(on_panic);
        let out = BufWriter::with_capacity(FRAME_BYTES, io::stdout());
        let mut screen = Self {
            terminal: ManuallyDrop::new(ratatui::Terminal::new(CrosstermBackend::new(out))?),
        };
        // What ratatui takes for the screen as it is, an empty one, is true of a new alternate screen.
        screen.take_over()?;
        Ok(screen)
    }

    /// Makes the terminal ours.
    fn take_over(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        execute!(
            self.terminal.backend_mut(),
            EnterAlternateScreen,
            Clear(ClearType::All),
            EnableClicks,
            EnableBracketedPaste,
            cursor::Hide
        )
    }

    /// Takes the terminal over again after [`Screen::leave`], or after others have used it; the next frame draws all of it.
    pub(crate) fn resume(&mut self) -> io::Result<()> {
        // A shell that has continued us may have set the terminal its own way, and crossterm does nothing while it
        // thinks that it is still raw.
        self.leave()?;
        self.take_over()?;
        // Not `clear`, which asks the terminal where its cursor is: that waits for the keyboard's thread, and fails after
        // two seconds on a terminal that has no answer.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Gives the terminal back to the shell.
    pub(crate) fn leave(&mut self) -> io::Result<()> {
        give_back(self.terminal.backend_mut())
    }

    /// Draws one frame; terminals that know how show it at once.
    pub(crate) fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(render)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Sends something other than a frame.
    pub(crate) fn send(&mut self, command: impl crossterm::Command) -> io::Result<()> {
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
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
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
fn restore_on_panic(on_other_thread: impl Fn(String) + Send + Sync + 'static) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        let owner = thread::current().id();
        std::panic::set_hook(Box::new(move |info| {
            if markdown::is_guarded() {
                return;
            }
            // The owner would go on drawing, on the shell's screen.
            if thread::current().id() != owner && ENTERED.load(Ordering::SeqCst) {
                on_other_thread(describe(info));
                return;
            }
            let _ = give_back(&mut io::stdout());
            report(info);
        }));
    });
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let thread = thread::current();
    format!("thread '{}' {info}", thread.name().unwrap_or("without a name"))
}
