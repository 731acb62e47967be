//! Two texts side by side: lines aligned, and within changed lines the words or signs that differ.

use crate::diff::common;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffPart {
    /// The text.
    pub text: String,
    /// Whether it is not on the other side.
    pub changed: bool,
}

/// A line on both sides; none where it has no counterpart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffRow {
    /// What is right.
    pub left: Option<Vec<DiffPart>>,
    /// What was read.
    pub right: Option<Vec<DiffPart>>,
}

impl DiffRow {
    /// Whether both sides are the same.
    pub fn same(&self) -> bool {
        let plain = |side: &Option<Vec<DiffPart>>| {
            side.as_ref()
                .is_some_and(|parts| parts.iter().all(|part| !part.changed))
        };
        plain(&self.left) && plain(&self.right)
    }
}

/// Lines up two texts.
pub fn side_by_side(left: &str, right: &str) -> Vec<DiffRow> {
    let (a, b): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
    let mut rows = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y) in common(&a, &b).into_iter().chain([(a.len(), b.len())]) {
        rows.extend(changed(&a[i..x], &b[j..y]));
        if let Some(text) = a.get(x) {
            let part = || {
                Some(vec![DiffPart {
                    text: (*text).to_owned(),
                    changed: false,
                }])
            };
            rows.push(DiffRow {
                left: part(),
                right: part(),
            });
        }
        (i, j) = (x + 1, y + 1);
    }
    rows
}

/// Lines that differ, paired in their order.
fn changed(a: &[&str], b: &[&str]) -> Vec<DiffRow> {
    let whole = |text: &str| {
        vec![DiffPart {
            text: text.to_owned(),
            changed: true,
        }]
    };
    (0..a.len().max(b.len()))
        .map(|index| match (a.get(index), b.get(index)) {
            (Some(a), Some(b)) => {
                let (left, right) = within(a, b);
                DiffRow {
                    left: Some(left),
                    right: Some(right),
                }
            }
            (a, b) => DiffRow {
                left: a.map(|text| whole(text)),
                right: b.map(|text| whole(text)),
            },
        })
        .collect()
}

/// What differs within two lines.
fn within(a: &str, b: &str) -> (Vec<DiffPart>, Vec<DiffPart>) {
    let (x, y) = (units(a), units(b));
    let shared = common(&x, &y);
    let side = |units: &[&str], same: &dyn Fn(usize) -> bool| {
        let mut parts: Vec<DiffPart> = Vec::new();
        for (index, unit) in units.iter().enumerate() {
            let changed = !same(index);
            match parts.last_mut() {
                Some(part) if part.changed == changed => part.text.push_str(unit),
                _ => parts.push(DiffPart {
                    text: (*unit).to_owned(),
                    changed,
                }),
            }
        }
        parts
    };
    (
        side(&x, &|index| shared.iter().any(|(i, _)| *i == index)),
        side(&y, &|index| shared.iter().any(|(_, j)| *j == index)),
    )
}

/// Words of letters and digits as they are, everything else sign by sign; scripts without spaces too.
fn units(text: &str) -> Vec<&str> {
    let in_word = |c: char| c.is_ascii_alphanumeric() || ('\u{c0}'..'\u{250}').contains(&c);
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match in_word(first) {
            true => rest.find(|c| !in_word(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        units.push(&rest[..length]);
        rest = &rest[length..];
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The length of a longest common subsequence, by the table.
    fn longest(a: &[u8], b: &[u8]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (j, y) in b.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = if x == y {
                    diagonal + 1
                } else {
                    above.max(row[j])
                };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn what_is_common_is_common_and_longest(
            a in proptest::collection::vec(0_u8..4, 0..40),
            b in proptest::collection::vec(0_u8..4, 0..40),
        ) {
            let found = common(&a, &b);
            prop_assert!(found.iter().all(|&(i, j)| a[i] == b[j]));
            prop_assert!(found.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
            prop_assert_eq!(found.len(), longest(&a, &b));
        }

        #[test]
        fn both_texts_are_shown_whole(left in "[ab\n ]{0,30}", right in "[ab\n ]{0,30}") {
            let rows = side_by_side(&left, &right);
            let side = |pick: fn(&DiffRow) -> &Option<Vec<DiffPart>>| -> Vec<String> {
                let lines = rows.iter().filter_map(|row| pick(row).as_ref());
                lines.map(|parts| parts.iter().map(|p| p.text.as_str()).collect()).collect()
            };
            prop_assert_eq!(side(|row| &row.left), left.lines().collect::<Vec<_>>());
            prop_assert_eq!(side(|row| &row.right), right.lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn words_and_signs_are_marked() {
        let rows = side_by_side("one\ntotal: 1,234.50\nend", "one\ntota1: 1,234.50\nend");
        assert_eq!(rows.len(), 3);
        assert!(rows[0].same() && !rows[1].same() && rows[2].same());
        let part = |text: &str, changed| DiffPart {
            text: text.into(),
            changed,
        };
        let left = vec![part("total", true), part(": 1,234.50", false)];
        assert_eq!(rows[1].left, Some(left));
        let rows = side_by_side("发票号码", "发票号碼");
        let right = vec![part("发票号", false), part("碼", true)];
        assert_eq!(rows[0].right, Some(right));
    }

    #[test]
    fn very_different_texts_end_in_time() {
        let left: String = (0..5000).map(|i| format!("a{i}\n")).collect();
        let right: String = (0..5000).map(|i| format!("b{i}\n")).collect();
        assert_eq!(side_by_side(&left, &right).len(), 5000);
    }
}
