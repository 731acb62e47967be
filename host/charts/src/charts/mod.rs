//! One file a chart: its data laid out as a scene.

mod agreement;
mod bars;
mod distribution;
mod files;
mod lines;
mod positions;
mod scatter;
mod stages;

pub use scatter::MAX_POINTS;

use crate::canvas::CAPTION;
use crate::chart::{Chart, Size, Style};
use crate::scene::Scene;

pub(crate) fn scene(chart: &Chart, size: Size, style: Style) -> Scene {
    match chart {
        Chart::GroupedBars(data) => bars::scene(data, size, style),
        Chart::LatencyDistribution(data) => distribution::scene(data, size, style),
        Chart::StageBreakdown(data) => stages::scene(data, size, style),
        Chart::LogitScatter(data) => scatter::scene(data, size, style),
        Chart::PositionError(data) => positions::scene(data, size, style),
        Chart::AgreementStrip(data) => agreement::scene(data, size, style),
        Chart::FileBars(data) => files::scene(data, size, style),
        Chart::Series(data) => lines::scene(data, size, style),
    }
}

pub(crate) fn natural_size(chart: &Chart, width: u32) -> Size {
    let caption = match chart.title().contains('\n') {
        true => CAPTION as u32,
        false => 0,
    };
    let height = match chart {
        Chart::GroupedBars(_) | Chart::PositionError(_) | Chart::Series(_) => 380,
        Chart::LatencyDistribution(data) => distribution::natural_height(data),
        Chart::StageBreakdown(data) => stages::natural_height(data),
        Chart::LogitScatter(_) => return Size::new(width.min(600), width.min(560) + caption),
        Chart::AgreementStrip(data) => agreement::natural_height(data, width),
        Chart::FileBars(data) => files::natural_height(data),
    };
    Size::new(width, height + caption)
}
