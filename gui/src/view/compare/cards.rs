//! Small pieces that several parts of the workspace draw: cards, failures, progress.

use eframe::egui::{
    Button, Frame, Label, ProgressBar, Response, RichText, Role, Stroke, TextStyle, TextWrapMode,
    Ui, WidgetInfo, WidgetText, vec2,
};

use crate::action::{Action, CompareAction};
use crate::state::Fault;
use crate::theme::palette;
use crate::view::{Scene, fault};

/// A value that is looked at first.
pub struct Card<'a> {
    /// What it is.
    pub label: &'a str,
    /// It.
    pub value: String,
    /// What stands under it.
    pub under: String,
    /// Whether it is good; none where nothing says.
    pub passed: Option<bool>,
    /// What it says when it is pointed at.
    pub hint: String,
}

/// Draws cards side by side over the whole width.
pub fn row(ui: &mut Ui, cards: &[Card<'_>]) {
    let gap = ui.spacing().item_spacing.x;
    let count = cards.len().max(1) as f32;
    let width = ((ui.available_width() - gap * (count - 1.0)) / count).floor();
    ui.horizontal_top(|ui| {
        for card in cards {
            draw(ui, card, width);
        }
    });
}

fn draw(ui: &mut Ui, card: &Card<'_>, width: f32) {
    let colors = palette(ui.visuals());
    let color = match card.passed {
        Some(true) => colors.good,
        Some(false) => colors.bad,
        None => ui.visuals().text_color(),
    };
    let frame = Frame::new()
        .fill(ui.visuals().extreme_bg_color)
        .stroke(Stroke::new(1.0, colors.line))
        .corner_radius(8.0)
        .inner_margin(10.0);
    let response = frame.show(ui, |ui| {
        ui.set_width(width - 22.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(Label::new(RichText::new(card.label).small().color(colors.weak)).truncate());
            ui.add(Label::new(RichText::new(&card.value).heading().color(color)).truncate());
            ui.add(Label::new(RichText::new(&card.under).small().color(colors.weak)).truncate());
        });
    });
    if !card.hint.is_empty() {
        response.response.on_hover_text(&card.hint);
    }
}

/// Says what went wrong, and offers to copy it.
pub fn failure(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    title: &str,
    fault: &Fault,
    again: Option<(&str, CompareAction)>,
) {
    let colors = palette(ui.visuals());
    Frame::new()
        .fill(colors.bad_soft)
        .corner_radius(8.0)
        .inner_margin(14.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(title).strong().color(colors.bad));
            fault::say(ui, scene.words, fault, |text| text);
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                if let Some((name, action)) = again
                    && ui.button(name).clicked()
                {
                    scene.actions.push(Action::Compare(action));
                }
                if ui.button(scene.words.copy_details).clicked() {
                    scene.actions.push(Action::Copy(fault.text.clone()));
                }
            });
        });
    ui.add_space(8.0);
}

/// A bar that says how far something is; none shows that it goes on.
pub fn progress(ui: &mut Ui, name: &str, fraction: Option<f32>) {
    let bar = match fraction {
        Some(fraction) => ProgressBar::new(fraction),
        None => ProgressBar::new(0.0),
    };
    let colors = palette(ui.visuals());
    let response = ui.add(bar.desired_height(5.0).fill(colors.accent));
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
}

/// Height of the button that begins something, in points.
pub const MAIN_BUTTON: f32 = 32.0;

/// The button that begins something, in the accent's colour.
pub fn main_button(ui: &mut Ui, enabled: bool, name: &str) -> Response {
    let colors = palette(ui.visuals());
    let width = ui.available_width();
    let (text, fill) = match enabled {
        true => (RichText::new(name).color(colors.on_accent), colors.accent),
        false => (RichText::new(name), ui.visuals().faint_bg_color),
    };
    ui.add_enabled_ui(enabled, |ui| {
        ui.add_sized(vec2(width, MAIN_BUTTON), Button::new(text).fill(fill))
    })
    .inner
}

/// The heading of a part of the choices.
pub fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
    title(ui, text);
}

/// The words of such a heading.
pub fn title(ui: &mut Ui, text: &str) {
    let color = palette(ui.visuals()).weak;
    ui.label(RichText::new(text).small().strong().color(color));
}

/// A passage of words that matter less.
pub fn weak(ui: &mut Ui, text: &str) {
    let color = palette(ui.visuals()).weak;
    ui.add(Label::new(RichText::new(text).small().color(color)).wrap());
}

/// How high such a passage is.
pub fn weak_height(ui: &Ui, text: &str) -> f32 {
    let text = WidgetText::from(RichText::new(text).small());
    let wrap = Some(TextWrapMode::Wrap);
    text.into_galley(ui, wrap, ui.available_width(), TextStyle::Body)
        .size()
        .y
}
