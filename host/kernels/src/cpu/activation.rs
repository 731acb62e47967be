//! Activations: element by element, in parallel over chunks.

use super::math::{self, map_in_place, map_row};
use super::pool::Cpu;
use super::shared::Shared;
use super::simd::{Simd, Vectorised};

/// Elements of a task: 64 kB, some ten microseconds.
const CHUNK: usize = 1 << 14;

/// GELU in its approximation by tanh, in place; within 4 units in the last place or 1e-7 of that formula.
pub fn gelu_tanh(cpu: &Cpu, x: &mut [f32]) {
    map(cpu, x, GeluTanh);
}

/// GELU by the error function, in place; within 1.5e-7 of x (1 + erf(x / sqrt 2)) / 2, or one unit in the last place above |x| = 2.
pub fn gelu_erf(cpu: &Cpu, x: &mut [f32]) {
    map(cpu, x, GeluErf);
}

/// SiLU of the first half of each row times its second half: `gate_up` `[m, 2 * inner]` gives `out` `[m, inner]`.
pub fn swiglu(cpu: &Cpu, gate_up: &[f32], m: usize, inner: usize, out: &mut [f32]) {
    assert_eq!(gate_up.len(), m * 2 * inner, "gate_up is [m, 2 * inner]");
    assert_eq!(out.len(), m * inner, "out is [m, inner]");
    if out.is_empty() {
        return;
    }
    let rows = CHUNK.div_ceil(inner).min(m);
    let out = Shared::new(out);
    cpu.parallel_kernels(m.div_ceil(rows), |task| {
        let first = task * rows;
        let rows = rows.min(m - first);
        SwiGlu {
            gate_up: &gate_up[first * 2 * inner..][..rows * 2 * inner],
            // SAFETY: every task has rows of its own.
            out: unsafe { out.part(first * inner, rows * inner) },
            inner,
        }
    });
}

trait Activation: Copy + Sync {
    fn apply<S: Simd>(self, s: S, x: S::F) -> S::F;
}

#[derive(Clone, Copy)]
struct GeluTanh;

impl Activation for GeluTanh {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, x: S::F) -> S::F {
        math::gelu_tanh(s, x)
    }
}

#[derive(Clone, Copy)]
struct GeluErf;

impl Activation for GeluErf {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, x: S::F) -> S::F {
        math::gelu_erf(s, x)
    }
}

fn map(cpu: &Cpu, x: &mut [f32], activation: impl Activation) {
    let len = x.len();
    let x = Shared::new(x);
    cpu.parallel_kernels(len.div_ceil(CHUNK), |task| {
        let start = task * CHUNK;
        Map {
            // SAFETY: every task has a chunk of its own.
            x: unsafe { x.part(start, CHUNK.min(len - start)) },
            activation,
        }
    });
}

struct Map<'a, A> {
    x: &'a mut [f32],
    activation: A,
}

impl<A: Activation> Vectorised for Map<'_, A> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        map_in_place(s, self.x, |s, x| self.activation.apply(s, x));
    }
}

struct SwiGlu<'a> {
    gate_up: &'a [f32],
    out: &'a mut [f32],
    inner: usize,
}

impl Vectorised for SwiGlu<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let rows = self.gate_up.chunks_exact(2 * self.inner);
        for (row, out) in rows.zip(self.out.chunks_exact_mut(self.inner)) {
            let (gate, up) = row.split_at(self.inner);
            map_row(s, [gate, up], out, |s, [gate, up]| {
                s.mul(math::silu(s, gate), up)
            });
        }
    }
}
