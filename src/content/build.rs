//! The build script: reads the embedded pack once and for all, with the reader the program itself has, so that the
//! tutor starts without parsing a line of Markdown.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use content::diagnostic::{Diagnostic, Severity};
use content::model::{Agent, Lesson, Track};

#[path = "."]
#[expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the program uses what is left over here"
)]
mod content {
    pub(crate) mod brief;
    pub mod diagnostic;
    pub mod encoding;
    pub mod front_matter;
    pub mod lesson;
    mod markup;
    pub mod model;
    pub mod names;
    mod nesting;
    pub mod pack;
    pub mod spec;
    mod text_file;
    pub mod track;
}

/// What [`content::source`](../waypost/content/source/index.html) takes in at the start.
#[derive(serde::Serialize)]
struct Digest {
    info: content::pack::PackInfo,
    agents: Vec<Agent>,
    lessons: Vec<Lesson>,
    tracks: Vec<Track>,
}

fn main() -> io::Result<()> {
    let missing = |name| io::Error::other(format!("cargo sets no {name}"));
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| missing("CARGO_MANIFEST_DIR"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| missing("OUT_DIR"))?);
    println!("cargo::rerun-if-changed=content");

    let pack = root.join("content");
    let mut problems = Vec::new();
    let manifest = Path::new("pack.yaml");
    let info = content::pack::read(&fs::read(pack.join(manifest))?, manifest, &mut problems);
    let mut agents = Vec::new();
    for (file, bytes) in files(&pack, "agents", content::pack::is_markdown)? {
        let mut agent = content::spec::read(&bytes, &file);
        report(&mut agent.diagnostics, &mut problems);
        agents.push(agent);
    }
    let mut lessons = Vec::new();
    for (file, bytes) in files(&pack, "lessons", content::pack::is_markdown)? {
        if content::lesson::is_lesson(&file, &bytes) {
            let mut lesson = content::lesson::read(&bytes, &file);
            report(&mut lesson.diagnostics, &mut problems);
            lessons.push(lesson);
        }
    }
    let mut tracks = Vec::new();
    for (file, bytes) in files(&pack, "roles", content::track::is_track)? {
        let mut track = content::track::read(&bytes, &file);
        report(&mut track.diagnostics, &mut problems);
        tracks.push(track);
    }
    for problem in problems {
        // `waypost check content` shows them with the lines they stand on.
        println!(
            "cargo::warning=content/{}:{}:{}: {}",
            problem.file.display(),
            problem.line,
            problem.column,
            problem.message
        );
    }
    // Which ids no other pack's lessons ever stood under; the program need not read the pack to know.
    let ids = std::iter::once(&info.id).chain(lessons.iter().map(|lesson| &lesson.id));
    let ids: Vec<&str> = ids.map(String::as_str).collect();
    fs::write(out.join("embedded.txt"), ids.join("\n"))?;
    let digest = postcard::to_allocvec(&Digest {
        info,
        agents,
        lessons,
        tracks,
    })
    .map_err(io::Error::other)?;
    fs::write(out.join("embedded.postcard"), digest)
}

/// The wanted files in a folder of the pack and the folders in it, by their paths in the pack; none where there is no
/// such folder.
fn files(pack: &Path, folder: &str, wanted: fn(&Path) -> bool) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut folders = vec![pack.join(folder)];
    folders.retain(|folder| folder.is_dir());
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if content::pack::is_hidden(&path) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if wanted(&path) {
                let bytes = fs::read(&path)?;
                files.push((path.strip_prefix(pack).unwrap_or(&path).to_owned(), bytes));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Takes what is worth a warning out of a file's diagnostics; the rest is not kept.
fn report(diagnostics: &mut Vec<Diagnostic>, problems: &mut Vec<Diagnostic>) {
    let found = diagnostics.drain(..);
    problems.extend(found.filter(|found| found.severity > Severity::Info));
}
