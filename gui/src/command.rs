//! Everything that can be done by name: what the menu lists, the palette finds and the help explains. The keys are those of the actions.

mod all;
mod entries;
mod group;
mod names;

use inkstone::pipeline::{DEMO_NAME, Format};
use inkstone::report::Form;

use crate::action::{Action, CompareAction, ExtendAction, ZOOM_STEP};
use crate::state::compare::{CompareTab, EvalKind};
use crate::state::extend::{Draft, PipelineKind};
use crate::state::transfer::Stage;
use crate::state::{AppState, Item, ItemId, TaskChoice};
use crate::view::bar::FULL_MODEL;
use crate::view::{Tab, Workspace};

pub use entries::{Entry, entries};
pub use group::Group;
pub use names::{format_name, task_name};

/// Something that can be done by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Each is called as what it does.
pub enum Command {
    OpenFiles,
    OpenFolder,
    ForgetRecent,
    Export(Format),
    Copy,
    NextPage,
    PreviousPage,
    FirstPage,
    LastPage,
    Retry,
    Cancel,
    Remove,
    MoveUp,
    MoveDown,
    TurnLeft,
    TurnRight,
    Undo,
    Redo,
    Revert,
    TogglePause,
    CancelAll,
    ClearEnded,
    /// Put back the pages that were taken out last.
    Restore,
    Fit,
    ActualSize,
    ZoomIn,
    ZoomOut,
    ToggleRegions,
    Tab(Tab),
    Search,
    NextMatch,
    PreviousMatch,
    Show(Workspace),
    NextPane,
    ToggleTheme,
    ToggleLanguage,
    ChooseModel,
    BestModel,
    DemoModel,
    Download,
    PauseDownload,
    Task(TaskChoice),
    CompareTab(CompareTab),
    ComparePage,
    Evaluate(EvalKind),
    SwapDevices,
    PageReport,
    ExportReport(Form),
    ExportReportAll,
    ExportCharts,
    ListRuns,
    CompareRuns,
    AddPlugin,
    UndoPipeline,
    RemovePipeline,
    PreviewAgain,
    StopPreview,
    ClearLog,
    Palette,
    Help,
    Messages,
}

impl Command {
    /// What it does; none while it cannot be done.
    pub fn action(self, state: &AppState) -> Option<Action> {
        let id = state.selected.unwrap_or_default();
        self.can(state).then(|| self.action_on(id))
    }

    /// Whether it can be done now.
    fn can(self, state: &AppState) -> bool {
        let shown = state.shown();
        let several = state.items.len() > 1;
        let compare = &state.compare;
        let draft = state.extend.draft.as_ref();
        let fetching = (state.transfer.as_ref()).is_some_and(|t| t.stage == Stage::Running);
        match self {
            Self::Export(format) if format.is_of_tables() => shown.is_some_and(Item::has_table),
            Self::Export(_) | Self::Copy => shown.is_some_and(|item| item.result.is_some()),
            Self::NextPage | Self::PreviousPage | Self::FirstPage | Self::LastPage => several,
            Self::MoveUp | Self::MoveDown => several && shown.is_some(),
            Self::Retry => shown.is_some_and(Item::ended),
            Self::Cancel => shown.is_some_and(|item| !item.ended()),
            Self::Remove
            | Self::TurnLeft
            | Self::TurnRight
            | Self::Fit
            | Self::ActualSize
            | Self::ZoomIn
            | Self::ZoomOut => shown.is_some(),
            Self::Undo => shown.is_some_and(|item| item.can_undo()),
            Self::Redo => shown.is_some_and(|item| item.edits.can_redo()),
            Self::Revert => shown.is_some_and(|item| !item.edits.is_empty()),
            Self::TogglePause => state.ended() < state.items.len(),
            Self::CancelAll => state.ended() < state.items.len() || compare.busy(),
            Self::ForgetRecent => !state.recent.is_empty(),
            Self::Download => !state.has_full_model() && !fetching,
            Self::PauseDownload => fetching,
            Self::ComparePage => shown.is_some() && !compare.busy(),
            Self::Evaluate(_) => !compare.busy(),
            Self::PageReport => {
                (compare.page.as_ref()).is_some_and(|run| run.comparison().is_some())
            }
            Self::ExportReport(_) | Self::ExportReportAll | Self::ExportCharts => {
                compare.report.is_some()
            }
            Self::CompareRuns => compare.history.pair().is_some(),
            Self::UndoPipeline => draft.is_some_and(Draft::can_undo),
            Self::RemovePipeline => draft.is_some_and(|draft| draft.kind == PipelineKind::Own),
            Self::PreviewAgain => draft.is_some(),
            Self::StopPreview => state.extend.preview.busy(),
            Self::ClearEnded => state.ended() > 0,
            Self::Restore => state.has_removed(),
            _ => true,
        }
    }

    /// What it does while that page is shown.
    pub fn action_on(self, id: ItemId) -> Action {
        match self {
            Self::OpenFiles => Action::OpenFiles,
            Self::OpenFolder => Action::OpenFolder,
            Self::ForgetRecent => Action::ForgetRecent,
            Self::Export(format) => Action::Export(format),
            Self::Copy => Action::CopyShown,
            Self::NextPage => Action::SelectBy(1),
            Self::PreviousPage => Action::SelectBy(-1),
            Self::FirstPage => Action::SelectBy(isize::MIN),
            Self::LastPage => Action::SelectBy(isize::MAX),
            Self::Retry => Action::Retry(id),
            Self::Cancel => Action::Cancel(id),
            Self::Remove => Action::Remove(id),
            Self::MoveUp => Action::Move(id, -1),
            Self::MoveDown => Action::Move(id, 1),
            Self::TurnLeft => Action::Turn(id, -1),
            Self::TurnRight => Action::Turn(id, 1),
            Self::Undo => Action::Undo(id),
            Self::Redo => Action::Redo(id),
            Self::Revert => Action::Revert(id),
            Self::TogglePause => Action::TogglePause,
            Self::CancelAll => Action::CancelAll,
            Self::ClearEnded => Action::ClearEnded,
            Self::Restore => Action::Restore,
            Self::Fit => Action::Fit,
            Self::ActualSize => Action::ActualSize,
            Self::ZoomIn => Action::Zoom(ZOOM_STEP),
            Self::ZoomOut => Action::Zoom(1.0 / ZOOM_STEP),
            Self::ToggleRegions => Action::ToggleRegions,
            Self::Tab(tab) => Action::ShowTab(tab),
            Self::Search => Action::OpenSearch,
            Self::NextMatch => Action::NextMatch(1),
            Self::PreviousMatch => Action::NextMatch(-1),
            Self::Show(workspace) => Action::Show(workspace),
            Self::NextPane => Action::NextPane,
            Self::ToggleTheme => Action::ToggleTheme,
            Self::ToggleLanguage => Action::ToggleLanguage,
            Self::ChooseModel => Action::ChooseModel,
            Self::BestModel => Action::SetModel(None),
            Self::DemoModel => Action::SetModel(Some(DEMO_NAME.into())),
            Self::Download => Action::Download(FULL_MODEL.into()),
            Self::PauseDownload => Action::PauseDownload,
            Self::Task(choice) => Action::SetTask(choice),
            Self::CompareTab(tab) => Action::Compare(CompareAction::Show(tab)),
            Self::ComparePage => Action::Compare(CompareAction::ComparePage),
            Self::Evaluate(kind) => Action::Compare(CompareAction::EvaluateKind(kind)),
            Self::SwapDevices => Action::Compare(CompareAction::Swap),
            Self::PageReport => Action::Compare(CompareAction::ShowPageReport),
            Self::ExportReport(form) => Action::Compare(CompareAction::Export(form)),
            Self::ExportReportAll => Action::Compare(CompareAction::ExportAll),
            Self::ExportCharts => Action::Compare(CompareAction::ExportCharts),
            Self::ListRuns => Action::Compare(CompareAction::ListRuns),
            Self::CompareRuns => Action::Compare(CompareAction::CompareRuns),
            Self::AddPlugin => ExtendAction::Choose.into(),
            Self::UndoPipeline => ExtendAction::Undo.into(),
            Self::RemovePipeline => ExtendAction::RemovePipeline.into(),
            Self::PreviewAgain => ExtendAction::PreviewAgain.into(),
            Self::StopPreview => ExtendAction::StopPreview.into(),
            Self::ClearLog => ExtendAction::ClearLog.into(),
            Self::Palette => Action::OpenPalette,
            Self::Help => Action::OpenHelp,
            Self::Messages => Action::OpenMessages,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lang::Language;
    use crate::state::samples::read_page;
    use crate::state::{Settings, Source};

    #[test]
    fn every_command_has_a_group_and_a_name_of_its_own_in_both_languages() {
        let grouped: usize = Group::ALL
            .iter()
            .map(|group| group.commands().count())
            .sum();
        assert_eq!(grouped, Command::ALL.len());
        for language in [Language::English, Language::Chinese] {
            let names: std::collections::HashSet<_> = Command::ALL
                .iter()
                .map(|command| command.name(language.words()))
                .collect();
            assert_eq!(names.len(), Command::ALL.len());
        }
    }

    #[test]
    fn what_cannot_be_done_is_not_offered() {
        let mut state = AppState::new(Settings::default());
        let can = |state: &AppState, command: Command| command.action(state).is_some();
        assert!(!can(&state, Command::Copy) && !can(&state, Command::Cancel));
        assert!(can(&state, Command::OpenFiles));
        let id = state.add(Source::Sample);
        assert_eq!(Command::Cancel.action(&state), Some(Action::Cancel(id)));
        assert!(!can(&state, Command::Retry) && !can(&state, Command::NextPage));
        state.stop(id);
        assert_eq!(Command::Retry.action(&state), Some(Action::Retry(id)));
        let table = "<table><tr><td>6:10</td></tr></table>";
        for (kind, there) in [("line", false), ("table", true)] {
            state.items[0].result = Some(Arc::new(read_page(&[(kind, table)])));
            assert!(can(&state, Command::Export(Format::Html)));
            assert_eq!(can(&state, Command::Export(Format::Csv)), there, "{kind}");
        }
    }
}
