use std::path::PathBuf;

use super::*;
use crate::content::model::{Group, Level, Link, Name, Path, Role, Stack, Step, Tool, ToolGroup};
use crate::content::{lesson, spec};

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
    assert_eq!(library.resolve("Express"), Some(Lead::Within(TopicIx::new(0))));
}

#[test]
fn a_common_word_of_another_field_is_no_name() {
    let web = "# Web\n\n## Specialized Roles\n- **API Designer**: REST, GraphQL, async patterns\n";
    let bread = "# Bread\n\n## Learning Paths\n\n### Loaf\n- **Kneading** - windowpane test, rest, stretch\n- **Queries** - GraphQL, fold\n";
    let library = Library::new(vec![read("web.md", web), read("bread.md", bread)], Vec::new());
    let role = library.roles_of(AgentIx(0)).next().unwrap();
    assert_eq!(titles(&library, library.role_topics(role)), ["Queries"]);
    assert_eq!(library.resolve("REST"), None);
    let kneading = library.topic_called("Kneading").unwrap();
    assert_eq!(
        library.resolve("rest"),
        Some(Lead::Within(kneading)),
        "as it is written there"
    );
}

#[test]
fn a_tools_own_topic_goes_before_those_it_names() {
    let mut web = read("web.md", WEB);
    web.stacks[0].groups[0].tools[0].mentions = vec!["caching".to_owned(), "Redis".to_owned()].into();
    let library = Library::new(vec![web], Vec::new());
    let at = library.tools_of(AgentIx(0))[0];
    assert_eq!(titles(&library, library.tool_topics(at)), ["Redis", "Fast Sites"]);
    assert_eq!(
        library.topic_of_tool(at).map(|ix| library.topic(ix).id.as_str()),
        Some("web/server/redis")
    );
}

#[test]
fn a_stack_has_the_topics_of_its_tools_once() {
    let mut web = read("web.md", WEB);
    web.stacks[0].groups[0].tools[0].mentions = vec!["Redis".to_owned()].into();
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
    // An id that is some other's own is left to it, wherever that comes.
    let agents = ["go", "go", "go-2"].map(|id| agent(id, Vec::new()));
    let library = Library::new(agents.to_vec(), Vec::new());
    let ids: Vec<&str> = library.agents().iter().map(|agent| agent.id.as_str()).collect();
    assert_eq!(ids, ["go", "go-3", "go-2"]);
}

#[test]
fn an_id_is_the_same_however_its_letters_are_encoded() {
    let text = "# Caf\u{e9}\n\n## Learning Paths\n\n### Th\u{e9}\n- **D\u{e9}cant**\n";
    let library = Library::new(
        vec![spec::read(text.as_bytes(), std::path::Path::new("cafe\u{301}.md"))],
        Vec::new(),
    );
    let topic = Some(TopicIx::new(0));
    assert_eq!(library.topic(TopicIx::new(0)).id, "caf\u{e9}/th\u{e9}/d\u{e9}cant");
    assert_eq!(library.topic_by_id("cafe\u{301}/the\u{301}/de\u{301}cant"), topic);
    assert_eq!(library.topic_called("De\u{301}cant"), topic);
}

#[test]
fn a_topic_keeps_every_other_id_once() {
    let twice = vec![step("Go"), step("Go")];
    let agents = ["a", "b", "c"].map(|id| agent(id, twice.clone()));
    let library = Library::new(agents.to_vec(), Vec::new());
    assert_eq!(library.topic(TopicIx::new(0)).former, ["b/path/go", "c/path/go"]);
    assert_eq!(library.topic_by_id("c/path/go"), Some(TopicIx::new(0)));
}

#[test]
fn many_agents_of_one_id_and_one_topic_are_joined() {
    let agents = (0..MANY).map(|_| agent("same", vec![step("Go")])).collect();
    let library = Library::new(agents, Vec::new());
    assert_eq!(library.agents()[MANY - 1].id, format!("same-{MANY}"));
    assert_eq!(library.topic(TopicIx::new(0)).former.len(), MANY - 1);
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
        mentions: vec!["Everything".to_owned()].into(),
        links: [
            link(title),
            Link {
                url: format!("https://example.org/{title}"),
                ..link(title)
            },
        ]
        .into(),
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
        mentions: names.clone().into(),
        ..Role::default()
    }];
    all.stacks = vec![Stack {
        groups: vec![ToolGroup {
            title: None,
            tools: vec![Tool {
                name: "All".to_owned(),
                mentions: names.clone().into(),
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
    assert_eq!(library.topic_links(TopicIx::new(MANY)).len(), MANY + 1);
}

fn lesson(file: &str, front: &str) -> Lesson {
    lesson::read(format!("---\n{front}\n---\n").as_bytes(), &PathBuf::from(file))
}

/// What lessons are told: the file, the line, the column and the message.
fn told(library: &Library) -> Vec<String> {
    let found = library.lessons().iter().flat_map(|lesson| &lesson.diagnostics);
    let line = |one: &Diagnostic| format!("{}:{}:{} {}", one.file.display(), one.line, one.column, one.message);
    found.map(line).collect()
}

#[test]
fn whatever_has_a_lessons_name_leads_to_its_topic() {
    let text = "\
# Web

## Roles
- **Caching Engineer** - In-memory stores, KV Store

## Learning Paths

### Server
- **Stores** - KV store, Redis

## Tool Stack

**Data:**
- Redis for caching
- KV store

## Career Progression
1. **Beginner** - first
   - REDIS

## Related Roadmaps
- KV Store: roadmap.sh/redis
";
    let lesson = lesson("lessons/cache.md", "title: Redis\naliases: [KV Store, Caching]");
    let library = Library::with_lessons(vec![read("web.md", text)], vec![lesson], Vec::new());
    let redis = TopicIx::new(1);
    let topic = library.topic(redis);
    assert_eq!((topic.id.as_str(), topic.title.as_str()), ("cache", "Redis"));
    assert_eq!(
        (
            topic.steps.len(),
            topic.tools.len(),
            topic.roles.len(),
            topic.roadmaps.len()
        ),
        (0, 2, 1, 1)
    );
    assert_eq!(library.unplaced(), [redis]);
    for name in ["redis", "kv store", "Caching"] {
        assert_eq!(library.resolve(name), Some(Lead::Topic(redis)), "{name}");
    }
    assert_eq!(library.topic_of_tool(library.tools_of(AgentIx(0))[0]), Some(redis));
    let level = LevelRef {
        agent: AgentIx(0),
        level: 0,
    };
    assert_eq!(library.level_topics(level), [redis]);
    assert_eq!(
        library.names_of(redis).collect::<Vec<_>>(),
        ["Redis", "KV Store", "Caching"]
    );
    for id in ["cache", "web/gone/kv-store", "caching"] {
        assert_eq!(library.topic_by_id(id), Some(redis), "{id}");
    }
}

#[test]
fn a_name_two_lessons_want_is_told_to_both() {
    let lessons = vec![
        lesson("lessons/a.md", "title: One\naliases: [Two, Three]"),
        lesson("lessons/b.md", "title: two\naliases: [THREE]"),
        lesson("lessons/c.md", "title: Three\naliases: [One, three]"),
    ];
    let library = Library::with_lessons(
        vec![agent("all", vec![step("Two"), step("Three")])],
        lessons,
        Vec::new(),
    );
    assert_eq!(
        told(&library),
        [
            "lessons/a.md:2:8 the title `One` is the alias of lessons/c.md:3:11, too; this lesson keeps the name",
            "lessons/a.md:3:11 the alias `Two` is the title of lessons/b.md:2:8, too; that lesson keeps the name",
            "lessons/a.md:3:16 the alias `Three` is the title of lessons/c.md:2:8, too; that lesson keeps the name",
            "lessons/b.md:2:8 the title `two` is the alias of lessons/a.md:3:11, too; this lesson keeps the name",
            "lessons/b.md:3:11 the alias `THREE` is the title of lessons/c.md:2:8, too; that lesson keeps the name",
            "lessons/c.md:2:8 the title `Three` is the alias of lessons/a.md:3:16, too; this lesson keeps the name",
            "lessons/c.md:3:11 the alias `One` is the title of lessons/a.md:2:8, too; that lesson keeps the name",
        ]
    );
    let ids: Vec<&str> = library.topics().iter().map(|topic| topic.id.as_str()).collect();
    assert_eq!(ids, ["b", "c", "a"], "a title goes before an alias");
}

#[test]
fn a_later_pack_makes_no_two_topics_of_an_earlier_one_the_same() {
    let lessons = vec![
        lesson("lessons/own.md", "title: Own\naliases: [Files, Folders]"),
        lesson("lessons/evil.md", "title: Evil\naliases: [Queues, Sockets, Mine]"),
    ];
    let steps = ["Files", "Folders", "Queues", "Sockets"].map(step).to_vec();
    let agents = vec![agent("all", steps), agent("later", vec![step("Mine"), step("Evil")])];
    let library = Library::of(Parts {
        agents: agents.into_iter().map(Into::into).collect(),
        lessons: lessons.into_iter().map(Into::into).collect(),
        seams: vec![[0, 0], [1, 1]],
        ..Parts::default()
    });
    let topics: Vec<&str> = library.topics().iter().map(|topic| topic.title.as_str()).collect();
    assert_eq!(
        topics,
        ["Own", "Evil", "Sockets"],
        "one of another pack's is learned by the lesson, the next is not"
    );
    let told: Vec<&str> = library.diagnostics().map(|found| found.message.as_str()).collect();
    assert_eq!(
        told,
        ["`Sockets` is a topic of another pack, and so is another name of this lesson: they stay two"]
    );
}

#[test]
fn lessons_of_one_id_are_told_and_kept() {
    let lessons = vec![
        lesson("lessons/x/sql.md", "title: SQL"),
        lesson("lessons/y/sql.md", "title: More SQL"),
        lesson("lessons/x/sql.md", "title: Other SQL"),
    ];
    let library = Library::with_lessons(Vec::<Agent>::new(), lessons, Vec::new());
    let ids: Vec<&str> = library.topics().iter().map(|topic| topic.id.as_str()).collect();
    assert_eq!(ids, ["sql", "sql-2", "sql-3"]);
    assert_eq!(
        told(&library),
        [
            "lessons/y/sql.md:1:1 lessons/x/sql.md has the id `sql` already",
            "lessons/x/sql.md:1:1 another pack's lessons/x/sql.md has the id `sql` already",
        ]
    );
}

#[test]
fn requirements_that_lead_nowhere_are_told() {
    let lessons = vec![
        lesson(
            "lessons/sql.md",
            "title: SQL\nrequires: [all/path/files, Files, nothing, structured]\naliases: [Structured]",
        ),
        lesson("lessons/pg.md", "title: PG\nrequires: [sql]"),
    ];
    let library = Library::with_lessons(vec![agent("all", vec![step("Files")])], lessons, Vec::new());
    assert_eq!(
        told(&library),
        [
            "lessons/sql.md:3:35 the requirement `nothing` leads to no topic",
            "lessons/sql.md:3:44 the lesson requires itself",
        ]
    );
    let requires = |ix: usize| library.requirements(&library.lessons()[ix]);
    assert_eq!(requires(1), [("sql", Some(TopicIx::new(1)))]);
    assert_eq!(
        requires(0)[..3],
        [
            ("all/path/files", Some(TopicIx::new(0))),
            ("Files", Some(TopicIx::new(0))),
            ("nothing", None)
        ]
    );
}

#[test]
fn references_in_a_lesson_become_titles() {
    let lessons = vec![lesson("lessons/pg.md", "title: PostgreSQL\naliases: [PG]")];
    let mut library = Library::with_lessons(vec![agent("all", vec![step("Big Files")])], lessons, Vec::new());
    library.lessons[0].to_mut().body =
        "[[pg]], [[PG]], [[all/path/big-files]], [[none]], [[pg|a database]], [[none|x]]"
            .to_owned()
            .into();
    let text = library.lesson_text(library.lesson(LessonIx(0)));
    assert_eq!(
        text,
        "PostgreSQL, PostgreSQL, Big Files, [[none]], a database, [[none|x]]"
    );
}

#[test]
fn many_lessons_of_one_name_are_joined() {
    let one = lesson("lessons/a.md", "title: Same\naliases: [Other]\nrequires: [none]");
    let lessons = (0..MANY)
        .map(|n| Lesson {
            title: Name::from(format!("Title {}", n / 2)),
            ..one.clone()
        })
        .collect();
    let steps = (0..MANY).map(|n| step(&format!("Title {n}"))).collect();
    let library = Library::with_lessons(vec![agent("a", steps)], lessons, Vec::new());
    assert_eq!(library.topics().len(), MANY + MANY / 2);
    assert_eq!(library.lessons()[0].diagnostics.len(), 3, "the first is told once");
}

#[test]
fn topics_lead_to_each_other_by_references_and_requirements() {
    let lessons = vec![
        lesson("lessons/sql.md", "title: \"SQL [92]\""),
        lesson("lessons/pg.md", "title: PG\nrequires: [sql, sql, nothing]"),
        lesson("lessons/joins.md", "title: Joins\nrequires: [sql, joins, pg]"),
    ];
    let mut library = Library::with_lessons(Vec::<Agent>::new(), lessons, Vec::new());
    library.lessons[1].to_mut().body =
        "[[sql]] [[sql|a *label*]] [[none]] [[none|so]] `[[sql]]`\n\n| [[joins\\|j]] |\n"
            .to_owned()
            .into();
    let mut asked = Vec::new();
    let text = library.lesson_with_links(library.lesson(LessonIx(1)), |topic| {
        asked.push(topic.at());
        format!("t{}", topic.at())
    });
    assert_eq!(
        text,
        "[SQL \\[92\\]](t0) [a *label*](t0) [[none]] so `[[sql]]`\n\n| [j](t2) |\n"
    );
    assert_eq!(asked, [0, 0, 2]);
    let needed_by = |topic| {
        library
            .needed_by(TopicIx::new(topic))
            .iter()
            .map(|topic| topic.at())
            .collect()
    };
    let all: Vec<Vec<usize>> = (0..3).map(needed_by).collect();
    assert_eq!(all, [vec![1, 2], vec![2], vec![]]);
}
