//! `tests/reference/metrics/texts.json` for the tests of the text metrics: random texts in several scripts, and what jiwer, RapidFuzz
//! and sacrebleu say of them. `texts.py` beside it makes it.

#![forbid(unsafe_code)]

use inkstone_plugin::{Info, Report, Sample, Settings, testing};
use serde_json::Value;

const FIXTURE: &str = include_str!("../../../tests/reference/metrics/texts.json");

/// Samples that are judged together, and their reference values by name.
#[derive(Clone, Debug)]
pub struct Case {
    /// One pair, or a corpus of several.
    pub samples: Vec<Sample>,
    values: Value,
}

impl Case {
    /// The reference value of a name; None where the fixture has none.
    pub fn value(&self, name: &str) -> Option<f64> {
        self.values[name].as_f64()
    }
}

/// All cases: every pair by itself, then the corpora. A sample's id is `page#block`.
///
/// # Panics
/// When the fixture is damaged.
pub fn cases() -> Vec<Case> {
    let fixture: Value = serde_json::from_str(FIXTURE).expect("valid JSON");
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let pairs = list(&fixture["pairs"]);
    let sample = |pair: &Value, id: String| Sample {
        id,
        prediction: pair["prediction"].as_str().expect("a text").to_owned(),
        reference: pair["reference"].as_str().expect("a text").to_owned(),
        language: None,
    };
    let mut cases: Vec<Case> = pairs
        .iter()
        .map(|pair| Case {
            samples: vec![sample(pair, "page".into())],
            values: pair["values"].clone(),
        })
        .collect();
    for corpus in list(&fixture["corpora"]) {
        let chosen = list(&corpus["pairs"])
            .into_iter()
            .zip(list(&corpus["pages"]));
        let samples = chosen.enumerate().map(|(block, (pair, page))| {
            let pair = pair.as_u64().expect("an index") as usize;
            sample(&pairs[pair], format!("page {page}#{block}"))
        });
        cases.push(Case {
            samples: samples.collect(),
            values: corpus["values"].clone(),
        });
    }
    assert!(cases.len() > 100, "the fixture is complete");
    cases
}

/// One sample.
pub fn sample(reference: &str, prediction: &str) -> Sample {
    Sample {
        id: "sample".into(),
        prediction: prediction.into(),
        reference: reference.into(),
        language: None,
    }
}

/// Settings as the command line would make them.
///
/// # Panics
/// When the plugin refuses them.
pub fn settings(info: &Info, pairs: &[(&str, &str)]) -> Settings {
    testing::settings(info, pairs).expect("settings that the plugin declares")
}

/// The value of a report's score.
///
/// # Panics
/// When there is no such score.
pub fn score(report: &Report, id: &str) -> f64 {
    let found = report.scores.iter().find(|score| score.id == id);
    found
        .unwrap_or_else(|| panic!("a score {id:?} in {report:?}"))
        .value
}

/// Demands that a score equals the reference value of that name in every case that has one, to 1e-9.
///
/// # Panics
/// When one does not, or no case has a value of that name.
pub fn compare(name: &str, id: &str, evaluate: impl Fn(Vec<Sample>) -> Report) {
    let mut compared = 0;
    for case in cases() {
        let Some(expected) = case.value(name) else {
            continue;
        };
        let computed = score(&evaluate(case.samples.clone()), id);
        let allowed = 1e-9 * expected.abs().max(1.0);
        assert!(
            (computed - expected).abs() <= allowed,
            "{name}: {computed} is not {expected}: {:?}",
            case.samples
        );
        compared += 1;
    }
    assert!(compared > 10, "{compared} cases have a {name}");
}
