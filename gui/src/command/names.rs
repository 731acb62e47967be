//! What commands are called.

use inkstone::pipeline::Format;
use inkstone::processor::task::Task;

use super::Command;
use crate::lang::Words;
use crate::state::TaskChoice;
use crate::view::Tab;

impl Command {
    /// Its name in a language.
    pub fn name(self, words: &Words) -> String {
        let of = &words.command;
        let name = match self {
            Self::OpenFiles => words.open,
            Self::OpenFolder => words.open_folder,
            Self::Export(format) => {
                return format!("{}: {}", words.export, format_name(format, words));
            }
            Self::Copy => of.copy,
            Self::NextPage => of.next_page,
            Self::PreviousPage => of.previous_page,
            Self::FirstPage => of.first_page,
            Self::LastPage => of.last_page,
            Self::Retry => of.retry,
            Self::Cancel => of.cancel,
            Self::Remove => of.remove,
            Self::MoveUp => of.move_up,
            Self::MoveDown => of.move_down,
            Self::TogglePause => of.toggle_pause,
            Self::CancelAll => words.cancel_all,
            Self::ClearEnded => words.clear,
            Self::Fit => of.fit,
            Self::ActualSize => of.actual_size,
            Self::ZoomIn => words.zoom_in,
            Self::ZoomOut => words.zoom_out,
            Self::ToggleRegions => of.toggle_regions,
            Self::Tab(tab) => return format!("{}: {}", of.result, tab_name(tab, words)),
            Self::Show(workspace) => workspace.name(words),
            Self::NextPane => of.next_pane,
            Self::ToggleTheme => of.toggle_theme,
            Self::ToggleLanguage => of.toggle_language,
            Self::ChooseModel => return format!("{}: {}", words.model, words.model_choose),
            Self::BestModel => return format!("{}: {}", words.model, words.model_best),
            Self::DemoModel => return format!("{}: {}", words.model, words.model_demo),
            Self::Task(choice) => return format!("{}: {}", words.task, task_name(choice, words)),
            Self::Palette => of.palette,
            Self::Help => of.help,
            Self::Messages => of.messages,
        };
        name.to_owned()
    }
}

/// What a form of output is called.
pub fn format_name(format: Format, words: &Words) -> &'static str {
    match format {
        Format::Text => words.tab_text,
        Format::Markdown => words.tab_markdown,
        Format::Json => words.tab_json,
        Format::Html => "HTML",
        Format::Hocr => "hOCR",
        Format::Pdf => "PDF",
        Format::Csv => "CSV",
        Format::Tsv => "TSV",
    }
}

fn tab_name(tab: Tab, words: &Words) -> &'static str {
    match tab {
        Tab::Text => words.tab_text,
        Tab::Markdown => words.tab_markdown,
        Tab::Json => words.tab_json,
        Tab::Tokens => words.tab_tokens,
    }
}

fn task_name(choice: TaskChoice, words: &Words) -> &'static str {
    match choice {
        TaskChoice::Pipeline => words.task_pipeline,
        TaskChoice::Prompt => words.task_prompt,
        TaskChoice::Task(task) => {
            let index = Task::ALL.iter().position(|known| *known == task);
            words.tasks[index.unwrap_or(0)]
        }
    }
}
