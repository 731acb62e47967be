//! The tree of a table, as TEDS compares it.

use std::collections::BTreeMap;

use crate::html::{Markings, Markup, read};

/// What a node is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A cell, `td`; it is a leaf, and all that it holds is its content.
    Cell {
        column_span: i64,
        row_span: i64,
        /// Characters, and tags as numbers beyond the last character.
        content: Vec<u32>,
    },
    /// Any other element, by the number of its tag.
    Other(u32),
}

/// A table's nodes in postorder: children before their parent, siblings in order.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// For each node the first node of its subtree, which is the subtree's leftmost leaf.
    pub(crate) first: Vec<usize>,
}

impl Tree {
    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are no nodes; a table has at least one.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

/// Numbers for tag names that are the same in all trees that it made.
#[derive(Debug, Default)]
pub struct TreeMaker {
    tags: BTreeMap<String, u32>,
}

/// A text's first table, and what else was found.
#[derive(Debug)]
pub struct FirstTable {
    /// The tree.
    pub tree: Tree,
    /// How many tables follow in the text; they are not compared.
    pub further_tables: usize,
}

/// What a cell is compared by besides its spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Its text and the tags in it.
    Compared,
    /// Nothing: only the structure counts.
    Ignored,
}

/// Where a walk over a cell's content stands.
enum Step {
    Open(usize),
    Close(usize),
}

impl TreeMaker {
    /// One that knows no tags yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tree of the first table in an HTML text; None if there is no table.
    pub fn first_table(
        &mut self,
        html: &str,
        markings: Markings,
        content: Content,
    ) -> Option<FirstTable> {
        let markup = read(html, markings);
        let &root = markup.tables.first()?;
        Some(FirstTable {
            tree: self.tree(&markup, root, content),
            further_tables: markup.tables.len() - 1,
        })
    }

    fn tag(&mut self, name: &str) -> u32 {
        let next = self.tags.len() as u32;
        match self.tags.get(name) {
            Some(&number) => number,
            None => *self.tags.entry(name.to_owned()).or_insert(next),
        }
    }

    fn tree(&mut self, markup: &Markup, root: usize, content: Content) -> Tree {
        let mut tree = Tree::default();
        // Elements that were entered and not left, with the number of nodes that were there when they were entered.
        let mut open: Vec<(usize, usize, usize)> = vec![(root, 0, 0)];
        while let Some((element, next_child, first)) = open.pop() {
            let here = &markup.elements[element];
            let is_cell = here.tag == "td";
            match here.children.get(next_child) {
                Some(&child) if !is_cell => {
                    open.push((element, next_child + 1, first));
                    open.push((child, 0, tree.nodes.len()));
                }
                _ => {
                    let node = if is_cell {
                        Node::Cell {
                            column_span: here.column_span,
                            row_span: here.row_span,
                            content: match content {
                                Content::Compared => self.content(markup, element),
                                Content::Ignored => Vec::new(),
                            },
                        }
                    } else {
                        Node::Other(self.tag(&here.tag))
                    };
                    tree.nodes.push(node);
                    tree.first.push(first);
                }
            }
        }
        tree
    }

    /// A cell's content: its text, and for each element in it a mark where it begins and one where it ends. The text behind a cell
    /// in the cell belongs to nothing, as in the reference implementation.
    fn content(&mut self, markup: &Markup, cell: usize) -> Vec<u32> {
        let mut content: Vec<u32> = markup.elements[cell].text.chars().map(u32::from).collect();
        let children = |element: usize| markup.elements[element].children.iter().rev();
        let mut steps: Vec<Step> = children(cell).map(|&child| Step::Open(child)).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Open(element) => {
                    let here = &markup.elements[element];
                    content.push(mark(self.tag(&here.tag), 0));
                    content.extend(here.text.chars().map(u32::from));
                    steps.push(Step::Close(element));
                    steps.extend(children(element).map(|&child| Step::Open(child)));
                }
                Step::Close(element) => {
                    let here = &markup.elements[element];
                    content.push(mark(self.tag(&here.tag), 1));
                    if here.tag != "td" {
                        content.extend(here.tail.chars().map(u32::from));
                    }
                }
            }
        }
        content
    }
}

/// A tag as a number that no character has.
fn mark(tag: u32, is_end: u32) -> u32 {
    u32::from(char::MAX) + 1 + 2 * tag + is_end
}
