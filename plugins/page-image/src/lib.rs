//! What the plugins for page images share.
//!
//! The way of a page: it becomes gray ([`Gray`]), its paper is made white and its ink is found ([`Ink`]); its skew is measured on the ink
//! ([`skew`]) and turned back ([`Turn`], [`level`]); ink that hangs together becomes [`components`], of which rules, frames, pictures and specks go and
//! light text on dark bands comes forth ([`marks`]); neighbouring components become [`segments`] of a line; and segments become the
//! [`blocks`] of the page in the order in which they are read.
//!
//! Any picture is taken without a panic, also one with a side of 0. What takes long is told to a [`Progress`], who may end it.

pub mod blocks;
pub mod components;
mod ink;
mod level;
pub mod marks;
mod page;
pub mod plugin;
mod progress;
mod rect;
pub mod segments;
pub mod skew;
mod turn;

pub use blocks::{Block, blocks};
pub use components::{Component, Components, components};
pub use ink::{Gray, Ink};
pub use level::{Level, level};
pub use marks::{Marks, marks};
pub use page::{MOST_PIXELS, Page, PageError, crop, on_white};
pub use progress::{Progress, unheard};
pub use rect::Rect;
pub use segments::{Segment, segments};
pub use turn::Turn;
