//! Which ink can be text: marks of a letter's size, without rules, frames, pictures and specks, with light text of dark bands.

use crate::{Component, Components, Ink, Progress, Rect, components};

/// The marks of a page that can be letters, parts of letters, or points.
pub struct Marks {
    /// The marks' bounds.
    pub list: Vec<Rect>,
    /// The bounds of what is too large to be text: pictures, frames, grids and bands.
    pub large: Vec<Rect>,
    /// The height of most of the page's letters in pixels.
    pub height: u32,
}

/// Higher than so many letters: no letter of a heading, but a picture, a frame or a band.
const TALLEST: u32 = 7;
/// A rule is so many letters long, and this many times as long as it is thick.
const RULE: u32 = 4;
const THIN: u32 = 12;
/// Of a band's bounds at least this part is ink.
const SOLID: f32 = 0.5;

/// The marks of a page.
///
/// # Errors
/// Those of `progress`.
pub fn marks<E>(ink: &Ink, progress: &mut Progress<'_, E>) -> Result<Marks, E> {
    let found = components(ink, &mut progress.part(0.0, 0.5))?;
    let height = letter_height(&found);
    let mut kept: Vec<Component> = Vec::new();
    let mut large: Vec<Rect> = Vec::new();
    let mut each = progress.part(0.5, 1.0);
    for (index, component) in found.list.iter().enumerate() {
        let bounds = component.bounds;
        let (wide, tall) = (bounds.width(), bounds.height());
        let area = f32::from(u16::MAX).min(wide as f32) * tall as f32;
        let solid = component.area as f32 > SOLID * area;
        if is_rule(&bounds, height) {
            continue;
        }
        let is_large = tall > TALLEST * height || wide > 25 * height;
        if solid && wide >= 5 * height && tall >= height + height / 3 {
            each.at(index as f32 / found.list.len() as f32)?;
            let holes = inverted(&found.picture(index));
            let inside = components(&holes, &mut each.part(0.0, 0.0))?;
            kept.extend(moved(inside.list, bounds, true));
            large.push(bounds);
        } else if is_large {
            each.at(index as f32 / found.list.len() as f32)?;
            let rest = without_rules(found.picture(index), height);
            let left = components(&rest, &mut each.part(0.0, 0.0))?;
            kept.extend(moved(left.list, bounds, false));
            large.push(bounds);
        } else {
            kept.push(*component);
        }
    }
    let speck = (height / 10).max(1);
    let is_text = |component: &Component| {
        let bounds = component.bounds;
        component.area > speck * speck
            && bounds.height() <= TALLEST * height
            && bounds.width() <= 25 * height
            && !is_rule(&bounds, height)
    };
    kept.retain(is_text);
    Ok(Marks {
        list: kept.iter().map(|component| component.bounds).collect(),
        large,
        height,
    })
}

/// The median height in pixels of what has a letter's shape; 12 where nothing has.
pub fn letter_height(found: &Components) -> u32 {
    let shaped = |c: &&Component| {
        let (width, height) = (c.bounds.width(), c.bounds.height());
        (5..=400).contains(&height) && width <= 8 * height && height <= 8 * width
    };
    let mut heights: Vec<u32> = found
        .list
        .iter()
        .filter(shaped)
        .map(|c| c.bounds.height())
        .collect();
    heights.sort_unstable();
    let middle = |values: &[u32]| values.get(values.len() / 2).copied().unwrap_or(12);
    let first = middle(&heights);
    // Points and specks drag the median down: what is lower than half of it is none of its letters.
    heights.retain(|&height| 2 * height >= first);
    middle(&heights).max(5)
}

/// Whether a component of these bounds is a rule, on a page whose letters are `height` pixels high.
pub fn is_rule(bounds: &Rect, height: u32) -> bool {
    let (long, thick) = (
        bounds.width().max(bounds.height()),
        bounds.width().min(bounds.height()),
    );
    long > RULE * height && long > THIN * thick
}

fn moved(list: Vec<Component>, by: Rect, inside: bool) -> impl Iterator<Item = Component> {
    let (width, height) = (by.width(), by.height());
    let touches =
        move |b: &Rect| b.left == 0 || b.top == 0 || b.right == width || b.bottom == height;
    list.into_iter()
        .filter(move |c| !(inside && touches(&c.bounds)))
        .map(move |mut c| {
            c.bounds.left += by.left;
            c.bounds.right += by.left;
            c.bounds.top += by.top;
            c.bounds.bottom += by.top;
            c
        })
}

fn inverted(picture: &Ink) -> Ink {
    Ink {
        pixels: picture.pixels.iter().map(|on| !on).collect(),
        width: picture.width,
        height: picture.height,
    }
}

/// A frame or a grid without its rules: what is left are letters that touched them.
fn without_rules(mut picture: Ink, height: u32) -> Ink {
    let (width, long) = (picture.width, (RULE * height) as usize);
    let before = picture.pixels.clone();
    for (row, kept) in before
        .chunks_exact(width.max(1))
        .zip(picture.pixels.chunks_exact_mut(width.max(1)))
    {
        erase_runs(row.iter().copied(), long, |x| kept[x] = false);
    }
    for x in 0..width {
        let column = before.iter().skip(x).step_by(width).copied();
        erase_runs(column, long, |y| picture.pixels[y * width + x] = false);
    }
    picture
}

fn erase_runs(values: impl Iterator<Item = bool>, long: usize, mut erase: impl FnMut(usize)) {
    let mut start = None;
    let mut end_run = |start: usize, end: usize| {
        if end - start >= long {
            (start..end).for_each(&mut erase);
        }
    };
    let mut count = 0;
    for (index, on) in values.enumerate() {
        count = index + 1;
        match (on, start) {
            (true, None) => start = Some(index),
            (false, Some(from)) => {
                end_run(from, index);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        end_run(from, count);
    }
}
