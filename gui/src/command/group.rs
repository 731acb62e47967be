//! What commands belong together.

use super::Command;
use crate::lang::Words;

/// What belongs together in the menu and the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What goes in and out.
    File,
    /// The queue.
    Pages,
    /// What is seen.
    View,
    /// How pages are read.
    Reading,
    /// Two devices beside each other.
    Compare,
    /// Plugins.
    Extend,
    /// What explains the rest.
    Help,
}

impl Group {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::File,
        Self::Pages,
        Self::View,
        Self::Reading,
        Self::Compare,
        Self::Extend,
        Self::Help,
    ];

    /// Its name.
    pub fn name(self, words: &Words) -> &'static str {
        match self {
            Self::File => words.command.file,
            Self::Pages => words.queue,
            Self::View => words.command.view,
            Self::Reading => words.command.reading,
            Self::Compare => words.compare.name,
            Self::Extend => words.extend.name,
            Self::Help => words.command.help_group,
        }
    }

    /// What it holds, in the order of the menu.
    pub fn commands(self) -> impl Iterator<Item = Command> {
        Command::ALL
            .into_iter()
            .filter(move |command| command.group() == self)
    }
}

impl Command {
    /// Where it belongs.
    pub fn group(self) -> Group {
        match self {
            Self::OpenFiles
            | Self::OpenFolder
            | Self::ForgetRecent
            | Self::Export(_)
            | Self::Copy => Group::File,
            Self::NextPage
            | Self::PreviousPage
            | Self::FirstPage
            | Self::LastPage
            | Self::Retry
            | Self::Cancel
            | Self::Remove
            | Self::MoveUp
            | Self::MoveDown
            | Self::TurnLeft
            | Self::TurnRight
            | Self::Undo
            | Self::Redo
            | Self::Revert
            | Self::TogglePause
            | Self::CancelAll
            | Self::ClearEnded
            | Self::Restore => Group::Pages,
            Self::Fit
            | Self::ActualSize
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ToggleRegions
            | Self::Tab(_)
            | Self::Search
            | Self::NextMatch
            | Self::PreviousMatch
            | Self::Show(_)
            | Self::NextPane
            | Self::ToggleTheme
            | Self::ToggleLanguage => Group::View,
            Self::ChooseModel
            | Self::BestModel
            | Self::DemoModel
            | Self::Download
            | Self::PauseDownload
            | Self::Task(_) => Group::Reading,
            Self::CompareTab(_)
            | Self::ComparePage
            | Self::Evaluate(_)
            | Self::SwapDevices
            | Self::PageReport
            | Self::ExportReport(_)
            | Self::ExportReportAll
            | Self::ExportCharts
            | Self::ListRuns
            | Self::CompareRuns => Group::Compare,
            Self::AddPlugin
            | Self::UndoPipeline
            | Self::RemovePipeline
            | Self::PreviewAgain
            | Self::StopPreview
            | Self::ClearLog => Group::Extend,
            Self::Palette | Self::Help | Self::Messages => Group::Help,
        }
    }
}
