use proptest::prelude::*;

use super::*;
use crate::progress::event::{Action, Goal, Grade, Status};

fn id(n: u128) -> EventId {
    EventId::from(n)
}

fn mark(topics: &[&str], status: Status) -> Event {
    let topics = topics.iter().map(|&topic| topic.to_owned()).collect();
    Event {
        id: id(7),
        at: "2026-03-01T12:00:00.5Z".parse().unwrap(),
        action: Action::Mark { topics, status },
    }
}

fn encoded(event: &Event) -> String {
    let mut out = Vec::new();
    encode(event, &mut out);
    String::from_utf8(out).unwrap()
}

/// A line with the right checksum whatever is in it.
pub(in crate::progress) fn sealed(body: &str) -> String {
    format!("{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(body.as_bytes()))
}

fn fault(line: &str) -> LineError {
    decode(line.as_bytes()).unwrap_err()
}

#[test]
fn the_format_is_the_documented_one() {
    insta::assert_snapshot!(
        [
            encoded(&mark(&["sql"], Status::Done)),
            encoded(&mark(&["sql", "a \"quoted\"\n\u{1b}[31mid\\", "größe"], Status::Learning)),
            encoded(&mark(&[], Status::Todo)),
            encoded(&Event { action: Action::Undo { of: id(3) }, ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Redo { of: id(3) }, ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Move { from: "a/b/sql".to_owned(), to: "sql".to_owned() }, ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Accept { lines: vec!["8f1c02ab-140".to_owned()] }, ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Place { known: vec!["sql".to_owned()], shaky: vec!["go".to_owned()] }, ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Answer { card: "sql#joins".to_owned(), grade: Grade::Good, took: Some(4_200) }, ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Tick { topic: "sql".to_owned(), url: "https://example.org/".to_owned(), on: true }, ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Goal(Goal { aim: Some("path:web/apis".to_owned()), by: Some(jiff::civil::date(2026, 9, 1)), minutes: Some(300) }), ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Goal(Goal::default()), ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Spend { topic: "sql".to_owned(), seconds: -90 }, ..mark(&[], Status::Todo) }),
            encoded(&Event { action: Action::Fit { parameters: vec![212_000, 1_293_100] }, ..mark(&[], Status::Todo) }),
        ]
        .join("\n"),
        @r#"
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"mark","topic":"sql","status":"done","crc":"f763025d"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"mark","topics":["sql","a \"quoted\"\u000a\u001b[31mid\\","größe"],"status":"learning","crc":"329f611e"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"mark","topics":[],"status":"todo","crc":"7e31e644"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"undo","of":"00000000000000000000000003","crc":"3df21b34"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"redo","of":"00000000000000000000000003","crc":"f5b5d5db"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"move","topic":"a/b/sql","to":"sql","crc":"03808425"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"accept","lines":["8f1c02ab-140"],"crc":"cdb0d7d9"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"place","known":["sql"],"shaky":["go"],"crc":"0d470629"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"answer","card":"sql#joins","grade":"good","took":4200,"crc":"f8e7b968"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"tick","topic":"sql","url":"https://example.org/","on":true,"crc":"5efdf539"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"goal","aim":"path:web/apis","by":"2026-09-01","minutes":300,"crc":"296415a0"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"goal","crc":"bca0b2e7"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"spend","topic":"sql","seconds":-90,"crc":"3debefee"}
    {"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"fit","parameters":[212000,1293100],"crc":"d8cecb81"}
    "#
    );
}

#[test]
fn both_spellings_of_topics_and_fields_yet_unknown_are_read() {
    let head = r#"{"v":1,"id":"00000000000000000000000007","at":"2026-03-01T13:00:00.5+01:00","do":"mark""#;
    let tail = r#""status":"done","mood":{"name":["x"]}"#;
    let both = sealed(&format!(r#"{head},"topics":["b","c"],"topic":"a",{tail}"#));
    assert_eq!(decode(both.as_bytes()), Ok(mark(&["a", "b", "c"], Status::Done)));
    let one = sealed(&format!(r#"{head},"topics":["a"],{tail}"#)) + "\r";
    assert_eq!(
        decode(one.as_bytes()),
        Ok(mark(&["a"], Status::Done)),
        "a carriage return is no part of the line"
    );
}

#[test]
fn a_line_says_what_is_wrong_with_it_and_where() {
    let whole = encoded(&mark(&["größe"], Status::Done));
    let head = r#"{"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00Z""#;
    let lines = [
        whole[..whole.len() - 1].to_owned(),
        whole.replace("done", "todo"),
        sealed(&format!(r#"{head},"do":"mark","topic":"größe","status":"finished""#)),
        sealed(&format!(r#"{head},"do":"mark","topic":"a""#)),
        sealed(&format!(r#"{head},"do":"mark","status":"done""#)),
        sealed(&format!(r#"{head},"do":"undo""#)),
        sealed(&format!(r#"{head},"do":"ponder","status":4"#)),
        sealed(&format!(
            r#"{},"do":"mark","topic":"a","status":"done""#,
            head.replace("07", "0U")
        )),
        sealed(r#"{"v":2,"what":"ever""#),
        sealed(&format!(
            r#"{},"do":"undo","of":"00000000000000000000000007""#,
            head.replace("\"v\":1", "\"v\":3")
        )),
        sealed(&format!(
            r#"{},"do":"undo","of":"00000000000000000000000007""#,
            head.replace("\"v\":1", "\"v\":0")
        )),
        sealed("[1"),
        "garbage".to_owned(),
    ];
    let said: Vec<_> = lines.iter().map(|line| fault(line).to_string()).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    column 132: the line is cut off before its checksum
    column 123: the checksum is `194c0b7d`, but the line's bytes have `8ed4f1a3`
    column 116: the line is no event: `finished` is no status; use one of: todo, learning, done, skipped
    column 1: the line is no event: the event has no `status`
    column 1: the line is no event: the event has no `topic`
    column 1: the line is no event: the event has no `of`
    column 70: `ponder` is no action this version of waypost knows
    column 40: the line is no event: `0000000000000000000000000U` is no event's id, which has 26 letters and digits
    column 1: written in version 2 of the log's format; this waypost reads up to 1
    column 1: written in version 3 of the log's format; this waypost reads up to 1
    column 1: the line is no event: there is no version 0 of the log's format
    column 1: the line is no event: there is an array where an object should be
    column 8: the line is cut off before its checksum
    ");
}

#[test]
fn bytes_that_are_no_text_are_named_as_such() {
    let mut line = encoded(&mark(&["sql"], Status::Done)).into_bytes();
    line[10] = 0xFF;
    assert_eq!(
        decode(&line),
        Err(LineError {
            column: 11,
            fault: Fault::NotText
        })
    );
    assert_eq!(
        decode(&line[..20]),
        Err(LineError {
            column: 11,
            fault: Fault::NotText
        })
    );
}

#[test]
fn a_torn_line_gives_its_id_once_that_is_whole() {
    let line = encoded(&mark(&["sql"], Status::Done));
    assert_eq!(torn_id(&line.as_bytes()[..39]), Some(id(7)));
    assert_eq!(torn_id(&line.as_bytes()[..38]), None);
    assert_eq!(torn_id(b"{\"v\":1,\"id\":\"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), None);
}

/// Of any time a clock may show.
fn any_id() -> impl Strategy<Value = u128> {
    0..253_402_300_800_000_u128 << 80
}

fn any_event() -> impl Strategy<Value = Event> {
    let action = prop_oneof![
        (
            proptest::collection::vec(any::<String>(), 0..4),
            proptest::sample::select(&Status::ALL)
        )
            .prop_map(|(topics, status)| Action::Mark { topics, status }),
        any_id().prop_map(|of| Action::Undo { of: id(of) }),
        any_id().prop_map(|of| Action::Redo { of: id(of) }),
        any::<(String, String)>().prop_map(|(from, to)| Action::Move { from, to }),
        any::<Vec<String>>().prop_map(|lines| Action::Accept { lines }),
        any::<(Vec<String>, Vec<String>)>().prop_map(|(known, shaky)| Action::Place { known, shaky }),
        (
            any::<String>(),
            proptest::sample::select(&Grade::ALL),
            any::<Option<u32>>()
        )
            .prop_map(|(card, grade, took)| Action::Answer { card, grade, took }),
        any::<(String, String, bool)>().prop_map(|(topic, url, on)| Action::Tick { topic, url, on }),
        any::<(Option<String>, Option<i16>, Option<u32>)>().prop_map(|(aim, year, minutes)| Action::Goal(Goal {
            aim,
            by: year.map(|year| jiff::civil::date(year.rem_euclid(9999) + 1, 2, 28)),
            minutes
        })),
        any::<(String, i32)>().prop_map(|(topic, seconds)| Action::Spend { topic, seconds }),
        any::<Vec<i32>>().prop_map(|parameters| Action::Fit { parameters }),
    ];
    (any_id(), 0..4_102_444_800_000_000_i64, action).prop_map(|(n, at, action)| Event {
        id: id(n),
        at: Timestamp::from_microsecond(at).unwrap(),
        action,
    })
}

#[test]
fn escapes_are_left_to_the_reader_of_json() {
    let line = |topic: &str| {
        sealed(&format!(
            r#"{{"v":1,"id":"00000000000000000000000007","at":"2026-03-01T12:00:00.5Z","do":"mark","topic":"{topic}","status":"done""#
        ))
    };
    for (written, topic) in [
        (r"a\nb", "a\nb"),
        (r"\u0041", "A"),
        (r"a\/b", "a/b"),
        (r"a\\", "a\\"),
        (r#"\""#, "\""),
    ] {
        assert_eq!(
            decode(line(written).as_bytes()),
            Ok(mark(&[topic], Status::Done)),
            "{written}"
        );
    }
    for bad in ["a\tb", "\u{1f}", r"\x"] {
        assert_eq!(decode(line(bad).as_bytes()), read_json(&line(bad)), "{bad:?}");
        assert!(matches!(fault(&line(bad)).fault, Fault::Json(_)), "{bad:?}");
    }
}

/// Lines that are nearly as `encode` writes them, whose checksum is right.
fn any_line() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(
        &[
            "",
            " ",
            ",",
            "\"",
            "\\",
            "\\n",
            "\\u0041",
            "\t",
            "[",
            "]",
            "}",
            "0",
            "9",
            "Z",
            "z",
            "+01:00",
            ".",
            "-",
            "ü",
            "null",
            "1",
            "\"v\":1",
            "\"v\":2,",
            "\"id\":\"00000000000000000000000007\",",
            "\"at\":\"2026-03-01T12:00:60Z\",",
            "\"do\":\"undo\",",
            "\"topic\":\"a\",",
            "\"topics\":[\"b\"],",
            "\"status\":\"done\",",
            "\"of\":\"00000000000000000000000003\",",
            "\"by\":{},",
        ][..],
    );
    let change = (any::<proptest::sample::Index>(), 0..4_usize, piece);
    (
        any_event(),
        proptest::collection::vec(change, 0..4),
        any::<Option<proptest::sample::Index>>(),
    )
        .prop_map(|(event, changes, field)| {
            let line = encoded(&event);
            let mut body: Vec<char> = line[..line.len() - TRAILER_LEN].chars().collect();
            for (place, length, piece) in changes {
                let start = place.index(body.len() + 1);
                let end = body.len().min(start + length);
                body.splice(start..end, piece.chars());
            }
            let mut body: String = body.into_iter().collect();
            if let Some(field) = field {
                // Fields in another order.
                let mut fields: Vec<_> = body.trim_start_matches('{').split(",\"").collect();
                let places = fields.len();
                fields.swap(field.index(places), 0);
                body = format!("{{{}", fields.join(",\""));
            }
            sealed(&body)
        })
}

#[test]
fn lines_as_they_are_written_never_take_the_long_way() {
    let event = mark(&["sql"], Status::Done);
    let actions = [
        Action::Mark {
            topics: vec![],
            status: Status::Todo,
        },
        Action::Mark {
            topics: vec!["größe".to_owned()],
            status: Status::Skipped,
        },
        Action::Mark {
            topics: vec!["a".to_owned(), "b".to_owned()],
            status: Status::Learning,
        },
        Action::Undo { of: id(3) },
        Action::Redo { of: id(3) },
        Action::Move {
            from: "a".to_owned(),
            to: "b".to_owned(),
        },
        Action::Accept {
            lines: vec!["8f1c02ab-140".to_owned()],
        },
    ];
    for action in actions {
        for at in [
            "1970-01-01T00:00:00Z",
            "2026-03-01T12:00:00.5Z",
            "9999-12-30T21:59:59.123456Z",
        ] {
            let event = Event {
                at: at.parse().unwrap(),
                action: action.clone(),
                ..event
            };
            let line = encoded(&event);
            assert_eq!(fast::read(&line[..line.len() - TRAILER_LEN]), Some(event), "{line}");
        }
    }
    // These are for the reader of JSON, and as good.
    for other in [
        mark(&["a\"b"], Status::Done),
        Event {
            at: "-000001-01-01T00:00:00Z".parse().unwrap(),
            ..event
        },
    ] {
        let line = encoded(&other);
        assert_eq!(fast::read(&line[..line.len() - TRAILER_LEN]), None, "{line}");
        assert_eq!(decode(line.as_bytes()), Ok(other));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_short_way_comes_to_the_same_as_the_long(line in any_line()) {
        prop_assert_eq!(decode(line.as_bytes()), read_json(&line), "{}", line);
    }

    #[test]
    fn times_are_read_as_jiff_reads_them(
        (year, month, day) in (0..10_000, 0..14, 0..33),
        (hour, minute, second) in (0..25, 0..62, 0..62),
        fraction in "(\\.[0-9]{0,10})?", zone in "Z|z|\\+00:00|",
    ) {
        let at = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}");
        let of = id(3);
        let line = sealed(&format!("{{\"v\":1,\"id\":\"{of}\",\"at\":\"{at}\",\"do\":\"undo\",\"of\":\"{of}\""));
        prop_assert_eq!(decode(line.as_bytes()), read_json(&line), "{}", at);
    }
}

proptest! {
    #[test]
    fn every_event_reads_back_from_its_line(event in any_event()) {
        let line = encoded(&event);
        prop_assert!(!line.contains(['\n', '\r']));
        prop_assert_eq!(decode(line.as_bytes()), Ok(event));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok());
    }

    #[test]
    fn no_flipped_bit_and_no_cut_goes_unnoticed(event in any_event(), place: proptest::sample::Index, bit in 0..8_u8) {
        let mut line = encoded(&event).into_bytes();
        let place = place.index(line.len());
        prop_assert!(decode(&line[..place]).is_err());
        line[place] ^= 1 << bit;
        prop_assert!(decode(&line).is_err());
    }

    #[test]
    fn any_bytes_are_survived(bytes: Vec<u8>) {
        prop_assert!(decode(&bytes).is_err());
        let mut line = bytes.clone();
        line.extend_from_slice(format!(",\"crc\":\"{:08x}\"}}", crc32fast::hash(&bytes)).as_bytes());
        prop_assert!(decode(&line).is_err());
    }
}
