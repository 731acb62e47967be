//! How the window is drawn: one file per part of it.

pub mod bar;
pub mod compare;
mod edit;
pub mod extend;
mod fault;
pub mod help;
pub mod icon;
mod lines;
pub mod menu;
pub mod messages;
mod narrow;
pub mod notices;
pub mod page;
pub mod palette;
pub mod path_prompt;
pub mod queue;
pub mod rendered;
mod reorder;
pub mod result;
mod search;
mod source;
pub mod status;
pub mod strip;
mod tell;
pub mod tiles;
pub mod tokens;
pub mod transfer;
pub mod welcome;

use std::collections::HashMap;

use eframe::egui::{TextureHandle, Vec2};
use serde::{Deserialize, Serialize};

pub use narrow::{LEAST_SIZE, is_narrow};

use crate::action::Action;
use crate::lang::Words;
use crate::state::search::Search;
use crate::state::{AppState, ItemId};

/// What the window is used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Workspace {
    /// Reading pages.
    #[default]
    Read,
    /// Two devices side by side, and evaluations.
    Compare,
    /// Plugins.
    Extend,
}

impl Workspace {
    /// All of them, in the order of their tabs.
    pub const ALL: [Self; 3] = [Self::Read, Self::Compare, Self::Extend];

    /// Its name.
    pub fn name(self, words: &Words) -> &'static str {
        match self {
            Self::Read => words.read,
            Self::Compare => words.compare.name,
            Self::Extend => words.extend.name,
        }
    }
}

/// A form in which a result is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tab {
    /// Its blocks as they are meant: headings, tables and formulas.
    #[default]
    Rendered,
    /// Its blocks' text, each tied to its region of the page.
    Text,
    /// Its Markdown.
    Markdown,
    /// Its JSON.
    Json,
    /// The model's tokens, coloured by their probability.
    Tokens,
}

/// A page's picture on the graphics card.
pub struct Shown {
    /// Its item.
    pub id: ItemId,
    /// The picture; none if the page cannot be decoded.
    pub texture: Option<TextureHandle>,
    /// Width and height of the page itself, in pixels.
    pub size: Vec2,
    /// Its tiles of full size, where the picture is smaller than the page.
    pub tiles: tiles::Tiles,
}

/// How a page lies in its view.
#[derive(Clone, Copy, Debug, Default)]
pub struct Camera {
    /// Points per pixel; none while the whole page is fitted in.
    pub zoom: Option<f32>,
    /// How far the page's centre is from the view's, in points.
    pub pan: Vec2,
    /// The zoom that was drawn last.
    pub drawn_zoom: f32,
}

/// What is looked at, as distinct from what there is.
#[derive(Default)]
pub struct ViewState {
    /// The picture of the page that is shown.
    pub shown: Option<Shown>,
    /// Pictures of the pages for the queue; none for those that were asked for and are not there.
    pub thumbnails: HashMap<ItemId, Option<TextureHandle>>,
    /// Pages whose thumbnails are missed.
    pub wanted_thumbnails: Vec<ItemId>,
    /// How the page lies.
    pub camera: Camera,
    /// Whether regions are drawn on the page.
    pub hide_regions: bool,
    /// The block under the pointer, as of the last frame.
    pub hovered_block: Option<usize>,
    /// The block that was clicked on the page, to be scrolled to.
    pub scroll_to_block: Option<usize>,
    /// What the window is used for.
    pub workspace: Workspace,
    /// The form of the result.
    pub tab: Tab,
    /// The pieces of the page's text.
    pub flow: rendered::Flow,
    /// The rows of the page's Markdown, JSON or tokens.
    pub lines: lines::Lines,
    /// The page's tokens as one text.
    pub tokens: tokens::TokenText,
    /// What is searched for in the text.
    pub search: Search,
    /// The block whose text is being changed.
    pub editing: Option<Editing>,
    /// What is looked at of plugins.
    pub extend: extend::ExtendView,
    /// Whether the queue shows pictures alone; by the window's width until the user says.
    pub queue_folded: Option<bool>,
    /// Whether the words about the sample were dismissed.
    pub welcome_dismissed: bool,
    /// What is looked at where devices are compared.
    pub compare: compare::CompareView,
}

/// A block whose text is being changed.
pub struct Editing {
    /// The page.
    pub item: ItemId,
    /// The block.
    pub block: usize,
    /// The text so far.
    pub text: String,
    /// Whether its field was already given the keyboard.
    pub focused: bool,
}

/// What every part of the window is drawn from.
pub struct Scene<'a> {
    /// What there is.
    pub state: &'a AppState,
    /// The words.
    pub words: &'static Words,
    /// What the user does in this frame.
    pub actions: &'a mut Vec<Action>,
}
