//! The name of this device, which is the name of the one log file it writes.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use super::LogError;

/// Overrides the derived name.
const OVERRIDE: &str = "WAYPOST_DEVICE";

/// Names the log file of one machine and one data folder: `<host name>-<8 hexadecimal digits>`.
///
/// The name is derived each time and kept nowhere: a file with it in a synchronised data folder would be
/// fought over by the devices, and a home folder copied to a new machine would bring the old machine's name along,
/// so that two machines write one file, which is the one thing that makes a synchroniser report a conflict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Device(String);

impl Device {
    /// A device of a given name: letters, digits, `-` and `_`.
    pub fn new(name: &str) -> Result<Device, LogError> {
        let fits = (1..=64).contains(&name.len())
            && name.starts_with(|first: char| first.is_ascii_alphanumeric())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if fits {
            Ok(Device(name.to_owned()))
        } else {
            Err(LogError::BadDevice { name: name.to_owned() })
        }
    }

    /// This machine with this data folder, or what `WAYPOST_DEVICE` says.
    pub fn here(data_dir: &Path) -> Result<Device, LogError> {
        match std::env::var_os(OVERRIDE) {
            Some(name) if !name.is_empty() => Device::new(&name.to_string_lossy()),
            _ => Ok(Device::derive(
                &host_name(),
                machine_id().as_deref(),
                &canonical(data_dir),
            )),
        }
    }

    fn derive(host: &str, machine: Option<&str>, data_dir: &Path) -> Device {
        let mut hash = crc32fast::Hasher::new();
        // machine-id(5) asks not to show the id itself: thirty-two bits of a hash with other text don't.
        for part in [
            "waypost".as_bytes(),
            machine.unwrap_or(host).as_bytes(),
            data_dir.as_os_str().as_encoded_bytes(),
        ] {
            hash.update(part);
            hash.update(b"\0");
        }
        Device(format!("{}-{:08x}", slug(host), hash.finalize()))
    }

    /// The file this device writes.
    pub fn file_name(&self) -> String {
        format!("{}.jsonl", self.0)
    }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The host's own part of its name, as a part of a file name.
fn slug(host: &str) -> String {
    let mut slug = String::new();
    for letter in host.split('.').next().unwrap_or_default().chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(32);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "device".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(unix)]
fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// The id systemd and D-Bus keep; absent on other systems, empty in images of containers.
fn machine_id() -> Option<String> {
    let id = fs::read_to_string("/etc/machine-id").ok()?;
    let id = id.trim();
    (!id.is_empty()).then(|| id.to_owned())
}

/// One spelling for one folder, also before it exists: the name must not change when it is created.
fn canonical(data_dir: &Path) -> PathBuf {
    let absolute = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    for ancestor in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (fs::canonicalize(ancestor), absolute.strip_prefix(ancestor)) {
            // Joining an empty path would add a slash.
            return if rest.as_os_str().is_empty() {
                real
            } else {
                real.join(rest)
            };
        }
    }
    absolute
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_host_machine_and_folder_apart() {
        let here = Device::derive("Ada's MacBook.local", Some("m1"), Path::new("/home/ada/waypost"));
        assert!(here.to_string().starts_with("ada-s-macbook-"), "{here}");
        assert_eq!(
            here,
            Device::derive("Ada's MacBook.local", Some("m1"), Path::new("/home/ada/waypost"))
        );
        for other in [
            Device::derive("bob", Some("m1"), Path::new("/home/ada/waypost")),
            Device::derive("Ada's MacBook.local", Some("m2"), Path::new("/home/ada/waypost")),
            Device::derive("Ada's MacBook.local", None, Path::new("/home/ada/waypost")),
            Device::derive("Ada's MacBook.local", Some("m1"), Path::new("/home/eve/waypost")),
        ] {
            assert_ne!(here, other);
            assert_eq!(
                Device::new(&other.to_string()).unwrap(),
                other,
                "a derived name is a valid one"
            );
        }
    }

    #[test]
    fn any_host_name_makes_a_file_name() {
        assert_eq!(slug(""), "device");
        assert_eq!(slug("日本"), "device");
        assert_eq!(slug("-_- pi@4 --"), "pi-4");
        assert_eq!(slug(&"x-".repeat(40)).len(), 31);
    }

    #[test]
    fn a_name_that_leaves_the_folder_is_refused() {
        for name in [
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "a\\b",
            "-x",
            ".x",
            "a b",
            "a\0",
            "größe",
            &"x".repeat(65),
        ] {
            let error = Device::new(name).unwrap_err().to_string();
            assert!(error.contains("WAYPOST_DEVICE"), "{error}");
        }
        assert_eq!(Device::new("Laptop_2").unwrap().file_name(), "Laptop_2.jsonl");
    }

    #[cfg(unix)]
    #[test]
    fn the_name_stays_when_the_folder_comes_into_being() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("real")).unwrap();
        std::os::unix::fs::symlink(home.path().join("real"), home.path().join("link")).unwrap();
        let data = home.path().join("link/data");
        let before = canonical(&data);
        fs::create_dir(&data).unwrap();
        assert_eq!(before, canonical(&data));
        assert_eq!(before, canonical(&home.path().join("real/data")));
    }
}
