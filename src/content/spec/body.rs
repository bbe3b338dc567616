//! The body of a spec: its sections in order, each handed to the reader of its class.

use std::collections::HashSet;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::block::{self, Block, Kind, Parsed};
use super::classify::{self, Class, Says};
use super::context::{self, Context, Layout, Made, Teaching};
use super::inline::Inline;
use super::labelled::{self, Above};
use super::led::{self, Led};
use super::overrides::Verdict;
use super::text::one_line;
use super::tree::{self, Section};
use super::{
    beside, catalogue, course, entries, family, guess, layout, levels, links, lists, paths, roles, stack, subjects,
    title, warning,
};
use crate::content::diagnostic::{Finding, Severity};
use crate::content::front_matter::FrontMatter;
use crate::content::{model, names, text_file};

/// Reads the Markdown behind the front matter.
///
/// Returns the headings, with what was made of them in the context.
pub(super) fn read(cx: &mut Context<'_>, front: &FrontMatter) -> Vec<Heading> {
    let text = cx.text;
    let body = front.body..text_file::end_of_markdown(text, front.body);
    let mut parsed = match parse(&text[..body.end], body.start) {
        Ok((parsed, findings)) => {
            cx.findings.extend(findings);
            parsed
        }
        Err(finding) => {
            cx.findings.push(finding);
            cx.keep_raw(front.body..text.len());
            return Vec::new();
        }
    };
    let cut = text_file::too_many_lines(text, body.end);
    // A fence may well be closed behind the cut.
    cx.findings.extend(cut.or_else(|| unclosed_fence(text, &parsed.blocks)));
    labelled::raise(&mut parsed.blocks, family::is_course(front, false, cx), cx);
    take_roadmaps(cx, &text[..body.start], &parsed);
    let roadmaps = parsed.links.iter().filter(|found| links::is_roadmap(&found.link.url));
    cx.roadmaps = roadmaps.map(|found| found.at).collect();
    let (blocks, footer) = split_footer(&parsed.blocks, body.end);
    let root = tree::build(blocks, body.start..footer.start);
    let names_itself = front.get("name").or(front.get("title")).is_some();
    read_root(cx, &root, front, names_itself);
    cx.more("", &[footer]);
    if body.end < text.len() {
        cx.keep_raw(body.end..text.len());
    }
    take_links(cx, &parsed);
    let mut headings = Vec::new();
    list_headings(&root, None, cx, &mut headings);
    let mut titles: Vec<String> = headings.iter().map(|heading| heading.title.clone()).collect();
    titles.append(&mut cx.labels);
    let unused = cx.overrides.unused(&titles);
    cx.findings.extend(unused);
    headings
}

/// A heading of the body, and what was made of its section.
pub(super) struct Heading {
    pub(super) at: usize,
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) made: Option<Made>,
    /// It stands in a section that was read as a whole.
    pub(super) is_part: bool,
    /// It stands in a section that was kept as text as a whole.
    pub(super) is_kept: bool,
}

fn list_headings(section: &Section<'_>, above: Option<Made>, cx: &Context<'_>, headings: &mut Vec<Heading>) {
    let made = cx.made.get(&section.range.start).copied();
    if section.heading.is_some() {
        headings.push(Heading {
            at: section.range.start,
            level: section.level,
            title: context::title(section),
            made,
            is_part: made.is_none() && matches!(above, Some(Made::Items(..) | Made::Path(..))),
            is_kept: made.is_none() && above == Some(Made::Text),
        });
    }
    let above = made.or(above).filter(|_| section.heading.is_some());
    section
        .children
        .iter()
        .for_each(|child| list_headings(child, above, cx, headings));
}

/// Parses a body, which starts at an offset of the text; the findings say what of it could not be taken apart.
pub(super) fn parse(text: &str, body: usize) -> Result<(Parsed, Vec<Finding>), Finding> {
    let parsed = guarded(body, || block::parse(text, body))?;
    let findings = parsed.too_deep.iter().map(|at| Finding {
        severity: Severity::Error,
        code: "too-deeply-nested",
        at: *at,
        message: "from here on lists or quotes are nested too deeply to be read".to_owned(),
        hint: KEPT.to_owned(),
    });
    let findings = findings.collect();
    Ok((parsed, findings))
}

/// What becomes of a text that can't be read.
const KEPT: &str = "the text is kept as it stands; write it flatter";

/// What a parser makes of the text from an offset on, whatever it does.
fn guarded(body: usize, parse: impl FnOnce() -> Parsed) -> Result<Parsed, Finding> {
    catch_unwind(AssertUnwindSafe(parse)).map_err(|_| Finding {
        severity: Severity::Error,
        code: "markdown-unreadable",
        at: body,
        message: "the Markdown parser failed on this text".to_owned(),
        hint: KEPT.to_owned(),
    })
}

/// A fence that is never closed makes code of the rest of the file.
pub(super) fn unclosed_fence(text: &str, blocks: &[Block]) -> Option<Finding> {
    let block = blocks.last().filter(|block| matches!(block.kind, Kind::Code(_)))?;
    let source = text[block.range.clone()].trim();
    let (fence, marks) = if source.starts_with("~~~") {
        ("~~~", "tildes")
    } else {
        ("```", "backticks")
    };
    let is_open = source.starts_with(fence) && (!source.ends_with(fence) || !source.contains('\n'));
    is_open.then(|| {
        warning(
            "fence-unclosed",
            block.range.start,
            "this code fence is never closed, so everything below it is code",
            &format!(
                "close it with a line of three {marks}; or take it out where it was to close another one: a fence around fences needs more marks than they have"
            ),
        )
    })
}

/// Paragraphs behind the last rule of a file belong to no section.
fn split_footer(blocks: &[Block], end: usize) -> (&[Block], Range<usize>) {
    let Some(rule) = blocks.iter().rposition(|block| matches!(block.kind, Kind::Rule)) else {
        return (blocks, end..end);
    };
    let behind = &blocks[rule + 1..];
    if behind
        .iter()
        .all(|block| matches!(block.kind, Kind::Paragraph(_) | Kind::Other))
    {
        (&blocks[..rule], blocks[rule].range.end..end)
    } else {
        (blocks, end..end)
    }
}

fn read_root(cx: &mut Context<'_>, root: &Section<'_>, front: &FrontMatter, names_itself: bool) {
    let first = root.children.iter().position(|section| section.level == 1);
    let title = first.filter(|&at| {
        if names_itself {
            title::is_title(root, at, &cx.agent.title)
        } else {
            !title::is_generic(&root.children[at])
        }
    });
    let mut preface = vec![root.blocks];
    let mut plan = None;
    let counts = family::counts_lessons(root);
    let is_course;
    if let Some(section) = title.map(|at| &root.children[at]) {
        let heading = context::title(section);
        if !heading.is_empty() {
            title::behind_file_name(&heading).clone_into(&mut cx.agent.title);
        }
        is_course = family::is_course(front, counts, cx);
        plan = plan_below(section, cx.text).filter(|_| is_course);
        let listed = plan.as_ref().map_or(0, |plan| plan.blocks.len());
        preface.push(&section.blocks[..section.blocks.len() - listed]);
    } else {
        is_course = family::is_course(front, counts, cx);
    }
    if title.is_none() && !names_itself {
        let message = format!("the spec has no title; its file's name was taken: {}", cx.agent.title);
        cx.findings.push(Finding {
            severity: Severity::Info,
            code: "title-missing",
            at: root.body,
            message,
            hint: "begin it with a `# Title`".to_owned(),
        });
    }
    title::forget_name(&mut cx.agent);
    let led = preface.iter().find_map(|blocks| Led::find(blocks));
    let is_free = plan.is_none() && !cx.overrides.has(&cx.agent.title);
    let grouped = || preface.iter().find_map(|blocks| Led::grouped(blocks));
    let led = led
        .filter(|led| led.names_subjects(cx.text))
        .or_else(grouped)
        .filter(|_| is_free);
    let above: Vec<Above<'_>> = preface.iter().flat_map(|blocks| labelled::above(blocks, cx)).collect();
    let led = led.filter(|_| above.is_empty());
    let listed = led.as_ref().map(Led::range);
    let listed: Vec<Range<usize>> = listed.into_iter().chain(above.iter().map(Above::range)).collect();
    read_preface(cx, &preface.concat(), &listed);
    cx.section_level = section_level(root, title);
    listen(root, cx);
    if family::teaches(root, front, counts, cx) {
        cx.teaching = Teaching::Something;
    }
    if catalogue::is_one(root, cx) {
        cx.layout = Layout::Catalogue;
    }
    // A title that speaks of paths is that of a course, and announces none.
    let announces = |at: usize| {
        let section = &root.children[at];
        let is_title = title == Some(at);
        !is_title && announces_paths(section, cx)
            || is_title && section.children.iter().any(|below| announces_paths(below, cx))
    };
    if is_course && !(0..root.children.len()).any(announces) && !family::is_above(root, cx) {
        cx.teaching = Teaching::Course;
    }
    let title_line = Inline::plain(&cx.agent.title);
    if let Some(plan) = plan {
        paths::read(&plan, Class::Paths, cx);
    } else if let Some(led) = led {
        led.read(&title_line, cx);
    }
    for label in &above {
        label.read(cx);
    }
    let parts: HashSet<usize> = family::read(&root.children, cx).into_iter().collect();
    for (at, section) in root.children.iter().enumerate() {
        if title == Some(at) {
            read_sections(cx, &context::title(section), &section.children);
        } else if parts.contains(&at) {
            family::read_one(section, cx);
        } else {
            read_section(cx, section);
        }
    }
}

/// What a course lists below its title, as a section of its own.
fn plan_below<'b>(title: &Section<'b>, text: &str) -> Option<Section<'b>> {
    let is_list = |block: &Block| matches!(block.kind, Kind::List(_) | Kind::Table(_));
    let is_label = |block: &Block| matches!(&block.kind, Kind::Paragraph(inline) if inline.is_label());
    let first = title.blocks.iter().position(is_list)?;
    let first = first - usize::from(first > 0 && is_label(&title.blocks[first - 1]));
    let blocks = &title.blocks[first..];
    let range = title.range.start..title.own_end;
    let plan = Section::leaf(title.level, title.heading, blocks, range, blocks[0].range.start);
    subjects::are_subjects(&plan, text).then_some(plan)
}

/// Reads sections that stand beside each other, which may be the parts of a course.
fn read_sections(cx: &mut Context<'_>, title: &str, sections: &[Section<'_>]) {
    let parts: HashSet<usize> = family::read(sections, cx).into_iter().collect();
    let steps = if parts.is_empty() {
        family::steps(sections, cx)
    } else {
        Vec::new()
    };
    if !steps.is_empty() {
        // The plan of the course is known; what else it lists says something about it.
        cx.teaching = Teaching::Something;
        let steps: Vec<&Section<'_>> = steps.iter().map(|at| &sections[*at]).collect();
        paths::push_written(title, &steps, cx);
    }
    for (at, section) in sections.iter().enumerate() {
        if parts.contains(&at) {
            family::read_one(section, cx);
        } else if steps.binary_search(&at).is_ok() {
            cx.keep(section);
            read_named_below(cx, section);
        } else {
            read_section(cx, section);
        }
    }
}

/// Text before the first section: its first paragraph describes the agent when nothing else does. `listed` is read elsewhere.
fn read_preface(cx: &mut Context<'_>, blocks: &[Block], listed: &[Range<usize>]) {
    let mut rest: Vec<Range<usize>> = Vec::new();
    for block in blocks {
        match &block.kind {
            Kind::Paragraph(inline) if cx.agent.description.is_empty() => {
                cx.agent.description = one_line(&inline.text);
            }
            Kind::Rule => {}
            _ => {
                let is_in =
                    |outer: &Range<usize>, inner: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
                // They stand in order, and there can be many.
                let next = listed.partition_point(|listed| listed.end <= block.range.start);
                match listed.get(next) {
                    Some(listed) if is_in(listed, &block.range) => {}
                    Some(listed) if is_in(&block.range, listed) => {
                        rest.extend([block.range.start..listed.start, listed.end..block.range.end]);
                    }
                    _ => rest.push(block.range.clone()),
                }
            }
        }
    }
    cx.more("", &rest);
}

/// The heading level that sections have in this file: the highest one used more than once.
fn section_level(root: &Section<'_>, title: Option<usize>) -> u8 {
    fn count(section: &Section<'_>, counts: &mut [usize; 7]) {
        for child in &section.children {
            counts[usize::from(child.level.min(6))] += 1;
            count(child, counts);
        }
    }
    let mut counts = [0; 7];
    count(root, &mut counts);
    if title.is_some() {
        counts[1] -= 1;
    }
    let level = counts
        .iter()
        .position(|count| *count > 1)
        .or_else(|| counts.iter().position(|count| *count > 0));
    level.and_then(|level| u8::try_from(level).ok()).unwrap_or(2)
}

/// Reads a section as what its author or its heading says it is.
pub(super) fn read_section(cx: &mut Context<'_>, section: &Section<'_>) {
    let heading = section.heading.map_or("", |heading| heading.text.as_str());
    let class = match cx.overrides.of(heading) {
        Some(Verdict::Text) => return cx.keep(section),
        Some(Verdict::Holds(class)) => Some(class),
        None => cx.heard(section).says.and_then(|says| guess::class(section, says, cx)),
    };
    if let Some(class) = class {
        return read_as(cx, section, class);
    }
    if guess::is_path_by_its_looks(section, cx) {
        return read_as(cx, section, Class::Paths);
    }
    if guess::is_timetable_of_course(section, cx) {
        return read_as(cx, section, Class::Paths);
    }
    if catalogue::is_part(section, cx) || layout::is_like_subjects(section, cx) {
        return read_as(cx, section, Class::Topics);
    }
    if let Some(class) = course::by_table(section, cx) {
        return read_as(cx, section, class);
    }
    if !cx.overrides.has(heading) && roles::read_occupation(section, cx) {
        return;
    }
    let is_above = family::is_above(section, cx);
    if !is_above && course::is_part_of_course(section, cx) {
        return read_as(cx, section, Class::Paths);
    }
    let holds_known = section.children.iter().any(|child| holds_known(child, cx));
    if holds_known || is_above || course::is_plan_below(section, cx) {
        let heading = context::title(section);
        let markdown = entries::markdown(cx.text, &[section.own_text()]);
        cx.made.insert(section.range.start, Made::Text);
        cx.agent.more.push(model::Section { heading, markdown });
        read_sections(cx, &context::title(section), &section.children);
    } else if !labelled::read(section, cx) && !led::read(section, cx) {
        cx.keep(section);
    }
}

/// Reads the sections below one that was read already whose author says what they hold.
pub(super) fn read_named_below(cx: &mut Context<'_>, section: &Section<'_>) {
    for child in &section.children {
        if cx.overrides.names(child) {
            read_section(cx, child);
        } else {
            read_named_below(cx, child);
        }
    }
}

/// Reads a section into the fields of its class, and says so when nothing came of it.
pub(super) fn read_as(cx: &mut Context<'_>, section: &Section<'_>, class: Class) {
    let before = count(&cx.agent, class);
    match class {
        Class::Roles => roles::read(section, cx),
        Class::Paths | Class::Topics => paths::read(section, class, cx),
        Class::Stack => stack::read(section, cx),
        Class::Levels => levels::read(section, cx),
        Class::Prerequisites | Class::Projects | Class::Resources | Class::Outcomes => beside::read(section, class, cx),
        class => lists::read(section, class, cx),
    }
    let mut items = count(&cx.agent, class).saturating_sub(before);
    let heading = context::title(section);
    if class == Class::Roadmaps {
        let named = std::mem::replace(
            &mut items,
            cx.roadmaps.iter().filter(|at| section.range.contains(at)).count(),
        );
        if items == 0 && named > 0 {
            let message = format!("\u{201c}{heading}\u{201d} only names roadmaps, so they were read as neighbours");
            cx.guess(section, "roadmaps-without-links", message);
            cx.made.insert(section.range.start, Made::Items(Class::Related, named));
            return;
        }
    }
    if items == 0 && !cx.has_guessed(section, "guessed-permissions") {
        let message = format!(
            "\u{201c}{heading}\u{201d} should hold {}, but nothing of the kind is listed in it; its text was kept",
            noun(class)
        );
        cx.guess(section, "section-empty", message);
    }
    let kept = cx.made.get(&section.range.start) == Some(&Made::Text);
    if !kept || items > 0 {
        cx.made.insert(section.range.start, Made::Items(class, items));
    }
}

/// What a section of a class lists.
pub(super) fn noun(class: Class) -> &'static str {
    match class {
        Class::Roles => "roles",
        Class::Paths => "learning paths",
        Class::Topics => "areas of expertise",
        Class::Stack => "tools",
        Class::Levels => "rungs",
        Class::Trends => "trends",
        Class::Related => "neighbours",
        Class::Roadmaps => "links to roadmaps",
        Class::WhenToUse => "occasions",
        Class::Prerequisites => "prerequisites",
        Class::Projects => "projects",
        Class::Resources => "resources",
        Class::Outcomes => "outcomes",
    }
}

fn count(agent: &model::Agent, class: Class) -> usize {
    match class {
        Class::Roles => agent.roles.len(),
        Class::Paths | Class::Topics => agent.paths.len(),
        Class::Stack => agent.stacks.iter().map(|stack| stack.tools().count()).sum(),
        Class::Levels => agent.levels.len(),
        Class::Trends => agent.trends.len(),
        // A roadmap that is only named is a neighbour; those that are linked are counted by their links.
        Class::Related | Class::Roadmaps => agent.related.len(),
        Class::WhenToUse => agent.when_to_use.len(),
        class => beside::field(agent, class).len(),
    }
}

/// Listens to every heading once; one of them may promise what only learners look for.
fn listen(section: &Section<'_>, cx: &mut Context<'_>) {
    let promises = |class| matches!(class, Class::Paths | Class::Roles | Class::Levels | Class::Roadmaps);
    if let Some(heading) = section.heading {
        let heard = classify::hear(&heading.text, section.level <= cx.section_level);
        cx.heard.insert(section.range.start, heard);
        cx.is_guide |= match heard.says {
            Some(Says::Holds(class)) => promises(class),
            Some(Says::Trail) => guess::is_for_learners(section),
            _ => false,
        };
    }
    section.children.iter().for_each(|child| listen(child, cx));
}

/// Whether a heading says that paths stand below it, where something is listed.
fn announces_paths(section: &Section<'_>, cx: &Context<'_>) -> bool {
    let says = cx.heard(section).says;
    let is_prose = |block: &Block| matches!(block.kind, Kind::Paragraph(_) | Kind::Rule | Kind::Other);
    let lists = !section.children.is_empty() || !section.blocks.iter().all(is_prose);
    lists && matches!(says, Some(Says::Holds(Class::Paths) | Says::Trail))
        || section.children.iter().any(|child| announces_paths(child, cx))
}

fn holds_known(section: &Section<'_>, cx: &Context<'_>) -> bool {
    let needs_guide = |says| {
        matches!(
            says,
            Says::Capabilities | Says::Subjects | Says::Duties | Says::Needs | Says::Onward
        )
    };
    let is_known = cx
        .heard(section)
        .says
        .is_some_and(|says| cx.is_guide || !needs_guide(says));
    let heading = section.heading.map_or("", |heading| heading.text.as_str());
    is_known || cx.overrides.has(heading) || section.children.iter().any(|child| holds_known(child, cx))
}

/// Titles that say nothing of what they lead to.
const POINTERS: [&str; 6] = ["here", "link", "roadmap", "roadmap-sh", "source", "x"];

/// Every link to a roadmap, once, in the order met; those in the front matter come first.
///
/// Where a file calls it by several names, the shortest counts: "Go" rather than "Go Developer".
fn take_roadmaps(cx: &mut Context<'_>, front: &str, parsed: &Parsed) {
    let found = links::in_raw(front, 0);
    for found in found.iter().chain(&parsed.links) {
        let link = &found.link;
        if !links::is_roadmap(&link.url) {
            continue;
        }
        match cx.roadmap_mut(&link.url) {
            None => cx.add_roadmap(link.clone()),
            Some(known) => {
                let names = !POINTERS.contains(&names::slug(&link.title).as_str()) && !link.title.contains('/');
                if names && link.title.len() < known.title.len() {
                    known.title.clone_from(&link.title);
                }
            }
        }
    }
}

/// Every other link that stands outside steps, once.
fn take_links(cx: &mut Context<'_>, parsed: &Parsed) {
    let mut seen = HashSet::new();
    for found in parsed.links.iter().filter(|found| !links::is_roadmap(&found.link.url)) {
        if !cx.is_in_step(found.at) && seen.insert(found.link.url.as_str()) {
            cx.agent.links.push(found.link.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parser_that_fails_costs_no_more_than_the_text() {
        let found = guarded(7, || panic!("a parser's mistake")).expect_err("no blocks");
        assert_eq!((found.code, found.at), ("markdown-unreadable", 7));
    }
}
