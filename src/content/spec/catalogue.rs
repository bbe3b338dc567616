//! Files that lay out what somebody knows section by section, below headings of which none says so: the sections below the
//! sections list names in bold with a few words on each, or draw them in boxes.

use super::block::{Block, Kind, ListItem};
use super::classify::{self, Class, Label, Says};
use super::context::{self, Context, Layout};
use super::fence;
use super::item::{self, Addresses};
use super::layout;
use super::subjects;
use super::tree::Section;

/// So many sections below sections make a catalogue.
const FEWEST: usize = 6;

/// Whether two thirds of the sections below sections list subjects, and no heading says of its own what somebody knows.
pub(super) fn is_one(root: &Section<'_>, cx: &Context<'_>) -> bool {
    let title = cx.agent.title.replace('-', " ");
    if announces(root, cx) || layout::speaks_of_rules(&title) || !subjects::is_surely_a_subject(&title) {
        return false;
    }
    let (mut all, mut listing) = (0_usize, 0_usize);
    let mut rest: Vec<(&Section<'_>, usize)> = root.children.iter().map(|child| (child, 1)).collect();
    while let Some((section, depth)) = rest.pop() {
        // What stands below the title stands in nothing yet.
        let is_within = depth > 1 && section.level > cx.section_level;
        if section.children.is_empty() && is_within {
            all += 1;
            listing += usize::from(lists_subjects(section, cx));
        }
        rest.extend(section.children.iter().map(|child| (child, depth + 1)));
    }
    listing >= FEWEST && listing * 3 >= all * 2
}

/// Whether a heading says that what is to be known or learned stands below it.
fn announces(section: &Section<'_>, cx: &Context<'_>) -> bool {
    let is_one = |child: &Section<'_>| match cx.heard(child).says {
        Some(Says::Holds(class)) => matches!(
            class,
            Class::Topics | Class::Paths | Class::Roles | Class::Levels | Class::Roadmaps
        ),
        Some(says) => matches!(says, Says::Capabilities | Says::Specialities),
        None => false,
    };
    section
        .children
        .iter()
        .any(|child| is_one(child) || announces(child, cx))
}

/// Whether most of what stands below a section of a catalogue lists subjects, which is said at its heading.
pub(super) fn is_part(section: &Section<'_>, cx: &mut Context<'_>) -> bool {
    let heard = cx.heard(section);
    let lists_most = || {
        let listing = section.children.iter().filter(|child| lists_subjects(child, cx));
        let listing = listing.count();
        listing > 0 && listing * 2 >= section.children.len()
    };
    let is_part = cx.layout == Layout::Catalogue && heard.says.is_none() && !heard.may_be_aside && lists_most();
    if is_part {
        cx.guess_read_as(
            section,
            "guessed-topics",
            "areas of expertise, since it lists subjects as most sections of the file do",
        );
    }
    is_part
}

fn lists_subjects(section: &Section<'_>, cx: &Context<'_>) -> bool {
    const SHORTEST: usize = 3;
    let heading = section.heading.map_or("", |heading| &heading.text);
    let is_subject = !layout::speaks_of_rules(heading)
        && !cx.heard(section).may_be_aside
        && classify::label(heading) == Label::Group
        && subjects::is_name_of_subject(&context::title(section));
    let names = |block: &Block| match &block.kind {
        Kind::List(items) => {
            let names: Option<Vec<String>> = items.iter().map(name).collect();
            names.unwrap_or_default()
        }
        _ => fence::boxed(block).map_or_else(Vec::new, |lines| {
            let listed = lines.into_iter().filter(|line| line.is_item);
            listed.map(|line| line.text).collect()
        }),
    };
    is_subject
        && section
            .blocks
            .iter()
            .map(names)
            .any(|names: Vec<String>| names.len() >= SHORTEST && subjects::are_names_of_subjects(&names))
}

/// The name of an item that is one in bold with something said of it.
fn name(item: &ListItem) -> Option<String> {
    let parts = item
        .text
        .opens_bold()
        .then(|| item::parse(&item.text, Addresses::Keep))?;
    (!parts.detail.is_empty()).then_some(parts.title)
}
