//! Repositories, fetched by the learner's own git, which knows his keys and proxies. Nothing of a repository is ever run or
//! even checked out: git writes its text into an archive, which is read like any other.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Result, anyhow, bail};

/// Settings for every call: no links, no transport that is a command, nothing run at a checkout.
const SETTINGS: [&str; 3] = [
    "core.symlinks=false",
    "protocol.ext.allow=never",
    "core.hooksPath=/dev/null",
];
/// What would have git work on another repository than the one meant.
const FOREIGN: [&str; 5] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
];

/// The commit a repository's head is at.
pub(super) fn head(url: &str) -> Result<String> {
    let listed = run(git().args(["ls-remote", "--quiet", "--", url, "HEAD"]), url)?;
    let head = listed.split_whitespace().next();
    head.map(str::to_owned).ok_or_else(|| empty(url))
}

/// Fetches the head of a repository into a folder, and its files into a tar file; says which commit that is.
pub(super) fn fetch(url: &str, into: &Path, tar: &Path) -> Result<String> {
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
        .args(["--no-local", "--template=", "--", url])
        .arg(into);
    run(&mut clone, url)?;
    let here = || {
        let mut git = git();
        git.arg("--git-dir").arg(into);
        git
    };
    let revision = run(here().args(["rev-parse", "--verify", "--quiet", "HEAD"]), url).map_err(|_| empty(url))?;
    run(here().args(["archive", "--format=tar", "-o"]).arg(tar).arg("HEAD"), url)?;
    Ok(revision.trim().to_owned())
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
