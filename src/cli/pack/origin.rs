//! What a learner means by the source of a pack, and how it gets here.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::content::source::installed::Kind;

use super::store::Staging;
use super::{archive, git};

/// Endings that a pack's name doesn't keep, of files and of repositories.
const ENDINGS: [&str; 7] = [".tar.gz", ".tgz", ".tar", ".zip", ".git", "-main", "-master"];

/// Where a pack comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) kind: Kind,
    /// A path from the root, or what `git clone` takes.
    pub(super) from: String,
}

/// What has been fetched.
pub(super) struct Fetched {
    /// The folder it is in.
    pub(super) folder: PathBuf,
    /// What it may be called.
    pub(super) name: String,
    pub(super) revision: Option<String>,
    /// What of an archive was left out, and why.
    pub(super) left_out: Vec<String>,
}

impl Source {
    /// Understands what was typed: what is here goes first, then what git takes.
    pub(super) fn named(source: &OsStr) -> Result<Self> {
        let path = Path::new(source);
        if path.exists() {
            if !path.is_file() && !path.is_dir() {
                bail!(
                    "{} is a pipe or a device, and no pack; name a folder, an archive or a repository",
                    path.display()
                );
            }
            let kind = match path {
                path if path.is_file() => Kind::Archive,
                path if is_bare_repository(path) => Kind::Git,
                _ => Kind::Folder,
            };
            let absolute = std::path::absolute(path).with_context(|| format!("can't find {}", path.display()))?;
            let from = absolute.into_os_string().into_string();
            let from = from.map_err(|path| {
                anyhow::anyhow!(
                    "{} can't be written down, since its name is no UTF-8; rename it",
                    Path::new(&path).display()
                )
            })?;
            return Ok(Self { kind, from });
        }
        let text = source.to_string_lossy();
        if let Some((helper, _)) = text
            .split_once("::")
            .filter(|(helper, _)| !helper.contains(['/', '[', '#']))
        {
            bail!(
                "`{text}` would have git run its helper `{helper}`, which is never done; name a repository by an https, ssh, git or file address"
            );
        }
        let (repository, branch) = git::parts(&text);
        let here = Path::new(repository);
        if branch.is_some() && (is_bare_repository(here) || here.join(".git").exists()) {
            let Self { from, .. } = Self::named(repository.as_ref())?;
            return Ok(Self {
                kind: Kind::Git,
                from: format!("{from}{}", &text[repository.len()..]),
            });
        }
        if let Some(from) = as_url(&text) {
            return Ok(Self { kind: Kind::Git, from });
        }
        bail!(
            "there is no folder or archive {text}; name one, or a repository such as https://github.com/someone/their-agents"
        )
    }

    /// Brings it here. A folder stays where it is.
    pub(super) fn fetch(&self, staging: &Staging) -> Result<Fetched> {
        let mut fetched = Fetched {
            folder: PathBuf::from(&self.from),
            name: name_of(match self.kind {
                Kind::Git => git::parts(&self.from).0,
                Kind::Folder | Kind::Archive => &self.from,
            }),
            revision: None,
            left_out: Vec::new(),
        };
        match self.kind {
            Kind::Folder => {
                if !fetched.folder.is_dir() {
                    bail!("there is no folder {} any more", self.from);
                }
            }
            Kind::Archive => {
                fetched.left_out = archive::unpack(&fetched.folder, &staging.raw())?;
                fetched.folder = staging.raw();
            }
            Kind::Git => {
                let tree = git::fetch(&self.from, &staging.repository(), &staging.tar())?;
                fetched.revision = Some(tree.revision);
                fetched.left_out = archive::unpack(&staging.tar(), &staging.raw())?;
                fetched.left_out.extend(submodules(&tree.submodules));
                fetched.folder = staging.raw();
            }
        }
        // Most archives have everything in one folder, which then has the better name.
        if self.kind == Kind::Archive
            && let Some(only) = only_folder(&fetched.folder)
        {
            fetched.name = only
                .file_name()
                .map_or(fetched.name, |name| name_of(&name.to_string_lossy()));
            fetched.folder = only;
        }
        Ok(fetched)
    }
}

/// What is to be said of the repositories in a repository, which are not fetched.
fn submodules(places: &[String]) -> Option<String> {
    let first = places.first()?;
    let why = "another repository, which is not fetched with this one; add it by itself";
    Some(match places.len() {
        1 => format!("{first} (a submodule: {why})"),
        count => format!("{count} submodules such as {first} (each {why})"),
    })
}

/// What git takes, if it is that: an address, a host and a path, or the name of a repository on GitHub. A password in it is
/// not kept: git asks for it, or has it from where it keeps such.
fn as_url(text: &str) -> Option<String> {
    if let Some((scheme, rest)) = text.split_once("://") {
        let is_word =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let authority = match authority.rsplit_once('@') {
            Some((user, host)) => format!("{}@{host}", user.split(':').next().unwrap_or_default()),
            None => authority.to_owned(),
        };
        return is_word(scheme).then(|| format!("{scheme}://{authority}{path}"));
    }
    if let Some((host, path)) = text.split_once(':') {
        // One letter is a drive, and a slash before the colon is a path.
        let is_host = host.len() > 1 && !host.contains(['/', '\\']);
        return (is_host && !path.is_empty()).then(|| text.to_owned());
    }
    let (owner, rest) = text.split_once('/')?;
    let (name, _) = git::parts(rest);
    let is_name = |part: &str| {
        !part.is_empty()
            && !part.starts_with(['.', '-'])
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    (is_name(owner) && is_name(name)).then(|| format!("https://github.com/{text}"))
}

fn is_bare_repository(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

/// `their-agents` of `https://github.com/someone/their-agents.git`.
fn name_of(from: &str) -> String {
    let last = from
        .trim_end_matches(['/', '\\'])
        .rsplit(['/', '\\', ':'])
        .next()
        .unwrap_or_default();
    let mut name = last;
    for ending in ENDINGS {
        if let Some(rest) = name.strip_suffix(ending)
            && !rest.is_empty()
        {
            name = rest;
        }
    }
    name.to_owned()
}

fn only_folder(folder: &Path) -> Option<PathBuf> {
    let mut entries = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let only = entries.next().filter(|path| path.is_dir())?;
    // Folders with these names are a pack's own.
    let is_shelf = [
        "agents", "lessons", "roles", "roadmaps", "skills", "commands", "plugins", ".claude",
    ]
    .iter()
    .any(|name| only.file_name().is_some_and(|own| own == *name));
    (entries.next().is_none() && !is_shelf).then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_takes_is_told_from_what_is_nothing() {
        for (text, wanted) in [
            ("https://example.org/a/b.git", Some("https://example.org/a/b.git")),
            ("https://me@example.org/a/b", Some("https://me@example.org/a/b")),
            ("https://me:secret@example.org/a/b", Some("https://me@example.org/a/b")),
            ("ssh://git@example.org:22/a", Some("ssh://git@example.org:22/a")),
            ("file:///srv/a.git", Some("file:///srv/a.git")),
            ("git@example.org:a/b.git", Some("git@example.org:a/b.git")),
            ("someone/their-agents", Some("https://github.com/someone/their-agents")),
            (
                "someone/their-agents#dev/1",
                Some("https://github.com/someone/their-agents#dev/1"),
            ),
            ("./a/b", None),
            ("a/b/c", None),
            ("-x/y", None),
            ("gardens.zip", None),
            ("C:/packs", None),
            ("://x", None),
        ] {
            assert_eq!(as_url(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_name_is_the_last_part_without_what_says_what_it_is() {
        for (from, name) in [
            ("https://example.org/a/b.git", "b"),
            ("git@example.org:b", "b"),
            ("/srv/packs/gardens.tar.gz", "gardens"),
            ("/srv/packs/gardens-main.zip", "gardens"),
            ("/srv/gardens/", "gardens"),
            ("/srv/.git", ".git"),
        ] {
            assert_eq!(name_of(from), name, "{from}");
        }
    }
}
