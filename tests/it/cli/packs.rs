//! `pack`: what comes in, from where, and what doesn't.
#![expect(clippy::unwrap_used, reason = "a test's helpers fail like the test itself")]

use std::ffi::OsStr;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{EntryType, Header};
use zip::write::SimpleFileOptions;

use super::{Home, Ran};
use crate::support::play::{BALCONY, COMPOSTING, GARDEN};

/// A home of which only the packs in its data folder are looked at.
struct World(Home);

impl World {
    fn new() -> Self {
        Self(Home::new())
    }

    fn pack<S: AsRef<OsStr>>(&self, args: &[S]) -> Ran {
        let mut command = self.0.bare(&["pack"]);
        command.args(args);
        self.0.read(command.output().unwrap())
    }

    /// What a run that goes well prints.
    fn ok(&self, args: &[&str]) -> String {
        let ran = self.pack(args);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
        ran.out
    }

    /// What a run says that fails, and leaves no trace.
    fn fails(&self, args: &[&str]) -> String {
        let before = self.files();
        let ran = self.pack(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran}");
        assert_eq!(self.files(), before, "{args:?}");
        ran.err
    }

    fn run(&self, args: &[&str]) -> String {
        let ran = self.0.read(self.0.bare(args).output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
        ran.out
    }

    fn packs(&self) -> PathBuf {
        self.0.path().join("home/.local/share/waypost/packs")
    }

    /// All files below the folder of packs.
    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        below(&self.packs(), &mut files);
        let root = self.packs();
        let name = |file: PathBuf| file.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let mut files: Vec<_> = files.into_iter().map(name).collect();
        files.sort();
        files
    }

    fn bytes(&self, file: &str, bytes: &[u8]) {
        fs::write(self.0.path().join(file), bytes).unwrap();
    }
}

/// Columns one space apart: how wide they are depends on where the test runs.
fn narrow(table: &str) -> String {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    table.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            below(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An entry as no honest program writes it: the name's bytes as they are, any kind.
fn entry(tar: &mut tar::Builder<Vec<u8>>, name: &[u8], kind: EntryType, text: &[u8]) {
    let mut header = Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name);
    header.set_entry_type(kind);
    header.set_size(u64::try_from(text.len()).unwrap());
    header.set_mode(0o644);
    if kind.is_symlink() || kind.is_hard_link() {
        header.set_link_name("/etc/passwd").unwrap();
    }
    header.set_cksum();
    tar.append(&header, text).unwrap();
}

fn tar(entries: &[(&str, EntryType, &str)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, kind, text) in entries {
        entry(&mut tar, name.as_bytes(), *kind, text.as_bytes());
    }
    tar.into_inner().unwrap()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut gz = GzEncoder::new(Vec::new(), Compression::best());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

const FILE: EntryType = EntryType::Regular;

#[test]
fn a_new_pack_is_sound_and_opens() {
    let world = World::new();
    insta::assert_snapshot!(world.ok(&["new", "my pack/bread"]), @r"
    Bread, a small pack to make your own: pack.yaml, agents/baking.md, lessons/kneading.md, lessons/proofing.md, roles/home-baker.yaml
      waypost check --strict 'my pack/bread'
      waypost --pack 'my pack/bread'
    ");
    for check in [
        &["check", "--strict", "my pack/bread"][..],
        &["--pack", "my pack/bread", "check", "--unresolved"],
    ] {
        assert_eq!(world.run(check), "4 files, nothing to remark\n");
    }
    insta::assert_snapshot!(world.run(&["--pack", "my pack/bread", "list", "topics"]), @r"
    ○ Scale              todo  baking/first-loaf/scale
    ○ Kneading           todo  bread/kneading
    ○ Proofing           todo  bread/proofing
    ○ Baking             todo  baking/first-loaf/baking
    ○ Starter            todo  baking/sourdough/starter
    ○ Long fermentation  todo  baking/sourdough/long-fermentation
    ○ Proofing basket    todo  baking/sourdough/proofing-basket
    ");
    for kind in ["roles", "paths", "stacks", "levels"] {
        assert!(
            !world.run(&["--pack", "my pack/bread", "list", kind]).is_empty(),
            "{kind}"
        );
    }
    assert!(
        world
            .run(&["--pack", "my pack/bread", "show", "rising"])
            .contains("Kneading")
    );
    let bread = |args: &[&str]| world.run(&[&["--pack", "my pack/bread"][..], args].concat());
    assert!(bread(&["goal", "Home Baker"]).contains("0 of 4 topics done"));
    bread(&["mark", "Kneading", "learning"]);
    assert!(
        bread(&["review"]).starts_with("2 questions are due"),
        "{}",
        bread(&["review"])
    );
    let manifest = fs::read_to_string(world.0.path().join("my pack/bread/pack.yaml")).unwrap();
    assert!(
        manifest.contains("id: bread ") && manifest.contains("title: Bread\n"),
        "{manifest}"
    );
}

/// What its comments promise is so, and they leave out nothing an author can write.
#[test]
fn the_comments_of_a_new_pack_teach_all_there_is() {
    let world = World::new();
    world.ok(&["new", "bread"]);
    let text = |file: &str| fs::read_to_string(world.0.path().join("bread").join(file)).unwrap();
    let (spec, lesson, track) = (
        text("agents/baking.md"),
        text("lessons/kneading.md"),
        text("roles/home-baker.yaml"),
    );
    for section in [
        "roles",
        "paths",
        "topics",
        "stack",
        "levels",
        "trends",
        "related",
        "when",
        "roadmaps",
        "prerequisites",
        "projects",
        "resources",
        "outcomes",
        "more",
    ] {
        assert!(spec.contains(section), "{section}");
    }
    for (text, words) in [
        (
            &lesson,
            "title aliases summary level minutes resources questions ask choices answer why id: [[ Try",
        ),
        (&text("lessons/proofing.md"), "requires"),
        (&track, "title agent summary stages topics"),
    ] {
        for word in words.split(' ') {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
    // The heading that nothing else would tell is read as `sections` says.
    let shown = world.run(&["--pack", "bread", "show", "Bread Baking"]);
    assert!(
        shown.contains("Projects\n  - Pizza\n") && !shown.contains("<!--"),
        "{shown}"
    );
}

/// An order of one's own through topics that other packs have is worth a pack.
#[test]
fn role_tracks_alone_are_a_pack() {
    let world = World::new();
    world.0.write(
        "ways/roles/keeper.yaml",
        "title: Keeper\nagent: garden\nstages: [{ title: First, topics: [Soil] }]\n",
    );
    let added = world.pack(&["add", "ways"]).out;
    assert!(added.starts_with("ways was added as `ways`: 1 role track, "), "{added}");
    let listed = world.ok(&["list"]);
    assert!(listed.contains("1 file, "), "{listed}");
}

#[test]
fn a_new_pack_takes_the_place_of_nothing() {
    let world = World::new();
    fs::create_dir(world.0.path().join("empty")).unwrap();
    world.ok(&["new", "empty"]);
    world.0.write("file", "");
    insta::assert_snapshot!(world.fails(&["new", "empty"]), @"error: empty is not empty, and nothing was written; name a new folder, or one that is empty");
    insta::assert_snapshot!(world.fails(&["new", "file"]), @"error: file is a file; name a new folder");
}

#[test]
fn a_folder_is_copied_as_far_as_it_is_read() {
    let world = World::new();
    world.0.write("pack/picture.png", "PNG");
    world.0.write("pack/README.md", "# Read me\n");
    world.0.write("pack/lessons/compost.md", COMPOSTING);
    insta::assert_snapshot!(world.pack(&["add", "pack"]), @r"
    Gardens was added as `gardens`: 2 specs, 1 lesson, 9 topics
    warning: 1 warning in it; `waypost check [dir]/home/.local/share/waypost/packs/gardens` shows them
    [exit code 0]
    ");
    assert_eq!(
        world.files(),
        [
            "gardens.files.json",
            "gardens.json",
            "gardens/agents/balcony.md",
            "gardens/agents/garden.md",
            "gardens/lessons/compost.md",
            "gardens/pack.yaml"
        ]
    );
    // It is there from now on, beside the one inside the program; and it is a copy.
    fs::remove_dir_all(world.0.path().join("pack")).unwrap();
    assert!(world.run(&["list", "agents"]).contains("Kitchen Garden"));
    world.run(&["mark", "Mulch", "done"]);
    assert!(
        world
            .run(&["list", "topics", "--status", "done"])
            .contains("garden/ground/mulch")
    );
    let list = narrow(&world.ok(&["list"]));
    let (built_in, added) = list.split_once('\n').unwrap();
    assert!(built_in.ends_with("inside waypost"), "{built_in}");
    assert_eq!(
        added,
        "gardens Gardens 3 files, 9 topics [dir]/pack 2026-03-01 1 warning"
    );
    let (json, _) = {
        let text = world.ok(&["list", "--json"]);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["schema"], "waypost/1");
        (serde_json::to_string_pretty(&value["packs"][1]).unwrap(), value)
    };
    insta::assert_snapshot!(json, @r#"
    {
      "id": "gardens",
      "title": "Gardens",
      "version": "",
      "built_in": false,
      "folder": "[dir]/home/.local/share/waypost/packs/gardens",
      "files": 3,
      "topics": 9,
      "from": {
        "kind": "folder",
        "source": "[dir]/pack"
      },
      "added": "2026-03-01T12:00:00Z",
      "updated": "2026-03-01T12:00:00Z",
      "errors": 0,
      "warnings": 1
    }
    "#);
}

#[test]
fn an_id_is_given_once() {
    let world = World::new();
    world.ok(&["add", "pack"]);
    insta::assert_snapshot!(world.fails(&["add", "pack"]), @"error: there is a pack `gardens` already, from [dir]/pack; bring it up to date with `waypost pack update gardens`, or give this one another name with --name");
    insta::assert_snapshot!(world.fails(&["add", "pack", "--name", "backend"]), @"error: `backend` is the pack inside waypost; give this one another name with --name");
    insta::assert_snapshot!(world.fails(&["add", "pack", "--name", "gardens"]), @"error: there is a pack `gardens` already, from [dir]/pack; bring it up to date with `waypost pack update gardens`, or give this one another name with --name");
    insta::assert_snapshot!(world.fails(&["add", "pack", "--name", "../x"]), @"error: a pack can't be called `../x`; --name x is as near as can be");
    insta::assert_snapshot!(world.fails(&["add", "pack", "--name", "con"]), @"error: a pack can't be called `con`; give it another name");
    // What is met again is said, and nothing of the first pack changes hands.
    insta::assert_snapshot!(world.ok(&["add", "pack", "--name", "again"]), @r"
    Gardens was added as `again`: 2 specs, 9 topics
      9 topics are in other packs as well, learned once and counted everywhere: Compost, Drip Irrigation, Chili Peppers, Soil, Mulch and 4 more
      ids that other packs have, so that these agents get a number: balcony, garden
    ");
    let agents = world.run(&["list", "agents"]);
    let ids: Vec<_> = agents
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .collect();
    assert_eq!(ids[ids.len() - 4..], ["balcony", "garden", "balcony-2", "garden-2"]);
}

#[test]
fn what_a_manifest_says_is_a_name_and_no_path() {
    let world = World::new();
    for (id, folder) in [("../../evil", "evil"), ("/etc", "etc"), ("''", "pack"), ("con", "pack")] {
        world.0.write("pack/pack.yaml", &format!("id: {id}\n"));
        assert!(world.ok(&["add", "pack"]).contains(&format!("as `{folder}`")), "{id}");
        world.ok(&["remove", folder]);
    }
    assert_eq!(world.files(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_a_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let world = World::new();
    world.0.write("private/secret.md", GARDEN);
    symlink("../../private/secret.md", world.0.path().join("pack/agents/secret.md")).unwrap();
    symlink("../../private", world.0.path().join("pack/agents/private")).unwrap();
    symlink("garden.md", world.0.path().join("pack/agents/link.md")).unwrap();
    insta::assert_snapshot!(world.pack(&["add", "pack"]), @r"
    Gardens was added as `gardens`: 3 specs, 9 topics
    warning: left out: agents/private leads out of the pack and is not followed
    warning: left out: agents/secret.md leads out of the pack and is not read
    [exit code 0]
    ");
    assert_eq!(
        world.files(),
        [
            "gardens.files.json",
            "gardens.json",
            "gardens/agents/balcony.md",
            "gardens/agents/garden.md",
            "gardens/agents/link.md",
            "gardens/pack.yaml"
        ]
    );
    assert!(!world.packs().join("gardens/agents/link.md").is_symlink());
}

/// Nobody but the system's own user is kept from a file by its mode.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_left_out() {
    use std::os::unix::fs::PermissionsExt as _;
    if rustix::process::geteuid().is_root() {
        return;
    }
    let world = World::new();
    let path = world.0.write("pack/lessons/compost.md", COMPOSTING);
    fs::set_permissions(path, fs::Permissions::from_mode(0o0)).unwrap();
    insta::assert_snapshot!(world.pack(&["add", "pack"]), @r"
    Gardens was added as `gardens`: 2 specs, 7 topics
    warning: left out: lessons/compost.md (can't be read: Permission denied (os error 13))
    [exit code 0]
    ");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_told_of() {
    let world = World::new();
    let pipe = |file: &str| {
        let path = world.0.path().join(file);
        rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
    };
    pipe("pack/agents/pipe.md");
    pipe("pack/agents/pipe.bin");
    let checked = world.0.plain(&["check", "pack"]).out;
    assert!(
        checked.contains("error[unreadable]: can't be read: it is not a regular file\n--> pack/agents/pipe.md:1:1"),
        "{checked}"
    );
    assert!(!checked.contains("pipe.bin"), "{checked}");
    let added = world.pack(&["add", "pack"]);
    assert!(
        added
            .err
            .contains("left out: agents/pipe.md can't be read: it is not a regular file"),
        "{added}"
    );
    let refused = world.fails(&["add", "pack/agents/pipe.md"]);
    assert!(refused.contains("is a pipe or a device, and no pack"), "{refused}");
}

/// Files that take no room on the disk.
#[test]
fn a_pack_beyond_a_size_is_none() {
    let world = World::new();
    for number in 0..40 {
        let path = world.0.write(&format!("pack/lessons/{number:02}.md"), "");
        fs::File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_len(7 * 1024 * 1024)
            .unwrap();
    }
    let refused = world.fails(&["add", "pack"]);
    assert!(
        refused.contains("is no pack: its files have more than 268435456 bytes together"),
        "{refused}"
    );
}

#[test]
fn archives_are_unpacked() {
    let text = [
        ("pack.yaml", "title: Gardens\n"),
        ("agents/garden.md", GARDEN),
        ("x.bin", "\0"),
    ];
    let entries = text.map(|(name, text)| (name, FILE, text));
    let inside = text.map(|(name, text)| (format!("gardens-1.2/{name}"), text));
    let inside: Vec<_> = inside.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let in_tar: Vec<_> = inside.iter().map(|(name, text)| (*name, FILE, *text)).collect();
    let backslashes = [(r"agents\garden.md", GARDEN)];
    for (file, bytes, id) in [
        ("flat.zip", zip(&text), "flat"),
        ("flat.tar", tar(&entries), "flat"),
        ("flat.tar.gz", gz(&tar(&entries)), "flat"),
        ("flat-main.tgz", gz(&tar(&entries)), "flat"),
        ("deep.zip", zip(&inside), "gardens-1-2"),
        ("deep.tar.gz", gz(&tar(&in_tar)), "gardens-1-2"),
        ("windows.zip", zip(&backslashes), "windows"),
        ("no-ending", zip(&text), "no-ending"),
    ] {
        let world = World::new();
        world.bytes(file, &bytes);
        let said = world.ok(&["add", file]);
        assert!(said.contains(&format!("`{id}`: 1 spec, 7 topics")), "{file}: {said}");
        let files = world.files();
        assert!(files.contains(&format!("{id}/agents/garden.md")), "{file}: {files:?}");
        assert!(!files.iter().any(|file| file.contains("x.bin")), "{files:?}");
        assert_eq!(world.ok(&["update"]), format!("{id}: nothing in it has changed\n"));
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn hostile_archives_leave_nothing_anywhere() {
    let zeros = " ".repeat(7 * 1024 * 1024);
    // Text that hardly gets smaller.
    let odd = |n: u32| char::from_digit(n.wrapping_mul(2_654_435_761) >> 28, 16).unwrap();
    let large: String = (0..8_800_000).map(odd).collect();
    let zip_bomb: Vec<_> = (0..8).map(|n| (format!("agents/{n}.md"), zeros.as_str())).collect();
    let zip_bomb: Vec<_> = zip_bomb.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let many: String = "x".repeat(70 * 1024);
    let long_name = tar(&[
        ("././@LongLink", EntryType::GNULongName, many.as_str()),
        ("a.md", FILE, GARDEN),
    ]);
    let mut cut = tar(&[("agents/a.md", FILE, GARDEN)]);
    cut.truncate(700);
    let sound = gz(&tar(&[("agents/a.md", FILE, GARDEN)]));
    let mut flipped = sound.clone();
    flipped[sound.len() / 2] ^= 1;
    let mut unchecked = sound.clone();
    unchecked[sound.len() - 8..sound.len() - 4].fill(0);
    let shorter = sound[..sound.len() - 20].to_vec();
    let mut broken = zip(&[("agents/a.md", GARDEN)]);
    let middle = broken.len() / 2;
    broken[middle..].fill(b'x');
    for (name, bytes, why) in [
        (
            "up.zip",
            zip(&[("agents/a.md", GARDEN), ("../../up.md", GARDEN)]),
            "`../../up.md` leads out",
        ),
        (
            "up.tar",
            tar(&[("agents/a.md", FILE, GARDEN), ("a/../../up.md", FILE, GARDEN)]),
            "`a/../../up.md` leads out",
        ),
        (
            "up-binary.tar",
            tar(&[("agents/a.md", FILE, GARDEN), ("../up.png", FILE, "")]),
            "`../up.png` leads out",
        ),
        (
            "folder.tar",
            tar(&[("../up/", EntryType::Directory, "")]),
            "`../up/` leads out",
        ),
        (
            "link.tar",
            tar(&[("../up.md", EntryType::Symlink, "")]),
            "`../up.md` leads out",
        ),
        (
            "root.tar",
            tar(&[("/tmp/up.md", FILE, GARDEN)]),
            "`/tmp/up.md` leads out",
        ),
        ("drive.zip", zip(&[(r"C:\up.md", GARDEN)]), r"`C:\up.md` leads out"),
        ("backslash.zip", zip(&[(r"..\up.md", GARDEN)]), r"`..\up.md` leads out"),
        ("bomb.zip", zip(&zip_bomb), "more than 200 times its size"),
        (
            "bomb.tar.gz",
            gz(&tar(&[("x.bin", FILE, &zeros.repeat(8))])),
            "more than 200 times its size",
        ),
        ("long.tar", long_name, "it describes an entry in"),
        ("cut.tar", cut, "can't unpack"),
        ("broken.zip", broken, "can't unpack"),
        ("flipped.tgz", flipped, "can't unpack"),
        (
            "unchecked.tgz",
            unchecked,
            "it is damaged or cut off, so none of it was taken",
        ),
        ("shorter.tgz", shorter, "incomplete deflate stream"),
        (
            "huge.zip",
            zip(&[("agents/a.md", &zeros.repeat(30))]),
            "`agents/a.md` is too large: it unpacks to more than 200 times its size",
        ),
        (
            "large.zip",
            zip(&[("agents/a.md", &large)]),
            "left out: agents/a.md (it is too large: at most 8 MB are read of a file)",
        ),
        ("text.zip", b"no archive".to_vec(), "is no .zip, .tar or .tar.gz"),
        ("empty.zip", zip(&[]), "holds no agent specs"),
        ("nothing.zip", zip(&[("x.bin", "x")]), "holds no agent specs"),
    ] {
        let world = World::new();
        world.bytes(name, &bytes);
        let before = {
            let mut files = Vec::new();
            below(world.0.path(), &mut files);
            files
        };
        let said = world.fails(&["add", name]);
        assert!(
            said.starts_with("error: nothing was added: ") && said.contains(why),
            "{name}: {said}"
        );
        let mut after = Vec::new();
        below(world.0.path(), &mut after);
        assert_eq!(after, before, "{name}");
        assert_eq!(fs::read_dir(world.packs()).unwrap().count(), 0, "{name}");
    }
}

#[test]
fn what_no_system_or_not_every_one_can_have_is_left_out() {
    let world = World::new();
    let deep = format!("{}deep.md", "a/".repeat(20));
    let huge = "x".repeat(8 * 1024 * 1024 + 1);
    let bytes = {
        let mut tar = tar::Builder::new(Vec::new());
        for (name, kind, text) in [
            ("agents/garden.md", FILE, GARDEN),
            ("Agents/Garden.md", FILE, "# Another\n"),
            ("agents/garden.md/under.md", FILE, "# Under\n"),
            ("agents/CON.md", FILE, "# Device\n"),
            ("agents/nul.md", FILE, "# Device\n"),
            ("agents/a:b.md", FILE, "# Stream\n"),
            ("agents/link.md", EntryType::Symlink, ""),
            ("agents/hard.md", EntryType::Link, ""),
            ("agents/pipe.md", EntryType::Fifo, ""),
            ("agents/disk.md", EntryType::Block, ""),
            (deep.as_str(), FILE, "# Deep\n"),
            ("agents/huge.md", FILE, huge.as_str()),
        ] {
            entry(&mut tar, name.as_bytes(), kind, text.as_bytes());
        }
        entry(&mut tar, b"agents/\xff.md", FILE, b"# Bytes\n");
        tar.into_inner().unwrap()
    };
    world.bytes("odd.tar", &bytes);
    insta::assert_snapshot!(world.pack(&["add", "odd.tar"]), @r"
    odd was added as `odd`: 1 spec, 7 topics
    warning: left out: 2 files such as Agents/Garden.md (another one has this name, apart from capitals); 4 files such as agents/link.md (it is a link or a device, not a file); a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/deep.md (it is nested too deep); agents/huge.md (it is too large: at most 8 MB are read of a file); 4 files such as agents/CON.md (not every system can have a file of that name)
    [exit code 0]
    ");
    assert_eq!(world.files(), ["odd.files.json", "odd.json", "odd/agents/garden.md"]);
}

#[test]
fn encrypted_and_linked_files_of_a_zip_are_left_out() {
    let world = World::new();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("agents/secret.md", "# Secret\n"),
        ("agents/garden.md", GARDEN),
        ("agents/other.md", "# Other\n"),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.add_symlink("agents/link.md", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let mut bytes = zip.finish().unwrap().into_inner();
    // A kind of compression that is none, in both headers of the last one.
    let local = |name: &[u8], nth: usize| {
        let mut found = bytes.windows(name.len()).enumerate().filter(|(_, at)| *at == name);
        found.nth(nth).map(|(at, _)| at).unwrap()
    };
    let (header, listed) = (local(b"agents/other.md", 0) - 30, local(b"agents/other.md", 1) - 46);
    bytes[header + 8] = 98;
    bytes[listed + 10] = 98;
    // The lowest bit of the first entry's flags, in its own header and in the directory.
    let directory = bytes.windows(4).position(|at| at == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[directory + 8] |= 1;
    world.bytes("odd.zip", &bytes);
    insta::assert_snapshot!(world.pack(&["add", "odd.zip"]), @r"
    odd was added as `odd`: 1 spec, 7 topics
    warning: left out: agents/link.md (it is a link or a device, not a file); agents/other.md (it is compressed in a way that is not known); agents/secret.md (it is encrypted)
    [exit code 0]
    ");
}

#[test]
fn what_is_nothing_is_said_to_be_nothing() {
    let world = World::new();
    world.0.write("bare/notes.txt", "no spec\n");
    insta::assert_snapshot!(world.fails(&["add", "absent.zip"]), @"error: there is no folder or archive absent.zip; name one, or a repository such as https://github.com/someone/their-agents");
    insta::assert_snapshot!(world.fails(&["add", "bare"]), @"error: nothing was added: [dir]/bare holds no agent specs, lessons, roles or roadmaps; a pack has Markdown files in folders `agents` and `lessons`, or specs directly in it");
    insta::assert_snapshot!(world.fails(&["remove", "absent"]), @"error: there is no pack `absent`; none was added");
    insta::assert_snapshot!(world.fails(&["update", "absent"]), @"error: there is no pack `absent`; none was added");
    insta::assert_snapshot!(world.pack(&["update"]), @r"
    note: no pack was added, so there is nothing to bring up to date
    [exit code 0]
    ");
}

#[test]
fn a_repository_of_specs_needs_no_manifest() {
    let world = World::new();
    for (file, text) in [
        (".claude/agents/garden.md", GARDEN),
        ("plugins/pots/skills/balcony/SKILL.md", BALCONY),
        ("README.md", "# Read me\n"),
        ("notes.md", "# Notes\n"),
        ("docs/guide.md", "# Guide\n"),
        ("node_modules/x/agents/x.md", GARDEN),
    ] {
        world.0.write(&format!("repository/{file}"), text);
    }
    insta::assert_snapshot!(world.pack(&["add", "repository"]), @r"
    repository was added as `repository`: 2 specs, 9 topics
    note: left out: 1 file that is in no folder `agents`, `skills` or `commands`; the folders docs, node_modules
    [exit code 0]
    ");
    assert_eq!(
        world.files(),
        [
            "repository.files.json",
            "repository.json",
            "repository/.claude/agents/garden.md",
            "repository/plugins/pots/skills/balcony/SKILL.md"
        ]
    );
    assert!(world.run(&["list", "agents"]).contains("Balcony"));
}

#[test]
fn an_update_says_what_is_new_and_keeps_what_was_learned() {
    let world = World::new();
    world.ok(&["add", "pack"]);
    world.run(&["mark", "Mulch", "Soil", "done"]);
    assert_eq!(world.ok(&["update"]), "gardens: nothing in it has changed\n");
    let changed = GARDEN.replace(
        "- **Mulch**: straw, leaves",
        "- **Mulch**: straw\n- **Rain** - barrels\n- **Frost** - fleece",
    );
    world.0.write("pack/agents/garden.md", &changed);
    assert_eq!(
        world.ok(&["update", "gardens"]),
        "gardens: 2 new; your 2 marks are kept\n"
    );
    assert!(world.run(&["list", "topics"]).contains("Frost"));
    world
        .0
        .write("pack/agents/garden.md", &changed.replace("barrels", "butts"));
    assert_eq!(
        world.ok(&["update"]),
        "gardens: new text, and the same topics; your 2 marks are kept\n"
    );
    fs::rename(world.0.path().join("pack"), world.0.path().join("elsewhere")).unwrap();
    insta::assert_snapshot!(world.fails(&["update"]), @"error: gardens: it stays as it is: there is no folder [dir]/pack any more");
    insta::assert_snapshot!(world.ok(&["remove", "gardens"]), @r"
    gardens is gone from [dir]/home/.local/share/waypost/packs
      your progress stays: 2 topics of yours are in no pack now, which `waypost doctor` lists, and add the pack again to go on with
    ");
    assert_eq!(world.files(), Vec::<String>::new());
    world.ok(&["add", "elsewhere"]);
    assert!(world.run(&["list", "topics", "--status", "done"]).contains("Mulch"));
}

#[test]
fn folders_put_there_by_hand_are_packs_too() {
    let world = World::new();
    fs::create_dir_all(world.packs()).unwrap();
    fs::rename(world.0.path().join("pack"), world.packs().join("mine")).unwrap();
    let list = narrow(&world.ok(&["list"]));
    assert!(
        list.contains("mine Gardens 2 files, 9 topics imported, or put there by hand"),
        "{list}"
    );
    assert!(
        world
            .fails(&["update", "mine"])
            .contains("nothing says where it came from")
    );
    insta::assert_snapshot!(world.ok(&["remove", "mine"]), @r"
    mine is gone from [dir]/home/.local/share/waypost/packs
      its folder is kept as [dir]/home/.local/share/waypost/kept/mine
      your progress is as it was
    ");
    assert_eq!(world.files(), Vec::<String>::new());
    assert!(world.packs().with_file_name("kept").join("mine/pack.yaml").is_file());
}

/// What is kept beside the packs, with its text.
fn kept(world: &World) -> Vec<(String, String)> {
    let root = world.packs().with_file_name("kept");
    let mut files = Vec::new();
    below(&root, &mut files);
    files.sort();
    let name = |file: &Path| file.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
    let text = |file: &Path| fs::read_to_string(file).unwrap();
    files.iter().map(|file| (name(file), text(file))).collect()
}

#[test]
fn what_was_changed_in_a_copy_is_never_thrown_away() {
    let world = World::new();
    world.ok(&["add", "pack"]);
    let copy = world.packs().join("gardens");
    let own = GARDEN.replace("straw, leaves", "straw, leaves, bark");
    fs::write(copy.join("agents/garden.md"), &own).unwrap();
    fs::create_dir_all(copy.join("lessons")).unwrap();
    fs::write(copy.join("lessons/own.md"), COMPOSTING).unwrap();
    fs::write(copy.join(".DS_Store"), "what a system leaves").unwrap();
    // Nothing new has come, so nothing need be said twice.
    let stays = "gardens: nothing new in it; what you have changed stays: agents/garden.md, lessons/own.md\n";
    assert_eq!(world.ok(&["update"]), stays);
    assert_eq!(fs::read_to_string(copy.join("agents/garden.md")).unwrap(), own);

    let new = GARDEN.replace("- Lettuce", "- Lettuce\n- Chard");
    world.0.write("pack/agents/garden.md", &new);
    insta::assert_snapshot!(world.fails(&["update"]), @"error: gardens: it stays as it is: you have changed or added files in [dir]/home/.local/share/waypost/packs/gardens: agents/garden.md, lessons/own.md; put them elsewhere, or `waypost pack update gardens --force` keeps them beside the packs");
    insta::assert_snapshot!(world.fails(&["remove", "gardens"]), @"error: nothing was removed: you have changed or added files in [dir]/home/.local/share/waypost/packs/gardens: agents/garden.md, lessons/own.md; put them elsewhere, or `waypost pack remove gardens --force` keeps them beside the packs");
    assert_eq!(fs::read_to_string(copy.join("agents/garden.md")).unwrap(), own);
    insta::assert_snapshot!(world.ok(&["update", "--force"]), @"gardens: 2 new, 1 gone; what you had changed is kept in [dir]/home/.local/share/waypost/kept/gardens: agents/garden.md, lessons/own.md");
    assert_eq!(fs::read_to_string(copy.join("agents/garden.md")).unwrap(), new);
    let first = [
        ("gardens/agents/garden.md".to_owned(), own),
        ("gardens/lessons/own.md".to_owned(), COMPOSTING.to_owned()),
    ];
    assert_eq!(kept(&world), first);

    // What has come from elsewhere by then is no change of the learner's.
    let newer = new.replace("Chard", "Kale");
    fs::write(copy.join("agents/garden.md"), &newer).unwrap();
    world.0.write("pack/agents/garden.md", &newer);
    assert_eq!(world.ok(&["update"]), "gardens: nothing in it has changed\n");
    fs::write(copy.join("notes.txt"), "mine").unwrap();
    let gone = world.ok(&["remove", "gardens", "--force"]);
    assert!(
        gone.contains("what you had changed is kept in [dir]/home/.local/share/waypost/kept/gardens-2: notes.txt"),
        "{gone}"
    );
    assert_eq!(kept(&world)[..2].len() + 1, kept(&world).len());
    assert_eq!(world.files(), Vec::<String>::new());
    // What is as it came goes without a word.
    world.ok(&["add", "pack"]);
    world.ok(&["remove", "gardens"]);
    assert_eq!(kept(&world).len(), 3);
}

#[test]
fn where_nobody_knows_what_was_installed_the_former_copy_is_kept() {
    let world = World::new();
    world.ok(&["add", "pack"]);
    fs::remove_file(world.packs().join("gardens.files.json")).unwrap();
    let new = GARDEN.replace("- Lettuce", "- Lettuce\n- Chard");
    world.0.write("pack/agents/garden.md", &new);
    assert_eq!(
        world.ok(&["update"]),
        "gardens: 1 new; its folder is kept as [dir]/home/.local/share/waypost/kept/gardens\n"
    );
    let kept = kept(&world);
    let was = kept.iter().find(|(name, _)| name == "gardens/agents/garden.md");
    assert_eq!(was.map(|(_, text)| text.as_str()), Some(GARDEN));
    // From now on it is known.
    world.0.write("pack/agents/garden.md", GARDEN);
    assert_eq!(world.ok(&["update"]), "gardens: 1 gone\n");
}

#[test]
fn what_a_run_that_was_cut_off_has_left_goes_away() {
    let world = World::new();
    let left = world.packs().join(".new-abc");
    fs::create_dir_all(left.join("pack/agents")).unwrap();
    fs::write(left.join("pack/agents/garden.md"), GARDEN).unwrap();
    assert!(!world.run(&["list", "agents"]).contains("Kitchen"), "it is no pack");
    world.ok(&["add", "pack"]);
    assert!(left.exists(), "somebody may be at work there");
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 24 * 60 * 60);
    fs::File::open(&left).unwrap().set_modified(old).unwrap();
    world.ok(&["add", "pack", "--name", "again"]);
    assert!(!left.exists());
}

/// A world with a repository of the two gardens, and a bare one it was pushed to; nothing where there is no git.
fn with_git() -> Option<World> {
    let world = World::new();
    let made = git(&world, "pack", &["init", "--quiet", "--initial-branch=main"])?;
    assert!(made, "git init");
    commit(&world);
    assert!(git(
        &world,
        ".",
        &["clone", "--quiet", "--bare", "pack", "gardens.git"]
    )?);
    assert!(git(&world, "pack", &["remote", "add", "origin", "../gardens.git"])?);
    Some(world)
}

fn git(world: &World, folder: &str, args: &[&str]) -> Option<bool> {
    let status = Command::new("git")
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org"])
        .args(args)
        .current_dir(world.0.path().join(folder))
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", world.0.path().join("home"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .status();
    status.ok().map(|status| status.success())
}

fn commit(world: &World) {
    assert_eq!(git(world, "pack", &["add", "--all"]), Some(true));
    assert_eq!(
        git(world, "pack", &["commit", "--quiet", "--message", "More"]),
        Some(true)
    );
}

#[test]
fn a_repository_is_fetched_and_brought_up_to_date_by_git() {
    let Some(world) = with_git() else { return };
    let url = format!("file://{}", world.0.path().join("gardens.git").display());
    assert!(
        world
            .ok(&["add", &url])
            .starts_with("Gardens was added as `gardens`: 2 specs, 9 topics")
    );
    assert_eq!(
        world.files(),
        [
            "gardens.files.json",
            "gardens.json",
            "gardens/agents/balcony.md",
            "gardens/agents/garden.md",
            "gardens/pack.yaml"
        ]
    );
    let origin = fs::read_to_string(world.packs().join("gardens.json")).unwrap();
    let origin: serde_json::Value = serde_json::from_str(&origin).unwrap();
    assert_eq!(origin["kind"], "git");
    assert_eq!(origin["from"], *url);
    assert_eq!(origin["revision"].as_str().map(str::len), Some(40));
    world.run(&["mark", "Mulch", "done"]);
    assert_eq!(world.ok(&["update"]), "gardens: up to date\n");

    world.0.write(
        "pack/agents/garden.md",
        &GARDEN.replace("- Lettuce", "- Lettuce\n- Chard"),
    );
    commit(&world);
    assert_eq!(git(&world, "pack", &["push", "--quiet", "origin", "main"]), Some(true));
    assert_eq!(world.ok(&["update"]), "gardens: 1 new; your mark is kept\n");
    assert_eq!(world.ok(&["update"]), "gardens: up to date\n");
    // History may be written anew.
    assert_eq!(
        git(&world, "pack", &["commit", "--quiet", "--amend", "--message", "Else"]),
        Some(true)
    );
    assert_eq!(
        git(&world, "pack", &["push", "--quiet", "--force", "origin", "main"]),
        Some(true)
    );
    assert_eq!(world.ok(&["update"]), "gardens: nothing in it has changed\n");
    // A bare repository named by its path is one, a folder with one in it is a folder.
    world.ok(&["add", "gardens.git", "--name", "bare"]);
    world.ok(&["add", "pack", "--name", "folder"]);
    let list = world.ok(&["list"]);
    assert!(
        list.contains("[dir]/gardens.git at ") && list.contains("[dir]/pack  "),
        "{list}"
    );
}

#[test]
fn a_branch_or_tag_is_fetched_where_one_is_named() {
    let Some(world) = with_git() else { return };
    let run = |args: &[&str]| assert_eq!(git(&world, "pack", args), Some(true), "{args:?}");
    run(&["tag", "--annotate", "--message", "First", "v1"]);
    run(&["switch", "--quiet", "--create", "dev/next"]);
    let with = |name: &str| GARDEN.replace("- Lettuce", &format!("- Lettuce\n- {name}"));
    world.0.write("pack/agents/garden.md", &with("Chard"));
    commit(&world);
    run(&["push", "--quiet", "origin", "dev/next", "v1"]);
    let url = format!("file://{}", world.0.path().join("gardens.git").display());
    for (from, id) in [
        (format!("{url}#dev/next"), "dev"),
        ("gardens.git#v1".to_owned(), "tag"),
        ("pack#main".to_owned(), "here"),
    ] {
        world.ok(&["add", &from, "--name", id]);
        assert_eq!(world.ok(&["update", id]), format!("{id}: up to date\n"));
        let text = fs::read_to_string(world.packs().join(id).join("agents/garden.md")).unwrap();
        assert_eq!(text.contains("Chard"), id == "dev", "{id}");
    }
    world.0.write("pack/agents/garden.md", &with("Kale"));
    commit(&world);
    run(&["push", "--quiet", "origin", "dev/next"]);
    assert!(world.ok(&["update", "dev"]).starts_with("dev: 1 new"));
    assert_eq!(world.ok(&["update", "tag"]), "tag: up to date\n");
    let said = world.fails(&["add", &format!("{url}#absent"), "--name", "other"]);
    assert!(said.contains("absent"), "{said}");
    run(&["push", "--quiet", "origin", "--delete", "dev/next"]);
    let said = world.fails(&["update", "dev"]);
    assert!(said.contains("has no branch or tag `dev/next` any more"), "{said}");
}

#[test]
fn a_submodule_is_told_of() {
    let Some(world) = with_git() else { return };
    let commit_of = |folder| {
        let args = ["-c", "safe.directory=*", "rev-parse", "HEAD"];
        let ran = Command::new("git")
            .args(args)
            .current_dir(world.0.path().join(folder))
            .output();
        String::from_utf8(ran.unwrap().stdout).unwrap().trim().to_owned()
    };
    let link = format!("160000,{},agents/shared", commit_of("pack"));
    assert_eq!(
        git(&world, "pack", &["update-index", "--add", "--cacheinfo", &link]),
        Some(true)
    );
    assert_eq!(
        git(&world, "pack", &["commit", "--quiet", "--message", "Shared"]),
        Some(true)
    );
    assert_eq!(git(&world, "pack", &["push", "--quiet", "origin", "main"]), Some(true));
    let ran = world.pack(&["add", "gardens.git"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_eq!(
        ran.err,
        "warning: left out: agents/shared (a submodule: another repository, which is not fetched with this one; add it by itself)\n"
    );
}

#[cfg(unix)]
#[test]
fn links_and_hooks_of_a_repository_do_nothing() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let Some(world) = with_git() else { return };
    let marker = world.0.path().join("ran");
    let hook = world.0.write(
        "home/templates/hooks/post-checkout",
        &format!("#!/bin/sh\ntouch '{}'\n", marker.display()),
    );
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o700)).unwrap();
    let templates = world.0.path().join("home/templates");
    world.0.write(
        "home/.gitconfig",
        &format!("[init]\n\ttemplateDir = {}\n", templates.display()),
    );
    symlink("/etc/passwd", world.0.path().join("pack/agents/passwd.md")).unwrap();
    commit(&world);
    assert_eq!(git(&world, "pack", &["push", "--quiet", "origin", "main"]), Some(true));
    let ran = world.pack(&["add", "gardens.git"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_eq!(
        ran.err,
        "warning: left out: agents/passwd.md (it is a link or a device, not a file)\n"
    );
    assert!(!world.files().iter().any(|file| file.contains("passwd")));
    assert!(!marker.exists());
}

#[test]
fn what_git_says_is_passed_on() {
    let Some(world) = with_git() else { return };
    let absent = format!("file://{}", world.0.path().join("absent.git").display());
    let said = world.fails(&["add", &absent]);
    assert!(
        said.starts_with("error: nothing was added: git can't fetch file://[dir]/absent.git; check the address and that you are online, or add an archive of it: fatal: "),
        "{said}"
    );
    for (helper, rest) in [("ext", "sh -c touch% ran"), ("fd", "17")] {
        let said = world.fails(&["add", &format!("{helper}::{rest}")]);
        assert!(
            said.contains(&format!("would have git run its helper `{helper}`")),
            "{said}"
        );
        // One that was noted by hand comes to git, which is not to wait for it.
        world.ok(&["add", "pack", "--name", helper]);
        let file = world.packs().join(format!("{helper}.json"));
        let mut origin: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        origin["kind"] = "git".into();
        origin["from"] = format!("{helper}::{rest}").into();
        fs::write(&file, origin.to_string()).unwrap();
        let said = world.fails(&["update", helper]);
        assert!(said.contains(&format!("transport '{helper}' not allowed")), "{said}");
        world.ok(&["remove", helper]);
    }
    assert!(!world.0.path().join("ran").exists());
    assert!(git(&world, ".", &["init", "--quiet", "--bare", "empty.git"]).unwrap());
    let said = world.fails(&["add", "empty.git"]);
    assert!(said.contains("[dir]/empty.git has no commit yet"), "{said}");
}

#[test]
fn without_git_the_message_says_what_to_do() {
    let world = World::new();
    let mut command = world.0.bare(&["pack", "add", "someone/their-agents"]);
    command.env("PATH", world.0.path().join("home"));
    let ran = world.0.read(command.output().unwrap());
    assert_eq!(ran.code, Some(1));
    insta::assert_snapshot!(ran.err, @"error: nothing was added: https://github.com/someone/their-agents is a repository, and there is no git here to fetch it; install git, or download an archive and add that");
}
