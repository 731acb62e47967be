//! {{title}}: how many of the samples were read exactly.

use inkstone_plugin::{
    Direction, Error, Info, Report, Sample, Score, Settings, TextMetric, export_text_metric,
};

/// Who it is, for ever; pipelines and settings refer to it.
const ID: &str = "{{id}}";

/// What people read.
const NAME: &str = "{{title}}";

/// The share of the samples whose text is exactly the reference.
pub struct Plugin;

impl TextMetric for Plugin {
    fn info() -> Info {
        Info::new(ID, NAME, env!("CARGO_PKG_VERSION"))
            .description("The share of the samples that were read without any mistake")
            .toggle(
                "ignore-space",
                "Ignore white space",
                "Compare the texts with all white space taken out",
                false,
            )
    }

    fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error> {
        let ignore_space = settings.toggle("ignore-space");
        let right = samples
            .iter()
            .filter(|sample| same(&sample.prediction, &sample.reference, ignore_space))
            .count();
        // Without samples this is not a number, which the host shows as undefined.
        let share = 100.0 * right as f64 / samples.len() as f64;
        let score =
            Score::new("exact", "Exact matches", share, Direction::HigherIsBetter).unit("%");
        Ok(Report::of(score)
            .detail("samples", samples.len())
            .detail("exact", right))
    }
}

export_text_metric!(Plugin);

fn same(prediction: &str, reference: &str, ignore_space: bool) -> bool {
    let kept = |c: &char| !(ignore_space && c.is_whitespace());
    prediction
        .chars()
        .filter(kept)
        .eq(reference.chars().filter(kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkstone_plugin::testing;

    fn score(texts: &[(&str, &str)], settings: &[(&str, &str)]) -> f64 {
        let samples = texts.iter().map(|(prediction, reference)| Sample {
            id: String::new(),
            prediction: (*prediction).into(),
            reference: (*reference).into(),
            language: None,
        });
        let settings = testing::settings(&Plugin::info(), settings).unwrap();
        let report = Plugin::evaluate(samples.collect(), &settings).unwrap();
        report.scores[0].value
    }

    #[test]
    fn counts_exact_matches() {
        let texts = [("one", "one"), ("tw o", "two"), ("", ""), ("4", "four")];
        assert_eq!(score(&texts, &[]), 50.0);
        assert_eq!(score(&texts, &[("ignore-space", "true")]), 75.0);
    }

    #[test]
    fn is_undefined_without_samples() {
        assert!(score(&[], &[]).is_nan());
    }
}
