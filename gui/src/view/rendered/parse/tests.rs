//! Texts read piece by piece.

use super::*;
use crate::view::rendered::cut::LONGEST;

fn kinds(text: &str) -> Vec<Kind> {
    let mut nodes = Vec::new();
    block(0, "paragraph", text, &mut nodes);
    nodes.into_iter().map(|node| node.kind).collect()
}

fn names(text: &str) -> Vec<String> {
    let name = |kind: &Kind| match kind {
        Kind::Heading(level, _) => format!("h{level}"),
        Kind::Paragraph(_) => "p".into(),
        Kind::Line(_) => "line".into(),
        Kind::Item(depth, mark, _) => format!("{mark}{depth}"),
        Kind::Table(_, rows) => format!("table {}", rows.len()),
        Kind::Formula(latex) => latex.clone(),
        Kind::Code(text, _) => format!("code {text}"),
        Kind::Rule => "rule".into(),
    };
    kinds(text).iter().map(name).collect()
}

#[test]
fn a_page_is_read_piece_by_piece() {
    let text = "# Title\n\nSome words\non two lines\n- one\n  - two\n3. three\n\n$$\nx\n$$\n---\n```\na\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<table><tr><td>c</td></tr></table>\nend";
    let expected = [
        "h1", "p", "•0", "•1", "3.0", "x", "rule", "code a", "table 2", "table 1", "p",
    ];
    assert_eq!(names(text), expected);
}

#[test]
fn what_is_still_being_written_is_shown() {
    assert_eq!(names("<fcel>a<fcel>b<nl><fcel>c"), ["table 2"]);
    assert_eq!(names("<fcel>a<nl>\nwords"), ["table 1", "p"]);
    assert_eq!(names("```\nab"), ["code ab"]);
    assert_eq!(names("$$ x"), ["p"]);
    assert_eq!(names("a $$x$$ b"), ["p"]);
}

#[test]
fn long_tables_are_laid_out_in_groups_of_rows() {
    let row = "<tr><td>a</td></tr>";
    let kinds = names(&format!("<table>{}</table>", row.repeat(60)));
    assert_eq!(kinds, ["table 24", "table 24", "table 12"]);
}

#[test]
fn a_blocks_kind_says_what_it_is() {
    let mut nodes = Vec::new();
    block(0, "heading 2", "## A", &mut nodes);
    block(1, "formula", r"\[ x \]", &mut nodes);
    block(2, "table", "a\tb\nc\td", &mut nodes);
    block(3, "line", "- not an item", &mut nodes);
    assert_eq!(nodes[0].kind, Kind::Heading(2, inline::plain("A")));
    assert_eq!(nodes[1].kind, Kind::Formula("x".into()));
    assert!(matches!(&nodes[2].kind, Kind::Table(_, rows) if *rows == (0..2)));
    assert_eq!(nodes[3].kind, Kind::Line(inline::plain("- not an item")));
}

#[test]
fn nothing_is_laid_out_at_once_that_is_long() {
    let long = "the ferry leaves at six, 渡轮六点开往岛上 ".repeat(4000);
    let item = format!("- {long}");
    let heading = format!("# {long}");
    let code = format!("```\n{long}\n```");
    for (kind, text) in [
        ("line", &long),
        ("heading 2", &long),
        ("code", &long),
        ("paragraph", &long),
        ("paragraph", &item),
        ("paragraph", &heading),
        ("paragraph", &code),
    ] {
        for read in [block, plain] {
            let mut nodes = Vec::new();
            read(0, kind, text, &mut nodes);
            let shown: Vec<String> = nodes.iter().flat_map(|node| node.kind.texts()).collect();
            assert!(shown.iter().all(|text| text.len() <= LONGEST), "{kind}");
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert!(bare(&shown.concat()).contains(&bare(&long)), "{kind}");
        }
    }
}
