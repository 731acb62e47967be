//! The vector operations as loops over arrays of four floats, which compilers turn into the vectors of the target.

use super::{Finish, PANEL, PanelSource, Rows, Simd, panel_row, tile};

/// No instructions beyond those that the program is compiled for.
#[derive(Clone, Copy)]
pub(crate) struct Portable;

const LANES: usize = 4;

#[derive(Clone, Copy)]
#[repr(align(16))]
pub(crate) struct F([f32; LANES]);

#[inline(always)]
fn map(a: F, f: impl Fn(f32) -> f32) -> F {
    F(a.0.map(f))
}

#[inline(always)]
fn zip(a: F, b: F, f: impl Fn(f32, f32) -> f32) -> F {
    F(std::array::from_fn(|i| f(a.0[i], b.0[i])))
}

/// 2^n for n from -126 to 127.
#[inline(always)]
fn power(n: i32) -> f32 {
    f32::from_bits(((n + 127) as u32) << 23)
}

// SAFETY (all loads and stores below): the caller vouches for the elements touched, which are exactly those of the contract.
impl Simd for Portable {
    type F = F;

    const LANES: usize = LANES;
    const ROWS: usize = 6;

    #[inline(always)]
    fn splat(self, x: f32) -> F {
        F([x; LANES])
    }
    #[inline(always)]
    fn add(self, a: F, b: F) -> F {
        zip(a, b, |a, b| a + b)
    }
    #[inline(always)]
    fn sub(self, a: F, b: F) -> F {
        zip(a, b, |a, b| a - b)
    }
    #[inline(always)]
    fn mul(self, a: F, b: F) -> F {
        zip(a, b, |a, b| a * b)
    }
    #[inline(always)]
    fn div(self, a: F, b: F) -> F {
        zip(a, b, |a, b| a / b)
    }
    #[inline(always)]
    fn fma(self, a: F, b: F, c: F) -> F {
        // Without the instruction, `mul_add` is a call of a software routine.
        if cfg!(any(target_arch = "aarch64", target_feature = "fma")) {
            F(std::array::from_fn(|i| a.0[i].mul_add(b.0[i], c.0[i])))
        } else {
            F(std::array::from_fn(|i| a.0[i] * b.0[i] + c.0[i]))
        }
    }
    #[inline(always)]
    fn max(self, a: F, b: F) -> F {
        zip(a, b, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    fn min(self, a: F, b: F) -> F {
        zip(a, b, |a, b| if a < b { a } else { b })
    }
    #[inline(always)]
    fn abs(self, a: F) -> F {
        map(a, f32::abs)
    }
    #[inline(always)]
    fn round(self, a: F) -> F {
        // Adding 1.5 * 2^23 leaves no bits for a fraction; `round_ties_even` is a call where the target lacks the instruction.
        map(a, |a| (a + 12_582_912.0) - 12_582_912.0)
    }
    #[inline(always)]
    fn scale_by_power(self, a: F, n: F) -> F {
        zip(a, n, |a, n| {
            // A NaN becomes zero here and stays NaN in `a`.
            let n = n as i32;
            let half = n >> 1;
            a * power(half) * power(n - half)
        })
    }
    #[inline(always)]
    fn sum(self, a: F) -> f32 {
        (a.0[0] + a.0[2]) + (a.0[1] + a.0[3])
    }
    #[inline(always)]
    fn greatest(self, a: F) -> f32 {
        a.0.into_iter().fold(f32::NEG_INFINITY, f32::max)
    }
    #[inline(always)]
    unsafe fn load(self, from: *const f32) -> F {
        // SAFETY: see the comment on this impl; the type may be unaligned there.
        F(unsafe { from.cast::<[f32; LANES]>().read_unaligned() })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32, a: F) {
        // SAFETY: as above.
        unsafe { to.cast::<[f32; LANES]>().write_unaligned(a.0) }
    }
    #[inline(always)]
    unsafe fn load_part(self, from: *const f32, count: usize) -> F {
        let mut a = [0.0; LANES];
        for (i, x) in a.iter_mut().enumerate().take(count) {
            // SAFETY: only elements below `count` are read.
            *x = unsafe { *from.add(i) };
        }
        F(a)
    }
    #[inline(always)]
    unsafe fn store_part(self, to: *mut f32, a: F, count: usize) {
        for (i, x) in a.0.into_iter().enumerate().take(count) {
            // SAFETY: only elements below `count` are written.
            unsafe { *to.add(i) = x };
        }
    }
    #[inline(always)]
    unsafe fn load_bf16_pairs(self, from: *const u16) -> (F, F) {
        // SAFETY: see the comment on this impl.
        let pairs = unsafe { from.cast::<[u16; 2 * LANES]>().read_unaligned() };
        let widen = |x: u16| f32::from_bits(u32::from(x) << 16);
        (
            F(std::array::from_fn(|i| widen(pairs[2 * i]))),
            F(std::array::from_fn(|i| widen(pairs[2 * i + 1]))),
        )
    }
    #[inline(always)]
    unsafe fn load_f16(self, from: *const u16) -> F {
        // SAFETY: see the comment on this impl.
        let values = unsafe { from.cast::<[u16; LANES]>().read_unaligned() };
        F(values.map(|x| half::f16::from_bits(x).to_f32()))
    }
    #[inline(always)]
    fn prefetch(self, _: *const u8) {}
    #[inline(always)]
    unsafe fn tile<const V: usize>(
        self,
        steps: usize,
        a: Rows,
        b: *const f32,
        b_stride: usize,
        finish: impl Finish,
    ) {
        // SAFETY: the same contract.
        unsafe { tile::<Self, { Self::ROWS }, V>(self, steps, a, b, b_stride, finish) }
    }
    #[inline(always)]
    unsafe fn panel_row<W: PanelSource>(
        self,
        steps: usize,
        x: *const f32,
        panel: W,
        out: *mut f32,
    ) {
        // SAFETY: the same contract.
        unsafe { panel_row::<Self, W, { PANEL / LANES }>(self, steps, x, panel, out) }
    }
}
