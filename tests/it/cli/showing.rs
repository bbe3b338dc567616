//! `show` and `open`.

use std::fs;

use serde_json::Value;

use super::Home;
use crate::support::play::{COMPOSTING, GARDEN, WORMS};

#[test]
fn everything_is_shown_as_text() {
    let home = Home::new();
    home.ok(&["mark", "Compost", "done"]);
    for (name, shot) in [
        ("garden", "agent"),
        ("Compost", "topic"),
        ("garden/plants", "path"),
        ("Bed Keeper", "role"),
        ("garden/tool-stack", "stack"),
        ("garden/beginner", "level"),
        ("https://roadmap.sh/chili", "roadmap"),
    ] {
        insta::assert_snapshot!(format!("show_{shot}"), home.ok(&["show", name]));
        insta::assert_snapshot!(format!("show_{shot}_json"), home.json(&["show", name, "--json"]).0);
    }
}

#[test]
fn a_topic_is_shown_with_its_lesson() {
    let home = Home::new();
    home.write("pack/lessons/compost.md", COMPOSTING);
    home.write("pack/lessons/animals/worms.md", WORMS);
    home.ok(&["mark", "Soil", "done"]);
    for (name, shot) in [("composting", "lesson"), ("worms", "lesson_in_no_path")] {
        insta::assert_snapshot!(format!("show_{shot}"), home.ok(&["show", name]));
        insta::assert_snapshot!(format!("show_{shot}_json"), home.json(&["show", name, "--json"]).0);
    }
    insta::assert_snapshot!(home.ok(&["search", "peelings"]), @r"
    topic  Worm Bins  Feed them peelings.
    ");
    insta::assert_snapshot!(home.ok(&["search", "composting"]), @r"
    topic  Composting  another name of Compost
    ");
    insta::assert_snapshot!(home.ok(&["list", "topics", "--status", "todo"]), @r"
    ○ Compost          todo  gardens/compost
    ○ Drip Irrigation  todo  balcony/pots/drip-irrigation
    ○ Chili Peppers    todo  balcony/pots/chili-peppers
    ○ Mulch            todo  garden/ground/mulch
    ○ Radish           todo  garden/plants/radish
    ○ Lettuce          todo  garden/plants/lettuce
    ○ Tomato, Pepper   todo  garden/plants/tomato-pepper
    ○ Pumpkin          todo  garden/plants/pumpkin
    ○ Worm Bins        todo  gardens/worms
    ");
    insta::assert_snapshot!(home.run(&["open", "Compost"]), @r"
     1  Soil society  https://example.org/soil
     2  Heaps         https://example.org/heaps
     3  the almanac   https://example.org/almanac
     4  Compost       https://roadmap.sh/compost
    note: Compost has 4 links; choose one with --link N
    [exit code 0]
    ");
}

#[test]
fn a_pack_of_lessons_alone_is_learned_from() {
    let home = Home::new();
    home.write("shelf/lessons/worms.md", WORMS);
    home.write("shelf/README.md", "# About this shelf\n");
    let run = |args: &[&str]| {
        home.read(
            home.bare(&[&["--pack", "shelf"], args].concat())
                .output()
                .expect("the program"),
        )
    };
    insta::assert_snapshot!(run(&["next"]), @r"
    ○ Worm Bins
        a lesson that stands in no path
    [exit code 0]
    ");
    insta::assert_snapshot!(run(&["mark", "worm bins", "learning"]), @r"
    Worm Bins is now learning (was todo)
    [exit code 0]
    ");
    insta::assert_snapshot!(run(&["next", "--json"]), @r#"
    {
      "schema": "waypost/1",
      "review": {
        "due": 1,
        "minutes": 1
      },
      "next": [
        {
          "id": "shelf/worms",
          "title": "Worm Bins",
          "status": "learning",
          "agents": [],
          "paths": [],
          "path": null,
          "reason": "you began it just now",
          "minutes": 30
        }
      ]
    }
    [exit code 0]
    "#);
    insta::assert_snapshot!(run(&["stats"]), @r"
    0 of 1 topic done (0 %), 1 in progress
    Streak: 1 day
    1 question due, 0 answered, 0 today
    [exit code 0]
    ");
    insta::assert_snapshot!(run(&["list"]), @r"
    note: there are no agents
    [exit code 0]
    ");
}

#[test]
fn a_topic_has_many_names() {
    let home = Home::new();
    let (whole, _) = home.json(&["show", "Compost", "--json"]);
    // Its id, its former id, the beginning of its title, any case.
    for name in ["garden/ground/compost", "balcony/pots/compost", "comp", "COMPOST"] {
        assert_eq!(home.json(&["show", name, "--json"]).0, whole, "{name}");
    }
    let (_, roadmap) = home.json(&["show", "roadmap.sh/compost", "--json"]);
    assert_eq!(roadmap["roadmap"]["id"], "compost");
}

#[test]
fn a_name_that_one_topic_lists_leads_to_it() {
    let home = Home::new();
    let (whole, _) = home.json(&["show", "Soil", "--json"]);
    assert_eq!(home.json(&["show", "drainage", "--json"]).0, whole);
    home.write(
        "roof/roof.md",
        "# Roof\n\n## Learning Paths\n\n### Box\n- **Watering** - drainage, cans\n",
    );
    for command in ["show", "open"] {
        let ran = home.run(&["--pack", "roof", command, "drainage"]);
        let said = "error: `drainage` is part of Soil, Watering; name one of these\n[exit code 1]";
        assert_eq!(ran.to_string(), said);
    }
}

#[test]
fn unclear_names_are_explained() {
    let home = Home::new();
    insta::assert_snapshot!(home.run(&["show", "Compots"]), @r"
    error: no topic, agent, path, role, stack, level or roadmap is called `Compots`; did you mean one of these?
      balcony/pots/compost (Compost)
      compost (roadmap Compost)
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["show", "xyzzy"]), @r"
    error: no topic, agent, path, role, stack, level or roadmap is called `xyzzy`; `waypost search` finds names by their parts
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["show", "c"]), @r"
    error: `c` can mean 2 things; name one of them:
      balcony/pots/compost (Compost)
      balcony/pots/chili-peppers (Chili Peppers)
    [exit code 1]
    ");
    assert_eq!(home.run(&["show", ""]).code, Some(2));
}

#[test]
fn what_a_spec_lists_beside_its_paths_is_shown_by_its_name() {
    let home = Home::new();
    home.write(
        "bread.md",
        "# Bread\n\n## Core Competencies\n\n### Dough\n- Flour\n\n## Prerequisites\n- Patience\n\n## Resources\n\n**Books**\n- [Crumbs](https://crumbs.example)\n",
    );
    insta::assert_snapshot!(home.ok(&["show", "bread.md"]), @r"
    Bread
    bread
    0 of 1 topics done (0 %)

    Area of expertise: Dough
      ○ Flour

    Prerequisites
      - Patience

    Resources
      - Books · Crumbs https://crumbs.example
    ");
}

#[test]
fn a_spec_in_no_pack_is_shown_with_its_topics() {
    let home = Home::new();
    home.write("specs/loose.md", GARDEN);
    // No progress is needed to read a file, so none is looked for.
    let mut command = home.bare(&["show", "specs/loose.md", "--json"]);
    let ran = home.read(
        command
            .env("WAYPOST_DATA", "/dev/null/none")
            .output()
            .expect("the program"),
    );
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
    let value: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(value["schema"], "waypost/1");
    let agent = &value["agent"];
    assert_eq!(agent["id"], "loose");
    assert_eq!(
        agent["paths"][0]["groups"][0]["steps"][1]["topic"],
        "loose/ground/compost"
    );
    assert_eq!(
        agent["stacks"][0]["groups"][0]["tools"][1]["topic"],
        "loose/ground/compost"
    );
    insta::assert_snapshot!("show_loose_json", ran.out);
}

#[test]
fn a_file_that_has_a_topics_name_is_shown_when_it_is_named_as_a_file() {
    let home = Home::new();
    home.write("Compost", "# Heap\n");
    home.write("Soil.md", "# Ground\n");
    let (_, topic) = home.json(&["show", "Compost", "--json"]);
    assert_eq!(topic["topic"]["title"], "Compost");
    let (_, file) = home.json(&["show", "./Compost", "--json"]);
    assert_eq!(file["agent"]["title"], "Heap");
    let (_, file) = home.json(&["show", "Soil.md", "--json"]);
    assert_eq!(file["agent"]["title"], "Ground");
    home.write("notes", "# Notes\n");
    let (_, file) = home.json(&["show", "notes", "--json"]);
    assert_eq!(file["agent"]["title"], "Notes");
}

/// By its folder, or by what its front matter says where that says nothing.
#[test]
fn a_lesson_in_no_pack_is_shown_as_one() {
    let home = Home::new();
    let lesson = "---\ntitle: Mulching\nminutes: 5\nrequires: [compost]\n---\nCover the soil.\n";
    home.write("drafts/mulch.md", lesson);
    home.write("lessons/bare.md", "Cover the soil.\n");
    home.write("agents/mulch.md", lesson);
    for (file, title) in [("drafts/mulch.md", "Mulching"), ("lessons/bare.md", "bare")] {
        let (_, shown) = home.json(&["show", file, "--json"]);
        assert_eq!(shown["topic"]["title"], title);
        assert_eq!(
            shown["topic"]["lesson"]["body"].as_str().map(str::trim),
            Some("Cover the soil.")
        );
        let (_, checked) = home.json(&["check", file, "--json"]);
        let codes: Vec<&str> = checked["diagnostics"]
            .as_array()
            .expect("diagnostics")
            .iter()
            .filter_map(|found| found["code"].as_str())
            .collect();
        assert!(codes.contains(&"lesson-incomplete"), "{codes:?}");
    }
    insta::assert_snapshot!(home.run(&["show", "drafts/mulch.md"]), @"
    Mulching
    mulch
    ○ todo
    5 minutes

    Learn before
      · compost

    Cover the soil.
    [exit code 0]
    ");
    let (_, shown) = home.json(&["show", "drafts/mulch.md", "--json"]);
    assert_eq!(shown["topic"]["lesson"]["diagnostics"], serde_json::json!([]));
    let (_, shown) = home.json(&["show", "agents/mulch.md", "--json"]);
    assert_eq!(shown["agent"]["title"], "Mulching");
    let spec = "---\nname: mulch\ndescription: d\nlevel: expert\n---\n# Mulch\n";
    home.write("mulch.md", spec);
    assert_eq!(home.json(&["show", "mulch.md", "--json"]).1["agent"]["title"], "Mulch");
}

#[test]
fn files_that_are_none_are_explained() {
    let home = Home::new();
    fs::write(home.path().join("photo.md"), [0_u8, 1, 2, 0, 255, 0]).expect("the file");
    insta::assert_snapshot!(home.run(&["show", "absent.md"]), @r"
    error: there is no file or folder absent.md; name a pack folder or an agent spec
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["show", "pack"]), @r"
    error: pack is a folder; `waypost --pack pack list` lists what it teaches
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["show", "photo.md"]), @r"
    photo
    photo
    note: the reader has 1 remark on this file; see `waypost check photo.md`
    [exit code 1]
    ");
}

#[cfg(unix)]
#[test]
fn names_of_files_need_not_be_utf_8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let home = Home::new();
    let name = OsStr::from_bytes(b"a\xff.md");
    fs::write(home.path().join(name), GARDEN).expect("the file");
    let out = home.ok(&[OsStr::new("show"), OsStr::new("--json"), name]);
    let value: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(value["agent"]["title"], "Kitchen Garden");
    assert_eq!(value["agent"]["file"], "a\u{fffd}.md");
    let out = home.ok(&[OsStr::new("check"), OsStr::new("--json"), name]);
    assert!(out.contains("\"files\": 1"), "{out}");
}

#[test]
fn nothing_in_a_spec_steers_the_terminal() {
    let home = Home::new();
    home.write(
        "evil.md",
        "# E\u{1b}]0;owned\u{7}vil\n\n## Learning Paths\n\n### A\u{202e}\n- \u{9b}2J**Clear** - \u{1b}[2J\n",
    );
    for args in [
        &["show", "evil.md"][..],
        &["show", "evil.md", "--json"],
        &["check", "evil.md"],
    ] {
        let ran = home.run(args);
        let unsafe_ones = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!ran.to_string().contains(unsafe_ones), "{ran}");
    }
}

#[test]
fn a_note_without_an_editor_and_a_terminal_is_refused() {
    let home = Home::new();
    let without = |args: &[&str]| {
        let output = home.command(args).env_remove("EDITOR").env_remove("VISUAL").output();
        home.read(output.expect("the program")).to_string()
    };
    insta::assert_snapshot!(without(&["note", "soil"]), @r"
    error: no editor is named, and there is no terminal for one; set EDITOR to one that needs none, or run it in a terminal; `--print` shows the note
    [exit code 1]
    ");
    insta::assert_snapshot!(without(&["note", "soil", "--print"]), @r"
    note: there is no note on Soil
    [exit code 0]
    ");
}

#[cfg(unix)]
#[test]
fn a_note_is_written_in_an_editor_and_printed() {
    let home = Home::new();
    let note = |args: &[&str], editor: &str| {
        let output = home.command(args).env("EDITOR", editor).output();
        home.read(output.expect("the program")).to_string()
    };
    insta::assert_snapshot!(note(&["note", "soil", "--print"], "false"), @r"
    note: there is no note on Soil
    [exit code 0]
    ");
    insta::assert_snapshot!(note(&["note", "soil"], "printf 'Heavy; add sand.\\n' >>"), @r"
    Noted on Soil
    [exit code 0]
    ");
    insta::assert_snapshot!(note(&["note", "soil", "--print"], "false"), @r"
    # Soil

    Heavy; add sand.
    [exit code 0]
    ");
    insta::assert_snapshot!(note(&["note", "soil"], "true"), @r"
    The note on Soil is as it was
    [exit code 0]
    ");
    insta::assert_snapshot!(note(&["note", "soil"], "false"), @r"
    error: `false` gave up (exit status: 1), so nothing was changed; EDITOR names the editor
    [exit code 1]
    ");
    insta::assert_snapshot!(note(&["note", "soil"], "truncate -s 0"), @r"
    The note on Soil is gone
    [exit code 0]
    ");
    insta::assert_snapshot!(note(&["note", "no such thing"], "true"), @r"
    error: no topic is called `no such thing`; `waypost search` finds names by their parts
    [exit code 1]
    ");
}

#[cfg(unix)]
#[test]
fn open_hands_the_link_to_the_browser() {
    let home = Home::new();
    let script = home.write("browser.sh", "printf '%s' \"$1\" >opened\n");
    let browser = format!("sh {} %s", script.display());
    let open = |args: &[&str]| {
        let output = home.command(args).env("BROWSER", &browser).output();
        home.read(output.expect("the program"))
    };
    insta::assert_snapshot!(open(&["open", "Pumpkin"]), @r"
    Opened https://roadmap.sh/pumpkin
    [exit code 0]
    ");
    assert_eq!(
        fs::read_to_string(home.path().join("opened")).expect("a link"),
        "https://roadmap.sh/pumpkin"
    );
    insta::assert_snapshot!(open(&["open", "balcony"]), @r"
     1  Chili    https://roadmap.sh/chili
     2  Compost  https://roadmap.sh/compost
    note: Balcony has 2 links; choose one with --link N
    [exit code 0]
    ");
    insta::assert_snapshot!(open(&["open", "balcony", "--link", "2"]), @r"
    Opened https://roadmap.sh/compost
    [exit code 0]
    ");
    insta::assert_snapshot!(open(&["open", "balcony", "--link", "9"]), @r"
    error: there is no link 9; Balcony has 2
    [exit code 1]
    ");
    insta::assert_snapshot!(open(&["open", "Soil"]), @r"
    error: Soil has no link; `waypost list roadmaps` lists the pages there are
    [exit code 1]
    ");
}

#[test]
fn without_a_browser_the_address_is_printed() {
    let home = Home::new();
    let output = home
        .command(&["open", "Pumpkin"])
        .env("BROWSER", "no-such-program")
        .output();
    insta::assert_snapshot!(home.read(output.expect("the program")), @r"
    https://roadmap.sh/pumpkin
    note: no browser opened the page: no browser was found
    [exit code 0]
    ");
}

#[test]
fn a_roadmap_whose_id_leads_to_a_topic_is_pointed_at() {
    let home = Home::new();
    home.write("pond/pack.yaml", "title: Pond\n");
    home.write(
        "pond/agents/pond.md",
        "# Pond\n\nSee roadmap.sh/golang.\n\n## Learning Paths\n\n### A\n- Go\n",
    );
    home.write("pond/lessons/go.md", "---\ntitle: Go\naliases: [Golang]\n---\nText.\n");
    let shown = |name: &str| home.ok(&["--pack", "pond", "show", name]);
    assert!(
        shown("golang").ends_with("\n\nalso a roadmap: https://roadmap.sh/golang\n"),
        "{}",
        shown("golang")
    );
    assert!(!shown("go").contains("also a roadmap"));
    let roadmap = shown("https://roadmap.sh/golang");
    assert!(!roadmap.contains("also a roadmap"), "{roadmap}");
}
