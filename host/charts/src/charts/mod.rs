//! One file a chart: its data laid out as a scene.

use crate::chart::{Chart, Size, Style};
use crate::scene::{Align, Scene};
use crate::words::Word;

/// From this many pairs on, [`crate::LogitScatter`] draws counts in place of points.
pub const MAX_POINTS: usize = 2000;

pub(crate) fn scene(_chart: &Chart, size: Size, style: Style) -> Scene {
    let palette = style.theme.palette();
    let mut scene = Scene::new(
        f64::from(size.width),
        f64::from(size.height),
        palette.background,
    );
    let middle = (scene.width / 2.0, scene.height / 2.0);
    scene.text(
        middle,
        style.language.word(Word::NoData),
        13.0,
        palette.muted,
        Align::Center,
    );
    scene
}

pub(crate) fn natural_size(_chart: &Chart, width: u32) -> Size {
    Size::new(width, 420)
}
