//! The plugin on whole documents.

use find_replace::FindReplace;
use inkstone_plugin::testing::{cancel, logs, settings};
use inkstone_plugin::{Block, BlockKind, Document, DocumentProcessor, Error, Page, Span};

fn run(block: Block, pairs: &[(&str, &str)]) -> Result<Block, Error> {
    let page = Page {
        number: 1,
        width: 0,
        height: 0,
        blocks: vec![block],
    };
    let document = Document {
        language: None,
        pages: vec![page],
    };
    let settings = settings(&FindReplace::info(), pairs)?;
    let output = FindReplace::process(document, &settings)?;
    assert_eq!(output.artifacts, []);
    Ok(output.document.pages[0].blocks[0].clone())
}

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    let block = run(Block::new(BlockKind::Paragraph, text), pairs).expect("a document");
    assert_eq!(block.source, text);
    block.text
}

const REGEX: (&str, &str) = ("regex", "true");
const IGNORE: (&str, &str) = ("ignore-case", "true");

#[test]
fn literal_text_stands_for_itself() {
    let with = |pattern, replacement| {
        replaced(
            "a.b a+b $1 A.B",
            &[("pattern", pattern), ("replacement", replacement)],
        )
    };
    assert_eq!(with("a.b", "$1"), "$1 a+b $1 A.B");
    assert_eq!(with("$1", ""), "a.b a+b  A.B");
    assert_eq!(with("", "x"), "a.b a+b $1 A.B");
    assert_eq!(with("none", "x"), "a.b a+b $1 A.B");
    assert_eq!(
        replaced("aaa", &[("pattern", "aa"), ("replacement", "b")]),
        "ba"
    );
}

#[test]
fn case_is_ignored_in_every_script() {
    let with =
        |text, pattern| replaced(text, &[("pattern", pattern), ("replacement", "_"), IGNORE]);
    assert_eq!(with("Straße STRASSE straße", "STRAßE"), "_ STRASSE _");
    assert_eq!(with("Привет ПРИВЕТ", "привет"), "_ _");
    assert_eq!(with("İi", "i"), "İ_");
    assert_eq!(with("日本Ab", "aB"), "日本_");
    assert_eq!(with("ab", "abc"), "ab");
}

#[test]
fn regular_expressions_with_groups() {
    let with = |pattern, replacement| {
        replaced(
            "2024-05-01, Ab1\nab2",
            &[("pattern", pattern), ("replacement", replacement), REGEX],
        )
    };
    assert_eq!(
        with(r"(\d+)-(\d+)-(\d+)", "$3.$2.${1}"),
        "01.05.2024, Ab1\nab2"
    );
    assert_eq!(with(r"(?<d>\d)$", "<$d>"), "2024-05-01, Ab<1>\nab<2>");
    assert_eq!(with("^", "$$"), "$2024-05-01, Ab1\n$ab2");
    assert_eq!(with("b$9", "x"), "2024-05-01, Ab1\nab2");
    let pairs = [("pattern", "ab"), ("replacement", "x"), REGEX, IGNORE];
    assert_eq!(replaced("Ab aB ÄB", &pairs), "x x ÄB");
}

#[test]
fn an_invalid_pattern_is_refused_with_its_place() {
    for (pattern, place) in [
        ("a(b", 2),
        ("é)", 2),
        ("[z-a]", 1),
        ("*", 1),
        ("ab{3,1}", 3),
        (r"x\q", 2),
    ] {
        let refused = run(
            Block::new(BlockKind::Paragraph, "x"),
            &[("pattern", pattern), REGEX],
        );
        let Err(Error::InvalidSetting(error)) = refused else {
            panic!("{pattern}: {refused:?}")
        };
        assert_eq!(error.key, "pattern");
        assert!(
            error.message.starts_with(&format!("character {place}: ")),
            "{pattern}: {}",
            error.message
        );
    }
    assert_eq!(
        replaced("a(b", &[("pattern", "a(b"), ("replacement", "c")]),
        "c"
    );
}

#[test]
fn spans_follow_and_the_count_is_told() {
    let mut block = Block::new(BlockKind::Paragraph, "é foo bar foo");
    let span = |start, end| Span {
        start,
        end,
        confidence: None,
        region: None,
    };
    block.spans = vec![
        span(0, 1),
        span(2, 5),
        span(6, 9),
        span(4, 11),
        span(10, 99),
    ];
    logs();
    let block = run(block, &[("pattern", "foo"), ("replacement", "longer")]).expect("a document");
    assert_eq!(block.text, "é longer bar longer");
    assert_eq!(
        block.spans,
        [
            span(0, 1),
            span(2, 8),
            span(9, 12),
            span(2, 19),
            span(13, 19)
        ]
    );
    assert_eq!(
        logs().into_iter().map(|(_, text)| text).collect::<Vec<_>>(),
        ["2 replaced"]
    );
}

#[test]
fn a_cancelled_call_ends() {
    cancel(true);
    let output = run(Block::new(BlockKind::Paragraph, "x"), &[("pattern", "x")]);
    cancel(false);
    assert_eq!(output, Err(Error::Cancelled));
}
