//! Normalisations: row by row, rows in parallel.

use super::math::{fold_sum, map_row};
use super::pool::Cpu;
use super::shared::Shared;
use super::simd::{Simd, Vectorised};

/// Elements of a task, some ten microseconds.
const CHUNK: usize = 1 << 14;

/// RMSNorm: each of `m` rows of `dim` divided by the root of its mean square plus `eps`, times `weight` `[dim]`.
pub fn rms_norm(
    cpu: &Cpu,
    x: &[f32],
    m: usize,
    dim: usize,
    weight: &[f32],
    eps: f32,
    out: &mut [f32],
) {
    normalise(cpu, x, m, dim, weight, None, eps, out);
}

/// LayerNorm: each of `m` rows of `dim` less its mean, divided by the root of its (biased) variance plus `eps`, times `weight`
/// plus `bias`, both `[dim]`. The variance is summed from differences to the mean.
#[allow(clippy::too_many_arguments)]
pub fn layer_norm(
    cpu: &Cpu,
    x: &[f32],
    m: usize,
    dim: usize,
    weight: &[f32],
    bias: &[f32],
    eps: f32,
    out: &mut [f32],
) {
    assert_eq!(bias.len(), dim, "bias is [dim]");
    normalise(cpu, x, m, dim, weight, Some(bias), eps, out);
}

/// LayerNorm with a bias, RMSNorm without.
#[allow(clippy::too_many_arguments)]
fn normalise(
    cpu: &Cpu,
    x: &[f32],
    m: usize,
    dim: usize,
    weight: &[f32],
    bias: Option<&[f32]>,
    eps: f32,
    out: &mut [f32],
) {
    assert_eq!(x.len(), m * dim, "x is [m, dim]");
    assert_eq!(out.len(), m * dim, "out is [m, dim]");
    assert_eq!(weight.len(), dim, "weight is [dim]");
    if out.is_empty() {
        return;
    }
    let rows = CHUNK.div_ceil(dim).min(m);
    let out = Shared::new(out);
    cpu.parallel_kernels(m.div_ceil(rows), |task| {
        let start = task * rows * dim;
        let len = (rows * dim).min(m * dim - start);
        Normalise {
            x: &x[start..start + len],
            // SAFETY: every task has rows of its own.
            out: unsafe { out.part(start, len) },
            weight,
            bias,
            eps,
        }
    });
}

struct Normalise<'a> {
    x: &'a [f32],
    out: &'a mut [f32],
    weight: &'a [f32],
    bias: Option<&'a [f32]>,
    eps: f32,
}

impl Vectorised for Normalise<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let dim = self.weight.len();
        for (x, out) in self.x.chunks_exact(dim).zip(self.out.chunks_exact_mut(dim)) {
            if let Some(bias) = self.bias {
                let mean = fold_sum(s, x, |_, x| x) / dim as f32;
                let shift = s.splat(mean);
                let squares = fold_sum(s, x, |s, x| {
                    let d = s.sub(x, shift);
                    s.mul(d, d)
                });
                let scale = s.splat(1.0 / (squares / dim as f32 + self.eps).sqrt());
                map_row(s, [x, self.weight, bias], out, |s, [x, weight, bias]| {
                    s.fma(s.mul(s.sub(x, shift), scale), weight, bias)
                });
            } else {
                let squares = fold_sum(s, x, |s, x| s.mul(x, x));
                let scale = s.splat(1.0 / (squares / dim as f32 + self.eps).sqrt());
                map_row(s, [x, self.weight], out, |s, [x, weight]| {
                    s.mul(s.mul(x, scale), weight)
                });
            }
        }
    }
}
