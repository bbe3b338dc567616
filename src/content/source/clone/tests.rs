use tempfile::TempDir;

use super::*;

fn world(files: &[&str]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for file in files {
        let path = dir.path().join("a/clone").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "{}").unwrap();
    }
    dir
}

/// What a clone has on each roadmap: "garden map page mapping 2 contents listing questions".
fn told(clone: &Clone) -> Vec<String> {
    let one = |slug: &str| {
        let (sources, problems) = clone.read(slug);
        let mut told = vec![slug.to_owned()];
        for (what, file) in [
            ("map", &sources.map),
            ("page", &sources.page),
            ("mapping", &sources.mapping),
            ("listing", &sources.listing),
            ("questions", &sources.questions),
        ] {
            told.extend(file.as_ref().map(|_| what.to_owned()));
        }
        told.extend(sources.contents.iter().map(|file| file.name.display().to_string()));
        told.extend(sources.answers.iter().map(|file| format!("({})", file.name.display())));
        told.extend(problems.iter().map(|found| format!("{}!", found.code)));
        told.join(" ")
    };
    clone.roadmaps().map(|(slug, _)| one(slug)).collect()
}

const ALL: &[&str] = &[
    "src/data/roadmaps/garden/garden.json",
    "src/data/roadmaps/garden/garden.md",
    "src/data/roadmaps/garden/migration-mapping.json",
    "src/data/roadmaps/garden/content/soil@a.md",
    "src/data/roadmaps/garden/content/100-old/index.md",
    "src/data/roadmaps/pots/content/pot@p.md",
    "src/data/roadmaps/empty/readme.txt",
    "src/data/question-groups/garden/garden.md",
    "src/data/question-groups/garden/content/why.md",
    "public/roadmap-content/garden.json",
    "public/roadmap-content/wind.json",
];

#[test]
fn a_clone_is_found_from_wherever_one_points_at_it() {
    let dir = world(ALL);
    let all = [
        "garden map page mapping listing questions 100-old/index.md soil@a.md (why.md)",
        "pots pot@p.md",
        "wind listing",
    ];
    for place in [
        "",
        "a",
        "a/clone",
        "a/clone/src",
        "a/clone/src/data",
        "a/clone/src/data/roadmaps",
    ] {
        // From two levels above it is not looked for.
        let expected: &[&str] = if place.is_empty() { &[] } else { &all };
        let clone = Clone::open(&dir.path().join(place)).unwrap();
        assert_eq!(told(&clone), expected, "{place}");
    }
    for place in ["garden", "garden/content"] {
        let clone = Clone::open(&dir.path().join("a/clone/src/data/roadmaps").join(place)).unwrap();
        assert_eq!(told(&clone), all[..1], "{place}");
    }
    let listings = Clone::open(&dir.path().join("a/clone/public/roadmap-content")).unwrap();
    assert_eq!(told(&listings), ["garden listing", "wind listing"]);
}

#[test]
fn the_newest_layout_and_folders_of_any_name_are_found_too() {
    let dir = world(&["roadmaps/garden/content/soil@a.md", "roadmaps/pots/content/pot@p.md"]);
    for place in ["a", "a/clone", "a/clone/roadmaps"] {
        let clone = Clone::open(&dir.path().join(place)).unwrap();
        assert_eq!(told(&clone), ["garden soil@a.md", "pots pot@p.md"], "{place}");
    }
    let dir = world(&["garden/content/soil@a.md", "pots/pots.json", "notes/x.md"]);
    let clone = Clone::open(&dir.path().join("a/clone")).unwrap();
    assert_eq!(told(&clone), ["garden soil@a.md", "pots map"]);
    assert_eq!(
        clone.roadmaps().map(|(_, found)| found.has_map()).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn the_layouts_before_are_found_with_their_maps_in_another_folder() {
    let files = [
        "content/roadmaps/101-garden/content/100-soil/readme.md",
        "content/roadmaps/101-garden/content/100-soil/101-clay.md",
        "content/roadmaps/102-pots/meta.json",
        "public/project/garden.json",
        "public/project/wind.json",
        "src/roadmaps/ponds/ponds.md",
        "src/roadmaps/ponds/content/100-water/index.md",
        "public/jsons/roadmaps/ponds.json",
    ];
    let dir = world(&files);
    let garden = "garden map 100-soil/101-clay.md 100-soil/readme.md";
    let all = [garden, "ponds map page 100-water/index.md", "wind map"];
    for place in [
        "a/clone",
        "a/clone/content",
        "a/clone/content/roadmaps",
        "a/clone/src/roadmaps",
    ] {
        let clone = Clone::open(&dir.path().join(place)).unwrap();
        assert_eq!(told(&clone), all, "{place}");
    }
    let clone = Clone::open(&dir.path().join("a/clone/content/roadmaps/101-garden")).unwrap();
    assert_eq!(told(&clone), [garden]);
    fs::remove_dir_all(dir.path().join("a/clone/content")).unwrap();
    fs::remove_dir_all(dir.path().join("a/clone/src")).unwrap();
    for place in ["a/clone", "a/clone/public/project"] {
        let clone = Clone::open(&dir.path().join(place)).unwrap();
        assert_eq!(told(&clone), ["garden map", "ponds map", "wind map"], "{place}");
    }
}

#[test]
fn a_listing_may_be_a_translation_that_goes_by_the_originals_map() {
    let dir = world(&[
        "src/data/roadmaps/garden/garden.json",
        "public/roadmap-content/garden-pt-br.json",
        "public/roadmap-content/pots-es.json",
    ]);
    let clone = Clone::open(&dir.path().join("a/clone")).unwrap();
    assert_eq!(
        told(&clone),
        ["garden map", "garden-pt-br map listing", "pots-es listing"]
    );
    let translated: Vec<bool> = clone.roadmaps().map(|(_, found)| found.is_translation()).collect();
    assert_eq!(translated, [false, true, false]);
    assert!(clone.read("garden-pt-br").0.translated);
}

#[test]
fn both_layouts_of_one_roadmap_are_read_together() {
    let dir = world(&[
        "roadmaps/garden/content/soil@a.md",
        "src/data/roadmaps/garden/garden.json",
    ]);
    let clone = Clone::open(&dir.path().join("a/clone")).unwrap();
    assert_eq!(told(&clone), ["garden map soil@a.md"]);
}

#[test]
fn what_is_no_clone_has_no_roadmaps() {
    let dir = world(&["x.md", "src/data/roadmaps/.hidden/content/x.md"]);
    assert_eq!(Clone::open(dir.path()).unwrap().roadmaps().len(), 0);
    // Any folder may hold these.
    let any = world(&[
        "site/content/x.md",
        "notes/notes.md",
        "data/data.json",
        "content/y.md",
        "clone.md",
    ]);
    let web = world(&["public/project/package.json", "public/jsons/x.json"]);
    for place in [any.path().join("a/clone"), any.path().join("a"), web.path().join("a")] {
        assert_eq!(told(&Clone::open(&place).unwrap()), Vec::<String>::new(), "{place:?}");
    }
    assert!(matches!(
        Clone::open(&dir.path().join("none")),
        Err(SourceError::Missing(_))
    ));
    assert!(matches!(
        Clone::open(&dir.path().join("a/clone/x.md")),
        Err(SourceError::Io(..))
    ));
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_or_in_a_circle_are_told_and_not_followed() {
    use std::os::unix::fs::symlink;

    let dir = world(&["src/data/roadmaps/garden/content/soil@a.md"]);
    fs::write(dir.path().join("secret.md"), "secret").unwrap();
    let content = dir.path().join("a/clone/src/data/roadmaps/garden/content");
    symlink(dir.path().join("secret.md"), content.join("out@b.md")).unwrap();
    symlink(dir.path(), content.join("up")).unwrap();
    symlink(&content, content.join("self")).unwrap();
    symlink(
        dir.path().join("secret.md"),
        content.parent().unwrap().join("garden.json"),
    )
    .unwrap();
    symlink("nowhere", content.parent().unwrap().join("garden.md")).unwrap();
    let clone = Clone::open(&dir.path().join("a/clone")).unwrap();
    assert_eq!(
        told(&clone),
        ["garden soil@a.md outside-pack! unreadable! outside-pack! outside-pack!"]
    );
    let (_, problems) = clone.read("garden");
    assert!(
        problems[0]
            .file
            .starts_with(dir.path().join("a/clone/src/data/roadmaps/garden"))
    );
}
