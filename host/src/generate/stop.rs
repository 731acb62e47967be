//! When an answer ends.

use super::config::GenerationConfig;
use super::repetition::{Loop, LoopDetector, LoopLimits};
use crate::processor::tokenizer::Tokenizer;

/// Tokens that a table rightly repeats: those of OTSL, which the model writes tables in.
const TABLE_TOKENS: [&str; 6] = ["<ecel>", "<fcel>", "<xcel>", "<lcel>", "<ucel>", "<nl>"];

/// Why an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// The model gave a token that ends answers; it is not part of the answer's text.
    EndOfAnswer(u32),
    /// The answer reached the greatest number of tokens allowed.
    Length,
    /// The model repeats itself for certain.
    Loop(Loop),
    /// The user stopped it.
    Cancelled,
}

/// Decides after each token whether the answer ends.
#[derive(Clone, Debug)]
pub struct StopRules {
    eos_token_ids: Vec<u32>,
    max_new_tokens: usize,
    generated: usize,
    loops: Option<LoopDetector>,
}

impl StopRules {
    /// Rules for one answer of at most `max_new_tokens` tokens, the one that ends it included. Without `loop_limits` loops
    /// run on.
    pub fn new(
        config: &GenerationConfig,
        tokenizer: &Tokenizer,
        max_new_tokens: usize,
        loop_limits: Option<LoopLimits>,
    ) -> Self {
        let structural: Vec<u32> = TABLE_TOKENS.iter().filter_map(|tag| tokenizer.id(tag)).collect();
        let loops = loop_limits.map(|limits| LoopDetector::new(limits, &structural));
        Self {
            eos_token_ids: config.eos_token_ids.clone(),
            max_new_tokens,
            generated: 0,
            loops,
        }
    }

    /// Takes the token just generated. The end of an answer is looked for first, then a loop, then the length.
    pub fn push(&mut self, id: u32) -> Option<StopReason> {
        self.generated += 1;
        if self.eos_token_ids.contains(&id) {
            return Some(StopReason::EndOfAnswer(id));
        }
        if let Some(found) = self.loops.as_mut().and_then(|loops| loops.push(id)) {
            return Some(StopReason::Loop(found));
        }
        (self.generated >= self.max_new_tokens).then_some(StopReason::Length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::processor::tokenizer::tests::tiny;

    fn rules(max_new_tokens: usize, loop_limits: Option<LoopLimits>) -> StopRules {
        let dir = tempfile::tempdir().expect("a folder");
        let tokenizer = tiny();
        let config =
            GenerationConfig::from_dir(dir.path(), &tokenizer).expect("the tokenizer's </s>");
        StopRules::new(&config, &tokenizer, max_new_tokens, loop_limits)
    }

    fn stop(
        mut rules: StopRules,
        ids: impl IntoIterator<Item = u32>,
    ) -> Option<(usize, StopReason)> {
        ids.into_iter()
            .enumerate()
            .find_map(|(i, id)| rules.push(id).map(|reason| (i + 1, reason)))
    }

    #[test]
    fn the_first_reason_counts() {
        assert_eq!(
            stop(rules(10, None), [5, 6, 2]),
            Some((3, StopReason::EndOfAnswer(2)))
        );
        assert_eq!(
            stop(rules(3, None), [5, 6, 2]),
            Some((3, StopReason::EndOfAnswer(2)))
        );
        assert_eq!(stop(rules(3, None), 5..20), Some((3, StopReason::Length)));
        assert_eq!(stop(rules(30, None), 5..20), None);
    }

    #[test]
    fn loops_are_told_from_tables() {
        let limits = Some(LoopLimits::default());
        let found = StopReason::Loop(Loop {
            unit: 1,
            repeats: 200,
        });
        assert_eq!(stop(rules(4096, limits), [300; 4096]), Some((200, found)));
        assert_eq!(
            stop(rules(4096, None), [300; 4096]),
            Some((4096, StopReason::Length))
        );
        let empty = tiny().id("<ecel>").expect("an OTSL tag");
        assert_eq!(
            stop(rules(1000, limits), [empty; 4096]),
            Some((1000, StopReason::Length))
        );
    }
}
