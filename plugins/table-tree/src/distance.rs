//! The edit distance of two ordered trees, by the algorithm of Zhang and Shasha ("Simple fast algorithms for the editing distance
//! between trees and related problems", SIAM J. Comput. 18, 1989). Its result is that of every exact algorithm, APTED's too; for
//! trees as flat as tables it takes time in proportion to the product of the sizes.

use crate::tree::{Node, Tree};

/// The least cost of turning one tree into the other by taking out, putting in (1 each) and renaming nodes.
///
/// Renaming costs 1 if the tags or a cell's spans differ, and otherwise the Levenshtein distance of the cells' contents divided by
/// the longer one's length. `watch` is called with the number of matrix cells passed since the last call.
///
/// # Errors
/// The first error of `watch`.
pub fn try_tree_distance<E>(
    a: &Tree,
    b: &Tree,
    mut watch: impl FnMut(usize) -> Result<(), E>,
) -> Result<f64, E> {
    let (rows, columns) = (a.len(), b.len());
    if rows == 0 || columns == 0 {
        return Ok((rows + columns) as f64);
    }
    // Distances between whole subtrees, and between forests of the two subtrees at hand.
    let mut trees = vec![0.0; rows * columns];
    let mut forests = vec![0.0; (rows + 1) * (columns + 1)];
    for &root_a in &key_roots(a) {
        for &root_b in &key_roots(b) {
            let (start_a, start_b) = (a.first[root_a], b.first[root_b]);
            let (height, width) = (root_a - start_a + 1, root_b - start_b + 1);
            // Row 0 and column 0 stand for the empty forest.
            for (column, forest) in forests[..=width].iter_mut().enumerate() {
                *forest = column as f64;
            }
            for row in 1..=height {
                let node_a = start_a + row - 1;
                let is_tree_a = a.first[node_a] == start_a;
                let (above, here) = ((row - 1) * (width + 1), row * (width + 1));
                let before_a = (a.first[node_a] - start_a) * (width + 1);
                forests[here] = row as f64;
                for column in 1..=width {
                    let node_b = start_b + column - 1;
                    let is_tree_b = b.first[node_b] == start_b;
                    let cheapest =
                        (forests[above + column] + 1.0).min(forests[here + column - 1] + 1.0);
                    let pair = node_a * columns + node_b;
                    forests[here + column] = if is_tree_a && is_tree_b {
                        let renamed = forests[above + column - 1]
                            + rename(&a.nodes[node_a], &b.nodes[node_b]);
                        trees[pair] = cheapest.min(renamed);
                        trees[pair]
                    } else {
                        let before = before_a + (b.first[node_b] - start_b);
                        cheapest.min(forests[before] + trees[pair])
                    };
                }
            }
            watch(height * width)?;
        }
    }
    Ok(trees[rows * columns - 1])
}

/// The root, and every node that has a sibling on its left: of all nodes with the same first leaf, the highest.
fn key_roots(tree: &Tree) -> Vec<usize> {
    let mut highest = vec![0; tree.len()];
    for (node, &first) in tree.first.iter().enumerate() {
        highest[first] = node;
    }
    (0..tree.len())
        .filter(|&node| highest[tree.first[node]] == node)
        .collect()
}

fn rename(a: &Node, b: &Node) -> f64 {
    match (a, b) {
        (Node::Other(a), Node::Other(b)) if a == b => 0.0,
        (
            Node::Cell {
                column_span: columns_a,
                row_span: rows_a,
                content: a,
            },
            Node::Cell {
                column_span: columns_b,
                row_span: rows_b,
                content: b,
            },
        ) if (columns_a, rows_a) == (columns_b, rows_b) => {
            if a == b {
                return 0.0;
            }
            edit_distance::distance(a, b) as f64 / a.len().max(b.len()) as f64
        }
        _ => 1.0,
    }
}
