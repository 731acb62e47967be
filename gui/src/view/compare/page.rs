//! The page on two devices.

use eframe::egui::{Align, Label, Layout, RichText, ScrollArea, Separator, Ui, vec2};
use inkstone::device::DeviceKind;
use inkstone::evaluate::accuracy::PageComparison;
use inkstone::model::observe::Stage;

use super::cards::{Card, failure, heading, main_button, progress, row, weak};
use super::devices;
use super::evaluation::verdict_line;
use super::tokens::{self, Place};
use crate::action::{Action, CompareAction};
use crate::lang::Words;
use crate::state::compare::{CompareTab, Ended, PageRun, SIDES, SideRun, SideStep, criteria};
use crate::theme::palette;
use crate::view::Scene;
use crate::view::tell::name_choice;

/// Draws the choices.
pub fn setup(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = &scene.words.compare;
    devices::show(ui, scene, false);
    ui.add_space(6.0);
    heading(ui, words.page);
    pages(ui, scene);
    ui.add_space(6.0);
    let compare = &scene.state.compare;
    if compare.page.as_ref().is_some_and(PageRun::running) {
        if main_button(ui, true, scene.words.cancel).clicked() {
            scene.actions.push(Action::Compare(CompareAction::Cancel));
        }
    } else {
        let ready = scene.state.selected.is_some() && !compare.busy();
        if main_button(ui, ready, words.compare_page).clicked() {
            scene
                .actions
                .push(Action::Compare(CompareAction::ComparePage));
        }
    }
    ui.add_space(2.0);
    weak(ui, words.page_hint);
    ui.add_space(10.0);
    last_evaluation(ui, scene);
}

/// The pages of the queue, to choose one.
fn pages(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(shown) = scene.state.shown() else {
        return weak(ui, scene.words.compare.no_page);
    };
    let combo = eframe::egui::ComboBox::from_id_salt("page")
        .selected_text(shown.source.name())
        .width(ui.available_width())
        .truncate()
        .show_ui(ui, |ui| {
            for item in &scene.state.items {
                let chosen = item.id == shown.id;
                if ui.selectable_label(chosen, item.source.name()).clicked() {
                    scene.actions.push(Action::Select(item.id));
                }
            }
        });
    let name = shown.source.name();
    name_choice(&combo.response, scene.words.compare.page, &name);
}

fn last_evaluation(ui: &mut Ui, scene: &mut Scene<'_>) {
    let compare = &scene.state.compare;
    let Some(report) = compare.evaluation.as_ref().and_then(|run| run.report()) else {
        return;
    };
    ui.add(Separator::default().spacing(12.0));
    let report = report.clone();
    ui.label(RichText::new(scene.words.compare.last_evaluation).strong());
    verdict_line(ui, scene.words, &report);
    if ui.button(scene.words.compare.show_report).clicked() {
        let action = CompareAction::Show(CompareTab::Evaluation);
        scene.actions.push(Action::Compare(action));
    }
}

/// Draws the comparison.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, hovered: &mut Option<Place>) {
    let state = scene.state;
    let Some(run) = &state.compare.page else {
        ui.add_space(40.0);
        ui.vertical_centered(|ui| weak(ui, scene.words.compare.page_hint));
        return;
    };
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if run.comparison().is_some() && ui.button(scene.words.compare.show_report).clicked() {
                let action = CompareAction::ShowPageReport;
                scene.actions.push(Action::Compare(action));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(&run.name).heading()).truncate());
            });
        });
    });
    ui.add_space(2.0);
    if let Some(comparison) = run.comparison() {
        summary(ui, scene.words, comparison);
        ui.add_space(4.0);
    }
    match &run.ended {
        Some(Ended::Failed(why)) => {
            let again = (scene.words.retry, CompareAction::ComparePage);
            failure(
                ui,
                scene,
                scene.words.compare.comparison_failed,
                why,
                Some(again),
            );
        }
        Some(Ended::Cancelled) => weak(ui, scene.words.cancelled),
        _ => {}
    }
    let width = column_width(ui);
    ui.horizontal_top(|ui| {
        for side in SIDES {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                head(ui, scene.words, run, side);
            });
        }
    });
    tokens::legend(ui, &scene.words.compare);
    let now = ScrollArea::vertical()
        // What was compared is looked at from its beginning.
        .id_salt(("answers", run.running()))
        .auto_shrink(false)
        .stick_to_bottom(run.running())
        .show(ui, |ui| match run.comparison() {
            Some(comparison) => compared_lines(ui, scene.words, run, comparison, *hovered),
            None => read_lines(ui, run, *hovered),
        })
        .inner;
    if *hovered != now {
        *hovered = now;
        ui.ctx().request_repaint();
    }
}

fn column_width(ui: &Ui) -> f32 {
    ((ui.available_width() - ui.spacing().item_spacing.x - 14.0) / 2.0).floor()
}

/// The values that matter first.
fn summary(ui: &mut Ui, words: &Words, comparison: &PageComparison) {
    let report = &comparison.report;
    let own = &words.compare;
    let criteria = criteria(&report.all.metrics);
    let [a, b] = comparison.differing();
    let answered: usize = comparison.pieces.iter().map(|p| p.answers[0].len()).sum();
    let same = 100.0 * answered.saturating_sub(a) as f64 / answered.max(1) as f64;
    let mut cards = vec![Card {
        label: own.same_tokens,
        value: format!("{same:.2} %"),
        under: match a + b {
            0 => own.all_same.to_owned(),
            _ => format!("{a} / {b} {}", own.differ),
        },
        passed: None,
        hint: String::new(),
    }];
    for id in ["top1", "mre", "cosine"] {
        if let Some(criterion) = criteria.iter().find(|criterion| criterion.id == id) {
            cards.push(Card {
                label: own.metric_of(id, &criterion.label),
                value: criterion.value.clone().unwrap_or_else(|| "–".into()),
                under: match (id, &criterion.limit) {
                    ("top1", Some(limit)) => {
                        format!(
                            "{limit} · {} / {}",
                            report.all.agreeing, report.all.positions
                        )
                    }
                    (_, limit) => limit.clone().unwrap_or_default(),
                },
                passed: criterion.passed,
                hint: match id {
                    "top1" => own.forced_hint.to_owned(),
                    _ => criterion.label.clone(),
                },
            });
        }
    }
    row(ui, &cards);
}

/// What a side is, and where it is.
fn head(ui: &mut Ui, words: &Words, run: &PageRun, side: usize) {
    let own = &words.compare;
    let colors = palette(ui.visuals());
    let state = &run.sides[side];
    let role = [own.baseline, own.candidate][side];
    ui.horizontal(|ui| {
        ui.label(RichText::new(role).small().color(colors.weak));
        let name = match state.name.as_str() {
            "" => run.devices[side].to_string(),
            name => name.to_owned(),
        };
        ui.label(RichText::new(name).strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let description = match run.devices[side].kind {
                DeviceKind::Cpu if !state.description.is_empty() => words.of_cpu(),
                _ => state.description.clone(),
            };
            let description = RichText::new(description).small().color(colors.weak);
            ui.add(Label::new(description).truncate());
        });
    });
    match &state.failed {
        Some(_) => {
            ui.label(RichText::new(words.failed).small().color(colors.bad));
        }
        None => weak(ui, &describe(words, run, state)),
    }
    if run.running() && !state.answered && state.failed.is_none() {
        progress(ui, role, state.fraction());
    }
}

/// What a side does, in words.
fn describe(words: &Words, run: &PageRun, state: &SideRun) -> String {
    let own = &words.compare;
    let seconds = |time: std::time::Duration| format!("{:.2} s", time.as_secs_f64());
    if state.answered {
        let mut text = format!("{} {}", state.tokens, words.tokens);
        if let Some(time) = state.reading() {
            text = format!("{} {} · {text}", own.read_in, seconds(time));
        }
        if let Some(first) = state.first_token() {
            text = format!("{text} · {} {}", own.first_token, seconds(first));
        }
        return text;
    }
    let step = match &state.step {
        None if run.running() && state.name.is_empty() => words.waiting.to_owned(),
        None => String::new(),
        Some(SideStep::WaitingForMemory) => own.waiting_memory.to_owned(),
        Some(SideStep::Loading { done, total }) => format!("{} {done} / {total}", words.loading),
        Some(SideStep::Scoring) => own.scoring.to_owned(),
        Some(SideStep::Stage { stage, done, total }) => {
            let name = match stage {
                Stage::Vision | Stage::Projector => words.looking,
                Stage::Prefill | Stage::Head | Stage::Decode => words.prompt_stage,
            };
            format!("{name} {done} / {total}")
        }
        Some(_) => words.reading.to_owned(),
    };
    let mut parts = vec![step];
    if state.pieces.1 > 1 {
        parts.push(format!(
            "{} {} / {}",
            own.line, state.pieces.0, state.pieces.1
        ));
    }
    if state.tokens > 0 {
        parts.push(format!("{} {}", state.tokens, words.tokens));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// Draws both sides of a line beside each other.
fn pair(
    ui: &mut Ui,
    cells: [Vec<tokens::Cell>; 2],
    hovered: Option<Place>,
    now: &mut Option<Place>,
) {
    let width = column_width(ui);
    ui.horizontal_top(|ui| {
        for cells in cells {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                if let Some(place) = tokens::line(ui, &cells, hovered) {
                    *now = Some(place);
                }
            });
        }
    });
}

fn read_lines(ui: &mut Ui, run: &PageRun, hovered: Option<Place>) -> Option<Place> {
    let mut now = None;
    let [a, b] = &run.sides;
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut first = 0;
    for line in 0..a.lines.len().max(b.lines.len()) {
        let pieces = |side: &SideRun| side.lines.get(line).map_or(0, Vec::len);
        let count = pieces(a).max(pieces(b));
        let piece = |side: usize, index: usize| {
            let line = run.sides[side].lines.get(line);
            line.and_then(|line| line.get(index))
                .map_or(&[][..], Vec::as_slice)
        };
        let cells = SIDES.map(|side| {
            tokens::joined((0..count).map(|index| {
                let (own, other) = (piece(side, index), piece(1 - side, index));
                tokens::reading(first + index, side, own, other)
            }))
        });
        first += count;
        pair(ui, cells, hovered, &mut now);
    }
    now
}

fn compared_lines(
    ui: &mut Ui,
    words: &Words,
    run: &PageRun,
    comparison: &PageComparison,
    hovered: Option<Place>,
) -> Option<Place> {
    let mut now = None;
    let names = [0, 1].map(|side| run.sides[side].name.as_str());
    ui.spacing_mut().item_spacing.y = 2.0;
    let pieces: Vec<_> = comparison.pieces.iter().enumerate().collect();
    for line in pieces.chunk_by(|(_, a), (_, b)| a.line == b.line) {
        let cells =
            SIDES.map(|side| {
                tokens::joined(line.iter().map(|(index, piece)| {
                    tokens::compared(*index, side, piece, names, &words.compare)
                }))
            });
        pair(ui, cells, hovered, &mut now);
    }
    now
}
