//! What a heading says its section holds. The phrases are in `phrases.rs`: extend the tables there.

use super::phrases::{ASIDE_ENDS, ASIDES, BEFORE, BEHIND, FOREIGN, Match, RULES};
use super::text::bare_title;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Roles,
    /// Learning paths.
    Paths,
    /// Areas of expertise; they are walked like paths.
    Topics,
    Stack,
    Levels,
    Trends,
    Related,
    Roadmaps,
    WhenToUse,
}

impl Class {
    /// The agent's field that such a section fills.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Paths | Self::Topics => "paths",
            Self::Stack => "stacks",
            Self::Levels => "levels",
            Self::Trends => "trends",
            Self::Related => "related",
            Self::Roadmaps => "roadmaps",
            Self::WhenToUse => "when_to_use",
        }
    }
}

/// What a heading says, which may leave it to its section to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    Holds(Class),
    /// "Specializations" are roles or areas of expertise.
    Specialities,
    /// "Career paths" are rungs or roles.
    Careers,
    /// "Levels" are rungs if they look like it.
    Ladder,
    /// "Go Developer Path" is a learning path in a guide, and may be anything elsewhere.
    Trail,
    /// "Key capabilities" are areas of expertise in a guide, and what an agent does elsewhere.
    Capabilities,
}

/// What a heading says. `is_own_section` is false for a heading below a section that says nothing known.
pub(super) fn classify(heading: &str, is_own_section: bool) -> Option<Says> {
    let words = words(heading);
    let known = of_words(&words, is_own_section);
    known
        .or_else(|| of_parts(&words, is_own_section))
        .or_else(|| foreign(&words.join(" ")))
}

/// What two phrases joined by "and" say when they say the same: "Expertise & Core Competencies".
fn of_parts(words: &[String], is_own_section: bool) -> Option<Says> {
    let mut parts = words
        .split(|word| word == "and")
        .map(|part| of_words(part, is_own_section));
    let first = parts.next()??;
    let mut others = parts.peekable();
    (others.peek().is_some() && others.all(|part| part == Some(first))).then_some(first)
}

fn of_words(words: &[String], is_own_section: bool) -> Option<Says> {
    let whole = words.join(" ");
    let core = core(words);
    RULES.iter().find_map(|(says, how, own_section_only, phrases)| {
        if *own_section_only && !is_own_section {
            return None;
        }
        let fits = |phrase: &&str| fits(&whole, &core, *how, phrase);
        phrases.iter().any(fits).then_some(*says)
    })
}

fn fits(whole: &str, core: &[String; 3], how: Match, phrase: &str) -> bool {
    match how {
        Match::Whole => whole == phrase,
        Match::Core => whole == phrase || core.iter().any(|core| core == phrase),
        Match::Frame => phrase.split_once('*').is_some_and(|(head, tail)| {
            let fits = |text: &String| text.starts_with(head) && text.ends_with(tail);
            core.iter().any(|core| core.len() > phrase.len() && fits(core))
        }),
        Match::Opens => whole
            .strip_prefix(phrase)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
        Match::Ends => whole
            .strip_suffix(phrase)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')),
        Match::Has => has(whole, phrase),
    }
}

fn has(whole: &str, phrase: &str) -> bool {
    phrase.len() <= whole.len()
        && whole.match_indices(phrase).any(|(at, _)| {
            let opens = at == 0 || whole[..at].ends_with(' ');
            let ends = whole[at + phrase.len()..].chars().next().is_none_or(|c| c == ' ');
            opens && ends
        })
}

/// What a heading in another language says. Some scripts put no spaces between words, so there a phrase may stand anywhere.
fn foreign(whole: &str) -> Option<Says> {
    FOREIGN.iter().find_map(|(says, phrases)| {
        let fits = |phrase: &&str| {
            let spaced = !phrase.contains(is_unspaced);
            if spaced {
                has(whole, phrase)
            } else {
                whole.contains(*phrase)
            }
        };
        phrases.iter().any(fits).then_some(*says)
    })
}

/// Han and kana.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff)
}

/// Whether a heading below a section of paths speaks of something beside them: how to work, what to hand in, where to
/// read on.
pub(super) fn is_aside(heading: &str) -> bool {
    let words = words(heading);
    let whole = words.join(" ");
    let core = core(&words);
    ASIDES.iter().any(|phrase| fits(&whole, &core, Match::Core, phrase))
}

/// The same by the heading's last word alone, for a place where subjects are hardly to be expected.
pub(super) fn may_be_aside(heading: &str) -> bool {
    let is_one = |word: &String| ASIDE_ENDS.contains(&word.as_str());
    is_aside(heading) || words(heading).last().is_some_and(is_one)
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
        for (says, headings) in [
            (
                Says::Holds(Class::Roles),
                &[
                    "🎯 Specialized Roles Covered",
                    "Roles",
                    "Covered Roles (12)",
                    "Career Paths Covered",
                    "13 Specialized Frontend Roles",
                    "Core DevOps Roles",
                ][..],
            ),
            (Says::Specialities, &["Core Specializations", "🎓 Specialization Paths"]),
            (Says::Careers, &["Career Path", "Career Paths by Language"]),
            (Says::Capabilities, &["Key Capabilities"]),
            (
                Says::Holds(Class::Paths),
                &[
                    "📚 Core Learning Paths",
                    "Learning Path",
                    "Recommended Learning Sequence",
                    "Learning Paths by Experience Level",
                    "What You'll Learn",
                ],
            ),
            (
                Says::Holds(Class::Topics),
                &[
                    "Expertise Areas",
                    "Key Topics Covered",
                    "## Core Competencies",
                    "Core Competencies Across All Languages",
                    "📊 Agent Expertise & Core Competencies",
                    "Topics",
                ],
            ),
            (
                Says::Holds(Class::Stack),
                &[
                    "🛠️ Technology Stack",
                    "Key Tools & Technologies",
                    "TOOLS + FRAMEWORKS",
                    "Essential Tech Stack",
                    "Core Technologies",
                ],
            ),
            (
                Says::Holds(Class::Levels),
                &[
                    "🚀 Career Progression",
                    "Learning Timeline:",
                    "Career Progression Framework",
                ],
            ),
            (
                Says::Holds(Class::Trends),
                &[
                    "Current Trends (2025)",
                    "Industry Trends & Future",
                    "2025 Trends",
                    "Job Market",
                ],
            ),
            (
                Says::Holds(Class::Related),
                &[
                    "Related Skills",
                    "Integration with Other Agents",
                    "Related Skills to Master",
                ],
            ),
            (
                Says::Holds(Class::Roadmaps),
                &[
                    "Related Roadmaps",
                    "Key Roadmaps to Explore",
                    "Covered Roadmaps (10)",
                    "🗺️ Roadmap Links",
                ],
            ),
            (
                Says::Holds(Class::WhenToUse),
                &[
                    "💡 When to Use This Agent",
                    "When to Consult This Agent",
                    "5. When to invoke",
                    "Use Cases",
                ],
            ),
        ] {
            for heading in headings {
                assert_eq!(classify(heading, true), Some(says), "{heading}");
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
            "Skills and Duties",
            "and",
            "",
        ] {
            assert_eq!(classify(heading, true), None, "{heading}");
        }
        for heading in ["Use Cases", "Key Concepts", "Skills", "Triggers"] {
            assert_eq!(classify(heading, false), None, "{heading}");
        }
    }

    #[test]
    fn headings_in_other_languages_are_recognised() {
        for (class, headings) in [
            (
                Class::Paths,
                &[
                    "📚 学習パス",
                    "核心学习路径",
                    "Ruta de aprendizaje",
                    "Parcours d’apprentissage",
                    "1. Lernpfade",
                ][..],
            ),
            (Class::Roles, &["対象ロール", "Охватываемые роли"]),
            (
                Class::Stack,
                &["技术栈", "Ferramentas e Tecnologias", "Стек технологий"],
            ),
            (Class::WhenToUse, &["Wann verwenden?", "متى تستخدم هذا الوكيل"]),
        ] {
            for heading in headings {
                assert_eq!(classify(heading, true), Some(Says::Holds(class)), "{heading}");
            }
        }
    }

    #[test]
    fn asides_are_no_paths() {
        for heading in [
            "**Your Task**",
            "Standard Operating Procedure",
            "📋 Output Format",
            "Key Best Practices",
        ] {
            assert!(is_aside(heading), "{heading}");
        }
        for heading in [
            "Security Best Practices",
            "Git Workflow",
            "HTTP Protocol",
            "Process Management",
        ] {
            assert!(!is_aside(heading), "{heading}");
        }
    }

    #[test]
    fn years() {
        assert_eq!(year("Trends (2025)"), Some(2025));
        assert_eq!(year("Trends 2024-2025"), Some(2024));
        assert_eq!(year("Top 1000 trends"), None);
    }
}
