//! The thread that draws charts.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use eframe::egui::ColorImage;
use inkstone_charts::{Chart, Readout, Size, Style};

use crate::worker::Outlet;
use crate::worker::caught::caught;

/// What a picture of a chart depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Its size in points.
    pub size: Size,
    /// Colours and language.
    pub style: Style,
    /// Pixels per point.
    pub scale: f32,
    /// How often its data was replaced.
    pub version: u32,
}

/// A chart to be drawn.
#[derive(Debug)]
pub struct ChartRequest {
    /// Stands for the chart.
    pub id: u64,
    /// It.
    pub chart: Arc<Chart>,
    /// How.
    pub look: Look,
}

/// A chart that was drawn.
#[derive(Debug)]
pub struct DrawnChart {
    /// Stands for the chart.
    pub id: u64,
    /// How it was drawn.
    pub look: Look,
    /// The picture; none if it cannot be drawn.
    pub pixels: Option<ColorImage>,
    /// What its parts stand for.
    pub readouts: Vec<Readout>,
}

/// Starts the thread. Of several requests for one chart the latest is served.
pub fn start_charts(drawn: Outlet<DrawnChart>) -> std::io::Result<Sender<ChartRequest>> {
    let (sender, requests) = channel::<ChartRequest>();
    thread::Builder::new()
        .name("charts".into())
        .spawn(move || {
            let mut waiting: Vec<ChartRequest> = Vec::new();
            loop {
                if waiting.is_empty() {
                    match requests.recv() {
                        Ok(request) => waiting.push(request),
                        Err(_) => return,
                    }
                }
                for request in requests.try_iter() {
                    waiting.retain(|other| other.id != request.id);
                    waiting.push(request);
                }
                if !waiting.is_empty() {
                    drawn.send(draw(waiting.remove(0)));
                }
            }
        })?;
    Ok(sender)
}

fn draw(request: ChartRequest) -> DrawnChart {
    let ChartRequest { id, chart, look } = request;
    let result = caught(|| {
        let pixels = chart.rgb(look.size, look.style, look.scale);
        let size = [pixels.width as usize, pixels.height as usize];
        let image = ColorImage::from_rgb(size, &pixels.bytes);
        (image, chart.readouts(look.size, look.style))
    });
    let (pixels, readouts) = match result {
        Ok((pixels, readouts)) => (Some(pixels), readouts),
        Err(_) => (None, Vec::new()),
    };
    DrawnChart {
        id,
        look,
        pixels,
        readouts,
    }
}
