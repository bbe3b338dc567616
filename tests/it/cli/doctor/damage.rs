//! What happens to logs, and how it comes back.

use std::fs;

use super::super::Home;
use super::MARKED;

#[test]
fn whatever_happens_to_the_log_a_repair_brings_everything_back() {
    type Damage = fn(&mut Vec<Vec<u8>>);
    let table: [(&str, Damage); 14] = [
        ("cut off in its last line", |lines| lines[3].truncate(60)),
        ("cut off before its last id", |lines| lines[3].truncate(9)),
        ("cut off in the middle", |lines| lines.truncate(2)),
        ("a flipped bit", |lines| lines[1][90] ^= 1),
        ("a flipped bit in an id", |lines| lines[1][20] ^= 1),
        ("a flipped bit in a version", |lines| lines[1][5] ^= 2),
        ("two lines run together", |lines| _ = lines[1].pop()),
        ("all lines run together", |lines| {
            *lines = vec![lines.concat().into_iter().filter(|&byte| byte != b'\n').collect()];
        }),
        ("zeros before a line", |lines| _ = lines[2].splice(..0, [0; 4096])),
        ("zeros instead of a line", |lines| lines[2].fill(0)),
        ("rubbish", |lines| _ = lines[1].splice(..0, *b"\xFF\xFE\x80 rubbish")),
        ("UTF-16", |lines| {
            for line in lines {
                *line = line.iter().flat_map(|&byte| [byte, 0]).collect();
            }
        }),
        ("an empty file", Vec::clear),
        ("no file", Vec::clear),
    ];
    for (name, damage) in table {
        let home = Home::with_marks();
        assert_eq!(home.done(), MARKED);
        let mut lines = home.lines();
        damage(&mut lines);
        fs::write(home.log(), lines.concat()).expect("the log");
        if name == "no file" {
            fs::remove_file(home.log()).expect("the log");
        }
        let damaged = fs::read(home.log()).ok();
        let looked = home.doctor(&[]);
        assert_eq!((looked.code, looked.err.as_str()), (Some(1), ""), "{name}: {looked}");
        assert!(looked.out.contains(" doctor --repair\n"), "{name}: {looked}");
        assert!(
            looked
                .out
                .lines()
                .all(|line| line.contains("[dir]") || line.chars().count() <= 80),
            "{name}: {looked}"
        );

        let before = home.tree();
        let dry = home.doctor(&["--repair", "--dry-run"]);
        assert_eq!((dry.code, dry.err.as_str()), (Some(0), ""), "{name}: {dry}");
        assert_eq!(home.tree(), before, "{name}: a dry run changes nothing");

        let repaired = home.doctor(&["--repair"]);
        assert_eq!(
            (repaired.code, repaired.err.as_str()),
            (Some(0), ""),
            "{name}: {repaired}"
        );
        assert_eq!(home.done(), MARKED, "{name}: {repaired}");
        let after = home.tree();
        for (path, bytes) in before.iter().filter(|(path, _)| path.starts_with(home.data())) {
            let now = after.get(path).unwrap_or_else(|| panic!("{name}: {path:?} is gone"));
            let kept = now
                .as_ref()
                .zip(bytes.as_ref())
                .is_none_or(|(now, bytes)| now.starts_with(bytes));
            assert!(kept, "{name}: {path:?} was changed");
        }
        assert!(damaged.is_none() || after[&home.log()] >= damaged, "{name}");

        let well = home.doctor(&[]);
        assert_eq!(well.code, Some(0), "{name}: {well}");
        assert!(well.out.contains("\nAll well: "), "{name}: {well}");
        let again = home.tree();
        assert!(home.doctor(&["--repair"]).out.contains("nothing to repair"), "{name}");
        assert_eq!(home.tree(), again, "{name}: a second repair changes nothing");
    }
}

#[test]
fn damage_is_told_of_with_its_place_and_what_comes_of_it() {
    let home = Home::with_marks();
    let mut lines = home.lines();
    lines[0][90] ^= 1;
    lines[1].pop();
    lines[3].truncate(100);
    lines.insert(2, b"an old shopping list\n".to_vec());
    home.forget_length();
    fs::write(home.log(), lines.concat()).expect("the log");
    insta::assert_snapshot!(home.doctor(&[]), @r#"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        1 event, 4 lines, 555 bytes, 2026-02-01

    Lines that don't count
      [dir]/home/.local/share/waypost/log/here.jsonl:1:134
        the checksum is `[crc]`, but the line's bytes have `[crc]`
        "do":"mark","topic":"farden/ground/soil","status":"done","crc":"[crc]"}
        Can be brought back: 1 event in a snapshot.
      [dir]/home/.local/share/waypost/log/here.jsonl:2:165
        the line is cut off before its checksum
        "do":"mark","topic":"garden/ground/mulch","status":"done","crc":"[crc]"
        Can be brought back: 1 event whole in the line.
      [dir]/home/.local/share/waypost/log/here.jsonl:4:101
        the line is cut off before its checksum
        "do":"mark","topic":"garden/pla
        Can be brought back: 1 event in a snapshot.

    Snapshots
      here: 2026-02-02, 4 events
        the logs lack 3 events of it
      1 other snapshot adds nothing to that

    What to do:
    - To bring back 3 marks and note 3 damaged lines as looked at; nothing is
      changed or deleted, and --dry-run shows it first:
          waypost --pack 'pack' doctor --repair
      Or only what the snapshots of one day have:
          waypost --pack 'pack' doctor --restore 2026-02-02
    [exit code 1]
    "#);
    insta::assert_snapshot!(home.doctor(&["--repair", "--dry-run"]), @r"
    Would bring back 3 events, 1 from damaged lines and 2 from snapshots, into
      [dir]/home/.local/share/waypost/log/recovered-20260301T120000Z-here.jsonl
      2026-02-01 10:00  Soil → done
      2026-02-01 11:00  Mulch → done
      2026-02-02 10:00  Lettuce → done
    Would note 3 damaged lines as looked at: they stay in place, and no device would
    speak of them again.
    [exit code 0]
    ");
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r"
    Brought back 3 events, 1 from damaged lines and 2 from snapshots, into
      [dir]/home/.local/share/waypost/log/recovered-20260301T120000Z-here.jsonl
    Noted 3 damaged lines as looked at: they stay in place, and no device speaks of
    them again.
    [exit code 0]
    ");
    insta::assert_snapshot!(home.doctor(&[]), @r"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        2 events, 5 lines, 712 bytes, 2026-02-01 to 2026-03-01
        3 damaged lines looked at before
      recovered-20260301T120000Z-here.jsonl
        3 events, 3 lines, 436 bytes, 2026-02-01 to 2026-02-02

    Snapshots
      here: 3 snapshots from 2026-02-01 to 2026-03-01, the last with 5 events, all
      in the logs too

    All well: 4 marks and 1 other event in 2 logs, 3 snapshots.
    [exit code 0]
    ");
    let log = home.run(&["log"]);
    assert_eq!((log.code, log.err.as_str()), (Some(0), ""), "{log}");
}

#[test]
fn what_is_lost_for_good_is_said_once_on_all_devices() {
    let home = Home::without_snapshots();
    let mut lines = home.lines();
    lines[1][90] ^= 1;
    fs::write(home.log(), lines.concat()).expect("the log");
    let said = home.run(&["list"]);
    assert!(
        said.err
            .contains("1 line of your log doesn't count; `waypost doctor` says what is lost"),
        "{said}"
    );
    insta::assert_snapshot!(home.doctor(&[]), @r#"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        3 events, 4 lines, 582 bytes, 2026-02-01 to 2026-02-02

    Lines that don't count
      [dir]/home/.local/share/waypost/log/here.jsonl:2:135
        the checksum is `[crc]`, but the line's bytes have `[crc]`
        "do":"mark","topic":"farden/ground/mulch","status":"done","crc":"[crc]"
        1 event lost, unless another device or a backup has the line; mark again
        what you miss.

    What to do:
    - To note 1 damaged line as looked at; nothing is changed or deleted, and
      --dry-run shows it first:
          waypost --pack 'pack' doctor --repair
    [exit code 1]
    "#);
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r#"
    Noted 1 damaged line as looked at: it stays in place, and no device speaks of it
    again.

    What can't be brought back
      [dir]/home/.local/share/waypost/log/here.jsonl:2:135
        the checksum is `[crc]`, but the line's bytes have `[crc]`
        "do":"mark","topic":"farden/ground/mulch","status":"done","crc":"[crc]"
        1 event lost, unless another device or a backup has the line; mark again
        what you miss.
    [exit code 0]
    "#);
    assert_eq!(home.done(), ["Lettuce", "Radish", "Soil"]);
    let other = home.command(&["list"]).env("WAYPOST_DEVICE", "other").output();
    let other = home.read(other.expect("the program"));
    assert_eq!((other.code, other.err.as_str()), (Some(0), ""), "{other}");
    assert_eq!(home.doctor(&[]).code, Some(0));
}

#[test]
fn a_line_that_was_written_again_is_no_damage() {
    let home = Home::with_marks();
    let mut lines = home.lines();
    lines.insert(2, [&lines[2][..70], b"\n"].concat());
    fs::write(home.log(), lines.concat()).expect("the log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(
        ran.out
            .contains("1 line cut off while written, and written again: nothing is lost"),
        "{ran}"
    );
}

#[test]
fn copies_of_a_log_are_told_of_with_what_only_they_have() {
    let home = Home::with_marks();
    let lines = home.lines();
    fs::remove_file(home.log()).expect("the log");
    home.forget_length();
    let log = home.log().with_file_name("other.jsonl");
    let copy = home
        .log()
        .with_file_name("other (Ada's conflicted copy 2026-03-01).jsonl");
    fs::write(&copy, lines[1..].concat()).expect("a copy");
    fs::write(&log, lines[..3].concat()).expect("the log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let said = "a copy of other.jsonl, with 2 events in common; 1 event is only here";
    assert!(ran.out.contains(said), "{ran}");
    // A damaged line whose event the copy has costs nothing.
    let mut lines = lines[..3].to_vec();
    lines[1][90] ^= 1;
    fs::write(&log, lines.concat()).expect("the log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(
        ran.out.contains("other.jsonl:2:") && ran.out.contains("Nothing is lost."),
        "{ran}"
    );
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r"
    Noted 1 damaged line as looked at: it stays in place, and no device speaks of it
    again.
    [exit code 0]
    ");
    assert_eq!(home.doctor(&[]).code, Some(0));
    assert_eq!(home.done(), MARKED);
}

#[test]
fn conflicts_of_gits_cost_nothing_and_the_name_of_the_device_is_spoken_of() {
    let home = Home::with_marks();
    let lines = home.lines();
    let bytes = [
        b"<<<<<<< HEAD\n",
        &lines[0][..],
        &lines[1],
        b"=======\n",
        &lines[2],
        b">>>>>>> other\n",
        &lines[3],
    ]
    .concat();
    fs::remove_file(home.log()).expect("the log");
    home.forget_length();
    fs::write(home.log().with_file_name("other.jsonl"), &bytes).expect("another device's log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let said = "other.jsonl:6:1\n    git could not merge this file and has put both versions into it\n    nothing is lost, both count; take out the lines";
    assert!(ran.out.contains(said), "{ran}");
    assert!(!home.run(&["list"]).err.is_empty());
    // Every conflict has the same lines: to accept them would be to accept all to come. So they stay told of.
    let before = home.tree();
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r"
    There is nothing that a repair can do.

    What remains to be done by hand:
    - Take out git's lines by hand; what is between them counts meanwhile:
          [dir]/home/.local/share/waypost/log/other.jsonl:1
          [dir]/home/.local/share/waypost/log/other.jsonl:4
          [dir]/home/.local/share/waypost/log/other.jsonl:6
    [exit code 0]
    ");
    assert_eq!(home.tree(), before);
    assert_eq!(home.doctor(&[]).out, ran.out);
    let (advice, log) = ("take out the lines that begin with", home.run(&["log"]));
    assert!(ran.out.contains(advice) && log.err.contains(advice), "{log}");
    assert_eq!(log.out.matches(" → done\n").count(), 4, "{log}");

    // In our own file they show that another machine has our name; that is for the learner to put right.
    fs::write(home.log(), bytes).expect("the log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(
        ran.out.contains("another machine writes under this one's name, `here`"),
        "{ran}"
    );
}

#[test]
fn what_is_still_arriving_is_no_damage() {
    let home = Home::without_snapshots();
    let line = home.lines()[0].clone();
    let other = home.log().with_file_name("other.jsonl");
    let moved = String::from_utf8_lossy(&line).replace("01K", "01J");
    fs::write(&other, &moved.as_bytes()[..100]).expect("another device's log");
    let before = home.tree();
    let ran = home.doctor(&[]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
    let said = "its last line has no end: the rest may still be on its way here";
    assert!(ran.out.contains(said), "{ran}");
    assert!(
        !ran.out.contains("--repair") && ran.out.contains("All well: 4 marks in 2 logs."),
        "{ran}"
    );
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r"
    There is nothing to repair.
    [exit code 0]
    ");
    assert_eq!(home.tree(), before);
    let (_, value) = home.json(&["doctor", "--json"]);
    assert_eq!(value["health"]["damaged_lines"][0]["fate"], "arriving");
    // Once a line has come after it, it won't come any more.
    fs::write(&other, [&moved.as_bytes()[..100], b"\n"].concat()).expect("another device's log");
    assert_eq!(home.doctor(&[]).code, Some(1));
}

#[test]
fn a_line_of_rubbish_may_have_been_a_mark_that_a_snapshot_has() {
    let home = Home::with_marks();
    let mut lines = home.lines();
    home.forget_length();
    lines[1] = b"\0\0 rubbish\n".to_vec();
    fs::write(home.log(), lines.concat()).expect("the log");
    insta::assert_snapshot!(home.doctor(&[]), @r"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        3 events, 4 lines, 448 bytes, 2026-02-01 to 2026-02-02

    Lines that don't count
      [dir]/home/.local/share/waypost/log/here.jsonl:2:1
        no event can be read in the line
         rubbish
        Which mark stood here, if any did, isn't known; 1 mark that no line has is
        in a snapshot.

    Snapshots
      here: 1 snapshot of 2026-02-01, with 1 event, which is in the logs too
      here: 2026-02-02, 4 events
        the logs lack 1 event of it

    What to do:
    - To bring back 1 mark and note 1 damaged line as looked at; nothing is changed
      or deleted, and --dry-run shows it first:
          waypost --pack 'pack' doctor --repair
      Or only what the snapshots of one day have:
          waypost --pack 'pack' doctor --restore 2026-02-02
    [exit code 1]
    ");
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r"
    Brought back 1 event, all from snapshots, into
      [dir]/home/.local/share/waypost/log/recovered-20260301T120000Z-here.jsonl
    Noted 1 damaged line as looked at: it stays in place, and no device speaks of it
    again.
    [exit code 0]
    ");
    assert_eq!(home.done(), MARKED);

    // Without a snapshot nothing is known of it.
    let home = Home::without_snapshots();
    fs::write(home.log(), lines.concat()).expect("the log");
    let ran = home.doctor(&["--repair"]);
    let said = "isn't known; nothing of it can be brought\n    back.";
    assert!(ran.out.contains(said), "{ran}");
}

#[test]
fn a_log_that_is_shorter_than_it_was_is_spoken_of_until_a_repair() {
    let home = Home::without_snapshots();
    let lines = home.lines();
    fs::write(home.log(), lines[..3].concat()).expect("an older log");
    let warned = home.run(&["stats"]).err;
    assert!(warned.contains("bytes of this device's log are gone"), "{warned}");
    insta::assert_snapshot!(home.doctor(&[]), @r"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        3 events, 3 lines, 435 bytes, 2026-02-01
        the last 147 bytes of this device's log are gone

    What to do:
    - To note that the last 147 bytes of this device's log are gone; nothing is
      changed or deleted, and --dry-run shows it first:
          waypost --pack 'pack' doctor --repair
    [exit code 1]
    ");
    let before = home.tree();
    insta::assert_snapshot!(home.doctor(&["--repair", "--dry-run"]), @r"
    Would note that the last 147 bytes of this device's log are gone.
    [exit code 0]
    ");
    assert_eq!(home.tree(), before);
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r"
    Noted that the last 147 bytes of this device's log are gone.
    [exit code 0]
    ");
    assert_eq!(home.run(&["stats"]).err, "");
    assert_eq!(home.doctor(&[]).code, Some(0));

    fs::remove_file(home.log()).expect("the log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.out.contains("- To note that this device's log is gone;"), "{ran}");
    assert_eq!(home.doctor(&["--repair"]).code, Some(0));
    assert_eq!(home.doctor(&[]).code, Some(0));
}
