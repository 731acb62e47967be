//! Sums and maxima over two slices in f64.
//!
//! Eight elements are taken side by side into sums of their own: the additions need not wait for each other, and the compiler may use
//! vectors where the target has them.

const LANES: usize = 8;

/// Sums of `term(baseline, candidate)` over all elements; `term` gives several values at once.
#[inline]
pub fn sums<const N: usize>(
    baseline: &[f32],
    candidate: &[f32],
    term: impl Fn(f64, f64) -> [f64; N],
) -> [f64; N] {
    let mut lanes = [[0.0; LANES]; N];
    let (baseline, baseline_rest) = baseline.as_chunks::<LANES>();
    let (candidate, candidate_rest) = candidate.as_chunks::<LANES>();
    for (b, c) in baseline.iter().zip(candidate) {
        for lane in 0..LANES {
            let terms = term(f64::from(b[lane]), f64::from(c[lane]));
            for (lanes, term) in lanes.iter_mut().zip(terms) {
                lanes[lane] += term;
            }
        }
    }
    for (&b, &c) in baseline_rest.iter().zip(candidate_rest) {
        for (lanes, term) in lanes.iter_mut().zip(term(f64::from(b), f64::from(c))) {
            lanes[0] += term;
        }
    }
    lanes.map(|lanes| lanes.iter().sum())
}

/// The largest value; minus infinity for an empty slice, and NaN is passed over.
#[inline]
pub fn largest(values: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for values in whole {
        for (lane, &value) in lanes.iter_mut().zip(values) {
            *lane = larger(*lane, value);
        }
    }
    lanes
        .iter()
        .chain(rest)
        .copied()
        .fold(f32::NEG_INFINITY, larger)
}
