//! Daily snapshots on real files: what is in them, which stay, and what they go through.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test's helpers fail like the test itself"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan as _};
use tempfile::TempDir;
use waypost::progress::log::snapshot::{self, Contents, SnapshotError, Snapshots, Taken};
use waypost::progress::{Action, Device, Event, Stamper, Status, line};

const FIRST: Date = date(2026, 3, 1);

struct Data(TempDir);

impl Data {
    fn new() -> Data {
        Data(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Appends to the log of this name.
    fn log(&self, name: &str, bytes: &[u8]) {
        let folder = self.path().join("log");
        fs::create_dir_all(&folder).unwrap();
        let before = fs::read(folder.join(name)).unwrap_or_default();
        fs::write(folder.join(name), [&before, bytes].concat()).unwrap();
    }

    fn all(&self) -> PathBuf {
        self.path().join("snapshots")
    }

    fn folder(&self) -> PathBuf {
        self.all().join("here")
    }

    fn snapshots(&self) -> Snapshots {
        here(self.path())
    }

    fn take(&self, today: Date) -> Result<Taken, SnapshotError> {
        self.snapshots().take(today)
    }

    fn written(&self, today: Date) -> PathBuf {
        match self.take(today).unwrap() {
            Taken::Written { file, .. } => file,
            other => panic!("{other:?}"),
        }
    }

    /// What is in the folder of this device.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).into_iter().flatten();
        let names: BTreeSet<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.into_iter().collect()
    }
}

fn here(data: &Path) -> Snapshots {
    Snapshots::new(data, &Device::new("here").unwrap())
}

/// The lines of so many marks, the first of them at this second.
fn marks(second: i64, count: u32) -> Vec<Vec<u8>> {
    let mut stamper = Stamper::default();
    (0..count)
        .map(|n| {
            let action = Action::Mark {
                topics: vec![format!("topic-{second}-{n}")],
                status: Status::Done,
            };
            let event = stamper.stamp(action, Timestamp::from_second(second + i64::from(n)).unwrap());
            encoded(&event)
        })
        .collect()
}

fn encoded(event: &Event) -> Vec<u8> {
    let mut line = Vec::new();
    line::encode(event, &mut line);
    line
}

fn file(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line, &b"\n"[..]].concat()).collect()
}

/// Gives a line its checksum.
fn sealed(body: &str) -> Vec<u8> {
    format!("{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(body.as_bytes())).into_bytes()
}

fn lines(contents: &Contents) -> Vec<Vec<u8>> {
    contents.lines().map(<[u8]>::to_vec).collect()
}

fn whole(path: &Path) -> Vec<Vec<u8>> {
    let contents = snapshot::read(path).unwrap();
    assert_eq!(contents.problems, []);
    lines(&contents)
}

// --- what is in them ------------------------------------------------------------------------------------------------

#[test]
fn all_logs_are_in_byte_for_byte_each_line_once_and_no_bad_one() {
    let data = Data::new();
    let ours = marks(1_700_000_000, 5);
    let theirs = marks(1_600_000_000, 3);
    let strange = [
        sealed(
            r#"{"v":1,"id":"01JDZ0000000000000000000ZZ","at":"2026-03-01T12:00:00Z","do":"dance","mit":"größe \u0007""#,
        ),
        sealed(r#"{"v":1,"id":"7","do":1"#),
        sealed(r#"{"v":99,"what":["ever"],  "spaced":true"#),
    ];
    let mut bad = ours[0].clone();
    bad[20] ^= 1;
    data.log("here.jsonl", &file(&ours));
    data.log(
        "here (conflicted copy).jsonl",
        &[b"\xEF\xBB\xBF", &file(&ours[1..3])[..]].concat(),
    );
    let crlf = String::from_utf8(file(&theirs)).unwrap().replace('\n', "\r\n");
    data.log(
        "phone.jsonl",
        &[&crlf.into_bytes()[..], b"rubbish\n\xFF\xFE\n", &file(&strange)].concat(),
    );
    data.log("torn.jsonl", &[&bad[..], b"\n", &ours[4][..50]].concat());
    data.log("open.jsonl", &marks(1_650_000_000, 1)[0]);
    data.log(".hidden.jsonl", &file(&marks(1, 1)));
    data.log("notes.txt", &file(&marks(2, 1)));

    let found = whole(&data.written(FIRST));
    let wanted: BTreeSet<Vec<u8>> = ours
        .iter()
        .chain(&theirs)
        .chain(&strange)
        .cloned()
        .chain(fs::read(data.path().join("log/open.jsonl")))
        .collect();
    assert!(found.iter().eq(&wanted), "each once, sorted");
    let ids: Vec<_> = found
        .iter()
        .filter_map(|line| line::decode(line).ok())
        .map(|event| event.id)
        .collect();
    assert!(ids.len() == 9 && ids.is_sorted());
}

#[test]
fn without_any_mark_nothing_is_made() {
    let data = Data::new();
    assert_eq!(data.take(FIRST).unwrap(), Taken::NothingNew { lacking: None });
    data.log("here.jsonl", b"rubbish\n");
    assert_eq!(data.take(FIRST).unwrap(), Taken::NothingNew { lacking: None });
    assert!(data.snapshots().due(FIRST) && !data.all().exists());
}

// --- when they are taken, and which stay ----------------------------------------------------------------------------

#[test]
fn one_a_day_and_none_when_nothing_is_new() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 3)));
    assert!(data.snapshots().due(FIRST));
    let first = data.written(FIRST);
    assert_eq!(first, data.folder().join("2026-03-01.jsonl.gz"));
    assert!(!data.snapshots().due(FIRST));

    data.log("here.jsonl", &file(&marks(100, 1)));
    assert_eq!(data.take(FIRST).unwrap(), Taken::ThereWasOne);
    assert_eq!(whole(&first).len(), 3);
    let second = FIRST + 1.day();
    assert_eq!(whole(&data.written(second)).len(), 4);

    let third = FIRST + 2.days();
    assert_eq!(data.take(third).unwrap(), Taken::NothingNew { lacking: None });
    // Another order and another file are nothing new either.
    fs::rename(data.path().join("log/here.jsonl"), data.path().join("log/x.jsonl")).unwrap();
    data.log("y.jsonl", &file(&marks(1, 3)[1..]));
    assert_eq!(data.names(), ["2026-03-01.jsonl.gz", "2026-03-02.jsonl.gz"]);
}

#[test]
fn a_last_one_that_is_damaged_is_none_to_rely_on() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 3)));
    let first = data.written(FIRST);
    let bytes = fs::read(&first).unwrap();
    fs::write(&first, &bytes[..bytes.len() - 1]).unwrap();
    assert_eq!(whole(&data.written(FIRST + 1.day())).len(), 3);
    assert_eq!(
        data.take(FIRST + 2.days()).unwrap(),
        Taken::NothingNew { lacking: None }
    );
}

#[test]
fn a_snapshot_of_a_wrong_future_keeps_none_from_being_taken() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 3)));
    data.written(date(2040, 1, 1));
    data.written(FIRST);
    assert_eq!(data.take(FIRST + 1.day()).unwrap(), Taken::NothingNew { lacking: None });
    assert_eq!(data.names(), ["2026-03-01.jsonl.gz", "2040-01-01.jsonl.gz"]);
}

#[test]
fn old_ones_go_and_nothing_else_does() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 1)));
    let other = data.all().join("other");
    for folder in [&data.folder(), &other] {
        fs::create_dir_all(folder).unwrap();
        for name in [
            "2020-01-01.jsonl",
            "2020-01-01.jsonl.gz.bak",
            "20200101.jsonl.gz",
            "notes.txt",
        ] {
            fs::write(folder.join(name), "mine").unwrap();
        }
    }
    fs::write(other.join("2020-01-02.jsonl.gz"), "theirs").unwrap();
    fs::create_dir(data.folder().join("2020-01-03.jsonl.gz")).unwrap();
    let foreign = data.names();
    for day in 0..100 {
        data.log("here.jsonl", &file(&marks(1000 * (i64::from(day) + 1), 1)));
        data.written(FIRST + day.days());
    }
    let mut wanted: Vec<String> = [date(2026, 3, 31), date(2026, 4, 30)]
        .into_iter()
        .chain((86..100).map(|day| FIRST + day.days()))
        .map(|date| format!("{date}.jsonl.gz"))
        .chain(foreign)
        .collect();
    wanted.sort();
    assert_eq!(data.names(), wanted);
    assert_eq!(fs::read_dir(&other).unwrap().count(), 5);

    let listing = snapshot::list(data.path());
    assert_eq!(listing.problems, []);
    let listed: Vec<_> = listing
        .found
        .iter()
        .map(|found| (found.date, found.device.as_str()))
        .collect();
    assert_eq!(listed.len(), 17);
    assert_eq!(listed[0], (FIRST + 99.days(), "here"), "the newest first");
    assert_eq!(listed[16], (date(2020, 1, 2), "other"));
    assert!(listed.is_sorted_by_key(|&(date, _)| std::cmp::Reverse(date)));
    assert_eq!(whole(&listing.found[0].path).len(), 101);
    assert_eq!(
        listing.found[0].bytes,
        fs::metadata(&listing.found[0].path).unwrap().len()
    );
    assert_eq!(snapshot::read(&listing.found[16].path).unwrap().problems.len(), 1);
}

// --- damage ---------------------------------------------------------------------------------------------------------

#[test]
fn of_a_damaged_one_what_is_good_is_read_and_the_rest_is_told_of() {
    let data = Data::new();
    let all = marks(1, 1500);
    data.log("here.jsonl", &file(&all));
    let path = data.written(FIRST);
    let bytes = fs::read(&path).unwrap();
    for part in 0..10 {
        let at = bytes.len() * part / 10;
        fs::write(&path, &bytes[..at]).unwrap();
        let cut = snapshot::read(&path).unwrap();
        assert_eq!(cut.problems.len(), 1, "cut at {at}");
        assert_eq!(cut.problems[0].file, path);
        assert!(lines(&cut).iter().eq(all.iter().take(cut.lines().len())), "cut at {at}");
        // A piece has under 500 lines.
        assert!(
            cut.lines().len() + 500 > all.len() * part / 10,
            "{} lines, cut at {at}",
            cut.lines().len()
        );

        let mut flipped = bytes.clone();
        flipped[at] ^= 0x10;
        fs::write(&path, &flipped).unwrap();
        let found = snapshot::read(&path).unwrap();
        assert_eq!(found.problems.len(), 1, "flipped at {at}");
        assert!(
            found.lines().len() >= 1000 && found.lines().len() <= 1500,
            "flipped at {at}"
        );
        assert!(lines(&found).iter().all(|line| all.contains(line)));
    }
}

#[test]
fn what_is_no_snapshot_is_an_error_or_a_problem_and_no_hang() {
    let data = Data::new();
    let missing = snapshot::read(&data.folder().join("x.jsonl.gz"))
        .unwrap_err()
        .to_string();
    assert!(missing.contains("x.jsonl.gz"), "{missing}");
    assert!(matches!(snapshot::read(data.path()), Err(SnapshotError::Read { .. })));
    assert_eq!(snapshot::list(data.path()).found, []);
    assert_eq!(snapshot::list(data.path()).problems, []);
    fs::write(data.all(), "in the way").unwrap();
    assert_eq!(
        snapshot::list(data.path()).problems.len(),
        1,
        "not passed over in silence"
    );
    let contents = snapshot::read(&data.all()).unwrap();
    assert_eq!((contents.lines().len(), contents.problems.len()), (0, 1));
}

// --- logs that can't be read ----------------------------------------------------------------------------------------

#[test]
fn while_a_log_cannot_be_read_none_is_taken() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 3)));
    fs::create_dir(data.path().join("log/phone.jsonl")).unwrap();
    let error = data.take(FIRST).unwrap_err();
    assert!(matches!(error, SnapshotError::Unread { .. }));
    let error = error.to_string();
    assert!(
        error.starts_with("no snapshot of your progress was taken, ") && error.contains("log/phone.jsonl"),
        "{error}"
    );
    assert!(!data.all().exists());

    fs::remove_dir(data.path().join("log/phone.jsonl")).unwrap();
    data.written(FIRST);
    fs::rename(data.path().join("log"), data.path().join("away")).unwrap();
    fs::write(data.path().join("log"), "in the way").unwrap();
    assert!(matches!(data.take(FIRST + 1.day()), Err(SnapshotError::Unread { .. })));
}

#[cfg(unix)]
#[test]
fn a_log_on_a_disk_that_is_not_there_or_a_named_pipe_counts_as_unread() {
    for make in [
        |path: &Path| std::os::unix::fs::symlink("nowhere", path).unwrap(),
        |path: &Path| {
            let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
            assert!(made.success());
        },
    ] {
        let data = Data::new();
        data.log("here.jsonl", &file(&marks(1, 3)));
        make(&data.path().join("log/phone.jsonl"));
        assert!(matches!(data.take(FIRST), Err(SnapshotError::Unread { .. })));
        make(&data.path().join("x.jsonl.gz"));
        assert!(matches!(
            snapshot::read(&data.path().join("x.jsonl.gz")),
            Err(SnapshotError::Read { .. })
        ));
    }
}

// --- places that can't be written -----------------------------------------------------------------------------------

#[test]
fn something_in_the_way_is_named_and_stays() {
    for way in ["snapshots", "snapshots/here", "snapshots/here/2026-03-01.jsonl.gz/x"] {
        let data = Data::new();
        data.log("here.jsonl", &file(&marks(1, 3)));
        let way = data.path().join(way);
        fs::create_dir_all(way.parent().unwrap()).unwrap();
        fs::write(&way, "mine").unwrap();
        let error = data.take(FIRST).unwrap_err().to_string();
        let named = way
            .ancestors()
            .take(2)
            .any(|path| error.ends_with(&format!(": {}", path.display())));
        assert!(named && error.contains("move it away"), "{error}");
        assert_eq!(fs::read_to_string(&way).unwrap(), "mine");
        assert!(
            data.names().iter().all(|name| name == "2026-03-01.jsonl.gz"),
            "nothing half written"
        );
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn files_and_folders_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 3)));
    let written = data.written(FIRST);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode(&written), mode(&data.folder()), mode(&data.all())),
        (0o600, 0o700, 0o700)
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_said_so() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 3)));
    fs::create_dir_all(data.folder()).unwrap();
    set_mode(&data.folder(), 0o500);
    let taken = data.take(FIRST);
    // Root may write anywhere.
    if rustix::process::geteuid().is_root() {
        assert!(matches!(taken, Ok(Taken::Written { .. })));
    } else {
        let error = taken.unwrap_err().to_string();
        assert!(error.contains("permission denied"), "{error}");
    }
    set_mode(&data.folder(), 0o700);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_not_written_through() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 3)));
    let outside = tempfile::tempdir().unwrap();
    for link in [data.all(), data.folder()] {
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(outside.path(), &link).unwrap();
        let error = data.take(FIRST).unwrap_err();
        assert!(
            matches!(&error, SnapshotError::LeadsOut { path, .. } if *path == link),
            "{error}"
        );
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
        fs::remove_file(&link).unwrap();
    }
    std::os::unix::fs::symlink("nowhere", data.folder()).unwrap();
    assert!(matches!(data.take(FIRST), Err(SnapshotError::Write(_))));
    fs::remove_file(data.folder()).unwrap();

    // A file that is a link is replaced, what it leads to is left alone.
    fs::create_dir_all(data.folder()).unwrap();
    let precious = outside.path().join("precious");
    fs::write(&precious, "mine").unwrap();
    std::os::unix::fs::symlink(&precious, data.folder().join("2026-03-01.jsonl.gz")).unwrap();
    assert_eq!(whole(&data.written(FIRST)).len(), 3);
    assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn the_data_folder_may_be_a_link_itself() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 3)));
    let links = tempfile::tempdir().unwrap();
    let link = links.path().join("data");
    std::os::unix::fs::symlink(data.path(), &link).unwrap();
    assert!(matches!(here(&link).take(FIRST).unwrap(), Taken::Written { .. }));
    assert_eq!(data.take(FIRST).unwrap(), Taken::ThereWasOne);
    assert_eq!(snapshot::list(&link).found.len(), 1);
}

// --- many writers, killed writers, full disks -----------------------------------------------------------------------

#[test]
fn several_at_once_do_each_other_no_harm() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 2000)));
    std::thread::scope(|scope| {
        let takers: Vec<_> = (0..6).map(|_| scope.spawn(|| data.take(FIRST))).collect();
        for taker in takers {
            assert!(matches!(
                taker.join().unwrap().unwrap(),
                Taken::Written { .. } | Taken::ThereWasOne | Taken::NothingNew { .. }
            ));
        }
    });
    assert_eq!(data.names(), ["2026-03-01.jsonl.gz"]);
    assert_eq!(whole(&data.folder().join("2026-03-01.jsonl.gz")).len(), 2000);
}

#[test]
fn what_a_killed_writer_left_goes_when_it_is_a_day_old() {
    let data = Data::new();
    data.log("here.jsonl", &file(&marks(1, 3)));
    fs::create_dir_all(data.folder()).unwrap();
    let age = |name: &str, hours: u64| {
        let path = data.folder().join(name);
        fs::write(&path, "\x1f\u{8b}half").unwrap();
        let modified = SystemTime::now() - Duration::from_secs(hours * 3600);
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(modified).unwrap();
    };
    age(".snapshot-old.tmp", 25);
    age(".snapshot-new.tmp", 23);
    age("snapshot-mine.tmp", 1000);
    let written = data.written(FIRST);
    assert_eq!(
        data.names(),
        [".snapshot-new.tmp", "2026-03-01.jsonl.gz", "snapshot-mine.tmp"]
    );
    assert_eq!(whole(&written).len(), 3);
    assert_eq!(snapshot::list(data.path()).found.len(), 1);
}

#[cfg(unix)]
mod with_a_process_of_its_own {
    use std::io::{BufRead, BufReader, Write as _};
    use std::process::{Child, Command, Stdio};

    use super::*;

    fn child(test: &str, data: &Path) -> Child {
        let test = format!("progress_snapshots::with_a_process_of_its_own::{test}");
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &test, "--ignored", "--nocapture", "--test-threads=1"])
            .env("WAYPOST_TEST_DATA", data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    fn child_data() -> PathBuf {
        PathBuf::from(std::env::var_os("WAYPOST_TEST_DATA").expect("run by another test"))
    }

    #[test]
    #[ignore = "run by the test that kills it"]
    fn child_that_takes_snapshots_for_ever() {
        let data = child_data();
        let log = data.join("log/here.jsonl");
        for day in 0.. {
            let mut file = fs::File::options().append(true).open(&log).unwrap();
            file.write_all(&super::file(&marks(1_800_000_000 + i64::from(day), 1)))
                .unwrap();
            here(&data).take(FIRST + day.days()).unwrap();
            writeln!(std::io::stdout(), "taken {}", FIRST + day.days()).unwrap();
        }
    }

    #[test]
    fn a_killed_writer_leaves_no_half_snapshot() {
        for round in 0..8 {
            let data = Data::new();
            data.log("here.jsonl", &file(&marks(1, 1500)));
            let mut writer = child("child_that_takes_snapshots_for_ever", data.path());
            let mut said = BufReader::new(writer.stdout.take().unwrap())
                .lines()
                .map(Result::unwrap);
            let mut last: Option<Date> = None;
            while last.is_none_or(|last| last < FIRST + round.days()) {
                let line = said.next().expect("the writer goes on");
                last = line
                    .split_once("taken ")
                    .map(|(_, date)| date.parse().unwrap())
                    .or(last);
            }
            writer.kill().unwrap();
            writer.wait().unwrap();
            let listing = snapshot::list(data.path());
            assert!(
                listing.found.iter().any(|found| Some(found.date) >= last),
                "{listing:?}"
            );
            for found in &listing.found {
                assert!(whole(&found.path).len() > 1500);
            }
        }
    }

    /// Sets how large this process's files may get; `None` for no limit.
    fn limit_files(bytes: Option<u64>) {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let maximum = getrlimit(Resource::Fsize).maximum;
        let current = bytes;
        setrlimit(Resource::Fsize, Rlimit { current, maximum }).unwrap();
    }

    #[test]
    #[ignore = "run by the test of a full disk"]
    fn child_whose_disk_is_full() {
        // Without a handler the system ends the process instead of refusing the write.
        signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default()).unwrap();
        let snapshots = here(&child_data());
        limit_files(Some(4000));
        let error = snapshots.take(FIRST).unwrap_err().to_string();
        assert!(
            error.contains("no space left") && error.contains("2026-03-01.jsonl.gz"),
            "{error}"
        );
        assert!(snapshots.due(FIRST));
        assert_eq!(
            fs::read_dir(child_data().join("snapshots/here")).unwrap().count(),
            0,
            "no half file"
        );
        limit_files(None);
        assert!(matches!(snapshots.take(FIRST).unwrap(), Taken::Written { .. }));
    }

    #[test]
    fn a_full_disk_is_reported_and_leaves_no_half_file() {
        let data = Data::new();
        data.log("here.jsonl", &file(&marks(1, 1500)));
        let child = child("child_whose_disk_is_full", data.path());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        assert_eq!(whole(&data.folder().join("2026-03-01.jsonl.gz")).len(), 1500);
    }
}
