//! An RGB page to normalised patches.

use image::RgbImage;
use rayon::prelude::*;

use super::{PixelLimits, ResizeError, resize_bicubic, smart_resize};

const CHANNELS: usize = 3;

/// The patches of one image: `t` frames (always 1), `h` rows and `w` columns, in patches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// Frames: 1 for an image.
    pub t: usize,
    /// Rows of patches.
    pub h: usize,
    /// Columns of patches.
    pub w: usize,
}

impl Grid {
    /// How many patches the vision encoder sees.
    pub fn patches(&self) -> usize {
        self.t * self.h * self.w
    }

    /// How many image tokens the language model sees when `merge` x `merge` patches become one token.
    pub fn tokens(&self, merge: usize) -> usize {
        self.patches() / (merge * merge).max(1)
    }
}

/// What the vision encoder takes for one image.
#[derive(Debug, Clone, PartialEq)]
pub struct Patches {
    /// f32, [h * w, 3 * patch_size * patch_size]: patches in raster order over the whole image, each channel by channel.
    pub values: Vec<f32>,
    /// How the patches lie on the page.
    pub grid: Grid,
}

/// The settings of `preprocessor_config.json` and the processing that they describe.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageProcessor {
    /// How many pixels a resized page may have.
    pub limits: PixelLimits,
    /// The side of a patch in pixels.
    pub patch_size: usize,
    /// How many patches per side become one image token.
    pub merge_size: usize,
    /// Subtracted from each channel after rescaling.
    pub mean: [f32; 3],
    /// What each channel is divided by after that.
    pub std: [f32; 3],
    /// What 8-bit values are multiplied with; in double precision, as the reference does it.
    pub rescale: f64,
}

impl Default for ImageProcessor {
    /// The values of the reference class: patches of 14 pixels, 2 x 2 of them to a token, and the mean and deviation of CLIP. Every
    /// published checkpoint overrides the last two with 0.5.
    fn default() -> Self {
        Self {
            limits: PixelLimits::default(),
            patch_size: 14,
            merge_size: 2,
            mean: [0.481_454_66, 0.457_827_5, 0.408_210_73],
            std: [0.268_629_55, 0.261_302_6, 0.275_777_1],
            rescale: 1.0 / 255.0,
        }
    }
}

impl ImageProcessor {
    /// The side of a merged patch in pixels: what both sides of a resized page are multiples of.
    pub fn factor(&self) -> usize {
        self.patch_size * self.merge_size
    }

    /// The (height, width) to which a page of `height` x `width` pixels is resized.
    ///
    /// # Errors
    /// As for [`smart_resize`].
    pub fn target_size(&self, height: usize, width: usize) -> Result<(usize, usize), ResizeError> {
        smart_resize(height, width, self.factor(), self.limits)
    }

    /// The grid that a page of `height` x `width` pixels will have, without processing it.
    ///
    /// # Errors
    /// As for [`smart_resize`].
    pub fn grid(&self, height: usize, width: usize) -> Result<Grid, ResizeError> {
        let (height, width) = self.target_size(height, width)?;
        Ok(Grid {
            t: 1,
            h: height / self.patch_size,
            w: width / self.patch_size,
        })
    }

    /// Resizes, rescales and normalises `image`, and cuts it into patches.
    ///
    /// # Errors
    /// As for [`smart_resize`].
    pub fn process(&self, image: &RgbImage) -> Result<Patches, ResizeError> {
        let (height, width) = self.target_size(image.height() as usize, image.width() as usize)?;
        let grid = self.grid(image.height() as usize, image.width() as usize)?;
        let resized = resize_bicubic(image, width as u32, height as u32);
        let levels = self.levels();
        let side = self.patch_size;
        let patch_len = CHANNELS * side * side;
        let mut values = vec![0.0; grid.patches() * patch_len];
        values
            .par_chunks_exact_mut(patch_len * grid.w)
            .zip(resized.par_chunks_exact(side * width * CHANNELS))
            .for_each(|(patches, band)| {
                for (column, patch) in patches.chunks_exact_mut(patch_len).enumerate() {
                    for (y, row) in band.chunks_exact(width * CHANNELS).enumerate() {
                        let row = &row[column * side * CHANNELS..(column + 1) * side * CHANNELS];
                        for (x, pixel) in row.chunks_exact(CHANNELS).enumerate() {
                            for (channel, &value) in pixel.iter().enumerate() {
                                patch[(channel * side + y) * side + x] =
                                    levels[channel][usize::from(value)];
                            }
                        }
                    }
                }
            });
        Ok(Patches { values, grid })
    }

    /// What each of the 256 levels of each channel becomes.
    fn levels(&self) -> [[f32; 256]; CHANNELS] {
        std::array::from_fn(|channel| {
            std::array::from_fn(|level| {
                let rescaled = (level as f64 * self.rescale) as f32;
                (rescaled - self.mean[channel]) / self.std[channel]
            })
        })
    }
}
