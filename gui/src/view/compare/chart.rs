//! Charts as textures: drawn by a thread whenever data, size, theme, language or pixel density change.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{
    Color32, Image, Pos2, Rect, Role, Sense, Stroke, StrokeKind, TextureHandle, Ui, WidgetInfo,
    pos2, vec2,
};
use inkstone_charts::{Chart, Readout, Size, Style, Theme};

use crate::lang::CompareWords;
use crate::state::compare::FigureView;
use crate::theme::palette;
use crate::worker::compare::charts::{ChartRequest, Look};

/// A chart that was drawn last.
struct Drawn {
    look: Look,
    texture: Option<TextureHandle>,
    readouts: Vec<Readout>,
}

/// The charts that were asked for and drawn.
#[derive(Default)]
pub struct Charts {
    asked: HashMap<u64, Look>,
    drawn: HashMap<u64, Drawn>,
    /// Charts to be drawn.
    pub wanted: Vec<ChartRequest>,
}

impl Charts {
    /// Takes up a chart that was drawn.
    pub fn take(
        &mut self,
        id: u64,
        look: Look,
        texture: Option<TextureHandle>,
        readouts: Vec<Readout>,
    ) {
        let drawn = Drawn {
            look,
            texture,
            readouts,
        };
        self.drawn.insert(id, drawn);
    }

    /// Whether every chart was drawn as it was asked for last.
    pub fn complete(&self) -> bool {
        self.wanted.is_empty()
            && self
                .asked
                .iter()
                .all(|(id, look)| self.drawn.get(id).is_some_and(|drawn| drawn.look == *look))
    }

    /// Whether any chart was drawn.
    #[cfg(test)]
    pub fn any(&self) -> bool {
        self.drawn.values().any(|drawn| drawn.texture.is_some())
    }

    /// Forgets the charts that are not among these.
    pub fn keep_only(&mut self, is_kept: impl Fn(u64) -> bool) {
        self.asked.retain(|id, _| is_kept(*id));
        self.drawn.retain(|id, _| is_kept(*id));
    }

    /// Draws a chart `width` wide, or the last picture of it until there is a new one.
    pub fn show(&mut self, ui: &mut Ui, figure: &FigureView, words: &CompareWords, width: f32) {
        let size = figure.chart.natural_size(width.max(16.0) as u32);
        let points = vec2(size.width as f32, size.height as f32);
        let (rect, response) = ui.allocate_exact_size(points, Sense::hover());
        let name = title(figure, words);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        if !ui.is_rect_visible(rect) {
            return;
        }
        self.want(ui, figure, words, size);
        let Some(drawn) = self.drawn.get(&figure.id) else {
            let weak = palette(ui.visuals()).weak;
            let font = eframe::egui::TextStyle::Small.resolve(ui.style());
            let center = eframe::egui::Align2::CENTER_CENTER;
            ui.painter()
                .text(rect.center(), center, words.drawing, font, weak);
            return;
        };
        if let Some(texture) = &drawn.texture {
            Image::new((texture.id(), rect.size())).paint_at(ui, rect);
        }
        let fits = drawn.look.size == size;
        if let (true, Some(pointer)) = (fits, response.hover_pos())
            && let Some(readout) = under(&drawn.readouts, rect, pointer)
        {
            let area = area(readout, rect);
            let stroke = Stroke::new(1.0, palette(ui.visuals()).accent);
            let fill = palette(ui.visuals()).accent.gamma_multiply(0.12);
            ui.painter()
                .rect(area, 1.0, fill, stroke, StrokeKind::Outside);
            response.on_hover_text_at_pointer(&readout.text);
        }
    }

    fn want(&mut self, ui: &Ui, figure: &FigureView, words: &CompareWords, size: Size) {
        let look = Look {
            size,
            style: Style {
                theme: match ui.visuals().dark_mode {
                    true => Theme::Dark,
                    false => Theme::Light,
                },
                language: words.charts,
            },
            scale: ui.pixels_per_point(),
            version: figure.version,
        };
        if self.asked.get(&figure.id) != Some(&look) {
            self.asked.insert(figure.id, look);
            self.wanted.push(ChartRequest {
                id: figure.id,
                chart: localized(figure, words),
                look,
            });
            ui.ctx().request_repaint();
        }
    }
}

fn area(readout: &Readout, rect: Rect) -> Rect {
    let at = |corner: [f32; 2]| rect.min + vec2(corner[0], corner[1]);
    Rect::from_min_max(at(readout.low), at(readout.high))
}

/// What the pointer is on; of parts that overlap the last one.
fn under(readouts: &[Readout], rect: Rect, pointer: Pos2) -> Option<&Readout> {
    let place = pos2(pointer.x, pointer.y);
    readouts
        .iter()
        .rev()
        .find(|readout| area(readout, rect).contains(place))
}

/// Behind charts.
pub fn background(dark: bool) -> Color32 {
    match dark {
        true => Color32::from_rgb(0x16, 0x19, 0x1F),
        false => Color32::WHITE,
    }
}

/// The title in the window's language.
fn title(figure: &FigureView, words: &CompareWords) -> String {
    let title = figure.chart.title();
    let known = words
        .figures
        .iter()
        .find(|(name, _)| figure.name.starts_with(name));
    match (known, title.split_once(": ")) {
        // After the colon stands what it is of, where that is a name.
        (Some((name, own)), Some((_, of))) if name.contains("position") || *name == "agreement" => {
            format!("{own}：{of}")
        }
        (Some((_, own)), _) => (*own).to_owned(),
        (None, _) => plugins_title(title, words),
    }
}

/// The title of a chart that a metric suggests: the value's name where it is known, and the page that it is of.
fn plugins_title(title: &str, words: &CompareWords) -> String {
    let known = title.split_once(" by position").and_then(|(name, of)| {
        let (_, own) = words
            .figure_words
            .iter()
            .find(|(known, _)| *known == name)?;
        let of = of.trim_start_matches([':', ' ']);
        let end = if of.is_empty() { "" } else { "：" };
        Some(format!("{own} · {}{end}{of}", words.by_position))
    });
    known.unwrap_or_else(|| title.to_owned())
}

/// The chart with its words in the window's language; those of plugins stay as they are.
fn localized(figure: &FigureView, words: &CompareWords) -> Arc<Chart> {
    if words.figures.is_empty() {
        return figure.chart.clone();
    }
    let mut chart = (*figure.chart).clone();
    let translate = |text: &mut String| {
        if let Some((_, own)) = words
            .figure_words
            .iter()
            .find(|(english, _)| english == text)
        {
            *text = (*own).to_owned();
        }
    };
    let new_title = title(figure, words);
    match &mut chart {
        Chart::GroupedBars(data) => {
            data.title = new_title;
            translate(&mut data.axis.name);
            translate(&mut data.error_name);
            data.groups.iter_mut().for_each(translate);
        }
        Chart::LatencyDistribution(data) => {
            data.title = new_title;
            translate(&mut data.axis.name);
        }
        Chart::StageBreakdown(data) => {
            data.title = new_title;
            translate(&mut data.axis.name);
            data.stages.iter_mut().for_each(translate);
        }
        Chart::LogitScatter(data) => data.title = new_title,
        Chart::PositionError(data) => {
            data.title = new_title;
            translate(&mut data.axis.name);
        }
        Chart::AgreementStrip(data) => data.title = new_title,
        Chart::FileBars(data) => data.title = new_title,
        Chart::Series(data) => {
            data.title = new_title;
            translate(&mut data.x_axis.name);
            translate(&mut data.y_axis.name);
            (data.lines.iter_mut()).for_each(|line| translate(&mut line.name));
        }
    }
    Arc::new(chart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;
    use inkstone_charts::{AgreementStrip, StageBreakdown};

    #[test]
    fn charts_speak_the_windows_language() {
        let words = &Language::Chinese.words().compare;
        let strip = AgreementStrip {
            title: "Token agreement: a.png".into(),
            ..AgreementStrip::default()
        };
        let figure = FigureView::new("agreement-a-png", strip.into());
        assert_eq!(localized(&figure, words).title(), "词元一致性：a.png");
        let stages = StageBreakdown {
            title: "Where the time goes".into(),
            stages: vec!["Prefill".into()],
            ..StageBreakdown::default()
        };
        let figure = FigureView::new("stages", stages.into());
        let Chart::StageBreakdown(data) = &*localized(&figure, words) else {
            panic!("another chart");
        };
        assert_eq!(data.stages, ["预填充"]);
        let plugin = FigureView::new("me-mine-curve", StageBreakdown::default().into());
        assert_eq!(title(&plugin, words), "");
        let by_position = |title: &str| plugins_title(title, words);
        assert_eq!(
            by_position("KL divergence (nats) by position: a.png"),
            "KL 散度（nats） · 按位置：a.png"
        );
        assert_eq!(by_position("Mine by position"), "Mine by position");
    }

    #[test]
    fn of_overlapping_parts_the_last_is_meant() {
        let readout = |low, high, text: &str| Readout {
            low,
            high,
            text: text.into(),
        };
        let parts = [
            readout([0.0, 0.0], [50.0, 50.0], "below"),
            readout([10.0, 10.0], [20.0, 20.0], "above"),
        ];
        let rect = Rect::from_min_size(pos2(100.0, 100.0), vec2(60.0, 60.0));
        let said = |x, y| under(&parts, rect, pos2(x, y)).map(|readout| readout.text.as_str());
        assert_eq!(said(115.0, 115.0), Some("above"));
        assert_eq!(said(105.0, 105.0), Some("below"));
        assert_eq!(said(159.0, 159.0), None);
    }
}
