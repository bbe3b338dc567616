//! Specs of many authors, for whoever has some: `WAYPOST_CORPUS` names the folder.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use waypost::content::model::Agent;
use waypost::content::{encoding, spec};

use crate::spec_words::{body, lost_words};

#[test]
fn every_word_of_every_spec_is_kept_and_no_section_is_empty_without_a_word() {
    let Some(folder) = std::env::var_os("WAYPOST_CORPUS") else {
        return;
    };
    let mut files = Vec::new();
    walk(Path::new(&folder), &mut files);
    files.sort();
    let only = std::env::var("WAYPOST_CORPUS_ONLY").unwrap_or_default();
    let mut report = Report::default();
    for file in files.iter().filter(|file| file.to_string_lossy().contains(&only)) {
        report.read(file);
    }
    report.print();
    assert_eq!(report.with_losses, 0, "specs with lost words");
    assert_eq!(
        report.silently_empty, 0,
        "specs with a section that gave nothing and no word why"
    );
}

#[derive(Default)]
struct Report {
    files: usize,
    bytes: usize,
    time: Duration,
    with_losses: usize,
    /// Specs where a field stayed empty that has a section, and no diagnostic says why.
    silently_empty: usize,
    /// For each field: specs with a section of that class, and specs where it holds something.
    classes: BTreeMap<String, (usize, usize)>,
    codes: BTreeMap<&'static str, usize>,
}

impl Report {
    fn read(&mut self, file: &Path) {
        let bytes = std::fs::read(file).expect("it can be read");
        let start = Instant::now();
        let (agent, headings) = spec::read_with_headings(&bytes, file);
        self.time += start.elapsed();
        self.files += 1;
        self.bytes += bytes.len();
        for found in &agent.diagnostics {
            *self.codes.entry(found.code).or_default() += 1;
        }
        for (class, filled) in classes(&agent) {
            let count = self.classes.entry(class.to_owned()).or_default();
            count.0 += 1;
            count.1 += usize::from(filled);
        }
        let filled = classes(&agent);
        let silent = headings.iter().find(|heading| {
            let is_empty = heading.read_as.is_some_and(|class| filled.get(class) == Some(&false));
            is_empty && !agent.diagnostics.iter().any(|found| found.line == heading.line)
        });
        if let Some(heading) = silent {
            self.silently_empty += 1;
            println!("empty without a word: {} in {}", heading.title, file.display());
        }
        let text = encoding::decode(&bytes).map(|decoded| decoded.text).unwrap_or_default();
        let lost = lost_words(body(&text), &agent);
        if !lost.is_empty() {
            self.with_losses += 1;
            println!("lost in {}: {}", file.display(), lost[..lost.len().min(12)].join(" "));
        }
    }

    fn print(&self) {
        println!(
            "{} files, {} bytes, {:?}, {} with losses",
            self.files, self.bytes, self.time, self.with_losses
        );
        println!("sections seen and filled: {:?}", self.classes);
        println!("diagnostics: {:?}", self.codes);
    }
}

fn classes(agent: &Agent) -> BTreeMap<&str, bool> {
    let filled = |class: &str| match class {
        "roles" => !agent.roles.is_empty(),
        "paths" | "topics" => !agent.paths.is_empty(),
        "stacks" => !agent.stacks.is_empty(),
        "levels" => !agent.levels.is_empty(),
        "trends" => !agent.trends.is_empty(),
        "related" => !agent.related.is_empty(),
        "prerequisites" => !agent.prerequisites.is_empty(),
        "projects" => !agent.projects.is_empty(),
        "resources" => !agent.resources.is_empty(),
        "outcomes" => !agent.outcomes.is_empty(),
        "roadmaps" => !agent.roadmaps.is_empty(),
        _ => !agent.when_to_use.is_empty(),
    };
    agent
        .recognised
        .iter()
        .map(|section| (&*section.read_as, filled(&section.read_as)))
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("it can be listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}
