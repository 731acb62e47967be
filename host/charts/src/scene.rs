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

/// A picture of shapes.
#[derive(Debug)]
pub(crate) struct Scene {
    pub width: f64,
    pub height: f64,
    pub background: Color,
    pub shapes: Vec<Shape>,
}

impl Scene {
    pub fn new(width: f64, height: f64, background: Color) -> Self {
        Self {
            width,
            height,
            background,
            shapes: Vec::new(),
        }
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
