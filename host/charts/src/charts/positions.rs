//! An error at every position of the sequence, its generated part tinted.

use crate::axis::{Scale, extent, usable};
use crate::canvas::{Area, Canvas, LINE, Mark, SMALL, TEXT, crisp};
use crate::chart::{Size, Style};
use crate::data::{Axis, PositionError};
use crate::font;
use crate::format;
use crate::palette::device_palette;
use crate::scene::{Align, Point, Scene};
use crate::words::Word;

pub(super) fn scene(data: &PositionError, size: Size, style: Style) -> Scene {
    let mut canvas = Canvas::new(size, style, &data.title);
    let log = data.axis.log;
    let values = || {
        data.series
            .iter()
            .flat_map(|series| series.values.iter().copied())
    };
    let left_out = values().filter(|&value| !usable(value, log)).count() as u64;
    let threshold = data.threshold.filter(|&limit| usable(limit, log));
    let Some((low, high)) =
        extent(values().chain(threshold), log).filter(|_| values().any(|value| usable(value, log)))
    else {
        canvas.note_left_out(left_out, log);
        return canvas.no_data();
    };
    let names: Vec<&str> = data
        .series
        .iter()
        .map(|series| series.name.as_str())
        .collect();
    let colors = device_palette(&names, canvas.palette);
    let mut entries: Vec<_> = names
        .iter()
        .zip(&colors)
        .map(|(name, &color)| (name.to_string(), color, Mark::Line))
        .collect();
    if let Some(limit) = threshold {
        entries.push((
            format!("{} {}", canvas.word(Word::Threshold), format::short(limit)),
            canvas.palette.ink,
            Mark::Dashes,
        ));
    }
    entries.retain(|(name, ..)| !name.is_empty());
    canvas.legend(&entries);
    canvas.note_left_out(left_out, log);

    let length = data
        .series
        .iter()
        .map(|series| series.values.len())
        .max()
        .unwrap_or(0);
    let body = canvas.body;
    let area = canvas.y_name(&data.axis, body);
    let area = Area {
        bottom: area.bottom - 2.0 * LINE - 6.0,
        right: area.right - 8.0,
        ..area
    };
    let count = (area.height() / 36.0).clamp(2.0, 8.0) as usize;
    let range = if log {
        (low, high)
    } else {
        (low.min(0.0), high.max(0.0))
    };
    let y = Scale::new(range, log, area.bottom, area.top).rounded(count);
    let ticks = y.ticks(count);
    let area = Area {
        left: area.left + Canvas::labels_width(&ticks),
        ..area
    };
    if !area.is_roomy() {
        return canvas.scene;
    }
    let x = Scale::new(
        (0.0, (length.max(2) - 1) as f64),
        false,
        area.left,
        area.right,
    );
    if let Some(from) = data.generated_from.filter(|&from| from < length) {
        let left = x.at(from as f64);
        canvas.scene.rect(
            (left, area.top),
            (area.right, area.bottom),
            canvas.palette.tint,
        );
        canvas.y_grid(area, &y, &ticks);
        canvas.scene.line(
            &[(crisp(left), area.top), (crisp(left), area.bottom)],
            1.0,
            canvas.palette.axis,
        );
        let word = font::shorten(canvas.word(Word::Generated), SMALL, area.right - left - 8.0);
        canvas.scene.text(
            (left + 6.0, area.top + SMALL + 3.0),
            &word,
            SMALL,
            canvas.palette.muted,
            Align::Left,
        );
    } else {
        canvas.y_grid(area, &y, &ticks);
    }
    for (series, &color) in data.series.iter().zip(&colors) {
        for run in runs(&series.values, log, &x, &y) {
            match run.as_slice() {
                [alone] => canvas.scene.circle(*alone, 2.0, color),
                line => canvas.scene.line(line, 1.5, color),
            }
        }
    }
    columns(&mut canvas, data, length, area, &x);
    if let Some(limit) = threshold {
        let place = crisp(y.at(limit));
        canvas.scene.dashes(
            (area.left, place),
            (area.right, place),
            1.5,
            canvas.palette.ink,
            [6.0, 4.0],
        );
    }
    canvas.base_line(area, area.bottom);
    let ticks: Vec<_> = x
        .ticks_that_fit(TEXT)
        .into_iter()
        .filter(|tick| tick.value.fract() == 0.0)
        .collect();
    canvas.x_ticks(area, &x, &ticks, false);
    let name = Axis::linear(canvas.word(Word::Position), "");
    canvas.x_name(
        &name,
        area.left,
        area.right,
        area.bottom + 8.0 + TEXT * 0.8 + LINE,
    );
    canvas.scene
}

/// Says of every column of pixels which position it stands for, and its values.
fn columns(canvas: &mut Canvas, data: &PositionError, length: usize, area: Area, x: &Scale) {
    let each = (length as f64 / x.length().max(1.0)).ceil().max(1.0) as usize;
    let half = x.length() / (length.max(2) - 1) as f64 / 2.0 * each as f64;
    for position in (0..length).step_by(each) {
        let values = data.series.iter().filter_map(|series| {
            let value = series
                .values
                .get(position)
                .filter(|v| usable(**v, data.axis.log))?;
            let value = format::exact(*value, &data.axis.unit);
            Some(match data.series.len() {
                1 => value,
                _ => format!("{} {value}", series.name),
            })
        });
        let values: Vec<String> = values.collect();
        if !values.is_empty() {
            let text = format!(
                "{}: {}",
                canvas.language.position(position),
                values.join(", ")
            );
            let place = x.at(position as f64);
            let sides = (
                (place - half).max(area.left),
                (place + half).min(area.right),
            );
            canvas
                .scene
                .readout((sides.0, area.top), (sides.1, area.bottom), text);
        }
    }
}

/// The line in pieces, broken at unusable values. Where several positions share a pixel, their smallest and largest are both drawn, so that
/// no peak is lost.
fn runs(values: &[f64], log: bool, x: &Scale, y: &Scale) -> Vec<Vec<Point>> {
    let per_pixel = values.len() as f64 / x.length().max(1.0);
    let chunk = if per_pixel > 2.0 {
        per_pixel.ceil() as usize
    } else {
        1
    };
    let mut runs = vec![Vec::new()];
    for (index, part) in values.chunks(chunk).enumerate() {
        let Some((low, high)) = extent(part.iter().copied(), log) else {
            runs.push(Vec::new());
            continue;
        };
        let place = x.at((index * chunk) as f64);
        if let Some(run) = runs.last_mut() {
            run.push((place, y.at(high)));
            if low < high {
                run.push((place, y.at(low)));
            }
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}
