//! What tells this machine from another one like it: a random token for each name that turned out to be taken.
//!
//! Tokens lie in the learner's state folder and not with the logs, where a synchroniser would hand them to the other
//! machine too. Each is a file called after the name it replaces, and made once for good: who comes second reads it.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::super::keep::create_private;
use crate::progress::event::EventId;

/// Bytes of a token that are read; it has 26.
const MOST_BYTES: u64 = 256;

/// The folder of the tokens, which may not exist yet.
#[derive(Debug)]
pub(super) struct Tokens(PathBuf);

impl Tokens {
    /// The learner's tokens, outside the data folder, which may have several spellings; `None` when the system knows no
    /// place for them. Costs no look at the disk: every start comes by here.
    pub(super) fn of_learner(data_dir: &[&Path]) -> Option<Tokens> {
        state_dir(data_dir).map(|folder| Tokens::new(&folder))
    }

    pub(super) fn new(state_dir: &Path) -> Tokens {
        Tokens(state_dir.join("device"))
    }

    /// Where the token is, or would be, that replaces a name.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The token that replaces a name; `None` when the name is still ours.
    pub(super) fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let file = match File::open(self.path(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let mut token = Vec::new();
        file.take(MOST_BYTES).read_to_end(&mut token)?;
        Ok(Some(token))
    }

    /// Makes the token that replaces a name, unless another instance was quicker; tells whether it was made here.
    pub(super) fn make(&self, name: &str) -> io::Result<bool> {
        create_private(&self.0)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
        // Eighty random bits, and a time that two copies of a machine woken from one image are unlikely to share.
        write!(file, "{}", EventId::generate())?;
        file.as_file().sync_data()?;
        match file.persist_noclobber(self.path(name)) {
            Ok(_) => Ok(true),
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(failed) => Err(failed.error),
        }
    }
}

/// The learner's state folder outside the data folder, which may have several spellings.
pub(in super::super) fn state_dir(data_dir: &[&Path]) -> Option<PathBuf> {
    let dirs = ProjectDirs::from("", "", "waypost")?;
    // macOS has no state folder, and its data folder is both of the next.
    [
        dirs.state_dir(),
        Some(dirs.data_local_dir()),
        Some(dirs.preference_dir()),
    ]
    .into_iter()
    .flatten()
    .find(|folder| !data_dir.iter().any(|data_dir| folder.starts_with(data_dir)))
    .map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_first_token_stays_whoever_else_would_make_one() {
        let state = tempfile::tempdir().unwrap();
        let tokens = Tokens::new(state.path());
        assert_eq!(tokens.get("here").unwrap(), None);
        let made: Vec<(bool, Vec<u8>)> = std::thread::scope(|scope| {
            let threads =
                [(); 8].map(|()| scope.spawn(|| (tokens.make("here").unwrap(), tokens.get("here").unwrap().unwrap())));
            threads.map(|thread| thread.join().unwrap()).into()
        });
        assert_eq!(made.iter().filter(|(first, _)| *first).count(), 1);
        assert!(
            made.iter().all(|(_, token)| *token == made[0].1 && token.len() == 26),
            "{made:?}"
        );
        assert_eq!(
            fs::read_dir(state.path().join("device")).unwrap().count(),
            1,
            "nothing is left over"
        );
        assert!(tokens.make("there").unwrap());
        assert_ne!(tokens.get("there").unwrap().unwrap(), made[0].1);
    }

    #[test]
    fn a_folder_that_cannot_be_is_an_error() {
        let state = tempfile::tempdir().unwrap();
        fs::write(state.path().join("device"), "a file").unwrap();
        let tokens = Tokens::new(state.path());
        assert!(tokens.make("here").is_err());
    }
}
