use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::progress::event::{Action, Goal, Grade, Status};
use crate::progress::stamp::Stamper;

const TOPICS: [&str; 5] = [
    "sql",
    "backend/apis/rest",
    "a \"b\"\\\n\t",
    "größe 日本",
    "\u{1b}]0;x\u{7}\u{202e}\u{9b}",
];

fn text(progress: &Progress) -> String {
    let mut text = Vec::new();
    let events = progress.history().map(|entry| entry.event);
    write(events, "2026-03-01T12:00:00Z".parse().unwrap(), &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn imported(into: &Progress, text: &str) -> Progress {
    let mut progress = into.clone();
    progress.extend(sift(into, read(text.as_bytes()).unwrap()).new);
    progress
}

/// All that can be seen of it.
fn view(progress: &Progress) -> impl PartialEq + std::fmt::Debug + use<> {
    let history: Vec<_> = progress
        .history()
        .map(|entry| (entry.event.clone(), entry.active))
        .collect();
    (history, TOPICS.map(|topic| progress.mark(topic)))
}

/// Steps of one device, each after the last; a part of them refer to earlier ones.
fn told(steps: &[(u8, Index, usize, Status)]) -> Vec<Event> {
    let mut stamper = Stamper::default();
    let mut events: Vec<Event> = Vec::new();
    for (second, (kind, index, topic, status)) in (1_700_000_000_i64..).zip(steps) {
        let topic = || TOPICS[*topic].to_owned();
        let earlier = (!events.is_empty()).then(|| index.get(&events).id);
        let action = match (kind, earlier) {
            (0, Some(of)) => Action::Undo { of },
            (1, Some(of)) => Action::Redo { of },
            (2, _) => Action::Move {
                from: topic(),
                to: "sql".to_owned(),
            },
            (3, _) => Action::Accept { lines: vec![topic()] },
            (9, _) => Action::Place {
                known: vec![topic()],
                shaky: vec!["sql".to_owned()],
            },
            (10, _) => Action::Answer {
                card: topic(),
                grade: Grade::Hard,
                took: Some(4_200),
            },
            (11, _) => Action::Tick {
                topic: topic(),
                url: topic(),
                on: *status == Status::Done,
            },
            (12, _) => Action::Goal(Goal {
                aim: Some(topic()),
                by: Some(jiff::civil::date(2027, 3, 1)),
                minutes: None,
            }),
            (13, _) => Action::Spend {
                topic: topic(),
                seconds: -90,
            },
            (14, _) => Action::Fit {
                parameters: vec![212_000, -1],
            },
            (4, _) => Action::Mark {
                topics: vec![topic(), "sql".to_owned()],
                status: *status,
            },
            (5, _) => Action::Mark {
                topics: Vec::new(),
                status: *status,
            },
            _ => Action::Mark {
                topics: vec![topic()],
                status: *status,
            },
        };
        let at = Timestamp::from_microsecond(second * 1_000_000 + i64::from(*kind)).unwrap();
        events.push(stamper.stamp(action, at));
    }
    events
}

fn history() -> impl Strategy<Value = Vec<Event>> {
    let step = (0..15_u8, any::<Index>(), 0..TOPICS.len(), select(Status::ALL.to_vec()));
    proptest::collection::vec(step, 0..40).prop_map(|steps| told(&steps))
}

proptest! {
    #[test]
    fn what_is_exported_is_imported_as_it_was(events in history()) {
        let progress = Progress::fold(events);
        let text = text(&progress);
        prop_assert!(!text.contains(is_unsafe), "{text:?}");
        let again = imported(&Progress::default(), &text);
        prop_assert_eq!(view(&again), view(&progress));
        prop_assert_eq!(self::text(&again), text);
    }

    #[test]
    fn imports_add_up_in_any_order(events in history(), kept in any::<u64>(), own in any::<u64>()) {
        let part = |bits: u64| {
            let chosen = events.iter().enumerate().filter(|(n, _)| bits >> (n % 64) & 1 == 1);
            Progress::fold(chosen.map(|(_, event)| event.clone()))
        };
        let (whole, subset, own) = (Progress::fold(events.clone()), part(kept), part(own));
        let (of_whole, of_subset) = (text(&whole), text(&subset));
        let one_way = imported(&imported(&own, &of_subset), &of_whole);
        let other_way = imported(&imported(&own, &of_whole), &of_subset);
        prop_assert_eq!(view(&one_way), view(&whole));
        prop_assert_eq!(view(&other_way), view(&whole));
        let again = sift(&whole, read(of_whole.as_bytes()).unwrap());
        prop_assert_eq!((again.new.len(), again.known, again.conflicts.len()), (0, whole.len(), 0));
    }

    /// Cut short or changed at one place, it is refused or read, but never makes trouble; cut short it is never read.
    #[test]
    fn damage_is_never_taken_for_less(events in history(), at in any::<Index>(), byte in any::<u8>()) {
        let text = text(&Progress::fold(events)).into_bytes();
        let at = at.index(text.trim_ascii_end().len());
        prop_assert!(matches!(read(&text[..at]), Err(Refusal { fault: Fault::CutOff, .. })), "cut at {at}");
        let mut changed = text;
        changed[at] = byte;
        let _ = read(changed.as_slice());
    }
}

/// The smallest export around these events.
fn around(events: &str) -> String {
    format!("{{\"kind\":\"progress\",\"version\":1,\"events\":[{events}]}}")
}

#[test]
fn fields_stand_in_any_order_among_others() {
    let text = r#"{
        "events": [ {"note": {"deep": [1]}, "status": "done", "topics": ["go"], "topic": "sql", "to": null,
          "do": "mark", "at": "2026-03-01T13:00:00+01:00", "id": "01jdz0000000000000000000aa"} ],
        "more": [{}], "version": 1, "kind": "progress"
    }"#;
    let events = read(text.as_bytes()).unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].id.to_string(), "01JDZ0000000000000000000AA");
    assert_eq!(events[0].at.to_string(), "2026-03-01T12:00:00Z");
    assert_eq!(
        events[0].action,
        Action::Mark {
            topics: vec!["sql".to_owned(), "go".to_owned()],
            status: Status::Done
        }
    );
    assert_eq!(read(around("").as_bytes()).unwrap(), []);
}

#[test]
fn a_refusal_says_what_and_where() {
    let head = r#"{"id":"01JDZ0000000000000000000AA","at":"2026-03-01T12:00:00Z""#;
    for (text, said) in [
        (String::new(), "1:1: the file ends too early"),
        (
            "[]".to_owned(),
            "is no export of waypost: there is an array where an object should be",
        ),
        ("{}".to_owned(), "is no export of waypost: it has no `kind`"),
        (
            r#"{"schema":"waypost/1","entries":[]}"#.to_owned(),
            "is no export of waypost: it has no `kind`",
        ),
        (
            r#"{"kind":"deck"}"#.to_owned(),
            "is no export of waypost: its `kind` is `deck`",
        ),
        (
            r#"{"kind":"progress","events":[]}"#.to_owned(),
            "is no export of waypost: it has no `version`",
        ),
        (
            r#"{"kind":"progress","version":1}"#.to_owned(),
            "is no export of waypost: it has no `events`",
        ),
        (
            r#"{"version":2,"events":{"packed":"…"}}"#.to_owned(),
            "written in version 2 of the export's form; this waypost reads up to 1",
        ),
        (around("") + "x", "1:44: there is more behind the end"),
        (
            around(&format!("\n{head},\"do\":\"ponder\",\"topic\":7}}")),
            "2:77: `ponder` is no action this version of waypost knows (event 01JDZ0000000000000000000AA)",
        ),
        (
            around(&format!("\n{head},\"do\":\"mark\",\"topic\":\"x\"}}")),
            "2:87: the event has no `status`",
        ),
        (
            around(&format!("\n{head},\"do\":\"mark\",\"status\":\"done\"}}")),
            "2:91: the event has no `topic`",
        ),
        (
            around(&format!("\n{head},\"do\":\"undo\"}}")),
            "2:75: the event has no `of`",
        ),
        (
            around("{\"id\":\"76EZ91ZPZZ0000000000000000\"}"),
            "1:76: the event has no `do`",
        ),
        (
            around("{\"id\":\"76EZ91ZQ000000000000000000\"}"),
            "1:76: the id `76EZ91ZQ000000000000000000` has a time after the year 9999, which no clock shows",
        ),
        (
            around("{\"do\":\"undo\",\"of\":\"x\"}"),
            "1:63: `x` is no event's id, which has 26 letters and digits",
        ),
    ] {
        let refusal = read(text.as_bytes()).unwrap_err();
        assert_eq!(refusal.to_string(), said, "{text}");
        assert!(!refusal.fault.hint().is_empty());
    }
}

#[test]
fn of_two_events_with_one_id_the_one_here_stays() {
    let event = |id: u128, status| Event {
        id: EventId::from(id),
        at: Timestamp::UNIX_EPOCH,
        action: Action::Mark {
            topics: vec!["sql".to_owned()],
            status,
        },
    };
    let here = Progress::fold([event(1, Status::Done), event(2, Status::Done)]);
    let read = vec![
        event(4, Status::Done),
        event(3, Status::Learning),
        event(1, Status::Todo),
        event(3, Status::Done),
        event(2, Status::Done),
        event(3, Status::Learning),
        event(2, Status::Done),
        event(3, Status::Skipped),
    ];
    assert_eq!(
        sift(&here, read),
        Sifted {
            new: vec![event(3, Status::Learning), event(4, Status::Done)],
            known: 1,
            repeated: 2,
            conflicts: vec![EventId::from(1), EventId::from(3)],
        }
    );
}
