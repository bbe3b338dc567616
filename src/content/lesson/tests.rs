use super::*;
use crate::content::model::{LessonLevel, ResourceKind};

const WHOLE: &str = "\
---
title: PostgreSQL
aliases: [Postgres, \"PG SQL\"]
summary: The database most back ends start with.
level: beginner
minutes: 60
requires: [sql-basics]
resources:
  - { kind: official, title: Documentation, url: \"https://www.postgresql.org/docs/current/\" }
  - { kind: roadmap, title: PostgreSQL DBA, url: roadmap.sh/postgresql-dba }
questions:
  - ask: Which isolation level is the default?
    answer: [
---

# PostgreSQL

Tables, *rows* and [a link](https://example.org/pg).

## Try it
";

fn lesson(text: &str) -> Lesson {
    read(text.as_bytes(), Path::new("lessons/data/pg-basics.md"))
}

/// What is said of a text: severity, code, line and column.
fn said(text: &str) -> Vec<(Severity, &'static str, usize, usize)> {
    let found = lesson(text).diagnostics.into_iter();
    found
        .map(|one| (one.severity, one.code, one.line, one.column))
        .collect()
}

/// A lesson with one more line of front matter, and what is said of it.
fn with(line: &str) -> (Lesson, Vec<(&'static str, usize, usize)>) {
    let lesson = lesson(&format!("---\ntitle: T\n{line}\n---\nText\n"));
    let found = lesson.diagnostics.iter();
    let said = found.map(|one| (one.code, one.line, one.column)).collect();
    (lesson, said)
}

fn texts(names: &[Name]) -> Vec<&str> {
    names.iter().map(|name| name.text.as_str()).collect()
}

#[test]
fn a_whole_lesson_is_read() {
    let lesson = lesson(&WHOLE.replace("answer: [", "answer: 2"));
    assert_eq!(lesson.diagnostics, []);
    assert_eq!(
        (lesson.id.as_str(), lesson.title.text.as_str()),
        ("pg-basics", "PostgreSQL")
    );
    let places: Vec<_> = lesson
        .names()
        .map(|name| (name.text.as_str(), name.line, name.column))
        .collect();
    assert_eq!(places, [("PostgreSQL", 2, 8), ("Postgres", 3, 11), ("PG SQL", 3, 22)]);
    assert_eq!(lesson.summary, "The database most back ends start with.");
    assert_eq!((lesson.level, lesson.minutes), (Some(LessonLevel::Beginner), Some(60)));
    assert_eq!(
        lesson.requires[0],
        Name {
            text: "sql-basics".to_owned(),
            line: 7,
            column: 12
        }
    );
    let resources: Vec<_> = lesson
        .resources
        .iter()
        .map(|one| (one.kind, one.title.as_str(), one.url.as_str()))
        .collect();
    assert_eq!(
        resources,
        [
            (
                Some(ResourceKind::Official),
                "Documentation",
                "https://www.postgresql.org/docs/current/"
            ),
            (
                Some(ResourceKind::Roadmap),
                "PostgreSQL DBA",
                "https://roadmap.sh/postgresql-dba"
            ),
        ]
    );
    assert_eq!(
        lesson.body,
        "Tables, *rows* and [a link](https://example.org/pg).\n\n## Try it"
    );
    assert_eq!(links_of(&lesson)[0].url, "https://example.org/pg");
    assert_eq!(lesson.front_matter, []);
}

#[test]
fn broken_front_matter_costs_only_what_is_broken() {
    let lesson = lesson(WHOLE);
    assert_eq!((lesson.title.text.as_str(), lesson.minutes), ("PostgreSQL", Some(60)));
    assert_eq!(lesson.resources.len(), 2);
    let codes: Vec<_> = lesson
        .diagnostics
        .iter()
        .map(|found| (found.code, found.severity))
        .collect();
    assert_eq!(codes, [("front-matter-item", Severity::Error)]);
}

#[test]
fn a_title_is_found_somewhere() {
    use Severity::{Info, Warning};
    for (text, title, body, found) in [
        ("---\ntitle: A\n---\n# B\nx\n", "A", "# B\nx", vec![]),
        ("---\ntitle: A b\n---\n\nA B\n===\nx\n", "A b", "x", vec![]),
        ("---\ntitle: A\n---\nx\n\n# A\n", "A", "x\n\n# A", vec![]),
        (
            "x\n\n```\n# no\n```\n\n# 🎯 1. Yes\n",
            "Yes",
            "x\n\n```\n# no\n```\n\n# 🎯 1. Yes",
            vec![(Info, "lesson-untitled", 7, 1)],
        ),
        (
            "# Yes\n\n    code\n",
            "Yes",
            "    code",
            vec![(Info, "lesson-untitled", 1, 1)],
        ),
        ("text\n", "pg basics", "text", vec![(Warning, "lesson-untitled", 1, 1)]),
        ("", "pg basics", "", vec![(Warning, "lesson-untitled", 1, 1)]),
        (
            "---\ntitle: [a, b]\n---\n",
            "pg basics",
            "",
            vec![(Warning, "lesson-untitled", 1, 1), (Warning, "lesson-text", 2, 8)],
        ),
        (
            "---\ntitle:\n---\n# C\n",
            "C",
            "",
            vec![(Info, "lesson-untitled", 4, 1)],
        ),
    ] {
        let lesson = lesson(text);
        assert_eq!((lesson.title.text.as_str(), &*lesson.body), (title, body), "{text}");
        assert_eq!(said(text), found, "{text}");
    }
}

#[test]
fn names_are_read_in_every_shape() {
    for (line, names, found) in [
        ("aliases: [a, b]", vec!["a", "b"], vec![]),
        ("aliases:\n  - a\n  - 'b: c'\n", vec!["a", "b: c"], vec![]),
        ("aliases: Node.js", vec!["Node.js"], vec![]),
        ("aliases: a, b", vec!["a", "b"], vec![("lesson-list", 3, 10)]),
        ("aliases: [2, true, A, a]", vec!["2", "true", "A"], vec![]),
        ("aliases: [a, [b]]", vec!["a"], vec![("lesson-list", 3, 10)]),
        ("aliases: { a: b }", vec![], vec![("lesson-list", 3, 10)]),
        ("aliases:", vec![], vec![]),
        ("aliases: \"\"", vec![], vec![]),
    ] {
        let (lesson, said) = with(line);
        assert_eq!((texts(&lesson.aliases), said), (names, found), "{line}");
    }
    // What is no name is kept as it stands.
    let (lesson, _) = with("aliases: [a, [b]]");
    assert_eq!(lesson.front_matter, [("aliases".to_owned(), "[a, [b]]".to_owned())]);
    let (lesson, _) = with("requires: [sql, sql-basics, sql]");
    let places: Vec<_> = lesson
        .requires
        .iter()
        .map(|name| (name.text.as_str(), name.column))
        .collect();
    assert_eq!(places, [("sql", 12), ("sql-basics", 17)]);
}

#[test]
fn levels_are_those_there_are() {
    for (line, level, found) in [
        ("level: Advanced", Some(LessonLevel::Advanced), vec![]),
        ("level:", None, vec![]),
        ("level: wizard", None, vec![("lesson-level", 3, 8)]),
        ("level: [expert]", None, vec![("lesson-level", 3, 8)]),
    ] {
        let (lesson, said) = with(line);
        assert_eq!((lesson.level, said), (level, found), "{line}");
    }
    assert_eq!(
        with("level: wizard").0.front_matter,
        [("level".to_owned(), "wizard".to_owned())]
    );
}

#[test]
fn minutes_are_a_number_or_words_for_one() {
    for (text, minutes, said_something) in [
        ("45", Some(45), false),
        ("~", None, false),
        ("45 min", Some(45), true),
        ("\"90\"", Some(90), true),
        ("1 h 30 min", Some(90), true),
        ("1.5 hours", Some(90), true),
        ("2h", Some(120), true),
        ("12.4", Some(12), true),
        ("0", None, true),
        ("-5", None, true),
        ("soon", None, true),
        ("1e99", None, true),
        ("525600", Some(525_600), false),
        ("525601", None, true),
        ("4294967295", None, true),
        ("99999999999", None, true),
        ("[1]", None, true),
    ] {
        let (lesson, said) = with(&format!("minutes: {text}"));
        assert_eq!(lesson.minutes, minutes, "{text}");
        let expected = if said_something {
            vec![("lesson-minutes", 3, 10)]
        } else {
            vec![]
        };
        assert_eq!(said, expected, "{text}");
    }
}

#[test]
fn resources_are_read_in_every_shape() {
    for (element, resource, said_something) in [
        (
            "{ kind: Open-Source, title: T, url: \"https://a.b\" }",
            Some((Some(ResourceKind::OpenSource), "T", "https://a.b")),
            false,
        ),
        (
            "{ type: book, name: T, link: \"http://a.b\" }",
            Some((Some(ResourceKind::Book), "T", "http://a.b")),
            false,
        ),
        (
            "{ title: T, url: \"https://a.b\" }",
            Some((None, "T", "https://a.b")),
            false,
        ),
        (
            "{ kind: blog, title: T, url: \"https://a.b\" }",
            Some((None, "T", "https://a.b")),
            true,
        ),
        (
            "{ kind: video, url: \"https://a.b/c/\" }",
            Some((Some(ResourceKind::Video), "a.b/c", "https://a.b/c/")),
            true,
        ),
        (
            "{ title: T, url: \"https://a.b\", author: X }",
            Some((None, "T", "https://a.b")),
            true,
        ),
        ("\"[T](https://a.b)\"", Some((None, "T", "https://a.b")), false),
        ("https://a.b - T", Some((None, "T", "https://a.b")), false),
        ("T: https://a.b", Some((None, "T", "https://a.b")), false),
        ("{ title: T, url: \"javascript:alert(1)\" }", None, true),
        ("{ title: T, url: \"file:///etc/passwd\" }", None, true),
        ("{ title: T }", None, true),
        ("[[1]]", None, true),
    ] {
        let (lesson, said) = with(&format!("resources:\n  - {element}"));
        let read: Vec<_> = lesson
            .resources
            .iter()
            .map(|one| (one.kind, one.title.as_str(), one.url.as_str()))
            .collect();
        assert_eq!(read, resource.into_iter().collect::<Vec<_>>(), "{element}");
        assert_eq!(said.len(), usize::from(said_something), "{element}: {said:?}");
        assert!(said.iter().all(|(code, ..)| *code == "lesson-resource"), "{said:?}");
    }
    let (_, said) = with("resources:\n  - https://a.b\n  - { title: Two, url: none }");
    assert_eq!(said, [("lesson-resource", 4, 5), ("lesson-resource", 5, 24)]);
}

#[test]
fn other_keys_are_kept() {
    let (lesson, said) = with("questions: [{ask: A?, answer: b, why: c}]\nmood: fine");
    assert_eq!(said, [("lesson-key", 4, 1)]);
    assert_eq!(lesson.front_matter, [("mood".to_owned(), "fine".to_owned())]);
    assert_eq!(lesson.diagnostics[0].severity, Severity::Info);
}

#[test]
fn damaged_files_are_read_as_far_as_they_can() {
    // "Größe ✓" in UTF-8, read as Mac Roman and saved again.
    let repaired = lesson("---\ntitle: Gr√∂√üe ‚úì\n---\n");
    assert_eq!(repaired.title.text, "Größe ✓");
    assert_eq!(repaired.diagnostics[0].code, "encoding-repaired");
    let steering = lesson("---\ntitle: \"A\\u001b[2J\"\naliases: [\"\\u202eb\"]\n---\nx\u{1b}[31m\u{9b}y\n");
    assert_eq!(
        (steering.title.text.as_str(), texts(&steering.aliases)),
        ("A", vec!["b"])
    );
    assert_eq!(steering.body, "x");
    for (code, bytes) in [
        ("not-text", vec![0, 1, 2, 3, 0, 0, 255, 254, 0, 1]),
        ("too-large", vec![b'a'; 9 * 1024 * 1024]),
    ] {
        let refused = read(&bytes, Path::new("lessons/pg.md"));
        assert_eq!((refused.id.as_str(), &*refused.body), ("pg", ""));
        let found: Vec<_> = refused
            .diagnostics
            .iter()
            .map(|found| (found.severity, found.code))
            .collect();
        assert_eq!(found, [(Severity::Error, code)]);
    }
    let deep = lesson(&format!("---\ntitle: D\n---\n{}x", ">".repeat(100_000)));
    assert_eq!(deep.body.len(), 100_001);
    assert_eq!(deep.diagnostics[0].code, "too-deeply-nested");
}

#[test]
fn the_folders_own_readme_is_no_lesson() {
    for (file, text, is) in [
        ("lessons/go.md", "x", true),
        ("lessons/README.md", "x", false),
        ("lessons/readme.md", "---\ntitle: Reading\n---\n", true),
        ("lessons/notes.txt", "x", false),
        ("lessons/notes.txt", "---\ntitle: Notes\n---\n", true),
    ] {
        assert_eq!(is_lesson(Path::new(file), text.as_bytes()), is, "{file}");
    }
}

proptest::proptest! {
    /// Whatever stands in a lesson, it is read, and no word of its body is lost.
    #[test]
    fn anything_is_read(front in "(([a-z]{1,9}|title|aliases|minutes|resources|requires): ?[a-z0-9,:\\[\\]{}\"'*&!|>-]{0,12}\n){0,5}", body in "[a-c#>`*\\[\\] \n-]{0,60}", bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
        let text = format!("---\ntitle: T\n{front}---\n{body}");
        let lesson = lesson(&text);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        // A key given twice opens no second front matter, but a line of dashes in a value closes the first.
        if !front.contains("---") {
            proptest::prop_assert_eq!(words(&lesson.body), words(&body));
        }
        read(&[text.as_bytes(), &bytes].concat(), Path::new("lessons/x.md"));
    }
}

#[test]
fn everything_that_is_wrong_with_a_resource_is_said_where_it_stands() {
    let (read, said) = with(
        "resources:\n  - { kind: official, title: A, url: \"https://a.example\" }\n  - { kind: artcle, title: x, url: \"htp:/e\" }",
    );
    assert_eq!(read.resources.len(), 1);
    assert_eq!(said, [("lesson-resource", 5, 13), ("lesson-resource", 5, 37)]);
}
