//! Word error rate: how many words must be changed to get from what was read to what is right.

use edit_distance::try_distance;
use inkstone_plugin::{Error, Info, Report, Sample, Settings, TextMetric};
use text_scoring::{Form, Rate, Rates, Spaces, for_each_sample};
use text_units::Vocabulary;

/// Word error rate.
pub struct Wer;

impl TextMetric for Wer {
    fn info() -> Info {
        let info = Info::new("inkstone/wer", "Word error rate", env!("CARGO_PKG_VERSION"))
            .description(
                "Words that must be substituted, deleted or inserted, over the words of the reference. Pooled over samples; equal to \
                 jiwer's.",
            )
            .author("Inkstone");
        Form::declare_case(info).choice(
            "words",
            "Words end at",
            "jiwer does not take a single line break or tab for the end of a word; any white space is what most people mean",
            "jiwer",
            &[
                ("jiwer", "Spaces and runs of white space, as jiwer"),
                ("white-space", "Any white space"),
            ],
        )
    }

    fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error> {
        let form = Form::with_spaces(settings, Spaces::Trimmed);
        let at_any_space = settings.text("words") == "white-space";
        let mut rates = Rates::default();
        let mut joined = 0_usize;
        for_each_sample(&samples, |sample, watch| {
            let (read, right) = (form.of(&sample.prediction), form.of(&sample.reference));
            let mut vocabulary = Vocabulary::new();
            let [read, right] = if at_any_space {
                [&read, &right].map(|text| vocabulary.number(text_units::words(text)))
            } else {
                [&read, &right].map(|text| vocabulary.number(jiwer_words(text, &mut joined)))
            };
            let errors = try_distance(&read, &right, |cells| watch.pass(cells))?;
            let rate = Rate {
                errors: errors as u64,
                length: right.len() as u64,
            };
            rates.add(&sample.id, rate);
            Ok(())
        })?;
        let mut report = rates.report("wer", "Word error rate", "words");
        if joined > 0 {
            report = report.detail("Words with white space in them", joined);
            report.note += " Words that a single line break or tab divides count as one, as in jiwer; see the setting \"words\".";
        }
        Ok(report)
    }
}

/// The words of a trimmed text between spaces and between runs of two or more white-space characters. Another single white-space
/// character belongs to its word, and `joined` counts such words.
fn jiwer_words<'a>(text: &'a str, joined: &mut usize) -> Vec<&'a str> {
    let mut words = Vec::new();
    let (mut word, mut rest) = (0, text);
    while let Some(space) = rest.find(text_units::is_space) {
        let at = text.len() - rest.len() + space;
        let run = &text[at..];
        rest = run.trim_start_matches(text_units::is_space);
        let run = &run[..run.len() - rest.len()];
        if run == " " || run.chars().nth(1).is_some() {
            words.push(&text[word..at]);
            word = at + run.len();
        }
    }
    words.push(&text[word..]);
    words.retain(|word| !word.is_empty());
    *joined += words
        .iter()
        .filter(|word| word.contains(text_units::is_space))
        .count();
    words
}

inkstone_plugin::export_text_metric!(Wer);
