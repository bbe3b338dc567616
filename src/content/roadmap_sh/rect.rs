//! Places on the map: how near two things are, and in which order the eye meets them.

/// A rectangle of the map; y grows downwards.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// No map is larger; beyond it numbers lose their meaning.
const EDGE: f64 = 1e7;

impl Rect {
    /// A rectangle of numbers as they come: what is no size is none, and nothing lies off the map.
    pub(super) fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        let place = |number: f64| {
            if number.is_nan() {
                0.0
            } else {
                number.clamp(-EDGE, EDGE)
            }
        };
        let size = |number: f64| if number.is_nan() { 0.0 } else { number.clamp(0.0, EDGE) };
        Self {
            x: place(x),
            y: place(y),
            width: size(width),
            height: size(height),
        }
    }

    fn right(&self) -> f64 {
        self.x + self.width
    }

    fn bottom(&self) -> f64 {
        self.y + self.height
    }

    fn centre(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// How far it is from edge to edge; nothing where two overlap.
    pub(super) fn gap(&self, other: &Self) -> f64 {
        let across = (self.x - other.right()).max(other.x - self.right()).max(0.0);
        let down = (self.y - other.bottom()).max(other.y - self.bottom()).max(0.0);
        across.hypot(down)
    }

    /// How much of the map both cover.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let across = self.right().min(other.right()) - self.x.max(other.x);
        let down = self.bottom().min(other.bottom()) - self.y.max(other.y);
        across.max(0.0) * down.max(0.0)
    }

    /// Whether the middle of the other lies in it.
    pub(super) fn holds(&self, other: &Self) -> bool {
        let (x, y) = other.centre();
        (self.x..=self.right()).contains(&x) && (self.y..=self.bottom()).contains(&y)
    }

    pub(super) fn area(&self) -> f64 {
        self.width * self.height
    }
}

/// The place of each rectangle in reading order: row by row, each from the left. What stands less than half its height lower
/// than the first of a row is still in that row.
pub(super) fn ranks(rects: &[Rect]) -> Vec<usize> {
    let mut down: Vec<usize> = (0..rects.len()).collect();
    down.sort_by(|&a, &b| rects[a].centre().1.total_cmp(&rects[b].centre().1).then(a.cmp(&b)));
    let mut ranks = vec![0; rects.len()];
    let mut rank = 0;
    let mut rest = down.as_slice();
    while let Some(&first) = rest.first() {
        let (_, top) = rects[first].centre();
        let limit = top + rects[first].height / 2.0;
        let length = rest.partition_point(|&ix| rects[ix].centre().1 < limit).max(1);
        let (row, after) = rest.split_at(length);
        let mut row = row.to_vec();
        row.sort_by(|&a, &b| rects[a].x.total_cmp(&rects[b].x).then(a.cmp(&b)));
        for ix in row {
            ranks[ix] = rank;
            rank += 1;
        }
        rest = after;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_is_from_edge_to_edge() {
        let at = |x, y| Rect::new(x, y, 10.0, 10.0);
        for (other, gap) in [
            (at(0.0, 0.0), 0.0),
            (at(10.0, 0.0), 0.0),
            (at(14.0, 5.0), 4.0),
            (at(13.0, 14.0), 5.0),
            (at(-20.0, 0.0), 10.0),
        ] {
            assert!((at(0.0, 0.0).gap(&other) - gap).abs() < 1e-9, "{other:?}");
        }
        assert!(at(0.0, 0.0).holds(&Rect::new(4.0, 4.0, 100.0, 2.0)) ^ true);
        assert!(at(0.0, 0.0).holds(&Rect::new(4.0, 4.0, 2.0, 2.0)));
    }

    #[test]
    fn rows_are_read_from_the_left_even_where_they_slope() {
        let at = |x, y| Rect::new(x, y, 100.0, 50.0);
        let rects = [
            at(300.0, 0.0),
            at(0.0, 20.0),
            at(0.0, 60.0),
            at(150.0, 50.0),
            at(150.0, 10.0),
        ];
        assert_eq!(ranks(&rects), [2, 0, 3, 4, 1]);
        let strange = Rect::new(f64::NAN, f64::INFINITY, -1.0, f64::NEG_INFINITY);
        assert_eq!(ranks(&[strange, strange, at(0.0, 0.0)]), [1, 2, 0]);
    }
}
