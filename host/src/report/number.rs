//! Numbers for people.

/// Seconds as `12.34 ms` or `1.234 s`.
pub(super) fn seconds(value: f64) -> String {
    match value {
        v if !v.is_finite() => "–".into(),
        v if v < 0.001 => format!("{:.1} µs", v * 1e6),
        v if v < 1.0 => format!("{:.2} ms", v * 1e3),
        v => format!("{v:.3} s"),
    }
}

/// Bytes as `3.6 GiB`.
pub(super) fn bytes(value: u64) -> String {
    let value = value as f64;
    match value {
        v if v >= f64::from(1 << 30) => format!("{:.2} GiB", v / f64::from(1 << 30)),
        v => format!("{:.0} MiB", v / f64::from(1 << 20)),
    }
}

/// A number that may be of any size, with `digits` behind the point where it is usual.
pub(super) fn plain(value: f64, digits: usize) -> String {
    let size = value.abs();
    match size {
        0.0 => "0".into(),
        v if !v.is_finite() => "–".into(),
        v if v >= 1e7 => format!("{value:.3e}"),
        v if v < 0.5 * 10_f64.powi(-(digits as i32)) => format!("{value:.2e}"),
        _ => format!("{value:.digits$}"),
    }
}

/// A number that may be undefined.
pub(super) fn maybe(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "–".into(), |value| plain(value, digits))
}

/// A value with its unit; a percent sign stands apart, as in `99.52 %`.
pub(super) fn with_unit(value: Option<f64>, unit: &str, digits: usize) -> String {
    match (value, unit) {
        (None, _) => "undefined".into(),
        (Some(value), "") => plain(value, digits),
        (Some(value), unit) => format!("{} {unit}", plain(value, digits)),
    }
}

/// A whole number in groups of three digits: `43,438,080`.
pub(super) fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_size() {
        assert_eq!(seconds(0.0123456), "12.35 ms");
        assert_eq!(seconds(2.5), "2.500 s");
        assert_eq!(seconds(0.0000021), "2.1 µs");
        assert_eq!(plain(0.6408, 4), "0.6408");
        assert_eq!(plain(8_000_000_000.0, 4), "8.000e9");
        assert_eq!(plain(0.000_012, 4), "1.20e-5");
        assert_eq!(plain(0.0, 4), "0");
        assert_eq!(with_unit(Some(99.52), "%", 2), "99.52 %");
        assert_eq!(with_unit(None, "%", 2), "undefined");
        assert_eq!(grouped(43_438_080), "43,438,080");
        assert_eq!(grouped(999), "999");
        assert_eq!(bytes(3_865_470_566), "3.60 GiB");
    }
}
