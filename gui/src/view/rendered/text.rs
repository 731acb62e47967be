//! Paragraphs as egui lays them out, with formulas in the places that are kept free for them.

use std::ops::Range;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Color32, FontFamily, FontId, Galley, Label, Pos2, Rect, Response, Stroke, Ui, pos2, vec2,
};

use super::formula::PADDING;
use super::formulas::{Formulas, Known};
use super::inline::{HOLE, HOLE_SPACE, Run, Style};
use crate::theme::palette;

/// Line height, in font sizes.
const LEADING: f32 = 1.55;

/// How a paragraph looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Size of the font, in points.
    pub size: f32,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Its colour.
    pub color: Color32,
}

/// A place that was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes of the text that is shown.
    pub range: Range<usize>,
    /// Whether it is the one that is looked at.
    pub current: bool,
}

/// The formula of a place that is kept free.
struct Hole {
    /// Its byte of the text.
    at: usize,
    latex: String,
    descent: f32,
    ascent: f32,
}

/// A paragraph that is ready to be laid out.
struct Prepared {
    job: LayoutJob,
    holes: Vec<Hole>,
    /// The same text with all but the bold parts invisible, where there are any.
    bold: Option<LayoutJob>,
    pending: bool,
}

/// Draws runs as one paragraph as wide as there is room. Says besides whether a formula of it is still to come.
pub fn paragraph(
    ui: &mut Ui,
    runs: &[Run],
    look: Look,
    marks: &[Mark],
    formulas: &mut Formulas,
) -> (Response, bool) {
    let width = ui.available_width();
    let prepared = prepare(ui, runs, look, marks, formulas, width);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(prepared.job));
    let response = ui.add(Label::new(galley.clone()));
    if !ui.is_rect_visible(response.rect) {
        return (response, prepared.pending);
    }
    let origin = response.rect.min;
    if let Some(bold) = prepared.bold {
        let heavier = ui.fonts_mut(|fonts| fonts.layout_job(bold));
        let step = vec2(0.45, 0.0);
        ui.painter().galley(origin + step, heavier, look.color);
    }
    let mut holes = prepared.holes.iter();
    // Each hole has two glyphs, of which the first is where its formula begins.
    for glyph in hole_glyphs(&galley).into_iter().step_by(2) {
        let Some(hole) = holes.next() else { break };
        if hole.ascent > 0.0 || hole.descent > 0.0 {
            let baseline = origin + glyph.to_vec2();
            draw_formula(
                ui,
                formulas,
                &hole.latex,
                false,
                baseline,
                look.size,
                look.color,
            );
        }
    }
    (response, prepared.pending)
}

/// The height that runs take at a width, in points.
pub fn height(ui: &Ui, runs: &[Run], look: Look, formulas: &mut Formulas, width: f32) -> f32 {
    let prepared = prepare(ui, runs, look, &[], formulas, width);
    ui.fonts_mut(|fonts| fonts.layout_job(prepared.job))
        .size()
        .y
}

/// Where the baselines of the glyphs of the places that are kept free begin.
fn hole_glyphs(galley: &Galley) -> Vec<Pos2> {
    let mut places = Vec::new();
    for row in &galley.rows {
        for glyph in row.row.glyphs.iter().filter(|g| g.chr == HOLE_SPACE) {
            places.push(pos2(row.pos.x + glyph.pos.x, row.pos.y + glyph.pos.y));
        }
    }
    places
}

/// Draws a formula whose baseline begins at a point.
pub fn draw_formula(
    ui: &Ui,
    formulas: &mut Formulas,
    latex: &str,
    display: bool,
    baseline: Pos2,
    size: f32,
    color: Color32,
) {
    let Known::Ready(formula) = formulas.get(latex, display) else {
        return;
    };
    let scale = ui.pixels_per_point();
    let Some(texture) = formulas.picture(ui.ctx(), latex, display, size * scale) else {
        return;
    };
    let padding = PADDING as f32 / scale;
    let corner = baseline - vec2(padding, formula.ascent() * size + padding);
    // On whole pixels the picture is as sharp as it was drawn.
    let corner = (corner.to_vec2() * scale).round() / scale;
    let rect = Rect::from_min_size(corner.to_pos2(), texture.size_vec2() / scale);
    let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture.id(), rect, all, color);
}

fn prepare(
    ui: &Ui,
    runs: &[Run],
    look: Look,
    marks: &[Mark],
    formulas: &mut Formulas,
    width: f32,
) -> Prepared {
    let font = FontId::new(look.size, FontFamily::Proportional);
    let (height, middle, space) = ui.fonts_mut(|fonts| {
        let height = fonts.row_height(&font);
        let glyph = fonts.layout_no_wrap("x".into(), font.clone(), look.color);
        let ascent = (glyph.rows.first())
            .and_then(|row| row.row.glyphs.first())
            .map_or(height * 0.8, |glyph| glyph.pos.y);
        (
            height,
            ascent - height / 2.0,
            fonts.glyph_width(&font, HOLE_SPACE),
        )
    });
    let leading = (look.size * LEADING).max(height);
    let mut prepared = Prepared {
        job: LayoutJob::default(),
        holes: Vec::new(),
        bold: None,
        pending: false,
    };
    let base = TextFormat {
        font_id: font,
        color: look.color,
        line_height: Some(leading),
        // With all that is in a row centred, a formula's baseline is the text's.
        valign: Align::Center,
        ..TextFormat::default()
    };
    let mut pieces: Vec<(String, TextFormat, bool)> = Vec::new();
    let mut at = 0;
    for run in runs {
        let (text, format, bold) = match run {
            Run::Text(text, style) => (text.clone(), styled(ui, &base, *style), style.bold),
            Run::Formula(latex) => {
                let known = formulas.get(latex, false);
                let (format, hole) = match known {
                    Known::Ready(formula) => {
                        let [wide, ascent, descent] =
                            [formula.width(), formula.ascent(), formula.descent()]
                                .map(|length| length * look.size);
                        let room = 2.0 * (ascent - middle).max(descent + middle) + 2.0;
                        let format = TextFormat {
                            extra_letter_spacing: wide + 1.0 - 2.0 * space,
                            line_height: Some(room.max(leading)),
                            ..base.clone()
                        };
                        (Some(format), [ascent, descent])
                    }
                    Known::Broken(_) => (None, [0.0; 2]),
                    Known::Pending => {
                        prepared.pending = true;
                        (None, [0.0; 2])
                    }
                };
                prepared.holes.push(Hole {
                    at,
                    latex: latex.clone(),
                    ascent: hole[0],
                    descent: hole[1],
                });
                let format = format.unwrap_or_else(|| base.clone());
                (HOLE.to_owned(), format, false)
            }
        };
        at += text.len();
        pieces.push((text, format, bold));
    }
    // A formula that cannot be drawn shows its source behind the place that is kept for it, so that the text's bytes stay those that are searched.
    let sources: Vec<(usize, String)> = prepared
        .holes
        .iter()
        .filter(|hole| hole.ascent <= 0.0 && hole.descent <= 0.0)
        .map(|hole| (hole.at, hole.latex.clone()))
        .collect();
    let any_bold = look.bold || pieces.iter().any(|(_, _, bold)| *bold);
    let mut bold_job = any_bold.then(LayoutJob::default);
    let colors = palette(ui.visuals());
    let mut start = 0;
    for (text, format, bold) in pieces {
        let range = start..start + text.len();
        start = range.end;
        for (part, mark) in cut(range.clone(), marks) {
            let piece = &text[part.start - range.start..part.end - range.start];
            let mut format = format.clone();
            match mark {
                Some(true) => format.background = colors.found_current,
                Some(false) => format.background = colors.found,
                None => {}
            }
            if let Some(job) = &mut bold_job {
                let color = match bold || look.bold {
                    true => format.color,
                    false => Color32::TRANSPARENT,
                };
                let invisible = TextFormat {
                    color,
                    background: Color32::TRANSPARENT,
                    ..format.clone()
                };
                job.append(piece, 0.0, invisible);
            }
            prepared.job.append(piece, 0.0, format);
        }
        if let Some((_, source)) = sources.iter().find(|(at, _)| *at == range.start) {
            let code = styled(
                ui,
                &base,
                Style {
                    code: true,
                    ..Style::default()
                },
            );
            if let Some(job) = &mut bold_job {
                let color = Color32::TRANSPARENT;
                let background = color;
                job.append(
                    source,
                    0.0,
                    TextFormat {
                        color,
                        background,
                        ..code.clone()
                    },
                );
            }
            prepared.job.append(source, 0.0, code);
        }
    }
    for job in [Some(&mut prepared.job), bold_job.as_mut()]
        .into_iter()
        .flatten()
    {
        job.wrap.max_width = width;
    }
    prepared.bold = bold_job;
    prepared
}

fn styled(ui: &Ui, base: &TextFormat, style: Style) -> TextFormat {
    let mut format = base.clone();
    if style.code {
        format.font_id = FontId::new(base.font_id.size * 0.92, FontFamily::Monospace);
        format.background = ui.visuals().code_bg_color;
    }
    format.italics = style.italic;
    format.underline = Stroke::NONE;
    format
}

/// The parts of a range that are and are not marked, in order.
fn cut(range: Range<usize>, marks: &[Mark]) -> Vec<(Range<usize>, Option<bool>)> {
    let mut parts = Vec::new();
    let mut at = range.start;
    for mark in marks {
        let start = mark.range.start.clamp(at, range.end);
        let end = mark.range.end.clamp(start, range.end);
        if start == end {
            continue;
        }
        if at < start {
            parts.push((at..start, None));
        }
        parts.push((start..end, Some(mark.current)));
        at = end;
    }
    if at < range.end {
        parts.push((at..range.end, None));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_cut_a_text_into_parts() {
        let mark = |range, current| Mark { range, current };
        let marks = [mark(0..3, false), mark(8..12, true), mark(20..22, false)];
        let expected = [(2..3, Some(false)), (3..8, None), (8..10, Some(true))];
        assert_eq!(cut(2..10, &marks), expected);
        assert_eq!(cut(4..6, &[]), [(4..6, None)]);
    }
}
