//! What the text metrics share: how texts are prepared, how long work is watched, and how rates are pooled and reported.

#![forbid(unsafe_code)]

mod form;
mod rate;
mod work;

use inkstone_plugin::{Chart, Series};

pub use form::{Form, Spaces};
pub use rate::{Rate, Rates};
pub use work::{Watch, for_each_sample};

/// A histogram of the values that each of several things got; `things` is what they are: "samples".
pub fn histogram(label: &str, things: &str, values: &[f64]) -> Series {
    Series {
        title: format!("{label} of the {things}"),
        chart: Chart::Histogram,
        x_label: label.into(),
        y_label: "Count".into(),
        points: values.iter().map(|&value| (value, 1.0)).collect(),
    }
}
