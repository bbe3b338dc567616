//! `waypost pack list`: what there is, where it came from, and what is wrong with it.

use std::path::Path;

use anyhow::Result;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::Verdict;
use crate::cli::args::Global;
use crate::cli::json::document;
use crate::cli::json::packs::{From, PackListed};
use crate::cli::out::{Line, Out, Style};
use crate::content::library::Library;
use crate::content::source::installed::{Installed, Kind, Origin};
use crate::content::source::{self, Pack, SourceError};

use super::store::Store;
use super::{counted, faults, faults_told, files_of, title_of};

/// Characters of a commit's name that are shown.
const SHORT: usize = 7;

pub(super) fn run(global: &Global, json: bool, out: &mut Out) -> Result<Verdict> {
    let built_in = listed(None, Ok(source::embedded()));
    let added = Store::open(global)?.packs()?;
    let added = added.into_iter().map(|pack| {
        let read = source::folder_pack(&pack.folder);
        listed(Some(pack), read)
    });
    let packs: Vec<PackListed> = std::iter::once(built_in).chain(added).collect();
    if json {
        out.json(&document(json!({ "packs": packs })))?;
    } else {
        out.list(packs.iter().map(row).collect())?;
    }
    Ok(Verdict::Good)
}

fn listed(added: Option<Installed>, read: Result<Pack, SourceError>) -> PackListed {
    let (pack, unreadable) = match read {
        Ok(pack) => (pack, None),
        Err(error) => (Pack::default(), Some(error.to_string())),
    };
    let id = added
        .as_ref()
        .map_or_else(|| pack.info.id.clone(), |added| added.id.clone());
    let title = title_of(&pack, &id);
    let version = pack.info.version.clone();
    let files = files_of(&pack);
    let library = Library::from(pack);
    let (errors, warnings) = faults(&library);
    let built_in = added.is_none();
    let (folder, origin) = added.map_or((None, None), |added| (Some(added.folder), added.origin));
    let from = origin.as_ref().map(|origin| From {
        kind: origin.kind,
        source: origin.from.clone(),
        revision: origin.revision.clone(),
    });
    PackListed {
        id,
        title,
        version,
        built_in,
        folder: folder.as_deref().map(|folder: &Path| folder.display().to_string()),
        files,
        topics: library.topics().len(),
        from,
        added: origin.as_ref().map(|origin: &Origin| origin.added),
        updated: origin.map(|origin| origin.updated),
        errors,
        warnings,
        unreadable,
    }
}

fn row(pack: &PackListed) -> Vec<Line> {
    let title = [pack.title.as_str(), &pack.version].join(" ");
    let holds = format!("{}, {}", counted(pack.files, "file"), counted(pack.topics, "topic"));
    let from = match (&pack.from, pack.built_in) {
        (Some(from), _) => match (&from.revision, from.kind) {
            (Some(revision), Kind::Git) => {
                let short: String = revision.chars().take(SHORT).collect();
                format!("{} at {short}", from.source)
            }
            _ => from.source.clone(),
        },
        (None, true) => "inside waypost".to_owned(),
        (None, false) => "imported, or put there by hand".to_owned(),
    };
    let day = |at: Timestamp| at.to_zoned(TimeZone::system()).date().to_string();
    let wrong = match &pack.unreadable {
        Some(why) => why.clone(),
        None => faults_told(pack.errors, pack.warnings),
    };
    vec![
        Line::new(Style::Bold, &pack.id),
        Line::from(title.trim()),
        Line::from(holds),
        Line::new(Style::Dim, from),
        Line::new(Style::Dim, pack.updated.map_or_else(String::new, day)),
        Line::from(wrong),
    ]
}
