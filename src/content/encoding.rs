//! Bytes to text: byte order marks, text that was decoded with the wrong table, invalid bytes, control characters.

use std::borrow::Cow;

use encoding_rs::{EncoderResult, Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What had to be done to a file to make text of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// UTF-8 that had been read with this table and saved again; undone.
    Misread(&'static str),
    /// The file was UTF-16.
    Utf16,
    /// Bytes that are no UTF-8 became replacement characters.
    Invalid {
        /// How many runs of such bytes.
        count: usize,
        /// Where the first one stands in the text.
        at: usize,
    },
}

/// A file's text, clean of control characters, and the way back to places in the file.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text: UTF-8, lines ended by `\n`, no control characters but `\n` and `\t`, no bidirectional overrides, no invisible blanks.
    pub text: String,
    /// What was repaired.
    pub repair: Option<Repair>,
    /// Offset in the text of the first removed control or override character, and how many there were.
    pub removed: Option<(usize, usize)>,
    /// Columns to add behind an offset, for characters that were removed before it on its line.
    shifts: Vec<(usize, usize)>,
    /// A repaired character was several characters on disk: one for each byte of its UTF-8.
    columns_are_bytes: bool,
    line_starts: Vec<usize>,
    /// The text before it was rewritten.
    before: Option<Box<Before>>,
}

/// What a text was before it was rewritten, and the way back to it.
#[derive(Debug, Clone)]
struct Before {
    text: String,
    /// Offsets in the text as it is now, in order, each with the place that what stands from there on comes from.
    anchors: Vec<(usize, usize)>,
}

impl Before {
    /// The way back from a text that was made of the one that this leads back from: `anchors` lead from the one to the other.
    fn rewritten_again(self, anchors: &[(usize, usize)], end: usize) -> Self {
        let ends = anchors.iter().skip(1).map(|(at, _)| *at).chain([end]);
        let mut ways: Vec<(usize, usize)> = Vec::with_capacity(anchors.len() + self.anchors.len());
        for ((at, from), end) in anchors.iter().zip(ends) {
            let next = self.anchors.partition_point(|(known, _)| known <= from);
            let (known, origin) = next.checked_sub(1).map_or((0, 0), |last| self.anchors[last]);
            ways.push((*at, origin + (from - known)));
            let inside = self.anchors[next..].iter();
            let inside = inside.take_while(|(known, _)| known - from < end - at);
            ways.extend(inside.map(|(known, origin)| (at + (known - from), *origin)));
        }
        Self {
            text: self.text,
            anchors: ways,
        }
    }
}

/// The file holds no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText;

/// Makes text of a file's bytes.
///
/// # Errors
/// [`NotText`] for a binary file.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    let (text, repair) = to_utf8(bytes)?;
    let mut decoded = clean_mapped(text);
    decoded.columns_are_bytes = matches!(repair, Some(Repair::Misread(_)));
    decoded.repair = match repair {
        Some(Repair::Invalid { count, .. }) => Some(Repair::Invalid {
            count,
            at: decoded.text.find('\u{fffd}').unwrap_or(0),
        }),
        other => other,
    };
    Ok(decoded)
}

fn to_utf8(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<Repair>), NotText> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(found, _)| *found == UTF_16LE || *found == UTF_16BE)
    {
        let (text, _, _) = encoding.decode(bytes);
        return Ok((text, Some(Repair::Utf16)));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(_) if is_binary(bytes, true) => Err(NotText),
        Ok(text) => Ok(match undo_misreading(text) {
            Some((repaired, table)) => (repaired.into(), Some(Repair::Misread(table))),
            None => (text.into(), None),
        }),
        Err(_) if is_binary(bytes, false) => Err(NotText),
        Err(_) => {
            let text = String::from_utf8_lossy(bytes);
            let count = text.matches('\u{fffd}').count();
            Ok((text, Some(Repair::Invalid { count, at: 0 })))
        }
    }
}

/// Control characters beyond layout are rare slips in text and plenty in anything else.
fn is_binary(bytes: &[u8], valid_utf8: bool) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let controls = head
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
        .count();
    let allowed = if valid_utf8 { head.len() / 20 } else { head.len() / 100 };
    controls > allowed && controls > 2
}

/// Undoes UTF-8 that was read as Mac Roman or cp1252, when the whole text goes back without loss.
///
/// Never in part: `–§` or `─┐` inside a clean file is real text, and would be damaged.
fn undo_misreading(text: &str) -> Option<(String, &'static str)> {
    if text.is_ascii() {
        return None;
    }
    [(MACINTOSH, "Mac Roman"), (WINDOWS_1252, "Windows-1252")]
        .into_iter()
        .find_map(|(encoding, name)| {
            let original = encode_whole(text, encoding)?;
            let repaired = String::from_utf8(original).ok()?;
            (repaired != text && is_plausible(&repaired)).then_some((repaired, name))
        })
}

/// Two marks in a row can be UTF-8 by chance (`–§` would become one Cyrillic letter); a few letters of a script never stand alone.
fn is_plausible(repaired: &str) -> bool {
    let mut others = 0;
    for c in repaired.chars().filter(|c| !c.is_ascii()) {
        if c.len_utf8() > 2 || ('\u{a0}'..='\u{ff}').contains(&c) {
            return true;
        }
        others += 1;
    }
    others >= 4
}

fn encode_whole(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let mut encoder = encoding.new_encoder();
    let mut bytes = Vec::with_capacity(encoder.max_buffer_length_from_utf8_without_replacement(text.len())?);
    let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true);
    (result == EncoderResult::InputEmpty).then_some(bytes)
}

/// Characters that could steer a terminal or turn text around, and so hide what is really there; and those that nobody sees,
/// which make two names of one.
pub(crate) fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Where the first unsafe character stands.
pub(crate) fn find_unsafe(text: &str) -> Option<usize> {
    // Other control characters are encoded with C2, the others with E2 or EF at the head, as are dashes and quotation marks.
    let is_suspect =
        |byte: u8| (byte < b' ' && byte != b'\n' && byte != b'\t') || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
    let mut from = 0;
    // A stretch is looked through without a branch, and so many bytes at a time.
    for stretch in text.as_bytes().chunks(64) {
        if stretch.iter().fold(false, |found, byte| found | is_suspect(*byte)) {
            let suspects = stretch.iter().enumerate().filter(|(_, byte)| is_suspect(**byte));
            for (at, _) in suspects {
                if text[from + at..].starts_with(is_unsafe) {
                    return Some(from + at);
                }
            }
        }
        from += stretch.len();
    }
    None
}

/// The text without escape sequences, control characters and bidirectional overrides.
pub(crate) fn clean(text: String) -> String {
    if find_unsafe(&text).is_none() {
        return text;
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = find_unsafe(rest) {
        clean.push_str(&rest[..at]);
        rest = &rest[at + length_of_unsafe(&rest[at..])..];
    }
    clean.push_str(rest);
    clean
}

/// How many bytes at the head of a text go with the unsafe character there: all of an escape sequence, which would leave
/// "[31m" behind.
pub(crate) fn length_of_unsafe(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    let start = first.len_utf8();
    let behind = &text[start..];
    start
        + match (first, behind.chars().next()) {
            ('\u{1b}', Some('[')) => control_sequence(&behind[1..]).map_or(0, |length| length + 1),
            ('\u{1b}', Some(']' | 'P' | 'X' | '^' | '_')) => {
                control_string(&behind[1..]).map_or(0, |length| length + 1)
            }
            ('\u{1b}', Some('(' | ')')) => behind[1..]
                .chars()
                .next()
                .filter(char::is_ascii_alphanumeric)
                .map_or(0, |_| 2),
            ('\u{9b}', _) => control_sequence(behind).unwrap_or(0),
            ('\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}', _) => control_string(behind).unwrap_or(0),
            _ => 0,
        }
}

/// The parameters and the final byte of a sequence such as the one for colours; `None` where it isn't whole.
fn control_sequence(text: &str) -> Option<usize> {
    /// No terminal knows longer ones, in bytes.
    const LONGEST: usize = 64;
    let head = text.as_bytes().iter().take(LONGEST);
    let parameters = head.take_while(|byte| matches!(byte, b' '..=b'?')).count();
    matches!(text.as_bytes().get(parameters), Some(b'@'..=b'~')).then_some(parameters + 1)
}

/// A string such as a link's address, up to its end on the same line; `None` where it has none.
fn control_string(text: &str) -> Option<usize> {
    let end = text.find(['\u{7}', '\u{1b}', '\u{9c}', '\n'])?;
    match text[end..].chars().next()? {
        '\u{7}' => Some(end + 1),
        '\u{9c}' => Some(end + 2),
        '\u{1b}' if text[end + 1..].starts_with('\\') => Some(end + 2),
        _ => None,
    }
}

fn clean_mapped(text: Cow<'_, str>) -> Decoded {
    if find_unsafe(&text).is_none() {
        let line_starts = line_starts(&text);
        return Decoded {
            text: text.into_owned(),
            repair: None,
            removed: None,
            shifts: Vec::new(),
            columns_are_bytes: false,
            line_starts,
            before: None,
        };
    }
    let mut clean = String::with_capacity(text.len());
    let mut shifts = Vec::new();
    let mut removed: Option<(usize, usize)> = None;
    let mut rest = text.as_ref();
    while let Some(at) = find_unsafe(rest) {
        clean.push_str(&rest[..at]);
        let bad = rest[at..].chars().next().unwrap_or('\0');
        let length = length_of_unsafe(&rest[at..]);
        let columns = rest[at..at + length].chars().count();
        rest = &rest[at + length..];
        match bad {
            '\r' if rest.starts_with('\n') => {}
            '\r' => clean.push('\n'),
            '\u{b}' | '\u{c}' => clean.push(' '),
            _ => {
                shifts.push((clean.len(), columns));
                removed = Some(removed.map_or((clean.len(), 1), |(first, count)| (first, count + 1)));
            }
        }
    }
    clean.push_str(rest);
    let line_starts = line_starts(&clean);
    Decoded {
        text: clean,
        repair: None,
        removed,
        shifts,
        columns_are_bytes: false,
        line_starts,
        before: None,
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1))
        .collect()
}

impl Decoded {
    /// Line and column, both counted from 1, in the file as it is on disk, of an offset in the text.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let (text, offset) = self.origin(offset);
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts[line - 1];
        let before = text.get(start..offset).unwrap_or("");
        let columns = if self.columns_are_bytes {
            before.len()
        } else {
            before.chars().count()
        };
        // They are in order, and there can be millions.
        let first = self.shifts.partition_point(|(at, _)| *at < start);
        let shifted: usize = self.shifts[first..]
            .iter()
            .take_while(|(at, _)| *at <= offset)
            .map(|(_, by)| by)
            .sum();
        (line, columns + shifted + 1)
    }

    /// The text as it was read, and the place in it that an offset comes from.
    fn origin(&self, offset: usize) -> (&str, usize) {
        let Some(before) = &self.before else {
            return (&self.text, offset);
        };
        let next = before.anchors.partition_point(|(at, _)| *at <= offset);
        let (at, origin) = next.checked_sub(1).map_or((0, 0), |last| before.anchors[last]);
        // What was put in place of something shorter ends where that did.
        let end = before
            .anchors
            .get(next)
            .map_or(before.text.len(), |(_, origin)| *origin);
        let mut place = (origin + (offset - at)).min(end.max(origin)).min(before.text.len());
        while !before.text.is_char_boundary(place) {
            place -= 1;
        }
        (&before.text, place)
    }

    /// Puts another text in the place of this one. `anchors` are offsets in it, in order, each with the place in this one that
    /// what stands from there on comes from: positions stay those of the file.
    pub(crate) fn rewrite(&mut self, text: String, anchors: Vec<(usize, usize)>) {
        let rewritten = std::mem::replace(&mut self.text, text);
        let before = match self.before.take() {
            None => Before {
                text: rewritten,
                anchors,
            },
            Some(first) => first.rewritten_again(&anchors, self.text.len()),
        };
        self.before = Some(Box::new(before));
    }

    /// Offset of the start of a line counted from 1.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len())
    }

    /// Takes the indentation off a file that is indented as a whole; says whether it did.
    ///
    /// Only a file that opens with an indented front matter is taken for one: elsewhere indentation means code.
    pub fn dedent(&mut self) -> bool {
        let Some(first) = self.text.lines().find(|line| !line.trim().is_empty()) else {
            return false;
        };
        let indent = first.len() - first.trim_start_matches(' ').len();
        let indented = |line: &str| line.trim().is_empty() || line.starts_with(&first[..indent]);
        if indent == 0 || first.trim() != "---" || !self.text.lines().all(indented) {
            return false;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut known = std::mem::take(&mut self.shifts).into_iter().peekable();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let cut = line.len().min(indent).min(line.trim_end_matches('\n').len());
            self.shifts.push((text.len(), cut));
            while let Some((at, by)) = known.next_if(|(at, _)| *at < start + line.len()) {
                self.shifts.push((text.len() + (at - start).saturating_sub(cut), by));
            }
            text.push_str(&line[cut..]);
            start += line.len();
        }
        self.shifts.extend(known.map(|(_, by)| (text.len(), by)));
        self.line_starts = line_starts(&text);
        self.text = text;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misread(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        encoding
            .decode_without_bom_handling(text.as_bytes())
            .0
            .into_owned()
            .into_bytes()
    }

    #[test]
    fn whole_files_read_with_the_wrong_table_come_back() {
        let text = "# 🎯 Goals\n\n- naïve – “quoted” 🛠️\n";
        for (encoding, name) in [(MACINTOSH, "Mac Roman"), (WINDOWS_1252, "Windows-1252")] {
            let decoded = decode(&misread(text, encoding)).expect("text");
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.repair, Some(Repair::Misread(name)));
        }
    }

    #[test]
    fn columns_are_those_of_the_damaged_file() {
        let decoded = decode(&misread("x\n🎯 Goals", MACINTOSH)).expect("text");
        let offset = decoded.text.find('G').expect("in there");
        assert_eq!(decoded.position(offset), (2, 6));
    }

    #[test]
    fn real_text_stays_as_it_is() {
        for text in ["a –§ b", "─┐ ×– └", "é", "naïve 🎯 –§", "日本語", "Ünïcödé"] {
            let decoded = decode(text.as_bytes()).expect("text");
            assert_eq!((decoded.text.as_str(), decoded.repair), (text, None));
        }
    }

    #[test]
    fn unsafe_characters_are_found_wherever_they_stand() {
        let fillers = ["", "a", "–", "é", "\u{a0}", "🎯"];
        for (filler, c) in fillers.iter().flat_map(|filler| {
            let all = ('\0'..'\u{a5}').chain('\u{2010}'..'\u{2070}').chain(['中', '🎯']);
            all.map(move |c| (filler, c))
        }) {
            for before in [0, 1, 20, 61, 62, 63, 64, 65, 130] {
                let text = format!("{}{c}{}", filler.repeat(before), filler.repeat(3));
                assert_eq!(find_unsafe(&text), text.find(is_unsafe), "{text:?}");
            }
        }
    }

    #[test]
    fn escape_sequences_go_whole() {
        for (text, cleaned) in [
            ("a\u{1b}[1;31mb\u{1b}[0m", "ab"),
            ("\u{9b}2Jx", "x"),
            ("\u{1b}]8;;https://a.example\u{7}link\u{1b}]8;;\u{1b}\\", "link"),
            ("\u{1b}Pq\u{1b}\\x\u{1b}(B", "x"),
            // What is not whole costs no text.
            ("\u{1b}[31", "[31"),
            ("\u{1b}]0;title", "]0;title"),
            ("\u{1b}]0;a\nb\u{7}", "]0;a\nb"),
            ("\u{1b}x \u{1b}", "x "),
        ] {
            assert_eq!(clean(text.to_owned()), cleaned, "{text:?}");
            let decoded = decode(text.as_bytes()).expect("text");
            assert_eq!(decoded.text, cleaned, "{text:?}");
        }
        let decoded = decode("ab\u{1b}[31mcd".as_bytes()).expect("text");
        assert_eq!(decoded.position(3), (1, 9));
    }

    #[test]
    fn what_nobody_sees_is_removed_and_told_of() {
        for (text, at) in [
            ("So\u{200b}il", 2),
            ("\u{feff}\u{feff}Soil", 0),
            ("Soil\u{2060}", 4),
            ("So\u{feff}il", 2),
        ] {
            let decoded = decode(text.as_bytes()).expect("text");
            assert_eq!(
                (decoded.text.as_str(), decoded.removed),
                ("Soil", Some((at, 1))),
                "{text:?}"
            );
        }
        // What joins the parts of a picture or of a word belongs to it.
        for text in ["👩\u{200d}🌾\u{fe0f}", "می\u{200c}خواهم", "ﾊﾝ"] {
            assert_eq!(decode(text.as_bytes()).expect("text").text, text);
        }
    }

    #[test]
    fn marks_line_ends_and_control_characters_go() {
        let decoded = decode("\u{feff}a\r\nb\u{1b}[31m\u{202e}c\u{9b}".as_bytes()).expect("text");
        assert_eq!(decoded.text, "a\nbc");
        assert_eq!(decoded.removed, Some((3, 3)));
        assert_eq!(decoded.position(decoded.text.find('c').expect("c")), (2, 8));
    }

    #[test]
    fn invalid_bytes_are_replaced_and_counted() {
        let decoded = decode(b"one\ntw\xffo and \xfe three").expect("text");
        assert_eq!(decoded.repair, Some(Repair::Invalid { count: 2, at: 6 }));
        assert_eq!(decoded.position(6), (2, 3));
    }

    #[test]
    fn binary_files_are_refused() {
        assert_eq!(
            decode(&[0_u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 255]).map(|_| ()),
            Err(NotText)
        );
        assert_eq!(
            decode(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00").map(|_| ()),
            Err(NotText)
        );
        assert!(decode(b"").is_ok());
    }

    #[test]
    fn utf_16_is_read() {
        let bytes: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("# Hé".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let decoded = decode(&bytes).expect("text");
        assert_eq!((decoded.text.as_str(), decoded.repair), ("# Hé", Some(Repair::Utf16)));
    }

    #[test]
    fn a_file_indented_as_a_whole_is_dedented() {
        let mut decoded = decode(b"    ---\n    name: x\n    ---\n\n    # T\n").expect("text");
        assert!(decoded.dedent());
        assert_eq!(decoded.text, "---\nname: x\n---\n\n# T\n");
        assert_eq!(decoded.position(decoded.text.find('#').expect("in there")), (5, 5));
        let mut shifted = decode(b"  ---\n  a\x1bb c\n").expect("text");
        assert!(shifted.dedent());
        assert_eq!(shifted.position(shifted.text.find('b').expect("in there")), (2, 5));
        let mut code = decode(b"    let x = 1;\n").expect("text");
        assert!(!code.dedent());
    }
}
