//! Where things stand on a screen of a given size. Pure numbers: the screen draws by them, clicks are read by them.

use super::command::Tab;

/// The least width that is drawn, in columns.
pub const MIN_WIDTH: u16 = 40;
/// The least height that is drawn, in rows.
pub const MIN_HEIGHT: u16 = 12;
/// From this width on there are three panes.
const THREE_PANES: u16 = 100;
/// From this width on there are two.
const TWO_PANES: u16 = 60;

/// Columns left free on both sides of the reading pane's text.
pub const PAGE_MARGIN: u16 = 2;

/// A pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Pane {
    /// What there is: agents and paths, roles, stacks, roadmaps.
    #[default]
    Left,
    /// What is in it: steps, tools, topics.
    Middle,
    /// What is read.
    Right,
}

/// A rectangle of the screen, in columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell is inside.
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&column)
            && (self.y..self.y.saturating_add(self.height)).contains(&row)
    }

    /// The area below the pane's title line.
    #[must_use]
    pub fn body(self) -> Self {
        Self {
            y: self.y + 1,
            height: self.height.saturating_sub(1),
            ..self
        }
    }
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The tab bar.
    pub tabs: Area,
    /// The visible panes from left to right, each with its title line; one column is free between two of them.
    pub panes: Vec<(Pane, Area)>,
    /// The line that says what happened.
    pub status: Area,
    /// The line of key hints.
    pub footer: Area,
}

impl Layout {
    /// Lays a screen out; `None` when it is too small to be of use.
    ///
    /// `panes` are those the tab has, `focus` is one of them and always visible.
    pub fn new(width: u16, height: u16, panes: &[Pane], focus: Pane, zoomed: bool) -> Option<Self> {
        if width < MIN_WIDTH || height < MIN_HEIGHT {
            return None;
        }
        let row = |y| Area {
            x: 0,
            y,
            width,
            height: 1,
        };
        let body = Area {
            x: 0,
            y: 1,
            width,
            height: height - 3,
        };
        let shown = if zoomed && focus == Pane::Right {
            vec![focus]
        } else {
            visible(width, panes, focus)
        };
        Some(Self {
            tabs: row(0),
            panes: split(body, &shown, panes.len()),
            status: row(height - 2),
            footer: row(height - 1),
        })
    }

    /// Lays out what has a list on the left of what is read, where there is room for both; `None` as above.
    pub fn beside_list(width: u16, height: u16) -> Option<Self> {
        let layout = Self::new(width, height, &[Pane::Left, Pane::Right], Pane::Right, false)?;
        let shown: Vec<Pane> = layout.panes.iter().map(|(pane, _)| *pane).collect();
        let body = Area {
            x: 0,
            y: 1,
            width,
            height: height - 3,
        };
        // As wide as a list is beside two others.
        let panes = split(body, &shown, 3);
        Some(Self { panes, ..layout })
    }

    /// The same with no more room for the list on the left than a few words need, where a page stands beside it.
    #[must_use]
    pub fn with_narrow_list(mut self) -> Self {
        if let [(Pane::Left, list), (Pane::Right, page)] = self.panes.as_mut_slice() {
            let end = page.x + page.width;
            list.width = share(end, 22).clamp(18, 24);
            page.x = list.x + list.width + 1;
            page.width = end - page.x;
        }
        self
    }

    /// The area of a pane, when it is visible.
    pub fn pane(&self, pane: Pane) -> Option<Area> {
        self.panes
            .iter()
            .find(|(shown, _)| *shown == pane)
            .map(|(_, area)| *area)
    }

    /// The pane at a cell.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<(Pane, Area)> {
        self.panes.iter().find(|(_, area)| area.contains(column, row)).copied()
    }
}

/// A part of a width, in per cent.
fn share(width: u16, percent: u32) -> u16 {
    // Never more than the width itself.
    u16::try_from(u32::from(width) * percent / 100).unwrap_or(width)
}

/// The tab bar's labels, each with its first column: all in full where they fit, else the others by number only.
pub fn tab_labels(width: u16, shown: Tab) -> Vec<(Tab, u16, String)> {
    let full = |tab: Tab| format!(" {} {} ", tab.index() + 1, tab.title());
    let fits = Tab::ALL.iter().map(|&tab| full(tab).len()).sum::<usize>() <= usize::from(width);
    let mut x = 0;
    let labels = Tab::ALL.map(|tab| {
        let label = if fits || tab == shown {
            full(tab)
        } else {
            format!(" {} ", tab.index() + 1)
        };
        let at = x;
        // Labels are ASCII and far shorter than a screen is wide.
        x += u16::try_from(label.len()).unwrap_or(0);
        (tab, at, label)
    });
    labels.into()
}

/// The tab whose label stands at a column.
pub fn tab_at(width: u16, shown: Tab, column: u16) -> Option<Tab> {
    let labels = tab_labels(width, shown);
    let hit = labels
        .into_iter()
        .find(|(_, x, label)| (usize::from(*x)..usize::from(*x) + label.len()).contains(&usize::from(column)));
    hit.map(|(tab, _, _)| tab)
}

fn visible(width: u16, panes: &[Pane], focus: Pane) -> Vec<Pane> {
    let fit = match width {
        THREE_PANES.. => 3,
        TWO_PANES.. => 2,
        _ => 1,
    };
    if panes.len() <= fit {
        return panes.to_vec();
    }
    let at = panes.iter().position(|&pane| pane == focus).unwrap_or(0);
    let first = at
        .saturating_sub(usize::from(at + 1 == panes.len() && fit > 1))
        .min(panes.len() - fit);
    panes[first..first + fit].to_vec()
}

/// `of` is how many panes the tab has: a tab of two shares the width evenly.
fn split(body: Area, panes: &[Pane], of: usize) -> Vec<(Pane, Area)> {
    let width = body.width;
    let widths: Vec<u16> = match panes {
        [_, _, _] => {
            let left = share(width, 28).clamp(28, 40);
            let middle = share(width, 30).clamp(30, 48);
            vec![left, middle, width - left - middle - 2]
        }
        [Pane::Left, _] => {
            let left = share(width, 45).clamp(26, 44);
            vec![left, width - left - 1]
        }
        [_, _] if of == 2 => {
            let middle = share(width, 50).min(64);
            vec![middle, width - middle - 1]
        }
        [_, _] => {
            let middle = share(width, 42).clamp(26, 48);
            vec![middle, width - middle - 1]
        }
        _ => vec![width],
    };
    let mut x = body.x;
    panes
        .iter()
        .zip(widths)
        .map(|(&pane, width)| {
            let area = Area { x, width, ..body };
            x += width + 1;
            (pane, area)
        })
        .collect()
}
