//! The system's clipboard, for what is copied out of the window.

use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui::{Context, FullOutput, OutputCommand, Plugin};

/// The clipboard, opened when it is first used. It is kept, as on X11 its owner serves what it holds.
#[derive(Clone, Default)]
pub struct Clipboard {
    system: Arc<Mutex<Option<arboard::Clipboard>>>,
}

impl Clipboard {
    /// Puts a text on it.
    ///
    /// # Errors
    /// When there is no clipboard, as in words of the system.
    pub fn set(&self, text: &str) -> Result<(), String> {
        let mut system = self.system.lock().unwrap_or_else(PoisonError::into_inner);
        let system = match &mut *system {
            Some(system) => system,
            empty => empty.insert(arboard::Clipboard::new().map_err(|e| e.to_string())?),
        };
        system.set_text(text).map_err(|e| e.to_string())
    }
}

/// Puts on the system's clipboard what is copied out of texts and fields: the window library, built without a clipboard, keeps it to itself.
pub struct CopyOut(pub Clipboard);

impl Plugin for CopyOut {
    fn debug_name(&self) -> &'static str {
        "copy out"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        for command in &output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                // Without a clipboard the copy still serves within the window.
                let _ = self.0.set(text);
            }
        }
    }
}
