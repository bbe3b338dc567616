use std::path::PathBuf;

use super::*;
use crate::content::model::ToolGroup;
use crate::content::spec;

/// Of whatever there are so many, something that looks at every pair would not come to an end.
const MANY: usize = 50_000;

fn read(file: &str, text: &str) -> Agent {
    spec::read(text.as_bytes(), &PathBuf::from(file))
}

fn library(text: &str) -> Library {
    Library::new(vec![read("web.md", text)], Vec::new())
}

fn titles<'a>(library: &'a Library, topics: &[TopicIx]) -> Vec<&'a str> {
    topics.iter().map(|&ix| library.topic(ix).title.as_str()).collect()
}

fn step(title: &str) -> Step {
    Step {
        title: title.to_owned(),
        ..Step::default()
    }
}

/// An agent with one path of these steps.
fn agent(id: &str, steps: Vec<Step>) -> Agent {
    Agent {
        id: id.to_owned(),
        paths: vec![Path {
            id: "path".to_owned(),
            title: "Path".to_owned(),
            groups: vec![Group { title: None, steps }],
            ..Path::default()
        }],
        ..Agent::default()
    }
}

const WEB: &str = "\
# Web

## Learning Paths

### Server
- **Node** - Express, Koa
- **Fast Sites** - caching, Express
- **Node** - Koa, streams
- **Redis**

## Tool Stack

**Data:**
- Caching with Redis
- Node

**Speed:**
- Redis
";

#[test]
fn a_name_leads_to_every_topic_that_lists_it() {
    let library = library(WEB);
    assert_eq!(
        titles(&library, library.mentioned_in("EXPRESS")),
        ["Node", "Fast Sites"]
    );
    assert_eq!(titles(&library, library.mentioned_in("Koa")), ["Node"]);
    assert_eq!(library.mentioned_in("Node"), []);
    assert_eq!(library.resolve("Express"), Some(Lead::Within(TopicIx(0))));
}

#[test]
fn a_tools_own_topic_goes_before_those_it_names() {
    let mut web = read("web.md", WEB);
    web.stacks[0].groups[0].tools[0].mentions = vec!["caching".to_owned(), "Redis".to_owned()];
    let library = Library::new(vec![web], Vec::new());
    let at = library.tools_of(AgentIx(0))[0];
    assert_eq!(titles(&library, library.tool_topics(at)), ["Redis", "Fast Sites"]);
    assert_eq!(library.tool(at).topic.as_deref(), Some("web/server/redis"));
}

#[test]
fn a_stack_has_the_topics_of_its_tools_once() {
    let mut web = read("web.md", WEB);
    web.stacks[0].groups[0].tools[0].mentions = vec!["Redis".to_owned()];
    let library = Library::new(vec![web], Vec::new());
    let stack = StackRef {
        agent: AgentIx(0),
        stack: 0,
    };
    assert_eq!(titles(&library, &library.stack_topics(stack, None)), ["Redis", "Node"]);
    assert_eq!(titles(&library, &library.stack_topics(stack, Some(1))), ["Redis"]);
    assert_eq!(library.stack_topics(stack, Some(9)), []);
}

#[test]
fn agents_of_one_id_get_numbers_that_are_free() {
    let agents = ["go", "go-2", "go", "go", "zig", "go-2"].map(|id| agent(id, Vec::new()));
    let library = Library::new(agents.to_vec(), Vec::new());
    let ids: Vec<&str> = library.agents().iter().map(|agent| agent.id.as_str()).collect();
    assert_eq!(ids, ["go", "go-2", "go-3", "go-4", "zig", "go-2-2"]);
}

#[test]
fn a_topic_keeps_every_other_id_once() {
    let twice = vec![step("Go"), step("Go")];
    let agents = ["a", "b", "c"].map(|id| agent(id, twice.clone()));
    let library = Library::new(agents.to_vec(), Vec::new());
    assert_eq!(library.topic(TopicIx(0)).former, ["b/path/go", "c/path/go"]);
    assert_eq!(library.topic_by_id("c/path/go"), Some(TopicIx(0)));
}

#[test]
fn many_agents_of_one_id_and_one_topic_are_joined() {
    let agents = (0..MANY).map(|_| agent("same", vec![step("Go")])).collect();
    let library = Library::new(agents, Vec::new());
    assert_eq!(library.agents()[MANY - 1].id, format!("same-{MANY}"));
    assert_eq!(library.topic(TopicIx(0)).former.len(), MANY - 1);
}

#[test]
fn many_paths_of_many_topics_are_joined() {
    let path = |n: usize| Path {
        id: format!("path-{n}"),
        groups: vec![Group {
            title: None,
            steps: vec![step(&format!("Topic {n}"))],
        }],
        ..Path::default()
    };
    let one = Agent {
        id: "one".to_owned(),
        paths: (0..MANY).map(path).collect(),
        ..Agent::default()
    };
    let library = Library::new(vec![one], Vec::new());
    assert_eq!(library.agent_topics(AgentIx(0)).len(), MANY);
}

#[test]
fn many_names_in_one_place_are_joined() {
    let names: Vec<String> = (0..MANY).map(|n| format!("Topic {n}")).collect();
    let url = "https://roadmap.sh/all";
    let link = |title: &str| Link {
        title: title.to_owned(),
        url: url.to_owned(),
    };
    let everything = |title: &String| Step {
        mentions: vec!["Everything".to_owned()],
        links: vec![
            link(title),
            Link {
                url: format!("https://example.org/{title}"),
                ..link(title)
            },
        ],
        ..step(title)
    };
    let mut all = agent("all", names.iter().map(everything).collect());
    // One topic that has the links of all of them.
    let links = all.paths[0].groups[0].steps.iter().flat_map(|step| step.links.clone());
    let linked = Step {
        links: links.collect(),
        ..step("Links")
    };
    all.paths[0].groups[0].steps.push(linked);
    all.roadmaps = names.iter().map(|name| link(name)).collect();
    all.roles = vec![Role {
        mentions: names.clone(),
        ..Role::default()
    }];
    all.stacks = vec![Stack {
        groups: vec![ToolGroup {
            title: None,
            tools: vec![Tool {
                name: "All".to_owned(),
                mentions: names.clone(),
                ..Tool::default()
            }],
        }],
        ..Stack::default()
    }];
    all.levels = vec![Level {
        mentions: std::iter::repeat_n("Path".to_owned(), MANY).chain(names).collect(),
        ..Level::default()
    }];
    let library = Library::new(vec![all], Vec::new());
    let agent = AgentIx(0);
    assert_eq!(library.mentioned_in("everything").len(), MANY);
    assert_eq!(library.role_topics(RoleRef { agent, role: 0 }).len(), MANY);
    assert_eq!(library.stack_topics(StackRef { agent, stack: 0 }, None).len(), MANY);
    assert_eq!(library.level_topics(LevelRef { agent, level: 0 }).len(), MANY + 1);
    assert_eq!(library.roadmap(RoadmapIx(0)).topics.len(), MANY + 1);
    assert_eq!(library.topic_links(TopicIx(MANY)).len(), MANY + 1);
}
