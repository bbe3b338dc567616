use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::content::roadmap::Arranged as Order;

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile {
        file: Path::new("clone").join(name),
        name: PathBuf::from(name),
        bytes: text.as_bytes().to_vec(),
    }
}

fn sources(map: &str, contents: &[(&str, &str)]) -> Sources {
    Sources {
        slug: "garden".to_owned(),
        map: (!map.is_empty()).then(|| file("garden.json", map)),
        contents: contents.iter().map(|(name, text)| file(name, text)).collect(),
        ..Sources::default()
    }
}

/// "order: Title[node .part ..part's part]", with `?` behind what was inferred and `!` behind what has a text.
fn told(sources: &Sources) -> String {
    let Some(roadmap) = read(sources).roadmap else {
        return "nothing".to_owned();
    };
    let mut told = format!("{:?}:", roadmap.arranged);
    for section in &roadmap.sections {
        let mut depths: HashMap<&str, usize> = HashMap::new();
        let mut nodes = Vec::new();
        for node in &section.nodes {
            let depth = node.parent.as_ref().map_or(0, |parent| depths[parent.as_str()] + 1);
            depths.insert(&node.id, depth);
            let (guess, text) = (
                if node.inferred { "?" } else { "" },
                if node.text.is_empty() { "" } else { "!" },
            );
            nodes.push(format!("{}{}{guess}{text}", ".".repeat(depth), node.title));
        }
        told.extend([
            " ",
            section.title.as_deref().unwrap_or_default(),
            "[",
            &nodes.join(" "),
            "]",
        ]);
    }
    told
}

fn codes(sources: &Sources) -> Vec<String> {
    let found = read(sources).diagnostics.into_iter();
    found
        .map(|found| {
            format!(
                "{} {}:{}:{}",
                found.code,
                found.file.display(),
                found.line,
                found.column
            )
        })
        .collect()
}

const MAP: &str = r#"{"nodes": [
{"id": "t0", "type": "title", "position": {"x": 0, "y": -200}, "data": {"label": "Garden"}},
{"id": "-ground", "type": "topic", "position": {"x": 0, "y": 0}, "data": {"label": "Ground"}},
{"id": "_plants", "type": "topic", "position": {"x": 300, "y": 0}, "data": {"label": "Plants"}},
{"id": "harvest", "type": "topic", "position": {"x": 0, "y": 400}, "data": {"label": "Harvest"}},
{"id": "soil", "type": "subtopic", "position": {"x": -300, "y": 0}, "data": {"label": "Soil", "legend": {"label": "Recommended"}}},
{"id": "mulch", "type": "subtopic", "position": {"x": -300, "y": 54}, "data": {"label": "Mulch"}},
{"id": "peas", "type": "subtopic", "position": {"x": 300, "y": 100}, "data": {"label": "Peas"}},
{"id": "b", "type": "section", "position": {"x": 600, "y": 300}, "width": 300, "height": 300},
{"id": "l", "type": "label", "position": {"x": 610, "y": 310}, "width": 50, "height": 20, "data": {"label": "Tools"}},
{"id": "spade", "type": "subtopic", "position": {"x": 620, "y": 400}, "data": {"label": "Spade"}},
{"id": "g", "type": "linksgroup", "data": {"links": [{"label": "Pots", "url": "https://roadmap.sh/pots"}]}},
{"id": "r", "type": "resourceButton", "data": {"label": "Almanac", "href": "https://example.org/almanac"}},
{"id": "s", "type": "button", "data": {"label": "site", "href": "https://roadmap.sh"}}
], "edges": [
{"source": "t0", "target": "-ground"},
{"source": "-ground", "target": "_plants", "data": {"edgeStyle": "solid"}},
{"source": "_plants", "target": "harvest", "data": {"edgeStyle": "solid"}},
{"source": "-ground", "target": "soil", "data": {"edgeStyle": "dashed"}},
{"source": "gone", "target": "soil"}
]}"#;

#[test]
fn a_map_is_walked_with_its_files_joined_by_id() {
    let contents = [
        ("on-the-soil@soil.md", "# All on soil\n\nSandy.\n"),
        ("plants@_plants.md.md", "# Plants\n\nGreen.\n"),
        ("worms@w0rms.md", "# Worms\nPink.\n"),
        ("peas@peas.md", "\n"),
    ];
    let sources = sources(MAP, &contents);
    assert_eq!(
        told(&sources),
        "Graph: Ground[Ground .Soil! .Mulch] Plants[Plants! .Peas?] Tools[Spade] [Harvest] Not on the map[Worms!]"
    );
    let roadmap = read(&sources).roadmap.unwrap();
    let aliases = roadmap.nodes().map(|node| node.aliases.concat());
    assert_eq!(
        aliases.collect::<Vec<_>>().concat(),
        "All on soil",
        "of a file that says the same, none"
    );
    assert_eq!(roadmap.nodes().nth(1).unwrap().legend.as_deref(), Some("Recommended"));
    assert_eq!(roadmap.related.len(), 1);
    assert_eq!(roadmap.links[0].title, "Almanac");
    assert_eq!(codes(&sources), ["roadmap-edges clone/garden.json:1:1"]);
}

#[test]
fn without_a_map_files_tell_the_order() {
    let flat = [("soil@a.md", "# Soil"), ("beds@b.md", ""), ("beds@c.md", "# More beds")];
    assert_eq!(told(&sources("", &flat)), "Names: [Beds More beds Soil]");
    let old = [
        ("101-plants/index.md", "# Plants"),
        ("101-plants/100-peas.md", "# Peas\nGreen."),
        ("100-ground/index.md", "\n"),
        ("100-ground/100-soil.md", "# Soil"),
        ("index.md", "\n"),
    ];
    let map = r#"{"mockup": {"controls": {"control": [{"properties": {"controlName": "100-ground:worms"}}]}}}"#;
    assert_eq!(
        told(&sources(map, &old)),
        "Folders: Ground[Soil Worms] Plants[Plants .Peas!]"
    );
    let id = |sources: &Sources| read(sources).roadmap.unwrap().nodes().next().unwrap().id.clone();
    assert_eq!(id(&sources("", &old)), "ground:soil");
}

#[test]
fn no_id_stands_for_a_title() {
    let map = r#"{"nodes": [
        {"id": "n0", "type": "topic", "data": {"label": "Ground"}},
        {"id": "n1", "type": "topic", "position": {"y": 100}},
        {"id": "n2", "type": "subtopic", "position": {"x": 300, "y": 100}, "data": {"label": "Peas"}},
        {"id": "n3", "type": "checklist", "position": {"y": 152}, "data": {"checklists": [{"label": "Rake"}, {"label": "Hoe"}]}},
        {"id": "n4", "type": "checklist", "position": {"y": 204}, "data": {"label": "Tidy up", "checklists": [{"label": "Sweep"}]}},
        {"id": "n5", "type": "todo", "position": {"y": 256}}
        ], "edges": [{"source": "n1", "target": "n2", "data": {"edgeStyle": "dashed"}}]}"#;
    let sources = sources(map, &[("101-old/102-spade.md", "Sharp.")]);
    assert_eq!(
        told(&sources),
        "Graph: [Ground] [Peas Rake, Hoe?! Tidy up?!] Not on the map[Spade!]"
    );
    assert_eq!(
        codes(&sources),
        [
            "roadmap-untitled clone/garden.json:3:16",
            "roadmap-untitled clone/garden.json:7:16"
        ]
    );
}

#[test]
fn a_listing_has_what_no_file_has() {
    let mut sources = sources(MAP, &[("soil@soil.md", "# Soil\nOf a file.")]);
    sources.listing = Some(file(
        "listing.json",
        r#"{"soil": {"title": "S", "description": "x"}, "peas": {"title": "P", "description": "Sweet."}}"#,
    ));
    let roadmap = read(&sources).roadmap.unwrap();
    let text = |id: &str| roadmap.nodes().find(|node| node.id == id).unwrap().text.clone();
    assert_eq!((text("soil").as_str(), text("peas").as_str()), ("Of a file.", "Sweet."));
}

#[test]
fn a_translation_has_its_own_titles_in_the_order_of_the_map() {
    let mut sources = sources(MAP, &[]);
    sources.translated = true;
    sources.listing = Some(file(
        "x.json",
        r#"{"-ground": {"title": "Boden"}, "soil": {"title": "Erde"}}"#,
    ));
    assert_eq!(
        told(&sources),
        "Graph: Boden[Boden .Erde .Mulch] Plants[Plants .Peas?] Tools[Spade] [Harvest]"
    );
}

#[test]
fn old_ids_lead_to_the_nodes_a_mapping_names() {
    let mut sources = sources(MAP, &[("100-ground/100-soil.md", "# Soil\nOld.")]);
    sources.mapping = Some(file(
        "m.json",
        r#"{"ground:soil": "soil", "101-plants/index.md": "_plants", "x": 3}"#,
    ));
    let roadmap = read(&sources).roadmap.unwrap();
    let node = |id: &str| roadmap.nodes().find(|node| node.id == id).unwrap().clone();
    assert_eq!(
        (node("soil").former, node("soil").text.as_str()),
        (vec!["ground:soil".to_owned()], "Old.")
    );
    assert_eq!(node("_plants").former, ["plants"]);
}

#[test]
fn what_a_page_and_questions_say_is_kept() {
    let mut sources = sources(MAP, &[]);
    sources.page = Some(file(
        "garden.md",
        "---\nbriefTitle: 'Kitchen garden'\nbriefDescription: Beds\nrelatedRoadmaps: [pots, nuts, garden]\n---\n",
    ));
    sources.questions = Some(file(
        "q.md",
        "---\nquestions:\n  - question: Why?\n    answer: why.md\n---\n",
    ));
    sources.answers = vec![file("why.md", "So.")];
    let roadmap = read(&sources).roadmap.unwrap();
    assert_eq!(
        (roadmap.title.as_str(), roadmap.summary.as_str()),
        ("Kitchen garden", "Beds")
    );
    let related: Vec<&str> = roadmap.related.iter().map(|link| link.title.as_str()).collect();
    assert_eq!(related, ["Pots", "Nuts"]);
    assert_eq!(roadmap.questions[0].answer, "So.");
}

#[test]
fn what_cannot_be_read_is_told_at_its_place() {
    let broken = sources("{\n  \"nodes\": [}", &[("soil@a.md", "# Soil")]);
    assert_eq!(told(&broken), "Names: [Soil]");
    assert_eq!(codes(&broken), ["roadmap-map clone/garden.json:2:13"]);
    let placeholder = r#"{"nodes": [{"id": "x", "type": "button", "data": {"label": "Soon"}}], "edges": []}"#;
    assert_eq!(told(&sources(placeholder, &[])), "nothing");
    assert_eq!(
        codes(&sources(placeholder, &[])),
        ["roadmap-empty clone/garden.json:1:1"]
    );
    assert_eq!(codes(&sources("", &[])), ["roadmap-empty garden:1:1"]);
    let circle = r#"{"nodes": [{"id": "a", "type": "topic"}, {"id": "b", "type": "topic"}, {"id": "a", "type": "topic", "data": {"label": "C"}}],
        "edges": [{"source": "a", "target": "b"}, {"source": "b", "target": "a"}]}"#;
    assert_eq!(
        codes(&sources(circle, &[])),
        [
            "roadmap-id clone/garden.json:1:79",
            "roadmap-untitled clone/garden.json:1:19",
            "roadmap-untitled clone/garden.json:1:49",
            "roadmap-circle clone/garden.json:1:1"
        ]
    );
    let mut bytes = sources("", &[("soil@a.md", "")]);
    bytes.contents[0].bytes = b"# So\xffil\n- [@spade@x](https://e.org)\n".to_vec();
    assert_eq!(
        codes(&bytes),
        [
            "encoding-invalid clone/soil@a.md:1:5",
            "roadmap-link clone/soil@a.md:2:11"
        ]
    );
}

#[test]
fn sizes_that_no_roadmap_has_end_in_a_message() {
    let many = format!(
        r#"{{"nodes": [{}{{"id": "x"}}], "edges": []}}"#,
        r#"{"id":"a","type":"topic"},"#.repeat(100_000)
    );
    assert_eq!(told(&sources(&many, &[("soil@a.md", "# Soil")])), "Names: [Soil]");
    assert_eq!(
        codes(&sources(&many, &[("soil@a.md", "")])),
        ["roadmap-map clone/garden.json:1:1"]
    );
    let long = "x".repeat(10 * 1024 * 1024);
    let map = format!(r#"{{"nodes": [{{"id": "a", "type": "topic", "data": {{"label": "{long}"}}}}]}}"#);
    assert_eq!(
        codes(&sources(&map, &[])),
        ["too-large clone/garden.json:1:1", "roadmap-empty clone/garden.json:1:1"]
    );
    let long = &long[..2 * 1024 * 1024];
    let map = format!(r#"{{"nodes": [{{"id": "{long}", "type": "topic", "data": {{"label": "{long}"}}}}]}}"#);
    let roadmap = read(&sources(&map, &[])).roadmap.unwrap();
    let node = roadmap.nodes().next().unwrap();
    assert!(node.title.chars().count() <= 301 && node.id.len() <= 120);
    for text in [
        "\n".repeat(200_000),
        format!(
            "# A\n{}{}",
            "\n".repeat(100_000),
            "- [@x@a](https://e.org)\n".repeat(5_000)
        ),
        "- [a\nb\n".repeat(50_000),
        "- [".repeat(100_000),
    ] {
        assert!(read(&sources("", &[("a@a.md", &text)])).roadmap.is_some());
    }
    let same = format!(
        r#"{{"nodes": [{}{{"id": "a"}}]}}"#,
        r#"{"id":"a","type":"topic","data":{"label":"A"}},"#.repeat(2_000)
    );
    assert_eq!(read(&sources(&same, &[])).roadmap.unwrap().nodes().count(), 2_000);
    let deep = format!("{{\"nodes\": {}", "[".repeat(100_000));
    assert_eq!(told(&sources(&deep, &[])), "nothing");
}

#[test]
fn the_largest_map_comes_to_an_end() {
    let side = 70;
    let nodes = (0..side * side).map(|at| {
        let kind = if at % 7 == 0 { "topic" } else { "subtopic" };
        let (x, y) = (at % side * 152, at / side * 53);
        format!(
            r#"{{"id": "n{at}", "type": "{kind}", "position": {{"x": {x}, "y": {y}}}, "data": {{"label": "N{at}"}}}}"#
        )
    });
    let edges = (0..side * side).map(|at| format!(r#"{{"source": "n{at}", "target": "n{}"}}"#, at * 7 % (side * side)));
    let (nodes, edges): (Vec<String>, Vec<String>) = (nodes.collect(), edges.collect());
    let map = format!(r#"{{"nodes": [{}], "edges": [{}]}}"#, nodes.join(","), edges.join(","));
    let roadmap = read(&sources(&map, &[])).roadmap.unwrap();
    assert_eq!((roadmap.nodes().count(), roadmap.arranged), (side * side, Order::Graph));
}

proptest! {
    #[test]
    fn every_titled_node_and_file_of_any_graph_comes_out_exactly_once(
        nodes in prop::collection::vec((0_usize..12, 0_usize..8, -300_i32..600, -300_i32..600, 0_i32..400, 0_i32..400), 0..24),
        edges in prop::collection::vec((0_usize..14, 0_usize..14, any::<bool>()), 0..40),
        files in prop::collection::vec(0_usize..16, 0..8),
    ) {
        let kinds = ["topic", "topic", "subtopic", "subtopic", "todo", "section", "label", "paragraph"];
        let id = |at: usize| format!("{}n{at}", if at.is_multiple_of(2) { "-" } else { "_" });
        let node = |(at, kind, x, y, width, height): &(usize, usize, i32, i32, i32, i32)| {
            let kind = kinds[*kind];
            let label = if at % 5 == 0 { String::new() } else { format!("N{at}") };
            format!(r#"{{"id": "{}", "type": "{kind}", "position": {{"x": {x}, "y": {y}}}, "width": {width}, "height": {height}, "data": {{"label": "{label}"}}}}"#, id(*at))
        };
        let edge = |(a, b, dashed): &(usize, usize, bool)| {
            let style = if *dashed { "dashed" } else { "solid" };
            format!(r#"{{"source": "{}", "target": "{}", "data": {{"edgeStyle": "{style}"}}}}"#, id(*a), id(*b))
        };
        let list = |items: Vec<String>| items.join(",");
        let map = format!(
            r#"{{"nodes": [{}], "edges": [{}]}}"#,
            list(nodes.iter().map(node).collect()),
            list(edges.iter().map(edge).collect())
        );
        let names: Vec<String> = files.iter().map(|at| format!("topic@{}.md", id(*at))).collect();
        let contents: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "# T\nx")).collect();
        let learnt = nodes.iter().filter(|(_, kind, ..)| *kind < 5);
        let labelled = learnt.clone().filter(|(at, ..)| at % 5 != 0).count();
        // A file gives its title to the first node of its id.
        let titled: HashSet<usize> = learnt.clone().map(|(at, ..)| *at).filter(|at| at % 5 == 0 && files.contains(at)).collect();
        let ids: HashSet<String> = learnt.clone().map(|(at, ..)| id(*at)).collect();
        let others: HashSet<String> = files.iter().map(|at| id(*at)).filter(|id| !ids.contains(id)).collect();
        let expected = labelled + titled.len() + others.len();

        match read(&sources(&map, &contents)).roadmap {
            None => prop_assert_eq!(expected, 0),
            Some(roadmap) => {
                prop_assert_eq!(roadmap.nodes().count(), expected);
                let unique: HashSet<&str> = roadmap.nodes().map(|node| node.id.as_str()).collect();
                prop_assert_eq!(unique.len(), expected);
                for section in &roadmap.sections {
                    let mut above: HashSet<&str> = HashSet::new();
                    for node in &section.nodes {
                        prop_assert!(node.parent.as_ref().is_none_or(|parent| above.contains(parent.as_str())));
                        above.insert(&node.id);
                    }
                }
                // What was read is what a pack gives back.
                let json = roadmap.to_json().unwrap();
                let mut again = super::super::roadmap::read(&json, Path::new("x")).unwrap();
                again.title.clear();
                prop_assert_eq!(again, roadmap);
            }
        }
    }

    #[test]
    fn no_text_makes_the_reader_fail(map in "\\PC{0,60}", text in "[-*#@\\[\\]()\\\\ a\n.:/https]{0,80}") {
        let contents = [("a@x.md", text.as_str())];
        let _ = read(&sources(&map, &contents));
        let (content, _) = content::read(&text);
        prop_assert!(content.resources.len() <= text.len());
    }
}
