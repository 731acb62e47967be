//! The plugin on whole documents.

use inkstone_plugin::testing::{cancel, logs, settings};
use inkstone_plugin::{
    Block, BlockKind, Document, DocumentProcessor, Error, Level, Page, Region, Span,
};
use repetition_guard::RepetitionGuard;

fn document(blocks: Vec<Block>) -> Document {
    Document {
        language: None,
        pages: vec![Page {
            number: 1,
            width: 100,
            height: 100,
            blocks,
        }],
    }
}

fn run(blocks: Vec<Block>, pairs: &[(&str, &str)]) -> Vec<Block> {
    let settings = settings(&RepetitionGuard::info(), pairs).expect("settings");
    let output = RepetitionGuard::process(document(blocks), &settings).expect("a document");
    assert_eq!(output.artifacts, []);
    output
        .document
        .pages
        .into_iter()
        .next()
        .expect("a page")
        .blocks
}

fn span(start: u32, end: u32) -> Span {
    Span {
        start,
        end,
        confidence: Some(0.5),
        region: None,
    }
}

#[test]
fn a_repeating_end_is_cut_with_its_spans_and_a_warning() {
    let text = "  Sum: é ".to_owned() + &"again and ".repeat(20);
    let mut block = Block::new(BlockKind::Paragraph, text.as_str());
    block.region = Some(Region::rectangle("", 1.0, 2.0, 3.0, 4.0));
    block.spans = vec![span(2, 5), span(5, 20), span(100, 110)];
    let [cut] = &run(vec![block.clone()], &[])[..] else {
        panic!("one block")
    };
    assert_eq!(cut.text, "Sum: é");
    assert_eq!(cut.spans, [span(0, 3), span(3, 6)]);
    assert_eq!((&cut.source, &cut.region), (&block.source, &block.region));
    assert_eq!(
        logs(),
        [(
            Level::Warn,
            "repeated text was cut (RepeatingEnd)".to_owned()
        )]
    );
}

#[test]
fn other_blocks_stay_as_they_are() {
    let blocks = vec![
        Block::new(BlockKind::Heading(1), ""),
        Block::new(BlockKind::Paragraph, "ab".repeat(24)),
        Block::new(
            BlockKind::Paragraph,
            "A text of more than fifty characters that says nothing twice.",
        ),
    ];
    assert_eq!(run(blocks.clone(), &[]), blocks);
    assert_eq!(run(vec![], &[]), []);
    assert_eq!(logs(), []);
}

#[test]
fn tables_have_their_own_limit() {
    let rows = "<fcel>0<nl>\n".repeat(20);
    let otsl = Block::new(BlockKind::Table, rows.as_str());
    let html = Block {
        text: "0\n".repeat(100),
        ..otsl.clone()
    };
    let plain = Block::new(BlockKind::Paragraph, "0\n".repeat(100));
    let blocks = vec![otsl.clone(), html.clone(), plain];
    let kept = run(blocks.clone(), &[]);
    assert_eq!(kept[..2], blocks[..2]);
    assert_eq!(kept[2].text, "0");
    let cut = run(blocks, &[("table-min-chars", "50"), ("min-chars", "1000")]);
    assert_eq!(
        cut.iter()
            .map(|block| block.text.as_str())
            .collect::<Vec<_>>(),
        ["<fcel>0<nl>", "0", "0\n".repeat(100).as_str()]
    );
}

#[test]
fn limits_below_zero_and_unknown_settings_are_refused() {
    let info = RepetitionGuard::info();
    for pair in [
        ("min-chars", "-1"),
        ("min-chars", "many"),
        ("max-chars", "1"),
    ] {
        let Err(Error::InvalidSetting(error)) = settings(&info, &[pair]) else {
            panic!("{pair:?}")
        };
        assert_eq!(error.key, pair.0);
    }
}

#[test]
fn a_cancelled_call_ends() {
    let settings = settings(&RepetitionGuard::info(), &[]).expect("settings");
    cancel(true);
    let output = RepetitionGuard::process(
        document(vec![Block::new(BlockKind::Paragraph, "x")]),
        &settings,
    );
    cancel(false);
    assert_eq!(output, Err(Error::Cancelled));
}
