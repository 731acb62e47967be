//! The published versions of PaddleOCR-VL as data: configuration, image limits, chat template.
//!
//! All versions share one architecture; they differ in the chat template's ending and in the default image limits.

use std::fmt;
use std::str::FromStr;

use serde_json::{Value, json};

/// A published version of PaddleOCR-VL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Version {
    /// PaddleOCR-VL, October 2025.
    V1,
    /// PaddleOCR-VL-1.5, January 2026.
    V15,
    /// PaddleOCR-VL-1.6, May 2026.
    V16,
}

impl Version {
    /// Every version, oldest first.
    pub const ALL: [Self; 3] = [Self::V1, Self::V15, Self::V16];

    /// The name on the command line (`paddleocr-vl-1.6`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::V1 => "paddleocr-vl",
            Self::V15 => "paddleocr-vl-1.5",
            Self::V16 => "paddleocr-vl-1.6",
        }
    }

    /// The repository that holds it, the same on Hugging Face and on ModelScope.
    pub const fn repository(self) -> &'static str {
        match self {
            Self::V1 => "PaddlePaddle/PaddleOCR-VL",
            Self::V15 => "PaddlePaddle/PaddleOCR-VL-1.5",
            Self::V16 => "PaddlePaddle/PaddleOCR-VL-1.6",
        }
    }

    /// Smallest and largest image area in pixels that its image processor aims at.
    pub const fn pixel_limits(self) -> (u64, u64) {
        match self {
            Self::V1 => (147_384, 2_822_400),
            Self::V15 | Self::V16 => (112_896, 1_003_520),
        }
    }

    /// `config.json`, flat as published.
    pub fn config(self) -> Value {
        serde_json::from_str(include_str!("preset/config.json")).expect("the built-in file is JSON")
    }

    /// `generation_config.json`: greedy decoding up to `</s>`.
    pub fn generation_config(self) -> Value {
        json!({ "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0, "use_cache": false })
    }

    /// `preprocessor_config.json`.
    pub fn preprocessor_config(self) -> Value {
        let (min_pixels, max_pixels) = self.pixel_limits();
        json!({
            "do_convert_rgb": true,
            "do_normalize": true,
            "do_rescale": true,
            "do_resize": true,
            "image_mean": [0.5, 0.5, 0.5],
            "image_processor_type": "PaddleOCRVLImageProcessor",
            "image_std": [0.5, 0.5, 0.5],
            "max_pixels": max_pixels,
            "merge_size": 2,
            "min_pixels": min_pixels,
            "patch_size": 14,
            "processor_class": "PaddleOCRVLProcessor",
            "resample": 3,
            "rescale_factor": 1.0 / 255.0,
            "temporal_patch_size": 1,
        })
    }

    /// `chat_template.jinja`. The published prompt ends in a space for the first version and in a line break afterwards.
    pub fn chat_template(self) -> String {
        let ending = match self {
            Self::V1 => " ",
            Self::V15 | Self::V16 => r"\n",
        };
        include_str!("preset/chat_template.jinja").replace("@TAIL@", ending)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|version| version.name().eq_ignore_ascii_case(name))
            .ok_or_else(|| {
                let known = Self::ALL.map(Self::name).join(", ");
                format!("{name} is not a known model; known are {known}")
            })
    }
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, context};

    use super::*;

    fn render(version: Version, messages: Value, prompt: bool) -> String {
        let environment = Environment::new();
        let template = version.chat_template();
        environment
            .render_str(
                &template,
                context! { messages => messages, add_generation_prompt => prompt },
            )
            .unwrap()
    }

    #[test]
    fn prompts_are_the_published_ones() {
        let messages = json!([{ "role": "user", "content": [
            { "type": "text", "text": "OCR:" }, { "type": "image" }, { "type": "image" },
        ]}]);
        let image = "<|IMAGE_START|><|IMAGE_PLACEHOLDER|><|IMAGE_END|>";
        let start = format!("<|begin_of_sentence|>User: {image}{image}OCR:\n");
        for (version, ending) in [
            (Version::V1, "Assistant: "),
            (Version::V15, "Assistant:\n"),
            (Version::V16, "Assistant:\n"),
        ] {
            assert_eq!(
                render(version, messages.clone(), true),
                format!("{start}{ending}")
            );
            assert_eq!(render(version, messages.clone(), false), start);
        }
    }

    #[test]
    fn turns_follow_each_other() {
        let messages = json!([
            { "role": "system", "content": "Be brief." },
            { "role": "user", "content": "a" },
            { "role": "assistant", "content": [{ "type": "text", "text": "b" }] },
            { "role": "user", "content": "c" },
        ]);
        assert_eq!(
            render(Version::V16, messages, true),
            "<|begin_of_sentence|>Be brief.\nUser: a\nAssistant:\nb</s>User: c\nAssistant:\n"
        );
    }

    #[test]
    fn names_come_back() {
        for version in Version::ALL {
            assert_eq!(version.name().parse(), Ok(version));
        }
        assert!("paddleocr".parse::<Version>().is_err());
    }
}
