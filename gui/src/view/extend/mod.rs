//! Plugins: what there is, the chosen pipeline, and what it makes of a page.

mod about;
mod control;
mod drag;
mod form;
mod list;
mod log;
mod pipeline;
mod preview;
pub mod questions;
mod step;

use eframe::egui::{
    Align, Button, CentralPanel, Color32, Frame, Label, Layout, Panel, Rect, Response, RichText, Ui,
};
use inkstone::plugin::Origin;

use super::{Scene, ViewState, is_narrow};
use crate::action::{Action, ExtendAction};
use crate::app::framed;
use crate::lang::ExtendWords;
use crate::state::extend::{PluginEntry, Problem};
use crate::theme::palette;

pub use preview::Pictures;

/// What is shown beside the pipeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SideTab {
    /// What becomes of the page.
    #[default]
    Preview,
    /// What is known of a plugin.
    About,
    /// What plugins say.
    Messages,
}

/// What is shown at the left of a window that is too narrow for both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeftTab {
    /// The chosen pipeline.
    #[default]
    Pipeline,
    /// All plugins.
    Plugins,
}

/// What is looked at of plugins.
#[derive(Default)]
pub struct ExtendView {
    /// What is shown at the left of a narrow window.
    pub left: LeftTab,
    /// What is shown beside the pipeline.
    pub tab: SideTab,
    /// The pipeline's other name, while it is typed.
    pub rename: Option<String>,
    /// The pictures of the preview.
    pub pictures: Option<Pictures>,
}

/// Draws the workspace, and says where its parts are, in the order of reading.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) -> Vec<Rect> {
    let view = &mut view.extend;
    if is_narrow(ui.ctx()) {
        return show_narrow(ui, scene, view);
    }
    let panel = ui.visuals().panel_fill;
    let wide = ui.available_width() >= 1200.0;
    let list = Panel::left("plugins")
        .frame(framed(panel, 10, 10))
        .default_size(if wide { 280.0 } else { 240.0 })
        .size_range(220.0..=420.0)
        .show(ui, |ui| {
            let title = scene.words.extend.plugins;
            heading(ui, title, |ui| list::add(ui, scene));
            list::show(ui, scene, view);
        });
    let width = ui.available_width();
    let side = Panel::right("plugin side")
        .frame(framed(panel, 14, 10))
        .default_size(width * 0.54)
        .size_range(340.0..=(width - 340.0).max(341.0))
        .show(ui, |ui| side(ui, scene, view));
    let pipeline = CentralPanel::default()
        .frame(framed(panel, 14, 10))
        .show(ui, |ui| pipeline::show(ui, scene, view));
    [list, pipeline, side]
        .map(|part| part.response.rect)
        .to_vec()
}

/// Draws the plugins and the pipeline in one place.
fn show_narrow(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ExtendView) -> Vec<Rect> {
    let panel = ui.visuals().panel_fill;
    let width = ui.available_width();
    let left = Panel::left("plugins or pipeline")
        .frame(framed(panel, 12, 10))
        .default_size(width * 0.4)
        .size_range(300.0..=width - 380.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let tabs = [
                    (LeftTab::Pipeline, scene.words.pipeline),
                    (LeftTab::Plugins, scene.words.extend.plugins),
                ];
                for (tab, name) in tabs {
                    ui.selectable_value(&mut view.left, tab, name);
                }
                if view.left == LeftTab::Plugins {
                    let layout = Layout::right_to_left(Align::Center);
                    ui.with_layout(layout, |ui| list::add(ui, scene));
                }
            });
            ui.add_space(2.0);
            match view.left {
                LeftTab::Pipeline => pipeline::show(ui, scene, view),
                LeftTab::Plugins => list::show(ui, scene, view),
            }
        });
    let side = CentralPanel::default()
        .frame(framed(panel, 14, 10))
        .show(ui, |ui| side(ui, scene, view));
    vec![left.response.rect, side.response.rect]
}

fn side(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ExtendView) {
    // The panel keeps its width however little is in it.
    ui.set_width(ui.available_width());
    let words = &scene.words.extend;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (tab, name) in [
            (SideTab::Preview, words.preview),
            (SideTab::About, words.about),
        ] {
            ui.selectable_value(&mut view.tab, tab, name);
        }
        let mut name = RichText::new(words.messages);
        let unseen = scene.state.extend.log.unseen_errors;
        if unseen > 0 && view.tab != SideTab::Messages {
            let bad = palette(ui.visuals()).bad;
            name = RichText::new(format!("{} ({unseen})", words.messages)).color(bad);
        }
        ui.selectable_value(&mut view.tab, SideTab::Messages, name);
        if unseen > 0 && view.tab == SideTab::Messages {
            scene.actions.push(ExtendAction::SeenLog.into());
        }
    });
    ui.add_space(2.0);
    match view.tab {
        SideTab::Preview => preview::show(ui, scene, view),
        SideTab::About => about::show(ui, scene),
        SideTab::Messages => log::show(ui, scene),
    }
}

/// A word in a soft frame.
fn tag(ui: &mut Ui, text: &str, color: Color32, fill: Color32) -> Response {
    Frame::new()
        .fill(fill)
        .corner_radius(4.0)
        .inner_margin(eframe::egui::Margin::symmetric(6, 1))
        .show(ui, |ui| {
            let text = RichText::new(text).small().color(color);
            ui.add(Label::new(text).selectable(false))
        })
        .inner
}

/// Words that matter less.
fn weak(ui: &mut Ui, text: impl Into<String>) -> Response {
    let color = palette(ui.visuals()).weak;
    ui.add(Label::new(RichText::new(text).small().color(color)).wrap())
}

/// Words about what is wrong.
fn wrong(ui: &mut Ui, text: impl Into<String>) -> Response {
    let color = palette(ui.visuals()).bad;
    ui.add(Label::new(RichText::new(text).small().color(color)).wrap())
}

/// A title and, at the right, what belongs to it.
fn heading(ui: &mut Ui, title: &str, right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            right(ui);
        });
    });
}

/// A button of a form that is not pressed often.
fn small_button(ui: &mut Ui, name: &str) -> Response {
    ui.add(Button::new(RichText::new(name).small()).small())
}

/// Where a plugin is from, in a word.
fn origin(plugin: &PluginEntry, words: &ExtendWords) -> &'static str {
    match plugin.origin {
        Origin::Bundled => words.built_in,
        Origin::Folder(_) => words.installed,
        Origin::File(_) => words.by_file,
    }
}

/// Why a step cannot be used as it is, where that is not said at a field.
fn say(problem: &Problem, words: &ExtendWords) -> Option<String> {
    match problem {
        Problem::Missing => Some(words.missing.into()),
        Problem::Broken(text) => Some(format!("{text}\n{}", words.broken_hint)),
        Problem::Kind => Some(words.wrong_kind.into()),
        Problem::NoSetting(_) | Problem::Value(..) => None,
    }
}

/// Pushes an action.
fn act(scene: &mut Scene<'_>, action: ExtendAction) {
    scene.actions.push(Action::Extend(action));
}
