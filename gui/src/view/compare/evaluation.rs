//! An evaluation: its progress, and the report that is looked at.

use std::time::Instant;

use eframe::egui::{Align, Frame, Grid, Label, Layout, RichText, ScrollArea, Stroke, Ui};
use inkstone::evaluate::history::StoredReport;
use inkstone::report::Form;

use super::cards::{Card, failure, progress, row, weak};
use super::chart::{Charts, background};
use super::{layers, performance};
use crate::action::{Action, CompareAction};
use crate::lang::{CompareWords, Words};
use crate::state::compare::{Criterion, Ended, EvalKind, EvalRun, ReportView};
use crate::theme::palette;
use crate::view::Scene;

/// Cards in a row.
const CARDS: usize = 4;

/// Draws the evaluation and the report.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, charts: &mut Charts) {
    let state = scene.state;
    if let Some(run) = &state.compare.evaluation {
        run_state(ui, scene, run);
        if let (Some(live), None) = (&run.live, &run.ended) {
            let width = ui.available_width();
            return card(ui, scene.words, live, charts, width);
        }
    }
    let Some(view) = &state.compare.report else {
        if state.compare.evaluation.is_none() {
            ui.add_space(40.0);
            ui.vertical_centered(|ui| weak(ui, scene.words.compare.no_report));
        }
        return;
    };
    head(ui, scene, view);
    ScrollArea::vertical()
        .id_salt("report")
        .auto_shrink(false)
        .show(ui, |ui| {
            // The bar at the side takes some of the width.
            ui.set_max_width(ui.available_width() - 10.0);
            report(ui, scene.words, view, charts);
        });
}

/// How far a running evaluation is, or why there is no report of the last one.
fn run_state(ui: &mut Ui, scene: &mut Scene<'_>, run: &EvalRun) {
    let words = &scene.words.compare;
    match &run.ended {
        None => {
            ui.horizontal(|ui| {
                ui.label(RichText::new(kind_name(words, run.kind)).strong());
                let what = match run.what.as_str() {
                    "" if scene.state.busy() => words.waiting_turn,
                    "" => scene.words.waiting,
                    what => &doing(words, what),
                };
                ui.add(Label::new(what).truncate());
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let mut text = format!("{:.0} %", run.done * 100.0);
                    if let Some(left) = run.left(Instant::now()) {
                        text = format!("{text} · {} {}", duration(left.as_secs()), words.left);
                    }
                    ui.label(text);
                });
            });
            progress(ui, kind_name(words, run.kind), Some(run.done as f32));
            ui.add_space(8.0);
        }
        Some(Ended::Failed(why)) => failure(ui, scene, words.evaluation_failed, why, None),
        Some(Ended::Cancelled) => weak(ui, scene.words.cancelled),
        Some(Ended::Done(_)) => {}
    }
    if !run.left_out.is_empty() {
        weak(
            ui,
            &format!("{} {}", words.left_out, run.left_out.join("; ")),
        );
    }
}

/// What is being done, in the window's language where its words are known.
fn doing(words: &CompareWords, what: &str) -> String {
    let known = words.doing.iter().find_map(|(english, own)| {
        let rest = what.strip_prefix(english)?;
        Some(format!(
            "{own}{}",
            rest.replace(" of ", " / ").replace(" on ", " · ")
        ))
    });
    known.unwrap_or_else(|| what.to_owned())
}

/// Seconds as people say them.
fn duration(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{}:{:02} min", seconds / 60, seconds % 60),
        _ => format!("{}:{:02} h", seconds / 3600, seconds / 60 % 60),
    }
}

fn kind_name(words: &CompareWords, kind: EvalKind) -> &'static str {
    let index = EvalKind::ALL.iter().position(|known| *known == kind);
    words.kinds[index.unwrap_or(0)]
}

/// The kind of a report.
fn kind_of(report: &StoredReport) -> EvalKind {
    match report {
        StoredReport::Accuracy(_) => EvalKind::Accuracy,
        StoredReport::Layers(_) => EvalKind::Layers,
        StoredReport::Performance(_) => EvalKind::Performance,
        StoredReport::Text(_) => EvalKind::Text,
    }
}

/// What the report is, its verdict, and where it can be stored.
fn head(ui: &mut Ui, scene: &mut Scene<'_>, view: &ReportView) {
    let words = scene.words;
    let colors = palette(ui.visuals());
    let environment = view.report.environment();
    ui.horizontal(|ui| {
        verdict_badge(ui, &words.compare, view.report.passed());
        ui.label(RichText::new(kind_name(&words.compare, kind_of(&view.report))).heading());
        let devices = environment.devices.iter().map(|d| d.name.as_str());
        ui.label(devices.collect::<Vec<_>>().join(" → "));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.menu_button(words.export, |ui| {
                let mut entry = |ui: &mut Ui, name: &str, action: CompareAction| {
                    if ui.button(name).clicked() {
                        scene.actions.push(Action::Compare(action));
                    }
                };
                for (form, name) in Form::ALL
                    .into_iter()
                    .zip(["Markdown", "HTML", "JSON", "CSV"])
                {
                    let name = format!("{name} (.{})", form.extension());
                    entry(ui, &name, CompareAction::Export(form));
                }
                ui.separator();
                entry(ui, words.compare.export_all, CompareAction::ExportAll);
                entry(ui, words.compare.export_charts, CompareAction::ExportCharts);
            });
            let text = format!("{} · {}", date(&environment.date), view.report.subject());
            let about = Label::new(RichText::new(text).small().color(colors.weak)).truncate();
            let response = ui.add(about);
            if let Some(id) = &view.kept {
                response.on_hover_text(id);
            }
        });
    });
    ui.add_space(4.0);
}

/// A date of a report as people read it: `2026-01-31 09:05 UTC`.
pub fn date(iso: &str) -> String {
    match iso.split_once('T') {
        Some((day, time)) => format!("{day} {} UTC", time.get(..5).unwrap_or(time)),
        None => iso.to_owned(),
    }
}

/// Passed or failed, on its colour.
pub fn verdict_badge(ui: &mut Ui, words: &CompareWords, passed: Option<bool>) {
    let colors = palette(ui.visuals());
    let (text, color) = match passed {
        Some(true) => (words.passed, colors.good),
        Some(false) => (words.failed, colors.bad),
        None => return,
    };
    Frame::new()
        .fill(color.gamma_multiply(0.16))
        .corner_radius(5.0)
        .inner_margin(eframe::egui::Margin::symmetric(8, 2))
        .show(ui, |ui| ui.label(RichText::new(text).strong().color(color)));
}

/// A report in a few lines: its verdict and the values with limits.
pub fn verdict_line(ui: &mut Ui, words: &Words, view: &ReportView) {
    let colors = palette(ui.visuals());
    ui.horizontal(|ui| {
        verdict_badge(ui, &words.compare, view.report.passed());
        let kind = kind_name(&words.compare, kind_of(&view.report));
        ui.label(RichText::new(kind).color(colors.weak));
    });
    Grid::new("verdict")
        .num_columns(3)
        .min_row_height(0.0)
        .show(ui, |ui| {
            for criterion in view.criteria.iter().filter(|c| c.limit.is_some()) {
                ui.label(RichText::new(criterion_name(&words.compare, criterion)).small());
                ui.label(
                    RichText::new(value(criterion))
                        .small()
                        .strong()
                        .color(tone(ui, criterion)),
                );
                let limit = criterion.limit.clone().unwrap_or_default();
                ui.label(RichText::new(limit).small().color(colors.weak));
                ui.end_row();
            }
        });
}

fn tone(ui: &Ui, criterion: &Criterion) -> eframe::egui::Color32 {
    let colors = palette(ui.visuals());
    match criterion.passed {
        Some(true) => colors.good,
        Some(false) => colors.bad,
        None => ui.visuals().text_color(),
    }
}

fn value(criterion: &Criterion) -> String {
    criterion.value.clone().unwrap_or_else(|| "–".into())
}

fn criterion_name<'a>(words: &CompareWords, criterion: &'a Criterion) -> &'a str {
    words.metric_of(&criterion.id, &criterion.label)
}

/// What its plugin calls a value, and the plugin.
fn plugins_words(criterion: &Criterion) -> String {
    format!("{}\n{}", criterion.label, criterion.plugin)
}

fn report(ui: &mut Ui, words: &Words, view: &ReportView, charts: &mut Charts) {
    match &view.report {
        StoredReport::Layers(report) => layers::show(ui, words, report),
        StoredReport::Performance(report) => performance::show(ui, words, report),
        StoredReport::Accuracy(_) | StoredReport::Text(_) => metrics(ui, words, view),
    }
    ui.add_space(8.0);
    figures(ui, words, view, charts);
    let notes = view.report.notes();
    if !notes.is_empty() {
        ui.add_space(6.0);
        ui.label(RichText::new(words.compare.notes).strong());
        notes.iter().for_each(|note| weak(ui, &words.of_note(note)));
    }
}

/// The values that have limits as cards, the others in a table.
fn metrics(ui: &mut Ui, words: &Words, view: &ReportView) {
    let own = &words.compare;
    let (limited, others): (Vec<_>, Vec<_>) = view
        .criteria
        .iter()
        .partition(|criterion| criterion.limit.is_some());
    for cards in limited.chunks(CARDS) {
        let cards = cards.iter().map(|criterion| criterion_card(own, criterion));
        row(ui, &cards.collect::<Vec<_>>());
    }
    if others.is_empty() && view.broken.is_empty() {
        return;
    }
    ui.add_space(2.0);
    // As many values side by side as there is room for, read downwards.
    let columns = match ui.available_width() {
        1040.0.. => 3,
        700.0.. => 2,
        _ => 1,
    };
    let length = others.len().div_ceil(columns).max(1);
    let titles = [own.metric, own.value].repeat(columns);
    table(ui, "metrics", &titles, |ui| {
        for index in 0..length.min(others.len()) {
            for criterion in others.iter().skip(index).step_by(length) {
                ui.label(criterion_name(own, criterion))
                    .on_hover_text(plugins_words(criterion));
                ui.label(value(criterion));
            }
            ui.end_row();
        }
        let bad = palette(ui.visuals()).bad;
        for (plugin, why) in &view.broken {
            ui.label(plugin);
            ui.label(RichText::new(own.broken_metric).color(bad))
                .on_hover_text(why);
            ui.end_row();
        }
    });
}

/// A value with its limit, and whether it is kept.
fn criterion_card<'a>(words: &'a CompareWords, criterion: &'a Criterion) -> Card<'a> {
    let limit = criterion.limit.clone().unwrap_or_default();
    Card {
        label: criterion_name(words, criterion),
        value: value(criterion),
        under: match criterion.passed {
            Some(true) => format!("{limit} · {}", words.passed),
            Some(false) => format!("{limit} · {}", words.failed),
            None => limit,
        },
        passed: criterion.passed,
        hint: plugins_words(criterion),
    }
}

/// Draws a table with a heading for every column.
pub fn table(ui: &mut Ui, id: &str, titles: &[&str], rows: impl FnOnce(&mut Ui)) {
    let colors = palette(ui.visuals());
    Frame::new()
        .fill(ui.visuals().extreme_bg_color)
        .stroke(Stroke::new(1.0, colors.line))
        .corner_radius(8.0)
        .inner_margin(10.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let scroll = ScrollArea::horizontal().id_salt(id);
            scroll.auto_shrink([false, true]).show(ui, |ui| {
                Grid::new(id)
                    .num_columns(titles.len())
                    .spacing([24.0, 5.0])
                    .min_row_height(0.0)
                    .show(ui, |ui| {
                        for title in titles {
                            ui.label(RichText::new(*title).small().color(colors.weak));
                        }
                        ui.end_row();
                        rows(ui);
                    });
            });
        });
}

/// The charts, two side by side where there is room.
fn figures(ui: &mut Ui, words: &Words, view: &ReportView, charts: &mut Charts) {
    let columns = if ui.available_width() >= 860.0 { 2 } else { 1 };
    let gap = 10.0;
    let width = ((ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32).floor();
    for row in view.figures.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for figure in row {
                card(ui, words, figure, charts, width);
            }
        });
        ui.add_space(gap - 6.0);
    }
}

/// Draws a chart on a card of its own ground.
pub fn card(
    ui: &mut Ui,
    words: &Words,
    figure: &crate::state::compare::FigureView,
    charts: &mut Charts,
    width: f32,
) {
    let colors = palette(ui.visuals());
    Frame::new()
        .fill(background(ui.visuals().dark_mode))
        .stroke(Stroke::new(1.0, colors.line))
        .corner_radius(8.0)
        .inner_margin(2.0)
        .show(ui, |ui| {
            ui.set_width(width - 6.0);
            charts.show(ui, figure, &words.compare, width - 6.0);
        });
}
