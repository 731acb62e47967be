//! Messages in the corner of the window.

use eframe::egui::{Align2, Area, Frame, Id, Order, Ui, vec2};

use super::icon::{Icon, icon_button};
use super::{Scene, fault};
use crate::action::Action;
use crate::theme::palette;

/// How many are shown at once; the others follow when these are dismissed.
const MOST: usize = 4;

/// Draws the messages, the latest at the bottom.
pub fn show(ui: &Ui, scene: &mut Scene<'_>) {
    let colors = palette(ui.visuals());
    let words = scene.words;
    Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -44.0))
        .show(ui.ctx(), |ui| {
            let notices = scene.state.notices.iter().enumerate();
            for (index, notice) in notices.take(MOST) {
                let color = if notice.error {
                    colors.bad
                } else {
                    colors.good
                };
                Frame::popup(ui.style()).inner_margin(10.0).show(ui, |ui| {
                    ui.set_width(340.0);
                    ui.horizontal_top(|ui| {
                        ui.vertical(|ui| {
                            ui.set_width(280.0);
                            fault::say(ui, words, &notice.said, |text| text.color(color));
                            if notice.error && ui.link(words.copy_details).clicked() {
                                scene
                                    .actions
                                    .push(Action::CopyDetails(notice.said.text.clone()));
                            }
                        });
                        if icon_button(ui, Icon::Close, words.dismiss).clicked() {
                            scene.actions.push(Action::DismissNotice(index));
                        }
                    });
                });
                ui.add_space(6.0);
            }
        });
}
