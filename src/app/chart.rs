//! Charts as data; how they look is the terminal layer's business.

use crate::learn::day::Day;
use crate::learn::statistics::Heatmap;

/// A chart of a page. Whatever it shows is said in figures beside it, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chart {
    /// A year of days, a column for each week.
    Year(Heatmap),
    /// A column for each day from one day on.
    Days {
        /// The first.
        from: Day,
        /// How many there are of each.
        counts: Vec<u64>,
    },
    /// A bar on each line.
    Bars {
        /// From top to bottom.
        bars: Vec<Bar>,
        /// The value of a bar as long as it can be.
        full: u64,
    },
}

/// One of several bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// How long it is.
    pub value: u64,
    /// What it comes to, in words.
    pub figure: String,
}

impl Chart {
    /// Bars of which the longest is as long as it can be.
    pub fn bars(bars: Vec<Bar>) -> Self {
        let full = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
        Self::Bars { bars, full }
    }
}
