//! `check`.

use super::Home;
use crate::support::play::{BALCONY, COMPOSTING, WORMS};

const LENIENT: &str = "---\nname: pond: a still water\n---\n# Pond\n\n## Learning Paths\n\n### Water\n- Depth\n";

#[test]
fn a_sound_pack_has_nothing_to_remark() {
    let home = Home::new();
    home.write("sound/pack.yaml", "title: Sound\nlicense: CC0-1.0\n");
    home.write(
        "sound/agents/garden.md",
        &BALCONY.replace("\n## Related", "\n## Roles\n- **Sitter** - Compost\n\n## Related"),
    );
    home.write(
        "sound/lessons/compost.md",
        &COMPOSTING
            .replace("garden/ground/soil, patience", "balcony/pots/drip-irrigation")
            .replace("[[worms]]", "[[compost]]"),
    );
    insta::assert_snapshot!(home.run(&["check", "sound"]), @r"
    2 files, nothing to remark
    [exit code 0]
    ");
}

#[test]
fn guesses_are_shown_at_their_place() {
    let home = Home::new();
    home.write("pond/agents/pond.md", LENIENT);
    insta::assert_snapshot!("check", home.run(&["check", "pack", "pond", "pond/agents/pond.md"]));
    assert_eq!(home.run(&["check", "pond", "--strict"]).code, Some(1));
    let ran = home.run(&["check", "pond", "--json"]);
    assert_eq!(ran.code, Some(0));
    insta::assert_snapshot!("check_json", ran.out);
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let home = Home::new();
    home.write("bare/pack.yaml", "title: [\n");
    home.write("bare/agents/one.md", "# One\n");
    home.write("empty/notes.txt", "no spec\n");
    insta::assert_snapshot!("check_errors", home.run(&["check", "bare", "empty", "absent"]));
    let ran = home.run(&["check", "absent", "--json"]);
    assert_eq!(ran.code, Some(1));
    insta::assert_snapshot!("check_errors_json", ran.out);
}

#[test]
fn lessons_are_checked_alone_and_together() {
    let home = Home::new();
    home.write("pack/lessons/compost.md", COMPOSTING);
    home.write(
        "pack/lessons/worms.md",
        &WORMS.replace("summary", "aliases: [Vermiculture, compost]\nlevel: deep\nsummary"),
    );
    insta::assert_snapshot!("check_lessons", home.run(&["check", "pack"]));
    // Alone it can't be told what others have.
    insta::assert_snapshot!("check_lesson", home.run(&["check", "pack/lessons/worms.md"]));
    // A lesson can be learned from whatever is wrong with it.
    let done = home.ok(&["mark", "Vermiculture", "done"]);
    assert_eq!(done, "Worm Bins is now done (was todo)\n");
}

#[test]
fn a_pack_with_problems_can_be_learned_from() {
    let home = Home::new();
    home.write("pond/pack.yaml", "title: [\n");
    home.write("pond/agents/pond.md", LENIENT);
    insta::assert_snapshot!(home.run(&["--pack", "pond", "list"]), @r"
    Balcony             0/3  balcony
    Kitchen Garden      0/7  garden
    Pond                0/1  pond
    warning: pond/pack.yaml:1:8: can't be read: title: invalid type: sequence, expected a string; see `waypost check pack pond`
    [exit code 0]
    ");
    home.write("puddle/pack.yaml", "- none\n");
    home.write("puddle/agents/puddle.md", LENIENT);
    for args in [&["mark", "Depth", "done"][..], &["open", "Depth"], &["search", "depth"]] {
        let ran = home.run(&[&["--pack", "pond", "--pack", "puddle"], args].concat());
        let said = "warning: pond/pack.yaml:1:8: ";
        let way_out = " (and 1 more); see `waypost check pack pond puddle`\n";
        assert!(ran.err.starts_with(said) && ran.err.contains(way_out), "{ran}");
    }
}

#[cfg(unix)]
#[test]
fn what_a_pack_links_to_outside_is_not_shown() {
    let home = Home::new();
    home.write("private.txt", "title: secret\n");
    home.write("pond/agents/pond.md", LENIENT);
    std::os::unix::fs::symlink("../private.txt", home.path().join("pond/pack.yaml")).expect("a link");
    let ran = home.run(&["check", "pond"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.contains("error[outside-pack]") && !ran.out.contains("secret"),
        "{ran}"
    );
}

#[test]
fn text_misread_once_is_shown_as_it_stands_in_the_file() {
    let home = Home::new();
    // "Größe ✓" in UTF-8, read as Mac Roman and saved again.
    home.write("size.md", "# Gr√∂√üe ‚úì\n\nText\n");
    let ran = home.run(&["check", "size.md"]);
    assert!(
        ran.out.contains("encoding-repaired") && ran.out.contains("Gr√∂√üe"),
        "{ran}"
    );
    assert_eq!(home.json(&["show", "size.md", "--json"]).1["agent"]["title"], "Größe");
}

#[test]
fn an_outline_says_what_headings_are_taken_for() {
    let home = Home::new();
    let text = "# Pond\n\n## Specializations\n\n### Water\n- Depth\n- Weeds\n\n## Notes\n\nWords.\n";
    home.write("pond/agents/pond.md", text);
    home.write("pond/agents/plain.md", "Only words.\n");
    // Who doesn't ask for it is told that there is one, where anything was guessed.
    insta::assert_snapshot!("check_guess", home.run(&["check", "pond"]));
    insta::assert_snapshot!("check_outline", home.run(&["check", "pond", "--outline"]));
    let ran = home.run(&["check", "pond/agents/pond.md", "--outline", "--json"]);
    insta::assert_snapshot!("check_outline_json", ran.out);
}
