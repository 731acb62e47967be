//! Levenshtein distance of two sequences of anything that can be ordered: characters, words, tokens.
//!
//! The distance is the least number of insertions, deletions and substitutions, each at cost 1, that turn one sequence into the
//! other. It is computed with Myers' bit vectors ("A fast bit-vector algorithm for approximate string matching based on dynamic
//! programming", J. ACM 46, 1999) in the form that Hyyrö gave for edit distance in blocks ("A bit-vector algorithm for computing
//! Levenshtein and Damerau edit distances", 2003): 64 rows of the matrix fit in two words, one for the vertical differences of +1
//! and one for those of -1.
//!
//! The blocks are walked one after the other over the whole second sequence, and only the horizontal differences at a block's lower
//! edge are kept for the next. So memory grows with the sum of the lengths and not with their product, however many different
//! symbols there are.
//!
//! ```
//! let (reading, truth): (Vec<char>, Vec<char>) = ("helo wrld".chars().collect(), "hello world".chars().collect());
//! assert_eq!(edit_distance::distance(&reading, &truth), 2);
//! ```

#![forbid(unsafe_code)]

use std::convert::Infallible;

/// Rows of the matrix in one block.
const ROWS: usize = u64::BITS as usize;

/// The Levenshtein distance of two sequences.
pub fn distance<T: Ord>(a: &[T], b: &[T]) -> usize {
    match try_distance(a, b, |_| Ok::<(), Infallible>(())) {
        Ok(distance) => distance,
        Err(never) => match never {},
    }
}

/// As [`distance`], and calls `watch` after every block of 64 rows with the number of matrix cells that were passed since the last
/// call, so that a caller can stop a long comparison.
///
/// # Errors
/// The first error of `watch`.
pub fn try_distance<T: Ord, E>(
    a: &[T],
    b: &[T],
    mut watch: impl FnMut(usize) -> Result<(), E>,
) -> Result<usize, E> {
    let (a, b) = without_common_ends(a, b);
    // The shorter one runs down the matrix: fewer blocks.
    let (rows, columns) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if rows.is_empty() {
        return Ok(columns.len());
    }
    let (rows, columns, symbols) = number_symbols(rows, columns);
    let mut matches = vec![0_u64; symbols + 1];
    // What the row above a block gives to each column: in the matrix's first row the distance grows by 1 at every step.
    let mut steps = vec![1_i8; columns.len()];
    for block in rows.chunks(ROWS) {
        for (row, &symbol) in block.iter().enumerate() {
            matches[symbol] |= 1 << row;
        }
        pass_block(&matches, &columns, &mut steps, block.len());
        for &symbol in block {
            matches[symbol] = 0;
        }
        watch(block.len() * columns.len())?;
    }
    // The last row starts at the number of rows, and its steps lead to the corner.
    let last_row: isize = steps.iter().map(|&step| isize::from(step)).sum();
    Ok(rows.len().saturating_add_signed(last_row))
}

/// Takes one block of `rows` rows over all columns. `steps` holds the horizontal differences of the row above at first, and those of
/// the block's own last row in the end.
fn pass_block(matches: &[u64], columns: &[usize], steps: &mut [i8], rows: usize) {
    let last = rows - 1;
    // Vertical differences of the column on the left: in the first column the distance grows by 1 at every row.
    let (mut plus, mut minus) = (u64::MAX, 0_u64);
    for (&symbol, step) in columns.iter().zip(steps) {
        let from_above_minus = u64::from(*step < 0);
        let from_above_plus = u64::from(*step > 0);
        let equal = matches[symbol];
        let vertical = equal | minus;
        let equal = equal | from_above_minus;
        let horizontal = ((equal & plus).wrapping_add(plus) ^ plus) | equal;
        let across_plus = minus | !(horizontal | plus);
        let across_minus = plus & horizontal;
        *step = (across_plus >> last & 1) as i8 - (across_minus >> last & 1) as i8;
        let across_plus = across_plus << 1 | from_above_plus;
        let across_minus = across_minus << 1 | from_above_minus;
        plus = across_minus | !(vertical | across_plus);
        minus = across_plus & vertical;
    }
}

/// What lies between the longest common start and the longest common end; neither changes the distance.
fn without_common_ends<'a, T: Ord>(a: &'a [T], b: &'a [T]) -> (&'a [T], &'a [T]) {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// Numbers the different symbols of `rows` from 0 on, and gives all that occur in `columns` only the number after the last, which is
/// returned too.
fn number_symbols<T: Ord>(rows: &[T], columns: &[T]) -> (Vec<usize>, Vec<usize>, usize) {
    let mut symbols: Vec<&T> = rows.iter().collect();
    symbols.sort_unstable();
    symbols.dedup();
    let number = |symbol: &T| symbols.binary_search(&symbol).unwrap_or(symbols.len());
    let rows = rows.iter().map(number).collect();
    let columns = columns.iter().map(number).collect();
    (rows, columns, symbols.len())
}
