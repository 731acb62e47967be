//! What a line of plain text begins with: list markers and the numbers and words of headings.

/// How a line of a list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A dot, a box or a dash.
    Bullet(char),
    /// A number of up to three digits and the character behind it: `.`, `)` or `、`.
    Number(u32, char),
    /// A letter, a circled or bracketed number, a Chinese numeral: `a)`, `(1)`, `①`, `一、`.
    Letter,
}

const DOTS: &str = "•●○◦▪▫■□‣⁃∙◆◇►▶➢➤✓✔★☆※";
/// These begin an item only when a space follows.
const DASHES: &str = "-*+–·";
const CHINESE: &str = "一二三四五六七八九十百";
/// The longest line that is taken for a heading, in characters.
const HEADING_MAX_CHARS: usize = 80;

/// The list marker of a line and the byte at which the item's text starts. None for a line without one, or with nothing behind it.
///
/// White space before the marker is allowed. Decimal fractions, years and initials (`1.5`, `1999.`, `A. Smith`) are no markers.
pub fn list_marker(line: &str) -> Option<(Marker, usize)> {
    let trimmed = line.trim_start();
    let indent = line.len() - trimmed.len();
    let (marker, length) = bullet(trimmed)
        .or_else(|| number(trimmed))
        .or_else(|| letter(trimmed))?;
    let text = trimmed[length..].trim_start();
    (!text.is_empty()).then(|| (marker, indent + trimmed.len() - text.len()))
}

fn bullet(text: &str) -> Option<(Marker, usize)> {
    let c = text.chars().next()?;
    let length = c.len_utf8();
    let found =
        DOTS.contains(c) || DASHES.contains(c) && text[length..].starts_with(char::is_whitespace);
    found.then_some((Marker::Bullet(c), length))
}

fn number(text: &str) -> Option<(Marker, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let value = text[..digits].parse().ok()?;
    let mut rest = text[digits..].chars();
    let (mark, next) = (rest.next()?, rest.next());
    let plain = match mark {
        '.' | '．' => '.',
        ')' | '）' => ')',
        '、' => '、',
        _ => return None,
    };
    let apart = plain == '、' || next.is_none_or(|c| c.is_whitespace() || is_unspaced(c));
    apart.then_some((Marker::Number(value, plain), digits + mark.len_utf8()))
}

fn letter(text: &str) -> Option<(Marker, usize)> {
    let first = text.chars().next()?;
    if ('①'..='⓿').contains(&first) || ('❶'..='➓').contains(&first) {
        return Some((Marker::Letter, first.len_utf8()));
    }
    let inner = text.strip_prefix(['(', '（']).unwrap_or(text);
    let opened = text.len() - inner.len();
    let chinese = inner.chars().take_while(|&c| CHINESE.contains(c)).count();
    let (length, is_chinese) = match chinese {
        0 => (
            inner.bytes().take_while(u8::is_ascii_alphanumeric).count(),
            false,
        ),
        count => (count * '一'.len_utf8(), true),
    };
    let mark = inner[length..].chars().next()?;
    let closed = match mark {
        ')' | '）' => true,
        '、' => opened == 0 && is_chinese,
        _ => false,
    };
    let end = opened + length + mark.len_utf8();
    let short =
        is_chinese || (1..=4).contains(&length) && is_enumerator(&inner[..length], opened > 0);
    let apart = text[end..].starts_with(|c: char| c.is_whitespace() || is_unspaced(c));
    (closed && short && apart).then_some((Marker::Letter, end))
}

/// A single letter, a roman number or, in brackets, a number.
fn is_enumerator(text: &str, bracketed: bool) -> bool {
    let roman = |text: &str| text.bytes().all(|b| b"ivxIVX".contains(&b));
    let letter = text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic());
    let number = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    letter || roman(text) || bracketed && number
}

/// The level, 2 to 6, of a line that reads as a heading by itself: a section number of several parts before a title (`2.1 Method`), the word
/// chapter, part, section or appendix with its number, `第三章`, or the usual name of a section (`References`).
///
/// Wrapped lines of running text can look like that too, so the caller must know that the line stands alone.
pub fn heading_level(line: &str) -> Option<u8> {
    let line = line.trim();
    if !can_be_heading(line) {
        return None;
    }
    section_level(line)
        .or_else(|| chinese_level(line))
        .or_else(|| named_level(line))
}

/// Whether a line is short, has a letter, and does not end as a sentence does.
pub fn can_be_heading(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= HEADING_MAX_CHARS
        && line.chars().any(char::is_alphabetic)
        && !line.ends_with([
            '.', ',', ';', ':', '!', '?', '-', '。', '，', '；', '：', '！', '？', '、', '…',
        ])
}

/// Whether a line ends as a sentence or a clause does, with brackets and quotes behind it left aside.
pub fn ends_sentence(line: &str) -> bool {
    let line =
        line.trim_end_matches(|c: char| c.is_whitespace() || "\"')]}”’»）】」』".contains(c));
    line.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；', '…'])
}

fn section_level(line: &str) -> Option<u8> {
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let length = line.find(|c| !digits(c))?;
    let number = line[..length].trim_end_matches('.');
    let parts: Vec<&str> = number.split('.').collect();
    let sound = |part: &&str| (1..=2).contains(&part.len());
    let title = line[length..].trim_start();
    let titled = title.starts_with(|c: char| c.is_uppercase() || is_unspaced(c))
        && (title.len() < line.len() - length || title.starts_with(is_unspaced));
    (parts.len() >= 2 && parts.iter().all(sound) && titled).then(|| level_of(parts.len()))
}

/// The level of a section number with so many parts: `1` is 2, since level 1 is the document's title.
fn level_of(parts: usize) -> u8 {
    u8::try_from(parts.min(5)).map_or(6, |parts| parts + 1)
}

fn chinese_level(line: &str) -> Option<u8> {
    let inner = line.strip_prefix('第')?.trim_start();
    let number = |c: char| CHINESE.contains(c) || c.is_ascii_digit();
    let rest = inner.trim_start_matches(number);
    let kind = rest.trim_start().chars().next()?;
    match kind {
        _ if rest.len() == inner.len() => None,
        '章' | '篇' | '编' | '部' => Some(2),
        '节' | '節' => Some(3),
        _ => None,
    }
}

fn named_level(line: &str) -> Option<u8> {
    const NAMES: [&str; 19] = [
        "abstract",
        "introduction",
        "conclusion",
        "conclusions",
        "references",
        "bibliography",
        "acknowledgements",
        "acknowledgments",
        "table of contents",
        "contents",
        "appendix",
        "preface",
        "摘要",
        "目录",
        "引言",
        "前言",
        "结论",
        "参考文献",
        "附录",
    ];
    const NUMBERED: [&str; 5] = ["chapter", "part", "section", "appendix", "kapitel"];
    let lower = line.to_lowercase();
    if NAMES.contains(&lower.as_str()) {
        return Some(2);
    }
    let (word, rest) = lower.split_once(' ')?;
    let (number, title) = rest.split_once([' ', ':']).unwrap_or((rest, ""));
    let number = number.trim_end_matches(['.', ':']);
    let numbered = !number.is_empty()
        && (number.bytes().all(|b| b.is_ascii_digit())
            || number.len() == 1
            || number.bytes().all(|b| b"ivxlc".contains(&b)));
    // A title begins with a capital; a sentence goes on with a small letter.
    let original = line.get(line.len() - title.len()..).unwrap_or_default();
    let titled = original
        .trim_start_matches([' ', ':', '-', '–', '—'])
        .chars()
        .next()
        .is_none_or(|c| !c.is_lowercase());
    (NUMBERED.contains(&word) && numbered && titled).then_some(2)
}

/// Whether a character belongs to a script that puts no spaces between words: Chinese, Japanese, Thai, Lao, Khmer or Burmese, or to their
/// punctuation.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_lists() {
        for (line, marker, text) in [
            ("• one", Marker::Bullet('•'), "one"),
            ("●one", Marker::Bullet('●'), "one"),
            ("  - one", Marker::Bullet('-'), "one"),
            ("12. one", Marker::Number(12, '.'), "one"),
            ("3) one", Marker::Number(3, ')'), "one"),
            ("1、总则", Marker::Number(1, '、'), "总则"),
            ("2.引言", Marker::Number(2, '.'), "引言"),
            ("a) one", Marker::Letter, "one"),
            ("(iv) one", Marker::Letter, "one"),
            ("（一）总则", Marker::Letter, "总则"),
            ("一、总则", Marker::Letter, "总则"),
            ("① one", Marker::Letter, "one"),
        ] {
            let (found, start) = list_marker(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found, &line[start..]), (marker, text), "{line}");
        }
    }

    #[test]
    fn what_is_no_marker() {
        for line in [
            "",
            "-",
            "-5 degrees",
            "*emphasis*",
            "1.5 m",
            "1999. It",
            "A. Smith",
            "1.",
            "(see there) x",
            "(hello) x",
            "十分好",
            "一",
            "word) x",
            "12 apples",
            "e.g. this",
        ] {
            assert_eq!(list_marker(line), None, "{line:?}");
        }
    }

    #[test]
    fn levels_of_headings() {
        for (line, level) in [
            ("2.1 Method", 3),
            ("2.1. Method", 3),
            ("1.2.3 Details of it", 4),
            ("3.2系统结构", 3),
            ("第三章 结果", 2),
            ("第 2 节 方法", 3),
            ("Chapter 4", 2),
            ("CHAPTER IV: The Sea", 2),
            ("Appendix A", 2),
            ("References", 2),
            ("参考文献", 2),
        ] {
            assert_eq!(heading_level(line), Some(level), "{line}");
        }
        for line in [
            "",
            "2.1",
            "3.50 per unit",
            "3.5 GB",
            "Section 3 shows that the",
            "2.1 Method.",
            "References are given",
            "第一次见面",
            "1 January",
            "Part of it",
            "12.05.2024 Berlin",
            "192.168.0.1 Host",
        ] {
            let expected = (line == "3.5 GB").then_some(3);
            assert_eq!(heading_level(line), expected, "{line:?}");
        }
    }

    #[test]
    fn ends_of_sentences() {
        assert!(
            ends_sentence("so it is.”") && ends_sentence("好。") && ends_sentence("as follows: ")
        );
        assert!(!ends_sentence("so it") && !ends_sentence("") && !ends_sentence("a, (b)"));
    }
}
