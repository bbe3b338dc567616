//! `waypost import roadmap-sh`: roadmaps of a clone, to walk and to mark.

use std::fs;
use std::process::Command;

use super::{Home, Ran};
use crate::support::clone::{CONTENTS, MAP, PAGE};

const DATA: &str = "src/data/roadmaps";

impl Home {
    /// A clone of the layout with maps: `garden` with all, and `empty`, a placeholder.
    fn clone_with_maps(&self) {
        self.write(&format!("clone/{DATA}/garden/garden.json"), MAP);
        self.write(&format!("clone/{DATA}/garden/garden.md"), PAGE);
        for (name, text) in CONTENTS {
            self.write(&format!("clone/{DATA}/garden/content/{name}"), text);
        }
        let soon = r#"{"nodes": [{"id": "x", "type": "button", "data": {"label": "Soon"}}], "edges": []}"#;
        self.write(&format!("clone/{DATA}/empty/empty.json"), soon);
    }

    /// The program on the pack inside it and those in the data folder.
    fn own(&self, args: &[&str]) -> Command {
        self.bare(args)
    }

    fn ran(&self, args: &[&str]) -> Ran {
        self.read(self.own(args).output().expect("the program"))
    }

    /// What a run prints that goes well and has nothing to remark.
    fn own_ok(&self, args: &[&str]) -> String {
        let ran = self.ran(args);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
        ran.out
    }

    /// A pack beside the imported one, with one lesson of three names on the map.
    fn lesson_on_heaps(&self) {
        let lesson = "---\ntitle: Heaps and worm bins\naliases: [Compost, Worm bins, Harvest]\n---\nTurn it.\n";
        self.write("home/.local/share/waypost/packs/beds/lessons/heaps.md", lesson);
    }

    /// What the program does at another time, going well.
    fn own_at(&self, now: &str, args: &[&str]) -> String {
        let mut command = self.bare(args);
        let ran = self.read(command.env("WAYPOST_NOW", now).output().expect("the program"));
        assert_eq!(ran.code, Some(0), "{ran}");
        ran.out
    }

    /// How far the garden is: "2/8".
    fn garden(&self) -> String {
        let list = self.own_ok(&["list", "roadmaps"]);
        let line = list
            .lines()
            .find(|line| line.ends_with("  garden"))
            .expect("the garden");
        line.split_whitespace().rev().nth(1).unwrap_or_default().to_owned()
    }

    fn import(&self) -> Ran {
        self.ran(&["import", "roadmap-sh", "clone"])
    }

    fn pack(&self) -> std::path::PathBuf {
        self.path().join("home/.local/share/waypost/packs/roadmap-sh")
    }
}

#[test]
fn a_clone_with_maps_is_imported_walked_and_marked() {
    let home = Home::new();
    home.clone_with_maps();
    let ran = home.import();
    insta::assert_snapshot!(ran, @r"
    1 roadmap, 8 topics (1 with an inferred place), 2 links; 1 skipped: empty
    1 new
    `waypost` shows them on the tab Roadmaps, `waypost list roadmaps` lists them.
    warning: clone/src/data/roadmaps/empty/empty.json:1:1: the roadmap `empty` has no topics in this clone
    [exit code 0]
    ");
    insta::assert_snapshot!("import_show_roadmap", home.own_ok(&["show", "garden"]));
    // The file's own title leads to it as well.
    assert!(home.own_ok(&["show", "all on compost"]).starts_with("Compost\n"));
    let found = home.own_ok(&["search", "all on compost"]);
    assert!(found.contains("Compost") && found.contains("All on compost"), "{found}");
    insta::assert_snapshot!("import_show_topic", home.own_ok(&["show", "roadmap-sh/garden/compost"]));
    let list = home.own_ok(&["list", "roadmaps"]);
    let line = list.lines().find(|line| line.contains("garden")).expect("the roadmap");
    assert_eq!(
        line.split_whitespace().collect::<Vec<_>>(),
        ["Kitchen", "garden", "0/8", "garden"]
    );
    let marked = home.own_ok(&["mark", "Worm bins", "Harvest", "done"]);
    assert!(marked.contains("Worm bins is now done"), "{marked}");
    let list = home.own_ok(&["list", "roadmaps"]);
    assert!(list.contains("  2/8  garden"), "{list}");
    assert!(home.own_ok(&["search", "feeds what"]).contains("Compost"));
    assert!(home.own_ok(&["next"]).contains("after Worm bins"));
    let shown: serde_json::Value = serde_json::from_str(&home.own_ok(&["show", "garden", "--json"])).expect("JSON");
    let roadmap = &shown["roadmap"];
    assert_eq!(roadmap["arranged"], "graph");
    assert_eq!(roadmap["groups"][0]["steps"][1]["legend"], "Recommended");
    assert_eq!(roadmap["groups"][0]["steps"][2]["status"], "done");
    assert_eq!(roadmap["groups"][1]["steps"][1]["inferred"], true);
    let compost = home.own_ok(&["show", "roadmap-sh/garden/compost", "--json"]);
    let compost: serde_json::Value = serde_json::from_str(&compost).expect("JSON");
    assert_eq!(compost["topic"]["places"][0]["aliases"][0], "All on compost");
    let topic = home.own_ok(&["show", "Peas", "--json"]);
    let topic: serde_json::Value = serde_json::from_str(&topic).expect("JSON");
    assert_eq!(topic["topic"]["places"][0]["roadmap"], "garden");
    assert_eq!(topic["topic"]["roadmaps"][0], "garden");
}

#[test]
fn a_topic_that_a_spec_has_as_well_is_learned_once() {
    let home = Home::new();
    home.clone_with_maps();
    home.import();
    let pack = home.pack();
    let pack = pack.to_str().expect("a path");
    home.ok(&["mark", "Compost", "done"]);
    // Both named, the garden's spec and the roadmap count the same mark.
    let list = home.ok(&["--pack", pack, "list", "roadmaps"]);
    assert!(list.contains("Kitchen garden      1/8"), "{list}");
    // And so does the roadmap alone.
    let alone = home.own_ok(&["--pack", pack, "list", "roadmaps"]);
    assert!(alone.contains("1/8"), "{alone}");
    assert!(
        !home.ok(&["list", "roadmaps"]).contains("Kitchen"),
        "only the packs that are named"
    );
    let check = home.own_ok(&["check", pack]);
    assert_eq!(check, "1 file, nothing to remark\n");
}

#[test]
fn importing_again_brings_up_to_date_and_keeps_every_mark() {
    let home = Home::new();
    home.clone_with_maps();
    home.import();
    for topic in ["compost", "worms", "peas", "5eeds"] {
        home.own_ok(&["mark", &format!("roadmap-sh/garden/{topic}"), "done"]);
    }
    let file = home.pack().join("roadmaps/garden.json");
    let written = fs::metadata(&file).expect("the file").modified().expect("a time");
    let again = home.import();
    assert!(again.out.contains("\n1 as before\n"), "{again}");
    assert_eq!(
        fs::metadata(&file).expect("the file").modified().expect("a time"),
        written
    );

    // Compost is renamed and moves, the worms get another id, the peas are gone from the map, the seeds from the files.
    let map = MAP
        .replace("\"label\": \"Compost\"", "\"label\": \"The heap\"")
        .replace(
            "\"-ground\", \"target\": \"compost\"",
            "\"harvest\", \"target\": \"compost\"",
        )
        .replace("\"worms\"", "\"w0rms\"")
        .replace("{\"id\": \"peas\"", "{\"id\": \"beans\"")
        .replace("\"label\": \"Peas\"", "\"label\": \"Beans\"");
    home.write(&format!("clone/{DATA}/garden/garden.json"), &map);
    fs::remove_file(
        home.path()
            .join(format!("clone/{DATA}/garden/content/seed-bank@5eeds.md")),
    )
    .expect("removed");
    home.write("home/.local/share/waypost/packs/roadmap-sh/roadmaps/mine.txt", "mine");
    let changed = home.import();
    insta::assert_snapshot!("import_again", changed.out);
    insta::assert_snapshot!("import_again_show", home.own_ok(&["show", "garden"]));
    for topic in ["compost", "worms", "w0rms", "peas", "5eeds"] {
        let shown = home.own_ok(&["show", &format!("roadmap-sh/garden/{topic}")]);
        assert!(shown.contains("✓ done"), "{topic}: {shown}");
    }
    assert!(home.pack().join("roadmaps/mine.txt").exists());
    let doctor: serde_json::Value = serde_json::from_str(&home.ran(&["doctor", "--json"]).out).expect("JSON");
    assert_eq!(doctor["health"]["orphans"], serde_json::json!([]), "{doctor}");

    // A clone of today has no maps: the order stays, texts are brought up to date.
    home.write("today/roadmaps/garden/content/heap@compost.md", "# Heap\n\nTurned.\n");
    home.write("today/roadmaps/garden/content/nuts@nuts.md", "# Nuts\n");
    let today = home.ran(&["import", "roadmap-sh", "today"]);
    assert!(
        today.out.contains("1 roadmap kept the order of an earlier import"),
        "{today}"
    );
    let shown = home.own_ok(&["show", "roadmap-sh/garden/compost"]);
    assert!(
        shown.contains("The heap") && shown.contains("Turned.") && shown.contains("under Harvest"),
        "{shown}"
    );
    assert!(home.own_ok(&["show", "garden"]).contains("Not on the map"));
}

#[test]
fn every_layout_is_listed_and_read() {
    let home = Home::new();
    home.clone_with_maps();
    home.write("clone/roadmaps/new/content/soil@s0il.md", "# Soil\n");
    home.write(&format!("clone/{DATA}/old/content/100-ground/index.md"), "\n");
    home.write(&format!("clone/{DATA}/old/content/100-ground/101-soil.md"), "# Soil\n");
    let mockup = r#"{"mockup": {"controls": {"control": [{"properties": {"controlName": "100-ground:worms"}}]}}}"#;
    home.write(&format!("clone/{DATA}/old/old.json"), mockup);
    home.write(
        "clone/public/roadmap-content/listed.json",
        r#"{"a": {"title": "Soil", "description": "Sandy."}}"#,
    );
    home.write(
        "clone/src/data/question-groups/garden/garden.md",
        "---\nquestions:\n  - question: Why dig?\n    answer: dig.md\n    topics: [Beginner]\n---\n",
    );
    home.write("clone/src/data/question-groups/garden/content/dig.md", "For air.\n");
    insta::assert_snapshot!("import_list", home.own_ok(&["import", "roadmap-sh", "clone", "--list"]));
    assert!(!home.pack().exists());
    let dry = home.ran(&["import", "roadmap-sh", "clone", "garden", "old", "--dry-run"]);
    assert!(
        dry.out.ends_with("Nothing was written, since this was a dry run.\n"),
        "{dry}"
    );
    assert_eq!(
        dry.err,
        "note: clone/src/data/roadmaps/garden/garden.json:1:1: a line of the map leads to nothing and is left out\n"
    );
    assert!(!home.pack().exists());
    let ran = home.ran(&["import", "roadmap-sh", "clone", "old", "garden", "new", "listed"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let kept = fs::read_to_string(home.pack().join("roadmaps/garden.json")).expect("the roadmap");
    assert!(
        kept.contains(r#""questions":[{"ask":"Why dig?","answer":"For air.","topics":["Beginner"]}]"#),
        "{kept}"
    );
    let old = home.own_ok(&["show", "old"]);
    insta::assert_snapshot!("import_show_old", old);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_costs_nothing_else() {
    let home = Home::new();
    home.clone_with_maps();
    home.write(&format!("clone/{DATA}/broken/broken.json"), "{\n  \"nodes\": [}");
    home.write(&format!("clone/{DATA}/broken/content/a@a.md"), "# A\n");
    let ran = home.ran(&["import", "roadmap-sh", "clone", "broken", "empty"]);
    insta::assert_snapshot!("import_broken", ran);
    for (args, said) in [
        (
            vec!["import", "roadmap-sh", "nowhere"],
            "there is no folder nowhere; name your own clone of roadmap.sh's repository: `git clone ",
        ),
        (
            vec!["import", "roadmap-sh", "https://example.org/developer-roadmap"],
            "name your own clone of roadmap.sh's repository: `git clone ",
        ),
        (vec!["import", "roadmap-sh", "pack"], "pack has no roadmaps: neither"),
        (
            vec!["import", "roadmap-sh", "clone", "gardn"],
            "has no roadmap `gardn`; did you mean one of these?\n  garden\n",
        ),
    ] {
        let ran = home.ran(&args);
        assert_eq!(ran.code, Some(1), "{ran}");
        assert!(ran.err.contains(said), "{ran}");
    }
    // A file that no import has written is never written over.
    let file = home.pack().join("roadmaps/garden.json");
    fs::write(&file, "mine").expect("written");
    let ran = home.ran(&["import", "roadmap-sh", "clone", "garden"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(
        ran.err
            .contains("garden.json:1:1: expected value; no import wrote this file"),
        "{ran}"
    );
    assert_eq!(fs::read_to_string(&file).expect("read"), "mine");
    // The pack says so wherever it is read, and all else is there.
    let list = home.ran(&["list", "roadmaps"]);
    assert!(list.err.contains("garden.json:1:1: expected value"), "{list}");
    assert!(list.out.contains("broken"), "{list}");
}

#[test]
fn a_folder_that_is_no_pack_hinders_no_other() {
    let home = Home::new();
    home.clone_with_maps();
    home.import();
    fs::create_dir_all(home.path().join("home/.local/share/waypost/packs/nothing")).expect("a folder");
    home.write(
        "home/.local/share/waypost/packs/more/agents/balcony.md",
        crate::support::play::BALCONY,
    );
    let ran = home.ran(&["list", "roadmaps"]);
    assert!(
        ran.err
            .contains("packs/nothing holds no agent specs, lessons, roles or roadmaps"),
        "{ran}"
    );
    assert!(ran.out.contains("Kitchen garden") && ran.out.contains("Chili"), "{ran}");
}

#[test]
fn questions_come_with_their_roadmap_and_stay_when_a_clone_has_none() {
    const GROUPS: &str = "clone/src/data/question-groups";
    let home = Home::new();
    home.clone_with_maps();
    let group = "---\nquestions:\n  - question: Why dig?\n    answer: For air.\n    topics: [Beginner]\n  - question: Why mulch?\n    answer: mulch.md\n    topics: [Expert]\n  - question: Why hoe?\n---\n";
    home.write(&format!("{GROUPS}/garden/garden.md"), group);
    home.write(&format!("{GROUPS}/garden/content/mulch.md"), "To keep *water*.\n");
    home.write(&format!("{GROUPS}/orchard/orchard.md"), group);
    let ran = home.import();
    assert!(
        ran.out
            .contains("8 topics (1 with an inferred place), 2 links, 2 questions (1 left out without an answer)"),
        "{ran}"
    );
    let named = home.ran(&["import", "roadmap-sh", "clone", "garden", "--dry-run"]);
    let unanswered = "garden.md:9:15: the question `Why hoe?` is left out: it has no answer";
    assert!(named.err.contains(unanswered), "{named}");
    let note = "note: left out: questions on orchard, since no roadmap here is called so";
    assert!(ran.err.contains(note), "{ran}");
    let shown = |home: &Home| {
        let text = home.own_ok(&["show", "garden"]);
        assert!(text.contains("\n2 questions (1 Beginner, 1 Expert)\n"), "{text}");
        let json: serde_json::Value = serde_json::from_str(&home.own_ok(&["show", "garden", "--json"])).expect("JSON");
        let question = &json["roadmap"]["questions"][1];
        assert_eq!(
            (&question["ask"], &question["topics"][0]),
            (&"Why mulch?".into(), &"Expert".into())
        );
        assert_eq!(question["answer"], "To keep *water*.");
    };
    shown(&home);
    fs::remove_dir_all(home.path().join(GROUPS)).expect("the questions");
    let ran = home.import();
    assert!(ran.out.contains("1 as before"), "{ran}");
    shown(&home);
}

#[test]
fn topics_that_share_a_lesson_are_marked_on_their_own_and_name_it_to_read() {
    let home = Home::new();
    home.clone_with_maps();
    home.lesson_on_heaps();
    let ran = home.import();
    assert!(
        ran.out.ends_with(
            "1 topic has a lesson in your packs.\n2 topics share their lessons with others of their roadmaps: \
             they are marked on their own and say what to read.\n"
        ),
        "{ran}"
    );
    // The title speaks of worm bins.
    assert_eq!(
        home.own_ok(&["mark", "Compost", "done"]),
        "Compost is now done (was todo)\n"
    );
    assert_eq!(home.garden(), "1/8");
    insta::assert_snapshot!("import_show_apart", home.own_ok(&["show", "compost"]));
    insta::assert_snapshot!("import_show_lesson", home.own_ok(&["show", "heaps"]));
    let json = |name: &str| -> serde_json::Value {
        let shown: serde_json::Value = serde_json::from_str(&home.own_ok(&["show", name, "--json"])).expect("JSON");
        shown["topic"].clone()
    };
    let compost = json("compost");
    assert_eq!(
        (&compost["read"], &compost["covers"]),
        (&"beds/heaps".into(), &serde_json::Value::Null)
    );
    let heaps = json("worm bins");
    assert_eq!(heaps["id"], "beds/heaps");
    assert_eq!(
        heaps["covers"],
        serde_json::json!(["roadmap-sh/garden/compost", "roadmap-sh/garden/harvest"])
    );
    assert_eq!(
        (&heaps["status"], &heaps["read"]),
        (&"todo".into(), &serde_json::Value::Null)
    );
}

#[test]
fn an_import_from_before_keeps_its_meetings_and_what_was_marked_then_counts_for_all() {
    let home = Home::new();
    home.clone_with_maps();
    home.lesson_on_heaps();
    home.import();
    let file = home.pack().join("roadmaps/garden.json");
    let kept = fs::read_to_string(&file).expect("the roadmap");
    let before = kept.replace(r#""apart":"1970-01-01T00:00:00Z","#, "");
    assert_ne!(kept, before);
    fs::write(&file, before).expect("written");

    // Compost, worm bins and harvest are one in such a file.
    home.own_ok(&["mark", "roadmap-sh/garden/harvest", "done"]);
    assert_eq!(home.garden(), "1/6");
    let again = home.own_at("2026-04-01T12:00:00Z", &["import", "roadmap-sh", "clone"]);
    assert!(
        again.contains("\n1 changed\n") && again.contains("2 topics share"),
        "{again}"
    );
    assert!(again.ends_with("what was marked so far counts for both.\n"), "{again}");
    assert_eq!(home.garden(), "3/8");
    // From then on they are three.
    home.own_at("2026-04-02T12:00:00Z", &["mark", "Compost", "skipped"]);
    assert_eq!(home.garden(), "2/8");
    home.own_at("2026-04-02T13:00:00Z", &["mark", "heaps", "todo"]);
    assert_eq!(home.garden(), "1/8");
    let again = home.own_at("2026-05-01T12:00:00Z", &["import", "roadmap-sh", "clone"]);
    assert!(again.contains("\n1 as before\n"), "{again}");
    assert_eq!(home.garden(), "1/8");
}

#[test]
fn removed_roadmaps_come_back_as_they_were() {
    let home = Home::new();
    home.clone_with_maps();
    home.write("clone/roadmaps/pots/content/peas@p0tpeas.md", "# Peas\n");
    home.write("clone/roadmaps/pots/content/clay@clay.md", "# Clay\n");
    home.import();
    home.own_ok(&["mark", "Peas", "Compost", "done"]);
    let listed = home.own_ok(&["list", "roadmaps"]);
    for (args, said) in [
        (
            &["gardn"][..],
            "error: no roadmap `gardn` was imported; did you mean one of these?\n  garden\n  pots\n",
        ),
        (&["garden", "nowhere"], "no roadmap `nowhere` was imported"),
    ] {
        let ran = home.ran(&[&["import", "roadmap-sh", "--remove"], args].concat());
        assert_eq!(ran.code, Some(1), "{ran}");
        assert!(ran.err.contains(said), "{ran}");
    }
    let dry = home.own_ok(&["import", "roadmap-sh", "--dry-run", "--remove", "garden"]);
    insta::assert_snapshot!(dry, @r"
    Kitchen garden (garden, 8 topics) would go
    Nothing was removed, since this was a dry run.
    ");
    assert_eq!(home.own_ok(&["list", "roadmaps"]), listed);

    let gone = home.own_ok(&[
        "import",
        "roadmap-sh",
        "--remove",
        "https://roadmap.sh/garden",
        "garden",
    ]);
    insta::assert_snapshot!(gone, @r"
    Kitchen garden (garden, 8 topics) is gone
      your progress stays: 1 topic of yours is in no pack now, which `waypost doctor` lists
    To have it back, import again from a clone: `waypost import roadmap-sh DIR garden`
    ");
    let list = home.own_ok(&["list", "roadmaps"]);
    assert!(!list.contains("Kitchen garden"), "{list}");
    // Peas had the garden's id, and are met in pots as well.
    assert!(home.own_ok(&["show", "Peas"]).contains("✓ done"));
    assert!(home.own_ok(&["show", "roadmap-sh/pots/p0tpeas"]).contains("✓ done"));
    let both = home.own_ok(&["import", "roadmap-sh", "--remove", "pots"]);
    assert!(both.contains("1 topic of yours is in no pack now"), "{both}");
    assert!(!home.pack().exists());
    let none = home.ran(&["import", "roadmap-sh", "--remove", "pots"]);
    assert!(
        none.err.contains("no roadmap `pots` was imported, nor any other"),
        "{none}"
    );
    let doctor: serde_json::Value = serde_json::from_str(&home.ran(&["doctor", "--json"]).out).expect("JSON");
    assert_eq!(
        doctor["health"]["orphans"].as_array().map(Vec::len),
        Some(2),
        "{doctor}"
    );

    // Today's clone has no map; the order is that of the one that was removed.
    for (name, text) in CONTENTS {
        home.write(&format!("today/roadmaps/garden/content/{name}"), text);
    }
    home.write("today/roadmaps/garden/content/ground@-ground.md", "# Ground\n");
    home.write("today/roadmaps/garden/content/peas@peas.md", "# Peas\n");
    home.write("today/roadmaps/garden/content/worms@worms.md", "# Worm bins\n");
    home.write("today/roadmaps/garden/content/spade@spade.md", "# Spade\n");
    let back = home.ran(&["import", "roadmap-sh", "today"]);
    assert!(
        back.out
            .contains("\n1 new\n1 roadmap kept the order of an earlier import"),
        "{back}"
    );
    assert_eq!(home.garden(), "2/8");
    let shown = home.own_ok(&["show", "roadmap-sh/garden/compost"]);
    assert!(
        shown.contains("under Ground") && shown.contains("feeds what will be"),
        "{shown}"
    );
    assert!(!home.pack().with_file_name(".roadmap-sh").join("garden.json").exists());
    assert!(home.pack().with_file_name(".roadmap-sh").join("pots.json").exists());
}

#[test]
fn only_what_an_import_wrote_is_removed_and_only_its_names_complete() {
    let home = Home::new();
    home.clone_with_maps();
    home.import();
    home.write("home/.local/share/waypost/packs/roadmap-sh/roadmaps/mine.json", "mine");
    let ran = home.ran(&["import", "roadmap-sh", "--remove", "garden", "mine"]);
    assert!(
        ran.err
            .contains("mine.json:1:1: expected value; no import wrote this file, so it is left as it is"),
        "{ran}"
    );
    assert!(home.pack().join("roadmaps/garden.json").exists());
    for (args, said) in [
        (&["import", "roadmap-sh"][..], "<DIR>"),
        (
            &["import", "roadmap-sh", "--remove"],
            "a value is required for '--remove <SLUG>...'",
        ),
        (
            &["import", "roadmap-sh", "clone", "--remove", "garden"],
            "cannot be used with",
        ),
        (
            &["import", "roadmap-sh", "--list", "--remove", "garden"],
            "cannot be used with",
        ),
    ] {
        let ran = home.ran(args);
        assert_eq!(ran.code, Some(2), "{ran}");
        assert!(ran.err.contains(said), "{ran}");
    }
    let mut asks = home.bare(&["--", "waypost", "import", "roadmap-sh", "--remove", "ga"]);
    asks.env("WAYPOST_COMPLETE", "fish");
    let told = home.read(asks.output().expect("the program"));
    assert_eq!(told.out.trim_end(), "garden\thttps://roadmap.sh/garden", "{told}");
    home.own_ok(&["import", "roadmap-sh", "--remove", "garden"]);
    assert_eq!(
        fs::read_to_string(home.pack().join("roadmaps/mine.json")).expect("kept"),
        "mine"
    );
}

#[test]
fn a_roadmap_of_2022_has_the_title_its_meta_file_says() {
    let home = Home::new();
    for (folder, text) in [
        (
            "100-garden",
            r#"{"title": "Garden roadmap", "featuredTitle": "Kitchen garden", "relatedRoadmaps": ["pots"]}"#,
        ),
        ("101-pots", "{\n\"title\": }"),
    ] {
        home.write(&format!("clone/content/roadmaps/{folder}/meta.json"), text);
        home.write(
            &format!("clone/content/roadmaps/{folder}/content/100-soil/readme.md"),
            "# Soil\n",
        );
    }
    let ran = home.import();
    assert_eq!(ran.code, Some(0), "{ran}");
    let said = "101-pots/meta.json:2:10: is no valid JSON: expected value; the roadmap has the name of its folder";
    assert!(ran.err.contains(said), "{ran}");
    let list = home.own_ok(&["list", "roadmaps"]);
    assert!(list.contains("Kitchen garden ") && list.contains("Pots "), "{list}");
}

#[test]
fn the_readme_of_a_clone_without_pages_tells_the_titles() {
    let home = Home::new();
    home.write("clone/roadmaps/kgarden/content/soil@s0il.md", "# Soil\n");
    home.write("clone/roadmaps/pots/content/clay@clay.md", "# Clay\n");
    let before = home.import();
    assert_eq!(before.code, Some(0), "{before}");
    assert!(home.own_ok(&["list", "roadmaps"]).contains("Kgarden "));
    home.write(
        "clone/readme.md",
        "- [Kitchen Garden Roadmap](https://roadmap.sh/kgarden)\n",
    );
    // From whichever folder of the clone, and in place of a name that was only made of the address.
    let again = home.ran(&["import", "roadmap-sh", "clone/roadmaps"]);
    assert!(again.out.contains("\n1 changed, 1 as before\n"), "{again}");
    let list = home.own_ok(&["list", "roadmaps"]);
    assert!(list.contains("Kitchen Garden ") && list.contains("Pots "), "{list}");
}

#[test]
fn a_nearer_name_that_comes_to_a_roadmap_takes_no_mark_away() {
    let home = Home::new();
    home.clone_with_maps();
    home.lesson_on_heaps();
    let map = MAP.replace("\"label\": \"Worm bins\"", "\"label\": \"Buckets\"");
    home.write(
        &format!("clone/{DATA}/garden/garden.json"),
        &map.replace("\"label\": \"Harvest\"", "\"label\": \"Picking\""),
    );
    let one = home.import();
    assert!(!one.out.contains("share"), "{one}");
    home.own_ok(&["mark", "roadmap-sh/garden/compost", "done"]);
    assert_eq!(home.garden(), "1/8");
    // Worm bins are what the lesson's title speaks of, and were called something else.
    home.write(&format!("clone/{DATA}/garden/garden.json"), MAP);
    let two = home.own_at("2026-04-01T12:00:00Z", &["import", "roadmap-sh", "clone"]);
    assert!(two.ends_with("what was marked so far counts for both.\n"), "{two}");
    let status = |name: &str| {
        let shown: serde_json::Value = serde_json::from_str(&home.own_ok(&["show", name, "--json"])).expect("JSON");
        shown["topic"]["status"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(["Compost", "heaps", "Harvest"].map(status), ["done", "done", "todo"]);
    home.own_at("2026-04-02T12:00:00Z", &["mark", "heaps", "todo"]);
    assert_eq!(["Compost", "heaps", "Harvest"].map(status), ["done", "todo", "todo"]);
    // It stays so, also when the roadmap is removed and comes back.
    let again = home.own_at("2026-05-01T12:00:00Z", &["import", "roadmap-sh", "clone"]);
    assert!(again.contains("\n1 as before\n"), "{again}");
    home.own_ok(&["import", "roadmap-sh", "--remove", "garden"]);
    home.own_at("2026-06-01T12:00:00Z", &["import", "roadmap-sh", "clone"]);
    assert_eq!(["Compost", "heaps", "Harvest"].map(status), ["done", "todo", "todo"]);
}
