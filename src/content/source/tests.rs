use std::collections::HashSet;

use tempfile::TempDir;

use super::*;

const SPEC: &str = "# One\n\n## Learning Paths\n\n### Path\n- Step\n";

/// A folder with a pack in `pack`, and something outside it.
fn world() -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::create_dir_all(dir.path().join("pack/agents")).unwrap();
    fs::write(dir.path().join("pack/agents/one.md"), SPEC).unwrap();
    fs::write(dir.path().join("outside.yaml"), "title: Secret\n").unwrap();
    dir
}

/// The pack's title, and what is wrong with it: codes, files and messages.
fn read(dir: &TempDir) -> (String, Vec<String>) {
    let pack = folder_pack(&dir.path().join("pack")).unwrap();
    assert_eq!(pack.agents.len(), 1, "the specs can be read all the same");
    let said = |found: Diagnostic| format!("{} {}: {}", found.code, found.file.display(), found.message);
    (pack.info.title, pack.problems.into_iter().map(said).collect())
}

#[test]
fn a_pack_without_a_manifest_is_named_after_its_folder() {
    assert_eq!(read(&world()), ("pack".to_owned(), Vec::new()));
}

#[test]
fn a_manifest_says_what_the_pack_is() {
    let dir = world();
    fs::write(dir.path().join("pack/pack.yaml"), "title: Sound\n").unwrap();
    assert_eq!(read(&dir), ("Sound".to_owned(), Vec::new()));
}

#[test]
fn a_manifest_that_is_no_file_is_reported() {
    let dir = world();
    fs::create_dir(dir.path().join("pack/pack.yaml")).unwrap();
    let said = "unreadable pack.yaml: can't be read: it is not a regular file";
    assert_eq!(read(&dir), ("pack".to_owned(), vec![said.to_owned()]));
}

#[test]
fn a_manifest_too_large_is_reported() {
    let dir = world();
    let file = fs::File::create(dir.path().join("pack/pack.yaml")).unwrap();
    file.set_len(MAX_BYTES + 1).unwrap();
    let (title, said) = read(&dir);
    assert_eq!(title, "pack");
    assert!(
        said.len() == 1 && said[0].starts_with("too-large pack.yaml: has 8388609 bytes"),
        "{said:?}"
    );
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    #[test]
    fn a_manifest_that_is_a_pipe_is_not_waited_for() {
        let dir = world();
        let pipe = dir.path().join("pack/pack.yaml");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        let said = "unreadable pack.yaml: can't be read: it is not a regular file";
        assert_eq!(read(&dir), ("pack".to_owned(), vec![said.to_owned()]));
    }

    #[test]
    fn a_manifest_that_leads_out_of_the_pack_is_not_read() {
        for target in ["../outside.yaml", "/dev/zero"] {
            let dir = world();
            symlink(target, dir.path().join("pack/pack.yaml")).unwrap();
            let said = "outside-pack pack.yaml: leads out of the pack and is not read";
            assert_eq!(read(&dir), ("pack".to_owned(), vec![said.to_owned()]), "{target}");
        }
    }

    #[test]
    fn a_manifest_that_leads_nowhere_is_reported() {
        let dir = world();
        symlink("absent.yaml", dir.path().join("pack/pack.yaml")).unwrap();
        let (title, said) = read(&dir);
        assert_eq!(title, "pack");
        assert!(
            said.len() == 1 && said[0].starts_with("unreadable pack.yaml: "),
            "{said:?}"
        );
    }
}

/// Walks a folder within a limit: two files of it are met, and one remark is made, which has that code and file.
fn assert_two_files(folder: &Path, remark: (&str, &str), limit: impl FnOnce(&mut walk::Walk<'_>)) {
    let mut problems = Vec::new();
    let mut walk = walk::Walk::new(folder, &mut problems).unwrap();
    limit(&mut walk);
    walk.enter(folder, 0, shelves::REPOSITORY);
    assert_eq!(paths(walk.files), [folder.join("a.md"), folder.join("b.md")]);
    let said: Vec<_> = problems
        .iter()
        .map(|found| (found.code, found.file.as_path()))
        .collect();
    assert_eq!(said, [(remark.0, Path::new(remark.1))]);
}

#[test]
fn a_pack_is_read_up_to_a_size() {
    let dir = TempDir::new().unwrap();
    for (file, length) in [("a.md", 4), ("b.md", 4), ("c.md", 3), ("d.md", 1)] {
        fs::write(dir.path().join(file), "#".repeat(length)).unwrap();
    }
    assert_two_files(dir.path(), ("pack-too-large", "c.md"), |walk| walk.room = 10);
}

#[test]
fn too_many_files_are_reported_once() {
    let dir = TempDir::new().unwrap();
    for file in ["a.md", "b.md", "c/d.md", "c/e.md", "f.md"] {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, SPEC).unwrap();
    }
    assert_two_files(dir.path(), ("too-many-files", "c/d.md"), |walk| walk.max_files = 2);
}

/// A folder with these files, and the files of the specs and lessons that are read from it.
fn shelves(files: &[&str]) -> (Vec<String>, Vec<String>) {
    let dir = TempDir::new().unwrap();
    for file in files {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, SPEC).unwrap();
    }
    let pack = folder_pack(dir.path()).unwrap();
    assert_eq!(pack.problems, []);
    let name = |file: &PathBuf| file.to_string_lossy().replace('\\', "/");
    (
        pack.agents.iter().map(|agent| name(&agent.file)).collect(),
        pack.lessons.iter().map(|lesson| name(&lesson.file)).collect(),
    )
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[test]
fn lessons_and_specs_are_told_apart_by_their_folders() {
    for (files, specs, lessons) in [
        (
            &["agents/a.md", "lessons/x/b.md", "lessons/a.md"][..],
            &["agents/a.md"][..],
            &["lessons/a.md", "lessons/x/b.md"][..],
        ),
        (
            &["lessons/a.md", "lessons/README.md", "lessons/.b.md", "README.md"],
            &[],
            &["lessons/a.md"],
        ),
        (
            &["a.md", "lessons/b.md", "deep/lessons/c.md"],
            &["a.md", "deep/lessons/c.md"],
            &["lessons/b.md"],
        ),
        (&["agents/lessons/a.md"], &["agents/lessons/a.md"], &[]),
        (&["README.md"], &["README.md"], &[]),
    ] {
        let read = shelves(files);
        assert_eq!(
            (strs(&read.0), strs(&read.1)),
            (specs.to_vec(), lessons.to_vec()),
            "{files:?}"
        );
    }
}

#[test]
fn a_single_file_is_a_lesson_where_lessons_are() {
    let dir = world();
    for (file, is) in [
        ("lessons/x/a.md", true),
        ("lessons/agents/a.md", false),
        ("agents/lessons/a.md", true),
        ("a.md", false),
    ] {
        let path = dir.path().join("pack").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, SPEC).unwrap();
        let pack = folder_pack(&path).unwrap();
        assert_eq!(
            (pack.lessons.len(), pack.agents.len()),
            (usize::from(is), usize::from(!is)),
            "{file}"
        );
        assert_eq!(pack.info.id, "a");
    }
}

#[cfg(unix)]
#[test]
fn lessons_outside_of_the_pack_are_not_read() {
    let dir = world();
    fs::create_dir(dir.path().join("private")).unwrap();
    fs::write(dir.path().join("private/a.md"), SPEC).unwrap();
    std::os::unix::fs::symlink("../private", dir.path().join("pack/lessons")).unwrap();
    let (_, said) = read(&dir);
    assert_eq!(
        said,
        ["outside-pack lessons: leads out of the pack and is not followed"]
    );
    // A bare folder is walked as a whole, and says so once as well.
    fs::rename(dir.path().join("pack/agents/one.md"), dir.path().join("pack/one.md")).unwrap();
    fs::remove_dir(dir.path().join("pack/agents")).unwrap();
    assert_eq!(read(&dir).1, said);
}

#[test]
fn problems_of_several_packs_tell_where_they_are() {
    let dir = world();
    let folder = dir.path().join("pack");
    fs::write(folder.join("pack.yaml"), "title: [\n").unwrap();
    let library = library(std::slice::from_ref(&folder), None).unwrap();
    assert_eq!(library.problems()[0].file, folder.join("pack.yaml"));
}

#[test]
fn a_damaged_program_says_so() {
    let pack = unpack(&[255; 8]);
    let found: Vec<&str> = pack.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(found, ["embedded-pack"]);
    assert!(embedded().problems.is_empty() && !embedded().agents.is_empty());
}

#[test]
fn specs_of_a_repository_are_found_among_everything_else() {
    let dir = TempDir::new().unwrap();
    for file in [
        ".claude/agents/zig.md",
        ".git/agents/never.md",
        ".claude/skills/rust/SKILL.md",
        ".github/agents/never.md",
        ".github/ISSUE_TEMPLATE/never.md",
        "README.md",
        "notes.md",
        "CHANGELOG.md",
        "docs/agents/never.md",
        "node_modules/x/agents/never.md",
        "agents/README.md",
        "agents/docs/go.md",
        "plugins/a/skills/rust/SKILL.md",
        "plugins/a/skills/rust/more.md",
        "plugins/b/skills/rust/SKILL.md",
        "plugins/b/commands/plan.md",
        "tests/agents/never.md",
    ] {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, SPEC).unwrap();
    }
    let pack = folder_pack(dir.path()).unwrap();
    let specs: Vec<_> = pack
        .agents
        .iter()
        .map(|agent| agent.file.display().to_string())
        .collect();
    assert_eq!(
        specs,
        [
            "agents/docs/go.md",
            "plugins/a/skills/rust/SKILL.md",
            "plugins/b/commands/plan.md",
            ".claude/agents/zig.md"
        ]
    );
    let [note] = pack.problems.as_slice() else {
        panic!("{:?}", pack.problems)
    };
    assert_eq!((note.severity, note.code), (Severity::Info, "left-out"));
    assert_eq!(
        note.message,
        "left out: 2 files that are in no folder `agents`, `skills` or `commands`; 2 copies of other specs; the folders .github, docs, node_modules, tests"
    );
    // A pack says itself where its specs are.
    fs::write(dir.path().join("pack.yaml"), "title: Mine\n").unwrap();
    let pack = folder_pack(dir.path()).unwrap();
    let specs: Vec<_> = pack
        .agents
        .iter()
        .map(|agent| agent.file.display().to_string())
        .collect();
    assert_eq!(specs, ["agents/README.md", "agents/docs/go.md"]);
    assert_eq!(pack.problems, []);
}

#[test]
fn packs_that_were_added_are_read_in_the_order_they_came() {
    let dir = TempDir::new().unwrap();
    let packs = dir.path().join("packs");
    for (id, added) in [("b", Some("2026-01-01")), ("a", Some("2026-02-01")), ("by-hand", None)] {
        fs::create_dir_all(packs.join(id).join("agents")).unwrap();
        fs::write(packs.join(id).join(format!("agents/{id}.md")), SPEC).unwrap();
        if let Some(day) = added {
            let at = format!("{day}T00:00:00Z");
            let origin = serde_json::json!({ "kind": "folder", "from": "/x", "added": at, "updated": at });
            fs::write(packs.join(format!("{id}.json")), origin.to_string()).unwrap();
        }
    }
    fs::create_dir_all(packs.join(".new-1/agents")).unwrap();
    fs::create_dir_all(packs.join("empty")).unwrap();
    let library = super::library(&[], Some(&packs)).unwrap();
    let built_in = embedded().agents.len();
    let added: Vec<_> = library.agents()[built_in..]
        .iter()
        .map(|agent| agent.id.as_str())
        .collect();
    assert_eq!(added, ["b", "a", "by-hand"]);
    let [problem] = library.problems() else {
        panic!("{:?}", library.problems())
    };
    assert_eq!(
        (problem.severity, &problem.file),
        (Severity::Error, &packs.join("empty").join(""))
    );
    // Packs that are named stand alone.
    let named = super::library(&[packs.join("a")], Some(&packs)).unwrap();
    assert_eq!(named.agents().len(), 1);
    // No folder of packs is none, and one that can't be read is told of.
    assert_eq!(installed(&dir.path().join("absent")).unwrap(), []);
    fs::remove_dir_all(&packs).unwrap();
    fs::write(&packs, "").unwrap();
    let library = super::library(&[], Some(&packs)).unwrap();
    assert_eq!(library.problems().len(), 1);
}

#[test]
fn what_is_wrong_with_a_spec_says_which_pack_it_is_in() {
    let dir = TempDir::new().unwrap();
    for pack in ["one", "two"] {
        fs::create_dir_all(dir.path().join(pack).join("agents")).unwrap();
        fs::write(dir.path().join(pack).join("agents/a.md"), "---\ntitle: [\n---\n# A\n").unwrap();
    }
    let folders = ["one", "two"].map(|pack| dir.path().join(pack));
    let library = library(&folders, None).unwrap();
    let files: HashSet<_> = library.diagnostics().map(|found| found.file.clone()).collect();
    assert_eq!(files, folders.map(|folder| folder.join("agents/a.md")).into());
}

#[test]
fn an_agent_is_its_text_and_its_json_wherever_they_stand_together() {
    let dir = TempDir::new().unwrap();
    for (file, text) in [
        (
            "02-beds/agent.json",
            r#"{"agent_name": "Beds", "description": "On beds", "version": "2"}"#,
        ),
        ("02-beds/skill.md", "# Agent 2\n\n## Roles\n\n- Head Gardener\n"),
        ("02-beds/skills/mulch.md", "# Mulch\n"),
        ("02-beds/CHANGELOG.md", "# Changes\n"),
        ("agents/ponds/agent.json", r#"{"title": "Ponds"}"#),
        ("agents/trees/agent.json", "{"),
        ("agents/trees/README.md", "# Trees\n"),
        ("CONTRIBUTING.md", "# Help\n"),
    ] {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let pack = folder_pack(dir.path()).unwrap();
    let told = |agent: &Shared<Agent>| format!("{} {} {}", agent.id, agent.title, agent.file.display());
    let agents: Vec<String> = pack.agents.iter().map(told).collect();
    let wanted = [
        "02-beds Beds 02-beds/skill.md",
        "mulch Mulch 02-beds/skills/mulch.md",
        "ponds Ponds agents/ponds/agent.json",
        "trees Trees agents/trees/README.md",
    ];
    assert_eq!(agents, wanted);
    assert_eq!(
        (pack.agents[0].description.as_str(), pack.agents[0].roles.len()),
        ("On beds", 1)
    );
    let found = &pack.agents[3].diagnostics;
    assert!(
        found
            .iter()
            .any(|found| found.file == Path::new("agents/trees/agent.json") && found.line == 1)
    );
    let (files, _) = files_of(dir.path()).unwrap();
    assert!(
        files.contains(&PathBuf::from("02-beds/agent.json")),
        "a copy of the pack has it too: {files:?}"
    );
    // One file alone is what it is in the pack.
    let agent = file_pack(&dir.path().join("02-beds/skill.md"))
        .unwrap()
        .agents
        .remove(0);
    assert_eq!((agent.title.as_str(), agent.description.as_str()), ("Beds", "On beds"));
    assert_eq!(
        file_pack(&dir.path().join("agents/ponds/agent.json")).unwrap().agents[0].title,
        "Ponds"
    );
}

#[test]
fn a_skill_that_is_a_pack_is_named_after_its_folder() {
    let dir = TempDir::new().unwrap();
    for (folder, file, text, id, title) in [
        ("pottery", "SKILL.md", "No title.\n", "pottery", "pottery"),
        (
            "weaving",
            "SKILL.md",
            "# Weaving by hand\n",
            "weaving",
            "Weaving by hand",
        ),
        (
            "knots",
            "knots-by-sea.md",
            "No title.\n",
            "knots-by-sea",
            "knots-by-sea",
        ),
        ("dyeing", "agent.json", "{\"version\": 2}", "dyeing", "dyeing"),
    ] {
        let root = dir.path().join(folder);
        fs::create_dir_all(&root).unwrap();
        fs::write(root.join(file), text).unwrap();
        if file == "agent.json" {
            fs::write(root.join("skill.md"), "No title.\n").unwrap();
        }
        let pack = folder_pack(&root).unwrap();
        assert_eq!((pack.agents[0].id.as_str(), pack.agents[0].title.as_str()), (id, title));
    }
}

#[test]
fn files_come_in_their_order_on_however_many_threads_they_are_read() {
    let dir = world();
    let root = dir.path().join("pack");
    fs::create_dir(root.join("lessons")).unwrap();
    let write = |path: String, text: &str| fs::write(root.join(path), text).unwrap();
    for n in 0..300 {
        // Some take far longer than others.
        write(format!("agents/a{n:03}.md"), &SPEC.repeat(1 + n % 7 * 40));
        write(
            format!("lessons/l{n:03}.md"),
            &format!("---\ntitle: Lesson {n}\nlevel: none\n---\n\nText {n}.\n"),
        );
    }
    let meter = Meter::default();
    let pack = folder_pack_metered(&root, &meter).unwrap();
    let agents: Vec<&str> = pack.agents.iter().map(|agent| agent.id.as_str()).collect();
    let lessons: Vec<&str> = pack.lessons.iter().map(|lesson| lesson.title.text.as_str()).collect();
    let expected: Vec<String> = (0..300).map(|n| format!("a{n:03}")).chain(["one".to_owned()]).collect();
    assert_eq!(agents, expected);
    let expected: Vec<String> = (0..300).map(|n| format!("Lesson {n}")).collect();
    assert_eq!(lessons, expected);
    assert_eq!(meter.counts(), (601, 601));
    let again = Library::from(folder_pack(&root).unwrap());
    assert_eq!(again, Library::from(pack));
}
