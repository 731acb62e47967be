//! The score from the counts of n-grams (Papineni et al., "BLEU: a method for automatic evaluation of machine translation", 2002), with
//! the smoothing of mteval-v13a, which sacrebleu calls `exp`.

use text_units::ngrams::Counts;

/// The longest n-grams have so many tokens.
pub(crate) const ORDERS: usize = 4;

/// Counts of all samples together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statistics {
    /// Tokens of all predictions.
    pub(crate) prediction: u64,
    /// Tokens of all references.
    pub(crate) reference: u64,
    counts: [Counts; ORDERS],
}

impl Statistics {
    /// Adds a sample's numbers of tokens and its n-grams of order 1 to 4.
    pub(crate) fn add(&mut self, prediction: u64, reference: u64, counts: &[Counts]) {
        self.prediction += prediction;
        self.reference += reference;
        for (sum, &counts) in self.counts.iter_mut().zip(counts) {
            sum.add(counts);
        }
    }

    /// 1, or less where the predictions are shorter than the references.
    pub(crate) fn brevity_penalty(&self) -> f64 {
        if self.prediction >= self.reference {
            1.0
        } else if self.prediction == 0 {
            0.0
        } else {
            (1.0 - self.reference as f64 / self.prediction as f64).exp()
        }
    }

    /// The precision of each order in percent. Of an order without matches it is 100 / (2^k n) for the k-th such order and its n
    /// n-grams, and all are 0 where nothing matches at all.
    pub(crate) fn precisions(&self) -> [f64; ORDERS] {
        let mut precisions = [0.0; ORDERS];
        if self.counts.iter().all(|counts| counts.matched == 0) {
            return precisions;
        }
        let mut smoothing = 1.0;
        for (precision, counts) in precisions.iter_mut().zip(&self.counts) {
            if counts.prediction == 0 {
                break;
            }
            let matched = if counts.matched == 0 {
                smoothing *= 2.0;
                1.0 / smoothing
            } else {
                counts.matched as f64
            };
            *precision = 100.0 * matched / counts.prediction as f64;
        }
        precisions
    }

    /// The geometric mean of the precisions times the brevity penalty, 0 to 100; 0 where an order has no n-grams.
    pub(crate) fn bleu(&self) -> f64 {
        let precisions = self.precisions();
        if precisions.contains(&0.0) {
            return 0.0;
        }
        let logarithms: f64 = precisions.iter().map(|precision| precision.ln()).sum();
        self.brevity_penalty() * (logarithms / ORDERS as f64).exp()
    }
}
