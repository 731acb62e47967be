//! Pixels by plotters' bitmap backend, which has hard edges: drawn several times as fine and averaged.

use ab_glyph::{Font, PxScale, point};
use plotters::backend::BitMapBackend;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::replay;
use crate::chart::RgbPixels;
use crate::font;
use crate::scene::Scene;

/// Pixels a side at most, as textures are limited to that on many machines.
const MAX_SIDE: f64 = 8192.0;

/// The scene at `scale` pixels to a CSS pixel.
pub(crate) fn draw(scene: &Scene, scale: f32) -> RgbPixels {
    let wanted = if scale.is_finite() {
        f64::from(scale).clamp(0.25, 8.0)
    } else {
        1.0
    };
    let scale = wanted.min(MAX_SIDE / scene.width.max(scene.height));
    let width = (scene.width * scale).round().max(1.0) as u32;
    let height = (scene.height * scale).round().max(1.0) as u32;
    // Large pictures need less: their pixels are finer already, and the fine picture should stay under about 100 MB.
    let fine = match f64::from(width) * f64::from(height) {
        area if area <= 2.0e6 => 4,
        area if area <= 8.0e6 => 2,
        _ => 1,
    };
    let size = (width * fine, height * fine);
    let mut bytes = vec![0; size.0 as usize * size.1 as usize * 3];
    let backend = Raster {
        inner: BitMapBackend::with_buffer(&mut bytes, size),
    };
    // Drawing into memory cannot fail: this backend sets its own text, and writes no file.
    let drawn = replay(scene, backend, scale * f64::from(fine));
    debug_assert!(
        drawn.is_ok(),
        "{}",
        drawn
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    );
    RgbPixels {
        width,
        height,
        bytes: average(&bytes, width as usize, height as usize, fine as usize),
    }
}

/// The mean of each `fine` by `fine` block.
fn average(bytes: &[u8], width: usize, height: usize, fine: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(width * height * 3);
    let mut sums = vec![0u32; width * 3];
    let area = (fine * fine) as u32;
    for rows in bytes.chunks_exact(width * fine * 3 * fine) {
        sums.fill(0);
        for row in rows.chunks_exact(width * fine * 3) {
            for (sum, block) in sums.chunks_exact_mut(3).zip(row.chunks_exact(fine * 3)) {
                for pixel in block.chunks_exact(3) {
                    for (channel, &value) in sum.iter_mut().zip(pixel) {
                        *channel += u32::from(value);
                    }
                }
            }
        }
        out.extend(sums.iter().map(|&sum| ((sum + area / 2) / area) as u8));
    }
    out
}

/// plotters' bitmap with round joins and the embedded fonts.
struct Raster<'a> {
    inner: BitMapBackend<'a>,
}

type Failure<'a> = DrawingErrorKind<<BitMapBackend<'a> as DrawingBackend>::ErrorType>;

impl<'a> DrawingBackend for Raster<'a> {
    type ErrorType = <BitMapBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.inner.get_size()
    }

    fn ensure_prepared(&mut self) -> Result<(), Failure<'a>> {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Result<(), Failure<'a>> {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Result<(), Failure<'a>> {
        self.inner.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), Failure<'a>> {
        self.inner.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        low: BackendCoord,
        high: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Failure<'a>> {
        self.inner.draw_rect(low, high, style, fill)
    }

    /// Segment by segment: plotters makes one polygon of a wide path, which has holes where the path crosses itself.
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failure<'a>> {
        let width = style.stroke_width() as i32;
        let mut last: Option<BackendCoord> = None;
        let mut joints = 0;
        for point in path {
            let Some(from) = last.replace(point) else {
                continue;
            };
            if from == point {
                continue;
            }
            let (low, high) = (width / 2, width - width / 2);
            if from.0 == point.0 {
                let (top, bottom) = (from.1.min(point.1), from.1.max(point.1));
                self.draw_rect(
                    (from.0 - low, top),
                    (from.0 + high, bottom),
                    &style.color(),
                    true,
                )?;
            } else if from.1 == point.1 {
                let (left, right) = (from.0.min(point.0), from.0.max(point.0));
                self.draw_rect(
                    (left, from.1 - low),
                    (right, from.1 + high),
                    &style.color(),
                    true,
                )?;
            } else {
                let (dx, dy) = (f64::from(point.0 - from.0), f64::from(point.1 - from.1));
                let half = f64::from(width) / 2.0 / dx.hypot(dy);
                let (nx, ny) = ((-dy * half).round() as i32, (dx * half).round() as i32);
                let corners = [
                    (from.0 + nx, from.1 + ny),
                    (point.0 + nx, point.1 + ny),
                    (point.0 - nx, point.1 - ny),
                    (from.0 - nx, from.1 - ny),
                ];
                self.fill_polygon(corners, &style.color())?;
            }
            if joints > 0 && width > 2 {
                self.draw_circle(from, (width / 2) as u32, &style.color(), true)?;
            }
            joints += 1;
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Result<(), Failure<'a>> {
        let em = style.size();
        let mut x = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => -font::width(text, em) / 2.0,
            HPos::Right => -font::width(text, em),
        };
        for character in text.chars() {
            let glyph = font::glyph(character);
            let (face, id) = glyph.face();
            // ab_glyph's scale is the height from descent to ascent, not the em.
            let scale = em * f64::from(face.height_unscaled()) / font::units(face);
            let placed =
                id.with_scale_and_position(PxScale::from(scale as f32), point(x as f32, 0.0));
            if let Some(outline) = face.outline_glyph(placed) {
                let corner = outline.px_bounds().min;
                let (left, top) = (corner.x as i32, corner.y as i32);
                let mut pixels = Vec::new();
                outline.draw(|column, row, coverage| {
                    pixels.push((left + column as i32, top + row as i32, coverage))
                });
                for (column, row, coverage) in pixels {
                    self.draw_pixel(
                        (at.0 + column, at.1 + row),
                        style.color().mix(f64::from(coverage.clamp(0.0, 1.0))),
                    )?;
                }
            }
            x += glyph.advance() * em / 1000.0;
        }
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), Failure<'a>> {
        Ok((
            font::width(text, style.size()).ceil() as u32,
            style.size().ceil() as u32,
        ))
    }
}
