//! What the values of the bundled metrics are called, by their ids. Those of other plugins are shown in these plugins' own words.

use std::borrow::Cow;

use inkstone::evaluate::performance::Quantity;

use super::CompareWords;

/// Ids and names.
pub type Names = &'static [(&'static str, &'static str)];

/// In English the plugins' own words are there for the others.
pub(super) const EN: Names = &[
    ("mre", "MRE"),
    ("top1", "Top-1 agreement"),
    ("cosine", "Cosine similarity"),
];

/// In Chinese.
pub(super) const ZH: Names = &[
    ("mre", "平均相对误差（MRE）"),
    ("mre-max", "平均相对误差，分母取 max(|c|, ε)"),
    ("mre-tiny", "平均相对误差（ε = 1e-12）"),
    ("max-abs", "最大绝对误差"),
    ("mean-abs", "平均绝对误差（MAE）"),
    ("top1", "Top-1 一致率"),
    ("top-k", "Top-k 重合率"),
    ("top1-in-top-k", "Top-1 命中 Top-k 的比例"),
    ("cosine", "余弦相似度"),
    ("cosine-mean", "余弦相似度，各位置平均"),
    ("cosine-min", "余弦相似度，各位置最低"),
    ("kl-mean", "KL 散度，平均（nats）"),
    ("kl-max", "KL 散度，最大（nats）"),
    ("cer", "字符错误率（CER）"),
    ("wer", "词错误率（WER）"),
    ("ned", "归一化编辑距离（NED），各页平均"),
    ("ned-pooled", "归一化编辑距离（NED），合计"),
    ("ned-samples", "归一化编辑距离（NED），各样本平均"),
    ("bleu", "BLEU"),
    ("chrf", "chrF"),
    ("teds", "表格树编辑距离相似度（TEDS）"),
    ("teds-s", "表格结构相似度（TEDS-S）"),
];

/// Parts of the names of what two runs are compared by.
pub(super) const ZH_MEASURES: Names = &[
    ("all", "全部位置"),
    ("generated", "生成位置"),
    ("pooled", "全部页面"),
    ("passed", "通过"),
    ("pages", "页面"),
    ("failed", "失败"),
    ("mean", "平均"),
    ("p50", "P50"),
    ("p99", "P99"),
];

fn find(names: Names, id: &str) -> Option<&'static str> {
    let known = names.iter().find(|(known, _)| *known == id);
    known.map(|(_, name)| *name)
}

impl CompareWords {
    /// The name of a value: the window's own where it has one, else the plugin's.
    pub fn metric_of<'a>(&self, id: &str, label: &'a str) -> &'a str {
        find(self.metrics, id).unwrap_or(label)
    }

    /// What two runs are compared by, such as `all/mre` or `cpu/forward/p50`.
    pub fn measure_of<'a>(&self, key: &'a str) -> Cow<'a, str> {
        if self.measures.is_empty() {
            return key.into();
        }
        let quantity = |part: &str| {
            let index = Quantity::ALL.iter().position(|known| known.id() == part)?;
            Some(self.quantities[index])
        };
        let own = |part: &'a str| {
            find(self.measures, part)
                .or_else(|| find(self.metrics, part))
                .or_else(|| quantity(part))
                .unwrap_or(part)
        };
        key.split('/')
            .map(own)
            .collect::<Vec<_>>()
            .join(" · ")
            .into()
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Language;

    #[test]
    fn what_two_runs_are_compared_by_is_named() {
        let chinese = &Language::Chinese.words().compare;
        assert_eq!(
            chinese.measure_of("all/mre"),
            "全部位置 · 平均相对误差（MRE）"
        );
        assert_eq!(
            chinese.measure_of("cpu:f32/generation/p99"),
            "cpu:f32 · 完整回答 · P99"
        );
        assert_eq!(chinese.measure_of("pooled/mine"), "全部页面 · mine");
        let english = &Language::English.words().compare;
        assert_eq!(english.measure_of("all/mre"), "all/mre");
        assert_eq!(english.metric_of("mre", "Mean relative error"), "MRE");
        assert_eq!(chinese.metric_of("mine", "Mine"), "Mine");
    }
}
