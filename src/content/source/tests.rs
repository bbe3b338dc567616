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

#[test]
fn too_many_files_are_reported_once() {
    let dir = TempDir::new().unwrap();
    for file in ["a.md", "b.md", "c/d.md", "c/e.md", "f.md"] {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, SPEC).unwrap();
    }
    let mut problems = Vec::new();
    let mut walk = Walk::new(dir.path(), &mut problems).unwrap();
    walk.max_files = 2;
    walk.enter(dir.path(), 0);
    assert_eq!(walk.files, [dir.path().join("a.md"), dir.path().join("b.md")]);
    let said: Vec<_> = problems
        .iter()
        .map(|found| (found.code, found.file.as_path()))
        .collect();
    assert_eq!(said, [("too-many-files", Path::new("c/d.md"))]);
}

#[test]
fn problems_of_several_packs_tell_where_they_are() {
    let dir = world();
    let folder = dir.path().join("pack");
    fs::write(folder.join("pack.yaml"), "title: [\n").unwrap();
    let library = library(std::slice::from_ref(&folder)).unwrap();
    assert_eq!(library.problems()[0].file, folder.join("pack.yaml"));
}
