//! Formulas between dollar signs.

use std::fmt::Write as _;

/// Writes `\(x\)` as `$x$` and `\[x\]` as `$$x$$`, which is what Markdown renderers know. A text without them keeps its dollar signs; one
/// with them has its own escaped, so that an amount of money does not open a formula.
pub(crate) fn dollars(text: &str) -> String {
    if !["\\(", "\\["].iter().any(|open| text.contains(open)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let forms = [("\\(", "\\)", "$"), ("\\[", "\\]", "$$")];
    loop {
        let next = forms
            .iter()
            .filter_map(|form| Some((rest.find(form.0)?, form)))
            .min_by_key(|(at, _)| *at);
        let Some((at, (open, close, mark))) = next else {
            break;
        };
        let inner = &rest[at + open.len()..];
        let Some(end) = inner.find(close) else {
            break;
        };
        out.push_str(&rest[..at].replace('$', "\\$"));
        let _ = write!(out, "{mark}{}{mark}", inner[..end].trim());
        rest = &inner[end + close.len()..];
    }
    out.push_str(&rest.replace('$', "\\$"));
    out
}

/// A block that is one formula: as it is when it already has its signs, else between double dollar signs.
pub(crate) fn block(text: &str) -> String {
    let text = text.trim();
    if text.starts_with("\\(") || text.starts_with("\\[") {
        dollars(text)
    } else if text.is_empty() || text.starts_with('$') {
        text.to_owned()
    } else {
        format!("$${text}$$")
    }
}

#[cfg(test)]
mod tests {
    use super::{block, dollars};

    #[test]
    fn formulas_get_dollars_and_money_keeps_them() {
        assert_eq!(dollars("costs $5 or $6"), "costs $5 or $6");
        assert_eq!(
            dollars(r"$5 is \( x \) and \[y^2\]."),
            r"\$5 is $x$ and $$y^2$$."
        );
        assert_eq!(dollars(r"open \( never closed"), r"open \( never closed");
    }

    #[test]
    fn a_formula_gets_its_signs_once() {
        assert_eq!(block(" x^2 \n"), "$$x^2$$");
        assert_eq!(block(r"\[ x^2 \]"), "$$x^2$$");
        assert_eq!(block(r"\( x \) (1)"), "$x$ (1)");
        assert_eq!(block("$$x$$"), "$$x$$");
        assert_eq!(block(" "), "");
    }
}
