//! Numbers as people read them: three significant digits, grouped thousands, powers of ten where digits would not help.

/// Below this a number is written as a power of ten, and so from [`LARGE`] on.
const SMALL: f64 = 1e-3;
const LARGE: f64 = 1e6;

/// How the values of one chart are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Values {
    /// All of them are whole numbers, so no decimals.
    whole: bool,
    /// Written for NaN.
    not_available: &'static str,
}

impl Values {
    /// The way to write all of `values`: counts stay counts, and beside 12.1 stands 12.0.
    pub fn of(values: impl IntoIterator<Item = f64>, not_available: &'static str) -> Self {
        Self {
            whole: values
                .into_iter()
                .all(|value| !value.is_finite() || value.fract() == 0.0),
            not_available,
        }
    }

    /// `0`, `12`, `0.123`, `81.0`, `1,234`, `1.23×10⁶`, `∞`, `n/a`.
    pub fn text(&self, value: f64) -> String {
        if value.is_nan() {
            self.not_available.into()
        } else {
            text(value, self.whole)
        }
    }
}

/// A single value without trailing zeros: `0.02`, `4`.
pub(crate) fn short(value: f64) -> String {
    let text = text(value, value.fract() == 0.0);
    let (digits, power) = text.split_at(text.find('×').unwrap_or(text.len()));
    let digits = if digits.contains('.') {
        digits.trim_end_matches('0').trim_end_matches('.')
    } else {
        digits
    };
    format!("{digits}{power}")
}

/// A single value with six significant digits, without trailing zeros, and its unit: what the pointer is told.
pub(crate) fn exact(value: f64, unit: &str) -> String {
    let magnitude = value.abs();
    let digits = match magnitude == 0.0 || (SMALL..LARGE).contains(&magnitude) {
        false => text(value, false),
        true => {
            let before = match magnitude == 0.0 {
                true => 0,
                false => magnitude.log10().floor() as i32,
            };
            let digits = fixed(value, (5 - before).clamp(0, 8) as usize);
            match digits.contains('.') {
                true => digits
                    .trim_end_matches('0')
                    .trim_end_matches('.')
                    .to_owned(),
                false => digits,
            }
        }
    };
    match unit {
        "" => digits,
        unit => format!("{digits} {unit}"),
    }
}

fn text(value: f64, whole: bool) -> String {
    if !value.is_finite() {
        return match value {
            f64::INFINITY => "∞".into(),
            f64::NEG_INFINITY => "−∞".into(),
            _ => "NaN".into(),
        };
    }
    let magnitude = value.abs();
    if magnitude == 0.0 {
        return "0".into();
    }
    if !(SMALL..LARGE).contains(&magnitude) {
        let exponent = magnitude.log10().floor() as i32;
        let mantissa = scaled(value, exponent);
        // 9.996 rounds to two digits before the point.
        let (mantissa, exponent) = if mantissa.abs() >= 9.995 {
            (mantissa / 10.0, exponent + 1)
        } else {
            (mantissa, exponent)
        };
        return format!("{}×10{}", fixed(mantissa, 2), superscript(exponent));
    }
    let decimals = if whole {
        0
    } else {
        (2 - magnitude.log10().floor() as i32).clamp(0, 5) as usize
    };
    fixed(value, decimals)
}

/// Axis labels for multiples of `step` on an axis whose largest magnitude is `largest`: all with the same digits and exponent.
pub(crate) struct Ticks {
    decimals: usize,
    exponent: Option<i32>,
}

impl Ticks {
    pub fn new(step: f64, largest: f64) -> Self {
        let step_exponent = (step.log10() + 1e-9).floor() as i32;
        // A step of 2.5 needs one digit more than one of 1, 2 or 5.
        let digit = scaled(step, step_exponent);
        let odd = i32::from((digit - digit.round()).abs() > 0.01);
        if !(SMALL..LARGE).contains(&largest) {
            let exponent = (largest.log10() + 1e-9).floor() as i32;
            Self {
                decimals: (exponent - step_exponent + odd).clamp(0, 15) as usize,
                exponent: Some(exponent),
            }
        } else {
            Self {
                decimals: (odd - step_exponent).clamp(0, 15) as usize,
                exponent: None,
            }
        }
    }

    pub fn label(&self, value: f64) -> String {
        match self.exponent {
            _ if value == 0.0 => "0".into(),
            None => fixed(value, self.decimals),
            Some(exponent) => format!(
                "{}×10{}",
                fixed(scaled(value, exponent), self.decimals),
                superscript(exponent)
            ),
        }
    }
}

/// `10⁻⁴`.
pub(crate) fn power_of_ten(exponent: i32) -> String {
    format!("10{}", superscript(exponent))
}

/// A count with grouped thousands.
pub(crate) fn count(count: u64) -> String {
    grouped(&count.to_string())
}

/// `value` over ten to the `exponent`, in two steps where the power alone would leave the range of f64.
fn scaled(value: f64, exponent: i32) -> f64 {
    let half = exponent / 2;
    value / 10f64.powi(half) / 10f64.powi(exponent - half)
}

/// With so many decimals, a true minus sign and grouped thousands.
pub(crate) fn fixed(value: f64, decimals: usize) -> String {
    let digits = format!("{:.*}", decimals, value.abs());
    let (whole, part) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let zero = digits.bytes().all(|byte| byte == b'0' || byte == b'.');
    format!(
        "{}{}{part}",
        if value < 0.0 && !zero { "−" } else { "" },
        grouped(whole)
    )
}

fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn superscript(exponent: i32) -> String {
    let raised = |character| match character {
        '-' => '⁻',
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        _ => '⁹',
    };
    exponent.to_string().chars().map(raised).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_three_digits() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (81.04, "81.0"),
            (0.12345, "0.123"),
            (-0.012345, "−0.0123"),
            (0.001, "0.00100"),
            (999.9, "1,000"),
            (1234.5, "1,234"),
            (123456.0, "123,456"),
            (1234567.0, "1.23×10⁶"),
            (9.999e6, "1.00×10⁷"),
            (-4.2e-12, "−4.20×10⁻¹²"),
            (f64::NAN, "n/a"),
            (f64::INFINITY, "∞"),
            (5e-324, "4.94×10⁻³²⁴"),
        ] {
            assert_eq!(Values::of([number], "n/a").text(number), text, "{number}");
        }
        let mixed = Values::of([12.0, 12.1, f64::NAN], "无");
        assert_eq!(
            [12.0, 12.1, f64::NAN, 0.0].map(|value| mixed.text(value)),
            ["12.0", "12.1", "无", "0"]
        );
        assert_eq!(
            [0.02, 4.0, 1500.0, 2e-9, 0.125].map(short),
            ["0.02", "4", "1,500", "2×10⁻⁹", "0.125"]
        );
    }

    #[test]
    fn tick_labels_share_digits() {
        let of = |step: f64, largest: f64, values: &[f64]| {
            let ticks = Ticks::new(step, largest);
            values
                .iter()
                .map(|&value| ticks.label(value))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(20.0, 60.0, &[0.0, 20.0, 60.0]), ["0", "20", "60"]);
        assert_eq!(of(0.25, 1.0, &[0.25, 0.5, 1.0]), ["0.25", "0.50", "1.00"]);
        assert_eq!(
            of(0.1, 0.3, &[-0.1, 0.2, 0.30000000000000004]),
            ["−0.1", "0.2", "0.3"]
        );
        assert_eq!(of(0.02, 0.1, &[0.02, 0.1]), ["0.02", "0.10"]);
        assert_eq!(of(5e5, 2e6, &[5e5, 2e6]), ["0.5×10⁶", "2.0×10⁶"]);
        assert_eq!(of(2e-7, 8e-7, &[2e-7, 8e-7]), ["2×10⁻⁷", "8×10⁻⁷"]);
        assert_eq!(of(2000.0, 12000.0, &[2000.0, 12000.0]), ["2,000", "12,000"]);
    }
}
