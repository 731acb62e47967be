//! Stacked horizontal bars with a table of their values, which is also the legend.

use crate::axis::{Scale, usable};
use crate::canvas::{Area, Canvas, LINE, Mark, SMALL, TEXT};
use crate::chart::{Size, Style};
use crate::data::{StageBreakdown, StageTimes};
use crate::font;
use crate::format::{self, Values};
use crate::palette::Color;
use crate::scene::{Align, Scene};
use crate::words::Word;

/// A bar with the gap to the next.
const ROW: f64 = 38.0;

pub(super) fn natural_height(data: &StageBreakdown) -> u32 {
    let rows = data.devices.len().clamp(1, 40) as f64;
    (130.0 + rows * ROW + (rows + 1.0) * 20.0) as u32
}

/// A stage that can be drawn.
fn drawable(value: f64) -> bool {
    usable(value, false) && value >= 0.0
}

/// The sum of a device's drawable stages.
fn total(device: &StageTimes, stages: usize) -> f64 {
    device
        .values
        .iter()
        .take(stages)
        .copied()
        .filter(|&value| drawable(value))
        .sum()
}

pub(super) fn scene(data: &StageBreakdown, size: Size, style: Style) -> Scene {
    let mut canvas = Canvas::new(size, style, &data.title);
    let stages = data.stages.len();
    let values = || {
        data.devices
            .iter()
            .flat_map(|device| device.values.iter().take(stages).copied())
    };
    let left_out = values().filter(|&value| !drawable(value)).count() as u64;
    let total_of = |device: usize| total(&data.devices[device], stages);
    let longest = (0..data.devices.len()).map(total_of).fold(0.0, f64::max);
    canvas.note_left_out(left_out, false);
    if !values().any(drawable) {
        return canvas.no_data();
    }
    let colors: Vec<Color> = (0..stages)
        .map(|stage| canvas.palette.categories[stage % 8])
        .collect();
    let body = canvas.body;
    let name_width = data
        .devices
        .iter()
        .map(|device| font::width(&device.name, TEXT))
        .fold(0.0, f64::max)
        .min(body.width() * 0.22)
        + 12.0;
    let written = Values::of(values(), canvas.word(Word::NotAvailable));
    let table = Table::measure(data, &canvas, written, name_width, body.width());
    let body = match &table {
        Some(_) => body,
        None => {
            let entries: Vec<_> = data
                .stages
                .iter()
                .zip(&colors)
                .map(|(name, &color)| (name.clone(), color, Mark::Square))
                .collect();
            canvas.legend(&entries);
            canvas.body
        }
    };
    let below = if table.is_some() {
        (data.devices.len() + 1) as f64 * 20.0 + 14.0
    } else {
        0.0
    };
    let area = Area {
        left: body.left + name_width,
        bottom: body.bottom - below - 2.0 * LINE - 6.0,
        ..body
    };
    let rows = data
        .devices
        .len()
        .min((area.height() / 12.0).max(0.0) as usize);
    if !area.is_roomy() || rows == 0 {
        return canvas.scene;
    }
    let total_width = (0..rows)
        .map(|row| font::width(&written.text(total_of(row)), TEXT))
        .fold(0.0, f64::max)
        + 10.0;
    let x = Scale::new(
        (0.0, if longest > 0.0 { longest } else { 1.0 }),
        false,
        area.left,
        area.right - total_width,
    );
    let row_height = (area.height() / rows as f64).min(ROW + 16.0);
    let area = Area {
        bottom: area.top + rows as f64 * row_height,
        ..area
    };
    let ticks = x.ticks_that_fit(TEXT);
    canvas.x_ticks(area, &x, &ticks, true);
    for (row, device) in data.devices.iter().take(rows).enumerate() {
        let middle = area.top + (row as f64 + 0.5) * row_height;
        let half = (row_height * 0.36).min(15.0);
        let name = font::shorten_middle(&device.name, TEXT, name_width - 12.0);
        canvas.scene.text(
            (area.left - 12.0, font::centred(middle, TEXT)),
            &name,
            TEXT,
            canvas.palette.ink,
            Align::Right,
        );
        let mut sum = 0.0;
        for (stage, &value) in device
            .values
            .iter()
            .take(stages)
            .enumerate()
            .filter(|&(_, &value)| drawable(value))
        {
            let (left, right) = (x.at(sum), x.at(sum + value));
            sum += value;
            // A line of background between segments, where there is room for it.
            let gap = if right - left > 3.0 && left > area.left {
                1.0
            } else {
                0.0
            };
            if right - left > 0.0 {
                canvas.scene.rect(
                    (left + gap, middle - half),
                    (right, middle + half),
                    colors[stage],
                );
                let value = format::exact(value, &data.axis.unit);
                canvas.scene.readout(
                    (left, middle - half),
                    (right, middle + half),
                    format!("{} · {}: {value}", device.name, data.stages[stage]),
                );
            }
            let text = written.text(value);
            if font::width(&text, SMALL) + 8.0 <= right - left && half >= 7.0 {
                let ink = canvas.ink_on(colors[stage]);
                canvas.scene.text(
                    ((left + gap + right) / 2.0, font::centred(middle, SMALL)),
                    &text,
                    SMALL,
                    ink,
                    Align::Center,
                );
            }
        }
        let text = written.text(sum);
        canvas.scene.text(
            (x.at(sum) + 8.0, font::centred(middle, TEXT)),
            &text,
            TEXT,
            canvas.palette.ink,
            Align::Left,
        );
    }
    canvas.scene.line(
        &[(area.left, area.top), (area.left, area.bottom)],
        1.0,
        canvas.palette.axis,
    );
    let baseline = area.bottom + 8.0 + TEXT * 0.8 + LINE;
    if rows < data.devices.len() {
        // More important than the axis's name, whose place it takes.
        let text = canvas.language.and_more(data.devices.len() - rows);
        canvas.scene.text(
            (body.left, baseline),
            &text,
            TEXT,
            canvas.palette.muted,
            Align::Left,
        );
    } else {
        canvas.x_name(&data.axis, x.start, x.end, baseline);
    }
    if let Some(table) = table {
        table.draw(data, &mut canvas, &colors, area.bottom + 2.0 * LINE + 18.0);
    }
    canvas.scene
}

/// Stages in columns, devices in rows.
struct Table {
    written: Values,
    /// Width of the names' column.
    names: f64,
    /// Width of each stage's column and of the total's.
    columns: Vec<f64>,
    /// Added to each column to fill the width.
    spread: f64,
}

impl Table {
    /// The table's columns, if they fit.
    fn measure(
        data: &StageBreakdown,
        canvas: &Canvas,
        written: Values,
        names: f64,
        room: f64,
    ) -> Option<Self> {
        let mut columns: Vec<f64> = data
            .stages
            .iter()
            .enumerate()
            .map(|(stage, name)| {
                let values = data
                    .devices
                    .iter()
                    .filter_map(|device| device.values.get(stage));
                let widest = values
                    .map(|&value| font::width(&written.text(value), TEXT))
                    .fold(0.0, f64::max);
                widest.max(font::width(name, TEXT) + 16.0)
            })
            .collect();
        let totals = data
            .devices
            .iter()
            .map(|device| font::width(&written.text(total(device, data.stages.len())), TEXT));
        columns.push(totals.fold(font::width(canvas.word(Word::Total), TEXT), f64::max));
        let free = room - names - columns.iter().sum::<f64>();
        let spread = (free / columns.len() as f64).min(56.0);
        (spread >= 10.0 && data.devices.len() <= 12).then_some(Self {
            written,
            names,
            columns,
            spread,
        })
    }

    fn draw(&self, data: &StageBreakdown, canvas: &mut Canvas, colors: &[Color], top: f64) {
        let left = canvas.body.left;
        let right = left
            + self.names
            + self
                .columns
                .iter()
                .map(|column| column + self.spread)
                .sum::<f64>();
        let muted = canvas.palette.muted;
        let heads = data
            .stages
            .iter()
            .map(String::as_str)
            .chain([canvas.word(Word::Total)]);
        let mut x = left + self.names;
        let ends: Vec<f64> = self
            .columns
            .iter()
            .map(|column| {
                x += column + self.spread;
                x
            })
            .collect();
        let unit = font::shorten(&data.axis.unit, TEXT, self.names - 12.0);
        canvas.scene.text(
            (left, font::centred(top, TEXT)),
            &unit,
            TEXT,
            muted,
            Align::Left,
        );
        for (index, (head, &end)) in heads.zip(&ends).enumerate() {
            canvas.scene.text(
                (end, font::centred(top, TEXT)),
                head,
                TEXT,
                muted,
                Align::Right,
            );
            if let Some(&color) = colors.get(index) {
                let swatch = end - font::width(head, TEXT) - 16.0;
                canvas
                    .scene
                    .rect((swatch, top - 5.0), (swatch + 10.0, top + 5.0), color);
            }
        }
        canvas.base_line(
            Area {
                left,
                right,
                top,
                bottom: top,
            },
            top + 11.0,
        );
        for (row, device) in data.devices.iter().enumerate() {
            let baseline = font::centred(top + (row + 1) as f64 * 20.0 + 3.0, TEXT);
            let name = font::shorten_middle(&device.name, TEXT, self.names - 12.0);
            canvas.scene.text(
                (left, baseline),
                &name,
                TEXT,
                canvas.palette.ink,
                Align::Left,
            );
            for (stage, &end) in (0..data.stages.len()).zip(&ends) {
                let text = device
                    .values
                    .get(stage)
                    .map_or("–".into(), |&value| self.written.text(value));
                canvas.scene.text(
                    (end, baseline),
                    &text,
                    TEXT,
                    canvas.palette.ink,
                    Align::Right,
                );
            }
            let sum = total(device, data.stages.len());
            let end = ends.last().copied().unwrap_or(right);
            canvas.scene.text(
                (end, baseline),
                &self.written.text(sum),
                TEXT,
                canvas.palette.ink,
                Align::Right,
            );
        }
    }
}
