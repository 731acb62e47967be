//! What a step, or the whole pipeline, makes of the page: before and after.

use eframe::egui::{
    Align, Align2, Color32, Context, FontId, Grid, Image, Label, Layout, Pos2, Rect, RichText,
    Role, ScrollArea, Sense, Shape, Stroke, StrokeKind, TextFormat, TextureHandle, TextureOptions,
    Ui, Vec2, WidgetInfo, text::LayoutJob, vec2,
};
use inkstone::report::DiffPart;

use super::{ExtendView, act, weak, wrong};
use crate::action::{Action, ExtendAction};
use crate::state::extend::{Focus, ImagePreview, Made, PreviewImage, Stage, TextPreview};
use crate::state::{Fault, Phase};
use crate::theme::palette;
use crate::view::{Scene, fault};

/// The colour of pieces. Pages are mostly white in both themes, so it is the same in both.
const PIECE: Color32 = Color32::from_rgb(0x2F, 0x5F, 0xA8);

/// The pictures of a preview on the graphics card.
pub struct Pictures {
    before: Picture,
    after: Option<Picture>,
}

struct Picture {
    texture: TextureHandle,
    size: Vec2,
    pieces: Vec<[[f32; 2]; 4]>,
}

impl Pictures {
    /// Puts them there.
    pub fn load(ctx: &Context, preview: &ImagePreview) -> Self {
        let load = |name: &str, image: &PreviewImage| Picture {
            texture: ctx.load_texture(name, image.pixels.clone(), TextureOptions::LINEAR),
            size: vec2(image.size[0] as f32, image.size[1] as f32),
            pieces: image.pieces.clone(),
        };
        Self {
            before: load("before", &preview.before),
            after: preview.after.as_ref().map(|after| load("after", after)),
        }
    }
}

/// Draws it, or says why there is none.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &ExtendView) {
    let words = &scene.words.extend;
    let extend = &scene.state.extend;
    head(ui, scene);
    if extend.has_wrong_values() {
        wrong(ui, words.wrong_values);
    }
    let preview = &extend.preview;
    if let Some(error) = &preview.error {
        ui.add_space(6.0);
        failure(ui, scene, error, None, &error.text);
        return;
    }
    if preview.stopped {
        weak(ui, words.stopped);
        return;
    }
    match &preview.made {
        Some(made) => made_of(ui, scene, view, made),
        None => nothing(ui, scene),
    }
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = &scene.words.extend;
    let extend = &scene.state.extend;
    let preview = &extend.preview;
    ui.horizontal(|ui| {
        let of = match (&extend.focus, extend.focused_plugin()) {
            (Focus::Step(_), Some(plugin)) => scene.words.name_of(plugin),
            _ => words.whole_pipeline,
        };
        ui.label(RichText::new(of).strong());
        if let Some(item) = scene.state.shown() {
            let name = RichText::new(item.source.name()).small();
            let weak = palette(ui.visuals()).weak;
            ui.add(Label::new(name.color(weak)).truncate());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if preview.busy() {
                if ui.button(scene.words.cancel).clicked() {
                    act(scene, ExtendAction::StopPreview);
                }
                ui.spinner();
                weak(ui, words.previewing);
            } else if preview.can_be_made() {
                if ui.button(words.again).clicked() {
                    act(scene, ExtendAction::PreviewAgain);
                }
                if let Some(made) = &preview.made {
                    weak(ui, spell_time(made.time));
                }
            }
        });
    });
    ui.add_space(2.0);
}

fn spell_time(time: std::time::Duration) -> String {
    match time.as_millis() {
        ms @ ..1000 => format!("{ms} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

/// Why there is nothing to show.
fn nothing(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = &scene.words.extend;
    let state = scene.state;
    if state.extend.preview.busy() {
        return;
    }
    ui.add_space(8.0);
    let stage = state.extend.focused_step().map(|step| step.stage);
    let Some(item) = state.shown() else {
        weak(ui, words.no_page);
        return;
    };
    if stage == Some(Stage::Metric) {
        weak(ui, words.metric_preview);
    } else if item.phase == Phase::Reading || item.phase == Phase::Waiting {
        ui.horizontal(|ui| {
            ui.spinner();
            weak(ui, scene.words.reading_hint);
        });
    } else if item.result.is_none() {
        weak(ui, words.not_read);
        if ui.button(words.read_now).clicked() {
            scene.actions.push(Action::Retry(item.id));
        }
    } else {
        weak(ui, words.stage_nothing);
    }
}

fn failure(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    fault: &Fault,
    consequence: Option<&str>,
    details: &str,
) {
    let colors = palette(ui.visuals());
    eframe::egui::Frame::new()
        .fill(colors.bad_soft)
        .corner_radius(8.0)
        .inner_margin(12.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            fault::say(ui, scene.words, fault, |text| text.color(colors.bad));
            if let Some(consequence) = consequence {
                ui.add(Label::new(RichText::new(consequence).color(colors.bad)).wrap());
            }
            if ui.link(scene.words.copy_details).clicked() {
                scene.actions.push(Action::Copy(details.to_owned()));
            }
        });
    ui.add_space(4.0);
}

fn made_of(ui: &mut Ui, scene: &mut Scene<'_>, view: &ExtendView, made: &Made) {
    for (plugin, error) in &made.failures {
        let consequence = format!("{plugin}: {}", scene.words.extend.without);
        failure(
            ui,
            scene,
            &error.fault,
            Some(&consequence),
            &error.details(),
        );
    }
    let both = made.image.is_some() && made.text.is_some();
    if let Some(image) = &made.image {
        let height = match both {
            true => ui.available_height() * 0.5,
            false => ui.available_height(),
        };
        images(ui, scene, view, image, height - 8.0);
    }
    if let Some(text) = &made.text {
        texts(ui, scene, text);
    }
}

fn images(ui: &mut Ui, scene: &Scene<'_>, view: &ExtendView, image: &ImagePreview, height: f32) {
    let words = &scene.words.extend;
    let Some(pictures) = &view.pictures else {
        return;
    };
    let gap = 10.0;
    let width = (ui.available_width() - gap) / 2.0;
    let sides = [
        (words.before, Some(&pictures.before)),
        (words.after, pictures.after.as_ref()),
    ];
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (name, picture) in sides {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.horizontal(|ui| {
                    ui.label(RichText::new(name).small().strong());
                    if let Some(picture) = picture {
                        weak(ui, about(picture, words.pieces));
                    }
                });
                let size = vec2(width, (height - 26.0).max(60.0));
                let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
                let colors = palette(ui.visuals());
                ui.painter().rect_filled(rect, 8.0, colors.desk);
                match picture {
                    Some(picture) => draw(ui, rect.shrink(10.0), picture),
                    None if image.after.is_none() => {
                        crate::view::queue::centred_words(ui, rect, words.nothing_left);
                    }
                    None => {}
                }
            });
        }
    });
}

fn about(picture: &Picture, pieces: &str) -> String {
    let size = format!("{} × {}", picture.size.x, picture.size.y);
    match picture.pieces.len() {
        0 => size,
        count => format!("{count} {pieces}"),
    }
}

fn draw(ui: &Ui, rect: Rect, picture: &Picture) {
    let scale = (rect.width() / picture.size.x).min(rect.height() / picture.size.y);
    let place = Rect::from_center_size(rect.center(), picture.size * scale);
    Image::new((picture.texture.id(), picture.texture.size_vec2())).paint_at(ui, place);
    let painter = ui.painter_at(place);
    let outer = ui.visuals().window_stroke;
    ui.painter()
        .rect_stroke(place, 0.0, outer, StrokeKind::Outside);
    let many = picture.pieces.len() > 60;
    for (index, piece) in picture.pieces.iter().enumerate() {
        let points = piece.map(|[x, y]| place.min + vec2(x, y) * scale);
        let shape = Shape::convex_polygon(
            points.to_vec(),
            PIECE.gamma_multiply(0.08),
            Stroke::new(1.0, PIECE),
        );
        painter.add(shape);
        if !many {
            number(&painter, points[0], index + 1);
        }
    }
}

/// A piece's number in its corner.
fn number(painter: &eframe::egui::Painter, at: Pos2, number: usize) {
    let text = number.to_string();
    let galley = painter.layout_no_wrap(text, FontId::proportional(9.0), Color32::WHITE);
    let rect = Align2::LEFT_TOP.anchor_size(at, galley.size() + vec2(4.0, 0.0));
    painter.rect_filled(rect, 2.0, PIECE);
    painter.galley(rect.min + vec2(2.0, 0.0), galley, Color32::WHITE);
}

fn texts(ui: &mut Ui, scene: &Scene<'_>, text: &TextPreview) {
    let words = &scene.words.extend;
    ui.add_space(6.0);
    if text.same() && !text.files.is_empty() {
        return files(ui, scene, text);
    }
    let column = (ui.available_width() - 24.0) / 2.0;
    if text.same() {
        weak(ui, words.text_same);
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        for name in [words.before, words.after] {
            ui.allocate_ui(vec2(column, 18.0), |ui| {
                ui.set_width(column);
                ui.label(RichText::new(name).small().strong());
            });
        }
    });
    ScrollArea::vertical()
        .id_salt("text before and after")
        .auto_shrink(false)
        .show(ui, |ui| {
            Grid::new("rows")
                .num_columns(2)
                .spacing([12.0, 2.0])
                .show(ui, |ui| {
                    for row in &text.rows {
                        for (side, soft) in [(&row.left, false), (&row.right, true)] {
                            ui.scope(|ui| {
                                ui.set_width(column);
                                let parts = side.as_deref().unwrap_or_default();
                                ui.add(Label::new(job(ui, parts, soft)).wrap());
                            });
                        }
                        ui.end_row();
                    }
                });
            if !text.files.is_empty() {
                files(ui, scene, text);
            }
        });
}

/// A line; what is not on the other side is marked.
fn job(ui: &Ui, parts: &[DiffPart], right: bool) -> LayoutJob {
    let colors = palette(ui.visuals());
    let font = eframe::egui::TextStyle::Body.resolve(ui.style());
    let ink = ui.visuals().text_color();
    let mut job = LayoutJob::default();
    for part in parts {
        let (color, background) = match (part.changed, right) {
            (false, _) => (ink, Color32::TRANSPARENT),
            (true, false) => (colors.bad, colors.bad.gamma_multiply(0.12)),
            (true, true) => (colors.good, colors.good.gamma_multiply(0.16)),
        };
        let format = TextFormat {
            font_id: font.clone(),
            color,
            background,
            ..TextFormat::default()
        };
        job.append(&part.text, 0.0, format);
    }
    job
}

/// Files that plugins make of the page.
fn files(ui: &mut Ui, scene: &Scene<'_>, text: &TextPreview) {
    ui.add_space(6.0);
    for (name, content) in &text.files {
        ui.horizontal(|ui| {
            let title = format!("{}: {name}", scene.words.extend.files_made);
            ui.label(RichText::new(title).small().strong());
        });
        ui.add(Label::new(RichText::new(content).monospace()).wrap());
    }
}
