//! Activations: element by element, in parallel over chunks.

use super::math::{Elementwise, exp, map_in_place, map_row};
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
        GateUp {
            gate_up: &gate_up[first * 2 * inner..][..rows * 2 * inner],
            // SAFETY: every task has rows of its own.
            out: unsafe { out.part(first * inner, rows * inner) },
            inner,
        }
    });
}

fn map(cpu: &Cpu, x: &mut [f32], f: impl Elementwise<1>) {
    let len = x.len();
    let x = Shared::new(x);
    cpu.parallel_kernels(len.div_ceil(CHUNK), |task| {
        let start = task * CHUNK;
        Map {
            // SAFETY: every task has a chunk of its own.
            x: unsafe { x.part(start, CHUNK.min(len - start)) },
            f,
        }
    });
}

struct Map<'a, F> {
    x: &'a mut [f32],
    f: F,
}

impl<F: Elementwise<1>> Vectorised for Map<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        map_in_place(s, self.x, self.f);
    }
}

struct GateUp<'a> {
    gate_up: &'a [f32],
    out: &'a mut [f32],
    inner: usize,
}

impl Vectorised for GateUp<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let rows = self.gate_up.chunks_exact(2 * self.inner);
        for (row, out) in rows.zip(self.out.chunks_exact_mut(self.inner)) {
            let (gate, up) = row.split_at(self.inner);
            map_row(s, [gate, up], out, SiluTimes);
        }
    }
}

/// GELU by tanh: 0.5 x (1 + tanh(u)) with u = sqrt(2 / pi) (x + 0.044715 x^3), as x / (1 + e^-2u).
#[derive(Clone, Copy)]
struct GeluTanh;

impl Elementwise<1> for GeluTanh {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [x]: [S::F; 1]) -> S::F {
        const MINUS_2_ROOT: f32 = -1.595_769;
        let square = s.mul(x, x);
        let factor = s.fma(
            square,
            s.splat(MINUS_2_ROOT * 0.044_715),
            s.splat(MINUS_2_ROOT),
        );
        let e = exp(s, s.mul(x, factor));
        s.div(x, s.add(s.splat(1.0), e))
    }
}

/// GELU by the error function, x Phi(x), with Phi the normal distribution: max(x, 0) - |x| Phi(-|x|), and Phi(-a) = e^-q(a)
/// with a polynomial q fitted on [0, 8] to an absolute error of 1e-8 in the result. No digits cancel on either side of zero.
#[derive(Clone, Copy)]
struct GeluErf;

impl Elementwise<1> for GeluErf {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [x]: [S::F; 1]) -> S::F {
        // -q, from the highest power to the lowest.
        const MINUS_Q: [f32; 10] = [
            8.096_27e-8,
            -2.164_785_4e-6,
            2.214_728e-5,
            -9.046_957e-5,
            -2.118_128_2e-4,
            0.005_079_914_4,
            -0.036_544_256,
            -0.318_229_56,
            -0.797_899_25,
            -0.693_146_3,
        ];
        let a = s.min(s.splat(8.0), s.abs(x));
        let mut q = s.splat(MINUS_Q[0]);
        for c in &MINUS_Q[1..] {
            q = s.fma(q, a, s.splat(*c));
        }
        s.sub(s.max(s.splat(0.0), x), s.mul(a, exp(s, q)))
    }
}

/// SiLU of the first, x / (1 + e^-x), times the second.
#[derive(Clone, Copy)]
struct SiluTimes;

impl Elementwise<2> for SiluTimes {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [gate, up]: [S::F; 2]) -> S::F {
        let e = exp(s, s.sub(s.splat(0.0), gate));
        s.mul(s.div(gate, s.add(s.splat(1.0), e)), up)
    }
}
