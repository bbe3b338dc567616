//! Progress that travels: by git, by synchronisers, in any order and half-written, and between machines that take each other
//! for one.
#![expect(clippy::unwrap_used, reason = "a test's helpers fail like the test itself")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;
use waypost::progress::{Action, Device, Event, EventId, Loaded, Log, Progress, Stamper, Status, line};

use crate::support::play::GARDEN;

// --- the program on several machines --------------------------------------------------------------------------------

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
    minutes: std::cell::Cell<u32>,
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
            minutes: std::cell::Cell::new(0),
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

// --- git ------------------------------------------------------------------------------------------------------------

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
const GITIGNORE: &str = "session/\nsnapshots/\n";
const GITATTRIBUTES: &str = "log/*.jsonl -text merge=union\n";

const LINE_ENDINGS: [&[&str]; 2] = [&[], &["core.autocrlf=true"]];

#[test]
fn two_clones_of_a_repository_merge_without_a_conflict() {
    for settings in LINE_ENDINGS {
        let world = World::new();
        let Some(()) = repository(&world, &[]) else { return };
        let (desk, train) = (world.device("desk"), world.device("train"));
        for machine in [&desk, &train] {
            clone_to(machine, settings);
        }
        desk.mark("Soil", "done");
        desk.mark("Compost", "learning");
        desk.commit();
        desk.git(&["push", "--quiet"]);
        train.mark("Soil", "learning");
        train.mark("Radish", "done");
        train.commit();
        train.git(&["pull", "--quiet", "--no-rebase", "--no-edit"]);
        train.git(&["push", "--quiet"]);
        desk.does(&["undo"]);
        desk.mark("Pumpkin", "skipped");
        desk.commit();
        desk.git(&["pull", "--quiet", "--no-rebase", "--no-edit"]);
        desk.git(&["push", "--quiet"]);
        train.git(&["pull", "--quiet", "--no-rebase", "--no-edit"]);

        let parents = desk.git(&["log", "--merges", "--format=%H"]);
        assert_eq!(parents.lines().count(), 2, "both pulls were merges");
        let (ids, topics) = desk.state();
        assert_eq!(ids.len(), 6);
        assert_eq!(train.state(), (ids, topics));
        assert_eq!(desk.git(&["status", "--porcelain"]), "", "{settings:?}");

        // A fresh clone has the same, with this machine's own line endings, and goes on from there.
        fs::remove_dir_all(desk.data()).unwrap();
        clone_to(&desk, settings);
        let own = fs::read_to_string(desk.log_folder().join("desk.jsonl")).unwrap();
        assert_eq!(own.contains("\r\n"), !settings.is_empty());
        assert_eq!(desk.state(), train.state());
        assert_eq!(desk.mark("Tomato, Pepper", "done"), "");
        desk.commit();
        desk.git(&["push", "--quiet"]);
        train.git(&["pull", "--quiet", "--ff-only"]);
        assert_eq!(train.state().0.len(), 7);
        assert_eq!(desk.state(), train.state());
    }
}

/// Numbers that only depend on the seed (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

#[test]
fn three_clones_agree_whoever_pulls_when() {
    for (seed, settings) in [(1, LINE_ENDINGS[0]), (2, LINE_ENDINGS[1]), (3, LINE_ENDINGS[0])] {
        let world = World::new();
        let Some(()) = repository(&world, &[(".gitignore", GITIGNORE), (".gitattributes", GITATTRIBUTES)]) else {
            return;
        };
        let machines = ["desk", "train", "phone"].map(|name| world.device(name));
        for machine in &machines {
            clone_to(machine, settings);
        }
        let sync = |machine: &Machine<'_>, how: &str| {
            machine.commit();
            machine.git(&["pull", "--quiet", how, "--no-edit"]);
            machine.git(&["push", "--quiet"]);
        };
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
        for _ in 0..24 {
            let machine = &machines[dice.below(3)];
            match dice.below(6) {
                0 => sync(machine, "--no-rebase"),
                1 => sync(machine, "--rebase"),
                // There may be nothing to take back.
                2 => drop(machine.run(&["undo"])),
                _ => drop(machine.mark(TOPICS[dice.below(TOPICS.len())], Status::ALL[dice.below(4)].name())),
            }
        }
        for machine in machines.iter().chain(&machines) {
            sync(machine, "--no-rebase");
        }
        let state = machines[0].state();
        assert!(state.0.len() > 8, "seed {seed}: {}", state.0.len());
        for machine in &machines[1..] {
            assert_eq!(machine.state(), state, "seed {seed}, {}", machine.name);
        }
    }
}

// --- machines that take each other for one --------------------------------------------------------------------------

/// Does what a synchroniser does with two folders: new files are copied, longer ones replace their beginnings, and of two
/// versions that have parted one is given another name. Tells how many had.
fn synchronise(here: &Machine<'_>, there: &Machine<'_>, conflict: &str) -> usize {
    let mut conflicts = 0;
    for name in &here.logs() | &there.logs() {
        let [ours, theirs] =
            [here, there].map(|machine| fs::read(machine.log_folder().join(&name)).unwrap_or_default());
        let put = |name: &str, bytes: &[u8]| {
            for machine in [here, there] {
                fs::create_dir_all(machine.log_folder()).unwrap();
                fs::write(machine.log_folder().join(name), bytes).unwrap();
            }
        };
        if ours.starts_with(&theirs) {
            put(&name, &ours);
        } else if theirs.starts_with(&ours) {
            put(&name, &theirs);
        } else {
            conflicts += 1;
            put(&conflict.replace("NAME", name.trim_end_matches(".jsonl")), &theirs);
            put(&name, &ours);
        }
    }
    conflicts
}

/// What is said when a new name is taken.
const NEW_NAME: &str = "warning: another machine has this one's name; nothing is lost, and this one is ";

#[test]
fn clones_of_one_machine_part_after_their_first_conflict() {
    for conflict in CONFLICT_NAMES {
        let world = World::new();
        let (one, two) = (world.clone_of_this("one"), world.clone_of_this("two"));
        one.mark("Soil", "done");
        assert_eq!(synchronise(&one, &two, conflict), 0);
        one.mark("Compost", "done");
        two.mark("Radish", "done");
        assert_eq!(one.logs(), two.logs(), "they write one file");
        assert_eq!(synchronise(&one, &two, conflict), 1, "{conflict}");
        let before = one.logs();

        // Whatever comes first says so, once; it need not be a mark.
        let said = one.does(&["list"]);
        assert!(
            said.starts_with(NEW_NAME) && said.lines().count() == 1,
            "{conflict}: {said}"
        );
        assert_eq!(one.mark("Mulch", "done"), "");
        let said = two.mark("Lettuce", "done");
        assert!(
            said.starts_with(NEW_NAME) && said.lines().count() == 1,
            "{conflict}: {said}"
        );
        assert_eq!(two.mark("Pumpkin", "done"), "");
        let [new_one, new_two] = [&one, &two].map(|machine| {
            let new: Vec<String> = machine.logs().difference(&before).cloned().collect();
            assert_eq!(new.len(), 1, "{conflict}: {new:?}");
            new[0].clone()
        });
        assert_ne!(new_one, new_two);
        assert!(said.contains(new_two.trim_end_matches(".jsonl")), "{said}");

        // And from now on there are no conflicts.
        for round in 0..2 {
            assert_eq!(synchronise(&one, &two, conflict), 0);
            assert_eq!(one.state().0.len(), 6 + 2 * round);
            assert_eq!(one.state(), two.state());
            assert_eq!(one.mark("Soil", ["todo", "done"][round]), "");
            assert_eq!(two.mark("Tomato, Pepper", ["learning", "todo"][round]), "");
        }
        assert_eq!(one.logs().len(), 4, "{:?}", one.logs());
    }
}

#[test]
fn a_machine_copied_with_its_token_parts_again() {
    let world = World::new();
    let machines = [world.clone_of_this("one"), world.clone_of_this("two")];
    let [one, two] = &machines;
    let conflict = CONFLICT_NAMES[0];
    let mut names = BTreeSet::new();
    for round in 1..=2 {
        one.mark("Soil", ["done", "todo"][round - 1]);
        two.mark("Radish", ["done", "todo"][round - 1]);
        assert_eq!(synchronise(one, two, conflict), 1, "round {round}");
        for machine in &machines {
            let said = machine.does(&["next"]);
            assert!(
                said.starts_with(NEW_NAME) && names.insert(said.clone()),
                "round {round}: {said}"
            );
        }
        // The second becomes the first's copy, state folder and all.
        fs::remove_dir_all(two.path("home")).unwrap();
        copy_folder(&one.path("home"), &two.path("home"));
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

#[test]
fn clones_of_one_machine_part_after_git_has_left_its_marks() {
    for style in ["merge.conflictStyle=merge", "merge.conflictStyle=diff3"] {
        let world = World::new();
        let Some(()) = repository(&world, &[]) else { return };
        let (one, two) = (world.clone_of_this("one"), world.clone_of_this("two"));
        for machine in [&one, &two] {
            clone_to(machine, &[style]);
        }
        one.mark("Soil", "done");
        one.commit();
        one.git(&["push", "--quiet"]);
        two.git(&["pull", "--quiet", "--ff-only"]);
        for (machine, topic) in [(&one, "Compost"), (&two, "Radish")] {
            machine.mark(topic, "done");
            machine.commit();
        }
        one.git(&["push", "--quiet"]);
        let pull = ["pull", "--quiet", "--no-rebase", "--no-edit"];
        let pulled = try_git(&world, &two.data(), &pull).unwrap();
        assert!(
            !pulled.status.success(),
            "git can't merge what two machines have put in one place"
        );

        let said = two.mark("Lettuce", "done");
        assert!(said.starts_with(NEW_NAME), "{said}");
        // That the file is to be put in order is said until it is.
        let problem = |log: &Value| {
            let problems = log["problems"].as_array().unwrap();
            assert_eq!(problems.len(), 1, "{problems:?}");
            problems[0].clone()
        };
        let log = two.json(&["log", "--json"]);
        assert_eq!(ids_of(&log).len(), 4, "both sides count, and the new mark");
        assert_eq!(problem(&log)["line"], 2);
        let message = problem(&log)["message"].as_str().unwrap().to_owned();
        assert!(message.starts_with("git could not merge this file"), "{message}");
        assert!(!two.mark("Pumpkin", "done").contains(NEW_NAME), "said once");
        assert_eq!(two.logs().len(), 2);

        // As the hint says.
        let merged = two.logs().into_iter().map(|name| two.log_folder().join(name));
        for file in merged {
            let text = fs::read_to_string(&file).unwrap();
            let kept = text
                .lines()
                .filter(|line| line.starts_with('{'))
                .map(|line| format!("{line}\n"));
            fs::write(&file, kept.collect::<String>()).unwrap();
        }
        two.commit();
        two.git(&["push", "--quiet"]);
        one.mark("Mulch", "done");
        one.commit();
        one.git(&pull);
        one.git(&["push", "--quiet"]);
        two.git(&pull);
        assert_eq!(one.state().0.len(), 6);
        assert_eq!(one.state(), two.state());
        assert_eq!(
            one.logs().len(),
            2,
            "the other one keeps its name, which is its own now"
        );
    }
}

#[test]
fn with_the_recommended_settings_git_merges_even_what_two_machines_put_in_one_file() {
    for settings in LINE_ENDINGS {
        let world = World::new();
        let Some(()) = repository(&world, &[(".gitignore", GITIGNORE), (".gitattributes", GITATTRIBUTES)]) else {
            return;
        };
        let (one, two) = (world.device("same"), world.machine("other", Some("same")));
        for machine in [&one, &two] {
            clone_to(machine, settings);
        }
        for round in 0..3 {
            for (machine, topic) in [(&one, "Compost"), (&two, "Radish")] {
                machine.mark(topic, ["done", "todo", "skipped"][round]);
                fs::create_dir_all(machine.path("data/session")).unwrap();
                fs::write(machine.path("data/session/same.json"), machine.name).unwrap();
                machine.commit();
            }
            for machine in [&one, &two, &one] {
                machine.git(&["pull", "--quiet", "--no-rebase", "--no-edit"]);
                machine.git(&["push", "--quiet"]);
            }
            assert_eq!(one.state().0.len(), 2 * (round + 1));
            assert_eq!(one.state(), two.state());
        }
        assert!(one.state().0.len() == 6 && one.logs().len() == 1);
    }
}

#[test]
fn a_name_given_twice_is_kept_and_spoken_of() {
    for conflict in CONFLICT_NAMES {
        let world = World::new();
        let (one, two) = (world.device("same"), world.machine("other", Some("same")));
        one.mark("Soil", "done");
        synchronise(&one, &two, conflict);
        one.mark("Compost", "done");
        two.mark("Radish", "done");
        assert_eq!(synchronise(&one, &two, conflict), 1);
        let before = one.logs();
        for machine in [&one, &two] {
            for _ in 0..2 {
                let said = machine.mark("Soil", "done");
                let place = format!("log/{}:2:1: ", conflict.replace("NAME", "same"));
                let message = "another machine writes under this one's name, `same`; `waypost log` shows all\n";
                assert!(said.contains(&(place + message)), "{said}");
            }
            let log = machine.run(&["log", "--json"]);
            assert!(log.status.success(), "all of it counts");
            let hint = "nothing is lost, every copy counts; give WAYPOST_DEVICE a name here that no other machine has";
            assert!(String::from_utf8(log.stderr).unwrap().contains(hint));
            let log: Value = serde_json::from_slice(&log.stdout).unwrap();
            assert_eq!(log["problems"][0]["hint"], hint);
            assert_eq!(ids_of(&log).len(), 3);
        }
        assert_eq!(one.logs(), before);
        // As the hint says.
        for (name, machine) in [("first", &one), ("second", &two)] {
            let machine = Machine {
                world: &world,
                name: machine.name,
                device: Some(name),
            };
            assert_eq!(machine.mark("Mulch", "done"), "");
        }
    }
}

#[test]
fn longer_names_and_copies_without_news_are_no_second_machine() {
    let world = World::new();
    let names = ["desk", "desk-2", "desk_2", "desk2", "des"];
    let machines = names.map(|name| world.device(name));
    for (machine, topic) in machines.iter().zip(TOPICS) {
        assert_eq!(machine.mark(topic, "done"), "");
        for other in &machines {
            synchronise(machine, other, "never");
        }
    }
    // Old copies: a backup, and what a conflict left that was settled since.
    for machine in &machines {
        for conflict in CONFLICT_NAMES {
            let name = conflict.replace("NAME", machine.name);
            let own = machine.log_folder().join(format!("{}.jsonl", machine.name));
            fs::copy(own, machine.log_folder().join(name)).unwrap();
        }
        assert_eq!(machine.mark("Tomato, Pepper", "done"), "");
        assert_eq!(machine.state().0.len(), 6);
    }
}

#[test]
fn a_machine_that_has_no_place_for_a_new_name_keeps_the_old_one_and_says_so() {
    let world = World::new();
    let (one, two) = (world.clone_of_this("one"), world.clone_of_this("two"));
    one.mark("Soil", "done");
    two.mark("Radish", "done");
    synchronise(&one, &two, CONFLICT_NAMES[0]);
    let before = one.logs();
    fs::write(one.path("file"), "").unwrap();
    let inside = world.path("data");
    let all = ["XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"];
    let within = all.map(|name| (name, inside.clone()));
    let blocked = [("XDG_STATE_HOME", one.path("file"))];
    for (env, why) in [
        (&within[..], "no place outside the data folder"),
        (&blocked, "a new name can't be kept in "),
    ] {
        for _ in 0..2 {
            let output = one.run_with(&["log"], env);
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success(), "{said}");
            assert!(
                said.contains("another machine writes under this one's name") && said.contains("nothing is lost"),
                "{said}"
            );
            // Systems whose folders are not set by these variables have a place.
            assert!(said.contains(why) || cfg!(not(target_os = "linux")), "{said}");
        }
        assert!(one.run_with(&["mark", "Mulch", "done"], env).status.success());
        assert_eq!(one.logs(), before);
    }
}

#[test]
fn instances_that_start_at_once_take_one_new_name() {
    let world = World::new();
    let (one, two) = (world.clone_of_this("one"), world.clone_of_this("two"));
    one.mark("Soil", "done");
    two.mark("Radish", "done");
    synchronise(&one, &two, CONFLICT_NAMES[0]);
    let before = one.logs();
    fs::rename(one.data(), world.path("data")).unwrap();
    let instances: Vec<_> = TOPICS
        .iter()
        .map(|topic| {
            Command::new(env!("CARGO_BIN_EXE_waypost"))
                .args(["--pack", "pack", "--data", "data", "mark", topic, "learning"])
                .current_dir(world.dir.path())
                .env_clear()
                .env("HOME", one.path("home"))
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let said: Vec<String> = instances
        .into_iter()
        .map(|instance| String::from_utf8(instance.wait_with_output().unwrap().stderr).unwrap())
        .collect();
    fs::rename(world.path("data"), one.data()).unwrap();
    assert_eq!(
        said.iter().filter(|said| said.starts_with(NEW_NAME)).count(),
        1,
        "{said:?}"
    );
    assert_eq!(
        said.iter().filter(|said| said.is_empty()).count(),
        TOPICS.len() - 1,
        "{said:?}"
    );
    assert_eq!(one.logs().difference(&before).count(), 1);
    assert_eq!(one.state().0.len(), 2 + TOPICS.len());
}

#[cfg(unix)]
#[test]
fn the_tutor_says_it_once_and_keeps_the_place() {
    use crate::support::pty::{Home, Pty};

    let home = Home::new();
    let leave = |mut pty: Pty| {
        pty.send("q");
        assert!(pty.wait_exit().success());
    };
    let mut pty = Pty::waypost(&home);
    pty.send("2\r");
    pty.wait_for_text("Server architecture");
    pty.send(" ");
    pty.wait_for_text("cycle: done");
    leave(pty);
    let logs = || -> Vec<PathBuf> {
        let entries = fs::read_dir(home.data().join("log")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let own = logs().remove(0);
    let other = encoded(&events(&["Elsewhere"]));
    fs::write(own.with_extension("sync-conflict-20260301-120000-ABCDEFG.jsonl"), other).unwrap();

    let said = "another machine has this one's name; nothing is lost";
    let mut pty = Pty::waypost(&home);
    pty.wait_for_text(said);
    pty.wait_for_text("Server architecture");
    pty.send(" ");
    pty.wait_for_text("cycle: todo");
    leave(pty);
    assert_eq!(logs().len(), 3, "the mark is in a new file: {:?}", logs());
    let mut pty = Pty::waypost(&home);
    pty.wait_for_text("Server architecture");
    pty.look(|screen| assert!(!screen.contents().contains(said), "{}", screen.contents()));
    leave(pty);
}

// --- files on their way ---------------------------------------------------------------------------------------------

struct Data(TempDir);

impl Data {
    fn new() -> Data {
        let data = Data(tempfile::tempdir().unwrap());
        fs::create_dir(data.0.path().join("log")).unwrap();
        data
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join("log").join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.file(name), bytes).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.file(from), self.file(to)).unwrap();
    }

    fn open(&self) -> (Log, Loaded) {
        Log::open(self.0.path(), &Device::new("here").unwrap()).unwrap()
    }
}

/// Marks of these topics, a second apart.
fn events(topics: &[&str]) -> Vec<Event> {
    let mut stamper = Stamper::default();
    let mut second = 1_700_000_000;
    let mut event = |topic: &&str| {
        second += 1;
        let topics = vec![(*topic).to_owned()];
        let mark = Action::Mark {
            topics,
            status: Status::Done,
        };
        stamper.stamp(mark, Timestamp::from_second(second).unwrap())
    };
    topics.iter().map(&mut event).collect()
}

fn encoded(events: &[Event]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for event in events {
        line::encode(event, &mut bytes);
        bytes.push(b'\n');
    }
    bytes
}

fn ids(events: &[Event]) -> BTreeSet<EventId> {
    events.iter().map(|event| event.id).collect()
}

#[test]
fn a_file_cut_off_anywhere_is_all_there_once_the_rest_has_come() {
    let events = events(&["soil", "größe-日本", "mulch"]);
    let bytes = encoded(&events);
    let data = Data::new();
    let (mut patient, _) = data.open();
    let mut patience = Vec::new();
    for cut in 0..=bytes.len() {
        data.write("other.jsonl", &bytes[..cut]);
        let ends = bytes[..cut].iter().filter(|&&byte| byte == b'\n').count();
        let whole = ends + usize::from(bytes.get(cut) == Some(&b'\n'));

        // Who starts now is told that a line is not whole, and that the rest may come.
        let (mut log, loaded) = data.open();
        assert_eq!(ids(&loaded.events), ids(&events[..whole]), "cut at {cut}");
        let torn = cut > 0 && bytes[cut - 1] != b'\n' && bytes.get(cut) != Some(&b'\n') && cut < bytes.len();
        assert_eq!(
            loaded.problems.len(),
            usize::from(torn),
            "cut at {cut}: {:?}",
            loaded.problems
        );
        for problem in &loaded.problems {
            assert_eq!(problem.line, ends + 1);
            assert_eq!(
                problem.message, "the line is cut off before its checksum",
                "cut at {cut}"
            );
            assert!(problem.hint.starts_with("the rest of the file may still be on its way"));
        }
        // Who has it open hears of whole events only.
        let news = patient.refresh();
        assert_eq!(news.problems, [], "cut at {cut}");
        patience.extend(news.events);
        assert_eq!(ids(&patience), ids(&events[..whole]), "cut at {cut}");
        assert_eq!(patience.len(), whole, "each once");

        data.write("other.jsonl", &bytes);
        let rest = log.refresh();
        assert_eq!(rest.problems, [], "cut at {cut}");
        assert_eq!(ids(&rest.events), ids(&events[whole..]), "cut at {cut}");
        // Shorter again for the next round, as when a copy is begun anew.
        data.write("other.jsonl", &bytes[..cut]);
        assert_eq!(log.refresh(), Loaded::default(), "cut at {cut}");
    }
}

#[test]
fn what_has_a_temporary_name_counts_when_it_has_its_own() {
    let events = events(&["soil", "compost", "mulch", "radish"]);
    let bytes = encoded(&events);
    for temporary in [
        ".syncthing.other.jsonl.tmp",
        "~other.jsonl",
        "~syncthing~other.jsonl.tmp",
        ".other.jsonl.Ab12Cd",
        ".~other.jsonl",
        "other.jsonl.part",
    ] {
        let data = Data::new();
        data.write("other.jsonl", &encoded(&events[..2]));
        let (mut log, loaded) = data.open();
        assert_eq!(loaded.events.len(), 2);
        for cut in [1, bytes.len() / 2, bytes.len() - 1, bytes.len()] {
            data.write(temporary, &bytes[..cut]);
            assert_eq!(log.refresh(), Loaded::default(), "{temporary}");
            let (_, loaded) = data.open();
            assert_eq!((loaded.events.len(), loaded.problems.len()), (2, 0), "{temporary}");
        }
        data.rename(temporary, "other.jsonl");
        let news = log.refresh();
        assert_eq!(
            (ids(&news.events), news.problems.len()),
            (ids(&events[2..]), 0),
            "{temporary}"
        );
        assert_eq!(log.refresh(), Loaded::default());
    }
}

#[test]
fn a_replaced_file_is_read_whatever_its_size_and_date() {
    let events = events(&["soil", "compost", "mulch", "radish", "lettuce"]);
    // Versions of one file that come one after another: not each begins as the last one did, nor is longer or newer.
    let versions: [&[Event]; 6] = [
        &events[..2],
        &events[..1],
        &events[..3],
        &[events[0].clone(), events[3].clone(), events[2].clone()],
        &[
            events[0].clone(),
            events[4].clone(),
            events[2].clone(),
            events[1].clone(),
        ],
        &[],
    ];
    for by_rename in [true, false] {
        for day_by_day in [1, -1, 0] {
            let data = Data::new();
            let (mut log, _) = data.open();
            let mut found = BTreeSet::new();
            let mut expected = BTreeSet::new();
            for (number, version) in versions.iter().enumerate() {
                let name = if by_rename { "new" } else { "other.jsonl" };
                data.write(name, &encoded(version));
                let days = 1000 + day_by_day * i64::try_from(number).unwrap();
                let date = SystemTime::UNIX_EPOCH + Duration::from_secs(days.unsigned_abs() * 86_400);
                let file = fs::File::options().write(true).open(data.file(name)).unwrap();
                file.set_modified(date).unwrap();
                if by_rename {
                    data.rename("new", "other.jsonl");
                }
                let news = log.refresh();
                assert_eq!(news.problems, []);
                let count = news.events.len();
                found.extend(ids(&news.events));
                let known = expected.len();
                expected.extend(ids(version));
                assert_eq!(
                    found, expected,
                    "version {number}, renamed {by_rename}, by {day_by_day}"
                );
                assert_eq!(count, expected.len() - known, "each once");
            }
        }
    }
}

#[test]
fn every_copy_a_synchroniser_makes_is_read_and_counts_once() {
    let events = events(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]);
    let (shared, parted) = events.split_at(2);
    let data = Data::new();
    data.write("desk.jsonl", &encoded(shared));
    let (mut log, _) = data.open();
    for (name, event) in CONFLICT_NAMES.iter().zip(parted) {
        let copy = [shared, std::slice::from_ref(event)].concat();
        data.write(&name.replace("NAME", "desk"), &encoded(&copy));
        let news = log.refresh();
        assert_eq!(news.events, std::slice::from_ref(event), "{name}");
        assert_eq!(news.problems, []);
    }
    let (_, loaded) = data.open();
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.events.len(), events.len());
    assert_eq!(ids(&loaded.events), ids(&events));
}

// --- any way at all -------------------------------------------------------------------------------------------------

/// Everything that follows from events.
fn summary(progress: &Progress) -> impl PartialEq + std::fmt::Debug + use<> {
    let history: Vec<(EventId, bool)> = progress.history().map(|entry| (entry.event.id, entry.active)).collect();
    let mut topics: Vec<(String, Status, EventId)> = progress
        .touched()
        .map(|(topic, mark)| (topic.to_owned(), mark.status, mark.event))
        .collect();
    topics.sort();
    (history, topics, progress.undoable(), progress.redoable())
}

/// What three devices did, none hearing of another: marks, undos and redos, by clocks that differ.
fn done() -> impl Strategy<Value = Vec<Event>> {
    let step = (
        0..3_usize,
        0..6_usize,
        0..4_usize,
        0..8_u32,
        any::<prop::sample::Index>(),
    );
    prop::collection::vec(step, 1..24).prop_map(|steps| {
        let mut stampers = [(); 3].map(|()| Stamper::default());
        let mut events: Vec<Event> = Vec::new();
        for (device, topic, status, kind, target) in steps {
            let marks: Vec<EventId> = events
                .iter()
                .filter(|event| matches!(event.action, Action::Mark { .. }))
                .map(|event| event.id)
                .collect();
            let action = match kind {
                6 if !marks.is_empty() => Action::Undo {
                    of: *target.get(&marks),
                },
                7 if !marks.is_empty() => Action::Redo {
                    of: *target.get(&marks),
                },
                _ => Action::Mark {
                    topics: vec![TOPICS[topic].to_owned()],
                    status: Status::ALL[status],
                },
            };
            let clock = 1_700_000_000 + i64::try_from(events.len() + 5 * device).unwrap();
            events.push(stampers[device].stamp(action, Timestamp::from_second(clock).unwrap()));
        }
        events
    })
}

/// Files of the folder, among them one's own and copies of it.
const FILES: [&str; 5] = [
    "here.jsonl",
    "here.sync-conflict-20260301-120000-ABCDEFG.jsonl",
    "desk.jsonl",
    "desk (1).jsonl",
    "phone.jsonl",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn however_events_are_split_over_files_and_arrive_the_fold_is_the_same(
        events in done(),
        // For each line to write: which event, into which file.
        copies in prop::collection::vec((any::<prop::sample::Index>(), 0..FILES.len()), 0..40),
        homes in prop::collection::vec(0..FILES.len(), 24),
        order in any::<prop::sample::Index>().prop_flat_map(|_| prop::collection::vec(any::<u32>(), 64)),
        // Then: how much more of which file is there at the next look.
        arrivals in prop::collection::vec((0..FILES.len(), 1..400_usize), 0..40),
    ) {
        let expected = summary(&Progress::fold(events.clone()));
        // Each event somewhere, some in several places, in any order.
        let mut lines: Vec<(u32, usize, &Event)> = events
            .iter()
            .zip(&homes)
            .map(|(event, &file)| (file, event))
            .chain(copies.iter().map(|(event, file)| (*file, event.get(&events))))
            .zip(&order)
            .map(|((file, event), &place)| (place, file, event))
            .collect();
        lines.sort_by_key(|(place, ..)| *place);
        let mut files = FILES.map(|_| Vec::new());
        for (_, file, event) in lines {
            files[file].extend(encoded(std::slice::from_ref(event)));
        }

        let data = Data::new();
        let (mut log, _) = data.open();
        let mut progress = Progress::default();
        let mut there = [0_usize; FILES.len()];
        let everything = (0..FILES.len()).map(|file| (file, usize::MAX));
        for (file, more) in arrivals.into_iter().chain(everything) {
            there[file] = files[file].len().min(there[file].saturating_add(more));
            data.write("arriving", &files[file][..there[file]]);
            // Alternately replaced and grown.
            if more % 2 == 0 {
                data.rename("arriving", FILES[file]);
            } else {
                data.write(FILES[file], &files[file][..there[file]]);
            }
            let news = log.refresh();
            prop_assert_eq!(news.problems, []);
            prop_assert!(news.events.iter().all(|event| !progress.contains(event.id)), "each once");
            progress.extend(news.events);
        }
        prop_assert_eq!(&summary(&progress), &expected);
        let (_, loaded) = data.open();
        prop_assert_eq!(loaded.problems, []);
        prop_assert_eq!(&summary(&Progress::fold(loaded.events)), &expected);
    }
}
