use std::io::Read as _;

use flate2::bufread::MultiGzDecoder;
use proptest::prelude::*;

use super::*;

fn line(number: u32) -> Vec<u8> {
    let body = format!(
        "{{\"v\":1,\"id\":\"{number:026}\",\"topic\":\"{}\"",
        crc32fast::hash(&number.to_le_bytes())
    );
    format!("{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(body.as_bytes())).into_bytes()
}

fn some(count: u32) -> Lines {
    let mut lines = Lines::default();
    (0..count).for_each(|number| lines.push(&line(number)));
    lines
}

fn packed(lines: &Lines) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(lines, &mut bytes).unwrap();
    bytes
}

fn unpacked(bytes: &[u8]) -> Contents {
    read(Path::new("x.jsonl.gz"), bytes, 1 << 30)
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut zipped = Vec::new();
    write_piece(bytes, &mut zipped).unwrap();
    zipped
}

fn messages(contents: &Contents) -> String {
    let messages: Vec<String> = contents.problems.iter().map(ToString::to_string).collect();
    messages.join("\n")
}

/// Where the pieces begin.
fn starts(bytes: &[u8]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        starts.push(at);
        at = next_piece(bytes, at + 1);
    }
    starts
}

#[test]
fn what_is_written_is_read_and_any_program_for_gzip_shows_it() {
    for count in [0, 1, 10, 2000] {
        let lines = some(count);
        let bytes = packed(&lines);
        assert_eq!(
            unpacked(&bytes),
            Contents {
                lines: lines.clone(),
                problems: Vec::new()
            }
        );
        assert_eq!(bytes, packed(&lines), "the same lines, the same file");

        let mut shown = Vec::new();
        MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut shown).unwrap();
        let wanted: Vec<u8> = lines.iter().flat_map(|line| [line, b"\n"].concat()).collect();
        assert!(shown == wanted, "{count} lines");
    }
}

#[test]
fn a_file_cut_off_anywhere_keeps_what_comes_before() {
    let all = some(20);
    let bytes = packed(&all);
    let mut before = 0;
    for cut in 0..bytes.len() {
        let found = unpacked(&bytes[..cut]);
        assert_eq!(found.problems.len(), 1, "cut at {cut}: {}", messages(&found));
        assert!(
            found.lines.iter().eq(all.iter().take(found.lines.len())),
            "cut at {cut}"
        );
        assert!(found.lines.len() >= before, "cut at {cut}");
        before = found.lines.len();
    }
    assert_eq!(before, 20);

    let all = some(3000);
    let bytes = packed(&all);
    let starts = starts(&bytes);
    assert!(starts.len() > 4, "{starts:?}");
    for (piece, &start) in starts.iter().enumerate() {
        let found = unpacked(&bytes[..start]);
        assert_eq!(
            messages(&found),
            "x.jsonl.gz: the end of the file is missing",
            "piece {piece}"
        );
        let least = (piece * PIECE).div_euclid(line(0).len() + 10);
        assert!(
            (least.min(2500)..=3000).contains(&found.lines.len()),
            "{} lines of {piece} pieces",
            found.lines.len()
        );
    }
}

#[test]
fn damage_costs_no_other_piece() {
    let all = some(3000);
    let bytes = packed(&all);
    let starts = starts(&bytes);
    let whole = |bytes: &[u8]| unpacked(bytes).lines.len();
    let one = whole(&bytes[..starts[1]]);
    // In the middle of the second piece, its beginning, its checksum, and where it says how long it is.
    for at in [
        usize::midpoint(starts[1], starts[2]),
        starts[1],
        starts[2] - 6,
        starts[2] - 2,
    ] {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x55;
        let found = unpacked(&bytes);
        let said = format!(
            "x.jsonl.gz: bytes {} to {} of the file are damaged: ",
            starts[1] + 1,
            starts[2]
        );
        assert!(messages(&found).starts_with(&said), "{}", messages(&found));
        assert_eq!(found.problems.len(), 1);
        let kept: Vec<_> = found.lines.iter().collect();
        assert!(kept.len() >= 3000 - one - 1, "{} lines are left", kept.len());
        assert!(all.iter().take(one).all(|line| kept.contains(&line)), "the first piece");
        assert!(kept.contains(&line(2999).as_slice()), "the last piece");
    }
    let mut longer = bytes.clone();
    longer.extend_from_slice(b"\0\0\0");
    let found = unpacked(&longer);
    assert!(found.lines == all && found.problems.len() == 1, "{}", messages(&found));
}

#[test]
fn a_bad_line_is_named_and_the_rest_is_had() {
    let good = line(1);
    let mut bad = line(2);
    bad[30] ^= 1;
    let text = [&good[..], b"\n\n", &bad, b"\r\n", &line(3), b"\r\n", &good].concat();
    let bytes = [zipped(&text), zipped(&bad), zipped(&[])].concat();
    let found = unpacked(&bytes);
    assert_eq!(
        found.lines.iter().collect::<Vec<_>>(),
        [&good[..], &line(3)],
        "each once"
    );
    let places: Vec<_> = found
        .problems
        .iter()
        .map(|problem| (problem.line, problem.column > 1))
        .collect();
    assert_eq!(places, [(3, true), (6, true)]);

    let rubbish = zipped(&b"rubbish\n".repeat(5000));
    let found = unpacked(&[rubbish, zipped(&[])].concat());
    assert_eq!(found.problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(
        found.problems[MAX_PROBLEMS].message,
        "4900 more places of the file are damaged"
    );
}

#[test]
fn what_would_fill_the_memory_is_not_unpacked() {
    let zeros = zipped(&vec![0; 3 << 20]);
    let marks = zipped(&[&line(1)[..], b"\n"].concat().repeat(40_000));
    for bomb in [zeros, marks] {
        let found = read(Path::new("x"), &[zipped(b"\n"), bomb].concat(), 1 << 20);
        assert_eq!(
            messages(&found),
            "x: there is more in the file than any log holds; the rest wasn't read"
        );
        assert!(found.lines.len() <= 1);
    }
}

#[test]
fn a_file_is_not_gone_through_again_and_again() {
    // From every start a block with the next start in it leads on to the next such block, and so to the end.
    let block = [0, 10, 0, 0xf5, 0xff];
    let unit = [&START[..], &[0, 0xff], &block].concat();
    let found = unpacked(&unit.repeat(20_000));
    assert!(found.problems.len() < 8, "{} times", found.problems.len());
    assert!(
        messages(&found).ends_with("the rest wasn't read"),
        "{}",
        messages(&found)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn flipped_bytes_make_nothing_up_and_are_not_passed_over(flips in proptest::collection::vec((any::<proptest::sample::Index>(), 1..=255_u8), 1..4)) {
        let all = some(30);
        let mut bytes = packed(&all);
        for (index, flip) in flips {
            let at = index.index(bytes.len());
            bytes[at] ^= flip;
        }
        let found = unpacked(&bytes);
        prop_assert!(found.lines.iter().all(|line| all.iter().any(|one| one == line)));
        prop_assert!(!found.problems.is_empty() || found.lines == all);
    }

    #[test]
    fn any_bytes_are_survived(bytes: Vec<u8>, before: bool) {
        let all = some(3);
        let good = packed(&all);
        let mixed = if before { [bytes, good].concat() } else { [good, bytes].concat() };
        prop_assert!(unpacked(&mixed).lines == all);
    }
}
