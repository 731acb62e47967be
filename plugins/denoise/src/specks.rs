//! Specks: small ink away from all larger ink.

use page_image::marks::letter_height;
use page_image::plugin::Picture;
use page_image::{Component, Gray, Ink, Progress, Rect, components};

/// Pixels around a speck that are as pale as its rim.
const RIM: u32 = 1;
/// Pixels around a speck's rim that show what paper is there.
const PAPER: u32 = 3;

/// Which specks go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Specks {
    /// The most pixels of ink that a speck has.
    pub size: u32,
    /// How far it is from larger ink at least, in heights of the page's letters: what is nearer may be a point or an accent.
    pub distance: f64,
}

impl Specks {
    /// Takes the specks off a picture; how many there were.
    ///
    /// # Errors
    /// Those of `progress`.
    pub fn remove<E>(
        &self,
        picture: &mut Picture,
        progress: &mut Progress<'_, E>,
    ) -> Result<usize, E> {
        let Some(ink) = Gray::of(&picture.page()).ink(&mut progress.part(0.0, 0.4))? else {
            return Ok(0);
        };
        let found = components(&ink, &mut progress.part(0.4, 0.6))?;
        let reach = (self.distance * f64::from(letter_height(&found))).round() as u32;
        let is_small = |component: &Component| component.area <= self.size;
        let large = found.chosen(ink.width, ink.height, |component| !is_small(component));
        let sums = Sums::of(&large, &mut progress.part(0.6, 0.8))?;
        let page = Rect {
            left: 0,
            top: 0,
            right: ink.width as u32,
            bottom: ink.height as u32,
        };
        let mut each = progress.part(0.8, 1.0);
        let mut count = 0;
        for (index, component) in found.list.iter().enumerate() {
            each.row(index, 64, found.list.len())?;
            let bounds = &component.bounds;
            if is_small(component) && sums.within(&grown(bounds, reach, &page)) == 0 {
                fill(picture, &ink, &large, bounds, &page);
                count += 1;
            }
        }
        Ok(count)
    }
}

/// Paints a speck and its rim with the paper around it, and leaves larger ink alone.
fn fill(picture: &mut Picture, ink: &Ink, large: &Ink, speck: &Rect, page: &Rect) {
    let rim = grown(speck, RIM, page);
    let is_inside =
        |x: u32, y: u32| (rim.left..rim.right).contains(&x) && (rim.top..rim.bottom).contains(&y);
    let paper = places(&grown(&rim, PAPER, page), ink.width)
        .filter(|&(x, y, at)| !is_inside(x, y) && !ink.pixels[at]);
    let paper: Vec<usize> = paper.map(|(_, _, at)| at).collect();
    if paper.is_empty() {
        return;
    }
    for channel in 0..picture.channels {
        let value_at = |&at: &usize| picture.pixels[at * picture.channels + channel];
        let mut values: Vec<u8> = paper.iter().map(value_at).collect();
        let middle = values.len() / 2;
        let (_, &mut value, _) = values.select_nth_unstable(middle);
        for (_, _, at) in places(&rim, ink.width) {
            if !large.pixels[at] {
                picture.pixels[at * picture.channels + channel] = value;
            }
        }
    }
}

/// The pixels of a rectangle: column, row and index in a picture of `width` columns.
fn places(rect: &Rect, width: usize) -> impl Iterator<Item = (u32, u32, usize)> + use<> {
    let columns = rect.left..rect.right;
    (rect.top..rect.bottom).flat_map(move |y| {
        columns
            .clone()
            .map(move |x| (x, y, y as usize * width + x as usize))
    })
}

/// A rectangle with so many pixels more on each side, as far as the page goes.
fn grown(rect: &Rect, by: u32, page: &Rect) -> Rect {
    Rect {
        left: rect.left.saturating_sub(by),
        top: rect.top.saturating_sub(by),
        right: (rect.right + by).min(page.right),
        bottom: (rect.bottom + by).min(page.bottom),
    }
}

/// How much ink is above and to the left of every corner of a pixel.
struct Sums {
    sums: Vec<u32>,
    stride: usize,
}

impl Sums {
    fn of<E>(ink: &Ink, progress: &mut Progress<'_, E>) -> Result<Self, E> {
        let stride = ink.width + 1;
        let mut sums = vec![0; stride * (ink.height + 1)];
        for (y, row) in ink.pixels.chunks_exact(ink.width).enumerate() {
            progress.row(y, ink.width, ink.height)?;
            let mut sum = 0;
            for (x, &on) in row.iter().enumerate() {
                sum += u32::from(on);
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + sum;
            }
        }
        Ok(Self { sums, stride })
    }

    /// Pixels of ink in a rectangle.
    fn within(&self, rect: &Rect) -> u32 {
        let at = |x: u32, y: u32| self.sums[y as usize * self.stride + x as usize];
        at(rect.right, rect.bottom) + at(rect.left, rect.top)
            - at(rect.left, rect.bottom)
            - at(rect.right, rect.top)
    }
}
