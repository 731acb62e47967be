//! Grouped bars with error bars.

use crate::axis::{Scale, Tick, extent, usable};
use crate::canvas::{Area, Canvas, LINE, Mark, SMALL, TEXT};
use crate::chart::{Size, Style};
use crate::data::GroupedBars;
use crate::font;
use crate::format::{self, Values};
use crate::palette::{Color, device_palette};
use crate::scene::{Align, Scene};
use crate::words::Word;

/// Names wider than this are shortened where they do not fit.
const WIDEST_NAME: f64 = 84.0;

/// Height of names in one line and in two.
const ONE_LINE: f64 = LINE + 4.0;
const TWO_LINES: f64 = 2.0 * LINE + 2.0;

/// A group narrower than this is not drawn: its bars could not be seen.
const NARROWEST: f64 = 6.0;

pub(super) fn scene(data: &GroupedBars, size: Size, style: Style) -> Scene {
    let mut canvas = Canvas::new(size, style, &data.title);
    let log = data.axis.log;
    let bars = || {
        data.series
            .iter()
            .flat_map(|series| series.bars.iter().take(data.groups.len()))
    };
    let left_out = bars().filter(|bar| !usable(bar.value, log)).count() as u64;
    let ends = bars().filter(|bar| usable(bar.value, log)).flat_map(|bar| {
        [
            Some(bar.value),
            bar.error.map(|e| e[0]),
            bar.error.map(|e| e[1]),
        ]
    });
    let Some((low, high)) = extent(ends.flatten(), log) else {
        canvas.note_left_out(left_out, log);
        return canvas.no_data();
    };
    let devices: Vec<&str> = data
        .series
        .iter()
        .map(|series| series.name.as_str())
        .collect();
    let colors = device_palette(&devices, canvas.palette);
    if devices.len() > 1 || devices.iter().any(|name| !name.is_empty()) {
        let entries: Vec<_> = devices
            .iter()
            .zip(&colors)
            .map(|(name, &color)| (name.to_string(), color, Mark::Square))
            .collect();
        canvas.legend(&entries);
    }
    canvas.note_left_out(left_out, log);
    if bars().any(|bar| bar.error.is_some()) {
        canvas.note(&data.error_name);
    }

    let shown = data
        .groups
        .len()
        .min(((canvas.body.width() - 60.0) / NARROWEST).max(1.0) as usize);
    if shown < data.groups.len() {
        let text = canvas.language.and_more(data.groups.len() - shown);
        canvas.note(&text);
    }

    let body = canvas.body;
    let area = canvas.y_name(&data.axis, body);
    let range = if log {
        (low / 2.0, high)
    } else {
        (low.min(0.0), high.max(0.0))
    };
    let one_line = vertical(area, ONE_LINE, range, log);
    let two_lines = vertical(area, TWO_LINES, range, log);
    // Names depend on the width, so on the labels of the values, so on the height, so on the names: room for either outcome.
    let labels = Canvas::labels_width(&one_line.1).max(Canvas::labels_width(&two_lines.1));
    let slot = (area.width() - labels) / shown as f64;
    let names = Names::fit(&data.groups[..shown], slot);
    let (scale, ticks) = if names.height == ONE_LINE {
        one_line
    } else {
        two_lines
    };
    let area = Area {
        left: area.left + labels,
        bottom: area.bottom - names.height,
        ..area
    };
    if !area.is_roomy() {
        return canvas.scene;
    }
    canvas.y_grid(area, &scale, &ticks);

    let not_available = canvas.word(Word::NotAvailable);
    let written = Values::of(bars().map(|bar| bar.value), not_available);
    let base = scale.at(if log { scale.low } else { 0.0 });
    let number = data.series.len() as f64;
    let bar_width = (slot * 0.76 / number).min(56.0);
    let gap = if bar_width > 8.0 { 2.0 } else { 0.0 };
    for group in 0..shown {
        let middle = area.left + (group as f64 + 0.5) * slot;
        for (index, (series, &color)) in data.series.iter().zip(&colors).enumerate() {
            let Some(bar) = series.bars.get(group) else {
                continue;
            };
            let left = middle + (index as f64 - number / 2.0) * bar_width + gap / 2.0;
            let right = left + bar_width - gap;
            let center = (left + right) / 2.0;
            // Alone in its group, a bar leaves its value some room on both sides.
            let room = if number == 1.0 {
                (bar_width + 16.0).min(slot - 3.0)
            } else {
                bar_width
            };
            let fits = |text: &str| font::width(text, SMALL) <= room;
            if !usable(bar.value, log) {
                let text = written.text(bar.value);
                if fits(&text) {
                    canvas.scene.text(
                        (center, base - 5.0),
                        &text,
                        SMALL,
                        canvas.palette.muted,
                        Align::Center,
                    );
                }
                continue;
            }
            let top = scale.at(bar.value);
            // A bar of length 0 still shows that it is there.
            let top = if (top - base).abs() < 1.0 {
                base - 1.0
            } else {
                top
            };
            canvas.scene.rect((left, base), (right, top), color);
            let value = format::exact(bar.value, &data.axis.unit);
            let ends = bar.error.map_or_else(String::new, |[from, to]| {
                format!(" ({} – {})", format::exact(from, ""), format::exact(to, ""))
            });
            let name = [series.name.as_str(), data.groups[group].as_str()];
            let name = name.iter().filter(|part| !part.is_empty());
            let name = name.copied().collect::<Vec<_>>().join(" · ");
            canvas
                .scene
                .readout((left, base), (right, top), format!("{name}: {value}{ends}"));
            let mut far = top.min(base);
            if let Some([from, to]) = bar
                .error
                .filter(|error| error.iter().all(|&end| usable(end, false)))
            {
                far = far.min(error_bar(
                    &mut canvas,
                    &scale,
                    center,
                    bar_width,
                    [from, to],
                    color,
                ));
            }
            let text = written.text(bar.value);
            if fits(&text) {
                canvas.value((center, far - 9.0), &text, Align::Center);
            }
        }
    }
    canvas.base_line(area, base);
    names.draw(&mut canvas, area, slot);
    canvas.scene
}

/// The scale over `area` less `below`, with room over the tallest bar for its value, and its ticks.
fn vertical(area: Area, below: f64, range: (f64, f64), log: bool) -> (Scale, Vec<Tick>) {
    let bottom = area.bottom - below;
    let count = ((bottom - area.top) / 32.0).clamp(2.0, 8.0) as usize;
    let mut scale = Scale::new(range, log, bottom, area.top).rounded(count);
    if scale.at(range.1) < area.top + SMALL + 2.0 {
        scale.end += SMALL + 4.0;
    }
    let ticks = scale.ticks(count);
    (scale, ticks)
}

/// Draws one error bar; returns the upper end's place.
fn error_bar(
    canvas: &mut Canvas,
    scale: &Scale,
    x: f64,
    bar_width: f64,
    ends: [f64; 2],
    bar: Color,
) -> f64 {
    let [low, high] = ends.map(|end| scale.at(end));
    let half = (bar_width * 0.22).clamp(1.0, 7.0);
    // Ink over the bar's own colour: visible on the bar and above it.
    let color = canvas.palette.ink.over(bar, 0.8);
    canvas.scene.line(&[(x, low), (x, high)], 1.4, color);
    for y in [low, high] {
        canvas
            .scene
            .line(&[(x - half, y), (x + half, y)], 1.4, color);
    }
    high.min(low)
}

/// Names under the groups, in one or two lines; where they are too wide, only every second, third, … is there.
struct Names {
    lines: Vec<[String; 2]>,
    stride: usize,
    /// What they take under the base line.
    height: f64,
}

impl Names {
    fn fit(groups: &[String], slot: f64) -> Self {
        let widest = groups
            .iter()
            .map(|name| font::width(name, TEXT))
            .fold(0.0, f64::max);
        let split: Vec<_> = groups
            .iter()
            .map(|name| font::two_lines(name, TEXT, slot - 8.0))
            .collect();
        if widest <= slot - 8.0 || split.iter().any(Option::is_none) {
            let stride = ((widest.min(WIDEST_NAME) + 8.0) / slot).ceil().max(1.0) as usize;
            let room = slot * stride as f64 - 8.0;
            let lines = groups
                .iter()
                .map(|name| [font::shorten_middle(name, TEXT, room), String::new()])
                .collect();
            return Self {
                lines,
                stride,
                height: ONE_LINE,
            };
        }
        Self {
            lines: split.into_iter().flatten().collect(),
            stride: 1,
            height: TWO_LINES,
        }
    }

    fn draw(&self, canvas: &mut Canvas, area: Area, slot: f64) {
        let color = canvas.palette.ink;
        let mut last_end = f64::NEG_INFINITY;
        for (index, lines) in self.lines.iter().enumerate().step_by(self.stride) {
            let half = lines
                .iter()
                .map(|text| font::width(text, TEXT))
                .fold(0.0, f64::max)
                / 2.0;
            let center = area.left + (index as f64 + 0.5) * slot;
            let center = center.clamp(half, (canvas.scene.width - half).max(half));
            // Moved in from the picture's side, it may meet its neighbour.
            if center - half < last_end + 6.0 {
                continue;
            }
            last_end = center + half;
            for (row, text) in lines.iter().enumerate() {
                let y = area.bottom + 8.0 + TEXT * 0.8 + row as f64 * (LINE - 2.0);
                canvas
                    .scene
                    .text((center, y), text, TEXT, color, Align::Center);
            }
        }
    }
}
