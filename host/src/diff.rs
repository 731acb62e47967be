//! What two sequences have in common.

use std::ops::Range;

/// Edits beyond which two sequences count as wholly different; bounds time and memory.
const MOST_EDITS: usize = 1500;

/// Positions of a longest common subsequence in both, by the greedy algorithm of Myers (1986).
pub(crate) fn common<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let end = a[start..]
        .iter()
        .rev()
        .zip(b[start..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let middle = |length: usize| -> Range<usize> { start..length - end };
    let mut found: Vec<(usize, usize)> = (0..start).map(|i| (i, i)).collect();
    let inner = myers(&a[middle(a.len())], &b[middle(b.len())]);
    found.extend(inner.into_iter().map(|(i, j)| (start + i, start + j)));
    found.extend((0..end).rev().map(|k| (a.len() - 1 - k, b.len() - 1 - k)));
    found
}

fn myers<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let most = (a.len() + b.len()).min(MOST_EDITS);
    let width = most as isize + 1;
    // furthest[k + width] is how far along `a` diagonal k = x - y was reached.
    let mut furthest = vec![0_usize; 2 * most + 3];
    let mut steps: Vec<Vec<usize>> = Vec::new();
    let mut edits = None;
    'search: for d in 0..=most as isize {
        let low = (width - d - 1).max(0) as usize;
        let high = ((width + d + 1) as usize).min(furthest.len() - 1);
        steps.push(furthest[low..=high].to_vec());
        for k in (-d..=d).step_by(2) {
            let at = (k + width) as usize;
            let down = k == -d || (k != d && furthest[at - 1] < furthest[at + 1]);
            let mut x = match down {
                true => furthest[at + 1],
                false => furthest[at - 1] + 1,
            };
            let Some(mut y) = x.checked_add_signed(-k) else {
                continue;
            };
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[at] = x;
            if x >= a.len() && y >= b.len() {
                edits = Some(d);
                break 'search;
            }
        }
    }
    let Some(edits) = edits else {
        return Vec::new();
    };
    let (mut x, mut y) = (a.len() as isize, b.len() as isize);
    let mut found = Vec::new();
    for d in (0..=edits).rev() {
        let before = &steps[d as usize];
        let low = (width - d - 1).max(0);
        let reached = |k: isize| before[(k + width - low) as usize] as isize;
        let k = x - y;
        let down = k == -d || (k != d && reached(k - 1) < reached(k + 1));
        let (from_x, from_y) = match (d, down) {
            (0, _) => (0, 0),
            (_, true) => (reached(k + 1), reached(k + 1) - k - 1),
            (_, false) => (reached(k - 1), reached(k - 1) - k + 1),
        };
        // Up the diagonal to where the edit of this step ended.
        let stop_x = match (d, down) {
            (0, _) => 0,
            (_, true) => from_x,
            (_, false) => from_x + 1,
        };
        while x > stop_x {
            (x, y) = (x - 1, y - 1);
            found.push((x as usize, y as usize));
        }
        (x, y) = (from_x, from_y);
    }
    found.reverse();
    found
}
