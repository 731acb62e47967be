//! The best tokens of a row.

/// The tokens of the `k` largest logits, best first; of equal ones the lowest token first. All tokens, if there are fewer than `k`.
pub(crate) fn best(row: &[f32], k: usize) -> Vec<usize> {
    let mut tokens: Vec<usize> = Vec::with_capacity(k + 1);
    let mut least = f32::NEG_INFINITY;
    for (token, &logit) in row.iter().enumerate() {
        let is_full = tokens.len() == k;
        // A later one has to be larger than the last of a full list; nearly all end here.
        if is_full && (logit <= least || logit.is_nan()) {
            continue;
        }
        let at = tokens.partition_point(|&other| row[other] >= logit);
        tokens.insert(at, token);
        tokens.truncate(k);
        least = tokens.last().map_or(least, |&last| row[last]);
    }
    tokens
}
