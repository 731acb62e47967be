//! What TEDS and TEDS-S share as plugins: the setting, which samples count, the average and the report.

#![forbid(unsafe_code)]

use inkstone_plugin::{Direction, Error, Info, Level, Report, Sample, Score, Settings, host};
pub use table_tree::Content;
use table_tree::{FirstTable, Markings, TreeMaker, try_similarity};
use text_scoring::{Watch, for_each_sample, histogram};

/// The largest product of two trees' sizes. The distance needs 16 bytes for each pair of nodes, so this is 128 MB: two tables of 2,800
/// cells each.
const MOST_PAIRS: usize = 8_000_000;

const LEVEL: &str = "level-markup";

/// Declares the settings of both metrics.
pub fn declare(info: Info) -> Info {
    let help = "Compare header cells (th) as cells, and pass over thead, tbody, tfoot and span, as OmniDocBench does";
    info.toggle(LEVEL, "Level markup", help, false)
}

/// The similarities of the samples' first tables.
#[derive(Debug, Default)]
struct Similarities {
    values: Vec<f64>,
    worst: Option<(String, f64)>,
    /// Samples without a table on either side.
    without_table: usize,
    /// Samples with a table on one side only.
    one_sided: usize,
    /// Tables behind the first ones.
    further: usize,
}

/// Judges all samples, and averages over those with a table on at least one side.
///
/// # Errors
/// [`Error::InvalidInput`] without samples, [`Error::Unsupported`] for tables that are too large, [`Error::Cancelled`] when the user
/// wants the call to end.
pub fn evaluate(
    samples: &[Sample],
    settings: &Settings,
    content: Content,
    id: &str,
    label: &str,
) -> Result<Report, Error> {
    let markings = match settings.toggle(LEVEL) {
        true => Markings::Levelled,
        false => Markings::Kept,
    };
    let mut found = Similarities::default();
    for_each_sample(samples, |sample, watch| {
        let mut maker = TreeMaker::new();
        let mut first = |html: &str| maker.first_table(html, markings, content);
        let tables = [first(&sample.prediction), first(&sample.reference)];
        found.further += tables
            .iter()
            .flatten()
            .map(|table| table.further_tables)
            .sum::<usize>();
        match tables {
            [None, None] => found.without_table += 1,
            [Some(read), Some(right)] => {
                let value = similarity(sample, &read, &right, watch)?;
                found.add(&sample.id, value);
            }
            _ => {
                found.one_sided += 1;
                found.add(&sample.id, 0.0);
            }
        }
        Ok(())
    })?;
    Ok(found.report(id, label))
}

fn similarity(
    sample: &Sample,
    read: &FirstTable,
    right: &FirstTable,
    watch: &mut Watch,
) -> Result<f64, Error> {
    let sizes = (read.tree.len(), right.tree.len());
    if sizes.0.saturating_mul(sizes.1) > MOST_PAIRS {
        return Err(Error::Unsupported(format!(
            "{}: tables of {} and {} elements are too large to compare",
            sample.id, sizes.0, sizes.1
        )));
    }
    try_similarity(&read.tree, &right.tree, |cells| watch.pass(cells))
}

impl Similarities {
    fn add(&mut self, id: &str, value: f64) {
        self.values.push(value);
        if self.worst.as_ref().is_none_or(|(_, worst)| value < *worst) {
            self.worst = Some((id.to_owned(), value));
        }
    }

    fn report(&self, id: &str, label: &str) -> Report {
        // Nothing to average is 0 over 0: undefined.
        let mean = self.values.iter().sum::<f64>() / self.values.len() as f64;
        let mut report = Report::of(Score::new(id, label, mean, Direction::HigherIsBetter));
        report.note = "1 - tree edit distance / nodes of the larger tree, of the first table of each text, averaged over samples.".into();
        report = report.detail("Tables compared", self.values.len());
        for (label, count) in [
            ("Samples with a table on one side only (0)", self.one_sided),
            (
                "Samples without any table, not averaged",
                self.without_table,
            ),
            ("Further tables in a text, not compared", self.further),
        ] {
            if count > 0 {
                report = report.detail(label, count);
            }
        }
        if self.further > 0 {
            let message = format!(
                "only the first table of each text is compared, and {} follow; give each table a sample of its own",
                self.further
            );
            host::log(Level::Warn, &message);
        }
        if let (true, Some((worst, value))) = (self.values.len() > 1, &self.worst) {
            report = report.detail("Worst sample", format!("{worst} ({value:.4})"));
            report
                .series
                .push(histogram(label, "samples", &self.values));
        }
        report
    }
}
