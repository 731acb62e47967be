//! What the user can do where devices are compared.

use inkstone::device::DeviceSpec;
use inkstone::report::Form;

use crate::state::compare::{CompareTab, EvalForm, EvalKind};

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareAction {
    /// Show another part of the workspace.
    Show(CompareTab),
    /// Choose a device: 0 is the baseline, 1 the candidate.
    SetDevice(usize, DeviceSpec),
    /// Exchange baseline and candidate.
    Swap,
    /// Read the page that is shown on both devices.
    ComparePage,
    /// Look at the comparison of the page as at a report.
    ShowPageReport,
    /// Stop what is being done, now.
    Cancel,
    /// Run an evaluation.
    Evaluate(EvalForm),
    /// Run an evaluation of this kind as the form is filled in, or show what the form still lacks.
    EvaluateKind(EvalKind),
    /// Choose the folder that is evaluated on.
    ChooseData,
    /// Store the report that is looked at in one form.
    Export(Form),
    /// Store it in every form, with its charts.
    ExportAll,
    /// Store its charts.
    ExportCharts,
    /// Look for the runs that were kept.
    ListRuns,
    /// Look at a run that was kept.
    OpenRun(String),
    /// Mark a run for a comparison, or take the mark back.
    MarkRun(String),
    /// Compare the two marked runs.
    CompareRuns,
}
