//! The queue: what is read, what waits, what failed. Only the rows in sight are laid out.

mod drag;

use std::time::Instant;

use eframe::egui::{
    Align, Align2, Color32, FontId, Image, Layout, ProgressBar, Rect, RichText, Role, ScrollArea,
    Sense, StrokeKind, TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use inkstone::model::observe::Stage;

use super::icon::{Icon, icon_button};
use super::reorder;
use super::{Scene, ViewState};
use crate::action::Action;
use crate::lang::Words;
use crate::state::{Item, Phase, Step};
use crate::theme::palette;

/// Height of a row, in points.
const ROW: f32 = 62.0;

/// Draws the queue.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    // A row is clicked and dragged, its words are not.
    ui.style_mut().interaction.selectable_labels = false;
    head(ui, scene);
    let items = &scene.state.items;
    if items.is_empty() {
        ui.add_space(8.0);
        ui.label(RichText::new(scene.words.queue_empty).color(palette(ui.visuals()).weak));
        return;
    }
    view.wanted_thumbnails.clear();
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical()
        .auto_shrink(false)
        .show_rows(ui, ROW, items.len(), |ui, range| {
            let first = range.start;
            let mut rects = Vec::with_capacity(range.len());
            for index in range {
                let item = &scene.state.items[index];
                if !view.thumbnails.contains_key(&item.id) {
                    view.wanted_thumbnails.push(item.id);
                }
                rects.push(row(
                    ui,
                    scene.state.selected == Some(item.id),
                    item,
                    scene.words,
                    scene.state.paused,
                    view,
                    scene.actions,
                ));
            }
            drag::drop(ui, scene, first, &rects);
        });
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (words, state) = (scene.words, scene.state);
    ui.horizontal(|ui| {
        let weak = palette(ui.visuals()).weak;
        ui.label(RichText::new(words.queue).strong());
        if !state.items.is_empty() {
            let count = format!("{} / {}", state.ended(), state.items.len());
            ui.label(RichText::new(count).small().color(weak));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            if state.ended() > 0 && icon_button(ui, Icon::Clear, words.clear).clicked() {
                scene.actions.push(Action::ClearEnded);
            }
            if state.ended() < state.items.len() {
                if icon_button(ui, Icon::Stop, words.cancel_all).clicked() {
                    scene.actions.push(Action::CancelAll);
                }
                let (icon, name) = match state.paused {
                    true => (Icon::Play, words.resume),
                    false => (Icon::Pause, words.pause),
                };
                if icon_button(ui, icon, name).clicked() {
                    scene.actions.push(Action::TogglePause);
                }
            }
        });
    });
}

fn row(
    ui: &mut Ui,
    selected: bool,
    item: &Item,
    words: &'static Words,
    paused: bool,
    view: &ViewState,
    actions: &mut Vec<Action>,
) -> Rect {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    // A finger that is drawn over the rows scrolls them.
    let sense = match ui.input(|input| input.has_touch_screen()) {
        true => Sense::click(),
        false => Sense::click_and_drag(),
    };
    // The row is the page's, wherever it goes: so it keeps the keyboard.
    let response = ui.interact(rect, ui.make_persistent_id(item.id), sense);
    reorder::take_up(&response, drag::Dragged(item.id));
    let name = item.source.name();
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &name));
    if response.clicked() {
        actions.push(Action::Select(item.id));
    }
    let colors = palette(ui.visuals());
    let fill = match (selected, response.hovered()) {
        (true, _) => colors.accent_soft,
        (false, true) => ui.visuals().faint_bg_color,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 6.0, fill);
    if response.has_focus() {
        let stroke = ui.visuals().selection.stroke;
        ui.painter()
            .rect_stroke(rect, 6.0, stroke, StrokeKind::Inside);
    }
    let inner = rect.shrink2(vec2(8.0, 6.0));
    thumbnail(
        ui,
        Rect::from_min_size(inner.min, vec2(40.0, inner.height())),
        item,
        view,
    );
    let buttons = 52.0;
    let text = Rect::from_min_max(pos2(inner.left() + 50.0, inner.top()), inner.max);
    let mut line = ui.new_child(
        UiBuilder::new()
            .id_salt(("text", item.id))
            .max_rect(text)
            .layout(Layout::top_down(Align::Min)),
    );
    line.spacing_mut().item_spacing.y = 3.0;
    line.spacing_mut().interact_size.y = 0.0;
    line.scope(|ui| {
        ui.set_max_width(text.width() - buttons);
        ui.add(eframe::egui::Label::new(&name).truncate().selectable(false));
    });
    state_line(&mut line, item, words, paused, text.width() - buttons);
    let corner = Rect::from_min_max(pos2(inner.right() - buttons, inner.top()), inner.max);
    let mut side = ui.new_child(
        UiBuilder::new()
            .id_salt(("buttons", item.id))
            .max_rect(corner)
            .layout(Layout::right_to_left(Align::Center)),
    );
    side.spacing_mut().item_spacing.x = 0.0;
    if item.ended() {
        if icon_button(&mut side, Icon::Close, words.remove).clicked() {
            actions.push(Action::Remove(item.id));
        }
        if icon_button(&mut side, Icon::Retry, words.retry).clicked() {
            actions.push(Action::Retry(item.id));
        }
    } else if icon_button(&mut side, Icon::Close, words.cancel).clicked() {
        actions.push(Action::Cancel(item.id));
    }
    if reorder::dragged(ui.ctx()) == Some(drag::Dragged(item.id)) {
        let veil = colors.panel.gamma_multiply(0.6);
        ui.painter().rect_filled(rect, 6.0, veil);
    }
    response
        .on_hover_text(item.source.location())
        .context_menu(|ui| {
            let mut entry = |ui: &mut Ui, name: &str, action: Action| {
                if ui.button(name).clicked() {
                    actions.push(action);
                    ui.close();
                }
            };
            match item.ended() {
                true => entry(ui, words.retry, Action::Retry(item.id)),
                false => entry(ui, words.cancel, Action::Cancel(item.id)),
            }
            entry(ui, words.move_up, Action::Move(item.id, -1));
            entry(ui, words.move_down, Action::Move(item.id, 1));
            entry(ui, words.remove, Action::Remove(item.id));
        });
    rect
}

fn thumbnail(ui: &Ui, rect: Rect, item: &Item, view: &ViewState) {
    let colors = palette(ui.visuals());
    let Some(Some(texture)) = view.thumbnails.get(&item.id) else {
        ui.painter().rect_filled(rect, 3.0, colors.desk);
        return;
    };
    let size = texture.size_vec2();
    let scale = (rect.width() / size.x).min(rect.height() / size.y);
    let place = Rect::from_center_size(rect.center(), size * scale);
    Image::new((texture.id(), size))
        .corner_radius(2.0)
        .paint_at(ui, place);
    let stroke = ui.visuals().window_stroke;
    ui.painter()
        .rect_stroke(place, 2.0, stroke, StrokeKind::Outside);
}

/// One line on what is with a page.
fn state_line(ui: &mut Ui, item: &Item, words: &Words, paused: bool, width: f32) {
    let colors = palette(ui.visuals());
    let (text, color) = match &item.phase {
        Phase::Waiting if paused => (words.paused.to_owned(), colors.weak),
        Phase::Waiting => (words.waiting.to_owned(), colors.weak),
        Phase::Reading => {
            ui.label(
                RichText::new(describe(item, words))
                    .small()
                    .color(colors.accent),
            );
            bar(ui, item.step.and_then(Step::fraction), width);
            return;
        }
        Phase::Done => (done(item, words), colors.good),
        Phase::Failed(_) => (words.failed.to_owned(), colors.bad),
        Phase::Cancelled => (words.cancelled.to_owned(), colors.weak),
    };
    let (text, color) = match item.gone {
        true => (format!("{text} · {}", words.session.gone), colors.bad),
        false => (text, color),
    };
    ui.label(RichText::new(text).small().color(color));
}

fn bar(ui: &mut Ui, fraction: Option<f32>, width: f32) {
    let colors = palette(ui.visuals());
    let bar = ProgressBar::new(fraction.unwrap_or(0.0))
        .desired_width(width)
        .desired_height(4.0)
        .fill(colors.accent)
        .corner_radius(2.0);
    ui.add(bar);
}

fn done(item: &Item, words: &Words) -> String {
    let Some(page) = &item.result else {
        return words.done.to_owned();
    };
    let seconds = format!("{:.1} s", page.seconds);
    match page.record.mean_confidence {
        Some(confidence) => format!("{seconds} · {:.1} %", confidence * 100.0),
        None => format!("{} · {seconds}", words.done),
    }
}

/// Where the reading of a page is, in words.
pub fn describe(item: &Item, words: &Words) -> String {
    match item.step {
        None | Some(Step::Decoding) => words.decoding.to_owned(),
        Some(Step::Loading { done, total }) => {
            format!("{} {} %", words.loading, done * 100 / total.max(1))
        }
        Some(Step::Stage { stage, done, total }) => {
            let name = match stage {
                Stage::Vision | Stage::Projector => words.looking,
                Stage::Prefill | Stage::Head | Stage::Decode => words.prompt_stage,
            };
            format!("{name} {done} / {total}")
        }
        Some(Step::Lines { done, total }) => {
            let lines = format!("{} {done} / {total}", words.lines);
            match item.seconds_left(Instant::now()) {
                Some(left) => format!("{lines} · {left:.0} {}", words.left),
                None => lines,
            }
        }
        Some(Step::Tokens(count)) => {
            let rate = item
                .step_started
                .map(|started| count as f64 / started.elapsed().as_secs_f64().max(0.001));
            format!("{count} {} · {:.1}/s", words.tokens, rate.unwrap_or(0.0))
        }
    }
}

/// A sign drawn large in the middle of an empty place.
pub fn centred_words(ui: &Ui, rect: Rect, text: &str) {
    let font = TextStyle::Body.resolve(ui.style());
    let font = FontId::new(font.size, font.family);
    let color = palette(ui.visuals()).weak;
    ui.painter()
        .text(rect.center(), Align2::CENTER_CENTER, text, font, color);
}
