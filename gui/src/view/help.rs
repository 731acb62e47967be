//! The help: what can be done by which keys.

use eframe::egui::{Context, Grid, Id, Label, Modal, RichText, ScrollArea};

use super::palette::Overlaid;
use crate::action::keys_of;
use crate::command::Group;
use crate::lang::Words;
use crate::state::ItemId;
use crate::theme::palette;

/// The keys of a page's actions are the same for every page.
const ANY: ItemId = 0;

/// Draws it.
pub fn show(ctx: &Context, words: &Words) -> Overlaid {
    let modal = Modal::new(Id::unique("help")).show(ctx, |ui| {
        ui.set_width(520.0);
        ui.heading(words.command.help);
        let weak = palette(ui.visuals()).weak;
        ui.add(Label::new(RichText::new(words.command.help_hint).color(weak)).wrap());
        ui.add_space(4.0);
        ScrollArea::vertical()
            .max_height(ctx.content_rect().height() - 220.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for group in Group::ALL {
                    ui.add_space(4.0);
                    ui.label(RichText::new(group.name(words)).strong());
                    Grid::new(group.name(words))
                        .num_columns(2)
                        .min_col_width(130.0)
                        .spacing([12.0, 2.0])
                        .show(ui, |ui| {
                            for command in group.commands() {
                                if let Some(keys) = keys_of(ctx, &command.action_on(ANY)) {
                                    ui.label(RichText::new(keys).monospace());
                                    ui.label(command.name(words));
                                    ui.end_row();
                                }
                            }
                        });
                }
            });
        ui.add_space(6.0);
        let close = ui.button(words.dismiss);
        // So that it can be closed by Enter too, and read out.
        if ui.memory(|memory| memory.focused().is_none()) {
            close.request_focus();
        }
        close.clicked()
    });
    match modal.inner || modal.should_close() {
        true => Overlaid::Closed,
        false => Overlaid::Open,
    }
}
