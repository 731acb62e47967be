//! Telling how far the work is, and being told to stop.

use std::convert::Infallible;

/// So many pixels are worked on between two tellings: one or two milliseconds.
const PIXELS: usize = 1 << 18;

/// How far a piece of work is, told to whoever waits for it; an error from there ends the work and comes back out of it.
pub struct Progress<'a, E = Infallible> {
    hear: &'a mut dyn FnMut(f32) -> Result<(), E>,
    from: f32,
    to: f32,
}

impl<'a, E> Progress<'a, E> {
    /// The progress of the whole work, heard as shares of it from 0 to 1.
    pub fn new(hear: &'a mut dyn FnMut(f32) -> Result<(), E>) -> Self {
        Self {
            hear,
            from: 0.0,
            to: 1.0,
        }
    }

    /// The progress of a part of this work, which begins and ends at these shares of it.
    pub fn part(&mut self, from: f32, to: f32) -> Progress<'_, E> {
        let length = self.to - self.from;
        Progress {
            from: self.from + from * length,
            to: self.from + to * length,
            hear: self.hear,
        }
    }

    /// Tells that this share of the work is done.
    ///
    /// # Errors
    /// The listener's, who wants the work to end.
    pub fn at(&mut self, done: f32) -> Result<(), E> {
        (self.hear)(self.from + done * (self.to - self.from))
    }

    /// Tells, every now and then, that the rows before `y` are done, of `height` rows of `width` pixels.
    ///
    /// # Errors
    /// As [`at`](Self::at).
    pub fn row(&mut self, y: usize, width: usize, height: usize) -> Result<(), E> {
        let rows = (PIXELS / width.max(1)).max(1);
        match y.is_multiple_of(rows) {
            true => self.at(y as f32 / height.max(1) as f32),
            false => Ok(()),
        }
    }
}

/// Does a piece of work that nobody waits for.
pub fn unheard<T>(work: impl FnOnce(&mut Progress<'_>) -> Result<T, Infallible>) -> T {
    let Ok(result) = work(&mut Progress::new(&mut |_| Ok(())));
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_as_shares_of_the_whole() {
        let mut heard = Vec::new();
        let mut hear = |done| {
            heard.push(done);
            Ok::<_, Infallible>(())
        };
        let mut whole = Progress::new(&mut hear);
        let Ok(()) = whole.at(0.0);
        let Ok(()) = whole.part(0.5, 1.0).part(0.0, 0.5).at(1.0);
        let Ok(()) = whole.at(1.0);
        assert_eq!(heard, [0.0, 0.75, 1.0]);
    }

    #[test]
    fn an_error_comes_back() {
        let mut hear = |done: f32| if done > 0.4 { Err("enough") } else { Ok(()) };
        let mut whole = Progress::new(&mut hear);
        let ended = (0..100).try_for_each(|y| whole.row(y, PIXELS, 100));
        assert_eq!(ended, Err("enough"));
    }
}
