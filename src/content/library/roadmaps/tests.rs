use super::*;
use crate::content::library::{Parts, StepRef};
use crate::content::roadmap::{Node, Section};
use crate::content::spec;

const AGENT: &str = "# Web\n\n## Learning Paths\n\n### Server\n- **Soil** - texture\n- **Beds** (roadmap.sh/garden)\n\n## Roadmaps\n- Soil map: roadmap.sh/garden\n- Pots: roadmap.sh/pots\n";

fn node(id: &str, title: &str, parent: Option<&str>) -> Node {
    Node {
        id: id.to_owned(),
        title: title.to_owned(),
        parent: parent.map(str::to_owned),
        text: format!("On {title}."),
        ..Node::default()
    }
}

fn garden(nodes: Vec<Node>) -> RoadmapFile {
    RoadmapFile {
        title: "Kitchen Garden".to_owned(),
        sections: vec![Section { title: None, nodes }],
        ..RoadmapFile::named("garden")
    }
}

fn library(roadmaps: Vec<RoadmapFile>) -> Library {
    let agent = spec::read(AGENT.as_bytes(), Path::new("web.md"));
    Library::of(Parts {
        agents: vec![agent.into()],
        roadmaps,
        ..Parts::default()
    })
}

fn nodes() -> Vec<Node> {
    vec![
        node("-gr", "Ground", None),
        node("so_", "Soil", Some("-gr")),
        node("ph", "pH", Some("so_")),
        node("in", "Introduction", Some("nowhere")),
    ]
}

#[test]
fn an_imported_roadmap_joins_the_one_that_is_linked() {
    let library = library(vec![garden(nodes())]);
    let listed: Vec<(&str, &str, usize)> = library
        .roadmaps()
        .iter()
        .map(|roadmap| (roadmap.id.as_str(), roadmap.title.as_str(), roadmap.topics.len()))
        .collect();
    assert_eq!(listed, [("garden", "Kitchen Garden", 4), ("pots", "Pots", 0)]);
    assert_eq!(library.roadmaps()[0].agents, [AgentIx(0)]);
    // One that is linked only counts the topics that link to it, one that was imported its own.
    let without = self::library(Vec::new());
    let topics = without.roadmaps()[0].topics.iter();
    let titles: Vec<&str> = topics.map(|&ix| without.topic(ix).title.as_str()).collect();
    assert_eq!(titles, ["Beds"]);
}

#[test]
fn its_steps_are_indented_under_their_parents_and_meet_topics_by_title() {
    let library = library(vec![garden(nodes())]);
    let steps: Vec<StepRef> = library.steps_of(RoadmapIx(0)).collect();
    let seen: Vec<(u8, &str)> = steps
        .iter()
        .map(|&at| (library.step(at).depth, library.topic(library.topic_of(at)).id.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (0, "roadmap-sh/garden/-gr"),
            (1, "web/server/soil"),
            (2, "roadmap-sh/garden/ph"),
            (0, "roadmap-sh/garden/in")
        ]
    );
    // What was learned under the node's own id is learned.
    assert_eq!(
        library.topic_by_id("roadmap-sh/garden/so_"),
        library.topic_by_id("web/server/soil")
    );
    assert_eq!(library.note(steps[1]).map(|note| note.text.as_str()), Some("On Soil."));
    assert_eq!(library.step_above(steps[2]), Some(steps[1]));
    assert_eq!(library.step_above(steps[3]), None);
    let soil = library.topic_of(steps[1]);
    assert_eq!(library.topic_roadmaps(soil), [RoadmapIx(0)]);
    assert_eq!(
        (library.topic_paths(soil).len(), library.topic_agents(soil).len()),
        (1, 1)
    );
    assert_eq!(library.walks().count(), 2);
}

#[test]
fn an_id_of_an_older_layout_leads_to_the_node_unless_another_has_it_now() {
    let mut nodes = nodes();
    nodes[0].former = vec!["ground".to_owned(), "ph".to_owned()];
    let library = library(vec![garden(nodes)]);
    let title = |id: &str| library.topic_by_id(id).map(|ix| library.topic(ix).title.as_str());
    assert_eq!(title("roadmap-sh/garden/ground"), Some("Ground"));
    assert_eq!(title("roadmap-sh/garden/ph"), Some("pH"));
}

#[test]
fn of_two_roadmaps_of_one_name_the_first_counts_and_that_is_told() {
    let library = library(vec![garden(nodes()), garden(vec![node("x", "X", None)])]);
    assert_eq!(library.roadmaps()[0].topics.len(), 4);
    let said: Vec<&str> = library.problems().iter().map(|found| found.code).collect();
    assert_eq!(said, ["roadmap-taken"]);
}
