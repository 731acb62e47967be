//! The one type that reports and the window draw.

use serde::{Deserialize, Serialize};

use crate::data::{
    AgreementStrip, FileBars, GroupedBars, LatencyDistribution, LogitScatter, PositionError,
    Series, StageBreakdown,
};
use crate::render::{raster, svg};
use crate::scene::{Readout, Scene};
use crate::words::Language;
use crate::{charts, palette::Theme};

/// A picture's size in CSS pixels (egui's points): text is 11 to 17 of them high whatever the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Width; 16 to 8192.
    pub width: u32,
    /// Height; 16 to 8192.
    pub height: u32,
}

impl Size {
    /// A size; sides outside 16 to 8192 are moved to the nearer end.
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            width: width.clamp(16, 8192),
            height: height.clamp(16, 8192),
        }
    }
}

/// How a chart looks, apart from its data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// Colours.
    pub theme: Theme,
    /// Language of the chart's own words ("no data", "and 12 more"); titles and names are the caller's.
    pub language: Language,
}

impl From<Theme> for Style {
    fn from(theme: Theme) -> Self {
        Self {
            theme,
            language: Language::default(),
        }
    }
}

/// Pixels: rows from the top, three bytes each (R, G, B; sRGB), no padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RgbPixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height * 3` bytes.
    pub bytes: Vec<u8>,
}

/// Why a chart could not be made. Data is never the reason.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The PNG encoder failed.
    #[error("the chart could not be encoded as PNG")]
    Png(#[from] image::ImageError),
}

/// Any of the charts. JSON: `{"kind": "grouped-bars", …}` with the struct's fields beside `kind`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Chart {
    /// Grouped bars with error bars.
    GroupedBars(GroupedBars),
    /// Histogram and empirical distribution function.
    LatencyDistribution(LatencyDistribution),
    /// Stacked horizontal bars.
    StageBreakdown(StageBreakdown),
    /// Baseline against candidate.
    LogitScatter(LogitScatter),
    /// Lines over positions.
    PositionError(PositionError),
    /// Cells of agreement.
    AgreementStrip(AgreementStrip),
    /// Horizontal bars, worst first.
    FileBars(FileBars),
    /// Any lines.
    Series(Series),
}

impl Chart {
    /// The chart's heading, as given. What follows a line break is a caption, which stands below it in small letters.
    pub fn title(&self) -> &str {
        match self {
            Self::GroupedBars(chart) => &chart.title,
            Self::LatencyDistribution(chart) => &chart.title,
            Self::StageBreakdown(chart) => &chart.title,
            Self::LogitScatter(chart) => &chart.title,
            Self::PositionError(chart) => &chart.title,
            Self::AgreementStrip(chart) => &chart.title,
            Self::FileBars(chart) => &chart.title,
            Self::Series(chart) => &chart.title,
        }
    }

    /// The chart with a caption below its heading: what whoever sees the picture alone has to know.
    #[must_use]
    pub fn with_caption(mut self, caption: &str) -> Self {
        let title = match &mut self {
            Self::GroupedBars(chart) => &mut chart.title,
            Self::LatencyDistribution(chart) => &mut chart.title,
            Self::StageBreakdown(chart) => &mut chart.title,
            Self::LogitScatter(chart) => &mut chart.title,
            Self::PositionError(chart) => &mut chart.title,
            Self::AgreementStrip(chart) => &mut chart.title,
            Self::FileBars(chart) => &mut chart.title,
            Self::Series(chart) => &mut chart.title,
        };
        *title = format!("{title}\n{caption}");
        self
    }

    /// The size that suits the data, at most `width` wide: charts made of rows grow with them. Any other size works too; rows that find no
    /// room are counted in the chart.
    pub fn natural_size(&self, width: u32) -> Size {
        charts::natural_size(self, width)
    }

    /// The chart as one SVG element, self-contained: it may be written to a file, put into HTML as it is, or used as an image's source.
    ///
    /// Text is drawn as outlines of the embedded font, so that Chinese shows where the viewer has no font for it and every label has its
    /// measured width; over them lies the same text, transparent, for selecting, searching and screen readers. Equal data, size and style
    /// give equal bytes.
    pub fn svg(&self, size: Size, style: impl Into<Style>) -> String {
        let name = self.title().replace('\n', ". ");
        svg::draw(&self.scene(size, style.into()), &name)
    }

    /// The chart as pixels, `scale` device pixels to a CSS pixel (0.25 to 8; a scale that would give over 8192 pixels a side is lowered).
    pub fn rgb(&self, size: Size, style: impl Into<Style>, scale: f32) -> RgbPixels {
        raster::draw(&self.scene(size, style.into()), scale)
    }

    /// What the parts of the picture of this size stand for. Of parts that overlap the last one is meant.
    pub fn readouts(&self, size: Size, style: impl Into<Style>) -> Vec<Readout> {
        self.scene(size, style.into()).readouts
    }

    /// [`Chart::rgb`] as a PNG file's bytes.
    ///
    /// # Errors
    ///
    /// When the encoder fails, which for a picture in memory would be a defect.
    pub fn png(
        &self,
        size: Size,
        style: impl Into<Style>,
        scale: f32,
    ) -> Result<Vec<u8>, ChartError> {
        let pixels = self.rgb(size, style, scale);
        let mut file = Vec::new();
        let encoder = image::codecs::png::PngEncoder::new(&mut file);
        image::ImageEncoder::write_image(
            encoder,
            &pixels.bytes,
            pixels.width,
            pixels.height,
            image::ExtendedColorType::Rgb8,
        )?;
        Ok(file)
    }

    fn scene(&self, size: Size, style: Style) -> Scene {
        charts::scene(self, Size::new(size.width, size.height), style)
    }
}

macro_rules! from_data {
    ($($name:ident),*) => {
        $(impl From<$name> for Chart {
            fn from(chart: $name) -> Self {
                Self::$name(chart)
            }
        })*
    };
}
from_data!(
    GroupedBars,
    LatencyDistribution,
    StageBreakdown,
    LogitScatter,
    PositionError,
    AgreementStrip,
    FileBars,
    Series
);
