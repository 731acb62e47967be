//! PaddleX's rule: where a formula's ink is.

use page_image::{Page, Rect};

/// On the scale from the darkest pixel (0) to the lightest (255), what is not lighter than this is ink.
const INK: f64 = 200.0;
/// Both sides of a crop are longer than this many pixels, else the image stays whole.
const LEAST: u32 = 2;

/// The bounds of a page's ink; none where all pixels are alike or the bounds are too small to be of use.
///
/// The rule of PaddleX's pipeline for PaddleOCR-VL, which crops formulas before they are recognised: gray values are
/// stretched from the darkest and the lightest to 0 and 255 and cut to whole numbers, those up to 200 are ink, and the upright rectangle around
/// all ink is the crop.
pub fn ink_bounds(page: &Page<'_>) -> Option<Rect> {
    let luma = luma(page);
    let darkest = *luma.iter().min()?;
    let lightest = *luma.iter().max()?;
    if darkest == lightest {
        return None;
    }
    let range = f64::from(lightest - darkest);
    let mut is_ink = [false; 256];
    for value in darkest..=lightest {
        let stretched = (f64::from(value - darkest) / range * 255.0).trunc();
        is_ink[usize::from(value)] = stretched <= INK;
    }
    let mut bounds: Option<Rect> = None;
    for (y, row) in luma.chunks_exact(page.width()).enumerate() {
        let inked = |value: &u8| is_ink[usize::from(*value)];
        let Some(left) = row.iter().position(inked) else {
            continue;
        };
        let last = row.iter().rposition(inked).unwrap_or(left);
        let run = Rect {
            left: left as u32,
            top: y as u32,
            right: last as u32 + 1,
            bottom: y as u32 + 1,
        };
        bounds = Some(bounds.map_or(run, |all| all.union(&run)));
    }
    bounds.filter(|rect| rect.width() > LEAST && rect.height() > LEAST)
}

/// Gray values as OpenCV makes them of 8-bit colours: weights of 2^-15, rounded.
fn luma(page: &Page<'_>) -> Vec<u8> {
    if page.channels() == 1 {
        return page.pixels().to_vec();
    }
    let gray = |rgb: &[u8; 3]| {
        let [r, g, b] = rgb.map(u32::from);
        ((9798 * r + 19235 * g + 3735 * b + (1 << 14)) >> 15) as u8
    };
    page.pixels().as_chunks::<3>().0.iter().map(gray).collect()
}
