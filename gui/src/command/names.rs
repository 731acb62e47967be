//! What commands are called.

use inkstone::pipeline::Format;
use inkstone::processor::task::Task;
use inkstone::report::Form;

use super::Command;
use crate::lang::Words;
use crate::state::TaskChoice;
use crate::state::compare::{CompareTab, EvalKind};
use crate::view::Tab;

impl Command {
    /// Its name in a language.
    pub fn name(self, words: &Words) -> String {
        let of = &words.command;
        let (compare, extend) = (&words.compare, &words.extend);
        let in_report = |name| format!("{}: {}: {name}", compare.name, words.export);
        let name = match self {
            Self::OpenFiles => words.open,
            Self::OpenFolder => words.open_folder,
            Self::ForgetRecent => return format!("{}: {}", words.recent, words.recent_forget),
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
            Self::TurnLeft => words.turn_left,
            Self::TurnRight => words.turn_right,
            Self::Undo => words.undo,
            Self::Redo => words.redo,
            Self::Revert => words.revert,
            Self::TogglePause => of.toggle_pause,
            Self::CancelAll => words.cancel_all,
            Self::ClearEnded => words.clear,
            Self::Restore => words.restore,
            Self::Fit => of.fit,
            Self::ActualSize => of.actual_size,
            Self::ZoomIn => words.zoom_in,
            Self::ZoomOut => words.zoom_out,
            Self::ToggleRegions => of.toggle_regions,
            Self::Tab(tab) => return format!("{}: {}", of.result, tab_name(tab, words)),
            Self::Search => words.search_hint,
            Self::NextMatch => words.search_next,
            Self::PreviousMatch => words.search_previous,
            Self::Show(workspace) => workspace.name(words),
            Self::NextPane => of.next_pane,
            Self::ToggleTheme => of.toggle_theme,
            Self::ToggleLanguage => of.toggle_language,
            Self::ChooseModel => return format!("{}: {}", words.model, words.model_choose),
            Self::BestModel => return format!("{}: {}", words.model, words.model_best),
            Self::DemoModel => return format!("{}: {}", words.model, words.model_demo),
            Self::Download => {
                return format!("{}: {} PaddleOCR-VL 1.6", words.model, words.download);
            }
            Self::PauseDownload => {
                return format!("{}: {}", words.download, words.download_pause);
            }
            Self::CompareTab(tab) => {
                return format!("{}: {}", compare.name, compare_tab_name(tab, words));
            }
            Self::ComparePage => compare.compare_page,
            Self::Evaluate(kind) => {
                let kind = eval_kind_name(kind, words);
                return format!("{}: {}: {kind}", compare.name, compare.start);
            }
            Self::SwapDevices => return format!("{}: {}", compare.name, compare.swap),
            Self::PageReport => return format!("{}: {}", compare.name, compare.show_report),
            Self::ExportReport(form) => return in_report(form_name(form)),
            Self::ExportReportAll => return in_report(compare.export_all),
            Self::ExportCharts => return in_report(compare.export_charts),
            Self::ListRuns => {
                let tab = compare_tab_name(CompareTab::History, words);
                return format!("{}: {tab}: {}", compare.name, compare.refresh);
            }
            Self::CompareRuns => compare.compare_runs,
            Self::AddPlugin => return format!("{}: {}", extend.plugins, extend.add),
            Self::UndoPipeline => return format!("{}: {}", words.pipeline, extend.undo),
            Self::RemovePipeline => extend.remove_pipeline,
            Self::PreviewAgain => return format!("{}: {}", extend.preview, extend.again),
            Self::StopPreview => return format!("{}: {}", extend.preview, words.cancel),
            Self::ClearLog => {
                return format!("{}: {}: {}", extend.name, extend.messages, extend.clear_log);
            }
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
        Tab::Rendered => words.tab_rendered,
        Tab::Text => words.tab_text,
        Tab::Markdown => words.tab_markdown,
        Tab::Json => words.tab_json,
        Tab::Tokens => words.tab_tokens,
    }
}

fn compare_tab_name(tab: CompareTab, words: &Words) -> &'static str {
    let [page, evaluation, history] = words.compare.tabs;
    match tab {
        CompareTab::Page => page,
        CompareTab::Evaluation => evaluation,
        CompareTab::History => history,
    }
}

fn eval_kind_name(kind: EvalKind, words: &Words) -> &'static str {
    let [accuracy, layers, performance, text] = words.compare.kinds;
    match kind {
        EvalKind::Accuracy => accuracy,
        EvalKind::Layers => layers,
        EvalKind::Performance => performance,
        EvalKind::Text => text,
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Markdown => "Markdown",
        Form::Html => "HTML",
        Form::Json => "JSON",
        Form::Csv => "CSV",
    }
}

/// What a task is called in the window's language.
pub fn task_name(choice: TaskChoice, words: &Words) -> &'static str {
    match choice {
        TaskChoice::Pipeline => words.task_pipeline,
        TaskChoice::Prompt => words.task_prompt,
        TaskChoice::Task(task) => {
            let index = Task::ALL.iter().position(|known| *known == task);
            words.tasks[index.unwrap_or(0)]
        }
    }
}
