//! HTML in small: what text must look like in it, and its tags and character references, for what reads and what writes it.

/// Names of characters that are usual; others stay as they are.
const CHARACTERS: [(&str, &str); 12] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("times", "×"),
    ("deg", "°"),
    ("copy", "©"),
];

/// Text as the content of an element or of a quoted attribute, of HTML and of XML: what would be markup is escaped, and what XML knows no
/// place for (control characters other than white space, U+FFFE and U+FFFF) is left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// A tag, with what matters of it here.
pub(crate) struct Tag {
    /// In lower case; empty for a declaration.
    pub name: String,
    /// Whether it ends its element.
    pub closes: bool,
    /// How many rows a cell takes, at least 1.
    pub row_span: u32,
    /// How many columns a cell takes, at least 1.
    pub column_span: u32,
}

/// The tag that a text begins with, and what is behind it. Declarations are tags without a name.
pub(crate) fn tag(text: &str) -> Option<(Tag, &str)> {
    let inside = text.strip_prefix('<')?;
    let (closes, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
        return None;
    }
    let mut quote = None;
    let end = inside.find(|c| {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        c == '>' && quote.is_none()
    })?;
    let content = &inside[..end];
    let name = content.split(|c: char| !c.is_ascii_alphanumeric()).next();
    let lower = content
        .to_ascii_lowercase()
        .replace(['\n', '\r', '\t'], " ");
    let tag = Tag {
        name: name.unwrap_or_default().to_ascii_lowercase(),
        closes,
        row_span: span(&lower, "rowspan"),
        column_span: span(&lower, "colspan"),
    };
    Some((tag, &inside[end + 1..]))
}

/// The number of an attribute of a tag in lower case; 1 where there is none.
fn span(tag: &str, name: &str) -> u32 {
    let value = || {
        let at = tag.find(&format!(" {name}"))?;
        let value = tag[at + name.len() + 1..].trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_digit());
        value[..end.unwrap_or(value.len())].parse().ok()
    };
    value().unwrap_or(1).max(1)
}

/// A text with the characters that `&name;` and `&#number;` stand for.
pub(crate) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = rest
            .find(';')
            .and_then(|end| Some((character(&rest[1..end])?, end)));
        match found {
            Some((character, end)) => {
                out.push_str(&character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn character(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        let found = CHARACTERS.iter().find(|(known, _)| *known == name);
        return found.map(|(_, text)| (*text).to_owned());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    Some(char::from_u32(code.ok()?)?.to_string())
}
