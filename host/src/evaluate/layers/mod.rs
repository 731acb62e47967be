//! Where two devices part: what every layer computes on both, of the same page.
//!
//! An accuracy evaluation says whether two devices agree; this says where they do not. The candidate goes through the model twice. Once as it
//! would read the page, so that deviations add up from layer to layer; and once with every part given what the baseline had there, so that
//! the deviation of a part is its own, and a wrong operator is seen in the layers that use it and in no others.

mod difference;
mod result;
mod run;
mod taps;
#[cfg(test)]
mod tests;

pub use difference::Difference;
pub use result::{KindSummary, LAYERS_SCHEMA, LayersReport, Part, PartDifference};
pub use run::{LayersOptions, evaluate_layers, usual_limit};
