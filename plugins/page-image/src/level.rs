//! A page's ink with its lines level.

use crate::{Gray, Ink, Page, Progress, Turn, skew};

/// Below this the page is left as it is, in degrees: over a line of 1500 px it is a quarter of a letter's height.
const STRAIGHT: f32 = 0.12;

/// What [`level`] finds.
pub struct Level {
    /// By how many degrees the page's lines fall to the right (positive) or rise (negative); 0 where it is straight enough.
    pub angle: f32,
    /// The turn by that angle; none where there is none.
    pub turn: Option<Turn>,
    /// The ink of the turned page; none where nothing stands out.
    pub ink: Option<Ink>,
}

/// Finds a page's skew and its ink after the turn that makes it level.
///
/// # Errors
/// Those of `progress`.
pub fn level<E>(page: &Page<'_>, progress: &mut Progress<'_, E>) -> Result<Level, E> {
    let gray = Gray::of(page);
    let mut found = Level {
        angle: 0.0,
        turn: None,
        ink: gray.ink(&mut progress.part(0.0, 0.3))?,
    };
    let Some(ink) = &found.ink else {
        return Ok(found);
    };
    let angle = skew::angle(ink, &mut progress.part(0.3, 0.4))?;
    if angle.abs() >= STRAIGHT {
        let turn = Turn::new(page.width, page.height, angle);
        let gray = Gray {
            pixels: turn.apply(&gray.pixels, 1, &mut progress.part(0.4, 0.7))?,
            width: turn.width,
            height: turn.height,
        };
        found = Level {
            angle,
            turn: Some(turn),
            ink: gray.ink(&mut progress.part(0.7, 1.0))?,
        };
    }
    Ok(found)
}
