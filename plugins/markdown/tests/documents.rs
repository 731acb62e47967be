//! The plugin on whole documents.

use inkstone_plugin::testing::{cancel, settings};
use inkstone_plugin::{
    Block, BlockKind, Cell, Document, DocumentOutput, DocumentProcessor, Error, Page,
};
use markdown::Markdown;

fn run(pages: Vec<Vec<Block>>, pairs: &[(&str, &str)]) -> DocumentOutput {
    let pages = pages.into_iter().zip(1..).map(|(blocks, number)| Page {
        number,
        width: 100,
        height: 100,
        blocks,
    });
    let document = Document {
        language: None,
        pages: pages.collect(),
    };
    let settings = settings(&Markdown::info(), pairs).expect("settings");
    Markdown::process(document, &settings).expect("a document")
}

fn text(output: &DocumentOutput) -> String {
    let [file] = &output.artifacts[..] else {
        panic!("one file")
    };
    assert_eq!(
        (file.name.as_str(), file.media_type.as_str()),
        ("page.md", "text/markdown")
    );
    String::from_utf8(file.data.clone()).expect("UTF-8")
}

fn markdown(blocks: Vec<Block>) -> String {
    text(&run(vec![blocks], &[]))
}

fn block(kind: BlockKind, text: &str) -> Block {
    Block::new(kind, text)
}

fn plain(text: &str) -> Block {
    block(BlockKind::Paragraph, text)
}

#[test]
fn every_kind_of_block() {
    let cell = Cell {
        table: 0,
        row: 0,
        column: 0,
        row_span: 1,
        column_span: 1,
    };
    let blocks = vec![
        block(BlockKind::Heading(1), "A title\nin two lines"),
        block(BlockKind::Heading(9), "## Deep \\(x\\)"),
        plain("\nCosts $5.\nNext line\n"),
        block(BlockKind::ListItem(0), "• one\nmore of it"),
        block(BlockKind::ListItem(1), "1) deeper"),
        block(BlockKind::ListItem(2), "a) deepest"),
        block(BlockKind::ListItem(0), "two"),
        block(BlockKind::Table, "<table><tr><td>x</td></tr></table>"),
        block(BlockKind::TableCell(cell), "x"),
        block(BlockKind::Table, "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        block(BlockKind::Formula, "\\[ E = mc^2 \\]"),
        block(BlockKind::Formula, "a_1"),
        block(BlockKind::Code, "let a = `b`;\n  c();"),
        block(BlockKind::Code, "```` `"),
        Block {
            source: "figures/one.png".into(),
            ..block(BlockKind::Figure, "A [small]\ncat")
        },
        block(BlockKind::Figure, "Figure 2: a dog"),
        block(BlockKind::Figure, ""),
        block(BlockKind::Seal, "ACME"),
        block(BlockKind::Other("footer".into()), "page 3"),
    ];
    let expected = "\
# A title in two lines

###### Deep $x$

Costs $5.
Next line

- one
  more of it
  1) deeper
     - a) deepest
- two

<table><tr><td>x</td></tr></table>

| a | b |
| --- | --- |
| 1 | 2 |

$$E = mc^2$$

$$a_1$$

```
let a = `b`;
  c();
```

`````
```` `
`````

![A \\[small\\] cat](figures/one.png)

Figure 2: a dog

ACME

page 3
";
    let output = run(vec![blocks.clone()], &[]);
    assert_eq!(text(&output), expected);
    assert_eq!(output.document.pages[0].blocks, blocks);
}

#[test]
fn lists_in_plain_text() {
    let blocks = vec![plain(
        "You need:\n• flour\n  – rye\n  – wheat\n• water\nfrom a spring\n• salt\n\nThen:\n1. Mix.\n2. Wait for\n   an hour.\n10. is no step\nEat.",
    )];
    let expected = "\
You need:

- flour
  - rye
  - wheat
- water
  from a spring
- salt

Then:

1. Mix.
2. Wait for
   an hour.

10. is no step
Eat.
";
    let output = run(vec![blocks.clone()], &[]);
    assert_eq!(text(&output), expected);
    assert_eq!(output.document.pages[0].blocks, blocks);
    let off = run(vec![blocks.clone()], &[("structure", "false")]);
    assert_eq!(text(&off), blocks[0].text.clone() + "\n");
}

#[test]
fn headings_and_items_in_lines_that_stand_alone() {
    let lines = [
        "1 The first line is only text that goes on and on.",
        "1. Introduction",
        "This text is longer than its heading, and explains it.",
        "2. Method",
        "So is this text, which tells at length what was done.",
        "2.1 Data",
        "Data was collected from 3 sites:",
        "1) a field",
        "2) a wood",
        "In Table 2 we see the speed of",
        "2.5 Mbit per second and more.",
        "REFERENCES AND NOTES",
        "See the other paper of the same authors for more.",
    ];
    let output = run(vec![lines.map(plain).into()], &[]);
    let kinds: Vec<_> = output.document.pages[0]
        .blocks
        .iter()
        .map(|b| b.kind.clone())
        .collect();
    use BlockKind::{Heading, ListItem, Paragraph};
    assert_eq!(
        kinds,
        [
            Paragraph,
            Heading(2),
            Paragraph,
            Heading(2),
            Paragraph,
            Heading(3),
            Paragraph,
            ListItem(0),
            ListItem(0),
            Paragraph,
            Paragraph,
            Heading(2),
            Paragraph,
        ]
    );
    let text = text(&output);
    assert!(
        text.contains("\n\n## 2. Method\n\n")
            && text.contains("\n\n1) a field\n2) a wood\n\nIn Table"),
        "{text}"
    );
    // The refined document gives the same file.
    assert_eq!(
        self::text(&run(vec![output.document.pages[0].blocks.clone()], &[])),
        text
    );
}

#[test]
fn wrapped_items_are_no_headings() {
    let lines = [
        "1. Take the first part and",
        "put it on the second one.",
        "2. Turn it.",
    ];
    let output = run(vec![lines.map(plain).into()], &[]);
    assert_eq!(
        output.document.pages[0].blocks[0].kind,
        BlockKind::ListItem(0)
    );
}

#[test]
fn no_heading_is_guessed_beside_known_ones() {
    let blocks = vec![
        block(BlockKind::Heading(1), "Title"),
        plain("References"),
        plain("2.1 Data"),
    ];
    assert_eq!(markdown(blocks), "# Title\n\nReferences\n\n2.1 Data\n");
    assert_eq!(markdown(vec![plain("2.1 Data")]), "### 2.1 Data\n");
}

#[test]
fn code_and_formulas_in_plain_text_stay() {
    let code = "Run\n```\n- x\n\n# y\n1. a\n2. b\n```\nthen\n\\[ a\n- b \\]\n- item";
    let expected = "Run\n```\n- x\n\n# y\n1. a\n2. b\n```\nthen\n$$a\n- b$$\n\n- item\n";
    assert_eq!(markdown(vec![plain(code)]), expected);
    let escaped = run(
        vec![vec![plain("# no\n```\n# yes\n```")]],
        &[("escape", "true")],
    );
    assert_eq!(text(&escaped), "\\# no\n```\n# yes\n```\n");
}

#[test]
fn escaping_leaves_what_was_found() {
    let blocks = vec![plain("> 5 items\n- one\n- two\n\n7. of May")];
    assert_eq!(
        markdown(blocks.clone()),
        "> 5 items\n\n- one\n- two\n\n7. of May\n"
    );
    let output = run(vec![blocks.clone()], &[("escape", "true")]);
    assert_eq!(
        text(&output),
        "\\> 5 items\n\n- one\n- two\n\n7\\. of May\n"
    );
    let output = run(vec![blocks], &[("escape", "true"), ("structure", "false")]);
    assert_eq!(
        text(&output),
        "\\> 5 items\n\\- one\n\\- two\n\n7\\. of May\n"
    );
}

#[test]
fn pages_stand_apart_and_empty_ones_are_left_out() {
    let pages = || {
        vec![
            vec![plain("one")],
            vec![],
            vec![plain(" \n")],
            vec![plain("two")],
        ]
    };
    assert_eq!(text(&run(pages(), &[])), "one\n\n---\n\ntwo\n");
    assert_eq!(text(&run(pages(), &[("page-break", "")])), "one\n\ntwo\n");
    assert_eq!(
        text(&run(pages(), &[("page-break", "<hr>")])),
        "one\n\n<hr>\n\ntwo\n"
    );
    assert_eq!(text(&run(vec![], &[])), "");
}

#[test]
fn a_cancelled_call_ends() {
    let settings = settings(&Markdown::info(), &[]).expect("settings");
    let page = Page {
        number: 1,
        width: 0,
        height: 0,
        blocks: vec![],
    };
    let document = Document {
        language: None,
        pages: vec![page],
    };
    cancel(true);
    let output = Markdown::process(document, &settings);
    cancel(false);
    assert_eq!(output, Err(Error::Cancelled));
}

/// Heaps of lines that look like structure: no letter, digit or formula may be lost or change its place, with any setting.
#[test]
fn no_text_is_lost() {
    const LINES: [&str; 22] = [
        "• dot",
        "- dash",
        "– en",
        "1. one",
        "2. two",
        "3. Three",
        "2) b",
        "一、总则",
        "2.1 Part",
        "CAPITALS",
        "References",
        "Some text.",
        "goes on",
        "",
        "```",
        "\\[ x",
        "y \\]",
        "\\( z \\)",
        "  indented",
        "| a | b |",
        "## head",
        "1、甲",
    ];
    let mut state = 7_u64;
    let mut below = |bound: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    for _ in 0..3000 {
        let blocks: Vec<Block> = (0..below(6))
            .map(|_| {
                let lines: Vec<&str> = (0..=below(7)).map(|_| LINES[below(LINES.len())]).collect();
                let kind = match below(8) {
                    0 => BlockKind::ListItem(below(4) as u8),
                    1 => BlockKind::Heading(below(8) as u8),
                    _ => BlockKind::Paragraph,
                };
                block(kind, &lines.join("\n"))
            })
            .collect();
        let written: String = blocks.iter().map(|b| letters(&b.text)).collect();
        for pairs in [&[][..], &[("escape", "true")], &[("structure", "false")]] {
            let output = run(vec![blocks.clone()], pairs);
            assert_eq!(letters(&text(&output)), written, "{blocks:?}");
            let texts =
                |blocks: &[Block]| blocks.iter().map(|b| b.text.clone()).collect::<Vec<_>>();
            assert_eq!(texts(&output.document.pages[0].blocks), texts(&blocks));
        }
    }
}

#[test]
fn lines_of_a_line_reader_are_one_text_and_stay_lines() {
    let line = |text: &str| block(BlockKind::Other("line".into()), text);
    let table = block(BlockKind::Table, "<table></table>");
    let blocks = vec![line("one"), line("two"), table, line("three")];
    let output = run(vec![blocks.clone()], &[]);
    assert_eq!(text(&output), "one\ntwo\n\n<table></table>\n\nthree\n");
    assert_eq!(output.document.pages[0].blocks, blocks);
}
