//! Texts that take a careless reader forever, or all memory there is: each is read within limits that the system holds.

use std::process::{Command, Output};

use serde_json::Value;

use crate::cli::Home;

/// The program under limits: seconds of processor time and KiB of address space.
#[cfg(target_os = "linux")]
pub(super) fn limited(home: &Home, seconds: u32, memory: u32, args: &[&str]) -> Output {
    let program = home.bare(args);
    let mut shell = Command::new("sh");
    let script = format!("ulimit -t {seconds} && ulimit -v {memory} && exec \"$0\" \"$@\"");
    shell
        .args(["-c", &script])
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(home.path())
        .env_clear();
    for (name, value) in program.get_envs() {
        if let Some(value) = value {
            shell.env(name, value);
        }
    }
    shell.output().expect("a shell")
}

/// Other systems hold no such limits; there the program is only run.
#[cfg(not(target_os = "linux"))]
pub(super) fn limited(home: &Home, _: u32, _: u32, args: &[&str]) -> Output {
    home.bare(args).output().expect("the program")
}

/// Enough for what takes the square of it to be far beyond the limits, in bytes.
const MUCH: usize = 64 * 1024;

fn codes(output: &Output, what: &str) -> Vec<String> {
    let found: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        let said = String::from_utf8_lossy(&output.stderr);
        panic!("{what} ended with {} and without its object: {said}", output.status)
    });
    let found = found["diagnostics"].as_array().expect("diagnostics").iter();
    found
        .map(|found| found["code"].as_str().expect("a code").to_owned())
        .collect()
}

/// Checks a file and lists its pack, under limits that a quadratic reader is far beyond.
fn endures(cases: &[(&str, &str, String)]) {
    for (file, code, text) in cases {
        let home = Home::new();
        home.write(&format!("hostile/{file}"), text);
        let what = format!("{file}, {} bytes beginning with {:?}", text.len(), head(text));
        let output = limited(&home, 6, 1_000_000, &["check", "hostile", "--json"]);
        let codes = codes(&output, &what);
        assert!(codes.iter().any(|found| found == code), "{what}: {codes:?}");
        assert!(codes.len() < 5_000, "{what}: {} remarks", codes.len());
        // As text only what has much to say takes longer.
        let check: &[&str] = &["check", "hostile"];
        let list: &[&str] = &["--pack", "hostile", "list", "topics"];
        for args in [list, check].into_iter().take(if codes.len() > 100 { 2 } else { 1 }) {
            let output = limited(&home, 6, 1_000_000, args);
            assert!(
                matches!(output.status.code(), Some(0 | 1)),
                "{args:?}, {what}: {}",
                output.status
            );
        }
    }
}

fn head(text: &str) -> String {
    text.chars().take(60).collect()
}

fn filled(head: &str, with: &str) -> String {
    format!("{head}{}", with.repeat((MUCH - head.len()) / with.len()))
}

/// Much of numbered things.
fn numbered(head: &str, one: impl Fn(usize) -> String) -> String {
    let mut text = head.to_owned();
    let mut number = 0;
    while text.len() < MUCH {
        text.push_str(&one(number));
        number += 1;
    }
    text
}

#[test]
fn yaml() {
    let bomb = |levels: u8| -> String {
        let mut yaml = String::from("a: &a [l, l, l, l, l, l, l, l, l]\n");
        for level in 1..levels {
            let (name, before) = (char::from(b'a' + level), char::from(b'a' + level - 1));
            let aliases = vec![format!("*{before}"); 9].join(", ");
            yaml.extend([format!("{name}: &{name} [{aliases}]\n")]);
        }
        yaml
    };
    let fenced = |yaml: &str| format!("---\ntitle: T\n{yaml}\n---\n# T\n\nText.\n");
    let complex = "front-matter-too-complex";
    let manifest = "pack-manifest";
    let mut cases = Vec::new();
    for yaml in [
        bomb(20),
        format!("a: {}", "[".repeat(100_000)),
        format!("a: {}", "{a: ".repeat(50_000)),
        format!("s: &s {}\na: [{}]", "x".repeat(60_000), "*s, ".repeat(2_000)),
        format!("a: [{}]", "x, ".repeat(60_000)),
    ] {
        cases.push(("agents/x.md", complex, fenced(&yaml)));
        cases.push(("lessons/x.md", complex, fenced(&yaml)));
        cases.push(("pack.yaml", manifest, format!("title: T\n{yaml}\n")));
    }
    for yaml in [
        bomb(8),
        format!("a:\n{}", "- ".repeat(30_000)),
        format!("a: {}", "? ".repeat(30_000)),
    ] {
        cases.push(("agents/x.md", "front-matter-invalid", fenced(&yaml)));
        cases.push(("lessons/x.md", "front-matter-invalid", fenced(&yaml)));
    }
    cases.push((
        "lessons/x.md",
        "lesson-list",
        fenced(&numbered("requires: [", |n| format!("a{n}, "))),
    ));
    cases.push(("lessons/x.md", "lesson-list", fenced(&filled("requires: [", "a  b, "))));
    cases.push((
        "lessons/x.md",
        "lesson-key",
        fenced(&numbered("", |n| format!("k{n}: v\n"))),
    ));
    // More than is read as YAML at all, so that only what looks at every key for every key is beyond the limits.
    let keys = |value: &str| {
        let keys: Vec<String> = (0..80_000).map(|n| format!("k{n}: {value}\n")).collect();
        keys.concat()
    };
    for yaml in [keys("v"), keys("v: ["), keys("v") + &"nAME: x\n".repeat(80_000)] {
        cases.push(("agents/x.md", complex, fenced(&yaml)));
    }
    endures_with_something_to_learn(&cases);
}

/// A pack of nothing but a manifest is no pack.
fn endures_with_something_to_learn(cases: &[(&str, &str, String)]) {
    for case in cases {
        if case.0 == "pack.yaml" {
            let home = Home::new();
            home.write("hostile/pack.yaml", &case.2);
            home.write("hostile/agents/y.md", "# Y\n\nText.\n");
            let output = limited(&home, 20, 1_000_000, &["check", "hostile", "--json"]);
            let codes = codes(&output, case.1);
            assert!(
                codes.iter().any(|found| found == case.1),
                "{:?}: {codes:?}",
                head(&case.2)
            );
        } else {
            endures(std::slice::from_ref(case));
        }
    }
}

#[test]
fn nesting() {
    let deep = "too-deeply-nested";
    let steps: Vec<String> = (0..1_000).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    endures(&[
        ("agents/x.md", deep, "- ".repeat(100_000)),
        ("agents/x.md", deep, "1. ".repeat(100_000)),
        ("agents/x.md", deep, ">".repeat(100_000)),
        ("lessons/x.md", deep, "> - ".repeat(100_000)),
        ("agents/x.md", deep, steps.concat()),
        (
            "agents/x.md",
            "title-missing",
            "[".repeat(100_000) + &"]".repeat(100_000),
        ),
        (
            "agents/x.md",
            "title-missing",
            "![".repeat(100_000) + &"](x)".repeat(100_000),
        ),
        ("agents/x.md", "title-missing", "*a **b ".repeat(50_000)),
        ("agents/x.md", "title-missing", "(".repeat(100_000)),
        ("lessons/x.md", "lesson-incomplete", "[[a".repeat(100_000)),
        ("lessons/x.md", "lesson-link", "[[a]]\n".repeat(40_000)),
    ]);
}

#[test]
fn many_of_one_kind() {
    const PATH: &str = "# T\n\n## Learning Paths\n\n### A\n";
    let paths = "# T\n\n## Learning Paths\n";
    endures(&[
        ("agents/x.md", "heading-empty", filled("", "#\n")),
        ("lessons/x.md", "heading-empty", filled("", "## a\n")),
        ("agents/x.md", "path-twice", filled(paths, "### A\n- a\n")),
        (
            "agents/x.md",
            "path-twice",
            filled("", "## Learning Paths\n### A\n- a\n"),
        ),
        ("agents/x.md", "step-twice", filled(PATH, "- a\n")),
        ("agents/x.md", "pack-unnamed", numbered(PATH, |n| format!("- s{n}\n"))),
        ("agents/x.md", "pack-unnamed", filled(PATH, "- **x** - a, b, c\n")),
        (
            "agents/x.md",
            "topics-unresolved",
            filled("# T\n\n## Roles\n", "- **a** - b, c\n"),
        ),
        (
            "agents/x.md",
            "pack-unnamed",
            filled("# T\n\n## Tech Stack\n", "**a:**\n- b (c)\n"),
        ),
        (
            "agents/x.md",
            "pack-unnamed",
            filled("# T\n\n## Career Progression\n", "1. **A** - a, b\n"),
        ),
        (
            "agents/x.md",
            "pack-unnamed",
            filled("# T\n\n## Learning Paths\n\n```\n", "├── a\n"),
        ),
        ("agents/x.md", "link-malformed", filled("# T\n\n", "[a](htps://b)\n")),
        ("agents/x.md", "link-malformed", filled("# T\n\n", "[a](htps://b) ")),
        (
            "agents/x.md",
            "link-malformed",
            filled("# T\n\n", &format!("{}\n", "[a](htps://b) ".repeat(1_000))),
        ),
        ("agents/x.md", "pack-unnamed", filled("# T\n\n", "https://a.b/c ")),
        (
            "agents/x.md",
            "pack-unnamed",
            numbered("# T\n\n## Roadmaps\n", |n| format!("- roadmap.sh/a{n}\n")),
        ),
        ("agents/x.md", "fence-unclosed", filled("# T\n\n", "``` a\n~~~\n")),
        ("agents/x.md", "pack-unnamed", filled("# T\n\n|a|\n|-|\n", "|b|\n")),
        (
            "agents/x.md",
            "pack-unnamed",
            format!(
                "# T\n\n{}\n{}\n{}",
                "|a".repeat(100_000),
                "|-".repeat(100_000),
                "|x|\n".repeat(1_000)
            ),
        ),
        (
            "agents/x.md",
            "pack-unnamed",
            numbered("# T\n\n", |n| format!("[a{n}]: x\n")),
        ),
        (
            "agents/x.md",
            "control-characters",
            filled(&"a".repeat(9_000), "\u{1b}"),
        ),
        ("agents/x.md", "title-missing", filled("", "&#27;")),
        ("agents/x.md", "title-long", filled("# ", "a")),
        (
            "agents/x.md",
            "title-long",
            format!("{PATH}- {}\n", "[a](<b".repeat(60_000)),
        ),
        (
            "agents/x.md",
            "title-long",
            format!("{PATH}- {}\n", "[a](b".repeat(60_000)),
        ),
        ("agents/x.md", "pack-unnamed", filled("# T\n\n", "<!--\n")),
        ("agents/x.md", "encoding-repaired", filled("", "# Gr√∂√üe\n")),
    ]);
}

/// As many headings as a file that is read can have: the first are taken apart, and of the others nothing is lost.
#[test]
fn two_million_headings() {
    let home = Home::new();
    home.write("hostile/agents/x.md", &"# a\n".repeat(2_000_000));
    let output = limited(&home, 60, 600_000, &["check", "hostile", "--json"]);
    let codes = codes(&output, "two million headings");
    assert_eq!(codes.iter().filter(|code| *code == "heading-empty").count(), 1_001);
    assert_eq!(codes.iter().filter(|code| *code == "too-many-lines").count(), 1);
}

#[test]
fn cycles_of_many_lessons() {
    let home = Home::new();
    for lesson in 0..300 {
        let requires: Vec<String> = (1..100).map(|step| format!("l{}", (lesson + step) % 300)).collect();
        let text = format!(
            "---\ntitle: L{lesson}\nrequires: [{}]\n---\nText.\n",
            requires.join(", ")
        );
        home.write(&format!("hostile/lessons/l{lesson}.md"), &text);
    }
    let output = limited(&home, 20, 1_000_000, &["check", "hostile", "--json"]);
    let codes = codes(&output, "cycles");
    assert_eq!(codes.iter().filter(|code| *code == "lesson-cycle").count(), 100);
}
