//! The vector operations of x86-64: AVX2 with FMA and F16C, and AVX-512.

use std::arch::x86_64::*;

use super::{Finish, PANEL, PanelSource, Rows, Simd, Vectorised, panel_row, tile};

/// Proof of `avx2`, `fma` and `f16c`.
#[derive(Clone, Copy)]
pub(crate) struct Avx2(());

/// Proof of `avx512f`.
#[derive(Clone, Copy)]
pub(crate) struct Avx512(());

/// Runs a kernel compiled for AVX2.
///
/// # Safety
/// This machine must have `avx2`, `fma` and `f16c`.
#[target_feature(enable = "avx2,fma,f16c")]
pub(crate) unsafe fn run_avx2<K: Vectorised>(kernel: K) -> K::Output {
    kernel.run(Avx2(()))
}

/// Runs a kernel compiled for AVX-512.
///
/// # Safety
/// This machine must have `avx512f`.
#[target_feature(enable = "avx512f")]
pub(crate) unsafe fn run_avx512<K: Vectorised>(kernel: K) -> K::Output {
    kernel.run(Avx512(()))
}

/// Methods of one intrinsic each, safe because `self` proves that the machine has it.
macro_rules! arithmetic {
    ($f:ty: $($name:ident($($arg:ident),+) = $value:expr;)+) => {$(
        #[inline(always)]
        fn $name(self, $($arg: $f),+) -> $f {
            // SAFETY: `self` proves that this machine has the instructions.
            unsafe { $value }
        }
    )+};
}

/// The lanes below `count` of an AVX2 vector.
#[inline(always)]
fn mask8(count: usize) -> __m256i {
    // SAFETY: called by methods of `Avx2` alone, which proves the instructions.
    unsafe {
        let lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
        _mm256_cmpgt_epi32(_mm256_set1_epi32(count as i32), lanes)
    }
}

/// 2^n for n from -126 to 127.
#[inline(always)]
fn power8(n: __m256i) -> __m256 {
    // SAFETY: called by methods of `Avx2` alone, which proves the instructions.
    unsafe {
        let bits = _mm256_slli_epi32::<23>(_mm256_add_epi32(n, _mm256_set1_epi32(127)));
        _mm256_castsi256_ps(bits)
    }
}

impl Simd for Avx2 {
    type F = __m256;

    const LANES: usize = 8;
    const ROWS: usize = 6;

    arithmetic! { __m256:
        add(a, b) = _mm256_add_ps(a, b);
        sub(a, b) = _mm256_sub_ps(a, b);
        mul(a, b) = _mm256_mul_ps(a, b);
        div(a, b) = _mm256_div_ps(a, b);
        fma(a, b, c) = _mm256_fmadd_ps(a, b, c);
        max(a, b) = _mm256_max_ps(a, b);
        min(a, b) = _mm256_min_ps(a, b);
        abs(a) = _mm256_andnot_ps(_mm256_set1_ps(-0.0), a);
        round(a) = _mm256_round_ps::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(a);
        scale_by_power(a, n) = {
            // In two steps, so that neither factor leaves the range of normal numbers.
            let n = _mm256_cvtps_epi32(n);
            let half = _mm256_srai_epi32::<1>(n);
            _mm256_mul_ps(_mm256_mul_ps(a, power8(half)), power8(_mm256_sub_epi32(n, half)))
        };
    }

    #[inline(always)]
    fn splat(self, x: f32) -> __m256 {
        // SAFETY: `self` proves that this machine has the instructions.
        unsafe { _mm256_set1_ps(x) }
    }
    #[inline(always)]
    fn sum(self, a: __m256) -> f32 {
        // SAFETY: `self` proves that this machine has the instructions.
        unsafe {
            let a = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps::<1>(a));
            let a = _mm_add_ps(a, _mm_movehl_ps(a, a));
            _mm_cvtss_f32(_mm_add_ss(a, _mm_movehdup_ps(a)))
        }
    }
    #[inline(always)]
    fn greatest(self, a: __m256) -> f32 {
        // SAFETY: `self` proves that this machine has the instructions.
        unsafe {
            let a = _mm_max_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps::<1>(a));
            let a = _mm_max_ps(a, _mm_movehl_ps(a, a));
            _mm_cvtss_f32(_mm_max_ss(a, _mm_movehdup_ps(a)))
        }
    }
    #[inline(always)]
    unsafe fn load(self, from: *const f32) -> __m256 {
        // SAFETY: readable by the contract; `self` proves the instructions.
        unsafe { _mm256_loadu_ps(from) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32, a: __m256) {
        // SAFETY: writable by the contract; `self` proves the instructions.
        unsafe { _mm256_storeu_ps(to, a) }
    }
    #[inline(always)]
    unsafe fn load_part(self, from: *const f32, count: usize) -> __m256 {
        // SAFETY: masked lanes are not read; the others are readable by the contract.
        unsafe { _mm256_maskload_ps(from, mask8(count)) }
    }
    #[inline(always)]
    unsafe fn store_part(self, to: *mut f32, a: __m256, count: usize) {
        // SAFETY: masked lanes are not written; the others are writable by the contract.
        unsafe { _mm256_maskstore_ps(to, mask8(count), a) }
    }
    #[inline(always)]
    unsafe fn load_bf16_pairs(self, from: *const u16) -> (__m256, __m256) {
        // SAFETY: readable by the contract; `self` proves the instructions.
        unsafe {
            let pairs = _mm256_loadu_si256(from.cast());
            let even = _mm256_slli_epi32::<16>(pairs);
            let odd = _mm256_and_si256(pairs, _mm256_set1_epi32(0xffff_0000_u32 as i32));
            (_mm256_castsi256_ps(even), _mm256_castsi256_ps(odd))
        }
    }
    #[inline(always)]
    unsafe fn load_f16(self, from: *const u16) -> __m256 {
        // SAFETY: readable by the contract; `self` proves the instructions.
        unsafe { _mm256_cvtph_ps(_mm_loadu_si128(from.cast())) }
    }
    #[inline(always)]
    fn prefetch(self, address: *const u8) {
        // SAFETY: a prefetch of any address is harmless.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(address.cast()) }
    }
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
        unsafe { panel_row::<Self, W, { PANEL / Self::LANES }>(self, steps, x, panel, out) }
    }
}

/// The lanes below `count < 16`.
#[inline(always)]
fn mask16(count: usize) -> __mmask16 {
    ((1_u32 << count) - 1) as __mmask16
}

impl Simd for Avx512 {
    type F = __m512;

    const LANES: usize = 16;
    const ROWS: usize = 12;

    arithmetic! { __m512:
        add(a, b) = _mm512_add_ps(a, b);
        sub(a, b) = _mm512_sub_ps(a, b);
        mul(a, b) = _mm512_mul_ps(a, b);
        div(a, b) = _mm512_div_ps(a, b);
        fma(a, b, c) = _mm512_fmadd_ps(a, b, c);
        max(a, b) = _mm512_max_ps(a, b);
        min(a, b) = _mm512_min_ps(a, b);
        abs(a) = _mm512_abs_ps(a);
        round(a) = _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(a);
        scale_by_power(a, n) = _mm512_scalef_ps(a, n);
    }

    #[inline(always)]
    fn splat(self, x: f32) -> __m512 {
        // SAFETY: `self` proves that this machine has the instructions.
        unsafe { _mm512_set1_ps(x) }
    }
    #[inline(always)]
    fn sum(self, a: __m512) -> f32 {
        // SAFETY: `self` proves that this machine has the instructions.
        unsafe { _mm512_reduce_add_ps(a) }
    }
    #[inline(always)]
    fn greatest(self, a: __m512) -> f32 {
        // SAFETY: `self` proves that this machine has the instructions.
        unsafe { _mm512_reduce_max_ps(a) }
    }
    #[inline(always)]
    unsafe fn load(self, from: *const f32) -> __m512 {
        // SAFETY: readable by the contract; `self` proves the instructions.
        unsafe { _mm512_loadu_ps(from) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32, a: __m512) {
        // SAFETY: writable by the contract; `self` proves the instructions.
        unsafe { _mm512_storeu_ps(to, a) }
    }
    #[inline(always)]
    unsafe fn load_part(self, from: *const f32, count: usize) -> __m512 {
        // SAFETY: masked lanes are not read; the others are readable by the contract.
        unsafe { _mm512_maskz_loadu_ps(mask16(count), from) }
    }
    #[inline(always)]
    unsafe fn store_part(self, to: *mut f32, a: __m512, count: usize) {
        // SAFETY: masked lanes are not written; the others are writable by the contract.
        unsafe { _mm512_mask_storeu_ps(to, mask16(count), a) }
    }
    #[inline(always)]
    unsafe fn load_bf16_pairs(self, from: *const u16) -> (__m512, __m512) {
        // SAFETY: readable by the contract; `self` proves the instructions.
        unsafe {
            let pairs = _mm512_loadu_si512(from.cast());
            let even = _mm512_slli_epi32::<16>(pairs);
            let odd = _mm512_and_si512(pairs, _mm512_set1_epi32(0xffff_0000_u32 as i32));
            (_mm512_castsi512_ps(even), _mm512_castsi512_ps(odd))
        }
    }
    #[inline(always)]
    unsafe fn load_f16(self, from: *const u16) -> __m512 {
        // SAFETY: readable by the contract; `self` proves the instructions.
        unsafe { _mm512_cvtph_ps(_mm256_loadu_si256(from.cast())) }
    }
    #[inline(always)]
    fn prefetch(self, address: *const u8) {
        // SAFETY: a prefetch of any address is harmless.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(address.cast()) }
    }
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
        unsafe { panel_row::<Self, W, { PANEL / Self::LANES }>(self, steps, x, panel, out) }
    }
}
