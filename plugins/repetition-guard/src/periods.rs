//! The Z-function.

/// For every i the length of the longest common prefix of `text` and `text[i..]`; at 0 the whole length.
///
/// Computed in linear time: the window `[left, right)` is the match found so far that ends last, and inside it the answer
/// is known from the start of the text.
pub(crate) fn prefix_matches(text: &[char]) -> Vec<usize> {
    let mut matches = vec![0; text.len()];
    if let Some(first) = matches.first_mut() {
        *first = text.len();
    }
    let (mut left, mut right) = (0, 0);
    for i in 1..text.len() {
        let mut length = if i < right {
            matches[i - left].min(right - i)
        } else {
            0
        };
        while i + length < text.len() && text[length] == text[i + length] {
            length += 1;
        }
        if i + length > right {
            (left, right) = (i, i + length);
        }
        matches[i] = length;
    }
    matches
}

#[cfg(test)]
mod tests {
    use super::prefix_matches;

    #[test]
    fn equals_the_naive_count() {
        for word in [
            "",
            "a",
            "aaaa",
            "abab",
            "abaabab",
            "abcabcabd",
            "ñandú ñandú ñ",
        ] {
            let text: Vec<char> = word.chars().collect();
            let naive: Vec<usize> = (0..text.len())
                .map(|i| {
                    text.iter()
                        .zip(&text[i..])
                        .take_while(|(a, b)| a == b)
                        .count()
                })
                .collect();
            assert_eq!(prefix_matches(&text), naive, "{word}");
        }
    }
}
