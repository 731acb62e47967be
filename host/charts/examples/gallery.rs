//! Writes every chart, in both themes, as SVG and PNG, with a page that shows them:
//!
//!     cargo run -p inkstone-charts --example gallery -- OUT
//!
//! The data is made up; it only looks like measurements.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use inkstone_charts::*;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::args()
        .nth(1)
        .ok_or("usage: gallery OUT (a folder for the pictures)")?;
    let out = Path::new(&out);
    fs::create_dir_all(out)?;
    let mut page = String::from("<!doctype html><meta charset=\"utf-8\"><title>Charts</title>\n");
    for theme in [Theme::Light, Theme::Dark] {
        let (name, background) = match theme {
            Theme::Light => ("light", "#fff"),
            Theme::Dark => ("dark", "#16191f"),
        };
        writeln!(
            page,
            "<div style=\"background:{background}; padding: 16px\">"
        )?;
        for (file, language, width, chart) in charts() {
            let style = Style { theme, language };
            let size = chart.natural_size(width);
            let svg = chart.svg(size, style);
            fs::write(out.join(format!("{file}-{name}.svg")), &svg)?;
            fs::write(
                out.join(format!("{file}-{name}.png")),
                chart.png(size, style, 1.5)?,
            )?;
            writeln!(page, "{svg}")?;
        }
        writeln!(page, "</div>")?;
    }
    fs::write(out.join("index.html"), page)?;
    Ok(())
}

/// Numbers that look random and are the same every time (xorshift).
struct Noise(u64);

impl Noise {
    /// Evenly from 0 to 1.
    fn even(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// About normally distributed: mean 0, deviation 1.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.even()).sum::<f64>() - 6.0
    }
}

fn charts() -> Vec<(&'static str, Language, u32, Chart)> {
    use Language::{Chinese, English};
    vec![
        ("1-bars", English, 820, bars(false)),
        ("1-bars-zh", Chinese, 820, bars(true)),
        ("1-accuracy", English, 640, accuracy()),
        ("2-distribution", English, 820, distribution(false)),
        ("2-distribution-zh", Chinese, 820, distribution(true)),
        ("3-stages", English, 820, stages(false)),
        ("3-stages-zh", Chinese, 820, stages(true)),
        ("3-stages-narrow", English, 460, stages(false)),
        ("4-scatter", English, 640, scatter(420)),
        ("4-density", English, 640, scatter(60_000)),
        ("5-positions", English, 820, positions(420, true)),
        (
            "5-positions-long-zh",
            Chinese,
            820,
            positions(10_000, false),
        ),
        ("6-agreement", English, 820, agreement(420, &[97, 303])),
        (
            "6-agreement-long-zh",
            Chinese,
            820,
            agreement(10_000, &[1500, 1501, 4242, 9999]),
        ),
        ("7-files", English, 820, files(40, 15)),
        ("7-files-zh", Chinese, 820, files(8, 0)),
        ("8-series", English, 820, series()),
        ("8-series-one", Chinese, 640, one_point()),
        (
            "9-no-data",
            English,
            640,
            GroupedBars {
                title: "Latency by stage".into(),
                ..Default::default()
            }
            .into(),
        ),
        ("9-not-finite-zh", Chinese, 640, not_finite()),
        ("9-tiny", English, 220, bars(false)),
        ("9-many-groups", English, 820, many_groups()),
    ]
}

fn bars(chinese: bool) -> Chart {
    let groups = match chinese {
        false => [
            "first token",
            "pre-process",
            "vision",
            "projector",
            "prefill",
            "decode per token",
        ],
        true => [
            "首个词元",
            "预处理",
            "视觉编码",
            "投影",
            "预填充",
            "每词元解码",
        ],
    };
    let bar = |value: f64, deviation: f64| Bar::with_deviation(value, deviation);
    GroupedBars {
        title: if chinese {
            "各阶段平均时延：CPU 与 NPU 对比"
        } else {
            "Latency by stage"
        }
        .into(),
        axis: Axis::linear(if chinese { "时延" } else { "latency" }, "ms"),
        groups: groups.map(String::from).to_vec(),
        series: vec![
            BarSeries {
                name: "cpu".into(),
                bars: vec![
                    bar(212.4, 8.2),
                    bar(12.1, 0.6),
                    bar(118.2, 4.4),
                    bar(9.7, 0.9),
                    bar(72.6, 3.8),
                    bar(24.8, 1.2),
                ],
            },
            BarSeries {
                name: "npu".into(),
                bars: vec![
                    bar(58.9, 2.1),
                    bar(12.0, 0.5),
                    bar(28.3, 1.4),
                    bar(2.4, 0.2),
                    bar(16.2, 0.8),
                    bar(6.1, 0.3),
                ],
            },
        ],
        error_name: if chinese {
            "误差线：± 标准差（20 次）"
        } else {
            "Error bars: ± standard deviation of 20 runs"
        }
        .into(),
    }
    .into()
}

fn accuracy() -> Chart {
    GroupedBars {
        title: "Distance from the CPU's logits".into(),
        axis: Axis::log("error", ""),
        groups: ["MRE", "max |Δ|", "mean |Δ|", "KL divergence"]
            .map(String::from)
            .to_vec(),
        series: vec![
            BarSeries {
                name: "cpu:bf16".into(),
                bars: [3.1e-3, 0.41, 1.8e-2, 6.3e-5].map(Bar::new).to_vec(),
            },
            BarSeries {
                name: "npu".into(),
                bars: [2.2e-4, 0.012, 8.1e-4, 2.4e-8].map(Bar::new).to_vec(),
            },
        ],
        error_name: String::new(),
    }
    .into()
}

fn distribution(chinese: bool) -> Chart {
    let mut noise = Noise(7);
    let mut device = |name: &str, center: f64, spread: f64| {
        let mut values: Vec<f64> = (0..200)
            .map(|_| {
                center
                    + spread * noise.normal()
                    + if noise.even() < 0.04 {
                        spread * 6.0
                    } else {
                        0.0
                    }
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let quantile = |fraction: f64| Quantile {
            fraction,
            value: values[((values.len() - 1) as f64 * fraction) as usize],
        };
        Samples {
            name: name.into(),
            quantiles: vec![quantile(0.5), quantile(0.99)],
            values,
        }
    };
    LatencyDistribution {
        title: if chinese {
            "整页识别时延分布"
        } else {
            "Distribution of the latency of a page"
        }
        .into(),
        axis: Axis::linear(if chinese { "时延" } else { "latency" }, "ms"),
        devices: vec![device("cpu", 212.0, 8.0), device("npu", 134.0, 4.0)],
    }
    .into()
}

fn stages(chinese: bool) -> Chart {
    let stages = match chinese {
        false => [
            "pre-process",
            "vision",
            "projector",
            "prefill",
            "decode",
            "post-process",
        ],
        true => ["预处理", "视觉编码", "投影", "预填充", "解码", "后处理"],
    };
    StageBreakdown {
        title: if chinese {
            "一页的时间去向"
        } else {
            "Where the time of a page goes"
        }
        .into(),
        axis: Axis::linear(if chinese { "时间" } else { "time" }, "ms"),
        stages: stages.map(String::from).to_vec(),
        devices: vec![
            StageTimes {
                name: "cpu".into(),
                values: vec![12.1, 118.2, 9.7, 72.6, 1587.2, 3.1],
            },
            StageTimes {
                name: "cpu:bf16".into(),
                values: vec![12.0, 96.4, 8.1, 60.9, 1120.5, 3.2],
            },
            StageTimes {
                name: "npu".into(),
                values: vec![12.0, 28.3, 2.4, 16.2, 390.4, 3.0],
            },
        ],
    }
    .into()
}

fn scatter(count: usize) -> Chart {
    let mut noise = Noise(11);
    let points = (0..count)
        .map(|_| {
            let baseline = 6.0 * noise.normal() - 2.0;
            [baseline, baseline + 0.25 * noise.normal()]
        })
        .collect();
    LogitScatter {
        title: "Logits: NPU against CPU".into(),
        baseline: "CPU logit".into(),
        candidate: "NPU logit".into(),
        points: LogitPoints::All(points),
    }
    .into()
}

fn positions(count: usize, log: bool) -> Chart {
    let mut noise = Noise(5);
    let values = (0..count)
        .map(|index| {
            1e-3 * (0.8 * noise.normal()).exp() * (1.0 + index as f64 / count as f64 * 4.0)
        })
        .collect();
    PositionError {
        title: if log {
            "Largest logit error at each position"
        } else {
            "各位置的最大 logit 误差"
        }
        .into(),
        axis: if log {
            Axis::log("max |Δ logit|", "")
        } else {
            Axis::linear("max |Δ logit|", "")
        },
        series: vec![PositionSeries {
            name: "npu".into(),
            values,
        }],
        generated_from: Some(count * 5 / 6),
        threshold: Some(0.02),
    }
    .into()
}

fn agreement(count: usize, different: &[usize]) -> Chart {
    AgreementStrip {
        title: if count < 1000 {
            "Does the NPU choose the CPU's token?"
        } else {
            "NPU 与 CPU 逐位置词元一致性"
        }
        .into(),
        agree: (0..count)
            .map(|position| !different.contains(&position))
            .collect(),
        first_position: 0,
        generated_from: Some(count * 5 / 6),
    }
    .into()
}

fn files(count: usize, limit: usize) -> Chart {
    let mut noise = Noise(3);
    let names = [
        "scans/2026-11/invoice-0042.png",
        "发票/增值税专用发票 第三联 (扫描件).jpg",
        "receipt.png",
        "论文/附录 B 表 12.png",
        "letters/2025/a-very-long-folder-name/letter to the council, page 2.tiff",
    ];
    let mut files: Vec<FileValue> = (0..count)
        .map(|index| FileValue {
            name: if index < 5 {
                names[index].into()
            } else {
                format!("page-{index:03}.png")
            },
            value: 9.0 * noise.even().powi(3) + 0.2,
        })
        .collect();
    files[2].value = f64::NAN;
    FileBars {
        title: if limit > 0 {
            "Character error rate by file"
        } else {
            "各文件的字符错误率"
        }
        .into(),
        axis: Axis::linear("CER", "%"),
        files,
        higher_is_better: false,
        good: Some(1.0),
        bad: Some(4.0),
        limit,
    }
    .into()
}

fn series() -> Chart {
    let x: Vec<f64> = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0].to_vec();
    let line = |name: &str, scale: f64, bend: f64| Line {
        name: name.into(),
        x: x.clone(),
        y: x.iter().map(|&x| scale * x / (1.0 + x / bend)).collect(),
    };
    Series {
        title: "Throughput by batch size (a plugin's own series)".into(),
        x_axis: Axis::log("batch size", ""),
        y_axis: Axis::linear("throughput", "tokens/s"),
        lines: vec![
            line("cpu", 8.0, 6.0),
            line("npu", 30.0, 20.0),
            line("cuda, measured elsewhere", 55.0, 28.0),
        ],
    }
    .into()
}

fn one_point() -> Chart {
    Series {
        title: "只有一个点".into(),
        x_axis: Axis::linear("样本", ""),
        y_axis: Axis::linear("得分", "%"),
        lines: vec![Line {
            name: "TEDS".into(),
            x: vec![1.0],
            y: vec![99.52],
        }],
    }
    .into()
}

fn not_finite() -> Chart {
    PositionError {
        title: "全为 NaN 的误差".into(),
        axis: Axis::log("max |Δ logit|", ""),
        series: vec![PositionSeries {
            name: "npu".into(),
            values: vec![f64::NAN; 420],
        }],
        generated_from: Some(300),
        threshold: Some(0.02),
    }
    .into()
}

fn many_groups() -> Chart {
    let mut noise = Noise(9);
    GroupedBars {
        title: "Latency by page, with infinite and missing values, in seconds of a very slow machine whose name does not fit".into(),
        axis: Axis::linear("latency", "s"),
        groups: (0..40).map(|page| format!("第 {page} 页.png")).collect(),
        series: vec![BarSeries {
            name: "remote server".into(),
            bars: (0..40)
                .map(|page| match page {
                    7 => Bar::new(f64::INFINITY),
                    _ => Bar::with_deviation(3e6 * noise.even(), 2e5),
                })
                .collect(),
        }],
        error_name: "Error bars: ± standard deviation".into(),
    }
    .into()
}
