//! What the text metrics share: how texts are prepared, how long work is watched, and how rates are pooled and reported.

#![forbid(unsafe_code)]

mod form;
mod rate;
mod work;

pub use form::{Form, Spaces};
pub use rate::{Rate, Rates};
pub use work::{Watch, for_each_sample};
