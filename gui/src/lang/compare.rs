//! The words of comparing devices.

/// What the workspace says.
#[allow(missing_docs)] // The English words say what they are for.
#[derive(Debug)]
pub struct CompareWords {
    pub name: &'static str,
}

/// In English.
pub(super) const EN: CompareWords = CompareWords { name: "Compare" };

/// In Chinese.
pub(super) const ZH: CompareWords = CompareWords { name: "对比" };
