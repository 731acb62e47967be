//! What the cross-crate tests share.

pub mod cann;
pub mod fixtures;

use std::path::{Path, PathBuf};

/// A file below `tests/`.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Character errors (Levenshtein distance) of `found` against `wanted`, and the length of `wanted`. Runs of white space count as one space.
pub fn character_errors(found: &str, wanted: &str) -> (usize, usize) {
    let plain = |text: &str| -> Vec<char> {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").chars().collect()
    };
    let (found, wanted) = (plain(found), plain(wanted));
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    for (i, a) in found.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in wanted.iter().enumerate() {
            let substitute = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    (row[wanted.len()], wanted.len())
}

#[cfg(test)]
mod tests {
    use super::character_errors;

    #[test]
    fn errors_are_counted_by_character() {
        assert_eq!(character_errors("helo  wrld", "hello world"), (2, 11));
        assert_eq!(character_errors("abcdef", "a"), (5, 1));
        assert_eq!(character_errors("", "abc"), (3, 3));
        assert_eq!(character_errors("发票号碼", "发票号码"), (1, 4));
    }
}
