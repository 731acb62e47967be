//! The list of plugins.

use eframe::egui::{
    Align, Button, Checkbox, Color32, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{ExtendView, LeftTab, SideTab, act, origin, weak};
use crate::action::ExtendAction;
use crate::state::extend::{Filter, Focus, PluginEntry, Stage};
use crate::theme::palette;
use crate::view::Scene;
use crate::view::icon::{Icon, icon_button};

/// Height of a row, in points.
const ROW: f32 = 46.0;

/// Draws what brings a plugin in, from right to left.
pub fn add(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = &scene.words.extend;
    let add = ui.button(words.add).on_hover_text(words.add_hint);
    if add.clicked() {
        act(scene, ExtendAction::Choose);
    }
    if scene.state.extend.checking > 0 {
        ui.spinner();
        weak(ui, words.checking);
    }
}

/// Draws the list.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ExtendView) {
    let words = &scene.words.extend;
    let extend = &scene.state.extend;
    filters(ui, scene);
    if !extend.listed {
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.spinner();
            weak(ui, words.listing);
        });
        return;
    }
    let shown: Vec<&PluginEntry> = extend.listed().collect();
    if shown.is_empty() {
        ui.add_space(8.0);
        weak(ui, words.none_of_kind);
        return;
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical()
        .auto_shrink(false)
        .show_rows(ui, ROW, shown.len(), |ui, range| {
            for plugin in &shown[range] {
                row(ui, scene, view, plugin);
            }
        });
}

fn filters(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = &scene.words.extend;
    let stages = Stage::ALL.into_iter().zip(words.stages);
    let stages = stages.zip(words.stages_short);
    let stages = stages.map(|((stage, name), short)| (Filter::Stage(stage), name, short));
    let all = [(Filter::All, words.all, words.all)];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        ui.spacing_mut().button_padding = vec2(7.0, 2.0);
        ui.spacing_mut().interact_size.y = 22.0;
        for (filter, name, short) in all.into_iter().chain(stages) {
            let chosen = scene.state.extend.filter == filter;
            let count = scene.state.extend.count(filter);
            let chip = Button::selectable(chosen, RichText::new(short).small());
            let response = ui.add(chip).on_hover_text(format!("{name}: {count}"));
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name));
            if response.clicked() {
                act(scene, ExtendAction::Filter(filter));
            }
        }
    });
    ui.add_space(2.0);
}

fn row(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ExtendView, plugin: &PluginEntry) {
    let words = &scene.words.extend;
    let colors = palette(ui.visuals());
    let key = plugin.key();
    let selected = (scene.state.extend.focused_plugin()).is_some_and(|known| known.key() == key);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let name = scene.words.name_of(plugin);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, name));
    if response.clicked() {
        view.tab = SideTab::About;
        act(scene, ExtendAction::Focus(Focus::Plugin(key.clone())));
    }
    let fill = match (selected, response.hovered() || response.has_focus()) {
        (true, _) => colors.accent_soft,
        (false, true) => ui.visuals().faint_bg_color,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 6.0, fill);
    if response.has_focus() {
        let stroke = ui.visuals().selection.stroke;
        let kind = eframe::egui::StrokeKind::Inside;
        ui.painter().rect_stroke(rect, 6.0, stroke, kind);
    }
    let inner = rect.shrink2(vec2(8.0, 5.0));
    let mut text = ui.new_child(
        UiBuilder::new()
            .max_rect(inner.with_max_x(inner.right() - 30.0))
            .layout(Layout::top_down(Align::Min)),
    );
    text.spacing_mut().item_spacing.y = 2.0;
    text.spacing_mut().interact_size.y = 0.0;
    let usable = plugin.used && plugin.failure.is_none();
    let color = if usable { None } else { Some(colors.weak) };
    let title = RichText::new(name);
    let title = color.map_or(title.clone(), |color| title.color(color));
    text.add(Label::new(title).truncate().selectable(false));
    let (about, color) = match (&plugin.failure, plugin.kind) {
        (Some(_), _) => (words.broken.to_owned(), colors.bad),
        (None, _) if !plugin.used => (words.not_used.to_owned(), colors.weak),
        (None, kind) => {
            let stage = kind.map(|kind| words.stages[Stage::of(kind) as usize]);
            let from = origin(plugin, words);
            let version = &plugin.version;
            let about = format!("{} · {version} · {from}", stage.unwrap_or_default());
            (about, colors.weak)
        }
    };
    let about = RichText::new(about).small().color(color);
    text.add(Label::new(about).truncate().selectable(false));
    if usable {
        let corner = Rect::from_min_max(pos2(inner.right() - 28.0, inner.top()), inner.max);
        let mut side = ui.new_child(
            UiBuilder::new()
                .max_rect(corner)
                .layout(Layout::right_to_left(Align::Center)),
        );
        use_button(&mut side, scene, view, plugin, name);
    }
    response.on_hover_text(scene.words.description_of(plugin));
}

/// The plus that puts it into the pipeline; a metric's box.
fn use_button(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    view: &mut ExtendView,
    plugin: &PluginEntry,
    name: &str,
) {
    let words = &scene.words.extend;
    let extend = &scene.state.extend;
    ui.add_enabled_ui(extend.draft.is_some(), |ui| {
        if plugin.kind.map(Stage::of) == Some(Stage::Metric) {
            let mut on = extend.steps_of(plugin).any(|step| step.entry.enabled);
            let response = ui.add(Checkbox::without_text(&mut on));
            let label = format!("{}: {name}", words.in_evaluations);
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &label));
            if response.on_hover_text(words.in_evaluations).clicked() {
                act(scene, ExtendAction::Metric(plugin.key(), on));
            }
        } else {
            let label = format!("{}: {name}", words.add_step);
            if icon_button(ui, Icon::Plus, &label).clicked() {
                view.tab = SideTab::Preview;
                view.left = LeftTab::Pipeline;
                act(scene, ExtendAction::AddStep(plugin.key()));
            }
        }
    });
}
