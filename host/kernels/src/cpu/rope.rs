//! Rotary position embedding, together with the split of the merged projection that it follows.

use super::attention::Heads;
use super::math::{Elementwise, map_row};
use super::pool::Cpu;
use super::shared::Shared;
use super::simd::{Simd, Vectorised};

/// Elements of a task, some ten microseconds.
const CHUNK: usize = 1 << 14;

/// Splits a merged projection `qkv` `[m, (q + 2 * kv) * dim]` into queries, keys and values, and rotates queries and keys.
///
/// `q` is `[q heads, m, dim]`; `k` and `v` are `[kv heads, m, dim]`. The rotation pairs element `i` with `i + dim / 2`, by
/// `cos` and `sin`, both `[m, dim]`: `x * cos + rotate_half(x) * sin`. `dim` is even.
#[allow(clippy::too_many_arguments)]
pub fn split_rope(
    cpu: &Cpu,
    qkv: &[f32],
    m: usize,
    heads: Heads,
    cos: &[f32],
    sin: &[f32],
    q: &mut [f32],
    k: &mut [f32],
    v: &mut [f32],
) {
    let Heads {
        q: q_heads,
        kv: kv_heads,
        dim,
    } = heads;
    let width = (q_heads + 2 * kv_heads) * dim;
    assert!(dim.is_multiple_of(2), "dim is even");
    assert_eq!(qkv.len(), m * width, "qkv is [m, (q + 2 * kv) * dim]");
    assert_eq!(cos.len(), m * dim, "cos is [m, dim]");
    assert_eq!(sin.len(), m * dim, "sin is [m, dim]");
    assert_eq!(q.len(), q_heads * m * dim, "q is [q heads, m, dim]");
    assert_eq!(k.len(), kv_heads * m * dim, "k is [kv heads, m, dim]");
    assert_eq!(v.len(), kv_heads * m * dim, "v is [kv heads, m, dim]");
    if qkv.is_empty() {
        return;
    }
    let tokens = CHUNK.div_ceil(width).min(m);
    let [q, k, v] = [q, k, v].map(Shared::new);
    cpu.parallel_kernels(m.div_ceil(tokens), |task| SplitRope {
        qkv,
        tokens: task * tokens..m.min((task + 1) * tokens),
        m,
        heads,
        cos,
        sin,
        q,
        k,
        v,
    });
}

struct SplitRope<'a> {
    qkv: &'a [f32],
    tokens: std::ops::Range<usize>,
    m: usize,
    heads: Heads,
    cos: &'a [f32],
    sin: &'a [f32],
    q: Shared<'a, f32>,
    k: Shared<'a, f32>,
    v: Shared<'a, f32>,
}

impl Vectorised for SplitRope<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let Heads { q, kv, dim } = self.heads;
        let half = dim / 2;
        for token in self.tokens.clone() {
            let (cos_low, cos_high) = self.cos[token * dim..][..dim].split_at(half);
            let (sin_low, sin_high) = self.sin[token * dim..][..dim].split_at(half);
            let row = &self.qkv[token * (q + 2 * kv) * dim..][..(q + 2 * kv) * dim];
            for (head, x) in row.chunks_exact(dim).enumerate() {
                let (to, head) = match head {
                    head if head < q => (self.q, head),
                    head if head < q + kv => (self.k, head - q),
                    head => (self.v, head - q - kv),
                };
                // SAFETY: no other task has this token, and no other part of this one the head.
                let out = unsafe { to.part((head * self.m + token) * dim, dim) };
                if std::ptr::eq(to.pointer(0), self.v.pointer(0)) {
                    out.copy_from_slice(x);
                    continue;
                }
                let (low, high) = x.split_at(half);
                let (out_low, out_high) = out.split_at_mut(half);
                map_row(s, [low, high, cos_low, sin_low], out_low, Low);
                map_row(s, [low, high, cos_high, sin_high], out_high, High);
            }
        }
    }
}

/// The lower half of a rotated head.
#[derive(Clone, Copy)]
struct Low;

impl Elementwise<4> for Low {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [low, high, cos, sin]: [S::F; 4]) -> S::F {
        s.sub(s.mul(low, cos), s.mul(high, sin))
    }
}

/// The upper half of a rotated head.
#[derive(Clone, Copy)]
struct High;

impl Elementwise<4> for High {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [low, high, cos, sin]: [S::F; 4]) -> S::F {
        s.fma(high, cos, s.mul(low, sin))
    }
}
