//! A laid-out chart: shapes in CSS pixels from the upper left corner, in drawing order, all opaque.

use crate::font;
use crate::palette::Color;

/// A point in CSS pixels.
pub(crate) type Point = (f64, f64);

/// Which part of a text stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

/// A text on its baseline.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub at: Point,
    pub text: String,
    /// CSS pixels of an em.
    pub size: f64,
    pub color: Color,
    pub align: Align,
}

/// One thing to draw.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Rect {
        low: Point,
        high: Point,
        color: Color,
    },
    Line {
        points: Vec<Point>,
        width: f64,
        color: Color,
    },
    Circle {
        center: Point,
        radius: f64,
        color: Color,
    },
    Text(Text),
}

/// A part of a picture that stands for a value, and the value in words: what a window says of the place under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Readout {
    /// Its upper left corner, in CSS pixels.
    pub low: [f32; 2],
    /// Its lower right corner.
    pub high: [f32; 2],
    /// The value, with what it is of.
    pub text: String,
}

/// A picture of shapes.
#[derive(Debug)]
pub(crate) struct Scene {
    pub width: f64,
    pub height: f64,
    pub background: Color,
    pub shapes: Vec<Shape>,
    /// In drawing order: of those that overlap the last one is meant.
    pub readouts: Vec<Readout>,
}

impl Scene {
    pub fn new(width: f64, height: f64, background: Color) -> Self {
        Self {
            width,
            height,
            background,
            shapes: Vec::new(),
            readouts: Vec::new(),
        }
    }

    /// Says what the part between two corners stands for; parts that are hard to hit are widened.
    pub fn readout(&mut self, a: Point, b: Point, text: String) {
        const LEAST: f64 = 5.0;
        let wide = |a: f64, b: f64| {
            let (low, high) = (a.min(b), a.max(b));
            let more = ((LEAST - (high - low)) / 2.0).max(0.0);
            ((low - more) as f32, (high + more) as f32)
        };
        let (a, b) = (self.kept(a), self.kept(b));
        let ((left, right), (top, bottom)) = (wide(a.0, b.0), wide(a.1, b.1));
        self.readouts.push(Readout {
            low: [left, top],
            high: [right, bottom],
            text,
        });
    }

    /// Keeps a coordinate in or just outside the picture, so that the backends' integers cannot overflow.
    fn kept(&self, (x, y): Point) -> Point {
        let keep = |value: f64, side: f64| {
            if value.is_nan() {
                0.0
            } else {
                value.clamp(-64.0, side + 64.0)
            }
        };
        (keep(x, self.width), keep(y, self.height))
    }

    /// A filled rectangle between two corners.
    pub fn rect(&mut self, a: Point, b: Point, color: Color) {
        let (a, b) = (self.kept(a), self.kept(b));
        let (low, high) = ((a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1)));
        self.shapes.push(Shape::Rect { low, high, color });
    }

    /// The outline of a rectangle, `width` wide, inside its corners.
    pub fn frame(&mut self, (x0, y0): Point, (x1, y1): Point, width: f64, color: Color) {
        self.rect((x0, y0), (x1, y0 + width), color);
        self.rect((x0, y1 - width), (x1, y1), color);
        self.rect((x0, y0 + width), (x0 + width, y1 - width), color);
        self.rect((x1 - width, y0 + width), (x1, y1 - width), color);
    }

    /// A line through the points.
    pub fn line(&mut self, points: &[Point], width: f64, color: Color) {
        let points: Vec<Point> = points.iter().map(|&point| self.kept(point)).collect();
        if points.len() > 1 {
            self.shapes.push(Shape::Line {
                points,
                width,
                color,
            });
        }
    }

    /// A dashed line between two points.
    pub fn dashes(
        &mut self,
        from: Point,
        to: Point,
        width: f64,
        color: Color,
        [dash, gap]: [f64; 2],
    ) {
        let (from, to) = (self.kept(from), self.kept(to));
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let mut start = 0.0;
        while start < length {
            let at = |distance: f64| {
                let part = distance.min(length) / length;
                (
                    from.0 + (to.0 - from.0) * part,
                    from.1 + (to.1 - from.1) * part,
                )
            };
            self.line(&[at(start), at(start + dash)], width, color);
            start += dash + gap;
        }
    }

    /// A filled circle.
    pub fn circle(&mut self, center: Point, radius: f64, color: Color) {
        let center = self.kept(center);
        self.shapes.push(Shape::Circle {
            center,
            radius,
            color,
        });
    }

    /// A text with its baseline at `at`. Characters that no picture can show (controls, direction marks) are left out.
    pub fn text(&mut self, at: Point, text: &str, size: f64, color: Color, align: Align) {
        let text = font::clean(text);
        if !text.is_empty() {
            let at = self.kept(at);
            self.shapes.push(Shape::Text(Text {
                at,
                text,
                size,
                color,
                align,
            }));
        }
    }
}
