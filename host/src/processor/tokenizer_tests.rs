//! The tokenizer against the reference's ids and texts.

use std::path::Path;

use serde::Deserialize;

use super::*;

/// The tiny tokenizer that `tests/reference/text/tokenizer.py` makes.
pub(crate) fn tiny() -> Tokenizer {
    Tokenizer::from_dir(&reference_dir().join("model")).expect("the tiny tokenizer")
}

pub(crate) fn reference_dir() -> &'static Path {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/reference/text"
    ))
}

#[derive(Deserialize)]
struct Case {
    /// None where no text encodes to these ids.
    text: Option<String>,
    ids: Vec<u32>,
    decoded: String,
    without_special: String,
}

fn cases() -> Vec<Case> {
    let json = include_str!("../../../tests/reference/text/tokenizer_cases.json");
    let cases: Vec<Case> = serde_json::from_str(json).expect("the fixture");
    assert!(cases.len() > 40, "the fixture is complete");
    cases
}

#[test]
fn encodes_as_the_python_library() {
    let tokenizer = tiny();
    for case in cases() {
        let Some(text) = case.text else { continue };
        assert_eq!(
            tokenizer.encode(&text).expect("encodes"),
            case.ids,
            "{text:?}"
        );
    }
}

#[test]
fn decodes_as_the_python_library() {
    let tokenizer = tiny();
    for case in cases() {
        assert_eq!(
            tokenizer.decode(&case.ids, false).expect("decodes"),
            case.decoded,
            "{:?}",
            case.ids
        );
        assert_eq!(
            tokenizer.decode(&case.ids, true).expect("decodes"),
            case.without_special,
            "{:?}",
            case.ids
        );
    }
}

/// All pieces of a stream, the last from `finish`.
fn stream(tokenizer: &Tokenizer, ids: &[u32], skip_special: bool) -> Vec<String> {
    let mut stream = tokenizer.decode_stream(skip_special);
    let mut pieces: Vec<String> = ids
        .iter()
        .filter_map(|&id| stream.push(id).expect("decodes"))
        .collect();
    pieces.extend(stream.finish().expect("decodes"));
    pieces
}

#[test]
fn streamed_pieces_join_to_the_whole() {
    let tokenizer = tiny();
    for case in cases() {
        for (skip_special, whole) in [(false, &case.decoded), (true, &case.without_special)] {
            let pieces = stream(&tokenizer, &case.ids, skip_special);
            if case.text.is_some() {
                assert_eq!(&pieces.concat(), whole, "{:?}", case.ids);
                assert!(
                    pieces.iter().all(|piece| !piece.is_empty()),
                    "{:?}",
                    case.ids
                );
                // In a text that has no U+FFFD of its own, one would be half a character.
                let broken = pieces
                    .iter()
                    .any(|piece| piece.contains(char::REPLACEMENT_CHARACTER));
                assert_eq!(
                    broken,
                    whole.contains(char::REPLACEMENT_CHARACTER),
                    "{:?}",
                    case.ids
                );
            }
        }
    }
}

#[test]
fn a_stream_waits_for_the_bytes_of_a_character() {
    let tokenizer = tiny();
    let byte = |byte: u8| {
        tokenizer
            .required_id(&format!("<0x{byte:02X}>"))
            .expect("a byte token")
    };
    let mut stream = tokenizer.decode_stream(true);
    for held in [0xF0, 0x9F, 0x99] {
        assert_eq!(stream.push(byte(held)).expect("decodes"), None);
    }
    assert_eq!(
        stream.push(byte(0x82)).expect("decodes").as_deref(),
        Some("🙂")
    );
    assert_eq!(stream.finish().expect("decodes"), None);
}

#[test]
fn a_stream_survives_bytes_that_are_no_text() {
    let tokenizer = tiny();
    let ids = |bytes: &[u8]| -> Vec<u32> {
        bytes
            .iter()
            .map(|byte| {
                tokenizer
                    .required_id(&format!("<0x{byte:02X}>"))
                    .expect("a byte token")
            })
            .collect()
    };
    // The two bytes of an é, given out, are reread as two wrong bytes once the third is wrong.
    assert_eq!(
        stream(&tokenizer, &ids(&[0xC3, 0xA9, 0xFF]), true).concat(),
        "é\u{fffd}"
    );
    assert_eq!(
        stream(&tokenizer, &ids(&[0xE4, 0xBD]), true).concat(),
        "\u{fffd}\u{fffd}"
    );
    let pieces = stream(&tokenizer, &ids(&[0x80; 100]), true);
    assert_eq!(pieces.concat(), "\u{fffd}".repeat(100));
    assert!(
        pieces.len() > 5,
        "a stream holds back no more than a few bytes: {}",
        pieces.len()
    );
}

#[test]
fn tables_survive_where_positions_do_not() {
    let tokenizer = tiny();
    for tag in ["<ecel>", "<fcel>", "<xcel>", "<lcel>", "<ucel>", "<nl>"] {
        assert!(
            !tokenizer.is_special(tokenizer.required_id(tag).expect("an OTSL tag")),
            "{tag}"
        );
    }
    for token in [
        "<|LOC_0|>",
        "<|LOC_1000|>",
        "<|LOC_BEGIN|>",
        IMAGE_PLACEHOLDER,
        END_OF_ANSWER,
    ] {
        assert!(
            tokenizer.is_special(tokenizer.required_id(token).expect("a control token")),
            "{token}"
        );
    }
    let ids = tokenizer
        .encode("<fcel>a<|LOC_10|><nl></s>")
        .expect("encodes");
    assert_eq!(
        tokenizer.decode(&ids, true).expect("decodes"),
        "<fcel>a<nl>"
    );
}

#[test]
fn the_vocabulary_must_fit_the_model() {
    let tokenizer = tiny();
    let size = tokenizer.vocab_size();
    tokenizer.check_vocab_size(size).expect("as large");
    tokenizer.check_vocab_size(size + 100).expect("larger");
    let error = tokenizer
        .check_vocab_size(size - 1)
        .expect_err("smaller")
        .to_string();
    assert!(
        error.contains(&format!("largest id is {}", size - 1)) && error.contains("vocab_size"),
        "{error}"
    );
}

#[test]
fn errors_name_the_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let error = Tokenizer::from_dir(dir.path())
        .expect_err("no file")
        .to_string();
    assert!(
        error.contains(TOKENIZER_FILE) && error.contains(&dir.path().display().to_string()),
        "{error}"
    );
    let whole = std::fs::read_to_string(reference_dir().join("model").join(TOKENIZER_FILE))
        .expect("the fixture");
    let wrong_model = whole.replacen("\"BPE\"", "\"ABC\"", 1);
    let wrong_merge = whole.replacen("[\"e\",\"▁\"]", "[\"e\",\"no such piece\"]", 1);
    let first_half = &whole[..whole.floor_char_boundary(whole.len() / 2)];
    for content in [
        "",
        "null",
        "[]",
        "{}",
        "{\"model\": 1}",
        first_half,
        &wrong_model,
        &wrong_merge,
    ] {
        let path = dir.path().join(TOKENIZER_FILE);
        std::fs::write(&path, content).expect("a file");
        let error = Tokenizer::from_dir(dir.path())
            .expect_err("no tokenizer")
            .to_string();
        assert!(error.contains(&path.display().to_string()), "{error}");
    }
    std::fs::write(dir.path().join(TOKENIZER_FILE), [0xFF, 0xFE, 0x00]).expect("a file");
    assert!(Tokenizer::from_dir(dir.path()).is_err());
}

#[test]
fn an_unknown_token_is_named() {
    let error = tiny()
        .required_id("<|no such token|>")
        .expect_err("unknown")
        .to_string();
    assert!(error.contains("<|no such token|>"), "{error}");
}
