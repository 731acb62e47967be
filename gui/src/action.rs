//! What the user can do. Views and shortcuts name actions; the window carries them out in one place.

mod compare;

use std::path::PathBuf;

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};
use inkstone::device::DeviceSpec;
use inkstone::pipeline::Format;
use inkstone::plugin::Limits;

use crate::state::extend::{Filter, Focus, StepId};
use crate::state::{ItemId, TaskChoice};
use crate::view::{Tab, Workspace};

pub use compare::CompareAction;

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Choose files to read.
    OpenFiles,
    /// Choose a folder whose files are read.
    OpenFolder,
    /// Show a page.
    Select(ItemId),
    /// Show the page so many places further down.
    SelectBy(isize),
    /// Move a page so many places further down.
    Move(ItemId, isize),
    /// Put a page before what is now at this place of the queue.
    Place(ItemId, usize),
    /// Stop reading a page, now.
    Cancel(ItemId),
    /// Stop reading all pages, now.
    CancelAll,
    /// Read a page again.
    Retry(ItemId),
    /// Take a page out of the queue.
    Remove(ItemId),
    /// Take out all pages that have ended.
    ClearEnded,
    /// Put back the pages that were taken out last.
    Restore,
    /// Begin no further page, or go on.
    TogglePause,
    /// Put a text on the clipboard.
    Copy(String),
    /// Put the text of the page that is shown on the clipboard.
    CopyShown,
    /// Store the page that is shown.
    Export(Format),
    /// Choose a task.
    SetTask(TaskChoice),
    /// Choose a pipeline.
    SetPipeline(String),
    /// Choose a device.
    SetDevice(DeviceSpec),
    /// Choose the model of a folder, or the best installed.
    SetModel(Option<PathBuf>),
    /// Choose a model's folder.
    ChooseModel,
    /// Use the window for something else.
    Show(Workspace),
    /// Show results in this form.
    ShowTab(Tab),
    /// Draw regions on the page, or not.
    ToggleRegions,
    /// Move the page in its view by so many points, to the right and down.
    Pan(f32, f32),
    /// Put the keyboard into the next part of the window.
    NextPane,
    /// Find what to do by its name.
    OpenPalette,
    /// Say which keys do what.
    OpenHelp,
    /// List what went wrong.
    OpenMessages,
    /// Forget what went wrong.
    ClearMessages,
    /// Put what was said on the clipboard, with what a report of a fault should hold besides.
    CopyDetails(String),
    /// Show the whole page.
    Fit,
    /// Show the page pixel by pixel.
    ActualSize,
    /// Enlarge the page by this factor.
    Zoom(f32),
    /// From light to dark, or back.
    ToggleTheme,
    /// From English to Chinese, or back.
    ToggleLanguage,
    /// Turn a page by so many quarters, clockwise, and read it so.
    Turn(ItemId, i8),
    /// Let the user change the text of a block.
    BeginEdit(usize),
    /// Give a block of a page another text, and be done with it.
    Edit(ItemId, usize, String),
    /// Be done with a block without changing it.
    EndEdit,
    /// Take the last edit of a page back.
    Undo(ItemId),
    /// Take an edit of a page again that was taken back.
    Redo(ItemId),
    /// Go back to what was read of a page.
    Revert(ItemId),
    /// Search in what was read.
    OpenSearch,
    /// Search no more.
    CloseSearch,
    /// Go to the match so many places further on.
    NextMatch(isize),
    /// Open files and folders that were opened before.
    OpenRecent(PathBuf),
    /// Forget which files were opened.
    ForgetRecent,
    /// Fetch a model, or what is missing of it.
    Download(String),
    /// Stop fetching a model for now.
    PauseDownload,
    /// Look whether an installed model is complete.
    CheckModel(String),
    /// Say no more about a download that has ended.
    DismissTransfer,
    /// Do something about plugins or the chosen pipeline.
    Extend(ExtendAction),
    /// Take away the notice at this place.
    DismissNotice(usize),
    /// Take away what is said about the sample.
    DismissWelcome,
    /// Something where devices are compared.
    Compare(CompareAction),
}

/// Something to do about plugins or the chosen pipeline.
#[derive(Clone, Debug, PartialEq)]
pub enum ExtendAction {
    /// List those plugins.
    Filter(Filter),
    /// Work on this.
    Focus(Focus),
    /// Choose the file of a plugin to add.
    Choose,
    /// Answer the question that is asked.
    Answer(bool),
    /// Remove the plugin of this key, after asking.
    Remove(String),
    /// Put the plugin of this key into the pipeline.
    AddStep(String),
    /// Have evaluations use the metric of this key, or not.
    Metric(String, bool),
    /// Take a step out.
    RemoveStep(StepId),
    /// Move a step so many places further down.
    MoveStep(StepId, isize),
    /// Put a step before what is now at this place.
    PlaceStep(StepId, usize),
    /// Have a step take part, or not.
    Enable(StepId, bool),
    /// Give a setting of a step a value.
    Set(StepId, String, toml::Value),
    /// Type a text into the field of a step's setting.
    Type(StepId, String, String),
    /// Let a setting of a step have its default.
    Forget(StepId, String),
    /// Say what a step may use.
    Limit(StepId, Limits),
    /// Take back the last change of the pipeline.
    Undo,
    /// Give the pipeline another name.
    Rename(String),
    /// Remove the pipeline, after asking.
    RemovePipeline,
    /// Stop the preview.
    StopPreview,
    /// Make the preview again.
    PreviewAgain,
    /// Errors were looked at.
    SeenLog,
    /// Forget what plugins said.
    ClearLog,
}

impl From<ExtendAction> for Action {
    fn from(action: ExtendAction) -> Self {
        Self::Extend(action)
    }
}

/// A step of moving the page in its view, in points.
const PAN_STEP: f32 = 60.0;

/// A step of zooming.
pub const ZOOM_STEP: f32 = 1.25;

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

/// Ctrl+O, Ctrl+S and so on, and what they do. Of keys that are held with others, those with more come first: a key that is held with more
/// than it needs counts too.
const SHORTCUTS: [(KeyboardShortcut, Action); 22] = [
    (
        KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P),
        Action::OpenPalette,
    ),
    (
        KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::M),
        Action::OpenMessages,
    ),
    (
        KeyboardShortcut::new(Modifiers::NONE, Key::F1),
        Action::OpenHelp,
    ),
    (
        KeyboardShortcut::new(Modifiers::NONE, Key::F6),
        Action::NextPane,
    ),
    (
        KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O),
        Action::OpenFolder,
    ),
    (command(Key::O), Action::OpenFiles),
    (command(Key::S), Action::Export(Format::Text)),
    (alt(Key::Num1), Action::Show(Workspace::Read)),
    (alt(Key::Num2), Action::Show(Workspace::Compare)),
    (alt(Key::Num3), Action::Show(Workspace::Extend)),
    (command(Key::Num0), Action::Fit),
    (command(Key::Num1), Action::ActualSize),
    (command(Key::Plus), Action::Zoom(ZOOM_STEP)),
    (command(Key::Equals), Action::Zoom(ZOOM_STEP)),
    (command(Key::Minus), Action::Zoom(1.0 / ZOOM_STEP)),
    (
        KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::T),
        Action::Restore,
    ),
    (command(Key::T), Action::ToggleTheme),
    (command(Key::L), Action::ToggleLanguage),
    (command(Key::F), Action::OpenSearch),
    (
        KeyboardShortcut::new(Modifiers::SHIFT, Key::F3),
        Action::NextMatch(-1),
    ),
    (
        KeyboardShortcut::new(Modifiers::NONE, Key::F3),
        Action::NextMatch(1),
    ),
    // Escape alone closes menus and leaves fields, and is pressed without thinking.
    (
        KeyboardShortcut::new(Modifiers::SHIFT, Key::Escape),
        Action::CancelAll,
    ),
];

/// Keys that mean something only while no text is being written.
const PLAIN_KEYS: [(Modifiers, Key, Action); 8] = [
    (Modifiers::NONE, Key::PageDown, Action::SelectBy(1)),
    (Modifiers::NONE, Key::PageUp, Action::SelectBy(-1)),
    (Modifiers::NONE, Key::Home, Action::SelectBy(isize::MIN)),
    (Modifiers::NONE, Key::End, Action::SelectBy(isize::MAX)),
    (Modifiers::SHIFT, Key::ArrowLeft, Action::Pan(PAN_STEP, 0.0)),
    (
        Modifiers::SHIFT,
        Key::ArrowRight,
        Action::Pan(-PAN_STEP, 0.0),
    ),
    (Modifiers::SHIFT, Key::ArrowUp, Action::Pan(0.0, PAN_STEP)),
    (
        Modifiers::SHIFT,
        Key::ArrowDown,
        Action::Pan(0.0, -PAN_STEP),
    ),
];

/// What is held with Z to take an edit again.
const REDO: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// Keys that act on the page that is shown, while no text is being written. Of keys that are held with others, those with more come first.
fn page_keys(id: ItemId) -> [(Modifiers, Key, Action); 9] {
    [
        (Modifiers::NONE, Key::F5, Action::Retry(id)),
        (Modifiers::NONE, Key::Delete, Action::Remove(id)),
        (Modifiers::ALT, Key::ArrowUp, Action::Move(id, -1)),
        (Modifiers::ALT, Key::ArrowDown, Action::Move(id, 1)),
        (Modifiers::SHIFT, Key::R, Action::Turn(id, -1)),
        (Modifiers::NONE, Key::R, Action::Turn(id, 1)),
        (REDO, Key::Z, Action::Redo(id)),
        (Modifiers::COMMAND, Key::Z, Action::Undo(id)),
        (Modifiers::COMMAND, Key::Y, Action::Redo(id)),
    ]
}

/// The actions of the keys that were pressed; `shown` is the page that is shown.
pub fn from_keys(ctx: &Context, shown: Option<ItemId>) -> Vec<Action> {
    let writing = ctx.text_edit_focused();
    ctx.input_mut(|input| {
        let mut actions: Vec<_> = SHORTCUTS
            .iter()
            .filter(|(shortcut, _)| input.consume_shortcut(shortcut))
            .map(|(_, action)| action.clone())
            .collect();
        if !writing {
            let of_page = shown.map(page_keys).into_iter().flatten();
            for (modifiers, key, action) in PLAIN_KEYS.into_iter().chain(of_page) {
                if input.consume_key(modifiers, key) {
                    actions.push(action);
                }
            }
        }
        actions
    })
}

/// How the keys of an action are written, where it has any.
pub fn keys_of(ctx: &Context, action: &Action) -> Option<String> {
    let of_page = match action {
        Action::Retry(id)
        | Action::Remove(id)
        | Action::Move(id, _)
        | Action::Turn(id, _)
        | Action::Undo(id)
        | Action::Redo(id) => Some(page_keys(*id)),
        _ => None,
    };
    let plain = PLAIN_KEYS
        .into_iter()
        .chain(of_page.into_iter().flatten())
        .map(|(modifiers, key, of)| (KeyboardShortcut::new(modifiers, key), of));
    let mut all = SHORTCUTS.into_iter().chain(plain);
    let (shortcut, _) = all.find(|(_, of)| of == action)?;
    Some(ctx.format_shortcut(&shortcut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_shortcut_takes_the_keys_of_one_that_is_held_with_more() {
        for (index, (later, action)) in SHORTCUTS.iter().enumerate() {
            for (earlier, taker) in &SHORTCUTS[..index] {
                let takes = earlier.logical_key == later.logical_key
                    && later.modifiers.matches_logically(earlier.modifiers);
                assert!(!takes, "{taker:?} takes the keys of {action:?}");
            }
        }
    }
}
