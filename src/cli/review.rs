//! `waypost review`: asks what is due, line by line, without drawing anything anew: for pipes and screen readers, too.

mod test_out;

use std::io::{self, BufRead, IsTerminal, Read};

use anyhow::{Result, bail};
use jiff::Timestamp;
use serde_json::json;

use crate::learn::cards::{CardIx, Face, FaceAnswer, grade_of_choice};
use crate::learn::next::review_minutes;
use crate::learn::optimize::{NotFitted, optimize};
use crate::learn::review::{LONGEST_THOUGHT, Session};
use crate::progress::event::{Action, Grade};
use crate::tui::markdown::{Styles, render};

use super::Verdict;
use super::args::{Global, Review};
use super::desk::{Desk, now};
use super::json::{Asked, Due, Fitting, Topic, document};
use super::out::{Line, Out, Style, counted, tell};
use super::study::Study;

/// Text is indented by so many columns …
const INDENT: usize = 2;
/// … and wrapped after so many.
const WIDTH: u16 = 76;
/// No longer line is an answer, in bytes.
const LONGEST_LINE: u64 = 4096;

pub(super) fn run(global: &Global, args: &Review, out: &mut Out) -> Result<Verdict> {
    let mut desk = Desk::open(global)?;
    let mut study = Study::new(&desk);
    if args.optimize {
        return fit(&mut desk, &mut study, args, out);
    }
    if let Some(name) = &args.test_out {
        return test_out::run(&mut desk, &mut study, name, out);
    }
    if args.json {
        out.json(&document(json!({ "review": due(&desk, &study, args) })))?;
        return Ok(Verdict::Good);
    }
    let queue = study.queue(&desk, study.today(&desk));
    if queue.cards.is_empty() {
        tell("note", nothing(&desk, &study));
        return Ok(Verdict::Good);
    }
    if let Some(why) = &desk.read_only {
        bail!("nothing can be recorded now, so nothing is asked: {why}");
    }
    let cards: Vec<CardIx> = queue.cards.into_iter().take(most(args)).collect();
    let minutes = review_minutes(&study.diary(&desk), cards.len());
    out.line(Line::new(Style::Bold, are_due(cards.len(), minutes)))?;
    out.line(Line::new(
        Style::Dim,
        "Type the number of an answer, 0 if you don't know; u takes the last answer back, q leaves.",
    ))?;
    let mut dialogue = Dialogue {
        session: Session::new(cards),
        desk: &mut desk,
        study: &mut study,
        input: Input::new(),
        out,
    };
    dialogue.hold()?;
    dialogue.sum_up()?;
    Ok(Verdict::Good)
}

/// How many cards are wanted at most.
fn most(args: &Review) -> usize {
    let limit = args.limit.and_then(|limit| usize::try_from(limit).ok());
    limit.unwrap_or(usize::MAX)
}

/// "12 questions are due, about 6 minutes".
pub(super) fn are_due(cards: usize, minutes: u64) -> String {
    let are = if cards == 1 { "is" } else { "are" };
    let (questions, minutes) = (counted(cards, "question"), count(minutes));
    format!("{questions} {are} due, about {}", counted(minutes, "minute"))
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Why nothing is asked.
fn nothing(desk: &Desk, study: &Study) -> &'static str {
    let queue = study.queue(desk, study.today(desk));
    if queue.reviews_waiting + queue.new_waiting > 0 {
        "that is all for today; more is asked tomorrow"
    } else if study.cards.memory.states().next().is_some() {
        "nothing is due today"
    } else {
        "nothing is due: questions come with the topics you learn, see `waypost next` and `waypost mark TOPIC learning`"
    }
}

/// The queue, for scripts.
fn due(desk: &Desk, study: &Study, args: &Review) -> Due {
    let (library, today) = (&*desk.library, study.today(desk));
    let queue = study.queue(desk, today);
    let shown = queue.cards.iter().take(most(args));
    let cards = shown.map(|&card| {
        let Face { ask, answer, why } = study.cards.deck.face(library, card, study.cards.memory.answers(card));
        let (choices, right, answer) = match answer {
            FaceAnswer::Choice { choices, right } => {
                let choices = choices.into_iter().map(str::to_owned).collect();
                (Some(choices), Some(right), None)
            }
            FaceAnswer::Recall(text) => (None, None, Some(text.into_owned())),
        };
        Asked {
            id: study.cards.deck.id(library, card),
            topic: Topic::new(library, &desk.statuses, study.cards.deck.topic(card)),
            is_new: study.cards.memory.state(card).is_none(),
            due: study.cards.memory.state(card).map(|state| state.due.date()),
            recalled: study.cards.memory.retrievability(card, today),
            ask: ask.into_owned(),
            choices,
            right,
            answer,
            why: why.to_owned(),
        }
    });
    Due {
        due: queue.cards.len(),
        reviews: queue.reviews,
        new: queue.new,
        reviews_waiting: queue.reviews_waiting,
        new_waiting: queue.new_waiting,
        minutes: review_minutes(&study.diary(desk), queue.cards.len()),
        cards: cards.collect(),
    }
}

/// Fits the schedule to the learner's answers, or says why not.
fn fit(desk: &mut Desk, study: &mut Study, args: &Review, out: &mut Out) -> Result<Verdict> {
    let found = optimize(&study.cards.memory);
    let mut shape = Fitting::default();
    match &found {
        Ok(fitted) => {
            let parameters = fitted.parameters.clone();
            desk.record(Action::Fit { parameters })?;
            shape.fitted = true;
            shape.reviews = Some(fitted.reviews);
            (shape.before, shape.after) = (Some(fitted.before), Some(fitted.after));
        }
        Err(NotFitted::TooFew { have, needed }) => (shape.reviews, shape.needed) = (Some(*have), Some(*needed)),
        Err(NotFitted::NoBetter { present, found }) => {
            (shape.before, shape.after) = (Some(*present), Some(*found));
        }
        Err(failed @ NotFitted::Failed) => bail!("{failed}"),
    }
    if args.json {
        out.json(&document(json!({ "fit": shape })))?;
        return Ok(Verdict::Good);
    }
    match found {
        Ok(fitted) => out.line(format!(
            "The schedule now fits your {}: log loss {:.4}, it was {:.4}",
            counted(fitted.reviews, "review"),
            fitted.after,
            fitted.before
        ))?,
        Err(why) => tell("note", &format!("nothing was changed: {why}")),
    }
    Ok(Verdict::Good)
}

/// What the learner types.
struct Input {
    from: io::StdinLock<'static>,
    /// Whether it is seen as it is typed.
    is_terminal: bool,
}

impl Input {
    fn new() -> Self {
        let stdin = io::stdin();
        Self {
            is_terminal: stdin.is_terminal(),
            from: stdin.lock(),
        }
    }

    /// The next line, without the spaces around it; `None` at the end.
    fn line(&mut self, out: &mut Out) -> Result<Option<String>> {
        out.verbatim("> ")?;
        out.flush()?;
        let mut line = Vec::new();
        let read = (&mut self.from).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line).trim().to_owned();
        if read == 0 {
            out.blank()?;
            return Ok(None);
        }
        if !self.is_terminal {
            out.line(line.as_str())?;
        }
        Ok(Some(line))
    }
}

/// What an answer can be instead of one.
enum Typed {
    Word(String),
    Undo,
    Leave,
}

/// How a card was left.
enum Left {
    Answered(Grade),
    Undo,
    Leave,
}

struct Dialogue<'a> {
    session: Session,
    desk: &'a mut Desk,
    study: &'a mut Study,
    input: Input,
    out: &'a mut Out,
}

impl Dialogue<'_> {
    /// Asks until all is answered or the learner leaves.
    fn hold(&mut self) -> Result<()> {
        while let Some(card) = self.session.card() {
            let asked = now()?;
            match self.ask(card)? {
                Left::Leave => break,
                Left::Undo => self.undo()?,
                Left::Answered(grade) => self.answer(card, grade, asked)?,
            }
        }
        Ok(())
    }

    fn ask(&mut self, card: CardIx) -> Result<Left> {
        let study = &*self.study;
        let answers = study.cards.memory.answers(card);
        let library = &*self.desk.library;
        let Face { ask, answer, why } = study.cards.deck.face(library, card, answers);
        let topic = &library.topic(study.cards.deck.topic(card)).title;
        let left = format!(" · {} left", self.session.left());
        self.out.blank()?;
        self.out.line(Line::from(topic.as_str()).and(Style::Dim, left))?;
        shown(self.out, "", &ask)?;
        match answer {
            FaceAnswer::Choice { choices, right } => choose(&mut self.input, self.out, &choices, right, why),
            FaceAnswer::Recall(text) => {
                if let Some(left) = reveal(&mut self.input, self.out, &text, why)? {
                    return Ok(left);
                }
                let basis = study.basis(self.desk);
                let next = study.cards.memory.next(basis, card, study.calendar.day(now()?));
                let mut offer = Line::default();
                for ((number, grade), next) in (1..).zip(Grade::ALL).zip(next) {
                    let gap = if number > 1 { "   " } else { "" };
                    offer = offer
                        .and(Style::Plain, format!("{gap}{number} {}", grade.name()))
                        .and(Style::Dim, format!(" ({})", when(next.days)));
                }
                self.out.line(offer)?;
                loop {
                    match typed(&mut self.input, self.out)? {
                        Typed::Undo => return Ok(Left::Undo),
                        Typed::Leave => return Ok(Left::Leave),
                        Typed::Word(word) => match graded(&word) {
                            Some(grade) => return Ok(Left::Answered(grade)),
                            None => self
                                .out
                                .line("type a number from 1 to 4, or again, hard, good or easy, or u or q")?,
                        },
                    }
                }
            }
        }
    }

    /// Records an answer at once.
    fn answer(&mut self, card: CardIx, grade: Grade, asked: Timestamp) -> Result<()> {
        self.desk.now = now()?;
        let took = self
            .desk
            .now
            .duration_since(asked)
            .as_millis()
            .clamp(0, LONGEST_THOUGHT.into());
        let took = u32::try_from(took).ok().filter(|took| *took > 0);
        let action = self
            .session
            .answer(&self.desk.library, &self.study.cards.deck, grade, took);
        if let Some(action) = action {
            self.study.record(self.desk, action)?;
        }
        let days = self
            .study
            .cards
            .memory
            .state(card)
            .map(|state| state.due - self.study.today(self.desk))
            .map(|days| days.max(i32::from(self.session.has_given_up(card))));
        if let Some(days) = days {
            self.out
                .line(Line::new(Style::Dim, format!("It comes back {}.", when(days))))?;
        }
        Ok(())
    }

    fn undo(&mut self) -> Result<()> {
        let (library, deck) = (&self.desk.library, &self.study.cards.deck);
        match self.session.undo(library, deck, &self.desk.progress) {
            Some(action) => {
                self.desk.now = now()?;
                self.study.record(self.desk, action)?;
                self.out.line("The last answer is taken back.")
            }
            None => self.out.line("There is no answer to take back."),
        }
    }

    fn sum_up(&mut self) -> Result<()> {
        let summary = self.session.summary();
        self.out.blank()?;
        let answered = match (summary.right * 100).checked_div(summary.answered) {
            None => "Nothing answered".to_owned(),
            Some(right) => {
                let again = match summary.again {
                    0 => String::new(),
                    again => format!(", {again} again"),
                };
                let (cards, answers) = (counted(summary.cards, "card"), counted(summary.answered, "answer"));
                format!("{cards}{again}: {answers}, {} right ({right} %)", summary.right)
            }
        };
        let mut parts = vec![answered];
        if summary.left > 0 {
            parts.push(format!("{} left for later", summary.left));
        }
        self.out.line(Line::new(Style::Bold, parts.join(", ")))?;
        let today = self.study.today(self.desk);
        let queue = self.study.queue(self.desk, today);
        let (statuses, settings) = (&self.desk.statuses, &self.desk.settings);
        let days = self.study.cards.forecast(statuses, settings, &queue, today, 2);
        let tomorrow = days.last().copied().unwrap_or_default();
        let reviews = counted(tomorrow.reviews, "review");
        let given = if queue.cards.is_empty() {
            ""
        } else {
            ", when today's share is done"
        };
        self.out
            .line(format!("Tomorrow: {reviews} and {} new{given}", tomorrow.new))
    }
}

/// Has one of several choices chosen, and says which is right.
fn choose(input: &mut Input, out: &mut Out, choices: &[&str], right: usize, why: &str) -> Result<Left> {
    for (number, choice) in (1..).zip(choices) {
        shown(out, &format!("{number}  "), choice)?;
    }
    let numbers = format!(
        "type a number from 1 to {}, 0 if you don't know, or u or q",
        choices.len()
    );
    let chosen = loop {
        match typed(input, out)? {
            Typed::Undo => return Ok(Left::Undo),
            Typed::Leave => return Ok(Left::Leave),
            Typed::Word(word) => match word.parse::<usize>() {
                Ok(number) if number <= choices.len() => break number.checked_sub(1),
                Err(_) if word == "?" => break None,
                _ => out.line(numbers.as_str())?,
            },
        }
    };
    if chosen == Some(right) {
        out.line(Line::new(Style::Bold, "Right."))?;
    } else {
        let not = if chosen.is_some() { "Not right. " } else { "" };
        out.line(Line::new(Style::Bold, format!("{not}It is {}:", right + 1)))?;
        shown(out, "", choices.get(right).unwrap_or(&""))?;
    }
    shown(out, "", why)?;
    Ok(Left::Answered(grade_of_choice(chosen == Some(right))))
}

/// Shows an answer when it is asked for, to be compared with what was thought; `None` then, to go on.
fn reveal(input: &mut Input, out: &mut Out, text: &str, why: &str) -> Result<Option<Left>> {
    out.line(Line::new(Style::Dim, "Enter shows the answer."))?;
    loop {
        match typed(input, out)? {
            Typed::Undo => return Ok(Some(Left::Undo)),
            Typed::Leave => return Ok(Some(Left::Leave)),
            Typed::Word(word) if word.is_empty() => break,
            Typed::Word(_) => out.line("press Enter to see the answer first, or type u or q")?,
        }
    }
    if text.trim().is_empty() {
        out.line("  Nothing is written about it: judge for yourself.")?;
    }
    shown(out, "", text)?;
    shown(out, "", why)?;
    Ok(None)
}

fn typed(input: &mut Input, out: &mut Out) -> Result<Typed> {
    Ok(match input.line(out)? {
        None => Typed::Leave,
        Some(word) => match word.to_lowercase().as_str() {
            "q" | "quit" => Typed::Leave,
            "u" | "undo" => Typed::Undo,
            _ => Typed::Word(word),
        },
    })
}

/// The grade of a number from 1 to 4, or of its name.
fn graded(word: &str) -> Option<Grade> {
    match word.parse::<usize>() {
        Ok(number) => Grade::ALL.get(number.checked_sub(1)?).copied(),
        Err(_) => word.parse().ok(),
    }
}

/// So many days from today: "later today", "tomorrow", "in 12 days".
fn when(days: i32) -> String {
    match days {
        ..=0 => "later today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

/// Markdown, indented, with something before its first line; nothing where there is none.
fn shown(out: &mut Out, first: &str, markdown: &str) -> Result<()> {
    let width = WIDTH.saturating_sub(u16::try_from(first.len()).unwrap_or(0));
    let doc = render(markdown, width, &Styles::default());
    let mut before = first.to_owned();
    for line in doc.lines {
        out.line(format!("{:INDENT$}{before}{line}", ""))?;
        before = " ".repeat(first.len());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_have_numbers_and_names() {
        for (word, grade) in [
            ("1", Some(Grade::Again)),
            ("4", Some(Grade::Easy)),
            ("good", Some(Grade::Good)),
            ("HARD", Some(Grade::Hard)),
            ("0", None),
            ("5", None),
            ("-1", None),
            ("", None),
            ("goo", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(graded(word), grade, "{word}");
        }
    }
}
