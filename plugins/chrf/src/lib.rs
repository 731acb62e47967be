//! chrF and chrF++, as sacrebleu computes them.

mod chrf;
mod words;

use inkstone_plugin::{Direction, Error, Info, Report, Sample, Score, Settings, TextMetric};
use text_scoring::{Form, Spaces, for_each_sample};
use text_units::{Vocabulary, ngrams};

use chrf::Statistics;

/// chrF.
pub struct Chrf;

impl TextMetric for Chrf {
    fn info() -> Info {
        let info = Info::new("inkstone/chrf", "chrF", env!("CARGO_PKG_VERSION"))
            .description("F-score of n-grams of characters, and for chrF++ of words, 0 to 100. Pooled over samples; equal to sacrebleu's.")
            .author("Inkstone");
        Form::declare_case(info)
            .integer(
                "char-order",
                "Longest character n-gram",
                "In characters",
                6,
                1..=20,
            )
            .integer(
                "word-order",
                "Longest word n-gram",
                "In words; 0 for chrF, 2 for chrF++",
                0,
                0..=10,
            )
            .integer(
                "beta",
                "Beta",
                "How many times as much recall weighs as precision",
                2,
                1..=10,
            )
            .toggle(
                "white-space",
                "Count white space",
                "Take white space for characters too",
                false,
            )
    }

    fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error> {
        let keeps_spaces = settings.toggle("white-space");
        let case_only = Form::with_spaces(settings, Spaces::Kept);
        let form = Form::with_spaces(
            settings,
            if keeps_spaces {
                Spaces::Kept
            } else {
                Spaces::Removed
            },
        );
        let [characters, words, beta] =
            ["char-order", "word-order", "beta"].map(|key| settings.integer(key));
        let mut statistics = Statistics::new(characters as usize + words as usize);
        for_each_sample(&samples, |sample, _| {
            let sides = [&sample.prediction, &sample.reference];
            let [prediction, reference] =
                sides.map(|text| form.of(text).chars().map(u32::from).collect::<Vec<_>>());
            let mut counts = ngrams::count(&prediction, &reference, characters as usize);
            let [prediction, reference] = sides.map(|text| case_only.of(text));
            let mut vocabulary = Vocabulary::new();
            let prediction = vocabulary.number(words::cut(&prediction));
            let reference = vocabulary.number(words::cut(&reference));
            counts.extend(ngrams::count(&prediction, &reference, words as usize));
            statistics.add(&counts);
            Ok(())
        })?;
        let name = format!("chrF{beta}{}", "+".repeat(words as usize));
        let value = statistics.f_score(f64::from(beta));
        let mut report = Report::of(Score::new("chrf", &name, value, Direction::HigherIsBetter))
            .detail("Samples", samples.len());
        let case = if settings.toggle("ignore-case") {
            "lc"
        } else {
            "mixed"
        };
        let space = if keeps_spaces { "yes" } else { "no" };
        report.note = format!(
            "sacrebleu's signature: nrefs:1|case:{case}|eff:yes|nc:{characters}|nw:{words}|space:{space}, n-grams pooled over samples."
        );
        Ok(report)
    }
}

inkstone_plugin::export_text_metric!(Chrf);
