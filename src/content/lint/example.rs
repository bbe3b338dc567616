//! The examples of the catalogue, looked at as packs are.

use std::path::Path;

use super::{Scope, check};
use crate::content::diagnostic::Diagnostic;
use crate::content::diagnostic::catalogue::Sample;
use crate::content::source::Pack;
use crate::content::{lesson, pack, roadmap, spec, track};

/// Everything there is to say of a pack made of these files, and of nothing else.
pub fn example(files: &[Sample], unresolved: bool) -> Vec<Diagnostic> {
    let bytes = |file: &Path| {
        let sample = files.iter().find(|sample| Path::new(sample.file) == file);
        sample.map(|sample| sample.bytes.to_vec())
    };
    let mut made = Pack::default();
    for Sample { file, bytes: text } in files {
        let file = Path::new(file);
        if file.starts_with("agents") {
            made.agents.push(spec::read(text, file).into());
        } else if file.starts_with("lessons") {
            made.lessons.push(lesson::read(text, file).into());
        } else if file.starts_with("roles") {
            made.tracks.push(track::read(text, file));
        } else if file.starts_with("roadmaps") {
            match roadmap::read(text, file) {
                Ok(roadmap) => made.roadmaps.push(roadmap),
                Err(problem) => made.problems.push(*problem),
            }
        } else {
            made.info = pack::read(text, file, &mut made.problems);
        }
    }
    check(made, Scope::Pack { unresolved }, &bytes)
}
