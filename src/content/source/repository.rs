//! Where the specs of a repository stand, which is no pack and has much else: by names of files and folders alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::pack::{is_hidden, is_markdown};

/// Folders whose Markdown files are specs, wherever in a repository they are.
const SHELVES: &[&str] = &["agents", "commands"];
/// A folder of folders, each with a spec of this name.
const SKILLS: (&str, &str) = ("skills", "skill");
/// Folders of a repository that hold no specs.
const LEFT_OUT: &[&str] = &["__tests__", "doc", "docs", "node_modules", "test", "tests", "vendor"];
/// Endings of what is read of packs, beside Markdown.
const READ: &[&str] = &["json", "txt", "yaml", "yml"];
/// The hidden folder that has specs.
const TOOLS: &str = ".claude";
/// Files of a repository that speak about it, not as part of it.
const NOT_SPECS: &[&str] = &[
    "changelog",
    "claude",
    "code_of_conduct",
    "contributing",
    "license",
    "readme",
    "security",
];

/// Whether a folder is entered though it is hidden.
pub(super) fn is_tools_folder(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == TOOLS)
}

/// Whether a folder, by its path in the repository, is passed by. On a shelf such names are as good as any.
pub(super) fn is_left_out(folder: &Path) -> bool {
    is_one_of(folder, LEFT_OUT) && !on_shelf(folder)
}

/// Whether a change of a file or folder, by its path in a pack, may change what is read of the pack.
pub(super) fn matters(path: &Path) -> bool {
    let is_out_of_sight = |part: &Path| is_hidden(part) && !is_tools_folder(part) || is_left_out(part);
    let is_passed_by = path.ancestors().any(is_out_of_sight);
    // Without an ending it may be a folder, and one that is gone tells nothing else.
    !is_passed_by && path.extension().is_none_or(|_| is_read(path))
}

/// Whether a file may be one of those that are read of packs, by its name.
fn is_read(file: &Path) -> bool {
    let ending = file.extension().unwrap_or_default();
    is_markdown(file) || READ.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a file is about a repository, by its name. One that has front matter is a spec all the same.
pub(super) fn speaks_about_repository(file: &Path, bytes: &[u8]) -> bool {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    stem.is_some_and(|stem| NOT_SPECS.contains(&stem.as_str())) && !bytes.starts_with(b"---")
}

/// The files that stand where specs do, and how many others there are; all of them where none does. They come by their paths
/// in the repository.
pub(super) fn specs(files: Vec<PathBuf>) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (placed, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| on_shelf(file) || is_skill(file));
    if placed.is_empty() {
        (others, placed)
    } else {
        (placed, others)
    }
}

/// What was not taken for a part of the pack, in one note; none where that is nothing.
pub(super) fn note(others: usize, copies: usize, passed: &BTreeSet<String>) -> Option<Diagnostic> {
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let passed = match passed.len() {
        0 => None,
        1 => Some(format!("the folder {}", passed.iter().cloned().collect::<String>())),
        _ => Some(format!(
            "the folders {}",
            passed.iter().cloned().collect::<Vec<_>>().join(", ")
        )),
    };
    let parts = [
        counted(
            others,
            "file that is in no folder `agents`, `skills` or `commands`",
            "files that are in no folder `agents`, `skills` or `commands`",
        ),
        counted(copies, "copy of another spec", "copies of other specs"),
        passed,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| Diagnostic {
        severity: Severity::Info,
        code: "left-out",
        file: PathBuf::new(),
        line: 1,
        column: 1,
        message: format!("left out: {}", parts.join("; ")),
        hint: "with a `pack.yaml`, a pack is what is in its folders `agents` and `lessons`".to_owned(),
    })
}

/// Whether a file or folder is in a folder of specs, however deep.
fn on_shelf(path: &Path) -> bool {
    path.ancestors().skip(1).any(|folder| is_one_of(folder, SHELVES))
}

fn is_skill(file: &Path) -> bool {
    let (folder, name) = SKILLS;
    let is_named = file.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case(name));
    is_named && file.ancestors().skip(1).any(|above| is_one_of(above, &[folder]))
}

fn is_one_of(folder: &Path, names: &[&str]) -> bool {
    folder
        .file_name()
        .is_some_and(|own| names.iter().any(|name| own.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(files: &[&str]) -> (Vec<String>, Vec<String>) {
        let text = |files: Vec<PathBuf>| files.iter().map(|file| file.display().to_string()).collect();
        let (specs, others) = specs(files.iter().map(PathBuf::from).collect());
        (text(specs), text(others))
    }

    #[test]
    fn specs_are_found_by_the_folders_they_are_in() {
        for (files, wanted, others) in [
            (&["a.md", "b/c.md"][..], &["a.md", "b/c.md"][..], &[][..]),
            (
                &["a.md", "agents/b.md", "plugins/x/agents/y/c.md", ".claude/agents/d.md"],
                &["agents/b.md", "plugins/x/agents/y/c.md", ".claude/agents/d.md"],
                &["a.md"],
            ),
            (
                &[
                    "skills/a/SKILL.md",
                    "skills/a/references/b.md",
                    "skills/README.md",
                    "x/SKILL.md",
                ],
                &["skills/a/SKILL.md"],
                &["skills/a/references/b.md", "skills/README.md", "x/SKILL.md"],
            ),
            (&["Commands/a.md", "agents.md"], &["Commands/a.md"], &["agents.md"]),
        ] {
            let (is, left) = sorted(files);
            assert_eq!((is, left), (strings(wanted), strings(others)), "{files:?}");
        }
    }

    fn strings(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn folders_without_specs_are_passed_by_unless_they_are_among_specs() {
        for (folder, left_out) in [
            ("docs", true),
            ("plugins/x/tests", true),
            ("Docs", true),
            ("agents/docs", false),
            ("agents/x/test", false),
            ("docstrings", false),
        ] {
            assert_eq!(is_left_out(Path::new(folder)), left_out, "{folder}");
        }
    }

    #[test]
    fn only_what_may_be_read_matters() {
        for (path, matters_) in [
            ("agents/a.md", true),
            ("agents", true),
            ("", true),
            (".claude/agents/a.md", true),
            ("roadmaps/a.JSON", true),
            ("pack.yaml", true),
            (".git/index", false),
            ("agents/.a.md.swp", false),
            ("agents/a.md~", false),
            ("node_modules/x/readme.md", false),
            ("picture.png", false),
        ] {
            assert_eq!(matters(Path::new(path)), matters_, "{path}");
        }
    }

    #[test]
    fn a_file_about_the_repository_is_told_by_its_name_and_its_beginning() {
        for (file, bytes, is) in [
            ("README.md", "# Read me", true),
            ("deep/readme.txt", "", true),
            ("agents/security.md", "---\nname: security\n---\n", false),
            ("SECURITY.md", "# Policy", true),
            ("security-auditor.md", "", false),
        ] {
            assert_eq!(speaks_about_repository(Path::new(file), bytes.as_bytes()), is, "{file}");
        }
    }
}
