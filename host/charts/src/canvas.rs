//! What all charts share: margins, heading, legend, notes, axes.

use crate::axis::{Scale, Tick};
use crate::chart::{Size, Style};
use crate::data::Axis;
use crate::font;
use crate::palette::{Color, Palette};
use crate::scene::{Align, Point, Scene};
use crate::words::{Language, Word};

/// Heading.
const TITLE: f64 = 16.0;
/// Legend, axes, names.
pub(crate) const TEXT: f64 = 12.0;
/// Values on bars and notes.
pub(crate) const SMALL: f64 = 11.0;
/// Height of a caption.
pub(crate) const CAPTION: f64 = 16.0;
/// From one line of text to the next.
pub(crate) const LINE: f64 = 18.0;

/// A rectangle: `left <= right`, `top <= bottom`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether anything can be drawn in it that is worth looking at.
    pub fn is_roomy(&self) -> bool {
        self.width() >= 40.0 && self.height() >= 24.0
    }
}

/// How a legend shows an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mark {
    Square,
    Line,
    Dashes,
}

/// A picture in the making; `body` is what heading, legend and notes have left.
pub(crate) struct Canvas {
    pub scene: Scene,
    pub palette: &'static Palette,
    pub language: Language,
    pub body: Area,
}

impl Canvas {
    /// An empty picture with its heading.
    pub fn new(size: Size, style: Style, title: &str) -> Self {
        let palette = style.theme.palette();
        let (width, height) = (f64::from(size.width), f64::from(size.height));
        let margin = (width.min(height) / 16.0).clamp(2.0, 20.0);
        let body = Area {
            left: margin,
            top: margin,
            right: width - margin,
            bottom: height - margin,
        };
        let mut canvas = Self {
            scene: Scene::new(width, height, palette.background),
            palette,
            language: style.language,
            body,
        };
        let (title, caption) = title.split_once('\n').unwrap_or((title, ""));
        let title = font::shorten(title, TITLE, body.width());
        if !title.is_empty() {
            canvas.scene.text(
                (body.left, body.top + TITLE * 0.85),
                &title,
                TITLE,
                palette.ink,
                Align::Left,
            );
            canvas.body.top += TITLE + 14.0;
        }
        canvas.caption(caption);
        canvas
    }

    /// A small line under the heading.
    fn caption(&mut self, text: &str) {
        let text = font::shorten(text, SMALL, self.body.width());
        if !text.is_empty() {
            self.scene.text(
                (self.body.left, self.body.top - 14.0 + CAPTION * 0.85),
                &text,
                SMALL,
                self.palette.muted,
                Align::Left,
            );
            self.body.top += CAPTION;
        }
    }

    pub fn word(&self, word: Word) -> &'static str {
        self.language.word(word)
    }

    /// Entries in rows from the left under the heading.
    pub fn legend(&mut self, entries: &[(String, Color, Mark)]) {
        if entries.is_empty() {
            return;
        }
        let (left, right) = (self.body.left, self.body.right);
        let mut x = left;
        let mut middle = self.body.top + LINE / 2.0 - 4.0;
        for (index, (name, color, mark)) in entries.iter().enumerate() {
            let swatch = if matches!(mark, Mark::Line | Mark::Dashes) {
                18.0
            } else {
                10.0
            };
            let name = font::shorten(name, TEXT, right - left - swatch - 6.0);
            let end = x + swatch + 6.0 + font::width(&name, TEXT);
            if end > right && x > left {
                x = left;
                middle += LINE;
                // A legend must not push out the chart: what is left is only counted.
                if middle > self.body.top + (self.body.bottom - self.body.top) * 0.35 {
                    let more = self.language.and_more(entries.len() - index);
                    self.scene.text(
                        (x, font::centred(middle, TEXT)),
                        &more,
                        TEXT,
                        self.palette.muted,
                        Align::Left,
                    );
                    break;
                }
            }
            match mark {
                Mark::Square => {
                    self.scene
                        .rect((x, middle - 5.0), (x + swatch, middle + 5.0), *color)
                }
                Mark::Line => self
                    .scene
                    .line(&[(x, middle), (x + swatch, middle)], 2.5, *color),
                Mark::Dashes => {
                    self.scene
                        .dashes((x, middle), (x + swatch, middle), 1.5, *color, [5.0, 3.0])
                }
            }
            self.scene.text(
                (x + swatch + 6.0, font::centred(middle, TEXT)),
                &name,
                TEXT,
                self.palette.ink,
                Align::Left,
            );
            x += swatch + 6.0 + font::width(&name, TEXT) + 20.0;
        }
        self.body.top = middle + LINE / 2.0 + 8.0;
    }

    /// A small line at the bottom; the first one given is the lowest.
    pub fn note(&mut self, text: &str) {
        if text.is_empty() || self.body.height() < 80.0 {
            return;
        }
        let text = font::shorten(text, SMALL, self.body.width());
        self.scene.text(
            (self.body.left, self.body.bottom - 1.0),
            &text,
            SMALL,
            self.palette.muted,
            Align::Left,
        );
        self.body.bottom -= SMALL + 9.0;
    }

    /// Says how many values could not be drawn.
    pub fn note_left_out(&mut self, count: u64, log: bool) {
        if count > 0 {
            let text = self.language.left_out(count, log);
            self.note(&text);
        }
    }

    /// "no data" in the middle, on a tinted ground.
    pub fn no_data(mut self) -> Scene {
        let body = self.body;
        if body.width() > 0.0 && body.height() > 0.0 {
            self.scene.rect(
                (body.left, body.top),
                (body.right, body.bottom),
                self.palette.tint,
            );
        }
        let middle = (
            (body.left + body.right) / 2.0,
            font::centred((body.top + body.bottom) / 2.0, 13.0),
        );
        let text = font::shorten(self.word(Word::NoData), 13.0, self.scene.width);
        self.scene
            .text(middle, &text, 13.0, self.palette.muted, Align::Center);
        self.scene
    }

    /// An axis's name, upright over the upper end of a vertical axis that starts at `left`; returns the area under it.
    pub fn y_name(&mut self, axis: &Axis, area: Area) -> Area {
        let name = font::shorten(&axis_name(axis), TEXT, area.width());
        if name.is_empty() {
            return Area {
                top: area.top + 6.0,
                ..area
            };
        }
        self.scene.text(
            (area.left, area.top + TEXT - 2.0),
            &name,
            TEXT,
            self.palette.muted,
            Align::Left,
        );
        Area {
            top: area.top + TEXT + 12.0,
            ..area
        }
    }

    /// An axis's name, centred under a horizontal axis.
    pub fn x_name(&mut self, axis: &Axis, left: f64, right: f64, baseline: f64) {
        let name = font::shorten(&axis_name(axis), TEXT, right - left);
        self.scene.text(
            ((left + right) / 2.0, baseline),
            &name,
            TEXT,
            self.palette.muted,
            Align::Center,
        );
    }

    /// Width of the labels of a vertical axis, with the gap to it.
    pub fn labels_width(ticks: &[Tick]) -> f64 {
        ticks
            .iter()
            .map(|tick| font::width(&tick.label, TEXT))
            .fold(0.0, f64::max)
            + 8.0
    }

    /// Grid lines across `area` with their labels on the left, as many as there is room for.
    pub fn y_grid(&mut self, area: Area, scale: &Scale, ticks: &[Tick]) {
        let mut last = f64::INFINITY;
        for tick in ticks {
            let y = crisp(scale.at(tick.value));
            self.scene
                .line(&[(area.left, y), (area.right, y)], 1.0, self.palette.grid);
            if (last - y).abs() >= TEXT + 2.0 {
                let at = (area.left - 8.0, font::centred(y, TEXT));
                self.scene
                    .text(at, &tick.label, TEXT, self.palette.muted, Align::Right);
                last = y;
            }
        }
    }

    /// Labels under `area`, with short ticks or, if `grid`, lines across it.
    pub fn x_ticks(&mut self, area: Area, scale: &Scale, ticks: &[Tick], grid: bool) {
        for tick in ticks {
            let x = crisp(scale.at(tick.value));
            let (top, color) = if grid {
                (area.top, self.palette.grid)
            } else {
                (area.bottom, self.palette.axis)
            };
            self.scene
                .line(&[(x, top), (x, area.bottom + 4.0)], 1.0, color);
            let half = font::width(&tick.label, TEXT) / 2.0;
            let center = x.clamp(half, (self.scene.width - half).max(half));
            self.scene.text(
                (center, area.bottom + 8.0 + TEXT * 0.8),
                &tick.label,
                TEXT,
                self.palette.muted,
                Align::Center,
            );
        }
    }

    /// A text whose capitals are centred on `at`, on a ground that keeps grid lines away from it.
    pub fn value(&mut self, (x, middle): Point, text: &str, align: Align) {
        let width = font::width(text, SMALL);
        let left = match align {
            Align::Left => x,
            Align::Center => x - width / 2.0,
            Align::Right => x - width,
        };
        self.scene.rect(
            (left - 1.0, middle - 6.0),
            (left + width + 1.0, middle + 6.0),
            self.palette.background,
        );
        self.scene.text(
            (x, font::centred(middle, SMALL)),
            text,
            SMALL,
            self.palette.ink,
            align,
        );
    }

    /// The line a horizontal axis stands on.
    pub fn base_line(&mut self, area: Area, y: f64) {
        let y = crisp(y);
        self.scene
            .line(&[(area.left, y), (area.right, y)], 1.0, self.palette.axis);
    }

    /// The ink that reads best on `color`.
    pub fn ink_on(&self, color: Color) -> Color {
        let (dark, light) = (Color(0x14, 0x17, 0x1B), Color(0xFF, 0xFF, 0xFF));
        if crate::palette::contrast(color, light) >= crate::palette::contrast(color, dark) {
            light
        } else {
            dark
        }
    }

    /// A dot with a rim of the background, so that it stands out from the line it is on.
    pub fn dot(&mut self, at: Point, radius: f64, color: Color) {
        self.scene.circle(at, radius + 1.5, self.palette.background);
        self.scene.circle(at, radius, color);
    }
}

/// "latency (ms)".
pub(crate) fn axis_name(axis: &Axis) -> String {
    match (axis.name.is_empty(), axis.unit.is_empty()) {
        (_, true) => axis.name.clone(),
        (true, false) => axis.unit.clone(),
        (false, false) => format!("{} ({})", axis.name, axis.unit),
    }
}

/// The middle of a pixel, where a line one pixel wide is sharp.
pub(crate) fn crisp(place: f64) -> f64 {
    place.floor() + 0.5
}
