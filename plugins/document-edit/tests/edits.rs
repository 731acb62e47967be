//! Edits, parts and unions, against plain counting.

use document_edit::{Edit, append, edit_block, edit_text, part, unite};
use inkstone_plugin::{Block, BlockKind, Region, Span};

fn span(start: u32, end: u32) -> Span {
    Span {
        start,
        end,
        confidence: Some(0.5),
        region: None,
    }
}

fn block(text: &str, spans: &[(u32, u32)]) -> Block {
    Block {
        spans: spans.iter().map(|&(start, end)| span(start, end)).collect(),
        ..Block::new(BlockKind::Paragraph, text)
    }
}

fn ranges(block: &Block) -> Vec<(u32, u32)> {
    block.spans.iter().map(|s| (s.start, s.end)).collect()
}

/// The characters of a span, as a person would count them.
fn covered(block: &Block) -> Vec<String> {
    let cut = |s: &Span| {
        block
            .text
            .chars()
            .skip(s.start as usize)
            .take((s.end - s.start) as usize)
            .collect()
    };
    block.spans.iter().map(cut).collect()
}

#[test]
fn spans_around_and_inside_a_replaced_stretch() {
    // 日本 | ab | 語: the middle becomes "xyz".
    let mut b = block(
        "日本ab語",
        &[(0, 2), (0, 3), (2, 4), (3, 5), (4, 5), (3, 3)],
    );
    edit_block(&mut b, &[Edit::new(6..8, "xyz")]);
    assert_eq!(b.text, "日本xyz語");
    assert_eq!(b.source, "日本ab語");
    assert_eq!(ranges(&b), [(0, 2), (0, 5), (2, 5), (2, 6), (5, 6), (2, 5)]);
}

#[test]
fn a_span_of_which_nothing_is_left_is_dropped() {
    let mut b = block("one two three", &[(0, 3), (4, 7), (5, 6), (4, 13)]);
    edit_block(&mut b, &[Edit::new(4..8, "")]);
    assert_eq!(covered(&b), ["one", "three"]);
}

#[test]
fn insertions_stay_outside_spans_that_they_touch() {
    let mut b = block("ab", &[(0, 1), (1, 2), (0, 2)]);
    edit_block(
        &mut b,
        &[
            Edit::new(0..0, "<"),
            Edit::new(1..1, "|"),
            Edit::new(2..2, ">"),
        ],
    );
    assert_eq!(b.text, "<a|b>");
    assert_eq!(covered(&b), ["a", "b", "a|b"]);
}

#[test]
fn spans_out_of_range_are_brought_into_it() {
    let mut b = block("abc", &[(2, 90), (90, 95), (3, 1)]);
    edit_block(&mut b, &[Edit::new(0..1, "AA")]);
    assert_eq!(b.text, "AAbc");
    assert_eq!(ranges(&b), [(3, 4), (4, 4), (2, 2)]);
}

#[test]
fn every_set_of_edits_keeps_untouched_words_in_their_spans() {
    let words = ["né", "日本", "x", "🙂🙂", "word"];
    let text = words.join(" ");
    let mut starts = Vec::new();
    let (mut chars, mut bytes) = (0, 0);
    for word in words {
        starts.push((chars, bytes));
        chars += word.chars().count() as u32 + 1;
        bytes += word.len() + 1;
    }
    for replaced in 0..1_u32 << words.len() {
        for new in ["", "é", "longer than before"] {
            let spans: Vec<_> = words
                .iter()
                .zip(&starts)
                .map(|(word, (at, _))| (*at, at + word.chars().count() as u32))
                .collect();
            let mut b = block(&text, &spans);
            let chosen = (0..words.len()).filter(|i| replaced >> i & 1 == 1);
            let edits: Vec<_> = chosen
                .map(|i| Edit::new(starts[i].1..starts[i].1 + words[i].len(), new))
                .collect();
            edit_block(&mut b, &edits);
            let expected: Vec<_> = (0..words.len())
                .map(|i| {
                    if replaced >> i & 1 == 1 {
                        new
                    } else {
                        words[i]
                    }
                })
                .collect();
            assert_eq!(b.text, expected.join(" "));
            let left: Vec<_> = expected.into_iter().filter(|w| !w.is_empty()).collect();
            assert_eq!(covered(&b), left);
        }
    }
}

#[test]
fn parts_put_together_again_are_the_whole() {
    let whole = block("Grüße, 世界!", &[(0, 5), (4, 9), (7, 9)]);
    for (cut, _) in whole.text.char_indices() {
        let left = part(&whole, 0..cut);
        let right = part(&whole, cut..whole.text.len());
        let mut both = left.clone();
        append(&mut both, &right.text, &right.spans);
        assert_eq!(both.text, whole.text);
        let letters = |b: &Block| covered(b).concat().chars().count();
        assert_eq!(letters(&both), letters(&whole), "cut at {cut}");
    }
    assert_eq!(part(&whole, 0..0).spans, []);
}

#[test]
fn text_is_edited_from_left_to_right() {
    let edits = [
        Edit::new(0..1, "X"),
        Edit::new(1..1, "-"),
        Edit::new(2..3, ""),
    ];
    assert_eq!(edit_text("abc", &edits), "X-b");
    assert_eq!(edit_text("abc", &[]), "abc");
}

#[test]
fn regions_unite_to_their_bounding_rectangle() {
    assert_eq!(unite([]), None);
    let mut a = Region::rectangle("line", 10.0, 20.0, 30.0, 5.0);
    a.confidence = Some(0.9);
    assert_eq!(unite([&a]), Some(a.clone()));
    let mut b = Region::rectangle("piece", 5.0, 30.0, 10.0, 5.0);
    b.confidence = Some(0.4);
    let whole = unite([&a, &b]).expect("a region");
    assert_eq!(
        (whole.x, whole.y, whole.width, whole.height),
        (5.0, 20.0, 35.0, 15.0)
    );
    assert_eq!(
        (whole.label.as_str(), whole.confidence),
        ("line", Some(0.4))
    );
}
