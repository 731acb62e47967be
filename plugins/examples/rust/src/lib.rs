//! Near ties: tells positions where two runs choose another token by a hair from those where they truly differ.

use inkstone_plugin::{
    Direction, Error, Info, Report, Score, Settings, TensorMetric, TensorPair,
    export_tensor_metric, host,
};

/// Shares of the positions at which the candidate's best token is not the baseline's. Where the baseline itself nearly had a tie, rounding may decide, and
/// the position says little about the candidate.
pub struct NearTies;

impl TensorMetric for NearTies {
    fn info() -> Info {
        Info::new(
            "example/near-ties",
            "Near ties",
            env!("CARGO_PKG_VERSION"),
        )
        .description("Positions where another token wins: by a hair, or truly")
        .author("Inkstone")
        .number(
            "margin",
            "Margin",
            "The largest lead of the baseline's best logit over the candidate's choice that counts as a near tie",
            0.05,
            0.0..=100.0,
        )
    }

    fn evaluate(pairs: Vec<TensorPair>, settings: &Settings) -> Result<Report, Error> {
        let margin = settings.number("margin");
        let mut counts = Counts::default();
        for (index, pair) in pairs.iter().enumerate() {
            compare(pair, margin, &mut counts)?;
            host::progress((index + 1) as f32 / pairs.len() as f32, &pair.name);
        }
        let share = |count: u32| 100.0 * f64::from(count) / f64::from(counts.positions);
        let score = |id, label, count| {
            Score::new(id, label, share(count), Direction::LowerIsBetter).unit("%")
        };
        let differing = score("differing", "Truly differing", counts.differing).threshold(0.0);
        let mut report = Report::of(differing).detail("positions", counts.positions);
        report
            .scores
            .push(score("near-ties", "Near ties", counts.near_ties));
        Ok(report)
    }
}

export_tensor_metric!(NearTies);

#[derive(Default)]
struct Counts {
    positions: u32,
    near_ties: u32,
    differing: u32,
}

/// Adds the positions of a pair, read row by row.
fn compare(pair: &TensorPair, margin: f64, counts: &mut Counts) -> Result<(), Error> {
    let shape = pair.baseline.shape();
    let other = pair.candidate.shape();
    let comparable = shape == other && !shape.contains(&0);
    let (&[positions, vocabulary], true) = (&shape[..], comparable) else {
        let text = format!(
            "{}: the shapes {shape:?} and {other:?} cannot be compared",
            pair.name
        );
        return Err(Error::InvalidInput(text));
    };
    for row in 0..positions {
        if host::is_cancelled() {
            return Err(Error::Cancelled);
        }
        let baseline = pair.baseline.read(row * vocabulary, vocabulary);
        let candidate = pair.candidate.read(row * vocabulary, vocabulary);
        counts.positions += 1;
        match (best(&baseline), best(&candidate)) {
            (Some(right), Some(chosen)) if right == chosen => {}
            (Some(right), Some(chosen))
                if f64::from(baseline[right]) - f64::from(baseline[chosen]) <= margin =>
            {
                counts.near_ties += 1;
            }
            // Also a row of which one side has nothing but NaN.
            _ => counts.differing += 1,
        }
    }
    Ok(())
}

/// The first of the largest logits; NaN is never the largest.
fn best(row: &[f32]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (at, value) in row.iter().enumerate() {
        let larger = best.is_none_or(|so_far| *value > row[so_far]);
        if larger && !value.is_nan() {
            best = Some(at);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkstone_plugin::{Tensor, testing};

    fn evaluate(shape: [u32; 2], baseline: &[f32], candidate: &[f32]) -> Vec<f64> {
        let pair = TensorPair {
            name: "logits".into(),
            baseline: Tensor::from_vec(shape.to_vec(), baseline.to_vec()),
            candidate: Tensor::from_vec(shape.to_vec(), candidate.to_vec()),
        };
        let settings = testing::settings(&NearTies::info(), &[("margin", "0.5")]).unwrap();
        let report = NearTies::evaluate(vec![pair], &settings).unwrap();
        report.scores.iter().map(|score| score.value).collect()
    }

    #[test]
    fn tells_ties_from_differences() {
        let baseline = [1.0, 0.0, 1.0, 0.75, 1.0, 0.0, 1.0, 0.5];
        let candidate = [1.0, 0.0, 0.75, 1.0, 0.0, 1.0, 1.0, 1.5];
        assert_eq!(evaluate([4, 2], &baseline, &candidate), [25.0, 50.0]);
    }

    #[test]
    fn a_row_without_a_number_differs() {
        let nan = f32::NAN;
        assert_eq!(evaluate([1, 2], &[1.0, 0.0], &[nan, nan]), [100.0, 0.0]);
        assert_eq!(evaluate([1, 2], &[nan, 1.0], &[0.0, 1.0]), [0.0, 0.0]);
    }

    #[test]
    fn is_undefined_without_positions() {
        let settings = testing::settings(&NearTies::info(), &[]).unwrap();
        let report = NearTies::evaluate(Vec::new(), &settings).unwrap();
        assert!(report.scores[0].value.is_nan());
    }
}
