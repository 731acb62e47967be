//! Two sides of one prompt brought together: which rows may be compared, and where free-running answers part.

use std::ops::Range;

use super::logits::{Rows, StoredLogits, best};
use super::result::{FreeRun, TokenChoice};
use crate::evaluate::EvalError;
use crate::evaluate::notes::{GENERATED_ONLY, NO_TOKENS};
use crate::processor::tokenizer::Tokenizer;

/// The comparable rows of one prompt.
pub(super) struct Aligned {
    pub baseline: Rows,
    pub candidate: Rows,
    /// The position of the first row.
    pub first_position: usize,
    /// Rows from which tokens were chosen, where they are known.
    pub generated: Option<Range<usize>>,
    pub free_run: Option<FreeRun>,
    pub notes: Vec<String>,
}

/// Length of the common beginning.
fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// Aligns the rows of both sides by position. Where the sides read different tokens, only the rows up to the first of these are of the same
/// distribution, and only they are kept.
///
/// # Errors
/// When prompts or vocabularies differ, or nothing is left.
pub(super) fn align(
    baseline: &StoredLogits,
    candidate: &StoredLogits,
    tokenizer: Option<&Tokenizer>,
) -> Result<Aligned, EvalError> {
    let sides = [baseline, candidate];
    let names = sides.map(|side| side.path.display().to_string());
    let wrong =
        |what: String| EvalError::Mismatch(format!("{} and {}: {what}", names[0], names[1]));
    let widths = sides.map(|side| side.rows.width());
    if widths[0] != widths[1] {
        return Err(wrong(format!(
            "their vocabularies have {} and {} tokens, so they are not of the same model",
            widths[0], widths[1]
        )));
    }
    if let [Some(a), Some(b)] = sides.map(|side| side.input_ids.as_ref())
        && a != b
    {
        return Err(wrong(format!(
            "their prompts have {} and {} tokens and differ from position {} on; use the same image, prompt and checkpoint",
            a.len(),
            b.len(),
            common(a, b)
        )));
    }
    let first = sides[0].first_position.max(sides[1].first_position);
    let starts = sides.map(|side| first - side.first_position);
    let mut count = (0..2)
        .map(|i| sides[i].rows.count().saturating_sub(starts[i]))
        .min()
        .unwrap_or(0);
    let mut notes = Vec::new();
    let prompt = sides.iter().find_map(|side| side.input_ids.as_ref());
    match (prompt, sides.map(|side| side.forced_ids.as_ref())) {
        (Some(prompt), [Some(a), Some(b)]) => {
            let same = common(a, b);
            if same < a.len().min(b.len()) {
                count = count.min((prompt.len() + same).saturating_sub(first));
                notes.push(format!(
                    "the sides read different tokens after {same} generated ones, so the {count} positions up to there are compared"
                ));
            }
        }
        _ if sides[0].rows.count() != sides[1].rows.count() => {
            return Err(wrong(format!(
                "they have {} and {} positions, and no input_ids and generated_ids tell which belong together",
                sides[0].rows.count(),
                sides[1].rows.count()
            )));
        }
        _ => notes.push(NO_TOKENS.into()),
    }
    let more = |i: &usize| sides[*i].rows.count() > starts[*i] + count;
    if let (Some(side), true) = ((0..2).find(more), notes.is_empty()) {
        notes.push(format!(
            "{} holds {} positions, of which {count} are compared: the other side has no more",
            names[side],
            sides[side].rows.count()
        ));
    }
    if count == 0 {
        return Err(wrong("they have no position in common".into()));
    }
    if first > 0 && prompt.is_some() {
        notes.push(GENERATED_ONLY.into());
    }
    let generated = baseline.generated_rows().map(|rows| {
        let shift = first - baseline.first_position;
        let end = rows.end.saturating_sub(shift).min(count);
        rows.start.saturating_sub(shift).min(end)..end
    });
    Ok(Aligned {
        baseline: baseline.rows.part(starts[0]..starts[0] + count),
        candidate: candidate.rows.part(starts[1]..starts[1] + count),
        first_position: first,
        generated,
        free_run: free_run(baseline, candidate, tokenizer),
        notes,
    })
}

fn free_run(
    baseline: &StoredLogits,
    candidate: &StoredLogits,
    tokenizer: Option<&Tokenizer>,
) -> Option<FreeRun> {
    let (a, b) = (baseline.free_ids.as_ref()?, candidate.free_ids.as_ref()?);
    let same = common(a, b);
    let choice = |side: &StoredLogits, ids: &[u32]| TokenChoice {
        id: ids[same],
        text: text(tokenizer, ids[same]),
        margin: margin(side, same).filter(|margin| margin.is_finite()),
    };
    Some(FreeRun {
        baseline_tokens: a.len(),
        candidate_tokens: b.len(),
        common: same,
        divergence: (same < a.len().min(b.len()))
            .then(|| [choice(baseline, a), choice(candidate, b)]),
        failure: None,
    })
}

/// A token's text in the vocabulary.
pub(super) fn text(tokenizer: Option<&Tokenizer>, id: u32) -> String {
    tokenizer.and_then(|t| t.token(id)).unwrap_or_default()
}

/// By how much the logit of a side's free-running token was above the next best one: as stored, else from the row that it was chosen from.
fn margin(side: &StoredLogits, token: usize) -> Option<f64> {
    if let Some(margins) = &side.free_margins {
        return margins.get(token).map(|&margin| f64::from(margin));
    }
    let row = side.generated_rows()?.start + token;
    (row < side.rows.count()).then(|| best(&side.rows.row(row)).1)
}
