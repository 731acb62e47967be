//! A page's text piece by piece, of which those in sight are laid out and the others take the room that they took or may take.

mod cut;
mod draw;
mod formula;
mod formulas;
mod grid;
mod inline;
mod parse;
mod table_view;
mod text;

use eframe::egui::{
    Align, Layout, PointerButton, Rect, ScrollArea, Sense, Shape, Ui, UiBuilder, pos2, vec2,
};
use inkstone::pipeline::BlockRecord;

pub use parse::{Node, block as read_block, plain as read_plain};
pub use text::Mark;

use super::tokens::confidence_color;
use crate::theme::palette;
use draw::{draw, margins};
use formulas::Formulas;

/// Size of running text, in points.
const SIZE: f32 = 14.0;
/// Room left and right of the text, in points.
const MARGIN: f32 = 10.0;
/// What is laid out above and below what is in sight, in points.
const BEYOND: f32 = 60.0;

/// What a flow was read from: it is read again when this is another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// The item.
    pub item: u64,
    /// Changes with what was read of it and with each edit.
    pub version: u64,
    /// Bytes of the text so far, while it is read.
    pub length: usize,
    /// Whether markup is shown as it is.
    pub plain: bool,
}

/// A page's pieces, and how high each is.
#[derive(Default)]
pub struct Flow {
    key: Key,
    nodes: Vec<Node>,
    /// Heights in points, and whether each is that of a piece that was laid out.
    heights: Vec<(f32, bool)>,
    /// The width that the heights are for.
    width: f32,
    /// How far the text has to be scrolled so that what is looked at stays where it is.
    shift: f32,
    /// How many pieces were laid out in the last frame.
    #[cfg(test)]
    laid_out: usize,
    formulas: Formulas,
}

/// What the pieces are drawn with.
pub struct Drawing<'a> {
    /// The page's blocks; none while it is read.
    pub blocks: &'a [BlockRecord],
    /// The block that is under the pointer on the page.
    pub under: Option<usize>,
    /// The block to be scrolled to.
    pub scroll_to_block: Option<usize>,
    /// The piece to be scrolled to.
    pub scroll_to_node: Option<usize>,
    /// Whether the end stays in sight.
    pub follow: bool,
    /// The marks of a text (second) of a piece (first).
    pub marks: &'a dyn Fn(usize, usize) -> Vec<Mark>,
    /// The block that is edited.
    pub edited: Option<usize>,
}

/// What was done with the pieces.
#[derive(Default)]
pub struct Touched {
    /// The block under the pointer.
    pub hovered: Option<usize>,
    /// The block that was double-clicked.
    pub opened: Option<usize>,
    /// The first block in sight.
    pub first: Option<usize>,
}

impl Flow {
    /// Reads the pieces anew if they were read from something else. Pieces that stay the same keep their heights.
    pub fn update(&mut self, key: Key, read: impl FnOnce(&mut Vec<Node>)) {
        if self.key == key {
            return;
        }
        let same_page = self.key.item == key.item && self.key.plain == key.plain;
        let old = std::mem::take(&mut self.nodes);
        let old_heights = std::mem::take(&mut self.heights);
        read(&mut self.nodes);
        let same = (self.nodes.iter().zip(&old)).take_while(|(new, old)| new == old);
        let kept = if same_page { same.count() } else { 0 };
        self.heights = old_heights;
        self.heights.truncate(kept);
        self.key = key;
        if !same_page {
            self.shift = 0.0;
        }
    }

    /// The pieces.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// How many pieces were laid out in the last frame.
    #[cfg(test)]
    pub fn laid_out(&self) -> usize {
        self.laid_out
    }

    /// Draws what is in sight. `edit` draws a block that is edited, in place of its pieces.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        drawing: &Drawing<'_>,
        edit: &mut dyn FnMut(&mut Ui, usize),
    ) -> Touched {
        self.formulas.begin_frame();
        #[cfg(test)]
        {
            self.laid_out = 0;
        }
        let width = ui.available_width() - ui.spacing().scroll.allocated_width();
        if self.width != width {
            self.width = width;
            self.heights.clear();
        }
        for node in &self.nodes[self.heights.len()..] {
            let room = (width - 2.0 * MARGIN) / SIZE;
            let height = node.kind.estimated_height(room) * SIZE;
            self.heights.push((height, false));
        }
        let offset = ("offset", self.key.item, self.key.plain, drawing.follow);
        let mut area = ScrollArea::vertical()
            // What was read is looked at from its beginning, wherever the reading was followed to.
            .id_salt(("flow", self.key.item, self.key.plain, drawing.follow))
            .auto_shrink(false)
            .stick_to_bottom(drawing.follow);
        let shift = std::mem::take(&mut self.shift);
        if shift != 0.0 && !drawing.follow {
            let id = ui.scope_id().with(offset);
            let last: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.0);
            area = area.vertical_scroll_offset(last + shift);
        }
        let mut touched = Touched::default();
        let output = area.show_viewport(ui, |ui, visible| {
            self.pieces(ui, visible, drawing, edit, &mut touched);
        });
        let id = ui.scope_id().with(offset);
        ui.data_mut(|data| data.insert_temp(id, output.state.clamped_offset().y));
        touched
    }

    fn pieces(
        &mut self,
        ui: &mut Ui,
        visible: Rect,
        drawing: &Drawing<'_>,
        edit: &mut dyn FnMut(&mut Ui, usize),
        touched: &mut Touched,
    ) {
        let total: f32 = self.heights.iter().map(|(height, _)| height).sum();
        ui.set_height(total + 24.0);
        let origin = ui.max_rect().min;
        let mut top = 0.0;
        let mut wanted = None;
        let mut last_edited = None;
        for index in 0..self.nodes.len() {
            let (height, known) = self.heights[index];
            let block = self.nodes[index].block;
            let is_wanted = drawing.scroll_to_node == Some(index)
                || (drawing.scroll_to_block == Some(block) && wanted.is_none());
            if is_wanted {
                wanted = Some(Rect::from_min_size(
                    origin + vec2(0.0, top),
                    vec2(self.width, height),
                ));
            }
            let in_sight =
                top + height >= visible.top() - BEYOND && top <= visible.bottom() + BEYOND;
            if touched.first.is_none() && top + height > visible.top() {
                touched.first = Some(block);
            }
            if in_sight || is_wanted {
                let place =
                    Rect::from_min_size(origin + vec2(0.0, top), vec2(self.width, f32::INFINITY));
                let (new, settled) = if drawing.edited == Some(block) {
                    // The first piece makes room for the whole block.
                    let first = last_edited != Some(block);
                    last_edited = Some(block);
                    (
                        if first {
                            editor(ui, place, block, edit)
                        } else {
                            0.0
                        },
                        true,
                    )
                } else {
                    #[cfg(test)]
                    {
                        self.laid_out += 1;
                    }
                    self.piece(ui, index, place, drawing, touched)
                };
                if (new - height).abs() > 0.5 || known != settled {
                    self.heights[index] = (new, settled);
                    // What is above what is looked at pushes it down, which is made up for in the next frame.
                    if top < visible.top() && wanted.is_none() && !drawing.follow {
                        self.shift += new - height;
                    }
                    ui.ctx().request_repaint();
                }
                top += new;
            } else {
                top += height;
            }
        }
        if let Some(rect) = wanted {
            ui.scroll_to_rect(rect, Some(Align::Center));
        }
    }

    /// Draws a piece, and gives its height and whether that is final.
    fn piece(
        &mut self,
        ui: &mut Ui,
        index: usize,
        place: Rect,
        drawing: &Drawing<'_>,
        touched: &mut Touched,
    ) -> (f32, bool) {
        let node = &self.nodes[index];
        let record = drawing.blocks.get(node.block);
        let colors = palette(ui.visuals());
        let background = ui.painter().add(Shape::Noop);
        let (above, below) = margins(&node.kind);
        let builder = UiBuilder::new()
            .id_salt(("piece", index))
            .max_rect(place.shrink2(vec2(MARGIN, 0.0)))
            .layout(Layout::top_down(Align::Min));
        let mut child = ui.new_child(builder);
        child.spacing_mut().item_spacing.y = 0.0;
        child.spacing_mut().interact_size.y = 0.0;
        child.add_space(above);
        let marks = |text: usize| (drawing.marks)(index, text);
        let pending = draw(&mut child, &node.kind, &marks, &mut self.formulas);
        child.add_space(below);
        let height = child.min_rect().bottom() - place.top();
        let rect = Rect::from_min_size(place.min, vec2(self.width, height));
        let id = ui.scope_id().with(("block", node.block, index));
        let response = ui.interact(rect, id, Sense::hover());
        let placed = record.is_some_and(|record| record.quad.is_some());
        let lit = response.contains_pointer();
        if lit && record.is_some() {
            touched.hovered = Some(node.block);
            if ui.input(|input| input.pointer.button_double_clicked(PointerButton::Primary)) {
                touched.opened = Some(node.block);
            }
        }
        if placed && (lit || drawing.under == Some(node.block)) {
            let shape = Shape::rect_filled(rect, 5.0, colors.accent_soft);
            ui.painter().set(background, shape);
        } else if let Some(confidence) = record
            .and_then(|record| record.mean_confidence)
            .filter(|confidence| *confidence < 0.85)
        {
            // What was read doubtfully bears a mark at its edge.
            let bar = Rect::from_min_max(
                pos2(rect.left() + 1.0, rect.top() + 3.0),
                pos2(rect.left() + 3.5, rect.bottom() - 3.0),
            );
            let color = confidence_color(confidence as f32, ui.visuals().dark_mode);
            ui.painter().rect_filled(bar, 1.0, color);
        }
        if pending {
            ui.ctx().request_repaint();
        }
        (height, !pending)
    }
}

/// Draws the editor of a block, and gives its height.
fn editor(ui: &mut Ui, place: Rect, block: usize, edit: &mut dyn FnMut(&mut Ui, usize)) -> f32 {
    let builder = UiBuilder::new()
        .id_salt(("editor", block))
        .max_rect(place.shrink2(vec2(4.0, 0.0)))
        .layout(Layout::top_down(Align::Min));
    let mut child = ui.new_child(builder);
    edit(&mut child, block);
    child.min_rect().bottom() - place.top() + 4.0
}
