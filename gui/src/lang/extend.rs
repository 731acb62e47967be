//! The words of plugins.

/// What the workspace says.
#[allow(missing_docs)] // The English words say what they are for.
#[derive(Debug)]
pub struct ExtendWords {
    pub name: &'static str,
}

/// In English.
pub(super) const EN: ExtendWords = ExtendWords { name: "Extend" };

/// In Chinese.
pub(super) const ZH: ExtendWords = ExtendWords { name: "扩展" };
