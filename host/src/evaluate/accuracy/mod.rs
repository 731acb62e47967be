//! Whether a candidate device computes the same logits as a baseline, and generates the same tokens.
//!
//! The baseline answers each image's prompt greedily. Both sides then read prompt and answer in teacher-forced passes and give the
//! logits of
//! every position: row p is the distribution after position p. Besides, each side generates freely, and the first token that differs is
//! reported. Rows lie in files that are mapped, never in memory as a whole; they are the partial results of a run that was stopped.

mod compare;
mod comparison;
mod errors;
mod images;
mod logits;
mod page;
mod record;
mod result;
mod run;
mod scratch;
mod sides;

pub use errors::{ErrorBin, Mismatch, RowErrors, ScatterPoint};
pub(in crate::evaluate) use images::pieces_of_lines;
pub use images::{EvalImage, EvalImages};
pub use logits::{Rows, StoredLogits};
pub use page::{
    AnswerToken, ComparedPiece, ForcedToken, PageComparison, PageSide, Pieces, SideEvent,
    answer_page, compare_page,
};
pub use result::{
    ACCURACY_SCHEMA, AccuracyReport, FreeRun, ImageAccuracy, Scope, SideInfo, TokenChoice,
};
pub use run::{AccuracyOptions, METRICS, SideSource, evaluate_accuracy, usual_thresholds};
