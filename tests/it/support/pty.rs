//! The real program in a real pseudo-terminal, with an emulator that knows what a person would see.
//!
//! Nothing here sleeps: every wait is for output, for the end of the program or for a deadline that only ends a test
//! that would hang.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal};
use vt100::{MouseProtocolEncoding, MouseProtocolMode, Parser, Screen};

/// Only ends a test that would hang; generous, for machines under load.
const LONG: Duration = Duration::from_secs(20);

/// Where a synchronised update begins and ends: a terminal shows nothing of it before the end.
const SYNC_ON: &[u8] = b"\x1b[?2026h";
const SYNC_OFF: &[u8] = b"\x1b[?2026l";

/// The device on which the learner has said that there is no goal.
const ELSEWHERE: &str = "elsewhere";

/// A home of its own, so that no test sees this machine's settings or another test's marks.
pub(crate) struct Home {
    dir: tempfile::TempDir,
}

impl Home {
    /// The home of somebody who has said already that there is no goal, and is not asked at the start.
    pub(crate) fn new() -> Self {
        let home = Self::of_newcomer();
        let output = std::process::Command::new(WAYPOST)
            .args(["goal", "--none"])
            .env_clear()
            .envs(home.env())
            .env("WAYPOST_DEVICE", ELSEWHERE)
            .output()
            .expect("the program");
        assert!(output.status.success(), "{output:?}");
        home
    }

    /// A home in which waypost was never started.
    pub(crate) fn of_newcomer() -> Self {
        Self {
            dir: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The data folder of the program.
    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// The logs of this device.
    pub(crate) fn own_logs(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.data().join("log")).expect("the logs");
        let files = files.map(|file| file.expect("an entry").path());
        files
            .filter(|file| file.file_stem().is_none_or(|name| name != ELSEWHERE))
            .collect()
    }

    /// All lines of all logs.
    pub(crate) fn log(&self) -> Vec<String> {
        let Ok(files) = fs::read_dir(self.data().join("log")) else {
            return Vec::new();
        };
        files
            .filter_map(|file| fs::read_to_string(file.expect("an entry").path()).ok())
            .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }

    /// An executable shell script in this home.
    pub(crate) fn script(&self, name: &str, body: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = self.path(name);
        fs::write(&path, format!("#!/bin/sh\n{body}\n")).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("an executable script");
        path
    }

    /// What the program sees of the world: nothing but this.
    pub(crate) fn env(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("HOME", self.path("")),
            ("XDG_DATA_HOME", self.path("share")),
            ("XDG_CONFIG_HOME", self.path("config")),
            ("XDG_STATE_HOME", self.path("state")),
            ("XDG_CACHE_HOME", self.path("cache")),
            ("WAYPOST_DATA", self.data()),
            ("PATH", std::env::var_os("PATH").unwrap_or_default().into()),
            ("TERM", "xterm-256color".into()),
            ("LANG", "C.UTF-8".into()),
        ]
    }

    /// A program with these arguments in this home's environment.
    pub(crate) fn command(&self, program: &str, args: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        for (name, value) in self.env() {
            command.env(name, value);
        }
        command.cwd(self.path(""));
        command
    }

    /// waypost in this home.
    pub(crate) fn waypost(&self) -> CommandBuilder {
        self.command(WAYPOST, &[])
    }
}

/// The program under test.
pub(crate) const WAYPOST: &str = env!("CARGO_BIN_EXE_waypost");

/// A program in a terminal of its own.
pub(crate) struct Pty {
    terminal: Arc<Terminal>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    pid: Pid,
    exits: Receiver<ExitStatus>,
    exited: Option<ExitStatus>,
    /// The terminal's settings as the program found them; `Debug` since that compares all of them at once.
    before: String,
}

/// What the terminal's other end shares with the test.
struct Terminal {
    output: Mutex<Output>,
    changed: Condvar,
}

struct Output {
    parser: Parser,
    raw: Vec<u8>,
    /// Everyone has let go of the terminal.
    ended: bool,
}

impl Output {
    /// Whether a terminal would show its present state, and not wait for the end of a frame.
    fn is_whole(&self) -> bool {
        let last = |mark: &[u8]| self.raw.windows(mark.len()).rposition(|bytes| bytes == mark);
        last(SYNC_ON) <= last(SYNC_OFF)
    }

    fn report(&self) -> String {
        let (rows, columns) = self.parser.screen().size();
        let tail = self.raw.get(self.raw.len().saturating_sub(600)..).unwrap_or_default();
        format!(
            "{columns}x{rows}:\n{}\nthe last bytes: {}\n",
            self.parser.screen().contents(),
            tail.escape_ascii()
        )
    }
}

impl Terminal {
    fn output(&self) -> MutexGuard<'_, Output> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, mut from: impl Read) {
        let mut bytes = [0; 16 * 1024];
        // A terminal that everyone let go of gives an error, not an end.
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            let mut output = self.output();
            output.raw.extend_from_slice(&bytes[..count]);
            output.parser.process(&bytes[..count]);
            drop(output);
            self.changed.notify_all();
        }
        self.output().ended = true;
        self.changed.notify_all();
    }
}

fn side(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a size")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        ..PtySize::default()
    }
}

impl Pty {
    /// Starts a program in a terminal of this many columns and rows.
    pub(crate) fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal");
        let before = settings(&*pair.master);
        let reader = pair.master.try_clone_reader().expect("the terminal's output");
        let writer = pair.master.take_writer().expect("the terminal's input");
        let mut child = pair.slave.spawn_command(command).expect("the program");
        let pid = child
            .process_id()
            .and_then(|pid| Pid::from_raw(pid.cast_signed()))
            .expect("a process");
        let (sender, exits) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait().expect("the program's end")));
        let terminal = Arc::new(Terminal {
            output: Mutex::new(Output {
                parser: Parser::new(side(rows), side(columns), 0),
                raw: Vec::new(),
                ended: false,
            }),
            changed: Condvar::new(),
        });
        let reading = Arc::clone(&terminal);
        thread::spawn(move || reading.read(reader));
        Self {
            terminal,
            master: pair.master,
            writer,
            pid,
            exits,
            exited: None,
            before,
        }
    }

    /// Starts waypost, and waits for its first frame.
    pub(crate) fn waypost(home: &Home) -> Self {
        let mut pty = Self::spawn(home.waypost(), 100, 30);
        pty.wait_for_frame();
        pty
    }

    /// Waits until the tutor's frame fills the screen, down to the last row.
    pub(crate) fn wait_for_frame(&mut self) {
        self.wait_for("a frame of the tutor", |screen| {
            screen.alternate_screen()
                && row(screen, 0).contains("1 Today")
                && row(screen, last_row(screen)).contains("? help")
        });
    }

    pub(crate) fn pid(&self) -> Pid {
        self.pid
    }

    /// The program that has the keys: the one that a shell has put in front.
    pub(crate) fn foreground(&self) -> Pid {
        let group = self.master.process_group_leader();
        group.and_then(Pid::from_raw).expect("a process group in front")
    }

    pub(crate) fn send(&mut self, keys: impl AsRef<[u8]>) {
        self.writer.write_all(keys.as_ref()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    /// Waits until what is shown is as wanted.
    pub(crate) fn wait_for(&mut self, wanted: &str, is_so: impl Fn(&Screen) -> bool) {
        self.wait(wanted, |output| output.is_whole() && is_so(output.parser.screen()));
    }

    /// Waits until this text is somewhere on the screen.
    pub(crate) fn wait_for_text(&mut self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the bytes sent to the terminal are as wanted.
    pub(crate) fn wait_for_bytes(&mut self, wanted: &str, is_so: impl Fn(&[u8]) -> bool) {
        self.wait(wanted, |output| is_so(&output.raw));
    }

    fn wait(&mut self, wanted: &str, is_so: impl Fn(&Output) -> bool) {
        let deadline = Instant::now() + LONG;
        let mut output = self.terminal.output();
        while !is_so(&output) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !output.ended,
                "the program ended before this came: {wanted}\n{}",
                output.report()
            );
            assert!(!left.is_zero(), "this never came: {wanted}\n{}", output.report());
            output = self
                .terminal
                .changed
                .wait_timeout(output, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Looks at the screen as it is now.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&Screen) -> T) -> T {
        at(self.terminal.output().parser.screen())
    }

    /// How often these bytes were sent to the terminal.
    pub(crate) fn count(&self, bytes: &[u8]) -> usize {
        count(&self.terminal.output().raw, bytes)
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        // The emulator first: what comes for the new size must find it.
        self.terminal.output().parser.set_size(side(rows), side(columns));
        self.master.resize(size(columns, rows)).expect("a new size");
    }

    pub(crate) fn signal(&self, signal: Signal) {
        rustix::process::kill_process(self.pid, signal).expect("a signal for the program");
    }

    /// Waits for the program's end, and for the last of its output.
    pub(crate) fn wait_exit(&mut self) -> ExitStatus {
        let Ok(status) = self.exits.recv_timeout(LONG) else {
            panic!("the program doesn't end\n{}", self.terminal.output().report());
        };
        self.exited = Some(status.clone());
        let output = self.terminal.output();
        let waited = self
            .terminal
            .changed
            .wait_timeout_while(output, LONG, |output| !output.ended);
        let (output, _) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(output.ended, "someone holds on to the terminal\n{}", output.report());
        status
    }

    /// Panics unless the terminal is as the program found it.
    pub(crate) fn assert_restored(&self) {
        let output = self.terminal.output();
        let screen = output.parser.screen();
        let report = output.report();
        assert!(!screen.alternate_screen(), "the alternate screen is on\n{report}");
        assert!(!screen.hide_cursor(), "the cursor is hidden\n{report}");
        assert!(!screen.bracketed_paste(), "bracketed paste is on\n{report}");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None, "{report}");
        assert_eq!(
            screen.mouse_protocol_encoding(),
            MouseProtocolEncoding::Default,
            "{report}"
        );
        assert!(output.is_whole(), "a synchronised update is open\n{report}");
        // Terminals restore the cursor's place on leaving, so a second time would put it before what was said since.
        assert_eq!(
            count(&output.raw, b"\x1b[?1049h"),
            count(&output.raw, b"\x1b[?1049l"),
            "the screen is left as often as it was entered\n{report}"
        );
        drop(output);
        assert_eq!(settings(&*self.master), self.before);
    }

    /// Panics unless the program has taken the terminal over: else [`Pty::assert_restored`] would prove nothing.
    pub(crate) fn assert_taken(&self) {
        self.look(|screen| {
            assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
            assert_ne!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        });
        assert_ne!(settings(&*self.master), self.before);
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if self.exited.is_none() {
            // Only a failed test leaves a program behind, and its thread has not reaped it.
            let _ = rustix::process::kill_process(self.pid, Signal::KILL);
        }
    }
}

/// The terminal's flags and special characters.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("the terminal's settings"))
}

fn count(raw: &[u8], bytes: &[u8]) -> usize {
    raw.windows(bytes.len()).filter(|window| *window == bytes).count()
}

/// A row of the screen, counted from 0.
pub(crate) fn row(screen: &Screen, at: u16) -> String {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).nth(at.into()).unwrap_or_default()
}

/// The number of the screen's last row.
pub(crate) fn last_row(screen: &Screen) -> u16 {
    screen.size().0.get() - 1
}

/// The line where the tutor says what happened.
pub(crate) fn status(screen: &Screen) -> String {
    row(screen, last_row(screen).saturating_sub(1))
}

/// The voluntary and other context switches of all threads of a process so far.
#[cfg(target_os = "linux")]
pub(crate) fn switches(pid: Pid) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).expect("the process");
    tasks
        // A thread may end while it is looked at.
        .filter_map(|task| fs::read_to_string(task.expect("a thread").path().join("status")).ok())
        .flat_map(|status| status.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| line.contains("ctxt_switches"))
        .filter_map(|line| line.split_whitespace().last()?.parse::<u64>().ok())
        .sum()
}

/// Waits until a condition outside the terminal holds, looking whenever the folder's contents change.
pub(crate) fn wait_for_file(path: &Path) -> String {
    use notify::Watcher;
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |_| _ = sender.send(())).expect("a watcher");
    let folder = path.parent().expect("a folder");
    watcher
        .watch(folder, notify::RecursiveMode::NonRecursive)
        .expect("a watched folder");
    loop {
        match fs::read(path) {
            Ok(bytes) => return String::from_utf8_lossy(&bytes).into_owned(),
            Err(_) => changes
                .recv_timeout(LONG)
                .unwrap_or_else(|_| panic!("{} never came", path.display())),
        }
    }
}
