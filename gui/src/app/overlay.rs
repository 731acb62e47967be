//! What lies over the window for a while: the palette, the help and the messages. Keys are for it alone.

use std::time::Instant;

use eframe::egui::Context;

use super::App;
use crate::command::entries;
use crate::view::palette::{Overlaid, Palette};
use crate::view::{help, messages};

/// What lies over the window.
pub enum Overlay {
    /// Finds what to do.
    Palette(Palette),
    /// Says which keys do what.
    Help,
    /// Lists what went wrong.
    Messages,
}

impl App {
    /// Draws what lies over the window, and does what was chosen there.
    pub(super) fn overlay(&mut self, ctx: &Context) {
        let Some(mut overlay) = self.overlay.take() else {
            return;
        };
        let words = self.language.words();
        let outcome = match &mut overlay {
            Overlay::Palette(palette) => {
                palette.show(ctx, words, &entries(&self.state, self.language))
            }
            Overlay::Help => help::show(ctx, words),
            Overlay::Messages => messages::show(ctx, &self.state, words, Instant::now()),
        };
        match outcome {
            Overlaid::Open => self.overlay = Some(overlay),
            Overlaid::Closed => {}
            Overlaid::Do(action) => self.carry_out(ctx, action),
        }
    }
}
