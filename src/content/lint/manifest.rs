//! `pack.yaml`: keys that mean nothing, and what readers of the pack would like to know.

use std::path::Path;

use super::text::Text;
use super::{Fetch, remark};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::front_matter::scalar;
use crate::content::names::{did_you_mean, nearest, slug};
use crate::content::pack::KEYS;
use crate::content::source::Pack;

const FILE: &str = "pack.yaml";

pub(super) fn check(pack: &Pack, said: &[Diagnostic], fetch: Fetch<'_>) -> Vec<Diagnostic> {
    let file = Path::new(FILE);
    // One that can't be read has an error, and nothing can be missed in it.
    if said.iter().any(|found| found.file == file) {
        return Vec::new();
    }
    let Some(bytes) = fetch(file) else {
        // A bare folder of specs, which other tools read too, owes us no manifest.
        let has_shelves = !pack.lessons.is_empty() || pack.agents.iter().any(|agent| agent.file.starts_with("agents"));
        let missing = Diagnostic {
            message: "the pack has no pack.yaml; it is named after its folder".to_owned(),
            hint: "write one with a title and a license, at least".to_owned(),
            ..remark(Severity::Info, "pack-unnamed", file, (1, 1))
        };
        return has_shelves.then_some(missing).into_iter().collect();
    };
    // As front matter its entries can be told apart with their places; that is one line longer.
    let yaml = bytes.strip_prefix(b"---\n").unwrap_or(&bytes);
    let fenced = [b"---\n", yaml, b"\n---\n"].concat();
    let Some(mut text) = Text::open(&fenced, file) else {
        return Vec::new();
    };
    let is_longer = yaml.len() == bytes.len();
    let front = std::mem::take(&mut text.front);
    let mut missing = vec!["title", "license"];
    for entry in &front.entries {
        missing.retain(|key| {
            let is_meant = *key == entry.key || *key == "license" && entry.key == "licence";
            !(is_meant && scalar(&entry.value).is_some_and(|text| !text.is_empty()))
        });
        if !KEYS.contains(&entry.key.as_str()) {
            let meant = nearest(&entry.key, KEYS);
            // What another tool keeps here is its author's business; a slip of the pen loses what was written.
            let severity = if meant.is_some() {
                Severity::Warning
            } else {
                Severity::Info
            };
            let hint = did_you_mean(meant, "the keys are id, title, version, summary and license");
            let message = format!("a pack has no `{}`; it is not read", entry.key);
            text.say(severity, "pack-key", entry.at, message, &hint);
        }
    }
    if let Some((at, given)) = front
        .get("id")
        .and_then(|entry| Some((entry.at, scalar(&entry.value)?)))
        .filter(|(_, given)| !given.is_empty() && slug(given) != *given)
    {
        text.say(
            Severity::Warning,
            "pack-id",
            at,
            format!(
                "`{given}` is no id; `waypost pack add` calls the pack `{}`",
                slug(&given)
            ),
            &format!("write `id: {}`: small letters, digits and dashes", slug(&given)),
        );
    }
    if !missing.is_empty() {
        text.say(
            Severity::Info,
            "pack-incomplete",
            front.entries.first().map_or(0, |entry| entry.at),
            format!("the pack says no {}", missing.join(" and no ")),
            "learners see the title, and may share the pack only under its license",
        );
    }
    let mut found = text.close();
    for found in &mut found {
        found.line = found.line.saturating_sub(usize::from(is_longer)).max(1);
    }
    found
}
