//! Rectangles of whole pixels.

/// A rectangle of pixels; `right` and `bottom` are the first column and row outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// First column.
    pub left: u32,
    /// First row.
    pub top: u32,
    /// First column to the right of it.
    pub right: u32,
    /// First row below it.
    pub bottom: u32,
}

impl Rect {
    /// Columns.
    pub fn width(&self) -> u32 {
        self.right.saturating_sub(self.left)
    }

    /// Rows.
    pub fn height(&self) -> u32 {
        self.bottom.saturating_sub(self.top)
    }

    /// The smallest rectangle around both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Rows in common, negative for the rows between them.
    pub fn rows_shared(&self, other: &Self) -> i64 {
        i64::from(self.bottom.min(other.bottom)) - i64::from(self.top.max(other.top))
    }

    /// Columns in common, negative for the columns between them.
    pub fn columns_shared(&self, other: &Self) -> i64 {
        i64::from(self.right.min(other.right)) - i64::from(self.left.max(other.left))
    }

    /// Twice the middle row, so that it stays whole.
    pub fn middle2(&self) -> u32 {
        self.top + self.bottom
    }
}
