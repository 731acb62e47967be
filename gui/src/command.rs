//! Everything that can be done by name: what the menu lists, the palette finds and the help explains. The keys are those of the actions.

mod entries;
mod names;

use inkstone::pipeline::{DEMO_NAME, Format};
use inkstone::processor::task::Task;

use crate::action::{Action, ZOOM_STEP};
use crate::lang::Words;
use crate::state::{AppState, Item, ItemId, TaskChoice};
use crate::view::{Tab, Workspace};

pub use entries::{Entry, entries};
pub use names::format_name;

/// Something that can be done by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Each is called as what it does.
pub enum Command {
    OpenFiles,
    OpenFolder,
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
    TogglePause,
    CancelAll,
    ClearEnded,
    Fit,
    ActualSize,
    ZoomIn,
    ZoomOut,
    ToggleRegions,
    Tab(Tab),
    Show(Workspace),
    NextPane,
    ToggleTheme,
    ToggleLanguage,
    ChooseModel,
    BestModel,
    DemoModel,
    Task(TaskChoice),
    Palette,
    Help,
    Messages,
}

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
    /// What explains the rest.
    Help,
}

impl Group {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 5] = [
        Self::File,
        Self::Pages,
        Self::View,
        Self::Reading,
        Self::Help,
    ];

    /// Its name.
    pub fn name(self, words: &Words) -> &'static str {
        match self {
            Self::File => words.command.file,
            Self::Pages => words.queue,
            Self::View => words.command.view,
            Self::Reading => words.command.reading,
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
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 49] = [
        Self::OpenFiles,
        Self::OpenFolder,
        Self::Export(Format::Text),
        Self::Export(Format::Markdown),
        Self::Export(Format::Json),
        Self::Export(Format::Html),
        Self::Export(Format::Hocr),
        Self::Export(Format::Pdf),
        Self::Export(Format::Csv),
        Self::Export(Format::Tsv),
        Self::Copy,
        Self::NextPage,
        Self::PreviousPage,
        Self::FirstPage,
        Self::LastPage,
        Self::Retry,
        Self::Cancel,
        Self::Remove,
        Self::MoveUp,
        Self::MoveDown,
        Self::TogglePause,
        Self::CancelAll,
        Self::ClearEnded,
        Self::Show(Workspace::Read),
        Self::Show(Workspace::Compare),
        Self::Show(Workspace::Extend),
        Self::NextPane,
        Self::Fit,
        Self::ActualSize,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ToggleRegions,
        Self::Tab(Tab::Text),
        Self::Tab(Tab::Markdown),
        Self::Tab(Tab::Json),
        Self::Tab(Tab::Tokens),
        Self::ToggleTheme,
        Self::ToggleLanguage,
        Self::BestModel,
        Self::DemoModel,
        Self::ChooseModel,
        Self::Task(TaskChoice::Pipeline),
        Self::Task(TaskChoice::Task(Task::Ocr)),
        Self::Task(TaskChoice::Task(Task::Table)),
        Self::Task(TaskChoice::Task(Task::Formula)),
        Self::Task(TaskChoice::Task(Task::Chart)),
        Self::Palette,
        Self::Help,
        Self::Messages,
    ];

    /// Where it belongs.
    pub fn group(self) -> Group {
        match self {
            Self::OpenFiles | Self::OpenFolder | Self::Export(_) | Self::Copy => Group::File,
            Self::NextPage
            | Self::PreviousPage
            | Self::FirstPage
            | Self::LastPage
            | Self::Retry
            | Self::Cancel
            | Self::Remove
            | Self::MoveUp
            | Self::MoveDown
            | Self::TogglePause
            | Self::CancelAll
            | Self::ClearEnded => Group::Pages,
            Self::Fit
            | Self::ActualSize
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ToggleRegions
            | Self::Tab(_)
            | Self::Show(_)
            | Self::NextPane
            | Self::ToggleTheme
            | Self::ToggleLanguage => Group::View,
            Self::ChooseModel | Self::BestModel | Self::DemoModel | Self::Task(_) => Group::Reading,
            Self::Palette | Self::Help | Self::Messages => Group::Help,
        }
    }

    /// What it does; none while it cannot be done.
    pub fn action(self, state: &AppState) -> Option<Action> {
        let id = state.selected.unwrap_or_default();
        self.can(state).then(|| self.action_on(id))
    }

    /// Whether it can be done now.
    fn can(self, state: &AppState) -> bool {
        let shown = state.shown();
        let several = state.items.len() > 1;
        match self {
            Self::Export(_) | Self::Copy => shown.is_some_and(|item| item.result.is_some()),
            Self::NextPage | Self::PreviousPage | Self::FirstPage | Self::LastPage => several,
            Self::MoveUp | Self::MoveDown => several && shown.is_some(),
            Self::Retry => shown.is_some_and(Item::ended),
            Self::Cancel => shown.is_some_and(|item| !item.ended()),
            Self::Remove | Self::Fit | Self::ActualSize | Self::ZoomIn | Self::ZoomOut => {
                shown.is_some()
            }
            Self::TogglePause | Self::CancelAll => state.ended() < state.items.len(),
            Self::ClearEnded => state.ended() > 0,
            _ => true,
        }
    }

    /// What it does while that page is shown.
    pub fn action_on(self, id: ItemId) -> Action {
        match self {
            Self::OpenFiles => Action::OpenFiles,
            Self::OpenFolder => Action::OpenFolder,
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
            Self::TogglePause => Action::TogglePause,
            Self::CancelAll => Action::CancelAll,
            Self::ClearEnded => Action::ClearEnded,
            Self::Fit => Action::Fit,
            Self::ActualSize => Action::ActualSize,
            Self::ZoomIn => Action::Zoom(ZOOM_STEP),
            Self::ZoomOut => Action::Zoom(1.0 / ZOOM_STEP),
            Self::ToggleRegions => Action::ToggleRegions,
            Self::Tab(tab) => Action::ShowTab(tab),
            Self::Show(workspace) => Action::Show(workspace),
            Self::NextPane => Action::NextPane,
            Self::ToggleTheme => Action::ToggleTheme,
            Self::ToggleLanguage => Action::ToggleLanguage,
            Self::ChooseModel => Action::ChooseModel,
            Self::BestModel => Action::SetModel(None),
            Self::DemoModel => Action::SetModel(Some(DEMO_NAME.into())),
            Self::Task(choice) => Action::SetTask(choice),
            Self::Palette => Action::OpenPalette,
            Self::Help => Action::OpenHelp,
            Self::Messages => Action::OpenMessages,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;
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
    }
}
