//! Archives of strangers: what can be read of them comes into a folder, and nothing else anywhere.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::read::MultiGzDecoder;
use tar::EntryType;
use zip::CompressionMethod;
use zip::result::ZipError;

use crate::content::pack::is_markdown;
use crate::content::source::{MAX_BYTES, MAX_DEPTH, MAX_FILES, MAX_PACK};

use super::names::{self, Fault};
use super::store;

/// An archive with more entries than this is not unpacked.
const MAX_ENTRIES: usize = 200_000;
/// A larger archive is not unpacked, in bytes; and all it unpacks to is at most so large.
const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Text gets ten times smaller at best; what unpacks to more than so many times its size is there to fill the disk.
const MAX_RATIO: u64 = 200;
/// Below this the ratio says nothing, in bytes.
const SMALL: u64 = 1024 * 1024;
/// What a tar file may say of one entry beside its header, such as a long name, in bytes.
const MAX_EXTENSION: u64 = 64 * 1024;
/// Endings of what is read of a pack, beside Markdown.
const TEXT: &[&str] = &["json", "txt", "yaml", "yml"];

/// Unpacks a .zip, .tar, .tar.gz or .tgz file into a folder; says what was left out and why.
pub(super) fn unpack(file: &Path, into: &Path) -> Result<Vec<String>> {
    let failed = || format!("can't unpack {}", file.display());
    let size = file.metadata().with_context(failed)?.len();
    if size > MAX_UNPACKED {
        bail!("{} has {size} bytes; a pack has {MAX_UNPACKED} at most", file.display());
    }
    let mut unpacking = Unpacking {
        into,
        size,
        unpacked: 0,
        entries: 0,
        files: 0,
        bytes: 0,
        taken: HashMap::new(),
        left_out: BTreeMap::new(),
    };
    let mut start = [0; 512];
    let read = File::open(file)
        .and_then(|opened| fill(opened, &mut start))
        .with_context(failed)?;
    match &start[..read] {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => unpacking.zip(File::open(file)?).with_context(failed)?,
        [0x1f, 0x8b, ..] => unpacking
            .tar(|| Ok(MultiGzDecoder::new(BufReader::new(File::open(file)?))))
            .with_context(failed)?,
        start if start.get(257..262) == Some(b"ustar") || is_old_tar(file) => {
            unpacking
                .tar(|| Ok(BufReader::new(File::open(file)?)))
                .with_context(failed)?;
        }
        _ if is_markdown(file) => bail!(
            "{} is a single file; put it into a folder and add that, or learn from it alone with --pack",
            file.display()
        ),
        _ => bail!(
            "{} is no .zip, .tar or .tar.gz file; unpack it yourself and add the folder",
            file.display()
        ),
    }
    let left_out = unpacking.left_out.into_iter();
    Ok(left_out
        .map(|(why, (first, count))| match count {
            1 => format!("{first} ({why})"),
            count => format!("{count} files such as {first} ({why})"),
        })
        .collect())
}

/// Before 1988 tar files had nothing that told them apart.
fn is_old_tar(file: &Path) -> bool {
    file.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("tar"))
}

fn fill(mut from: impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

struct Unpacking<'a> {
    into: &'a Path,
    /// The archive's size in bytes.
    size: u64,
    /// The bytes that came out of it so far.
    unpacked: u64,
    entries: usize,
    files: usize,
    /// The bytes that were written.
    bytes: u64,
    /// Names in small letters, each with whether it is a file's: on many systems they are one name.
    taken: HashMap<String, bool>,
    /// The first file that was left out for a reason, and how many there were.
    left_out: BTreeMap<&'static str, (String, usize)>,
}

impl Unpacking<'_> {
    fn zip(&mut self, file: impl Read + Seek) -> Result<()> {
        let mut archive = zip::ZipArchive::new(file)?;
        self.count(archive.len())?;
        for ix in 0..archive.len() {
            let entry = archive.by_index_raw(ix)?;
            let name = entry.name()?.into_owned();
            if entry.is_dir() {
                // One that leads out says what the archive is, even without a file in it.
                _ = place(&name)?;
                continue;
            }
            let kind = entry.unix_mode().map_or(0o100_000, |mode| mode & 0o170_000);
            let why = match kind {
                _ if entry.encrypted() => Some("it is encrypted"),
                _ if !matches!(
                    entry.compression(),
                    CompressionMethod::Stored | CompressionMethod::Deflated
                ) =>
                {
                    Some(UNKNOWN)
                }
                0 | 0o100_000 => None,
                _ => Some(NO_FILE),
            };
            let is_bomb = is_text(Path::new(&name)) && entry.size() > limit(entry.compressed_size());
            drop(entry);
            if is_bomb {
                return Err(anyhow::Error::new(too_much()).context(format!("`{name}` is too large")));
            }
            let Some(path) = self.admit(&name, why)? else { continue };
            match archive.by_index(ix) {
                Ok(entry) => self.write(&name, &path, entry)?,
                Err(ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_)) => {
                    self.leave_out(&name, UNKNOWN);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn tar<R: Read>(&mut self, open: impl Fn() -> io::Result<R>) -> Result<()> {
        // Long names and the like are read into memory whole, so how long they are is looked at first.
        let mut archive = tar::Archive::new(self.limited(open()?));
        for entry in archive.entries()?.raw(true) {
            let entry = entry?;
            self.count(1)?;
            let kind = entry.header().entry_type();
            let extends = kind.is_gnu_longname()
                || kind.is_gnu_longlink()
                || kind.is_pax_local_extensions()
                || kind.is_pax_global_extensions();
            if extends && entry.size() > MAX_EXTENSION {
                bail!(
                    "it describes an entry in {} bytes; {MAX_EXTENSION} are read at most",
                    entry.size()
                );
            }
        }
        // Only at its end a compressed stream says whether all of it is as it was made, and a tar file ends before that.
        io::copy(&mut archive.into_inner(), &mut io::sink()).context(DAMAGED)?;
        let mut archive = tar::Archive::new(self.limited(open()?));
        for entry in archive.entries()? {
            let entry = entry?;
            let why = match entry.header().entry_type() {
                EntryType::Regular | EntryType::Continuous | EntryType::Directory => None,
                EntryType::XGlobalHeader => continue,
                _ => Some(NO_FILE),
            };
            let is_folder = entry.header().entry_type().is_dir();
            let bytes = entry.path_bytes().into_owned();
            let Ok(name) = String::from_utf8(bytes) else {
                let shown = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                self.leave_out(&shown, ODD);
                continue;
            };
            if is_folder {
                _ = place(&name)?;
            } else if let Some(path) = self.admit(&name, why)? {
                self.write(&name, &path, entry)?;
            }
        }
        Ok(())
    }

    /// A stream that ends in an error where no honest archive goes on.
    fn limited<R: Read>(&self, from: R) -> Limited<R> {
        Limited {
            from,
            left: limit(self.size),
        }
    }

    fn count(&mut self, entries: usize) -> Result<()> {
        self.entries += entries;
        if self.entries > MAX_ENTRIES {
            bail!("it has more than {MAX_ENTRIES} entries");
        }
        Ok(())
    }

    /// Where an entry comes, if it is to be written.
    fn admit(&mut self, name: &str, why_not: Option<&'static str>) -> Result<Option<PathBuf>> {
        let place = place(name)?;
        if !is_text(Path::new(name)) {
            // Whatever it is, it would not be read.
            return Ok(None);
        }
        let path = match (why_not, place) {
            (None, Ok(path)) => path,
            (Some(why), _) | (None, Err(why)) => {
                self.leave_out(name, why);
                return Ok(None);
            }
        };
        if !self.claim(&path) {
            self.leave_out(name, "another one has this name, apart from capitals");
            return Ok(None);
        }
        self.files += 1;
        if self.files > MAX_FILES {
            bail!("it has more than {MAX_FILES} text files");
        }
        Ok(Some(path))
    }

    /// Takes a name for a file, unless it or one above it is taken.
    fn claim(&mut self, path: &Path) -> bool {
        let key = |path: &Path| path.to_string_lossy().to_lowercase();
        let above: Vec<String> = path
            .ancestors()
            .skip(1)
            .map(key)
            .filter(|folder| !folder.is_empty())
            .collect();
        let own = key(path);
        if self.taken.contains_key(&own) || above.iter().any(|folder| self.taken.get(folder) == Some(&true)) {
            return false;
        }
        self.taken.insert(own, true);
        self.taken.extend(above.into_iter().map(|folder| (folder, false)));
        true
    }

    fn write(&mut self, name: &str, path: &Path, from: impl Read) -> Result<()> {
        let mut bytes = Vec::new();
        from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.unpacked += length;
        if self.unpacked > limit(self.size) {
            return Err(too_much().into());
        }
        if length > MAX_BYTES {
            self.leave_out(name, "it is too large: at most 8 MB are read of a file");
            return Ok(());
        }
        self.bytes += length;
        if self.bytes > MAX_PACK {
            bail!("its text files have more than {MAX_PACK} bytes together");
        }
        store::write(&self.into.join(path), &bytes)
    }

    fn leave_out(&mut self, name: &str, why: &'static str) {
        self.left_out.entry(why).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
    }
}

const DAMAGED: &str = "it is damaged or cut off, so none of it was taken; fetch it again";
const UNKNOWN: &str = "it is compressed in a way that is not known";
const NO_FILE: &str = "it is a link or a device, not a file";
const ODD: &str = "not every system can have a file of that name";
const DEEP: &str = "it is nested too deep";

// The reason that is shown names the number.
const _: () = assert!(MAX_DEPTH == 16 && MAX_BYTES == 8 * 1024 * 1024);

fn is_text(file: &Path) -> bool {
    let is_data = file
        .extension()
        .is_some_and(|ending| TEXT.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    is_data || is_markdown(file)
}

/// The path a name stands for, or why there is none; none of an archive is unpacked where one leads out.
fn place(name: &str) -> Result<Result<PathBuf, &'static str>> {
    match names::path(name) {
        Ok(path) => Ok(Ok(path)),
        Err(Fault::Odd) => Ok(Err(ODD)),
        Err(Fault::Deep) => Ok(Err(DEEP)),
        Err(Fault::Outside) => bail!("its entry `{name}` leads out of it, so none of it was taken"),
    }
}

/// How much may come out of an archive of a size.
fn limit(size: u64) -> u64 {
    size.saturating_mul(MAX_RATIO).clamp(SMALL, MAX_UNPACKED)
}

fn too_much() -> io::Error {
    io::Error::new(
        io::ErrorKind::FileTooLarge,
        format!("it unpacks to more than {MAX_RATIO} times its size, or to more than {MAX_UNPACKED} bytes"),
    )
}

struct Limited<R> {
    from: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.left = self
            .left
            .checked_sub(u64::try_from(read).unwrap_or(u64::MAX))
            .ok_or_else(too_much)?;
        Ok(read)
    }
}
