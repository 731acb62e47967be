//! How a text is prepared before it is compared.

use inkstone_plugin::{Info, Settings};

/// What happens to white space; Python's rules say what that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spaces {
    /// Nothing.
    Kept,
    /// Taken away at both ends.
    Trimmed,
    /// Taken away at both ends, and every run inside made one space.
    Collapsed,
    /// Taken away everywhere.
    Removed,
}

/// How texts are prepared, prediction and reference alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    ignore_case: bool,
    spaces: Spaces,
}

const IGNORE_CASE: &str = "ignore-case";
const WHITE_SPACE: &str = "white-space";
const NAMED: [(&str, &str, Spaces); 4] = [
    ("keep", "Keep", Spaces::Kept),
    ("trim", "Trim at both ends", Spaces::Trimmed),
    (
        "collapse",
        "Trim, and one space for every run",
        Spaces::Collapsed,
    ),
    ("remove", "Remove all", Spaces::Removed),
];

impl Form {
    /// Declares the settings `ignore-case` and `white-space`.
    pub fn declare(info: Info, default: Spaces) -> Info {
        let options = NAMED.map(|(value, label, _)| (value, label));
        let default = NAMED
            .iter()
            .find(|(_, _, spaces)| *spaces == default)
            .map_or("keep", |named| named.0);
        let help = "What happens to spaces, tabs and line breaks before the texts are compared";
        Self::declare_case(info).choice(WHITE_SPACE, "White space", help, default, &options)
    }

    /// Declares the setting `ignore-case` alone.
    pub fn declare_case(info: Info) -> Info {
        let help = "Compare the texts in lower case";
        info.toggle(IGNORE_CASE, "Ignore case", help, false)
    }

    /// The form that the settings of [`declare`](Self::declare) ask for.
    pub fn new(settings: &Settings) -> Self {
        let chosen = settings.text(WHITE_SPACE);
        let named = NAMED.iter().find(|(value, ..)| *value == chosen);
        Self::with_spaces(settings, named.map_or(Spaces::Kept, |named| named.2))
    }

    /// The form that the setting of [`declare_case`](Self::declare_case) asks for, with white space treated so.
    pub fn with_spaces(settings: &Settings, spaces: Spaces) -> Self {
        let ignore_case = settings.toggle(IGNORE_CASE);
        Self {
            ignore_case,
            spaces,
        }
    }

    /// The text in this form.
    pub fn of(&self, text: &str) -> String {
        let text = if self.ignore_case {
            text.to_lowercase()
        } else {
            text.to_owned()
        };
        match self.spaces {
            Spaces::Kept => text,
            Spaces::Trimmed => text_units::trim(&text).to_owned(),
            Spaces::Collapsed => text_units::words(&text).collect::<Vec<_>>().join(" "),
            Spaces::Removed => text_units::words(&text).collect(),
        }
    }
}
