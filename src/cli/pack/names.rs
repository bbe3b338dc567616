//! Names in archives of strangers: where a file may come, whatever its name says and whatever system unpacks it.

use std::path::PathBuf;

use crate::content::source::MAX_DEPTH;

/// Longer names no file system takes, in bytes.
const LONGEST: usize = 255;

/// Why a name is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It leads out of the archive: no honest program writes that.
    Outside,
    /// Not every system can have such a file, or it is something else there.
    Odd,
    /// It is in more folders than are looked into.
    Deep,
}

/// The path a name stands for below the folder that is unpacked to. A backslash is what some programs write for a slash.
pub(super) fn path(name: &str) -> Result<PathBuf, Fault> {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    if name.starts_with('/') || drive || name.split('/').any(|part| part == "..") {
        return Err(Fault::Outside);
    }
    let parts: Vec<&str> = name
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    if parts.is_empty() || parts.iter().any(|part| is_odd(part)) {
        return Err(Fault::Odd);
    }
    if parts.len() > MAX_DEPTH {
        return Err(Fault::Deep);
    }
    Ok(parts.iter().collect())
}

fn is_odd(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let is_device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || ["COM", "LPT"].iter().any(|port| {
            let number = stem.strip_prefix(port).map(|rest| rest.chars().collect::<Vec<_>>());
            matches!(number.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
        });
    is_device
        || part.len() > LONGEST
        || part.ends_with(['.', ' '])
        || part.chars().any(|c| c.is_control() || r#"<>:"|?*"#.contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_come_inside_or_not_at_all() {
        for (name, wanted) in [
            ("a.md", Ok("a.md")),
            ("./a//b.md", Ok("a/b.md")),
            (r"a\b.md", Ok("a/b.md")),
            ("日本/语.md", Ok("日本/语.md")),
            ("console.md", Ok("console.md")),
            ("COM10.md", Ok("COM10.md")),
            ("a..b/c...d.md", Ok("a..b/c...d.md")),
            ("../a.md", Err(Fault::Outside)),
            ("a/../../b.md", Err(Fault::Outside)),
            (r"a\..\b.md", Err(Fault::Outside)),
            ("/etc/a.md", Err(Fault::Outside)),
            (r"\\host\a.md", Err(Fault::Outside)),
            ("C:/a.md", Err(Fault::Outside)),
            ("c:a.md", Err(Fault::Outside)),
            ("", Err(Fault::Odd)),
            (".", Err(Fault::Odd)),
            ("con.md", Err(Fault::Odd)),
            ("a/NUL", Err(Fault::Odd)),
            ("aux .x.md", Err(Fault::Odd)),
            ("Lpt1.md", Err(Fault::Odd)),
            ("com².md", Err(Fault::Odd)),
            ("a.md:stream", Err(Fault::Odd)),
            ("a?.md", Err(Fault::Odd)),
            ("a\n.md", Err(Fault::Odd)),
            ("a\0.md", Err(Fault::Odd)),
            ("a./b.md", Err(Fault::Odd)),
            ("a.md ", Err(Fault::Odd)),
        ] {
            assert_eq!(path(name), wanted.map(PathBuf::from), "{name:?}");
        }
        assert_eq!(path(&"a/".repeat(MAX_DEPTH)), Ok("a/".repeat(MAX_DEPTH).into()));
        assert_eq!(path(&"a/".repeat(MAX_DEPTH + 1)), Err(Fault::Deep));
        assert_eq!(path(&"a".repeat(LONGEST + 1)), Err(Fault::Odd));
    }

    proptest! {
        #[test]
        fn no_name_leads_out(name in r"[a-zA-Z.:/\\ ]{0,24}") {
            if let Ok(path) = path(&name) {
                prop_assert!(path.components().all(|part| matches!(part, std::path::Component::Normal(_))), "{path:?}");
            }
        }
    }
}
