//! What the places of lines tell: columns, and within one the usual edges and distances.

use inkstone_plugin::Region;

/// A line is indented when it starts this part of its height further right.
const INDENT: f32 = 0.6;
/// A paragraph ends where the next line is further away than this many usual line distances.
const GAP: f32 = 1.4;
/// Where a column has too few lines for a usual distance: the free space in line heights.
const FREE: f32 = 1.0;
/// Lines are set in different sizes when the heights differ by this factor; ascenders and descenders alone make less.
const SIZE: f32 = 1.5;
/// The part of indented lines from which a column's paragraphs are taken to hang.
const HANGING: f32 = 0.6;

/// Lines one below the other.
pub(crate) struct Column {
    /// Where most lines start, and where the outermost does.
    left: f32,
    outer: f32,
    /// Where full lines end.
    right: f32,
    /// From one line's middle to the next one's; None with fewer than three distances.
    pitch: Option<f32>,
    hangs: bool,
}

/// Whether the second line starts another column: it is not below the first, or not under it.
pub(crate) fn is_other_column(a: &Region, b: &Region) -> bool {
    let below = middle(b) > middle(a) + 0.3 * a.height.min(b.height);
    let under = a.x.max(b.x) < (a.x + a.width).min(b.x + b.width);
    !below || !under
}

impl Column {
    /// The column of lines, of which there is at least one.
    pub(crate) fn of(lines: &[&Region]) -> Self {
        let lefts = sorted(lines.iter().map(|r| r.x));
        let rights = sorted(lines.iter().map(|r| r.x + r.width));
        let pitches = sorted(
            lines
                .windows(2)
                .map(|pair| middle(pair[1]) - middle(pair[0])),
        );
        let height = at(&sorted(lines.iter().map(|r| r.height)), 0.5);
        let outer = at(&lefts, 0.0);
        let indented = lefts
            .iter()
            .filter(|&&x| x > outer + INDENT * height)
            .count();
        Self {
            left: at(&lefts, 0.5),
            outer,
            right: at(&rights, 0.75),
            pitch: (pitches.len() >= 3).then(|| at(&pitches, 0.5)),
            hangs: indented < lines.len() && indented as f32 > HANGING * lines.len() as f32,
        }
    }

    /// Whether a larger distance, another size or the indentation parts two lines. `first` says that the upper one begins its paragraph,
    /// `item` that this paragraph is a list item, whose lines may be indented.
    pub(crate) fn parts(&self, a: &Region, b: &Region, first: bool, item: bool) -> bool {
        let height = a.height.min(b.height);
        let gap = b.y - (a.y + a.height);
        let far = match self.pitch {
            Some(pitch) => middle(b) - middle(a) > GAP * pitch && gap > 0.3 * height,
            None => gap > FREE * height,
        };
        let resized = a.height.max(b.height) > SIZE * height;
        let indent = INDENT * height;
        let moved = match self.hangs {
            true => b.x <= self.outer + indent,
            false => {
                let indented = b.x > a.x + indent && b.x > self.left + indent && !item;
                let outdented = b.x < a.x - indent && !first;
                indented || outdented
            }
        };
        far || resized || moved
    }

    /// The free part of the column behind a line, in pixels, and the column's width.
    pub(crate) fn free(&self, line: &Region) -> (f32, f32) {
        let free = self.right - (line.x + line.width);
        (free, self.right - self.outer)
    }
}

fn middle(region: &Region) -> f32 {
    region.y + region.height / 2.0
}

fn sorted(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values
}

/// The value at a part, 0 to 1, of the way through sorted values; 0 of none.
fn at(values: &[f32], part: f32) -> f32 {
    let last = values.len().saturating_sub(1) as f32;
    values
        .get((last * part).round() as usize)
        .copied()
        .unwrap_or(0.0)
}
