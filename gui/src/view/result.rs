//! What was read of the page that is shown.

use eframe::egui::{
    Align, Button, Label, Layout, RichText, Role, ScrollArea, Sense, TextEdit, TextStyle, Ui,
    UiBuilder, WidgetInfo, vec2,
};
use inkstone::pipeline::{Format, LINE};

use super::{Scene, Tab, ViewState, tokens};
use crate::action::{Action, keys_of};
use crate::command::format_name;
use crate::state::{Item, Phase, ReadPage};
use crate::theme::palette;

/// Draws the result. `under` is the block under the pointer on the page.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState, under: Option<usize>) {
    head(ui, scene, view);
    ui.add_space(2.0);
    view.hovered_block = None;
    let Some(item) = scene.state.shown() else {
        return hint(ui, scene.words.nothing_read);
    };
    if let Phase::Failed(message) = &item.phase {
        return failure(ui, scene, item, message);
    }
    match &item.result {
        Some(page) => match view.tab {
            Tab::Text => blocks(ui, scene, view, page, under),
            Tab::Markdown => source(ui, "markdown", scene.words.tab_markdown, &page.markdown),
            Tab::Json => source(ui, "json", scene.words.tab_json, &page.json),
            Tab::Tokens => match &page.record.tokens {
                Some(tokens) => tokens::show(ui, scene.words, tokens),
                None => hint(ui, scene.words.no_tokens),
            },
        },
        None if !item.streamed.is_empty() => {
            ScrollArea::vertical()
                .auto_shrink(false)
                .stick_to_bottom(true)
                .show(ui, |ui| ui.label(&item.streamed));
        }
        None if item.phase == Phase::Reading => hint(ui, scene.words.reading_hint),
        None => hint(ui, scene.words.nothing_read),
    }
}

fn hint(ui: &mut Ui, text: &str) {
    ui.add_space(12.0);
    ui.label(RichText::new(text).color(palette(ui.visuals()).weak));
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    let words = scene.words;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (tab, name) in [
            (Tab::Text, words.tab_text),
            (Tab::Markdown, words.tab_markdown),
            (Tab::Json, words.tab_json),
            (Tab::Tokens, words.tab_tokens),
        ] {
            ui.selectable_value(&mut view.tab, tab, name);
        }
        let there = (scene.state.shown()).is_some_and(|item| item.result.is_some());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.add_enabled_ui(there, |ui| {
                ui.menu_button(words.export, |ui| {
                    for format in Format::ALL {
                        let name = format_name(format, words);
                        let action = Action::Export(format);
                        let keys = keys_of(ui.ctx(), &action).unwrap_or_default();
                        let entry = Button::new(format!("{name} (.{})", format.extension()));
                        if ui.add(entry.shortcut_text(keys)).clicked() {
                            scene.actions.push(action);
                        }
                    }
                });
            });
            if ui.add_enabled(there, Button::new(words.copy)).clicked() {
                scene.actions.push(Action::CopyShown);
            }
        });
    });
}

fn failure(ui: &mut Ui, scene: &mut Scene<'_>, item: &Item, message: &str) {
    let words = scene.words;
    let colors = palette(ui.visuals());
    ui.add_space(6.0);
    eframe::egui::Frame::new()
        .fill(colors.bad_soft)
        .corner_radius(8.0)
        .inner_margin(14.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(words.error_title).strong().color(colors.bad));
            ui.add_space(2.0);
            ui.add(Label::new(message).wrap());
            ui.add_space(6.0);
            ui.horizontal(|ui| {
                if ui.button(words.retry).clicked() {
                    scene.actions.push(Action::Retry(item.id));
                }
                if ui.button(words.copy_details).clicked() {
                    let details = format!("{}\n{message}", item.source.location());
                    scene.actions.push(Action::CopyDetails(details));
                }
            });
        });
}

/// The blocks in reading order; one under the pointer lights its region, and the reverse.
fn blocks(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    view: &mut ViewState,
    page: &ReadPage,
    under: Option<usize>,
) {
    let blocks = &page.record.blocks;
    if blocks.iter().all(|block| block.text.trim().is_empty()) {
        return hint(ui, scene.words.no_text);
    }
    let colors = palette(ui.visuals());
    let scroll_to = view.scroll_to_block.take();
    ScrollArea::vertical()
        .id_salt(("blocks", scene.state.selected))
        .auto_shrink(false)
        .show_viewport(ui, |ui, visible| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let origin = ui.cursor().top();
            for (index, block) in blocks.iter().enumerate() {
                // A block out of sight takes the room that it took when it was last in sight.
                let id = ui.scope_id().with(("height", scene.state.selected, index));
                let width = ui.available_width();
                let known = ui
                    .data(|data| data.get_temp::<(f32, f32)>(id))
                    .filter(|(_, at)| *at == width);
                let top = ui.cursor().top() - origin;
                if let Some((height, _)) = known
                    && scroll_to != Some(index)
                    && (top + height < visible.top() || top > visible.bottom())
                {
                    ui.add_space(height);
                    continue;
                }
                let mut child = ui.new_child(
                    UiBuilder::new()
                        .max_rect(ui.available_rect_before_wrap())
                        .layout(Layout::top_down(Align::Min)),
                );
                let background = child.painter().add(eframe::egui::Shape::Noop);
                child.set_max_width(width - 16.0);
                child.spacing_mut().interact_size.y = 0.0;
                child.add_space(if block.kind == LINE { 3.0 } else { 5.0 });
                child.horizontal(|ui| {
                    ui.add_space(8.0);
                    let text = match block.kind.as_str() {
                        kind if kind.starts_with("heading") => RichText::new(&block.text).heading(),
                        "table" | "code" | "formula" => RichText::new(&block.text).monospace(),
                        _ => RichText::new(&block.text),
                    };
                    ui.add(Label::new(text).wrap());
                });
                child.add_space(if block.kind == LINE { 3.0 } else { 5.0 });
                let rect = child.min_rect().with_max_x(ui.max_rect().right());
                ui.data_mut(|data| data.insert_temp(id, (rect.height(), width)));
                let response = ui.allocate_rect(rect, Sense::hover());
                let lit = response.contains_pointer();
                if lit {
                    view.hovered_block = Some(index);
                }
                if lit || under == Some(index) {
                    ui.painter().set(
                        background,
                        eframe::egui::Shape::rect_filled(rect, 5.0, colors.accent_soft),
                    );
                } else if let Some(confidence) = block.mean_confidence.filter(|c| *c < 0.85) {
                    // What was read doubtfully bears a mark at its edge.
                    let mark = eframe::egui::Rect::from_min_size(
                        rect.min + vec2(1.0, 4.0),
                        vec2(2.5, rect.height() - 8.0),
                    );
                    let color = tokens::confidence_color(confidence as f32, ui.visuals().dark_mode);
                    ui.painter().rect_filled(mark, 1.0, color);
                }
                if scroll_to == Some(index) {
                    ui.scroll_to_rect(rect, Some(Align::Center));
                }
            }
        });
}

/// A text to be looked at and copied from.
fn source(ui: &mut Ui, id: &str, name: &str, mut text: &str) {
    ScrollArea::both()
        .id_salt(id)
        .auto_shrink(false)
        .show(ui, |ui| {
            let edit = TextEdit::multiline(&mut text)
                .font(TextStyle::Monospace)
                .frame(eframe::egui::Frame::NONE)
                .desired_width(f32::INFINITY);
            let response = ui.add(edit);
            response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name));
        });
}
