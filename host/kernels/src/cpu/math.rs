//! Exponentials, vectorised.

use super::simd::Simd;

/// e^x with a relative error below 1.5 * 2^-23 where the result is normal; 0 and infinity beyond, NaN for NaN.
///
/// Reduction by powers of two with ln 2 split in two parts (Cody and Waite), then a polynomial fitted to minimise the greatest
/// relative error (3.3e-9) on [-ln 2 / 2, ln 2 / 2].
#[inline(always)]
pub(crate) fn exp<S: Simd>(s: S, x: S::F) -> S::F {
    // The constant is the first argument, so that NaN passes.
    let x = s.max(s.splat(-104.0), s.min(s.splat(89.0), x));
    let n = s.round(s.mul(x, s.splat(std::f32::consts::LOG2_E)));
    // The first part has few enough bits for its product with n to be exact, also where `fma` rounds twice.
    let r = s.fma(n, s.splat(-0.693_359_4), x);
    let r = s.fma(n, s.splat(2.121_944_4e-4), r);
    let p = s.splat(0.001_381_314_5);
    let p = s.fma(p, r, s.splat(0.008_369_419));
    let p = s.fma(p, r, s.splat(0.041_668_456));
    let p = s.fma(p, r, s.splat(0.166_665_15));
    let p = s.fma(p, r, s.splat(0.499_999_94));
    let p = s.fma(p, s.mul(r, r), r);
    s.scale_by_power(s.add(p, s.splat(1.0)), n)
}

/// x / (1 + e^-x): SiLU. Zero for minus infinity's neighbourhood, as far as floats can tell.
#[inline(always)]
pub(crate) fn silu<S: Simd>(s: S, x: S::F) -> S::F {
    let e = exp(s, s.sub(s.splat(0.0), x));
    s.div(x, s.add(s.splat(1.0), e))
}

/// GELU by its approximation with tanh, 0.5 x (1 + tanh(u)) with u = sqrt(2 / pi) (x + 0.044715 x^3), as x / (1 + e^-2u).
#[inline(always)]
pub(crate) fn gelu_tanh<S: Simd>(s: S, x: S::F) -> S::F {
    const MINUS_2_ROOT: f32 = -1.595_769_1;
    let square = s.mul(x, x);
    let factor = s.fma(
        square,
        s.splat(MINUS_2_ROOT * 0.044_715),
        s.splat(MINUS_2_ROOT),
    );
    let e = exp(s, s.mul(x, factor));
    s.div(x, s.add(s.splat(1.0), e))
}

/// GELU by the error function, x Phi(x), with Phi the normal distribution: max(x, 0) - |x| Phi(-|x|), and Phi(-a) = e^-q(a)
/// with a polynomial q fitted on [0, 8] to an absolute error of 1e-8 in the result. No digits cancel on either side of zero.
#[inline(always)]
pub(crate) fn gelu_erf<S: Simd>(s: S, x: S::F) -> S::F {
    const Q: [f32; 10] = [
        -8.096_27e-8,
        2.164_785_4e-6,
        -2.214_728e-5,
        9.046_957e-5,
        2.118_128_2e-4,
        -0.005_079_914_4,
        0.036_544_256,
        0.318_229_56,
        0.797_899_25,
        0.693_146_3,
    ];
    let a = s.min(s.splat(8.0), s.abs(x));
    let mut q = s.splat(Q[0]);
    for c in &Q[1..] {
        q = s.fma(q, a, s.splat(*c));
    }
    let tail = exp(s, s.sub(s.splat(0.0), q));
    s.sub(s.max(s.splat(0.0), x), s.mul(a, tail))
}

/// The sum of `f` over a row, in an order that its length decides: four vectors under way, then their sum, then the lanes'.
#[inline(always)]
pub(crate) fn fold_sum<S: Simd>(s: S, row: &[f32], f: impl Fn(S, S::F) -> S::F) -> f32 {
    let mut sums = [s.splat(0.0); 4];
    let mut blocks = row.chunks_exact(4 * S::LANES);
    for block in &mut blocks {
        for (i, sum) in sums.iter_mut().enumerate() {
            // SAFETY: the block has four vectors.
            let x = unsafe { s.load(block.as_ptr().add(i * S::LANES)) };
            *sum = s.add(*sum, f(s, x));
        }
    }
    let mut vectors = blocks.remainder().chunks_exact(S::LANES);
    for vector in &mut vectors {
        // SAFETY: the chunk is a vector long.
        let x = unsafe { s.load(vector.as_ptr()) };
        sums[0] = s.add(sums[0], f(s, x));
    }
    let mut sum = s.sum(s.add(s.add(sums[0], sums[1]), s.add(sums[2], sums[3])));
    let rest = vectors.remainder();
    if !rest.is_empty() {
        let mut last = [0.0; 16];
        // SAFETY: the remainder is shorter than a vector, and a vector no longer than `last`.
        unsafe {
            let x = s.load_part(rest.as_ptr(), rest.len());
            s.store(last.as_mut_ptr(), f(s, x));
        }
        // Only the lanes that hold elements count, whatever `f` makes of zero.
        sum += last[..rest.len()].iter().sum::<f32>();
    }
    sum
}

/// The greatest element of a row; minus infinity for an empty one. Where there are NaNs, NaN or another element.
#[inline(always)]
pub(crate) fn fold_max<S: Simd>(s: S, row: &[f32]) -> f32 {
    let mut greatest = [s.splat(f32::NEG_INFINITY); 4];
    let mut blocks = row.chunks_exact(4 * S::LANES);
    for block in &mut blocks {
        for (i, greatest) in greatest.iter_mut().enumerate() {
            // SAFETY: the block has four vectors.
            let x = unsafe { s.load(block.as_ptr().add(i * S::LANES)) };
            *greatest = s.max(*greatest, x);
        }
    }
    let [a, b, c, d] = greatest;
    let all = s.greatest(s.max(s.max(a, b), s.max(c, d)));
    blocks.remainder().iter().copied().fold(all, f32::max)
}

/// Writes `f` of `N` rows, element by element, to `out`; all are equally long.
#[inline(always)]
pub(crate) fn map_row<S: Simd, const N: usize>(
    s: S,
    rows: [&[f32]; N],
    out: &mut [f32],
    f: impl Fn(S, [S::F; N]) -> S::F,
) {
    let len = out.len();
    assert!(rows.iter().all(|row| row.len() == len));
    let whole = len - len % S::LANES;
    // SAFETY: all rows have `len` elements by the assertion; the last vector takes what is left, less than `LANES`.
    unsafe {
        for i in (0..whole).step_by(S::LANES) {
            let x = rows.map(|row| s.load(row.as_ptr().add(i)));
            s.store(out.as_mut_ptr().add(i), f(s, x));
        }
        let rest = len - whole;
        if rest > 0 {
            let x = rows.map(|row| s.load_part(row.as_ptr().add(whole), rest));
            s.store_part(out.as_mut_ptr().add(whole), f(s, x), rest);
        }
    }
}

/// As [`map_row`] with one row, which is also the output.
#[inline(always)]
pub(crate) fn map_in_place<S: Simd>(s: S, row: &mut [f32], f: impl Fn(S, S::F) -> S::F) {
    let mut vectors = row.chunks_exact_mut(S::LANES);
    for vector in &mut vectors {
        // SAFETY: the chunk is a vector long.
        unsafe {
            let x = s.load(vector.as_ptr());
            s.store(vector.as_mut_ptr(), f(s, x));
        }
    }
    let rest = vectors.into_remainder();
    if !rest.is_empty() {
        // SAFETY: the remainder is shorter than a vector.
        unsafe {
            let x = s.load_part(rest.as_ptr(), rest.len());
            s.store_part(rest.as_mut_ptr(), f(s, x), rest.len());
        }
    }
}
