//! The window's words. Every language is a value of [`Words`], so that a word that is missing in one does not compile.

mod command;
mod compare;
mod en;
mod extend;
mod fault;
mod layers;
mod library;
mod metrics;
mod of_plugins;
mod session;
mod zh;
mod zh_plugins;

use serde::{Deserialize, Serialize};

use crate::worker::dialog::DialogWords;

pub use command::CommandWords;
pub use compare::CompareWords;
pub use extend::ExtendWords;
use fault::FaultWords;
pub use library::LibraryWords;
use of_plugins::PluginWords;
pub use session::SessionWords;

/// A language of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// The language that the environment names: that of `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set.
    pub fn of_environment() -> Self {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        Self::of_locale(&locale.unwrap_or_default())
    }

    fn of_locale(locale: &str) -> Self {
        match locale.starts_with("zh") {
            true => Self::Chinese,
            false => Self::English,
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// Its words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &en::WORDS,
            Self::Chinese => &zh::WORDS,
        }
    }
}

/// Everything that the window says.
#[allow(missing_docs)] // The English words say what they are for.
#[derive(Debug)]
pub struct Words {
    pub open: &'static str,
    pub open_folder: &'static str,
    pub how: &'static str,
    pub task: &'static str,
    pub task_pipeline: &'static str,
    pub task_prompt: &'static str,
    pub prompt_hint: &'static str,
    pub tasks: [&'static str; 6],
    pub task_ignored: &'static str,
    pub pipeline: &'static str,
    /// What each built-in pipeline does, by name; others are shown with their own words.
    pub pipelines: [(&'static str, &'static str); 7],
    pub model: &'static str,
    pub model_best: &'static str,
    pub model_best_hint: &'static str,
    pub model_demo: &'static str,
    pub model_demo_short: &'static str,
    pub model_choose: &'static str,
    pub device: &'static str,
    pub device_auto: &'static str,
    pub theme_to_dark: &'static str,
    pub theme_to_light: &'static str,
    pub other_language: &'static str,
    pub queue: &'static str,
    pub queue_empty: &'static str,
    pub fold_queue: &'static str,
    pub unfold_queue: &'static str,
    pub pause: &'static str,
    pub resume: &'static str,
    pub clear: &'static str,
    pub restore: &'static str,
    pub removed: &'static str,
    pub cancel: &'static str,
    pub cancel_all: &'static str,
    pub retry: &'static str,
    pub remove: &'static str,
    pub move_up: &'static str,
    pub move_down: &'static str,
    pub waiting: &'static str,
    pub paused: &'static str,
    pub decoding: &'static str,
    pub loading: &'static str,
    pub looking: &'static str,
    pub prompt_stage: &'static str,
    pub lines: &'static str,
    pub tokens: &'static str,
    pub done: &'static str,
    pub cancelled: &'static str,
    pub failed: &'static str,
    pub left: &'static str,
    pub page_image: &'static str,
    pub fit: &'static str,
    pub actual_size: &'static str,
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,
    pub regions: &'static str,
    pub no_picture: &'static str,
    pub loading_picture: &'static str,
    pub tab_rendered: &'static str,
    pub tab_text: &'static str,
    pub tab_markdown: &'static str,
    pub tab_json: &'static str,
    pub tab_tokens: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub search_next: &'static str,
    pub search_previous: &'static str,
    pub search_close: &'static str,
    pub search_none: &'static str,
    pub edit: &'static str,
    pub edit_hint: &'static str,
    pub edit_done: &'static str,
    pub edit_cancel: &'static str,
    pub edited: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub revert: &'static str,
    pub turn_left: &'static str,
    pub turn_right: &'static str,
    pub recent: &'static str,
    pub recent_none: &'static str,
    pub recent_forget: &'static str,
    pub paste_nothing: &'static str,
    pub download: &'static str,
    pub download_hint: &'static str,
    pub download_pause: &'static str,
    pub download_resume: &'static str,
    pub download_check: &'static str,
    pub download_done: &'static str,
    pub download_asks: &'static str,
    pub download_retries: &'static str,
    pub download_left: &'static str,
    pub model_sound: &'static str,
    pub dtype: &'static str,
    pub dtype_hint: [&'static str; 3],
    pub copy: &'static str,
    pub copied: &'static str,
    pub export: &'static str,
    pub no_table: &'static str,
    pub no_text: &'static str,
    pub no_tokens: &'static str,
    pub nothing_read: &'static str,
    pub reading_hint: &'static str,
    pub error_title: &'static str,
    pub copy_details: &'static str,
    pub probability: &'static str,
    pub drop_here: &'static str,
    pub drop_hint: &'static str,
    pub sample_title: &'static str,
    pub sample_text: &'static str,
    pub dismiss: &'static str,
    pub path: &'static str,
    pub ok: &'static str,
    pub idle: &'static str,
    pub reading: &'static str,
    pub no_model_yet: &'static str,
    pub read: &'static str,
    pub compare: CompareWords,
    pub extend: ExtendWords,
    /// Bundled plugins, where they are not called as they call themselves.
    pub bundled_plugins: &'static [PluginWords],
    pub session: SessionWords,
    pub library: LibraryWords,
    pub command: CommandWords,
    /// What went wrong, by its kind.
    pub fault: FaultWords,
    pub dialog: DialogWords,
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkstone::pipeline::BUILT_IN;

    #[test]
    fn locales_choose_the_language() {
        assert_eq!(Language::of_locale("zh_CN.UTF-8"), Language::Chinese);
        assert_eq!(Language::of_locale("en_US.UTF-8"), Language::English);
        assert_eq!(Language::of_locale(""), Language::English);
    }

    #[test]
    fn every_built_in_pipeline_is_explained() {
        for language in [Language::English, Language::Chinese] {
            let explained = language.words().pipelines.map(|(name, _)| name);
            let names: Vec<_> = BUILT_IN.iter().map(|(name, _)| *name).collect();
            assert_eq!(explained.as_slice(), names);
        }
    }
}
