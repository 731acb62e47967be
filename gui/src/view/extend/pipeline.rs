//! The chosen pipeline: its name and its steps.

use eframe::egui::{
    Align, Button, Frame, Key, Label, Layout, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo,
};

use inkstone::plugin::Kind;

use super::{ExtendView, SideTab, act, drag, heading, step, tag, weak, wrong};
use crate::action::ExtendAction;
use crate::lang::ExtendWords;
use crate::state::extend::{Draft, Focus, PipelineKind, Stage};
use crate::theme::palette;
use crate::view::Scene;
use crate::view::icon::{Icon, icon_button};
use crate::view::reorder::{self, Drawn};

/// From which width on a pipeline's name and what can be done with it are in one line, in points: for one of the user's, and for another.
const ONE_LINE: [f32; 2] = [360.0, 290.0];
/// Room for the word that says where a pipeline is from, in points.
const ORIGIN: f32 = 76.0;

/// Draws it.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ExtendView) {
    let words = &scene.words.extend;
    let extend = &scene.state.extend;
    let Some(draft) = &extend.draft else {
        let chosen = &scene.state.settings.pipeline;
        let entry = extend.pipelines.iter().find(|one| one.name == *chosen);
        if let Some(Err(error)) = entry.map(|entry| &entry.plan) {
            ui.label(RichText::new(chosen).heading());
            wrong(ui, words.not_understood);
            ui.add(Label::new(RichText::new(error).monospace()).wrap());
        }
        return;
    };
    head(ui, scene, view, draft);
    ui.add_space(4.0);
    ScrollArea::vertical()
        .id_salt("steps")
        .auto_shrink(false)
        .show(ui, |ui| {
            // The bar lies on the content.
            ui.set_max_width(ui.available_width() - 8.0);
            stage(ui, scene, view, draft, Stage::Pre);
            model_line(ui, scene, draft);
            stage(ui, scene, view, draft, Stage::Post);
            ui.add_space(14.0);
            stage(ui, scene, view, draft, Stage::Metric);
            ui.add_space(8.0);
        });
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ExtendView, draft: &Draft) {
    let words = &scene.words.extend;
    if let Some(text) = &mut view.rename {
        let mut done = None;
        ui.horizontal(|ui| {
            let width = ui.available_width() - 150.0;
            let edit = ui.add(TextEdit::singleline(text).desired_width(width));
            edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.rename));
            let enter = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if ui.button(scene.words.ok).clicked() || enter {
                done = Some(true);
            }
            if ui.button(scene.words.cancel).clicked() {
                done = Some(false);
            }
        });
        if let Some(keep) = done {
            let name = text.trim().to_owned();
            view.rename = None;
            if keep {
                act(scene, ExtendAction::Rename(name));
            }
        }
    } else {
        let own = draft.kind == PipelineKind::Own;
        let narrow = ui.available_width() < ONE_LINE[usize::from(!own)];
        ui.horizontal(|ui| {
            let layout = Layout::right_to_left(Align::Center);
            ui.with_layout(layout, |ui| {
                if !narrow {
                    tools(ui, scene, view, draft);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    name(ui, words, draft)
                });
            });
        });
        if narrow {
            ui.horizontal(|ui| {
                let layout = Layout::right_to_left(Align::Center);
                ui.with_layout(layout, |ui| tools(ui, scene, view, draft));
            });
        }
    }
    weak(ui, scene.words.about_pipeline(draft));
    if scene.state.extend.has_wrong_values() {
        wrong(ui, words.not_stored);
    } else if draft.kind != PipelineKind::Own {
        weak(ui, words.copied_on_change);
    }
    if draft.keep_raw() == Some(false) {
        weak(ui, words.keeps_raw);
    }
}

/// The pipeline's name, and where it is from.
fn name(ui: &mut Ui, words: &ExtendWords, draft: &Draft) {
    let colors = palette(ui.visuals());
    let faint = ui.visuals().faint_bg_color;
    let (origin, color, fill) = match draft.kind {
        PipelineKind::BuiltIn => (words.built_in, colors.weak, faint),
        PipelineKind::Own => (words.own, colors.accent, colors.accent_soft),
        PipelineKind::File => (words.from_file, colors.weak, faint),
    };
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width() - ORIGIN);
        ui.add(Label::new(RichText::new(&draft.name).heading()).truncate());
    });
    tag(ui, origin, color, fill);
}

/// What can be done with the pipeline as a whole, from right to left.
fn tools(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ExtendView, draft: &Draft) {
    let words = &scene.words.extend;
    let own = draft.kind == PipelineKind::Own;
    ui.spacing_mut().item_spacing.x = 2.0;
    if own && icon_button(ui, Icon::Close, words.remove_pipeline).clicked() {
        act(scene, ExtendAction::RemovePipeline);
    }
    if own && icon_button(ui, Icon::Pen, words.rename).clicked() {
        view.rename = Some(draft.name.clone());
    }
    ui.add_enabled_ui(draft.can_undo(), |ui| {
        if icon_button(ui, Icon::Undo, words.undo).clicked() {
            act(scene, ExtendAction::Undo);
        }
    });
    let whole = scene.state.extend.focus == Focus::Whole;
    let button = Button::selectable(whole, words.whole_pipeline);
    if ui.add(button).clicked() {
        view.tab = SideTab::Preview;
        act(scene, ExtendAction::Focus(Focus::Whole));
    }
}

fn stage(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ExtendView, draft: &Draft, stage: Stage) {
    let words = &scene.words.extend;
    heading(ui, words.stages[stage as usize], |ui| {
        add_menu(ui, scene, view, stage);
    });
    let steps: Vec<_> = draft.stage(stage).collect();
    if steps.is_empty() && stage != Stage::Metric {
        weak(ui, words.no_steps);
    }
    let mut rects = Vec::new();
    for (index, one) in steps.iter().enumerate() {
        let place = step::Place {
            first: index == 0,
            last: index + 1 == steps.len(),
        };
        rects.push(step::show(ui, scene, view, one, place));
    }
    // Steps stay in their stage.
    let dragged = drag::dragged(ui.ctx());
    let from = steps.iter().position(|step| Some(step.id) == dragged);
    if let (Some(id), Some(from)) = (dragged, from) {
        let list = Drawn {
            first: 0,
            rects: &rects,
            from,
        };
        if let Some(to) = reorder::drop(ui, &list) {
            act(scene, ExtendAction::PlaceStep(id, to));
        }
    }
    if stage == Stage::Metric && scene.state.extend.listed {
        let kinds = [Kind::TensorMetric, Kind::TextMetric];
        for (kind, usual) in kinds.into_iter().zip(words.usual_metrics) {
            if scene.state.extend.metrics(kind).is_empty() {
                weak(ui, usual);
            }
        }
    }
}

/// The plugins that can be added to a stage.
fn add_menu(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ExtendView, stage: Stage) {
    let words = &scene.words.extend;
    let extend = &scene.state.extend;
    let button = Button::new(RichText::new("+").size(15.0)).small();
    let (response, _) =
        eframe::egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
            ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
                let fits = |kind| Stage::of(kind) == stage;
                for plugin in extend
                    .plugins
                    .iter()
                    .filter(|p| p.used && p.kind.is_some_and(fits))
                {
                    let entry = ui.button(scene.words.name_of(plugin));
                    if entry
                        .on_hover_text(scene.words.description_of(plugin))
                        .clicked()
                    {
                        view.tab = SideTab::Preview;
                        scene
                            .actions
                            .push(ExtendAction::AddStep(plugin.key()).into());
                        ui.close();
                    }
                }
            });
        });
    let name = words.add_to_stage[stage as usize];
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(name);
}

/// Where the model stands between the steps.
fn model_line(ui: &mut Ui, scene: &Scene<'_>, draft: &Draft) {
    let words = &scene.words.extend;
    let colors = palette(ui.visuals());
    ui.add_space(10.0);
    Frame::new()
        .fill(colors.accent_soft)
        .corner_radius(8.0)
        .inner_margin(eframe::egui::Margin::symmetric(12, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.label(RichText::new(words.model_reads).color(colors.accent));
                if let Some(prompt) = draft.prompt() {
                    weak(ui, format!("{} {prompt}", words.asks_model));
                }
            });
        });
    ui.add_space(10.0);
}
