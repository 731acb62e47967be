//! PDF pages, rendered by hayro.

use std::sync::{Arc, Mutex};
use std::thread;

use hayro::hayro_interpret::{InterpreterSettings, InterpreterWarning};
use hayro::hayro_syntax::object::Dict;
use hayro::hayro_syntax::object::dict::keys::{COUNT, PAGES};
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::RgbImage;

use super::decode::{DecodeError, DecodeLimits};
use super::guard::guarded;

/// PDF's unit of length, a point, is 1/72 of an inch.
const POINTS_PER_INCH: f32 = 72.0;
/// Malformed files nest deeply, and an overflowing stack would end the process; only what is used is ever backed by memory.
const STACK_BYTES: usize = 256 << 20;
/// What stands at the end of every whole PDF, and within how many of the last bytes readers look for it.
const END_MARK: &[u8] = b"%%EOF";
const END_WITHIN: usize = 1024;
/// Readers accept a header that does not stand at the very start.
const HEADER_WITHIN: usize = 1024;

/// Whether bytes look like a PDF.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(HEADER_WITHIN)];
    start.windows(5).any(|window| window == b"%PDF-")
}

/// An open PDF.
pub(super) struct PdfPages {
    pdf: Pdf,
    count: usize,
    /// How many pages the file says that it has.
    told: usize,
    /// Whether the file breaks off: what is missing is not drawn, and no page of it says so.
    cut: bool,
}

impl PdfPages {
    /// Reads a PDF's structure.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, DecodeError> {
        let end = &bytes[bytes.len().saturating_sub(END_WITHIN)..];
        let cut = !end.windows(END_MARK.len()).any(|window| window == END_MARK);
        let pdf = apart(|| Pdf::new(bytes).map_err(from_hayro))??;
        let (count, told) = apart(|| (pdf.pages().len(), told_count(&pdf)))?;
        if count == 0 {
            return Err(DecodeError::PdfEmpty);
        }
        Ok(Self {
            pdf,
            count,
            told: told.unwrap_or(count),
            cut,
        })
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// How many pages the file says that it has, if that is more than were found.
    pub(super) fn told_more(&self) -> Option<usize> {
        (self.told > self.count).then_some(self.told)
    }

    /// Renders the page at `index` (from 0) at `dpi` on white, with notes on what could not be drawn.
    pub(super) fn page(
        &self,
        index: usize,
        dpi: f32,
        limits: DecodeLimits,
    ) -> Result<(RgbImage, Vec<&'static str>), DecodeError> {
        apart(|| {
            let page = (self.pdf.pages().get(index)).ok_or_else(|| DecodeError::PdfDamaged {
                message: "the page is missing".into(),
            })?;
            let scale = dpi / POINTS_PER_INCH;
            let (width, height) = page.render_dimensions();
            let (width, height) = ((width * scale) as u32, (height * scale) as u32);
            limits.check(width, height, 4)?;
            if width == 0 || height == 0 {
                return Err(DecodeError::PdfDamaged {
                    message: format!("a page of {width} x {height} pixels"),
                });
            }
            if width.max(height) > u32::from(u16::MAX) {
                return Err(DecodeError::TooLarge {
                    width,
                    height,
                    limits,
                });
            }
            let warnings = Arc::new(Mutex::new(Vec::new()));
            let sink = warnings.clone();
            let settings = InterpreterSettings {
                warning_sink: Arc::new(move |warning| {
                    let note = match warning {
                        InterpreterWarning::UnsupportedFont => "a font could not be loaded",
                        InterpreterWarning::ImageDecodeFailure => "a picture could not be decoded",
                        InterpreterWarning::UnresolvedAnnotationAppearance => {
                            "an annotation could not be drawn"
                        }
                        _ => "a part could not be drawn",
                    };
                    if let Ok(mut notes) = sink.lock()
                        && !notes.contains(&note)
                    {
                        notes.push(note);
                    }
                }),
                ..InterpreterSettings::default()
            };
            let pixmap_settings = PixmapSettings {
                x_scale: scale,
                y_scale: scale,
                bg_color: WHITE,
            };
            let pixmap = render(
                page,
                &RenderCache::new(),
                &settings,
                &RenderSettings::default(),
                &pixmap_settings,
            );
            let mut image = RgbImage::new(u32::from(pixmap.width()), u32::from(pixmap.height()));
            // The background is opaque, so premultiplied colours are the colours.
            for (target, source) in image.pixels_mut().zip(pixmap.data()) {
                target.0 = [source.r, source.g, source.b];
            }
            let notes = warnings.lock().map(|notes| notes.clone());
            let mut notes = notes.unwrap_or_default();
            if self.cut {
                notes.push("the file breaks off, so that parts of the page may be missing");
            }
            Ok((image, notes))
        })?
    }
}

/// How many pages the root of a PDF's page tree says that there are.
fn told_count(pdf: &Pdf) -> Option<usize> {
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let tree: Dict<'_> = root.get(PAGES)?;
    usize::try_from(tree.get::<i32>(COUNT)?).ok()
}

/// Runs `work` on a thread of its own with a deep stack, and turns a panic into an error.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, DecodeError> {
    let damaged = |message: String| DecodeError::PdfDamaged { message };
    thread::scope(|scope| {
        thread::Builder::new()
            .name("pdf".into())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || guarded(work))
            .map_err(|error| damaged(format!("cannot start a thread: {error}")))?
            .join()
            .unwrap_or_else(|_| Err("an internal error in the renderer".into()))
            .map_err(damaged)
    })
}

fn from_hayro(error: LoadPdfError) -> DecodeError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => DecodeError::PdfPassword,
        LoadPdfError::Decryption(error) => DecodeError::PdfEncryption {
            message: match error {
                DecryptionError::UnsupportedAlgorithm => "unknown algorithm",
                DecryptionError::MissingIDEntry => "no document ID",
                _ => "invalid encryption dictionary",
            },
        },
        LoadPdfError::Invalid => DecodeError::PdfDamaged {
            message: "its structure cannot be read".into(),
        },
    }
}
