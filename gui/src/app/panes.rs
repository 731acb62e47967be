//! The parts of the window, through which the keyboard goes as a whole: F6 puts it into the next one.

use eframe::egui::{Context, Id, LayerId, Rect};

/// Where the parts are, in the order of reading.
#[derive(Debug, Default)]
pub struct Panes(pub Vec<Rect>);

impl Panes {
    /// Puts the keyboard on the first thing of the part after the one that has it.
    pub fn next(&self, ctx: &Context) {
        let things = things(ctx);
        let place_of = |id: Id| things.iter().find(|(known, _)| *known == id);
        let focused = ctx.memory(|memory| memory.focused()).and_then(place_of);
        let now = focused.and_then(|(_, rect)| self.pane_at(*rect));
        let first = now.map_or(0, |pane| pane + 1);
        let order = (0..self.0.len()).map(|step| (first + step) % self.0.len());
        for pane in order {
            let of_pane = |(_, rect): &&(Id, Rect)| self.pane_at(*rect) == Some(pane);
            if let Some((id, _)) = things.iter().find(of_pane) {
                ctx.memory_mut(|memory| memory.request_focus(*id));
                return;
            }
        }
    }

    fn pane_at(&self, rect: Rect) -> Option<usize> {
        (self.0.iter()).position(|pane| pane.contains(rect.center()))
    }
}

/// Everything that can have the keyboard, in the order of drawing.
fn things(ctx: &Context) -> Vec<(Id, Rect)> {
    ctx.viewport(|viewport| {
        let widgets = viewport.this_pass.widgets.get_layer(LayerId::background());
        let focusable = widgets.filter(|widget| widget.sense.is_focusable() && widget.enabled);
        focusable.map(|widget| (widget.id, widget.rect)).collect()
    })
}
