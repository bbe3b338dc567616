//! What a snapshot looks like inside.
//!
//! A gzip file in pieces, each a gzip member of its own with whole lines, and a piece without any at the end. So `zcat`
//! shows the log, damage costs no more than the piece it is in, and a file that ends early can be told even where it was
//! cut between two pieces.

use std::io::{self, BufReader, Read as _, Write};
use std::path::Path;

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use crate::progress::line;
use crate::progress::log::Problem;
use crate::progress::log::tail::MAX_LINE;

use super::Contents;
use super::lines::{self, Lines};

/// Bytes of lines from which on a piece is full: 460 marks. The pieces make a file 2.4 % larger than one alone would be.
const PIECE: usize = 64 << 10;

/// 100,000 marks: 14.2 MB of logs. Level 1 makes 3.86 MB of them in 51 ms, 3 makes 3.38 MB in 117 ms, 4 makes 3.23 MB in 136 ms,
/// 6 makes 3.21 MB in 195 ms, and 9 saves nothing more.
const LEVEL: u32 = 4;

/// What each piece begins with: gzip, deflate, no name, no time, so that the same lines give the same file.
const START: [u8; 8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0];

/// Problems told of one by one.
const MAX_PROBLEMS: usize = 100;

const HINT: &str =
    "every line that is whole by its own checksum can be had from it; look for the others in another snapshot";

/// Writes the lines and the end.
pub(super) fn write(lines: &Lines, out: &mut dyn Write) -> io::Result<()> {
    let mut piece = Vec::with_capacity(PIECE * 5 / 4);
    for line in lines.iter() {
        piece.extend_from_slice(line);
        piece.push(b'\n');
        if piece.len() >= PIECE {
            write_piece(&piece, out)?;
            piece.clear();
        }
    }
    if !piece.is_empty() {
        write_piece(&piece, out)?;
    }
    write_piece(&[], out)
}

fn write_piece(bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let mut encoder = GzEncoder::new(out, Compression::new(LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish().map(drop)
}

/// Reads every whole line there is in the `bytes` of the file `path`, as long as they are no more than `room` bytes.
pub(super) fn read(path: &Path, bytes: &[u8], room: u64) -> Contents {
    let mut reader = Reader {
        path,
        room,
        // Each byte is looked at once, and again where a start of a piece turns out to be none.
        work: bytes.len() as u64 * 4,
        number: 0,
        lines: Lines::default(),
        problems: Vec::new(),
        unnamed: 0,
    };
    reader.read(bytes);
    reader.close()
}

struct Reader<'a> {
    path: &'a Path,
    /// Bytes that may still be decompressed.
    room: u64,
    /// Bytes that may still be looked at.
    work: u64,
    /// Lines met.
    number: usize,
    lines: Lines,
    problems: Vec<Problem>,
    /// Problems that came after the last that is told of by itself.
    unnamed: usize,
}

/// How reading a piece ended.
struct Piece {
    /// Bytes of the file.
    packed: usize,
    /// Bytes of lines.
    unpacked: u64,
    result: io::Result<()>,
}

impl Reader<'_> {
    fn read(&mut self, bytes: &[u8]) {
        let mut at = 0;
        let mut ended = false;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let piece = self.read_piece(rest);
            self.work = self.work.saturating_sub(piece.packed as u64);
            if piece.unpacked > self.room || self.work == 0 {
                let why = if piece.unpacked > self.room {
                    "there is more in the file than any log holds"
                } else {
                    "the file is damaged in too many places"
                };
                self.problem(0, 0, format!("{why}; the rest wasn't read"));
                return;
            }
            self.room -= piece.unpacked;
            match piece.result {
                Ok(()) => {
                    ended = piece.unpacked == 0;
                    at += piece.packed;
                }
                Err(why) => {
                    let next = next_piece(bytes, at + 1);
                    self.problem(
                        0,
                        0,
                        format!("bytes {} to {next} of the file are damaged: {why}", at + 1),
                    );
                    ended = next == bytes.len();
                    at = next;
                }
            }
        }
        if !ended {
            self.problem(0, 0, "the end of the file is missing".to_owned());
        }
    }

    fn read_piece(&mut self, bytes: &[u8]) -> Piece {
        // One byte more tells a full piece from one that doesn't fit.
        let limit = self.room.saturating_add(1);
        let mut reader = BufReader::with_capacity(PIECE, GzDecoder::new(bytes).take(limit));
        let (first, mut bad, mut more) = (self.number, Vec::new(), 0);
        let result = lines::each(&mut reader, &mut |number, line| {
            self.number = first + number;
            match line {
                None => bad.push((self.number, 1, format!("the line is longer than {MAX_LINE} bytes"))),
                Some(line) if line.trim_ascii().is_empty() => {}
                Some(line) => match line::whole(line) {
                    Ok(line) => self.lines.push(line),
                    Err(error) if bad.len() <= MAX_PROBLEMS => {
                        bad.push((self.number, error.column, error.fault.to_string()));
                    }
                    Err(_) => more += 1,
                },
            }
        });
        let decoder = reader.into_inner();
        let unpacked = limit - decoder.limit();
        if result.is_ok() && unpacked <= self.room {
            // Otherwise the damage has made them, or the limit has cut them off.
            self.unnamed += more;
            for (line, column, message) in bad {
                self.problem(line, column, message);
            }
        }
        Piece {
            packed: bytes.len() - decoder.into_inner().into_inner().len(),
            unpacked,
            result,
        }
    }

    fn problem(&mut self, line: usize, column: usize, message: String) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.unnamed += 1;
            return;
        }
        self.problems.push(Problem {
            file: self.path.to_owned(),
            line,
            column,
            message,
            hint: HINT.to_owned(),
            fingerprint: None,
        });
    }

    fn close(mut self) -> Contents {
        if self.unnamed > 0 {
            self.problems.push(Problem {
                file: self.path.to_owned(),
                line: 0,
                column: 0,
                message: format!("{} more places of the file are damaged", self.unnamed),
                hint: HINT.to_owned(),
                fingerprint: None,
            });
        }
        self.lines.sort();
        Contents {
            lines: self.lines,
            problems: self.problems,
        }
    }
}

/// Where the next piece begins, at the earliest at `from`; the end of the file when there is none.
fn next_piece(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let found = rest.windows(START.len()).position(|window| window == START);
    found.map_or(bytes.len(), |found| from + found)
}

#[cfg(test)]
mod tests;
