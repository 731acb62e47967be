//! The score from the counts of n-grams (Popović, "chrF: character n-gram F-score for automatic MT evaluation", 2015, and "chrF++: words
//! helping character n-grams", 2017).

use text_units::ngrams::Counts;

/// Counts of all samples together: orders of character n-grams, then of word n-grams.
#[derive(Clone, Debug)]
pub(crate) struct Statistics(Vec<Counts>);

impl Statistics {
    /// None counted yet, for so many orders of both kinds together.
    pub(crate) fn new(orders: usize) -> Self {
        Self(vec![Counts::default(); orders])
    }

    /// Adds a sample's counts. As in sacrebleu, n-grams of a prediction whose reference has none of that order do not count.
    pub(crate) fn add(&mut self, counts: &[Counts]) {
        for (sum, &counts) in self.0.iter_mut().zip(counts) {
            if counts.reference > 0 {
                sum.add(counts);
            }
        }
    }

    /// The F-score of the mean precision and the mean recall, 0 to 100, over the orders that both sides have; 0 if there are none.
    pub(crate) fn f_score(&self, beta: f64) -> f64 {
        let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0);
        for counts in self
            .0
            .iter()
            .filter(|c| c.prediction > 0 && c.reference > 0)
        {
            precision += counts.matched as f64 / counts.prediction as f64;
            recall += counts.matched as f64 / counts.reference as f64;
            orders += 1;
        }
        if precision + recall == 0.0 {
            return 0.0;
        }
        let (precision, recall) = (precision / f64::from(orders), recall / f64::from(orders));
        let weight = beta * beta;
        100.0 * (1.0 + weight) * precision * recall / (weight * precision + recall)
    }
}
