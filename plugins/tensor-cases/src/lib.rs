//! `tests/reference/metrics/tensors.json` for the tests of the tensor metrics: recipes of random and adversarial logits, and what
//! numpy says of them in f64. `tensors.py` beside it makes it, and makes the same f32 values from a recipe as this crate, bit by bit.

#![forbid(unsafe_code)]

use inkstone_plugin::{Error, Info, Report, Settings, Tensor, TensorMetric, TensorPair, testing};
use serde_json::Value;

const FIXTURE: &str = include_str!("../../../tests/reference/metrics/tensors.json");

/// Pairs of tensors, and their reference values by name.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is special about it.
    pub name: String,
    recipes: Vec<Value>,
    values: Value,
    /// Where the best tokens differ first; null where they never do.
    pub divergence: Value,
}

impl Case {
    /// The reference value; NaN where it is undefined.
    ///
    /// # Panics
    /// When there is none of that name.
    pub fn value(&self, name: &str) -> f64 {
        match &self.values[name] {
            Value::Null if self.values.get(name).is_some() => f64::NAN,
            value => value
                .as_f64()
                .unwrap_or_else(|| panic!("{}: a value {name:?}", self.name)),
        }
    }

    /// The pairs, named by their numbers.
    pub fn pairs(&self) -> Vec<TensorPair> {
        self.recipes
            .iter()
            .enumerate()
            .map(|(number, recipe)| make(number, recipe))
            .collect()
    }
}

/// All cases.
///
/// # Panics
/// When the fixture is damaged.
pub fn cases() -> Vec<Case> {
    let fixture: Vec<Value> = serde_json::from_str(FIXTURE).expect("valid JSON");
    assert!(fixture.len() >= 30, "the fixture is complete");
    let case = |case: Value| Case {
        name: case["name"].as_str().expect("a name").into(),
        recipes: case["pairs"].as_array().expect("recipes").clone(),
        values: case["values"].clone(),
        divergence: case["divergence"].clone(),
    };
    fixture.into_iter().map(case).collect()
}

/// Numbers in 0..1 with 24 bits, from their index.
fn noise(index: u32, seed: u32) -> f32 {
    let mut h = index.wrapping_mul(2_654_435_761).wrapping_add(seed);
    for (shift, factor) in [(16, 0x85EB_CA6B), (13, 0xC2B2_AE35)] {
        h ^= h >> shift;
        h = h.wrapping_mul(factor);
    }
    h ^= h >> 16;
    (h >> 8) as f32 * (1.0 / 16_777_216.0)
}

fn number(value: &Value) -> f32 {
    match value.as_str() {
        Some(text) => text.parse().expect("nan, inf or -inf"),
        None => value.as_f64().expect("a number") as f32,
    }
}

fn make(name: usize, recipe: &Value) -> TensorPair {
    let shape: Vec<u32> = recipe["shape"]
        .as_array()
        .expect("a shape")
        .iter()
        .map(|side| side.as_u64().expect("a side") as u32)
        .collect();
    let seed = recipe["seed"].as_u64().expect("a seed") as u32;
    let [scale, shift, difference] =
        ["scale", "shift", "difference"].map(|key| number(&recipe[key]));
    let indices = || 0..shape.iter().product();
    let mut baseline: Vec<f32> = indices()
        .map(|at| noise(at, seed) * scale - shift)
        .collect();
    let changes = indices().map(|at| (noise(at, seed + 1) - 0.5) * difference);
    let mut candidate: Vec<f32> = baseline
        .iter()
        .zip(changes)
        .map(|(b, change)| b + change)
        .collect();
    if recipe["round"] == Value::Bool(true) {
        for value in baseline.iter_mut().chain(&mut candidate) {
            *value = value.floor();
        }
    }
    for special in recipe["special"].as_array().expect("a list") {
        let at = special[1].as_u64().expect("an index") as usize;
        let side = if special[0] == "baseline" {
            &mut baseline
        } else {
            &mut candidate
        };
        side[at] = number(&special[2]);
    }
    TensorPair {
        name: format!("pair {name}"),
        baseline: Tensor::from_vec(shape.clone(), baseline),
        candidate: Tensor::from_vec(shape, candidate),
    }
}

/// A pair of the same shape.
pub fn pair(shape: &[u32], baseline: &[f32], candidate: &[f32]) -> TensorPair {
    TensorPair {
        name: "pair".into(),
        baseline: Tensor::from_vec(shape.to_vec(), baseline.to_vec()),
        candidate: Tensor::from_vec(shape.to_vec(), candidate.to_vec()),
    }
}

/// Settings as the command line would make them.
///
/// # Panics
/// When the plugin refuses them.
pub fn settings(info: &Info, pairs: &[(&str, &str)]) -> Settings {
    testing::settings(info, pairs).expect("settings that the plugin declares")
}

/// A metric's report.
///
/// # Panics
/// When it answers with an error.
pub fn evaluate<M: TensorMetric>(pairs: Vec<TensorPair>, given: &[(&str, &str)]) -> Report {
    M::evaluate(pairs, &settings(&M::info(), given)).expect("a report")
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

/// Demands that scores equal the reference values in every case, to a relative 1e-9 or to `noise` where that is more: `names` pairs
/// a value of the fixture with a score's id.
///
/// # Panics
/// When one does not.
pub fn compare<M: TensorMetric>(given: &[(&str, &str)], names: &[(&str, &str)], noise: f64) {
    for case in cases() {
        let report = evaluate::<M>(case.pairs(), given);
        for &(value, id) in names {
            let (expected, computed) = (case.value(value), score(&report, id));
            let allowed = (1e-9 * expected.abs()).max(noise);
            assert!(
                (expected.is_nan() && computed.is_nan()) || (computed - expected).abs() <= allowed,
                "{}: {value} is {computed} and not {expected}",
                case.name
            );
        }
    }
}

/// Demands what holds for every tensor metric: it refuses what cannot be compared, names the pair, warns of a NaN and stops when
/// cancelled; and no score that it gives for a NaN is a number.
///
/// # Panics
/// When one of these does not hold.
pub fn check_edges<M: TensorMetric>() {
    let settings = settings(&M::info(), &[]);
    let refused = |pairs: Vec<TensorPair>, words: &[&str]| match M::evaluate(pairs, &settings) {
        Err(Error::InvalidInput(why)) => {
            for word in words {
                assert!(why.contains(word), "{why:?} contains {word:?}");
            }
        }
        other => panic!("refused: {other:?}"),
    };
    refused(Vec::new(), &[]);
    let mut differing = pair(&[2, 3], &[0.0; 6], &[0.0; 6]);
    differing.candidate = Tensor::from_vec(vec![3, 2], vec![0.0; 6]);
    refused(
        vec![pair(&[1], &[1.0], &[1.0]), differing],
        &["pair:", "[2, 3]", "[3, 2]"],
    );
    for shape in [&[0, 5][..], &[5, 0], &[0]] {
        refused(vec![pair(shape, &[], &[])], &["pair:", "empty"]);
    }
    refused(vec![pair(&[], &[1.0], &[1.0])], &["pair:"]);

    testing::logs();
    for (baseline, candidate) in [
        ([1.0, f32::NAN], [1.0, 2.0]),
        ([1.0, 2.0], [f32::NAN, 2.0]),
        ([f32::NAN; 2], [f32::NAN; 2]),
    ] {
        let report =
            M::evaluate(vec![pair(&[1, 2], &baseline, &candidate)], &settings).expect("a report");
        assert!(!report.scores.is_empty());
        for score in report.scores {
            assert!(
                score.value.is_nan() && score.passed != Some(true),
                "{score:?}"
            );
        }
        assert!(
            report
                .series
                .iter()
                .flat_map(|s| &s.points)
                .all(|(_, y)| y.is_finite())
        );
        assert!(
            testing::logs()
                .iter()
                .any(|(_, message)| message.contains("NaN"))
        );
    }

    testing::cancel(true);
    let cancelled = M::evaluate(vec![pair(&[1, 2], &[1.0, 2.0], &[1.0, 2.0])], &settings);
    testing::cancel(false);
    assert!(matches!(cancelled, Err(Error::Cancelled)));
}
