//! Tables that reports of several kinds have.

use super::document::{Block, Cell, Section, Table, Tone};
use super::number::with_unit;
use crate::evaluate::FailedPage;
use crate::evaluate::environment::Environment;
use crate::evaluate::metrics::{Better, MetricResult, ScoreResult};

/// Decimals that a score is shown with.
pub(super) fn digits(score: &ScoreResult) -> usize {
    match (score.id.as_str(), score.unit.as_str()) {
        (id, "%") if id.starts_with("top") => 2,
        (_, "%") => 4,
        _ => 6,
    }
}

/// Sentences on the limits that were missed, and on those that nothing was held to.
pub(super) fn limits_missed(metrics: &[MetricResult], unused: &[String]) -> String {
    let scores = metrics.iter().flat_map(|metric| &metric.scores);
    let missed: Vec<&str> = scores
        .filter(|score| score.passed == Some(false))
        .map(|score| score.label.as_str())
        .collect();
    let mut text = String::new();
    if !missed.is_empty() {
        text.push_str(&format!(" Limits missed: {}.", missed.join("; ")));
    }
    if !unused.is_empty() {
        text.push_str(&format!(
            " Limits for scores that no metric gives: {}.",
            unused.join(", ")
        ));
    }
    text
}

/// A sentence on the pages that could not be read, if there are any.
pub(super) fn could_not_be_read(failed: &[FailedPage]) -> String {
    match failed.len() {
        0 => String::new(),
        count => format!(" {count} could not be read."),
    }
}

/// The pages that could not be read, and why, if there are any.
pub(super) fn failures(failed: &[FailedPage]) -> Option<Section> {
    if failed.is_empty() {
        return None;
    }
    let mut table = Table::new(&["Page", "Error"]);
    for page in failed {
        table.row([page.name.as_str(), page.error.as_str()]);
    }
    let section = Section::new("Pages that could not be read");
    let section = section.text("They are in none of the values.");
    Some(section.block(Block::Table(table)))
}

/// A limit as `≤ 1 %`.
fn limit(score: &ScoreResult) -> String {
    let Some(threshold) = score.threshold else {
        return "–".into();
    };
    let sign = match score.better {
        Better::Lower => "≤",
        Better::Higher => "≥",
    };
    match score.unit.as_str() {
        "" => format!("{sign} {threshold}"),
        unit => format!("{sign} {threshold} {unit}"),
    }
}

/// Scores with the metric that each is from; one that several metrics give comes once.
fn distinct(metrics: &[MetricResult]) -> Vec<(&MetricResult, &ScoreResult)> {
    let mut all: Vec<(&MetricResult, &ScoreResult)> = Vec::new();
    for metric in metrics {
        for score in &metric.scores {
            if all.iter().all(|(_, known)| known.id != score.id) {
                all.push((metric, score));
            }
        }
    }
    all
}

/// Every score with its formula, limit and verdict.
pub(super) fn limits(metrics: &[MetricResult]) -> Table {
    let mut table = Table::new(&["Metric", "Formula", ">Threshold", ">Value", "Status"]);
    let mut last = "";
    for (metric, score) in distinct(metrics) {
        // A metric's words are about all of its scores.
        let formula = if last == metric.plugin {
            ""
        } else {
            &metric.note
        };
        last = &metric.plugin;
        table.row([
            Cell::from(score.label.as_str()),
            formula.into(),
            limit(score).into(),
            with_unit(score.value, &score.unit, digits(score)).into(),
            Cell::verdict(score.passed),
        ]);
    }
    for metric in metrics {
        if let Some(error) = &metric.error {
            let failed = Cell {
                text: "FAILED".into(),
                tone: Tone::Bad,
            };
            let cells = [metric.plugin.as_str(), error, "–", "–"].map(Cell::from);
            table.row(cells.into_iter().chain([failed]));
        }
    }
    table
}

/// Every score with its value alone.
pub(super) fn values(metrics: &[MetricResult]) -> Table {
    let mut table = Table::new(&["Metric", ">Value", "Within the limit"]);
    for (_, score) in distinct(metrics) {
        table.row([
            Cell::from(score.label.as_str()),
            with_unit(score.value, &score.unit, digits(score)).into(),
            match score.passed {
                Some(true) => "yes".into(),
                Some(false) => "no".into(),
                None => "–".into(),
            },
        ]);
    }
    table
}

/// What was measured on what, where it was one image: its name, its size in pixels, its grid of patches, and the prompt's number of tokens.
pub(super) fn environment_with_image(
    of: &Environment,
    prompt: &str,
    (name, [width, height], [_, h, w], tokens): (&str, [u32; 2], [usize; 3], usize),
) -> Section {
    let mut section = environment(of, prompt);
    if let Some(Block::Table(table)) = section.blocks.first_mut() {
        table.row([
            "image",
            &format!(
                "{name}, {width} x {height} pixels, {h} x {w} patches, {tokens} prompt tokens"
            ),
        ]);
    }
    section
}

/// What was measured on what.
pub(super) fn environment(environment: &Environment, prompt: &str) -> Section {
    let mut table = Table::new(&["", ""]);
    table.row(["inkstone", environment.inkstone.as_str()]);
    table.row(["date", environment.date.as_str()]);
    table.row([
        "system",
        &format!("{}, {}", environment.os, environment.arch),
    ]);
    table.row(["processor", environment.cpu.as_str()]);
    table.row([
        "CPU kernels",
        &format!("{}, {} threads", environment.isa, environment.threads),
    ]);
    if !environment.settings.is_empty() {
        table.row(["settings", &environment.settings.join(" ")]);
    }
    for device in &environment.devices {
        table.row([
            "device",
            &format!("{} ({}): {}", device.name, device.dtype, device.description),
        ]);
        if let Some(soc) = &device.soc {
            table.row(["SoC", soc]);
        }
    }
    if let Some(checkpoint) = &environment.checkpoint {
        table.row(["checkpoint", checkpoint.name.as_str()]);
        table.row([
            "SHA-256",
            &format!("{} of {}", checkpoint.sha256, checkpoint.hashed),
        ]);
    }
    if !prompt.is_empty() {
        table.row(["prompt", prompt]);
    }
    Section::new("Environment").block(Block::Table(table))
}
