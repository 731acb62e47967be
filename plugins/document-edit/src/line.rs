//! Blocks that are lines of running text, as a reader of single lines gives them.

use inkstone_plugin::{Block, BlockKind};

use crate::{append, unite};

/// The name of the kind of such blocks.
const LINE: &str = "line";

/// Whether a block is a line of running text.
pub fn is_line(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Other(kind) if kind == LINE)
}

/// Makes one paragraph of each run of lines, with a line end between them; other blocks stay.
pub fn paragraphs_of_lines(blocks: &[Block]) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for run in blocks.chunk_by(|a, b| is_line(a) && is_line(b)) {
        let [first, rest @ ..] = run else { continue };
        if !is_line(first) {
            out.push(first.clone());
            continue;
        }
        let mut paragraph = Block {
            kind: BlockKind::Paragraph,
            ..first.clone()
        };
        for line in rest {
            paragraph.text.push('\n');
            append(&mut paragraph, &line.text, &line.spans);
            paragraph.source.push('\n');
            paragraph.source.push_str(&line.source);
        }
        paragraph.region = unite(run.iter().filter_map(|line| line.region.as_ref()));
        out.push(paragraph);
    }
    out
}
