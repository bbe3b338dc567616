//! The build script: reads the embedded pack once and for all, with the reader the program itself has, so that the
//! tutor starts without parsing a line of Markdown.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use content::diagnostic::Severity;
use content::model::Agent;

#[path = "."]
#[expect(dead_code, unreachable_pub, reason = "the program uses what is left over here")]
mod content {
    pub mod diagnostic;
    pub mod encoding;
    pub mod front_matter;
    pub mod model;
    pub mod names;
    pub mod pack;
    pub mod spec;
}

/// What [`content::source`](../waypost/content/source/index.html) takes in at the start.
#[derive(serde::Serialize)]
struct Digest {
    info: content::pack::PackInfo,
    agents: Vec<Agent>,
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
    let mut files: Vec<PathBuf> = fs::read_dir(pack.join("agents"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    files.retain(|file| content::pack::is_markdown(file) && !content::pack::is_hidden(file));
    files.sort();
    let mut agents = Vec::new();
    for file in files {
        let mut agent = content::spec::read(&fs::read(&file)?, file.strip_prefix(&pack).unwrap_or(&file));
        problems.extend(
            agent
                .diagnostics
                .drain(..)
                .filter(|found| found.severity > Severity::Info),
        );
        agents.push(agent);
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
    let digest = postcard::to_allocvec(&Digest { info, agents }).map_err(io::Error::other)?;
    fs::write(out.join("embedded.postcard"), digest)
}
