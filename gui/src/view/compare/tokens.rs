//! The answers of two devices in lines, token by token, with what differs marked.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, Label, RichText, Sense, Stroke, TextStyle, Ui, vec2};
use inkstone::evaluate::accuracy::{AnswerToken, ComparedPiece};

use crate::lang::CompareWords;
use crate::theme::palette;
use crate::view::tokens::gap;

/// By how much the probabilities of one token may be apart without being marked.
const DRIFT: f32 = 0.05;

/// A token: its piece of the page, its side, its place in the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The piece.
    pub piece: usize,
    /// 0 is the baseline.
    pub side: usize,
    /// The place.
    pub token: usize,
}

/// What a token is to the other side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// The same, and nearly as sure.
    #[default]
    Same,
    /// The same, less or more sure.
    Drift,
    /// Another one.
    Differs,
}

/// A token as it is drawn.
pub struct Cell {
    /// Where it stands.
    pub place: Place,
    /// Its counterpart on the other side.
    pub partner: Option<Place>,
    /// Its text.
    pub text: String,
    /// What it is to the other side.
    pub mark: Mark,
    /// What it says when it is pointed at.
    pub hint: String,
}

/// The pieces of a line as one: they are apart by a space, as in the text that is read.
pub fn joined(pieces: impl Iterator<Item = Vec<Cell>>) -> Vec<Cell> {
    let mut all: Vec<Cell> = Vec::new();
    for cells in pieces {
        let gap = all.last().map_or("", |cell| gap(&cell.text));
        if let (false, Some(first)) = (gap.is_empty(), cells.first()) {
            all.push(Cell {
                text: gap.into(),
                partner: None,
                mark: Mark::Same,
                hint: String::new(),
                place: first.place,
            });
        }
        all.extend(cells);
    }
    all
}

/// The tokens of a piece on one side while the page is read. `other` is what the other side has of it so far.
pub fn reading(piece: usize, side: usize, own: &[AnswerToken], other: &[AnswerToken]) -> Vec<Cell> {
    let cell = |(token, own): (usize, &AnswerToken)| Cell {
        place: Place { piece, side, token },
        partner: None,
        text: readable(&own.text),
        mark: match other.get(token) {
            Some(other) if other.id != own.id => Mark::Differs,
            _ => Mark::Same,
        },
        hint: format!("{:?} #{} · {}", own.text, own.id, percent(own.probability)),
    };
    own.iter().enumerate().map(cell).collect()
}

/// The tokens of a piece on one side, compared.
pub fn compared(
    index: usize,
    side: usize,
    piece: &ComparedPiece,
    names: [&str; 2],
    words: &CompareWords,
) -> Vec<Cell> {
    let place = |side, token| Place {
        piece: index,
        side,
        token,
    };
    let own = &piece.answers[side];
    let last = own.len().saturating_sub(1);
    let cells = own.iter().enumerate().filter_map(|(token, answer)| {
        let of = |pair: &&(usize, usize)| [pair.0, pair.1][side] == token;
        let pair = piece.common.iter().find(of);
        let partner = pair.map(|pair| [pair.0, pair.1][1 - side]);
        let other = partner.map(|partner| &piece.answers[1 - side][partner]);
        let is_end = token == last && is_end(&answer.text);
        // Both sides say that they have ended: there is nothing to see.
        if is_end && partner.is_some() {
            return None;
        }
        let mark = match other {
            None => Mark::Differs,
            Some(other) if (other.probability - answer.probability).abs() >= DRIFT => Mark::Drift,
            Some(_) => Mark::Same,
        };
        Some(Cell {
            place: place(side, token),
            partner: partner.map(|partner| place(1 - side, partner)),
            text: match is_end {
                true => format!("⟨{}⟩", words.end),
                false => readable(&answer.text),
            },
            mark,
            hint: hint(piece, side, token, other, names, words),
        })
    });
    cells.collect()
}

/// What both sides held of a token.
fn hint(
    piece: &ComparedPiece,
    side: usize,
    token: usize,
    other: Option<&AnswerToken>,
    names: [&str; 2],
    words: &CompareWords,
) -> String {
    let own = &piece.answers[side][token];
    let mut lines = vec![format!("{:?} #{}", own.text, own.id)];
    let mut held: [Option<f32>; 2] = [None, None];
    held[side] = Some(own.probability);
    held[1 - side] = other.map(|other| other.probability);
    // Up to where the answers part both have read the same, so that what each holds of the other's token is known.
    let alike = piece.common.iter().take(token).enumerate();
    let apart = other.is_none() && alike.filter(|(i, p)| **p == (*i, *i)).count() == token;
    if let (true, Some(forced)) = (apart, piece.forced.get(token)) {
        match side {
            0 => held[1] = Some(forced.probability[1]),
            _ if forced.instead.as_ref().is_some_and(|t| t.id == own.id) => {
                held[0] = Some(forced.instead_at_baseline);
            }
            _ => {}
        }
    }
    for (name, held) in names.iter().zip(held) {
        let held = held.map_or_else(|| words.not_known.to_owned(), percent);
        lines.push(format!("{name}: {held}"));
    }
    if let (0, Some(forced)) = (side, piece.forced.get(token)) {
        let [a, b] = forced.probability.map(percent);
        lines.push(format!("{}: {a} · {b}", words.forced_short));
        if let Some(instead) = &forced.instead {
            let probability = percent(instead.probability);
            let text = &instead.text;
            lines.push(format!(
                "{}, {}: {text:?} {probability}",
                words.alone, names[1]
            ));
        }
    }
    lines.join("\n")
}

/// A probability, with more digits where it is near one.
fn percent(probability: f32) -> String {
    let percent = probability * 100.0;
    match percent {
        p if p > 99.0 => format!("{p:.3} %"),
        p => format!("{p:.1} %"),
    }
}

/// A token as it is read: the vocabulary's mark for a space is one.
fn readable(text: &str) -> String {
    text.replace('\u{2581}', " ")
}

/// Whether a token ends an answer: special ones stand in angle brackets.
fn is_end(text: &str) -> bool {
    text.starts_with('<') && text.ends_with('>') && text.len() > 2
}

/// Draws a line of tokens; returns the one under the pointer.
pub fn line(ui: &mut Ui, cells: &[Cell], hovered: Option<Place>) -> Option<Place> {
    let colors = palette(ui.visuals());
    let dark = ui.visuals().dark_mode;
    let ink = ui.visuals().text_color();
    let font = TextStyle::Body.resolve(ui.style());
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    let mut ends = Vec::with_capacity(cells.len());
    let mut chars = 0;
    for cell in cells {
        let lit = hovered.is_some_and(|h| cell.place == h || cell.partner == Some(h));
        let mark = background(cell.mark, dark);
        let format = TextFormat {
            font_id: font.clone(),
            color: if cell.mark == Mark::Differs {
                colors.bad
            } else {
                ink
            },
            background: if lit { colors.accent_soft } else { mark },
            underline: match (lit, cell.mark) {
                (true, _) => Stroke::new(1.5, colors.accent),
                (false, Mark::Differs) => Stroke::new(1.0, colors.bad),
                _ => Stroke::NONE,
            },
            line_height: Some(21.0),
            ..TextFormat::default()
        };
        chars += cell.text.chars().count();
        ends.push(chars);
        job.append(&cell.text, 0.0, format);
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let response = ui.add(Label::new(galley.clone()).sense(Sense::hover()));
    let pointer = response.hover_pos()?;
    let cursor = galley.cursor_from_pos(pointer - response.rect.min);
    let cell = cells.get(ends.partition_point(|end| *end <= cursor.index.0))?;
    response.on_hover_text_at_pointer(&cell.hint);
    Some(cell.place)
}

fn background(mark: Mark, dark: bool) -> Color32 {
    match (mark, dark) {
        (Mark::Same, _) => Color32::TRANSPARENT,
        (Mark::Drift, false) => Color32::from_rgb(0xFB, 0xF0, 0xD2),
        (Mark::Drift, true) => Color32::from_rgb(0x45, 0x3A, 0x1C),
        (Mark::Differs, false) => Color32::from_rgb(0xFB, 0xE0, 0xDB),
        (Mark::Differs, true) => Color32::from_rgb(0x52, 0x2B, 0x27),
    }
}

/// Says what the marks mean.
pub fn legend(ui: &mut Ui, words: &CompareWords) {
    let (colors, dark) = (palette(ui.visuals()), ui.visuals().dark_mode);
    ui.horizontal(|ui| {
        for (mark, text) in [
            (Mark::Differs, words.differs_legend),
            (Mark::Drift, words.drift_legend),
        ] {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
            ui.painter().rect_filled(rect, 3.0, background(mark, dark));
            ui.label(RichText::new(text).small().color(colors.weak));
            ui.add_space(6.0);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;
    use inkstone::evaluate::accuracy::ForcedToken;

    fn token(id: u32, text: &str, probability: f32) -> AnswerToken {
        AnswerToken {
            id,
            text: text.into(),
            probability,
        }
    }

    /// "the cat" and "the cot", the same end.
    fn piece() -> ComparedPiece {
        let forced = |a, b, instead| ForcedToken {
            probability: [a, b],
            instead,
            instead_at_baseline: 0.25,
        };
        ComparedPiece {
            line: 0,
            answers: [
                vec![
                    token(1, "\u{2581}the", 0.99),
                    token(2, "\u{2581}cat", 0.6),
                    token(9, "</s>", 1.0),
                ],
                vec![
                    token(1, "\u{2581}the", 0.9),
                    token(3, "\u{2581}cot", 0.7),
                    token(9, "</s>", 1.0),
                ],
            ],
            common: vec![(0, 0), (2, 2)],
            forced: vec![
                forced(0.99, 0.9, None),
                forced(0.6, 0.2, Some(token(3, "\u{2581}cot", 0.7))),
                forced(1.0, 1.0, None),
            ],
        }
    }

    #[test]
    fn what_differs_is_marked_and_both_probabilities_are_told() {
        let words = &Language::English.words().compare;
        let of = |side| compared(0, side, &piece(), ["cpu", "npu"], words);
        let (baseline, candidate) = (of(0), of(1));
        let marks = |cells: &[Cell]| cells.iter().map(|cell| cell.mark).collect::<Vec<_>>();
        assert_eq!(
            marks(&baseline),
            [Mark::Drift, Mark::Differs],
            "the shared end is not shown"
        );
        assert_eq!(marks(&candidate), [Mark::Drift, Mark::Differs]);
        assert_eq!(baseline[0].partner.map(|p| (p.side, p.token)), Some((1, 0)));
        assert_eq!(baseline[0].text, " the");
        assert!(
            baseline[1].hint.contains("cpu: 60.0 %\nnpu: 20.0 %"),
            "{}",
            baseline[1].hint
        );
        assert!(
            candidate[1].hint.contains("cpu: 25.0 %\nnpu: 70.0 %"),
            "{}",
            candidate[1].hint
        );
    }

    #[test]
    fn pieces_of_a_line_are_apart() {
        let [a, b] = &piece().answers;
        let text = |pieces: Vec<Vec<Cell>>| {
            let cells = joined(pieces.into_iter());
            cells
                .iter()
                .map(|cell| cell.text.as_str())
                .collect::<String>()
        };
        let of = |piece| reading(piece, 0, &a[..2], &b[..2]);
        assert_eq!(text(vec![of(0), of(1)]), " the cat  the cat");
        assert_eq!(text(vec![Vec::new(), of(1)]), " the cat");
    }

    #[test]
    fn what_follows_a_divergence_is_not_made_up() {
        let mut piece = piece();
        piece.answers[1].insert(2, token(4, "x", 0.5));
        piece.common = vec![(0, 0), (2, 3)];
        let words = &Language::English.words().compare;
        let cells = compared(0, 1, &piece, ["cpu", "npu"], words);
        assert!(cells[2].hint.contains(words.not_known), "{}", cells[2].hint);
    }

    #[test]
    fn a_line_that_is_read_shows_what_differs_so_far() {
        let piece = piece();
        let [a, b] = &piece.answers;
        let cells = reading(0, 0, a, &b[..2]);
        let marks: Vec<_> = cells.iter().map(|cell| cell.mark).collect();
        assert_eq!(marks, [Mark::Same, Mark::Differs, Mark::Same]);
    }
}
