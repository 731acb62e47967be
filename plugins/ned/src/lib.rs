//! Normalised edit distance, averaged over pages as OmniDocBench does.

mod pages;

use edit_distance::try_distance;
use inkstone_plugin::{Error, Info, Report, Sample, Settings, TextMetric};
use text_scoring::{Form, Spaces, for_each_sample};

use pages::Pages;

/// Normalised edit distance.
pub struct Ned;

impl TextMetric for Ned {
    fn info() -> Info {
        let info = Info::new("inkstone/ned", "Normalised edit distance", env!("CARGO_PKG_VERSION"))
            .description(
                "Levenshtein distance over the longer text's length: of each page, averaged over pages, as OmniDocBench. Samples named \
                 page#1, page#2, ... are blocks of one page.",
            )
            .author("Inkstone");
        Form::declare(info, Spaces::Kept)
    }

    fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error> {
        let form = Form::new(settings);
        let characters = |text: &str| form.of(text).chars().collect::<Vec<_>>();
        let mut pages = Pages::default();
        for_each_sample(&samples, |sample, watch| {
            let read = characters(&sample.prediction);
            let right = characters(&sample.reference);
            let edits = try_distance(&read, &right, |cells| watch.pass(cells))?;
            pages.add(&sample.id, edits as u64, read.len().max(right.len()) as u64);
            Ok(())
        })?;
        Ok(pages.report())
    }
}

inkstone_plugin::export_text_metric!(Ned);
