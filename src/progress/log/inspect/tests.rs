use proptest::prelude::*;

use super::*;
use crate::progress::event::{Action, Status};
use crate::progress::exam::Exam;
use crate::progress::log::snapshot::Snapshots;
use crate::progress::{Device, Log, Progress, Stamper};

fn line(n: u128) -> Vec<u8> {
    let mut out = Vec::new();
    let event = Event {
        id: EventId::from(n),
        at: "2026-03-01T12:00:00Z".parse().unwrap(),
        action: Action::Mark {
            topics: vec![format!("topic-{n}")],
            status: Status::Done,
        },
    };
    line::encode(&event, &mut out);
    out
}

struct Data(tempfile::TempDir);

impl Data {
    fn new() -> Data {
        let data = Data(tempfile::tempdir().unwrap());
        fs::create_dir(data.path().join("log")).unwrap();
        data
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn log(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join("log").join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn inspect(&self) -> Inspection {
        inspect(self.path())
    }
}

#[test]
fn a_log_is_read_whole_and_every_bad_line_told_of() {
    let data = Data::new();
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    bytes.extend([&line(1)[..], b"\r\n\n", &line(1), b"\n<<<<<<< HEAD\n"].concat());
    bytes.extend([&line(2)[..], &line(3), b"\n  \n=======\n"].concat());
    for _ in 0..300 {
        bytes.extend_from_slice(b"rubbish\n");
    }
    bytes.extend([&line(4)[..60], b"\n{\"v"].concat());
    data.log("a.jsonl", &bytes);
    let inspection = data.inspect();
    let log = &inspection.logs[0];
    assert_eq!((log.bytes, log.lines), (bytes.len() as u64, 309));
    assert_eq!(log.events.len(), 1, "each once");
    assert_eq!(inspection.events.len(), 1);
    let told: Vec<_> = log
        .bad
        .iter()
        .map(|bad| (bad.line, bad.damage.clone(), bad.ids.len(), bad.whole.len()))
        .collect();
    assert_eq!(told.len(), 305);
    assert_eq!(told[0], (4, Damage::Conflict, 0, 0));
    assert!(
        matches!(told[1], (5, Damage::Line(Fault::Checksum { .. }), 2, 2)),
        "{:?}",
        told[1]
    );
    assert_eq!(told[2], (7, Damage::Conflict, 0, 0));
    assert_eq!(told[3], (8, Damage::Foreign, 0, 0));
    assert_eq!(told[303], (308, Damage::Line(Fault::Torn), 1, 0));
    assert_eq!(told[304], (309, Damage::Line(Fault::Torn), 0, 0));
    let ends: Vec<bool> = log.bad.iter().rev().take(2).map(|bad| bad.unfinished).collect();
    assert_eq!(ends, [true, false]);
}

#[test]
fn what_is_told_of_has_the_fingerprint_the_log_gives_it() {
    let data = Data::new();
    let bytes = [b"\xEF\xBB\xBFfirst\r\n<<<<<<<\n", &line(1)[..50], b"\r\n\0\0\0\nlast"].concat();
    data.log("a.jsonl", &bytes);
    let (_, loaded) = Log::open(data.path(), &Device::new("a").unwrap()).unwrap();
    let by_log: Vec<_> = loaded
        .problems
        .into_iter()
        .filter_map(|problem| problem.fingerprint)
        .collect();
    let here: Vec<_> = data.inspect().logs[0]
        .bad
        .iter()
        .filter_map(|bad| bad.fingerprint.clone())
        .collect();
    assert_eq!(here.len(), 4, "git's marks have none");
    assert_eq!(here, by_log);
}

#[test]
fn a_file_of_rubbish_is_summed_up() {
    let data = Data::new();
    data.log("a.jsonl", &b"x\n".repeat(MAX_BAD + 5));
    let inspection = data.inspect();
    assert_eq!((inspection.logs[0].bad.len(), inspection.logs[0].more), (MAX_BAD, 5));
}

#[test]
fn what_is_no_file_is_told_of_and_the_rest_read() {
    let data = Data::new();
    data.log("a.jsonl", &line(1));
    fs::create_dir(data.path().join("log/b.jsonl")).unwrap();
    fs::write(data.path().join("snapshots"), "").unwrap();
    let inspection = data.inspect();
    assert_eq!(inspection.events.len(), 1);
    let faults: Vec<_> = inspection
        .faults
        .iter()
        .map(|fault| fault.file.file_name().unwrap())
        .collect();
    assert_eq!(faults, ["b.jsonl", "snapshots"]);
    let nothing = inspect(&data.path().join("absent"));
    assert!(nothing.logs.is_empty() && nothing.faults.is_empty());
}

#[test]
fn a_new_log_never_takes_a_name_that_was_used() {
    let data = Data::new();
    let now = "2026-03-01T12:00:00.9Z".parse().unwrap();
    let lines = [line(1), line(2)];
    let taken = data.log("recovered-20260301T120000Z-here.jsonl", b"mine");
    let file = recovered_file(data.path(), "here", now);
    let write = || write_recovered(data.path(), "here", now, lines.iter().map(Vec::as_slice)).unwrap();
    assert_eq!(write(), file);
    assert_eq!(file.file_name().unwrap(), "recovered-20260301T120000Z-here-2.jsonl");
    assert_eq!(
        fs::read(&file).unwrap(),
        [&lines[0][..], b"\n", &lines[1], b"\n"].concat()
    );
    assert_eq!(fs::read(taken).unwrap(), b"mine");
    let again = write();
    assert_ne!(again, file);
    assert_eq!(
        fs::read_dir(data.path().join("log")).unwrap().count(),
        3,
        "nothing is left behind"
    );
    assert_eq!(data.inspect().events.len(), 2, "each event counts once");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[cfg(unix)]
#[test]
fn what_others_may_read_is_told_of_behind_links_too() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = Data::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let own = data.log("a.jsonl", &line(1));
    let linked = elsewhere.path().join("linked.jsonl");
    fs::write(&linked, line(2)).unwrap();
    std::os::unix::fs::symlink(&linked, data.path().join("log/b.jsonl")).unwrap();
    for (path, mode) in [
        (data.path(), 0o700),
        (&data.path().join("log"), 0o700),
        (&own, 0o600),
        (&linked, 0o600),
    ] {
        set(path, mode);
    }
    let inspection = data.inspect();
    assert_eq!(
        (inspection.wide, inspection.events.len()),
        (vec![], 2),
        "a link is as good"
    );
    set(&linked, 0o640);
    set(&own, 0o644);
    let log = data.path().join("log");
    let wide = |path: &Path, mode| Wide {
        path: fs::canonicalize(path).unwrap(),
        mode,
    };
    assert_eq!(
        data.inspect().wide,
        [wide(&linked, 0o640)],
        "nobody gets through a closed folder to what is in it"
    );
    set(&log, 0o755);
    assert_eq!(data.inspect().wide, [wide(&linked, 0o640)], "nor through the one above");
    set(data.path(), 0o755);
    let all = [
        wide(data.path(), 0o755),
        wide(&log, 0o755),
        wide(&own, 0o644),
        wide(&linked, 0o640),
    ];
    assert_eq!(data.inspect().wide, all);
    set(&log, 0o700);
    assert_eq!(data.inspect().wide, [wide(data.path(), 0o755), wide(&linked, 0o640)]);
    set(data.path(), 0o700);
}

#[test]
fn whether_it_can_be_written_is_tried_without_a_trace() {
    let home = tempfile::tempdir().unwrap();
    let count = || fs::read_dir(home.path()).unwrap().count();
    let data = home.path().join("share/waypost");
    writable(&data, &data.join("log/a.jsonl")).unwrap();
    assert_eq!(count(), 0);
    fs::create_dir_all(data.join("log/a.jsonl")).unwrap();
    let error = writable(&data, &data.join("log/a.jsonl")).unwrap_err();
    assert!(matches!(error, LogError::WrongKind { wanted: "a file", .. }), "{error}");
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    let error = writable(&file.join("data"), &file.join("data/log/a.jsonl")).unwrap_err();
    assert!(
        matches!(&error, LogError::WrongKind { path, .. } if *path == file),
        "{error}"
    );
    let data = home.path().join("own");
    fs::create_dir_all(data.join("log")).unwrap();
    let own = data.join("log/a.jsonl");
    fs::write(&own, "x").unwrap();
    writable(&data, &own).unwrap();
    assert_eq!(
        (fs::read(&own).unwrap(), fs::read_dir(data.join("log")).unwrap().count()),
        (b"x".to_vec(), 1)
    );
}

#[cfg(unix)]
#[test]
fn whether_it_can_be_written_is_what_an_append_meets() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let data = Data::new();
    let (folder, own) = (data.path().join("log"), data.log("a.jsonl", b""));
    let set = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    let appends = || {
        let (mut log, _) = Log::open(data.path(), &Device::new("a").unwrap()).unwrap();
        let action = Action::Mark {
            topics: vec!["sql".to_owned()],
            status: Status::Done,
        };
        let event = Stamper::default().stamp(action, Timestamp::UNIX_EPOCH);
        log.append(&[event]).is_ok()
    };
    // Root may write anywhere, so only what both say counts.
    set(0o500);
    assert_eq!(
        (writable(data.path(), &own).is_ok(), appends()),
        (true, true),
        "a file that is there"
    );
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    fs::remove_file(&own).unwrap();
    set(0o500);
    assert_eq!(
        writable(data.path(), &own).is_ok(),
        appends(),
        "a file that isn't there"
    );
    set(0o700);
    let _ = fs::remove_file(&own);
    symlink("nowhere/a.jsonl", &own).unwrap();
    let error = writable(data.path(), &own).unwrap_err();
    assert!(error.to_string().contains("a link that leads nowhere"), "{error}");
    assert!(!appends());
}

#[cfg(unix)]
#[test]
fn what_only_looks_like_a_snapshot_is_told_of() {
    let data = Data::new();
    let here = data.path().join("snapshots/here");
    fs::create_dir_all(here.join("2026-03-01.jsonl.gz")).unwrap();
    std::os::unix::fs::symlink("elsewhere.gz", here.join("2026-03-02.jsonl.gz")).unwrap();
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mkfifoat(rustix::fs::CWD, here.join("2026-03-03.jsonl.gz"), mode).unwrap();
    std::os::unix::fs::symlink("here", data.path().join("snapshots/there")).unwrap();
    for other in ["notes", "2026-03-04.jsonl.gz.damaged", "2026-3-4.jsonl.gz"] {
        fs::create_dir(here.join(other)).unwrap();
    }
    let inspection = data.inspect();
    let told: Vec<_> = inspection
        .strays
        .iter()
        .map(|stray| {
            (
                stray.file.strip_prefix(&here).ok().map(|file| file.to_str().unwrap()),
                stray.message.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                Some("2026-03-01.jsonl.gz"),
                "this is a folder, not a snapshot: nothing in it counts"
            ),
            (
                Some("2026-03-02.jsonl.gz"),
                "this is a link, not a snapshot: nothing in it counts"
            ),
            (
                Some("2026-03-03.jsonl.gz"),
                "this is a pipe or device, not a snapshot: nothing in it counts"
            ),
            (None, "this is a link, not a snapshot: nothing in it counts"),
        ]
    );
    assert!(inspection.faults.is_empty() && inspection.snapshots.is_empty());
}

#[test]
fn lines_of_newer_versions_in_a_snapshot_are_counted() {
    let data = Data::new();
    let sealed = |body: &str| format!("{body},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(body.as_bytes()));
    let lines = [
        String::from_utf8(line(1)).unwrap() + "\n",
        sealed(r#"{"v":2,"id":"00000000000000000000000002""#),
        sealed(r#"{"v":1,"id":"01KA0000000000000000AAAAA3","at":"2026-03-01T12:00:00Z","do":"ponder""#),
    ];
    data.log("a.jsonl", lines.concat().as_bytes());
    let snapshots = Snapshots::new(data.path(), &Device::new("a").unwrap());
    snapshots.take("2026-03-01".parse().unwrap()).unwrap();
    let inspection = data.inspect();
    let snapshot = &inspection.snapshots[0];
    assert_eq!((snapshot.events, snapshot.newer, snapshot.problems.len()), (1, 2, 0));
}

/// Something that happens to a file.
#[derive(Debug, Clone)]
enum Blow {
    Flip(u8),
    Cut,
    Insert(Vec<u8>),
    Remove(usize),
}

fn blow() -> impl Strategy<Value = Blow> {
    prop_oneof![
        (0..8_u8).prop_map(Blow::Flip),
        Just(Blow::Cut),
        any::<Vec<u8>>().prop_map(Blow::Insert),
        Just(Blow::Insert(vec![0; 64])),
        (1..300_usize).prop_map(Blow::Remove),
    ]
}

fn strike(bytes: &mut Vec<u8>, place: proptest::sample::Index, blow: Blow) {
    if bytes.is_empty() {
        return;
    }
    let at = place.index(bytes.len());
    match blow {
        Blow::Flip(bit) => bytes[at] ^= 1 << bit,
        Blow::Cut => bytes.truncate(at),
        Blow::Insert(more) => _ = bytes.splice(at..at, more),
        Blow::Remove(count) => _ = bytes.drain(at..(at + count).min(bytes.len())),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever happens to a log: what a repair brings back was there before, with a snapshot that is all, and afterwards
    /// neither the doctor nor the log has anything left to say.
    #[test]
    fn after_a_repair_nothing_is_left_to_say(
        blows in proptest::collection::vec((any::<proptest::sample::Index>(), blow()), 1..6),
        with_snapshot: bool,
    ) {
        let data = Data::new();
        let device = Device::new("a").unwrap();
        let bytes: Vec<u8> = (1..=12).flat_map(|n| [line(n), b"\n".to_vec()].concat()).collect();
        let file = data.log("a.jsonl", &bytes);
        if with_snapshot {
            Snapshots::new(data.path(), &device).take("2026-03-01".parse().unwrap()).unwrap();
        }
        let mut damaged = bytes;
        for (place, blow) in blows {
            strike(&mut damaged, place, blow);
        }
        fs::write(&file, &damaged).unwrap();

        let now: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        let inspection = data.inspect();
        let progress = Progress::fold(inspection.events.clone());
        let exam = Exam::new(&inspection, &progress, &file, now);
        let remedy = exam.remedy(&progress);
        prop_assert_eq!(exam.is_well(), remedy.is_empty(), "{:?}", exam);
        if !remedy.lines.is_empty() {
            write_recovered(data.path(), "a", now, remedy.lines.values().copied()).unwrap();
        }
        let (mut log, loaded) = Log::open(data.path(), &device).unwrap();
        let progress = Progress::fold(loaded.events);
        let before = (1..=12).map(EventId::from);
        prop_assert!(progress.history().all(|entry| before.clone().any(|id| id == entry.event.id)), "nothing is made up");
        if with_snapshot {
            prop_assert_eq!(progress.len(), 12);
        }
        let accept = Action::Accept { lines: remedy.accept.clone() };
        log.append(&[Stamper::after(progress.latest()).stamp(accept, now)]).unwrap();
        prop_assert!(fs::read(&file).unwrap().starts_with(&damaged), "nothing is rewritten");

        let inspection = data.inspect();
        let (_, loaded) = Log::open(data.path(), &device).unwrap();
        let progress = Progress::fold(loaded.events);
        let exam = Exam::new(&inspection, &progress, &file, now);
        prop_assert!(exam.is_well(), "{:?}", exam);
        prop_assert!(exam.remedy(&progress).is_empty());
        let unsaid = loaded.problems.iter().all(|problem| problem.is_accepted(&progress));
        prop_assert!(unsaid, "{:?}", loaded.problems);
    }
}
