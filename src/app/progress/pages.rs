//! The pages of the record.

use super::{Figures, MONTH, Part, Reviews};
use crate::app::chart::{Bar, Chart};
use crate::app::page::{Block, Page, Target};
use crate::app::rows::{self, Row};
use crate::app::state::State;
use crate::content::library::{AgentIx, TopicIx};
use crate::learn::career::career;
use crate::learn::day::Day;

use crate::learn::plan::{self, duration};
use crate::learn::standing::Counts;
use crate::learn::statistics::Retention;
use crate::learn::words::{counted, grouped};

/// Agents whose level the overview tells; all of them have theirs among the levels.
const AGENTS: usize = 8;
/// Topics that took the most time.
const TOPICS: usize = 10;
/// Weeks of which the time is told.
const WEEKS: i32 = 12;

/// The page of a part.
pub(super) fn page(state: &State, figures: &Figures, part: Part) -> Page {
    let mut page = Page::default();
    match part {
        Part::Overview => overview(state, figures, &mut page),
        Part::Year => year(state, figures, &mut page),
        Part::Reviews => reviews(figures, &mut page),
        Part::Retention => retention(state, figures, &mut page),
        Part::Time => time(state, figures, &mut page),
        Part::Paths => paths(state, &mut page),
        Part::Roles => roles(state, &mut page),
        Part::Levels => levels(state, &mut page),
        Part::Roadmaps => roadmaps(state, &mut page),
    }
    page
}

impl Page {
    fn title(&mut self, text: &str) {
        self.blocks.push(Block::Title(text.to_owned()));
    }

    fn fact(&mut self, name: &str, text: impl Into<String>) {
        self.blocks.push(Block::Fact {
            name: name.to_owned(),
            text: text.into(),
        });
    }

    fn chart(&mut self, chart: Chart) {
        self.blocks.push(Block::Chart(chart));
    }

    fn tally(&mut self, text: &str, note: &str, (counts, rusty): (Counts, usize), target: Option<Target>) {
        self.blocks.push(Block::Tally {
            text: text.to_owned(),
            note: note.to_owned(),
            counts,
            rusty,
            target,
        });
    }
}

/// How many of these topics are where, and how many of the done ones are rusty.
fn so_far(state: &State, topics: &[TopicIx]) -> (Counts, usize) {
    let all = || topics.iter().copied();
    (state.statuses.count(all()), state.rusty_among(all()))
}

fn whole(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// "Mon 23 Nov".
fn date(day: Day) -> String {
    day.date().strftime("%a %-d %b").to_string()
}

fn overview(state: &State, figures: &Figures, page: &mut Page) {
    let (today, diary) = (figures.today, &figures.diary);
    page.title("How far you have come");
    page.blocks.push(Block::Gauge(
        state.statuses.count(state.library.topic_ixs()),
        state.rusty_among(state.library.topic_ixs()),
    ));
    let done = diary.on(today);
    let parts = [
        (u64::from(done.marks), "mark"),
        (u64::from(done.answers), "answer"),
        (done.minutes(), "minute"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(whole(*count), noun))
        .collect();
    let nothing = || "nothing yet".to_owned();
    let said = if parts.is_empty() { nothing() } else { parts.join(", ") };
    page.fact("Today", said);
    let week = diary.between(today - 6, today);
    let learned = format!("learned on {}, {}", counted(week.days, "day"), duration(week.minutes));
    page.fact("7 days", learned);
    page.fact("Streak", figures.streak.words());
    match &figures.reviews {
        None => page.fact("Reviews", "counting …"),
        Some(reviews) => {
            page.fact("Reviews", due(reviews));
            let month = reviews.months.last().copied().unwrap_or_default();
            if let Some(measured) = month.measured() {
                let of = counted(month.reviews, "review");
                page.fact("Remembered", format!("{} of {of} in {MONTH} days", percent(measured)));
            }
        }
    }
    let learned = |agent: &AgentIx| {
        let counts = state.statuses.count(state.library.agent_topics(*agent).iter().copied());
        counts.done + counts.learning > 0
    };
    let all: Vec<AgentIx> = state.library.agent_ixs().collect();
    let begun: Vec<AgentIx> = all.iter().copied().filter(learned).collect();
    let shown = if begun.is_empty() { all } else { begun };
    let told = shown
        .into_iter()
        .filter_map(|agent| Some((agent, level(state, agent)?)));
    let told: Vec<(AgentIx, String)> = told.take(AGENTS).collect();
    if !told.is_empty() {
        page.heading("Level");
    }
    for (agent, level) in told {
        let title = &state.library.agent(agent).title;
        page.item(&level, title, None, Some(Target::Agent(agent)));
    }
}

/// "Intermediate: 12 of 40 topics", and what is reached already.
fn level(state: &State, agent: AgentIx) -> Option<String> {
    let library = &*state.library;
    let career = career(library, &state.statuses, agent)?;
    let reached = career.reached.map(|at| format!("{} reached", library.level(at).name));
    let next = career.next.map(|(at, counts)| {
        let topics = counted(counts.total, "topic");
        format!("{}: {} of {topics}", library.level(at).name, counts.done)
    });
    let parts: Vec<String> = reached.into_iter().chain(next).collect();
    Some(parts.join(" · "))
}

fn due(reviews: &Reviews) -> String {
    let (due, new) = reviews.due;
    let mut text = format!("{} due today, {} new", grouped(due), grouped(new));
    if reviews.waiting > 0 {
        text = format!("{text}; {} more than a day's share", grouped(reviews.waiting));
    }
    text
}

fn year(state: &State, figures: &Figures, page: &mut Page) {
    let (today, diary) = (figures.today, &figures.diary);
    page.fact("Streak", figures.streak.words());
    let all = diary.between(today - 364, today);
    let times = if all.days == 0 {
        String::new()
    } else {
        format!(", {}", duration(all.minutes))
    };
    page.fact("A year", format!("learned on {}{times}", counted(all.days, "day")));
    let busiest = figures.year.weeks.iter().flatten().flatten();
    if let Some(cell) = busiest
        .filter(|cell| cell.activity > 0)
        .max_by_key(|cell| cell.activity)
    {
        let entry = diary.on(cell.day);
        let done = format!(
            "{}: {}, {}, {}",
            date(cell.day),
            counted(whole(entry.marks.into()), "mark"),
            counted(whole(entry.answers.into()), "answer"),
            duration(entry.minutes())
        );
        page.fact("Busiest", done);
    }
    let rest = &state.settings.rest_days;
    let rest: Vec<&str> = rest.iter().map(|day| day_name(*day)).collect();
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("; rest on {}", rest.join(", "))
    };
    page.fact("Days", format!("end at {:02}:00{rest}", state.settings.day_ends));
    page.chart(Chart::Year(figures.year.clone()));
    page.heading("Month by month");
    let mut first = today.date().first_of_month();
    let mut bars = Vec::new();
    for _ in 0..12 {
        let sum = diary.between(first.into(), first.last_of_month().into());
        bars.push(Bar {
            name: first.strftime("%b %Y").to_string(),
            value: u64::try_from(sum.days).unwrap_or(0),
            figure: format!("{}, {}", counted(sum.days, "day"), duration(sum.minutes)),
        });
        first = first.saturating_sub(jiff::Span::new().months(1));
    }
    page.chart(Chart::Bars { bars, full: 31 });
}

/// The name of a day of the week.
fn day_name(day: jiff::civil::Weekday) -> &'static str {
    use jiff::civil::Weekday;
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn reviews(figures: &Figures, page: &mut Page) {
    page.title("Reviews to come");
    let Some(reviews) = &figures.reviews else {
        return page.text("Counting …");
    };
    let within = |days: usize| {
        reviews
            .ahead
            .iter()
            .take(days)
            .map(|share| share.reviews)
            .sum::<usize>()
    };
    page.fact("Today", due(reviews));
    let tomorrow = reviews.ahead.get(1).copied().unwrap_or_default();
    let told = format!("{} due, {} new", grouped(tomorrow.reviews), grouped(tomorrow.new));
    page.fact("Tomorrow", told);
    page.fact("7 days", format!("{} due", grouped(within(7))));
    page.fact("30 days", format!("{} due", grouped(within(30))));
    page.chart(Chart::Days {
        from: figures.today,
        counts: reviews
            .ahead
            .iter()
            .map(|share| u64::try_from(share.reviews).unwrap_or(u64::MAX))
            .collect(),
    });
    page.heading("Day by day");
    let days = (0..).zip(&reviews.ahead).take(14).map(|(day, share)| Bar {
        name: date(figures.today + day),
        value: u64::try_from(share.reviews).unwrap_or(u64::MAX),
        figure: grouped(share.reviews),
    });
    page.chart(Chart::bars(days.collect()));
    page.text(
        "Each card counts on the day it is asked next, when each day's share is done before; more than a day's share goes \
         on to the next days. Reviews until then bring on more, and new cards too.",
    );
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// "92 % of 120, 90 % predicted".
fn retained(one: Retention) -> String {
    match one.measured().zip(one.predicted()) {
        None => "no reviews".to_owned(),
        Some((measured, predicted)) => {
            let (measured, predicted) = (percent(measured), percent(predicted));
            format!("{measured} of {}, {predicted} predicted", grouped(one.reviews))
        }
    }
}

fn retention(state: &State, figures: &Figures, page: &mut Page) {
    page.title("What you remember");
    let Some(reviews) = &figures.reviews else {
        return page.text("Counting …");
    };
    let last = |months: usize| -> Retention { reviews.months.iter().rev().take(months).copied().sum() };
    page.fact("Wanted", percent(state.settings.retention.into()));
    page.fact("30 days", retained(last(1)));
    page.fact("90 days", retained(last(3)));
    page.fact("360 days", retained(last(12)));
    if last(12).reviews == 0 {
        page.text("A review is an answer on a later day than the one before. After the first, this page tells how much you remember.");
        return;
    }
    page.heading("Every 30 days");
    let spans = (0..).zip(reviews.months.iter().rev());
    let bars = spans.map(|(back, one)| {
        let to = figures.today - MONTH * back;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1,000")]
        let value = (one.measured().unwrap_or(0.0) * 1000.0) as u64;
        let figure = match one.measured().zip(one.predicted()) {
            None => "–".to_owned(),
            Some((measured, predicted)) => format!("{}, predicted {}", percent(measured), percent(predicted)),
        };
        Bar {
            name: format!("to {}", to.date().strftime("%-d %b")),
            value,
            figure,
        }
    });
    let bars = bars.collect();
    page.chart(Chart::Bars { bars, full: 1000 });
    page.text(
        "Measured is the share of reviews you remembered, predicted what the schedule expected of the same reviews. Where \
         they stay apart, `waypost review --optimize` fits the schedule to your answers.",
    );
}

fn time(state: &State, figures: &Figures, page: &mut Page) {
    let (library, today, diary) = (&*state.library, figures.today, &figures.diary);
    page.title("Where the time went");
    let minutes = |from: i32, to: i32| diary.between(today - from, today - to).minutes;
    page.fact("Today", duration(minutes(0, 0)));
    page.fact("7 days", duration(minutes(6, 0)));
    page.fact("30 days", duration(minutes(29, 0)));
    let (mut learning, mut reviewing) = (0, 0);
    for (_, time) in figures.times.iter() {
        learning += time.learning / 60;
        reviewing += time.reviewing / 60;
    }
    let split = format!(
        "{} with topics, {} with questions",
        duration(learning),
        duration(reviewing)
    );
    page.fact("In all", split);
    if let Some(pace) = plan::pace(library, &state.statuses, &figures.times) {
        let text = match pace {
            0.95..1.05 => "as long as lessons say".to_owned(),
            times => format!("{times:.1} times what lessons say"),
        };
        page.fact("Pace", text);
    }
    page.heading("Week by week");
    let monday = today.monday();
    let weeks = (0..WEEKS).map(|back| {
        let from = monday - 7 * back;
        let sum = diary.between(from, from + 6);
        Bar {
            name: from.date().strftime("%-d %b").to_string(),
            value: sum.minutes,
            figure: duration(sum.minutes),
        }
    });
    page.chart(Chart::bars(weeks.collect()));
    let mut topics: Vec<_> = figures.times.iter().collect();
    topics.retain(|(_, time)| time.learning + time.reviewing >= 60);
    if topics.is_empty() {
        return;
    }
    topics.sort_unstable_by_key(|(topic, time)| (std::cmp::Reverse(time.learning + time.reviewing), *topic));
    page.heading("Topics that took the most");
    for (topic, time) in topics.into_iter().take(TOPICS) {
        let note = duration((time.learning + time.reviewing) / 60);
        let status = state.statuses.of(topic);
        let title = &library.topic(topic).title;
        page.item(title, &note, Some(status), Some(Target::Topic(topic)));
    }
}

fn paths(state: &State, page: &mut Page) {
    let library = &*state.library;
    for agent in library.agent_ixs() {
        let mut paths = library.paths_of(agent).peekable();
        if paths.peek().is_none() {
            continue;
        }
        page.heading(&library.agent(agent).title);
        for at in paths {
            let row = Row::Path(at);
            let counts = so_far(state, &row.topics(library));
            page.tally(row.label(library), "", counts, Some(Target::Walk(at.into(), None)));
        }
    }
    if !library.unplaced().is_empty() {
        page.heading(Row::Lessons.label(library));
        let counts = so_far(state, library.unplaced());
        page.tally("All together", "", counts, Some(Target::Lessons));
    }
}

fn roles(state: &State, page: &mut Page) {
    let library = &*state.library;
    for agent in library.agent_ixs() {
        let mut roles = library
            .roles_of(agent)
            .filter(|at| !library.role_topics(*at).is_empty())
            .peekable();
        if roles.peek().is_none() {
            continue;
        }
        page.heading(&library.agent(agent).title);
        for at in roles {
            let counts = so_far(state, library.role_topics(at));
            page.tally(&library.role(at).name, "", counts, Some(Target::Role(at)));
        }
    }
}

fn levels(state: &State, page: &mut Page) {
    let library = &*state.library;
    for agent in library.agent_ixs() {
        let Some(level) = level(state, agent) else { continue };
        page.heading(&library.agent(agent).title);
        page.blocks.push(Block::Place(level));
        for at in library.levels_of(agent) {
            let counts = so_far(state, library.level_topics(at));
            let content = library.level(at);
            page.tally(&content.name, &content.detail, counts, None);
        }
    }
    page.text("A level is reached when nothing of it, or of those before it, is left to learn.");
}

fn roadmaps(state: &State, page: &mut Page) {
    let library = &*state.library;
    for row in rows::imported(library) {
        let Row::Roadmap(ix) = row else { continue };
        let counts = so_far(state, &row.topics(library));
        page.tally(row.label(library), "", counts, Some(Target::Roadmap(ix)));
    }
}
