//! The values of a comparison by layer.

use eframe::egui::{RichText, Ui};
use inkstone::evaluate::layers::{LayersReport, Part};

use super::cards::weak;
use super::evaluation::table;
use crate::lang::Words;
use crate::theme::palette;

/// Draws every kind of part in a table.
pub fn show(ui: &mut Ui, words: &Words, report: &LayersReport) {
    let own = &words.compare.layers;
    weak(ui, &format!("{} {:.0e}", own.limit, report.limit));
    ui.add_space(2.0);
    let value = |value: Option<f64>| {
        value.map_or_else(|| own.not_finite.to_owned(), |value| format!("{value:.1e}"))
    };
    table(ui, "layers", &own.columns, |ui| {
        for kind in report.kinds() {
            let index = Part::ALL.iter().position(|part| *part == kind.part);
            ui.label(own.parts[index.unwrap_or(0)]);
            ui.label(kind.count.to_string());
            ui.label(match kind.count {
                0..=2 => "–".into(),
                _ => value(kind.median),
            });
            let mut most = RichText::new(value(kind.most));
            if kind.exceeds {
                most = most.color(palette(ui.visuals()).bad).strong();
            }
            ui.label(most);
            ui.label(value(kind.so_far));
            ui.end_row();
        }
    });
}
