//! From data to places: ranges, round tick values, linear and logarithmic scales.

use crate::font;
use crate::format::{self, Ticks};

/// Magnitudes from here on are treated as infinite, so that differences stay finite.
const LARGEST: f64 = 1e300;
/// On logarithmic axes, what is smaller counts as not above zero; on linear ones, ranges smaller than this are drawn as zero.
const SMALLEST: f64 = 1e-290;

/// Whether an axis can show the value.
pub(crate) fn usable(value: f64, log: bool) -> bool {
    value.abs() < LARGEST && (!log || value > SMALLEST)
}

/// Smallest and largest usable value.
pub(crate) fn extent(values: impl IntoIterator<Item = f64>, log: bool) -> Option<(f64, f64)> {
    values
        .into_iter()
        .filter(|&value| usable(value, log))
        .fold(None, |range, value| {
            range.map_or(Some((value, value)), |(low, high): (f64, f64)| {
                Some((low.min(value), high.max(value)))
            })
        })
}

/// A range of values on a range of pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub low: f64,
    pub high: f64,
    pub log: bool,
    /// Where `low` lies.
    pub start: f64,
    /// Where `high` lies.
    pub end: f64,
}

/// A labelled place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub value: f64,
    pub label: String,
}

impl Scale {
    /// A scale over `range`; one without width becomes a range about its value.
    pub fn new((low, high): (f64, f64), log: bool, start: f64, end: f64) -> Self {
        let (low, high) = if log {
            if high / low > 1.0 + 1e-6 {
                (low, high)
            } else {
                (low / 2.0, high * 2.0)
            }
        } else {
            let largest = low.abs().max(high.abs());
            if largest < SMALLEST {
                (-1.0, 1.0)
            } else if high - low > largest * 1e-9 {
                (low, high)
            } else {
                (low - largest * 0.1, high + largest * 0.1)
            }
        };
        Self {
            low,
            high,
            log,
            start,
            end,
        }
    }

    /// With ends moved outwards to round values, about `count` ticks apart.
    pub fn rounded(self, count: usize) -> Self {
        if self.log {
            let decades = self.high.log10() - self.low.log10();
            if decades < 0.8 {
                return self;
            }
            let (low, high) = (
                (self.low.log10() + 1e-9).floor(),
                (self.high.log10() - 1e-9).ceil(),
            );
            return Self {
                low: power(low),
                high: power(high.max(low + 1.0)),
                ..self
            };
        }
        let step = round_step((self.high - self.low) / count.max(1) as f64);
        let (low, high) = (
            (self.low / step + 1e-9).floor() * step,
            (self.high / step - 1e-9).ceil() * step,
        );
        if low < high {
            Self { low, high, ..self }
        } else {
            self
        }
    }

    /// The value's place; the nearer end for one outside or unusable.
    pub fn at(&self, value: f64) -> f64 {
        let part = if self.log {
            (value.ln() - self.low.ln()) / (self.high.ln() - self.low.ln())
        } else {
            (value - self.low) / (self.high - self.low)
        };
        let part = if part.is_nan() {
            0.0
        } else {
            part.clamp(0.0, 1.0)
        };
        self.start + part * (self.end - self.start)
    }

    /// Pixels from end to end.
    pub fn length(&self) -> f64 {
        (self.end - self.start).abs()
    }

    /// At most about `count` ticks.
    pub fn ticks(&self, count: usize) -> Vec<Tick> {
        let count = count.max(1);
        if !self.log {
            return linear_ticks(self.low, self.high, count);
        }
        let (first, last) = (
            (self.low.log10() - 1e-9).ceil() as i32,
            (self.high.log10() + 1e-9).floor() as i32,
        );
        let steps: Vec<Tick> = (first - 1..=last)
            .flat_map(|exponent| [1.0, 2.0, 5.0].map(|digit| digit * power(f64::from(exponent))))
            .filter(|&value| value >= self.low * (1.0 - 1e-9) && value <= self.high * (1.0 + 1e-9))
            .map(|value| Tick {
                value,
                label: Ticks::new(value, value).label(value),
            })
            .collect();
        if (2..=count.max(2)).contains(&steps.len()) {
            return steps;
        }
        if last > first {
            let stride = ((last - first) as usize).div_ceil(count).max(1);
            let plain = (-3..=3).contains(&first) && (-3..=3).contains(&last);
            let label = |exponent: i32| match plain {
                true => format::fixed(power(f64::from(exponent)), (-exponent).max(0) as usize),
                false => format::power_of_ten(exponent),
            };
            return (first..=last)
                .step_by(stride)
                .map(|e| Tick {
                    value: power(f64::from(e)),
                    label: label(e),
                })
                .collect();
        }
        if steps.len() >= 2 {
            steps
        } else {
            linear_ticks(self.low, self.high, count)
        }
    }

    /// As many ticks as fit side by side on a horizontal axis, their labels `size` high.
    pub fn ticks_that_fit(&self, size: f64) -> Vec<Tick> {
        let most = ((self.length() / 44.0) as usize).clamp(1, 10);
        let fits = |ticks: &Vec<Tick>| {
            ticks.windows(2).all(|pair| {
                let room = (self.at(pair[1].value) - self.at(pair[0].value)).abs();
                (font::width(&pair[0].label, size) + font::width(&pair[1].label, size)) / 2.0 + 10.0
                    <= room
            })
        };
        let tried = (1..=most).rev().map(|count| self.ticks(count)).find(fits);
        tried.unwrap_or_else(|| self.ticks(1).into_iter().take(1).collect())
    }
}

/// Ten to a whole power.
fn power(exponent: f64) -> f64 {
    // `powi` of a negative power is one over a power and not the nearest number to 0.001.
    format!("1e{}", exponent as i32).parse().unwrap_or(f64::MAX)
}

/// The next of 1, 2, 2.5, 5 times a power of ten at or above `least`.
fn round_step(least: f64) -> f64 {
    let base = power(least.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .map(|digit| digit * base)
        .into_iter()
        .find(|&step| step >= least * (1.0 - 1e-9))
        .unwrap_or(least)
}

fn linear_ticks(low: f64, high: f64, count: usize) -> Vec<Tick> {
    let step = round_step((high - low) / count as f64);
    let labels = Ticks::new(step, low.abs().max(high.abs()));
    let (first, last) = ((low / step - 1e-6).ceil(), (high / step + 1e-6).floor());
    let number = (last - first).clamp(0.0, 50.0) as usize;
    (0..=number)
        .map(|index| (first + index as f64) * step)
        .filter(|&value| value >= low - step * 1e-6 && value <= high + step * 1e-6)
        .map(|value| Tick {
            value,
            label: labels.label(value),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: Scale, count: usize) -> Vec<String> {
        scale
            .ticks(count)
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn ticks_are_round() {
        let linear = |low, high| Scale::new((low, high), false, 0.0, 100.0);
        assert_eq!(labels(linear(0.0, 93.0), 5), ["0", "20", "40", "60", "80"]);
        assert_eq!(
            labels(linear(0.0, 93.0).rounded(5), 5),
            ["0", "20", "40", "60", "80", "100"]
        );
        assert_eq!(
            labels(linear(-0.3, 0.2), 5),
            ["−0.3", "−0.2", "−0.1", "0", "0.1", "0.2"]
        );
        assert_eq!(labels(linear(7.0, 7.0), 4), ["6.5", "7.0", "7.5"]);
        let log = |low, high| Scale::new((low, high), true, 0.0, 100.0);
        assert_eq!(
            labels(log(0.02, 300.0).rounded(6), 6),
            ["0.01", "0.1", "1", "10", "100", "1,000"]
        );
        assert_eq!(
            labels(log(2e-9, 3e-2).rounded(4), 4),
            ["10⁻⁹", "10⁻⁷", "10⁻⁵", "10⁻³", "10⁻¹"]
        );
        assert_eq!(
            labels(log(1e-280, 1e280), 4),
            ["10⁻²⁸⁰", "10⁻¹⁴⁰", "10⁰", "10¹⁴⁰", "10²⁸⁰"]
        );
        assert_eq!(
            log(1e-280, 1e280).at(1.0),
            50.0,
            "the ratio of the ends is beyond f64"
        );
        assert_eq!(labels(log(20.0, 90.0), 5), ["20", "50"]);
    }

    #[test]
    fn places_are_in_order_and_inside() {
        for log in [false, true] {
            let scale = Scale::new((1e-3, 1e5), log, 40.0, 540.0).rounded(6);
            let places: Vec<f64> = [1e-3, 0.5, 2.0, 1e3, 1e5]
                .iter()
                .map(|&value| scale.at(value))
                .collect();
            assert!(
                places.windows(2).all(|pair| pair[0] < pair[1]),
                "{places:?}"
            );
            for outside in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
                assert!((40.0..=540.0).contains(&scale.at(outside)));
            }
        }
    }

    #[test]
    fn labels_do_not_touch() {
        for (low, high) in [
            (0.0, 1.0),
            (123456.0, 123457.0),
            (-1e-8, 1e-8),
            (1e15, 1e15 + 2.0),
            (0.0, 1e299),
            (-1e299, 1e299),
        ] {
            for width in [20.0, 60.0, 200.0, 800.0] {
                for log in [false, low > 0.0] {
                    let scale = Scale::new((low, high), log, 0.0, width);
                    let ticks = scale.ticks_that_fit(12.0);
                    for pair in ticks.windows(2) {
                        let half = |tick: &Tick| font::width(&tick.label, 12.0) / 2.0;
                        assert!(
                            scale.at(pair[0].value) + half(&pair[0])
                                < scale.at(pair[1].value) - half(&pair[1]),
                            "{low} {high} {ticks:?}"
                        );
                    }
                }
            }
        }
    }
}
