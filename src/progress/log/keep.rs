//! Files of the data folder that are written whole, and the folders they are in. Only the learner may read them.

use std::fs::DirBuilder;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

/// Makes a folder and those above it for the learner alone.
///
/// # Errors
/// Those of the system; that it is there already is none.
pub fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes a file of JSON beside its place, then renames it, so that there is always a whole one.
///
/// # Errors
/// Those of the system; the file is then as it was.
pub fn replace_json(file: &Path, content: &impl Serialize) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    create_private(folder)?;
    let mut written = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer_pretty(&mut written, content)?;
    written.write_all(b"\n")?;
    written.persist(file)?;
    Ok(())
}
