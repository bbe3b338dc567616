//! `waypost pack new`: a small pack to begin with.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::cli::Verdict;
use crate::cli::out::{Line, Out, Style};

use super::{id_of, shell_word};

/// The files of a new pack; `{id}` and `{title}` stand for its own.
const FILES: [(&str, &str); 5] = [
    ("pack.yaml", include_str!("template/pack.yaml")),
    ("agents/baking.md", include_str!("template/baking.md")),
    ("lessons/kneading.md", include_str!("template/kneading.md")),
    ("lessons/proofing.md", include_str!("template/proofing.md")),
    ("roles/home-baker.yaml", include_str!("template/home-baker.yaml")),
];

pub(super) fn run(folder: &Path, out: &mut Out) -> Result<Verdict> {
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => {}
        Ok(false) => bail!(
            "{} is not empty, and nothing was written; name a new folder, or one that is empty",
            folder.display()
        ),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            bail!("{} is a file; name a new folder", folder.display())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("can't read {}", folder.display())),
    }
    let id = own_id(folder);
    let title = title_of(&id);
    for (file, text) in FILES {
        let path = folder.join(file);
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, text.replace("{id}", &id).replace("{title}", &title)));
        written.with_context(|| format!("can't write {}", path.display()))?;
    }
    let word = shell_word(&folder.display().to_string());
    out.line(
        Line::new(Style::Bold, &title)
            .and(Style::Plain, ", a small pack to make your own: ")
            .and(Style::Plain, FILES.map(|(file, _)| file).join(", ")),
    )?;
    out.line(format!("  waypost check --strict {word}"))?;
    out.line(format!("  waypost --pack {word}"))?;
    Ok(Verdict::Good)
}

/// The pack's id: its folder's name, where that has one.
fn own_id(folder: &Path) -> String {
    let real = fs::canonicalize(folder);
    let real = real.or_else(|_| std::path::absolute(folder));
    let name = real.ok().and_then(|path| id_of(&path.file_name()?.to_string_lossy()));
    name.unwrap_or_else(|| "my-pack".to_owned())
}

/// "My Pack" of "my-pack".
fn title_of(id: &str) -> String {
    let words = id.split('-').map(|word| {
        let mut chars = word.chars();
        chars
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    });
    words.collect::<Vec<_>>().join(" ")
}
