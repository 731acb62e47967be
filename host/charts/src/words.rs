//! The charts' own words, in English and Chinese.

use serde::{Deserialize, Serialize};

use crate::format;

/// A language of the charts' own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh")]
    Chinese,
}

/// A fixed word or heading.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Word {
    NoData,
    PerBin,
    CumulativeShare,
    Total,
    Position,
    Generated,
    Agree,
    Disagree,
    FirstDivergence,
    NoDivergence,
    Good,
    Middling,
    Bad,
    NotAvailable,
    Threshold,
    PairsPerCell,
}

impl Language {
    pub(crate) fn word(self, word: Word) -> &'static str {
        let (english, chinese) = match word {
            Word::NoData => ("no data", "无数据"),
            Word::PerBin => ("number per bin", "每区间数量"),
            Word::CumulativeShare => ("cumulative share", "累计占比"),
            Word::Total => ("total", "合计"),
            Word::Position => ("position", "位置"),
            Word::Generated => ("generated", "生成部分"),
            Word::Agree => ("same token", "一致"),
            Word::Disagree => ("different token", "不一致"),
            Word::FirstDivergence => ("first divergence", "首次分歧"),
            Word::NoDivergence => ("no divergence", "无分歧"),
            Word::Good => ("good", "良好"),
            Word::Middling => ("middling", "一般"),
            Word::Bad => ("bad", "较差"),
            Word::NotAvailable => ("n/a", "无"),
            Word::Threshold => ("threshold", "阈值"),
            Word::PairsPerCell => ("pairs per cell", "每格数量"),
        };
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// "and 12 more".
    pub(crate) fn and_more(self, count: usize) -> String {
        let count = format::count(count as u64);
        match self {
            Self::English => format!("and {count} more"),
            Self::Chinese => format!("另有 {count} 项"),
        }
    }

    /// "3 values left out (not finite)".
    pub(crate) fn left_out(self, count: u64, log: bool) -> String {
        match (self, log) {
            (Self::English, false) => format!(
                "{count} {} left out: not finite",
                if count == 1 { "value" } else { "values" }
            ),
            (Self::English, true) => format!(
                "{count} {} left out: not finite or not above 0",
                if count == 1 { "value" } else { "values" }
            ),
            (Self::Chinese, false) => format!("略去 {count} 个非有限值"),
            (Self::Chinese, true) => format!("略去 {count} 个非有限或不大于 0 的值"),
        }
    }

    /// "position 12".
    pub(crate) fn position(self, position: usize) -> String {
        let number = format::count(position as u64);
        match self {
            Self::English => format!("position {number}"),
            Self::Chinese => format!("位置 {number}"),
        }
    }

    /// "3 of 100 from 1 ms to 2 ms".
    pub(crate) fn in_bin(self, count: usize, all: usize, from: &str, to: &str) -> String {
        let [count, all] = [count, all].map(|number| format::count(number as u64));
        match self {
            Self::English => format!("{count} of {all} from {from} to {to}"),
            Self::Chinese => format!("{all} 次中 {count} 次在 {from} 至 {to}"),
        }
    }

    /// "62 % up to 1 ms".
    pub(crate) fn share_up_to(self, percent: &str, value: &str) -> String {
        match self {
            Self::English => format!("{percent} % up to {value}"),
            Self::Chinese => format!("{percent} % 不超过 {value}"),
        }
    }

    /// "418 of 420 positions agree (99.52 %)".
    pub(crate) fn positions_agree(self, agree: usize, all: usize, percent: &str) -> String {
        let [agree, all] = [agree, all].map(|number| format::count(number as u64));
        match self {
            Self::English => format!("{agree} of {all} positions agree ({percent} %)"),
            Self::Chinese => format!("{all} 个位置中 {agree} 个一致（{percent} %）"),
        }
    }

    /// "1 cell = 4 positions".
    pub(crate) fn positions_per_cell(self, count: usize) -> String {
        match self {
            Self::English => format!("1 cell = {count} positions"),
            Self::Chinese => format!("1 格 = {count} 个位置"),
        }
    }
}
