//! What a section holds whose heading leaves it open: the names in it decide.

use super::block::{Block, Kind, ListItem};
use super::classify::{Class, Says};
use super::context::{self, Context};
use super::entries::{Collector, Entry, Options};
use super::family;
use super::fence::{Drawings, PERIODS};
use super::item::Addresses;
use super::layout;
use super::named;
use super::roles;
use super::subjects;
use super::text::bare_title;
use super::tree::Section;

const OPTIONS: Options = Options {
    addresses: Addresses::Take,
    drawings: Drawings::Any,
    set_remarks_aside: false,
    bold_lines: true,
};

/// Words in the names of rungs that names of roles don't have.
#[rustfmt::skip]
const RANKS: &[&str] = &[
    "apprentice", "associate", "beginner", "beginners", "entry", "graduate", "intermediate", "intern", "jr", "junior", "mid", "middle",
    "novice", "principal", "senior", "sr", "staff",
];

/// Names that are rungs by themselves.
#[rustfmt::skip]
const RUNGS: &[&str] = &[
    "adept", "advanced", "architect", "basics", "expert", "foundation", "foundations", "fundamentals", "head", "lead", "leader",
    "master", "mastery", "professional", "proficient", "specialist",
];

/// The class of a section, given what its heading says; `None` when nothing in it bears that out.
pub(super) fn class(section: &Section<'_>, says: Says, cx: &mut Context<'_>) -> Option<Class> {
    let (class, why) = match says {
        // "Triggers" with sections of their own are those of a database.
        Says::Holds(Class::WhenToUse)
            if context::title(section).eq_ignore_ascii_case("triggers") && !section.children.is_empty() =>
        {
            return None;
        }
        Says::Holds(Class::Stack) if roles::is_table(section, cx.text) => {
            (Class::Roles, "roles, since its table names one in each row")
        }
        Says::Holds(Class::Roadmaps) if lays_out_roads(section, cx) => (
            Class::Paths,
            "learning paths, since it lays them out below its sub-headings",
        ),
        Says::Holds(Class::Topics) | Says::Subjects if section.children.is_empty() && names_files(section, cx.text) => {
            (
                Class::Related,
                "neighbours, since it names other skills as their files are named",
            )
        }
        Says::Holds(class) => return Some(class),
        Says::Specialities | Says::SomeRoles if leads_from_one_to_another(section) => {
            return left_open(section, "leads from one thing to another", cx);
        }
        Says::Capabilities | Says::Subjects if !cx.is_guide || says == Says::Subjects => {
            if cx.heard(section).may_be_aside || !subjects::are_subjects(section, cx.text) {
                return None;
            }
            (
                Class::Topics,
                "areas of expertise, since what it lists are subjects and no orders",
            )
        }
        Says::Duties => {
            let is_free = section.children.is_empty() && !cx.heard(section).may_be_aside;
            if !is_free || !section.blocks.iter().any(layout::names_some) || !subjects::are_subjects(section, cx.text) {
                return None;
            }
            (
                Class::Topics,
                "areas of expertise, since each of them names a subject and what belongs to it",
            )
        }
        Says::Needs if !cx.is_guide => {
            return left_open(
                section,
                "may well be those of the work, since nothing else in the spec is for learners",
                cx,
            );
        }
        Says::Onward if !leads_on(section, cx.text) => {
            return left_open(section, "leads to no other skill or agent by name", cx);
        }
        Says::Trail if is_bare_roadmap(section) && is_timetable(section, cx.text) => {
            (Class::Paths, "a learning path, since it is set out by the calendar")
        }
        Says::Trail if !is_trail(section) => return None,
        Says::Needs => (
            Class::Prerequisites,
            "what to know before, since the spec is for learners",
        ),
        Says::Onward => (Class::Related, "neighbours, since it leads to other skills or agents"),
        Says::Capabilities | Says::Subjects => (
            Class::Topics,
            "areas of expertise, since the spec has a path for learners too",
        ),
        Says::Trail => trail(section, cx)?,
        Says::SomeRoles => {
            if !are_some_roles(section, cx) {
                return None;
            }
            (Class::Roles, "roles, since most of its names are those of roles")
        }
        Says::Specialities => {
            if are_roles(&names(section, cx.text)) {
                (Class::Roles, "roles, since most of its names are those of roles")
            } else {
                (
                    Class::Topics,
                    "areas of expertise, since few of its names are those of roles",
                )
            }
        }
        Says::Careers | Says::Ladder => match ladder(section, says, cx.text) {
            Some(found) => found,
            None => return left_open(section, "names neither rungs nor roles", cx),
        },
    };
    let code = match class {
        Class::Roles => "guessed-roles",
        Class::Prerequisites => "guessed-prerequisites",
        Class::Related => "guessed-related",
        Class::Levels => "guessed-levels",
        Class::Paths => "guessed-path",
        _ => "guessed-topics",
    };
    cx.guess_read_as(section, code, why);
    Some(class)
}

/// What a section holds whose heading speaks of a way, and why; `None` where nothing in it bears that out.
fn trail(section: &Section<'_>, cx: &Context<'_>) -> Option<(Class, &'static str)> {
    let names = names(section, cx.text);
    let is_drawn = is_drawn(section, cx.text);
    let found = if names.is_empty() {
        return None;
    } else if is_drawn
        && section.children.is_empty()
        && are_rungs(&names.iter().map(String::as_str).collect::<Vec<_>>())
    {
        (Class::Levels, "rungs of a career, since it names some")
    } else if cx.teaches() || cx.is_guide && section.level <= cx.section_level {
        (Class::Paths, "a learning path, since the spec is made for learners")
    } else if is_drawn && (is_for_learners(section) || is_timed(section, cx.text)) {
        (Class::Paths, "a learning path, since it is drawn as one")
    } else {
        return None;
    };
    Some(found)
}

/// What a section holds that speaks of careers or of a ladder, and why; `None` where it names neither rungs nor roles.
fn ladder(section: &Section<'_>, says: Says, text: &str) -> Option<(Class, &'static str)> {
    let names = names(section, text);
    if is_timetable(section, text) {
        Some((Class::Paths, "a learning path, since it is set out by the calendar"))
    } else if is_ladder(&names) || says == Says::Ladder && are_roles(&names) {
        Some((Class::Levels, "rungs of a career"))
    } else if are_roles(&names) {
        Some((Class::Roles, "roles, since few of its names are those of rungs"))
    } else if is_progression(section) && !names.is_empty() {
        Some((
            Class::Paths,
            "a learning path, since few of its names are those of rungs",
        ))
    } else {
        None
    }
}

/// Whether a section that speaks of roadmaps links none, and lists below most of its sub-headings what lies on them.
fn lays_out_roads(section: &Section<'_>, cx: &Context<'_>) -> bool {
    let listed = |child: &&Section<'_>| {
        let mut collector = Collector::new(cx.text, super::paths::OPTIONS);
        collector.blocks(child.blocks);
        if collector.is_empty() {
            collector.names(child.blocks);
        }
        !collector.is_empty()
    };
    let children = &section.children;
    children.len() > 1
        && !cx.roadmaps.iter().any(|at| section.range.contains(at))
        && children.iter().filter(listed).count() * 2 >= children.len()
}

/// Whether most of what a section lists are lines of arrows ("Backend → Platform → SRE"): they name ways, and not what lies
/// on them.
fn leads_from_one_to_another(section: &Section<'_>) -> bool {
    let items = section.blocks.iter().filter_map(|block| match &block.kind {
        Kind::List(items) => Some(items),
        _ => None,
    });
    let is_way = |item: &&ListItem| !item.text.opens_bold() && item.text.chain_of(2).is_some();
    let all = items.clone().flatten().count();
    section.children.is_empty() && all > 0 && items.flatten().filter(is_way).count() * 2 > all
}

/// Whether what a section lists, whose heading may speak of other roles than those of people, are roles and nothing else.
fn are_some_roles(section: &Section<'_>, cx: &Context<'_>) -> bool {
    let names = names(section, cx.text);
    let mut children = section.children.iter();
    let is_whole = children
        .clone()
        .all(|child| cx.heard(child).says.is_none_or(|says| says == Says::SomeRoles));
    let has_paths = children.any(|child| context::title(child).starts_with("Path "));
    // "A wheel potter", not "a potter": what to call them is said of roles, and names none.
    let is_said = |name: &String| name.contains(['"', '\u{201c}']);
    names.len() > 1 && are_roles(&names) && is_whole && !has_paths && !names.iter().any(is_said)
}

/// Says that a section was kept as text, since it can't be told what it holds.
fn left_open(section: &Section<'_>, why: &str, cx: &mut Context<'_>) -> Option<Class> {
    let heading = bare_title(section.heading.map_or("", |heading| &heading.text));
    let message = format!("\u{201c}{heading}\u{201d} {why}, so it was kept as text");
    cx.guess(section, "section-unclear", message);
    None
}

/// Whether most of what a section lists are other skills or agents: files of a repository, names in code or with a number.
fn leads_on(section: &Section<'_>, text: &str) -> bool {
    let mut collector = Collector::new(text, OPTIONS);
    collector.blocks(section.blocks);
    let (groups, _) = collector.finish();
    let mut all = 0;
    let mut leading = 0;
    for entry in groups
        .iter()
        .flat_map(|group| &group.entries)
        .filter(|entry| entry.depth == 0)
    {
        let lower = entry.item.title.to_lowercase();
        let mut words = lower.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        let names_kind = |word: &str| matches!(word, "agent" | "agents" | "skill" | "skills" | "roadmap" | "plugin");
        all += 1;
        leading += usize::from(!entry.item.targets.is_empty() || words.any(names_kind));
    }
    all > 0 && leading * 2 >= all
}

/// Whether most of what a section lists is named as files are ("kiln-firing").
fn names_files(section: &Section<'_>, text: &str) -> bool {
    let names = names(section, text);
    let is_file = |name: &&String| {
        name.contains(['-', '_'])
            && name
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    !names.is_empty() && names.iter().filter(is_file).count() * 2 > names.len()
}

/// The names in a section: those of its sub-sections, else what it lists.
fn names(section: &Section<'_>, text: &str) -> Vec<String> {
    let mut collector = Collector::new(text, OPTIONS);
    collector.blocks(section.blocks);
    let (groups, _) = collector.finish();
    let children: Vec<&str> = section
        .children
        .iter()
        .filter_map(|child| child.heading.map(|heading| &*heading.text))
        .collect();
    if !children.is_empty() {
        let own = children.iter().map(|heading| bare_title(heading)).collect::<Vec<_>>();
        if are_roles(&own) || own.iter().any(|name| is_rung(name)) {
            return own;
        }
        // Families of roles are listed below headings of their own.
        let listed: Vec<String> = section.children.iter().flat_map(|child| names(child, text)).collect();
        return if are_roles(&listed) { listed } else { own };
    }
    let mut labels = Vec::new();
    let mut entries = Vec::new();
    for group in groups {
        labels.extend(group.title);
        entries.extend(
            group
                .entries
                .into_iter()
                .filter(|entry| entry.depth == 0)
                .map(|entry| entry.item.title),
        );
    }
    if are_roles(&labels) && !are_tracks(&labels) || labels.iter().any(|label| is_rung(label)) {
        labels
    } else {
        entries
    }
}

/// Whether labels name tracks that lead through rungs ("Management Track"), and no rungs themselves.
fn are_tracks(labels: &[String]) -> bool {
    labels.iter().any(|label| is_track(label))
}

/// Whether a name is that of a track or path of a career.
pub(super) fn is_track(label: &str) -> bool {
    let name = super::text::split_note(label).map_or(label, |(name, _)| name);
    let last = name.split_whitespace().next_back().unwrap_or("").trim_end_matches(':');
    ["track", "path", "ladder"].contains(&last.to_lowercase().as_str())
}

/// Whether most of the names are those of rungs or of roles, so that they may make a ladder.
pub(super) fn are_rungs(names: &[&str]) -> bool {
    let count = names
        .iter()
        .filter(|name| is_rung(name) || roles::is_role(name))
        .count();
    count > 1 && count * 2 >= names.len()
}

/// Whether a heading speaks of a progression, and of no career.
fn is_progression(section: &Section<'_>) -> bool {
    let heading = section.heading.map_or("", |heading| &heading.text).to_lowercase();
    heading.contains("progression") && !heading.contains("career")
}

/// Whether a section lists what is to be learned by the calendar ("**Phase 1**: Syntax"), and no rungs by the years they take.
fn is_timetable(section: &Section<'_>, text: &str) -> bool {
    let mut collector = Collector::new(text, OPTIONS);
    collector.blocks(section.blocks);
    let (groups, _) = collector.finish();
    let mut entries = groups.iter().flat_map(|group| &group.entries).peekable();
    let is_due = |entry: &Entry| {
        let title = entry.item.title.to_lowercase();
        named::is_named_period(&title)
            && !title.starts_with("year")
            && !title.starts_with("level")
            && !entry.item.detail.is_empty()
            && !entry.item.detail.starts_with(['"', '\u{201c}'])
            && !is_rung(&entry.item.detail)
    };
    section.children.is_empty() && entries.peek().is_some() && entries.all(is_due)
}

/// Whether a heading names a path ("Go Developer Path") and doesn't speak of paths ("How to Choose a Path").
fn is_trail(section: &Section<'_>) -> bool {
    let heading = section.heading.map_or("", |heading| &heading.text).to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    !is_bare_roadmap(section)
        && !words.any(|word| {
            matches!(
                word,
                "a" | "any"
                    | "certification"
                    | "each"
                    | "every"
                    | "how"
                    | "no"
                    | "of"
                    | "the"
                    | "this"
                    | "to"
                    | "which"
                    | "your"
            )
        })
}

/// Whether a heading says "Roadmap" and nothing else: that of the project may stand below it.
fn is_bare_roadmap(section: &Section<'_>) -> bool {
    context::title(section).eq_ignore_ascii_case("roadmap")
}

/// Words in the names of paths that learners take; other things have paths too, such as files and requests.
#[rustfmt::skip]
const LEARNED: &[&str] = &[
    "advanced", "beginner", "career", "developer", "development", "engineer", "engineering", "expert", "intermediate",
    "leadership", "learning", "management", "mastery", "specialist", "study", "tech", "technology", "training",
];

pub(super) fn is_for_learners(section: &Section<'_>) -> bool {
    let heading = section.heading.map_or("", |heading| &heading.text).to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    words.any(|word| LEARNED.contains(&word))
}

/// Whether a section of which the heading says nothing is drawn as a path that takes its time: a line of arrows (in a
/// guide any plan), and how long it takes to go that way.
pub(super) fn is_path_by_its_looks(section: &Section<'_>, cx: &mut Context<'_>) -> bool {
    let has_drawing = || section.blocks.iter().any(|block| matches!(block.kind, Kind::Code(_)));
    let is_path = section.heading.is_some()
        && has_drawing()
        && is_timed(section, cx.text)
        && (draws_line(section, cx.text) || cx.is_guide && is_drawn(section, cx.text) && section.children.is_empty());
    if is_path {
        cx.guess_read_as(
            section,
            "guessed-path",
            "a learning path, since it is drawn as one that takes its time",
        );
    }
    is_path
}

/// What is listed by the calendar and is not what is learned, but what has come of it by then.
#[rustfmt::skip]
const REACHED: &[&str] = &[
    "checkpoint", "deadline", "goal", "milestone", "review", "hito", "jalon", "marco", "meilenstein", "ziel", "traguard", "этап",
    "マイルストーン", "里程碑", "目标", "目標", "마일스톤",
];

/// Whether a section of a file that teaches, of which the heading says nothing, lists what is to be learned by the
/// calendar.
pub(super) fn is_set_by_calendar(section: &Section<'_>, cx: &Context<'_>) -> bool {
    let heard = cx.heard(section);
    let heading = context::title(section).to_lowercase();
    cx.teaches()
        && section.heading.is_some()
        && heard.says.is_none()
        && !heard.may_be_aside
        && !REACHED.iter().any(|word| heading.contains(word))
        && is_timetable(section, cx.text)
}

/// Whether a section does so, which is said at its heading.
pub(super) fn is_timetable_of_course(section: &Section<'_>, cx: &mut Context<'_>) -> bool {
    let is_one = is_set_by_calendar(section, cx);
    if is_one {
        cx.guess_read_as(
            section,
            "guessed-path",
            "a learning path, since the file teaches and it is set out by the calendar",
        );
    }
    is_one
}

/// Whether a section draws a line of arrows with enough places for a path.
fn draws_line(section: &Section<'_>, text: &str) -> bool {
    let options = Options {
        drawings: Drawings::Plans,
        ..OPTIONS
    };
    let mut collector = Collector::new(text, options);
    let is_line = |block: &Block| matches!(&block.kind, Kind::Code(code) if code.text.trim().lines().count() <= 3);
    section
        .blocks
        .iter()
        .filter(|block| is_line(block))
        .for_each(|block| collector.blocks(std::slice::from_ref(block)));
    let drawn = collector.drawn;
    let (groups, _) = collector.finish();
    drawn.is_some() && groups.iter().map(|group| group.entries.len()).sum::<usize>() >= 4
}

/// Whether a section says how long its plan takes ("**Timeline:** 3-6 months"), or that plan does ("Syntax (2 weeks)").
fn is_timed(section: &Section<'_>, text: &str) -> bool {
    let has_unit = |line: &str| {
        let line = line.to_lowercase();
        line.contains(|c: char| c.is_ascii_digit())
            && ["week", "month", "year", "hour"].iter().any(|unit| line.contains(unit))
    };
    section.blocks.iter().any(|block| match &block.kind {
        Kind::Paragraph(inline) => inline.text.lines().any(|line| {
            let label = line.split(':').next().unwrap_or("").trim().to_lowercase();
            matches!(
                label.as_str(),
                "timeline" | "duration" | "time" | "estimated time" | "learning time"
            ) && has_unit(line)
        }),
        Kind::Code(_) => {
            let timed = |line: &&str| super::text::split_note(line).is_some_and(|(_, note)| has_unit(note));
            text[block.range.clone()].lines().filter(timed).nth(1).is_some()
        }
        _ => false,
    })
}

/// Whether a section, or most of its sub-sections, is drawn as a plan.
fn is_drawn(section: &Section<'_>, text: &str) -> bool {
    let options = Options {
        drawings: Drawings::Plans,
        ..OPTIONS
    };
    let is_drawn = |section: &Section<'_>| {
        let mut collector = Collector::new(text, options);
        collector.blocks(section.blocks);
        collector.drawn.is_some()
    };
    let children = &section.children;
    is_drawn(section)
        || !children.is_empty() && children.iter().filter(|child| is_drawn(child)).count() * 2 >= children.len()
}

/// Whether a good part of the names are those of rungs.
fn is_ladder(names: &[String]) -> bool {
    let rungs = names.iter().filter(|name| is_rung(name)).count();
    rungs > 0 && rungs * 3 >= names.len()
}

/// "B2" of the Common European Framework, "N3" of the Japanese-Language Proficiency Test, "HSK 4".
fn is_graded(name: &str) -> bool {
    let name = name.trim().trim_end_matches('+');
    match name.as_bytes() {
        [b'a'..=b'c', b'1' | b'2'] | [b'n', b'1'..=b'5'] => true,
        _ => name
            .strip_prefix("hsk")
            .is_some_and(|grade| matches!(grade.trim().as_bytes(), [b'1'..=b'9'])),
    }
}

fn are_roles(names: &[String]) -> bool {
    !names.is_empty() && names.iter().filter(|name| roles::is_role(name)).count() * 2 >= names.len()
}

/// Whether a name is that of a rung: it has a rank, or opens with a period ("Year 0-1").
pub(super) fn is_rung(name: &str) -> bool {
    let lower = super::text::split_note(name)
        .map_or(name, |(name, _)| name)
        .to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let opens_with_period = words.first().is_some_and(|word| PERIODS.contains(word))
        && words
            .get(1)
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    opens_with_period
        || is_graded(&lower)
        || family::is_ranked(name)
        || words.iter().any(|word| RANKS.contains(word))
        || words.first().is_some_and(|word| RUNGS.contains(word))
            && words.iter().all(|word| RUNGS.contains(word) || *word == "level")
}
