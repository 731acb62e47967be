//! The Markdown or the JSON of a page.

use eframe::egui::Ui;

use super::Tab;
use super::lines::{Key, Lines, Shown};
use crate::state::Item;
use crate::state::search::Search;
use crate::theme::palette;

/// Draws a text to be looked at and copied from, with what is searched for marked.
pub fn show(
    ui: &mut Ui,
    tab: Tab,
    name: &str,
    text: &str,
    item: &Item,
    search: &mut Search,
    lines: &mut Lines,
) {
    let key = Key::of(item, tab, text);
    search.update(key.number(), || vec![vec![text.to_owned()]]);
    let reveal = std::mem::take(&mut search.reveal) && search.open;
    let current = search.matches.get(search.current).filter(|_| reveal);
    let search = &*search;
    let colors = palette(ui.visuals());
    lines.show(
        ui,
        &Shown {
            key,
            name,
            text,
            row_height: None,
            may_break: &|at| may_break(text, at),
            backgrounds: &|bytes| {
                let found = search.within(0, 0, bytes);
                let mark = |current| match current {
                    true => colors.found_current,
                    false => colors.found,
                };
                found
                    .map(|(found, current)| (found.range.clone(), mark(current)))
                    .collect()
            },
            reveal: current.map(|found| found.range.start),
        },
    );
}

/// Whether a row may begin with a byte: behind a space, and beside a character that is a word of its own.
fn may_break(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    let (Some(before), Some(behind)) = (before.chars().next_back(), behind.chars().next()) else {
        return false;
    };
    let own = |c: char| c >= '\u{2E80}';
    let closes = "，。、；：！？）〉》」』】〕…”’,.;:!?)]}".contains(behind);
    (before.is_whitespace() && !behind.is_whitespace())
        || ((own(before) || own(behind)) && !closes && !behind.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_begin_with_words_and_not_with_what_closes_a_sentence() {
        let text = "six  o'clock。渡轮, x";
        let places = text.char_indices().map(|(at, _)| at);
        let begun: Vec<&str> = places
            .filter(|at| may_break(text, *at))
            .map(|at| {
                text[at..]
                    .split_at(1.max(text[at..].chars().next().map_or(1, char::len_utf8)))
                    .0
            })
            .collect();
        assert_eq!(begun, ["o", "渡", "轮", "x"]);
    }
}
