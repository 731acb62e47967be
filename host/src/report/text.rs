//! The report of a text evaluation.

use super::diff::side_by_side;
use super::document::{Block, Cell, Diff, Document, Section, Table, Tone};
use super::figures;
use super::number::{seconds, with_unit};
use super::tables::{could_not_be_read, digits, environment, failures, limits, limits_missed};
use crate::evaluate::metrics::ScoreResult;
use crate::evaluate::text::{PageText, TextReport};

/// Pages whose texts are shown side by side, the worst first.
const MOST_DIFFS: usize = 200;
/// Of these so many are unfolded at first.
const OPEN_DIFFS: usize = 3;

/// Charts of each metric that are drawn: it may have one for every page.
const MOST_SERIES: usize = 8;

pub(super) fn document(report: &TextReport) -> Document {
    let mut sections = vec![pooled(report)];
    sections.extend(failures(&report.failed));
    if !report.pages.is_empty() {
        sections.push(pages(report));
        sections.push(diffs(report));
    }
    let mut notes = report.notes.clone();
    for page in &report.pages {
        notes.extend(
            page.notes
                .iter()
                .map(|note| format!("{}: {note}", page.name)),
        );
    }
    notes.push(
        "Texts are compared page by page; that is not the block matching of OmniDocBench's own scorer, so values are no leaderboard's.".into(),
    );
    sections.push(Section::new("Notes").block(Block::List(notes)));
    let mut last = environment(&report.environment, &report.prompt);
    if let Some(Block::Table(table)) = last.blocks.first_mut() {
        table.row(["pipeline", report.pipeline.as_str()]);
        table.row(["data", report.data.as_str()]);
    }
    sections.push(last);
    Document {
        title: format!("Text accuracy on {}", report.data),
        verdict: Cell::verdict(Some(report.passed)),
        conclusion: conclusion(report),
        sections,
    }
}

fn conclusion(report: &TextReport) -> String {
    let count = report.pages.len();
    let mut text = format!("{count} page{} read", if count == 1 { "" } else { "s" });
    let headlines = report
        .pooled
        .iter()
        .filter_map(|metric| metric.scores.first());
    let values: Vec<String> = headlines
        .map(|score| {
            let value = with_unit(score.value, &score.unit, digits(score));
            format!("{} {value}", score.label)
        })
        .collect();
    if !values.is_empty() {
        text.push_str(&format!(": {}", values.join(", ")));
    }
    text.push('.');
    text.push_str(&could_not_be_read(&report.failed));
    text.push_str(&limits_missed(&report.pooled, &report.unused_limits));
    if let Some(worst) = report.pages.first().filter(|_| count > 1)
        && let Some(score) = worst.metrics.first().and_then(|m| m.scores.first())
    {
        let value = with_unit(score.value, &score.unit, digits(score));
        text.push_str(&format!(
            " The worst is {} with {} {value}.",
            worst.name, score.id
        ));
    }
    text.extend(
        report
            .environment
            .caveat()
            .map(|caveat| format!(" {caveat}")),
    );
    text
}

fn pooled(report: &TextReport) -> Section {
    Section::new("Metrics")
        .text("Over all pages, as each metric pools them.")
        .block(Block::Table(limits(&report.pooled)))
        .figures(figures::files(report))
        .figures(figures::series(&report.pooled, MOST_SERIES))
}

fn headlines(page: &PageText) -> impl Iterator<Item = &ScoreResult> {
    page.metrics
        .iter()
        .filter_map(|metric| metric.scores.first())
}

fn pages(report: &TextReport) -> Section {
    let named = report
        .pooled
        .iter()
        .filter_map(|metric| metric.scores.first());
    let ids: Vec<&str> = named.map(|score| score.id.as_str()).collect();
    let mut titles = vec!["Page".to_owned()];
    titles.extend(ids.iter().map(|id| format!(">{id}")));
    titles.extend([">Tokens".to_owned(), ">Time".into()]);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut table = Table::new(&titles);
    for page in &report.pages {
        let mut cells = vec![Cell::from(page.name.as_str())];
        for id in &ids {
            let found = headlines(page).find(|score| score.id == *id);
            cells.push(found.map_or_else(
                || "–".into(),
                |score| Cell {
                    text: with_unit(score.value, &score.unit, digits(score)),
                    tone: match score.passed {
                        Some(false) => Tone::Bad,
                        _ => Tone::Plain,
                    },
                },
            ));
        }
        cells.extend([page.tokens.to_string().into(), seconds(page.seconds).into()]);
        table.row(cells);
    }
    Section::new("Pages, worst first").block(Block::Table(table))
}

fn diffs(report: &TextReport) -> Section {
    let mut section = Section::new("Side by side");
    for (index, page) in report.pages.iter().take(MOST_DIFFS).enumerate() {
        let values: Vec<String> = headlines(page)
            .map(|score| {
                let value = with_unit(score.value, &score.unit, digits(score));
                format!("{} {value}", score.id)
            })
            .collect();
        section.blocks.push(Block::Diff(Diff {
            title: format!("{}: {}", page.name, values.join(", ")),
            rows: side_by_side(&page.reference, &page.prediction),
            open: index < OPEN_DIFFS,
        }));
    }
    if report.pages.len() > MOST_DIFFS {
        section = section.text(format!(
            "The {MOST_DIFFS} worst are shown; the JSON has all."
        ));
    }
    section
}
