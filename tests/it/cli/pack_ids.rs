//! Progress of a pack's lessons is that pack's, whichever packs are there with it.
#![expect(clippy::unwrap_used, reason = "a test's helpers fail like the test itself")]

use std::fs;

use super::Home;

/// Three packs with a lesson in a file of the same name, the last with one called like a built-in lesson's.
fn home() -> Home {
    let home = Home::new();
    for (pack, file, title) in [
        ("zeta", "foo", "Foundations"),
        ("alpha", "foo", "Footwear"),
        ("bakery", "kafka", "Sourdough Kafka"),
    ] {
        home.write(&format!("{pack}/pack.yaml"), &format!("id: {pack}\n"));
        let questions = "questions:\n - { id: q, ask: What is it?, answer: This }";
        let text = format!("---\ntitle: {title}\n{questions}\n---\nText.\n");
        home.write(&format!("{pack}/lessons/{file}.md"), &text);
    }
    home
}

fn run(home: &Home, args: &[&str]) -> String {
    let ran = home.read(home.bare(args).output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?} {ran}");
    ran.out
}

/// The ids of what is done.
fn done(home: &Home, packs: &[&str]) -> Vec<String> {
    let list = run(
        home,
        &[packs, &["list", "topics", "--status", "done", "--json"]].concat(),
    );
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let topics = list["topics"].as_array().unwrap().iter();
    topics.map(|topic| topic["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn no_pack_takes_over_what_was_learned_of_another() {
    let home = home();
    run(&home, &["pack", "add", "zeta"]);
    run(&home, &["mark", "Foundations", "done"]);
    run(&home, &["time", "foo", "10"]);
    run(&home, &["pack", "add", "alpha"]);
    assert_eq!(done(&home, &[]), ["zeta/foo"]);
    let gone = run(&home, &["pack", "remove", "zeta"]);
    assert!(gone.contains("1 topic of yours is in no pack now"), "{gone}");
    assert_eq!(done(&home, &[]), Vec::<String>::new());
    run(&home, &["mark", "foo", "done"]);
    assert_eq!(done(&home, &[]), ["alpha/foo"]);
    assert_eq!(
        done(&home, &["--pack", "zeta"]),
        ["zeta/foo"],
        "a pack is that pack wherever it is"
    );
    run(&home, &["pack", "add", "zeta"]);
    assert_eq!(done(&home, &[]), ["alpha/foo", "zeta/foo"]);
    for packs in [
        ["--pack", "alpha", "--pack", "zeta"],
        ["--pack", "zeta", "--pack", "alpha"],
    ] {
        let mut both = done(&home, &packs);
        both.sort();
        assert_eq!(both, ["alpha/foo", "zeta/foo"]);
    }
    assert_eq!(done(&home, &["--pack", "bakery"]), Vec::<String>::new());
}

#[test]
fn a_pack_given_by_folder_is_none_of_the_built_in_one() {
    let home = home();
    let bakery = ["--pack", "bakery"];
    run(&home, &["--pack", "bakery", "mark", "kafka", "done"]);
    assert_eq!(done(&home, &bakery), ["bakery/kafka"]);
    assert_eq!(done(&home, &[]), Vec::<String>::new());
    run(&home, &["--pack", "bakery", "mark", "kafka", "todo"]);
    run(&home, &["mark", "kafka", "done"]);
    assert_eq!(done(&home, &[]), ["kafka"]);
    assert_eq!(done(&home, &bakery), Vec::<String>::new());
    // A lesson alone is of the pack whose folder it is in.
    run(&home, &["--pack", "bakery/lessons/kafka.md", "mark", "kafka", "done"]);
    assert_eq!(done(&home, &bakery), ["bakery/kafka"]);
    // A pack that only calls itself like the built-in one is another.
    home.write("bakery/pack.yaml", "id: backend\n");
    assert_eq!(done(&home, &bakery), Vec::<String>::new());
}

#[test]
fn a_short_id_is_enough_where_one_lesson_has_it() {
    let home = home();
    run(&home, &["pack", "add", "zeta"]);
    assert!(run(&home, &["show", "foo"]).starts_with("Foundations\nzeta/foo\n"));
    run(&home, &["pack", "add", "alpha"]);
    let ran = home.read(home.bare(&["mark", "foo", "done"]).output().unwrap());
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("alpha/foo (Footwear)\n  zeta/foo (Foundations)"),
        "{ran}"
    );
    assert!(run(&home, &["show", "kafka"]).starts_with("Kafka\nkafka\n"));
}

#[test]
fn lessons_and_tracks_mean_their_own_pack_first() {
    let home = home();
    for pack in ["zeta", "alpha"] {
        home.write(
            &format!("{pack}/lessons/more.md"),
            "---\ntitle: More\nrequires: [foo]\n---\nAfter [[foo]].\n",
        );
        home.write(
            &format!("{pack}/roles/{pack}.yaml"),
            &format!("title: Of {pack}\nagent: {pack}\nstages: [{{ title: A, topics: [foo] }}]\n"),
        );
        let spec = format!("# {pack}\n\n## Learning Paths\n\n### P\n- **{pack} thing** - x\n");
        home.write(&format!("{pack}/agents/{pack}.md"), &spec);
        run(&home, &["pack", "add", pack]);
    }
    for (pack, title) in [("zeta", "Foundations"), ("alpha", "Footwear")] {
        let shown = run(&home, &["show", &format!("{pack}/more"), "--json"]);
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        let requires = shown["topic"]["lesson"]["requires"].as_array().unwrap();
        let ids: Vec<&str> = requires.iter().map(|one| one["topic"].as_str().unwrap()).collect();
        assert_eq!(ids, [format!("{pack}/foo")]);
        assert!(run(&home, &["show", &format!("{pack}/more")]).contains(&format!("After {title}.")));
        let role = run(&home, &["show", &format!("Of {pack}")]);
        assert!(role.contains(title), "{role}");
    }
}

/// Makes an added pack one from before ids of lessons named it.
fn unsettle(home: &Home, id: &str) {
    let file = home.path().join(format!("home/.local/share/waypost/packs/{id}.json"));
    let mut origin: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    origin.as_object_mut().unwrap().remove("bare").unwrap();
    fs::write(&file, origin.to_string()).unwrap();
}

/// Records that a lesson is done as it was recorded then.
fn bare(home: &Home, id: &str) {
    let log = home.path().join("home/.local/share/waypost/log");
    fs::create_dir_all(&log).unwrap();
    let line = format!(
        r#"{{"v":1,"id":"01J00000000000000000000000","at":"2024-06-30T12:00:00Z","do":"mark","topic":"{id}","status":"done""#
    );
    let sum = crc32fast::hash(line.as_bytes());
    fs::write(log.join("old.jsonl"), format!("{line},\"crc\":\"{sum:08x}\"}}\n")).unwrap();
}

#[test]
fn progress_from_before_ids_named_packs_comes_back_with_the_pack() {
    let home = home();
    run(&home, &["pack", "add", "zeta"]);
    bare(&home, "foo");
    unsettle(&home, "zeta");
    assert_eq!(done(&home, &[]), ["zeta/foo"]);
    run(&home, &["pack", "remove", "zeta"]);
    run(&home, &["pack", "add", "alpha"]);
    assert_eq!(done(&home, &[]), Vec::<String>::new());
    run(&home, &["pack", "add", "zeta"]);
    assert_eq!(done(&home, &[]), ["zeta/foo"]);
}

#[test]
fn a_pack_that_cant_be_read_is_not_taken_for_one_without_lessons() {
    let home = home();
    run(&home, &["pack", "add", "zeta"]);
    run(&home, &["pack", "add", "alpha"]);
    bare(&home, "foo");
    unsettle(&home, "zeta");
    let lesson = home.path().join("home/.local/share/waypost/packs/zeta/lessons/foo.md");
    let text = fs::read(&lesson).unwrap();
    fs::remove_file(&lesson).unwrap();
    fs::create_dir(&lesson).unwrap();
    home.bare(&["pack", "update", "alpha"]).output().unwrap();
    fs::remove_dir(&lesson).unwrap();
    fs::write(&lesson, text).unwrap();
    assert_eq!(done(&home, &[]), ["zeta/foo"]);
}

#[test]
fn progress_from_before_ids_named_packs_counts_where_it_is_certain() {
    let home = home();
    let (unsettle, bare) = (|id: &str| unsettle(&home, id), |id: &str| bare(&home, id));
    run(&home, &["pack", "add", "zeta"]);
    bare("foo");
    // A pack that came since has never recorded anything without its name.
    assert_eq!(done(&home, &[]), Vec::<String>::new());
    unsettle("zeta");
    assert_eq!(done(&home, &[]), ["zeta/foo"]);
    run(&home, &["pack", "add", "alpha"]);
    assert_eq!(done(&home, &[]), ["zeta/foo"]);
    assert_eq!(done(&home, &["--pack", "alpha"]), Vec::<String>::new());
    assert_eq!(done(&home, &["--pack", "zeta"]), ["zeta/foo"]);
    unsettle("alpha");
    assert_eq!(done(&home, &[]), Vec::<String>::new(), "it can be either's");
    let doctor = home.read(home.bare(&["doctor"]).output().unwrap()).out;
    for said in ["✓ foo", "--move 'foo' 'zeta/foo'", "'alpha/foo'"] {
        assert!(doctor.contains(said), "{doctor}");
    }
    run(&home, &["pack", "remove", "zeta"]);
    assert_eq!(
        done(&home, &[]),
        Vec::<String>::new(),
        "and stays so when one of them goes"
    );
    run(&home, &["pack", "remove", "alpha"]);
    // Nothing but a pack given by its folder is left that could have had it.
    assert_eq!(done(&home, &["--pack", "zeta"]), ["zeta/foo"]);
    bare("kafka");
    assert_eq!(
        done(&home, &["--pack", "bakery"]),
        Vec::<String>::new(),
        "a built-in lesson has it"
    );
}

#[test]
fn what_is_learned_once_and_what_is_not_is_told_apart() {
    let home = home();
    home.write("zeta/lessons/redis.md", "---\ntitle: Redis\n---\nText.\n");
    let spec = "# Zeta\n\n## Learning Paths\n\n### P\n- **PostgreSQL** - x\n- **Zeta thing** - x\n";
    home.write("zeta/agents/zeta.md", spec);
    insta::assert_snapshot!(run(&home, &["pack", "add", "zeta"]), @r"
    zeta was added as `zeta`: 1 spec, 2 lessons, 4 topics
      1 topic is in other packs as well, learned once and counted everywhere: PostgreSQL
      1 lesson has a name that another pack's lesson has; each is learned by itself, and steps of that name lead to the other: Redis
    ");
    run(&home, &["mark", "redis", "zeta/p/postgresql", "done"]);
    assert_eq!(done(&home, &[]), ["postgresql", "redis"]);
}
