//! Everything that went wrong since the window was opened.

use std::time::Instant;

use eframe::egui::{Context, Id, Modal, RichText, ScrollArea, Ui};

use super::icon::{Icon, icon_button};
use super::palette::Overlaid;
use super::{Scene, fault};
use crate::action::Action;
use crate::lang::Words;
use crate::state::AppState;
use crate::theme::palette;

/// Draws the bell, with how much was not looked at yet.
pub fn bell(ui: &mut Ui, scene: &mut Scene<'_>) {
    let unread = scene.state.notices.unread();
    let name = match unread {
        0 => scene.words.command.messages.to_owned(),
        count => format!("{} ({count})", scene.words.command.messages),
    };
    let response = icon_button(ui, Icon::Bell, &name);
    if unread > 0 {
        let centre = response.rect.right_top() + eframe::egui::vec2(-6.0, 6.0);
        ui.painter()
            .circle_filled(centre, 4.0, palette(ui.visuals()).bad);
    }
    if response.clicked() {
        scene.actions.push(Action::OpenMessages);
    }
}

/// Draws the list, the latest first.
pub fn show(ctx: &Context, state: &AppState, words: &Words, now: Instant) -> Overlaid {
    let mut outcome = Overlaid::Open;
    let modal = Modal::new(Id::unique("messages")).show(ctx, |ui| {
        ui.set_width(520.0);
        let colors = palette(ui.visuals());
        ui.heading(words.command.messages);
        ui.add_space(4.0);
        if state.notices.log().next().is_none() {
            ui.label(RichText::new(words.command.no_messages).color(colors.weak));
        }
        ScrollArea::vertical()
            .max_height(ctx.content_rect().height() - 220.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for notice in state.notices.log() {
                    ui.horizontal(|ui| {
                        let age = now.saturating_duration_since(notice.at).as_secs() / 60;
                        let age = match age {
                            0 => words.command.just_now.to_owned(),
                            minutes => format!("{minutes} {}", words.command.minutes_ago),
                        };
                        ui.label(RichText::new(age).small().color(colors.weak));
                        if ui.link(words.copy_details).clicked() {
                            outcome = Overlaid::Do(Action::CopyDetails(notice.said.text.clone()));
                        }
                    });
                    fault::say(ui, words, &notice.said, |text| text.color(colors.bad));
                    ui.separator();
                }
            });
        ui.horizontal(|ui| {
            let close = ui.button(words.dismiss);
            if ui.memory(|memory| memory.focused().is_none()) {
                close.request_focus();
            }
            if ui.button(words.command.clear_messages).clicked() {
                outcome = Overlaid::Do(Action::ClearMessages);
            }
            close.clicked()
        })
        .inner
    });
    if outcome == Overlaid::Open && (modal.inner || modal.should_close()) {
        outcome = Overlaid::Closed;
    }
    outcome
}
