//! The evaluations that were kept: a list, charts over them, and two of them compared.

use eframe::egui::{Align, Button, Frame, Label, Layout, RichText, ScrollArea, Stroke, Ui};

use super::cards::{failure, main_button, weak};
use super::chart::Charts;
use super::evaluation::{card, date, table, verdict_badge};
use crate::action::{Action, CompareAction};
use crate::state::compare::{Diff, EvalKind, RunRow};
use crate::theme::palette;
use crate::view::Scene;
use crate::view::icon::{Icon, icon_button};

/// Draws what can be done with the runs.
pub fn setup(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = &scene.words.compare;
    let history = &scene.state.compare.history;
    ui.horizontal(|ui| {
        ui.label(RichText::new(words.tabs[2]).strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::Retry, words.refresh).clicked() {
                scene.actions.push(Action::Compare(CompareAction::ListRuns));
            }
        });
    });
    if main_button(ui, history.pair().is_some(), words.compare_runs).clicked() {
        scene
            .actions
            .push(Action::Compare(CompareAction::CompareRuns));
    }
    weak(ui, words.mark_hint);
    for id in &history.marked {
        ui.label(RichText::new(id).small());
    }
    if !history.damaged.is_empty() {
        ui.add_space(8.0);
        weak(ui, words.damaged);
        history.damaged.iter().for_each(|why| weak(ui, why));
    }
}

/// Draws the runs.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, charts: &mut Charts) {
    let state = scene.state;
    let history = &state.compare.history;
    if let Some(why) = &history.failed {
        let again = (scene.words.compare.refresh, CompareAction::ListRuns);
        failure(ui, scene, scene.words.failed, why, Some(again));
    }
    ScrollArea::vertical()
        .id_salt("runs")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            if let Some(diff) = &history.diff {
                difference(ui, scene, diff);
                ui.add_space(10.0);
            }
            if history.rows.is_empty() {
                return weak(ui, scene.words.compare.no_runs);
            }
            let width = ui.available_width();
            let columns = history.charts.len().clamp(1, 2) as f32;
            let each = ((width - 10.0 * (columns - 1.0)) / columns).floor();
            for row in history.charts.chunks(2) {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 10.0;
                    for (_, figure) in row {
                        card(ui, scene.words, figure, charts, each);
                    }
                });
                ui.add_space(6.0);
            }
            for run in &history.rows {
                row(ui, scene, run);
            }
        });
}

fn row(ui: &mut Ui, scene: &mut Scene<'_>, run: &RunRow) {
    let words = &scene.words.compare;
    let colors = palette(ui.visuals());
    let marked = scene.state.compare.history.marked.contains(&run.id);
    let line = if marked { colors.accent } else { colors.line };
    Frame::new()
        .fill(ui.visuals().extreme_bg_color)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(8.0)
        .inner_margin(8.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                let index = EvalKind::ALL.iter().position(|kind| *kind == run.kind);
                ui.label(RichText::new(words.kinds[index.unwrap_or(0)]).strong());
                verdict_badge(ui, words, run.passed);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let open = ui.button(words.open_run).on_hover_text(&run.id);
                    if open.clicked() {
                        let action = CompareAction::OpenRun(run.id.clone());
                        scene.actions.push(Action::Compare(action));
                    }
                    let mark = ui.add(Button::selectable(marked, words.mark_run));
                    if mark.clicked() {
                        let action = CompareAction::MarkRun(run.id.clone());
                        scene.actions.push(Action::Compare(action));
                    }
                    ui.label(RichText::new(date(&run.date)).small().color(colors.weak));
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(&run.devices).truncate());
                    });
                });
            });
            let text = format!("{} · {}", run.headline, run.subject);
            ui.add(Label::new(RichText::new(text).small().color(colors.weak)).truncate());
        });
}

/// What changed from one run to another.
fn difference(ui: &mut Ui, scene: &Scene<'_>, diff: &Diff) {
    let words = &scene.words.compare;
    let colors = palette(ui.visuals());
    ui.label(RichText::new(format!("{} → {}", diff.before, diff.after)).strong());
    if !diff.comparison.worse() {
        ui.label(RichText::new(words.nothing_worse).color(colors.good));
    }
    for note in &diff.comparison.notes {
        weak(ui, &scene.words.of_note(note));
    }
    let titles = [
        words.metric,
        words.before,
        words.after,
        words.change,
        words.status,
    ];
    table(ui, "difference", &titles, |ui| {
        for change in &diff.comparison.changes {
            let number = |value: Option<f64>| match value {
                Some(value) => format!("{value:.6} {}", change.unit),
                None => "–".into(),
            };
            ui.label(words.measure_of(&change.key));
            ui.label(number(change.before));
            ui.label(number(change.after));
            ui.label(match (change.before, change.after) {
                (Some(a), Some(b)) if a != 0.0 => format!("{:+.2} %", 100.0 * (b - a) / a.abs()),
                _ => String::new(),
            });
            let (text, color) = match change.worse {
                true => (words.worse, colors.bad),
                false => ("", colors.weak),
            };
            ui.label(RichText::new(text).color(color));
            ui.end_row();
        }
    });
}
