//! The report of an accuracy evaluation.

use super::document::{Block, Cell, Document, Section, Table, Tone};
use super::figures;
use super::number::{grouped, maybe, with_unit};
use super::tables::{
    could_not_be_read, digits, environment, failures, limits, limits_missed, values,
};
use crate::evaluate::accuracy::{AccuracyReport, ErrorBin, FreeRun, ImageAccuracy, Scope};
use crate::evaluate::metrics::{ScoreResult, all_passed};

/// Images whose positions are told one by one.
const MOST_IMAGES: usize = 8;
/// Mismatches of one image that are shown.
const MOST_MISMATCHES: usize = 20;

const WHY_EPS: &str = "The standard relative error, eps = 1e-12 in the denominator, explodes where a logit is near zero: a logit of 1e-7 that \
    is off by 1e-5 counts as 10,000 %, and a few of them decide the mean. Logits range over tens, and no decision hangs on one near zero, so \
    eps = 1e-3 is added to the denominator; the figure with 1e-12 stands beside it. Whether both sides generate the same tokens is what top-1 \
    agreement measures.";

pub(super) fn document(report: &AccuracyReport) -> Document {
    let (all, generated) = (&report.all, report.generated.as_ref());
    let mut sections = vec![metrics(report)];
    sections.extend(failures(&report.failed));
    if let Some(generated) = generated {
        sections.push(
            Section::new("Generated positions")
                .text(format!(
                    "The {} positions from which a token was generated: {} have the same best token ({}).",
                    generated.positions,
                    generated.agreeing,
                    share(generated)
                ))
                .block(Block::Table(values(&generated.metrics))),
        );
    }
    sections.push(free_running(report));
    if report.images.len() > 1 {
        sections.push(per_image(report));
    }
    sections.push(by_magnitude(report));
    for image in report.images.iter().take(MOST_IMAGES) {
        sections.push(positions(image));
    }
    let series = figures::series(&all.metrics, MOST_IMAGES);
    if !series.is_empty() {
        sections.push(
            Section::new("Charts of the metrics")
                .text("As the metric plugins suggest them, over all positions of all images.")
                .figures(series),
        );
    }
    let mut notes = report.notes.clone();
    for image in &report.images {
        notes.extend(image.notes.iter().map(|note| match report.images.len() {
            1 => note.clone(),
            _ => format!("{}: {note}", image.name),
        }));
    }
    if report.images.len() > MOST_IMAGES {
        notes.push(format!(
            "positions are shown of the first {MOST_IMAGES} images, and {MOST_IMAGES} charts of each metric; the JSON has all"
        ));
    }
    if !notes.is_empty() {
        sections.push(Section::new("Notes").block(Block::List(notes)));
    }
    sections.push(environment(&report.environment, &report.prompt));
    Document {
        title: format!(
            "Accuracy of {} against {}",
            report.candidate.name, report.baseline.name
        ),
        verdict: Cell::verdict(Some(report.passed)),
        conclusion: conclusion(report),
        sections,
    }
}

fn share(scope: &Scope) -> String {
    let percent = 100.0 * scope.agreeing as f64 / scope.positions.max(1) as f64;
    format!("{percent:.2} %")
}

fn conclusion(report: &AccuracyReport) -> String {
    let all = &report.all;
    let sides = format!("{} and {}", report.candidate.name, report.baseline.name);
    let mut text = match report.unused_limits.is_empty() && all_passed(&all.metrics) {
        true if !report.failed.is_empty() => {
            format!("{sides} agree numerically on what could be read: ")
        }
        true => format!("{sides} agree numerically: "),
        false => format!("{sides} do not agree within the limits: "),
    };
    text.push_str(&format!(
        "{} of {} positions have the same best token ({})",
        all.agreeing,
        all.positions,
        share(all)
    ));
    for (id, digits) in [("mre", 4), ("cosine", 6)] {
        if let Some(score) = all.score(id) {
            let value = with_unit(score.value, &score.unit, digits);
            text.push_str(&format!(", {} {value}", score.label));
        }
    }
    text.push('.');
    text.push_str(&could_not_be_read(&report.failed));
    text.push_str(&limits_missed(&all.metrics, &report.unused_limits));
    let broken = all.metrics.iter().filter(|m| m.error.is_some());
    let broken: Vec<&str> = broken.map(|metric| metric.plugin.as_str()).collect();
    if !broken.is_empty() {
        text.push_str(&format!(" Metrics that failed: {}.", broken.join(", ")));
    }
    text.extend(
        report
            .environment
            .caveat()
            .map(|caveat| format!(" {caveat}")),
    );
    text
}

fn metrics(report: &AccuracyReport) -> Section {
    let images = match report.images.len() {
        1 => "the image".to_owned(),
        n => format!("{n} images"),
    };
    let mut section = Section::new("Metrics")
        .text(format!(
            "Over all {} positions of {images}, {} logits each: baseline {}, candidate {}. The verdict is theirs.",
            report.all.positions,
            grouped(report.vocabulary as u64),
            report.baseline.name,
            report.candidate.name
        ))
        .block(Block::Table(limits(&report.all.metrics)));
    let details = report.all.metrics.iter().flat_map(|metric| &metric.details);
    let warnings =
        details.filter(|detail| detail.label == "Warning" || detail.label.contains("NaN"));
    let mut warnings: Vec<String> = warnings
        .map(|d| format!("{}: {}", d.label, d.value))
        .collect();
    warnings.dedup();
    if !warnings.is_empty() {
        section = section.block(Block::List(warnings));
    }
    if report.all.score("mre-tiny").is_some() {
        section = section.text(WHY_EPS);
    }
    section
}

fn free_running(report: &AccuracyReport) -> Section {
    let mut table = Table::new(&[
        "Image",
        ">Tokens",
        ">Same from the start",
        "First divergence",
        ">Margin there",
    ]);
    for image in &report.images {
        if let Some(run) = &image.free_run {
            table.row(free_row(&image.name, run));
        }
    }
    let section = Section::new("Free-running answers");
    if table.rows.is_empty() {
        return section.text("The tokens that each side generated are not known.");
    }
    section
        .text(
            "Each side generates by itself. Up to the first divergence both have read the same tokens. A margin is by how much the logit of the \
             chosen token is above the next best one, baseline / candidate: a divergence at a small margin is a near tie that rounding decides.",
        )
        .block(Block::Table(table))
}

fn free_row(name: &str, run: &FreeRun) -> [Cell; 5] {
    let tokens = match run.baseline_tokens == run.candidate_tokens {
        true => run.baseline_tokens.to_string(),
        false => format!("{} / {}", run.baseline_tokens, run.candidate_tokens),
    };
    let (divergence, margin) = match (&run.divergence, &run.failure) {
        (_, Some(failure)) => (format!("the candidate broke off: {failure}"), "–".into()),
        (Some([a, b]), _) => (
            format!(
                "token {}: {} / {}",
                run.common,
                token(a.id, &a.text),
                token(b.id, &b.text)
            ),
            format!("{} / {}", maybe(a.margin, 4), maybe(b.margin, 4)),
        ),
        (None, _) if run.baseline_tokens != run.candidate_tokens => (
            format!("one side ends there, after {} of them", run.common),
            "–".into(),
        ),
        (None, _) => ("none".into(), "–".into()),
    };
    [
        name.into(),
        tokens.into(),
        run.common.to_string().into(),
        divergence.into(),
        margin.into(),
    ]
}

fn token(id: u32, text: &str) -> String {
    match text {
        "" => id.to_string(),
        text => format!("{id} “{text}”"),
    }
}

fn per_image(report: &AccuracyReport) -> Section {
    let headlines: Vec<&ScoreResult> = report
        .all
        .metrics
        .iter()
        .filter_map(|metric| metric.scores.first())
        .collect();
    let mut titles = vec!["Image".to_owned(), ">Positions".into(), ">Agreeing".into()];
    titles.extend(headlines.iter().map(|score| format!(">{}", score.id)));
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut table = Table::new(&titles);
    let mut row = |name: &str, scope: &Scope| {
        let start = [
            name.to_owned(),
            scope.positions.to_string(),
            scope.agreeing.to_string(),
        ];
        let mut cells: Vec<Cell> = start.into_iter().map(Cell::from).collect();
        for headline in &headlines {
            cells.push(match scope.score(&headline.id) {
                None => "–".into(),
                Some(score) => Cell {
                    text: with_unit(score.value, &score.unit, digits(score)),
                    tone: match score.passed {
                        Some(false) => Tone::Bad,
                        _ => Tone::Plain,
                    },
                },
            });
        }
        table.row(cells);
    };
    for image in &report.images {
        row(&image.name, &image.all);
    }
    row("all, pooled", &report.all);
    Section::new("By image").block(Block::Table(table))
}

const ERROR_COLUMNS: [&str; 4] = [
    ">Mean |Δ|",
    ">Largest |Δ|",
    ">Relative, eps 1e-3",
    ">Relative, eps 1e-12",
];

fn errors(bin: &ErrorBin) -> [Cell; 4] {
    [
        maybe(bin.mean_abs, 6).into(),
        maybe(bin.max_abs, 6).into(),
        with_unit(bin.relative, "%", 4).into(),
        with_unit(bin.relative_tiny, "%", 4).into(),
    ]
}

fn by_magnitude(report: &AccuracyReport) -> Section {
    let mut table =
        Table::new(&[["|baseline logit|", ">Logits"].as_slice(), &ERROR_COLUMNS].concat());
    for bin in &report.by_magnitude {
        let range = match bin.to {
            Some(to) => format!("{} to {to}", bin.from),
            None => format!("{} and more", bin.from),
        };
        let start = [Cell::from(range), grouped(bin.elements).into()];
        table.row(start.into_iter().chain(errors(bin)));
    }
    Section::new("Errors by the logit's magnitude")
        .text("Relative errors are large where the baseline's logit is small, and that is where they do not matter.")
        .block(Block::Table(table))
        .figures(figures::scatter(report))
}

fn positions(image: &ImageAccuracy) -> Section {
    let mut table = Table::new(&[["Positions", ">Agreeing"].as_slice(), &ERROR_COLUMNS].concat());
    for bin in &image.by_position {
        let range = match bin.to {
            Some(to) if to > bin.from => format!("{} to {to}", bin.from),
            _ => bin.from.to_string(),
        };
        let [count, agreeing] = bin.agreement.unwrap_or_default();
        let start = [Cell::from(range), format!("{agreeing} of {count}").into()];
        table.row(start.into_iter().chain(errors(bin)));
    }
    let mut section = Section::new(format!("Errors by position: {}", image.name))
        .text(format!(
            "{} tokens of the prompt, image tokens included, then {} of the answer.",
            image.prompt_tokens, image.forced_tokens
        ))
        .block(Block::Table(table))
        .figures(figures::positions(image));
    if image.mismatches.is_empty() {
        return section.text("The best tokens agree at every position.");
    }
    let mut table = Table::new(&[">Position", "Baseline", "Candidate", ">Margins"]);
    for mismatch in image.mismatches.iter().take(MOST_MISMATCHES) {
        let [a, b] = mismatch.tokens;
        let [text_a, text_b] = &mismatch.texts;
        let [margin_a, margin_b] = mismatch.margins;
        table.row([
            mismatch.position.to_string(),
            token(a, text_a),
            token(b, text_b),
            format!("{} / {}", maybe(margin_a, 4), maybe(margin_b, 4)),
        ]);
    }
    let differing = image.all.positions - image.all.agreeing;
    section = section.text(match differing > table.rows.len() {
        true => format!(
            "The best tokens differ at {differing} positions; the first {} are:",
            table.rows.len()
        ),
        false => "Positions where the best tokens differ:".into(),
    });
    section.block(Block::Table(table))
}
