//! LaTeX formulas as coverage pictures: RaTeX lays them out as KaTeX does, and the glyphs, lines and paths of its list are rasterised here.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, Mutex, PoisonError};

use ab_glyph::{Font, FontRef, FontVec, OutlineCurve};
use ab_glyph_rasterizer::{Point, Rasterizer, point};
use ratex_font::{FontId, katex_ttf_glyph_char};
use ratex_layout::{LayoutOptions, layout, to_display_list, validate_layout};
use ratex_types::display_item::{DisplayItem, DisplayList};
use ratex_types::math_style::MathStyle;
use ratex_types::path_command::PathCommand;

/// Longest source that is laid out, in bytes; what is longer is no formula but a model that ran away.
const LONGEST_SOURCE: usize = 8192;
/// Largest side of a picture, in pixels.
const LARGEST_SIDE: f32 = 8192.0;
/// Pixels around a picture, for what stands out of a formula's box.
pub const PADDING: u32 = 2;

/// Hanzi and kana, which KaTeX's fonts lack.
static CJK: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| {
    let file = include_bytes!("../../../../host/assets/fonts/NotoSansSC-Subset.otf");
    FontRef::try_from_slice(file).ok()
});

/// A formula that was laid out. Lengths are in em.
#[derive(Debug)]
pub struct Formula {
    list: DisplayList,
}

/// A formula's picture: how much of each pixel is ink.
#[derive(Debug)]
pub struct Coverage {
    /// Width and height, in pixels.
    pub size: [usize; 2],
    /// Ink of each pixel, row by row, 0 to 1.
    pub ink: Vec<f32>,
}

impl Formula {
    /// Lays out a formula, with the larger operators of a line of its own where `display` is set.
    ///
    /// # Errors
    /// What in the source is not understood, in words of RaTeX.
    pub fn new(latex: &str, display: bool) -> Result<Self, String> {
        if latex.len() > LONGEST_SOURCE {
            return Err(format!("longer than {LONGEST_SOURCE} bytes"));
        }
        let options = LayoutOptions {
            style: match display {
                true => MathStyle::Display,
                false => MathStyle::Text,
            },
            ..LayoutOptions::default()
        };
        let work = || {
            let nodes = ratex_parser::parse(latex).map_err(|error| error.to_string())?;
            let root = layout(&nodes, &options);
            validate_layout(&root)?;
            Ok::<_, String>(to_display_list(&root))
        };
        // What a model writes must not end the window, whatever the library makes of it.
        let list: DisplayList = catch_unwind(AssertUnwindSafe(work))
            .unwrap_or_else(|_| Err("cannot be laid out".into()))?;
        let sides = [list.width, list.height, list.depth];
        if sides.iter().all(|side| side.is_finite()) {
            Ok(Self { list })
        } else {
            Err("has no finite size".into())
        }
    }

    /// Width, in em.
    pub fn width(&self) -> f32 {
        self.list.width as f32
    }

    /// Height above the baseline, in em.
    pub fn ascent(&self) -> f32 {
        self.list.height as f32
    }

    /// Depth below the baseline, in em.
    pub fn descent(&self) -> f32 {
        self.list.depth as f32
    }

    /// Draws it with so many pixels to the em, and [`PADDING`] around it. None where that would be too large.
    pub fn draw(&self, em: f32) -> Option<Coverage> {
        let side = |length: f32| (length * em).ceil() + 2.0 * PADDING as f32;
        let [width, height] = [self.width(), self.ascent() + self.descent()].map(side);
        let fits = |side: f32| (1.0..=LARGEST_SIDE).contains(&side);
        if !fits(width) || !fits(height) || width * height > 16e6 {
            return None;
        }
        let size = [width as usize, height as usize];
        let mut canvas = Canvas {
            ink: vec![0.0; size[0] * size[1]],
            size,
            em,
        };
        for item in &self.list.items {
            canvas.draw(item);
        }
        Some(Coverage {
            size,
            ink: canvas.ink,
        })
    }
}

struct Canvas {
    size: [usize; 2],
    ink: Vec<f32>,
    em: f32,
}

/// A piece of an outline, in pixels.
type Curve = OutlineCurve;

impl Canvas {
    fn draw(&mut self, item: &DisplayItem) {
        match item {
            DisplayItem::GlyphPath {
                x,
                y,
                scale,
                font,
                char_code,
                ..
            } => {
                let font = FontId::parse(font).unwrap_or(FontId::MainRegular);
                let place = self.at(*x, *y);
                self.glyph(place, font, *char_code, self.em * *scale as f32);
            }
            DisplayItem::Line {
                x,
                y,
                width,
                thickness,
                ..
            } => {
                let at = self.at(*x, *y);
                // A line that is thinner than a pixel would be grey.
                let thickness = (*thickness as f32 * self.em).max(1.0);
                let top = (at.y - thickness / 2.0).round();
                self.rectangle(point(at.x, top), *width as f32 * self.em, thickness.round());
            }
            DisplayItem::Rect {
                x,
                y,
                width,
                height,
                color,
            } => {
                // Grounds of boxes are coloured, bars are black: with ink of one colour, only bars can be drawn.
                if color.r + color.g + color.b < 0.1 {
                    let at = self.at(*x, *y);
                    self.rectangle(at, *width as f32 * self.em, *height as f32 * self.em);
                }
            }
            DisplayItem::Path {
                x,
                y,
                commands,
                fill,
                ..
            } if *fill => {
                let origin = self.at(*x, *y);
                let is_start = |c: &PathCommand| matches!(c, PathCommand::MoveTo { .. });
                // Parts of a stretched sign may wind in opposite directions, so that each is filled for itself.
                for part in commands.chunk_by(|_, next| !is_start(next)) {
                    self.fill(&curves_of(part, origin, self.em));
                }
            }
            DisplayItem::Path { .. } => {}
        }
    }

    fn at(&self, x: f64, y: f64) -> Point {
        let padding = PADDING as f32;
        point(x as f32 * self.em + padding, y as f32 * self.em + padding)
    }

    fn glyph(&mut self, at: Point, font: FontId, code: u32, em: f32) {
        let char = katex_ttf_glyph_char(font, code);
        let curves = outline(font, char).or_else(|| outline(FontId::MainRegular, char));
        let curves = curves.or_else(|| {
            let font = CJK.as_ref()?;
            let curves = font.outline(font.glyph_id(char))?.curves;
            Some(scaled(curves, 1.0 / font.units_per_em()?))
        });
        let place = |p: Point| point(at.x + p.x * em, at.y - p.y * em);
        let curves: Vec<Curve> = curves
            .unwrap_or_default()
            .into_iter()
            .map(|curve| mapped(curve, place))
            .collect();
        self.fill(&curves);
    }

    fn rectangle(&mut self, min: Point, width: f32, height: f32) {
        let corner = |x: f32, y: f32| point(min.x + x, min.y + y);
        let corners = [
            corner(0.0, 0.0),
            corner(width, 0.0),
            corner(width, height),
            corner(0.0, height),
        ];
        let sides = [0, 1, 2, 3].map(|i| Curve::Line(corners[i], corners[(i + 1) % 4]));
        self.fill(&sides);
    }

    /// Fills an outline.
    fn fill(&mut self, curves: &[Curve]) {
        let mut points = curves.iter().flat_map(|curve| match *curve {
            Curve::Line(a, b) => vec![a, b],
            Curve::Quad(a, b, c) => vec![a, b, c],
            Curve::Cubic(a, b, c, d) => vec![a, b, c, d],
        });
        let Some(first) = points.next() else { return };
        let (min, max) = points.fold((first, first), |(min, max), p| {
            let min = point(min.x.min(p.x), min.y.min(p.y));
            (min, point(max.x.max(p.x), max.y.max(p.y)))
        });
        let [width, height] = self.size.map(|side| side as f32);
        let left = min.x.floor().clamp(0.0, width);
        let top = min.y.floor().clamp(0.0, height);
        let columns = (max.x.ceil().clamp(left, width) - left) as usize;
        let rows = (max.y.ceil().clamp(top, height) - top) as usize;
        if columns == 0 || rows == 0 {
            return;
        }
        // What stands out of the canvas is moved to its edge, since the rasteriser has no room beyond.
        let inside = |p: Point| {
            let x = (p.x - left).clamp(0.0, columns as f32);
            point(x, (p.y - top).clamp(0.0, rows as f32))
        };
        let mut rasterizer = Rasterizer::new(columns + 1, rows + 1);
        for curve in curves {
            match *curve {
                Curve::Line(a, b) => rasterizer.draw_line(inside(a), inside(b)),
                Curve::Quad(a, b, c) => rasterizer.draw_quad(inside(a), inside(b), inside(c)),
                Curve::Cubic(a, b, c, d) => {
                    rasterizer.draw_cubic(inside(a), inside(b), inside(c), inside(d));
                }
            }
        }
        let stride = self.size[0];
        let (left, top) = (left as usize, top as usize);
        rasterizer.for_each_pixel_2d(|x, y, ink| {
            let (x, y) = (x as usize, y as usize);
            if x < columns && y < rows {
                let pixel = &mut self.ink[(top + y) * stride + left + x];
                *pixel = (*pixel + ink.clamp(0.0, 1.0)).min(1.0);
            }
        });
    }
}

fn mapped(curve: Curve, place: impl Fn(Point) -> Point) -> Curve {
    match curve {
        Curve::Line(a, b) => Curve::Line(place(a), place(b)),
        Curve::Quad(a, b, c) => Curve::Quad(place(a), place(b), place(c)),
        Curve::Cubic(a, b, c, d) => Curve::Cubic(place(a), place(b), place(c), place(d)),
    }
}

fn scaled(curves: Vec<Curve>, factor: f32) -> Vec<Curve> {
    let scale = |p: Point| point(p.x * factor, p.y * factor);
    curves.into_iter().map(|c| mapped(c, scale)).collect()
}

/// The closed outline of one part of a path, in pixels.
fn curves_of(commands: &[PathCommand], origin: Point, em: f32) -> Vec<Curve> {
    let place = |x: f64, y: f64| point(origin.x + x as f32 * em, origin.y + y as f32 * em);
    let mut curves = Vec::with_capacity(commands.len() + 1);
    let (mut start, mut pen) = (origin, origin);
    for command in commands {
        let from = pen;
        match *command {
            PathCommand::MoveTo { x, y } => {
                start = place(x, y);
                pen = start;
            }
            PathCommand::LineTo { x, y } => {
                pen = place(x, y);
                curves.push(Curve::Line(from, pen));
            }
            PathCommand::QuadTo { x1, y1, x, y } => {
                pen = place(x, y);
                curves.push(Curve::Quad(from, place(x1, y1), pen));
            }
            PathCommand::CubicTo {
                x1,
                y1,
                x2,
                y2,
                x,
                y,
            } => {
                pen = place(x, y);
                curves.push(Curve::Cubic(from, place(x1, y1), place(x2, y2), pen));
            }
            PathCommand::Close => {
                curves.push(Curve::Line(from, start));
                pen = start;
            }
        }
    }
    if (pen.x, pen.y) != (start.x, start.y) {
        curves.push(Curve::Line(pen, start));
    }
    curves
}

/// KaTeX's fonts, each read when a formula first needs it.
static FONTS: LazyLock<Mutex<HashMap<FontId, Option<FontVec>>>> = LazyLock::new(Mutex::default);

/// A glyph's outline in em, upwards; none where the font has no such glyph.
fn outline(font: FontId, char: char) -> Option<Vec<Curve>> {
    let mut fonts = FONTS.lock().unwrap_or_else(PoisonError::into_inner);
    let font = fonts.entry(font).or_insert_with(|| {
        let file = ratex_katex_fonts::ttf_bytes(&format!("KaTeX_{}.ttf", font.as_str()))?;
        FontVec::try_from_vec(file.into_owned()).ok()
    });
    let font = font.as_ref()?;
    let glyph = font.glyph_id(char);
    if glyph.0 == 0 {
        return None;
    }
    let curves = font.outline(glyph).map(|outline| outline.curves);
    Some(scaled(
        curves.unwrap_or_default(),
        1.0 / font.units_per_em()?,
    ))
}

#[cfg(test)]
mod tests;
