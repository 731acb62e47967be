//! BLEU, as sacrebleu computes it.

mod bleu;
mod tokens;

use inkstone_plugin::{Direction, Error, Info, Report, Sample, Score, Settings, TextMetric};
use text_scoring::{Form, Spaces, for_each_sample};
use text_units::{Vocabulary, ngrams, words};

use bleu::{ORDERS, Statistics};
use tokens::Tokenizer;

/// BLEU.
pub struct Bleu;

impl TextMetric for Bleu {
    fn info() -> Info {
        let info = Info::new("inkstone/bleu", "BLEU", env!("CARGO_PKG_VERSION"))
            .description("Precision of n-grams of 1 to 4 tokens with a brevity penalty, 0 to 100. Pooled over samples; equal to sacrebleu's.")
            .author("Inkstone");
        Form::declare_case(info).choice(
            "tokenizer",
            "Tokenizer",
            "How a text is cut into tokens; for Chinese choose zh, for texts without spaces between words choose char",
            "13a",
            &[
                ("13a", "13a: words and punctuation"),
                ("zh", "zh: Chinese characters singly, the rest as 13a"),
                ("char", "char: every character"),
                ("none", "none: what stands between white space"),
            ],
        )
    }

    fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error> {
        let form = Form::with_spaces(settings, Spaces::Kept);
        let name = settings.text("tokenizer");
        let tokenizer = Tokenizer::named(name);
        let mut statistics = Statistics::default();
        for_each_sample(&samples, |sample, _| {
            let [prediction, reference] =
                [&sample.prediction, &sample.reference].map(|text| tokenizer.cut(&form.of(text)));
            let mut vocabulary = Vocabulary::new();
            let prediction = vocabulary.number(words(&prediction));
            let reference = vocabulary.number(words(&reference));
            statistics.add(
                prediction.len() as u64,
                reference.len() as u64,
                &ngrams::count(&prediction, &reference, ORDERS),
            );
            Ok(())
        })?;
        let score = Score::new("bleu", "BLEU", statistics.bleu(), Direction::HigherIsBetter);
        let precisions = statistics
            .precisions()
            .map(|precision| format!("{precision:.1}"));
        let mut report = Report::of(score)
            .detail("Samples", samples.len())
            .detail("Precisions of 1 to 4 tokens", precisions.join(" / "))
            .detail(
                "Brevity penalty",
                format!("{:.4}", statistics.brevity_penalty()),
            )
            .detail(
                "Tokens",
                format!(
                    "prediction {}, reference {}",
                    statistics.prediction, statistics.reference
                ),
            );
        let case = if settings.toggle("ignore-case") {
            "lc"
        } else {
            "mixed"
        };
        report.note = format!(
            "sacrebleu's signature: nrefs:1|case:{case}|eff:no|tok:{name}|smooth:exp, n-grams pooled over samples."
        );
        Ok(report)
    }
}

inkstone_plugin::export_text_metric!(Bleu);
