//! The divergence of one position, from logarithms throughout.

use crate::exp::exp;

/// Computes divergences, and keeps its memory from one position to the next.
#[derive(Debug, Default)]
pub(crate) struct Position {
    /// exp(logit - largest logit) of the baseline.
    weights: Vec<f64>,
    /// log p - log q.
    ratios: Vec<f64>,
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
        let b_total = total(&self.weights, &self.weights, |&weight, _| weight);
        let c_total = total(candidate, candidate, |&c, _| exp(f64::from(c) - c_top));
        self.ratios.clear();
        let (b_log, c_log) = (b_top + b_total.ln(), c_top + c_total.ln());
        let both = baseline.iter().zip(candidate);
        self.ratios
            .extend(both.map(|(&b, &c)| (f64::from(b) - b_log) - (f64::from(c) - c_log)));
        let divergence = total(&self.weights, &self.ratios, |&weight, &ratio| {
            // A weight of 0 wins over any ratio; a weight of NaN has to stay.
            if weight == 0.0 { 0.0 } else { weight * ratio }
        }) / b_total;
        // It is never negative; rounding may make it so by a hair.
        if divergence < 0.0 { 0.0 } else { divergence }
    }
}

/// The sum of `term` over two slices of one length, in eight parts whose additions need not wait for each other.
#[inline]
fn total<A, B>(a: &[A], b: &[B], term: impl Fn(&A, &B) -> f64) -> f64 {
    let mut parts = [0.0; 8];
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    for (a, b) in a.iter().zip(b) {
        for (part, (a, b)) in parts.iter_mut().zip(a.iter().zip(b)) {
            *part += term(a, b);
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| term(a, b)).sum();
    parts.iter().sum::<f64>() + rest
}
