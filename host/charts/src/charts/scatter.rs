//! Baseline against candidate: points, or counts in cells where there are many.

use crate::axis::{Scale, extent, usable};
use crate::canvas::{Area, Canvas, LINE, Mark, TEXT, crisp};
use crate::chart::{Size, Style};
use crate::data::{Axis, LogitPoints, LogitScatter, PairCounts};
use crate::font;
use crate::format;
use crate::palette::Color;
use crate::scene::{Align, Scene};
use crate::words::Word;

/// From this many pairs on, [`crate::LogitScatter`] draws counts in place of points.
pub const MAX_POINTS: usize = 2000;

/// Cells along a side when points are counted here.
const CELLS: usize = 120;

/// What is drawn.
enum Cloud<'a> {
    Points(Vec<[f64; 2]>),
    Own(PairCounts),
    Given(&'a PairCounts),
}

pub(super) fn scene(data: &LogitScatter, size: Size, style: Style) -> Scene {
    let mut canvas = Canvas::new(size, style, &data.title);
    let Some((range, cloud, left_out)) = cloud(data) else {
        return canvas.no_data();
    };
    canvas.legend(&[("y = x".to_string(), canvas.palette.muted, Mark::Dashes)]);
    canvas.note_left_out(left_out, false);
    let body = canvas.body;
    let axis = |name: &str| Axis::linear(name, "");
    let below = canvas.y_name(&axis(&data.candidate), body);
    let bar_room = if matches!(cloud, Cloud::Points(_)) {
        8.0
    } else {
        78.0
    };
    let guess = Scale::new(range, false, 0.0, 1.0);
    let side = below.height().min(body.width() - bar_room) - 2.0 * LINE;
    let count = (side / 60.0).clamp(2.0, 8.0) as usize;
    // Counts given by the caller keep their range; their cells must not be cut.
    let rounded = if matches!(cloud, Cloud::Given(_)) {
        guess
    } else {
        guess.rounded(count)
    };
    // One set of ticks for both axes: what fits side by side fits one over the other.
    let ticks = Scale {
        start: 0.0,
        end: side,
        ..rounded
    }
    .ticks_that_fit(TEXT);
    let left = body.left + Canvas::labels_width(&ticks);
    let side = (below.height() - 2.0 * LINE - 6.0).min(body.right - left - bar_room);
    let area = Area {
        left,
        top: below.top,
        right: left + side,
        bottom: below.top + side,
    };
    if !area.is_roomy() {
        return canvas.scene;
    }
    let x = Scale {
        start: area.left,
        end: area.right,
        ..rounded
    };
    let y = Scale {
        start: area.bottom,
        end: area.top,
        ..rounded
    };
    canvas.y_grid(area, &y, &ticks);
    canvas.x_ticks(area, &x, &ticks, true);
    let identity = canvas.palette.muted;
    match &cloud {
        Cloud::Points(points) => {
            canvas.scene.dashes(
                (area.left, area.bottom),
                (area.right, area.top),
                1.2,
                identity,
                [6.0, 4.0],
            );
            let color = canvas.palette.categories[0];
            for &[baseline, candidate] in points {
                canvas
                    .scene
                    .circle((x.at(baseline), y.at(candidate)), 2.5, color);
                let (at, reach) = ((x.at(baseline), y.at(candidate)), 3.0);
                canvas.scene.readout(
                    (at.0 - reach, at.1 - reach),
                    (at.0 + reach, at.1 + reach),
                    pair(baseline, candidate),
                );
            }
        }
        Cloud::Own(counts) => density(&mut canvas, counts, area, &x, &y),
        Cloud::Given(counts) => density(&mut canvas, counts, area, &x, &y),
    }
    canvas.base_line(area, area.bottom);
    canvas.scene.line(
        &[
            (crisp(area.left), area.top),
            (crisp(area.left), area.bottom),
        ],
        1.0,
        canvas.palette.axis,
    );
    canvas.x_name(
        &axis(&data.baseline),
        area.left,
        area.right,
        area.bottom + 8.0 + TEXT * 0.8 + LINE,
    );
    canvas.scene
}

/// "(1.5, 1.48)": baseline and candidate.
fn pair(baseline: f64, candidate: f64) -> String {
    let [x, y] = [baseline, candidate].map(|value| format::exact(value, ""));
    format!("({x}, {y})")
}

/// Range, drawing and the number of pairs left out; None without a usable pair.
fn cloud(data: &LogitScatter) -> Option<((f64, f64), Cloud<'_>, u64)> {
    match &data.points {
        LogitPoints::Counted(counts) => {
            let some = (0..counts.bins())
                .any(|row| (0..counts.bins()).any(|column| counts.count(column, row) > 0));
            some.then(|| (counts.range(), Cloud::Given(counts), counts.outside()))
        }
        LogitPoints::All(pairs) => {
            let usable: Vec<[f64; 2]> = pairs
                .iter()
                .copied()
                .filter(|pair| pair.iter().all(|&value| usable(value, false)))
                .collect();
            let range = extent(usable.iter().flatten().copied(), false)?;
            let left_out = (pairs.len() - usable.len()) as u64;
            if usable.len() <= MAX_POINTS {
                return Some((range, Cloud::Points(usable), left_out));
            }
            let scale = Scale::new(range, false, 0.0, 1.0).rounded(6);
            // A hair more at the top, as the grid does not hold its upper end.
            let mut counts = PairCounts::new(
                scale.low,
                scale.high + (scale.high - scale.low) * 1e-9,
                CELLS,
            );
            for [baseline, candidate] in usable {
                counts.add(baseline, candidate);
            }
            Some((range, Cloud::Own(counts), left_out))
        }
    }
}

/// Cells coloured by the logarithm of their count, the identity line under them, and the colours' key on the right.
fn density(canvas: &mut Canvas, counts: &PairCounts, area: Area, x: &Scale, y: &Scale) {
    let bins = counts.bins();
    let all = || (0..bins).flat_map(|row| (0..bins).map(move |column| (column, row)));
    let most = all()
        .map(|(column, row)| counts.count(column, row))
        .max()
        .unwrap_or(1)
        .max(1);
    let shade = |canvas: &Canvas, part: f64| {
        let color = canvas.palette.categories[0];
        match part {
            part if part < 0.5 => color.over(canvas.palette.background, 0.25 + 1.5 * part),
            part => canvas.palette.ink.over(color, (part - 0.5) * 1.5),
        }
    };
    let strength = |count: u64| {
        if most == 1 {
            0.5
        } else {
            (count as f64).ln() / (most as f64).ln()
        }
    };
    let (low, high) = counts.range();
    let edge = |index: usize| low + (high - low) * index as f64 / bins as f64;
    for (column, row) in all() {
        let count = counts.count(column, row);
        if count > 0 {
            let color = shade(canvas, strength(count));
            canvas.scene.rect(
                (x.at(edge(column)), y.at(edge(row))),
                (x.at(edge(column + 1)), y.at(edge(row + 1))),
                color,
            );
            let middle = |index: usize| (edge(index) + edge(index + 1)) / 2.0;
            let text = format!(
                "{}  {} {}",
                pair(middle(column), middle(row)),
                canvas.word(Word::PairsPerCell),
                format::count(count)
            );
            canvas.scene.readout(
                (x.at(edge(column)), y.at(edge(row))),
                (x.at(edge(column + 1)), y.at(edge(row + 1))),
                text,
            );
        }
    }
    canvas.scene.dashes(
        (area.left, area.bottom),
        (area.right, area.top),
        1.2,
        canvas.palette.muted,
        [6.0, 4.0],
    );
    key(canvas, area, most, |canvas, part| shade(canvas, part));
}

/// The colours' key: a column of shades with counts beside it.
fn key(canvas: &mut Canvas, area: Area, most: u64, shade: impl Fn(&Canvas, f64) -> Color) {
    let (left, top) = (area.right + 24.0, area.top + LINE);
    let height = (area.height() - LINE).min(180.0);
    canvas.scene.text(
        (left, area.top + TEXT * 0.6),
        canvas.word(Word::PairsPerCell),
        TEXT,
        canvas.palette.muted,
        Align::Left,
    );
    if most == 1 {
        let color = shade(canvas, 0.5);
        canvas
            .scene
            .rect((left, top), (left + 12.0, top + 12.0), color);
        canvas.scene.text(
            (left + 18.0, font::centred(top + 6.0, TEXT)),
            "1",
            TEXT,
            canvas.palette.muted,
            Align::Left,
        );
        return;
    }
    let parts = 60;
    for part in 0..parts {
        let (from, to) = (part as f64 / parts as f64, (part + 1) as f64 / parts as f64);
        let color = shade(canvas, (from + to) / 2.0);
        canvas.scene.rect(
            (left, top + height * (1.0 - to)),
            (left + 12.0, top + height * (1.0 - from)),
            color,
        );
    }
    let scale = Scale::new((1.0, most as f64), true, top + height, top);
    let mut ticks: Vec<(f64, String)> = vec![(1.0, "1".into()), (most as f64, format::count(most))];
    ticks.extend(
        (1..20)
            .map(|exponent| 10f64.powi(exponent))
            .filter(|&value| value < most as f64 * 0.5)
            .map(|value| (value, format::count(value as u64))),
    );
    for (value, label) in ticks {
        canvas.scene.text(
            (left + 18.0, font::centred(scale.at(value), TEXT)),
            &label,
            TEXT,
            canvas.palette.muted,
            Align::Left,
        );
    }
}
