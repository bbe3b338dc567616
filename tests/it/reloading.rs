//! Packs that change while the tutor runs: by message, and by files that are saved.
#![expect(clippy::unwrap_used, reason = "a test's helpers fail like the test itself")]

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use waypost::app::msg::{Effect, Fresh, Msg, Stale};
use waypost::app::session::Session;
use waypost::content::lesson;
use waypost::content::library::Library;
use waypost::content::spec;
use waypost::progress::event::Status;

use crate::support::play::{BALCONY, GARDEN, Play, library};

const PACK: [(&str, &str); 2] = [("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)];

fn reload(play: &mut Play, library: Library) {
    play.send(Msg::Reloaded(Fresh(Arc::new(library))));
}

/// Both gardens, one of them changed.
fn with_garden(text: &str) -> Library {
    library(&[("agents/garden.md", text), PACK[1]])
}

/// The line of a list that is selected, by what the focused pane's subject says.
fn subject(play: &Play) -> String {
    let state = play.state();
    state
        .subject()
        .map_or_else(String::new, |row| row.label(&state.library).to_owned())
}

#[test]
fn what_was_saved_shows_at_once_and_the_place_stays() {
    let mut play = Play::new(120, 34);
    play.keys("2<Enter>jjd");
    assert_eq!(subject(&play), "Mulch");
    // Two steps more above, and one under another name, which a lesson knows.
    let text = GARDEN
        .replace("- **Soil**", "- **Tools** - spade\n- **Gloves** - two\n- **Soil**")
        .replace("Lettuce", "Chard");
    let chard = lesson::read(
        b"---\ntitle: Chard\naliases: [Lettuce]\n---\nText.\n",
        Path::new("lessons/chard.md"),
    );
    let agents =
        [("agents/garden.md", text.as_str()), PACK[1]].map(|(file, text)| spec::read(text.as_bytes(), Path::new(file)));
    reload(&mut play, Library::with_lessons(agents.into(), vec![chard], Vec::new()));
    assert_eq!(play.status(), "Reloaded: 2 new, 1 renamed (Lettuce is now Chard)");
    assert_eq!(subject(&play), "Mulch");
    let screen = play.screen();
    assert!(screen.contains("Gloves") && screen.contains("✓ Mulch"), "{screen}");
    assert!(screen.contains("1/11 done"), "{screen}");
    // A key goes on from there.
    play.keys("k");
    assert_eq!(subject(&play), "Compost");
}

#[test]
fn every_tab_keeps_its_place() {
    let mut play = Play::new(120, 34);
    let mut at = Vec::new();
    for tab in ["1j", "2jjj", "3j", "4<Enter>j", "5j", "6", "7jj"] {
        play.keys(tab);
        at.push(subject(&play));
    }
    // What stands before everything else moves every row.
    let first = "# Attic\n\n## Roles Covered\n- **Sorter** - boxes\n\n## Learning Paths\n\n### Boxes\n- Lids\n\n## Tool Stack\n- Ladder\n\n## Related Roadmaps\n- Attic: roadmap.sh/attic\n";
    reload(&mut play, library(&[("agents/attic.md", first), PACK[0], PACK[1]]));
    assert_eq!(play.status(), "Reloaded: 1 new");
    for (key, was) in "123456".chars().zip(at) {
        play.keys(&key.to_string());
        assert_eq!(subject(&play), was, "tab {key}");
    }
}

#[test]
fn a_file_that_is_half_written_costs_no_place() {
    let mut play = Play::new(120, 34);
    play.keys("2jj<Enter>jl");
    let (screen, before) = (play.screen(), subject(&play));
    assert_eq!(before, "Lettuce");
    reload(&mut play, with_garden(""));
    assert_ne!(subject(&play), before);
    reload(&mut play, with_garden("---\nname: garden\n"));
    reload(&mut play, with_garden(GARDEN));
    let told = play.status();
    assert!(told.starts_with("Reloaded: 6 new"), "{told}");
    assert_eq!(subject(&play), before);
    assert_eq!(
        play.screen().lines().take(32).collect::<Vec<_>>(),
        screen.lines().take(32).collect::<Vec<_>>()
    );
    // Whoever has moved meanwhile stays where that was.
    reload(&mut play, with_garden(""));
    play.keys("hhgj");
    let moved = subject(&play);
    reload(&mut play, with_garden(GARDEN));
    assert_eq!(subject(&play), moved);
}

#[test]
fn open_and_folded_agents_stay_so() {
    let mut play = Play::new(120, 34);
    play.keys("2gh");
    let folded = |play: &mut Play| play.screen().contains("▸ Kitchen Garden");
    assert!(folded(&mut play));
    for text in [GARDEN.replace("Radish", "Rocket"), String::new(), GARDEN.to_owned()] {
        reload(&mut play, with_garden(&text));
        assert!(play.screen().contains("▾ Balcony"));
    }
    assert!(folded(&mut play));
    // One that goes and comes again is as it was.
    reload(&mut play, library(&PACK[..1]));
    assert!(folded(&mut play) && !play.screen().contains("Balcony"));
    reload(&mut play, library(&PACK));
    assert!(folded(&mut play) && play.screen().contains("▾ Balcony"));
}

#[test]
fn marks_that_are_not_saved_yet_stay() {
    let mut play = Play::new(120, 34);
    play.disk_works = false;
    play.keys("2<Enter>d");
    assert!(play.status().contains("Not saved"));
    reload(
        &mut play,
        with_garden(&GARDEN.replace("- Lettuce", "- Lettuce\n- Chard")),
    );
    assert_eq!(play.state().unsaved().len(), 1);
    assert!(play.status().contains("Not saved"), "{}", play.status());
    let state = play.state();
    let soil = state.library.topic_called("Soil").unwrap();
    assert_eq!(state.statuses.of(soil), Status::Done);
    assert!(state.is_unsaved(soil));
    play.send(Msg::Saved(
        play.state().unsaved().iter().map(|event| event.id).collect(),
    ));
    play.keys("j");
    assert_eq!(play.status(), "Reloaded: 1 new");
}

#[test]
fn what_lies_over_the_panes_stays_and_leads_to_what_there_is_now() {
    let mut play = Play::new(120, 34);
    play.keys("/pumpk");
    let attic = "# Attic\n\n## Learning Paths\n\n### Boxes\n- Lids\n- Labels\n";
    reload(&mut play, library(&[("agents/attic.md", attic), PACK[0], PACK[1]]));
    let screen = play.screen();
    assert!(
        screen.contains("Search everything") && screen.contains("› pumpk"),
        "{screen}"
    );
    play.keys("<Enter>");
    assert_eq!(subject(&play), "Pumpkin");
    // What was found is gone.
    play.keys("/pumpk");
    reload(&mut play, library(&[("agents/attic.md", attic)]));
    assert!(play.screen().contains("Nothing found"), "{}", play.screen());
    play.keys("<Enter><Esc>");
    // The way back leads through what is still there.
    play.keys("<Esc><Esc><Esc><Esc>");
    assert!(play.screen().contains("Attic"));
}

#[test]
fn a_jump_back_finds_the_place_by_name() {
    let mut play = Play::new(120, 34);
    play.keys("2<Enter>j");
    assert_eq!(subject(&play), "Compost");
    play.keys("/drip<Enter>");
    assert_eq!(subject(&play), "Drip Irrigation");
    let attic = "# Attic\n\n## Learning Paths\n\n### Boxes\n- Lids\n- Labels\n";
    reload(&mut play, library(&[("agents/attic.md", attic), PACK[0], PACK[1]]));
    play.keys("<Esc>");
    assert_eq!(subject(&play), "Compost");
}

#[test]
fn what_is_wrong_is_counted_and_shown() {
    let mut play = Play::new(100, 24);
    play.keys("2");
    assert!(play.keys("e").screen().contains("Every file was read as it is."));
    play.keys("e");
    let broken = GARDEN.replace("name: garden\n", "name: \"garden\ntools: [\n");
    reload(&mut play, library(&[("agents/garden.md", &broken), PACK[1]]));
    let told = play.status();
    assert!(told.starts_with("Reloaded: ") && told.contains("`e` shows "), "{told}");
    play.keys("e");
    insta::assert_snapshot!("problems", play.screen());
    play.keys("y");
    assert!(
        matches!(play.asked().last(), Some(Effect::Copy(text)) if text.starts_with("agents/garden.md:")),
        "{:?}",
        play.asked()
    );
    // It follows what is saved while it is open.
    play.keys("e");
    reload(&mut play, with_garden(GARDEN));
    assert!(play.screen().contains("Every file was read"), "{}", play.screen());
    play.keys("<Esc>");
    assert_eq!(play.status(), "");
    play.keys(":wrong<Enter>");
    assert!(play.screen().contains("What is wrong with the packs"));
}

#[test]
fn packs_that_cannot_be_read_leave_everything_as_it_was() {
    let mut play = Play::new(120, 34);
    play.keys("2<Enter>j");
    let before = play.screen();
    play.send(Msg::NotReloaded(Stale {
        pack: "pack".into(),
        why: "there is no file or folder pack; name a pack folder or an agent spec".to_owned(),
    }));
    assert_eq!(
        play.status(),
        "What was read before stays: there is no file or folder pack; name a pack folder or an agent spec"
    );
    let now = play.screen();
    assert_eq!(
        now.lines().take(32).collect::<Vec<_>>(),
        before.lines().take(32).collect::<Vec<_>>()
    );
    // That is wrong with the packs until they are there again.
    let wrong = play.keys("e").screen();
    assert!(
        wrong.contains("error   pack:1  there is no file or folder pack"),
        "{wrong}"
    );
    reload(&mut play, library(&PACK));
    assert!(
        play.screen().contains("Every file was read as it is."),
        "{}",
        play.screen()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever keys are pressed in between and whatever is saved: no row, target or way back leads into what is not there.
    #[test]
    fn any_change_at_any_moment_is_borne(
        rounds in proptest::collection::vec((0..5_usize, "[1-6hjklgGdfzeu/x?]{0,6}"), 1..8),
    ) {
        let attic = "# Attic\n\n## Learning Paths\n\n### Boxes\n- Lids\n- Compost\n";
        let mut play = Play::new(100, 24);
        for (which, keys) in rounds {
            play.keys(&keys).keys("<Enter><Esc>");
            let changed = GARDEN.replace("- Radish (fast)\n", "").replace("Lettuce", "Chard");
            let now = match which {
                0 => Library::new(Vec::new(), Vec::new()),
                1 => library(&[("agents/attic.md", attic), PACK[1], PACK[0]]),
                2 => with_garden(&changed),
                3 => library(&PACK[1..]),
                _ => library(&PACK),
            };
            reload(&mut play, now);
            play.screen();
            play.keys("<Down><Enter><Esc><Esc><Esc>");
        }
        reload(&mut play, library(&PACK));
        prop_assert_eq!(play.state().library.topics().len(), 9);
        let session = Session::of(play.state());
        prop_assert!(session.open.iter().all(|id| id == "garden" || id == "balcony"));
    }
}

#[test]
fn nothing_at_all_is_a_library_too() {
    let mut play = Play::new(120, 34);
    for keys in [
        "1",
        "2<Enter>jl",
        "3<Enter>",
        "4<Enter>",
        "5l",
        "6",
        "7",
        "2z",
        "/x",
        "?",
    ] {
        play.keys(keys);
        reload(&mut play, Library::new(Vec::new(), Vec::new()));
        play.keys("jkd<Enter>");
        play.screen();
        reload(&mut play, with_garden(GARDEN));
        play.keys("<Esc><Esc>");
        play.screen();
    }
}

/// The program itself, with packs in folders.
#[cfg(unix)]
mod on_disk {
    use std::fs;

    use super::*;
    use crate::support::pty::{Home, Pty, status};

    fn write(home: &Home, file: &str, text: &str) {
        let path = home.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The tutor on the first step of a pack.
    fn open(home: &Home, args: &[&str]) -> Pty {
        let mut command = home.waypost();
        command.args(args);
        let mut pty = Pty::spawn(command, 100, 30);
        pty.wait_for_frame();
        pty
    }

    fn with_step(step: &str) -> String {
        GARDEN.replace("- **Soil**", &format!("- **{step}** - new\n- **Soil**"))
    }

    #[test]
    fn a_file_that_is_saved_shows_at_once_however_it_is_saved() {
        let home = Home::new();
        write(&home, "pack/agents/garden.md", GARDEN);
        let mut pty = open(&home, &["--pack", "pack"]);
        pty.send("2\r");
        pty.wait_for_text("texture, drainage");
        // In place, at a moment when the packs may not be watched yet.
        write(&home, "pack/agents/garden.md", &with_step("Gloves"));
        pty.wait_for_text("Gloves");
        pty.wait_for("the news", |screen| status(screen).contains("Reloaded: 1 new"));
        // Beside, then renamed.
        write(&home, "pack/agents/.garden.md.swp", &with_step("Boots"));
        fs::rename(
            home.path("pack/agents/.garden.md.swp"),
            home.path("pack/agents/garden.md"),
        )
        .unwrap();
        pty.wait_for_text("Boots");
        // In two parts.
        let (one, two) = GARDEN.split_at(GARDEN.find("### 2").unwrap());
        write(&home, "pack/agents/garden.md", one);
        pty.wait_for("half of it", |screen| screen.contents().contains("/3 done"));
        write(&home, "pack/agents/garden.md", &[one, two].concat());
        pty.wait_for("all of it", |screen| screen.contents().contains("/7 done"));
        // A folder that was not there before.
        write(&home, "pack/lessons/deep/compost.md", "---\ntitle: Humus\n---\nText.\n");
        pty.wait_for_text("/8 done");
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
    }

    #[test]
    fn a_folder_that_goes_costs_nothing_and_shows_again_when_it_comes() {
        let home = Home::new();
        write(&home, "packs/pack/agents/garden.md", GARDEN);
        let mut pty = open(&home, &["--pack", "packs/pack"]);
        pty.send("2\r");
        pty.wait_for_text("Soil");
        fs::rename(home.path("packs"), home.path("elsewhere")).unwrap();
        pty.wait_for("the reason", |screen| {
            screen
                .contents()
                .contains("What was read before stays: there is no file or folder")
        });
        pty.look(|screen| assert!(screen.contents().contains("Soil")));
        pty.send("d");
        pty.wait_for("a mark", |screen| status(screen).contains("Soil: done"));
        write(&home, "elsewhere/pack/agents/garden.md", &with_step("Gloves"));
        fs::rename(home.path("elsewhere"), home.path("packs")).unwrap();
        pty.wait_for_text("Gloves");
        pty.look(|screen| assert!(screen.contents().contains("✓ Soil"), "{}", screen.contents()));
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
    }

    #[test]
    fn what_is_wrong_is_told_and_shown_with_its_place() {
        let home = Home::new();
        write(&home, "pack/agents/garden.md", GARDEN);
        write(&home, "pack/pack.yaml", "title: Gardens\n");
        let mut pty = open(&home, &["--pack", "pack"]);
        write(&home, "pack/pack.yaml", "title: [\n");
        pty.wait_for("the news", |screen| {
            status(screen).contains("Reloaded: 1 error; `e` shows it")
        });
        pty.send("e");
        pty.wait_for_text("pack/pack.yaml:1:8");
        write(&home, "pack/pack.yaml", "title: Gardens\n");
        pty.wait_for_text("Every file was read as it is.");
        pty.send("qq");
        assert_eq!(pty.wait_exit().exit_code(), 0);
    }

    #[test]
    fn a_pack_that_is_added_elsewhere_shows_and_is_told_of_once() {
        let home = Home::new();
        write(&home, "pack/agents/garden.md", GARDEN);
        write(&home, "data/packs/mine/agents/balcony.md", BALCONY);
        let mut pty = open(&home, &[]);
        pty.send("2");
        let added = home.command(
            crate::support::pty::WAYPOST,
            &["pack", "add", "pack", "--name", "gardens"],
        );
        let mut adding = Pty::spawn(added, 100, 30);
        assert_eq!(adding.wait_exit().exit_code(), 0);
        pty.send("G");
        pty.wait_for_text("Kitchen Garden");
        pty.wait_for("the news", |screen| status(screen).contains("Reloaded: 6 new"));
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
        // What was told of is not told again.
        let mut again = open(&home, &[]);
        again.send("2");
        again.send("G");
        again.wait_for_text("Kitchen Garden");
        again.look(|screen| assert!(!screen.contents().contains("has changed"), "{}", screen.contents()));
    }

    #[test]
    fn one_spec_alone_is_followed_too() {
        let home = Home::new();
        write(&home, "garden.md", GARDEN);
        let mut pty = open(&home, &["--pack", "garden.md"]);
        pty.send("2\r");
        write(&home, "garden.md", &with_step("Gloves"));
        pty.wait_for_text("Gloves");
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
    }
}
