//! `waypost note`: the learner's own note on a topic.

use std::io::{self, IsTerminal};

use anyhow::{Context, Result, anyhow, bail};

use crate::progress::notes::{Kept, Notes};
use crate::tui::editor;

use super::Verdict;
use super::args::{Global, Note};
use super::out::{Out, tell};
use super::subject;

pub(super) fn run(global: &Global, args: &Note, out: &mut Out) -> Result<Verdict> {
    let library = global.library()?;
    global.warn_of(&library);
    let topic = subject::topic(&library, &args.topic)?;
    let title = &library.topic(topic).title;
    let notes = Notes::of(&global.data_dir()?);
    let written = library.ids_of(topic).find_map(|id| match notes.read(id) {
        Ok(text) => text.map(|text| (id, text)),
        Err(error) => {
            tell("warning", &format!("the note on {title} can't be read: {error}"));
            None
        }
    });
    if args.print {
        match written {
            Some((_, text)) => text.trim_end().lines().try_for_each(|line| out.line(line))?,
            None => tell("note", &format!("there is no note on {title}")),
        }
        return Ok(Verdict::Good);
    }
    if !editor::is_named() && !io::stdin().is_terminal() {
        bail!(
            "no editor is named, and there is no terminal for one; set EDITOR to one that needs none, or run it in a \
             terminal; `--print` shows the note"
        );
    }
    let id = written.map_or_else(|| library.lasting_id(topic), |(id, _)| id);
    let draft = notes.draft(id, title).context("the note can't be written")?;
    editor::edit(draft.path()).map_err(|why| anyhow!(why))?;
    let said = match draft.keep().context("the note is as it was")? {
        Kept::Unchanged => format!("The note on {title} is as it was"),
        Kept::Saved(_) => format!("Noted on {title}"),
        Kept::Removed => format!("The note on {title} is gone"),
    };
    out.line(said.as_str())?;
    Ok(Verdict::Good)
}
