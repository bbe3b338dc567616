//! `pack.yaml`: what a pack says of itself.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::diagnostic::{Diagnostic, Severity};
use super::front_matter::excess;
use super::names::slug;
use super::text_file;

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
    let problem = |line, column, message: String| {
        let problem = Diagnostic {
            severity: Severity::Error,
            code: "pack-manifest",
            file: file.to_owned(),
            line,
            column,
            message,
            hint: "the keys are id, title, version, summary and license, each once with a line of text; put one with a colon in it in double quotes".to_owned(),
        };
        problem.brief()
    };
    if bytes.len() > MAX_BYTES {
        let message = format!("has {} bytes; {MAX_BYTES} are read at most", bytes.len());
        problems.push(problem(1, 1, message));
        return PackInfo::default();
    }
    let Ok((decoded, findings)) = text_file::open(bytes, "packs") else {
        problems.push(problem(1, 1, "is binary, and no YAML".to_owned()));
        return PackInfo::default();
    };
    if let Some(excess) = excess(&decoded.text) {
        problems.push(problem(1, 1, format!("has {excess}, and is not read")));
        return PackInfo::default();
    }
    let read = serde_yaml::from_str(&decoded.text);
    problems.extend(text_file::diagnostics(findings, &decoded, file));
    match read {
        Ok(info) => info,
        Err(error) => {
            let message = error.to_string();
            let said = message.split(" at line ").next().unwrap_or(&message);
            let (line, column) = match error.location() {
                Some(place) if !said.starts_with("duplicate") => (place.line(), place.column()),
                _ => (line_of_twin(bytes), 1),
            };
            problems.push(problem(line, column, format!("can't be read: {said}")));
            PackInfo::default()
        }
    }
}

/// The line of the first key that stands there a second time, of which the parser doesn't say where; the first line if none.
fn line_of_twin(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let mut seen = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let key = line.split(':').next().map(|key| key.replace("licence", "license"));
        match key.filter(|key| KEYS.contains(&key.as_str())) {
            Some(key) if seen.contains(&key) => return at + 1,
            key => seen.extend(key),
        }
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_does_not_belong_there_costs_itself() {
        let said = |bytes: &[u8]| {
            let mut problems = Vec::new();
            let info = read(bytes, Path::new("pack.yaml"), &mut problems);
            let found = problems.iter().map(|found| (found.code, found.line, found.column));
            (info.title, found.collect::<Vec<_>>())
        };
        let gardens = |found| ("Gardens".to_owned(), found);
        let removed = vec![("control-characters", 1, 12)];
        assert_eq!(said(b"title: Gar\0dens\nid: g\n"), gardens(removed.clone()));
        assert_eq!(said(b"title: Gar\x1bdens\n"), gardens(removed));
        assert_eq!(
            said(b"\xef\xbb\xbf\xef\xbb\xbftitle: Gardens\n"),
            gardens(vec![("control-characters", 1, 2)])
        );
        assert_eq!(said(b"title: Gardens\n"), gardens(Vec::new()));
        assert_eq!(said(&[0; 40]), (String::new(), vec![("pack-manifest", 1, 1)]));
    }

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

    #[test]
    fn faults_are_told_at_their_place() {
        for (text, line, column, said) in [
            ("title: A\nlicense: x\ntitle: B\n", 3, 1, "duplicate"),
            ("license: x\nid: a\nlicence: x\n", 3, 1, "duplicate"),
            ("title: A\nsummary: [a]\n", 2, 10, "summary"),
            ("title: A: B\n", 1, 9, "mapping values"),
            ("\ttitle: A\n", 1, 1, "token"),
        ] {
            let mut problems = Vec::new();
            read(text.as_bytes(), Path::new("pack.yaml"), &mut problems);
            let [problem] = problems.as_slice() else {
                panic!("{text}: {problems:?}")
            };
            assert_eq!((problem.line, problem.column), (line, column), "{text}");
            let message = &problem.message;
            assert!(message.contains(said) && !message.contains(" at line "), "{message}");
        }
    }
}
