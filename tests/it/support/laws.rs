//! What holds for the readers whatever they are given; the fuzz targets in `tests/fuzz` are held to it, too.

use std::path::Path;

use serde_json::Value;
use waypost::content::diagnostic::{Diagnostic, end_columns, render};
use waypost::content::library::{Library, Parts};
use waypost::content::lint::{self, Scope};
use waypost::content::roadmap::RoadmapFile;
use waypost::content::roadmap_sh::{self, SourceFile, Sources};
use waypost::content::source::Pack;
use waypost::content::{lesson, roadmap, spec};
use waypost::progress::line;

/// Of a spec.
pub(crate) fn spec(bytes: &[u8]) {
    let file = Path::new("agents/sample.md");
    let agent = spec::read(bytes, file);
    steers_nothing(&serde_json::to_value(&agent).expect("JSON"));
    let pack = Pack {
        agents: vec![agent.into()],
        ..Pack::default()
    };
    checked(pack, bytes);
}

/// Of a lesson.
pub(crate) fn lesson(bytes: &[u8]) {
    let lesson = lesson::read(bytes, Path::new("lessons/sample.md"));
    steers_nothing(&serde_json::to_value(&lesson).expect("JSON"));
    steers_nothing(&serde_json::to_value(lesson::links_of(&lesson)).expect("JSON"));
    let pack = Pack {
        lessons: vec![lesson.into()],
        ..Pack::default()
    };
    checked(pack, bytes);
}

/// Of a map of roadmap.sh, and of a file of a pack's that such maps become: what is kept of either is read again as it was.
pub(crate) fn graph(bytes: &[u8]) {
    let file = |name: &str, bytes: &[u8]| SourceFile {
        file: name.into(),
        name: name.into(),
        bytes: bytes.to_vec(),
    };
    let sources = Sources {
        slug: "pottery".to_owned(),
        map: Some(file("pottery.json", bytes)),
        contents: vec![file(
            "wheel@WheelWheelWheelWheel1.md",
            b"# Wheel\n\nIt turns.\n\n- [@book@Throwing](https://example.org)\n",
        )],
        ..Sources::default()
    };
    let imported = roadmap_sh::read(&sources);
    diagnosed(&imported.diagnostics, bytes);
    if let Some(roadmap) = imported.roadmap {
        let settled = roadmap_sh::settle(roadmap, None, &|_| false, jiff::Timestamp::UNIX_EPOCH).roadmap;
        kept(&settled);
        let again = roadmap_sh::settle(settled.clone(), Some(settled), &|_| true, jiff::Timestamp::UNIX_EPOCH).roadmap;
        kept(&again);
    }
    match roadmap::read(bytes, Path::new("roadmaps/sample.json")) {
        Ok(roadmap) => kept(&roadmap),
        Err(refused) => diagnosed(&[*refused], bytes),
    }
}

fn kept(roadmap: &RoadmapFile) {
    let json = roadmap.to_json().expect("JSON");
    let again = roadmap::read(&json, Path::new("roadmaps/sample.json"));
    assert_eq!(again.as_ref(), Ok(roadmap));
    steers_nothing(&serde_json::to_value(roadmap).expect("JSON"));
    let topics = Library::of(Parts {
        roadmaps: again.into_iter().collect(),
        ..Parts::default()
    })
    .topic_ixs()
    .count();
    assert!(topics >= 1 && topics <= roadmap.nodes().count());
}

/// Of a line of a log: what is read of it is written so that the same is read again.
pub(crate) fn line(bytes: &[u8]) {
    match line::decode(bytes) {
        Ok(event) => {
            let mut written = Vec::new();
            line::encode(&event, &mut written);
            assert_eq!(line::decode(&written), Ok(event));
            assert!(line::whole(bytes).is_ok());
        }
        Err(error) => {
            assert!(error.column >= 1 && error.column <= bytes.len() + 2, "{error}");
            assert!(!error.to_string().is_empty() && !error.fault.hint().is_empty());
        }
    }
    // Whatever stands in it, under the right checksum.
    let whole = [bytes, format!(",\"crc\":\"{:08x}\"}}", crc32(bytes)).as_bytes()].concat();
    if let Ok(event) = line::decode(&whole) {
        let mut written = Vec::new();
        line::encode(&event, &mut written);
        assert_eq!(line::decode(&written), Ok(event));
    }
    assert!(!line::fingerprint(bytes).is_empty());
    let _ = line::torn_id(bytes);
}

/// The checksum of zlib and PNG, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |mut crc: u32, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1));
        }
        crc
    })
}

fn checked(pack: Pack, bytes: &[u8]) {
    let found = lint::check(pack, Scope::Pack { unresolved: true }, &|file| {
        (file != Path::new("pack.yaml")).then(|| bytes.to_vec())
    });
    diagnosed(&found, bytes);
}

fn diagnosed(found: &[Diagnostic], bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    for Diagnostic { line, column, .. } in found {
        assert!(*line >= 1 && *column >= 1, "{found:?}");
        assert!(*column <= bytes.len() + 2, "{found:?}");
    }
    let text = render(found, &source, false);
    assert!(!text.contains(is_unsafe), "{text:?}");
    steers_nothing(&serde_json::to_value(found).expect("JSON"));
    assert!(
        end_columns(found, &source)
            .iter()
            .zip(found)
            .all(|(end, found)| *end > found.column)
    );
}

/// No text in a value can steer a terminal.
pub(crate) fn steers_nothing(value: &Value) {
    match value {
        Value::String(text) => assert!(!text.contains(is_unsafe), "{text:?}"),
        Value::Array(values) => values.iter().for_each(steers_nothing),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            assert!(!key.contains(is_unsafe), "{key:?}");
            steers_nothing(value);
        }),
        _ => {}
    }
}

/// Whether a character moves the cursor, or turns text around.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
