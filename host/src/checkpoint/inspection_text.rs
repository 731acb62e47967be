//! An [`Inspection`] as text for people.

use std::fmt;

use super::inspect::{Inspection, Tokenizer, Weights};

impl fmt::Display for Inspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.folder)?;
        line(
            f,
            "version",
            format_args!("{} (by {})", self.version.version, self.version.evidence),
        )?;
        if let Some(model) = &self.model {
            line(
                f,
                "vision",
                format_args!("{} layers x {}", model.vision_layers, model.vision_hidden),
            )?;
            let (heads, kv_heads) = model.text_heads;
            line(
                f,
                "language",
                format_args!(
                    "{} layers x {}, {heads} heads ({kv_heads} for keys and values), vocabulary {}, {} head",
                    model.text_layers,
                    model.text_hidden,
                    grouped(model.vocabulary as u64),
                    if model.tied { "tied" } else { "separate" },
                ),
            )?;
        }
        if let Some(weights) = &self.weights {
            write_weights(f, weights)?;
        }
        if let Some(tokenizer) = &self.tokenizer {
            write_tokenizer(f, tokenizer)?;
        }
        line(
            f,
            "template",
            format_args!("{}", self.chat_template.unwrap_or("none")),
        )?;
        if let Some(limits) = &self.image_limits {
            line(
                f,
                "images",
                format_args!(
                    "{} to {} pixels",
                    grouped(limits.min_pixels),
                    grouped(limits.max_pixels)
                ),
            )?;
        }
        writeln!(f, "  files")?;
        for file in &self.files {
            writeln!(f, "    {:>15}  {}", grouped(file.bytes), file.name)?;
        }
        for note in &self.notes {
            line(f, "note", format_args!("{note}"))?;
        }
        for problem in &self.problems {
            line(f, "problem", format_args!("{problem}"))?;
        }
        if self.problems.is_empty() {
            line(f, "verdict", format_args!("complete"))?;
        }
        Ok(())
    }
}

fn write_weights(f: &mut fmt::Formatter<'_>, weights: &Weights) -> fmt::Result {
    let files = match weights.files {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    line(
        f,
        "weights",
        format_args!(
            "{} in {files}, {} names, {} of {} tensors found",
            weights.container,
            weights.naming,
            weights.required - weights.missing.len(),
            weights.required
        ),
    )?;
    for (part, parameters) in &weights.parameters {
        writeln!(f, "    {:>15}  {part}", grouped(*parameters))?;
    }
    for (dtype, parameters) in &weights.dtypes {
        writeln!(f, "    {:>15}  {dtype}", grouped(*parameters))?;
    }
    if !weights.ignored.is_empty() {
        line(
            f,
            "ignored",
            format_args!(
                "{} tensors that inference does not use",
                weights.ignored.len()
            ),
        )?;
    }
    Ok(())
}

fn write_tokenizer(f: &mut fmt::Formatter<'_>, tokenizer: &Tokenizer) -> fmt::Result {
    line(
        f,
        "tokenizer",
        format_args!(
            "{} tokens, {} of them added",
            grouped(tokenizer.vocabulary),
            tokenizer.added_tokens
        ),
    )
}

fn line(f: &mut fmt::Formatter<'_>, label: &str, text: fmt::Arguments<'_>) -> fmt::Result {
    writeln!(f, "  {label:<10} {text}")
}

/// A number with a space between groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1 000"),
            (1_917_177_472, "1 917 177 472"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
