//! Lines over any numbers.

use crate::axis::{Scale, extent, usable};
use crate::canvas::{Area, Canvas, LINE, Mark, TEXT};
use crate::chart::{Size, Style};
use crate::data::{Line, Series};
use crate::format;
use crate::palette::device_palette;
use crate::scene::{Point, Scene};

/// Lines of at most this many points show the points too.
const DOTS: usize = 24;

/// Points of a line that say their values, and how far around they do, in pixels.
const MOST_READOUTS: usize = 4000;
const REACH: f64 = 6.0;

pub(super) fn scene(data: &Series, size: Size, style: Style) -> Scene {
    let mut canvas = Canvas::new(size, style, &data.title);
    let (x_log, y_log) = (data.x_axis.log, data.y_axis.log);
    let fits = |&(x, y): &(f64, f64)| usable(x, x_log) && usable(y, y_log);
    let all = || data.lines.iter().flat_map(pairs);
    let beyond: usize = data
        .lines
        .iter()
        .map(|line| line.x.len().abs_diff(line.y.len()))
        .sum();
    let left_out = all().filter(|pair| !fits(pair)).count() + beyond;
    canvas.note_left_out(left_out as u64, x_log || y_log);
    let ranges = extent(all().filter(fits).map(|pair| pair.0), x_log)
        .zip(extent(all().filter(fits).map(|pair| pair.1), y_log));
    let Some((x_range, y_range)) = ranges else {
        return canvas.no_data();
    };
    let names: Vec<&str> = data.lines.iter().map(|line| line.name.as_str()).collect();
    let colors = device_palette(&names, canvas.palette);
    let named = data
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.name.is_empty());
    let entries: Vec<_> = named
        .map(|(index, line)| (line.name.clone(), colors[index], Mark::Line))
        .collect();
    canvas.legend(&entries);

    let body = canvas.body;
    let area = canvas.y_name(&data.y_axis, body);
    let area = Area {
        bottom: area.bottom - 2.0 * LINE - 6.0,
        right: area.right - 12.0,
        ..area
    };
    let count = (area.height() / 36.0).clamp(2.0, 8.0) as usize;
    let y = Scale::new(y_range, y_log, area.bottom, area.top).rounded(count);
    let ticks = y.ticks(count);
    let area = Area {
        left: area.left + Canvas::labels_width(&ticks),
        ..area
    };
    if !area.is_roomy() {
        return canvas.scene;
    }
    canvas.y_grid(area, &y, &ticks);
    let x = Scale::new(x_range, x_log, area.left, area.right);
    for (index, line) in data.lines.iter().enumerate() {
        let color = colors[index];
        let mut run: Vec<Point> = Vec::new();
        let mut finished = Vec::new();
        for pair in pairs(line) {
            if fits(&pair) {
                run.push((x.at(pair.0), y.at(pair.1)));
            } else {
                finished.push(std::mem::take(&mut run));
            }
        }
        finished.push(run);
        for pair in pairs(line).filter(fits).take(MOST_READOUTS) {
            let place = (x.at(pair.0), y.at(pair.1));
            let named = match line.name.as_str() {
                "" => String::new(),
                name => format!("{name} · "),
            };
            let text = format!(
                "{named}{}: {}",
                format::exact(pair.0, &data.x_axis.unit),
                format::exact(pair.1, &data.y_axis.unit)
            );
            let reach = |(x, y): Point, by: f64| (x + by, y + by);
            canvas
                .scene
                .readout(reach(place, -REACH), reach(place, REACH), text);
        }
        let dots = line.x.len() <= DOTS;
        for run in finished {
            canvas.scene.line(&run, 2.0, color);
            if dots || run.len() == 1 {
                for &point in &run {
                    canvas.dot(point, 3.0, color);
                }
            }
        }
    }
    canvas.base_line(area, area.bottom);
    let ticks = x.ticks_that_fit(TEXT);
    canvas.x_ticks(area, &x, &ticks, false);
    canvas.x_name(
        &data.x_axis,
        area.left,
        area.right,
        area.bottom + 8.0 + TEXT * 0.8 + LINE,
    );
    canvas.scene
}

fn pairs(line: &Line) -> impl Iterator<Item = (f64, f64)> {
    line.x.iter().copied().zip(line.y.iter().copied())
}
