//! The plugin on whole documents.

use inkstone_plugin::testing::settings;
use inkstone_plugin::{
    Block, BlockKind, Cell, Document, DocumentProcessor, Error, Page, Region, Span,
};
use otsl_to_html::{Mode, OtslToHtml, to_html};

fn run(blocks: Vec<Block>, pairs: &[(&str, &str)]) -> Vec<Block> {
    let page = Page {
        number: 3,
        width: 100,
        height: 100,
        blocks,
    };
    let document = Document {
        language: Some("en".into()),
        pages: vec![page],
    };
    let settings = settings(&OtslToHtml::info(), pairs).expect("settings");
    let output = OtslToHtml::process(document, &settings).expect("a document");
    assert_eq!(output.artifacts, []);
    assert_eq!(output.document.language.as_deref(), Some("en"));
    output
        .document
        .pages
        .into_iter()
        .next()
        .expect("a page")
        .blocks
}

fn kinds_and_texts(blocks: &[Block]) -> Vec<(&BlockKind, &str)> {
    blocks.iter().map(|b| (&b.kind, b.text.as_str())).collect()
}

const PRICES: &str = "Prices\n<fcel>A | B<fcel>x\ny<nl><fcel>1<ecel><nl>\n\n  in euros\n";

#[test]
fn a_table_and_the_text_around_it_become_blocks() {
    let mut block = Block::new(BlockKind::Paragraph, PRICES);
    block.region = Some(Region::rectangle("text", 1.0, 2.0, 3.0, 4.0));
    let length = PRICES.chars().count() as u32;
    let span = |start, end| Span {
        start,
        end,
        confidence: Some(0.5),
        region: None,
    };
    block.spans = vec![span(0, 6), span(13, 14), span(length - 6, length - 1)];
    let blocks = run(vec![block.clone()], &[]);
    let html = "<table><tr><td>A | B</td><td>x\ny</td></tr><tr><td>1</td><td></td></tr></table>";
    assert_eq!(
        kinds_and_texts(&blocks),
        [
            (&BlockKind::Paragraph, "Prices"),
            (&BlockKind::Table, html),
            (&BlockKind::Paragraph, "  in euros"),
        ]
    );
    assert_eq!(
        blocks[1].source,
        "<fcel>A | B<fcel>x\ny<nl><fcel>1<ecel><nl>"
    );
    assert!(blocks.iter().all(|b| b.region == block.region));
    assert_eq!(blocks[0].spans, [span(0, 6)]);
    assert_eq!(blocks[1].spans, []);
    assert_eq!(blocks[2].spans, [span(5, 10)]);
}

#[test]
fn other_forms() {
    let form = |otsl: &str, form| {
        let blocks = run(vec![Block::new(BlockKind::Table, otsl)], &[("form", form)]);
        assert_eq!((blocks.len(), &blocks[0].kind), (1, &BlockKind::Table));
        blocks[0].text.clone()
    };
    let plain = "<fcel>A | B<fcel>x\ny<nl><fcel>1<ecel><nl>";
    assert_eq!(form(plain, "tsv"), "A | B\tx y\n1\t");
    assert_eq!(
        form(plain, "markdown"),
        "| A \\| B | x y |\n| --- | --- |\n| 1 |  |"
    );
    assert_eq!(form("<fcel>a<nl>", "markdown"), "| a |\n| --- |");
    let spans = "<fcel>A<lcel><nl><fcel>1<fcel>2<nl>";
    assert_eq!(form(spans, "tsv"), "A\t\n1\t2");
    assert_eq!(Some(form(spans, "markdown")), to_html(spans, Mode::Robust));
}

#[test]
fn text_between_two_tables_is_kept() {
    let text = "<fcel>a<nl> \n<fcel>b<nl>and\n<fcel>c<nl><fcel>d";
    let blocks = run(vec![Block::new(BlockKind::Table, text)], &[("form", "tsv")]);
    assert_eq!(
        kinds_and_texts(&blocks),
        [
            (&BlockKind::Table, "a\nb"),
            (&BlockKind::Paragraph, "and"),
            (&BlockKind::Table, "c\nd"),
        ]
    );
}

#[test]
fn upstream_exact_repeats_the_mistakes_of_paddlex() {
    let text = "<fcel><fcel>b<nl>";
    let html = |mode| {
        run(vec![Block::new(BlockKind::Table, text)], &[("mode", mode)])[0]
            .text
            .clone()
    };
    assert_eq!(
        html("robust"),
        "<table><tr><td></td><td>b</td></tr></table>"
    );
    assert_eq!(
        html("upstream-exact"),
        "<table><tr><td>&lt;fcel&gt;</td><td>b</td></tr></table>"
    );
    let single = Block::new(BlockKind::Paragraph, "title <fcel>a");
    let blocks = run(vec![single], &[("mode", "upstream-exact")]);
    assert_eq!(
        kinds_and_texts(&blocks),
        [
            (&BlockKind::Paragraph, "title"),
            (
                &BlockKind::Table,
                "<table><tr><td>&lt;nl&gt;</td></tr></table>"
            ),
        ]
    );
}

#[test]
fn charts_become_tables_with_a_header() {
    let chart = Block::new(BlockKind::Chart, "Sales\nYear | Sum\n2020 | 7\n");
    let blocks = run(vec![chart], &[]);
    let html = "<table><tr><th>Year</th><th>Sum</th></tr><tr><td>2020</td><td>7</td></tr></table>";
    assert_eq!(
        kinds_and_texts(&blocks),
        [(&BlockKind::Paragraph, "Sales"), (&BlockKind::Table, html)]
    );
    assert_eq!(blocks[1].source, "Year | Sum\n2020 | 7");
}

#[test]
fn what_holds_no_table_stays() {
    let blocks = vec![
        Block::new(BlockKind::Paragraph, ""),
        Block::new(BlockKind::Paragraph, "a | b\n1 | 2"),
        Block::new(BlockKind::Chart, "no bars"),
        Block::new(BlockKind::Table, "<lcel><nl>"),
        Block::new(BlockKind::Code, "if a < b <fcell>"),
    ];
    assert_eq!(run(blocks.clone(), &[]), blocks);
}

#[test]
fn cells_keep_pointing_to_their_table() {
    let cell = |table| {
        let cell = Cell {
            table,
            row: 0,
            column: 0,
            row_span: 1,
            column_span: 1,
        };
        Block::new(BlockKind::TableCell(cell), "x")
    };
    let blocks = run(
        vec![
            Block::new(BlockKind::Paragraph, PRICES),
            Block::new(BlockKind::Table, "kept as it is"),
            cell(0),
            Block::new(BlockKind::Table, "<fcel>1<nl>and<fcel>2<nl>"),
            cell(1),
            cell(9),
        ],
        &[],
    );
    let tables: Vec<u32> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::TableCell(cell) => Some(cell.table),
            _ => None,
        })
        .collect();
    assert_eq!(tables, [1, 2, 9]);
}

#[test]
fn unknown_forms_are_refused() {
    let refused = settings(&OtslToHtml::info(), &[("form", "latex")]);
    assert!(matches!(refused, Err(Error::InvalidSetting(e)) if e.key == "form"));
}
