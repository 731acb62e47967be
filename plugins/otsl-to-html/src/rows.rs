//! From text to rows of tagged cells, brought to one width.

use crate::{MAX_CELLS, strip};

/// One of the six OTSL tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `<fcel>`: a cell with text.
    Full,
    /// `<ecel>`: a cell without text.
    Empty,
    /// `<lcel>`: more of the cell to the left.
    Left,
    /// `<ucel>`: more of the cell above.
    Up,
    /// `<xcel>`: more of the cell above and to the left.
    Cross,
    /// `<nl>`: the end of a row.
    NewLine,
}

impl Tag {
    /// The six tags.
    pub const ALL: [Self; 6] = [
        Self::Full,
        Self::Empty,
        Self::Left,
        Self::Up,
        Self::Cross,
        Self::NewLine,
    ];

    /// The tag as the model writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "<fcel>",
            Self::Empty => "<ecel>",
            Self::Left => "<lcel>",
            Self::Up => "<ucel>",
            Self::Cross => "<xcel>",
            Self::NewLine => "<nl>",
        }
    }
}

/// A cell as it was written: its tag and the text up to the next tag, without white space around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawCell<'a> {
    pub tag: Tag,
    pub text: &'a str,
}

/// The first tag of a text: where it starts, which it is, and where it ends.
pub(crate) fn next_tag(text: &str) -> Option<(usize, Tag, usize)> {
    let mut from = 0;
    while let Some(at) = text[from..].find('<').map(|at| from + at) {
        let tag = Tag::ALL
            .into_iter()
            .find(|tag| text[at..].starts_with(tag.as_str()));
        if let Some(tag) = tag {
            return Some((at, tag, at + tag.as_str().len()));
        }
        from = at + 1;
    }
    None
}

/// Reads the rows of a text and brings them to one width; None when there is no row or when they would be too large.
pub(crate) fn read(text: &str) -> Option<Vec<Vec<RawCell<'_>>>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = next_tag(text).map(|(start, ..)| &text[start..])?;
    while let Some((_, tag, end)) = next_tag(rest) {
        rest = &rest[end..];
        if tag == Tag::NewLine {
            if !row.is_empty() {
                rows.push(std::mem::take(&mut row));
            }
            // What stands between an <nl> and the next tag belongs to no cell.
            continue;
        }
        let text_end = next_tag(rest).map_or(rest.len(), |(start, ..)| start);
        row.push(RawCell {
            tag,
            text: strip(&rest[..text_end]),
        });
    }
    if !row.is_empty() {
        rows.push(row);
    }
    let width = table_width(&rows)?;
    if rows.len().checked_mul(width)? > MAX_CELLS {
        return None;
    }
    for row in &mut rows {
        row.resize(
            width,
            RawCell {
                tag: Tag::Empty,
                text: "",
            },
        );
    }
    Some(rows)
}

/// The width that changes the fewest cells: the least w with the least sum of |length - w| that cuts no `<fcel>`.
///
/// The sum is convex in w and flat between the two medians, so its least minimiser in a range is the lower median, moved
/// into the range.
fn table_width(rows: &[Vec<RawCell<'_>>]) -> Option<usize> {
    let mut lengths: Vec<usize> = rows.iter().map(Vec::len).collect();
    let middle = lengths.len().checked_sub(1)? / 2;
    let (_, median, _) = lengths.select_nth_unstable(middle);
    let last_full = |row: &Vec<RawCell<'_>>| {
        row.iter()
            .rposition(|cell| cell.tag == Tag::Full)
            .map_or(0, |at| at + 1)
    };
    let least = rows.iter().map(last_full).max()?;
    Some((*median).max(least))
}

/// Empties every cell where upstream loses the texts: a single row without `<nl>`, with text before its first tag.
pub(crate) fn forget_texts_as_upstream(text: &str, rows: &mut [Vec<RawCell<'_>>]) {
    let leading = next_tag(text).map_or("", |(start, ..)| &text[..start]);
    if !strip(leading).is_empty() && !text.contains(Tag::NewLine.as_str()) {
        rows.iter_mut().flatten().for_each(|cell| cell.text = "");
    }
}
