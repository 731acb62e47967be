//! The report of a comparison by layer.

use super::document::{Block, Cell, Document, Section, Table, Tone};
use super::figures;
use super::number::{grouped, maybe};
use super::tables::environment_with_image;
use crate::evaluate::layers::{LayersReport, Part, PartDifference};

/// Parts beyond the limit that the conclusion names.
const MOST_NAMED: usize = 4;

pub(super) fn document(report: &LayersReport) -> Document {
    let [baseline, candidate] = names(report);
    let mut sections = vec![
        kinds(report),
        Section::new("By layer")
            .text(format!(
                "Relative is the norm of the difference over that of {baseline}'s values; MRE is the mean of |difference| / (|value| + 1e-3). Alone: \
                 every part is given what {baseline} had there, so that the deviation is its own. So far: with what {candidate} itself computed. \
                 \"not finite\" is a value that is infinite or not a number."
            ))
            .figures(figures::layers(report))
            .block(Block::Table(parts(report))),
    ];
    if !report.notes.is_empty() {
        sections.push(Section::new("Notes").block(Block::List(report.notes.clone())));
    }
    sections.push(environment_with_image(
        &report.environment,
        &report.prompt,
        (
            &report.image,
            report.image_size,
            report.grid_thw,
            report.prompt_tokens,
        ),
    ));
    Document {
        title: format!("Layers of {candidate} against {baseline}"),
        verdict: Cell::verdict(Some(report.passed)),
        conclusion: conclusion(report),
        sections,
    }
}

/// Baseline and candidate.
fn names(report: &LayersReport) -> [&str; 2] {
    let name = |index: usize| report.environment.devices.get(index);
    [0, 1].map(|index| name(index).map_or("", |device| device.name.as_str()))
}

fn conclusion(report: &LayersReport) -> String {
    let [baseline, candidate] = names(report);
    let suspects: Vec<&PartDifference> = report.suspects().collect();
    let mut text = match suspects.as_slice() {
        [] => format!(
            "Every part of the model computes on {candidate} what it does on {baseline}, within {:.0e} of its values' norm.",
            report.limit
        ),
        some => {
            let named = some.iter().take(MOST_NAMED);
            let named: Vec<String> = named.map(|part| part.label()).collect();
            let more = match some.len().saturating_sub(MOST_NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!(
                "{} of {} parts deviate on {candidate} by more than {:.0e} of their values' norm from {baseline}, with the same values going in: {}{more}.",
                some.len(),
                report.parts.len(),
                report.limit,
                named.join(", ")
            )
        }
    };
    let worst = report.worst();
    if let Some(worst) = worst.filter(|worst| worst.alone.relative != Some(0.0)) {
        text.push_str(&format!(
            " Most of all deviates {}: {}",
            worst.label(),
            scientific(worst.alone.relative)
        ));
        let kinds = report.kinds();
        let of_kind = kinds.iter().find(|kind| kind.part == worst.part);
        if let Some(median) = of_kind.and_then(|kind| kind.median) {
            text.push_str(&format!(" (median of its kind {median:.1e})"));
        }
        text.push('.');
    }
    let mut parts = report.parts.iter();
    if let Some(head) = parts.find(|part| part.part == Part::PrefillHead) {
        text.push_str(&format!(
            " Up to the first token's logits it adds up to {}.",
            scientific(head.so_far.relative)
        ));
    }
    let caveat = report.environment.caveat();
    text.extend(caveat.map(|caveat| format!(" {caveat}")));
    text
}

fn scientific(value: Option<f64>) -> String {
    value.map_or_else(|| "not finite".into(), |value| format!("{value:.1e}"))
}

/// A part's own deviation.
fn deviation(value: Option<f64>, exceeds: bool) -> Cell {
    Cell {
        text: scientific(value),
        tone: if exceeds { Tone::Bad } else { Tone::Plain },
    }
}

/// Every kind of part in a row.
fn kinds(report: &LayersReport) -> Section {
    let mut table = Table::new(&[
        "",
        ">Parts",
        ">Median alone",
        ">Most alone",
        ">So far, at its end",
    ]);
    for kind in report.kinds() {
        let median = kind.median;
        table.row([
            Cell::from(kind.part.label()),
            kind.count.to_string().into(),
            median
                .map_or_else(|| "–".into(), |value| format!("{value:.1e}"))
                .into(),
            deviation(kind.most, kind.exceeds),
            scientific(kind.so_far).into(),
        ]);
    }
    Section::new("By kind")
        .text(format!(
            "Deviations relative to the norm of the values. Alone, none may exceed {:.0e}; how deviations add up depends on the page.",
            report.limit
        ))
        .block(Block::Table(table))
}

fn parts(report: &LayersReport) -> Table {
    let mut table = Table::new(&[
        "Part",
        ">Values",
        ">Relative, alone",
        ">Largest, alone",
        ">Cosine, alone",
        ">Relative, so far",
        ">MRE, so far, %",
        ">Cosine, so far",
    ]);
    for part in &report.parts {
        table.row([
            Cell::from(part.label()),
            grouped(part.values as u64).into(),
            deviation(part.alone.relative, part.exceeds(report.limit)),
            scientific(part.alone.max_abs).into(),
            maybe(part.alone.cosine, 7).into(),
            scientific(part.so_far.relative).into(),
            maybe(part.so_far.mre, 4).into(),
            maybe(part.so_far.cosine, 7).into(),
        ]);
    }
    table
}
