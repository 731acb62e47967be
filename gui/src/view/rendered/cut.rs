//! Long texts cut into parts that are short enough to be laid out at once.

/// A text longer than this is laid out in parts, in bytes.
pub const LONGEST: usize = 1500;

/// What a part is of the whole that it was cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whether the whole begins with it.
    pub first: bool,
    /// Whether the whole ends with it.
    pub last: bool,
}

/// A text's parts that are short enough to be laid out at once: they end with lines where possible, else with words.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.len();
        if end > LONGEST {
            let limit = rest.floor_char_boundary(LONGEST);
            let line = rest[..limit].rfind('\n');
            let space = || rest[..limit].rfind(char::is_whitespace);
            end = line.or_else(space).filter(|end| *end > 0).unwrap_or(limit);
        }
        let (piece, after) = rest.split_at(end);
        rest = after.trim_start_matches(['\n', ' ']);
        Some(piece)
    })
}

/// Parts of a text of fixed width that are as short: no space of it is lost, as spaces say how it is indented.
pub fn code_parts(text: &str) -> Vec<(&str, Part)> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let limit = rest.floor_char_boundary(LONGEST);
        let line = rest[..limit].rfind('\n').filter(|end| *end > 0);
        let end = match rest.len() > LONGEST {
            true => line.unwrap_or(limit),
            false => rest.len(),
        };
        let (piece, after) = rest.split_at(end);
        let part = Part {
            first: parts.is_empty(),
            last: after.is_empty(),
        };
        parts.push((piece, part));
        if part.last {
            return parts;
        }
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_lost_where_a_text_is_cut_into_pieces() {
        let text = "lorem ipsum 文字 ".repeat(1000);
        let cut: String = pieces(&text).map(|piece| format!("{piece} ")).collect();
        let words = |text: &str| {
            text.split_whitespace()
                .map(String::from)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&cut), words(&text));
        assert!(pieces(&text).all(|piece| piece.len() <= LONGEST));
        let one_word = "字".repeat(2000);
        assert_eq!(pieces(&one_word).collect::<String>(), one_word);
    }

    #[test]
    fn code_keeps_its_indents_and_empty_lines_where_it_is_cut() {
        let text = "fn main() {\n\n    ferry();\n}\n".repeat(200);
        let (texts, parts): (Vec<_>, Vec<_>) = code_parts(&text).into_iter().unzip();
        assert_eq!(texts.join("\n"), text);
        let count = parts.len();
        assert!(count > 2);
        for (at, part) in parts.iter().enumerate() {
            assert_eq!((part.first, part.last), (at == 0, at + 1 == count));
        }
        let line = "x".repeat(4000);
        let texts: Vec<_> = code_parts(&line)
            .into_iter()
            .map(|(text, _)| text)
            .collect();
        assert_eq!((texts.len(), texts.concat()), (3, line.clone()));
    }
}
