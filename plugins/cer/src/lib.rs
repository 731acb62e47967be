//! Character error rate: how many characters must be changed to get from what was read to what is right.

use edit_distance::try_distance;
use inkstone_plugin::{Error, Info, Report, Sample, Settings, TextMetric};
use text_scoring::{Form, Rate, Rates, Spaces, for_each_sample};

/// Character error rate.
pub struct Cer;

impl TextMetric for Cer {
    fn info() -> Info {
        let info = Info::new("inkstone/cer", "Character error rate", env!("CARGO_PKG_VERSION"))
            .description(
                "Characters that must be substituted, deleted or inserted, over the characters of the reference. \
                 Pooled over samples; equal to jiwer's.",
            )
            .author("Inkstone");
        Form::declare(info, Spaces::Trimmed)
    }

    fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error> {
        let form = Form::new(settings);
        let characters = |text: &str| form.of(text).chars().collect::<Vec<_>>();
        let mut rates = Rates::default();
        for_each_sample(&samples, |sample, watch| {
            let read = characters(&sample.prediction);
            let right = characters(&sample.reference);
            let errors = try_distance(&read, &right, |cells| watch.pass(cells))?;
            let rate = Rate {
                errors: errors as u64,
                length: right.len() as u64,
            };
            rates.add(&sample.id, rate);
            Ok(())
        })?;
        Ok(rates.report("cer", "Character error rate", "characters"))
    }
}

inkstone_plugin::export_text_metric!(Cer);
