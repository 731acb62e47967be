//! A plotters backend that writes SVG with tenths of a pixel and text that looks the same everywhere.
//!
//! plotters' own SVG backend has whole pixels and leaves text to the viewer's fonts: other widths, and boxes where none is Chinese.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Write;

use ab_glyph::{Font, OutlineCurve, Point};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::replay;
use crate::font::{self, Glyph};
use crate::scene::Scene;

/// Backend pixels to a CSS pixel.
const UNIT: f64 = 10.0;

/// The scene as one `<svg>` element.
pub(crate) fn draw(scene: &Scene, title: &str) -> String {
    let mut parts = Parts::default();
    let size = ((scene.width * UNIT) as u32, (scene.height * UNIT) as u32);
    let Ok(()) = replay(
        scene,
        Svg {
            size,
            parts: &mut parts,
        },
        UNIT,
    )
    .map_err(|error| debug_assert!(false, "{error}")) else {
        return String::new();
    };
    let (width, height) = (scene.width, scene.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"group\" \
         aria-label=\"{}\">\n<defs>\n",
        escaped(&font::clean(title))
    );
    for glyph in &parts.glyphs {
        let _ = writeln!(
            out,
            "<path id=\"{}\" d=\"{}\"/>",
            reference(*glyph),
            outline(*glyph)
        );
    }
    let _ = write!(
        out,
        "</defs>\n{}<g font-family=\"'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif\" \
         fill-opacity=\"0\">\n{}</g>\n</svg>\n",
        parts.shapes, parts.texts
    );
    out
}

/// What becomes the document.
#[derive(Default)]
struct Parts {
    shapes: String,
    /// The same text once more, transparent, to select and search.
    texts: String,
    glyphs: BTreeSet<Glyph>,
}

struct Svg<'a> {
    size: (u32, u32),
    parts: &'a mut Parts,
}

/// The glyph's id in the document; the same glyph has the same id in every chart, so charts may share a page.
fn reference(glyph: Glyph) -> String {
    format!("ink{:x}", glyph.number())
}

/// The glyph's outline as path data in thousandths of an em, y upwards.
fn outline(glyph: Glyph) -> String {
    let (face, id) = glyph.face();
    let factor = 1000.0 / font::units(face);
    let n = |value: f32| (f64::from(value) * factor).round() as i32;
    let mut path = String::new();
    let mut last: Option<Point> = None;
    for curve in face
        .outline(id)
        .map(|outline| outline.curves)
        .unwrap_or_default()
    {
        let (from, to) = match &curve {
            OutlineCurve::Line(from, to) => (*from, *to),
            OutlineCurve::Quad(from, _, to) => (*from, *to),
            OutlineCurve::Cubic(from, _, _, to) => (*from, *to),
        };
        if last != Some(from) {
            let _ = write!(
                path,
                "{}M{} {}",
                if last.is_some() { "Z" } else { "" },
                n(from.x),
                n(from.y)
            );
        }
        let _ = match curve {
            OutlineCurve::Line(..) => write!(path, "L{} {}", n(to.x), n(to.y)),
            OutlineCurve::Quad(_, c, _) => {
                write!(path, "Q{} {} {} {}", n(c.x), n(c.y), n(to.x), n(to.y))
            }
            OutlineCurve::Cubic(_, c, d, _) => write!(
                path,
                "C{} {} {} {} {} {}",
                n(c.x),
                n(c.y),
                n(d.x),
                n(d.y),
                n(to.x),
                n(to.y)
            ),
        };
        last = Some(to);
    }
    if last.is_some() {
        path.push('Z');
    }
    path
}

/// A backend number as CSS pixels, without trailing zeros.
fn px(value: impl Into<f64>) -> String {
    let rounded = (value.into() * 100.0 / UNIT).round() / 100.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

fn color(color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut out = String::new();
    let mut last = None;
    for point in path {
        if last != Some(point) {
            let _ = write!(
                out,
                "{}{},{}",
                if last.is_some() { " " } else { "" },
                px(point.0),
                px(point.1)
            );
            last = Some(point);
        }
    }
    out
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        low: BackendCoord,
        high: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if !fill {
            return self.draw_path([low, (high.0, low.1), high, (low.0, high.1), low], style);
        }
        let (x, y, width, height) = (px(low.0), px(low.1), px(high.0 - low.0), px(high.1 - low.1));
        let fill = color(style.color());
        let _ = writeln!(
            self.parts.shapes,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
        );
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let (stroke, width) = (color(style.color()), px(style.stroke_width()));
        let _ = writeln!(
            self.parts.shapes,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"/>",
            points(path)
        );
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let paint = color(style.color());
        let (fill, stroke) = if fill {
            (paint.as_str(), "none")
        } else {
            ("none", paint.as_str())
        };
        let (x, y, r) = (px(center.0), px(center.1), px(radius));
        let _ = writeln!(
            self.parts.shapes,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{fill}\" stroke=\"{stroke}\"/>"
        );
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let _ = writeln!(
            self.parts.shapes,
            "<polygon points=\"{}\" fill=\"{}\"/>",
            points(path),
            color(style.color())
        );
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let em = style.size();
        let width = font::width(text, em);
        let shift = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => -width / 2.0,
            HPos::Right => -width,
        };
        let (x, y) = (f64::from(at.0), f64::from(at.1));
        let (x, y) = (x + shift, y);
        let size = em / UNIT / 1000.0;
        let fill = color(style.color());
        let _ = write!(
            self.parts.shapes,
            "<g fill=\"{fill}\" transform=\"translate({} {}) scale({size} -{size})\">",
            px(x),
            px(y)
        );
        let mut advance = 0.0;
        for character in text.chars() {
            let glyph = font::glyph(character);
            if !character.is_whitespace() {
                self.parts.glyphs.insert(glyph);
                let place = if advance == 0.0 {
                    String::new()
                } else {
                    format!(" x=\"{}\"", (advance * 10.0_f64).round() / 10.0)
                };
                let _ = write!(
                    self.parts.shapes,
                    "<use href=\"#{}\"{place}/>",
                    reference(glyph)
                );
            }
            advance += glyph.advance();
        }
        self.parts.shapes.push_str("</g>\n");
        let _ = writeln!(
            self.parts.texts,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{}\">{}</text>",
            px(x),
            px(y),
            px(em),
            px(width),
            escaped(text)
        );
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((
            font::width(text, style.size()).ceil() as u32,
            style.size().ceil() as u32,
        ))
    }
}
