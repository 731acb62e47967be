//! What takes a user several keys.

use std::path::Path;
use std::time::{Duration, Instant};

use super::keyboard::{CONTROL, ENTER, SHIFT, press};
use super::screen::covered;
use super::window::Window;

/// How long a key may take to show.
const AGAIN: Duration = Duration::from_secs(5);

/// Does what the palette finds under these letters, as soon as it can be done.
pub fn command(window: &mut Window, letters: &str) {
    find(window, letters);
    let mut pressed: Option<Instant> = None;
    window.until(letters, |window| {
        let open = covered(window);
        // A second press goes to what lies below, where the palette is gone already: time enough for it to be drawn.
        if open && pressed.is_none_or(|at| at.elapsed() > AGAIN) {
            press(window, &[ENTER]);
            pressed = Some(Instant::now());
        }
        !open
    });
}

/// Stores what the palette finds under these letters where its prompt proposes to.
pub fn export(window: &mut Window, letters: &str, file: &Path) {
    find(window, letters);
    window.until(&format!("{letters}: {}", file.display()), |window| {
        // The palette first, and then the prompt for a path.
        if covered(window) {
            press(window, &[ENTER]);
        }
        file.exists()
    });
    window.until("the prompt is gone", |window| !covered(window));
}

fn find(window: &mut Window, letters: &str) {
    window.until("nothing lies over the window", |window| !covered(window));
    press(window, &[CONTROL, SHIFT, u32::from(b'p')]);
    window.until("the palette is open", |window| covered(window));
    for letter in letters.bytes() {
        press(window, &[u32::from(letter)]);
    }
}
