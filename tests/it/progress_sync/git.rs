//! Progress under git: real repositories, and no conflict.

use super::*;

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
