//! The model's tokens, coloured by how sure it was of each.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, Label, RichText, ScrollArea, Sense, TextStyle, Ui, vec2};
use inkstone::pipeline::TokenRecord;

use crate::lang::Words;
use crate::theme::palette;

/// Draws the tokens; the one under the pointer says its id and probability.
pub fn show(ui: &mut Ui, words: &Words, tokens: &[TokenRecord]) {
    legend(ui, words);
    let dark = ui.visuals().dark_mode;
    let font = TextStyle::Monospace.resolve(ui.style());
    let ink = ui.visuals().text_color();
    ScrollArea::vertical()
        .id_salt("tokens")
        .auto_shrink(false)
        .show(ui, |ui| {
            let mut job = LayoutJob::default();
            job.wrap.max_width = ui.available_width();
            let mut ends = Vec::with_capacity(tokens.len());
            let mut chars = 0;
            for token in tokens {
                let text = readable(&token.text);
                let format = TextFormat {
                    font_id: font.clone(),
                    color: ink,
                    background: behind(token.log_prob.exp(), dark),
                    line_height: Some(22.0),
                    ..TextFormat::default()
                };
                chars += text.chars().count();
                ends.push(chars);
                job.append(&text, 0.0, format);
            }
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            let response = ui.add(Label::new(galley.clone()).sense(Sense::hover()));
            if let Some(pointer) = response.hover_pos() {
                let cursor = galley.cursor_from_pos(pointer - response.rect.min);
                let index = ends.partition_point(|end| *end <= cursor.index.0);
                if let Some(token) = tokens.get(index) {
                    let probability = token.log_prob.exp() * 100.0;
                    response.on_hover_text_at_pointer(format!(
                        "{:?} · #{} · {} {probability:.1} %",
                        token.text, token.id, words.probability
                    ));
                }
            }
        });
}

/// Behind a token: the less sure, the stronger. What is sure stands on plain ground, so that the eye finds the rest.
fn behind(probability: f32, dark: bool) -> Color32 {
    let strength = 0.08 + 0.5 * (1.0 - probability.clamp(0.0, 1.0).powi(4));
    confidence_color(probability, dark).gamma_multiply(strength)
}

fn legend(ui: &mut Ui, words: &Words) {
    let weak = palette(ui.visuals()).weak;
    let dark = ui.visuals().dark_mode;
    ui.horizontal(|ui| {
        ui.label(RichText::new(words.probability).small().color(weak));
        for probability in [0.3, 0.6, 0.9, 1.0_f32] {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
            let color = behind(probability, dark);
            ui.painter().rect_filled(rect, 3.0, color);
            let percent = format!("{:.0} %", probability * 100.0);
            ui.label(RichText::new(percent).small().color(weak));
        }
    });
}

/// A token as it can be seen: the vocabulary's mark for a space, and line ends, are shown as signs of their own.
fn readable(text: &str) -> String {
    match text {
        "\n" => "↵".into(),
        _ => text.replace('\u{2581}', "·").replace('\n', "↵"),
    }
}

/// From red (a guess) over amber to green (sure).
pub fn confidence_color(probability: f32, dark: bool) -> Color32 {
    let (low, middle, high): ([u8; 3], [u8; 3], [u8; 3]) = match dark {
        true => ([0xF0, 0x7A, 0x6C], [0xE0, 0xB3, 0x4E], [0x5F, 0xB8, 0x82]),
        false => ([0xC8, 0x3C, 0x2E], [0xD9, 0x9A, 0x1E], [0x2F, 0x8F, 0x58]),
    };
    // Most tokens are above 0.9, so that is where the colours part.
    let place = probability.clamp(0.0, 1.0).powi(4);
    let (from, to, t) = match place < 0.5 {
        true => (low, middle, place * 2.0),
        false => (middle, high, place * 2.0 - 1.0),
    };
    let mix = |i: usize| (f32::from(from[i]) * (1.0 - t) + f32::from(to[i]) * t) as u8;
    Color32::from_rgb(mix(0), mix(1), mix(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_tokens_are_green_and_guesses_red() {
        let sure = confidence_color(1.0, false);
        let guess = confidence_color(0.1, false);
        assert!(sure.g() > sure.r() && guess.r() > guess.g());
    }

    #[test]
    fn spaces_and_line_ends_can_be_seen() {
        assert_eq!(readable("\u{2581}of"), "·of");
        assert_eq!(readable("\n"), "↵");
    }
}
