//! A file's lines one after the other, where they lie in the buffer: a copy of each costs more than finding it.

use std::io::{self, ErrorKind, Read};

/// Like `BufRead::read_until` with a limit, but lends the lines instead of copying them.
pub(super) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The bytes in the buffer that were read and not yet handed out; none of those before `searched` is a line feed.
    start: usize,
    searched: usize,
    end: usize,
    /// The most bytes that are handed out as one.
    longest: usize,
}

impl<R: Read> Lines<R> {
    /// Reads `chunk` bytes at a time, more only for a line that is longer; at most `longest`.
    pub(super) fn new(reader: R, chunk: usize, longest: usize) -> Lines<R> {
        Lines {
            reader,
            buffer: vec![0; chunk.clamp(1, longest)],
            start: 0,
            searched: 0,
            end: 0,
            longest,
        }
    }

    /// The next line with its line feed. Without one it is the last of the file, or only the first `longest` bytes of a
    /// longer one; [`Lines::skip`] leaves out the rest of that. Empty at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<&[u8]> {
        while !self.search() && self.end - self.start < self.longest && self.fill()? > 0 {}
        let line = self.start..self.searched;
        self.start = self.searched;
        Ok(&self.buffer[line])
    }

    /// Leaves out everything up to the next line feed, and that too; tells how many bytes that was.
    pub(super) fn skip(&mut self) -> io::Result<u64> {
        let mut skipped = 0;
        loop {
            let found = self.search();
            skipped += (self.searched - self.start) as u64;
            self.start = self.searched;
            if found || self.fill()? == 0 {
                return Ok(skipped);
            }
        }
    }

    /// Searches on for a line feed, to behind it or to the end of the buffer; tells whether there was one.
    fn search(&mut self) -> bool {
        let found = memchr::memchr(b'\n', &self.buffer[self.searched..self.end]);
        self.searched = found.map_or(self.end, |at| self.searched + at + 1);
        found.is_some()
    }

    /// Reads on behind what was not yet handed out; 0 at the end of the file.
    fn fill(&mut self) -> io::Result<usize> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.searched, self.end) = (self.searched - self.start, self.end - self.start);
        self.start = 0;
        if self.end == self.buffer.len() {
            self.buffer.resize(self.longest.min(2 * self.end), 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => {
                    let bytes = read?;
                    self.end += bytes;
                    return Ok(bytes);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives as few bytes at a time as it likes, and is interrupted now and then.
    struct Trickle<'a> {
        bytes: &'a [u8],
        step: usize,
        calls: usize,
    }

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.calls += 1;
            if self.calls.is_multiple_of(3) {
                return Err(ErrorKind::Interrupted.into());
            }
            assert!(!buffer.is_empty(), "nothing read into would look like the end");
            let wanted = buffer.len().min(self.step);
            self.bytes.read(&mut buffer[..wanted])
        }
    }

    proptest! {
        #[test]
        fn lines_are_those_of_the_file_wherever_chunks_end(
            lines in proptest::collection::vec("[ab\r]{0,20}\n?", 0..20),
            (chunk, step, longest) in (1..30_usize, 1..30_usize, 1..30_usize),
        ) {
            let text = lines.concat();
            let mut reader = Lines::new(Trickle { bytes: text.as_bytes(), step, calls: 0 }, chunk, longest);
            for line in text.split_inclusive('\n') {
                let head = &line.as_bytes()[..line.len().min(longest)];
                prop_assert_eq!(reader.next().unwrap(), head);
                if head.len() == longest && !head.ends_with(b"\n") {
                    prop_assert_eq!(reader.skip().unwrap(), (line.len() - head.len()) as u64);
                }
            }
            prop_assert_eq!(reader.next().unwrap(), b"");
            prop_assert_eq!(reader.skip().unwrap(), 0);
        }
    }
}
