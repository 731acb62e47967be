//! How far two lists of values are apart.

use serde::{Deserialize, Serialize};

/// Added to the denominator of the mean relative error, as the accuracy evaluation does.
const EPS: f64 = 1e-3;

/// Values against those that are right. What is not finite is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Euclidean norm of the difference over that of the right values.
    pub relative: Option<f64>,
    /// Largest absolute difference.
    pub max_abs: Option<f64>,
    /// Mean of `|found - right| / (|right| + 1e-3)`, in percent.
    pub mre: Option<f64>,
    /// Cosine of the angle between the two.
    pub cosine: Option<f64>,
}

impl Difference {
    /// Compares as many values as there are right ones. Others than that many have no difference.
    pub fn of(found: &[f32], right: &[f32]) -> Self {
        if found.len() != right.len() || right.is_empty() {
            return Self::default();
        }
        let (mut apart, mut own, mut other, mut product) = (0.0, 0.0, 0.0, 0.0);
        let (mut most, mut relative) = (0.0_f64, 0.0);
        for (&found, &right) in found.iter().zip(right) {
            let (found, right) = (f64::from(found), f64::from(right));
            let difference = (found - right).abs();
            // A maximum passes over what is not a number; the sums do not.
            most = most.max(difference);
            apart += difference * difference;
            own += found * found;
            other += right * right;
            product += found * right;
            relative += difference / (right.abs() + EPS);
        }
        let finite = |value: f64| Some(value).filter(|value| value.is_finite());
        let all = finite(apart);
        Self {
            // Where all is as it should be, it is so also of zeros.
            relative: all.and_then(|apart| match apart == 0.0 {
                true => Some(0.0),
                false => finite((apart / other).sqrt()),
            }),
            max_abs: all.map(|_| most),
            mre: finite(100.0 * relative / right.len() as f64),
            cosine: finite(product / (own.sqrt() * other.sqrt())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values from numpy: `norm(a - b) / norm(b)`, `abs(a - b).max()`, `(abs(a - b) / (abs(b) + 1e-3)).mean() * 100`, and the cosine.
    #[test]
    fn values_are_those_of_numpy() {
        let found = Difference::of(&[1.0, 2.5, -3.0, 0.0], &[1.0, 2.0, -3.0, 0.25]);
        let near = |value: Option<f64>, expected: f64| {
            let value = value.expect("finite");
            assert!((value - expected).abs() < 1e-9, "{value} for {expected}");
        };
        near(found.relative, 0.149_071_198_499_985_99);
        near(found.max_abs, 0.5);
        near(found.mre, 31.147_274_968_093_64);
        near(found.cosine, 0.992_277_876_713_667_7);
    }

    #[test]
    fn what_is_not_finite_or_missing_has_no_difference() {
        for found in [&[f32::NAN, 1.0][..], &[f32::INFINITY, 1.0], &[1.0]] {
            assert_eq!(Difference::of(found, &[1.0, 1.0]).relative, None);
            assert_eq!(Difference::of(found, &[1.0, 1.0]).max_abs, None);
        }
        let zeros = Difference::of(&[0.0, 0.0], &[0.0, 0.0]);
        assert_eq!(zeros.relative, Some(0.0));
        assert_eq!(Difference::of(&[1.0], &[0.0]).relative, None);
    }
}
