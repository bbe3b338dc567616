//! What the packs of a library are called, so that the ids of their lessons are their own.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::installed::Installed;
use super::{LESSONS, MANIFEST, embedded, folder_name, open};
use crate::content::library::{PackIds, built_in_pack};
use crate::content::names::slug;
use crate::content::pack::{self, PackInfo};

/// How a pack comes to its name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Naming<'a> {
    /// It is looked at alone, and needs none.
    Alone,
    /// It is one of those that were added, and is called as its folder there.
    Added(&'a Installed),
    /// It was named on the command line: it is called by its manifest's id, else as its folder. These are the packs that were
    /// added.
    Given(&'a [Installed]),
}

impl Naming<'_> {
    /// The name of the pack in a folder, or of the one that a file is of, with what was recorded without it.
    pub(super) fn of(self, root: &Path, info: impl FnOnce() -> PackInfo) -> Option<PackIds> {
        match self {
            Self::Alone => None,
            Self::Added(pack) => Some(PackIds {
                name: pack.id.as_str().into(),
                bare: bare(pack),
            }),
            Self::Given(added) => {
                let real = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
                let is_this = |pack: &&Installed| fs::canonicalize(&pack.folder).is_ok_and(|own| real == own);
                if let Some(pack) = added.iter().find(is_this) {
                    return Naming::Added(pack).of(root, info);
                }
                let info = info();
                let own = slug(&info.id);
                if own == built_in_pack() && is_built_in(&info) {
                    return None;
                }
                let mut names = [own, slug(&folder_name(&real))].into_iter();
                let name = names.find(|name| !name.is_empty()).unwrap_or_else(|| "pack".to_owned());
                // What was recorded without a pack's name may be that of a pack that was added.
                let bare = match added.iter().find(|pack| pack.id == name) {
                    Some(same) => bare(same),
                    None if added.iter().any(|pack| bare(pack) != Some(Vec::new())) => Some(Vec::new()),
                    None => None,
                };
                Some(PackIds {
                    name: name.into(),
                    bare,
                })
            }
        }
    }

    /// [`Naming::of`] for a lesson that is read without its pack.
    pub(super) fn of_file(self, file: &Path) -> Option<Arc<str>> {
        let real = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let lessons = real
            .ancestors()
            .skip(1)
            .find(|folder| folder.file_name() == Some(LESSONS.as_ref()));
        let root = lessons.and_then(Path::parent).or_else(|| real.parent())?;
        let info = || {
            let manifest = root.join(MANIFEST);
            let bytes = open::bytes(&manifest).unwrap_or_default();
            // What is wrong with it is told where the pack is read.
            pack::read(&bytes, &manifest, &mut Vec::new())
        };
        self.of(root, info).map(|ids| ids.name)
    }
}

fn bare(pack: &Installed) -> Option<Vec<String>> {
    pack.origin.as_ref().and_then(|origin| origin.bare.clone())
}

/// Whether a pack says of itself all that the one inside the program does, in whichever version: it is that pack, as its authors
/// have it.
fn is_built_in(info: &PackInfo) -> bool {
    let versionless = |info: &PackInfo| PackInfo {
        version: String::new(),
        ..info.clone()
    };
    versionless(info) == versionless(&embedded().info)
}
