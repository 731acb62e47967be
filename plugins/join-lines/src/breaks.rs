//! Where one paragraph ends and the next begins.

use document_edit::{
    Marker, can_be_heading, ends_sentence, heading_level, is_unspaced, list_marker,
};
use inkstone_plugin::Region;

use crate::geometry::{Column, is_other_column};
use crate::hyphens::is_hyphenated;
use crate::lines::{Line, width};

/// Texts whose longest line is narrower than this are no prose (in narrow characters).
const PROSE_MIN_WIDTH: usize = 24;
/// Without regions: a line that ends a sentence was ended when it and the next word would have taken less than this part of the width.
const ENDED: f32 = 0.85;
/// The same for any other line.
const ENDED_ANYWHERE: f32 = 0.65;
/// A line whose sentence goes on with a small letter is taken for ended only below this part.
const ENDED_WITHIN: f32 = 0.4;
/// White space of so many narrow characters before a line, more than before the last, is an indentation.
const INDENT: usize = 2;

/// A line whose narrow characters would be wider than this part of its height has gaps in it; those of running text are 0.4 to 0.8.
const GAPPY: f32 = 0.9;

/// Lines as groups, each a paragraph.
pub(crate) fn paragraphs(lines: &[Line]) -> Vec<&[Line]> {
    let layout = Layout::of(lines);
    let mut groups = Vec::new();
    let mut start = 0;
    for at in 1..=lines.len() {
        if at == lines.len() || !layout.goes_on(start, at) {
            groups.push(&lines[start..at]);
            start = at;
        }
    }
    groups
}

/// Lines and what is known of their places.
struct Layout<'a> {
    lines: &'a [Line],
    /// The columns and each line's index among them, when every line has a region.
    columns: Option<(Vec<usize>, Vec<Column>)>,
    /// The longest line in narrow characters.
    widest: usize,
}

impl<'a> Layout<'a> {
    fn of(lines: &'a [Line]) -> Self {
        let regions: Option<Vec<&Region>> = lines.iter().map(|line| line.region.as_ref()).collect();
        let columns = regions.map(|regions| {
            let mut of_line = Vec::with_capacity(regions.len());
            let mut columns = Vec::new();
            for group in regions.chunk_by(|a, b| !is_other_column(a, b)) {
                of_line.extend(std::iter::repeat_n(columns.len(), group.len()));
                columns.push(Column::of(group));
            }
            (of_line, columns)
        });
        Self {
            lines,
            columns,
            widest: lines
                .iter()
                .map(|line| width(&line.text))
                .max()
                .unwrap_or(0),
        }
    }

    /// Whether a line belongs to the paragraph of the lines from `start` up to it.
    fn goes_on(&self, start: usize, at: usize) -> bool {
        let (first, last, next) = (&self.lines[start], &self.lines[at - 1], &self.lines[at]);
        if next.apart || has_gaps(last) || has_gaps(next) || self.is_set_apart(start, at) {
            return false;
        }
        let in_item = list_marker(&first.text).is_some();
        let short = self.is_short(at - 1);
        let unfinished = !short && !ends_sentence(&last.text);
        if starts_item(next, in_item, unfinished) {
            return false;
        }
        if is_hyphenated(&last.text) && starts_small(&next.text) {
            return true;
        }
        let after_heading = at == start + 1 && is_heading(&first.text) && !starts_small(&next.text);
        let before_heading = heading_level(&next.text).is_some() && !unfinished;
        !short && !after_heading && !before_heading
    }

    /// Whether a line's place, its indentation or size parts it from the line above.
    fn is_set_apart(&self, start: usize, at: usize) -> bool {
        let (last, next) = (&self.lines[at - 1], &self.lines[at]);
        let in_item = list_marker(&self.lines[start].text).is_some();
        let (Some((of_line, columns)), Some(a), Some(b)) =
            (&self.columns, &last.region, &next.region)
        else {
            return next.indent >= last.indent + INDENT && !in_item;
        };
        if of_line[at - 1] == of_line[at] {
            return columns[of_line[at]].parts(a, b, at == start + 1, in_item);
        }
        // A paragraph goes on in the next column only where it is plain that it does.
        let goes_on = starts_small(&next.text) || last.text.ends_with(is_unspaced);
        ends_sentence(&last.text) || !goes_on
    }

    /// Whether a line ends although the first word of the next one would have had room in it.
    fn is_short(&self, at: usize) -> bool {
        let (line, next) = (&self.lines[at], &self.lines[at + 1]);
        let ended = ends_sentence(&line.text);
        let goes_on = !ended && starts_small(&next.text);
        let word = first_word_width(&next.text) + 1;
        let own = width(&line.text);
        if let (Some((of_line, columns)), Some(region)) = (&self.columns, &line.region) {
            let (free, column) = columns[of_line[at]].free(region);
            let needed = (word + 1) as f32 * region.width / own.max(1) as f32;
            return match (goes_on, ended) {
                (true, _) => free > (1.0 - ENDED_WITHIN) * column,
                (_, true) => free > needed,
                _ => free > needed && free > 0.2 * column,
            };
        }
        let taken = (line.indent + own + word) as f32 / self.widest.max(1) as f32;
        match (goes_on, ended) {
            (true, _) => taken < ENDED_WITHIN,
            _ if self.widest < PROSE_MIN_WIDTH => true,
            (_, true) => taken <= ENDED,
            _ => taken <= ENDED_ANYWHERE,
        }
    }
}

/// Whether a line begins an item of a list. A number or letter after an unfinished line may be part of the sentence, outside lists.
fn starts_item(line: &Line, in_list: bool, unfinished: bool) -> bool {
    match list_marker(&line.text) {
        Some((Marker::Bullet(_), _)) => true,
        Some((Marker::Number(..) | Marker::Letter, _)) => in_list || !unfinished,
        None => false,
    }
}

/// Whether a paragraph's first line is a heading by itself.
fn is_heading(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let all_capitals = capitals >= 4
        && can_be_heading(text)
        && !text.chars().any(|c| c.is_lowercase() || c.is_numeric());
    all_capitals || heading_level(text).is_some()
}

/// Whether a line is a row of parts that stand away from each other, as on receipts, and no running text.
fn has_gaps(line: &Line) -> bool {
    let characters = width(&line.text) as f32;
    let region = line.region.as_ref();
    region.is_some_and(|region| region.width > GAPPY * region.height * characters)
}

fn starts_small(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

/// The width of a text's first word; one character where words have no spaces between them.
fn first_word_width(text: &str) -> usize {
    match text.chars().next() {
        Some(first) if is_unspaced(first) => 2,
        _ => width(text.split_whitespace().next().unwrap_or_default()),
    }
}
