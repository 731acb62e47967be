//! `--screenshot`: waits until everything is read and drawn, stores a picture of the window, and closes it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};

use anyhow::Context as _;
use eframe::egui::{ColorImage, Context, ViewportCommand};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use inkstone::files::write_whole;

/// Frames that are drawn after everything is there, so that all of it has found its place.
const FRAMES: u32 = 4;

/// How a screenshot ended; none while it is not taken.
pub type Ended = Arc<Mutex<Option<anyhow::Result<()>>>>;

/// A screenshot to be taken.
pub struct Screenshot {
    path: PathBuf,
    ended: Ended,
    frames: u32,
    taken: Option<Receiver<Arc<ColorImage>>>,
}

impl Screenshot {
    /// A screenshot into a PNG file.
    pub fn new(path: PathBuf, ended: Ended) -> Self {
        Self {
            path,
            ended,
            frames: 0,
            taken: None,
        }
    }

    /// Goes on with it; `ready` is whether everything is there. Called once per frame.
    pub fn advance(&mut self, ctx: &Context, ready: bool) {
        if let Some(taken) = &self.taken {
            if let Ok(picture) = taken.try_recv() {
                let outcome = store(&self.path, &picture);
                if let Ok(mut ended) = self.ended.lock() {
                    *ended = Some(outcome);
                }
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            return;
        }
        if !ready {
            self.frames = 0;
            return;
        }
        self.frames += 1;
        if self.frames > FRAMES {
            let (sender, receiver) = channel();
            let wake = ctx.clone();
            ctx.request_screenshot(move |picture| {
                // Nobody listens once the window is closed.
                let _ = sender.send(picture);
                wake.request_repaint();
            });
            self.taken = Some(receiver);
        }
        ctx.request_repaint();
    }
}

fn store(path: &Path, picture: &ColorImage) -> anyhow::Result<()> {
    let [width, height] = picture.size;
    let rgb: Vec<u8> = (picture.pixels.iter())
        .flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()])
        .collect();
    let mut file = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut file, CompressionType::Best, FilterType::Adaptive);
    encoder
        .write_image(&rgb, width as u32, height as u32, ExtendedColorType::Rgb8)
        .context("cannot encode the screenshot")?;
    Ok(write_whole(path, &file)?)
}
