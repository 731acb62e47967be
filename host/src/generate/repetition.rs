//! Tells, while a model generates, that it will never get out of a loop.
//!
//! The check on finished text is the plugin `repetition-guard`; this one saves the time until the token limit.

/// The longest unit, in tokens, whose repetition is looked for.
pub const LONGEST_UNIT: usize = 64;

/// When a repetition counts as a loop without end.
///
/// A text may rightly repeat: a line of dots, a column of zeros, an empty form. It does not do so for 200 tokens and 20
/// times without a single difference. Tables do: an empty grid of 30 rows and 20 columns is one row of 21 tokens 30 times.
/// So a unit that holds a structural token, an OTSL tag, needs [`Self::structural_min_tokens`], more than such a grid has
/// and still half of what the usual limit of 4096 would let a loop run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoopLimits {
    /// The least number of tokens that the repetitions take together.
    pub min_tokens: usize,
    /// The least number of repetitions.
    pub min_repeats: usize,
    /// The least number of tokens for a unit that holds a structural token.
    pub structural_min_tokens: usize,
}

impl Default for LoopLimits {
    fn default() -> Self {
        Self {
            min_tokens: 200,
            min_repeats: 20,
            structural_min_tokens: 2048,
        }
    }
}

/// A loop that was found: the last `unit * repeats` tokens are one unit over and over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loop {
    /// The length of the shortest repeated unit, in tokens.
    pub unit: usize,
    /// How often it is repeated, in full, at the end.
    pub repeats: usize,
}

/// Finds loops in a stream of tokens. Each token takes [`LONGEST_UNIT`] comparisons; the memory is constant.
#[derive(Clone, Debug)]
pub struct LoopDetector {
    limits: LoopLimits,
    structural: Vec<u32>,
    /// The last tokens, token i at place i modulo the length.
    recent: [u32; LONGEST_UNIT],
    /// How many tokens there have been.
    seen: usize,
    /// For every unit length - 1 how many tokens at the end equal those one unit before them.
    matches: [usize; LONGEST_UNIT],
    /// How many tokens there have been since the last structural one.
    since_structural: usize,
}

impl LoopDetector {
    /// A detector that has seen nothing. `structural` are the ids that tables are built of.
    pub fn new(limits: LoopLimits, structural: &[u32]) -> Self {
        Self {
            limits,
            structural: structural.to_vec(),
            recent: [0; LONGEST_UNIT],
            seen: 0,
            matches: [0; LONGEST_UNIT],
            since_structural: usize::MAX,
        }
    }

    /// Takes the next token and tells whether the tokens now end in a loop.
    pub fn push(&mut self, id: u32) -> Option<Loop> {
        let is_structural = self.structural.contains(&id);
        self.since_structural = if is_structural {
            0
        } else {
            self.since_structural.saturating_add(1)
        };
        let mut found = None;
        for unit in 1..=LONGEST_UNIT.min(self.seen) {
            let earlier = self.recent[(self.seen - unit) % LONGEST_UNIT];
            let matches = &mut self.matches[unit - 1];
            *matches = if earlier == id { *matches + 1 } else { 0 };
            let total = *matches + unit;
            let min_tokens = if self.since_structural < unit {
                self.limits.structural_min_tokens
            } else {
                self.limits.min_tokens
            };
            if found.is_none() && total >= min_tokens && total / unit >= self.limits.min_repeats {
                found = Some(Loop {
                    unit,
                    repeats: total / unit,
                });
            }
        }
        self.recent[self.seen % LONGEST_UNIT] = id;
        self.seen += 1;
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: u32 = 101_309;
    const EMPTY: u32 = 101_308;
    const NEW_LINE: u32 = 101_313;

    fn detector() -> LoopDetector {
        LoopDetector::new(LoopLimits::default(), &[FULL, EMPTY, NEW_LINE])
    }

    /// The loop, and after how many tokens it was found.
    fn first_loop(ids: impl IntoIterator<Item = u32>) -> Option<(usize, Loop)> {
        let mut detector = detector();
        ids.into_iter()
            .enumerate()
            .find_map(|(i, id)| detector.push(id).map(|found| (i + 1, found)))
    }

    fn repeated(unit: &[u32], times: usize) -> Vec<u32> {
        unit.repeat(times)
    }

    #[test]
    fn finds_a_loop_of_every_length_as_soon_as_it_is_certain() {
        for length in 1..=LONGEST_UNIT {
            let unit: Vec<u32> = (100..).take(length).collect();
            let mut ids: Vec<u32> = (5000..5300).collect();
            ids.extend(repeated(&unit, 500));
            let (after, found) = first_loop(ids).expect("a loop");
            let needed = 200.max(20 * length);
            assert_eq!(after, 300 + needed, "unit of {length}");
            assert_eq!(
                found,
                Loop {
                    unit: length,
                    repeats: needed / length
                }
            );
        }
    }

    #[test]
    fn does_not_find_what_is_no_loop() {
        let mut broken = repeated(&[1, 2, 3, 4, 5], 39);
        broken.push(9);
        let broken = repeated(&broken, 3);
        assert_eq!(first_loop(broken), None);
        assert_eq!(first_loop(0..5000), None);
        // A list that counts: all but one token of each line are the same.
        assert_eq!(
            first_loop((0..600).flat_map(|n| [1, 2, 3, 1000 + n, 4])),
            None
        );
        assert_eq!(first_loop(repeated(&[7], 199)), None);
        // A unit of 65 tokens is longer than what is looked for.
        let unit: Vec<u32> = (0..=LONGEST_UNIT as u32).collect();
        assert_eq!(first_loop(repeated(&unit, 60)), None);
    }

    #[test]
    fn an_empty_grid_is_no_loop() {
        let mut row = vec![EMPTY; 20];
        row.push(NEW_LINE);
        assert_eq!(first_loop(repeated(&row, 60)), None);
        let zeros: Vec<u32> = [[FULL, 48]; 15]
            .concat()
            .into_iter()
            .chain([NEW_LINE])
            .collect();
        assert_eq!(first_loop(repeated(&zeros, 60)), None);
        assert_eq!(first_loop(vec![EMPTY; 1000]), None);
    }

    #[test]
    fn an_endless_table_is_a_loop() {
        let row = [EMPTY, EMPTY, FULL, 48, NEW_LINE];
        let (after, found) = first_loop(repeated(&row, 1000)).expect("a loop");
        assert_eq!(
            (after, found),
            (
                2048,
                Loop {
                    unit: 5,
                    repeats: 409
                }
            )
        );
    }

    #[test]
    fn a_loop_after_a_table_needs_no_more_than_one_in_text() {
        let mut ids = vec![EMPTY; 30];
        ids.extend(repeated(&[1, 2], 300));
        assert_eq!(
            first_loop(ids),
            Some((
                230,
                Loop {
                    unit: 2,
                    repeats: 100
                }
            ))
        );
    }

    #[test]
    fn agrees_with_a_plain_search() {
        // A short cycle of states gives many near-loops over three tokens.
        let limits = LoopLimits {
            min_tokens: 12,
            min_repeats: 3,
            structural_min_tokens: 20,
        };
        let mut state = 1_u64;
        let mut loops = 0;
        for _ in 0..300 {
            let mut detector = LoopDetector::new(limits, &[2]);
            let mut ids: Vec<u32> = Vec::new();
            let mut unit: Vec<u32> = vec![0];
            for step in 0..120 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                if (state >> 33).is_multiple_of(25) {
                    unit = (0..=(state >> 40) % 5)
                        .map(|i| (state >> (44 + 2 * i)) as u32 % 3)
                        .collect();
                }
                let id = unit[step % unit.len()];
                ids.push(id);
                let expected = plain_search(&ids, limits);
                assert_eq!(detector.push(id), expected, "{ids:?}");
                loops += usize::from(expected.is_some());
            }
        }
        assert!(loops > 1000, "the streams loop: {loops}");
    }

    fn plain_search(ids: &[u32], limits: LoopLimits) -> Option<Loop> {
        (1..=LONGEST_UNIT.min(ids.len() - 1)).find_map(|unit| {
            let total = unit
                + ids
                    .iter()
                    .rev()
                    .zip(ids.iter().rev().skip(unit))
                    .take_while(|(a, b)| a == b)
                    .count();
            let structural = ids[ids.len() - unit..].contains(&2);
            let min_tokens = if structural {
                limits.structural_min_tokens
            } else {
                limits.min_tokens
            };
            (total >= min_tokens && total / unit >= limits.min_repeats).then(|| Loop {
                unit,
                repeats: total / unit,
            })
        })
    }
}
