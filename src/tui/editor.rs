//! The learner's own editor, on the terminal that the tutor has given back.

use std::env;
use std::path::Path;
use std::process::Command;

/// Has a file edited, and waits for it. The error says what to do.
///
/// `$VISUAL` goes before `$EDITOR`, as everywhere; either may have options ("code --wait"), so a shell reads it as git's does.
/// The file is an argument of its own, whatever its name.
pub(crate) fn edit(file: &Path) -> Result<(), String> {
    let chosen = named();
    let editor = chosen.as_deref().unwrap_or(USUAL);
    match command(editor, file).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!(
            "`{editor}` gave up ({status}), so nothing was changed; EDITOR names the editor"
        )),
        Err(error) => Err(format!(
            "`{editor}` can't be started: {error}; name your editor in EDITOR"
        )),
    }
}

/// Whether the learner has named an editor, which need not be one for a terminal.
pub(crate) fn is_named() -> bool {
    named().is_some()
}

fn named() -> Option<String> {
    ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.trim().is_empty())
}

#[cfg(unix)]
const USUAL: &str = "vi";
#[cfg(not(unix))]
const USUAL: &str = "notepad";

#[cfg(unix)]
fn command(editor: &str, file: &Path) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file);
    command
}

#[cfg(not(unix))]
fn command(editor: &str, file: &Path) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(USUAL));
    command.args(words).arg(file);
    command
}
