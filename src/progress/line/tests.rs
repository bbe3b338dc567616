use proptest::prelude::*;

use super::*;

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
fn sealed(body: &str) -> String {
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
    "#
    );
}

#[test]
fn both_spellings_of_topics_and_fields_yet_unknown_are_read() {
    let head = r#"{"v":1,"id":"00000000000000000000000007","at":"2026-03-01T13:00:00.5+01:00","do":"mark""#;
    let tail = r#""status":"done","by":{"name":["x"]}"#;
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
        sealed(&format!(r#"{head},"do":"answer","status":4"#)),
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
    insta::assert_snapshot!(said.join("\n"), @r#"
    column 132: the line is cut off before its checksum
    column 123: the checksum is `194c0b7d`, but the line's bytes have `8ed4f1a3`
    column 116: the line is no event: unknown variant `finished`, expected one of `todo`, `learning`, `done`, `skipped`
    column 1: the line is no event: missing field `status`
    column 1: the line is no event: missing field `topic`
    column 1: the line is no event: missing field `of`
    column 70: `answer` is no action this version of waypost knows
    column 40: the line is no event: invalid value: string "0000000000000000000000000U", expected a ULID of 26 characters
    column 1: written in version 2 of the log's format; this waypost reads up to 1
    column 1: written in version 3 of the log's format; this waypost reads up to 1
    column 1: the line is no event: there is no version 0 of the log's format
    column 8: the line is no event: invalid value: string "crc", expected a ULID of 26 characters
    column 8: the line is cut off before its checksum
    "#);
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

fn any_event() -> impl Strategy<Value = Event> {
    let action = prop_oneof![
        (
            proptest::collection::vec(any::<String>(), 0..4),
            proptest::sample::select(&Status::ALL)
        )
            .prop_map(|(topics, status)| Action::Mark { topics, status }),
        any::<u128>().prop_map(|of| Action::Undo { of: id(of) }),
        any::<u128>().prop_map(|of| Action::Redo { of: id(of) }),
        any::<(String, String)>().prop_map(|(from, to)| Action::Move { from, to }),
        any::<Vec<String>>().prop_map(|lines| Action::Accept { lines }),
    ];
    (any::<u128>(), 0..4_102_444_800_000_000_i64, action).prop_map(|(n, at, action)| Event {
        id: id(n),
        at: Timestamp::from_microsecond(at).unwrap(),
        action,
    })
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
