//! What `check` remarks, and the catalogue of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use waypost::content::diagnostic::catalogue::{CATALOGUE, Example, find};
use waypost::content::diagnostic::{Diagnostic, Severity};
use waypost::content::lint::{self, Scope};
use waypost::content::roadmap_sh::{self, SourceFile, Sources};
use waypost::content::source;

/// What is said of a pack of these files.
fn said(files: &[(&str, &str)]) -> Vec<Diagnostic> {
    let folder = TempDir::new().expect("a folder");
    for (file, text) in files {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        std::fs::write(path, text).expect("the file");
    }
    let pack = source::folder_pack(folder.path()).expect("a pack");
    lint::check(pack, Scope::Pack { unresolved: false }, &|file| {
        source::file_bytes(&folder.path().join(file)).ok()
    })
}

/// Where a code was met: file, line, column and how bad it is.
fn places<'f>(found: &'f [Diagnostic], code: &str) -> Vec<(&'f str, usize, usize, Severity)> {
    let of_code = found.iter().filter(|found| found.code == code);
    of_code
        .map(|found| {
            let file = found.file.to_str().expect("a name in UTF-8");
            (file, found.line, found.column, found.severity)
        })
        .collect()
}

fn hint<'f>(found: &'f [Diagnostic], code: &str) -> &'f str {
    let told = found.iter().find(|found| found.code == code);
    told.map_or("", |told| told.hint.as_str())
}

#[test]
fn every_entry_of_the_catalogue_has_an_example_that_shows_it() {
    for kind in CATALOGUE {
        let Example::Files(samples) = kind.example else {
            continue;
        };
        let found = lint::example(samples, kind.code != "topics-unresolved");
        let worst = found
            .iter()
            .filter(|found| found.code == kind.code)
            .map(|found| found.severity)
            .max();
        assert_eq!(worst, Some(kind.severity), "{}: {found:#?}", kind.code);
    }
}

/// Cases that need a disk, each in a folder of its own; the codes of parser and program failures are met in unit tests.
#[test]
fn every_entry_without_an_example_is_met_all_the_same() {
    let folder = TempDir::new().expect("a folder");
    let dir = |name: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(&path).expect("the folder");
        path
    };
    let codes = |path: &Path| -> BTreeSet<&'static str> {
        match source::folder_pack(path) {
            Ok(pack) => pack
                .problems
                .iter()
                .chain(pack.agents.iter().flat_map(|agent| &agent.diagnostics))
                .map(|found| found.code)
                .collect(),
            Err(source::SourceError::Missing(_)) => BTreeSet::from(["missing"]),
            Err(source::SourceError::NoSpecs(_)) => BTreeSet::from(["no-specs"]),
            Err(source::SourceError::Io(..)) => BTreeSet::from(["unreadable"]),
        }
    };
    let mut met: BTreeSet<&str> = BTreeSet::new();
    met.extend(codes(&folder.path().join("absent")));
    met.extend(codes(&dir("empty")));
    let large = dir("large/agents");
    std::fs::write(large.join("large.md"), vec![b'a'; 9 * 1024 * 1024]).expect("the file");
    met.extend(codes(&folder.path().join("large")));
    let long = dir("long/agents");
    std::fs::write(long.join("long.md"), "\n".repeat(200_001)).expect("the file");
    met.extend(codes(&folder.path().join("long")));
    dir("deep/agents/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17");
    met.extend(codes(&folder.path().join("deep")));
    let card = dir("card/agents/a");
    std::fs::write(card.join("agent.json"), "{").expect("the file");
    met.extend(codes(&folder.path().join("card")));
    #[cfg(unix)]
    {
        let linked = dir("linked/agents");
        std::os::unix::fs::symlink("nowhere", linked.join("dead.md")).expect("a link");
        std::os::unix::fs::symlink("../../large/agents/large.md", linked.join("out.md")).expect("a link");
        met.extend(codes(&folder.path().join("linked")));
    }
    #[cfg(not(unix))]
    met.extend(["unreadable", "outside-pack"]);
    met.extend(of_clones());
    // Failures of the parser and of the program itself, what only odd clones have, and more files than a pack may have
    // are met where they are made.
    let mut tests = unit_tests();
    tests.push(include_str!("hostile/files.rs").to_owned());
    for kind in CATALOGUE {
        if matches!(kind.example, Example::Words(_)) && !met.contains(kind.code) {
            let is_met = tests.iter().any(|text| text.contains(kind.code));
            assert!(is_met, "{} was not met: {met:?}", kind.code);
        }
    }
}

/// The codes of a clone of roadmap.sh whose listing is no JSON, and whose answers are missing.
fn of_clones() -> Vec<&'static str> {
    let source = |text: &str| {
        Some(SourceFile {
            file: PathBuf::from("x.json"),
            name: PathBuf::from("x.json"),
            bytes: text.as_bytes().to_vec(),
        })
    };
    let content = SourceFile {
        file: PathBuf::from("wheel@WheelWheelWheelWheel1.md"),
        name: PathBuf::from("wheel@WheelWheelWheelWheel1.md"),
        bytes: b"# Wheel\n\nIt turns.\n".to_vec(),
    };
    let sources = Sources {
        slug: "pottery".to_owned(),
        listing: source("{ \"a\": "),
        questions: source("---\nquestions:\n  - question: What is slip?\n    answer: slip.md\n---\n"),
        contents: vec![content],
        ..Sources::default()
    };
    let found = roadmap_sh::read(&sources).diagnostics;
    found.into_iter().map(|found| found.code).collect()
}

/// The tests that stand beside the sources.
fn unit_tests() -> Vec<String> {
    let read = |path: &Path| std::fs::read_to_string(path).expect("a source file");
    let (tests, sources): (Vec<_>, Vec<_>) = sources().into_iter().partition(|path| path.ends_with("tests.rs"));
    let inline = sources.iter().filter_map(|path| {
        read(path)
            .split_once("#[cfg(test)]\nmod tests {")
            .map(|(_, tests)| tests.to_owned())
    });
    tests.iter().map(|path| read(path)).chain(inline).collect()
}

/// The files whose diagnostics `check` and `import` print.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![root.join("content"), root.join("cli/check.rs")];
    let mut found = Vec::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("a folder of sources");
            files.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_code_is_in_the_catalogue_once() {
    let codes: BTreeSet<&str> = CATALOGUE.iter().map(|kind| kind.code).collect();
    assert_eq!(codes.len(), CATALOGUE.len());
    let mut used = BTreeSet::new();
    for path in sources().into_iter().filter(|path| !path.ends_with("tests.rs")) {
        used.extend(codes_in(&std::fs::read_to_string(&path).expect("a source file"), &path));
    }
    assert!(used.len() > 30, "the search found only {used:?}");
    for (code, file) in &used {
        assert!(
            find(code).is_some(),
            "{} uses `{code}`: add it to the catalogue",
            file.display()
        );
    }
    // Those of guesses are chosen by what was guessed.
    for kind in CATALOGUE.iter().filter(|kind| !kind.code.starts_with("guessed-")) {
        assert!(
            used.iter().any(|(code, _)| code == kind.code),
            "no source has `{}`",
            kind.code
        );
    }
}

/// The words in quotes where a diagnostic gets its code.
fn codes_in(source: &str, file: &Path) -> Vec<(String, PathBuf)> {
    const BEFORE: [&str; 8] = [
        "code:",
        "warning(",
        "warn(",
        "refusal(",
        "report(folder,",
        "report(path,",
        "SourceError::Missing(_) =>",
        "SourceError::NoSpecs(_) =>",
    ];
    /// A severity and then the code.
    const SAID: [&str; 4] = ["say(", "remark(", "tell(", "guess("];
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    let dense: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    let mut take = |rest: &str| {
        let word = rest
            .trim_start()
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'));
        if let Some((word, _)) = word.filter(|(word, _)| {
            word.bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit())
        }) {
            found.push((word.to_owned(), file.to_owned()));
        }
    };
    for before in BEFORE {
        for (at, _) in dense.match_indices(before) {
            take(&dense[at + before.len()..]);
        }
    }
    for before in SAID {
        for (at, _) in dense.match_indices(before) {
            if let Some((_, rest)) = dense[at + before.len()..].split_once(',') {
                take(rest);
            }
        }
    }
    found
}

#[test]
fn cycles_are_named_whole() {
    let lesson = |title: &str, requires: &str| {
        format!(
            "---\ntitle: {title}\nsummary: s\nlevel: expert\nminutes: 5\nrequires: [{requires}]\n---\nText.\n\n## Try it\nNow.\n"
        )
    };
    let found = said(&[
        ("pack.yaml", "title: T\nlicense: CC0-1.0\n"),
        ("lessons/a.md", &lesson("A", "b, d")),
        ("lessons/b.md", &lesson("Bee", "c")),
        ("lessons/c.md", &lesson("C", "A, bee")),
        ("lessons/d.md", &lesson("D", "c")),
        ("lessons/e.md", &lesson("E", "a, e")),
    ]);
    assert_eq!(
        places(&found, "lesson-cycle"),
        [
            ("lessons/c.md", 6, 12, Severity::Error),
            ("lessons/c.md", 6, 15, Severity::Error)
        ]
    );
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "no lesson can be the first here: `a` requires `b` requires `c` requires `a`",
            "no lesson can be the first here: `b` requires `c` requires `b`",
            "the lesson requires itself"
        ]
    );
}

#[test]
fn what_was_likely_meant_is_said() {
    let found = said(&[
        ("pack.yaml", "titel: T\nlicence: CC0-1.0\nhomepage: x\n"),
        (
            "lessons/postgresql.md",
            "---\ntitle: PostgreSQL\nminuts: 5\nrequires: [sql-basiks]\nresources:\n  - { kind: book, title: B, urll: x, url: \"https://example\" }\n---\nSee [[postgress]], [[sql-basics]], `[[code]]`.\n",
        ),
        (
            "lessons/sql-basics.md",
            "---\ntitle: SQL Basics\naliases: [SQL]\n---\n# SQL Basics\n",
        ),
    ]);
    assert!(
        hint(&found, "pack-key").starts_with("did you mean `title`?"),
        "{found:#?}"
    );
    assert_eq!(
        places(&found, "pack-key"),
        [
            ("pack.yaml", 1, 1, Severity::Warning),
            ("pack.yaml", 3, 1, Severity::Info)
        ]
    );
    assert!(hint(&found, "lesson-key").starts_with("did you mean `minutes`?"));
    assert!(hint(&found, "lesson-requires").starts_with("did you mean `sql-basics`?"));
    assert!(hint(&found, "lesson-resource").starts_with("did you mean `url`?"));
    assert!(hint(&found, "lesson-link").starts_with("did you mean `postgresql`?"));
    assert_eq!(
        places(&found, "lesson-link"),
        [("lessons/postgresql.md", 8, 5, Severity::Warning)]
    );
    assert_eq!(
        places(&found, "link-malformed"),
        [("lessons/postgresql.md", 6, 44, Severity::Warning)]
    );
    let missing: Vec<&str> = found
        .iter()
        .filter(|found| found.code == "lesson-incomplete")
        .map(|found| found.message.as_str())
        .collect();
    assert_eq!(
        missing,
        [
            "the lesson has no `summary`, no `level`, no `minutes`, no `## Try it`",
            "the lesson has no `summary`, no `level`, no `minutes`, no text, no `## Try it`"
        ]
    );
}

#[test]
fn specs_are_remarked_on_at_their_places() {
    let long = "word ".repeat(30);
    let spec = format!(
        "# Zig\n\n## Learning Paths\n\n### Start\n- **Install** - see [it](http:/x.org)\n- Build\n- *Install*\n\n**Later**:\n- Build\n\n### Start\n- {long}\n\n### Empty\n\n### Said\nIn words.\n\n## Nothing\n\n## Also\n\n- [ ] [x]()\n"
    );
    let found = said(&[("zig.md", &spec), ("zag/zig.md", "# Zig\n\nOther.\n")]);
    let mut all: Vec<(&str, usize, usize, &str, Severity)> = Vec::new();
    for found in &found {
        all.push((
            found.file.to_str().expect("UTF-8"),
            found.line,
            found.column,
            found.code,
            found.severity,
        ));
    }
    insta::assert_debug_snapshot!(all);
}

#[test]
fn links_that_are_none_or_lead_out_of_the_pack_are_remarked_on() {
    let spec = "# Zig\n\nSee [the book](https://example.org/the book.md), `[x](a b.md)` and [notes](../my notes.md).\n\n\
                [ours](../zag.md) and [theirs](../../etc/passwd) and [named](/a \"title\") and [fine](<a b.md>).\n";
    let lesson = "---\ntitle: Zag\nsummary: x\n---\n[out](../../x.md)\n";
    let found = said(&[
        ("pack.yaml", "title: T\n"),
        ("agents/zig.md", spec),
        ("lessons/zag.md", lesson),
    ]);
    assert_eq!(
        places(&found, "link-malformed"),
        [
            ("agents/zig.md", 3, 16, Severity::Warning),
            ("agents/zig.md", 3, 76, Severity::Warning)
        ]
    );
    assert_eq!(
        places(&found, "link-outside"),
        [
            ("agents/zig.md", 5, 23, Severity::Warning),
            ("lessons/zag.md", 5, 1, Severity::Warning)
        ]
    );
}

#[test]
fn addresses_of_resources_are_remarked_on_as_they_were_written() {
    let lesson = "---\ntitle: https://a b\nresources:\n  - { title: One, url: \"https://a b\" }\n  - title: Two\n    url: >-\n      https://a.example/x\n      y\n  - { title: Three, url: \"https://c\" }\n  - { title: Four, url: \"https://c\" }\n---\nText.\n";
    let found = said(&[("lessons/zag.md", lesson)]);
    let told: Vec<(&str, usize, usize)> = found
        .iter()
        .filter(|found| found.code == "link-malformed")
        .map(|found| (found.message.as_str(), found.line, found.column))
        .collect();
    assert_eq!(
        told,
        [
            ("`https://a b` has spaces in it, which no address has", 4, 25),
            ("`https://a.example/x y` has spaces in it, which no address has", 7, 7),
            ("`https://c` names no host", 9, 27),
            ("`https://c` names no host", 10, 26),
        ]
    );
}

#[test]
fn html_and_labels_of_references_are_looked_at_like_markdown() {
    let lesson = "---\ntitle: Zag\n---\n<h2>Empty</h2>\n\n<h2>Full</h2>\n<p><a href=\"htps://x.example\">x</a> [[zig|the other]] [[zog|none]]</p>\n";
    let found = said(&[
        ("pack.yaml", "title: T\n"),
        ("lessons/zag.md", lesson),
        ("lessons/zig.md", "---\ntitle: Zig\n---\nText.\n"),
    ]);
    assert_eq!(
        places(&found, "heading-empty"),
        [("lessons/zag.md", 4, 1, Severity::Warning)]
    );
    assert_eq!(
        places(&found, "link-malformed"),
        [("lessons/zag.md", 7, 4, Severity::Warning)]
    );
    assert_eq!(
        places(&found, "lesson-link"),
        [("lessons/zag.md", 7, 55, Severity::Warning)]
    );
}

/// A byte order mark, lines that end as on Windows, wide characters and tabs move no remark from its place.
#[test]
fn places_are_those_an_editor_shows() {
    let spec = "---\nname: wide\ndescripton: Tools.\n---\n# Größe 学習\n\n## Learning Paths\n\n### 学 Start\n- 学習 [x](htps://a.b)\n-\t**Install** and [y](http:/a.b)\n1. *Install*\n\t- `Install`\n- [x] [Install](https://a.b)\n- See Install, Backend: roadmap.sh/Back_End\n\n### Empty\n\n### Prose\nWords.\n";
    let lesson = "---\ntitle: 学\nsummary: s\nlevel: begginer\nminutes: \"5 parsecs\"\nrequires:\n  - 学習\nquestions:\n  - ask: 学?\n    choices: [a, b]\n    answer: 2\n    why: w\n---\n\t[[学習]] 学[[nope]] `[[code]]`\n\n## Try it\nDo.\n";
    let expected = [
        ("spec-key", 3, 1),
        ("link-malformed", 10, 6),
        ("link-malformed", 11, 19),
        ("step-twice", 13, 5),
        ("step-twice", 14, 8),
        ("link-malformed", 15, 25),
        ("path-empty", 17, 1),
        ("path-empty", 19, 1),
        ("lesson-level", 4, 8),
        ("lesson-minutes", 5, 10),
        ("lesson-requires", 7, 5),
        ("question-answer", 11, 13),
        ("lesson-link", 14, 2),
        ("lesson-link", 14, 10),
    ];
    for (mark, end) in [("", "\n"), ("\u{feff}", "\r\n")] {
        let typed = |text: &str| format!("{mark}{}", text.replace('\n', end));
        let found = said(&[
            ("pack.yaml", "title: T\nlicense: CC0-1.0\n"),
            ("agents/wide.md", &typed(spec)),
            ("lessons/wide.md", &typed(lesson)),
        ]);
        let met: Vec<(&str, usize, usize)> = found
            .iter()
            .map(|found| (found.code, found.line, found.column))
            .collect();
        assert_eq!(met, expected, "{end:?}");
    }
}

/// What was met where, and how bad it is.
type Met = (&'static str, usize, usize, Severity);

#[test]
fn questions_are_looked_at() {
    use Severity::{Error, Info, Warning};
    let met = |questions: &str| -> Vec<Met> {
        let text = format!(
            "---\ntitle: T\nsummary: s\nlevel: expert\nminutes: 5\nquestions:{questions}---\nText.\n\n## Try it\nDo.\n"
        );
        let found = said(&[("pack.yaml", "title: T\nlicense: CC0-1.0\n"), ("lessons/t.md", &text)]);
        found
            .iter()
            .map(|found| (found.code, found.line, found.column, found.severity))
            .collect()
    };
    let cases: [(&str, &[Met]); 21] = [
        (" []\n", &[]),
        // Of what can't be parsed is told once, and what is missing in it isn't.
        (
            "\n  - ask: What is: this?\n    choices: [a]\n",
            &[("front-matter-item", 7, 17, Error)],
        ),
        (
            "\n  - { ask: a?, choices: [b, c], answer: 1, why: w }\n  - ask: \"d: e?\"\n    answer: f\n    why: w\n",
            &[],
        ),
        // Long answers among long choices give nothing away, nor do short ones that are a little longer.
        (
            "\n- { ask: a?, choices: [read uncommitted, read committed, repeatable read], answer: 0, why: w }\n",
            &[],
        ),
        ("\n- { ask: a?, choices: [yes, sometimes], answer: 1, why: w }\n", &[]),
        (
            "\n- { ask: a?, choices: [tables, rows and the columns that they have], answer: 0, why: w }\n",
            &[],
        ),
        (
            "\n- ask: a?\n  choices:\n  - yes\n  - at least once, and more where it was lost\n  answer: 1\n  why: w\n",
            &[("question-length", 8, 3, Warning)],
        ),
        (
            "\n- { ask: a?, choices: [b, c], answer: 2, why: w }\n",
            &[("question-answer", 7, 39, Error)],
        ),
        (
            "\n- { ask: a?, choices: [b, c], answer: -1, why: w }\n",
            &[("question-answer", 7, 39, Error)],
        ),
        (
            "\n- { ask: a?, choices: [b, c], answer: C, why: w }\n",
            &[("question-answer", 7, 39, Error)],
        ),
        (
            "\n- { ask: a?, choices: [b, c], why: w }\n",
            &[("question-answer", 7, 23, Error)],
        ),
        ("\n- { ask: a?, why: w }\n", &[("question-answer", 7, 3, Error)]),
        (
            "\n- { ask: a?, choices: [b], answer: 0, why: w }\n",
            &[("question-choices", 7, 23, Warning)],
        ),
        (
            "\n- { ask: a?, choices: [], why: w }\n",
            &[("question-choices", 7, 23, Warning), ("question-answer", 7, 23, Error)],
        ),
        (
            "\n- { ask: a?, choices: [b, +, b, -], answer: 0, why: w }\n",
            &[("question-choices", 7, 23, Warning)],
        ),
        (
            "\n- { ask: a?, choices: b, answer: 0, why: w }\n",
            &[("question-shape", 7, 23, Warning)],
        ),
        (" what?\n", &[("question-shape", 6, 1, Warning)]),
        (
            "\n- { asks: a?, choices: [b, c], answer: 0, why: w, points: 5 }\n- { answer: b, why: w }\n- a\n",
            &[
                ("question-key", 7, 5, Warning),
                ("question-key", 7, 51, Info),
                ("question-shape", 8, 3, Warning),
                ("question-shape", 9, 3, Warning),
            ],
        ),
        (
            "\n- { ask: a?, answer: b, why: w }\n- { answer: c, why: w, ask: a? }\n- { id: x, ask: a?, answer: d, why: w }\n- { id: x, ask: e?, answer: f, why: w }\n",
            &[("question-twice", 8, 29, Error), ("question-twice", 10, 9, Error)],
        ),
        // As the reader has it, which keeps only one of them: whatever the capitals and the spaces.
        (
            "\n- { id: One, ask: a?, answer: b, why: w }\n- { id: one, ask: b?, answer: b, why: w }\n- { ask: Which   one?, answer: b, why: w }\n- { ask: which one, answer: b, why: w }\n",
            &[("question-twice", 8, 9, Error), ("question-twice", 10, 10, Error)],
        ),
        (
            " [{ ask: \"{a}?\", answer: b, why: it's }, { ask: c?,\n  answer: d }]\n",
            &[("question-why", 6, 59, Info)],
        ),
    ];
    for (questions, expected) in cases {
        assert_eq!(met(questions), expected, "{questions}");
    }
}

#[test]
fn a_file_by_itself_has_no_pack_to_be_compared_with() {
    let folder = TempDir::new().expect("a folder");
    let lessons = folder.path().join("lessons");
    std::fs::create_dir(&lessons).expect("the folder");
    let file = lessons.join("zig.md");
    std::fs::write(
        &file,
        "---\ntitle: Zig\nrequires: [nowhere]\n---\n[[nothing]] [x](htps://x.org)\n",
    )
    .expect("the file");
    let pack = source::folder_pack(&file).expect("a lesson");
    let found = lint::check(pack, Scope::File, &|file| source::file_bytes(file).ok());
    let codes: Vec<&str> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["lesson-incomplete", "link-malformed"]);
}

#[test]
fn a_flood_is_counted() {
    let found = said(&[("many.md", &"# A\n".repeat(5_000))]);
    let of_code: Vec<&Diagnostic> = found.iter().filter(|found| found.code == "heading-empty").collect();
    assert_eq!(of_code.len(), 1_001);
    assert_eq!(
        of_code.last().map(|found| found.message.as_str()),
        Some("4000 more of this kind, from here on, are not listed")
    );
}

/// Each fault once, at the place an editor goes to, whatever quotes and line ends stand around it.
#[test]
fn faults_of_lessons_are_told_where_they_stand() {
    use Severity::{Error, Warning};
    let found = said(&[
        (
            "lessons/size.md",
            "---\r\ntitle: \"Gr\u{f6}\u{df}e \u{5b78}\"\r\nrequires: [\"gr\u{f6}\u{df}e\", knead, 'It''s', size]\r\nTitle: x\r\n---\r\n\u{5b78} [[knead]] [x](htp://y)\r\n",
        ),
        (
            "lessons/it-s.md",
            "---\ntitle: 'It''s it'\nrequires: [kneading, 'It''s it']\n---\nx\n",
        ),
        (
            "lessons/kneading.md",
            "---\ntitle: Kneading\nresources:\n  - { kind: article, url: \"https://x.org\", titel: X }\nquestions:\n  - { ask: A?, choices: [x, y], answer: \"1\" }\n  - { ask: B?, choices: [\"1\", \"2\"], answer: \"1\" }\n---\nx\n",
        ),
    ]);
    assert_eq!(
        places(&found, "lesson-requires"),
        [
            ("lessons/it-s.md", 3, 23, Warning),
            ("lessons/size.md", 3, 13, Warning),
            ("lessons/size.md", 3, 21, Warning),
            ("lessons/size.md", 3, 29, Warning),
            ("lessons/size.md", 3, 37, Warning),
        ]
    );
    let hints: Vec<&str> = found
        .iter()
        .filter(|found| found.code == "lesson-requires" && found.file.ends_with("size.md"))
        .map(|found| found.hint.split('?').next().unwrap_or_default())
        .collect();
    // A lesson is not told to require itself.
    assert!(!hints[0].contains("did you mean"), "{hints:?}");
    assert_eq!(hints[1], "did you mean `kneading`");
    assert_eq!(places(&found, "lesson-key"), [("lessons/size.md", 4, 1, Warning)]);
    assert_eq!(places(&found, "lesson-link"), [("lessons/size.md", 6, 3, Warning)]);
    assert_eq!(places(&found, "link-malformed"), [("lessons/size.md", 6, 13, Warning)]);
    let strange = ("lessons/kneading.md", 4, 44, Warning);
    assert!(places(&found, "lesson-resource").contains(&strange), "{found:?}");
    assert_eq!(
        places(&found, "question-answer"),
        [
            ("lessons/kneading.md", 6, 41, Error),
            ("lessons/kneading.md", 7, 45, Error)
        ]
    );
    let hints: Vec<&str> = found
        .iter()
        .filter(|found| found.code == "question-answer")
        .map(|found| &*found.hint)
        .collect();
    assert_eq!(hints, ["write `answer: 1`, without quotes", "write `answer: 0`"]);
}

/// Words that are other names, or other forms of a word, are no slips of the pen.
#[test]
fn names_that_are_only_alike_are_no_slips() {
    let found = said(&[(
        "agents/a.md",
        "# A\n\n## Roles\n- **Dev** - TestNG, Advanced, language, Kubernets\n\n## Learning Paths\n\n### P\n- Testing\n- Advance\n- Languages\n- Kubernetes\n",
    )]);
    let slips: Vec<&str> = found
        .iter()
        .filter(|found| found.code == "topic-misspelled")
        .map(|found| &*found.message)
        .collect();
    assert!(slips.len() == 1 && slips[0].contains("Kubernets"), "{slips:?}");
}
