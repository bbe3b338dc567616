//! Completion: at every Tab the shell's script calls the program with the words so far, so that ids of packs that came
//! yesterday complete today.
//!
//! `waypost completions SHELL` prints the script; it sets [`VAR`] to the shell's name and passes the words behind a `--`.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};
use clap_complete::env::Shells;

use crate::content::library::Library;
use crate::content::names::slug;
use crate::content::roadmap::address;
use crate::content::source::installed::installed;
use crate::learn::aim::Aim;
use crate::progress::event::Status;

use super::Verdict;
use super::args::{Args, Global};
use super::out::Out;
use super::roadmaps::Shelf;
use super::subject::Subject;

/// Says that a shell asks what a word may become, and which shell.
const VAR: &str = "WAYPOST_COMPLETE";
/// More candidates than these are first completed to their next slash.
const MANY: usize = 60;

/// Answers a shell that asks; `None` when none does.
pub(super) fn answer(words: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let shell = env::var(VAR).ok()?;
    let words: Vec<OsString> = words.skip_while(|word| word != "--").skip(1).collect();
    let mut command = Args::definition();
    command.build();
    let mut told = Vec::new();
    let folder = env::current_dir().ok();
    let shells = Shells::builtins();
    let done = shells.completer(&shell).and_then(|shell| {
        shell
            .write_complete(&mut command, words, folder.as_deref(), &mut told)
            .ok()
    });
    if done.is_none() {
        return Some(ExitCode::FAILURE);
    }
    // Whoever asked may have stopped waiting.
    let _ = std::io::stdout().lock().write_all(&told);
    Some(ExitCode::SUCCESS)
}

/// Prints the script that has a shell ask.
pub(super) fn script(shell: clap_complete::Shell, out: &mut Out) -> Result<Verdict> {
    let mut script = Vec::new();
    let shells = Shells::builtins();
    let completer = shells
        .completer(&shell.to_string())
        .context("there is no script for this shell")?;
    completer
        .write_registration(VAR, "waypost", "waypost", "waypost", &mut script)
        .context("can't write the script")?;
    out.verbatim(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Good)
}

/// What a word may become.
#[derive(Debug, Clone, Copy)]
pub(super) enum Names {
    /// The id of a topic.
    Topics,
    /// The id of a topic, or a status behind some of them.
    TopicsOrStatus,
    /// The id of anything, or a file.
    Anything,
    /// The id of an agent.
    Agents,
    /// The id of what can be a goal.
    Aims,
    /// The id of a pack that was added.
    Packs,
    /// The name of a roadmap that was imported.
    Imported,
}

impl ValueCompleter for Names {
    fn complete(&self, current: &OsStr) -> Vec<CompletionCandidate> {
        let Some(begun) = current.to_str() else {
            return Vec::new();
        };
        let global = typed(env::args_os());
        let mut found: Vec<(String, String)> = match self {
            Self::Packs => added(&global),
            Self::Imported => imported(&global),
            _ => global
                .library()
                .map_or_else(|_| Vec::new(), |library| self.of(&library)),
        };
        if matches!(self, Self::Topics | Self::TopicsOrStatus | Self::Anything | Self::Aims) && !begun.is_empty() {
            // A title names a topic too; all titles there are would only hide the ids.
            let titles: Vec<_> = found.iter().map(|(_, title)| (slug(title), title.clone())).collect();
            found.extend(titles);
        }
        found.retain(|(id, _)| id.starts_with(begun));
        found.sort();
        found.dedup_by(|next, before| next.0 == before.0);
        let mut candidates: Vec<CompletionCandidate> = folded(found, begun)
            .into_iter()
            .map(|(id, title)| CompletionCandidate::new(id).help(Some(title.into())))
            .collect();
        if let Self::Anything = self {
            candidates.extend(PathCompleter::any().complete(current));
        }
        candidates
    }
}

impl Names {
    /// All of them: their ids, with their titles.
    fn of(self, library: &Library) -> Vec<(String, String)> {
        let topics = || {
            library
                .topics()
                .iter()
                .map(|topic| (topic.id.clone(), topic.title.clone()))
        };
        let agents = || {
            library
                .agents()
                .iter()
                .map(|agent| (agent.id.clone(), agent.title.clone()))
        };
        match self {
            Self::Topics => topics().collect(),
            Self::TopicsOrStatus => {
                let statuses = Status::ALL.map(|status| (status.name().to_owned(), "status".to_owned()));
                topics().chain(statuses).collect()
            }
            Self::Anything => {
                let paths = library.path_refs().map(Subject::Path);
                let roadmaps = library.roadmap_ixs().map(Subject::Roadmap);
                let others = paths.chain(roadmaps);
                let others = others.map(|subject| (subject.id(library), subject.title(library).to_owned()));
                topics().chain(agents()).chain(others).collect()
            }
            Self::Agents => agents().collect(),
            Self::Aims => {
                let aims = Aim::all(library);
                aims.map(|aim| (aim.id(library), aim.title(library).to_owned()))
                    .collect()
            }
            Self::Packs | Self::Imported => Vec::new(),
        }
    }
}

/// The packs that were added, with where they are from.
fn added(global: &Global) -> Vec<(String, String)> {
    let packs = global.packs_dir().and_then(|folder| installed(&folder).ok());
    let told = |pack: crate::content::source::installed::Installed| {
        let from = pack.origin.map_or_else(String::new, |origin| origin.from);
        (pack.id, from)
    };
    packs.unwrap_or_default().into_iter().map(told).collect()
}

/// The roadmaps that were imported, each with its address.
fn imported(global: &Global) -> Vec<(String, String)> {
    let slugs = global
        .data_dir()
        .map_or_else(|_| Vec::new(), |folder| Shelf::new(&folder).slugs());
    slugs.into_iter().map(|slug| (slug.clone(), address(&slug))).collect()
}

/// Many are completed to the next slash only, as folders are.
fn folded(found: Vec<(String, String)>, begun: &str) -> Vec<(String, String)> {
    if found.len() <= MANY {
        return found;
    }
    let mut folded: Vec<(String, String)> = Vec::new();
    for (id, title) in found {
        let slash = id[begun.len()..].find('/').map(|at| begun.len() + at + 1);
        let next = slash.map_or((id.clone(), title), |end| (id[..end].to_owned(), String::new()));
        if folded.last().is_none_or(|(last, _)| *last != next.0) {
            folded.push(next);
        }
    }
    folded
}

/// The packs and the data folder that the line being typed names.
fn typed(words: impl Iterator<Item = OsString>) -> Global {
    let mut words = words.skip_while(|word| word != "--").skip(1);
    let mut global = Global::default();
    while let Some(word) = words.next() {
        let Some(word) = word.to_str() else { continue };
        let (option, value) = match word.split_once('=') {
            Some((option, value)) => (option, Some(OsString::from(value))),
            None => (word, None),
        };
        match option {
            "--pack" => global.packs.extend(value.or_else(|| words.next()).map(Into::into)),
            "--data" => global.data = value.or_else(|| words.next()).map(Into::into),
            _ => {}
        }
    }
    global
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_completed_to_their_next_slash() {
        let id = |number: usize| (format!("garden/bed-{}/{number}", number / 10), "x".to_owned());
        let few: Vec<_> = (0..MANY).map(id).collect();
        assert_eq!(folded(few.clone(), ""), few);
        let many: Vec<_> = (0..=MANY)
            .map(id)
            .chain([("zinnia".to_owned(), "Zinnia".to_owned())])
            .collect();
        let names = |begun: &str| -> Vec<String> {
            let mut found = many.clone();
            found.retain(|(id, _)| id.starts_with(begun));
            folded(found, begun).into_iter().map(|(id, _)| id).collect()
        };
        assert_eq!(names(""), ["garden/", "zinnia"]);
        assert_eq!(names("garden/")[..2], ["garden/bed-0/", "garden/bed-1/"]);
    }

    #[test]
    fn packs_and_data_are_those_of_the_line() {
        let words = [
            "waypost", "--", "waypost", "--pack", "a", "mark", "--pack=b", "--data", "d", "x",
        ];
        let global = typed(words.map(OsString::from).into_iter());
        assert_eq!(global.packs, ["a", "b"].map(std::path::PathBuf::from));
        assert_eq!(global.data, Some("d".into()));
        assert_eq!(
            typed(["waypost", "--pack", "a"].map(OsString::from).into_iter())
                .packs
                .len(),
            0
        );
    }
}
