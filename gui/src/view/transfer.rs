//! A model that is being downloaded: how far it is, and what can be done with it.

use std::time::Instant;

use eframe::egui::{Align, Button, Label, Layout, ProgressBar, RichText, Ui};

use super::icon::{Icon, icon_button};
use super::{Scene, fault};
use crate::action::Action;
use crate::lang::Words;
use crate::state::transfer::{Stage, Transfer};
use crate::theme::palette;

/// Draws the download, where there is one.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, transfer: &Transfer) {
    let words = scene.words;
    let colors = palette(ui.visuals());
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if transfer.stage != Stage::Running && icon_button(ui, Icon::Close, words.dismiss).clicked()
        {
            scene.actions.push(Action::DismissTransfer);
        }
        match &transfer.stage {
            Stage::Running => {
                if ui.button(words.download_pause).clicked() {
                    scene.actions.push(Action::PauseDownload);
                }
            }
            Stage::Paused | Stage::Failed(_) => {
                let text = RichText::new(words.download_resume).color(colors.on_accent);
                if ui.add(Button::new(text).fill(colors.accent)).clicked() {
                    scene.actions.push(Action::Download(transfer.name.clone()));
                }
            }
            Stage::Done => {
                if ui.button(words.download_check).clicked() {
                    scene
                        .actions
                        .push(Action::CheckModel(transfer.name.clone()));
                }
            }
        }
        let bar = ProgressBar::new(transfer.fraction())
            .desired_width(180.0)
            .desired_height(6.0)
            .fill(match transfer.stage {
                Stage::Failed(_) => colors.bad,
                Stage::Done => colors.good,
                Stage::Running | Stage::Paused => colors.accent,
            });
        ui.add(bar);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(RichText::new(&transfer.name).strong());
            let (text, color) = match &transfer.stage {
                Stage::Failed(fault) => (words.of_fault(fault).0.to_owned(), colors.bad),
                Stage::Done => (words.download_done.to_owned(), colors.good),
                Stage::Paused => {
                    let text = format!("{} · {}", words.paused, bytes(transfer));
                    (text, colors.weak)
                }
                Stage::Running => (running(transfer, words), colors.weak),
            };
            let label = Label::new(RichText::new(&text).small().color(color)).truncate();
            let response = ui.add(label);
            match &transfer.stage {
                Stage::Failed(fault) => response.on_hover_ui(|ui| {
                    fault::say(ui, words, fault, |text| text);
                }),
                _ => response.on_hover_text(&text),
            };
        });
    });
}

fn running(transfer: &Transfer, words: &Words) -> String {
    if let Some(trouble) = &transfer.trouble {
        return format!("{trouble} · {}", words.download_retries);
    }
    if transfer.total == 0 {
        return words.download_asks.to_owned();
    }
    let now = Instant::now();
    let mut text = format!("{} · {}", bytes(transfer), transfer.file);
    if let Some(pace) = transfer.pace(now) {
        text.push_str(&format!(" · {:.1} MB/s", pace / 1e6));
    }
    if let Some(left) = transfer.seconds_left(now) {
        let time = match left as u64 {
            seconds if seconds < 90 => format!("{seconds} s"),
            seconds => format!("{} min", seconds.div_ceil(60)),
        };
        text.push_str(&format!(" · {} {time}", words.download_left));
    }
    text
}

fn bytes(transfer: &Transfer) -> String {
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let (done, total) = (megabytes(transfer.done), megabytes(transfer.total));
    format!("{done:.0} / {total:.0} MB")
}
