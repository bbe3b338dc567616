//! `pack.yaml`: what a pack says of itself.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::diagnostic::{Diagnostic, Severity};
use super::front_matter::excess;
use super::names::slug;

/// Whether a file is Markdown by its name.
pub fn is_markdown(file: &Path) -> bool {
    const ENDINGS: [&str; 3] = ["md", "mdc", "markdown"];
    let ending = file.extension().unwrap_or_default();
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a file is out of sight by its name, as those are that systems and editors leave behind (`._zig.md`).
pub fn is_hidden(file: &Path) -> bool {
    file.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The keys of `pack.yaml`.
pub(super) const KEYS: [&str; 6] = ["id", "title", "version", "summary", "license", "licence"];

/// What a pack says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PackInfo {
    /// A short stable name.
    pub id: String,
    /// The name shown.
    pub title: String,
    /// The author's version of the content.
    pub version: String,
    /// One sentence on what it teaches.
    pub summary: String,
    /// The licence of the content.
    #[serde(alias = "licence")]
    pub license: String,
}

impl PackInfo {
    /// A pack that says nothing of itself, named after its folder.
    pub fn named(name: &str) -> Self {
        Self {
            id: slug(name),
            title: name.to_owned(),
            ..Self::default()
        }
    }
}

/// Reads `pack.yaml`; what can't be read becomes a diagnostic, and the pack stays usable.
pub fn read(bytes: &[u8], file: &Path, problems: &mut Vec<Diagnostic>) -> PackInfo {
    /// No honest manifest is larger; YAML of strangers is capped before it is parsed.
    const MAX_BYTES: usize = 64 * 1024;
    let mut problem = |line, column, message: String| {
        let problem = Diagnostic {
            severity: Severity::Error,
            code: "pack-manifest",
            file: file.to_owned(),
            line,
            column,
            message,
            hint: "the keys are id, title, version, summary and license, each with a line of text".to_owned(),
        };
        problems.push(problem.brief());
    };
    if bytes.len() > MAX_BYTES {
        problem(1, 1, format!("has {} bytes; {MAX_BYTES} are read at most", bytes.len()));
        return PackInfo::default();
    }
    if let Some(excess) = std::str::from_utf8(bytes).ok().and_then(excess) {
        problem(1, 1, format!("has {excess}, and is not read"));
        return PackInfo::default();
    }
    match serde_yaml::from_slice(bytes) {
        Ok(info) => info,
        Err(error) => {
            let (line, column) = error.location().map_or((1, 1), |place| (place.line(), place.column()));
            problem(line, column, error.to_string());
            PackInfo::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_file_is() {
        for (name, markdown, hidden) in [
            ("agents/zig.md", true, false),
            ("zig.MARKDOWN", true, false),
            ("rules/zig.mdc", true, false),
            ("._zig.md", true, true),
            (".DS_Store", false, true),
            ("md", false, false),
            ("zig.md.bak", false, false),
        ] {
            let file = Path::new(name);
            assert_eq!((is_markdown(file), is_hidden(file)), (markdown, hidden), "{name}");
        }
    }
}
