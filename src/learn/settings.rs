//! What a learner may decide about days, reviews and time: the one place that defaults stand in.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use super::day::Calendar;
use super::review::Limits;
use super::scheduler::RETENTION;

/// Minutes without a key after which nobody is taken to be reading.
pub const IDLE: u32 = 3;

/// What the learner has decided, and the defaults of what nothing was decided about.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The local hour at which a day ends, 0 to 23.
    pub day_ends: u8,
    /// Days of the week on which nothing has to be learned.
    pub rest_days: Vec<Weekday>,
    /// How many cards are asked a day.
    pub limits: Limits,
    /// The wanted probability of recall when a card is asked again.
    pub retention: f32,
    /// Minutes without a key after which time is not counted; that stretch isn't, either.
    pub idle: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            day_ends: Calendar::ENDS,
            rest_days: Vec::new(),
            limits: Limits::default(),
            retention: RETENTION,
            idle: IDLE,
        }
    }
}

impl Settings {
    /// The learner's days where the learner is.
    pub fn calendar(&self, zone: TimeZone) -> Calendar {
        Calendar::new(zone, self.day_ends)
    }
}
