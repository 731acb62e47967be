//! Recorded sides compared: errors, metrics, answers.

use std::ops::Range;
use std::sync::Arc;

use super::compare::{Aligned, align, text};
use super::errors::{Gathered, RowErrors};
use super::logits::StoredLogits;
use super::result::{ACCURACY_SCHEMA, AccuracyReport, ImageAccuracy, Scope};
use super::run::{AccuracyOptions, COMPARING};
use super::sides::Side;
use crate::evaluate::environment::Environment;
use crate::evaluate::metrics::{all_passed, compare_tensors, unused_thresholds};
use crate::evaluate::resume::prompt_name;
use crate::evaluate::{EvalError, Watch};
use crate::plugin::TensorPair;
use crate::processor::tokenizer::Tokenizer;

/// Compares recorded sides.
pub(super) struct Comparison<'a> {
    pub options: &'a AccuracyOptions,
    pub tokenizer: Option<&'a Tokenizer>,
    /// Names of the images; none where files are compared.
    pub images: Vec<String>,
}

impl Comparison<'_> {
    /// Compares all prompts.
    pub fn compare(
        &self,
        baseline: &Side,
        candidate: &Side,
        environment: Environment,
        watch: &mut Watch<'_>,
    ) -> Result<AccuracyReport, EvalError> {
        let count = baseline.logits.len();
        let aligned = (0..count)
            .map(|i| align(&baseline.logits[i], &candidate.logits[i], self.tokenizer))
            .collect::<Result<Vec<Aligned>, _>>()?;
        let names: Vec<String> = (0..count)
            .map(|i| {
                self.images
                    .get(i)
                    .cloned()
                    .unwrap_or_else(|| "logits".into())
            })
            .collect();
        let total: usize = aligned.iter().map(|a| a.baseline.count()).sum();
        // Of each image its rows and its metrics, and the metrics of all and of the generated positions.
        let parts = 2 * count + 2;
        let mut gathered = Gathered::default();
        let mut images = Vec::with_capacity(count);
        for (i, aligned) in aligned.iter().enumerate() {
            watch.piece(COMPARING, 2 * i, parts);
            let rows = aligned.baseline.count();
            let errors = gathered.rows(
                &aligned.baseline,
                &aligned.candidate,
                aligned.first_position,
                rows as f64 / total as f64,
                &mut |row| watch.tell("comparing", row as f64 / rows as f64),
            )?;
            images.push((errors, Vec::new()));
        }
        let pair = |i: usize, rows: Range<usize>| TensorPair {
            name: names[i].clone(),
            baseline: Arc::new(aligned[i].baseline.part(rows.clone())),
            candidate: Arc::new(aligned[i].candidate.part(rows)),
        };
        let mut measure = |part: usize, pairs: &[TensorPair]| {
            watch.piece(COMPARING, part, parts);
            let cancel = watch.cancel.clone();
            compare_tensors(
                &self.options.metrics,
                &self.options.thresholds,
                pairs,
                &cancel,
                &mut |step, done| watch.tell(&format!("computing {}", step.plugin.info.name), done),
            )
        };
        let whole = |i: usize| pair(i, 0..aligned[i].baseline.count());
        let all_pairs: Vec<TensorPair> = (0..count).map(whole).collect();
        let all = measure(2 * count, &all_pairs)?;
        for (i, (_, metrics)) in images.iter_mut().enumerate() {
            // Of a single image all positions are those of all images.
            *metrics = match count {
                1 => all.clone(),
                _ => measure(2 * i + 1, &all_pairs[i..=i])?,
            };
        }
        let generated_pairs: Vec<TensorPair> = (0..count)
            .filter_map(|i| Some(pair(i, aligned[i].generated.clone()?)))
            .filter(|pair| !pair.baseline.bytes().is_empty())
            .collect();
        let generated = match generated_pairs.is_empty() {
            true => None,
            false => {
                let metrics = measure(2 * count + 1, &generated_pairs)?;
                let agreeing = (0..count).map(|i| {
                    let rows = aligned[i].generated.clone().unwrap_or(0..0);
                    let agrees = &images[i].0.agrees[rows];
                    (agrees.len(), agrees.iter().filter(|a| **a).count())
                });
                let (positions, agreeing) = agreeing.fold((0, 0), |x, y| (x.0 + y.0, x.1 + y.1));
                Some(Scope {
                    positions,
                    agreeing,
                    metrics,
                })
            }
        };
        let notes = Vec::new();
        // A limit that nothing is held to would let everything pass.
        let unused_limits: Vec<String> = unused_thresholds(&self.options.thresholds, &all)
            .into_iter()
            .map(str::to_owned)
            .collect();
        let vocabulary = aligned[0].baseline.width();
        let (by_magnitude, scatter) = gathered.finish();
        let images: Vec<ImageAccuracy> = images
            .into_iter()
            .zip(aligned)
            .enumerate()
            .map(|(i, ((errors, metrics), aligned))| {
                let notes = baseline.notes[i].iter().chain(&candidate.notes[i]);
                let mut image = self.image(&names[i], &baseline.logits[i], errors, aligned, notes);
                image.all.metrics = metrics;
                if let Some(free_run) = &mut image.free_run {
                    free_run.failure = candidate.failures[i].clone();
                }
                image
            })
            .collect();
        Ok(AccuracyReport {
            schema: ACCURACY_SCHEMA.into(),
            passed: unused_limits.is_empty() && all_passed(&all),
            unused_limits,
            baseline: baseline.info.clone(),
            candidate: candidate.info.clone(),
            prompt: match self.images.is_empty() {
                true => String::new(),
                false => prompt_name(&self.options.read.prompt),
            },
            vocabulary,
            all: Scope {
                positions: total,
                agreeing: images.iter().map(|image| image.all.agreeing).sum(),
                metrics: all,
            },
            generated,
            by_magnitude,
            scatter,
            images,
            failed: Vec::new(),
            notes,
            environment,
        })
    }

    fn image<'n>(
        &self,
        name: &str,
        baseline: &StoredLogits,
        mut errors: RowErrors,
        aligned: Aligned,
        notes: impl Iterator<Item = &'n String>,
    ) -> ImageAccuracy {
        for mismatch in &mut errors.mismatches {
            mismatch.texts = mismatch.tokens.map(|id| text(self.tokenizer, id));
        }
        let length = |ids: &Option<Vec<u32>>| ids.as_ref().map_or(0, Vec::len);
        let mut all_notes = aligned.notes;
        for note in notes {
            if !all_notes.contains(note) {
                all_notes.push(note.clone());
            }
        }
        ImageAccuracy {
            name: name.to_owned(),
            prompt_tokens: length(&baseline.input_ids),
            forced_tokens: length(&baseline.forced_ids),
            first_position: aligned.first_position,
            all: Scope {
                positions: errors.agrees.len(),
                agreeing: errors.agrees.iter().filter(|agrees| **agrees).count(),
                metrics: Vec::new(),
            },
            free_run: aligned.free_run,
            by_position: errors.by_position,
            mean_abs: errors
                .mean_abs
                .iter()
                .map(|value| value.is_finite().then_some(*value))
                .collect(),
            agreement: errors
                .agrees
                .iter()
                .map(|agrees| if *agrees { '1' } else { '0' })
                .collect(),
            mismatches: errors.mismatches,
            notes: all_notes,
        }
    }
}
