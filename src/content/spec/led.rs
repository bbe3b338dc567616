//! Lists that a sentence leads to, and no heading: "You are a potter with deep knowledge of:".

use std::ops::Range;

use super::block::{Block, Kind, ListItem};
use super::body;
use super::classify::{self, Class};
use super::context::{self, Context};
use super::inline::Inline;
use super::item::{self, Addresses};
use super::subjects;
use super::tree::Section;

/// What such a sentence ends in, in lower case and without its colon.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "areas of expertise", "assist with", "excel at", "excel in", "experience in", "experience with", "expert in", "experts in",
    "expertise across", "expertise covers", "expertise in", "expertise includes", "expertise spans", "familiar with",
    "following areas", "guidance on", "key areas", "knowledge about", "knowledge across", "knowledge covers", "knowledge in",
    "knowledge includes", "knowledge of", "knowledge spans", "mastery of", "proficiency in", "proficient in", "proficient with", "skilled in",
    "specialise in", "specialised in", "specialises in", "specialising in", "specialize in", "specialized in",
    "concepts like", "concepts such as", "specializes in", "specializing in", "strengths include", "these areas", "user with the following", "users with the following", "topics including",
    "topics like", "topics such as", "understanding of", "versed in",
    "conocimiento de", "conocimientos de", "conocimientos en", "experiencia en", "experta en", "experto en", "especialista en",
    "especializado en", "especialista em", "especializado em", "experiência em", "conhecimento em", "expert en", "spécialisé dans",
    "connaissances en", "experte für", "spezialisiert auf", "kenntnisse in", "esperto di", "эксперт в", "специализируешься на", "精通", "擅长", "擅長",
    "専門", "得意分野", "전문 분야",
];

/// What a list led to in other ways opens with: somebody is told what to do.
const TOLD: &[&str] = &["build", "focus on improving", "gain", "learn", "remember"];

/// Whether a text leads to a list of what somebody knows.
fn leads(inline: &Inline) -> bool {
    let text = inline.text.trim();
    let Some(sentence) = text.strip_suffix(':').or_else(|| text.strip_suffix('：')) else {
        return false;
    };
    let last = sentence.rsplit(['.', '!', '\n']).next().unwrap_or(sentence);
    let lower = last.trim().to_lowercase();
    let ends = |lead: &&str| {
        let before = lower.strip_suffix(*lead);
        before.is_some_and(|before| !lead.is_ascii() || !before.ends_with(char::is_alphanumeric))
    };
    LEADS.iter().any(ends) && !TOLD.iter().any(|word| lower.starts_with(word))
}

/// A list that a sentence leads to.
pub(super) struct Led<'b> {
    list: &'b [Block],
    /// What the sentence opens with in bold: "**Glazes**: you know all kinds of them, in topics like:".
    name: Option<Inline>,
    /// Where the sentence stands.
    start: usize,
}

impl<'b> Led<'b> {
    /// The first list among blocks that only groups what stands below its items: "1. **Fire the kiln**:", and cones, curves
    /// and soaks below it.
    pub(super) fn grouped(blocks: &'b [Block]) -> Option<Self> {
        const FEWEST: usize = 3;
        let groups = |item: &ListItem| item.text.opens_bold() && is_list(item.blocks.first());
        // "Methodology:" leads to what somebody does.
        let is_behind_aside = |at: usize| match at.checked_sub(1).map(|before| &blocks[before].kind) {
            Some(Kind::Paragraph(label)) => label.is_label() && classify::hear(&label.text, true).may_be_aside,
            _ => false,
        };
        blocks.iter().enumerate().find_map(|(at, block)| match &block.kind {
            Kind::List(items) if items.len() >= FEWEST && items.iter().all(groups) && !is_behind_aside(at) => {
                let below = items.iter().filter_map(|item| match &item.blocks.first()?.kind {
                    Kind::List(items) => Some(items),
                    _ => None,
                });
                let name = |item: &ListItem| item::parse(&item.text, Addresses::Take).title;
                let names: Vec<String> = below.flatten().map(name).collect();
                subjects::are_names_of_subjects(&names).then_some(Self {
                    list: &blocks[at..=at],
                    name: None,
                    start: block.range.start,
                })
            }
            _ => None,
        })
    }

    /// The first such list among blocks, or in one of them.
    pub(super) fn find(blocks: &'b [Block]) -> Option<Self> {
        let behind = |at: usize| blocks.get(at + 1..at + 2).filter(|next| is_list(next.first()));
        blocks.iter().enumerate().find_map(|(at, block)| match &block.kind {
            Kind::Paragraph(inline) if leads(inline) => behind(at).map(|list| Self {
                list,
                name: bold_name(inline),
                start: block.range.start,
            }),
            Kind::List(items) => items.iter().find_map(Self::in_item),
            _ => None,
        })
    }

    fn in_item(item: &'b ListItem) -> Option<Self> {
        let list = item.blocks.get(..1)?;
        let is_led = leads(&item.text) && is_list(list.first());
        is_led.then_some(Self {
            list,
            name: bold_name(&item.text),
            start: item.range.start,
        })
    }

    /// Where the list stands.
    pub(super) fn range(&self) -> Range<usize> {
        self.list[0].range.clone()
    }

    fn section(&self, heading: Option<&'b Inline>) -> Section<'b> {
        let list = self.range();
        Section::leaf(0, heading, self.list, self.start..list.end, list.start)
    }

    /// Whether it names subjects.
    pub(super) fn names_subjects(&self, text: &str) -> bool {
        subjects::are_subjects(&self.section(None), text)
    }

    /// Reads the list as areas of expertise called by a heading.
    pub(super) fn read(&'b self, heading: &'b Inline, cx: &mut Context<'_>) {
        let section = self.section(Some(self.name.as_ref().unwrap_or(heading)));
        let message = format!(
            "what is listed in \u{201c}{}\u{201d} was read as areas of expertise, since the sentence above it says so",
            context::title(&section)
        );
        cx.guess(&section, "guessed-topics", message);
        body::read_as(cx, &section, Class::Topics);
    }
}

fn is_list(block: Option<&Block>) -> bool {
    block.is_some_and(|block| matches!(block.kind, Kind::List(_)))
}

fn bold_name(inline: &Inline) -> Option<Inline> {
    let name = item::parse(inline, Addresses::Keep).title;
    let is_name = inline.opens_bold() && !name.is_empty() && !name.ends_with(':');
    is_name.then(|| Inline::plain(&name))
}

/// Reads such a list in a section of which nothing else says what it holds; false where there is none.
pub(super) fn read(section: &Section<'_>, cx: &mut Context<'_>) -> bool {
    let Some(heading) = section.heading.filter(|_| !cx.heard(section).may_be_aside) else {
        return false;
    };
    let led = Led::find(section.blocks).filter(|led| section.children.is_empty() && led.names_subjects(cx.text));
    let Some(led) = led else {
        return false;
    };
    led.read(heading, cx);
    if let Some(made) = cx.made.remove(&led.start) {
        cx.made.insert(section.range.start, made);
    }
    let around = [section.body..led.range().start, led.range().end..section.own_end];
    cx.more(&context::title(section), &around);
    true
}
