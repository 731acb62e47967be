//! The system's clipboard, for what is copied out of the window.

/// The clipboard, opened when it is first used. It is kept, as on X11 its owner serves what it holds.
#[derive(Default)]
pub struct Clipboard {
    system: Option<arboard::Clipboard>,
}

impl Clipboard {
    /// Puts a text on it.
    ///
    /// # Errors
    /// When there is no clipboard, as in words of the system.
    pub fn set(&mut self, text: &str) -> Result<(), String> {
        if self.system.is_none() {
            self.system = Some(arboard::Clipboard::new().map_err(|e| e.to_string())?);
        }
        match &mut self.system {
            Some(system) => system.set_text(text).map_err(|e| e.to_string()),
            None => Ok(()),
        }
    }
}
