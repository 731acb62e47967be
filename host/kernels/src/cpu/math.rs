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

/// A function of `N` elements, to be applied to rows.
pub(crate) trait Elementwise<const N: usize>: Copy + Sync {
    fn apply<S: Simd>(self, s: S, x: [S::F; N]) -> S::F;
}

/// The element itself.
#[derive(Clone, Copy)]
pub(crate) struct Identity;

impl Elementwise<1> for Identity {
    #[inline(always)]
    fn apply<S: Simd>(self, _: S, [x]: [S::F; 1]) -> S::F {
        x
    }
}

/// Multiplication with a constant.
#[derive(Clone, Copy)]
pub(crate) struct Times(pub(crate) f32);

impl Elementwise<1> for Times {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [x]: [S::F; 1]) -> S::F {
        s.mul(x, s.splat(self.0))
    }
}

/// e^(x - shift).
#[derive(Clone, Copy)]
pub(crate) struct ExpMinus(pub(crate) f32);

impl Elementwise<1> for ExpMinus {
    #[inline(always)]
    fn apply<S: Simd>(self, s: S, [x]: [S::F; 1]) -> S::F {
        exp(s, s.sub(x, s.splat(self.0)))
    }
}

/// The sum of `f` over a row, in an order that its length decides: four vectors under way, then their sum, then the lanes'.
#[inline(always)]
pub(crate) fn fold_sum<S: Simd>(s: S, row: &[f32], f: impl Elementwise<1>) -> f32 {
    let mut sums = [s.splat(0.0); 4];
    let mut blocks = row.chunks_exact(4 * S::LANES);
    for block in &mut blocks {
        for (i, sum) in sums.iter_mut().enumerate() {
            // SAFETY: the block has four vectors.
            let x = unsafe { s.load(block.as_ptr().add(i * S::LANES)) };
            *sum = s.add(*sum, f.apply(s, [x]));
        }
    }
    let mut vectors = blocks.remainder().chunks_exact(S::LANES);
    for vector in &mut vectors {
        // SAFETY: the chunk is a vector long.
        let x = unsafe { s.load(vector.as_ptr()) };
        sums[0] = s.add(sums[0], f.apply(s, [x]));
    }
    let mut sum = s.sum(s.add(s.add(sums[0], sums[1]), s.add(sums[2], sums[3])));
    let rest = vectors.remainder();
    if !rest.is_empty() {
        let mut last = [0.0; 16];
        // SAFETY: the remainder is shorter than a vector, and a vector no longer than `last`.
        unsafe {
            let x = s.load_part(rest.as_ptr(), rest.len());
            s.store(last.as_mut_ptr(), f.apply(s, [x]));
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
#[allow(clippy::needless_range_loop)] // Iterators may keep vectors out of registers.
pub(crate) fn map_row<S: Simd, const N: usize>(
    s: S,
    rows: [&[f32]; N],
    out: &mut [f32],
    f: impl Elementwise<N>,
) {
    let len = out.len();
    assert!(rows.iter().all(|row| row.len() == len));
    let whole = len - len % S::LANES;
    // SAFETY: all rows have `len` elements by the assertion; the last vector takes what is left, less than `LANES`.
    unsafe {
        for i in (0..whole).step_by(S::LANES) {
            let mut x = [s.splat(0.0); N];
            for n in 0..N {
                x[n] = s.load(rows[n].as_ptr().add(i));
            }
            s.store(out.as_mut_ptr().add(i), f.apply(s, x));
        }
        let rest = len - whole;
        if rest > 0 {
            let mut x = [s.splat(0.0); N];
            for n in 0..N {
                x[n] = s.load_part(rows[n].as_ptr().add(whole), rest);
            }
            s.store_part(out.as_mut_ptr().add(whole), f.apply(s, x), rest);
        }
    }
}

/// As [`map_row`] with one row, which is also the output.
#[inline(always)]
pub(crate) fn map_in_place<S: Simd>(s: S, row: &mut [f32], f: impl Elementwise<1>) {
    let mut vectors = row.chunks_exact_mut(S::LANES);
    for vector in &mut vectors {
        // SAFETY: the chunk is a vector long.
        unsafe {
            let x = s.load(vector.as_ptr());
            s.store(vector.as_mut_ptr(), f.apply(s, [x]));
        }
    }
    let rest = vectors.into_remainder();
    if !rest.is_empty() {
        // SAFETY: the remainder is shorter than a vector.
        unsafe {
            let x = s.load_part(rest.as_ptr(), rest.len());
            s.store_part(rest.as_mut_ptr(), f.apply(s, [x]), rest.len());
        }
    }
}
