//! The name of this device, which is the name of the one log file it writes.

pub(super) mod identity;
pub(super) mod token;
pub(super) mod twin;

use std::fmt;
use std::path::Path;

use super::LogError;
use identity::Machine;

/// Names the log file of one machine and one data folder: `<host name>-<8 hexadecimal digits>`.
///
/// The name is derived each time and kept nowhere: a file with it in a synchronised data folder would be
/// fought over by the devices, and a home folder copied to a new machine would bring the old machine's name along,
/// so that two machines write one file, which is the one thing that makes a synchroniser report a conflict.
///
/// Two machines that are alike in all of this (copies of one disk image, containers) have one name all the same, until
/// the conflict shows it: then each takes a new one ([`Log::here`](super::Log::here)).
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

    fn derive(machine: &Machine, data_dir: &Path, token: Option<&[u8]>) -> Device {
        let mut hash = crc32fast::Hasher::new();
        // machine-id(5) asks not to show the id itself: thirty-two bits of a hash with other text don't.
        let parts = [
            "waypost".as_bytes(),
            machine.id.as_ref().unwrap_or(&machine.host).as_bytes(),
            data_dir.as_os_str().as_encoded_bytes(),
        ];
        for part in parts.into_iter().chain(token) {
            hash.update(part);
            hash.update(b"\0");
        }
        Device(format!("{}-{:08x}", slug(&machine.host), hash.finalize()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_host_machine_folder_and_token_apart() {
        let host = "Ada's MacBook.local";
        let derive = |host, id, folder, token| Device::derive(&Machine::new(host, id), Path::new(folder), token);
        let here = derive(host, Some("m1"), "/home/ada/waypost", None);
        assert!(here.to_string().starts_with("ada-s-macbook-"), "{here}");
        assert_eq!(here, derive(host, Some("m1"), "/home/ada/waypost", None));
        for other in [
            derive("bob", Some("m1"), "/home/ada/waypost", None),
            derive(host, Some("m2"), "/home/ada/waypost", None),
            derive(host, None, "/home/ada/waypost", None),
            derive(host, Some("m1"), "/home/eve/waypost", None),
            derive(host, Some("m1"), "/home/ada/waypost", Some(b"t1")),
            derive(host, Some("m1"), "/home/ada/waypost", Some(b"")),
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
}
