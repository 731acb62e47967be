//! The order in which people number files.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

/// Compares names as people read them: runs of digits by their value (`page2` before `page10`), everything else without regard to
/// case. Names that are equal in this way are ordered by their bytes, so that the order is total.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (number(&mut left), number(&mut right));
                x.len().cmp(&y.len()).then_with(|| x.cmp(&y))
            }
            (Some(&x), Some(&y)) => {
                left.next();
                right.next();
                x.to_lowercase().cmp(y.to_lowercase())
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes a run of digits, without its leading zeros: of any length, so that no number is too large.
fn number(chars: &mut Peekable<Chars>) -> String {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if digit != '0' || !digits.is_empty() {
            digits.push(digit);
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_value_and_letters_without_case() {
        let mut names = [
            "page10", "page2", "Page1", "page02", "b", "A", "page", "page1.5", "2", "10", "é",
        ];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(
            names,
            [
                "2", "10", "A", "b", "page", "Page1", "page1.5", "page02", "page2", "page10", "é"
            ]
        );
    }
}
