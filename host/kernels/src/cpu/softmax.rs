//! Softmax of rows and the logarithm of a sum of exponentials.

use super::math::{ExpMinus, Identity, Times, fold_max, fold_sum, map_in_place};
use super::pool::Cpu;
use super::shared::Shared;
use super::simd::{Simd, Vectorised};

/// Elements of a task, some ten microseconds.
const CHUNK: usize = 1 << 14;

/// Softmax of each of `rows` rows of `cols`, in place.
///
/// Minus infinity becomes 0. A row with a NaN or plus infinity, or of minus infinities alone, becomes NaN throughout.
pub fn softmax_rows(cpu: &Cpu, x: &mut [f32], rows: usize, cols: usize) {
    assert_eq!(x.len(), rows * cols, "x is [rows, cols]");
    if x.is_empty() {
        return;
    }
    let group = CHUNK.div_ceil(cols).min(rows);
    let x = Shared::new(x);
    cpu.parallel_kernels(rows.div_ceil(group), |task| {
        let start = task * group * cols;
        let len = (group * cols).min(rows * cols - start);
        SoftmaxRows {
            // SAFETY: every task has rows of its own.
            x: unsafe { x.part(start, len) },
            cols,
        }
    });
}

struct SoftmaxRows<'a> {
    x: &'a mut [f32],
    cols: usize,
}

impl Vectorised for SoftmaxRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        for row in self.x.chunks_exact_mut(self.cols) {
            let greatest = fold_max(s, row);
            map_in_place(s, row, ExpMinus(greatest));
            let scale = 1.0 / fold_sum(s, row, Identity);
            map_in_place(s, row, Times(scale));
        }
    }
}

/// ln of the sum of e^x over all elements; minus infinity for none. NaN if one is NaN or plus infinity.
pub fn log_sum_exp(cpu: &Cpu, x: &[f32]) -> f32 {
    // One pair of partial results per chunk, then the chunks in order: the same for every number of threads.
    let chunks = x.len().div_ceil(CHUNK);
    let mut parts = vec![(f32::NEG_INFINITY, 0.0_f32); chunks];
    let shared = Shared::new(&mut parts);
    cpu.parallel(chunks, |task| {
        let chunk = &x[task * CHUNK..x.len().min((task + 1) * CHUNK)];
        // SAFETY: every task has an element of its own.
        let part = unsafe { shared.part(task, 1) };
        part[0] = cpu.dispatch(SumExp(chunk));
    });
    let greatest = parts
        .iter()
        .map(|part| part.0)
        .fold(f32::NEG_INFINITY, f32::max);
    if greatest == f32::NEG_INFINITY && parts.iter().all(|part| !part.1.is_nan()) {
        return f32::NEG_INFINITY;
    }
    let sum: f64 = parts
        .iter()
        .map(|&(max, sum)| f64::from(sum) * f64::from(max - greatest).exp())
        .sum();
    (f64::from(greatest) + sum.ln()) as f32
}

/// The greatest element, and the sum of e^(x - greatest): 0 where all are minus infinity.
struct SumExp<'a>(&'a [f32]);

impl Vectorised for SumExp<'_> {
    type Output = (f32, f32);

    #[inline(always)]
    fn run<S: Simd>(self, s: S) -> (f32, f32) {
        let greatest = fold_max(s, self.0);
        if greatest == f32::NEG_INFINITY {
            let nan = self.0.iter().any(|x| x.is_nan());
            return (greatest, if nan { f32::NAN } else { 0.0 });
        }
        let sum = fold_sum(s, self.0, ExpMinus(greatest));
        (greatest, sum)
    }
}
