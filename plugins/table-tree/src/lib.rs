//! HTML tables as trees, and the tree edit distance between them: what TEDS and TEDS-S have in common.
//!
//! TEDS, the tree edit distance based similarity (Zhong, ShafieiBavani and Jimeno Yepes, "Image-based table recognition: data,
//! model, and evaluation", 2019), is 1 - d / n, with d the distance of the two trees and n the size of the larger one.
//!
//! ```
//! use table_tree::{Content, Markings, TreeMaker, similarity};
//! let mut maker = TreeMaker::new();
//! let mut tree = |html| maker.first_table(html, Markings::Kept, Content::Compared).expect("a table").tree;
//! let truth = tree("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>");
//! let reading = tree("<table><tr><td>a</td><td>b</td></tr></table>");
//! assert_eq!(similarity(&reading, &truth), 1.0 - 3.0 / 7.0);
//! ```

#![forbid(unsafe_code)]

mod distance;
mod entities;
mod html;
mod tree;

pub use distance::try_tree_distance;
pub use html::Markings;
pub use tree::{Content, FirstTable, Tree, TreeMaker};

/// TEDS of two trees, neither of them empty: 1 for equal ones, 0 for those that have nothing in common.
pub fn similarity(a: &Tree, b: &Tree) -> f64 {
    let watched = try_similarity(a, b, |_| Ok::<(), std::convert::Infallible>(()));
    watched.unwrap_or_else(|never| match never {})
}

/// As [`similarity`], with a `watch` that can stop it; see [`try_tree_distance`].
///
/// # Errors
/// The first error of `watch`.
pub fn try_similarity<E>(
    a: &Tree,
    b: &Tree,
    watch: impl FnMut(usize) -> Result<(), E>,
) -> Result<f64, E> {
    let size = a.len().max(b.len()) as f64;
    Ok(1.0 - try_tree_distance(a, b, watch)? / size)
}
