//! What was read of the page that is shown.

use eframe::egui::{Align, Button, Layout, Modifiers, RichText, Ui};
use inkstone::pipeline::Format;

use super::icon::{Icon, icon_button};
use super::rendered::{Drawing, Key, Mark, read_block, read_plain};
use super::{Scene, Tab, ViewState, edit, fault, search, source, tokens};
use crate::action::{Action, keys_of};
use crate::command::format_name;
use crate::state::search::Match;
use crate::state::{Fault, Item, Phase};
use crate::theme::palette;

/// Draws the result. `under` is the block under the pointer on the page.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState, under: Option<usize>) {
    head(ui, scene, view);
    ui.add_space(2.0);
    view.hovered_block = None;
    let Some(item) = scene.state.shown() else {
        return hint(ui, scene.words.nothing_read);
    };
    if let Phase::Failed(fault) = &item.phase {
        return failure(ui, scene, item, fault);
    }
    edit::tools(ui, scene);
    search::bar(ui, scene, view);
    match item.page() {
        Some(page) => match view.tab {
            Tab::Rendered | Tab::Text => pieces(ui, scene, view, item, under),
            tab @ (Tab::Markdown | Tab::Json) => {
                let (name, text) = match tab {
                    Tab::Markdown => (scene.words.tab_markdown, &page.markdown),
                    _ => (scene.words.tab_json, &page.json),
                };
                let (search, lines) = (&mut view.search, &mut view.lines);
                source::show(ui, tab, name, text, item, search, lines);
            }
            Tab::Tokens => match &page.record.tokens {
                Some(tokens) => {
                    let (all, lines) = (&mut view.tokens, &mut view.lines);
                    tokens::show(ui, scene.words, item, tokens, all, lines);
                }
                None => hint(ui, scene.words.no_tokens),
            },
        },
        None if !item.streamed.is_empty() => pieces(ui, scene, view, item, None),
        None if item.phase == Phase::Reading => hint(ui, scene.words.reading_hint),
        None => hint(ui, scene.words.nothing_read),
    }
}

fn hint(ui: &mut Ui, text: &str) {
    ui.add_space(12.0);
    ui.label(RichText::new(text).color(palette(ui.visuals()).weak));
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    let words = scene.words;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 1.0;
        ui.spacing_mut().button_padding.x = 6.0;
        for (tab, name) in [
            (Tab::Rendered, words.tab_rendered),
            (Tab::Text, words.tab_text),
            (Tab::Markdown, words.tab_markdown),
            (Tab::Json, words.tab_json),
            (Tab::Tokens, words.tab_tokens),
        ] {
            let response = ui.selectable_value(&mut view.tab, tab, name);
            if matches!(tab, Tab::Rendered | Tab::Text) {
                response.on_hover_text(words.edit_hint);
            }
        }
        let there = (scene.state.shown()).is_some_and(|item| item.result.is_some());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.add_enabled_ui(there, |ui| {
                let export = ui.menu_button(words.export, |ui| {
                    let table = (scene.state.shown()).is_some_and(Item::has_table);
                    for format in Format::ALL {
                        let name = format_name(format, words);
                        let action = Action::Export(format);
                        let keys = keys_of(ui.ctx(), &action).unwrap_or_default();
                        let entry = Button::new(format!("{name} (.{})", format.extension()));
                        let entry = entry.shortcut_text(keys);
                        let possible = !format.is_of_tables() || table;
                        let response = ui.add_enabled(possible, entry);
                        if response.on_disabled_hover_text(words.no_table).clicked() {
                            scene.actions.push(action);
                        }
                    }
                });
                (export.response).on_disabled_hover_text(words.nothing_read);
            });
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.add_enabled_ui(there, |ui| {
                let copy = icon_button(ui, Icon::Copy, words.copy);
                if copy.on_disabled_hover_text(words.nothing_read).clicked() {
                    scene.actions.push(Action::CopyShown);
                }
            });
            let keys = keys_of(ui.ctx(), &Action::OpenSearch).unwrap_or_default();
            let name = format!("{} {keys}", words.search);
            if icon_button(ui, Icon::Search, &name).clicked() {
                scene.actions.push(match view.search.open {
                    true => Action::CloseSearch,
                    false => Action::OpenSearch,
                });
            }
        });
    });
}

fn failure(ui: &mut Ui, scene: &mut Scene<'_>, item: &Item, fault: &Fault) {
    let words = scene.words;
    let colors = palette(ui.visuals());
    ui.add_space(6.0);
    eframe::egui::Frame::new()
        .fill(colors.bad_soft)
        .corner_radius(8.0)
        .inner_margin(14.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(words.error_title).strong().color(colors.bad));
            ui.add_space(2.0);
            fault::say(ui, words, fault, |text| text);
            ui.add_space(6.0);
            ui.horizontal(|ui| {
                if ui.button(words.retry).clicked() {
                    scene.actions.push(Action::Retry(item.id));
                }
                if ui.button(words.copy_details).clicked() {
                    let details = format!("{}\n{}", item.source.location(), fault.text);
                    scene.actions.push(Action::CopyDetails(details));
                }
            });
        });
}

/// The blocks in reading order; one under the pointer lights its region, and the reverse. While the page is read, its text so far.
fn pieces(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    view: &mut ViewState,
    item: &Item,
    under: Option<usize>,
) {
    let page = item.page();
    let blocks = page.map_or(&[][..], |page| &page.record.blocks);
    if page.is_some() && blocks.iter().all(|block| block.text.trim().is_empty()) {
        return hint(ui, scene.words.no_text);
    }
    let plain = view.tab == Tab::Text;
    let key = Key {
        item: item.id,
        version: item.version(),
        length: item.streamed.len(),
        plain,
    };
    let read = if plain { read_plain } else { read_block };
    view.flow.update(key, |nodes| match page {
        Some(_) => {
            for (index, block) in blocks.iter().enumerate() {
                read(index, &block.kind, &block.text, nodes);
            }
        }
        None => read(0, "paragraph", &item.streamed, nodes),
    });
    let nodes = view.flow.nodes();
    let version = item.version() ^ (item.streamed.len() as u64) << 8 ^ u64::from(plain);
    let texts = || nodes.iter().map(|node| node.kind.texts()).collect();
    view.search.update(version ^ item.id << 48, texts);
    let search = &mut view.search;
    let reveal = std::mem::take(&mut search.reveal) && search.open;
    let matched = search.matches.get(search.current).map(|m| m.node);
    let search = &*search;
    let marks = |node: usize, text: usize| {
        let mark = |(found, current): (&Match, bool)| Mark {
            range: found.range.clone(),
            current,
        };
        search.of(node, text).map(mark).collect()
    };
    let mut editing = view
        .editing
        .take()
        .filter(|editing| editing.item == item.id);
    let drawing = Drawing {
        blocks,
        under,
        scroll_to_block: view.scroll_to_block.take(),
        scroll_to_node: matched.filter(|_| reveal),
        follow: page.is_none(),
        marks: &marks,
        edited: editing.as_ref().map(|editing| editing.block),
    };
    let touched = view.flow.show(ui, &drawing, &mut |ui, _| {
        if let Some(editing) = &mut editing {
            edit::block(ui, scene, editing);
        }
    });
    view.editing = editing;
    view.hovered_block = touched.hovered;
    let key = !ui.ctx().text_edit_focused()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, eframe::egui::Key::F2));
    let by_key = touched.hovered.or(touched.first).filter(|_| key);
    if let Some(block) = touched.opened.or(by_key)
        && view.editing.is_none()
        && page.is_some()
    {
        scene.actions.push(Action::BeginEdit(block));
    }
}
