//! A row of the queue.

use eframe::egui::{
    Align, Color32, Image, Label, Layout, Rect, Response, RichText, Role, Sense, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::drag;
use super::state::{state_line, state_of};
use crate::action::Action;
use crate::lang::Words;
use crate::state::{Item, Phase};
use crate::theme::palette;
use crate::view::ViewState;
use crate::view::icon::{Icon, icon_button};
use crate::view::reorder;

/// A page as its row shows it.
pub struct Row<'a> {
    /// It.
    pub item: &'a Item,
    /// Whether it is the one that is shown.
    pub selected: bool,
    /// The words.
    pub words: &'static Words,
    /// Whether no page is begun.
    pub paused: bool,
}

/// Draws what is behind a row, and takes up clicks and drags.
pub fn ground(ui: &Ui, rect: Rect, row: &Row<'_>, actions: &mut Vec<Action>) -> Response {
    let item = row.item;
    // A finger that is drawn over the rows scrolls them.
    let sense = match ui.input(|input| input.has_touch_screen()) {
        true => Sense::click(),
        false => Sense::click_and_drag(),
    };
    // The row is the page's, wherever it goes: so it keeps the keyboard.
    let response = ui.interact(rect, ui.make_persistent_id(item.id), sense);
    reorder::take_up(&response, drag::Dragged(item.id));
    let name = item.source.name();
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, row.selected, &name));
    if response.clicked() {
        actions.push(Action::Select(item.id));
    }
    let fill = match (row.selected, response.hovered()) {
        (true, _) => palette(ui.visuals()).accent_soft,
        (false, true) => ui.visuals().faint_bg_color,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 6.0, fill);
    if response.has_focus() {
        let stroke = ui.visuals().selection.stroke;
        ui.painter()
            .rect_stroke(rect, 6.0, stroke, StrokeKind::Inside);
    }
    response
}

/// Says where a page is from and how it is with it, and what can be done with it.
pub fn about(response: Response, row: &Row<'_>, actions: &mut Vec<Action>) {
    let (item, words) = (row.item, row.words);
    response
        .on_hover_ui(|ui| {
            ui.label(item.source.location());
            let weak = palette(ui.visuals()).weak;
            ui.label(RichText::new(state_of(row).0).small().color(weak));
            if let Phase::Failed(fault) = &item.phase {
                let why = RichText::new(words.of_fault(fault).0).small();
                ui.label(why.color(palette(ui.visuals()).bad));
            }
        })
        .context_menu(|ui| {
            let mut entry = |ui: &mut Ui, name: &str, action: Action| {
                if ui.button(name).clicked() {
                    actions.push(action);
                    ui.close();
                }
            };
            match item.ended() {
                true => entry(ui, words.retry, Action::Retry(item.id)),
                false => entry(ui, words.cancel, Action::Cancel(item.id)),
            }
            entry(ui, words.move_up, Action::Move(item.id, -1));
            entry(ui, words.move_down, Action::Move(item.id, 1));
            entry(ui, words.remove, Action::Remove(item.id));
        });
}

/// Draws a row: the picture, the name, how it is with the page, and buttons.
pub fn row(ui: &mut Ui, rect: Rect, row: &Row<'_>, view: &ViewState, actions: &mut Vec<Action>) {
    let (item, words) = (row.item, row.words);
    let inner = rect.shrink2(vec2(8.0, 6.0));
    let picture = Rect::from_min_size(inner.min, vec2(40.0, inner.height()));
    thumbnail(ui, picture, item, view);
    let buttons = 52.0;
    let text = Rect::from_min_max(pos2(inner.left() + 50.0, inner.top()), inner.max);
    let mut line = ui.new_child(
        UiBuilder::new()
            .id_salt(("text", item.id))
            .max_rect(text)
            .layout(Layout::top_down(Align::Min)),
    );
    line.spacing_mut().item_spacing.y = 3.0;
    line.spacing_mut().interact_size.y = 0.0;
    line.scope(|ui| {
        ui.set_max_width(text.width() - buttons);
        let name = Label::new(item.source.name());
        ui.add(name.truncate().selectable(false));
    });
    state_line(&mut line, row, text.width() - buttons);
    let corner = Rect::from_min_max(pos2(inner.right() - buttons, inner.top()), inner.max);
    let mut side = ui.new_child(
        UiBuilder::new()
            .id_salt(("buttons", item.id))
            .max_rect(corner)
            .layout(Layout::right_to_left(Align::Center)),
    );
    side.spacing_mut().item_spacing.x = 0.0;
    if item.ended() {
        if icon_button(&mut side, Icon::Close, words.remove).clicked() {
            actions.push(Action::Remove(item.id));
        }
        if icon_button(&mut side, Icon::Retry, words.retry).clicked() {
            actions.push(Action::Retry(item.id));
        }
    } else if icon_button(&mut side, Icon::Close, words.cancel).clicked() {
        actions.push(Action::Cancel(item.id));
    }
}

pub fn thumbnail(ui: &Ui, rect: Rect, item: &Item, view: &ViewState) {
    let colors = palette(ui.visuals());
    let Some(Some(texture)) = view.thumbnails.get(&item.id) else {
        ui.painter().rect_filled(rect, 3.0, colors.desk);
        return;
    };
    let size = texture.size_vec2();
    let scale = (rect.width() / size.x).min(rect.height() / size.y);
    let place = Rect::from_center_size(rect.center(), size * scale);
    Image::new((texture.id(), size))
        .corner_radius(2.0)
        .paint_at(ui, place);
    let stroke = ui.visuals().window_stroke;
    ui.painter()
        .rect_stroke(place, 2.0, stroke, StrokeKind::Outside);
}
