//! Characters that Markdown takes for markup at the start of a line.

use document_edit::{Marker, list_marker};

/// Writes a line so that Markdown reads it as plain text: a backslash before what would begin a heading, a list, a quotation, a table, HTML,
/// code or a rule, and no indentation that would make it code.
pub(crate) fn line_start(line: &str) -> String {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    let indent = if indent.contains('\t') || indent.len() > 3 {
        ""
    } else {
        indent
    };
    let number = match list_marker(text) {
        Some((Marker::Number(..), _)) => text.find(['.', ')']),
        _ => None,
    };
    match number {
        Some(at) => format!("{indent}{}\\{}", &text[..at], &text[at..]),
        None if is_markup(text) => format!("{indent}\\{text}"),
        None => format!("{indent}{text}"),
    }
}

fn is_markup(text: &str) -> bool {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let heading = (1..=6).contains(&hashes) && ends_or_spaces(&text[hashes..]);
    let bullet = text
        .strip_prefix(['-', '*', '+'])
        .is_some_and(ends_or_spaces);
    let fence = text.starts_with("```") || text.starts_with("~~~");
    let rule = text.starts_with(['-', '*', '_', '='])
        && text
            .chars()
            .all(|c| text.starts_with(c) || c.is_whitespace());
    heading || bullet || fence || rule || text.starts_with(['>', '|', '<'])
}

fn ends_or_spaces(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::line_start;

    #[test]
    fn only_what_would_be_markup_is_escaped() {
        for (line, escaped) in [
            ("# of pages", "\\# of pages"),
            ("#tag", "#tag"),
            ("- 5", "\\- 5"),
            ("-5", "-5"),
            ("* * *", "\\* * *"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("> 3", "\\> 3"),
            ("<b>", "\\<b>"),
            ("```", "\\```"),
            ("| a |", "\\| a |"),
            ("1. x", "1\\. x"),
            (" 12) x", " 12\\) x"),
            ("     code?", "code?"),
            ("1.5", "1.5"),
            ("", ""),
            ("日本", "日本"),
        ] {
            assert_eq!(line_start(line), escaped, "{line:?}");
        }
    }
}
