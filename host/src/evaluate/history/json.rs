//! JSON that people can look at: an indented line for every field, and one line for every list of numbers.

use serde::Serialize;

/// Writes a value; a list of nothing but numbers, or of such lists, stands on one line.
pub(super) fn to_json(value: &impl Serialize) -> String {
    let compact = serde_json::to_string(value).expect("a report holds nothing but JSON values");
    let mut out = String::with_capacity(compact.len() * 3 / 2);
    let mut depth = 0;
    let mut rest = compact.as_str();
    while let Some(sign) = rest.chars().next() {
        let taken = match sign {
            '"' => string(rest),
            '[' | '{' => plain(rest).unwrap_or(&rest[..1]),
            _ => &rest[..sign.len_utf8()],
        };
        match taken {
            "[" | "{" => {
                depth += 1;
                out.push_str(taken);
                indent(&mut out, depth);
            }
            "]" | "}" => {
                depth -= 1;
                indent(&mut out, depth);
                out.push_str(taken);
            }
            "," => {
                out.push(',');
                indent(&mut out, depth);
            }
            ":" => out.push_str(": "),
            _ => out.push_str(taken),
        }
        rest = &rest[taken.len()..];
    }
    out.push('\n');
    out
}

fn indent(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// The string that a text begins with, quotes included.
fn string(text: &str) -> &str {
    let mut escaped = false;
    let end = text[1..].bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    &text[..end.map_or(text.len(), |end| end + 2)]
}

/// The list that a text begins with, if it holds numbers, nulls and such lists alone; or an empty object.
fn plain(text: &str) -> Option<&str> {
    if text.starts_with("{}") {
        return Some(&text[..2]);
    }
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth -= 1,
            b'"' | b'{' | b't' | b'f' => return None,
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then(|| &text[..=at]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn lists_of_numbers_stand_on_one_line() {
        let value = json!({
            "a": [1, -2.5e-9, null],
            "b": [[1, 2], [3, 4]],
            "c": [{"d": []}, {}],
            "e": "[1, {\"\\",
            "f": ["1", [2]],
        });
        let text = to_json(&value);
        assert_eq!(
            text,
            "{\n  \"a\": [1,-2.5e-9,null],\n  \"b\": [[1,2],[3,4]],\n  \"c\": [\n    {\n      \"d\": []\n    },\n    {}\n  ],\n  \
             \"e\": \"[1, {\\\"\\\\\",\n  \"f\": [\n    \"1\",\n    [2]\n  ]\n}\n"
        );
        let again: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(again, value);
    }
}
