//! Lines and blocks drawn as shapes: glyphs of a font leave gaps between the rows.

use std::fmt::Write as _;

/// Pixels of a shape's cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// Radius of a rounded corner.
const RADIUS: f32 = 4.0;

/// Whether `symbol` is drawn as a shape.
pub(super) fn is_shape(symbol: &str) -> bool {
    arms(symbol).is_some() || block(symbol).is_some()
}

/// The element that draws `count` times `symbol`, side by side, from `cell` on; `None` when a font must do it.
pub(super) fn shape(symbol: &str, count: u16, cell: Cell, colour: &str) -> Option<String> {
    let all = Cell {
        width: cell.width * f32::from(count),
        ..cell
    };
    if let Some((left, top, width, height)) = block(symbol) {
        // Only whole-width blocks may be joined into one rectangle.
        let parts = if width < 1.0 { count } else { 1 };
        let part = if width < 1.0 { cell } else { all };
        let rectangles = (0..parts).map(|index| {
            let (x, y) = (
                part.x + f32::from(index) * cell.width + left * cell.width,
                part.y + top * part.height,
            );
            let (width, height) = (width * part.width, height * part.height);
            format!("M{x:.1} {y:.1}h{width:.1}v{height:.1}h-{width:.1}z")
        });
        let path: Vec<String> = rectangles.collect();
        return Some(format!(
            r#"<path d="{}" fill="{colour}" shape-rendering="crispEdges"/>"#,
            path.concat()
        ));
    }
    let arms = arms(symbol)?;
    let path: Vec<String> = match symbol {
        "─" => vec![line(all, arms)],
        _ => (0..count)
            .map(|index| {
                line(
                    Cell {
                        x: cell.x + f32::from(index) * cell.width,
                        ..cell
                    },
                    arms,
                )
            })
            .collect(),
    };
    Some(format!(
        r#"<path d="{}" stroke="{colour}" stroke-width="1.2" fill="none"/>"#,
        path.concat()
    ))
}

/// The arms of a line glyph from the middle of its cell: of `u`p, `d`own, `l`eft and `r`ight.
#[derive(Debug, Clone, Copy)]
struct Arms {
    arms: &'static str,
    is_round: bool,
}

impl Arms {
    fn has(self, arm: char) -> bool {
        self.arms.contains(arm)
    }
}

fn arms(symbol: &str) -> Option<Arms> {
    let (arms, is_round) = match symbol {
        "─" => ("lr", false),
        "│" => ("ud", false),
        "┌" => ("dr", false),
        "┐" => ("dl", false),
        "└" => ("ur", false),
        "┘" => ("ul", false),
        "├" => ("udr", false),
        "┤" => ("udl", false),
        "┬" => ("dlr", false),
        "┴" => ("ulr", false),
        "┼" => ("udlr", false),
        "╭" => ("dr", true),
        "╮" => ("dl", true),
        "╰" => ("ur", true),
        "╯" => ("ul", true),
        _ => return None,
    };
    Some(Arms { arms, is_round })
}

fn line(cell: Cell, arms: Arms) -> String {
    let (middle_x, middle_y) = (cell.x + cell.width / 2.0, cell.y + cell.height / 2.0);
    let (right, bottom) = (cell.x + cell.width, cell.y + cell.height);
    if arms.is_round {
        let (end_x, side) = if arms.has('l') { (cell.x, -1.0) } else { (right, 1.0) };
        let (start_y, way) = if arms.has('u') { (cell.y, -1.0) } else { (bottom, 1.0) };
        let (turn_x, turn_y) = (middle_x + side * RADIUS, middle_y + way * RADIUS);
        return format!(
            "M{middle_x:.1} {start_y:.1}V{turn_y:.1}Q{middle_x:.1} {middle_y:.1} {turn_x:.1} {middle_y:.1}H{end_x:.1}"
        );
    }
    let mut path = String::new();
    if arms.has('l') || arms.has('r') {
        let (from, to) = (
            if arms.has('l') { cell.x } else { middle_x },
            if arms.has('r') { right } else { middle_x },
        );
        let _ = write!(path, "M{from:.1} {middle_y:.1}H{to:.1}");
    }
    if arms.has('u') || arms.has('d') {
        let (from, to) = (
            if arms.has('u') { cell.y } else { middle_y },
            if arms.has('d') { bottom } else { middle_y },
        );
        let _ = write!(path, "M{middle_x:.1} {from:.1}V{to:.1}");
    }
    path
}

/// The filled part of a block glyph: left, top, width and height in parts of the cell.
fn block(symbol: &str) -> Option<(f32, f32, f32, f32)> {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return None;
    };
    let eighths = |first: char| {
        u8::try_from(u32::from(c) - u32::from(first))
            .ok()
            .map(|step| f32::from(step + 1) / 8.0)
    };
    match c {
        '▀' => Some((0.0, 0.0, 1.0, 0.5)),
        '▐' => Some((0.5, 0.0, 0.5, 1.0)),
        // From one eighth of the height to the whole.
        '▁'..='█' => eighths('▁').map(|height| (0.0, 1.0 - height, 1.0, height)),
        // From seven eighths of the width to one.
        '▉'..='▏' => eighths('▉').map(|less| (0.0, 0.0, 1.0 - less, 1.0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: Cell = Cell {
        x: 10.0,
        y: 20.0,
        width: 8.0,
        height: 16.0,
    };

    fn path(symbol: &str, count: u16) -> String {
        shape(symbol, count, CELL, "red")
            .unwrap()
            .split('"')
            .nth(1)
            .unwrap()
            .to_owned()
    }

    #[test]
    fn lines_reach_the_edges_of_their_cells() {
        for (symbol, count, expected) in [
            ("─", 3, "M10.0 28.0H34.0"),
            ("│", 1, "M14.0 20.0V36.0"),
            ("┌", 1, "M14.0 28.0H18.0M14.0 28.0V36.0"),
            ("┤", 1, "M10.0 28.0H14.0M14.0 20.0V36.0"),
            ("╯", 1, "M14.0 20.0V24.0Q14.0 28.0 10.0 28.0H10.0"),
            ("█", 2, "M10.0 20.0h16.0v16.0h-16.0z"),
            ("▄", 1, "M10.0 28.0h8.0v8.0h-8.0z"),
            ("▎", 1, "M10.0 20.0h2.0v16.0h-2.0z"),
            ("▌", 2, "M10.0 20.0h4.0v16.0h-4.0zM18.0 20.0h4.0v16.0h-4.0z"),
            ("▐", 1, "M14.0 20.0h4.0v16.0h-4.0z"),
        ] {
            assert_eq!(path(symbol, count), expected, "{symbol}");
        }
        assert!(!is_shape("a") && !is_shape("██") && !is_shape("") && shape("a", 1, CELL, "red").is_none());
    }
}
