//! Reads a large file in parts at once, each on a thread of its own.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::path::Path;
use std::thread;

use super::{CHUNK, Findings, Lines, MAX_FAULTS, MAX_LINE, Tail, events_in, identity};
use crate::progress::event::Event;

/// Bytes from which on a part is worth a thread: some twenty thousand events, or five milliseconds.
const WORTH_A_THREAD: u64 = 4 << 20;

/// More would wait for memory, not for the processor.
const MAX_PARTS: u64 = 4;

/// Where to cut a file of this length so that every part is worth a thread; nowhere in a log of a usual size.
pub(super) fn cuts(len: u64) -> Vec<u64> {
    if len < 2 * WORTH_A_THREAD {
        return Vec::new();
    }
    let processors = thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let parts = (len / WORTH_A_THREAD).min(processors).min(MAX_PARTS);
    (1..parts).map(|part| len / parts * part).collect()
}

/// What a thread has read.
struct Part {
    /// Where its first line begins.
    start: u64,
    /// How far it came; its lines are counted from its start.
    tail: Tail,
    findings: Findings,
    events: Vec<Event>,
    /// Whether the file ended there.
    ended: bool,
}

impl Part {
    /// Reads the lines that begin in a part of the file.
    fn read(path: &Path, same: Option<(u64, u64)>, from: u64, until: u64) -> io::Result<Part> {
        let mut file = File::open(path)?;
        let metadata = file.metadata()?;
        if identity(&metadata) != same {
            return Err(io::Error::other("the file was replaced"));
        }
        let len = metadata.len();
        file.seek(SeekFrom::Start(from - 1))?;
        let mut lines = Lines::new(&file, CHUNK, MAX_LINE);
        // A line that begins before belongs to the part before.
        let start = from - 1 + lines.skip()?;
        let mut part = Part {
            start,
            tail: Tail {
                offset: start,
                ..Tail::default()
            },
            findings: Findings::default(),
            events: Vec::with_capacity(events_in(until.min(len).saturating_sub(from))),
            ended: false,
        };
        part.ended = part
            .tail
            .read_lines(&mut lines, until, true, &mut part.findings, &mut |event| {
                part.events.push(event);
            })?;
        Ok(part)
    }
}

impl Tail {
    /// Reads a whole file that is being opened, cut at these places, with the same result as in one go.
    pub(super) fn read_parts(
        &mut self,
        path: &Path,
        mut file: &File,
        cuts: &[u64],
        findings: &mut Findings,
        take: &mut dyn FnMut(Event),
    ) -> io::Result<()> {
        let same = identity(&file.metadata()?);
        let ended = thread::scope(|scope| -> io::Result<bool> {
            let ends = cuts.iter().skip(1).copied().chain([u64::MAX]);
            let bounds = cuts.iter().copied().zip(ends);
            let readers: Vec<_> = bounds
                .map_while(|(from, until)| {
                    let reader = thread::Builder::new().name("waypost-reader".to_owned());
                    reader
                        .spawn_scoped(scope, move || Part::read(path, same, from, until))
                        .ok()
                })
                .collect();
            file.seek(SeekFrom::Start(self.offset))?;
            let until = cuts.first().copied().unwrap_or(u64::MAX);
            let mut ended = self.read_lines(&mut Lines::new(file, CHUNK, MAX_LINE), until, true, findings, take)?;
            for reader in readers {
                match reader.join() {
                    Ok(Ok(part)) if !ended && part.start == self.offset && part.tail.merge_mark.is_none() => {
                        ended = part.ended;
                        self.append(part, findings, take);
                    }
                    // What is missing is read below, and what there is to say about it said there. So are git's marks,
                    // of which only the first is told.
                    _ => break,
                }
            }
            Ok(ended)
        })?;
        if !ended {
            file.seek(SeekFrom::Start(self.offset))?;
            self.read_lines(&mut Lines::new(file, CHUNK, MAX_LINE), u64::MAX, true, findings, take)?;
        }
        Ok(())
    }

    /// Goes on to where the part ends that begins here.
    fn append(&mut self, part: Part, findings: &mut Findings, take: &mut dyn FnMut(Event)) {
        part.events.into_iter().for_each(take);
        for mut bad in part.findings.bad {
            if findings.bad.len() < MAX_FAULTS {
                bad.line += self.lines;
                findings.bad.push(bad);
            } else {
                findings.more += 1;
            }
        }
        findings.more += part.findings.more;
        findings.newer = findings.newer.max(part.findings.newer);
        self.offset = part.tail.offset;
        self.lines += part.tail.lines;
        if part.tail.lines > 0 {
            self.guard = part.tail.guard;
        }
        self.reported = part.tail.reported;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::progress::event::{Action, EventId, Status};
    use crate::progress::line;

    fn line_of(n: u128, end: &str) -> Vec<u8> {
        let action = Action::Mark {
            topics: vec![format!("topic-{n}")],
            status: Status::Done,
        };
        let (id, at) = (EventId::from(n), jiff::Timestamp::UNIX_EPOCH);
        let mut bytes = Vec::new();
        line::encode(&Event { id, at, action }, &mut bytes);
        bytes.extend_from_slice(end.as_bytes());
        bytes
    }

    /// Whole lines, damaged and empty ones, marks of git, too many to name, and a last one that is cut off.
    fn any_file() -> impl Strategy<Value = Vec<u8>> {
        let line = (any::<u64>().prop_map(u128::from), "\r?\n", any::<Index>()).prop_flat_map(|(n, end, cut)| {
            let whole = line_of(n, &end);
            let torn = [&whole[..cut.index(whole.len())], b"\n"].concat();
            let newer = line::tests::sealed("{\"v\":2") + "\n";
            prop_oneof![
                6 => Just(whole),
                2 => Just(torn),
                1 => Just(end.clone().into_bytes()),
                1 => Just(b"\xFF\n".to_vec()),
                1 => Just(b"=======\n".to_vec()),
                1 => Just(newer.into_bytes()),
                1 => Just(b"x\n".repeat(60)),
            ]
        });
        let lines = proptest::collection::vec(line, 0..30);
        (any::<bool>(), lines, any::<Index>()).prop_map(|(mark, lines, cut)| {
            let mut bytes = if mark { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
            bytes.extend(lines.concat());
            bytes.extend_from_slice(&line_of(1, "\n")[..cut.index(200).min(120)]);
            bytes
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn parts_make_the_whole_wherever_they_are_cut(bytes in any_file(), cuts in proptest::collection::vec(any::<Index>(), 1..4)) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("log.jsonl");
            std::fs::write(&path, &bytes).unwrap();
            // Also behind the end: the file may have become shorter since it was looked at.
            let mut cuts: Vec<u64> = cuts.into_iter().map(|cut| 1 + cut.index(bytes.len() + 9) as u64).collect();
            cuts.sort_unstable();

            let read = |cuts: &[u64]| {
                let (mut tail, mut findings, mut events) = (Tail::default(), Findings::default(), Vec::new());
                tail.read_parts(&path, &File::open(&path).unwrap(), cuts, &mut findings, &mut |event| events.push(event)).unwrap();
                findings.close(tail.lines);
                (format!("{tail:?} {findings:?}"), events)
            };
            prop_assert_eq!(read(&cuts), read(&[]));
        }
    }

    #[test]
    fn only_a_log_of_years_is_cut() {
        assert!(cuts(0).is_empty() && cuts(2 * WORTH_A_THREAD - 1).is_empty());
        for len in [2 * WORTH_A_THREAD, 10 * WORTH_A_THREAD, u64::MAX] {
            let cuts = cuts(len);
            assert!(cuts.len() < 4 && cuts.is_sorted() && cuts.iter().all(|cut| (WORTH_A_THREAD..len).contains(cut)));
        }
    }
}
