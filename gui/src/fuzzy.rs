//! How well a few typed letters fit a name.

/// How well `typed` fits `name`: its letters have to be there in this order, whatever lies between them. Higher is better; none if they
/// are not. Letters at the start of words and next to each other count more, and so do short names.
pub fn score(typed: &str, name: &str) -> Option<i32> {
    let name: Vec<char> = letters(name).collect();
    let starts_word = |at: usize| at == 0 || !name[at - 1].is_alphanumeric();
    // The best score of the letters so far if the last of them is the one at each place of the name.
    let mut best: Option<Vec<Option<i32>>> = None;
    for letter in letters(typed).filter(|letter| !letter.is_whitespace()) {
        let before =
            |at: usize| -> Option<i32> { at.checked_sub(1).and_then(|at| best.as_ref()?[at]) };
        let mut earlier = best.is_none().then_some(0);
        let mut next = Vec::with_capacity(name.len());
        for (at, known) in name.iter().enumerate() {
            earlier = earlier.max(before(at));
            let apart = earlier.map(|sum| sum + if starts_word(at) { 3 } else { 1 });
            let joined = before(at).map(|sum| sum + 4);
            next.push(apart.max(joined).filter(|_| *known == letter));
        }
        best = Some(next);
    }
    let sum = match best {
        Some(best) => best.into_iter().flatten().max()?,
        None => 0,
    };
    Some(sum * 16 - (name.len() as i32).min(64) / 4)
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn letters_have_to_come_in_order() {
        assert!(score("exj", "Export: JSON").is_some());
        assert!(score("EX J", "Export: JSON").is_some());
        assert_eq!(score("jx", "Export: JSON"), None);
        assert!(score("导出", "导出: 文本").is_some());
        assert!(score("", "anything").is_some());
    }

    #[test]
    fn what_fits_better_comes_first() {
        let better = |typed: &str, a: &str, b: &str| assert!(score(typed, a) > score(typed, b));
        better("re", "Read again", "Theme: dark");
        better("zi", "Zoom in", "Zoom to fit in");
        better("open", "Open…", "Show pages one by one");
        better("et", "Export: Text", "Delete");
    }
}
