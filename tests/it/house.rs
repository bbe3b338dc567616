//! Rules of the house that no compiler holds: the layers, and documents that follow the program.

use std::fs;
use std::path::{Path, PathBuf};

use waypost::content::library::{Library, Parts};
use waypost::content::source;
use waypost::tui::keymap;
use waypost::tui::svg::svg;

use crate::support::play::Play;

/// From left to right: a layer uses those to its right only.
const LAYERS: [&str; 6] = ["cli", "tui", "app", "learn", "progress", "content"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Every source file by its path below `src/`, with its lines of code: without comments.
fn code() -> Vec<(String, Vec<String>)> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root().join("src")).expect("a file below src");
        let text = fs::read_to_string(&path).expect("a source file");
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(str::to_owned);
        (name.to_string_lossy().replace('\\', "/"), lines.collect())
    };
    files.into_iter().map(read).collect()
}

fn layer(file: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| file.starts_with(&format!("{layer}/")))
}

#[test]
fn layers_use_only_those_to_their_right() {
    let files = code();
    assert!(files.len() > 30, "the walk found only {} files", files.len());
    for (file, lines) in &files {
        let Some(own) = layer(file) else { continue };
        for line in lines {
            for (used, name) in LAYERS.iter().enumerate() {
                assert!(
                    used >= own || !line.contains(&format!("crate::{name}")),
                    "{file} is of the layer {} and uses {name}: {line}",
                    LAYERS[own]
                );
            }
        }
    }
}

#[test]
fn the_terminal_and_the_disk_are_touched_where_they_may_be() {
    let disk = [
        "content/source",
        "content/build.rs",
        "progress/log",
        "progress/notes",
        "progress/watch",
        "tui/host",
        "cli/",
    ];
    for (file, lines) in &code() {
        // Tests touch what they like.
        if file.ends_with("tests.rs") {
            continue;
        }
        let lines: Vec<&String> = lines.iter().take_while(|line| !line.contains("#[cfg(test)]")).collect();
        if !file.starts_with("tui/") {
            let found = lines
                .iter()
                .find(|line| line.contains("ratatui") || line.contains("crossterm"));
            assert!(found.is_none(), "{file} knows of the terminal: {found:?}");
        }
        if !disk.iter().any(|allowed| file.starts_with(allowed)) {
            let found = lines
                .iter()
                .find(|line| line.contains("std::fs") || line.contains("fs::"));
            assert!(found.is_none(), "{file} touches the disk: {found:?}");
        }
    }
}

#[test]
fn files_are_short_enough_to_be_read_in_one_sitting() {
    for (file, lines) in &code() {
        assert!(lines.len() <= 600, "{file} has {} lines of code", lines.len());
    }
}

/// The part of a document between two comments that name it.
fn part<'a>(text: &'a str, name: &str) -> &'a str {
    let after = text
        .split_once(&format!("<!-- {name} -->\n"))
        .expect("the part's beginning")
        .1;
    after
        .split_once(&format!("<!-- /{name} -->"))
        .expect("the part's end")
        .0
}

/// Whether documents are to be brought up to date instead of compared: `WAYPOST_UPDATE=1 cargo test house`.
fn updates() -> bool {
    std::env::var_os("WAYPOST_UPDATE").is_some()
}

#[test]
fn the_readme_lists_the_keys_the_program_has() {
    let file = root().join("README.md");
    let readme = fs::read_to_string(&file).expect("the README");
    let kept = part(&readme, "keys");
    if updates() {
        fs::write(&file, readme.replace(kept, &keymap::markdown())).expect("the README");
    } else {
        assert_eq!(kept, keymap::markdown(), "WAYPOST_UPDATE=1 cargo test house");
    }
}

#[test]
fn the_picture_is_of_the_screen_as_it_is() {
    let pack = source::embedded();
    let course = Library::of(Parts {
        agents: pack.agents,
        lessons: pack.lessons,
        tracks: pack.tracks,
        problems: pack.problems,
        ..Parts::default()
    });
    let mut play = Play::with(course, &[], 120, 34);
    play.keys("2jj<Enter>d").keys("jjd").keys("ki");
    let picture = svg(play.buffer(), "waypost");
    let file = root().join("tests/screen.svg");
    if updates() {
        fs::write(&file, &picture).expect("the picture");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == picture,
        "tests/screen.svg is of an older screen: WAYPOST_UPDATE=1 cargo test house"
    );
}
