//! Files on their way: half there, under other names, in any order.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use proptest::prelude::*;
use waypost::progress::{Action, Event, EventId, Loaded, Progress, Stamper};

use super::*;
use crate::support::log::{Data, encoded, events, ids, mark};

fn rename(data: &Data, from: &str, to: &str) {
    fs::rename(data.file(from), data.file(to)).unwrap();
}

/// Marks of these topics, a second apart.
fn marks(topics: &[&str]) -> Vec<Event> {
    let mut stamper = Stamper::default();
    (1_700_000_000..)
        .zip(topics)
        .map(|(second, topic)| stamper.stamp(mark(topic), Timestamp::from_second(second).unwrap()))
        .collect()
}

#[test]
fn a_file_cut_off_anywhere_is_all_there_once_the_rest_has_come() {
    let events = marks(&["soil", "größe-日本", "mulch"]);
    let bytes = encoded(&events);
    let data = Data::new();
    let (mut patient, _) = data.open();
    let mut patience = Vec::new();
    for cut in 0..=bytes.len() {
        data.write("other.jsonl", &bytes[..cut]);
        let ends = bytes[..cut].split(|&byte| byte == b'\n').count() - 1;
        let whole = ends + usize::from(bytes.get(cut) == Some(&b'\n'));

        // Who starts now is told that a line is not whole, and that the rest may come.
        let (mut log, loaded) = data.open();
        assert_eq!(ids(&loaded.events), ids(&events[..whole]), "cut at {cut}");
        let torn = cut > 0 && bytes[cut - 1] != b'\n' && bytes.get(cut) != Some(&b'\n') && cut < bytes.len();
        assert_eq!(
            loaded.problems.len(),
            usize::from(torn),
            "cut at {cut}: {:?}",
            loaded.problems
        );
        for problem in &loaded.problems {
            assert_eq!(problem.line, ends + 1);
            assert_eq!(
                problem.message, "the line is cut off before its checksum",
                "cut at {cut}"
            );
            assert!(problem.hint.starts_with("the rest of the file may still be on its way"));
        }
        // Who has it open hears of whole events only.
        let news = patient.refresh();
        assert_eq!(news.problems, [], "cut at {cut}");
        patience.extend(news.events);
        assert_eq!(ids(&patience), ids(&events[..whole]), "cut at {cut}");
        assert_eq!(patience.len(), whole, "each once");

        data.write("other.jsonl", &bytes);
        let rest = log.refresh();
        assert_eq!(rest.problems, [], "cut at {cut}");
        assert_eq!(ids(&rest.events), ids(&events[whole..]), "cut at {cut}");
        // Shorter again for the next round, as when a copy is begun anew.
        data.write("other.jsonl", &bytes[..cut]);
        assert_eq!(log.refresh(), Loaded::default(), "cut at {cut}");
    }
}

#[test]
fn what_has_a_temporary_name_counts_when_it_has_its_own() {
    let events = events(4);
    let bytes = encoded(&events);
    for temporary in [
        ".syncthing.other.jsonl.tmp",
        "~other.jsonl",
        "~syncthing~other.jsonl.tmp",
        ".other.jsonl.Ab12Cd",
        ".~other.jsonl",
        "other.jsonl.part",
    ] {
        let data = Data::new();
        data.write("other.jsonl", &encoded(&events[..2]));
        let (mut log, loaded) = data.open();
        assert_eq!(loaded.events.len(), 2);
        for cut in [1, bytes.len() / 2, bytes.len() - 1, bytes.len()] {
            data.write(temporary, &bytes[..cut]);
            assert_eq!(log.refresh(), Loaded::default(), "{temporary}");
            let (_, loaded) = data.open();
            assert_eq!((loaded.events.len(), loaded.problems.len()), (2, 0), "{temporary}");
        }
        rename(&data, temporary, "other.jsonl");
        let news = log.refresh();
        assert_eq!(
            (ids(&news.events), news.problems.len()),
            (ids(&events[2..]), 0),
            "{temporary}"
        );
        assert_eq!(log.refresh(), Loaded::default());
    }
}

#[test]
fn a_replaced_file_is_read_whatever_its_size_and_date() {
    let events = events(5);
    // Versions of one file that come one after another: not each begins as the last one did, nor is longer or newer.
    let versions: [&[Event]; 6] = [
        &events[..2],
        &events[..1],
        &events[..3],
        &[events[0].clone(), events[3].clone(), events[2].clone()],
        &[
            events[0].clone(),
            events[4].clone(),
            events[1].clone(),
            events[2].clone(),
        ],
        &[],
    ];
    for by_rename in [true, false] {
        // In place with the size and the date it had, nothing tells that it is another.
        for day_by_day in if by_rename { &[1, -1, 0][..] } else { &[1, -1] } {
            let data = Data::new();
            let (mut log, _) = data.open();
            let mut found = BTreeSet::new();
            let mut expected = BTreeSet::new();
            for (number, version) in versions.iter().enumerate() {
                let name = if by_rename { "new" } else { "other.jsonl" };
                data.write(name, &encoded(version));
                let days = 1000 + day_by_day * i64::try_from(number).unwrap();
                let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(days.unsigned_abs() * 86_400);
                let file = fs::File::options().write(true).open(data.file(name)).unwrap();
                file.set_modified(modified).unwrap();
                if by_rename {
                    rename(&data, "new", "other.jsonl");
                }
                let news = log.refresh();
                assert_eq!(news.problems, []);
                let count = news.events.len();
                found.extend(ids(&news.events));
                let known = expected.len();
                expected.extend(ids(version));
                assert_eq!(
                    found, expected,
                    "version {number}, renamed {by_rename}, by {day_by_day}"
                );
                assert_eq!(count, expected.len() - known, "each once");
            }
        }
    }
}

#[test]
fn a_damaged_line_is_spoken_of_once_however_often_its_file_comes_anew() {
    let events = events(3);
    let damaged = |count: usize| [&b"no event\n"[..], &encoded(&events[..count])].concat();
    let data = Data::new();
    let (mut log, _) = data.open();
    data.write("other.jsonl", &damaged(1));
    let news = log.refresh();
    assert_eq!((news.events.len(), news.problems.len()), (1, 1));
    // Touched.
    let file = fs::File::options().write(true).open(data.file("other.jsonl")).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(log.refresh(), Loaded::default());
    // Replaced by more of the same, then damaged in another place as well.
    data.write("new.part", &damaged(2));
    rename(&data, "new.part", "other.jsonl");
    let news = log.refresh();
    assert_eq!((news.events.len(), news.problems.len()), (1, 0), "{:?}", news.problems);
    data.write("new.part", &[damaged(2), damaged(3)].concat());
    rename(&data, "new.part", "other.jsonl");
    let news = log.refresh();
    assert_eq!((news.events.len(), news.problems.len()), (1, 1), "{:?}", news.problems);
    assert_eq!(news.problems[0].line, 4);
}

#[test]
fn every_copy_a_synchroniser_makes_is_read_and_counts_once() {
    let events = events(11);
    let (shared, parted) = events.split_at(2);
    let data = Data::new();
    data.write("desk.jsonl", &encoded(shared));
    let (mut log, _) = data.open();
    for (name, event) in CONFLICT_NAMES.iter().zip(parted) {
        let copy = [shared, std::slice::from_ref(event)].concat();
        data.write(&name.replace("NAME", "desk"), &encoded(&copy));
        let news = log.refresh();
        assert_eq!(news.events, std::slice::from_ref(event), "{name}");
        assert_eq!(news.problems, []);
    }
    let (_, loaded) = data.open();
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.events.len(), events.len());
    assert_eq!(ids(&loaded.events), ids(&events));
}

/// Everything that follows from events.
fn summary(progress: &Progress) -> impl PartialEq + std::fmt::Debug + use<> {
    let history: Vec<(EventId, bool)> = progress.history().map(|entry| (entry.event.id, entry.active)).collect();
    let mut topics: Vec<(String, Status, EventId)> = progress
        .touched()
        .map(|(topic, mark)| (topic.to_owned(), mark.status, mark.event))
        .collect();
    topics.sort();
    (history, topics, progress.undoable(), progress.redoable())
}

/// What three devices did, none hearing of another: marks, undos and redos, by clocks that differ.
fn done() -> impl Strategy<Value = Vec<Event>> {
    let step = (
        0..3_usize,
        0..6_usize,
        0..4_usize,
        0..8_u32,
        any::<prop::sample::Index>(),
    );
    prop::collection::vec(step, 1..24).prop_map(|steps| {
        let mut stampers = [(); 3].map(|()| Stamper::default());
        let mut events: Vec<Event> = Vec::new();
        for (device, topic, status, kind, target) in steps {
            let marks: Vec<EventId> = events
                .iter()
                .filter(|event| matches!(event.action, Action::Mark { .. }))
                .map(|event| event.id)
                .collect();
            let action = match kind {
                6 if !marks.is_empty() => Action::Undo {
                    of: *target.get(&marks),
                },
                7 if !marks.is_empty() => Action::Redo {
                    of: *target.get(&marks),
                },
                _ => Action::Mark {
                    topics: vec![TOPICS[topic].to_owned()],
                    status: Status::ALL[status],
                },
            };
            let clock = 1_700_000_000 + i64::try_from(events.len() + 5 * device).unwrap();
            events.push(stampers[device].stamp(action, Timestamp::from_second(clock).unwrap()));
        }
        events
    })
}

/// Files of the folder, among them one's own and copies of it.
const FILES: [&str; 5] = [
    "here.jsonl",
    "here.sync-conflict-20260301-120000-ABCDEFG.jsonl",
    "desk.jsonl",
    "desk (1).jsonl",
    "phone.jsonl",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn however_events_are_split_over_files_and_arrive_the_fold_is_the_same(
        events in done(),
        // For each line to write: which event, into which file.
        copies in prop::collection::vec((any::<prop::sample::Index>(), 0..FILES.len()), 0..40),
        homes in prop::collection::vec(0..FILES.len(), 24),
        order in any::<prop::sample::Index>().prop_flat_map(|_| prop::collection::vec(any::<u32>(), 64)),
        // Then: how much more of which file is there at the next look.
        arrivals in prop::collection::vec((0..FILES.len(), 1..400_usize), 0..40),
    ) {
        let expected = summary(&Progress::fold(events.clone()));
        // Each event somewhere, some in several places, in any order.
        let mut lines: Vec<(u32, usize, &Event)> = events
            .iter()
            .zip(&homes)
            .map(|(event, &file)| (file, event))
            .chain(copies.iter().map(|(event, file)| (*file, event.get(&events))))
            .zip(&order)
            .map(|((file, event), &place)| (place, file, event))
            .collect();
        lines.sort_by_key(|(place, ..)| *place);
        let mut files = FILES.map(|_| Vec::new());
        for (_, file, event) in lines {
            files[file].extend(encoded(std::slice::from_ref(event)));
        }

        let data = Data::new();
        let (mut log, _) = data.open();
        let mut progress = Progress::default();
        let mut there = [0_usize; FILES.len()];
        let everything = (0..FILES.len()).map(|file| (file, usize::MAX));
        for (file, more) in arrivals.into_iter().chain(everything) {
            there[file] = files[file].len().min(there[file].saturating_add(more));
            data.write("arriving", &files[file][..there[file]]);
            // Alternately replaced and grown.
            if more % 2 == 0 {
                rename(&data, "arriving", FILES[file]);
            } else {
                data.write(FILES[file], &files[file][..there[file]]);
            }
            let news = log.refresh();
            prop_assert_eq!(news.problems, []);
            prop_assert!(news.events.iter().all(|event| !progress.contains(event.id)), "each once");
            progress.extend(news.events);
        }
        prop_assert_eq!(&summary(&progress), &expected);
        let (_, loaded) = data.open();
        prop_assert_eq!(loaded.problems, []);
        prop_assert_eq!(&summary(&Progress::fold(loaded.events)), &expected);
    }
}
