//! Reports into files, whole or not at all.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use inkstone_charts::{ChartError, Theme};

use super::document::Document;
use super::{accuracy, csv, html, layers, markdown, performance, text};
use crate::device::SIMULATOR;
use crate::evaluate::history::StoredReport;
use crate::files::{OutputError, folder_of, write_together, write_whole};

/// Width of charts in files, in CSS pixels, and device pixels to each of them.
const CHART_WIDTH: u32 = 960;
const CHART_SCALE: f32 = 2.0;

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A file cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A chart cannot be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
}

/// A result as a report without a form.
pub fn document(report: &StoredReport) -> Document {
    match report {
        StoredReport::Accuracy(report) => accuracy::document(report),
        StoredReport::Layers(report) => layers::document(report),
        StoredReport::Performance(report) => performance::document(report),
        StoredReport::Text(report) => text::document(report),
    }
}

/// A form of report that is one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown, without charts; it points to the HTML.
    Markdown,
    /// One HTML file that holds its charts.
    Html,
    /// The result itself.
    Json,
    /// Its values.
    Csv,
}

impl Form {
    /// All of them, in the order of [`files`].
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Json, Self::Csv];

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// A report in one form. `html_name` is what the HTML file beside a Markdown file is called.
pub fn render(report: &StoredReport, form: Form, html_name: &str) -> String {
    match form {
        Form::Markdown => markdown::markdown(&document(report), html_name),
        Form::Html => html::html(&document(report)),
        Form::Json => report.to_json(),
        Form::Csv => csv::csv(report),
    }
}

/// The Markdown, HTML, JSON and CSV file of a report, each beside `output` with its own ending. An `output` with another ending than these
/// is the Markdown file.
pub fn files(output: &Path) -> [PathBuf; 4] {
    let own = output.extension().and_then(|ending| ending.to_str());
    let markdown = match own {
        Some("json" | "csv" | "html") | None => output.with_extension("md"),
        Some(_) => output.to_owned(),
    };
    let other = |ending| output.with_extension(ending);
    [markdown, other("html"), other("json"), other("csv")]
}

/// Writes the [`files`] of a report, all or none, and returns them.
///
/// # Errors
/// When a file cannot be written. Those that were there are then as they were.
pub fn write(report: &StoredReport, output: &Path) -> Result<[PathBuf; 4], WriteError> {
    let paths = files(output);
    let [markdown_path, html_path, json_path, csv_path] = &paths;
    let html_name = html_path.file_name().unwrap_or_default().to_string_lossy();
    let [markdown, html, json, csv] = Form::ALL.map(|form| render(report, form, &html_name));
    make_folder(folder_of(output))?;
    write_together(&[
        (csv_path, csv.as_bytes()),
        (json_path, json.as_bytes()),
        (html_path, html.as_bytes()),
        (markdown_path, markdown.as_bytes()),
    ])?;
    Ok(paths)
}

/// Writes every chart of a report into a folder, as SVG and PNG, light and dark, and returns the number of files. `progress` is told how
/// many charts are written of how many; returning `false` stops there.
///
/// # Errors
/// When a file cannot be written.
pub fn write_charts(
    report: &StoredReport,
    folder: &Path,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<usize, WriteError> {
    make_folder(folder)?;
    let mut count = 0;
    let mut names = HashSet::new();
    let simulated = report.environment().is_simulated();
    let document = document(report);
    let total = document.figures().count();
    for (index, figure) in document.figures().enumerate() {
        if !progress(index, total) {
            break;
        }
        let mut chart = figure.chart.clone();
        if simulated {
            // A picture may be seen without its report.
            chart = chart.with_caption(SIMULATOR);
        }
        // Of the images' names only plain letters and digits are left, and that may leave the same.
        let numbered = (2..).map(|n| format!("{}-{n}", figure.name));
        let name = std::iter::once(figure.name.clone())
            .chain(numbered)
            .find(|name| !names.contains(name));
        let name = name.expect("some number is free");
        let size = chart.natural_size(CHART_WIDTH);
        for (theme_name, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
            let path = |ending: &str| folder.join(format!("{name}-{theme_name}.{ending}"));
            write_whole(&path("svg"), chart.svg(size, theme).as_bytes())?;
            let png = chart.png(size, theme, CHART_SCALE)?;
            write_whole(&path("png"), &png)?;
            count += 2;
        }
        names.insert(name);
    }
    Ok(count)
}

fn make_folder(folder: &Path) -> Result<(), OutputError> {
    std::fs::create_dir_all(folder).map_err(|source| OutputError {
        path: folder.to_owned(),
        source,
    })
}
