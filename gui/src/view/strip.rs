//! The pages of one document, side by side below the page that is shown.

use std::ops::Range;

use eframe::egui::{
    Align, Align2, Image, Rect, Role, ScrollArea, Sense, StrokeKind, TextStyle, Ui, WidgetInfo,
    pos2, vec2,
};
use eframe::egui::{Color32, Stroke};

use super::{Scene, ViewState};
use crate::action::Action;
use crate::state::{Item, Source};
use crate::theme::palette;

/// Width and height of a page in the strip, in points.
const PAGE: [f32; 2] = [58.0, 74.0];
/// Height of the strip, in points.
pub const HEIGHT: f32 = 96.0;

/// The items that are pages of the document that an item is of, where it has several; they stand together in the queue.
pub fn pages_of(items: &[Item], shown: &Item) -> Range<usize> {
    let path = |item: &Item| match &item.source {
        Source::File { path, count, .. } if *count > 1 => Some(path.clone()),
        _ => None,
    };
    let Some(at) = items.iter().position(|item| item.id == shown.id) else {
        return 0..0;
    };
    let Some(wanted) = path(shown) else {
        return 0..0;
    };
    let same = |item: &&Item| path(item).as_ref() == Some(&wanted);
    let before = items[..at].iter().rev().take_while(same).count();
    let after = items[at..].iter().take_while(same).count();
    at - before..at + after
}

/// Draws the strip, where the document has several pages.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    let Some(shown) = scene.state.shown() else {
        return;
    };
    let pages = pages_of(&scene.state.items, shown);
    if pages.len() < 2 {
        return;
    }
    let step = PAGE[0] + 6.0;
    let selected = pages
        .clone()
        .position(|i| scene.state.items[i].id == shown.id);
    let id = ui.scope_id().with("strip of");
    let last: Option<u64> = ui.data(|data| data.get_temp(id));
    let moved = last != Some(shown.id);
    ui.data_mut(|data| data.insert_temp(id, shown.id));
    ScrollArea::horizontal()
        .id_salt("strip")
        .auto_shrink([false, true])
        .show_viewport(ui, |ui, visible| {
            ui.set_width(step * pages.len() as f32);
            ui.set_height(HEIGHT - 10.0);
            let origin = ui.max_rect().min;
            for (place, index) in pages.clone().enumerate() {
                let left = place as f32 * step;
                let rect = Rect::from_min_size(origin + vec2(left, 2.0), PAGE.into());
                if moved && selected == Some(place) {
                    ui.scroll_to_rect(rect, Some(Align::Center));
                }
                if left + step < visible.left() || left > visible.right() {
                    continue;
                }
                let item = &scene.state.items[index];
                if !view.thumbnails.contains_key(&item.id) {
                    view.wanted_thumbnails.push(item.id);
                }
                page(ui, rect, item, selected == Some(place), scene.actions, view);
            }
        });
}

fn page(
    ui: &mut Ui,
    rect: Rect,
    item: &Item,
    selected: bool,
    actions: &mut Vec<Action>,
    view: &ViewState,
) {
    let colors = palette(ui.visuals());
    let response = ui.interact(rect, ui.scope_id().with(item.id), Sense::click());
    let name = item.source.name();
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, &name));
    if response.clicked() {
        actions.push(Action::Select(item.id));
    }
    let picture = Rect::from_min_max(rect.min, rect.max - vec2(0.0, 14.0));
    let painter = ui.painter();
    if selected || response.hovered() {
        let fill = match selected {
            true => colors.accent_soft,
            false => ui.visuals().faint_bg_color,
        };
        painter.rect_filled(rect.expand(2.0), 5.0, fill);
    }
    match view.thumbnails.get(&item.id) {
        Some(Some(texture)) => {
            let size = texture.size_vec2();
            let room = picture.size() - vec2(8.0, 4.0);
            let scale = (room.x / size.x).min(room.y / size.y);
            let place = Rect::from_center_size(picture.center(), size * scale);
            Image::new((texture.id(), size)).paint_at(ui, place);
            let stroke = match selected {
                true => Stroke::new(1.5, colors.accent),
                false => ui.visuals().window_stroke,
            };
            painter.rect_stroke(place, 1.0, stroke, StrokeKind::Outside);
        }
        _ => {
            painter.rect_filled(picture.shrink(6.0), 2.0, colors.desk);
        }
    }
    let number = item.source.page_number().unwrap_or(1);
    let color: Color32 = if selected { colors.accent } else { colors.weak };
    painter.text(
        pos2(rect.center().x, rect.bottom()),
        Align2::CENTER_BOTTOM,
        number,
        TextStyle::Small.resolve(ui.style()),
        color,
    );
    response.on_hover_text(name);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn the_pages_of_a_document_are_those_beside_it() {
        let item = |id, name: &str, page, count| {
            let path = PathBuf::from(name);
            Item::new(id, Source::File { path, page, count })
        };
        let items = [
            item(1, "a.png", 0, 1),
            item(2, "b.pdf", 0, 3),
            item(3, "b.pdf", 1, 3),
            item(4, "b.pdf", 2, 3),
            item(5, "c.pdf", 0, 2),
        ];
        assert_eq!(pages_of(&items, &items[2]), 1..4);
        assert_eq!(pages_of(&items, &items[4]), 4..5);
        assert!(pages_of(&items, &items[0]).is_empty());
    }
}
