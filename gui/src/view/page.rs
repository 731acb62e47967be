//! The page itself, with the regions that were read.

use eframe::egui::{
    Align, Color32, CursorIcon, Image, Label, Layout, Pos2, Rect, RichText, Role, Sense, Shape,
    Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};
use inkstone::pipeline::BlockRecord;

use super::icon::{Icon, icon_button};
use super::queue::centred_words;
use super::{Camera, Scene, ViewState, strip};
use crate::action::{Action, ZOOM_STEP, keys_of};
use crate::theme::palette;

/// Margin around a page that is fitted in, in points.
const MARGIN: f32 = 20.0;
/// From which width on the page's name and the tools are in one line, in points.
const ONE_LINE: f32 = 440.0;
/// From which width on all tools are shown, in points.
const ALL_TOOLS: f32 = 350.0;
/// The smallest and largest zoom, in points per pixel.
const ZOOMS: std::ops::RangeInclusive<f32> = 0.02..=16.0;

/// The colour of regions. Pages are mostly white in both themes, so it is the same in both.
const REGION: Color32 = Color32::from_rgb(0x2F, 0x5F, 0xA8);
/// The colour of the region under the pointer: a highlighter's, through which the text can be read.
const HIGHLIGHT: Color32 = Color32::from_rgba_premultiplied(0x66, 0x4F, 0x0C, 0x66);

/// Draws the page and its tools, and says which block is under the pointer.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) -> Option<usize> {
    tools(ui, scene, view);
    ui.add_space(2.0);
    let with_strip = (scene.state.shown())
        .is_some_and(|item| strip::pages_of(&scene.state.items, item).len() > 1);
    if with_strip {
        let bottom = ui
            .max_rect()
            .with_min_y(ui.max_rect().bottom() - strip::HEIGHT);
        let mut child = ui.new_child(eframe::egui::UiBuilder::new().max_rect(bottom));
        strip::show(&mut child, scene, view);
    }
    let below = if with_strip { strip::HEIGHT + 4.0 } else { 0.0 };
    let room = ui.available_size() - vec2(0.0, below);
    let (rect, response) = ui.allocate_exact_size(room, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, scene.words.page_image));
    let colors = palette(ui.visuals());
    ui.painter().rect_filled(rect, 8.0, colors.desk);
    let item = scene.state.shown()?;
    let Some(shown) = view.shown.as_mut().filter(|shown| shown.id == item.id) else {
        centred_words(ui, rect, scene.words.loading_picture);
        return None;
    };
    let Some(texture) = &shown.texture else {
        centred_words(ui, rect, scene.words.no_picture);
        return None;
    };
    let size = shown.size;
    steer(ui, &response, rect, size, &mut view.camera);
    let place = lie(rect, size, &mut view.camera);
    let painter = ui.painter_at(rect);
    painter.rect_filled(
        place.translate(vec2(0.0, 2.0)).expand(1.0),
        2.0,
        Color32::from_black_alpha(24),
    );
    let mut child = ui.new_child(eframe::egui::UiBuilder::new().max_rect(rect));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    Image::new((texture.id(), texture.size_vec2())).paint_at(&child, place);
    // Where the picture has fewer pixels than the screen shows and the page has more, those are shown.
    let drawn = place.width() * ui.pixels_per_point();
    if texture.size_vec2().x < size.x.min(drawn * 0.9) {
        shown.tiles.paint(&painter, rect, place, size);
    }
    painter.rect_stroke(place, 0.0, ui.visuals().window_stroke, StrokeKind::Outside);
    let page = item.result.as_ref()?;
    let to_view = |point: [f32; 2]| place.min + vec2(point[0], point[1]) * (place.width() / size.x);
    let pointer = response.hover_pos();
    let under = pointer.and_then(|pointer| block_at(&page.record.blocks, pointer, to_view));
    if under.is_some() && !view.hide_regions {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        if response.clicked() {
            view.scroll_to_block = under;
        }
    }
    if !view.hide_regions {
        for (index, block) in page.record.blocks.iter().enumerate() {
            let lit = under.or(view.hovered_block) == Some(index);
            if let Some(quad) = block.quad {
                let points = quad.map(to_view).to_vec();
                let (fill, stroke) = match lit {
                    true => (HIGHLIGHT, Stroke::new(1.0, REGION)),
                    false => (
                        REGION.gamma_multiply(0.04),
                        Stroke::new(0.8, REGION.gamma_multiply(0.4)),
                    ),
                };
                painter.add(Shape::convex_polygon(points, fill, stroke));
            }
        }
    }
    under
}

/// The smallest block at a point.
fn block_at(
    blocks: &[BlockRecord],
    pointer: Pos2,
    to_view: impl Fn([f32; 2]) -> Pos2,
) -> Option<usize> {
    let bounds = |quad: [[f32; 2]; 4]| Rect::from_points(&quad.map(&to_view));
    let hit = blocks.iter().enumerate().filter_map(|(index, block)| {
        let bounds = bounds(block.quad?);
        bounds.contains(pointer).then(|| (index, bounds.area()))
    });
    hit.min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(index, _)| index)
}

/// Pans and zooms as the pointer says. The point under the pointer stays where it is.
fn steer(ui: &Ui, response: &eframe::egui::Response, rect: Rect, size: Vec2, camera: &mut Camera) {
    if response.dragged() {
        camera.zoom.get_or_insert(camera.drawn_zoom);
        camera.pan += response.drag_delta();
    }
    if response.double_clicked() {
        *camera = Camera::default();
    }
    let Some(pointer) = response.hover_pos() else {
        return;
    };
    let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
    // The wheel alone zooms too: a page is looked at like a map.
    let factor = zoom * (scroll.y * 0.004).exp();
    if (factor - 1.0).abs() > 1e-4 {
        let old = lie(rect, size, camera);
        let wanted = (camera.drawn_zoom * factor).clamp(*ZOOMS.start(), *ZOOMS.end());
        let from_centre = pointer - old.center();
        let grown = wanted / camera.drawn_zoom;
        camera.pan += from_centre * (1.0 - grown);
        camera.zoom = Some(wanted);
    }
}

/// Where the page lies.
fn lie(rect: Rect, size: Vec2, camera: &mut Camera) -> Rect {
    let room = rect.shrink(MARGIN).size().max(Vec2::splat(8.0));
    let fitted = (room.x / size.x).min(room.y / size.y);
    let zoom = camera.zoom.unwrap_or(fitted);
    if camera.zoom.is_none() {
        camera.pan = Vec2::ZERO;
    }
    camera.drawn_zoom = zoom;
    let half = (rect.size() + size * zoom) / 2.0 - Vec2::splat(48.0);
    // At least a strip of the page stays in sight.
    camera.pan = camera
        .pan
        .clamp(-half.max(Vec2::ZERO), half.max(Vec2::ZERO));
    Rect::from_center_size(rect.center() + camera.pan, size * zoom)
}

fn tools(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    let row = vec2(ui.available_width(), ui.spacing().interact_size.y);
    let right = Layout::right_to_left(Align::Center);
    let there = (view.shown.as_ref()).is_some_and(|shown| shown.texture.is_some());
    if there && row.x < ONE_LINE {
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            title(ui, scene, view);
        });
        ui.allocate_ui_with_layout(row, right, |ui| zoom_tools(ui, scene, view));
        return;
    }
    ui.allocate_ui_with_layout(row, right, |ui| {
        if there {
            zoom_tools(ui, scene, view);
        }
        // The page's name takes what room is left.
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            title(ui, scene, view);
        });
    });
}

fn title(ui: &mut Ui, scene: &Scene<'_>, view: &ViewState) {
    let Some(item) = scene.state.shown() else {
        return;
    };
    let room = ui.available_width();
    let shown = (view.shown.as_ref()).filter(|shown| shown.texture.is_some());
    ui.scope(|ui| {
        ui.set_max_width(if shown.is_some() && room > 200.0 {
            room - 90.0
        } else {
            room
        });
        let name = RichText::new(item.source.name()).strong();
        ui.add(Label::new(name).truncate());
    });
    if let Some(shown) = shown.filter(|_| room > 200.0) {
        let size = format!("{} × {}", shown.size.x, shown.size.y);
        let weak = palette(ui.visuals()).weak;
        ui.add(Label::new(RichText::new(size).small().color(weak)).truncate());
    }
}

fn zoom_tools(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    let words = scene.words;
    let few = ui.available_width() < ALL_TOOLS;
    let mut regions = !view.hide_regions;
    if ui.toggle_value(&mut regions, words.regions).changed() {
        view.hide_regions = !regions;
    }
    if let Some(id) = scene.state.selected {
        for (icon, name, quarters, key) in [
            (Icon::TurnRight, words.turn_right, 1, "R"),
            (Icon::TurnLeft, words.turn_left, -1, "Shift+R"),
        ] {
            let response = icon_button(ui, icon, name).on_hover_text(key);
            if response.clicked() {
                scene.actions.push(Action::Turn(id, quarters));
            }
        }
    }
    for (name, action) in [
        (words.fit, Action::Fit),
        (words.actual_size, Action::ActualSize),
    ] {
        if few && action == Action::ActualSize {
            continue;
        }
        let keys = keys_of(ui.ctx(), &action).unwrap_or_default();
        if ui.button(name).on_hover_text(keys).clicked() {
            scene.actions.push(action);
        }
    }
    if icon_button(ui, Icon::Plus, words.zoom_in).clicked() {
        scene.actions.push(Action::Zoom(ZOOM_STEP));
    }
    if !few {
        let percent = view.camera.drawn_zoom * 100.0 * ui.ctx().pixels_per_point();
        let weak = palette(ui.visuals()).weak;
        ui.label(RichText::new(format!("{percent:.0} %")).small().color(weak));
    }
    if icon_button(ui, Icon::Minus, words.zoom_out).clicked() {
        scene.actions.push(Action::Zoom(1.0 / ZOOM_STEP));
    }
}

impl Camera {
    /// Enlarges the page around the middle of the view.
    pub fn enlarge(&mut self, factor: f32) {
        let wanted = (self.drawn_zoom * factor).clamp(*ZOOMS.start(), *ZOOMS.end());
        self.pan *= wanted / self.drawn_zoom.max(1e-6);
        self.zoom = Some(wanted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    #[test]
    fn a_fitted_page_lies_in_the_middle() {
        let mut camera = Camera::default();
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(240.0, 540.0));
        let place = lie(rect, vec2(100.0, 200.0), &mut camera);
        assert_eq!(camera.drawn_zoom, 2.0);
        assert_eq!(place.center(), rect.center());
        assert_eq!(place.size(), vec2(200.0, 400.0));
    }

    #[test]
    fn a_page_cannot_be_lost() {
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(400.0, 400.0));
        let mut camera = Camera {
            zoom: Some(1.0),
            pan: vec2(9000.0, -9000.0),
            drawn_zoom: 1.0,
        };
        let place = lie(rect, vec2(100.0, 100.0), &mut camera);
        assert!(place.intersects(rect), "{place:?}");
    }
}
