//! Escape sequences in every field that reaches a terminal.

use std::path::Path;

use waypost::content::library::Library;
use waypost::content::model::Agent;
use waypost::content::{lesson, spec};

use crate::cli::Home;
use crate::support::laws::is_unsafe;
use crate::support::play::Play;

/// Clears the screen, sets the window's title, opens a link, turns text around; by escape character, by C1 control.
const EVIL: &str = "\u{1b}[2J\u{1b}]0;t\u{7}\u{1b}]8;;http://x\u{1b}\\\u{202e}\u{9b}31m\u{9d}0;t\u{9c}\u{8}\r\u{7f}";
/// The same as YAML writes it in double quotes, and as entities of Markdown.
const ESCAPED: &str = "\\u001b[2J\\u001b]0;t\\u0007\\u202e\\u009b31m\\b\\r\\x7f";
const ENTITIES: &str = "&#27;[2J&#x1b;]0;t&#7;&#x202e;&#x9b;31m&#8;&#127;";

fn spec_text() -> String {
    let mut text = format!(
        "---\nname: \"a{ESCAPED}\"\ndescription: \"d{ESCAPED}\"\ncapabilities: [\"c{ESCAPED}\"]\n\"k{ESCAPED}\": \"v{ESCAPED}\"\nbad: a: \"{ESCAPED}\n---\n"
    );
    for evil in [EVIL, ENTITIES] {
        text.extend([format!(
            "# T{evil}\n\nIntro {evil}.\n\n## Roles\n- **R{evil}** - m{evil}, n (roadmap.sh/x{evil})\n\n## Learning Paths\n\n### P{evil}\n\n**G{evil}:**\n- **S{evil}** - d{evil}, e [l{evil}](https://x.org/{evil})\n- S{evil}\n\n## Tech Stack\n\n**E{evil}:**\n- Tool{evil} (note{evil})\n\n## Career Progression\n1. **L{evil}** - x{evil}\n\n## Trends (2025)\n- t{evil}\n\n## Related Skills\n- **r{evil}/** - d{evil}\n\n## When to Use\n- w{evil}\n\n## Other {evil}\n\n```a{evil}\nb{evil}\n```\n\n| a{evil} |\n|---|\n| b{evil} |\n\n<a{evil}>[x](htps:{evil}) roadmap.sh/y{evil}\n\n"
        )]);
    }
    text
}

fn lesson_text() -> String {
    let mut text = format!(
        "---\ntitle: \"S{ESCAPED}\"\naliases: [\"a{ESCAPED}\"]\nsummary: \"s{ESCAPED}\"\nlevel: \"l{ESCAPED}\"\nminutes: \"m{ESCAPED}\"\nrequires: [\"r{ESCAPED}\"]\nresources: [{{kind: \"k{ESCAPED}\", title: \"t{ESCAPED}\", url: \"https://x.org/{ESCAPED}\", \"o{ESCAPED}\": 1}}]\n\"k{ESCAPED}\": 1\n---\n"
    );
    for evil in [EVIL, ENTITIES] {
        text.extend([format!(
            "## H{evil}\n\nText {evil} [[x{evil}]] [l{evil}](htps:{evil}).\n\n```{evil}\ncode{evil}\n```\n\n## \n"
        )]);
    }
    text
}

fn world() -> Home {
    let home = Home::new();
    home.write(
        "evil/pack.yaml",
        &format!("title: \"T{ESCAPED}\"\nsummary: \"s{ESCAPED}\"\n\"titl{ESCAPED}\": 1\nlicens: \"{ESCAPED}\"\n"),
    );
    home.write("broken/pack.yaml", &format!("title: [\"T{ESCAPED}\", \u{9b}]\n"));
    // What a file system lets a name be.
    let name = EVIL.replace(['/', '\\'], "");
    let name = if cfg!(windows) { String::from("x") } else { name };
    for pack in ["evil", "broken"] {
        home.write(&format!("{pack}/agents/{name}.md"), &spec_text());
        home.write(&format!("{pack}/lessons/{name}.md"), &lesson_text());
        home.write(&format!("{pack}/lessons/2{name}.md"), &lesson_text());
    }
    home
}

#[test]
fn no_command_passes_them_on() {
    let home = world();
    let ids: Vec<String> = ["agents", "roles", "paths", "stacks", "levels", "roadmaps", "topics"]
        .iter()
        .flat_map(|kind| {
            let output = home
                .bare(&["--pack", "evil", "list", kind, "--json"])
                .output()
                .expect("the program");
            let list: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            let things = list[kind].as_array().expect("things").clone();
            assert!(!things.is_empty(), "no {kind}");
            things
                .into_iter()
                .map(|thing| thing["id"].as_str().expect("an id").to_owned())
        })
        .collect();
    let mut commands: Vec<Vec<String>> = Vec::new();
    for args in [
        "check evil",
        "check evil --unresolved",
        "check evil --json",
        "check evil --format github",
        "check evil --format sarif",
        "check broken",
        "--pack broken list",
        "--pack evil list",
        "--pack evil list topics",
        "--pack evil list paths",
        "--pack evil list roles",
        "--pack evil search s",
        "--pack evil search text",
        "--pack evil next",
        "--pack evil stats",
    ] {
        commands.push(args.split(' ').map(str::to_owned).collect());
    }
    for id in ids {
        commands.push(vec!["--pack".into(), "evil".into(), "show".into(), id.clone()]);
        commands.push(vec!["--pack".into(), "evil".into(), "open".into(), id.clone()]);
        commands.push(vec!["--pack".into(), "evil".into(), "show".into(), id, "--json".into()]);
    }
    let hidden = std::ffi::OsString::from(format!("no{EVIL}"));
    for (args, extra) in commands.iter().map(|args| (args, None)).chain([
        (&vec!["check".to_owned()], Some(&hidden)),
        (&vec!["show".to_owned()], Some(&hidden)),
    ]) {
        let mut command = home.bare(args);
        if let Some(extra) = extra {
            command.arg(extra);
        }
        let ran = home.read(command.env("BROWSER", "false").output().expect("the program"));
        assert!(
            matches!(ran.code, Some(0 | 1)),
            "{args:?}: {ran:?}",
            ran = ran.to_string()
        );
        for text in [&ran.out, &ran.err] {
            let found = text.find(is_unsafe);
            assert!(found.is_none(), "{args:?}: {:?}", &text[found.unwrap_or(0)..]);
        }
    }
}

#[test]
fn no_screen_shows_them() {
    let name = format!("x{EVIL}.md");
    let agent = spec::read(spec_text().as_bytes(), &Path::new("agents").join(&name));
    let lesson = lesson::read(lesson_text().as_bytes(), &Path::new("lessons").join(&name));
    for (width, height) in [(120, 40), (60, 20)] {
        let library = Library::with_lessons(vec![agent.clone()], vec![lesson.clone()], Vec::new());
        let mut play = Play::with(library, &[], width, height);
        for keys in [
            "1", "2", "j", "j", "<Enter>", "j", "<Enter>", "z", "<Down>", "<PgDn>", "<PgDn>", "<Esc>", "3", "j",
            "<Enter>", "<Enter>", "<Esc>", "4", "j", "<Enter>", "5", "j", "<Enter>", "6", "<Enter>", "7", "/", "s",
            "<Down>", "<Enter>", "?", "<Esc>", ":", "t", "<Esc>", "o", "<Esc>",
        ] {
            play.keys(keys);
            let buffer = play.buffer();
            for cell in buffer.content() {
                let symbol = without_links(cell.symbol());
                assert!(!symbol.contains(is_unsafe), "after {keys}: {:?}", cell.symbol());
            }
        }
    }
}

#[test]
fn no_question_shows_them() {
    let ask = |word: &str| format!("ask: \"{word}{ESCAPED}\", why: \"w{ESCAPED}\"");
    let (choice, recall) = (ask("q"), ask("r"));
    let text = format!(
        "---\ntitle: \"S{ESCAPED}\"\nquestions:\n  - {{{choice}, choices: [\"a{ESCAPED}\", \"b{ESCAPED}\"], answer: 0}}\n  - {{{recall}, answer: \"c{ESCAPED}\"}}\n---\n"
    );
    let lesson = lesson::read(text.as_bytes(), Path::new("lessons/s.md"));
    assert_eq!(lesson.questions.len(), 2, "{:?}", lesson.diagnostics);
    let library = Library::with_lessons(Vec::<Agent>::new(), vec![lesson], Vec::new());
    let mut play = Play::with(library, &[], 80, 30);
    for keys in [
        "2", "<Enter>", "d", "6", "<Enter>", "1", "<Space>", "<Space>", "3", "<Esc>",
    ] {
        play.keys(keys);
        let cells = play.buffer().content();
        let found = cells
            .iter()
            .find(|cell| without_links(cell.symbol()).contains(is_unsafe));
        assert!(found.is_none(), "after {keys}: {found:?}");
    }
    assert_eq!(play.on_disk.len(), 3, "a mark and two answers");
}

/// A cell's text without the sequences of a hyperlink that the program itself puts there, whose address is clean.
fn without_links(symbol: &str) -> String {
    let mut rest = symbol;
    let mut text = String::new();
    while let Some((before, link)) = rest.split_once("\u{1b}]8;") {
        let (target, after) = link.split_once("\u{1b}\\").expect("a link that is closed");
        assert!(!target.contains(is_unsafe), "{symbol:?}");
        text.push_str(before);
        rest = after;
    }
    text + rest
}
