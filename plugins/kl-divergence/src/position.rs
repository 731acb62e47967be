//! The divergence of one position, from logarithms throughout.

use crate::exp::exp;

/// Computes divergences, and keeps its memory from one position to the next.
#[derive(Debug, Default)]
pub(crate) struct Position {
    /// exp(logit - largest logit) of the baseline.
    weights: Vec<f64>,
}

impl Position {
    /// The KL divergence in nats of softmax(candidate) from softmax(baseline): the sum of p (log p - log q), where 0 log 0 is 0.
    ///
    /// The logarithms come from the logits less their log-sum-exp, so that nothing overflows and a q that is too small for a number
    /// does no harm. It is infinite where a token is possible for the baseline and impossible (-inf) for the candidate, and NaN where
    /// softmax is not defined: with +inf or NaN, or -inf throughout.
    pub(crate) fn divergence(&mut self, baseline: &[f32], candidate: &[f32]) -> f64 {
        let [b_top, c_top] = [baseline, candidate].map(|row| f64::from(tensor_pairs::largest(row)));
        self.weights.clear();
        self.weights
            .extend(baseline.iter().map(|&b| exp(f64::from(b) - b_top)));
        let b_total: f64 = total(self.weights.iter().copied());
        let c_total: f64 = total(candidate.iter().map(|&c| exp(f64::from(c) - c_top)));
        let (b_log, c_log) = (b_top + b_total.ln(), c_top + c_total.ln());
        let terms =
            self.weights
                .iter()
                .zip(baseline.iter().zip(candidate))
                .map(|(&weight, (&b, &c))| {
                    let ratio = (f64::from(b) - b_log) - (f64::from(c) - c_log);
                    // A weight of 0 wins over any ratio; a weight of NaN has to stay.
                    if weight == 0.0 { 0.0 } else { weight * ratio }
                });
        let divergence = total(terms) / b_total;
        // It is never negative; rounding may make it so by a hair.
        if divergence < 0.0 { 0.0 } else { divergence }
    }
}

/// A sum in eight parts, whose additions need not wait for each other.
#[inline]
fn total(values: impl Iterator<Item = f64>) -> f64 {
    let mut parts = [0.0; 8];
    for (at, value) in values.enumerate() {
        parts[at % 8] += value;
    }
    parts.iter().sum()
}
