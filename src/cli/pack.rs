//! `waypost pack`: packs come into the data folder, are listed and brought up to date, and go again.
//!
//! ```text
//! origin: what is meant   git, archive -> names: what it holds   store: whole into the folder, or not at all
//! ```

mod archive;
mod git;
mod kept;
mod list;
mod names;
mod new;
mod origin;
mod store;
mod update;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::library::{Lead, Library, TopicIx};
use crate::content::names::slug;
use crate::content::source::installed::Origin;
use crate::content::source::{self, MAX_PACK, Pack, SourceError};

use super::Verdict;
use super::args::{self, Global, PackAdd};
use super::desk;
use super::out::{Line, Out, Style, tell};

use origin::{Fetched, Source};
use store::{Staging, Store};

/// How many names a message lists.
const LISTED: usize = 5;

pub(super) fn run(global: &Global, what: &args::Pack, out: &mut Out) -> Result<Verdict> {
    match what {
        args::Pack::New { folder } => new::run(folder, out),
        args::Pack::Add(args) => add(global, args, out),
        args::Pack::List { json } => list::run(global, *json, out),
        args::Pack::Remove { ids, force } => update::remove(global, ids, *force, out),
        args::Pack::Update { ids, force } => update::update(global, ids, *force, out),
    }
}

fn add(global: &Global, args: &PackAdd, out: &mut Out) -> Result<Verdict> {
    let now = desk::now()?;
    let store = Store::open(global)?;
    if let Some(name) = &args.name {
        store.check_free(&checked(name)?)?;
    }
    let source = Source::named(&args.source)?;
    let staging = store.staging()?;
    let (pack, fetched) = stage(&source, &staging).with_context(|| "nothing was added".to_owned())?;
    let id = match &args.name {
        Some(name) => name.clone(),
        None => own_id(&pack, &fetched.name)?,
    };
    let before = source::library(&[], Some(store.folder()))?;
    let origin = Origin {
        kind: source.kind,
        from: source.from,
        revision: fetched.revision,
        added: now,
        updated: now,
        // Whatever is recorded for a new one has its name.
        bare: Some(store.bare_before(&id)),
    };
    let folder = store.put(&staging, &id, &origin)?;
    report(&id, pack, (store.folder(), &folder), &before, out)?;
    Ok(Verdict::Good)
}

/// Fetches what is meant and makes a pack of it, and says what of it is left out.
fn stage(source: &Source, staging: &Staging) -> Result<(Pack, Fetched)> {
    let mut fetched = source.fetch(staging)?;
    // What was left out may be all there was.
    let nothing = |left_out: &[String]| {
        let nothing = anyhow::Error::new(SourceError::NoSpecs(PathBuf::from(&source.from)));
        if left_out.is_empty() {
            nothing
        } else {
            nothing.context(format!("left out: {}", left_out.join("; ")))
        }
    };
    let (files, found) = match source::files_of(&fetched.folder) {
        // Nothing in an archive was worth unpacking.
        Err(SourceError::Missing(_)) => return Err(nothing(&fetched.left_out)),
        found => found?,
    };
    if found.iter().any(|found| found.code == "pack-too-large") {
        bail!(
            "{} is no pack: its files have more than {MAX_PACK} bytes together",
            source.from
        );
    }
    fetched.left_out.extend(staging.copy(&fetched.folder, &files)?);
    let pack = match source::folder_pack(&staging.pack()) {
        Err(SourceError::NoSpecs(_)) => return Err(nothing(&fetched.left_out)),
        pack => pack?,
    };
    if files_of(&pack) == 0 {
        return Err(nothing(&fetched.left_out));
    }
    tell_of(&found, &fetched.left_out);
    Ok((pack, fetched))
}

fn tell_of(found: &[Diagnostic], left_out: &[String]) {
    for found in found {
        match found.severity {
            Severity::Info => tell("note", &found.message),
            _ => tell(
                "warning",
                &format!("left out: {} {}", found.file.display(), found.message),
            ),
        }
    }
    if !left_out.is_empty() {
        tell("warning", &format!("left out: {}", left_out.join("; ")));
    }
}

/// The name a learner gave, if it can be one.
fn checked(name: &str) -> Result<String> {
    match id_of(name) {
        Some(id) if id == name => Ok(id),
        Some(id) => bail!("a pack can't be called `{name}`; --name {id} is as near as can be"),
        None => bail!("a pack can't be called `{name}`; give it another name"),
    }
}

/// The id a name comes to, where it has a letter or digit and every system can have a folder called so.
fn id_of(name: &str) -> Option<String> {
    let id = name.contains(char::is_alphanumeric).then(|| slug(name))?;
    names::path(&id).is_ok().then_some(id)
}

/// The id a pack has without being given one: its own, or that of where it comes from.
fn own_id(pack: &Pack, name: &str) -> Result<String> {
    // Without a manifest it is called after the folder it was made ready in.
    let own = if pack.has_manifest { pack.info.id.as_str() } else { "" };
    let id = [own, name].into_iter().find_map(id_of);
    id.context("nothing says what the pack is called; name it with --name")
}

/// Says what has come into a folder among all packs, and what of it was there already.
fn report(id: &str, pack: Pack, (packs, folder): (&Path, &Path), before: &Library, out: &mut Out) -> Result<()> {
    let title = title_of(&pack, id);
    let mut taken: Vec<String> = pack
        .agents
        .iter()
        .filter(|agent| before.agents().iter().any(|other| other.id == agent.id))
        .map(|agent| agent.id.clone())
        .collect();
    taken.sort();
    taken.dedup();
    let holds = holds(&pack);
    let library = Library::from(pack);
    out.line(
        Line::new(Style::Bold, &title)
            .and(Style::Plain, format!(" was added as `{id}`: {holds}, "))
            .and(Style::Plain, counted(library.topics().len(), "topic")),
    )?;
    let (met, apart) = shared(id, &library, before, &source::library(&[], Some(packs))?);
    if !met.is_empty() {
        out.line(format!(
            "  {} in other packs as well, learned once and counted everywhere: {}",
            if met.len() == 1 {
                "1 topic is".to_owned()
            } else {
                format!("{} topics are", met.len())
            },
            listed(&met)
        ))?;
    }
    if !apart.is_empty() {
        out.line(format!(
            "  {} a name that another pack's lesson has; each is learned by itself, and steps of that name lead to the other: {}",
            if apart.len() == 1 {
                "1 lesson has".to_owned()
            } else {
                format!("{} lessons have", apart.len())
            },
            listed(&apart)
        ))?;
    }
    if !taken.is_empty() {
        out.line(format!(
            "  ids that other packs have, so that these agents get a number: {}",
            listed(&taken)
        ))?;
    }
    let (errors, warnings) = faults(&library);
    if errors + warnings > 0 {
        tell(
            "warning",
            &format!(
                "{} in it; `waypost check {}` shows them",
                faults_told(errors, warnings),
                shell_word(&folder.display().to_string())
            ),
        );
    }
    Ok(())
}

/// The titles of a pack's topics that were there before, and those of its lessons that share only their names with topics that
/// were.
fn shared(id: &str, pack: &Library, before: &Library, after: &Library) -> (Vec<String>, Vec<String>) {
    let (mut met, mut apart) = (Vec::new(), Vec::new());
    for ix in pack.topic_ixs() {
        let title = &pack.topic(ix).title;
        let known = pack.names_of(ix).filter_map(|name| match before.resolve(name) {
            Some(Lead::Topic(topic)) => after.topic_by_id(&before.topic(topic).id),
            _ => None,
        });
        let known: Vec<TopicIx> = known.collect();
        let own = pack
            .lesson_of(ix)
            .and_then(|lesson| after.topic_by_id(&format!("{id}/{}", lesson.id)));
        match own {
            _ if known.is_empty() => {}
            Some(own) if !known.contains(&own) => apart.push(title.clone()),
            _ => met.push(title.clone()),
        }
    }
    (met, apart)
}

fn title_of(pack: &Pack, id: &str) -> String {
    if pack.has_manifest && !pack.info.title.is_empty() {
        pack.info.title.clone()
    } else {
        id.to_owned()
    }
}

/// How many files were read of a pack.
pub(super) fn files_of(pack: &Pack) -> usize {
    pack.agents.len() + pack.lessons.len() + pack.tracks.len() + pack.roadmaps.len()
}

/// "2 specs, 1 lesson".
fn holds(pack: &Pack) -> String {
    let parts = [
        (pack.agents.len(), "spec"),
        (pack.lessons.len(), "lesson"),
        (pack.tracks.len(), "role track"),
        (pack.roadmaps.len(), "roadmap"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    parts
        .map(|&(count, noun)| counted(count, noun))
        .collect::<Vec<_>>()
        .join(", ")
}

/// How many errors and warnings there are.
fn faults(library: &Library) -> (usize, usize) {
    let count = |severity| library.diagnostics().filter(|found| found.severity == severity).count();
    (count(Severity::Error), count(Severity::Warning))
}

/// "1 error, 3 warnings"; empty where there are none.
fn faults_told(errors: usize, warnings: usize) -> String {
    let parts = [(errors, "error"), (warnings, "warning")];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    parts
        .map(|&(count, noun)| counted(count, noun))
        .collect::<Vec<_>>()
        .join(", ")
}

fn listed(names: &[String]) -> String {
    let first = names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// As a shell takes it for one word; as it is where that works.
fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-~".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
