//! The command line of `inkstone-gui`.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use inkstone::device::DeviceSpec;

/// Reads documents with PaddleOCR-VL, in a window.
#[derive(Debug, Default, Parser)]
#[command(
    version,
    after_help = "\
Examples:
  inkstone-gui
  inkstone-gui scans/ letter.png report.pdf
  inkstone-gui --pipeline scan --lang zh scan.jpg
  xvfb-run -a inkstone-gui --screenshot window.png --theme dark page.png

Exit status: 0, or 1 if the window or the screenshot cannot be had.

Environment:
  INKSTONE_THREADS  number of threads [default: one fewer than there are cores]
  INKSTONE_DATA_DIR folder in which everything is kept: the queue, settings, models, plugins, pipelines, evaluations and the cache
  INKSTONE_WAYLAND  set it to use Wayland where XWayland is there too; files cannot be dropped then"
)]
pub struct Args {
    /// Images, PDFs and folders to read besides what was open last time; at the first start a sample page if none
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Folder of the checkpoint, or the name of a downloaded one [default: a downloaded one, else the built-in demo reader]
    #[arg(long, value_name = "DIR")]
    pub model_path: Option<PathBuf>,
    /// auto, cpu, npu or cuda, with an optional index and dtype
    #[arg(long)]
    pub device: Option<DeviceSpec>,
    /// A built-in pipeline, one of yours, or a TOML file
    #[arg(long, value_name = "NAME|FILE")]
    pub pipeline: Option<String>,
    /// Language of the window [default: that of last time, at first that of the environment]
    #[arg(long, value_enum)]
    pub lang: Option<LanguageArg>,
    /// Colours of the window [default: those of last time, at first the system's]
    #[arg(long, value_enum)]
    pub theme: Option<ThemeArg>,
    /// What the window shows at first [default: what it showed last]
    #[arg(long, value_enum)]
    pub view: Option<ViewArg>,
    /// Form in which the result is shown at first [default: that of last time]
    #[arg(long, value_enum)]
    pub tab: Option<TabArg>,
    /// Size of the window, in points [default: that of last time, at first 1280x800]
    #[arg(long, value_name = "WxH", value_parser = size)]
    pub size: Option<Size>,
    /// Read everything, store a picture of the window in this PNG file, and exit; nothing of last time is shown, and nothing kept
    #[arg(long, value_name = "PNG")]
    pub screenshot: Option<PathBuf>,
}

/// Width and height, in points.
#[derive(Clone, Copy, Debug)]
pub struct Size(pub f32, pub f32);

/// A language of the window.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LanguageArg {
    /// English
    En,
    /// Simplified Chinese
    Zh,
}

/// Colours of the window.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ThemeArg {
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
}

/// What the window is used for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ViewArg {
    /// Reading pages
    Read,
    /// The page on two devices side by side
    Compare,
    /// An evaluation of two devices
    Evaluation,
    /// The evaluations that were kept
    History,
    /// Plugins
    Plugins,
}

/// A form of the result.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TabArg {
    /// Headings, tables and formulas as they are meant
    Rendered,
    /// Text, tied to the page's regions
    Text,
    /// Markdown's source
    Markdown,
    /// JSON
    Json,
    /// Tokens with their probabilities
    Tokens,
}

fn size(text: &str) -> Result<Size, String> {
    let side = |text: &str| {
        let side = text.parse::<f32>().ok();
        side.filter(|side| (320.0..=8192.0).contains(side))
    };
    text.split_once('x')
        .and_then(|(width, height)| Some(Size(side(width)?, side(height)?)))
        .ok_or_else(|| "expected two numbers from 320 to 8192, such as 1280x800".into())
}
