//! What a heading says its section holds. The phrases are in `phrases.rs`: extend the tables there.

use super::heading::{BY_ASIDE, BY_LABEL, Phrase, words};
use super::phrases::{
    ASIDE_ENDS, ASIDE_LABELS_END, ASIDE_LABELS_END_UNSPACED, ASIDE_LABELS_OPEN, Match, NEUTRAL, UNMISTAKABLE,
};
use super::text::{CHINESE_NUMERALS, bare_title};

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
    /// What to know before.
    Prerequisites,
    Projects,
    Resources,
    /// What a learner can do at the end, and how that is measured.
    Outcomes,
}

impl Class {
    /// The agent's field that such a section fills, or what is said in it of its kind.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Paths => "paths",
            // They are paths as well, of a kind of their own.
            Self::Topics => "topics",
            Self::Stack => "stacks",
            Self::Levels => "levels",
            Self::Trends => "trends",
            Self::Related => "related",
            Self::Roadmaps => "roadmaps",
            Self::WhenToUse => "when_to_use",
            Self::Prerequisites => "prerequisites",
            Self::Projects => "projects",
            Self::Resources => "resources",
            Self::Outcomes => "outcomes",
        }
    }
}

/// What a heading says, which may leave it to its section to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    Holds(Class),
    /// "Data & AI Roles" are roles if they look like it, and may be those of a cluster or of Ansible.
    SomeRoles,
    /// "Specializations" are roles or areas of expertise.
    Specialities,
    /// "Career paths" are rungs or roles.
    Careers,
    /// "Levels" are rungs if they look like it.
    Ladder,
    /// "Go Developer Path" is a learning path in a guide or where it is drawn as one, and may be anything elsewhere.
    Trail,
    /// "Requirements" are what to know before in a guide, and those of the work elsewhere.
    Needs,
    /// "Next steps" lead to other skills, or say what to do.
    Onward,
    /// "Key capabilities" are areas of expertise in a guide, and elsewhere where they name subjects.
    Capabilities,
    /// "Technical focus areas" are areas of expertise where they name subjects.
    Subjects,
    /// "Responsibilities" are areas of expertise where each names a subject, and a few things that belong to it.
    Duties,
}

/// What can be told by a heading alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Heard {
    /// What its section holds.
    pub(super) says: Option<Says>,
    /// Below a section of paths, it speaks of something beside them: how to work, what to hand in, where to read on.
    pub(super) is_aside: bool,
    /// By its last word it may do so, for a place where subjects are hardly to be expected.
    pub(super) may_be_aside: bool,
}

/// A heading longer than this, in bytes, says nothing: it is a text.
const LONGEST: usize = 500;

/// Listens to a heading. `is_own_section` is false for one below a section that says nothing known.
pub(super) fn hear(heading: &str, is_own_section: bool) -> Heard {
    if heading.len() > LONGEST {
        return Heard::default();
    }
    let heard = hear_words(&words(heading), is_own_section);
    if is_counted_order(heading) {
        let says = heard.says.filter(|says| *says == Says::Holds(Class::WhenToUse));
        return Heard { says, ..heard };
    }
    if heard.says.is_some() || heard.is_aside {
        return heard;
    }
    if let Some(says) = of_sides(heading, is_own_section).or_else(|| before_dash(heading, is_own_section)) {
        return Heard {
            says: Some(says),
            ..heard
        };
    }
    // "Learning-Path", "LearningPath": said in one word.
    let apart = apart(heading);
    if apart == heading {
        heard
    } else {
        hear_words(&words(&apart), is_own_section)
    }
}

/// Whether a heading counts the steps of a procedure ("Step 7: Trends"), and names nothing to learn.
pub(super) fn is_counted_order(heading: &str) -> bool {
    const COUNTS: &[&str] = &["step", "schritt", "paso", "passo", "步骤", "步驟", "ステップ"];
    let title = bare_title(heading).to_lowercase();
    COUNTS.iter().any(|word| {
        let rest = title.strip_prefix(word).unwrap_or("");
        rest.trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || CHINESE_NUMERALS.contains(c))
    })
}

/// What one side of a heading says that names its section twice ("Essential Tools | 必备工具", "环境 (Tools)").
fn of_sides(heading: &str, is_own_section: bool) -> Option<Says> {
    let title = bare_title(heading);
    if super::family::is_counted(&title) {
        return None;
    }
    let sides = [" | ", " / ", "｜"].iter().find_map(|mark| title.split_once(mark));
    let (first, second) = sides.or_else(|| super::text::split_note(&title).filter(|(name, _)| !name.is_ascii()))?;
    let says = |side: &str| {
        let heard = hear_words(&words(side), is_own_section).says;
        heard.filter(|says| matches!(says, Says::Holds(_)))
    };
    match (says(first), says(second)) {
        (Some(said), None) | (None, Some(said)) => Some(said),
        (first, second) => first.filter(|_| first == second),
    }
}

/// What a heading says before a dash: "When to use — a kiln or a pit".
fn before_dash(heading: &str, is_own_section: bool) -> Option<Says> {
    let title = bare_title(heading);
    let (first, _) = [" — ", " – "].iter().find_map(|dash| title.split_once(dash))?;
    let says = hear_words(&words(first), is_own_section).says;
    says.filter(|says| matches!(says, Says::Holds(_)) && !super::family::is_counted(&title))
}

/// The heading with the words apart that a hyphen or a capital joins.
fn apart(heading: &str) -> String {
    let mut apart = String::with_capacity(heading.len() + 4);
    let mut before = ' ';
    for c in heading.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            apart.push(' ');
        }
        apart.push(if c == '-' { ' ' } else { c });
        before = c;
    }
    apart
}

fn hear_words(words: &[String], is_own_section: bool) -> Heard {
    let phrase = Phrase::new(words);
    let is_aside = phrase
        .first(&BY_ASIDE, |_, aside| phrase.fits(Match::Core, aside))
        .is_some();
    let ends = |word: &String| ASIDE_ENDS.contains(&word.as_str());
    let may_be_much = |says: &Says| matches!(says, Says::SomeRoles | Says::Trail | Says::Subjects | Says::Duties);
    let said = phrase.says(is_own_section);
    Heard {
        says: said
            .filter(|says| !may_be_much(says))
            // What may be many things is rather what its parts are.
            .or_else(|| of_parts(words, is_own_section))
            .or_else(|| match phrase.foreign() {
                subjects @ (Some(Says::Subjects) | None) => said.or(subjects),
                foreign => foreign,
            }),
        is_aside,
        may_be_aside: is_aside || words.last().is_some_and(ends),
    }
}

/// What a heading below paths says that its section holds beside them.
pub(super) fn beside(heading: &str) -> Option<Class> {
    match hear(heading, true).says {
        Some(Says::Holds(class @ (Class::Prerequisites | Class::Projects | Class::Resources | Class::Outcomes))) => {
            Some(class)
        }
        Some(Says::Needs) => Some(Class::Prerequisites),
        _ => unmistakable(heading),
    }
}

/// What a heading below paths says that its section holds, where it can be no path. One that is numbered is counted among
/// the paths: "5. Technologies & Tools".
pub(super) fn unmistakable(heading: &str) -> Option<Class> {
    if heading.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words = words(heading);
    let phrase = Phrase::new(&words);
    let mut classes = UNMISTAKABLE.iter();
    let found = classes.find(|(_, phrases)| phrases.iter().any(|one| phrase.fits(Match::Core, one)));
    found.map(|(class, _)| *class)
}

/// What a label below a path says of the lists that follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// They are a part of the path.
    Group,
    /// They are tools.
    Tools,
    /// They speak of something beside the path: what to build, what comes of it.
    Aside,
}

/// Listens to a label below a path.
pub(super) fn label(label: &str) -> Label {
    if label.len() > LONGEST {
        return Label::Group;
    }
    let words = words(label);
    let phrase = Phrase::new(&words);
    let is_aside = phrase
        .first(&BY_LABEL, |_, aside| phrase.fits(Match::Core, aside))
        .is_some();
    let opens = || ASIDE_LABELS_OPEN.iter().any(|aside| phrase.fits(Match::Opens, aside));
    let ends = || ASIDE_LABELS_END.iter().any(|aside| phrase.fits(Match::Ends, aside));
    let ends_unspaced = || {
        ASIDE_LABELS_END_UNSPACED
            .iter()
            .any(|aside| phrase.whole.ends_with(aside))
    };
    if is_aside || opens() || ends() || ends_unspaced() {
        return Label::Aside;
    }
    if let Some(Says::Holds(Class::Stack)) = phrase.says(false) {
        return Label::Tools;
    }
    match phrase.foreign() {
        Some(Says::Holds(Class::Prerequisites | Class::Projects | Class::Resources | Class::Outcomes)) => Label::Aside,
        _ => Label::Group,
    }
}

/// What two phrases joined by "and" say when they say the same: "Expertise & Core Competencies".
fn of_parts(words: &[String], is_own_section: bool) -> Option<Says> {
    if !words.iter().any(|word| word == "and") {
        return None;
    }
    // What an agent can is what it is expert in, beside expertise; what a rung earns is said of the rung.
    let is_neutral = |part: &&[String]| part.last().is_some_and(|word| NEUTRAL.contains(&word.as_str()));
    let mut parts = words
        .split(|word| word == "and")
        .filter(|part| !is_neutral(part))
        .map(|part| Phrase::new(part).says(is_own_section));
    let first = parts.next()??;
    parts.all(|part| part == Some(first)).then_some(first)
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
    #[expect(clippy::too_many_lines, reason = "a table")]
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
            (
                Says::SomeRoles,
                &["Ansible Roles", "9 Data & AI Roles", "Specialization Guidance"],
            ),
            (Says::Trail, &["iOS Path (Swift)", "Leadership Paths"]),
            (
                Says::Capabilities,
                &["Core Data Structures", "Critical Design Concepts"],
            ),
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
                    "📊 Agent Expertise & Core Competencies",
                    "Core Expertise and Capabilities",
                    "Core Glazing Competencies",
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
                assert_eq!(hear(heading, true).says, Some(says), "{heading}");
            }
        }
    }

    #[test]
    fn subjects_and_occasions_are_heard_in_many_tongues() {
        for heading in [
            "Key Capabilities",
            "Knowledge Scope",
            "Technical Focus Areas",
            "Áreas de estudio",
            "核心功能",
        ] {
            assert_eq!(hear(heading, true).says, Some(Says::Subjects), "{heading}");
        }
        assert_eq!(hear("Role and Responsibilities", true).says, Some(Says::Duties));
        for heading in [
            "When to Spawn This Agent",
            "触发条件",
            "Cuándo intervenir (casos típicos)",
            "사용 시나리오",
        ] {
            assert_eq!(
                hear(heading, true).says,
                Some(Says::Holds(Class::WhenToUse)),
                "{heading}"
            );
        }
        for (heading, says) in [
            ("Essential Tools | 必备工具", Some(Says::Holds(Class::Stack))),
            ("Step 7: Learning Path", None),
            ("Hook Triggers (MANDATORY)", None),
        ] {
            assert_eq!(hear(heading, true).says, says, "{heading}");
        }
    }

    #[test]
    fn what_they_say_is_said_in_many_words() {
        let path = &[
            "12-Week Learning Plan",
            "30-Day Curriculum",
            "Syllabus",
            "Course Outline",
            "Suggested Learning Order",
            "Path to Mastery",
        ][..];
        let topics = &[
            "What This Agent Teaches",
            "Topics I Cover",
            "Skills You'll Gain",
            "Knowledge Domains",
            "Fundamental Concepts",
            "Specialties",
        ];
        let stack = &[
            "Languages & Frameworks",
            "Frameworks",
            "Software & Tools",
            "Toolchain",
            "Stack Recommendations",
        ];
        let when = &[
            "When should I use this agent?",
            "Use Cases & Scenarios",
            "Activation Triggers",
        ];
        for (class, headings) in [
            (Class::Paths, path),
            (Class::Topics, topics),
            (Class::Stack, stack),
            (Class::WhenToUse, when),
            (Class::Levels, &["Levels of Expertise", "Career Progression & Salary"]),
            (Class::Stack, &["Technology Stack Expertise"]),
            (Class::Related, &["Works Best With"]),
            (Class::Prerequisites, &["Prerequisites", "Prior Knowledge"]),
            (
                Class::Projects,
                &["Hands-On Projects", "10 Portfolio Projects", "Practical Exercises"],
            ),
            (
                Class::Resources,
                &["Resources & References", "Resources Included", "Recommended Books"],
            ),
            (
                Class::Outcomes,
                &["Learning Outcomes", "Success Metrics", "Success Criteria"],
            ),
        ] {
            for heading in headings {
                assert_eq!(hear(heading, true).says, Some(Says::Holds(class)), "{heading}");
            }
        }
        for heading in ["React Roadmap", "Phases", "Weekly Plan"] {
            assert_eq!(hear(heading, true).says, Some(Says::Trail), "{heading}");
        }
    }

    #[test]
    fn headings_that_say_something_else_are_left_alone() {
        for heading in [
            "Role",
            "Best Practices",
            "Tool Selection Matrix",
            "Learning Path Decision Tree",
            "When to Use NoSQL",
            "Overview",
            "Testing Tools",
            "学習",
            "ツールの使い方",
            "プロジェクト構成",
            "Gestión de recursos",
            "Skills and Duties",
            "and",
            "",
        ] {
            assert_eq!(hear(heading, true).says, None, "{heading}");
        }
        for (heading, says) in [("Next Steps", Says::Onward), ("Requirements", Says::Needs)] {
            assert_eq!(hear(heading, true).says, Some(says), "{heading}");
        }
        for heading in [
            "Use Cases",
            "Key Concepts",
            "Skills",
            "Triggers",
            "Resources",
            "Projects",
            "Requirements",
        ] {
            assert_eq!(hear(heading, false).says, None, "{heading}");
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
            (Class::Resources, &["関連リソース", "Учебные ресурсы", "Recursos"]),
            (Class::Stack, &["ツール", "🛠️ Werkzeuge"]),
            (Class::WhenToUse, &["Wann verwenden?", "متى تستخدم هذا الوكيل"]),
        ] {
            for heading in headings {
                assert_eq!(hear(heading, true).says, Some(Says::Holds(class)), "{heading}");
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
            assert!(hear(heading, false).is_aside, "{heading}");
        }
        for heading in [
            "Security Best Practices",
            "Git Workflow",
            "HTTP Protocol",
            "Process Management",
        ] {
            assert!(!hear(heading, false).is_aside, "{heading}");
        }
    }

    #[test]
    fn years() {
        assert_eq!(year("Trends (2025)"), Some(2025));
        assert_eq!(year("Trends 2024-2025"), Some(2024));
        assert_eq!(year("Top 1000 trends"), None);
    }
}
