//! How it is with a page of the queue: in words, and in a colour.

use std::time::Instant;

use eframe::egui::{Color32, ProgressBar, RichText, Ui};
use inkstone::model::observe::Stage;

use super::row::Row;
use crate::lang::Words;
use crate::state::{Item, Phase, Step};
use crate::theme::palette;

/// How it is with a page, in words.
pub fn state_of(row: &Row<'_>) -> (String, Tone) {
    let (item, words) = (row.item, row.words);
    let (text, tone) = match &item.phase {
        Phase::Waiting if row.paused => (words.paused.to_owned(), Tone::Weak),
        Phase::Waiting => (words.waiting.to_owned(), Tone::Weak),
        Phase::Reading => return (describe(item, words), Tone::Going),
        Phase::Done => (done(item, words), Tone::Good),
        Phase::Failed(_) => (words.failed.to_owned(), Tone::Bad),
        Phase::Cancelled => (words.cancelled.to_owned(), Tone::Weak),
    };
    match item.gone {
        true => (format!("{text} · {}", words.session.gone), Tone::Bad),
        false => (text, tone),
    }
}

/// Whether a page is well.
#[derive(Clone, Copy, PartialEq)]
pub enum Tone {
    /// Nothing is to be said.
    Weak,
    /// It is read.
    Going,
    /// It was read.
    Good,
    /// Something went wrong.
    Bad,
}

impl Tone {
    /// Its colour.
    pub fn color(self, ui: &Ui) -> Color32 {
        let colors = palette(ui.visuals());
        match self {
            Self::Weak => colors.weak,
            Self::Going => colors.accent,
            Self::Good => colors.good,
            Self::Bad => colors.bad,
        }
    }
}

/// One line on how it is with a page.
pub fn state_line(ui: &mut Ui, row: &Row<'_>, width: f32) {
    let (text, tone) = state_of(row);
    let text = RichText::new(text).small().color(tone.color(ui));
    ui.label(text);
    if tone == Tone::Going {
        bar(ui, row.item.step.and_then(Step::fraction), width);
    }
}

fn bar(ui: &mut Ui, fraction: Option<f32>, width: f32) {
    let colors = palette(ui.visuals());
    let bar = ProgressBar::new(fraction.unwrap_or(0.0))
        .desired_width(width)
        .desired_height(4.0)
        .fill(colors.accent)
        .corner_radius(2.0);
    ui.add(bar);
}

fn done(item: &Item, words: &Words) -> String {
    let Some(page) = &item.result else {
        return words.done.to_owned();
    };
    let seconds = format!("{:.1} s", page.seconds);
    match page.record.mean_confidence {
        Some(confidence) => format!("{seconds} · {:.1} %", confidence * 100.0),
        None => format!("{} · {seconds}", words.done),
    }
}

/// Where the reading of a page is, in words.
pub fn describe(item: &Item, words: &Words) -> String {
    match item.step {
        None | Some(Step::Decoding) => words.decoding.to_owned(),
        Some(Step::Loading { done, total }) => {
            format!("{} {} %", words.loading, done * 100 / total.max(1))
        }
        Some(Step::Stage { stage, done, total }) => {
            let name = match stage {
                Stage::Vision | Stage::Projector => words.looking,
                Stage::Prefill | Stage::Head | Stage::Decode => words.prompt_stage,
            };
            format!("{name} {done} / {total}")
        }
        Some(Step::Lines { done, total }) => {
            let lines = format!("{} {done} / {total}", words.lines);
            match item.seconds_left(Instant::now()) {
                Some(left) => format!("{lines} · {left:.0} {}", words.left),
                None => lines,
            }
        }
        Some(Step::Tokens(count)) => {
            let rate = item
                .step_started
                .map(|started| count as f64 / started.elapsed().as_secs_f64().max(0.001));
            format!("{count} {} · {:.1}/s", words.tokens, rate.unwrap_or(0.0))
        }
    }
}
