//! What went wrong, in the window's words and in the library's own.

use eframe::egui::{Label, RichText, Ui};

use crate::lang::Words;
use crate::state::Fault;
use crate::theme::palette;

/// Says what went wrong. Where the window's language has a sentence for it, the library's words stand below: these name the file, and a
/// report of the fault is found by them.
pub fn say(ui: &mut Ui, words: &Words, fault: &Fault, first: impl Fn(RichText) -> RichText) {
    let (own, original) = words.of_fault(fault);
    ui.add(Label::new(first(RichText::new(own))).wrap());
    if let Some(original) = original {
        let weak = palette(ui.visuals()).weak;
        ui.add(Label::new(RichText::new(original).small().color(weak)).wrap());
    }
}
