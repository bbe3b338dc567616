//! Where the log can be and where it can't: full and locked disks, lost permissions, links, files in the way, odd files.
#![expect(clippy::unwrap_used, reason = "a test's helpers fail like the test itself")]

use std::fs;
use std::path::Path;
use std::sync::mpsc;

use jiff::Timestamp;
use waypost::progress::{Action, Event, Loaded, Log, LogError, Progress, Recorder, Report, Stamper, Status};

use crate::support::log::{Data, LONG, child, child_data, device, encoded, events, ids, mark};

#[cfg(unix)]
#[test]
fn files_and_folders_are_private_and_made_only_when_needed() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Data::new();
    let data = home.path().join("share/waypost");
    let (mut log, _) = Log::open(&data, &device()).unwrap();
    assert!(!home.path().join("share").exists(), "reading makes nothing");
    log.append(&events(1)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode(log.file()), mode(log.folder()), mode(&data)),
        (0o600, 0o700, 0o700)
    );
}

#[test]
fn a_home_that_cannot_be_used_is_read_as_empty_and_fails_clearly_when_written() {
    let home = Data::new();
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    let (mut log, loaded) = Log::open(&file.join("share/waypost"), &device()).unwrap();
    assert_eq!(loaded.events, []);
    assert_eq!(loaded.problems.len(), 1, "not passed over in silence");
    let error = log.append(&events(1)).unwrap_err();
    assert!(
        matches!(&error, LogError::WrongKind { path, .. } if *path == file),
        "{error}"
    );
    assert!(error.to_string().contains("--data"), "{error}");

    // Put right, it works without a restart.
    fs::remove_file(&file).unwrap();
    log.append(&events(1)).unwrap();
    assert_eq!(log.refresh(), Loaded::default());
}

#[test]
fn a_writer_that_was_stopped_holds_up_others_only_so_long() {
    let data = Data::new();
    let events = events(2);
    let (mut log, _) = data.open();
    log.append(&events[..1]).unwrap();
    let held = fs::File::open(data.file("here.jsonl")).unwrap();
    held.lock().unwrap();
    assert!(matches!(log.append(&events[1..]), Err(LogError::Locked { .. })));
    drop(held);
    log.append(&events[1..]).unwrap();
    assert_eq!(ids(&data.load().events), ids(&events));
}

/// Sets how large this process's files may get; `None` for no limit.
#[cfg(unix)]
fn limit_files(bytes: Option<u64>) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::Fsize).maximum;
    setrlimit(
        Resource::Fsize,
        Rlimit {
            current: bytes,
            maximum,
        },
    )
    .unwrap();
}

#[cfg(unix)]
#[test]
#[ignore = "run by the test of a full disk"]
fn child_whose_disk_is_full() {
    // Without a handler the system ends the process instead of refusing the write.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default()).unwrap();
    let data = child_data();
    let (log, _) = Log::open(&data, &device()).unwrap();
    let file = log.file().to_owned();
    let (sender, reports) = mpsc::channel();
    let recorder = Recorder::start(log, move |report| _ = sender.send(report)).unwrap();
    let mut stamper = Stamper::default();
    let mut events = |topics: &[&str]| -> Vec<Event> {
        topics
            .iter()
            .map(|topic| stamper.stamp(mark(topic), Timestamp::now()))
            .collect()
    };
    let next = || reports.recv_timeout(LONG).unwrap();

    recorder.record(events(&["before"]));
    let Report::Saved(_) = next() else { panic!("not saved") };
    // Room for a line and a half.
    limit_files(Some(fs::metadata(&file).unwrap().len() * 5 / 2));
    recorder.record(events(&["first", "second", "third"]));
    let Report::Failed { error, .. } = next() else {
        panic!("saved on a full disk")
    };
    assert!(
        error.contains("no space left") && error.contains("here.jsonl"),
        "{error}"
    );
    recorder.record(events(&["fourth"]));
    let Report::Failed { .. } = next() else {
        panic!("saved on a full disk")
    };
    limit_files(None);
    recorder.retry();
    loop {
        match next() {
            Report::Failed { .. } => {}
            Report::Saved(ids) => {
                assert_eq!(ids.len(), 4);
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(recorder.stop(LONG), []);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_reported_and_what_was_marked_lands_when_there_is_room() {
    let data = Data::new();
    assert!(
        child("progress_places::child_whose_disk_is_full", data.path())
            .wait_with_output()
            .unwrap()
            .status
            .success()
    );
    let loaded = data.load();
    let progress = Progress::fold(loaded.events);
    for topic in ["before", "first", "second", "third", "fourth"] {
        assert_eq!(progress.status_of([topic]), Status::Done, "{topic}");
    }
    assert_eq!(progress.len(), 5, "written twice, counted once");
    assert_eq!(loaded.problems, [], "the half line was written again");
}

/// Makes this thread, and those it starts, heed permissions as any learner's do, also where tests are run by root.
#[cfg(target_os = "linux")]
fn be_nobody_special() {
    use rustix::thread::{CapabilitySet, capabilities, set_capabilities};
    let mut sets = capabilities(None).unwrap();
    sets.effective -= CapabilitySet::DAC_OVERRIDE | CapabilitySet::DAC_READ_SEARCH;
    set_capabilities(None, sets).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "run by the test of lost permissions"]
fn child_that_loses_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    be_nobody_special();
    let data = child_data();
    let (log, _) = Log::open(&data, &device()).unwrap();
    let (file, folder) = (log.file().to_owned(), log.folder().to_owned());
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let (sender, reports) = mpsc::channel();
    let recorder = Recorder::start(log, move |report| _ = sender.send(report)).unwrap();
    let mut stamper = Stamper::default();
    let mut mark_as_done = |topic| recorder.record(vec![stamper.stamp(mark(topic), Timestamp::now())]);
    let next = || reports.recv_timeout(LONG).unwrap();

    mark_as_done("before");
    let Report::Saved(_) = next() else { panic!("not saved") };
    for (path, taken, given) in [
        (&file, 0o400, 0o600),
        (&file, 0o000, 0o600),
        (&folder, 0o000, 0o700),
        (&data, 0o000, 0o700),
    ] {
        allow(path, taken);
        mark_as_done("meanwhile");
        let Report::Failed { error, .. } = next() else {
            panic!("saved without permission")
        };
        assert!(
            error.contains("permission denied") && error.contains("--data"),
            "{error}"
        );
        allow(path, given);
        recorder.retry();
        while !matches!(next(), Report::Saved(_)) {}
    }

    // What can't be read is not taken for empty, and comes when it can.
    allow(&file, 0o000);
    let (mut log, loaded) = Log::open(&data, &device()).unwrap();
    assert_eq!(loaded.events, []);
    assert!(
        loaded.problems[0].message.contains("can't be read"),
        "{:?}",
        loaded.problems
    );
    allow(&file, 0o600);
    assert_eq!(log.refresh().events.len(), 5);
    assert_eq!(recorder.stop(LONG), []);
}

#[cfg(target_os = "linux")]
#[test]
fn a_permission_lost_in_mid_session_is_reported_and_what_was_marked_lands_when_it_is_back() {
    let data = Data::new();
    let output = child("progress_places::child_that_loses_its_permissions", data.path())
        .wait_with_output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let loaded = data.load();
    assert_eq!((loaded.events.len(), loaded.problems.len()), (5, 0));
}

#[cfg(unix)]
#[test]
fn a_data_folder_and_a_log_may_be_links() {
    use std::os::unix::fs::symlink;
    let home = Data::new();
    let (real, link) = (home.path().join("usb/waypost"), home.path().join("waypost"));
    fs::create_dir_all(real.join("log")).unwrap();
    symlink(&real, &link).unwrap();
    // The file itself is kept somewhere else again, as some keep their dotfiles.
    let kept = home.path().join("kept.jsonl");
    fs::write(&kept, "").unwrap();
    symlink(&kept, real.join("log/here.jsonl")).unwrap();
    let events = events(3);
    let (mut log, _) = Log::open(&link, &device()).unwrap();
    log.append(&events).unwrap();
    for folder in [&link, &real] {
        let loaded = Log::open(folder, &device()).unwrap().1;
        assert_eq!((ids(&loaded.events), loaded.problems), (ids(&events), Vec::new()));
    }
    assert_eq!(fs::read(&kept).unwrap(), encoded(&events));
    assert!(fs::symlink_metadata(real.join("log/here.jsonl")).unwrap().is_symlink());
}

#[test]
fn a_line_of_ten_megabytes_counts_or_is_reported_and_holds_up_nothing() {
    let data = Data::new();
    let (mut log, _) = data.open();
    let topics: Vec<String> = (0..500_000).map(|n| format!("path/to/topic-{n}")).collect();
    let sweep = Stamper::default().stamp(
        Action::Mark {
            topics,
            status: Status::Done,
        },
        Timestamp::UNIX_EPOCH,
    );
    log.append(std::slice::from_ref(&sweep)).unwrap();
    assert!(fs::metadata(log.file()).unwrap().len() > 10_000_000);
    let few = events(2);
    let mut rubbish = encoded(&few[..1]);
    rubbish.resize(rubbish.len() + 10_000_000, b'x');
    rubbish.push(b'\n');
    rubbish.extend(encoded(&few[1..]));
    data.write("other.jsonl", &rubbish);

    let loaded = data.load();
    let progress = Progress::fold(loaded.events);
    assert_eq!(progress.len(), 3);
    assert_eq!(progress.status_of(["path/to/topic-499999"]), Status::Done);
    let [problem] = &loaded.problems[..] else {
        panic!("{:?}", loaded.problems)
    };
    assert_eq!(
        (problem.line, problem.file.file_name().unwrap()),
        (2, "other.jsonl".as_ref())
    );
    assert!(problem.to_string().len() < 1000, "the line is not shown whole");
}

#[test]
fn what_is_gone_while_the_log_is_open_is_asked_for_and_written_again() {
    let data = Data::new();
    let events = events(5);
    let (mut log, _) = data.open();
    log.append(&events[..3]).unwrap();
    log.refresh();
    let older = fs::read(log.file()).unwrap();
    log.append(&events[3..]).unwrap();
    assert_eq!(log.refresh(), Loaded::default());

    let lost = |loaded: Loaded| loaded.missing.into_iter().collect::<Vec<_>>();
    fs::write(log.file(), &older).unwrap();
    assert_eq!(
        lost(log.refresh()),
        [events[3].id, events[4].id],
        "an older copy took its place"
    );
    log.append(&events[3..]).unwrap();
    assert_eq!(log.refresh().missing, []);

    fs::remove_dir_all(log.folder()).unwrap();
    assert_eq!(lost(log.refresh()).len(), 5);
    log.append(&events).unwrap();
    assert_eq!(log.refresh().missing, []);
    assert_eq!(ids(&data.load().events), ids(&events));

    // What another file has is not missing.
    fs::rename(log.file(), data.file("copy.jsonl")).unwrap();
    assert_eq!(log.refresh().missing, []);
}
