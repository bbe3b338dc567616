//! Machines that have one name without knowing, and how they part.

use super::*;
#[cfg(unix)]
use crate::support::log::{encoded, events};

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
                let place = format!("log/{}:2\n", conflict.replace("NAME", "same"));
                let message = "another machine writes under this one's name, `same`; nothing is lost";
                assert!(said.contains(message) && said.ends_with(&place), "{said}");
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
    let place = "━ Backend Fundamentals ━";
    let mut pty = Pty::waypost(&home);
    pty.send("2\r");
    pty.wait_for_text(place);
    pty.send(" ");
    pty.wait_for_text("cycle: done");
    leave(pty);
    let logs = || home.own_logs();
    let own = logs().remove(0);
    let other = encoded(&events(1));
    fs::write(own.with_extension("sync-conflict-20260301-120000-ABCDEFG.jsonl"), other).unwrap();

    let said = "another machine has this one's name; nothing is lost";
    let mut pty = Pty::waypost(&home);
    pty.wait_for_text(said);
    pty.wait_for_text(place);
    pty.send(" ");
    pty.wait_for_text("cycle: todo");
    leave(pty);
    assert_eq!(logs().len(), 3, "the mark is in a new file: {:?}", logs());
    let mut pty = Pty::waypost(&home);
    pty.wait_for_text(place);
    pty.look(|screen| assert!(!screen.contents().contains(said), "{}", screen.contents()));
    leave(pty);
}
