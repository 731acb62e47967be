//! The plugin on whole documents: what must go, and what must stay.

use inkstone_plugin::testing::{cancel, logs, settings};
use inkstone_plugin::{Block, BlockKind, Document, DocumentProcessor, Error, Page, Span};
use redact::Redact;

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
    let settings = settings(&Redact::info(), pairs)?;
    let output = Redact::process(document, &settings)?;
    assert_eq!(output.artifacts, []);
    Ok(output.document.pages[0].blocks[0].clone())
}

fn redacted(text: &str) -> String {
    let block = run(
        Block::new(BlockKind::Paragraph, text),
        &[("replacement", "#")],
    )
    .expect("a document");
    assert_eq!(block.source, block.text);
    block.text
}

/// Each text holds one thing to redact, between words that stay.
fn all_go(texts: &[&str]) {
    for text in texts {
        for (before, after) in [
            ("", ""),
            ("ask ", " now"),
            ("(", ")"),
            ("<td>", "</td>"),
            ("请问", "。"),
            ("So: ", "."),
        ] {
            let whole = format!("{before}{text}{after}");
            assert_eq!(redacted(&whole), format!("{before}#{after}"), "{whole:?}");
        }
    }
}

fn all_stay(texts: &[&str]) {
    for text in texts {
        for whole in [
            (*text).to_owned(),
            format!("see {text} there"),
            format!("({text})."),
        ] {
            assert_eq!(redacted(&whole), whole);
        }
    }
}

#[test]
fn e_mail_addresses_go() {
    // Not between Chinese words: a name may be of any letters.
    for text in [
        "ada@example.org",
        "Ada.Lovelace+maths@mail.example.co.uk",
        "o'brien_2@x-y.ie",
        "jörg@müller.de",
        "用户@例子.公司",
        "ada＠example．org",
        "a@b.xn--p1ai",
        "foo\\_bar@example.org",
    ] {
        for (before, after) in [
            ("", ""),
            ("ask ", " now"),
            ("(", ")"),
            ("<td>", "</td>"),
            ("So: ", "."),
        ] {
            assert_eq!(
                redacted(&format!("{before}{text}{after}")),
                format!("{before}#{after}")
            );
        }
    }
    assert_eq!(
        redacted("<ada@example.org>, 'bob@example.org'; mailto:c@d.ee?x"),
        "<#>, '#'; mailto:#?x"
    );
    for spaced in [
        "ada @example.org",
        "ada@ example.org",
        "me @ example.com",
        "ada@example. org",
        "ada@mail.example .org",
    ] {
        assert_eq!(
            redacted(&format!("ask {spaced} now")),
            "ask # now",
            "{spaced:?}"
        );
    }
}

#[test]
fn what_is_no_address_stays() {
    all_stay(&[
        "@handle",
        "3 @ 5.00",
        "a@b",
        "user@host",
        "x@1.2",
        "end.@example.org",
        "a@-b.com",
        "we met. @example.org",
        "see you @ five. Then",
        "@",
        "a@@b.c",
    ]);
}

#[test]
fn card_numbers_go() {
    all_go(&[
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111111111111111",
        "5555555555554444",
        "2223 0031 2200 3222",
        "3782 822463 10005",
        "371449635398431",
        "6011 1111 1111 1117",
        "3530 1113 3330 0000",
        "3056 930902 5904",
        "6240 0086 3140 1148",
        "4222222222222",
        "４１１１ １１１１ １１１１ １１１１",
        "4111 1111\n1111 1111",
        "4111 11111 111 1111",
        "4111-1111 1111-11 11",
    ]);
    assert_eq!(redacted("4111 1111 1111 1111 12/27"), "# 12/27");
    assert_eq!(
        redacted("Card: 4111 11 11 1111 1111 12/27"),
        "Card: # 12/27"
    );
    assert_eq!(redacted("No 12 4111 1111 1111 1111"), "No 12 #");
}

#[test]
fn what_is_no_card_stays() {
    all_stay(&[
        "4111 1111 1111 1112",
        "1234 5678 9012 3452",
        "4111 11111 111 1112",
        "12 4111 11 11 1111 1111",
        "0.4111111111111111",
        "x4111111111111111",
        "DE89 3704 0044 0532 0130 00",
        "978-3-16-148410-0",
        "9783161484100",
        "4111\n1111\n1111\n1111",
        "41111111111111111111111",
    ]);
}

#[test]
fn phone_numbers_go() {
    all_go(&[
        "+49 30 1234567",
        "+49 (0)30 123456-78",
        "+491711234567",
        "0049 171 1234567",
        "+1 (212) 555-0123",
        "+1-212-555-0123",
        "+44 20 7946 0958",
        "+33 6 12 34 56 78",
        "+86 138 0013 8000",
        "+81-3-1234-5678",
        "+7 495 123-45-67",
        "212-555-0123",
        "212.555.0123",
        "1-800-555-0199",
        "030 1234567",
        "030/12345678",
        "0171-1234567",
        "01 23 45 67 89",
        "01.02.03.04.05",
        "020 7946 0958",
        "07700 900123",
        "07700900123",
        "0612345678",
        "13800138000",
        "138 0013 8000",
        "010-12345678",
        "0755-1234567",
        "03-1234-5678",
        "02-123-4567",
        "8 (495) 123-45-67",
    ]);
    assert_eq!(
        redacted("(212) 555-0123, (030) 123456, (11) 91234-5678"),
        "#, #, #"
    );
    assert_eq!(
        redacted("call (555) 123-4567 or (555)123-4567"),
        "call # or #"
    );
    assert_eq!(
        redacted("Tel.: 55 12 34 · Phone no. 555-1234 · 电话：66778899"),
        "Tel.: # · Phone no. # · 电话：#"
    );
    assert_eq!(
        redacted("Fax 0202 34-0, cell: 98765 43210"),
        "Fax #, cell: #"
    );
    assert_eq!(redacted("030 1234567\n040 7654321"), "#\n#");
}

#[test]
fn dates_amounts_books_and_numbers_stay() {
    all_stay(&[
        "2024-01-15",
        "15.01.2024",
        "01/02/2024",
        "01.02.2024 10:30",
        "01.02.2024 - 05.03.2024",
        "01-02-2024 1430",
        "1990-1995",
        "2024-05-01T10:00:00",
        "1,234,567.89",
        "1 234 567,89",
        "1.234.567.890",
        "+12 500 000",
        "+250 000 000 EUR",
        "250 300 4000 500",
        "$212 555 1234",
        "0-306-40615-2",
        "0306406152",
        "978-0-306-40615-7",
        "1234567890",
        "9876543210",
        "1700000000",
        "192.168.100.200",
        "3.14159265358979",
        "0.1234567890",
        "12345",
        "hotel 12345678",
        "DE89370400440532013000",
        "10 000 000 000",
        "x0612345678",
        "2020 2021 2022 2023",
        "§ 12, 3-5",
        "123-45-6789",
    ]);
}

#[test]
fn each_kind_can_be_left_out() {
    let text = "ada@example.org 4111 1111 1111 1111, 212-555-0123";
    let with = |pairs: &[(&str, &str)]| {
        run(Block::new(BlockKind::Paragraph, text), pairs)
            .expect("a document")
            .text
    };
    assert_eq!(with(&[]), "[redacted] [redacted], [redacted]");
    assert_eq!(
        with(&[("email", "false")]),
        "ada@example.org [redacted], [redacted]"
    );
    assert_eq!(
        with(&[("phone", "false"), ("replacement", "")]),
        " , 212-555-0123"
    );
    assert_eq!(
        with(&[("card", "false"), ("phone", "false")]),
        "[redacted] 4111 1111 1111 1111, 212-555-0123"
    );
}

#[test]
fn source_and_spans_hold_nothing_either() {
    let span = |start, end| Span {
        start,
        end,
        confidence: Some(0.5),
        region: None,
    };
    let block = Block {
        source: "<fcel>é ada@example.org<fcel>212-555-0123<nl>".into(),
        spans: vec![
            span(0, 1),
            span(2, 5),
            span(2, 17),
            span(18, 22),
            span(10, 99),
        ],
        ..Block::new(BlockKind::Table, "é ada@example.org call")
    };
    logs();
    let block = run(block, &[]).expect("a document");
    assert_eq!(block.text, "é [redacted] call");
    assert_eq!(block.source, "<fcel>é [redacted]<fcel>[redacted]<nl>");
    assert_eq!(
        block.spans,
        [
            span(0, 1),
            span(2, 12),
            span(2, 12),
            span(13, 17),
            span(2, 17)
        ]
    );
    assert_eq!(
        logs().into_iter().map(|(_, text)| text).collect::<Vec<_>>(),
        ["2 redacted; what was not recognised stays, so check the result"]
    );
}

#[test]
fn heaps_of_signs_do_no_harm() {
    const PIECES: [&str; 20] = [
        "0", "1", "4111", "555", "0123", "212", "@", ".", "-", " ", "+", "(", ")", "/", "\n",
        "ada", "org", "é", "電話", "Tel",
    ];
    let mut state = 3_u64;
    let mut below = |bound: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    for _ in 0..5_000 {
        let text: String = (0..below(24))
            .map(|_| PIECES[below(PIECES.len())])
            .collect();
        let once = redacted(&text);
        let kept = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        assert!(kept(&once) <= kept(&text));
    }
    assert_eq!(redacted(""), "");
}

#[test]
fn a_cancelled_call_ends() {
    cancel(true);
    let output = run(Block::new(BlockKind::Paragraph, "x"), &[]);
    cancel(false);
    assert_eq!(output, Err(Error::Cancelled));
}
