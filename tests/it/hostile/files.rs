//! Files and folders that are not what they seem.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::Value;

use super::endless::limited;
use crate::cli::Home;

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).expect("a pipe");
}

/// The codes found in a folder, each with its file's name, under limits.
fn checked(home: &Home, path: &str) -> Vec<(String, String)> {
    let output = limited(home, 60, 500_000, &["check", path, "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{path}: {} {}", output.status, String::from_utf8_lossy(&output.stderr)));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let found = found["diagnostics"].as_array().expect("diagnostics").iter();
    found
        .map(|found| (text(&found["code"]), text(&found["file"])))
        .collect()
}

fn has(found: &[(String, String)], code: &str, file: &str) -> bool {
    found.iter().any(|(known, place)| known == code && place == file)
}

#[test]
fn a_gigabyte_is_refused_by_its_size() {
    let home = Home::new();
    home.write("big/agents/fine.md", "# Fine\n\nText.\n");
    for file in ["big/agents/big.md", "big/lessons/big.md", "big/pack.yaml"] {
        let path = home.write(file, "");
        File::options()
            .write(true)
            .open(path)
            .expect("the file")
            .set_len(1 << 30)
            .expect("a sparse file");
    }
    let found = checked(&home, "big");
    for file in ["big/agents/big.md", "big/lessons/big.md", "big/pack.yaml"] {
        assert!(has(&found, "too-large", file), "{found:?}");
    }
    assert!(has(
        &checked(&home, "big/agents/big.md"),
        "too-large",
        "big/agents/big.md"
    ));
    let shown = limited(&home, 60, 500_000, &["show", "big/agents/big.md"]);
    assert_eq!(
        shown.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&shown.stderr)
    );
}

#[test]
fn links_that_turn_in_circles_end() {
    let home = Home::new();
    home.write("loop/agents/fine.md", "# Fine\n\nText.\n");
    let agents = home.path().join("loop/agents");
    symlink(".", agents.join("here")).expect("a link");
    symlink("../agents", agents.join("back")).expect("a link");
    symlink("b.md", agents.join("a.md")).expect("a link");
    symlink("a.md", agents.join("b.md")).expect("a link");
    symlink("self", agents.join("self")).expect("a link");
    symlink("pack.yaml", home.path().join("loop/pack.yaml")).expect("a link");
    let found = checked(&home, "loop");
    for file in [
        "loop/agents/a.md",
        "loop/agents/b.md",
        "loop/agents/self",
        "loop/pack.yaml",
    ] {
        assert!(has(&found, "unreadable", file), "{found:?}");
    }
}

#[test]
fn nothing_outside_is_read() {
    let home = Home::new();
    let secret = home.write("secret.md", "---\ntitle: Secret\n---\n# Secret\n\nhidden words\n");
    home.write("pack2/agents/fine.md", "# Fine\n\n[x](../../secret.md)\n");
    home.write(
        "pack2/lessons/fine.md",
        "---\ntitle: \"../../secret\"\nrequires: [../../secret, ../../secret.md]\nresources: [{title: x, url: ../../secret.md}]\n---\n[[../../secret.md]] [y](file:///etc/passwd)\n",
    );
    let pack = home.path().join("pack2");
    symlink("../../secret.md", pack.join("agents/out.md")).expect("a link");
    symlink("../..", pack.join("agents/up")).expect("a link");
    symlink(&secret, pack.join("lessons/out.md")).expect("a link");
    symlink("../secret.md", pack.join("pack.yaml")).expect("a link");
    let found = checked(&home, "pack2");
    for file in [
        "pack2/agents/out.md",
        "pack2/agents/up",
        "pack2/lessons/out.md",
        "pack2/pack.yaml",
    ] {
        assert!(has(&found, "outside-pack", file), "{found:?}");
    }
    for args in [
        &["check", "pack2"][..],
        &["--pack", "pack2", "list", "topics"],
        &["--pack", "pack2", "show", "fine"],
        &["--pack", "pack2", "search", "hidden"],
    ] {
        let output = limited(&home, 60, 500_000, args);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            !text.contains("hidden words") && !text.contains("Secret"),
            "{args:?}: {text}"
        );
    }
}

#[test]
fn pipes_and_devices_are_not_waited_for() {
    let home = Home::new();
    home.write("odd/agents/fine.md", "# Fine\n\nText.\n");
    fs::create_dir(home.path().join("odd/lessons")).expect("the folder");
    for file in ["odd/agents/pipe.md", "odd/lessons/pipe.md", "odd/pack.yaml"] {
        pipe(&home.path().join(file));
    }
    symlink("/dev/zero", home.path().join("odd/agents/zero.md")).expect("a link");
    symlink("pipe.md", home.path().join("odd/agents/linked.md")).expect("a link");
    let found = checked(&home, "odd");
    assert!(has(&found, "unreadable", "odd/pack.yaml"), "{found:?}");
    for path in [
        "odd/agents/pipe.md",
        "odd/lessons/pipe.md",
        "/dev/zero",
        "odd/pack.yaml",
    ] {
        assert!(has(&checked(&home, path), "unreadable", path));
        assert_eq!(
            limited(&home, 60, 500_000, &["show", path]).status.code(),
            Some(1),
            "{path}"
        );
    }
}

/// Of every fault of a clone there is a word, and its other roadmaps are imported.
#[test]
fn a_clone_of_traps_is_imported_as_far_as_it_is_one() {
    let home = Home::new();
    let shelf = |file: &str| format!("clone/src/data/roadmaps/{file}");
    home.write(&shelf("fine/content/a@a.md"), "# A\u{1b}[2J\n");
    home.write(
        &shelf("deep/deep.json"),
        &format!("{{\"nodes\":{}", "[".repeat(100_000)),
    );
    home.write(&shelf("deep/content/a@a.md"), "# A\n");
    let nodes: Vec<String> = (0..100_000)
        .map(|n| format!("{{\"id\":\"n{n}\",\"type\":\"topic\"}}"))
        .collect();
    home.write(
        &shelf("many/many.json"),
        &format!("{{\"nodes\":[{}]}}", nodes.join(",")),
    );
    for file in ["big/big.json", "big/content/a@a.md"] {
        let path = home.write(&shelf(file), "");
        let file = File::options().write(true).open(path).expect("the file");
        file.set_len(1 << 30).expect("a sparse file");
    }
    home.write("secret.md", "# Secret\n\nhidden words\n");
    home.write(&shelf("links/content/a@a.md"), "");
    let links = home.path().join(shelf("links"));
    symlink("../../../../../../secret.md", links.join("content/b@b.md")).expect("a link");
    symlink("..", links.join("content/up")).expect("a link");
    symlink("/dev/zero", links.join("links.json")).expect("a link");
    pipe(&links.join("content/c@c.md"));
    symlink(".", home.path().join(shelf("round"))).expect("a link");
    let output = limited(&home, 60, 500_000, &["import", "roadmap-sh", "clone"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!said.contains("hidden words") && !said.contains('\u{1b}'), "{said}");
    for (slug, what) in [
        ("big", "1073741824 bytes"),
        ("deep", "recursion limit"),
        ("many", "100000 nodes"),
        ("links", "b@b.md:1:1: leads out"),
    ] {
        let output = limited(&home, 60, 500_000, &["import", "roadmap-sh", "clone", slug]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(what), "{slug}: {said}");
    }
    let output = limited(&home, 60, 500_000, &["list", "roadmaps", "--json"]);
    let list = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(list.contains("\"deep\"") || list.contains("roadmap.sh/deep"), "{list}");
    let output = limited(&home, 60, 500_000, &["search", "hidden words", "--json"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("ecret"));
}

#[test]
fn bytes_that_are_no_text_are_said_to_be_none() {
    let home = Home::new();
    let write = |file: &str, bytes: &[u8]| {
        home.write(file, "");
        fs::write(home.path().join(file), bytes).expect("the file");
    };
    write("bytes/agents/nul.md", &vec![0; 70_000]);
    write("bytes/agents/some.md", b"# A\0B\n\nText\0.\n");
    write(
        "bytes/agents/invalid.md",
        &[b"# A\n\n".as_slice(), &vec![0xff; 70_000]].concat(),
    );
    write(
        "bytes/lessons/nul.md",
        b"---\ntitle: \"a\\0b\"\nsummary: \0\0\n---\nText.\n",
    );
    write(
        "bytes/lessons/invalid.md",
        b"---\ntitle: \xc3\n\xf0\x9f: \xff\n---\n\xed\xa0\x80\n",
    );
    write("bytes/pack.yaml", b"title: \"\0\xff\"\n");
    let found = checked(&home, "bytes");
    for (code, file) in [
        ("not-text", "bytes/agents/nul.md"),
        ("control-characters", "bytes/agents/some.md"),
        ("encoding-invalid", "bytes/agents/invalid.md"),
        ("encoding-invalid", "bytes/lessons/invalid.md"),
        ("control-characters", "bytes/lessons/nul.md"),
        ("encoding-invalid", "bytes/pack.yaml"),
    ] {
        assert!(has(&found, code, file), "{code}: {found:?}");
    }
}

#[test]
fn tens_of_thousands_of_files_are_no_trouble() {
    const FILES: usize = 25_000;
    let home = Home::new();
    let agents = home.path().join("many/agents");
    fs::create_dir_all(&agents).expect("the folder");
    for number in 0..FILES {
        fs::write(
            agents.join(format!("{number:05}.md")),
            "# A\n\n## Learning Paths\n\n### P\n- s\n",
        )
        .expect("a file");
    }
    let output = limited(&home, 120, 1_500_000, &["check", "many", "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("an object");
    assert_eq!(found["files"], FILES);
    let found = found["diagnostics"].as_array().expect("diagnostics");
    assert!(found.iter().all(|found| found["code"] != "too-many-files"));
}

/// Not on macOS, whose file systems take names in UTF-8 only.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_shown_as_well_as_can_be() {
    let home = Home::new();
    for folder in ["agents", "lessons", "agents/sub"] {
        let folder = home.path().join("names").join(folder);
        fs::create_dir_all(&folder).expect("the folder");
        fs::write(
            folder.join(OsStr::from_bytes(b"a\xffb\x1b.md")),
            "---\ntitle: T\n---\n\n## Empty\n",
        )
        .expect("the file");
    }
    let found = checked(&home, "names");
    assert!(
        has(&found, "heading-empty", "names/agents/a\u{fffd}b\u{1b}.md"),
        "{found:?}"
    );
    for args in [
        &["check", "names"][..],
        &["check", "names", "--format", "sarif"],
        &["check", "names", "--format", "github"],
        &["--pack", "names", "list"],
        &["--pack", "names", "list", "topics"],
    ] {
        let output = limited(&home, 60, 500_000, args);
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}");
        assert!(!text.contains(crate::support::laws::is_unsafe), "{text:?}");
    }
    let mut command = home.bare(&["check"]);
    command.arg(Path::new("names/agents").join(OsStr::from_bytes(b"a\xffb\x1b.md")));
    assert!(command.output().expect("the program").status.success());
}

/// A file that is another one every time it is looked at: cut off, larger than may be, a pipe, gone.
#[test]
fn a_file_that_changes_while_it_is_read_ends_all_the_same() {
    let home = Home::new();
    home.write("moving/agents/fine.md", "# Fine\n\nText.\n");
    let agents = home.path().join("moving/agents");
    let (shape, file) = (agents.join("shape"), agents.join("moving.md"));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut turn = 0_u32;
            while !done.load(Ordering::Relaxed) {
                turn += 1;
                let _ = fs::remove_file(&shape);
                match turn % 5 {
                    0 => pipe(&shape),
                    1 => symlink("/dev/zero", &shape).expect("a link"),
                    2 => {
                        let large = File::create(&shape).expect("a file");
                        large.set_len(1 << 30).expect("a sparse file");
                    }
                    3 => fs::write(&shape, "# Moving\n\n## Empty\n".repeat(1_000)).expect("a file"),
                    _ => {
                        let _ = fs::remove_file(&file);
                        continue;
                    }
                }
                fs::rename(&shape, &file).expect("the other file in its place");
            }
        });
        for _ in 0..40 {
            let output = limited(&home, 60, 500_000, &["check", "moving", "--json"]);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{}", output.status);
            let found: Value = serde_json::from_slice(&output.stdout).expect("an object");
            assert!(found["files"].as_u64().is_some_and(|files| files >= 1));
        }
        done.store(true, Ordering::Relaxed);
    });
}
