//! Pages that could not be read: an evaluation tells them, and goes on with the others.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::EvalError;

/// Pages that are told one by one where none could be read.
const MOST_REASONS: usize = 5;

/// A page that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedPage {
    /// Its name in the evaluation.
    pub name: String,
    /// Why.
    pub error: String,
}

/// What happened to which page, in a line.
impl fmt::Display for FailedPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Most errors of files name the file themselves.
        match self.error.contains(&self.name) {
            true => f.write_str(&self.error),
            false => write!(f, "{}: {}", self.name, self.error),
        }
    }
}

/// The end of an evaluation none of whose pages could be read.
pub(super) fn nothing_read(failed: &[FailedPage]) -> EvalError {
    let shown = failed.iter().take(MOST_REASONS);
    let mut reasons: Vec<String> = shown.map(|page| format!("  {page}")).collect();
    if failed.len() > MOST_REASONS {
        reasons.push(format!("  and {} more", failed.len() - MOST_REASONS));
    }
    EvalError::NothingRead {
        count: failed.len(),
        reasons: reasons.join("\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_once() {
        let told = |error: &str| {
            let (name, error) = ("a.png".into(), error.into());
            FailedPage { name, error }.to_string()
        };
        assert_eq!(told("in/a.png: not an image"), "in/a.png: not an image");
        assert_eq!(told("no text beside it"), "a.png: no text beside it");
    }
}
