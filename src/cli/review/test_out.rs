//! `waypost review --test-out`: questions from all over something; who passes is done with it.

use anyhow::{Result, bail};

use super::{Input, Left, Typed, choose, reveal, shown, typed};
use crate::cli::Verdict;
use crate::cli::desk::{Desk, now};
use crate::cli::out::{Line, Out, Style, counted, tell};
use crate::cli::study::Study;
use crate::cli::subject::{self, Unclear};
use crate::content::library::{Library, TopicIx};
use crate::content::names::slug;
use crate::learn::cards::{CardIx, Face, FaceAnswer};
use crate::learn::test_out::{Outcome, Test, told};
use crate::progress::event::Grade;

/// So many topics are listed at the end.
const LISTED: usize = 20;

pub(super) fn run(desk: &mut Desk, study: &mut Study, name: &str, out: &mut Out) -> Result<Verdict> {
    let (title, topics) = named(&desk.library, name)?;
    let seed = desk.now.as_millisecond().unsigned_abs();
    let test = Test::new(&desk.library, &study.cards.deck, &desk.statuses, topics, seed);
    if test.is_empty() {
        let why = if test.unasked().is_empty() {
            "everything is done or skipped"
        } else {
            "nothing is asked about its topics"
        };
        tell("note", &format!("{title}: {why}, so there is nothing to test"));
        return Ok(Verdict::Good);
    }
    if let Some(why) = &desk.read_only {
        bail!("nothing can be recorded now, so nothing is asked: {why}");
    }
    let about = told(test.topics().len(), test.unasked().len());
    out.line(Line::new(Style::Bold, format!("Test out of {title}: {about}")))?;
    let questions = counted(test.len(), "question");
    out.line(format!("{questions}, {} right answers pass.", test.needed()))?;
    out.line(Line::new(
        Style::Dim,
        "Type the number of an answer; 0 if you don't know, u takes the last answer back, q leaves, and nothing is marked.",
    ))?;
    let mut asking = Asking {
        test,
        desk,
        study,
        input: Input::new(),
        out,
    };
    asking.hold()
}

/// What is called so, with its topics: anything with an id, or else a group or a stage.
fn named(library: &Library, name: &str) -> Result<(String, Vec<TopicIx>)> {
    let unknown = match subject::anything(library, name) {
        Ok(subject) => return Ok((subject.title(library).to_owned(), subject.topics(library))),
        Err(unknown @ Unclear::Unknown { .. }) => unknown,
        Err(unclear) => return Err(unclear.into()),
    };
    let wanted = slug(name);
    let groups = library.walks().flat_map(|walk| {
        let groups = library.groups_of(walk).iter().enumerate();
        groups.filter_map(move |(at, group)| {
            let steps = library.steps_of(walk).filter(|step| step.group == at);
            let topics = steps.map(|step| library.topic_of(step)).collect();
            Some((group.title.clone()?, library.title_of(walk).to_owned(), topics))
        })
    });
    let stages = library.tracks().iter().flat_map(|track| {
        track.stages.iter().map(|stage| {
            let topics = stage.topics.iter().filter_map(|name| library.topic_called(&name.text));
            (stage.title.clone(), track.title.text.clone(), topics.collect())
        })
    });
    let parts = groups.chain(stages).filter(|(title, ..)| slug(title) == wanted);
    let mut parts: Vec<(String, String, Vec<TopicIx>)> = parts.collect();
    match parts.as_mut_slice() {
        [] => Err(unknown.into()),
        [(title, _, topics)] => {
            topics.sort_unstable();
            topics.dedup();
            Ok((std::mem::take(title), std::mem::take(topics)))
        }
        several => {
            let places: Vec<&str> = several.iter().map(|(_, of, _)| of.as_str()).collect();
            bail!(
                "several groups or stages are called `{name}`, in {}; the tutor tests each: select it and press x",
                places.join(", ")
            )
        }
    }
}

struct Asking<'a> {
    test: Test,
    desk: &'a mut Desk,
    study: &'a mut Study,
    input: Input,
    out: &'a mut Out,
}

impl Asking<'_> {
    /// Asks until all is answered, and records what that comes to; or until the learner leaves.
    fn hold(&mut self) -> Result<Verdict> {
        while let Some(card) = self.test.card() {
            match self.ask(card)? {
                Left::Leave => {
                    self.out.blank()?;
                    self.out.line("The test was left: nothing is marked.")?;
                    return Ok(Verdict::Good);
                }
                Left::Undo if self.test.take_back() => self.out.line("The last answer is taken back.")?,
                Left::Undo => self.out.line("There is no answer to take back.")?,
                Left::Answered(grade) => {
                    self.test.answer(grade != Grade::Again);
                    let (right, asked) = (self.test.right(), self.test.asked());
                    let end = if self.test.can_be_passed() {
                        ""
                    } else {
                        "; it can't be passed any more"
                    };
                    let figure = format!("{right} of {asked} right, {} needed{end}", self.test.needed());
                    self.out.line(Line::new(Style::Dim, figure))?;
                }
            }
        }
        let outcome = self.test.outcome(&self.study.cards.deck);
        if let Some(action) = outcome.action(&self.desk.library) {
            self.desk.now = now()?;
            self.study.record(self.desk, action)?;
        }
        self.sum_up(&outcome)?;
        Ok(Verdict::Good)
    }

    fn ask(&mut self, card: CardIx) -> Result<Left> {
        let Self { test, input, out, .. } = self;
        let (library, deck) = (&*self.desk.library, &self.study.cards.deck);
        let Face { ask, answer, why } = test.face(library, deck, card);
        let place = format!("{} of {}", test.asked() + 1, test.len());
        out.blank()?;
        out.line(Line::new(Style::Dim, place))?;
        shown(out, "", &ask)?;
        let text = match answer {
            FaceAnswer::Choice { choices, right } => return choose(input, out, &choices, right, why),
            FaceAnswer::Recall(text) => text,
        };
        if let Some(left) = reveal(input, out, &text, why)? {
            return Ok(left);
        }
        out.line("Did you know it?  1 no   2 yes")?;
        loop {
            match typed(input, out)? {
                Typed::Undo => return Ok(Left::Undo),
                Typed::Leave => return Ok(Left::Leave),
                Typed::Word(word) => match word.to_lowercase().as_str() {
                    "0" | "1" | "n" | "no" => return Ok(Left::Answered(Grade::Again)),
                    "2" | "y" | "yes" => return Ok(Left::Answered(Grade::Good)),
                    _ => out.line("type 1 for no or 2 for yes, or u or q")?,
                },
            }
        }
    }

    fn sum_up(&mut self, outcome: &Outcome) -> Result<()> {
        let library = &self.desk.library;
        let passed = if outcome.is_passed() { "Passed" } else { "Not passed" };
        let figure = format!(
            "{} of {} right, {} needed",
            outcome.right, outcome.asked, outcome.needed
        );
        self.out.blank()?;
        self.out.line(Line::new(Style::Bold, format!("{passed}: {figure}")))?;
        let missed = if outcome.is_passed() {
            "Missed, and in progress now"
        } else {
            "Missed"
        };
        let lists: [(&str, &[TopicIx]); 3] = [
            ("Done now", &outcome.known),
            (missed, &outcome.missed),
            ("Without a question, as they were", self.test.unasked()),
        ];
        for (heading, topics) in lists {
            if topics.is_empty() {
                continue;
            }
            self.out.heading(heading)?;
            for &topic in topics.iter().take(LISTED) {
                self.out.line(format!("  {}", library.topic(topic).title))?;
            }
            if topics.len() > LISTED {
                self.out.line(format!("  … and {} more", topics.len() - LISTED))?;
            }
        }
        let end = if outcome.is_passed() {
            "`waypost undo` takes all of it back."
        } else {
            "Nothing was marked."
        };
        self.out.blank()?;
        self.out.line(Line::new(Style::Dim, end))
    }
}
