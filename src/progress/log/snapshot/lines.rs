//! Many lines in one piece of memory, and how they come there.

use std::io::{self, BufRead};

use crate::progress::log::tail::MAX_LINE;

/// Lines without their line feeds. Equal when they are the same lines in the same order.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    bytes: Vec<u8>,
    /// Where each line begins and ends.
    places: Vec<(usize, usize)>,
}

impl Lines {
    pub(super) fn push(&mut self, line: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(line);
        self.places.push((start, self.bytes.len()));
    }

    /// Sorts the lines, and leaves one of those that are the same to the byte.
    ///
    /// Lines of version 1 begin with their id, and ids sort as text, so this is also the order of the ids. Two lines of
    /// one id that differ stay both: which of them counts is for the fold to say.
    pub(super) fn sort(&mut self) {
        let bytes = &self.bytes;
        self.places.sort_by_key(|&place| slice(bytes, place));
        self.places.dedup_by_key(|place| slice(bytes, *place));
    }

    /// Takes in the lines of others that aren't in; both are sorted. Tells how many these are.
    pub(super) fn unite(&mut self, others: &Lines) -> usize {
        let mut own = self.iter().peekable();
        let lacking: Vec<&[u8]> = others
            .iter()
            .filter(|line| {
                while own.next_if(|own| own < line).is_some() {}
                own.peek() != Some(line)
            })
            .collect();
        drop(own);
        for line in &lacking {
            self.push(line);
        }
        if !lacking.is_empty() {
            self.sort();
        }
        lacking.len()
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.places.iter().map(|&place| slice(&self.bytes, place))
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Bytes of all lines pushed.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }
}

impl PartialEq for Lines {
    fn eq(&self, other: &Lines) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Lines {}

fn slice(bytes: &[u8], (start, end): (usize, usize)) -> &[u8] {
    bytes.get(start..end).unwrap_or_default()
}

/// Hands every line of a reader to `take`, without its line feed, with its number; `None` for one that is longer than
/// any line of a log. After an error the line it has cut off is handed over too.
pub(super) fn each(reader: &mut dyn BufRead, take: &mut dyn FnMut(usize, Option<&[u8]>)) -> io::Result<()> {
    let mut line = Vec::with_capacity(512);
    for number in 1.. {
        line.clear();
        let read = io::Read::take(&mut *reader, MAX_LINE as u64).read_until(b'\n', &mut line);
        let feed = line.ends_with(b"\n");
        if !feed && line.len() == MAX_LINE {
            take(number, None);
            reader.skip_until(b'\n')?;
        } else if !line.is_empty() {
            take(number, Some(&line[..line.len() - usize::from(feed)]));
        }
        if read? == 0 {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_leaves_each_line_once() {
        let mut lines = Lines::default();
        for line in ["b", "a", "b", "", "ab"] {
            lines.push(line.as_bytes());
        }
        lines.sort();
        assert_eq!(lines.iter().collect::<Vec<_>>(), [&b""[..], b"a", b"ab", b"b"]);
        let mut same = Lines::default();
        for line in ["", "a", "ab", "b"] {
            same.push(line.as_bytes());
        }
        assert_eq!(lines, same);
        assert_eq!(lines.unite(&same), 0);
        let mut others = Lines::default();
        for line in ["a", "aa", "b", "c"] {
            others.push(line.as_bytes());
        }
        assert_eq!(lines.unite(&others), 2);
        assert_eq!(
            lines.iter().collect::<Vec<_>>(),
            [&b""[..], b"a", b"aa", b"ab", b"b", b"c"]
        );
        let mut none = Lines::default();
        assert_eq!((none.unite(&lines), none == lines), (6, true));
    }

    #[test]
    fn a_line_as_long_as_none_is_passed_over() {
        let mut bytes = b"first\n".to_vec();
        bytes.resize(bytes.len() + MAX_LINE + 5, b'x');
        bytes.extend_from_slice(b"\nlast");
        let mut seen = Vec::new();
        each(&mut bytes.as_slice(), &mut |number, line| {
            seen.push((number, line.map(<[u8]>::to_vec)));
        })
        .unwrap();
        assert_eq!(
            seen,
            [(1, Some(b"first".to_vec())), (2, None), (3, Some(b"last".to_vec()))]
        );
    }
}
