use std::path::PathBuf;

use super::*;
use crate::progress::event::{Action, Event, Status};
use crate::progress::line::Fault;
use crate::progress::log::Problem;
use crate::progress::log::inspect::WholeLine;

const NOW: &str = "2026-03-01T12:00:00Z";

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn id(n: u128) -> EventId {
    EventId::from(n)
}

fn event(n: u128) -> Event {
    Event {
        id: id(n),
        at: time(NOW),
        action: Action::Mark {
            topics: vec!["sql".to_owned()],
            status: Status::Done,
        },
    }
}

fn whole(n: u128) -> WholeLine {
    WholeLine {
        id: id(n),
        line: n.to_string().into_bytes(),
    }
}

/// A line that was changed after it was written.
fn bad(ids: &[u128]) -> BadLine {
    BadLine {
        line: 1,
        column: 1,
        damage: Damage::Line(Fault::NotText),
        fingerprint: Some(format!("{ids:?}")),
        ids: ids.iter().copied().map(id).collect(),
        whole: Vec::new(),
        torn: None,
        unfinished: false,
        newer: false,
        excerpt: String::new(),
    }
}

fn log(name: &str, events: &[u128]) -> LogFile {
    LogFile {
        path: PathBuf::from(name),
        events: events.iter().map(|&n| (id(n), time(NOW))).collect(),
        ..LogFile::default()
    }
}

/// Logs with the events 1 to 4, a snapshot with 5 and 6, and one line accepted.
fn known() -> Progress {
    let accepted = Event {
        action: Action::Accept {
            lines: vec!["[9]".to_owned(), "[5]".to_owned()],
        },
        ..event(4)
    };
    Progress::fold((1..=3).map(event).chain([accepted]))
}

#[test]
fn every_damaged_line_has_one_fate() {
    let inspection = Inspection {
        spare: [5, 6].map(|n| (id(n), whole(n).line)).into(),
        ..Inspection::default()
    };
    let torn = |line: BadLine, n| BadLine {
        torn: Some(id(n)),
        damage: Damage::Line(Fault::Torn),
        ..line
    };
    let with = |line: BadLine, inside: &[u128]| BadLine {
        whole: inside.iter().copied().map(whole).collect(),
        ..line
    };
    let of = |damage, line| BadLine { damage, ..line };
    let recoverable = |inside, spare, lost| Fate::Recoverable { inside, spare, lost };
    let table = [
        ("torn and written again", torn(bad(&[1]), 1), Fate::Repeated),
        ("torn and nowhere else", torn(bad(&[7]), 7), Fate::Lost { events: 1 }),
        ("torn, and a snapshot has it", torn(bad(&[6]), 6), recoverable(0, 1, 0)),
        (
            "written again, but one more was in it",
            torn(bad(&[1, 7]), 1),
            Fate::Lost { events: 1 },
        ),
        ("changed, and a copy has it", bad(&[2]), Fate::Harmless),
        ("whole inside, and a log has it", with(bad(&[2]), &[2]), Fate::Harmless),
        ("whole inside", with(bad(&[7]), &[7]), recoverable(1, 0, 0)),
        (
            "one inside, one in a snapshot, one nowhere",
            with(bad(&[1, 5, 7, 8]), &[7]),
            recoverable(1, 1, 1),
        ),
        (
            "whole inside and in a snapshot",
            with(bad(&[5]), &[5]),
            recoverable(1, 0, 0),
        ),
        ("without an id", bad(&[]), Fate::Lost { events: 0 }),
        ("rubbish", of(Damage::Foreign, bad(&[])), Fate::Lost { events: 0 }),
        ("git's", git(), Fate::Harmless),
        ("accepted", bad(&[9]), Fate::Accepted),
        ("accepted, and a snapshot has it since", bad(&[5]), recoverable(0, 1, 0)),
        (
            "for a newer version",
            BadLine {
                newer: true,
                ..bad(&[7])
            },
            Fate::Newer,
        ),
    ];
    for (name, line, expected) in table {
        assert_eq!(fate(&line, false, &inspection, &known()), expected, "{name}");
    }
}

#[test]
fn a_repair_brings_back_each_event_once_and_accepts_each_line_once() {
    let inside = BadLine {
        whole: vec![whole(7), whole(2)],
        ..bad(&[7, 2])
    };
    let mut logs = [log("a.jsonl", &[1, 2, 3, 4]), log("a (copy).jsonl", &[1])];
    logs[0].bad = vec![
        inside.clone(),
        bad(&[9]),
        bad(&[8]),
        BadLine {
            newer: true,
            ..bad(&[3])
        },
    ];
    logs[1].bad = vec![inside, bad(&[1])];
    let inspection = Inspection {
        logs: logs.into(),
        spare: [5, 7].map(|n| (id(n), whole(n).line)).into(),
        ..Inspection::default()
    };
    let exam = Exam::new(&inspection, &known(), Path::new("a.jsonl"), time(NOW));
    let remedy = exam.remedy(&known());
    assert_eq!(remedy.lines.keys().copied().collect::<Vec<_>>(), [id(5), id(7)]);
    assert_eq!((remedy.inside, remedy.spare()), (1, 1));
    assert_eq!(remedy.accept, ["[1]", "[7, 2]", "[8]"]);
    assert!(!exam.is_well());
}

/// What git puts between two versions.
fn git() -> BadLine {
    BadLine {
        damage: Damage::Conflict,
        fingerprint: None,
        ..bad(&[])
    }
}

/// The last line of a file, without its end.
fn last(line: BadLine) -> BadLine {
    BadLine {
        damage: Damage::Line(Fault::Torn),
        torn: line.ids.first().copied(),
        unfinished: true,
        ..line
    }
}

/// Another device's log, the last line of which has not all come.
fn arriving() -> LogFile {
    LogFile {
        bad: vec![last(bad(&[7]))],
        ..log("b.jsonl", &[])
    }
}

#[test]
fn what_is_still_arriving_is_no_damage_and_is_never_accepted() {
    let none = Inspection::default();
    let fate = |line: BadLine, of_others| fate(&line, of_others, &none, &known());
    assert_eq!(fate(last(bad(&[7])), true), Fate::Arriving);
    assert_eq!(fate(last(bad(&[])), true), Fate::Arriving, "cut off before its id");
    assert_eq!(fate(last(bad(&[7])), false), Fate::Lost { events: 1 }, "our own");
    assert_eq!(fate(last(bad(&[1])), true), Fate::Repeated);
    assert_eq!(fate(last(bad(&[9])), true), Fate::Accepted);

    // An event that is whole in it comes back all the same.
    let mut other = arriving();
    other.bad[0].whole = vec![whole(8)];
    other.bad[0].ids.push(id(8));
    for (log, lines) in [(arriving(), vec![]), (other, vec![id(8)])] {
        let inspection = Inspection {
            logs: vec![log],
            ..Inspection::default()
        };
        let exam = Exam::new(&inspection, &known(), Path::new("a.jsonl"), time(NOW));
        let remedy = exam.remedy(&known());
        assert_eq!(remedy.lines.keys().copied().collect::<Vec<_>>(), lines);
        assert_eq!(remedy.accept, [""; 0]);
        assert_eq!(exam.told().count(), 1);
        assert_eq!(exam.is_well(), lines.is_empty());
    }
}

#[test]
fn git_s_marks_are_never_accepted() {
    let inspection = Inspection {
        logs: vec![LogFile {
            bad: vec![git(), bad(&[8])],
            ..log("a.jsonl", &[1])
        }],
        ..Inspection::default()
    };
    let exam = Exam::new(&inspection, &known(), Path::new("a.jsonl"), time(NOW));
    assert_eq!(exam.remedy(&known()).accept, ["[8]"]);
    assert_eq!(exam.conflicts().count(), 1);
}

#[test]
fn what_no_line_names_is_told_apart() {
    let inspection = Inspection {
        logs: vec![LogFile {
            bad: vec![bad(&[5]), bad(&[])],
            ..log("a.jsonl", &[1])
        }],
        spare: [5, 6].map(|n| (id(n), whole(n).line)).into(),
        ..Inspection::default()
    };
    let exam = Exam::new(&inspection, &known(), Path::new("a.jsonl"), time(NOW));
    assert_eq!(exam.unnamed().map(|(id, _)| *id).collect::<Vec<_>>(), [id(6)]);
}

#[test]
fn well_is_what_lacks_nothing() {
    let well = || Inspection {
        logs: vec![log("a.jsonl", &[1, 2])],
        ..Inspection::default()
    };
    let with_log = |change: fn(&mut LogFile)| {
        let mut inspection = well();
        inspection.logs.iter_mut().for_each(change);
        inspection
    };
    let snapshot = |problems| SnapshotFile {
        device: "a".to_owned(),
        date: "2026-03-01".parse().unwrap(),
        path: PathBuf::new(),
        bytes: 0,
        events: 2,
        missing: Vec::new(),
        newer: 0,
        problems,
    };
    let problem = || Problem {
        file: PathBuf::new(),
        line: 0,
        column: 0,
        message: String::new(),
        hint: String::new(),
        fingerprint: None,
    };
    let table = [
        (true, "nothing at all", Inspection::default()),
        (true, "a log", well()),
        (
            true,
            "a line accepted before",
            with_log(|log| log.bad = vec![bad(&[9])]),
        ),
        (false, "a damaged line", with_log(|log| log.bad = vec![bad(&[1])])),
        (
            false,
            "git's marks, which nobody can accept",
            with_log(|log| log.bad = vec![git()]),
        ),
        (
            false,
            "a last line that was cut off here",
            with_log(|log| log.bad = vec![last(bad(&[7]))]),
        ),
        (
            true,
            "one that is still arriving from elsewhere",
            Inspection {
                logs: vec![log("a.jsonl", &[1, 2]), arriving()],
                ..Inspection::default()
            },
        ),
        (false, "a file of rubbish", with_log(|log| log.more = 1)),
        (false, "a newer version", with_log(|log| log.newer = Some(2))),
        (
            true,
            "a snapshot",
            Inspection {
                snapshots: vec![snapshot(vec![])],
                ..well()
            },
        ),
        (
            false,
            "a damaged one",
            Inspection {
                snapshots: vec![snapshot(vec![problem()])],
                ..well()
            },
        ),
        (
            false,
            "an event only it has",
            Inspection {
                spare: [(id(7), Vec::new())].into(),
                ..well()
            },
        ),
        (
            false,
            "a file that can't be read",
            Inspection {
                faults: vec![problem()],
                ..well()
            },
        ),
    ];
    for (expected, name, inspection) in table {
        let exam = Exam::new(&inspection, &known(), Path::new("a.jsonl"), time(NOW));
        assert_eq!(exam.is_well(), expected, "{name}");
    }
}

#[test]
fn copies_are_told_from_what_they_are_copies_of() {
    let logs = [
        log("laptop (conflicted copy).jsonl", &[1, 2, 9]),
        log("laptop.jsonl", &[1, 2, 3, 4]),
        log("laptop.sync-conflict-1.jsonl", &[5]),
        log("phone.jsonl", &[6, 7]),
        log("phone-recovered-1.jsonl", &[7]),
        log("tablet 2.jsonl", &[8]),
    ];
    let found: Vec<_> = kin(&logs)
        .into_iter()
        .map(|kin| kin.map(|kin| (kin.of.to_str().unwrap(), kin.copy, kin.shared, kin.only)))
        .collect();
    assert_eq!(
        found,
        [
            Some(("laptop.jsonl", true, 2, 1)),
            None,
            Some(("laptop.jsonl", true, 0, 1)),
            None,
            Some(("phone.jsonl", false, 1, 0)),
            None,
        ]
    );
}

#[test]
fn only_times_that_cannot_be_right_are_remarked_on() {
    type Expected = Option<(usize, usize, Option<&'static str>)>;
    let dated = |dates: &[&str]| LogFile {
        events: (0..).zip(dates).map(|(n, at)| (id(n), time(at))).collect(),
        ..LogFile::default()
    };
    let table: [(&[&str], Expected); 4] = [
        (&[], None),
        (&["2000-01-01T00:00:00Z", "2026-03-02T12:00:00Z"], None),
        (
            &["1970-01-01T00:00:05Z", "2026-03-02T12:00:00.1Z"],
            Some((1, 1, Some("1970-01-01T00:00:05Z"))),
        ),
        (
            &["2036-01-01T00:00:00Z", "9999-12-30T22:00:00Z"],
            Some((2, 0, Some("9999-12-30T22:00:00Z"))),
        ),
    ];
    for (dates, expected) in table {
        let found = clock(&dated(dates), time(NOW));
        let expected = expected.map(|(ahead, long_ago, furthest)| Clock {
            ahead,
            long_ago,
            furthest: furthest.map(time),
            ids_ahead: 0,
            latest: None,
        });
        assert_eq!(found, expected, "{dates:?}");
    }
    // The id after one of a clock that was ahead, made by a clock that is right.
    let day = 24 * 60 * 60 * 1000;
    let now = u64::try_from(time(NOW).as_millisecond()).unwrap();
    let log = |ids: &[EventId]| LogFile {
        events: ids.iter().map(|&id| (id, time(NOW))).collect(),
        ..LogFile::default()
    };
    let at = |ms| EventId::from_parts(ms, 7);
    assert_eq!(clock(&log(&[at(now), at(now + day)]), time(NOW)), None);
    for latest in [at(now + day + 2), EventId::max()] {
        let found = clock(&log(&[at(now), at(now + day + 1), latest]), time(NOW)).unwrap();
        assert_eq!((found.ahead, found.ids_ahead), (0, 2));
        assert_eq!((found.furthest, found.latest), (None, Some(latest)));
    }
}
