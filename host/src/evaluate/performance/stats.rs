//! Summaries of samples.

use serde::{Deserialize, Serialize};

/// Resamples of a bootstrap interval.
pub const RESAMPLES: usize = 10_000;
/// Seed of the bootstrap's generator: the same samples give the same interval.
pub const BOOTSTRAP_SEED: u64 = 1;

/// Mean, spread and percentiles of some samples, in their unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Number of samples.
    pub runs: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation of the sample (n - 1); none for one sample.
    pub std: Option<f64>,
    /// The least.
    pub min: f64,
    /// Median.
    pub p50: f64,
    /// 90th percentile.
    pub p90: f64,
    /// 95th percentile.
    pub p95: f64,
    /// 99th percentile; with fewer than 100 runs it lies between the two largest and says little.
    pub p99: f64,
    /// The largest.
    pub max: f64,
}

/// Summarises samples; none if there are none.
pub fn summary(samples: &[f64]) -> Option<Summary> {
    if samples.is_empty() {
        return None;
    }
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mean = mean(samples);
    let squares: f64 = samples.iter().map(|x| (x - mean).powi(2)).sum();
    let freedom = samples.len() - 1;
    let at = |q: f64| percentile(&sorted, q);
    Some(Summary {
        runs: samples.len(),
        mean,
        std: (freedom > 0).then(|| (squares / freedom as f64).sqrt()),
        min: sorted[0],
        p50: at(50.0),
        p90: at(90.0),
        p95: at(95.0),
        p99: at(99.0),
        max: sorted[sorted.len() - 1],
    })
}

fn mean(samples: &[f64]) -> f64 {
    samples.iter().sum::<f64>() / samples.len() as f64
}

/// The `q`th percentile, 0 to 100, of sorted samples by linear interpolation between the closest ranks: numpy's default method, type 7 of
/// Hyndman and Fan (1996). NaN if there are no samples.
pub fn percentile(sorted: &[f64], q: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = q.clamp(0.0, 100.0) / 100.0 * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

/// The 95 % percentile-bootstrap interval of mean(numerator) / mean(denominator) over pairs of samples that were taken together, so that
/// pairs are resampled, not single samples. None with fewer than two pairs.
///
/// Indices are `u64 % n` of SplitMix64 (Steele, Lea and Flood 2014), which starts from `seed`.
pub fn ratio_interval(
    numerator: &[f64],
    denominator: &[f64],
    resamples: usize,
    seed: u64,
) -> Option<[f64; 2]> {
    let n = numerator.len().min(denominator.len());
    if n < 2 {
        return None;
    }
    let mut state = seed;
    let mut ratios: Vec<f64> = (0..resamples)
        .map(|_| {
            let (mut above, mut below) = (0.0, 0.0);
            for _ in 0..n {
                let index = (split_mix(&mut state) % n as u64) as usize;
                above += numerator[index];
                below += denominator[index];
            }
            above / below
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    Some([percentile(&ratios, 2.5), percentile(&ratios, 97.5)])
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// What numpy says, by `tests/reference/evaluate/statistics.py`.
    #[test]
    fn summaries_and_intervals_are_those_of_numpy() {
        let text = include_str!("../../../../tests/reference/evaluate/statistics.json");
        let cases: Value = serde_json::from_str(text).unwrap();
        let numbers = |value: &Value| -> Vec<f64> {
            let values = value.as_array().unwrap().iter();
            values.map(|v| v.as_f64().unwrap()).collect()
        };
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs().max(1e-300);
        for case in cases["summaries"].as_array().unwrap() {
            let found = summary(&numbers(&case["samples"])).unwrap();
            let found = serde_json::to_value(found).unwrap();
            for (key, wanted) in case["summary"].as_object().unwrap() {
                let same = match (found[key].as_f64(), wanted.as_f64()) {
                    (Some(found), Some(wanted)) => close(found, wanted),
                    (found, wanted) => found == wanted,
                };
                assert!(same, "{}: {key} {} {wanted}", case["name"], found[key]);
            }
        }
        for case in cases["percentiles"].as_array().unwrap() {
            let mut samples = numbers(&case["samples"]);
            samples.sort_by(f64::total_cmp);
            for (q, wanted) in numbers(&case["q"]).iter().zip(numbers(&case["values"])) {
                let found = percentile(&samples, *q);
                assert!(
                    close(found, wanted),
                    "{}: P{q} {found} {wanted}",
                    case["name"]
                );
            }
        }
        for case in cases["intervals"].as_array().unwrap() {
            let (above, below) = (numbers(&case["numerator"]), numbers(&case["denominator"]));
            let resamples = case["resamples"].as_u64().unwrap() as usize;
            let seed = case["seed"].as_u64().unwrap();
            let found = ratio_interval(&above, &below, resamples, seed).unwrap();
            for (found, wanted) in found.iter().zip(numbers(&case["interval"])) {
                assert!(close(*found, wanted), "{}: {found} {wanted}", case["name"]);
            }
        }
    }

    #[test]
    fn too_few_samples_have_no_interval() {
        assert!(summary(&[]).is_none());
        assert!(percentile(&[], 50.0).is_nan());
        assert!(ratio_interval(&[1.0], &[2.0], 100, 1).is_none());
        let one = summary(&[3.0]).unwrap();
        assert_eq!((one.std, one.p99), (None, 3.0));
        // Equal pairs leave no doubt.
        let same = ratio_interval(&[2.0; 5], &[1.0; 5], 100, 1);
        assert_eq!(same, Some([2.0, 2.0]));
    }
}
