//! What the names of files tell: the id of a topic, and its place where nothing else tells it.

use std::path::Path;

use super::folders;
use crate::content::encoding::clean;
use crate::content::roadmap::node_id;

/// What the name of a content file tells.
pub(super) struct Name {
    /// Its folders and its own name, without ending and id.
    pub(super) path: Vec<String>,
    /// What stands behind the last `@`.
    pub(super) id: Option<String>,
}

impl Name {
    pub(super) fn of(file: &Path) -> Self {
        let mut path: Vec<String> = file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let last = path.pop().unwrap_or_default();
        let mut stem = last.as_str();
        while let Some(shorter) = stem.strip_suffix(".md").or_else(|| stem.strip_suffix(".markdown")) {
            stem = shorter;
        }
        let (name, id) = match stem.rsplit_once('@') {
            Some((name, id)) if !id.is_empty() => (name, Some(node_id(id))),
            _ => (stem.trim_end_matches('@'), None),
        };
        let name = if name.is_empty() {
            id.clone().unwrap_or_default()
        } else {
            name.to_owned()
        };
        path.push(clean(name));
        Self { path, id }
    }
}

impl Name {
    /// Whether it is that of a folder's own file, which says of the folder what it says, and is no topic if that is nothing.
    pub(super) fn is_index(&self) -> bool {
        let last = self.path.last();
        self.id.is_none() && last.is_some_and(|last| folders::is_index(last))
    }
}

/// An id of the old layout as [`folders::path_id`] makes it, from however a mapping writes it.
pub(super) fn old_id(text: &str) -> String {
    let text = text.trim_start_matches('/');
    let text = text.strip_prefix("content/").unwrap_or(text);
    let text = text.strip_suffix(".md").unwrap_or(text);
    let path: Vec<String> = text.split(['/', ':']).map(str::to_owned).collect();
    node_id(&folders::path_id(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_stands_behind_the_last_at_sign() {
        for (file, path, id) in [
            ("soil@-a_b.md", "soil", Some("-a_b")),
            ("me@home@a.md.md", "me@home", Some("a")),
            ("soil@.md", "soil", None),
            ("@a.md", "a", Some("a")),
            ("100-ground/101-soil.md", "100-ground/101-soil", None),
            ("ground/soil@a b.md", "ground/soil", Some("a-b")),
        ] {
            let name = Name::of(Path::new(file));
            assert_eq!((name.path.join("/").as_str(), name.id.as_deref()), (path, id), "{file}");
        }
    }

    #[test]
    fn ids_of_the_old_layout_are_written_in_many_ways() {
        for text in [
            "ground:soil",
            "100-ground:101-soil",
            "/content/100-ground/soil.md",
            "ground/soil/index.md",
        ] {
            assert_eq!(old_id(text), "ground:soil", "{text}");
        }
    }
}
