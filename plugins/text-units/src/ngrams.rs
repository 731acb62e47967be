//! Counts n-grams that two sequences share.

/// How many n-grams of one order two sequences have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All n-grams of the prediction.
    pub prediction: u64,
    /// All n-grams of the reference.
    pub reference: u64,
    /// N-grams of the prediction that the reference has too, each at most as often as the reference has it ("clipped").
    pub matched: u64,
}

impl Counts {
    /// Adds another sequence's counts: n-grams are pooled over a corpus.
    pub fn add(&mut self, other: Counts) {
        self.prediction += other.prediction;
        self.reference += other.reference;
        self.matched += other.matched;
    }

    /// The counts of one n-gram, with its matches.
    fn clipped(self) -> Self {
        Self {
            matched: self.prediction.min(self.reference),
            ..self
        }
    }
}

/// Counts of the n-grams of order 1 to `orders`; the first entry is order 1.
///
/// All places where an n-gram may start are sorted once by the symbols that follow, and then equal n-grams of every order lie side by
/// side. That takes no hash table per order, and the same time for any input of a length.
pub fn count(prediction: &[u32], reference: &[u32], orders: usize) -> Vec<Counts> {
    let mut places: Vec<(&[u32], bool)> = Vec::with_capacity(prediction.len() + reference.len());
    for (symbols, is_reference) in [(prediction, false), (reference, true)] {
        for start in 0..symbols.len() {
            let end = symbols.len().min(start + orders);
            places.push((&symbols[start..end], is_reference));
        }
    }
    places.sort_unstable();
    (1..=orders)
        .map(|order| {
            let mut counts = Counts::default();
            let whole = places.iter().filter(|(symbols, _)| symbols.len() >= order);
            let (mut current, mut here) = (&[][..], Counts::default());
            for (symbols, is_reference) in whole {
                let gram = &symbols[..order];
                if gram != current {
                    counts.add(here.clipped());
                    (current, here) = (gram, Counts::default());
                }
                if *is_reference {
                    here.reference += 1;
                } else {
                    here.prediction += 1;
                }
            }
            counts.add(here.clipped());
            counts
        })
        .collect()
}
