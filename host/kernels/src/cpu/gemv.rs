//! One row times a packed weight: the products of decoding. Bound by memory: each weight is read once, in order.

use half::{bf16, f16};

use super::PANEL;
use super::linear::PackedLinear;
use super::pack::{Element, steps};
use super::pool::Cpu;
use super::shared::Shared;
use super::simd::{PanelSource, Simd, Vectorised};

/// Tasks per thread, so that a thread that the system interrupts leaves its share to the others.
const TASKS_PER_THREAD: usize = 8;

/// As [`PackedLinear::forward`], with lengths checked, for one row.
pub(crate) fn forward(
    cpu: &Cpu,
    linear: &PackedLinear,
    x: &[f32],
    residual: Option<&[f32]>,
    out: &mut [f32],
) {
    // The other half of an odd pair of bf16 weights needs an input too.
    let padded;
    let x = if steps(x.len(), linear.element()) == x.len() {
        x
    } else {
        padded = [x, &[0.0]].concat();
        &padded
    };
    let panels = linear.panels();
    let group = panels.div_ceil(cpu.threads() * TASKS_PER_THREAD);
    let out = Shared::new(out);
    cpu.parallel_kernels(panels.div_ceil(group), |task| Gemv {
        linear,
        panels: task * group..panels.min((task + 1) * group),
        x,
        residual,
        out,
    });
}

struct Gemv<'a> {
    linear: &'a PackedLinear,
    panels: std::ops::Range<usize>,
    x: &'a [f32],
    residual: Option<&'a [f32]>,
    out: Shared<'a, f32>,
}

impl Vectorised for Gemv<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let mut sums = [0.0; PANEL];
        for panel in self.panels.clone() {
            let (steps, x, to) = (self.x.len(), self.x.as_ptr(), sums.as_mut_ptr());
            // SAFETY: a panel has `steps` steps, as many as `x` elements, which the types' methods for panels assert;
            // `sums` has room for a panel's columns.
            unsafe {
                match self.linear.element() {
                    Element::F32 => {
                        let weights: &[f32] = self.linear.panel(panel);
                        assert_eq!(weights.len(), steps * PANEL);
                        s.panel_row(steps, x, F32(weights.as_ptr()), to);
                    }
                    Element::Bf16 => {
                        let weights: &[bf16] = self.linear.panel(panel);
                        assert_eq!(weights.len(), steps * PANEL);
                        s.panel_row(steps, x, Bf16(weights.as_ptr().cast()), to);
                    }
                    Element::F16 => {
                        let weights: &[f16] = self.linear.panel(panel);
                        assert_eq!(weights.len(), steps * PANEL);
                        s.panel_row(steps, x, F16(weights.as_ptr().cast()), to);
                    }
                }
            }
            let first = panel * PANEL;
            let width = PANEL.min(self.linear.out_features() - first);
            // SAFETY: no other task has this panel's columns.
            let out = unsafe { self.out.part(first, width) };
            let bias = self.linear.panel_bias(panel);
            for ((out, sum), bias) in out.iter_mut().zip(&sums).zip(bias) {
                *out = sum + bias;
            }
            if let Some(residual) = self.residual {
                for (out, residual) in out.iter_mut().zip(&residual[first..][..width]) {
                    *out += residual;
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
struct F32(*const f32);

impl PanelSource for F32 {
    const GROUP: usize = 1;

    #[inline(always)]
    unsafe fn madd<S: Simd>(self, s: S, x: *const f32, step: usize, v: usize, acc: S::F) -> S::F {
        // SAFETY: the caller vouches for step and `x`; a step has `PANEL` weights.
        unsafe {
            let weights = s.load(self.0.add(step * PANEL + v * S::LANES));
            s.fma(s.splat(*x), weights, acc)
        }
    }

    #[inline(always)]
    fn address(self, step: usize) -> *const u8 {
        self.0.wrapping_add(step * PANEL).cast()
    }
}

#[derive(Clone, Copy)]
struct F16(*const u16);

impl PanelSource for F16 {
    const GROUP: usize = 1;

    #[inline(always)]
    unsafe fn madd<S: Simd>(self, s: S, x: *const f32, step: usize, v: usize, acc: S::F) -> S::F {
        // SAFETY: as for `F32`.
        unsafe {
            let weights = s.load_f16(self.0.add(step * PANEL + v * S::LANES));
            s.fma(s.splat(*x), weights, acc)
        }
    }

    #[inline(always)]
    fn address(self, step: usize) -> *const u8 {
        self.0.wrapping_add(step * PANEL).cast()
    }
}

#[derive(Clone, Copy)]
struct Bf16(*const u16);

impl PanelSource for Bf16 {
    const GROUP: usize = 2;

    #[inline(always)]
    unsafe fn madd<S: Simd>(self, s: S, x: *const f32, step: usize, v: usize, acc: S::F) -> S::F {
        // SAFETY: as for `F32`; a pair of steps has `2 * PANEL` weights.
        unsafe {
            let (even, odd) = s.load_bf16_pairs(self.0.add(step * PANEL + v * 2 * S::LANES));
            s.fma(s.splat(*x.add(1)), odd, s.fma(s.splat(*x), even, acc))
        }
    }

    #[inline(always)]
    fn address(self, step: usize) -> *const u8 {
        self.0.wrapping_add(step * PANEL).cast()
    }
}
