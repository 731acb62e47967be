//! One step of the pipeline, with its form while it is worked on.

use eframe::egui::{
    Align, Atom, Button, Checkbox, Frame, Label, Layout, Margin, Rect, RichText, Role, Stroke, Ui,
    WidgetInfo,
};

use super::{ExtendView, SideTab, act, drag, form, say, wrong};
use crate::action::ExtendAction;
use crate::state::extend::{DraftStep, Focus, Problem};
use crate::theme::palette;
use crate::view::Scene;
use crate::view::icon::{Icon, icon_button};

/// Where it stands.
pub struct Place {
    /// Whether none is above it.
    pub first: bool,
    /// Whether none is below it.
    pub last: bool,
}

/// Draws it, and says where.
pub fn show(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    view: &mut ExtendView,
    step: &DraftStep,
    place: Place,
) -> Rect {
    let colors = palette(ui.visuals());
    let extend = &scene.state.extend;
    let open = extend.focus == Focus::Step(step.id);
    let problems = extend.problems(step);
    let line = match (open, problems.is_empty()) {
        (_, false) => colors.bad,
        (true, true) => colors.accent,
        (false, true) => colors.line,
    };
    let control = ui.visuals().widgets.inactive.bg_fill;
    let frame = Frame::new()
        .fill(control)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(8.0)
        .inner_margin(Margin::symmetric(8, 4));
    frame
        .show(ui, |ui| {
            ui.push_id(step.id, |ui| {
                ui.set_width(ui.available_width());
                row(ui, scene, view, step, &place, open);
                for problem in &problems {
                    if let Some(text) = say(problem, &scene.words.extend) {
                        wrong(ui, text);
                    }
                }
                if open {
                    form::show(ui, scene, step, &problems);
                } else if problems.iter().any(|p| matches!(p, Problem::Value(..))) {
                    wrong(ui, scene.words.extend.not_stored);
                }
            });
        })
        .response
        .rect
}

fn row(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    view: &mut ExtendView,
    step: &DraftStep,
    place: &Place,
    open: bool,
) {
    let words = &scene.words.extend;
    let colors = palette(ui.visuals());
    let plugin = scene.state.extend.meant(&step.entry.plugin);
    let name = plugin.map_or(step.entry.plugin.as_str(), |p| scene.words.name_of(p));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        drag::handle(ui, step.id, words.drag);
        let mut on = step.entry.enabled;
        let response = ui.add(Checkbox::without_text(&mut on));
        let label = format!("{name}: {}", words.takes_part);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &label));
        if response.on_hover_text(words.takes_part).clicked() {
            act(scene, ExtendAction::Enable(step.id, on));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            buttons(ui, scene, step, place, name);
            ui.add_space(4.0);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let mut title = RichText::new(name);
                if !step.entry.enabled {
                    title = title.color(colors.weak);
                }
                let title = Button::new((title, Atom::grow())).frame(false).truncate();
                let title = title.min_size(ui.available_size());
                let response = ui.add(title);
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, name));
                let hint = plugin.map_or("", |plugin| scene.words.description_of(plugin));
                if response.on_hover_text(hint).clicked() {
                    view.tab = SideTab::Preview;
                    let focus = match open {
                        true => Focus::Whole,
                        false => Focus::Step(step.id),
                    };
                    act(scene, ExtendAction::Focus(focus));
                }
            });
        });
    });
    let changed = step.entry.settings.iter();
    let changed: Vec<String> = changed
        .map(|(key, value)| match value.as_str() {
            Some(text) => format!("{key} = {text}"),
            None => format!("{key} = {value}"),
        })
        .collect();
    if !open && !changed.is_empty() {
        let text = RichText::new(changed.join(" · "))
            .small()
            .color(colors.weak);
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            ui.add_space(22.0);
            ui.add(Label::new(text).truncate());
        });
    }
}

fn buttons(ui: &mut Ui, scene: &mut Scene<'_>, step: &DraftStep, place: &Place, name: &str) {
    let words = scene.words;
    let label = |verb: &str| format!("{verb}: {name}");
    if icon_button(ui, Icon::Close, &label(words.remove)).clicked() {
        act(scene, ExtendAction::RemoveStep(step.id));
    }
    ui.add_enabled_ui(!place.last, |ui| {
        if icon_button(ui, Icon::Down, &label(words.move_down)).clicked() {
            act(scene, ExtendAction::MoveStep(step.id, 1));
        }
    });
    ui.add_enabled_ui(!place.first, |ui| {
        if icon_button(ui, Icon::Up, &label(words.move_up)).clicked() {
            act(scene, ExtendAction::MoveStep(step.id, -1));
        }
    });
}
