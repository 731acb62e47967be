//! The exponential function for numbers that are not positive, in a form that a compiler can vectorise.

/// Coefficients of the series of e^r, 1/n!.
const SERIES: [f64; 14] = [
    1.0,
    1.0,
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];
/// ln 2 in two parts; the first has so few bits that its product with a whole number below 2048 is exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and taking away 1.5 * 2^52 rounds to the nearest whole number.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// Below it, e^x is smaller than all normal numbers, and given as 0.
const SMALLEST: f64 = -708.0;

/// e^x for x of at most 0, to about one unit in the last place; 0 below -708, and NaN for NaN.
///
/// x = k ln 2 + r with a whole k and |r| at most half of ln 2; e^r by its series, whose rest after r^13 is below 5e-18.
#[inline]
pub(crate) fn exp(x: f64) -> f64 {
    let inside = if x < SMALLEST { SMALLEST } else { x };
    let rounded = inside * std::f64::consts::LOG2_E + ROUND;
    let k = rounded - ROUND;
    let r = (inside - k * LN_2_HIGH) - k * LN_2_LOW;
    let series = SERIES
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * r + coefficient);
    // 2^k: the last bits of `rounded` are k, which is at least -1022; with the bias of 1023 they are the exponent.
    let power = f64::from_bits((rounded.to_bits() << 52).wrapping_add(1023 << 52));
    if x < SMALLEST { 0.0 } else { series * power }
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn equals_the_standard_librarys() {
        for step in 0..200_000 {
            let x = -708.0 * f64::from(step) / 200_000.0 * 0.999;
            let (computed, expected) = (exp(x), x.exp());
            assert!(
                (computed - expected).abs() <= 5e-16 * expected,
                "e^{x}: {computed} is not {expected}"
            );
        }
        assert_eq!((exp(0.0), exp(-0.0)), (1.0, 1.0));
        assert_eq!((exp(-1e9), exp(f64::NEG_INFINITY)), (0.0, 0.0));
        assert!(exp(f64::NAN).is_nan());
    }
}
