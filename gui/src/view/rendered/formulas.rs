//! Formulas that were laid out and drawn, kept as long as they are looked at.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{Color32, ColorImage, Context, TextureHandle, TextureOptions};

use super::formula::Formula;

/// How many formulas are laid out in one frame; the others follow in the next ones.
const PER_FRAME: usize = 6;
/// How many are kept before all are forgotten.
const MOST_KEPT: usize = 2000;
const MOST_DRAWN: usize = 500;

/// What is known of a formula.
#[derive(Clone)]
pub enum Known {
    /// It is laid out.
    Ready(Arc<Formula>),
    /// Its source is not understood, and why.
    Broken(Arc<str>),
    /// Its turn comes in one of the next frames.
    Pending,
}

/// Formulas by source, and whether each stands on a line of its own.
#[derive(Default)]
pub struct Formulas {
    laid_out: HashMap<(String, bool), Result<Arc<Formula>, Arc<str>>>,
    /// By pixels to the em besides; none where the picture would be too large.
    drawn: HashMap<(String, bool, u32), Option<TextureHandle>>,
    this_frame: usize,
}

impl Formulas {
    /// To be called before each frame.
    pub fn begin_frame(&mut self) {
        self.this_frame = 0;
        if self.laid_out.len() > MOST_KEPT {
            self.laid_out.clear();
        }
        if self.drawn.len() > MOST_DRAWN {
            self.drawn.clear();
        }
    }

    /// A formula, which is laid out if there is time in this frame.
    pub fn get(&mut self, latex: &str, display: bool) -> Known {
        let key = (latex.to_owned(), display);
        if !self.laid_out.contains_key(&key) {
            if self.this_frame >= PER_FRAME {
                return Known::Pending;
            }
            self.this_frame += 1;
            let formula = Formula::new(latex, display);
            let formula = formula.map(Arc::new).map_err(Arc::from);
            self.laid_out.insert(key.clone(), formula);
        }
        match &self.laid_out[&key] {
            Ok(formula) => Known::Ready(formula.clone()),
            Err(error) => Known::Broken(error.clone()),
        }
    }

    /// The picture of a formula, white on nothing, with so many pixels to the em.
    pub fn picture(
        &mut self,
        ctx: &Context,
        latex: &str,
        display: bool,
        em: f32,
    ) -> Option<TextureHandle> {
        let Known::Ready(formula) = self.get(latex, display) else {
            return None;
        };
        let key = (latex.to_owned(), display, em.to_bits());
        let draw = || {
            let coverage = formula.draw(em)?;
            // Coverage taken as it is looks thinner than the text beside it.
            let white = |ink: &f32| Color32::from_white_alpha((ink.powf(0.8) * 255.0) as u8);
            let pixels = coverage.ink.iter().map(white).collect();
            let image = ColorImage::new(coverage.size, pixels);
            Some(ctx.load_texture("formula", image, TextureOptions::LINEAR))
        };
        self.drawn.entry(key).or_insert_with(draw).clone()
    }
}
