//! The system's fonts behind the bundled ones. These cover Latin, Greek, Cyrillic and Chinese alone, and the model reads more scripts than
//! any one font has: egui tells each character that no font draws, a thread looks for a font that does, and egui is given that font.
//!
//! A font is looked for once for each character; where none is found a box stays in its place. A frame never waits for this.
//!
//! egui shapes what one font draws, so that Arabic letters join and marks are placed, but has no bidirectional layout: words stand from
//! left to right also where a line is to be read from right to left, and the cursor is a letter off behind a ligature of such a word.

mod choice;
mod search;

use std::collections::HashSet;
use std::mem::take;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use eframe::egui::{Context, FallbackRequest, FontFamily, FontInsert, FontProvider};

use crate::worker::Outlet;
use search::Search;
pub use search::{Database, of_system};

/// Lists the fonts that may be taken; called on the searching thread, when the first one is needed.
pub type List = Box<dyn FnOnce() -> Database + Send>;

/// What egui asks for, and what it is given.
#[derive(Default)]
struct Shelf(Mutex<Content>);

#[derive(Default)]
struct Content {
    /// Every character that was missing once.
    asked: HashSet<char>,
    /// Those of them that are not looked for yet.
    missing: Vec<char>,
    fonts: Vec<FontInsert>,
}

impl Shelf {
    fn lock(&self) -> MutexGuard<'_, Content> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FontProvider for Shelf {
    fn fonts_for_family(&self, _family: &FontFamily) -> Vec<FontInsert> {
        self.lock().fonts.clone()
    }

    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let character = request.cluster.chars().next()?;
        let mut content = self.lock();
        if content.asked.insert(character) {
            content.missing.push(character);
        }
        None
    }
}

/// Fonts that are found when they are needed.
pub struct Fallback {
    shelf: Arc<Shelf>,
    search: Sender<Vec<char>>,
    found: Receiver<Vec<FontInsert>>,
    /// How many searches are not answered yet.
    running: usize,
}

impl Fallback {
    /// Has egui tell what it misses. `wake` is called when a font was found, so that [`Self::attend`] is called.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(
        ctx: &Context,
        list: List,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> std::io::Result<Self> {
        let shelf = Arc::new(Shelf::default());
        ctx.set_font_providers(vec![shelf.clone()]);
        let (search, asks) = channel::<Vec<char>>();
        let (sender, found) = channel();
        let found_outlet = Outlet::new(sender, wake);
        thread::Builder::new().name("fonts".into()).spawn(move || {
            let Ok(mut missing) = asks.recv() else { return };
            let mut search = Search::new(list());
            loop {
                found_outlet.send(search.find(&missing));
                match asks.recv() {
                    Ok(next) => missing = next,
                    Err(_) => return,
                }
            }
        })?;
        Ok(Self {
            shelf,
            search,
            found,
            running: 0,
        })
    }

    /// What was missing so far, in the order of code points.
    #[cfg(test)]
    pub fn asked(&self) -> Vec<char> {
        let mut asked: Vec<char> = self.shelf.lock().asked.iter().copied().collect();
        asked.sort_unstable();
        asked
    }

    /// Whether everything that was missed in the last frame is found, or known to be nowhere.
    pub fn settled(&self) -> bool {
        self.running == 0 && self.shelf.lock().missing.is_empty()
    }

    /// Has looked for what the frame that was just drawn misses, and gives egui what was found since the last one.
    pub fn attend(&mut self, ctx: &Context) {
        let missing = take(&mut self.shelf.lock().missing);
        // The thread ends with this; should it have panicked, boxes stay.
        if !missing.is_empty() && self.search.send(missing).is_ok() {
            self.running += 1;
        }
        let answers: Vec<Vec<FontInsert>> = self.found.try_iter().collect();
        self.running = self.running.saturating_sub(answers.len());
        let mut found = answers.into_iter().flatten().peekable();
        if found.peek().is_some() {
            self.shelf.lock().fonts.extend(found);
            // egui remembers what it missed until its providers change.
            ctx.set_font_providers(vec![self.shelf.clone()]);
        }
    }
}
