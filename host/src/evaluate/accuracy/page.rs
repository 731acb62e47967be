//! One page on two devices side by side: each side answers freely while it is listened to, then both read the baseline's answer,
//! teacher-forced, and their logits are compared as those of an evaluation are. Sides may run on threads of their own, or one after the
//! other where the memory holds one model.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use image::RgbImage;

use super::comparison::Comparison;
use super::images::{EvalImage, pieces_of_lines};
use super::logits::{StoredLogits, best};
use super::record::{Heard, Recording, record};
use super::result::{AccuracyReport, SideInfo};
use super::run::AccuracyOptions;
use super::sides::Side;
use crate::diff::common;
use crate::evaluate::environment::{DeviceUse, Environment};
use crate::evaluate::{EvalError, Watch};
use crate::generate::logits_file::LogitsPositions;
use crate::generate::{Event, Token};
use crate::model::observe::Progress;
use crate::pipeline::Reader;
use crate::processor::tokenizer::Tokenizer;

/// The page as a model takes it: whole, or in the lines that it is cut into for a model of lines.
pub struct Pieces {
    images: Vec<EvalImage>,
    /// Of each piece the line that it is of.
    lines: Vec<usize>,
}

impl Pieces {
    /// Takes a page apart.
    ///
    /// # Errors
    /// When it cannot be cut into lines, or `cancel` is set meanwhile.
    pub fn of(
        reader: &Reader,
        name: &str,
        page: &RgbImage,
        cancel: &Arc<AtomicBool>,
    ) -> Result<Self, EvalError> {
        let Some(cutter) = reader.line_cutter() else {
            return Ok(Self {
                images: vec![EvalImage {
                    name: name.to_owned(),
                    image: page.clone(),
                }],
                lines: vec![0],
            });
        };
        let pieces = pieces_of_lines(cutter, name, page, cancel)
            .map_err(|error| EvalError::read(name, error))?;
        let (lines, images) = pieces.into_iter().unzip();
        Ok(Self { images, lines })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.images.len()
    }
}

/// What is heard of a side while it works.
#[derive(Clone, Debug, PartialEq)]
pub enum SideEvent {
    /// A piece of the page is begun; the line that it is of, the piece from 0, and how many there are.
    Piece {
        /// The line, from 0.
        line: usize,
        /// The piece, from 0.
        index: usize,
        /// Pieces in all.
        count: usize,
    },
    /// A layer is done.
    Progress(Progress),
    /// A token is chosen.
    Token(AnswerToken),
    /// The side reads the baseline's answer; layers done.
    Scoring(Progress),
}

/// A token of a side's own answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerToken {
    /// Its id.
    pub id: u32,
    /// Its text in the vocabulary.
    pub text: String,
    /// The probability that the side gave it.
    pub probability: f32,
}

impl AnswerToken {
    fn new(tokenizer: &Tokenizer, token: Token) -> Self {
        Self {
            id: token.id,
            text: tokenizer.token(token.id).unwrap_or_default(),
            probability: token.log_prob.exp(),
        }
    }
}

/// A side that has answered.
pub struct PageSide {
    lines: Vec<usize>,
    names: Vec<String>,
    tokens: Vec<Vec<AnswerToken>>,
    paths: Vec<PathBuf>,
    device: DeviceUse,
    notes: Vec<Vec<String>>,
    failures: Vec<Option<String>>,
}

/// Gives the ids that a side reads of a piece, from the piece's number and the ids of the side's own answer; none stops the run.
pub type Forced<'a> = dyn FnMut(usize, &[u32]) -> Option<Vec<u32>> + 'a;

/// Has a side answer and be scored, piece by piece. `forced` is told of each piece the ids of the side's own answer and gives the ids to be
/// read: a baseline's are its own, a candidate's are the baseline's; none stops the run. Files of logits go to the options' scratch folder.
///
/// # Errors
/// When a piece cannot be read, the disk refuses, or `forced` or `hear` stops the run.
pub fn answer_page(
    reader: &Reader,
    pieces: &Pieces,
    options: &AccuracyOptions,
    is_candidate: bool,
    forced: &mut Forced<'_>,
    hear: &mut dyn FnMut(SideEvent) -> ControlFlow<()>,
) -> Result<PageSide, EvalError> {
    let count = pieces.count();
    let side_name = ["baseline", "candidate"][usize::from(is_candidate)];
    let mut side = PageSide {
        lines: pieces.lines.clone(),
        names: pieces.images.iter().map(|i| i.name.clone()).collect(),
        tokens: Vec::with_capacity(count),
        paths: Vec::with_capacity(count),
        device: reader.engine().info().into(),
        notes: Vec::with_capacity(count),
        failures: Vec::with_capacity(count),
    };
    for (index, image) in pieces.images.iter().enumerate() {
        let line = pieces.lines[index];
        if hear(SideEvent::Piece { line, index, count }).is_break() {
            return Err(EvalError::Cancelled);
        }
        let path = options
            .scratch
            .join(format!("{index:05}-{side_name}.safetensors"));
        let recorded = record(
            &Recording {
                reader,
                image,
                options: &options.read,
                positions: LogitsPositions::Generated,
                path: &path,
                expected: None,
                may_fail: is_candidate,
            },
            &mut |free| forced(index, free).ok_or(EvalError::Cancelled),
            &mut |heard| {
                hear(match heard {
                    Heard::Answering(Event::Progress(progress)) => SideEvent::Progress(progress),
                    Heard::Answering(Event::Token(token)) => {
                        SideEvent::Token(AnswerToken::new(reader.tokenizer(), token))
                    }
                    Heard::Scoring(progress) => SideEvent::Scoring(progress),
                })
            },
        )?;
        let tokens = recorded.tokens.into_iter();
        let tokens = tokens.map(|token| AnswerToken::new(reader.tokenizer(), token));
        side.tokens.push(tokens.collect());
        side.paths.push(path);
        side.notes.push(recorded.notes);
        side.failures.push(recorded.failure);
    }
    Ok(side)
}

/// A token of the baseline's answer, as both sides saw it when they read that answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ForcedToken {
    /// The probability of the baseline's token on both sides, baseline first.
    pub probability: [f32; 2],
    /// What the candidate held likeliest there, where that is another token.
    pub instead: Option<AnswerToken>,
    /// The baseline's probability of that token.
    pub instead_at_baseline: f32,
}

/// A piece of the page on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedPiece {
    /// The line that it is of, from 0.
    pub line: usize,
    /// The answers, each with the token that ended it; baseline first.
    pub answers: [Vec<AnswerToken>; 2],
    /// Places in both answers of the tokens that they share, a longest common subsequence.
    pub common: Vec<(usize, usize)>,
    /// Of every token of the baseline's answer what both sides held of it.
    pub forced: Vec<ForcedToken>,
}

/// A page on two devices.
#[derive(Clone, Debug, PartialEq)]
pub struct PageComparison {
    /// The pieces, in reading order.
    pub pieces: Vec<ComparedPiece>,
    /// The comparison of the logits over the generated positions.
    pub report: AccuracyReport,
}

impl PageComparison {
    /// Tokens of both answers that are not shared, baseline first.
    pub fn differing(&self) -> [usize; 2] {
        let of = |side: usize| {
            let differing = |p: &ComparedPiece| p.answers[side].len() - p.common.len();
            self.pieces.iter().map(differing).sum()
        };
        [of(0), of(1)]
    }
}

/// Compares two sides that have answered the same page.
///
/// # Errors
/// When their files cannot be read or do not fit together, or the watch asks to stop.
pub fn compare_page(
    options: &AccuracyOptions,
    tokenizer: &Tokenizer,
    sides: [PageSide; 2],
    watch: &mut Watch<'_>,
) -> Result<PageComparison, EvalError> {
    let [a, b] = &sides;
    if a.names != b.names {
        return Err(EvalError::Mismatch(
            "the sides took the page apart in different ways".into(),
        ));
    }
    if a.names.is_empty() {
        return Err(EvalError::Mismatch(
            "there is no line of text on the page".into(),
        ));
    }
    let stored = sides.each_ref().map(stored);
    let [baseline, candidate] = stored;
    let (baseline, candidate) = (baseline?, candidate?);
    let comparison = Comparison {
        options,
        tokenizer: Some(tokenizer),
        images: a.names.clone(),
    };
    let environment = Environment::new(vec![a.device.clone(), b.device.clone()], None);
    let report = comparison.compare(&baseline, &candidate, environment, watch)?;
    let forced: Vec<Vec<ForcedToken>> = baseline
        .logits
        .iter()
        .zip(&candidate.logits)
        .map(|(a, b)| forced_tokens(tokenizer, a, b))
        .collect();
    let [a, b] = sides;
    let answers = a.tokens.into_iter().zip(b.tokens);
    let pieces = answers.zip(forced).zip(a.lines);
    let pieces = pieces.map(|(((x, y), forced), line)| ComparedPiece {
        line,
        common: {
            let ids = |tokens: &[AnswerToken]| tokens.iter().map(|t| t.id).collect::<Vec<_>>();
            common(&ids(&x), &ids(&y))
        },
        answers: [x, y],
        forced,
    });
    Ok(PageComparison {
        pieces: pieces.collect(),
        report,
    })
}

fn stored(side: &PageSide) -> Result<Side, EvalError> {
    let logits = side.paths.iter().map(|path| StoredLogits::open(path));
    Ok(Side {
        info: SideInfo {
            name: side.device.name.clone(),
            description: side.device.description.clone(),
        },
        device: Some(side.device.clone()),
        logits: logits.collect::<Result<_, _>>()?,
        notes: side.notes.clone(),
        failures: side.failures.clone(),
    })
}

fn forced_tokens(
    tokenizer: &Tokenizer,
    baseline: &StoredLogits,
    candidate: &StoredLogits,
) -> Vec<ForcedToken> {
    let ids = baseline.forced_ids.as_deref().unwrap_or_default();
    let rows = ids.iter().enumerate();
    rows.map(|(index, &id)| {
        let rows = [baseline, candidate].map(|side| side.rows.row(index));
        let probability = |side: usize, id: u32| softmax_at(&rows[side], id as usize);
        let other = best(&rows[1]).0 as u32;
        ForcedToken {
            probability: [probability(0, id), probability(1, id)],
            instead: (other != id).then(|| AnswerToken {
                id: other,
                text: tokenizer.token(other).unwrap_or_default(),
                probability: probability(1, other),
            }),
            instead_at_baseline: probability(0, other),
        }
    })
    .collect()
}

/// The probability of one token of a row of logits; NaN where they are not numbers.
fn softmax_at(row: &[f32], id: usize) -> f32 {
    let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f64 = row.iter().map(|&v| f64::from(v - largest).exp()).sum();
    let value = row.get(id).copied().unwrap_or(f32::NEG_INFINITY);
    (f64::from(value - largest).exp() / sum) as f32
}

#[cfg(test)]
mod tests {
    use super::softmax_at;

    /// Expected values: `scipy.special.softmax([1, 2, 3])`, and of `[1000, 0]`.
    #[test]
    fn probabilities_are_those_of_the_softmax() {
        for (id, wanted) in [0.090_030_57, 0.244_728_47, 0.665_240_96]
            .iter()
            .enumerate()
        {
            assert!((softmax_at(&[1.0, 2.0, 3.0], id) - wanted).abs() < 1e-6);
        }
        assert_eq!(softmax_at(&[1000.0, 0.0], 0), 1.0);
        assert_eq!(softmax_at(&[1.0], 7), 0.0);
        assert!(softmax_at(&[f32::NAN, 1.0], 0).is_nan());
    }
}
