//! Normalisations: row by row, rows in parallel.

use super::math::{Elementwise, Identity, fold_sum, map_row};
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
                let mean = fold_sum(s, x, Identity) / dim as f32;
                let squares = fold_sum(s, x, SquareMinus(mean));
                let scale = 1.0 / (squares / dim as f32 + self.eps).sqrt();
                map_row(s, [x, self.weight, bias], out, Affine { mean, scale });
            } else {
                let squares = fold_sum(s, x, SquareMinus(0.0));
                let scale = 1.0 / (squares / dim as f32 + self.eps).sqrt();
                map_row(s, [x, self.weight], out, Scaled(scale));
            }
        }
    }
}

/// (x - shift)^2.
#[derive(Clone, Copy)]
struct SquareMinus(f32);

impl Elementwise<1> for SquareMinus {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [x]: [S::F; 1]) -> S::F {
        let d = s.sub(x, s.splat(self.0));
        s.mul(d, d)
    }
}

/// (x - mean) * scale * weight + bias.
#[derive(Clone, Copy)]
struct Affine {
    mean: f32,
    scale: f32,
}

impl Elementwise<3> for Affine {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [x, weight, bias]: [S::F; 3]) -> S::F {
        let x = s.mul(s.sub(x, s.splat(self.mean)), s.splat(self.scale));
        s.fma(x, weight, bias)
    }
}

/// x * scale * weight.
#[derive(Clone, Copy)]
struct Scaled(f32);

impl Elementwise<2> for Scaled {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [x, weight]: [S::F; 2]) -> S::F {
        s.mul(s.mul(x, s.splat(self.0)), weight)
    }
}
