//! The words of a comparison by layer.

/// Words for its table.
#[derive(Debug)]
pub struct LayersWords {
    /// As `Part::ALL`.
    pub parts: [&'static str; 7],
    /// Above the columns: kind, number, median and largest deviation alone, deviation at the end.
    pub columns: [&'static str; 5],
    pub not_finite: &'static str,
    /// Before the limit.
    pub limit: &'static str,
}

/// In English.
pub(super) const EN: LayersWords = LayersWords {
    parts: [
        "Patch embedding",
        "Vision layers",
        "Projector",
        "Prefill layers",
        "Prefill head",
        "Decode layers",
        "Decode head",
    ],
    columns: [
        "Part",
        "Number",
        "Median alone",
        "Most alone",
        "So far, at its end",
    ],
    not_finite: "not finite",
    limit: "Relative to the norm of the values. Alone, none may deviate by more than",
};

/// In Chinese.
pub(super) const ZH: LayersWords = LayersWords {
    parts: [
        "图块嵌入",
        "视觉层",
        "投影层",
        "预填充层",
        "预填充输出头",
        "解码层",
        "解码输出头",
    ],
    columns: [
        "部分",
        "数量",
        "单独偏差中位数",
        "单独偏差最大值",
        "累计偏差（末尾）",
    ],
    not_finite: "非有限值",
    limit: "相对于数值的范数。各部分单独的偏差不得超过",
};
