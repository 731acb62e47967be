//! The model's tokens, coloured by how sure it was of each: those of different lines of the page on lines of their own.

use std::ops::Range;

use eframe::egui::{Color32, RichText, Sense, Ui, vec2};
use inkstone::pipeline::TokenRecord;

use super::Tab;
use super::lines::{Key, Lines, Shown};
use crate::lang::Words;
use crate::state::Item;
use crate::theme::palette;

/// Height of a row, in points: there is room between the grounds of two.
const ROW_HEIGHT: f32 = 22.0;

/// Most characters of a token that are said where it is pointed at.
const LONGEST_QUOTE: usize = 80;

/// How the vocabulary writes the byte of a line end.
const LINE_END_BYTE: &str = "<0x0A>";

/// The tokens of a page as one text.
#[derive(Debug, Default)]
pub struct TokenText {
    of: Option<(u64, u64)>,
    text: String,
    /// Where the text of each begins.
    starts: Vec<usize>,
    /// Where the text of each ends.
    ends: Vec<usize>,
}

/// What stands between the pieces of a line that was cut at gaps between words, where the one before it ends in `last`: a space, as in
/// the text that is read, unless there is one.
pub fn gap(last: &str) -> &'static str {
    match last.ends_with(' ') {
        true => "",
        false => " ",
    }
}

impl TokenText {
    /// Puts the tokens of an item together, unless they are there already.
    fn update(&mut self, item: &Item, tokens: &[TokenRecord]) {
        let of = Some((item.id, item.version()));
        if self.of == of {
            return;
        }
        *self = Self::read(tokens);
        self.of = of;
    }

    fn read(tokens: &[TokenRecord]) -> Self {
        let mut all = Self::default();
        let mut last: Option<&TokenRecord> = None;
        for token in tokens {
            let breaks = |last: &TokenRecord| last.line != token.line || ends_line(&last.text);
            if last.is_some_and(breaks) {
                all.text.push('\n');
            } else if last.is_some_and(|last| last.piece != token.piece) {
                all.text.push_str(gap(&all.text));
            }
            all.starts.push(all.text.len());
            all.text.push_str(&readable(&token.text));
            all.ends.push(all.text.len());
            last = Some(token);
        }
        all
    }

    /// The token that a byte is of; none where it is a line end or a gap between two of them.
    fn at(&self, byte: usize) -> Option<usize> {
        let token = self.ends.partition_point(|end| *end <= byte);
        let start = self.starts.get(token)?;
        (*start <= byte).then_some(token)
    }

    /// Whether a token begins at a byte.
    fn begins(&self, byte: usize) -> bool {
        self.starts.binary_search(&byte).is_ok()
    }

    /// The tokens that some bytes are of, each with its bytes.
    fn within(&self, bytes: Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> {
        let first = self.ends.partition_point(|end| *end <= bytes.start);
        let tokens = self.starts.iter().zip(&self.ends).enumerate().skip(first);
        let start = bytes.start;
        let tokens =
            tokens.map(move |(token, (from, to))| (token, (*from).max(start)..(*to).max(start)));
        tokens.take_while(move |(_, range)| range.start < bytes.end)
    }
}

/// Whether the line of the page ends with a token.
fn ends_line(text: &str) -> bool {
    text.ends_with('\n') || text == LINE_END_BYTE
}

/// Draws the tokens; the one under the pointer says its id and probability.
pub fn show(
    ui: &mut Ui,
    words: &Words,
    item: &Item,
    tokens: &[TokenRecord],
    all: &mut TokenText,
    lines: &mut Lines,
) {
    legend(ui, words);
    all.update(item, tokens);
    let all = &*all;
    let dark = ui.visuals().dark_mode;
    let ground = |(token, range): (usize, Range<usize>)| {
        let probability = tokens.get(token).map_or(1.0, |token| token.log_prob.exp());
        (range, behind(probability, dark))
    };
    let (response, hovered) = lines.show(
        ui,
        &Shown {
            key: Key::of(item, Tab::Tokens, &all.text),
            name: words.tab_tokens,
            text: &all.text,
            row_height: Some(ROW_HEIGHT),
            may_break: &|at| all.begins(at),
            backgrounds: &|bytes| all.within(bytes).map(ground).collect(),
            reveal: None,
        },
    );
    let token = hovered.and_then(|byte| tokens.get(all.at(byte)?));
    if let Some(token) = token {
        let probability = token.log_prob.exp() * 100.0;
        response.on_hover_text_at_pointer(format!(
            "{} · #{} · {} {probability:.1} %",
            quoted(&token.text),
            token.id,
            words.probability
        ));
    }
}

/// A token's text in quotes, of which only the beginning is said where it is long.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

/// Behind a token: the less sure, the stronger. What is sure stands on plain ground, so that the eye finds the rest.
fn behind(probability: f32, dark: bool) -> Color32 {
    let strength = 0.08 + 0.5 * (1.0 - probability.clamp(0.0, 1.0).powi(4));
    confidence_color(probability, dark).gamma_multiply(strength)
}

fn legend(ui: &mut Ui, words: &Words) {
    let weak = palette(ui.visuals()).weak;
    let dark = ui.visuals().dark_mode;
    ui.horizontal(|ui| {
        ui.label(RichText::new(words.probability).small().color(weak));
        for probability in [0.3, 0.6, 0.9, 1.0_f32] {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
            let color = behind(probability, dark);
            ui.painter().rect_filled(rect, 3.0, color);
            let percent = format!("{:.0} %", probability * 100.0);
            ui.label(RichText::new(percent).small().color(weak));
        }
    });
}

/// A token as it can be seen: the vocabulary's mark for a space, and line ends, are shown as signs of their own.
fn readable(text: &str) -> String {
    match text {
        "\n" | LINE_END_BYTE => "↵".into(),
        _ => text.replace('\u{2581}', "·").replace('\n', "↵"),
    }
}

/// From red (a guess) over amber to green (sure).
pub fn confidence_color(probability: f32, dark: bool) -> Color32 {
    let (low, middle, high): ([u8; 3], [u8; 3], [u8; 3]) = match dark {
        true => ([0xF0, 0x7A, 0x6C], [0xE0, 0xB3, 0x4E], [0x5F, 0xB8, 0x82]),
        false => ([0xC8, 0x3C, 0x2E], [0xD9, 0x9A, 0x1E], [0x2F, 0x8F, 0x58]),
    };
    // Most tokens are above 0.9, so that is where the colours part.
    let place = probability.clamp(0.0, 1.0).powi(4);
    let (from, to, t) = match place < 0.5 {
        true => (low, middle, place * 2.0),
        false => (middle, high, place * 2.0 - 1.0),
    };
    let mix = |i: usize| (f32::from(from[i]) * (1.0 - t) + f32::from(to[i]) * t) as u8;
    Color32::from_rgb(mix(0), mix(1), mix(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_tokens_are_green_and_guesses_red() {
        let sure = confidence_color(1.0, false);
        let guess = confidence_color(0.1, false);
        assert!(sure.g() > sure.r() && guess.r() > guess.g());
    }

    #[test]
    fn spaces_and_line_ends_can_be_seen() {
        assert_eq!(readable("\u{2581}of"), "·of");
        assert_eq!(readable("\n"), "↵");
        assert_eq!(readable("<0x0A>"), "↵");
    }

    fn token(text: &str, line: Option<usize>) -> TokenRecord {
        TokenRecord {
            id: 7,
            text: text.into(),
            log_prob: -0.1,
            line,
            piece: None,
        }
    }

    #[test]
    fn tokens_of_different_lines_stand_on_lines_of_their_own() {
        let [first, second] = [Some(0), Some(1)];
        let tokens = [
            token("\u{2581}the", first),
            token("\u{2581}ferry", first),
            token("6", second),
            token(":10", second),
        ];
        assert_eq!(TokenText::read(&tokens).text, "·the·ferry\n6:10");
    }

    #[test]
    fn pieces_of_a_line_are_apart() {
        let of = |text: &str, line: usize, piece: Option<usize>| TokenRecord {
            piece,
            ..token(text, Some(line))
        };
        let tokens = [
            of("the", 0, Some(0)),
            of("\u{2581}ferry", 0, Some(0)),
            of("to", 0, Some(1)),
            of("town", 1, None),
        ];
        let all = TokenText::read(&tokens);
        assert_eq!(all.text, "the·ferry to\ntown");
        let gap = all.text.find(' ').expect("a gap");
        assert_eq!(all.at(gap), None, "no token's");
        assert_eq!(all.at(gap + 1), Some(2));
        assert_eq!(
            all.within(gap..gap + 2).collect::<Vec<_>>(),
            [(2, gap + 1..gap + 2 + 1)]
        );
    }

    #[test]
    fn a_line_end_that_the_model_wrote_breaks_the_line() {
        let of = |texts: &[&str]| {
            let tokens: Vec<_> = texts.iter().map(|text| token(text, None)).collect();
            TokenText::read(&tokens).text
        };
        assert_eq!(of(&["a", "\n", "b"]), "a↵\nb");
        assert_eq!(of(&["a", "<0x0A>", "b", "c\n"]), "a↵\nbc↵");
    }

    #[test]
    fn of_a_long_token_the_beginning_is_said() {
        assert_eq!(quoted("a\n"), "\"a\\n\"");
        assert_eq!(quoted(&"文".repeat(81)), format!("{:?}…", "文".repeat(80)));
    }

    #[test]
    fn every_byte_has_its_token() {
        let tokens = [
            token("ab", Some(0)),
            token("", Some(0)),
            token("文c", Some(1)),
        ];
        let all = TokenText::read(&tokens);
        assert_eq!(all.text, "ab\n文c");
        let found: Vec<_> = (0..all.text.len()).map(|at| all.at(at)).collect();
        let [a, b] = [Some(0), Some(2)];
        assert_eq!(found, [a, a, None, b, b, b, b]);
        let within = |bytes| all.within(bytes).collect::<Vec<_>>();
        assert_eq!(within(0..2), [(0, 0..2)]);
        assert_eq!(within(3..7), [(2, 3..7)]);
        assert_eq!(
            within(6..7),
            [(2, 6..7)],
            "the end of a token that is broken"
        );
    }
}
