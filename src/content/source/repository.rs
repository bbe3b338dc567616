//! Where the specs of a repository stand, which is no pack and has much else: by names of files and folders alone.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::cards::Cards;
use crate::content::card;
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::model::{Agent, Shared};
use crate::content::names::slug;
use crate::content::pack::{is_hidden, is_markdown};
use crate::content::spec::KINDS;

/// Folders whose Markdown files are specs, wherever in a repository they are.
const SHELVES: &[&str] = &["agents", "commands"];
/// Folders of the same kind, where programs that run agents look for them: in hidden folders of their own.
const OF_TOOLS: &[&str] = &[
    "agent",
    "chatmodes",
    "command",
    "instructions",
    "modes",
    "prompts",
    "rules",
    "subagents",
];
/// A folder's file of this name is its spec.
const SKILL: &str = "skill";
/// A folder of skills.
const SKILLS: &str = "skills";
/// Folders of a repository that hold no specs.
const LEFT_OUT: &[&str] = &["__tests__", "doc", "docs", "node_modules", "test", "tests", "vendor"];
/// Endings of what is read of packs, beside Markdown.
const READ: &[&str] = &["json", "txt", "yaml", "yml"];
/// The hidden folder whose specs are a part of the repository.
const OWN_TOOLS: &str = ".claude";
/// Hidden folders that may have specs. Where there are others they are copies of those, or how the repository itself is worked on.
const TOOLS: &[&str] = &[
    ".agents",
    ".codex",
    ".copilot",
    ".cursor",
    ".github",
    ".opencode",
    ".windsurf",
];
/// Files of a repository that speak about it, not as part of it.
const NOT_SPECS: &[&str] = &[
    "agents",
    "changelog",
    "claude",
    "code_of_conduct",
    "codeowners",
    "contributing",
    "copilot_instructions",
    "gemini",
    "licence",
    "license",
    "readme",
    "security",
];
/// The same where nothing says that a file is a spec; among specs these are fields like others.
const HARDLY_SPECS: &[&str] = &[
    "authors",
    "changes",
    "contributors",
    "faq",
    "governance",
    "history",
    "install",
    "installation",
    "issue_template",
    "maintainers",
    "news",
    "notice",
    "pull_request_template",
    "release_notes",
    "releases",
    "support",
    "third_party_notices",
    "todo",
];

/// Whether a folder is entered though it is hidden.
pub(super) fn is_tools_folder(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name == OWN_TOOLS || TOOLS.iter().any(|known| name == *known)
}

/// Whether a file is in a hidden folder of a program's.
pub(super) fn is_of_tools(file: &Path) -> bool {
    file.ancestors().skip(1).any(is_tools_folder)
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

/// The hidden folder of a file that would be a spec elsewhere.
pub(super) fn tools_of(file: &Path) -> Option<String> {
    let is_spec = on_shelf(file) || is_skill(file) || is_of_kind(file);
    let folder = file.ancestors().skip(1).find(|folder| is_one_of(folder, TOOLS))?;
    is_spec.then(|| folder.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// Whether a file is about a repository, by its name. One that has front matter is a spec all the same.
pub(super) fn speaks_about_repository(file: &Path, bytes: &[u8]) -> bool {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let stem = stem.replace(['-', ' '], "_");
    let is_one_of = |names: &[&str]| names.contains(&stem.as_str());
    let translated = stem
        .strip_prefix("readme")
        .is_some_and(|rest| rest.starts_with(['_', '.']));
    let by_name = is_one_of(NOT_SPECS) || translated || is_one_of(HARDLY_SPECS) && !on_shelf(file);
    by_name && !bytes.starts_with(b"---")
}

/// The files that stand where specs do, and how many others there are; all of them where none does. They come by their paths
/// in the repository. What is only there for the programs that run agents comes last, or not at all.
pub(super) fn specs(files: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let cards = Cards::of(files);
    let folders: HashSet<&Path> = cards.files().filter_map(|card| card.parent()).collect();
    // Agents are anywhere, each in a folder of its own, with its skills below it.
    let is_agents = |file: &Path| {
        let below = file.ancestors().skip(1).find(|folder| is_one_of(folder, &[SKILLS]));
        let folder = below.and_then(Path::parent);
        folder.is_some_and(|folder| folders.contains(folder))
    };
    // One that has no text is an agent all the same, where its folder stands among those of others.
    let mut shelves: HashMap<&Path, usize> = HashMap::new();
    for shelf in files
        .iter()
        .filter(|file| card::is_card(file))
        .filter_map(|card| shelf_of(card))
    {
        *shelves.entry(shelf).or_default() += 1;
    }
    let is_placed = |file: &PathBuf| {
        if card::is_card(file) {
            let has_text = file.parent().is_some_and(|folder| folders.contains(folder));
            let is_among_others =
                || shelf_of(file).is_some_and(|shelf| shelves.get(shelf).is_some_and(|cards| *cards > 1));
            return on_shelf(file) || has_text || is_among_others();
        }
        on_shelf(file) || is_skill(file) || is_of_kind(file) || cards.has(file) || is_agents(file)
    };
    let (placed, mut others): (Vec<_>, Vec<_>) = files.iter().cloned().partition(is_placed);
    let is_foreign = |file: &PathBuf| file.ancestors().skip(1).any(|folder| is_one_of(folder, TOOLS));
    let (of_tools, placed): (Vec<_>, Vec<_>) = placed.into_iter().partition(is_foreign);
    if placed.is_empty() && of_tools.is_empty() {
        let (kept, left): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|file| !is_of_tools(file) && !card::is_card(file));
        return (kept, left);
    }
    if placed.is_empty() {
        return (of_tools, others);
    }
    others.extend(of_tools);
    let (hidden, mut specs): (Vec<_>, Vec<_>) = placed.into_iter().partition(|file| is_of_tools(file));
    specs.extend(hidden);
    (specs, others)
}

/// The folder that a card's own folder stands in.
fn shelf_of(card: &Path) -> Option<&Path> {
    card.parent()?.parent()
}

/// Gives agents of one id, which several plugins of a repository may have, the name of a folder that tells them apart: a number
/// would go to another one as soon as one of them goes.
pub(super) fn tell_apart(agents: &mut [Shared<Agent>]) {
    let mut first: HashMap<String, PathBuf> = HashMap::new();
    for agent in agents {
        let Some(other) = first.get(&agent.id) else {
            first.insert(agent.id.clone(), agent.file.clone());
            continue;
        };
        let known: HashSet<&OsStr> = other.iter().collect();
        let folders = agent.file.ancestors().skip(1).filter_map(Path::file_name);
        let mut own = folders
            .filter(|name| !known.contains(name))
            .map(|name| slug(&name.to_string_lossy()));
        let free = own.find_map(|folder| {
            let id = format!("{folder}-{}", agent.id);
            (folder != agent.id && !first.contains_key(&id)).then_some(id)
        });
        if let Some(id) = free {
            first.insert(id.clone(), agent.file.clone());
            agent.to_mut().id = id;
        }
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
    let mut folders = path.ancestors().skip(1);
    folders.any(|folder| is_one_of(folder, SHELVES) || is_one_of(folder, OF_TOOLS) && is_of_tools(folder))
}

fn is_skill(file: &Path) -> bool {
    file.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case(SKILL))
}

/// Whether a file's name says that it is a spec (`planner.agent.md`).
fn is_of_kind(file: &Path) -> bool {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    KINDS
        .iter()
        .any(|kind| stem.strip_suffix(*kind).is_some_and(|name| !name.is_empty()))
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
        let (specs, others) = specs(&files.iter().map(PathBuf::from).collect::<Vec<_>>());
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
                &["skills/a/SKILL.md", "x/SKILL.md"],
                &["skills/a/references/b.md", "skills/README.md"],
            ),
            (
                &[
                    "01-a/agent.json",
                    "01-a/skill.md",
                    "01-a/skills/b.md",
                    "01-a/CHANGELOG.md",
                    "notes/agent.json",
                ],
                &[
                    "01-a/agent.json",
                    "01-a/skill.md",
                    "01-a/skills/b.md",
                    "notes/agent.json",
                ],
                &["01-a/CHANGELOG.md"],
            ),
            (
                &["a/agent.json", "a/skill.md", "deep/er/agent.json"],
                &["a/agent.json", "a/skill.md"],
                &["deep/er/agent.json"],
            ),
            (
                &["a/agent.json", "b/agent.json"],
                &["a/agent.json", "b/agent.json"],
                &[],
            ),
            (
                &["agents/a/agent.json", "agents/agent.md", "b.md"],
                &["agents/a/agent.json", "agents/agent.md"],
                &["b.md"],
            ),
            (
                &["x/a.agent.md", "x/b.prompt.md", "x/c.md"],
                &["x/a.agent.md", "x/b.prompt.md"],
                &["x/c.md"],
            ),
            (
                &[
                    ".cursor/rules/a.mdc",
                    ".github/ISSUE_TEMPLATE/b.md",
                    ".opencode/agent/c.md",
                    "d.md",
                ],
                &[".cursor/rules/a.mdc", ".opencode/agent/c.md"],
                &[".github/ISSUE_TEMPLATE/b.md", "d.md"],
            ),
            (
                &[
                    ".claude/commands/a.md",
                    ".cursor/rules/b.mdc",
                    ".github/agents/c.agent.md",
                    "agents/d.md",
                ],
                &["agents/d.md", ".claude/commands/a.md"],
                &[".cursor/rules/b.mdc", ".github/agents/c.agent.md"],
            ),
            (
                &[".github/ISSUE_TEMPLATE/a.md", "b.md"],
                &["b.md"],
                &[".github/ISSUE_TEMPLATE/a.md"],
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
            ("code-of-conduct.md", "# Be kind", true),
            ("README-ja.md", "", true),
            ("readme.zh-CN.md", "", true),
            ("readmes.md", "", false),
            ("AGENTS.md", "# How to build", true),
            ("SUPPORT.md", "", true),
            ("agents/support.md", "", false),
        ] {
            assert_eq!(speaks_about_repository(Path::new(file), bytes.as_bytes()), is, "{file}");
        }
    }

    #[test]
    fn agents_of_one_id_are_told_apart_by_their_folders() {
        let agent = |file: &str, id: &str| {
            Shared::from(Agent {
                id: id.to_owned(),
                file: PathBuf::from(file),
                ..Agent::default()
            })
        };
        let mut agents = [
            agent("plugins/api/agents/reviewer.md", "reviewer"),
            agent("plugins/web/agents/reviewer.md", "reviewer"),
            agent("plugins/web/skills/reviewer/SKILL.md", "reviewer"),
            agent("plugins/api/commands/reviewer.md", "reviewer"),
            agent("plugins/api/agents/reviewer.txt", "reviewer"),
        ];
        tell_apart(&mut agents);
        let ids: Vec<&str> = agents.iter().map(|agent| agent.id.as_str()).collect();
        let wanted = [
            "reviewer",
            "web-reviewer",
            "skills-reviewer",
            "commands-reviewer",
            "reviewer",
        ];
        assert_eq!(ids, wanted, "what no folder tells apart is left to the library");
    }
}
