//! Prompts against what transformers encodes.

use serde::Deserialize;

use super::super::chat_template::BuiltIn;
use super::super::tokenizer::tests::tiny;
use super::*;

/// A prompt as transformers' text side makes it; see `tests/reference/text/prompts.py`.
#[derive(Deserialize)]
struct Case {
    version: String,
    prompt: String,
    image_tokens: Vec<usize>,
    text: String,
    input_ids: Vec<u32>,
}

fn image_token_id(tokenizer: &Tokenizer) -> u32 {
    tokenizer
        .required_id(IMAGE_PLACEHOLDER)
        .expect("the placeholder")
}

fn encode(prompt: &PromptText, image_tokens: &[usize]) -> Result<EncodedPrompt, PromptError> {
    let tokenizer = tiny();
    let template = ChatTemplate::built_in(BuiltIn::V1_5);
    encode_prompt(
        &tokenizer,
        &template,
        image_token_id(&tokenizer),
        prompt,
        image_tokens,
    )
}

#[test]
fn equals_transformers() {
    let json = include_str!("../../../tests/reference/text/prompts.json");
    let cases: Vec<Case> = serde_json::from_str(json).expect("the fixture");
    assert!(cases.len() >= 20, "the fixture is complete");
    let tokenizer = tiny();
    for case in cases {
        let template = match &*case.version {
            "v1" => ChatTemplate::built_in(BuiltIn::V1),
            _ => ChatTemplate::built_in(BuiltIn::V1_5),
        };
        let task = Task::ALL
            .into_iter()
            .find(|task| task.prompt() == case.prompt);
        let prompt = task.map_or(PromptText::Text(case.prompt.clone()), PromptText::Task);
        let prompt = if case.version == "raw" {
            PromptText::Raw(case.prompt)
        } else {
            prompt
        };
        let id = image_token_id(&tokenizer);
        let encoded =
            encode_prompt(&tokenizer, &template, id, &prompt, &case.image_tokens).expect("encodes");
        assert_eq!(encoded.text, case.text);
        assert_eq!(encoded.input_ids, case.input_ids, "{:?}", case.text);
        assert_eq!(encoded.notes, Vec::<String>::new());
    }
}

#[test]
fn a_prompt_without_placeholder_does_not_take_an_image() {
    let error = encode(&PromptText::Raw("OCR:".to_owned()), &[196])
        .expect_err("no placeholder")
        .to_string();
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!(
        lines[0],
        "Image features and image tokens do not match: tokens: 0, features 196"
    );
    assert_eq!(lines.len(), 2);
    assert!(lines[1].contains(IMAGE_PLACEHOLDER), "{error}");
}

#[test]
fn the_counts_in_the_error_are_true() {
    let raw =
        |placeholders: usize| PromptText::Raw(IMAGE_PLACEHOLDER.repeat(placeholders) + "OCR:");
    for (placeholders, image_tokens, tokens, features) in [
        (1, &[4, 9][..], 4, 13),
        (3, &[4, 9], 14, 13),
        (2, &[], 2, 0),
        (1, &[4, 4, 4], 4, 12),
    ] {
        let error = encode(&raw(placeholders), image_tokens)
            .expect_err("they do not fit")
            .to_string();
        let first = format!(
            "Image features and image tokens do not match: tokens: {tokens}, features {features}\n"
        );
        assert!(error.starts_with(&first), "{error}");
        assert!(
            error.contains(&format!("it has {placeholders} for {}", image_tokens.len())),
            "{error}"
        );
    }
}

#[test]
fn a_placeholder_in_a_text_makes_it_raw() {
    let text = format!("<|IMAGE_START|>{IMAGE_PLACEHOLDER}<|IMAGE_END|>Describe this document.");
    let encoded = encode(&PromptText::Text(text.clone()), &[5]).expect("fits");
    assert_eq!(encoded.text, text);
    assert_eq!(encoded.notes.len(), 1);
    assert!(
        encoded.notes[0].contains("without template"),
        "{:?}",
        encoded.notes
    );
    let raw = encode(&PromptText::Raw(text), &[5]).expect("fits");
    assert_eq!((encoded.input_ids, raw.notes), (raw.input_ids, Vec::new()));
}
