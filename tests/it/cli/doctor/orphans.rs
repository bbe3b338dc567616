//! Progress whose topic is gone.

use super::super::Home;
use crate::support::play::GARDEN;

/// A garden whose paths and names have changed.
pub(super) const REPLANTED: &str = "---\nname: garden\n---\n# Garden\n\n## Learning Paths\n\n### Ground\n- **Soil Types** - sand\n- **Mulching** - straw\n- **Rakes** - iron\n\n### Plants\n- **Lettuces** - all year\n";

#[test]
fn progress_without_a_topic_is_listed_and_moved() {
    let home = Home::with_marks();
    home.write("new/agents/garden.md", REPLANTED);
    let run = |args: &[&str]| home.read(home.bare(&["--pack", "new"]).args(args).output().expect("the program"));
    let listed = run(&["doctor"]);
    insta::assert_snapshot!(listed, @r"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        4 events, 4 lines, 582 bytes, 2026-02-01 to 2026-02-02

    Snapshots
      here: 2 snapshots from 2026-02-01 to 2026-02-02, the last with 4 events, all
      in the logs too

    Progress without a topic
      4 topics you marked aren't in new, the only place looked. Nothing of it is
      lost: it counts again with a pack that has the topic, or for another topic
      once you move it.
      ✓ garden/plants/lettuce  done since 2026-02-02
          waypost --pack 'new' doctor --move 'garden/plants/lettuce' 'garden/plants/lettuces'
      ✓ garden/plants/radish  done since 2026-02-01
      ✓ garden/ground/mulch  done since 2026-02-01
          waypost --pack 'new' doctor --move 'garden/ground/mulch' 'garden/ground/mulching'
      ✓ garden/ground/soil  done since 2026-02-01
          waypost --pack 'new' doctor --move 'garden/ground/soil' 'garden/ground/soil-types'

    All well, but 4 marks have no topic: see above.
    [exit code 0]
    ");
    let before = home.tree();
    for (old, new, said) in [
        ("Mulching", "Rakes", "`Mulching` is a topic of the packs"),
        ("Mulch", "Rekes", "did you mean garden/ground/rakes"),
        ("Radish", "radish", "`Radish` and `radish` are the same"),
        ("Mulhc", "Rakes", "did you mean garden/ground/mulch?"),
        ("Zeppelin", "Rakes", "`waypost doctor` lists all there is"),
    ] {
        let ran = run(&["doctor", "--move", old, new, "--dry-run"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran}");
        assert!(ran.err.contains("nothing was moved") && ran.err.contains(said), "{ran}");
    }
    insta::assert_snapshot!(run(&["doctor", "--move", "mulch", "Mulching", "--dry-run"]), @r"
    Would move the progress of garden/ground/mulch to garden/ground/mulching
      Mulching would be done (was todo)
    [exit code 0]
    ");
    assert_eq!(home.tree(), before);
    insta::assert_snapshot!(run(&["doctor", "--move", "mulch", "Mulching"]), @r"
    Moved the progress of garden/ground/mulch to garden/ground/mulching
      Mulching is now done (was todo)
      `waypost --pack 'new' undo` takes it back.
    [exit code 0]
    ");
    assert!(
        !run(&["doctor"]).out.contains("garden/ground/mulch'"),
        "no orphan any more"
    );
    insta::assert_snapshot!(home.with_plain_ids(run(&["doctor", "--move", "mulch", "Rakes"])), @r"
    error: nothing was moved
    garden/ground/mulch is already moved to Mulching (garden/ground/mulching); `waypost --pack 'new' undo event5` takes it back
    [exit code 1]
    ");
    let ran = run(&["undo"]);
    insta::assert_snapshot!(ran, @r"
    Undone: progress of garden/ground/mulch counts for Mulching
      Mulching is now todo (was done)
    [exit code 0]
    ");
    assert_eq!(run(&["doctor"]).out.matches("garden/ground/mulch'").count(), 1);
    // The pack that has it needs no move.
    let ran = home.run(&["doctor", "--move", "Mulch", "Soil"]);
    assert!(
        ran.err.contains("`Mulch` is a topic of the packs, garden/ground/mulch"),
        "{ran}"
    );
    assert!(!home.doctor(&[]).out.contains("without a topic"));
    home.went("2026-02-20T10:00:00Z", &["--pack", "new", "mark", "Rakes", "learning"]);
    insta::assert_snapshot!(run(&["doctor", "--move", "garden/plants/radish", "Rakes"]), @r"
    Moved the progress of garden/plants/radish to garden/ground/rakes
      Rakes stays learning: its own mark is later
      `waypost --pack 'new' undo` takes it back.
    [exit code 0]
    ");
}

#[test]
fn a_topic_with_another_name_at_the_same_place_is_offered() {
    let home = Home::with_marks();
    home.write("new/agents/garden.md", &GARDEN.replace("- **Soil** -", "- **Earth** -"));
    let run = |args: &[&str]| home.read(home.bare(&["--pack", "new"]).args(args).output().expect("the program"));
    let ran = run(&["doctor"]);
    // Compost, the other step that was never marked, stands before one that was: it is offered after.
    let offer =
        "since 2026-02-01\n      waypost --pack 'new' doctor --move 'garden/ground/soil' 'garden/ground/earth'\n";
    assert!(ran.out.contains(offer), "{ran}");
    assert!(
        ran.out.ends_with("All well, but 1 mark has no topic: see above.\n"),
        "{ran}"
    );
}

#[test]
fn marks_of_other_packs_are_asked_for() {
    let home = Home::with_marks();
    let hint = "Were these marked with --pack? Then: waypost --pack DIR doctor\n";
    let ran = home.read(home.bare(&["doctor"]).output().expect("the program"));
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.out.contains(hint), "{ran}");
    assert!(!home.doctor(&[]).out.contains(hint));
}
