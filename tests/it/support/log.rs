//! What tests of the log share: a data folder, events, and children that may be killed or limited.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test's helpers fail like the test itself"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use jiff::Timestamp;
use tempfile::TempDir;
use waypost::progress::{Action, Device, Event, EventId, Loaded, Log, Stamper, Status, line};

/// Only ends a test that would hang.
pub(crate) const LONG: Duration = Duration::from_secs(60);

pub(crate) struct Data(TempDir);

impl Data {
    pub(crate) fn new() -> Data {
        Data(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join("log").join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        fs::create_dir_all(self.path().join("log")).unwrap();
        fs::write(self.file(name), bytes).unwrap();
    }

    pub(crate) fn open(&self) -> (Log, Loaded) {
        Log::open(self.path(), &device()).unwrap()
    }

    pub(crate) fn load(&self) -> Loaded {
        self.open().1
    }
}

pub(crate) fn device() -> Device {
    Device::new("here").unwrap()
}

pub(crate) fn mark(topic: &str) -> Action {
    Action::Mark {
        topics: vec![topic.to_owned()],
        status: Status::Done,
    }
}

/// `count` marks, each of a topic of its own, a second apart.
pub(crate) fn events(count: u32) -> Vec<Event> {
    let mut stamper = Stamper::default();
    (0..count)
        .map(|n| {
            stamper.stamp(
                mark(&format!("topic-{n}")),
                Timestamp::from_second(1_700_000_000 + i64::from(n)).unwrap(),
            )
        })
        .collect()
}

pub(crate) fn encoded(events: &[Event]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for event in events {
        line::encode(event, &mut bytes);
        bytes.push(b'\n');
    }
    bytes
}

pub(crate) fn line_feeds(bytes: &[u8]) -> usize {
    bytes.split(|&byte| byte == b'\n').count() - 1
}

pub(crate) fn ids(events: &[Event]) -> BTreeSet<EventId> {
    events.iter().map(|event| event.id).collect()
}

/// A test of this binary, run in a process of its own that may be killed or limited.
pub(crate) fn child(test: &str, data: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env("WAYPOST_TEST_DATA", data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

pub(crate) fn child_data() -> PathBuf {
    PathBuf::from(std::env::var_os("WAYPOST_TEST_DATA").expect("run by another test"))
}

/// What the child says after `word`, from whole lines only.
pub(crate) fn said(line: &str, word: &str) -> Option<EventId> {
    line.strip_suffix('\n')?.split_once(word)?.1.parse().ok()
}
