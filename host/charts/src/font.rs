//! The embedded fonts: which face has a character, how wide a text is, and shortening what is too long.
//!
//! Sizes are CSS pixels of an em. There is no kerning and no shaping: labels are Latin, Greek and Chinese, in the fonts' own advances.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, GlyphId};

/// Noto Sans SC first; Noto Sans for what it lacks (the rest of Latin Extended-A and Greek, superscripts, currency signs).
static FACES: LazyLock<Vec<FontRef<'static>>> = LazyLock::new(|| {
    let files: [&'static [u8]; 2] = [
        include_bytes!("../../assets/fonts/NotoSansSC-Subset.otf"),
        include_bytes!("../../assets/fonts/NotoSans-Subset.ttf"),
    ];
    files
        .into_iter()
        .filter_map(|file| FontRef::try_from_slice(file).ok())
        .collect()
});

/// Shown for characters that no face has.
const MISSING: char = '□';

/// Signs that the Chinese face has in another shape: wide, or in the middle of the line.
const LATIN_SIGNS: &str = "…×±·≤≥≠≈¹²³";

/// A glyph of one of the faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Glyph {
    face: usize,
    id: u16,
}

impl Glyph {
    /// A number that is this glyph's alone.
    pub fn number(self) -> usize {
        self.face * 0x1_0000 + usize::from(self.id)
    }

    /// Face and glyph id, for ab_glyph.
    pub fn face(self) -> (&'static FontRef<'static>, GlyphId) {
        (&FACES[self.face], GlyphId(self.id))
    }

    /// Width in thousandths of an em.
    pub fn advance(self) -> f64 {
        let (face, id) = self.face();
        f64::from(face.h_advance_unscaled(id)) * 1000.0 / units(face)
    }
}

/// Font units of an em.
pub(crate) fn units(face: &FontRef<'static>) -> f64 {
    f64::from(face.units_per_em().unwrap_or(1000.0))
}

/// The glyph of a character.
pub(crate) fn glyph(character: char) -> Glyph {
    let find = |character: char| {
        let order = if LATIN_SIGNS.contains(character) {
            [1, 0]
        } else {
            [0, 1]
        };
        order.into_iter().find_map(|face| {
            let id = FACES.get(face)?.glyph_id(character).0;
            (id != 0).then_some(Glyph { face, id })
        })
    };
    find(character)
        .or_else(|| find(MISSING))
        .unwrap_or(Glyph { face: 0, id: 0 })
}

/// The text without what cannot be drawn or would upset XML: line ends and tabs become spaces, other controls and format marks go.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFFE}'
            | '\u{FFFF}'
            | '\u{AD}' => None,
            '\u{FE00}'..='\u{FE0F}' => None,
            control if control.is_control() => None,
            other => Some(other),
        })
        .collect()
}

/// Width of a text on one line, in CSS pixels.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars()
        .map(|character| glyph(character).advance())
        .sum::<f64>()
        * size
        / 1000.0
}

/// Height of a capital letter or digit over its em.
pub(crate) const CAP_HEIGHT: f64 = 0.733;

/// The baseline of a text whose capitals are centred on `middle`.
pub(crate) fn centred(middle: f64, size: f64) -> f64 {
    middle + CAP_HEIGHT * size / 2.0
}

/// The text, or as much of its start as fits in `room` with "…" after it; empty if not even one character does.
pub(crate) fn shorten(text: &str, size: f64, room: f64) -> String {
    let text = clean(text);
    if width(&text, size) <= room {
        return text;
    }
    let room = room - width("…", size);
    let mut used = 0.0;
    let mut kept = String::new();
    for character in text.chars() {
        used += width(character.encode_utf8(&mut [0; 4]), size);
        if used > room {
            break;
        }
        kept.push(character);
    }
    if kept.trim_end().is_empty() {
        String::new()
    } else {
        format!("{}…", kept.trim_end())
    }
}

/// The text, or its start and end with "…" between them: of file names both tell something.
pub(crate) fn shorten_middle(text: &str, size: f64, room: f64) -> String {
    let text = clean(text);
    if text.is_empty() || width(&text, size) <= room {
        return text;
    }
    let characters: Vec<char> = text.chars().collect();
    let room = room - width("…", size);
    let (mut head, mut tail) = (0, characters.len());
    let mut used = 0.0;
    // One from each end in turn, the end first: `.png` and a page number tell more than a folder.
    loop {
        let from_tail = characters.len() - tail <= head;
        let character = if from_tail {
            characters[tail - 1]
        } else {
            characters[head]
        };
        used += width(character.encode_utf8(&mut [0; 4]), size);
        if used > room || head + 1 >= tail {
            break;
        }
        if from_tail { tail -= 1 } else { head += 1 }
    }
    if head == 0 {
        return shorten(&text, size, room);
    }
    let collect = |part: &[char]| part.iter().collect::<String>();
    format!(
        "{}…{}",
        collect(&characters[..head]).trim_end(),
        collect(&characters[tail..]).trim_start()
    )
}

/// The text in two lines that both fit in `room`, the second empty where one is enough; broken at a space or hyphen, or between hanzi.
pub(crate) fn two_lines(text: &str, size: f64, room: f64) -> Option<[String; 2]> {
    let text = clean(text);
    if width(&text, size) <= room {
        return Some([text, String::new()]);
    }
    let characters: Vec<char> = text.chars().collect();
    let is_hanzi = |character: char| ('\u{3000}'..='\u{9FFF}').contains(&character);
    let breaks = (1..characters.len()).filter(|&place| {
        let (before, after) = (characters[place - 1], characters[place]);
        before == ' ' || before == '-' || (is_hanzi(before) && is_hanzi(after))
    });
    let lines = breaks.map(|place| {
        [&characters[..place], &characters[place..]]
            .map(|part| part.iter().collect::<String>().trim().to_string())
    });
    let longer = |lines: &[String; 2]| width(&lines[0], size).max(width(&lines[1], size));
    lines
        .filter(|lines| longer(lines) <= room)
        .min_by(|a, b| longer(a).total_cmp(&longer(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_load_and_cover_what_labels_use() {
        assert_eq!(FACES.len(), 2);
        for character in "AZaz09.,:;-+%µ°±×÷éüñßŁřőžΔλΩαβ—–…“”‘’→←≥≤≠≈∞√∑│─█■●▲△✓⁰¹⁻⁹₀€¥￥中文识别鑫淼（）、。，《》".chars() {
            assert_ne!(glyph(character), glyph(MISSING), "{character} is missing");
        }
        assert_eq!(glyph('\u{10FFFF}'), glyph(MISSING));
    }

    #[test]
    fn widths_are_the_fonts_own() {
        assert_eq!(width("中文", 10.0), 20.0);
        assert_eq!(
            width("00", 10.0),
            width("11", 10.0),
            "digits have one width, so columns of numbers line up"
        );
        assert_eq!(width("", 10.0), 0.0);
    }

    #[test]
    fn shortened_texts_fit() {
        for text in [
            "pages/2026/发票扫描件 第十二页 (final).png",
            "a",
            "",
            "WWWWWWWWWWWW",
            "中文中文中文",
        ] {
            for room in [-5.0, 0.0, 3.0, 12.0, 40.0, 90.0, 1000.0] {
                for short in [shorten(text, 12.0, room), shorten_middle(text, 12.0, room)] {
                    assert!(
                        short.is_empty() || width(&short, 12.0) <= room,
                        "{short:?} in {room}"
                    );
                }
            }
        }
        assert_eq!(shorten("short", 12.0, 100.0), "short");
        let name = shorten_middle("scans/2026-11/invoice-0042.png", 12.0, 110.0);
        assert!(
            name.ends_with(".png") && name.starts_with("sca") && name.contains('…'),
            "{name}"
        );
        let lines = |text: &str| two_lines(text, 12.0, 60.0).map(|lines| lines.join("|"));
        assert_eq!(
            lines("decode per token").as_deref(),
            Some("decode|per token")
        );
        assert_eq!(lines("每词元解码时延").as_deref(), Some("每词元|解码时延"));
        assert_eq!(lines("prefill").as_deref(), Some("prefill|"));
        assert_eq!(lines("incomprehensibilities"), None);
        assert_eq!(clean("a\nb\u{202E}c\0d"), "a bcd");
    }
}
