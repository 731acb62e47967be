//! What the user changed of a page's text: kept apart from what was read, so that every step can be taken back.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{AppState, Item, ItemId};

/// The texts of the blocks that the user changed, and the way there and back. Plain data, to be stored as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Edits {
    texts: BTreeMap<usize, String>,
    done: Vec<Change>,
    undone: Vec<Change>,
    version: u64,
}

/// One step: for each block, its text before and after; none stands for what was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Change(Vec<(usize, Option<String>, Option<String>)>);

impl Edits {
    /// The texts, by the blocks that they are of.
    pub fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.texts
            .iter()
            .map(|(block, text)| (*block, text.as_str()))
    }

    /// Whether everything is as it was read.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Changes with every step.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a step to take again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Gives a block another text; `read` is the one that was read. Says whether that changes anything.
    pub fn set(&mut self, block: usize, text: &str, read: &str) -> bool {
        let before = self.texts.get(&block).cloned();
        let after = (text != read).then(|| text.to_owned());
        if before == after {
            return false;
        }
        self.take(Change(vec![(block, before, after)]));
        true
    }

    /// Goes back to what was read, as one step.
    pub fn revert(&mut self) -> bool {
        if self.texts.is_empty() {
            return false;
        }
        let all = std::mem::take(&mut self.texts).into_iter();
        self.take(Change(
            all.map(|(block, text)| (block, Some(text), None)).collect(),
        ));
        true
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> bool {
        let Some(change) = self.done.pop() else {
            return false;
        };
        for (block, before, _) in &change.0 {
            self.put(*block, before.clone());
        }
        self.undone.push(change);
        true
    }

    /// Takes the step again that was taken back last.
    pub fn redo(&mut self) -> bool {
        let Some(change) = self.undone.pop() else {
            return false;
        };
        for (block, _, after) in &change.0 {
            self.put(*block, after.clone());
        }
        self.done.push(change);
        true
    }

    fn take(&mut self, change: Change) {
        for (block, _, after) in &change.0 {
            self.put(*block, after.clone());
        }
        self.undone.clear();
        self.done.push(change);
    }

    fn put(&mut self, block: usize, text: Option<String>) {
        self.version += 1;
        match text {
            Some(text) => self.texts.insert(block, text),
            None => self.texts.remove(&block),
        };
    }
}

impl AppState {
    /// Gives a block of a page another text.
    pub fn edit(&mut self, id: ItemId, block: usize, text: &str) {
        self.change(id, |edits, read| {
            let read = read.get(block).map(|block| block.text.as_str());
            read.is_some_and(|read| edits.set(block, text, read))
        });
    }

    /// Takes the last edit of a page back.
    pub fn undo(&mut self, id: ItemId) {
        let reading = |item: &&mut Item| item.ended() && !item.edits.can_undo();
        if let Some(item) = self.item_mut(id).filter(reading)
            && item.take_back_reading()
        {
            return;
        }
        self.change(id, |edits, _| edits.undo());
    }

    /// Takes an edit of a page again that was taken back.
    pub fn redo(&mut self, id: ItemId) {
        self.change(id, |edits, _| edits.redo());
    }

    /// Goes back to what was read of a page.
    pub fn revert(&mut self, id: ItemId) {
        self.change(id, |edits, _| edits.revert());
    }

    fn change(
        &mut self,
        id: ItemId,
        change: impl FnOnce(&mut Edits, &[inkstone::pipeline::BlockRecord]) -> bool,
    ) {
        let Some(item) = self.item_mut(id) else {
            return;
        };
        let Some(page) = item.result.clone() else {
            return;
        };
        if change(&mut item.edits, &page.record.blocks) {
            item.apply_edits();
        }
    }

    /// Takes up the Markdown of a page that was edited, unless it was edited again since.
    pub(super) fn take_markdown(&mut self, id: ItemId, version: u64, markdown: String) {
        let Some(item) = self.item_mut(id) else {
            return;
        };
        if item.edits.version() != version {
            return;
        }
        item.markdown_pending = false;
        if let Some(page) = &mut item.edited {
            let page = Arc::make_mut(page);
            // Exports write the file that the plugin made.
            let files = page.record.artifacts.iter_mut();
            for file in files.filter(|file| file.media_type == "text/markdown") {
                file.data = markdown.clone().into_bytes();
            }
            page.markdown = markdown;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(edits: &Edits) -> Vec<(usize, &str)> {
        edits.texts().collect()
    }

    #[test]
    fn steps_are_taken_back_and_again() {
        let mut edits = Edits::default();
        assert!(edits.set(0, "b", "a"));
        assert!(edits.set(2, "y", "x"));
        assert!(edits.set(0, "c", "a"));
        assert!(!edits.set(0, "c", "a"), "nothing changes");
        assert_eq!(texts(&edits), [(0, "c"), (2, "y")]);
        assert!(edits.undo() && edits.undo());
        assert_eq!(texts(&edits), [(0, "b")]);
        assert!(edits.redo());
        assert_eq!(texts(&edits), [(0, "b"), (2, "y")]);
        assert!(edits.set(2, "z", "x"));
        assert!(
            !edits.can_redo(),
            "a new step forgets those that were taken back"
        );
    }

    #[test]
    fn what_is_as_it_was_read_is_no_edit() {
        let mut edits = Edits::default();
        edits.set(0, "b", "a");
        edits.set(0, "a", "a");
        assert!(edits.is_empty() && edits.can_undo());
        edits.undo();
        assert_eq!(texts(&edits), [(0, "b")]);
    }

    #[test]
    fn reverting_is_one_step() {
        let mut edits = Edits::default();
        assert!(!edits.revert());
        edits.set(0, "b", "a");
        edits.set(1, "y", "x");
        assert!(edits.revert() && edits.is_empty());
        let version = edits.version();
        assert!(edits.undo());
        assert_eq!(texts(&edits), [(0, "b"), (1, "y")]);
        assert!(edits.version() > version);
    }
}
