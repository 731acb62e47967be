//! The words that chrF++ counts.

/// What stands between white space, with one ASCII punctuation mark at its end, or else at its start, set apart.
pub(crate) fn cut(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in text_units::words(text) {
        let mut characters = word.chars();
        let (first, last) = (characters.next(), characters.next_back());
        match (first, last) {
            (Some(_), Some(last)) if last.is_ascii_punctuation() => {
                let (word, mark) = word.split_at(word.len() - 1);
                words.extend([word, mark]);
            }
            (Some(first), Some(_)) if first.is_ascii_punctuation() => {
                let (mark, word) = word.split_at(1);
                words.extend([mark, word]);
            }
            _ => words.push(word),
        }
    }
    words
}
