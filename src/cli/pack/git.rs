//! Repositories, fetched by the learner's own git, which knows his keys and proxies. Nothing of a repository is ever run or
//! even checked out: git writes its text into an archive, which is read like any other.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Result, anyhow, bail};

/// Settings for every call: no links, nothing run at a checkout, and of transports those that fetch from an address: others are
/// commands (`ext::`) or wait for whoever started the program (`fd::`).
const SETTINGS: [&str; 8] = [
    "core.symlinks=false",
    "core.hooksPath=/dev/null",
    "protocol.allow=never",
    "protocol.https.allow=always",
    "protocol.http.allow=always",
    "protocol.ssh.allow=always",
    "protocol.git.allow=always",
    "protocol.file.allow=always",
];
/// What would have git work on another repository than the one meant.
const FOREIGN: [&str; 5] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
];

/// What of a repository has been fetched.
pub(super) struct Tree {
    /// The commit.
    pub(super) revision: String,
    /// The places in it where it has another repository.
    pub(super) submodules: Vec<String>,
}

/// The address in what a learner has typed, and the branch or tag behind a `#`.
pub(super) fn parts(from: &str) -> (&str, Option<&str>) {
    if Path::new(from).exists() {
        return (from, None);
    }
    match from.rsplit_once('#') {
        Some((url, branch)) if !url.is_empty() && !branch.is_empty() => (url, Some(branch)),
        _ => (from, None),
    }
}

/// The commit that a repository's head is at, or the branch or tag that is named.
pub(super) fn head(from: &str) -> Result<String> {
    let (url, branch) = parts(from);
    // Branches go before tags, as in a clone; a tag may be an object of its own that leads to the commit.
    let wanted = branch.map_or_else(
        || vec!["HEAD".to_owned()],
        |branch| {
            let refs = ["refs/heads/{}", "refs/tags/{}^{}", "refs/tags/{}"];
            refs.map(|name| name.replacen("{}", branch, 1)).to_vec()
        },
    );
    let listed = run(git().args(["ls-remote", "--quiet", "--", url]).args(&wanted), from)?;
    let listed: Vec<(&str, &str)> = listed.lines().filter_map(|line| line.split_once('\t')).collect();
    let of = |name: &String| listed.iter().find(|(_, own)| own == name);
    match (wanted.iter().find_map(of), branch) {
        (Some((commit, _)), _) => Ok((*commit).to_owned()),
        (None, None) => Err(empty(url)),
        (None, Some(branch)) => bail!("{url} has no branch or tag `{branch}` any more"),
    }
}

/// Fetches the head of a repository, or the branch or tag that is named, into a folder, and its files into a tar file.
pub(super) fn fetch(from: &str, into: &Path, tar: &Path) -> Result<Tree> {
    let (url, branch) = parts(from);
    let mut clone = git();
    clone
        .args([
            "clone",
            "--quiet",
            "--bare",
            "--depth",
            "1",
            "--single-branch",
            "--no-tags",
        ])
        .args(["--no-local", "--template="])
        .args(branch.map(|branch| format!("--branch={branch}")))
        .args(["--", url])
        .arg(into);
    run(&mut clone, from)?;
    let here = || {
        let mut git = git();
        git.arg("--git-dir").arg(into);
        git
    };
    let revision = run(here().args(["rev-parse", "--verify", "--quiet", "HEAD"]), url).map_err(|_| empty(url))?;
    run(here().args(["archive", "--format=tar", "-o"]).arg(tar).arg("HEAD"), url)?;
    // An archive has an empty folder where another repository is to be.
    let tree = run(here().args(["ls-tree", "-r", "-z", "HEAD"]), url)?;
    let links = tree.split('\0').filter_map(|entry| entry.strip_prefix("160000 "));
    let submodules = links.filter_map(|entry| Some(entry.split_once('\t')?.1.to_owned()));
    Ok(Tree {
        revision: revision.trim().to_owned(),
        submodules: submodules.collect(),
    })
}

fn empty(url: &str) -> anyhow::Error {
    anyhow!("{url} has no commit yet, so there is nothing to add")
}

fn git() -> Command {
    let mut command = Command::new("git");
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    for variable in FOREIGN {
        command.env_remove(variable);
    }
    // Questions for a password go to the terminal itself.
    command.stdin(Stdio::null());
    command
}

/// Runs git to its end; fails with what it says.
fn run(command: &mut Command, url: &str) -> Result<String> {
    let Output { status, stdout, stderr } = match command.output() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!(
                "{url} is a repository, and there is no git here to fetch it; install git, or download an archive and add that"
            )
        }
        Err(error) => bail!("can't run git: {error}"),
        Ok(output) => output,
    };
    if status.success() {
        return Ok(String::from_utf8_lossy(&stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&stderr);
    let said = said.trim();
    let said = if said.is_empty() { "it does not say why" } else { said };
    bail!("git can't fetch {url}; check the address and that you are online, or add an archive of it: {said}")
}
