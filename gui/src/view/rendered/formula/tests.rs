//! Formulas laid out and drawn.

use super::*;

fn ink(latex: &str) -> f32 {
    let formula = Formula::new(latex, true).expect(latex);
    formula.draw(32.0).expect(latex).ink.iter().sum()
}

#[test]
fn a_fraction_is_taller_than_its_parts_and_has_ink() {
    let x = Formula::new("x", true).expect("x");
    let half = Formula::new(r"\frac{x}{2}", true).expect("a fraction");
    assert!(half.ascent() + half.descent() > 2.0 * (x.ascent() + x.descent()));
    assert!(ink(r"\frac{x}{2}") > ink("x") + ink("2") * 0.5);
}

#[test]
fn what_is_drawn_as_a_path_has_ink() {
    // The sign of this root and these brackets are paths, not glyphs.
    let tall = r"\begin{matrix}a\\b\\c\\d\end{matrix}";
    let bare = ink(tall);
    assert!(ink(&format!(r"\sqrt{{{tall}}}")) > bare * 1.2);
    assert!(ink(&format!(r"\left\{{{tall}\right\}}")) > bare * 1.2);
}

#[test]
fn hanzi_in_a_formula_have_ink() {
    assert!(ink(r"\text{面积}") > ink("x"));
}

#[test]
fn what_is_not_understood_is_told() {
    let error = Formula::new(r"\nosuchcommand{x}", true).expect_err("unknown");
    assert!(error.contains("nosuchcommand"), "{error}");
    for broken in [r"\frac{1", "}", r"\begin{matrix}", "x^"] {
        assert!(Formula::new(broken, false).is_err(), "{broken}");
    }
    assert!(Formula::new(&"x".repeat(LONGEST_SOURCE + 1), false).is_err());
}
