//! The taps: one remembers what the baseline computes, the other compares the candidate with it.

use std::ops::ControlFlow;

use super::difference::Difference;
use crate::evaluate::Watch;
use crate::model::observe::{Progress, Stage};
use crate::model::trace::Tap;

/// Tokens that are read one by one after the prompt.
const STEPS: usize = 1;

/// What the baseline computed, in the order of the pass.
#[derive(Default)]
pub(super) struct Right {
    pub values: Vec<(Progress, Vec<f32>)>,
    /// The tokens that were read after the prompt.
    pub tokens: Vec<u32>,
}

/// Remembers all values, and reads the token that is best.
pub(super) struct Recorder<'a, 'w> {
    pub right: Right,
    pub what: &'a str,
    pub watch: &'a mut Watch<'w>,
}

impl Tap for Recorder<'_, '_> {
    fn values(&mut self, at: Progress, values: Vec<f32>) -> ControlFlow<(), Option<Vec<f32>>> {
        self.right.values.push((at, values));
        told(self.watch, self.what, at)?;
        ControlFlow::Continue(None)
    }

    fn next_token(&mut self, logits: &[f32]) -> Option<u32> {
        if self.right.tokens.len() == STEPS {
            return None;
        }
        let best = logits.iter().zip(0..).max_by(|a, b| a.0.total_cmp(b.0));
        let token = best.map(|(_, id)| id)?;
        self.right.tokens.push(token);
        Some(token)
    }
}

/// Compares all values with those of the baseline, and reads the same tokens.
pub(super) struct Comparer<'a, 'w> {
    pub right: &'a Right,
    /// Whether every part is given what the baseline had there.
    pub alone: bool,
    pub found: Vec<Difference>,
    pub tokens: usize,
    pub what: &'a str,
    pub watch: &'a mut Watch<'w>,
}

impl Tap for Comparer<'_, '_> {
    fn values(&mut self, at: Progress, values: Vec<f32>) -> ControlFlow<(), Option<Vec<f32>>> {
        let right = self.right.values.get(self.found.len());
        // The same model takes the same way on every device.
        let right = right.filter(|(place, _)| *place == at);
        let right = right.map(|(_, values)| values.as_slice());
        self.found
            .push(Difference::of(&values, right.unwrap_or_default()));
        told(self.watch, self.what, at)?;
        ControlFlow::Continue(right.filter(|_| self.alone).map(<[f32]>::to_vec))
    }

    fn next_token(&mut self, _: &[f32]) -> Option<u32> {
        let token = self.right.tokens.get(self.tokens).copied();
        self.tokens += 1;
        token
    }
}

fn told(watch: &mut Watch<'_>, what: &str, at: Progress) -> ControlFlow<()> {
    let decoded = match at.stage {
        Stage::Decode => at.done as f64 / at.total.max(1) as f64,
        _ => 0.0,
    };
    watch.model(what, at, decoded)
}
