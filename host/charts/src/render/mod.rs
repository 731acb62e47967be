//! Scenes onto plotters backends.

pub(crate) mod raster;
pub(crate) mod svg;

use plotters::prelude::*;
use plotters::style::Color as _;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::palette::Color;
use crate::scene::{Align, Scene, Shape};

/// Draws the scene with plotters' elements, `unit` backend pixels to a CSS pixel. A text's position is its baseline, which the two backends
/// here know.
fn replay<DB: DrawingBackend>(
    scene: &Scene,
    backend: DB,
    unit: f64,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let area = backend.into_drawing_area();
    let at = |(x, y): (f64, f64)| ((x * unit).round() as i32, (y * unit).round() as i32);
    let rgb = |Color(red, green, blue): Color| RGBColor(red, green, blue);
    area.fill(&rgb(scene.background))?;
    for shape in &scene.shapes {
        match shape {
            Shape::Rect { low, high, color } => {
                area.draw(&Rectangle::new([at(*low), at(*high)], rgb(*color).filled()))?
            }
            Shape::Line {
                points,
                width,
                color,
            } => {
                let width = (width * unit).round().max(1.0) as u32;
                let points: Vec<_> = points.iter().map(|&point| at(point)).collect();
                area.draw(&PathElement::new(points, rgb(*color).stroke_width(width)))?;
            }
            Shape::Circle {
                center,
                radius,
                color,
            } => {
                area.draw(&Circle::new(
                    at(*center),
                    (radius * unit).round() as u32,
                    rgb(*color).filled(),
                ))?;
            }
            Shape::Text(text) => {
                let anchor = match text.align {
                    Align::Left => HPos::Left,
                    Align::Center => HPos::Center,
                    Align::Right => HPos::Right,
                };
                let font = ("sans-serif", text.size * unit).into_font();
                let ink = rgb(text.color);
                let style = TextStyle::from(font)
                    .color(&ink)
                    .pos(Pos::new(anchor, VPos::Bottom));
                area.draw(&Text::new(text.text.as_str(), at(text.at), style))?;
            }
        }
    }
    area.present()
}
