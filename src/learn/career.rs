//! How far the learner is on an agent's career progression.

use crate::content::library::{AgentIx, LevelRef, Library};

use super::standing::{Counts, Statuses};

/// Where the learner is on a career progression. Levels that name no topics of the paths can't be reached and are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Career {
    /// The last level of which nothing is left, as of all before it; `None` before the first.
    pub reached: Option<LevelRef>,
    /// The level the learner is at work on, and its topics; `None` when all are reached.
    pub next: Option<(LevelRef, Counts)>,
}

/// How far the learner is with an agent; `None` where no level of it names a topic.
pub fn career(library: &Library, statuses: &Statuses, agent: AgentIx) -> Option<Career> {
    let levels = library
        .levels_of(agent)
        .map(|at| (at, statuses.count(library.level_topics(at).iter().copied())));
    let mut levels = levels.filter(|(_, counts)| counts.total > 0).peekable();
    levels.peek()?;
    let mut reached = None;
    for (at, counts) in levels {
        // What was left out on purpose is not done, and not in the way either; but nobody gets there by leaving all out.
        if counts.done == 0 || counts.done + counts.skipped < counts.total {
            let next = Some((at, counts));
            return Some(Career { reached, next });
        }
        reached = Some(at);
    }
    Some(Career { reached, next: None })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::spec;
    use crate::learn::testbed::mark;
    use crate::progress::event::Status::{self, Done, Learning, Skipped};
    use crate::progress::fold::Progress;
    use crate::progress::stamp::Stamper;

    const SPEC: &str = "# Garden\n\n## Learning Paths\n\n### Ground\n- **Soil**\n- **Compost**\n- **Mulch**\n\n\
        ## Career Progression\n1. **Novice** - looking on\n2. **Beginner** - Soil, Compost\n3. **Expert** - Mulch\n";

    /// What was marked; the level reached, the one at work on, and how many of its topics are done of how many.
    type Case<'a> = (
        &'a [(&'a str, Status)],
        Option<&'a str>,
        Option<(&'a str, usize, usize)>,
    );

    #[test]
    fn levels_are_reached_one_after_the_other() {
        let library = Library::new(vec![spec::read(SPEC.as_bytes(), Path::new("garden.md"))], Vec::new());
        let table: [Case<'_>; 6] = [
            (&[], None, Some(("Beginner", 0, 2))),
            (&[("soil", Done), ("compost", Learning)], None, Some(("Beginner", 1, 2))),
            (&[("mulch", Done)], None, Some(("Beginner", 0, 2))),
            (
                &[("soil", Done), ("compost", Skipped)],
                Some("Beginner"),
                Some(("Expert", 0, 1)),
            ),
            (
                &[("soil", Skipped), ("compost", Skipped)],
                None,
                Some(("Beginner", 0, 2)),
            ),
            (
                &[("soil", Done), ("compost", Done), ("mulch", Done)],
                Some("Expert"),
                None,
            ),
        ];
        for (marks, reached, next) in table {
            let (mut progress, mut stamper) = (Progress::default(), Stamper::default());
            for (topic, status) in marks {
                let topic = format!("garden/ground/{topic}");
                progress.add(stamper.stamp(mark(&[&topic], *status), jiff::Timestamp::UNIX_EPOCH));
            }
            let statuses = Statuses::new(&library, &progress);
            let found = career(&library, &statuses, AgentIx(0)).unwrap();
            let name = |at: LevelRef| library.level(at).name.as_str();
            assert_eq!(found.reached.map(name), reached, "{marks:?}");
            let found = found.next.map(|(at, counts)| (name(at), counts.done, counts.total));
            assert_eq!(found, next, "{marks:?}");
        }
    }

    #[test]
    fn levels_without_topics_are_no_career() {
        let text = "# Garden\n\n## Career Progression\n1. **Novice** - looking on\n";
        let library = Library::new(vec![spec::read(text.as_bytes(), Path::new("garden.md"))], Vec::new());
        assert_eq!(career(&library, &Statuses::default(), AgentIx(0)), None);
    }
}
