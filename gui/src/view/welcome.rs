//! What is said about the sample page at the first start, and what is shown while files hover over the window.

use eframe::egui::{
    Align, Align2, Button, Color32, Context, FontId, Frame, Id, Label, LayerId, Layout, Margin,
    Order, RichText, Stroke, StrokeKind, Ui, vec2,
};

use inkstone::plugin::is_wasm_file;

use super::Scene;
use super::bar::FULL_MODEL;
use super::icon::{Icon, icon_button};
use crate::action::Action;
use crate::lang::Words;
use crate::theme::palette;

/// Says what the sample is and how to get the full model.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let colors = palette(ui.visuals());
    Frame::new()
        .fill(colors.accent_soft)
        .corner_radius(8.0)
        .inner_margin(Margin::symmetric(14, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if icon_button(ui, Icon::Close, words.dismiss).clicked() {
                    scene.actions.push(Action::DismissWelcome);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    let title = RichText::new(words.sample_title).strong();
                    ui.add(Label::new(title).wrap());
                });
            });
            ui.add(Label::new(words.sample_text).wrap());
            if !scene.state.has_full_model() && scene.state.transfer.is_none() {
                ui.add_space(2.0);
                let text = RichText::new(format!("{} PaddleOCR-VL 1.6", words.download));
                let button = Button::new(text.color(colors.on_accent)).fill(colors.accent);
                if ui.add(button).on_hover_text(words.download_hint).clicked() {
                    scene.actions.push(Action::Download(FULL_MODEL.into()));
                }
            }
        });
    ui.add_space(4.0);
}

/// Says that what hovers can be dropped, and what becomes of it.
pub fn drop_overlay(ctx: &Context, words: &Words) {
    let plugin = ctx.input(|input| {
        let hovered = &input.raw.hovered_files;
        !hovered.is_empty()
            && hovered
                .iter()
                .all(|f| f.path.as_ref().is_some_and(is_wasm_file))
    });
    let (title, hint) = match plugin {
        true => (words.extend.drop_plugin, words.extend.drop_plugin_hint),
        false => (words.drop_here, words.drop_hint),
    };
    let colors = palette(&ctx.global_style().visuals);
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop overlay")));
    let rect = ctx.content_rect();
    painter.rect_filled(rect, 0.0, Color32::from_black_alpha(120));
    let card = eframe::egui::Rect::from_center_size(rect.center(), vec2(360.0, 140.0));
    painter.rect_filled(card, 12.0, colors.panel);
    painter.rect_stroke(
        card,
        12.0,
        Stroke::new(2.0, colors.accent),
        StrokeKind::Inside,
    );
    let text = |offset: f32, text: &str, size: f32, color| {
        let place = card.center() + vec2(0.0, offset);
        painter.text(
            place,
            Align2::CENTER_CENTER,
            text,
            FontId::proportional(size),
            color,
        );
    };
    text(-12.0, title, 20.0, colors.accent);
    text(18.0, hint, 13.0, colors.weak);
}
