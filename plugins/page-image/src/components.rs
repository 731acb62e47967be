//! Ink that hangs together: connected components by runs and union-find.

use crate::{Ink, Progress, Rect};

/// A horizontal run of ink; `end` is the first column after it.
#[derive(Clone, Copy)]
struct Run {
    row: u32,
    start: u32,
    end: u32,
    component: u32,
}

/// A piece of ink whose pixels touch each other, also by their corners.
#[derive(Clone, Copy)]
pub struct Component {
    /// The smallest rectangle around it.
    pub bounds: Rect,
    /// Pixels of ink.
    pub area: u32,
}

/// A picture's components and the runs that they are made of.
pub struct Components {
    /// The components by their first pixel, row by row.
    pub list: Vec<Component>,
    runs: Vec<Run>,
}

/// Labels the components of a picture.
///
/// # Errors
/// Those of `progress`.
pub fn components<E>(ink: &Ink, progress: &mut Progress<'_, E>) -> Result<Components, E> {
    let mut runs: Vec<Run> = Vec::new();
    let mut parents: Vec<u32> = Vec::new();
    let (mut above, mut row_start) = (0..0, 0);
    for (y, row) in ink.pixels.chunks_exact(ink.width.max(1)).enumerate() {
        progress.row(y, ink.width, ink.height)?;
        let mut x = 0;
        let mut touching = above.start;
        while let Some(skip) = row[x..].iter().position(|&on| on) {
            let start = x + skip;
            let end = start
                + row[start..]
                    .iter()
                    .position(|&on| !on)
                    .unwrap_or(row.len() - start);
            let label = runs.len() as u32;
            parents.push(label);
            while touching < above.end && (runs[touching].end as usize) < start {
                touching += 1;
            }
            let mut other = touching;
            while other < above.end && runs[other].start as usize <= end {
                join(&mut parents, label, other as u32);
                other += 1;
            }
            runs.push(Run {
                row: y as u32,
                start: start as u32,
                end: end as u32,
                component: label,
            });
            x = end;
            if x >= row.len() {
                break;
            }
        }
        above = row_start..runs.len();
        row_start = runs.len();
    }
    Ok(gathered(runs, parents))
}

fn gathered(mut runs: Vec<Run>, mut parents: Vec<u32>) -> Components {
    let mut names = vec![u32::MAX; parents.len()];
    let mut list: Vec<Component> = Vec::new();
    for (index, run) in runs.iter_mut().enumerate() {
        let root = find(&mut parents, index as u32) as usize;
        let piece = Component {
            bounds: Rect {
                left: run.start,
                top: run.row,
                right: run.end,
                bottom: run.row + 1,
            },
            area: run.end - run.start,
        };
        if names[root] == u32::MAX {
            names[root] = list.len() as u32;
            list.push(piece);
        } else {
            let whole = &mut list[names[root] as usize];
            whole.bounds = whole.bounds.union(&piece.bounds);
            whole.area += piece.area;
        }
        run.component = names[root];
    }
    Components { list, runs }
}

impl Components {
    /// The chosen components as a picture of the given size, that of the picture that they were found in.
    pub fn chosen(
        &self,
        width: usize,
        height: usize,
        is_chosen: impl Fn(&Component) -> bool,
    ) -> Ink {
        let chosen: Vec<bool> = self.list.iter().map(is_chosen).collect();
        let mut pixels = vec![false; width * height];
        for run in &self.runs {
            if chosen[run.component as usize] {
                let row = run.row as usize * width;
                pixels[row + run.start as usize..row + run.end as usize].fill(true);
            }
        }
        Ink {
            pixels,
            width,
            height,
        }
    }

    /// The picture of one component alone, as large as its bounds.
    pub fn picture(&self, index: usize) -> Ink {
        let bounds = self.list[index].bounds;
        let (width, height) = (bounds.width() as usize, bounds.height() as usize);
        let mut pixels = vec![false; width * height];
        let first = self.runs.partition_point(|run| run.row < bounds.top);
        for run in &self.runs[first..] {
            if run.row >= bounds.bottom {
                break;
            }
            if run.component as usize == index {
                let row = (run.row - bounds.top) as usize * width;
                let (start, end) = (run.start - bounds.left, run.end - bounds.left);
                pixels[row + start as usize..row + end as usize].fill(true);
            }
        }
        Ink {
            pixels,
            width,
            height,
        }
    }
}

/// The root of a set, halving the way to it.
pub(crate) fn find(parents: &mut [u32], mut at: u32) -> u32 {
    while parents[at as usize] != at {
        let up = parents[at as usize];
        parents[at as usize] = parents[up as usize];
        at = parents[at as usize];
    }
    at
}

/// Makes two sets one.
pub(crate) fn join(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(parents, a), find(parents, b));
    parents[a.max(b) as usize] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unheard;

    fn ink(rows: &[&str]) -> Ink {
        Ink {
            pixels: rows
                .iter()
                .flat_map(|row| row.bytes().map(|b| b == b'#'))
                .collect(),
            width: rows[0].len(),
            height: rows.len(),
        }
    }

    fn labelled(ink: &Ink) -> Components {
        unheard(|progress| components(ink, progress))
    }

    #[test]
    fn corners_touch_and_branches_meet_below() {
        let found = labelled(&ink(&["#.#..#", "#.#.#.", "###...", ".....#"]));
        let shapes: Vec<_> = found
            .list
            .iter()
            .map(|c| (c.bounds.left, c.bounds.right, c.area))
            .collect();
        assert_eq!(shapes, [(0, 3, 7), (4, 6, 2), (5, 6, 1)]);
    }

    #[test]
    fn a_picture_holds_its_component_alone() {
        let found = labelled(&ink(&["###", "#.#", "###"]));
        assert_eq!(found.list.len(), 1);
        let ring = found.picture(0);
        assert_eq!(ring.pixels.iter().filter(|&&on| on).count(), 8);
        let dotted = labelled(&ink(&["#####", "#...#", "#.#.#", "#...#", "#####"]));
        assert_eq!(dotted.list.len(), 2);
        assert!(!dotted.picture(0).pixels[12]);
    }

    #[test]
    fn chosen_components_stay_where_they_are() {
        let found = labelled(&ink(&["#..##", "....#", "#...."]));
        let large = found.chosen(5, 3, |component| component.area > 1);
        assert_eq!(large.pixels, ink(&["...##", "....#", "....."]).pixels);
    }
}
