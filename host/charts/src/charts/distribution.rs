//! Histograms over the empirical distribution functions, on one horizontal axis.

use crate::axis::{Scale, Tick, extent, usable};
use crate::canvas::{Area, Canvas, LINE, Mark, SMALL, TEXT, crisp};
use crate::chart::{Size, Style};
use crate::data::{LatencyDistribution, Samples};
use crate::font;
use crate::format::{self, Values};
use crate::palette::{Color, device_palette};
use crate::scene::{Align, Point, Scene};
use crate::words::Word;

/// Histograms that get a row of their own; the legend and the ECDF show all devices.
const MOST_ROWS: usize = 6;

pub(super) fn natural_height(data: &LatencyDistribution) -> u32 {
    320 + 76 * data.devices.len().clamp(1, MOST_ROWS) as u32
}

pub(super) fn scene(data: &LatencyDistribution, size: Size, style: Style) -> Scene {
    let mut canvas = Canvas::new(size, style, &data.title);
    let log = data.axis.log;
    let values = || {
        data.devices
            .iter()
            .flat_map(|device| device.values.iter().copied())
    };
    let left_out = values().filter(|&value| !usable(value, log)).count() as u64;
    let Some(range) = extent(values(), log) else {
        canvas.note_left_out(left_out, log);
        return canvas.no_data();
    };
    let names: Vec<&str> = data
        .devices
        .iter()
        .map(|device| device.name.as_str())
        .collect();
    let colors = device_palette(&names, canvas.palette);
    let sorted: Vec<Vec<f64>> = data
        .devices
        .iter()
        .map(|device| sorted(device, log))
        .collect();
    let entries: Vec<_> = data
        .devices
        .iter()
        .zip(&colors)
        .map(|(device, &color)| (legend(device, &data.axis.unit), color, Mark::Square))
        .collect();
    canvas.legend(&entries);
    canvas.note_left_out(left_out, log);

    let body = canvas.body;
    let fractions = fractions(data);
    let right = body.right - if fractions.is_empty() { 8.0 } else { 34.0 };
    let percent = |part: f64| Tick {
        value: part,
        label: format!("{:.0} %", part * 100.0),
    };
    let labels = [0.0, 0.25, 0.5, 0.75, 1.0].map(percent);
    let left = body.left + Canvas::labels_width(&labels);
    let bottom = body.bottom - 2.0 * LINE - 6.0;
    let rows = data.devices.len().min(MOST_ROWS);
    let upper = (bottom - body.top) * (0.3 + 0.06 * rows as f64);
    let x = Scale::new(range, log, left, right);
    let x = x.rounded((x.length() / 70.0).clamp(2.0, 10.0) as usize);
    let ticks = x.ticks_that_fit(TEXT);

    let histograms = Area {
        left,
        top: body.top,
        right,
        bottom: body.top + upper,
    };
    let histograms = canvas.named(histograms, canvas.word(Word::PerBin), body.left);
    let ecdf = Area {
        left,
        top: histograms.bottom + 12.0,
        right,
        bottom,
    };
    if !ecdf.is_roomy() {
        return canvas.scene;
    }
    let ecdf = canvas.named(ecdf, canvas.word(Word::CumulativeShare), body.left);
    canvas.x_ticks(ecdf, &x, &ticks, true);
    let bins = bins(&sorted, &x);
    let most = sorted
        .iter()
        .take(rows)
        .flat_map(|values| counts(values, &x, bins))
        .max()
        .unwrap_or(1);
    let height = histograms.height() / rows as f64;
    for (row, values) in sorted.iter().take(rows).enumerate() {
        let area = Area {
            top: histograms.top + row as f64 * height + 6.0,
            bottom: histograms.top + (row + 1) as f64 * height - 4.0,
            ..histograms
        };
        histogram(&mut canvas, area, &x, values, bins, most, colors[row]);
        bin_readouts(
            &mut canvas,
            area,
            &x,
            values,
            bins,
            &data.devices[row].name,
            &data.axis.unit,
        );
    }

    let y = Scale::new((0.0, 1.0), false, ecdf.bottom, ecdf.top);
    canvas.y_grid(ecdf, &y, &labels);
    let mut last = f64::INFINITY;
    for &fraction in &fractions {
        let place = crisp(y.at(fraction));
        canvas.scene.dashes(
            (left, place),
            (right + 2.0, place),
            1.0,
            canvas.palette.axis,
            [3.0, 3.0],
        );
        // From P50 up: a name is left out where it would lie on the one below it.
        if last - place >= SMALL + 2.0 {
            canvas.scene.text(
                (right + 6.0, font::centred(place, SMALL)),
                &quantile_name(fraction),
                SMALL,
                canvas.palette.muted,
                Align::Left,
            );
            last = place;
        }
    }
    for (values, &color) in sorted.iter().zip(&colors) {
        canvas.scene.line(&steps(values, &x, &y), 2.0, color);
    }
    shares(&mut canvas, ecdf, &x, data, &sorted);
    for (device, &color) in data.devices.iter().zip(&colors) {
        for quantile in device
            .quantiles
            .iter()
            .filter(|q| usable(q.value, log) && (0.0..=1.0).contains(&q.fraction))
        {
            if quantile.value >= x.low && quantile.value <= x.high {
                canvas.dot((x.at(quantile.value), y.at(quantile.fraction)), 4.0, color);
            }
        }
    }
    canvas.base_line(ecdf, ecdf.bottom);
    canvas.x_name(
        &data.axis,
        left,
        right,
        ecdf.bottom + 8.0 + TEXT * 0.8 + LINE,
    );
    canvas.scene
}

impl Canvas {
    /// A small heading at `left` over an area; returns the area under it.
    fn named(&mut self, area: Area, name: &str, left: f64) -> Area {
        let name = font::shorten(name, TEXT, area.right - left);
        self.scene.text(
            (left, area.top + TEXT - 2.0),
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
}

/// "cpu   P50 81.2 ms   P99 95.1 ms   (100)".
fn legend(device: &Samples, unit: &str) -> String {
    let mut text = device.name.clone();
    for quantile in &device.quantiles {
        let value = Values::of(device.values.iter().copied(), "–").text(quantile.value);
        text.push_str(&format!(
            "   {} {value}{}{unit}",
            quantile_name(quantile.fraction),
            if unit.is_empty() { "" } else { " " }
        ));
    }
    text
}

/// "P50", "P99.9".
fn quantile_name(fraction: f64) -> String {
    format!("P{}", (fraction * 1e6).round() / 1e4)
}

/// The marked fractions of all devices, each once, from the lowest.
fn fractions(data: &LatencyDistribution) -> Vec<f64> {
    let mut all: Vec<f64> = data
        .devices
        .iter()
        .flat_map(|device| device.quantiles.iter().map(|quantile| quantile.fraction))
        .collect();
    all.retain(|fraction| (0.0..=1.0).contains(fraction));
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

fn sorted(device: &Samples, log: bool) -> Vec<f64> {
    let mut values: Vec<f64> = device
        .values
        .iter()
        .copied()
        .filter(|&value| usable(value, log))
        .collect();
    values.sort_by(f64::total_cmp);
    values
}

/// How many bins all histograms share: by Freedman and Diaconis' rule (1981) for the narrowest device, 8 to one every 6 pixels.
fn bins(devices: &[Vec<f64>], x: &Scale) -> usize {
    let place = |value: f64| (x.at(value) - x.start) / x.length();
    let width = devices
        .iter()
        .filter(|values| values.len() >= 4)
        .map(|values| {
            let quartile = |part: usize| place(values[(values.len() - 1) * part / 4]);
            2.0 * (quartile(3) - quartile(1)) / (values.len() as f64).cbrt()
        });
    let narrowest = width.filter(|&width| width > 1e-6).fold(1.0, f64::min);
    let most = (x.length() / 6.0).clamp(8.0, 120.0);
    (1.0 / narrowest).clamp(8.0, most).round() as usize
}

fn counts(values: &[f64], x: &Scale, bins: usize) -> Vec<usize> {
    let mut counts = vec![0; bins];
    for &value in values {
        let place = (x.at(value) - x.start) / x.length() * bins as f64;
        counts[(place as usize).min(bins - 1)] += 1;
    }
    counts
}

fn histogram(
    canvas: &mut Canvas,
    area: Area,
    x: &Scale,
    values: &[f64],
    bins: usize,
    most: usize,
    color: Color,
) {
    let counts = counts(values, x, bins);
    let own_most = counts.iter().copied().max().unwrap_or(0);
    let width = x.length() / bins as f64;
    let gap = if width > 5.0 { 1.0 } else { 0.0 };
    for (bin, &count) in counts.iter().enumerate().filter(|&(_, &count)| count > 0) {
        let left = x.start + bin as f64 * width;
        let height = (count as f64 / most as f64 * (area.height() - 2.0)).max(2.0);
        canvas.scene.rect(
            (left + gap / 2.0, area.bottom - height),
            (left + width - gap / 2.0, area.bottom),
            color,
        );
    }
    canvas.base_line(area, area.bottom);
    // The next one stands as far below as an area is high.
    if area.height() >= SMALL {
        let number = format!("n = {}", format::count(values.len() as u64));
        canvas.scene.text(
            (area.right, area.top + SMALL),
            &number,
            SMALL,
            canvas.palette.muted,
            Align::Right,
        );
    }
    if own_most > 0 && area.height() >= 24.0 {
        let y = area.bottom - own_most as f64 / most as f64 * (area.height() - 2.0);
        let label = format::count(own_most as u64);
        canvas.scene.line(
            &[(area.left - 4.0, crisp(y)), (area.left, crisp(y))],
            1.0,
            canvas.palette.axis,
        );
        canvas.scene.text(
            (area.left - 8.0, font::centred(y, SMALL)),
            &label,
            SMALL,
            canvas.palette.muted,
            Align::Right,
        );
    }
}

/// Says of every bar of a histogram how many values it holds.
fn bin_readouts(
    canvas: &mut Canvas,
    area: Area,
    x: &Scale,
    values: &[f64],
    bins: usize,
    name: &str,
    unit: &str,
) {
    let width = x.length() / bins as f64;
    let mut from = 0;
    for (bin, count) in counts(values, x, bins).into_iter().enumerate() {
        let held = &values[from..from + count];
        from += count;
        if let (Some(first), Some(last)) = (held.first(), held.last()) {
            let [first, last] = [first, last].map(|value| format::exact(*value, unit));
            let text = canvas.language.in_bin(count, values.len(), &first, &last);
            let left = x.start + bin as f64 * width;
            canvas.scene.readout(
                (left, area.top),
                (left + width, area.bottom),
                format!("{name}: {text}"),
            );
        }
    }
}

/// Says of every few columns of pixels which share of each device's values lies up to there.
fn shares(
    canvas: &mut Canvas,
    area: Area,
    x: &Scale,
    data: &LatencyDistribution,
    sorted: &[Vec<f64>],
) {
    const COLUMN: f64 = 4.0;
    let columns = (x.length() / COLUMN) as usize;
    for column in 0..columns {
        let part = (column as f64 + 0.5) / columns as f64;
        let value = match x.log {
            true => x.low * (x.high / x.low).powf(part),
            false => x.low + (x.high - x.low) * part,
        };
        let shares = data
            .devices
            .iter()
            .zip(sorted)
            .filter(|(_, v)| !v.is_empty());
        let shares = shares.map(|(device, values)| {
            let below = values.partition_point(|other| *other <= value);
            let percent = format::exact((1000 * below / values.len()) as f64 / 10.0, "");
            let value = format::exact(value, &data.axis.unit);
            format!(
                "{}: {}",
                device.name,
                canvas.language.share_up_to(&percent, &value)
            )
        });
        let text = shares.collect::<Vec<_>>().join("\n");
        let left = x.start + column as f64 * COLUMN;
        canvas
            .scene
            .readout((left, area.top), (left + COLUMN, area.bottom), text);
    }
}

/// The step function from 0 at the smallest value to 1 at the largest, a step a value; many values make a step half a pixel.
fn steps(values: &[f64], x: &Scale, y: &Scale) -> Vec<Point> {
    let Some(&first) = values.first() else {
        return Vec::new();
    };
    let mut points = vec![(x.at(first), y.at(0.0))];
    let (mut last_x, mut last_y) = points[0];
    for (index, &value) in values.iter().enumerate() {
        let next = (x.at(value), y.at((index + 1) as f64 / values.len() as f64));
        if next.0 - last_x >= 0.5 || index == 0 || index + 1 == values.len() {
            points.extend([(next.0, last_y), next]);
            last_x = next.0;
        } else if let Some(point) = points.last_mut() {
            point.1 = next.1;
        }
        last_y = next.1;
    }
    points
}
