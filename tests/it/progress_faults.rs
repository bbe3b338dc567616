//! What the log goes through in real life, on real files: killed writers, full disks, damage, copies.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Command;

use jiff::Timestamp;
use proptest::prelude::*;
use waypost::progress::{Action, Loaded, Log, LogError, Progress, Stamper};

use crate::support::log::{Data, child, child_data, device, encoded, events, ids, line_feeds, mark, said};

// --- killed writers -------------------------------------------------------------------------------------------------

#[test]
#[ignore = "run by the tests that kill it"]
fn child_that_marks_for_ever() {
    let data = child_data();
    let (mut log, loaded) = Log::open(&data, &device()).unwrap();
    let mut stamper = Stamper::after(Progress::fold(loaded.events).latest());
    loop {
        // Long and short lines, alone and in groups.
        for size in [1, 3, 1, 40] {
            let batch: Vec<_> = (0..size)
                .map(|_| stamper.stamp(mark(&"x".repeat(size * 20)), Timestamp::now()))
                .collect();
            log.append(&batch).unwrap();
            for event in batch {
                writeln!(std::io::stdout(), "saved {}", event.id).unwrap();
            }
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    let data = Data::new();
    let mut acknowledged = HashSet::new();
    // For a wider run: how often to kill.
    let kills = std::env::var("WAYPOST_KILLS").map_or(25, |kills| kills.parse().unwrap());
    for round in 0..kills {
        let mut writer = child("progress_faults::child_that_marks_for_ever", data.path());
        let mut output = BufReader::new(writer.stdout.take().unwrap());
        let mut line = String::new();
        let mut heard = 0;
        // The writer is well ahead of what is read here, so this hits it anywhere.
        while heard < 1 + round * 37 % 400 {
            line.clear();
            assert_ne!(output.read_line(&mut line).unwrap(), 0, "the writer failed");
            heard += usize::from(said(&line, "saved ").map(|id| acknowledged.insert(id)).is_some());
        }
        writer.kill().unwrap();
        writer.wait().unwrap();
        loop {
            line.clear();
            if output.read_line(&mut line).unwrap() == 0 {
                break;
            }
            acknowledged.extend(said(&line, "saved "));
        }
    }
    println!("{kills} kills, {} marks acknowledged", acknowledged.len());
    assert!(acknowledged.len() > kills * 120);
    let loaded = data.load();
    let found = ids(&loaded.events);
    assert!(acknowledged.iter().all(|id| found.contains(id)));
    // Each kill tears one line at most, and no half of one counts.
    assert!(loaded.problems.len() <= kills, "{:?}", loaded.problems);
    assert!(
        loaded
            .events
            .iter()
            .all(|event| matches!(&event.action, Action::Mark { topics, .. } if topics[0].len() % 20 == 0))
    );
}

#[test]
#[ignore = "run by the test with two writers"]
fn child_that_marks_five_hundred_times() {
    let (mut log, loaded) = Log::open(&child_data(), &device()).unwrap();
    let mut stamper = Stamper::after(Progress::fold(loaded.events).latest());
    for n in 0..500 {
        let event = stamper.stamp(mark(&format!("topic-{n}")), Timestamp::now());
        log.append(std::slice::from_ref(&event)).unwrap();
        writeln!(std::io::stdout(), "saved {}", event.id).unwrap();
    }
}

#[test]
fn two_writers_of_one_file_lose_nothing() {
    let data = Data::new();
    let writers = [(); 3].map(|()| child("progress_faults::child_that_marks_five_hundred_times", data.path()));
    let mut acknowledged = BTreeSet::new();
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        acknowledged.extend(text.split_inclusive('\n').filter_map(|line| said(line, "saved ")));
    }
    let loaded = data.load();
    assert_eq!(loaded.problems, []);
    assert_eq!(acknowledged.len(), 1500);
    assert_eq!(ids(&loaded.events), acknowledged);
}

// --- damage ---------------------------------------------------------------------------------------------------------

#[test]
fn a_log_cut_off_anywhere_keeps_its_whole_lines_and_can_be_written_on() {
    let events = events(4);
    let bytes = encoded(&events);
    let more = Stamper::default().stamp(mark("more"), Timestamp::from_second(1_800_000_000).unwrap());
    for cut in 0..=bytes.len() {
        let data = Data::new();
        data.write("here.jsonl", &bytes[..cut]);
        let line_feeds = line_feeds(&bytes[..cut]);
        // A line that lacks only its line feed is whole.
        let whole = line_feeds + usize::from(bytes.get(cut) == Some(&b'\n'));
        let torn = usize::from(cut > 0 && bytes[cut - 1] != b'\n' && bytes[cut] != b'\n');

        let (mut log, loaded) = data.open();
        assert_eq!(ids(&loaded.events), ids(&events[..whole]), "cut at {cut}");
        assert_eq!(loaded.problems.len(), torn, "cut at {cut}: {:?}", loaded.problems);
        for problem in &loaded.problems {
            assert_eq!(
                (problem.line, problem.file.as_path()),
                (line_feeds + 1, data.file("here.jsonl").as_path())
            );
        }
        log.append(std::slice::from_ref(&more)).unwrap();
        assert_eq!(
            log.refresh(),
            Loaded::default(),
            "own events don't arrive, and nothing is said twice"
        );

        let again = data.load();
        assert_eq!(again.events.len(), whole + 1, "cut at {cut}");
        assert_eq!(again.problems, loaded.problems, "cut at {cut}");
        assert!(
            fs::read(data.file("here.jsonl")).unwrap().starts_with(&bytes[..cut]),
            "nothing is rewritten"
        );
    }
}

#[test]
fn a_torn_line_that_was_written_again_is_nothing_to_worry_about() {
    let events = events(3);
    let whole = encoded(&events);
    let first = encoded(&events[..1]).len();
    for cut in 1..whole.len() {
        let mut bytes = whole[..cut].to_vec();
        if bytes.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(&whole);
        let data = Data::new();
        data.write("here.jsonl", &bytes);
        let loaded = data.load();
        assert_eq!(loaded.events.len(), 3);
        // Cut off before its id is whole, there is no telling what it was.
        let unknown = (1..39).contains(&(cut % first));
        assert_eq!(
            loaded.problems.is_empty(),
            !unknown,
            "cut at {cut} of {first}: {:?}",
            loaded.problems
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn flipped_bytes_never_cost_another_line(flips in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6)) {
        let events = events(20);
        let mut bytes = encoded(&events);
        let mut touched = HashSet::new();
        for (index, byte) in flips {
            let at = index.index(bytes.len());
            let line = line_feeds(&bytes[..at]);
            // A lost line feed damages the next line as well; a new one only this.
            touched.extend([line, line + 1]);
            bytes[at] = byte;
        }
        let data = Data::new();
        data.write("here.jsonl", &bytes);
        let loaded = data.load();
        let found = ids(&loaded.events);
        // Counted in the original lines: a line feed that came or went before shifts the count by the number of flips at most.
        let lost = events.iter().filter(|event| !found.contains(&event.id)).count();
        prop_assert!(lost <= touched.len());
        prop_assert!(found.is_subset(&ids(&events)), "nothing is made up");
        prop_assert!(lost == 0 || !loaded.problems.is_empty(), "and nothing goes unsaid");
        prop_assert_eq!(loaded.read_only, None);
    }

    #[test]
    fn any_file_is_survived(bytes: Vec<u8>, before: bool) {
        let events = events(2);
        let mut all = if before { bytes.clone() } else { Vec::new() };
        all.push(b'\n');
        all.extend(encoded(&events));
        all.extend(if before { Vec::new() } else { bytes });
        let data = Data::new();
        data.write("here.jsonl", &all);
        prop_assert_eq!(ids(&data.load().events), ids(&events));
    }
}

#[test]
fn what_is_no_event_is_reported_with_its_place_and_the_rest_counts() {
    let data = Data::new();
    let events = events(2);
    let lines = encoded(&events);
    let first = lines.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    let unknown = b"{\"v\":1,\"id\":\"0\",\"at\":\"x\",\"do\":\"dance\"";
    let unknown = [
        unknown.as_slice(),
        format!(",\"crc\":\"{:08x}\"}}\n", crc32fast::hash(unknown)).as_bytes(),
    ]
    .concat();
    let long = [vec![b'x'; 10 << 20], b"\n".to_vec()].concat();
    let parts: [&[u8]; 7] = [
        b"\xEF\xBB\xBF",
        &lines[..first],
        b"\n \r\n",
        &unknown,
        b"\xFF\xFE\n",
        &long,
        &lines[first..],
    ];
    data.write("other.jsonl", &parts.concat());
    fs::create_dir(data.file("folder.jsonl")).unwrap();
    data.write("notes.txt", b"not a log");
    data.write("._other.jsonl", b"\0\x05\x16\x07");

    let loaded = data.load();
    assert_eq!(ids(&loaded.events), ids(&events));
    let said: Vec<_> = loaded
        .problems
        .iter()
        .map(|problem| {
            let file = problem.file.file_name().unwrap().to_string_lossy();
            format!("{file}:{}:{}: {}", problem.line, problem.column, problem.message)
        })
        .collect();
    assert_eq!(
        said,
        [
            "folder.jsonl:0:0: something else is where a file should be",
            "other.jsonl:4:26: `dance` is no action this version of waypost knows",
            "other.jsonl:5:1: the line is not UTF-8 text",
            "other.jsonl:6:10485761: the line is cut off before its checksum",
        ]
    );
    assert!(loaded.problems.iter().all(|problem| !problem.hint.is_empty()));
}

/// Large enough to be read in parts.
#[test]
fn a_log_of_many_megabytes_is_read_whole_and_its_bad_lines_have_their_places() {
    let data = Data::new();
    let events = events(2000);
    let large = Stamper::default().stamp(mark(&"x".repeat(6 << 20)), Timestamp::now());
    let (first, last) = events.split_at(1000);
    let padding = [" ".repeat(3000).into_bytes(), b"\r\n".to_vec()].concat().repeat(1000);
    let parts: [&[u8]; 8] = [
        b"rubbish\n",
        &encoded(first),
        &padding,
        b"rubbish\n",
        &encoded(std::slice::from_ref(&large)),
        &padding,
        &encoded(last),
        b"rubbish",
    ];
    data.write("here.jsonl", &parts.concat());
    let (mut log, loaded) = data.open();
    let found: Vec<_> = loaded.events.iter().map(|event| event.id).collect();
    assert_eq!(found.len(), 2001, "each once");
    assert!(ids(&events).is_subset(&ids(&loaded.events)) && found.contains(&large.id));
    let lines: Vec<_> = loaded.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [1, 2002, 4004]);

    // What comes later is read on from the end.
    let news = Stamper::default().stamp(mark("news"), Timestamp::now());
    let grown = [parts.concat(), b"\n".to_vec(), encoded(std::slice::from_ref(&news))].concat();
    data.write("here.jsonl", &grown);
    let refreshed = log.refresh();
    assert_eq!((refreshed.events, refreshed.problems), (vec![news], vec![]));
}

#[test]
fn a_file_of_rubbish_is_summed_up() {
    let data = Data::new();
    data.write("other.jsonl", &b"rubbish\n".repeat(15_000));
    let problems = data.load().problems;
    let [.., last] = &problems[..] else {
        panic!("no problems")
    };
    assert_eq!(problems.len(), 10_001);
    assert!(last.message.starts_with("5000 more lines"), "{}", last.message);
}

#[cfg(unix)]
#[test]
fn a_named_pipe_or_a_dangling_link_does_not_hang_anything() {
    let data = Data::new();
    data.write("good.jsonl", &encoded(&events(1)));
    let made = Command::new("mkfifo")
        .args([data.file("pipe.jsonl"), data.file("here.jsonl")])
        .status()
        .unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink("nowhere", data.file("link.jsonl")).unwrap();
    let (mut log, loaded) = data.open();
    assert_eq!(
        (loaded.events.len(), loaded.problems.len()),
        (1, 3),
        "{:?}",
        loaded.problems
    );
    assert!(matches!(
        log.append(&events(1)),
        Err(LogError::WrongKind { wanted: "a file", .. })
    ));
    assert_eq!(log.refresh(), Loaded::default(), "said once");
}

// --- copies and versions --------------------------------------------------------------------------------------------

#[test]
fn copies_that_synchronisers_make_are_read_and_count_once() {
    let data = Data::new();
    let events = events(5);
    data.write("laptop-1a2b3c4d.jsonl", &encoded(&events[..3]));
    data.write(
        "laptop-1a2b3c4d (Ada's conflicted copy 2026-03-01).jsonl",
        &encoded(&events[1..4]),
    );
    data.write(
        "laptop-1a2b3c4d.sync-conflict-20260301-120000-ABCDEFG.jsonl",
        &encoded(&events[4..]),
    );
    // Git on Windows.
    let crlf = String::from_utf8(encoded(&events)).unwrap().replace('\n', "\r\n");
    data.write("phone.jsonl", crlf.as_bytes());
    let loaded = data.load();
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.events.len(), 5);
    assert_eq!(ids(&loaded.events), ids(&events));
}

#[test]
fn a_newer_versions_log_makes_all_read_only() {
    let data = Data::new();
    let body = "{\"v\":2,\"what\":\"ever\"";
    let newer = format!("{body},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(body.as_bytes()));
    data.write(
        "other.jsonl",
        &[newer.clone().into_bytes(), encoded(&events(2))].concat(),
    );
    let (mut log, loaded) = data.open();
    assert_eq!(loaded.events.len(), 2, "what is understood counts");
    assert_eq!(loaded.problems, []);
    let message = loaded.read_only.unwrap();
    assert!(
        message.contains("other.jsonl") && message.contains("update waypost"),
        "{message}"
    );
    assert!(matches!(
        log.append(&events(1)),
        Err(LogError::NewerVersion { version: 2, .. })
    ));
    assert!(!data.file("here.jsonl").exists());

    // A damaged version number is damage, not a newer version.
    data.write("other.jsonl", newer.replace(":2", ":3").as_bytes());
    let loaded = data.load();
    assert_eq!((loaded.read_only, loaded.problems.len()), (None, 1));
}

#[test]
fn what_others_write_arrives_and_only_that() {
    let data = Data::new();
    let events = events(6);
    let (mut log, loaded) = data.open();
    assert_eq!(loaded, Loaded::default());
    log.append(&events[..1]).unwrap();
    assert_eq!(log.refresh(), Loaded::default(), "own events are no news");

    let other = encoded(&events[1..4]);
    let half = other.len() - 10;
    data.write("other.jsonl", &other[..half]);
    let news = log.refresh();
    assert_eq!(
        (ids(&news.events), news.problems.len()),
        (ids(&events[1..3]), 0),
        "the third is still being written"
    );
    data.write("other.jsonl", &other);
    assert_eq!(ids(&log.refresh().events), ids(&events[3..4]));

    // Replaced by a shorter one, and by one of the same length in place.
    let swapped = [encoded(&events[4..5]), encoded(&events[1..2])].concat();
    data.write("new", &swapped);
    fs::rename(data.file("new"), data.file("other.jsonl")).unwrap();
    assert_eq!(ids(&log.refresh().events), ids(&events[4..5]));
    data.write("other.jsonl", &[encoded(&events[1..2]), encoded(&events[5..])].concat());
    // Some systems' clocks for files tick so slowly that both writings have one time.
    let file = fs::File::options().append(true).open(data.file("other.jsonl")).unwrap();
    file.set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(1))
        .unwrap();
    assert_eq!(ids(&log.refresh().events), ids(&events[5..]));
    fs::remove_file(data.file("other.jsonl")).unwrap();
    assert_eq!(log.refresh(), Loaded::default());
}

#[test]
fn a_file_replaced_under_way_still_gets_the_next_mark() {
    let data = Data::new();
    let events = events(3);
    let (mut log, _) = data.open();
    log.append(&events[..1]).unwrap();
    fs::copy(data.file("here.jsonl"), data.file("new")).unwrap();
    fs::rename(data.file("new"), data.file("here.jsonl")).unwrap();
    log.append(&events[1..2]).unwrap();
    fs::remove_dir_all(data.path().join("log")).unwrap();
    log.append(&events[2..]).unwrap();
    assert_eq!(ids(&data.load().events), ids(&events[2..]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_replaced_while_it_is_waited_for_still_gets_the_mark() {
    let data = Data::new();
    let events = events(2);
    let (mut log, _) = data.open();
    log.append(&events[..1]).unwrap();
    let path = data.file("here.jsonl");
    let held = fs::File::open(&path).unwrap();
    held.lock().unwrap();
    let second = events[1..].to_vec();
    let writer = std::thread::spawn(move || log.append(&second));
    // Until the writer has the file open too, and waits for the lock.
    let open = || {
        fs::read_dir("/proc/self/fd")
            .unwrap()
            .flatten()
            .filter(|fd| fs::read_link(fd.path()).is_ok_and(|to| to == path))
            .count()
    };
    while open() < 2 && !writer.is_finished() {
        std::thread::yield_now();
    }
    fs::copy(&path, data.file("new")).unwrap();
    fs::rename(data.file("new"), &path).unwrap();
    drop(held);
    writer.join().unwrap().unwrap();
    assert_eq!(ids(&data.load().events), ids(&events));
}

#[test]
fn stamps_follow_what_any_device_wrote_before() {
    let data = Data::new();
    data.write("here.jsonl", &encoded(&events(3)));
    data.write("other.jsonl", &encoded(&events(9)));
    let progress = Progress::fold(data.load().events);
    assert_eq!(progress.len(), 12);
    let now = Timestamp::from_second(1_600_000_000).unwrap();
    let next = Stamper::after(progress.latest()).stamp(mark("topic-8"), now);
    assert!(
        progress.history().all(|entry| entry.event.id < next.id),
        "though the clock is years behind"
    );
    assert_eq!(next.at, now);
}
