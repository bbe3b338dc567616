//! Where a device's name comes from, and how a machine comes by another one.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::LogError;
use super::Device;
use super::token::Tokens;

/// Overrides the derived name.
const OVERRIDE: &str = "WAYPOST_DEVICE";

/// How often in a row a name can have been taken: one for each time that a machine was copied with its state folder.
const MOST_NAMES: usize = 1000;

/// What the system tells about a machine.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    pub(super) host: String,
    /// `machine-id(5)`, where there is one.
    pub(super) id: Option<String>,
}

impl Machine {
    pub(super) fn new(host: &str, id: Option<&str>) -> Machine {
        Machine {
            host: host.to_owned(),
            id: id.map(str::to_owned),
        }
    }

    fn here() -> Machine {
        Machine::new(&host_name(), machine_id().as_deref())
    }
}

/// A device's name and where it comes from.
#[derive(Debug)]
pub(in super::super) struct Identity {
    pub(in super::super) device: Device,
    origin: Origin,
}

#[derive(Debug)]
enum Origin {
    /// The learner's own choice.
    Given,
    Derived {
        machine: Machine,
        /// In one spelling.
        data_dir: PathBuf,
        /// There is no place for them without a home folder, or when it is the data folder.
        tokens: Option<Tokens>,
    },
}

/// Why a device keeps a name that another machine has too.
#[derive(Debug)]
pub(in super::super) enum Stuck {
    Given,
    Homeless,
    Unwritten(PathBuf, io::Error),
}

impl Identity {
    /// This machine with this data folder, or what `WAYPOST_DEVICE` says.
    pub(in super::super) fn here(data_dir: &Path) -> Result<Identity, LogError> {
        match std::env::var_os(OVERRIDE) {
            Some(name) if !name.is_empty() => Ok(Identity {
                device: Device::new(&name.to_string_lossy())?,
                origin: Origin::Given,
            }),
            _ => {
                let real = canonical(data_dir);
                let absolute = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
                let tokens = Tokens::of_learner(&[&real, &absolute]);
                Ok(Identity::derived(Machine::here(), real, tokens))
            }
        }
    }

    fn derived(machine: Machine, data_dir: PathBuf, tokens: Option<Tokens>) -> Identity {
        let mut device = Device::derive(&machine, &data_dir, None);
        // A token that can't be read is spoken of when it is needed: with the old name nothing is lost either.
        for _ in 0..MOST_NAMES {
            let Some(Ok(Some(token))) = tokens.as_ref().map(|tokens| tokens.get(&device.0)) else {
                break;
            };
            device = Device::derive(&machine, &data_dir, Some(&token));
        }
        Identity {
            device,
            origin: Origin::Derived {
                machine,
                data_dir,
                tokens,
            },
        }
    }

    /// What will come of a name that another machine has too; decides nothing.
    pub(in super::super) fn prospect(&self) -> String {
        match &self.origin {
            Origin::Given => Stuck::Given.to_string(),
            Origin::Derived { tokens: None, .. } => Stuck::Homeless.to_string(),
            Origin::Derived { tokens: Some(_), .. } => {
                "nothing is lost, every copy counts; this machine takes a name of its own with the next mark".to_owned()
            }
        }
    }

    /// The name this machine takes instead of one that another machine has too, and whether that was decided just now
    /// (or already by another instance).
    pub(in super::super) fn renew(self) -> Result<(Identity, bool), Stuck> {
        let (machine, data_dir, tokens) = match self.origin {
            Origin::Given => return Err(Stuck::Given),
            Origin::Derived { tokens: None, .. } => return Err(Stuck::Homeless),
            Origin::Derived {
                machine,
                data_dir,
                tokens: Some(tokens),
            } => (machine, data_dir, tokens),
        };
        let taken = &self.device.0;
        let made = tokens
            .make(taken)
            .and_then(|made| tokens.get(taken).map(|_| made))
            .map_err(|error| Stuck::Unwritten(tokens.path(taken), error))?;
        Ok((Identity::derived(machine, data_dir, Some(tokens)), made))
    }
}

/// What to do about a name that two machines have.
impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing is lost, every copy counts; ")?;
        match self {
            Stuck::Given => write!(f, "give {OVERRIDE} a name here that no other machine has"),
            Stuck::Homeless => write!(
                f,
                "there is no place outside the data folder to keep a new name in: give {OVERRIDE} one that no other machine has"
            ),
            Stuck::Unwritten(path, error) => write!(
                f,
                "a new name can't be kept in {}: {error}; put that right, or give {OVERRIDE} one that no other machine has",
                path.display()
            ),
        }
    }
}

/// A machine's change of name, since another one had the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The name until now.
    pub from: Device,
    /// The name from now on.
    pub to: Device,
}

/// For the learner.
impl fmt::Display for Renamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "another machine has this one's name; nothing is lost, and this one is {} from now on",
            self.to
        )
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
    fn a_new_name_stays_and_can_be_replaced_in_turn() {
        let state = tempfile::tempdir().unwrap();
        let here = || {
            let tokens = Some(Tokens::new(state.path()));
            Identity::derived(Machine::new("ada", Some("m1")), PathBuf::from("/data"), tokens)
        };
        let mut names = vec![here().device];
        for _ in 0..3 {
            // Two instances that start at once find the same name taken.
            let (first, second) = (here(), here());
            let (renewed, decided) = first.renew().unwrap();
            assert!(decided);
            let (again, decided) = second.renew().unwrap();
            assert!(!decided);
            assert_eq!(again.device, renewed.device);
            assert_eq!(here().device, renewed.device);
            assert!(!names.contains(&renewed.device), "{names:?}");
            names.push(renewed.device);
        }
    }

    #[test]
    fn a_name_that_cannot_be_replaced_says_why() {
        let derived = |tokens| Identity::derived(Machine::new("ada", None), PathBuf::from("/data"), tokens);
        let state = tempfile::tempdir().unwrap();
        fs::write(state.path().join("device"), "a file").unwrap();
        let given = Identity {
            device: Device::new("here").unwrap(),
            origin: Origin::Given,
        };
        for (identity, said) in [
            (given, "give WAYPOST_DEVICE"),
            (derived(None), "no place outside"),
            (derived(Some(Tokens::new(state.path()))), "can't be kept in"),
        ] {
            let hint = identity.renew().unwrap_err().to_string();
            assert!(
                hint.starts_with("nothing is lost") && hint.contains(said) && hint.contains("no other machine has"),
                "{hint}"
            );
        }
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
