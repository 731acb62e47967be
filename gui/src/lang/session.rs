//! The words about what the window keeps from one start to the next.

/// What the window says about it.
#[allow(missing_docs)] // The English words say what they are for.
#[derive(Debug)]
pub struct SessionWords {
    /// To be followed by the folder.
    pub set_aside: &'static str,
    pub busy: &'static str,
    pub newer: &'static str,
    pub unwritable: &'static str,
    pub paused: &'static str,
    pub gone: &'static str,
}

/// In English.
pub(super) const EN: SessionWords = SessionWords {
    set_aside: "What was open last time could not be understood. It was set aside in",
    busy: "Another Inkstone window is open and keeps the queue. What is done in this one is gone when it is closed.",
    newer: "A newer Inkstone kept what was open last time. This one leaves it alone and keeps nothing.",
    unwritable: "The queue cannot be kept: after the next start it will be empty.",
    paused: "Pages from last time are waiting. Press Go on to read them.",
    gone: "file gone",
};

/// In Chinese.
pub(super) const ZH: SessionWords = SessionWords {
    set_aside: "上次打开的内容无法读取，已移到",
    busy: "另一个 Inkstone 窗口正在保存队列。此窗口关闭后，其中的内容不会保留。",
    newer: "上次的内容由更新版本的 Inkstone 保存。此版本不改动它，也不保存任何内容。",
    unwritable: "队列无法保存，下次启动时将为空。",
    paused: "上次未识别的页面还在等待。按“继续”开始识别。",
    gone: "文件已不在",
};
