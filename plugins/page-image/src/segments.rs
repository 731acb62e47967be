//! From marks to segments: letters that follow each other closely, with their points and accents.

use crate::components::{find, join};
use crate::{Marks, Progress, Rect};

/// Letters in a row without a wide gap.
#[derive(Clone)]
pub struct Segment {
    /// The letters' bounds; points and accents do not count.
    pub core: Rect,
    /// The bounds of all marks.
    pub bounds: Rect,
    /// The marks' columns as (left, right).
    pub columns: Vec<(u32, u32)>,
    /// The median height of its letters.
    pub height: u32,
}

/// Two letters with a gap of up to this part of their height (in eighths) are of one segment: wider than the space between words of a
/// justified line mostly is, narrower than the space between columns.
const GAP: u32 = 10;
/// The lower of two neighbours is at least this part of the higher one (in eighths), lest a bracket over two lines join them.
const ALIKE: u32 = 3;

/// The segments of a page, in no order.
///
/// # Errors
/// Those of `progress`.
pub fn segments<E>(marks: &Marks, progress: &mut Progress<'_, E>) -> Result<Vec<Segment>, E> {
    let height = marks.height;
    let (letters, points): (Vec<Rect>, Vec<Rect>) = marks
        .list
        .iter()
        .partition(|mark| 2 * mark.height() >= height);
    let mut found = chained(&letters, height);
    progress.at(0.5)?;
    absorb(&mut found, &mut progress.part(0.5, 1.0))?;
    let left = attach(&mut found, points);
    let mut dashes = chained(&left, height / 2);
    dashes
        .retain(|dash| dash.core.width() >= height && dash.core.width() >= 2 * dash.core.height());
    found.extend(dashes);
    found.retain(|segment| segment.core.height() >= height / 2 || segment.core.width() >= height);
    Ok(found)
}

/// Joins each letter with those that follow it.
fn chained(letters: &[Rect], height: u32) -> Vec<Segment> {
    let mut order: Vec<usize> = (0..letters.len()).collect();
    order.sort_unstable_by_key(|&index| letters[index].left);
    // Letters by the bands of rows that they reach into, in the order of their left edges: only those of a band can be neighbours.
    let band = height.max(4);
    let bands = letters
        .iter()
        .map(|letter| letter.bottom / band)
        .max()
        .map_or(0, |last| last as usize + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); bands];
    for &index in &order {
        for row in letters[index].top / band..=(letters[index].bottom - 1) / band {
            members[row as usize].push(index);
        }
    }
    let mut parents: Vec<u32> = (0..letters.len() as u32).collect();
    for member in &members {
        for (at, &index) in member.iter().enumerate() {
            let letter = &letters[index];
            let widest = letter.right + GAP * (letter.height().max(height) * 3) / 8;
            for &other in &member[at + 1..] {
                let next = &letters[other];
                if next.left > widest {
                    break;
                }
                if follows(letter, next, height) {
                    join(&mut parents, index as u32, other as u32);
                }
            }
        }
    }
    let mut groups: Vec<Vec<Rect>> = vec![Vec::new(); letters.len()];
    for (index, letter) in letters.iter().enumerate() {
        groups[find(&mut parents, index as u32) as usize].push(*letter);
    }
    groups.retain(|group| !group.is_empty());
    groups.into_iter().map(|group| segment(&group)).collect()
}

fn follows(letter: &Rect, next: &Rect, height: u32) -> bool {
    let (low, high) = (
        letter.height().min(next.height()),
        letter.height().max(next.height()),
    );
    let gap = -letter.columns_shared(next);
    let reach = i64::from(GAP * high.max(height) / 8);
    gap <= reach && 2 * letter.rows_shared(next) >= i64::from(low) && 8 * low >= ALIKE * high
}

fn segment(letters: &[Rect]) -> Segment {
    let bounds = letters
        .iter()
        .skip(1)
        .fold(letters[0], |whole, letter| whole.union(letter));
    let mut heights: Vec<u32> = letters.iter().map(Rect::height).collect();
    heights.sort_unstable();
    Segment {
        core: bounds,
        bounds,
        columns: letters
            .iter()
            .map(|letter| (letter.left, letter.right))
            .collect(),
        height: heights[heights.len() / 2],
    }
}

/// Gives commas and quotes, and a heading's points, which are as large as the text's letters, to what they stand at.
fn absorb<E>(segments: &mut Vec<Segment>, progress: &mut Progress<'_, E>) -> Result<(), E> {
    let mut order: Vec<usize> = (0..segments.len()).collect();
    order.sort_unstable_by_key(|&index| std::cmp::Reverse(segments[index].height));
    let mut gone = vec![false; segments.len()];
    for (rank, &tall) in order.iter().enumerate() {
        progress.row(rank, order.len(), order.len())?;
        if gone[tall] {
            continue;
        }
        for &small in &order[rank + 1..] {
            let (host, guest) = (&segments[tall], &segments[small]);
            let (core, mark) = (&host.core, &guest.core);
            let is_point = 4 * mark.height() <= 3 * host.height && mark.width() <= host.height;
            if !is_point || gone[small] || !near(core, host.height, mark) {
                continue;
            }
            let guest = segments[small].clone();
            let host = &mut segments[tall];
            host.bounds = host.bounds.union(&guest.bounds);
            host.core.left = host.core.left.min(guest.core.left);
            host.core.right = host.core.right.max(guest.core.right);
            host.columns.extend(guest.columns);
            gone[small] = true;
        }
    }
    let mut index = 0;
    segments.retain(|_| {
        index += 1;
        !gone[index - 1]
    });
    Ok(())
}

/// Whether a mark is where a line's accents and points are: no further beside it than a letter, no further above it than half of one.
/// Below the letters are underscores alone; all other points reach up into them.
fn near(core: &Rect, height: u32, mark: &Rect) -> bool {
    let beside = -core.columns_shared(mark);
    let (above, below) = (
        core.top.saturating_sub(mark.bottom),
        (mark.top + 1).saturating_sub(core.bottom),
    );
    let is_flat = mark.width() > 2 * mark.height();
    let is_close_below = below == 0 || (is_flat && 3 * below <= height);
    beside <= i64::from(height) && 2 * above <= height && is_close_below
}

/// Gives points to the segments that they are nearest to; those that are near to none come back.
fn attach(segments: &mut [Segment], mut points: Vec<Rect>) -> Vec<Rect> {
    points.sort_unstable_by_key(|point| point.left);
    let mut order: Vec<usize> = (0..segments.len()).collect();
    order.sort_unstable_by_key(|&index| segments[index].core.top);
    let tallest = segments
        .iter()
        .map(|s| s.core.height() + s.height)
        .max()
        .unwrap_or(0);
    let tops: Vec<u32> = order
        .iter()
        .map(|&index| segments[index].core.top)
        .collect();
    let mut left = Vec::new();
    for point in points {
        let first = tops.partition_point(|&top| top + 2 * tallest < point.top);
        let mut best: Option<(i64, usize)> = None;
        for (&index, &top) in order[first..].iter().zip(&tops[first..]) {
            if top > point.bottom + tallest {
                break;
            }
            let segment = &segments[index];
            if 2 * point.height() > segment.height.max(2) * 2
                || !near(&segment.core, segment.height.max(4), &point)
            {
                continue;
            }
            let away = 2 * (-segment.core.rows_shared(&point)).max(0)
                + (-segment.core.columns_shared(&point)).max(0);
            if best.is_none_or(|(least, _)| away < least) {
                best = Some((away, index));
            }
        }
        match best {
            Some((_, index)) => {
                let segment = &mut segments[index];
                segment.bounds = segment.bounds.union(&point);
                segment.core.left = segment.core.left.min(point.left);
                segment.core.right = segment.core.right.max(point.right);
                segment.columns.push((point.left, point.right));
            }
            None => left.push(point),
        }
    }
    left
}
