//! Progress follows when packs change: titles, files, places, and lessons that come and go.

use std::fs;

use crate::cli::Home;

/// A field with two paths, in which everything has one line.
const FIELD: &str = "\
# Field

## Learning Paths

### Stores
- Postgres
- Redis
- Overview

### Queues

**Small:**
- Redis Streams
- Kafka
";

/// A home whose pack is this field, in a file of this name.
struct Pack(Home);

impl Pack {
    fn new() -> Self {
        let pack = Self(Home::new());
        pack.0.write("field/agents/field.md", FIELD);
        pack
    }

    fn lesson(&self, file: &str, front: &str) {
        self.0
            .write(&format!("field/lessons/{file}"), &format!("---\n{front}\n---\nText.\n"));
    }

    fn agent(&self, file: &str, text: &str) {
        self.0.write(&format!("field/agents/{file}"), text);
    }

    fn rename(&self, file: &str, to: &str) {
        let pack = self.0.path().join("field");
        fs::rename(pack.join(file), pack.join(to)).expect("the file");
    }

    fn remove(&self, file: &str) {
        fs::remove_file(self.0.path().join("field").join(file)).expect("the file");
    }

    /// A run that goes well on this pack alone.
    fn ok(&self, args: &[&str]) -> String {
        let output = self.0.bare(&[&["--pack", "field"], args].concat()).output();
        let ran = self.0.read(output.expect("the program"));
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
        ran.out
    }

    /// The ids of the topics that have a status.
    fn with_status(&self, status: &str) -> Vec<String> {
        let text = self.ok(&["list", "topics", "--status", status, "--json"]);
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let topics = value["topics"].as_array().expect("topics").iter();
        topics
            .map(|topic| topic["id"].as_str().expect("an id").to_owned())
            .collect()
    }

    fn done(&self) -> Vec<String> {
        self.with_status("done")
    }

    fn topic(&self, name: &str) -> serde_json::Value {
        let value: serde_json::Value = serde_json::from_str(&self.ok(&["show", name, "--json"])).expect("JSON");
        value["topic"].clone()
    }
}

#[test]
fn a_lesson_added_later_takes_the_progress_of_its_steps() {
    let pack = Pack::new();
    pack.ok(&["mark", "Postgres", "done"]);
    assert_eq!(pack.done(), ["field/stores/postgres"]);
    pack.lesson("sql/postgresql.md", "title: PostgreSQL\naliases: [Postgres]");
    assert_eq!(pack.done(), ["field/postgresql"]);
    let topic = pack.topic("postgres");
    assert_eq!(topic["title"], "PostgreSQL");
    assert_eq!(topic["former"], serde_json::json!(["field/stores/postgres"]));
    // And gives it back when it goes.
    pack.remove("lessons/sql/postgresql.md");
    assert_eq!(pack.done(), ["field/stores/postgres"]);
}

#[test]
fn a_renamed_title_keeps_its_progress_by_the_old_one_as_alias() {
    let pack = Pack::new();
    pack.ok(&["mark", "Kafka", "done"]);
    pack.agent("field.md", &FIELD.replace("Kafka", "Apache Kafka"));
    assert_eq!(
        pack.done(),
        Vec::<String>::new(),
        "nothing says that these are the same"
    );
    pack.lesson("apache-kafka.md", "title: Apache Kafka\naliases: [Kafka]");
    assert_eq!(pack.done(), ["field/apache-kafka"]);
    // The lesson's own title changes, too.
    pack.ok(&["mark", "Redis", "done"]);
    pack.lesson("cache.md", "title: Redis");
    pack.agent("field.md", &FIELD.replace("- Redis\n", "- Valkey\n"));
    pack.lesson("cache.md", "title: Valkey\naliases: [Redis]");
    assert!(pack.done().contains(&"field/cache".to_owned()));
}

#[test]
fn reordered_and_moved_steps_keep_their_progress() {
    let pack = Pack::new();
    pack.lesson("kafka.md", "title: Kafka");
    pack.ok(&["mark", "Postgres", "Kafka", "done"]);
    pack.ok(&["mark", "Redis", "learning"]);
    // Kafka goes to another path, Redis under a label, Postgres to the end of another path.
    let moved = "\
# Field

## Learning Paths

### Stores

**In memory:**
- Redis
- Kafka

### Queues
- Redis Streams
- Postgres
";
    pack.agent("field.md", moved);
    assert_eq!(pack.done(), ["field/kafka", "field/queues/postgres"]);
    assert_eq!(pack.with_status("learning"), ["field/stores/redis"]);
}

#[test]
fn a_lesson_file_may_be_renamed_and_taken_out() {
    let pack = Pack::new();
    pack.lesson("pg.md", "title: PostgreSQL\naliases: [Postgres]");
    pack.ok(&["mark", "Postgres", "done"]);
    assert_eq!(pack.done(), ["field/pg"]);
    pack.remove("lessons/pg.md");
    assert_eq!(
        pack.done(),
        ["field/stores/postgres"],
        "the step was learned, whoever teaches it"
    );
    pack.lesson("deep/postgresql.md", "title: PostgreSQL\naliases: [Postgres, pg]");
    assert_eq!(pack.done(), ["field/postgresql"]);
    assert_eq!(pack.topic("pg")["id"], "field/postgresql");
}

#[test]
fn steps_that_only_say_where_one_is_follow_their_file_and_their_path() {
    let pack = Pack::new();
    let spec = |path: &str| {
        format!("# Field\n\n## Learning Paths\n\n### {path}\n- Fundamentals\n- Kafka\n\n### Other\n- Overview\n")
    };
    pack.agent("field.md", &spec("Stores"));
    pack.ok(&["mark", "field/stores/fundamentals", "done"]);
    assert_eq!(pack.done(), ["field/stores/fundamentals"]);
    pack.agent("field.md", &spec("Databases"));
    assert_eq!(pack.done(), ["field/databases/fundamentals"]);
    pack.agent("field.md", &spec("Stores"));
    pack.rename("agents/field.md", "agents/meadow.md");
    assert_eq!(pack.done(), ["meadow/stores/fundamentals"]);
}

#[test]
fn a_renamed_agent_file_keeps_its_progress() {
    let pack = Pack::new();
    pack.lesson("kafka.md", "title: Kafka");
    pack.ok(&["mark", "Postgres", "Kafka", "done"]);
    pack.remove("agents/field.md");
    pack.agent("data.md", FIELD);
    assert_eq!(pack.done(), ["data/stores/postgres", "field/kafka"]);
}

#[test]
fn two_steps_joined_by_an_alias_are_done_when_one_was() {
    let pack = Pack::new();
    pack.ok(&["mark", "Redis Streams", "done"]);
    pack.lesson("redis.md", "title: Redis\naliases: [Redis Streams]");
    assert_eq!(pack.done(), ["field/redis"]);
    let topic = pack.topic("redis");
    assert_eq!(topic["paths"], serde_json::json!(["field/stores", "field/queues"]));
    // What is marked now counts for both, whichever was marked before.
    pack.ok(&["mark", "redis", "learning"]);
    pack.remove("lessons/redis.md");
    assert_eq!(pack.with_status("learning"), ["field/stores/redis"]);
    assert_eq!(pack.done(), ["field/queues/redis-streams"]);
}

#[test]
fn progress_of_a_topic_that_is_gone_comes_back_with_it() {
    let pack = Pack::new();
    pack.lesson("alone.md", "title: Standing Alone");
    pack.ok(&["mark", "Kafka", "Standing Alone", "done"]);
    let log = pack.0.path().join("home/.local/share/waypost/log/here.jsonl");
    let before = fs::read(&log).expect("the log");
    pack.agent("field.md", &FIELD.replace("- Kafka\n", ""));
    pack.remove("lessons/alone.md");
    assert_eq!(pack.done(), Vec::<String>::new());
    assert!(pack.ok(&["log"]).contains("alone"));
    pack.agent("field.md", FIELD);
    pack.lesson("alone.md", "title: Standing Alone");
    assert_eq!(pack.done(), ["field/queues/kafka", "field/alone"]);
    assert_eq!(
        fs::read(&log).expect("the log"),
        before,
        "nothing is written when packs change"
    );
}

#[test]
fn undo_reaches_back_across_a_change() {
    let pack = Pack::new();
    pack.ok(&["mark", "Postgres", "learning"]);
    pack.ok(&["mark", "Postgres", "Kafka", "done"]);
    pack.lesson("postgresql.md", "title: PostgreSQL\naliases: [Postgres]");
    pack.ok(&["mark", "PostgreSQL", "skipped"]);
    assert_eq!(pack.with_status("skipped"), ["field/postgresql"]);
    pack.ok(&["undo"]);
    assert_eq!(pack.done(), ["field/postgresql", "field/queues/kafka"]);
    let undone = pack.ok(&["undo"]);
    assert!(undone.contains("PostgreSQL is now learning (was done)"), "{undone}");
    assert_eq!(pack.with_status("learning"), ["field/postgresql"]);
    pack.ok(&["redo"]);
    pack.ok(&["redo"]);
    assert_eq!(pack.with_status("skipped"), ["field/postgresql"]);
    assert_eq!(pack.done(), ["field/queues/kafka"]);
}

#[test]
fn structural_titles_stay_apart_until_a_lesson_has_them() {
    let pack = Pack::new();
    pack.agent("other.md", &FIELD.replace("Field", "Other"));
    pack.ok(&["mark", "field/stores/overview", "done"]);
    pack.lesson("intro.md", "title: Introduction to Stores");
    assert_eq!(pack.done(), ["field/stores/overview"]);
    assert_eq!(
        pack.with_status("todo")
            .iter()
            .filter(|id| id.ends_with("overview"))
            .count(),
        1
    );
    pack.lesson("intro.md", "title: Introduction to Stores\naliases: [Overview]");
    assert_eq!(pack.done(), ["field/intro"]);
    assert_eq!(pack.topic("intro")["agents"], serde_json::json!(["field", "other"]));
}
