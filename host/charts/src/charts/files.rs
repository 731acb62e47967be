//! A metric file by file: horizontal bars, the worst first.

use std::cmp::Ordering;

use crate::axis::{Scale, extent, usable};
use crate::canvas::{Area, Canvas, LINE, Mark, SMALL, TEXT};
use crate::chart::{Size, Style};
use crate::data::{FileBars, FileValue};
use crate::font;
use crate::format::{self, Values};
use crate::palette::Color;
use crate::scene::{Align, Scene};
use crate::words::Word;

/// A row's height where there is room.
const ROW: f64 = 22.0;
/// The least height of a row with readable text.
const LOWEST_ROW: f64 = 15.0;

pub(super) fn natural_height(data: &FileBars) -> u32 {
    let rows = match data.limit {
        0 => data.files.len().min(60),
        limit => data.files.len().min(limit),
    };
    let more = usize::from(rows < data.files.len());
    (140.0 + (rows + more).clamp(1, 120) as f64 * ROW) as u32
}

/// Worst first; what could not be computed comes before the worst. Equal values stay in order.
fn worst_first(data: &FileBars) -> Vec<&FileValue> {
    let mut files: Vec<&FileValue> = data.files.iter().collect();
    files.sort_by(|a, b| match (a.value.is_nan(), b.value.is_nan()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) if data.higher_is_better => a.value.total_cmp(&b.value),
        (false, false) => b.value.total_cmp(&a.value),
    });
    files
}

/// A file's colour by the thresholds.
fn grade(data: &FileBars, value: f64) -> Word {
    let reaches = |limit: f64| {
        if data.higher_is_better {
            value >= limit
        } else {
            value <= limit
        }
    };
    let falls = |limit: f64| {
        if data.higher_is_better {
            value <= limit
        } else {
            value >= limit
        }
    };
    match (data.good, data.bad) {
        (Some(good), _) if reaches(good) => Word::Good,
        (_, Some(bad)) if falls(bad) => Word::Bad,
        // With one threshold alone the other side has but one name.
        (Some(_), None) => Word::Bad,
        (None, Some(_)) => Word::Good,
        _ => Word::Middling,
    }
}

pub(super) fn scene(data: &FileBars, size: Size, style: Style) -> Scene {
    let mut canvas = Canvas::new(size, style, &data.title);
    if data.files.is_empty() {
        return canvas.no_data();
    }
    let (palette, language) = (canvas.palette, canvas.language);
    let log = data.axis.log;
    let graded = data.good.is_some() || data.bad.is_some();
    let color = |value: f64| -> Color {
        match grade(data, value) {
            _ if !graded => palette.categories[0],
            Word::Good => palette.good,
            Word::Bad => palette.bad,
            _ => palette.middling,
        }
    };
    if graded {
        let entries = legend(data, &canvas);
        canvas.legend(&entries);
    }
    let files = worst_first(data);
    let body = canvas.body;
    let room = ((body.height() - 2.0 * LINE - 6.0) / LOWEST_ROW).max(0.0) as usize;
    let wanted = if data.limit == 0 {
        files.len()
    } else {
        files.len().min(data.limit)
    };
    let shown = if wanted < files.len() || wanted > room {
        wanted.min(room.saturating_sub(1))
    } else {
        wanted
    };
    let more = files.len() - shown;
    let rows = shown + usize::from(more > 0);
    if shown == 0 {
        let text = canvas.language.and_more(more);
        canvas.scene.text(
            (body.left, body.top + TEXT),
            &text,
            TEXT,
            palette.muted,
            Align::Left,
        );
        return canvas.scene;
    }
    let files = &files[..shown];
    let more_text = if more > 0 {
        language.and_more(more)
    } else {
        String::new()
    };
    let more_width = font::width(&more_text, TEXT);
    let names = files
        .iter()
        .map(|file| font::width(&font::clean(&file.name), TEXT))
        .fold(more_width, f64::max)
        .min(body.width() * 0.36)
        + 12.0;
    let written = Values::of(
        files.iter().map(|file| file.value),
        language.word(Word::NotAvailable),
    );
    let values = files
        .iter()
        .map(|file| font::width(&written.text(file.value), SMALL))
        .fold(0.0, f64::max)
        + 10.0;
    let row = ((body.height() - 2.0 * LINE - 6.0) / rows as f64).min(ROW);
    let area = Area {
        left: body.left + names,
        top: body.top,
        right: body.right - values,
        bottom: body.top + row * rows as f64,
    };
    if area.width() < 20.0 {
        return canvas.scene;
    }
    let limits = [data.good, data.bad];
    let shown_values = files
        .iter()
        .map(|file| file.value)
        .chain(limits.into_iter().flatten());
    let range = extent(shown_values, log).unwrap_or((1.0, 1.0));
    let range = if log {
        (range.0 / 2.0, range.1)
    } else {
        (range.0.min(0.0), range.1.max(0.0))
    };
    let x = Scale::new(range, log, area.left, area.right);
    let ticks = x.ticks_that_fit(TEXT);
    canvas.x_ticks(area, &x, &ticks, true);
    let base = x.at(if log { x.low } else { 0.0 });
    for limit in limits
        .into_iter()
        .flatten()
        .filter(|&limit| usable(limit, log))
    {
        let place = x.at(limit);
        canvas.scene.dashes(
            (place, area.top),
            (place, area.bottom),
            1.2,
            palette.muted,
            [4.0, 3.0],
        );
    }
    for (index, file) in files.iter().enumerate() {
        let middle = area.top + (index as f64 + 0.5) * row;
        let name = font::shorten_middle(&file.name, TEXT, names - 12.0);
        canvas.scene.text(
            (area.left - 12.0, font::centred(middle, TEXT)),
            &name,
            TEXT,
            palette.ink,
            Align::Right,
        );
        let mut end = base;
        if usable(file.value, log) {
            end = x.at(file.value);
            let end = if (end - base).abs() < 1.5 {
                base + 1.5
            } else {
                end
            };
            canvas.scene.rect(
                (base, middle - row * 0.32),
                (end, middle + row * 0.32),
                color(file.value),
            );
        }
        let value = match file.value.is_nan() {
            true => language.word(Word::NotAvailable).to_owned(),
            false => format::exact(file.value, &data.axis.unit),
        };
        canvas.scene.readout(
            (body.left, middle - row * 0.5),
            (body.right, middle + row * 0.5),
            format!("{}: {value}", font::clean(&file.name)),
        );
        let label = written.text(file.value);
        canvas.value((end.max(base) + 6.0, middle), &label, Align::Left);
    }
    if more > 0 {
        let middle = area.top + (shown as f64 + 0.5) * row;
        let text = font::shorten(&more_text, TEXT, names - 12.0);
        canvas.scene.text(
            (area.left - 12.0, font::centred(middle, TEXT)),
            &text,
            TEXT,
            palette.muted,
            Align::Right,
        );
    }
    canvas
        .scene
        .line(&[(base, area.top), (base, area.bottom)], 1.0, palette.axis);
    canvas.x_name(
        &data.axis,
        area.left,
        area.right,
        area.bottom + 8.0 + TEXT * 0.8 + LINE,
    );
    canvas.scene
}

/// The grades that the thresholds make, with their limits.
fn legend(data: &FileBars, canvas: &Canvas) -> Vec<(String, Color, Mark)> {
    let (better, worse) = if data.higher_is_better {
        ("≥", "≤")
    } else {
        ("≤", "≥")
    };
    let unit = if data.axis.unit.is_empty() {
        String::new()
    } else {
        format!(" {}", data.axis.unit)
    };
    let limit = |sign: &str, limit: Option<f64>| {
        limit.map_or(String::new(), |limit| {
            format!(" ({sign} {}{unit})", format::short(limit))
        })
    };
    let good = (
        format!("{}{}", canvas.word(Word::Good), limit(better, data.good)),
        canvas.palette.good,
        Mark::Square,
    );
    let middling = (
        canvas.word(Word::Middling).to_string(),
        canvas.palette.middling,
        Mark::Square,
    );
    let bad = (
        format!("{}{}", canvas.word(Word::Bad), limit(worse, data.bad)),
        canvas.palette.bad,
        Mark::Square,
    );
    match (data.good, data.bad) {
        (Some(_), Some(_)) => vec![good, middling, bad],
        _ => vec![good, bad],
    }
}
