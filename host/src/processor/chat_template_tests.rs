//! Templates against what transformers renders.

use std::fs;

use serde::Deserialize;

use super::super::tokenizer::tests::reference_dir;
use super::*;

/// A rendering by transformers; see `tests/reference/text/chat_template.py`.
#[derive(Deserialize)]
struct Case {
    template: String,
    messages: Vec<Message>,
    add_generation_prompt: bool,
    /// None where the template raises an exception.
    rendered: Option<String>,
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        let role = match json["role"].as_str() {
            Some("system") => Role::System,
            Some("user") => Role::User,
            _ => Role::Assistant,
        };
        let part = |part: &Value| match part["text"].as_str() {
            Some(text) => Content::Text {
                text: text.to_owned(),
            },
            None => Content::Image,
        };
        let content = json["content"]
            .as_array()
            .into_iter()
            .flatten()
            .map(part)
            .collect();
        Ok(Self { role, content })
    }
}

/// A folder with the tiny tokenizer's tokenizer_config.json and the files given.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let config = reference_dir().join("model/tokenizer_config.json");
    fs::copy(config, dir.path().join("tokenizer_config.json")).expect("the fixture");
    for (name, content) in files {
        fs::write(dir.path().join(name), content).expect("a file");
    }
    dir
}

#[test]
fn renders_as_transformers() {
    let json = include_str!("../../../tests/reference/text/chat_template.json");
    let cases: Vec<Case> = serde_json::from_str(json).expect("the fixture");
    assert!(cases.len() >= 25, "the fixture is complete");
    for case in cases {
        let template = match &*case.template {
            "v1" => ChatTemplate::built_in(BuiltIn::V1),
            "v1_5" => ChatTemplate::built_in(BuiltIn::V1_5),
            name => {
                let source = fs::read_to_string(reference_dir().join("templates").join(name))
                    .expect("the fixture");
                let dir = folder(&[("chat_template.jinja", &source)]);
                ChatTemplate::from_dir(dir.path()).expect("compiles")
            }
        };
        let rendered = template.render(&case.messages, case.add_generation_prompt);
        assert_eq!(
            rendered.as_ref().ok(),
            case.rendered.as_ref(),
            "{}: {rendered:?}",
            case.template
        );
    }
}

#[test]
fn the_prompt_of_a_task_is_the_documented_one() {
    let message = [Message::user(1, "OCR:")];
    let text = "<|begin_of_sentence|>User: <|IMAGE_START|><|IMAGE_PLACEHOLDER|><|IMAGE_END|>OCR:\nAssistant:";
    let render = |version| {
        ChatTemplate::built_in(version)
            .render(&message, true)
            .expect("renders")
    };
    assert_eq!(render(BuiltIn::V1), format!("{text} "));
    assert_eq!(render(BuiltIn::V1_5), format!("{text}\n"));
}

#[test]
fn templates_are_found_in_order() {
    let render = |files: &[(&str, &str)]| {
        let dir = folder(files);
        let template = ChatTemplate::from_dir(dir.path()).expect("a template");
        assert!(template.notes.is_empty());
        template
            .render(&[Message::user(0, "x")], true)
            .expect("renders")
    };
    let jinja = ("chat_template.jinja", "jinja");
    let json = (
        "chat_template.json",
        r#"{"chat_template": "json {{ messages[0].content[0].text }}"}"#,
    );
    let config = (
        "tokenizer_config.json",
        r#"{"chat_template": "config {{ eos_token }}", "eos_token": "</e>"}"#,
    );
    let named = r#"{"chat_template": [{"name": "tool_use", "template": "no"}, {"name": "default", "template": "yes"}]}"#;
    assert_eq!(render(&[jinja, json, config]), "jinja");
    assert_eq!(render(&[json, config]), "json x");
    assert_eq!(render(&[config]), "config </e>");
    assert_eq!(
        render(&[("chat_template.json", "{}"), config]),
        "config </e>"
    );
    assert_eq!(render(&[("tokenizer_config.json", named)]), "yes");
}

#[test]
fn special_tokens_are_known_to_the_template() {
    let source = "{{ bos_token }} {{ eos_token }} {{ cls_token }} {{ no_token }}|";
    let files = [
        ("chat_template.jinja", source),
        (
            "tokenizer_config.json",
            r#"{"bos_token": {"content": "<b>", "special": true}, "eos_token": null}"#,
        ),
        (
            "special_tokens_map.json",
            r#"{"bos_token": "<other>", "eos_token": {"content": "<e>"}}"#,
        ),
    ];
    let dir = folder(&files);
    let template = ChatTemplate::from_dir(dir.path()).expect("compiles");
    assert_eq!(template.render(&[], false).expect("renders"), "<b> <e>  |");
}

#[test]
fn without_a_template_the_version_is_told_by_max_pixels() {
    let detect = |files: &[(&str, &str)]| {
        let dir = folder(files);
        let template = ChatTemplate::from_dir(dir.path()).expect("a template");
        assert_eq!(template.notes.len(), 1);
        (
            template.assistant.expect("built in"),
            template.notes[0].clone(),
        )
    };
    let v1 = r#"{"min_pixels": 147384, "max_pixels": 2822400}"#;
    let (assistant, note) = detect(&[("preprocessor_config.json", v1)]);
    assert_eq!(assistant, "Assistant: ");
    assert!(note.contains("1.0") && note.contains("2822400"), "{note}");
    let nested =
        r#"{"image_processor": {"size": {"longest_edge": 2822400, "shortest_edge": 147384}}}"#;
    assert_eq!(
        detect(&[("processor_config.json", nested)]).0,
        "Assistant: "
    );
    let (assistant, note) = detect(&[("preprocessor_config.json", r#"{"max_pixels": 1003520}"#)]);
    assert_eq!(assistant, "Assistant:\n");
    assert!(note.contains("1.5") && note.contains("1003520"), "{note}");
    let (assistant, note) = detect(&[("preprocessor_config.json", "{}")]);
    assert_eq!(assistant, "Assistant:\n");
    assert!(note.contains("nothing tells its version"), "{note}");
}

#[test]
fn errors_name_the_file() {
    for (name, content) in [
        ("chat_template.jinja", "{% for x in %}"),
        ("chat_template.jinja", "{{ unclosed"),
        ("chat_template.jinja", "{% no_such_tag %}"),
        ("chat_template.json", "{"),
        ("chat_template.json", r#"{"chat_template": 5}"#),
        (
            "chat_template.json",
            r#"{"chat_template": [{"name": "tool_use", "template": ""}]}"#,
        ),
        ("tokenizer_config.json", "not json"),
        (
            "tokenizer_config.json",
            r#"{"chat_template": "{% endif %}"}"#,
        ),
        ("special_tokens_map.json", "[1, 2"),
        ("preprocessor_config.json", "]"),
    ] {
        let dir = folder(&[(name, content)]);
        let error = ChatTemplate::from_dir(dir.path())
            .expect_err(content)
            .to_string();
        assert!(
            error.contains(&dir.path().join(name).display().to_string()),
            "{error}"
        );
    }
}

#[test]
fn a_failing_template_says_why() {
    for (source, reason) in [
        (
            "{{ raise_exception('only one image, please') }}",
            "only one image, please",
        ),
        ("{{ messages[0].no.such }}", "undefined"),
        ("{{ no_such_function() }}", "no_such_function"),
    ] {
        let dir = folder(&[("chat_template.jinja", source)]);
        let template = ChatTemplate::from_dir(dir.path()).expect("compiles");
        let error = template
            .render(&[Message::user(1, "x")], true)
            .expect_err(source)
            .to_string();
        assert!(
            error.contains(reason) && error.contains("chat_template.jinja"),
            "{error}"
        );
    }
}
