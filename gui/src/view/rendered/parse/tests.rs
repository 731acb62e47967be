//! Texts read piece by piece.

use super::*;

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
        Kind::Code(text) => format!("code {text}"),
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
fn no_word_is_lost_where_a_text_is_cut_into_pieces() {
    let text = "lorem ipsum 文字 ".repeat(1000);
    let cut: String = pieces(&text).map(|piece| format!("{piece} ")).collect();
    let words = |text: &str| {
        text.split_whitespace()
            .map(String::from)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&cut), words(&text));
    assert!(pieces(&text).all(|piece| piece.len() <= LONGEST));
    let one_word = "字".repeat(2000);
    assert_eq!(pieces(&one_word).collect::<String>(), one_word);
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
