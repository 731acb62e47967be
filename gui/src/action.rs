//! What the user can do. Views and shortcuts name actions; the window carries them out in one place.

mod compare;

use std::path::PathBuf;

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};
use inkstone::device::DeviceSpec;
use inkstone::pipeline::Format;

use crate::state::{ItemId, TaskChoice};
use crate::view::Workspace;

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
    /// Take away the notice at this place.
    DismissNotice(usize),
    /// Take away what is said about the sample.
    DismissWelcome,
    /// Something where devices are compared.
    Compare(CompareAction),
}

/// What is held with Z to take an edit again.
const REDO: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A step of zooming.
pub const ZOOM_STEP: f32 = 1.25;

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

/// Ctrl+O, Ctrl+S and so on, and what they do.
const SHORTCUTS: [(KeyboardShortcut, Action); 17] = [
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
    (
        KeyboardShortcut::new(Modifiers::NONE, Key::Escape),
        Action::CancelAll,
    ),
];

/// Keys that mean something only while no text is being written.
const PLAIN_KEYS: [(Key, Action); 4] = [
    (Key::PageDown, Action::SelectBy(1)),
    (Key::PageUp, Action::SelectBy(-1)),
    (Key::Home, Action::SelectBy(isize::MIN)),
    (Key::End, Action::SelectBy(isize::MAX)),
];

/// The actions of the keys that were pressed; `shown` is the page that is shown.
pub fn from_keys(ctx: &Context, shown: Option<ItemId>) -> Vec<Action> {
    let writing = ctx.text_edit_focused();
    let popup = ctx.any_popup_open();
    ctx.input_mut(|input| {
        let mut actions: Vec<_> = SHORTCUTS
            .iter()
            // Escape closes a menu or leaves a text field first.
            .filter(|(shortcut, _)| !((popup || writing) && shortcut.logical_key == Key::Escape))
            .filter(|(shortcut, _)| input.consume_shortcut(shortcut))
            .map(|(_, action)| action.clone())
            .collect();
        if !writing {
            for (key, action) in &PLAIN_KEYS {
                if input.consume_key(Modifiers::NONE, *key) {
                    actions.push(action.clone());
                }
            }
            if let Some(id) = shown {
                if input.consume_key(Modifiers::NONE, Key::F5) {
                    actions.push(Action::Retry(id));
                }
                let of_page = [
                    (Modifiers::NONE, Key::Delete, Action::Remove(id)),
                    (Modifiers::SHIFT, Key::R, Action::Turn(id, -1)),
                    (Modifiers::NONE, Key::R, Action::Turn(id, 1)),
                    (REDO, Key::Z, Action::Redo(id)),
                    (Modifiers::COMMAND, Key::Z, Action::Undo(id)),
                    (Modifiers::COMMAND, Key::Y, Action::Redo(id)),
                ];
                for (modifiers, key, action) in of_page {
                    if input.consume_key(modifiers, key) {
                        actions.push(action);
                    }
                }
            }
        }
        actions
    })
}

/// How the keys of an action are written, where it has any.
pub fn keys_of(ctx: &Context, action: &Action) -> Option<String> {
    let (shortcut, _) = SHORTCUTS.iter().find(|(_, of)| of == action)?;
    Some(ctx.format_shortcut(shortcut))
}
