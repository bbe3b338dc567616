//! Labels that stand for headings: in files that have none, and in sections whose heading says nothing
//! ("**Areas of expertise:**" below "Profile").

use std::ops::Range;

use super::block::{Block, Kind};
use super::body;
use super::classify::{self, Class, Heard, Label, Says};
use super::context::{self, Context, Made};
use super::entries;
use super::inline::Inline;
use super::subjects;
use super::tree::Section;
use crate::content::model;

/// So many labels are few.
const FEW: usize = 2;

/// Makes headings of the labels of a file that has none, where one of them says what its section holds, or each opens a
/// list in a course.
///
/// Labels that are read where they stand ([`above`]) stay.
pub(super) fn raise(blocks: &mut [Block], is_course: bool, cx: &Context<'_>) {
    const FEWEST: usize = 3;
    let is_heading = |block: &Block| matches!(block.kind, Kind::Heading(level, _) if level > 1);
    let end = blocks.iter().position(is_heading).unwrap_or(blocks.len());
    if end < blocks.len() && !is_course || !above(blocks, cx).is_empty() {
        return;
    }
    let says = |label: &Inline| {
        let heard = classify::hear(&label.text, true).says;
        matches!(heard, Some(Says::Holds(_) | Says::Capabilities | Says::Subjects))
    };
    let labels: Vec<usize> = (0..end)
        .filter(|at| match &blocks[*at].kind {
            Kind::Paragraph(inline) => inline.is_label() || is_plain_label(inline, blocks.get(at + 1)),
            _ => false,
        })
        .collect();
    let label = |at: &usize| match &blocks[*at].kind {
        Kind::Paragraph(inline) => Some(inline.clone()),
        _ => None,
    };
    let found: Vec<(usize, Inline)> = labels.iter().filter_map(|at| Some((*at, label(at)?))).collect();
    let opens_list = |at: usize| matches!(blocks.get(at + 1).map(|next| &next.kind), Some(Kind::List(_)));
    let lays_out = is_course && found.len() >= FEWEST && found.iter().all(|(at, _)| opens_list(*at));
    if lays_out || end == blocks.len() && found.iter().any(|(_, label)| says(label)) {
        for (at, label) in found {
            blocks[at].kind = Kind::Heading(2, label);
        }
    }
}

/// Whether a line without marks is a label of the list below it ("CORE EXPERTISE:").
fn is_plain_label(inline: &Inline, next: Option<&Block>) -> bool {
    const LONGEST: usize = 5;
    let text = inline.text.trim();
    text.ends_with([':', '\u{ff1a}'])
        && !text.contains('\n')
        && text.split_whitespace().count() <= LONGEST
        && next.is_some_and(|next| matches!(next.kind, Kind::List(_)))
}

/// A label above the first section that opens a list, and what that holds.
pub(super) struct Above<'b> {
    section: Section<'b>,
    class: Class,
}

impl Above<'_> {
    pub(super) fn range(&self) -> Range<usize> {
        self.section.range.clone()
    }

    pub(super) fn read(&self, cx: &mut Context<'_>) {
        let title = context::title(&self.section);
        cx.labels.push(title.clone());
        if cx.overrides.has(&title) {
            body::read_section(cx, &self.section);
            return;
        }
        let message = format!(
            "\u{201c}{title}\u{201d} was read by its label alone, since it is one of several that open lists of subjects"
        );
        cx.guess(&self.section, "guessed-topics", message);
        body::read_as(cx, &self.section, self.class);
    }
}

/// The labels above the first section that each open a list, where several list subjects ("Glaze chemistry:", "Kiln
/// atmospheres:"); none where only one or two do.
pub(super) fn above<'b>(blocks: &'b [Block], cx: &Context<'_>) -> Vec<Above<'b>> {
    const FEWEST: usize = 4;
    let label = |at: usize| match &blocks[at].kind {
        Kind::Paragraph(inline) if inline.is_label() || is_plain_label(inline, blocks.get(at + 1)) => Some(inline),
        _ => None,
    };
    let part = |at: usize| {
        let heading = label(at)?;
        let list = blocks
            .get(at + 1..at + 2)
            .filter(|next| matches!(next[0].kind, Kind::List(_)))?;
        let range = blocks[at].range.start..list[0].range.end;
        let section = Section::leaf(2, Some(heading), list, range, list[0].range.start);
        let heard = classify::hear(&heading.text, true);
        let title = context::title(&section);
        let class = match heard.says {
            _ if heard.may_be_aside || classify::label(&title) == Label::Aside => None,
            Some(Says::Holds(class @ (Class::Stack | Class::WhenToUse))) => Some(class),
            Some(Says::Holds(Class::Topics) | Says::Subjects | Says::Capabilities) | None => {
                let is_name = subjects::is_name_of_subject(&title);
                (is_name && subjects::are_subjects(&section, cx.text)).then_some(Class::Topics)
            }
            Some(_) => None,
        };
        class.map(|class| Above { section, class })
    };
    let found: Vec<Above<'b>> = (0..blocks.len()).filter_map(part).collect();
    let subjects = found.iter().filter(|one| one.class == Class::Topics).count();
    // Beside a label that says what it holds, others are believed sooner.
    let says_one = subjects < found.len();
    if subjects == 0 || found.len() + usize::from(says_one) < FEWEST {
        return Vec::new();
    }
    found
}

/// Reads what stands below such labels; false where no label says what it holds.
pub(super) fn read(section: &Section<'_>, cx: &mut Context<'_>) -> bool {
    if section.heading.is_none() || !section.children.is_empty() || cx.heard(section).may_be_aside {
        return false;
    }
    let parts: Vec<(Section<'_>, Option<Heard>)> = parts(section)
        .into_iter()
        .map(|part| {
            let heard = says(&part, cx);
            (part, heard)
        })
        .collect();
    // One of many labels that list things alike says no more than they do.
    let said = parts.iter().filter(|(_, heard)| heard.is_some()).count();
    if said == 0 || parts.len() > FEW && said * 2 < parts.len() {
        return false;
    }
    let first = parts.first().map_or(section.own_end, |(part, _)| part.range.start);
    let silent = parts.iter().filter(|(_, heard)| heard.is_none());
    let kept: Vec<_> = std::iter::once(section.body..first)
        .chain(silent.map(|(part, _)| part.range.clone()))
        .collect();
    // The heading is kept, whatever stands below it.
    let (heading, markdown) = (context::title(section), entries::markdown(cx.text, &kept));
    cx.agent.more.push(model::Section { heading, markdown });
    let mut made = Made::Text;
    for (part, heard) in parts {
        if let Some(heard) = heard {
            cx.heard.insert(part.range.start, heard);
            cx.labels.push(context::title(&part));
            body::read_section(cx, &part);
            made = match cx.made.remove(&part.range.start) {
                Some(found @ (Made::Items(..) | Made::Path(..))) => found,
                _ => made,
            };
        }
    }
    cx.made.insert(section.range.start, made);
    true
}

/// The stretches below labels, as sections of their own.
fn parts<'b>(section: &Section<'b>) -> Vec<Section<'b>> {
    let labels: Vec<usize> = (0..section.blocks.len())
        .filter(|at| matches!(&section.blocks[*at].kind, Kind::Paragraph(inline) if inline.is_label()))
        .collect();
    let ends = labels.iter().skip(1).copied().chain([section.blocks.len()]);
    let part = |(at, end): (&usize, usize)| {
        let block = &section.blocks[*at];
        let Kind::Paragraph(heading) = &block.kind else {
            return None;
        };
        let end_at = section.blocks.get(end).map_or(section.own_end, |next| next.range.start);
        let blocks = &section.blocks[*at + 1..end];
        let range = block.range.start..end_at;
        Some(Section::leaf(
            section.level + 1,
            Some(heading),
            blocks,
            range,
            block.range.end,
        ))
    };
    labels.iter().zip(ends).filter_map(part).collect()
}

/// What was heard from a label that says what it holds, where its list bears that out.
fn says(part: &Section<'_>, cx: &Context<'_>) -> Option<Heard> {
    let heard = classify::hear(part.heading.map_or("", |heading| &heading.text), true);
    let bears_out = match heard.says? {
        Says::Holds(Class::Paths | Class::Topics) | Says::Subjects | Says::Capabilities => {
            subjects::are_subjects(part, cx.text)
        }
        Says::Holds(Class::Stack | Class::Levels) | Says::Ladder => {
            let mut lists = part.blocks.iter();
            lists.any(|block| matches!(block.kind, Kind::List(_) | Kind::Table(_)))
        }
        _ => false,
    };
    (bears_out && !heard.may_be_aside).then_some(heard)
}
