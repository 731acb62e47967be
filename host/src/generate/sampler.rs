//! From logits to the next token: greedy, or sampled as the transformers library does.

use thiserror::Error;

/// How the next token is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Strategy {
    /// The token with the largest logit; of equal ones the one with the lowest id.
    #[default]
    Greedy,
    /// A random token, with the probabilities that remain after these steps, in this order.
    Sample {
        /// Divides the logits; larger than 0.
        temperature: f32,
        /// Keeps the `top_k` largest logits, and those equal to the last of them. None keeps all.
        top_k: Option<usize>,
        /// Keeps the fewest most probable tokens whose probabilities reach this; 1 keeps all. At least one is kept.
        top_p: f32,
        /// The same seed gives the same tokens.
        seed: u64,
    },
}

/// What a [`Sampler`] does with logits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SamplerConfig {
    /// How the next token is chosen.
    pub strategy: Strategy,
    /// Divides the positive and multiplies the negative logits of tokens that have occurred, in the prompt or in the
    /// answer; larger than 0, and 1 does nothing. Comes before everything else, in greedy decoding too.
    pub repetition_penalty: f32,
}

impl Default for SamplerConfig {
    fn default() -> Self {
        Self {
            strategy: Strategy::Greedy,
            repetition_penalty: 1.0,
        }
    }
}

/// Why no token can be chosen.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum SamplerError {
    /// A setting is out of its range.
    #[error("{name} is {value}, expected {expected}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// Its value.
        value: f64,
        /// What it must be.
        expected: &'static str,
    },
    /// A logit is no number or infinitely large.
    #[error(
        "the logit of token {token} is {value}: the computation has overflowed or its weights are damaged; try --dtype float32"
    )]
    NotFinite {
        /// The first such token.
        token: usize,
        /// Its logit.
        value: f32,
    },
    /// There are no logits, or all are minus infinity.
    #[error("none of the {0} logits leaves a token to choose")]
    NoToken(usize),
}

/// A chosen token and how sure the model was of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The token's id.
    pub token: u32,
    /// The natural logarithm of its probability under the softmax of the logits as the model gave them.
    pub log_prob: f64,
    /// The largest logit less the second largest, as the model gave them; infinite when there is only one.
    pub margin: f32,
}

/// Chooses tokens.
#[derive(Clone, Debug)]
pub struct Sampler {
    config: SamplerConfig,
    random: SplitMix64,
    /// The scores of the step, kept to save allocations.
    scores: Vec<f32>,
    /// Token ids by score, likewise.
    order: Vec<u32>,
}

impl Sampler {
    /// A sampler with these settings.
    ///
    /// # Errors
    /// When a setting is out of its range.
    pub fn new(config: SamplerConfig) -> Result<Self, SamplerError> {
        let positive = |name, value: f32| {
            let value = f64::from(value);
            let expected = "a number larger than 0";
            if value > 0.0 && value.is_finite() {
                Ok(())
            } else {
                Err(SamplerError::Setting {
                    name,
                    value,
                    expected,
                })
            }
        };
        positive("repetition penalty", config.repetition_penalty)?;
        let mut seed = 0;
        if let Strategy::Sample {
            temperature,
            top_k,
            top_p,
            seed: given,
        } = config.strategy
        {
            positive("temperature", temperature)?;
            if top_k == Some(0) {
                return Err(SamplerError::Setting {
                    name: "top-k",
                    value: 0.0,
                    expected: "at least 1",
                });
            }
            if !(0.0..=1.0).contains(&top_p) {
                let value = f64::from(top_p);
                return Err(SamplerError::Setting {
                    name: "top-p",
                    value,
                    expected: "a number from 0 to 1",
                });
            }
            seed = given;
        }
        Ok(Self {
            config,
            random: SplitMix64(seed),
            scores: Vec::new(),
            order: Vec::new(),
        })
    }

    /// Chooses the next token; `context` is the prompt and the answer so far.
    ///
    /// # Errors
    /// When a logit is NaN or infinitely large, or none is finite.
    pub fn choose(&mut self, logits: &[f32], context: &[u32]) -> Result<Choice, SamplerError> {
        let raw = Summary::of(logits)?;
        let token = match self.config.strategy {
            Strategy::Greedy if self.config.repetition_penalty == 1.0 => raw.best,
            Strategy::Greedy => Summary::of(self.process(logits, context))?.best,
            Strategy::Sample { .. } => {
                self.process(logits, context);
                self.draw()?
            }
        };
        Ok(Choice {
            token: token as u32,
            log_prob: raw.log_prob(logits[token]),
            margin: raw.margin,
        })
    }

    /// The scores whose softmax a token is drawn from: minus infinity for what top-k and top-p leave out.
    fn process(&mut self, logits: &[f32], context: &[u32]) -> &[f32] {
        self.scores.clear();
        self.scores.extend_from_slice(logits);
        if self.config.repetition_penalty != 1.0 {
            penalise(
                &mut self.scores,
                logits,
                context,
                self.config.repetition_penalty,
            );
        }
        if let Strategy::Sample {
            temperature,
            top_k,
            top_p,
            ..
        } = self.config.strategy
        {
            self.scores
                .iter_mut()
                .for_each(|score| *score /= temperature);
            if let Some(top_k) = top_k {
                self.keep_top_k(top_k);
            }
            if top_p < 1.0 {
                self.keep_top_p(top_p);
            }
        }
        &self.scores
    }

    fn keep_top_k(&mut self, top_k: usize) {
        if top_k >= self.scores.len() {
            return;
        }
        self.order.clear();
        self.order.extend(0..self.scores.len() as u32);
        let (scores, order) = (&mut self.scores, &mut self.order);
        let (_, &mut last, _) = order.select_nth_unstable_by(top_k - 1, |&a, &b| {
            scores[b as usize].total_cmp(&scores[a as usize])
        });
        let least = scores[last as usize];
        scores
            .iter_mut()
            .filter(|score| **score < least)
            .for_each(|score| *score = f32::NEG_INFINITY);
    }

    /// Leaves out the least probable tokens as long as their probabilities together are at most `1 - top_p`, but never the
    /// last. Of equally probable ones those with higher ids go first.
    fn keep_top_p(&mut self, top_p: f32) {
        let (scores, order) = (&mut self.scores, &mut self.order);
        order.clear();
        order.extend(
            (0..scores.len() as u32).filter(|&token| scores[token as usize] > f32::NEG_INFINITY),
        );
        order.sort_unstable_by(|&a, &b| {
            scores[a as usize]
                .total_cmp(&scores[b as usize])
                .then(b.cmp(&a))
        });
        let Some((&best, others)) = order.split_last() else {
            return;
        };
        let largest = f64::from(scores[best as usize]);
        let weight = |token: u32| (f64::from(scores[token as usize]) - largest).exp();
        let total: f64 = order.iter().map(|&token| weight(token)).sum();
        let mut sum = 0.0;
        let left_out = others.iter().take_while(|&&token| {
            sum += weight(token) / total;
            sum <= 1.0 - f64::from(top_p)
        });
        let left_out = left_out.count();
        order[..left_out]
            .iter()
            .for_each(|&token| scores[token as usize] = f32::NEG_INFINITY);
    }

    /// Draws a token from the softmax of the scores, by the first id at which the sum of the probabilities passes a random
    /// number.
    fn draw(&mut self) -> Result<usize, SamplerError> {
        let summary = Summary::of(&self.scores)?;
        let target = self.random.next_unit();
        let mut sum = 0.0;
        let mut drawn = summary.best;
        for (token, &score) in self
            .scores
            .iter()
            .enumerate()
            .filter(|(_, score)| **score > f32::NEG_INFINITY)
        {
            sum += summary.log_prob(score).exp();
            drawn = token;
            if sum > target {
                break;
            }
        }
        Ok(drawn)
    }
}

/// Applies the repetition penalty, once per token however often it has occurred.
fn penalise(scores: &mut [f32], logits: &[f32], context: &[u32], penalty: f32) {
    for &token in context {
        let token = token as usize;
        if let Some(&logit) = logits.get(token) {
            scores[token] = if logit < 0.0 {
                logit * penalty
            } else {
                logit / penalty
            };
        }
    }
}

/// What all logits together tell.
struct Summary {
    best: usize,
    largest: f32,
    margin: f32,
    /// The logarithm of the sum of the exponentials, each relative to the largest.
    log_sum: f64,
}

impl Summary {
    fn of(logits: &[f32]) -> Result<Self, SamplerError> {
        let (mut best, mut largest, mut second) = (None, f32::NEG_INFINITY, f32::NEG_INFINITY);
        for (token, &value) in logits.iter().enumerate() {
            if value.is_nan() || value == f32::INFINITY {
                return Err(SamplerError::NotFinite { token, value });
            }
            if value > largest {
                (best, second, largest) = (Some(token), largest, value);
            } else if value > second {
                second = value;
            }
        }
        let best = best.ok_or(SamplerError::NoToken(logits.len()))?;
        let sum: f64 = logits
            .iter()
            .map(|&logit| (f64::from(logit) - f64::from(largest)).exp())
            .sum();
        Ok(Self {
            best,
            largest,
            margin: largest - second,
            log_sum: sum.ln(),
        })
    }

    /// The logarithm of the probability that the softmax gives to a logit.
    fn log_prob(&self, logit: f32) -> f64 {
        (f64::from(logit) - f64::from(self.largest)) - self.log_sum
    }
}

/// Steele, Lea and Flood's SplitMix64: small, well mixed, and the same on every machine.
#[derive(Clone, Debug)]
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to less than 1, of 53 bits.
    fn next_unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
#[path = "sampler_tests.rs"]
mod tests;
