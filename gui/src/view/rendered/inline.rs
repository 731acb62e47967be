//! Text within a paragraph: emphasis, code and formulas.

/// How a piece of text is set off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Heavier.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Of fixed width.
    pub code: bool,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Words.
    Text(String, Style),
    /// The LaTeX of a formula.
    Formula(String),
}

/// Reads a paragraph. Markup that does not end is text.
pub fn parse(text: &str) -> Vec<Run> {
    let mut runs = Runs::default();
    read(text, Style::default(), &mut runs);
    runs.done
}

/// A text without any markup.
pub fn plain(text: &str) -> Vec<Run> {
    vec![Run::Text(text.replace(HOLE_SPACE, " "), Style::default())]
}

/// What is read of some runs, with a hole for each formula.
pub fn shown(runs: &[Run]) -> String {
    let text = |run: &Run| match run {
        Run::Text(text, _) => text.clone(),
        Run::Formula(_) => HOLE.to_owned(),
    };
    runs.iter().map(text).collect()
}

/// Stands in the laid-out text where a formula is drawn, in the room between its two spaces: no line breaks there. Texts have no such spaces.
pub const HOLE: &str = "\u{A0}\u{A0}";
/// The space that a hole is made of.
pub const HOLE_SPACE: char = '\u{A0}';

#[derive(Default)]
struct Runs {
    done: Vec<Run>,
}

impl Runs {
    fn text(&mut self, text: &str, style: Style) {
        let text = &text.replace(HOLE_SPACE, " ");
        match self.done.last_mut() {
            Some(Run::Text(last, of)) if *of == style => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.done.push(Run::Text(text.to_owned(), style)),
        }
    }
}

/// Signs that a backslash takes the meaning of.
const ESCAPABLE: &str = "\\`*_{}[]#+-.!$|<>&~^";

fn read(text: &str, style: Style, runs: &mut Runs) {
    let mut at = 0;
    let mut plain_from = 0;
    while let Some(next) = text[at..].find(['\\', '$', '`', '*', '_', '<', '&']) {
        let start = at + next;
        let before = text[..start].chars().next_back();
        let rest = &text[start..];
        let found = formula(rest)
            .or_else(|| code(rest))
            .or_else(|| emphasis(rest, before))
            .or_else(|| tag(rest));
        let Some((piece, length)) = found else {
            let escaped = rest.strip_prefix('\\').and_then(|r| r.chars().next());
            if escaped.is_some_and(|c| ESCAPABLE.contains(c)) {
                runs.text(&text[plain_from..start], style);
                // The sign itself begins the next plain stretch.
                plain_from = start + 1;
                at = plain_from + escaped.map_or(0, char::len_utf8);
            } else {
                at = start + rest.chars().next().map_or(1, char::len_utf8);
            }
            continue;
        };
        runs.text(&text[plain_from..start], style);
        match piece {
            Piece::Formula(latex) => runs.done.push(Run::Formula(latex.trim().to_owned())),
            Piece::Code(code) => runs.text(
                code,
                Style {
                    code: true,
                    ..style
                },
            ),
            Piece::Strong(inner) => {
                let bold = true;
                read(inner, Style { bold, ..style }, runs);
            }
            Piece::Slanted(inner) => {
                let italic = true;
                read(inner, Style { italic, ..style }, runs);
            }
            Piece::Text(inner) => runs.text(inner, style),
        }
        at = start + length;
        plain_from = at;
    }
    runs.text(&text[plain_from..], style);
}

enum Piece<'a> {
    Formula(&'a str),
    Code(&'a str),
    Strong(&'a str),
    Slanted(&'a str),
    /// What a tag or an entity of HTML stands for.
    Text(&'static str),
}

/// What lies between `open` at the start and `close`, and how long all of it is.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<(&'a str, usize)> {
    let inner = text.strip_prefix(open)?;
    let end = inner.find(close).filter(|end| *end > 0)?;
    Some((&inner[..end], open.len() + end + close.len()))
}

fn formula(text: &str) -> Option<(Piece<'_>, usize)> {
    let found = between(text, r"\(", r"\)")
        .or_else(|| between(text, r"\[", r"\]"))
        .or_else(|| between(text, "$$", "$$"))
        .or_else(|| dollars(text))?;
    Some((Piece::Formula(found.0), found.1))
}

/// `$x$`, but not prices: no space within at either end, no digit after it, no line's end in it.
fn dollars(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('$')?;
    if inner.starts_with(|c: char| c.is_whitespace() || c == '$') {
        return None;
    }
    let line = inner.lines().next()?;
    let mut from = 0;
    loop {
        let end = from + line[from..].find('$')?;
        let escaped = line[..end].ends_with('\\');
        let spaced = line[..end].ends_with(char::is_whitespace);
        let number = line[end + 1..].starts_with(|c: char| c.is_ascii_digit());
        if !escaped && !spaced && !number && end > 0 {
            return Some((&line[..end], end + 2));
        }
        from = end + 1;
    }
}

fn code(text: &str) -> Option<(Piece<'_>, usize)> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    if ticks == 0 {
        return None;
    }
    let fence = &text[..ticks];
    let (inner, length) = between(text, fence, fence)?;
    Some((Piece::Code(inner.trim_matches(' ')), length))
}

/// `**strong**`, `*slanted*` and, at the edges of words, `_slanted_`.
fn emphasis(text: &str, before: Option<char>) -> Option<(Piece<'_>, usize)> {
    let sign = ["**", "__", "*", "_"]
        .into_iter()
        .find(|sign| text.starts_with(sign))?;
    let in_word = before.is_some_and(char::is_alphanumeric);
    if sign.starts_with('_') && in_word {
        return None;
    }
    let inner = &text[sign.len()..];
    if inner.starts_with(|c: char| c.is_whitespace() || c == '*' || c == '_') {
        return None;
    }
    let mut from = 0;
    loop {
        let mut end = from + inner[from..].find(sign)?;
        // Of three stars the first ends what is slanted within.
        if sign == "**" && inner[end..].starts_with("***") {
            end += 1;
        }
        let after = inner[end + sign.len()..].chars().next();
        let spaced = inner[..end].ends_with(char::is_whitespace);
        let doubled = sign.len() == 1 && after == sign.chars().next();
        let goes_on = sign.starts_with('_') && after.is_some_and(char::is_alphanumeric);
        if end > 0 && !spaced && !doubled && !goes_on {
            if inner[..end].contains("\n\n") {
                return None;
            }
            let piece = match sign.len() {
                2 => Piece::Strong(&inner[..end]),
                _ => Piece::Slanted(&inner[..end]),
            };
            return Some((piece, end + 2 * sign.len()));
        }
        from = end + sign.len() * (1 + usize::from(doubled));
        if from >= inner.len() {
            return None;
        }
    }
}

/// Tags and entities that stand in a model's answers and in our own HTML.
fn tag(text: &str) -> Option<(Piece<'_>, usize)> {
    const KNOWN: [(&str, &str); 8] = [
        ("<br>", "\n"),
        ("<br/>", "\n"),
        ("<br />", "\n"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
    ];
    let (sign, meaning) = KNOWN.iter().find(|(sign, _)| text.starts_with(sign))?;
    Some((Piece::Text(meaning), sign.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Run {
        Run::Text(text.into(), Style::default())
    }

    fn formula(latex: &str) -> Run {
        Run::Formula(latex.into())
    }

    #[test]
    fn formulas_are_found_in_every_form() {
        let runs = parse(r"so \( x^2 \) and $a_1$, $$b$$ \[c\].");
        let expected = [
            text("so "),
            formula("x^2"),
            text(" and "),
            formula("a_1"),
            text(", "),
            formula("b"),
            text(" "),
            formula("c"),
            text("."),
        ];
        assert_eq!(runs, expected);
    }

    #[test]
    fn prices_and_open_markup_stay_text() {
        for plain in [
            "from $5 to $10 a day",
            "$ 5 $",
            r"half \( x",
            "2 * 3 * 4",
            "snake_case_name",
            "a `b",
            "**",
            "5 < 6",
            "R&D",
        ] {
            assert_eq!(parse(plain), [text(plain)], "{plain}");
        }
    }

    #[test]
    fn emphasis_and_code_are_set_off() {
        let style = |bold, italic, code| Style { bold, italic, code };
        let runs = parse("a **b *c*** `d*` _e_ x");
        let expected = [
            text("a "),
            Run::Text("b ".into(), style(true, false, false)),
            Run::Text("c".into(), style(true, true, false)),
            text(" "),
            Run::Text("d*".into(), style(false, false, true)),
            text(" "),
            Run::Text("e".into(), style(false, true, false)),
            text(" x"),
        ];
        assert_eq!(runs, expected);
    }

    #[test]
    fn escaped_signs_are_themselves() {
        assert_eq!(parse(r"\*a\* 5 \$ \x"), [text(r"*a* 5 $ \x")]);
        assert_eq!(parse("a<br>b &lt;"), [text("a\nb <")]);
    }
}
