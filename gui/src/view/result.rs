//! What was read of the page that is shown.

use eframe::egui::text::{CCursor, LayoutJob, TextFormat};
use eframe::egui::{
    Align, Button, Layout, Modifiers, RichText, Role, ScrollArea, TextBuffer, TextEdit, TextStyle,
    Ui, WidgetInfo,
};
use inkstone::pipeline::Format;

use super::icon::{Icon, icon_button};
use super::rendered::{Drawing, Key, Mark, read_block, read_plain};
use super::{Scene, Tab, ViewState, edit, fault, search, tokens};
use crate::action::{Action, keys_of};
use crate::command::format_name;
use crate::state::search::{Match, Search};
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
            Tab::Markdown => {
                let name = scene.words.tab_markdown;
                source(ui, "markdown", name, &page.markdown, item, &mut view.search);
            }
            Tab::Json => {
                let name = scene.words.tab_json;
                source(ui, "json", name, &page.json, item, &mut view.search);
            }
            Tab::Tokens => match &page.record.tokens {
                Some(tokens) => tokens::show(ui, scene.words, tokens),
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
        ui.spacing_mut().button_padding.x = 8.0;
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
                ui.menu_button(words.export, |ui| {
                    for format in Format::ALL {
                        let name = format_name(format, words);
                        let action = Action::Export(format);
                        let keys = keys_of(ui.ctx(), &action).unwrap_or_default();
                        let entry = Button::new(format!("{name} (.{})", format.extension()));
                        if ui.add(entry.shortcut_text(keys)).clicked() {
                            scene.actions.push(action);
                        }
                    }
                });
            });
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.add_enabled_ui(there, |ui| {
                if icon_button(ui, Icon::Copy, words.copy).clicked() {
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

/// A text to be looked at and copied from.
fn source(ui: &mut Ui, id: &str, name: &str, mut text: &str, item: &Item, search: &mut Search) {
    let version = item.version() ^ item.id << 48 ^ (id.len() as u64) << 40 ^ text.len() as u64;
    search.update(version, || vec![vec![text.to_owned()]]);
    let reveal = std::mem::take(&mut search.reveal) && search.open;
    let current = search.matches.get(search.current).filter(|_| reveal);
    let place = current.map(|found| text[..found.range.start].chars().count());
    let search = &*search;
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let job = marked(ui, text.as_str(), width, search);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    ScrollArea::both()
        .id_salt(id)
        .auto_shrink(false)
        .show(ui, |ui| {
            let edit = TextEdit::multiline(&mut text)
                .font(TextStyle::Monospace)
                .frame(eframe::egui::Frame::NONE)
                .layouter(&mut layouter)
                .desired_width(f32::INFINITY);
            let output = edit.show(ui);
            let response = &output.response;
            response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name));
            if let Some(place) = place {
                let cursor = output.galley.pos_from_cursor(CCursor::new(place));
                let rect = cursor.translate(output.galley_pos.to_vec2());
                ui.scroll_to_rect(rect.expand(40.0), Some(Align::Center));
            }
        });
}

/// A text of fixed width with what was searched for marked.
fn marked(ui: &Ui, text: &str, width: f32, search: &Search) -> LayoutJob {
    let colors = palette(ui.visuals());
    let plain = TextFormat {
        font_id: TextStyle::Monospace.resolve(ui.style()),
        color: ui.visuals().text_color(),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let mut at = 0;
    for (found, current) in search.of(0, 0) {
        let (Some(before), Some(inside)) = (
            text.get(at..found.range.start),
            text.get(found.range.clone()),
        ) else {
            break;
        };
        job.append(before, 0.0, plain.clone());
        let background = match current {
            true => colors.found_current,
            false => colors.found,
        };
        job.append(
            inside,
            0.0,
            TextFormat {
                background,
                ..plain.clone()
            },
        );
        at = found.range.end;
    }
    job.append(text.get(at..).unwrap_or_default(), 0.0, plain);
    job
}
