//! The program as a shell runs it, in a world of its own.

mod checking;
mod completing;
mod configuring;
mod doctor;
mod embedded;
mod exchange;
mod goals;
mod history;
mod keeping;
mod linting;
mod listing;
mod losing;
mod marking;
mod pack_ids;
mod packs;
mod process;
mod reviewing;
mod roadmaps;
mod showing;
mod timing;

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::play::{BALCONY, GARDEN};

/// The time it is in there.
const NOW: &str = "2026-03-01T12:00:00Z";

/// A folder with a home and a pack, where the program finds nothing of this machine's.
pub(crate) struct Home {
    dir: TempDir,
}

/// What a run printed, and how it ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A line of a version of the log's format that is yet to come.
pub(crate) fn newer() -> String {
    let body = r#"{"v":99,"id":"01KJKZZZZZZZZZZZZZZZZZZZZZ","at":"2026-03-01T12:00:00Z","do":"ponder""#;
    format!("{body},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(body.as_bytes()))
}

impl Home {
    pub(crate) fn new() -> Self {
        let home = Self {
            dir: TempDir::new().expect("a folder"),
        };
        home.write("pack/pack.yaml", "id: gardens\ntitle: Gardens\n");
        home.write("pack/agents/garden.md", GARDEN);
        home.write("pack/agents/balcony.md", BALCONY);
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn write(&self, file: &str, text: &str) -> PathBuf {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(&path, text).expect("the file");
        path
    }

    /// The program without any pack but its own.
    pub(crate) fn bare<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
        command
            .args(args)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path().join("home"))
            .env("PATH", "/usr/bin:/bin")
            .env("TZ", "UTC")
            .env("WAYPOST_NOW", NOW)
            .env("WAYPOST_DEVICE", "here");
        command
    }

    /// The program with the two gardens as its pack.
    fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = self.bare(&["--pack", "pack"]);
        command.args(args);
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Ran {
        self.read(self.command(args).output().expect("the program"))
    }

    /// The program at another time.
    fn at(&self, now: &str, args: &[&str]) -> Command {
        let mut command = self.command(args);
        command.env("WAYPOST_NOW", now);
        command
    }

    /// Runs at another time, and goes well.
    fn did(&self, now: &str, args: &[&str]) {
        let ran = self.read(self.at(now, args).output().expect("the program"));
        assert_eq!(ran.code, Some(0), "{ran}");
    }

    pub(crate) fn read(&self, output: Output) -> Ran {
        let text = |bytes| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            text.replace(&*self.path().to_string_lossy(), "[dir]")
        };
        Ran {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// What a run that goes well prints.
    pub(crate) fn ok<S: AsRef<OsStr>>(&self, args: &[S]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
        ran.out
    }

    /// The object that a run that goes well prints, as text and as a value.
    pub(crate) fn json(&self, args: &[&str]) -> (String, Value) {
        let text = self.ok(args);
        let value: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(value["schema"], "waypost/1");
        (text, value)
    }

    /// The ids of all events, the latest first.
    fn ids(&self) -> Vec<String> {
        let (_, log) = self.json(&["log", "--json"]);
        let entries = log["entries"].as_array().expect("entries").iter();
        let id = |entry: &Value| entry["id"].as_str().expect("an id").to_owned();
        entries.map(id).collect()
    }

    /// A run with "event1" and so on, the first first, in place of the events' short ids: those have a random part.
    fn plain<S: AsRef<OsStr>>(&self, args: &[S]) -> Ran {
        self.with_plain_ids(self.run(args))
    }

    fn with_plain_ids(&self, mut ran: Ran) -> Ran {
        for (number, id) in (1..).zip(self.ids().into_iter().rev()) {
            for text in [&mut ran.out, &mut ran.err] {
                *text = text.replace(&id[20..], &format!("event{number}"));
            }
        }
        ran
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}[exit code {}]", self.out, self.err, self.code.unwrap_or(-1))
    }
}
