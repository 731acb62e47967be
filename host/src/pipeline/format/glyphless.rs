//! A TrueType font whose letters have widths and no shapes, for text that is not seen.

use std::collections::HashMap;

/// Height of a line above its baseline, in thousandths of an em.
pub(super) const ASCENT: u16 = 800;
/// Depth of a line below its baseline, in thousandths of an em.
pub(super) const DESCENT: u16 = 200;
/// The glyph of what a font does not hold.
const NO_GLYPH: u16 = 0;

/// About how wide a letter is in a common sans-serif typeface, in thousandths of an em: what an unknown typeface is taken to be like.
/// Letters of East Asia fill an em, marks that are put over others take no room.
pub(super) fn letter_width(c: char) -> u16 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' => 240,
        ' ' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' | '\u{a0}' => 300,
        'm' | 'M' | 'w' | 'W' | '@' | '%' | '—' | '…' => 880,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' => 680,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 500,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 1000,
        _ => 560,
    }
}

/// The letters of a document, each a glyph.
#[derive(Debug, Default)]
pub(super) struct Glyphless {
    glyphs: HashMap<char, u16>,
    letters: Vec<char>,
}

impl Glyphless {
    /// A text as glyphs, two bytes each, high byte first.
    pub(super) fn encode(&mut self, text: &str) -> Vec<u8> {
        let glyphs = text.chars().map(|c| self.glyph(c));
        glyphs.flat_map(u16::to_be_bytes).collect()
    }

    fn glyph(&mut self, c: char) -> u16 {
        if let Some(glyph) = self.glyphs.get(&c) {
            return *glyph;
        }
        // 65,534 different letters are more than any document holds.
        let Some(glyph) = u16::try_from(self.letters.len() + 1)
            .ok()
            .filter(|g| *g < u16::MAX)
        else {
            return NO_GLYPH;
        };
        self.glyphs.insert(c, glyph);
        self.letters.push(c);
        glyph
    }

    /// Each glyph that is a letter, and the letter.
    pub(super) fn letters(&self) -> impl Iterator<Item = (u16, char)> {
        (1..).zip(self.letters.iter().copied())
    }

    /// The widths of all glyphs from the first on, in thousandths of an em.
    pub(super) fn widths(&self) -> Vec<u16> {
        let letters = self.letters.iter().map(|c| letter_width(*c));
        std::iter::once(560).chain(letters).collect()
    }

    /// The font as a TrueType file with the tables that PDF asks for (ISO 32000-1, 9.9): 1000 units to the em, no outlines.
    pub(super) fn true_type(&self) -> Vec<u8> {
        let widths = self.widths();
        let count = widths.len() as u16;
        let (up, down) = (ASCENT as i16, -(DESCENT as i16));
        let mut hhea = words(&[1, 0, up, down, 0, 1000, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        hhea.extend(count.to_be_bytes());
        let mut maxp = words(&[1, 0]);
        maxp.extend(count.to_be_bytes());
        // No points, contours or instructions, and one zone, the least that is allowed.
        maxp.extend(words(&[0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]));
        let hmtx = widths.iter().flat_map(|width| {
            let [high, low] = width.to_be_bytes();
            [high, low, 0, 0]
        });
        let tables: [([u8; 4], Vec<u8>); 6] = [
            // Tables without content are refused by some readers.
            (*b"glyf", vec![0; 4]),
            (*b"head", head()),
            (*b"hhea", hhea),
            (*b"hmtx", hmtx.collect()),
            (*b"loca", vec![0; 2 * (widths.len() + 1)]),
            (*b"maxp", maxp),
        ];
        assemble(&tables)
    }
}

/// Where the whole file's checksum stands in `head`.
const CHECKSUM_AT: usize = 8;

fn head() -> Vec<u8> {
    let mut head = words(&[1, 0, 1, 0, 0, 0]);
    head.extend(0x5f0f_3cf5_u32.to_be_bytes());
    // Flags, units to the em, two dates, bounds, style, smallest size, direction, formats of `loca` and `glyf`.
    head.extend(words(&[0, 1000]));
    head.extend([0; 16]);
    head.extend(words(&[0, 0, 0, 0, 0, 8, 2, 0, 0]));
    head
}

fn words(values: &[i16]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_be_bytes())
        .collect()
}

/// The sum of a table's 32-bit words, as TrueType wants it.
fn checksum(bytes: &[u8]) -> u32 {
    let word = |chunk: &[u8]| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        u32::from_be_bytes(word)
    };
    bytes.chunks(4).map(word).fold(0, u32::wrapping_add)
}

fn assemble(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.ilog2();
    let range = 16 << power;
    let mut file = vec![0, 1, 0, 0];
    for value in [count, range, power as u16, count * 16 - range] {
        file.extend(value.to_be_bytes());
    }
    let mut offset = file.len() + 16 * tables.len();
    let mut head = 0;
    for (tag, content) in tables {
        if tag == b"head" {
            head = offset;
        }
        file.extend(tag);
        for value in [checksum(content), offset as u32, content.len() as u32] {
            file.extend(value.to_be_bytes());
        }
        offset += content.len().next_multiple_of(4);
    }
    for (_, content) in tables {
        file.extend(content);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    let whole = 0xb1b0_afba_u32.wrapping_sub(checksum(&file));
    file[head + CHECKSUM_AT..head + CHECKSUM_AT + 4].copy_from_slice(&whole.to_be_bytes());
    file
}
