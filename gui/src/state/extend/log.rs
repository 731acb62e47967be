//! What plugins say: the last messages of all of them.

use std::collections::VecDeque;

use inkstone::plugin::Level;

/// Messages that are kept.
const MOST: usize = 500;

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Who says it: a plugin's id, or its file.
    pub plugin: String,
    /// How serious it is.
    pub level: Level,
    /// What it says; what its author wants to see follows on further lines.
    pub message: String,
    /// How often it was said one time after the other.
    pub times: usize,
}

impl Line {
    /// It as a line of text.
    pub fn text(&self) -> String {
        let times = match self.times {
            1 => String::new(),
            times => format!(" (× {times})"),
        };
        format!(
            "{}: {}: {}{times}",
            self.plugin,
            self.level.name(),
            self.message
        )
    }
}

/// The last messages, oldest first.
#[derive(Debug, Default)]
pub struct Log {
    lines: VecDeque<Line>,
    /// Errors since they were last looked at.
    pub unseen_errors: usize,
}

impl Log {
    /// Keeps a message. The one before, if it is the same, is counted instead.
    pub fn push(&mut self, plugin: &str, level: Level, message: &str) {
        self.unseen_errors += usize::from(level == Level::Error);
        if let Some(last) = self.lines.back_mut()
            && (last.plugin.as_str(), last.level, last.message.as_str()) == (plugin, level, message)
        {
            last.times += 1;
            return;
        }
        if self.lines.len() == MOST {
            self.lines.pop_front();
        }
        self.lines.push_back(Line {
            plugin: plugin.to_owned(),
            level,
            message: message.to_owned(),
            times: 1,
        });
    }

    /// The messages, latest first.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().rev()
    }

    /// All messages as text, oldest first.
    pub fn text(&self) -> String {
        let lines: Vec<_> = self.lines.iter().map(Line::text).collect();
        lines.join("\n")
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
