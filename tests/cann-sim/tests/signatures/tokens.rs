//! Rust's text as words and signs: enough to read declarations by.

/// The tokens of `source`, without comments, and with strings as `"`.
pub fn tokens(source: &str) -> Vec<String> {
    let mut rest = source;
    let mut found = Vec::new();
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if first == '"' {
            found.push("\"".to_owned());
            string(rest)
        } else if let Some(length) = character(rest) {
            length
        } else if first.is_alphanumeric() || first == '_' {
            let word = |c: char| !c.is_alphanumeric() && c != '_';
            let length = rest.find(word).unwrap_or(rest.len());
            found.push(rest[..length].to_owned());
            length
        } else if let Some(sign) = ["::", "->"].iter().find(|sign| rest.starts_with(**sign)) {
            found.push((*sign).to_owned());
            sign.len()
        } else {
            if !first.is_whitespace() {
                found.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// The length of the string that `text` begins with.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the character literal that `text` begins with, which a lifetime is not.
fn character(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\'')?;
    let end = rest.strip_prefix('\\').map_or_else(
        || rest.chars().next().map(char::len_utf8),
        |_| rest[2..].find('\'').map(|at| at + 2),
    )?;
    rest[end..].starts_with('\'').then_some(end + 2)
}

/// Where the bracket at `open` is closed.
pub fn close(tokens: &[String], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    panic!(
        "nothing closes {:?}",
        &tokens[open..tokens.len().min(open + 20)]
    );
}

/// The parts of `tokens` between commas that stand in no brackets.
pub fn split(tokens: &[String]) -> Vec<&[String]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "(" | "[" | "{" | "<" => depth += 1,
            ")" | "]" | "}" | ">" => depth -= 1,
            "," if depth == 0 => {
                parts.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}
