//! Progress that travels: by git, by synchronisers, in any order and half-written, and between machines that take each other
//! for one.
#![expect(clippy::unwrap_used, reason = "a test's helpers fail like the test itself")]

mod arriving;
mod clones;
mod git;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;
use waypost::progress::Status;

use crate::support::play::GARDEN;

/// Some topics of the pack.
const TOPICS: [&str; 7] = [
    "Soil",
    "Compost",
    "Mulch",
    "Radish",
    "Lettuce",
    "Tomato, Pepper",
    "Pumpkin",
];

/// What synchronisers call the second version of `NAME.jsonl`.
const CONFLICT_NAMES: [&str; 9] = [
    "NAME.sync-conflict-20260301-120000-ABCDEFG.jsonl",
    "NAME (Ada's conflicted copy 2026-03-01).jsonl",
    "NAME (conflicted copy 2026-03-01 120000).jsonl",
    "NAME_conflict-20260301-120000.jsonl",
    "NAME (1).jsonl",
    "NAME 2.jsonl",
    "NAME-HOSTNAME.jsonl",
    "NAME (SFConflict ada@example.org 2026-03-01-12-00-00).jsonl",
    "NAME (Konfliktkopie von Ada 2026-03-01).jsonl",
];

/// Machines, each with a home and a data folder of its own, and nothing of this one's.
struct World {
    dir: TempDir,
    minutes: Cell<u32>,
}

struct Machine<'a> {
    world: &'a World,
    name: &'static str,
    /// `WAYPOST_DEVICE`.
    device: Option<&'static str>,
}

impl World {
    fn new() -> World {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("pack/agents")).unwrap();
        fs::write(dir.path().join("pack/agents/garden.md"), GARDEN).unwrap();
        World {
            dir,
            minutes: Cell::new(0),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn machine(&self, name: &'static str, device: Option<&'static str>) -> Machine<'_> {
        let machine = Machine {
            world: self,
            name,
            device,
        };
        fs::create_dir_all(machine.path("home")).unwrap();
        machine
    }

    /// A device with a name of its own.
    fn device(&self, name: &'static str) -> Machine<'_> {
        self.machine(name, Some(name))
    }

    /// A copy of this very machine: the same host, machine-id and place of the data folder, but a home of its own.
    fn clone_of_this(&self, name: &'static str) -> Machine<'_> {
        self.machine(name, None)
    }

    /// A minute later at every call.
    fn now(&self) -> String {
        let minutes = self.minutes.get() + 1;
        self.minutes.set(minutes);
        format!("2026-03-01T{:02}:{:02}:00Z", minutes / 60, minutes % 60)
    }
}

impl Machine<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.world.path(self.name).join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    fn log_folder(&self) -> PathBuf {
        self.path("data/log")
    }

    /// The files in the log folder.
    fn logs(&self) -> BTreeSet<String> {
        let Ok(entries) = fs::read_dir(self.log_folder()) else {
            return BTreeSet::new();
        };
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        entries.map(name).collect()
    }

    /// Runs the program. The data folder is at one place for all machines meanwhile, since the place is part of a name.
    fn run(&self, args: &[&str]) -> Output {
        self.run_with(args, &[])
    }

    fn run_with(&self, args: &[&str], env: &[(&str, PathBuf)]) -> Output {
        let place = self.world.path("data");
        let there = self.data().exists();
        if there {
            fs::rename(self.data(), &place).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
        command
            .args(["--pack", "pack", "--data", "data"])
            .args(args)
            .current_dir(self.world.dir.path())
            .env_clear()
            .env("HOME", self.path("home"))
            .env("TZ", "UTC")
            .env("WAYPOST_NOW", self.world.now())
            .envs(env.iter().map(|(name, value)| (name, value)));
        if let Some(device) = self.device {
            command.env("WAYPOST_DEVICE", device);
        }
        let output = command.output().unwrap();
        if place.exists() {
            fs::rename(&place, self.data()).unwrap();
        }
        output
    }

    /// Runs the program, which has to do it; what it says on stderr.
    fn does(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{}: {args:?}: {said}", self.name);
        said
    }

    fn mark(&self, topic: &str, status: &str) -> String {
        self.does(&["mark", topic, status])
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.run(args);
        let value = serde_json::from_slice(&output.stdout);
        value.unwrap_or_else(|_| panic!("{}: {}", self.name, String::from_utf8_lossy(&output.stderr)))
    }

    /// Everything a learner sees of progress: the whole history and the state of every topic.
    fn state(&self) -> (Vec<String>, Value) {
        let log = self.json(&["log", "--json"]);
        assert_eq!(log["problems"], Value::Array(Vec::new()), "{}", self.name);
        (ids_of(&log), self.json(&["list", "topics", "--json"]))
    }

    fn git(&self, args: &[&str]) -> String {
        git(self.world, &self.data(), args)
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "progress"]);
    }
}

fn ids_of(log: &Value) -> Vec<String> {
    let entries = log["entries"].as_array().unwrap().iter();
    entries.map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

/// git with nothing of this machine's settings; `None` where there is no git.
fn try_git(world: &World, folder: &Path, args: &[&str]) -> Option<Output> {
    let nothing = world.path("no-git-settings");
    let output = Command::new("git")
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", world.dir.path())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", nothing)
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_AUTHOR_NAME", "Ada")
        .env("GIT_AUTHOR_EMAIL", "ada@example.org")
        .env("GIT_COMMITTER_NAME", "Ada")
        .env("GIT_COMMITTER_EMAIL", "ada@example.org")
        .output();
    match output {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        output => Some(output.unwrap()),
    }
}

fn git(world: &World, folder: &Path, args: &[&str]) -> String {
    let output = try_git(world, folder, args).expect("git");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(output.status.success(), "git {args:?}: {said}");
    said
}

/// A bare repository with these files in it; `None`, and a word about it, where there is no git.
fn repository(world: &World, files: &[(&str, &str)]) -> Option<()> {
    if try_git(world, world.dir.path(), &["--version"]).is_none() {
        eprintln!("there is no git on this machine: nothing was tested");
        return None;
    }
    git(world, world.dir.path(), &["init", "--quiet", "--bare", "shared.git"]);
    git(
        world,
        &world.path("shared.git"),
        &["symbolic-ref", "HEAD", "refs/heads/main"],
    );
    git(world, world.dir.path(), &["clone", "--quiet", "shared.git", "first"]);
    let first = world.path("first");
    for (name, text) in files {
        fs::write(first.join(name), text).unwrap();
    }
    git(world, &first, &["checkout", "--quiet", "-B", "main"]);
    git(world, &first, &["add", "--all"]);
    git(
        world,
        &first,
        &["commit", "--quiet", "--allow-empty", "--message", "begin"],
    );
    git(world, &first, &["push", "--quiet", "origin", "main"]);
    Some(())
}

fn clone_to(machine: &Machine<'_>, settings: &[&str]) {
    let world = machine.world;
    let mut args: Vec<&str> = settings.iter().flat_map(|setting| ["-c", setting]).collect();
    let into = format!("{}/data", machine.name);
    args.extend(["clone", "--quiet"]);
    // Also for what is done in the clone later.
    args.extend(settings.iter().flat_map(|setting| ["--config", setting]));
    args.extend(["shared.git", &into]);
    git(world, world.dir.path(), &args);
}

/// What the README recommends to those who keep progress under git.
const GITIGNORE: &str = "session/\nseen/\nsnapshots/\n";
const GITATTRIBUTES: &str = "log/*.jsonl -text merge=union\n";

const LINE_ENDINGS: [&[&str]; 2] = [&[], &["core.autocrlf=true"]];
