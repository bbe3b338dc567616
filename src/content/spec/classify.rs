//! What a heading says its section holds. The table below is all there is to it: extend it there.

use super::text::bare_title;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Roles,
    Paths,
    Stack,
    Levels,
    Trends,
    Related,
    Roadmaps,
    WhenToUse,
}

impl Class {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Paths => "paths",
            Self::Stack => "stacks",
            Self::Levels => "levels",
            Self::Trends => "trends",
            Self::Related => "related",
            Self::Roadmaps => "roadmaps",
            Self::WhenToUse => "when_to_use",
        }
    }
}

/// How much of the heading a phrase has to be.
#[derive(Clone, Copy)]
enum Match {
    /// All of it, as it stands.
    Whole,
    /// All of it, once the words that only qualify are gone.
    Core,
    /// It opens and ends, once the words that only qualify are gone, as the phrase does around its `*`.
    Frame,
    /// It opens with the phrase.
    Opens,
    /// It ends in the phrase.
    Ends,
    /// The phrase stands anywhere in it.
    Has,
}

use Class::{Levels, Paths, Related, Roadmaps, Roles, Stack, Trends, WhenToUse};
use Match::{Core, Ends, Frame, Has, Opens, Whole};

/// The first rule that fits decides. `true` marks phrases that mean this only as a section of their own: deeper down
/// "Use cases" are those of a topic.
#[rustfmt::skip]
const RULES: &[(Class, Match, bool, &[&str])] = &[
    (WhenToUse, Whole, false, &[
        "when to use", "when to invoke", "when to consult", "when to call", "when to activate", "when to engage",
        "when to choose", "how and when to use",
    ]),
    (WhenToUse, Opens, false, &[
        "when to use this", "when to use the agent", "when to use me", "when to invoke", "when to consult",
        "when to call this", "when to activate", "when to engage", "when to choose this",
        "use this agent", "use this skill", "when should you use", "when you should use",
    ]),
    (WhenToUse, Core, true, &[
        "use cases", "usage scenarios", "ideal for", "perfect for", "best for", "best used for",
    ]),
    (Roadmaps, Has, false, &[
        "roadmap links", "roadmap reference", "roadmap references", "roadmap coverage", "roadmaps covered",
    ]),
    (Roadmaps, Core, false, &[
        "roadmaps", "related roadmaps", "developer roadmaps", "roadmap.sh", "roadmap resources",
        "roadmap.sh resources", "roadmap.sh roadmaps", "roadmap.sh links",
    ]),
    (Roles, Has, false, &[
        "roles covered", "covered roles", "specialized roles", "specialised roles", "career paths covered",
        "covered career paths", "specialization paths", "specialisation paths", "career roles", "job roles",
        "target roles", "roles supported", "supported roles",
    ]),
    (Roles, Core, false, &[
        "roles", "specializations", "specialisations",
        "career specializations", "roles and specializations", "specializations and roles",
        "areas of specialization", "specialization areas", "specialization tracks", "career tracks",
    ]),
    (Roles, Frame, false, &["specialized * roles", "specialised * roles"]),
    (Roles, Ends, true, &["specializations", "specialisations", "roles to explore"]),
    (Trends, Has, false, &["trends"]),
    (Trends, Core, false, &["job market", "what is new", "whats new", "industry outlook", "market outlook"]),
    (Levels, Core, false, &[
        "career progression", "career path", "career paths", "career ladder", "career levels", "career development",
        "career growth", "career roadmap", "career stages", "skill levels", "skill progression", "experience levels",
        "seniority levels", "proficiency levels", "mastery levels", "competency levels", "expertise levels",
        "progression levels", "learning timeline", "career timeline", "progression", "levels",
    ]),
    (Levels, Ends, true, &[
        "career progression", "career path", "career paths", "career ladder", "skill levels", "proficiency levels",
    ]),
    (Paths, Core, false, &[
        "learning path", "learning paths", "learning pathway", "learning pathways", "learning progression",
        "learning progressions", "learning sequence", "learning journey", "learning track", "learning tracks",
        "learning roadmap", "learning plan", "learning curriculum", "study plan", "study path", "curriculum",
        "roadmap stages", "development paths", "learning stages", "learning phases", "learning modules",
    ]),
    (Paths, Opens, false, &["learning path", "learning pathway", "learning progression"]),
    (Paths, Ends, false, &[
        "learning path", "learning paths", "learning pathways", "learning progression", "learning sequence",
        "learning journey", "learning roadmap",
    ]),
    (Paths, Core, true, &[
        "competencies", "expertise", "expertise areas", "areas of expertise", "topics", "topics covered",
        "skills covered", "concepts", "areas", "skills", "skills and topics", "knowledge areas", "knowledge",
        "domain expertise", "technical expertise", "technical skills", "domains", "competency areas", "skill areas",
        "skill development areas", "focus areas", "areas of focus", "subject areas", "what you will learn",
        "what youll learn", "what you will master", "what youll master", "learning topics", "learning areas",
        "learning content", "course content",
    ]),
    (Stack, Core, false, &[
        "technology stack", "tech stack", "technologies", "tools", "tools and technologies", "technologies and tools",
        "tools and frameworks", "frameworks and tools", "tools and libraries", "libraries and tools",
        "tools and platforms", "platforms and tools", "tools and resources", "technology and tools", "tech and tools",
        "toolkit", "tool stack", "toolset", "tooling", "frameworks and libraries", "technology stacks", "tech stacks",
        "stack",
    ]),
    (Stack, Ends, false, &["technology stack", "tech stack", "tools and technologies", "technologies and tools"]),
    (Related, Core, false, &[
        "related skills", "related agents", "related topics", "related agent categories", "related paths",
        "related specialists", "related skills and agents", "related agents and skills", "related expertise",
        "related areas", "related learning paths", "related plugins", "related domains", "see also",
        "complementary skills", "complementary agents", "integration with other agents",
        "integration with other skills", "integration with related skills", "integration with skills", "works with",
        "works well with", "collaborates with", "collaboration with other agents", "skill integration",
    ]),
];

/// Words that may stand before a phrase without changing what it says.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "core", "key", "main", "essential", "primary", "recommended", "important", "major", "our", "your", "the", "complete",
    "modern", "suggested", "typical", "common", "covered", "detailed", "comprehensive", "full", "structured", "popular",
    "industry", "agent", "this", "in-depth",
];
/// Words that may stand behind it.
#[rustfmt::skip]
const BEHIND: &[&str] = &[
    "covered", "overview", "included", "guide", "summary", "list", "section", "framework", "examples", "recommendations",
    "structure", "explained", "details", "reference", "in", "detail", "by", "level", "levels", "experience", "domain",
    "category", "topic", "role", "to", "master", "explore", "know", "learn", "for", "this", "agent", "breakdown",
];

/// What a heading says. `is_own_section` is false for a heading below a section that says nothing known.
pub(super) fn classify(heading: &str, is_own_section: bool) -> Option<Class> {
    let words = words(heading);
    let whole = words.join(" ");
    let core = core(&words);
    RULES.iter().find_map(|(class, how, own_section_only, phrases)| {
        if *own_section_only && !is_own_section {
            return None;
        }
        let fits = |phrase: &&str| match how {
            Whole => whole == *phrase,
            Core => whole == *phrase || core.iter().any(|core| core == phrase),
            Frame => phrase.split_once('*').is_some_and(|(head, tail)| {
                let fits = |text: &String| text.starts_with(head) && text.ends_with(tail);
                core.iter().any(|core| core.len() > phrase.len() && fits(core))
            }),
            Opens => whole
                .strip_prefix(phrase)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
            Ends => whole
                .strip_suffix(phrase)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')),
            Has => {
                phrase.len() <= whole.len()
                    && whole.match_indices(phrase).any(|(at, _)| {
                        let opens = at == 0 || whole[..at].ends_with(' ');
                        let ends = whole[at + phrase.len()..].chars().next().is_none_or(|c| c == ' ');
                        opens && ends
                    })
            }
        };
        phrases.iter().any(fits).then_some(*class)
    })
}

/// The heading's words in lower case, without emoji, numbering, and what stands in parentheses at its end.
fn words(heading: &str) -> Vec<String> {
    let title = bare_title(heading);
    let title = super::text::split_note(&title).map_or(title.as_str(), |(name, _)| name);
    let lower = title
        .to_lowercase()
        .replace(['&', '+'], " and ")
        .replace(['\'', '’'], "");
    lower
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
        .map(|word| word.trim_matches(['-', '.']))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What is left of the words without qualifiers before, behind, and on both sides; and without a count before.
fn core(words: &[String]) -> [String; 3] {
    let start = words
        .iter()
        .position(|word| !(BEFORE.contains(&word.as_str()) || word.chars().all(|c| c.is_ascii_digit())))
        .unwrap_or(0);
    let end = words
        .iter()
        .rposition(|word| !BEHIND.contains(&word.as_str()))
        .map_or(words.len(), |at| at + 1);
    [
        words[start..].join(" "),
        words[..end].join(" "),
        words[start.min(end)..end].join(" "),
    ]
}

/// The year a heading names.
pub(super) fn year(heading: &str) -> Option<i16> {
    heading
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .find_map(|digits| digits.parse().ok().filter(|year| (1990..2100).contains(year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_recognised_by_what_they_say() {
        for (class, headings) in [
            (
                Roles,
                &[
                    "🎯 Specialized Roles Covered",
                    "Roles",
                    "Covered Roles (12)",
                    "Career Paths Covered",
                    "13 Specialized Frontend Roles",
                    "Core Specializations",
                ][..],
            ),
            (
                Paths,
                &[
                    "📚 Core Learning Paths",
                    "Learning Path",
                    "Recommended Learning Sequence",
                    "Learning Paths by Experience Level",
                    "Expertise Areas",
                    "Key Topics Covered",
                    "## Core Competencies",
                    "Topics",
                    "What You'll Learn",
                ],
            ),
            (
                Stack,
                &[
                    "🛠️ Technology Stack",
                    "Key Tools & Technologies",
                    "TOOLS + FRAMEWORKS",
                    "Essential Tech Stack",
                    "Core Technologies",
                ],
            ),
            (
                Levels,
                &[
                    "🚀 Career Progression",
                    "Career Path",
                    "Learning Timeline:",
                    "Career Progression Framework",
                ],
            ),
            (
                Trends,
                &[
                    "Current Trends (2025)",
                    "Industry Trends & Future",
                    "2025 Trends",
                    "Job Market",
                ],
            ),
            (
                Related,
                &[
                    "Related Skills",
                    "Integration with Other Agents",
                    "Related Skills to Master",
                ],
            ),
            (
                Roadmaps,
                &[
                    "Related Roadmaps",
                    "Key Roadmaps to Explore",
                    "Covered Roadmaps (10)",
                    "🗺️ Roadmap Links",
                ],
            ),
            (
                WhenToUse,
                &[
                    "💡 When to Use This Agent",
                    "When to Consult This Agent",
                    "5. When to invoke",
                    "Use Cases",
                ],
            ),
        ] {
            for heading in headings {
                assert_eq!(classify(heading, true), Some(class), "{heading}");
            }
        }
    }

    #[test]
    fn headings_that_say_something_else_are_left_alone() {
        for heading in [
            "Role",
            "Next Steps",
            "Best Practices",
            "Role and Responsibilities",
            "Tool Selection Matrix",
            "When to Use NoSQL",
            "Overview",
            "Success Metrics",
            "Testing Tools",
            "Roadmap",
            "学習",
            "Ansible Roles",
            "",
        ] {
            assert_eq!(classify(heading, true), None, "{heading}");
        }
        for heading in ["Use Cases", "Key Concepts", "Skills"] {
            assert_eq!(classify(heading, false), None, "{heading}");
        }
    }

    #[test]
    fn years() {
        assert_eq!(year("Trends (2025)"), Some(2025));
        assert_eq!(year("Trends 2024-2025"), Some(2024));
        assert_eq!(year("Top 1000 trends"), None);
    }
}
