//! The plugin on whole documents.

use inkstone_plugin::testing::{cancel, settings};
use inkstone_plugin::{Block, BlockKind, Document, DocumentProcessor, Error, Page, Region, Span};
use join_lines::JoinLines;

fn run_with(blocks: Vec<Block>, pairs: &[(&str, &str)]) -> Vec<Block> {
    let page = Page {
        number: 1,
        width: 1000,
        height: 1000,
        blocks,
    };
    let document = Document {
        language: None,
        pages: vec![page],
    };
    let settings = settings(&JoinLines::info(), pairs).expect("settings");
    let output = JoinLines::process(document, &settings).expect("a document");
    assert_eq!(output.artifacts, []);
    output
        .document
        .pages
        .into_iter()
        .next()
        .expect("a page")
        .blocks
}

fn run(blocks: Vec<Block>) -> Vec<Block> {
    run_with(blocks, &[])
}

fn texts(blocks: &[Block]) -> Vec<&str> {
    blocks.iter().map(|block| block.text.as_str()).collect()
}

fn plain(text: &str) -> Block {
    Block::new(BlockKind::Paragraph, text)
}

/// Lines of a page: x, y and text; ten pixels a character, twenty high.
fn lines(lines: &[(f32, f32, &str)]) -> Vec<Block> {
    let line = |&(x, y, text): &(f32, f32, &str)| {
        let characters: usize = text
            .chars()
            .map(|c| if c > '\u{2e80}' { 2 } else { 1 })
            .sum();
        Block {
            region: Some(Region::rectangle(
                "line",
                x,
                y,
                10.0 * characters as f32,
                20.0,
            )),
            ..plain(text)
        }
    };
    lines.iter().map(line).collect()
}

#[test]
fn lines_of_a_line_reader_become_paragraphs() {
    let page = lines(&[
        (10.0, 10.0, "A line that is long enough and"),
        (10.0, 40.0, "another one that ends it."),
        (10.0, 140.0, "Alone"),
    ]);
    let line = |block: Block| Block {
        kind: BlockKind::Other("line".into()),
        ..block
    };
    let blocks = run(page.into_iter().map(line).collect());
    assert_eq!(
        texts(&blocks),
        [
            "A line that is long enough and another one that ends it.",
            "Alone"
        ]
    );
    assert_eq!(blocks[0].kind, BlockKind::Paragraph);
    assert_eq!(blocks[1].kind, BlockKind::Other("line".into()));
    let other = Block {
        kind: BlockKind::Other("sidebar".into()),
        ..plain("one\ntwo")
    };
    assert_eq!(run(vec![other.clone()]), [other]);
}

#[test]
fn prose_with_line_ends() {
    let text = "\
The quick brown fox jumps over the lazy dog and runs a-
way through the forest, where nobody has ever seen it be-
fore.
Another paragraph begins here, and it is also long enough
to fill two lines.

After a blank line there is a third one that goes on for
a while.";
    assert_eq!(
        texts(&run(vec![plain(text)])),
        [
            "The quick brown fox jumps over the lazy dog and runs away through the forest, where nobody has ever seen it before.",
            "Another paragraph begins here, and it is also long enough to fill two lines.",
            "After a blank line there is a third one that goes on for a while.",
        ]
    );
}

#[test]
fn compound_hyphens_follow_the_setting() {
    let text = "This is a well-known and rather long sentence about a well-\nknown thing.";
    let joined = |hyphens| {
        run_with(vec![plain(text)], &[("hyphens", hyphens)])[0]
            .text
            .clone()
    };
    assert!(joined("smart").ends_with("a well-known thing."));
    assert!(joined("keep").ends_with("a well-known thing."));
    assert!(joined("remove").ends_with("a wellknown thing."));
}

#[test]
fn lists_and_headings_stay_apart() {
    let text = "\
2.1 The method
First of all there is an introduction to the list, which is:
- the first item, which is long enough to need more than
one line
- the second item
1. a number that begins a line in a list of numbers
2. the next one
REMARKS
They end the text, which then goes on for one more line
and ends.";
    assert_eq!(
        texts(&run(vec![plain(text)])),
        [
            "2.1 The method",
            "First of all there is an introduction to the list, which is:",
            "- the first item, which is long enough to need more than one line",
            "- the second item",
            "1. a number that begins a line in a list of numbers",
            "2. the next one",
            "REMARKS",
            "They end the text, which then goes on for one more line and ends.",
        ]
    );
}

#[test]
fn a_number_in_a_sentence_begins_no_item() {
    let text = "The committee met in the old town hall on the morning of\n12. May and did not come to any conclusion at all.";
    assert_eq!(run(vec![plain(text)]).len(), 1);
}

#[test]
fn chinese_and_japanese_lines_join_without_a_space() {
    let text = "　　人工智能是计算机科学的一个分支，它企图了解智能的实\n质，并生产出一种新的能以人类智能相似的方式做出反应的\n智能机器。\n　　该领域的研究包括机器人、语言识别、图像识别和自然语\n言处理等。";
    assert_eq!(
        texts(&run(vec![plain(text)])),
        [
            "人工智能是计算机科学的一个分支，它企图了解智能的实质，并生产出一种新的能以人类智能相似的方式做出反应的智能机器。",
            "该领域的研究包括机器人、语言识别、图像识别和自然语言处理等。",
        ]
    );
}

#[test]
fn receipts_and_verses_stay_as_they_are() {
    for text in [
        "ACME STORE\nMilk 1.20\nBread 2.30\nTOTAL 3.50\nThank you!",
        "Total:\nEUR 5",
        "one line",
        "",
        " \n ",
    ] {
        let blocks = vec![plain(text)];
        assert_eq!(run(blocks.clone()), blocks, "{text:?}");
    }
}

#[test]
fn an_indented_line_begins_a_paragraph() {
    let blocks = run(lines(&[
        (40.0, 0.0, "An indented first line of text with"),
        (0.0, 30.0, "more text in the second line of it, and"),
        (0.0, 60.0, "a third one that is nearly full as well."),
        (40.0, 90.0, "Indented again, so a new paragraph it"),
        (0.0, 120.0, "must be, with an end."),
    ]));
    assert_eq!(blocks.len(), 2, "{:?}", texts(&blocks));
    assert!(
        blocks[1]
            .text
            .starts_with("Indented again, so a new paragraph it must be")
    );
    let region = blocks[1].region.clone().expect("a region");
    assert_eq!(
        (region.x, region.y, region.width, region.height),
        (0.0, 90.0, 410.0, 50.0)
    );
    assert_eq!(
        blocks[1].source,
        "Indented again, so a new paragraph it\nmust be, with an end."
    );
}

#[test]
fn a_gap_or_another_size_begins_a_paragraph() {
    let mut page = lines(&[
        (0.0, 0.0, "Title words that fill this line as"),
        (0.0, 40.0, "All of these lines are full, so that"),
        (0.0, 70.0, "only the distance between them tells"),
        (0.0, 100.0, "where the paragraph that they make is"),
        (0.0, 150.0, "Over, and where the second paragraph"),
        (0.0, 180.0, "Has its place on the page of the book"),
    ]);
    if let Some(region) = &mut page[0].region {
        region.height = 36.0;
    }
    let blocks = run(page);
    assert_eq!(
        texts(&blocks),
        [
            "Title words that fill this line as",
            "All of these lines are full, so that only the distance between them tells where the paragraph that they make is",
            "Over, and where the second paragraph Has its place on the page of the book",
        ]
    );
}

#[test]
fn a_short_last_line_ends_a_paragraph() {
    let blocks = run(lines(&[
        (0.0, 0.0, "A full line of running text in a column"),
        (0.0, 30.0, "ends here."),
        (0.0, 60.0, "Then there is another full line of text"),
        (0.0, 90.0, "and a last one."),
    ]));
    assert_eq!(blocks.len(), 2, "{:?}", texts(&blocks));
}

#[test]
fn hanging_entries_are_kept_apart() {
    let blocks = run(lines(&[
        (0.0, 0.0, "Adams, A. A title that is long enough for"),
        (40.0, 30.0, "several lines of a list of references"),
        (40.0, 60.0, "which is set with hanging first lines as"),
        (0.0, 90.0, "Baker, B. Another title of the same kind,"),
        (40.0, 120.0, "with more than one line to make a whole"),
        (40.0, 150.0, "entry of it"),
    ]));
    assert_eq!(blocks.len(), 2, "{:?}", texts(&blocks));
    assert!(blocks[1].text.starts_with("Baker"));
}

#[test]
fn a_sentence_goes_on_in_the_next_column() {
    let page = |next| {
        lines(&[
            (0.0, 0.0, "A full line of running text in a column"),
            (0.0, 30.0, "and one more that ends in a cut compre-"),
            (500.0, 0.0, next),
            (500.0, 30.0, "and that is the whole of what is there."),
        ])
    };
    let blocks = run(page("hensible word in the other of the columns"));
    assert_eq!(blocks.len(), 1, "{:?}", texts(&blocks));
    assert!(blocks[0].text.contains("comprehensible"));
    assert_eq!(
        run(page("New text that begins with a capital letter")).len(),
        2
    );
}

#[test]
fn spans_move_along_and_lines_become_spans() {
    let mut page = lines(&[
        (0.0, 0.0, "  Größe und Gewicht einer aus-"),
        (0.0, 30.0, "gewachsenen Katze sind nicht gleich"),
    ]);
    page[0].spans = vec![
        Span {
            start: 2,
            end: 7,
            confidence: Some(0.25),
            region: None,
        },
        Span {
            start: 26,
            end: 90,
            confidence: Some(0.5),
            region: None,
        },
    ];
    if let Some(region) = &mut page[1].region {
        region.confidence = Some(0.75);
    }
    let second = page[1].region.clone();
    let [block] = &run(page)[..] else {
        panic!("one paragraph")
    };
    assert_eq!(
        block.text,
        "Größe und Gewicht einer ausgewachsenen Katze sind nicht gleich"
    );
    let covered = |span: &Span| {
        let length = (span.end - span.start) as usize;
        block
            .text
            .chars()
            .skip(span.start as usize)
            .take(length)
            .collect::<String>()
    };
    let spans: Vec<_> = block
        .spans
        .iter()
        .map(|s| (covered(s), s.confidence))
        .collect();
    assert_eq!(
        spans,
        [
            ("Größe".to_owned(), Some(0.25)),
            ("aus".to_owned(), Some(0.5)),
            ("gewachsenen Katze sind nicht gleich".to_owned(), Some(0.75)),
        ]
    );
    assert_eq!(block.spans[2].region, second);
    assert_eq!(block.region.as_ref().and_then(|r| r.confidence), Some(0.75));
}

#[test]
fn other_kinds_of_blocks_stay_and_part_their_neighbours() {
    let blocks = vec![
        plain("a first part that does not end"),
        Block::new(BlockKind::Code, "x\ny"),
        plain("and goes on"),
        Block::new(BlockKind::Heading(1), "A\nheading"),
    ];
    assert_eq!(run(blocks.clone()), blocks);
}

#[test]
fn nonsense_regions_do_no_harm() {
    let mut page = lines(&[
        (0.0, 0.0, "a line of text"),
        (0.0, 0.0, "and another one"),
        (0.0, 0.0, "x"),
    ]);
    for (block, value) in page.iter_mut().zip([f32::NAN, f32::INFINITY, -1.0]) {
        if let Some(region) = &mut block.region {
            (region.x, region.height) = (value, value);
        }
    }
    let letters = |blocks: &[Block]| texts(blocks).concat().replace(' ', "");
    assert_eq!(letters(&run(page.clone())), letters(&page));
}

/// Random pages: but for white space and hyphens every character stays, in order, and every span stays in range.
#[test]
fn nothing_is_lost() {
    const TEXTS: [&str; 12] = [
        "some words of text",
        "a hyphen-",
        "ated",
        "中文的段落，",
        "End.",
        "• item",
        "1. one",
        "2.1 Title",
        "soft\u{ad}",
        "  indented",
        "",
        "LOUD WORDS",
    ];
    let mut state = 5_u64;
    let mut below = |bound: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    for _ in 0..3000 {
        let with_regions = below(2) == 0;
        let page: Vec<Block> = (0..below(8))
            .map(|_| {
                let text: Vec<&str> = (0..below(3) + 1)
                    .map(|_| TEXTS[below(TEXTS.len())])
                    .collect();
                let mut block = plain(&text.join("\n"));
                if with_regions {
                    let (x, y) = (below(4) as f32 * 20.0, below(40) as f32 * 15.0);
                    block.region = Some(Region::rectangle(
                        "",
                        x,
                        y,
                        10.0 + below(300) as f32,
                        12.0 + below(9) as f32,
                    ));
                }
                let start = below(9) as u32;
                block.spans = vec![Span {
                    start,
                    end: start + below(30) as u32,
                    confidence: None,
                    region: None,
                }];
                block
            })
            .collect();
        let letters = |blocks: &[Block]| {
            let all = texts(blocks).concat();
            all.chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}'))
                .collect::<String>()
        };
        let joined = run(page.clone());
        assert_eq!(letters(&joined), letters(&page));
        for block in joined.iter().filter(|b| !page.contains(b)) {
            let length = block.text.chars().count() as u32;
            assert!(
                block
                    .spans
                    .iter()
                    .all(|s| s.start <= s.end && s.end <= length),
                "{block:?}"
            );
        }
    }
}

#[test]
fn a_cancelled_call_ends() {
    let settings = settings(&JoinLines::info(), &[]).expect("settings");
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
    let output = JoinLines::process(document, &settings);
    cancel(false);
    assert_eq!(output, Err(Error::Cancelled));
}
