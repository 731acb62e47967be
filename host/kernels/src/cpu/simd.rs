//! The vector operations that the kernels are written over, once for all instruction sets.
//!
//! A value of a type that implements [`Simd`] is proof that this machine has the instructions: it is made only in functions compiled
//! for them, which only `Cpu::dispatch` calls. So arithmetic is safe to call; loads and stores, which take pointers, are not.
//!
//! Everything is `inline(always)`: a kernel must end up inside the one function that carries the target features, or its
//! intrinsics stay calls, at a hundredth of the speed. A closure cannot be marked so, and is not inlined when it has
//! many intrinsics; so what a kernel passes down (what to do with a tile, an element) is a value of a small type with a marked method.

mod portable;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use portable::Portable;
#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{run_avx2, run_avx512};

use super::PANEL;

/// A computation to be compiled for an instruction set. `run` must be `inline(always)`.
pub(crate) trait Vectorised {
    type Output;

    fn run<S: Simd>(self, s: S) -> Self::Output;
}

/// A matrix that a tile's rows come from: element (row, step) lies `row * row_stride + step * step_stride` floats after `start`.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    pub(crate) start: *const f32,
    pub(crate) row_stride: usize,
    pub(crate) step_stride: usize,
}

pub(crate) trait Simd: Copy + Send + Sync + 'static {
    /// A vector of [`Simd::LANES`] floats.
    type F: Copy;

    /// Floats in a vector: divides 16.
    const LANES: usize;
    /// Rows of a register tile: divides 48.
    const ROWS: usize;

    fn splat(self, x: f32) -> Self::F;
    fn add(self, a: Self::F, b: Self::F) -> Self::F;
    fn sub(self, a: Self::F, b: Self::F) -> Self::F;
    fn mul(self, a: Self::F, b: Self::F) -> Self::F;
    fn div(self, a: Self::F, b: Self::F) -> Self::F;
    /// `a * b + c`, rounded once where the instructions can.
    fn fma(self, a: Self::F, b: Self::F, c: Self::F) -> Self::F;
    /// `a` if it is greater, else `b`; `b` also where either is NaN.
    fn max(self, a: Self::F, b: Self::F) -> Self::F;
    /// `a` if it is less, else `b`; `b` also where either is NaN.
    fn min(self, a: Self::F, b: Self::F) -> Self::F;
    fn abs(self, a: Self::F) -> Self::F;
    /// Nearest integer, ties to even, for magnitudes below 2^22.
    fn round(self, a: Self::F) -> Self::F;
    /// `a * 2^n` for integers `n` from -160 to 160, with one rounding or two.
    fn scale_by_power(self, a: Self::F, n: Self::F) -> Self::F;
    /// Sum of the lanes, in an order of its own.
    fn sum(self, a: Self::F) -> f32;
    /// The greatest lane; NaN or not where one is NaN.
    fn greatest(self, a: Self::F) -> f32;

    /// # Safety
    /// `LANES` floats at `from` must be readable.
    unsafe fn load(self, from: *const f32) -> Self::F;
    /// # Safety
    /// `LANES` floats at `to` must be writable.
    unsafe fn store(self, to: *mut f32, a: Self::F);
    /// The first `count < LANES` floats, zero beyond.
    ///
    /// # Safety
    /// `count` floats at `from` must be readable.
    unsafe fn load_part(self, from: *const f32, count: usize) -> Self::F;
    /// # Safety
    /// `count < LANES` floats at `to` must be writable.
    unsafe fn store_part(self, to: *mut f32, a: Self::F, count: usize);
    /// The even and the odd elements of `2 * LANES` bf16 values.
    ///
    /// # Safety
    /// `2 * LANES` values at `from` must be readable.
    unsafe fn load_bf16_pairs(self, from: *const u16) -> (Self::F, Self::F);
    /// # Safety
    /// `LANES` f16 values at `from` must be readable.
    unsafe fn load_f16(self, from: *const u16) -> Self::F;
    /// Asks for the cache line at `address`, which need not be readable.
    fn prefetch(self, address: *const u8);

    /// The products of [`Simd::ROWS`] rows of `a` with `V` vectors of columns of `b`, summed over `steps` in order.
    /// Step `n` of `b` begins `n * b_stride` floats after `b`. `finish` gets the sums, row after row.
    ///
    /// # Safety
    /// All of these elements must be readable.
    unsafe fn tile<const V: usize>(
        self,
        steps: usize,
        a: Rows,
        b: *const f32,
        b_stride: usize,
        finish: impl Finish,
    );

    /// The product of one row `x` with a panel of [`PANEL`] columns of any element type: `add` is called for the steps in order.
    ///
    /// # Safety
    /// As the source demands for `steps` steps.
    unsafe fn panel_row<W: PanelSource>(self, steps: usize, x: *const f32, panel: W, out: *mut f32);
}

/// Weights of one panel, read as vectors.
pub(crate) trait PanelSource: Copy {
    /// Steps that one call of `madd` takes.
    const GROUP: usize;

    /// Adds the products of `GROUP` elements at `x` with the weights of steps from `step`, vector `v`.
    ///
    /// # Safety
    /// `x` must have `GROUP` readable elements, the panel these steps.
    unsafe fn madd<S: Simd>(self, s: S, x: *const f32, step: usize, v: usize, acc: S::F) -> S::F;
    /// The address of a step's weights, to prefetch.
    fn address(self, step: usize) -> *const u8;
}

/// What becomes of a tile's sums.
pub(crate) trait Finish {
    /// Takes the sums of row `row` of the tile.
    fn row<S: Simd, const V: usize>(&mut self, s: S, row: usize, sums: [S::F; V]);
}

/// [`Simd::tile`] for a fixed number of rows.
///
/// # Safety
/// As there.
#[inline(always)]
#[allow(clippy::needless_range_loop)] // Iterators over the sums may keep them out of registers.
unsafe fn tile<S: Simd, const R: usize, const V: usize>(
    s: S,
    steps: usize,
    a: Rows,
    b: *const f32,
    b_stride: usize,
    mut finish: impl Finish,
) {
    let zero = s.splat(0.0);
    let mut acc = [[zero; V]; R];
    for step in 0..steps {
        // SAFETY: by the contract, elements (below R, below steps) of `a` and V vectors of every step of `b` are readable.
        unsafe {
            let from = b.add(step * b_stride);
            let mut b = [zero; V];
            for v in 0..V {
                b[v] = s.load(from.add(v * S::LANES));
            }
            let a_step = a.start.add(step * a.step_stride);
            for r in 0..R {
                let x = s.splat(*a_step.add(r * a.row_stride));
                for v in 0..V {
                    acc[r][v] = s.fma(x, b[v], acc[r][v]);
                }
            }
        }
    }
    for r in 0..R {
        finish.row(s, r, acc[r]);
    }
}

/// [`Simd::panel_row`] for `V = PANEL / LANES` vectors. The even and the odd groups of steps are summed apart, to have more sums under way.
///
/// # Safety
/// As there; `out` must have room for [`PANEL`] floats.
#[inline(always)]
#[allow(clippy::needless_range_loop)] // As above.
unsafe fn panel_row<S: Simd, W: PanelSource, const V: usize>(
    s: S,
    steps: usize,
    x: *const f32,
    panel: W,
    out: *mut f32,
) {
    const { assert!(V * S::LANES == PANEL) }
    let mut acc = [[s.splat(0.0); V]; 2];
    let groups = steps / W::GROUP;
    let mut group = 0;
    // SAFETY: the contract covers `steps` elements of `x` and of the panel, and `PANEL` elements of `out`.
    unsafe {
        while group + 2 <= groups {
            s.prefetch(panel.address((group + AHEAD) * W::GROUP));
            s.prefetch(panel.address((group + AHEAD) * W::GROUP).wrapping_add(64));
            s.prefetch(panel.address((group + AHEAD + 1) * W::GROUP));
            s.prefetch(
                panel
                    .address((group + AHEAD + 1) * W::GROUP)
                    .wrapping_add(64),
            );
            for part in 0..2 {
                let step = (group + part) * W::GROUP;
                for v in 0..V {
                    acc[part][v] = panel.madd(s, x.add(step), step, v, acc[part][v]);
                }
            }
            group += 2;
        }
        if group < groups {
            let step = group * W::GROUP;
            for v in 0..V {
                acc[0][v] = panel.madd(s, x.add(step), step, v, acc[0][v]);
            }
        }
        for v in 0..V {
            s.store(out.add(v * S::LANES), s.add(acc[0][v], acc[1][v]));
        }
    }
}

/// How many groups of steps ahead a panel is prefetched: some 4 kB of `f32`, the time that memory takes to answer.
const AHEAD: usize = 32;
