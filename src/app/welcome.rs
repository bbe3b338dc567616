//! What the learner heads for, asked step by step: at the first start, and whenever the goal is to be changed.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use tui_input::Input;

use super::placement;
use super::rows::brief;
use super::state::State;
use crate::content::library::{Library, TopicIx};
use crate::learn::aim::{Aim, Way};
use crate::learn::day::Day;
use crate::learn::plan::{AT_THIS_PACE, Pace, day_words, duration, typed_hours};
use crate::progress::event::Goal;

/// Hours a week to choose from.
const HOURS: [u32; 7] = [2, 3, 5, 8, 10, 15, 20];
/// The one of them that is selected where nothing is known.
const USUAL_HOURS: u32 = 5;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// For which role, path or roadmap.
    Aim,
    /// How many hours a week there are for it.
    Hours,
    /// Until when. Not asked at the first start.
    By,
    /// Whether to say now what is known already.
    Placement,
}

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// No goal.
    Looking,
    /// This one.
    Aim(Aim),
    /// Minutes a week; `None` where the learner doesn't know.
    Minutes(Option<u32>),
    /// The day to be there.
    By(Option<Date>),
    /// To say now what is known already.
    Sweep,
    /// Not now.
    Later,
}

/// One line to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// The quieter second part: whole, and then shorter and shorter for where there is less room.
    pub notes: Vec<String>,
    pub(super) what: What,
}

impl Choice {
    fn new(what: What, label: impl Into<String>, note: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            notes: vec![note.into()],
            what,
        }
    }

    /// With the note in fewer words.
    fn or(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    fn note(&self) -> &str {
        self.notes.first().map_or("", String::as_str)
    }
}

/// The questions, as far as they are answered.
#[derive(Debug, Clone)]
pub struct Welcome {
    /// Whether waypost is started for the first time.
    pub is_first: bool,
    /// What is asked.
    pub step: Step,
    /// What was typed.
    pub input: Input,
    /// The answers that match.
    pub choices: Vec<Choice>,
    /// The selected one.
    pub row: usize,
    /// What was answered.
    pub(super) goal: Goal,
    /// Whether anything was.
    pub(super) is_answered: bool,
}

impl Welcome {
    /// What the window is called.
    pub fn title(&self) -> &'static str {
        if self.is_first {
            "Welcome to waypost"
        } else {
            "Your goal"
        }
    }

    /// What is asked, in a line or two.
    pub fn question(&self, library: &Library) -> String {
        let title = self.aim(library).map_or("it", |aim| aim.title(library));
        match self.step {
            Step::Aim => "What are you heading for?".to_owned(),
            Step::Hours => format!("How many hours a week do you have for {title}?"),
            Step::By => format!("When do you want to be done with {title}?"),
            Step::Placement => format!("What of {title} do you know already? One key for each topic says it."),
        }
    }

    /// What else is good to know, where there is room for it.
    pub fn hint(&self) -> &'static str {
        match self.step {
            Step::Aim if self.is_first => {
                "waypost leads you through what there is to learn, one topic after the other: what is next and why, and \
                 what is to be asked again. Type to find a role, path or roadmap; all of this can be changed at any time."
            }
            Step::Aim => "Type to find a role, path or roadmap. Marks and reviews stay as they are, whatever the goal.",
            Step::Hours => "With them there is a date, at your own pace. Type a number for other hours.",
            Step::By => "Type a day, such as 2026-12-01, for another one.",
            Step::Placement => {
                "What you know comes back for review in a month or two, what is shaky in a few days, and what is left is \
                 your way. It can be left at any topic, and one undo takes all of it back."
            }
        }
    }

    /// What an empty list says.
    pub fn nothing(&self) -> &'static str {
        match self.step {
            Step::Aim => "Nothing is called so. Fewer letters find more.",
            Step::Hours => "Type hours from 0.1 to 168, such as 7 or 2.5.",
            Step::By => "Type a day to come, such as 2030-12-01.",
            Step::Placement => "Yes or no?",
        }
    }

    pub(super) fn aim(&self, library: &Library) -> Option<Aim> {
        self.goal.aim.as_deref().and_then(|key| Aim::find(library, key))
    }

    /// What the selected line stands for.
    pub(super) fn chosen(&self) -> Option<What> {
        self.choices.get(self.row).map(|choice| choice.what)
    }
}

/// The first question, at the first start or later.
pub(super) fn first_question(state: &State, is_first: bool) -> Welcome {
    let mut welcome = Welcome {
        is_first,
        step: Step::Aim,
        input: Input::default(),
        choices: Vec::new(),
        row: 0,
        goal: state.progress.goal().map(|(goal, _)| goal.clone()).unwrap_or_default(),
        is_answered: false,
    };
    ask(state, &mut welcome, Step::Aim);
    welcome
}

/// Asks something, with what was answered before selected.
pub(super) fn ask(state: &State, welcome: &mut Welcome, step: Step) {
    welcome.step = step;
    welcome.input = Input::default();
    fill(state, welcome);
    let wanted = match step {
        Step::Aim => welcome.aim(&state.library).map_or(What::Looking, What::Aim),
        Step::Hours => What::Minutes(Some(welcome.goal.minutes.unwrap_or(USUAL_HOURS * 60))),
        Step::By => What::By(welcome.goal.by),
        Step::Placement => What::Sweep,
    };
    let row = welcome.choices.iter().position(|choice| choice.what == wanted);
    welcome.row = row.unwrap_or(0);
}

/// Finds what matches what was typed.
pub(super) fn fill(state: &State, welcome: &mut Welcome) {
    let typed = welcome.input.value().trim().to_lowercase();
    let mut choices = match welcome.step {
        Step::Aim => aims(state),
        Step::Hours => hours(state, welcome, &typed),
        Step::By => days(state, welcome, &typed),
        Step::Placement => {
            let topics = welcome
                .aim(&state.library)
                .map_or(0, |aim| placement::topics_of(state, aim).len());
            let takes = placement::takes(topics);
            vec![
                Choice::new(What::Sweep, "Say it now", format!("{topics} topics, about {takes}"))
                    .or(format!("{topics} topics, ~{}", brief(&takes)))
                    .or(format!("{topics} topics")),
                Choice::new(What::Later, "Not now", "Today has it whenever you like").or("Today has it"),
            ]
        }
    };
    let found = |text: &str| typed.split_whitespace().all(|word| text.contains(word));
    choices.retain(|choice| match welcome.step {
        // Every line there is what was typed.
        Step::Hours | Step::By if !typed.is_empty() => true,
        _ => found(&format!("{} {}", choice.label, choice.note()).to_lowercase()),
    });
    // What begins with it is what was meant most likely.
    choices.sort_by_key(|choice| !choice.label.to_lowercase().starts_with(&typed));
    welcome.choices = choices;
    welcome.row = 0;
}

/// Everything that can be a goal and has something to learn: the roles somebody has made a track for first.
fn aims(state: &State) -> Vec<Choice> {
    let library = &*state.library;
    let rank = |aim: &Aim| match aim {
        Aim::Role(at) if library.track_of(*at).is_some() => 0,
        Aim::Path(_) => 1,
        Aim::Role(_) => 2,
        Aim::Roadmap(_) => 3,
    };
    let mut aims: Vec<Aim> = all_aims(library).collect();
    aims.sort_by_key(rank);
    let choice = |aim: Aim| {
        let topics = aim.topics(library).len();
        let of = match aim {
            Aim::Role(at) => &library.agent(at.agent).title,
            Aim::Path(at) => &library.agent(at.agent).title,
            Aim::Roadmap(_) => "roadmap.sh",
        };
        let plural = if topics == 1 { "" } else { "s" };
        let topics = format!("{topics} topic{plural}");
        let short = format!("{}, {topics}", aim.kind());
        Choice::new(What::Aim(aim), aim.title(library), format!("{short} · {of}"))
            .or(short)
            .or(topics)
    };
    let looking = Choice::new(What::Looking, "Just looking around", "no goal");
    std::iter::once(looking).chain(aims.into_iter().map(choice)).collect()
}

/// Everything that can be a goal and has something to learn.
pub(super) fn all_aims(library: &Library) -> impl Iterator<Item = Aim> + '_ {
    Aim::all(library).filter(|aim| !aim.topics(library).is_empty())
}

fn hours(state: &State, welcome: &Welcome, typed: &str) -> Vec<Choice> {
    let mut minutes: Vec<Option<u32>> = if typed.is_empty() {
        let known = welcome.goal.minutes;
        let mut all: Vec<u32> = HOURS.iter().map(|hours| hours * 60).chain(known).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(Some).collect()
    } else {
        typed_hours(typed).map(Some).into_iter().collect()
    };
    if typed.is_empty() {
        minutes.push(None);
    }
    let forecast = Forecast::new(state, welcome);
    let choice = |minutes: Option<u32>| {
        let label = match minutes {
            Some(minutes) => format!("{} a week", duration(minutes.into())),
            None => "I can't tell yet".to_owned(),
        };
        let goal = Goal {
            minutes,
            ..welcome.goal.clone()
        };
        let note = minutes.map_or_else(String::new, |_| forecast.words(&goal));
        let date = before_comma(&note);
        Choice::new(What::Minutes(minutes), label, note).or(date)
    };
    minutes.into_iter().map(choice).collect()
}

/// The date of a forecast, without how that compares with what was wanted.
fn before_comma(words: &str) -> String {
    words.split_once(", ").map_or(words, |(date, _)| date).to_owned()
}

fn days(state: &State, welcome: &Welcome, typed: &str) -> Vec<Choice> {
    let today = state.calendar.day(state.now);
    let mut days: Vec<Option<Date>> = if typed.is_empty() {
        let spans: [Span; 4] = [1.month(), 3.months(), 6.months(), 1.year()];
        let presets = spans.into_iter().filter_map(|span| today.date().checked_add(span).ok());
        let mut all: Vec<Date> = presets.chain(welcome.goal.by).collect();
        all.sort_unstable();
        all.dedup();
        std::iter::once(None).chain(all.into_iter().map(Some)).collect()
    } else {
        typed.parse().ok().map(Some).into_iter().collect()
    };
    days.retain(|day| day.is_none_or(|day| day >= today.date()));
    let forecast = Forecast::new(state, welcome);
    let choice = |by: Option<Date>| {
        let label = by.map_or_else(|| "No day".to_owned(), |by| day_words(Day::from(by), today));
        let goal = Goal {
            by,
            ..welcome.goal.clone()
        };
        let note = forecast.words(&goal);
        let date = before_comma(&note);
        Choice::new(What::By(by), label, note).or(date)
    };
    days.into_iter().map(choice).collect()
}

/// Tells what a goal would come to on other terms: "14 March, two weeks late".
struct Forecast<'a> {
    state: &'a State,
    pace: Pace,
    topics: Vec<TopicIx>,
}

impl<'a> Forecast<'a> {
    fn new(state: &'a State, welcome: &Welcome) -> Self {
        let library = &*state.library;
        let aim = welcome.aim(library);
        let way = aim.map(|aim| Way::new(library, &state.statuses, aim.topics(library)));
        Self {
            state,
            pace: state.pace().into_owned(),
            topics: way.map_or_else(Vec::new, |way| way.topics().to_vec()),
        }
    }

    fn words(&self, terms: &Goal) -> String {
        let Self { state, pace, topics } = self;
        let today = state.calendar.day(state.now);
        let plan = pace.plan(&state.library, &state.statuses, topics, terms, today);
        if plan.finish.is_none() {
            return String::new();
        }
        let words = plan.words(today);
        words.strip_prefix(AT_THIS_PACE).unwrap_or(&words).to_owned()
    }
}
