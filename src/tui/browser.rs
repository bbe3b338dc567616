//! Opening a link in the learner's browser: without a shell, and without a word on the screen.

use std::env;
use std::process::{Command, Stdio};

/// Starts a browser on an address and waits until it has taken it; call it on a thread of its own.
///
/// `$BROWSER` goes first (a list separated by colons, `%s` stands for the address, as in `xdg-open`); then what the
/// desktop says. The error says why no browser could be had.
pub(crate) fn open(url: &str) -> Result<(), String> {
    if !is_openable(url) {
        return Err("only http, https and mailto links are opened".to_owned());
    }
    let chosen = env::var("BROWSER").ok().filter(|value| !value.trim().is_empty());
    let commands = if let Some(list) = &chosen {
        list.split(':').filter_map(|entry| from_entry(entry, url)).collect()
    } else if let Some(why) = no_desktop() {
        return Err(why);
    } else {
        ::open::commands(url)
    };
    let mut why = "no browser was found".to_owned();
    for mut command in commands {
        match quiet(&mut command).status() {
            Ok(status) if status.success() => return Ok(()),
            Ok(status) => why = format!("{} gave up ({status})", command.get_program().to_string_lossy()),
            Err(_) => {}
        }
    }
    Err(why)
}

/// A pack is written by strangers: what it links to may be a page or an address, never a file or a program.
pub(crate) fn is_openable(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto")) && !url.chars().any(char::is_control)
}

fn from_entry(entry: &str, url: &str) -> Option<Command> {
    let mut words = entry.split_whitespace();
    let mut command = Command::new(words.next()?);
    let mut placed = false;
    for word in words {
        placed |= word.contains("%s");
        command.arg(word.replace("%s", url));
    }
    if !placed {
        command.arg(url);
    }
    Some(command)
}

/// Nothing a browser says may reach the screen, and no key pressed here may reach the browser.
fn quiet(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

/// Why there can be no graphical browser here, if there can't.
fn no_desktop() -> Option<String> {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(any(target_os = "macos", windows)) {
        return set("SSH_CONNECTION").then(|| "this is a remote session".to_owned());
    }
    if set("WSL_DISTRO_NAME") || set("DISPLAY") || set("WAYLAND_DISPLAY") {
        return None;
    }
    let why = if set("SSH_CONNECTION") {
        "this is a remote session"
    } else {
        "there is no desktop here"
    };
    Some(format!("{why}; set BROWSER to a program that can show pages"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_links_are_opened() {
        for url in [
            "https://roadmap.sh/backend",
            "http://localhost:8080",
            "mailto:someone@example.org",
            "HTTPS://x.org",
        ] {
            assert!(is_openable(url), "{url}");
        }
        for url in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "roadmap.sh/backend",
            "vscode://x",
            "https://x\u{1b}]0;",
            "",
        ] {
            assert!(!is_openable(url), "{url}");
        }
    }

    #[test]
    fn an_entry_of_browser_takes_the_address_where_it_says() {
        let line = |entry: &str| {
            let command = from_entry(entry, "https://x.org").expect("a command");
            let args: Vec<_> = command
                .get_args()
                .map(|arg| arg.to_string_lossy().into_owned())
                .collect();
            format!("{} {}", command.get_program().to_string_lossy(), args.join(" "))
        };
        assert_eq!(line("firefox"), "firefox https://x.org");
        assert_eq!(line("lynx --show %s -x"), "lynx --show https://x.org -x");
        assert!(from_entry("  ", "https://x.org").is_none());
    }
}
