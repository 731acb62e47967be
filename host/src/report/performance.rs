//! The report of a performance evaluation.

use super::document::{Block, Cell, Document, Section, Table, Tone};
use super::figures;
use super::number::{bytes, grouped, seconds};
use super::tables::environment_with_image;
use crate::evaluate::performance::{
    BOOTSTRAP_SEED, DevicePerformance, PerformanceReport, Quantity, RESAMPLES, Speedup, Summary,
};

/// Runs below which a 99th percentile says little.
const RUNS_FOR_P99: usize = 100;

const WHOLE: [Quantity; 3] = [
    Quantity::Forward,
    Quantity::FirstToken,
    Quantity::Generation,
];
const STAGES: [Quantity; 6] = [
    Quantity::Preprocess,
    Quantity::Vision,
    Quantity::Projector,
    Quantity::Prefill,
    Quantity::DecodeToken,
    Quantity::Postprocess,
];

pub(super) fn document(report: &PerformanceReport) -> Document {
    let mut sections = vec![overview(report)];
    let mut latency = Section::new("Latency")
        .text(format!(
            "Forward pass: from patches to the logits of all {} positions of the prompt, the original's latency. First token: vision, projector and \
             prefill. Whole answer: from image to text, {} tokens. Standard deviation with n - 1; percentiles by {}.",
            report.prompt_tokens, report.new_tokens, report.percentile_method
        ))
        .block(Block::Table(summaries(report, &WHOLE)));
    if report.runs < RUNS_FOR_P99 {
        latency = latency.text(format!(
            "* P99 of {} lies at or just below the largest; only {RUNS_FOR_P99} runs or more make it a percentile.",
            if report.runs == 1 { "1 run".into() } else { format!("{} runs", report.runs) }
        ));
    }
    sections.push(latency.figures(figures::latency(report)));
    sections.push(
        Section::new("Stages")
            .text("Parts of the whole answer. Decode is the time of one step.")
            .block(Block::Table(summaries(report, &STAGES)))
            .figures([figures::stages(report)]),
    );
    sections.push(rates(report));
    if !report.speedups.is_empty() {
        sections.push(speedups(report));
    }
    let mut notes = report.notes.clone();
    if report
        .devices
        .iter()
        .any(|device| device.host_operations.is_some())
    {
        notes.push(
            "Work for an NPU is queued, and waited for where logits are read: the times of its stages are those of queueing, and the last \
             before a read-back has the waiting in it. The first token and the whole answer are exact."
                .into(),
        );
    }
    notes.push(format!(
        "{} warm-up rounds were thrown away, {} rounds count. Devices take turns run by run, each round starting with another one; every run ends \
         with logits in the host's memory, so the clock stops after the device has finished. The end of an answer is ignored, so that every \
         device generates {} tokens.",
        report.warmup, report.runs, report.new_tokens
    ));
    sections.push(Section::new("Notes").block(Block::List(notes)));
    sections.push(environment_with_image(
        &report.environment,
        &report.prompt,
        (
            &report.image,
            report.image_size,
            report.grid_thw,
            report.prompt_tokens,
        ),
    ));
    let (verdict, conclusion) = conclusion(report);
    let names: Vec<&str> = report
        .devices
        .iter()
        .map(|d| d.device.name.as_str())
        .collect();
    Document {
        title: format!("Performance of {}", names.join(" and ")),
        verdict,
        conclusion,
        sections,
    }
}

fn conclusion(report: &PerformanceReport) -> (Cell, String) {
    let whole = report
        .speedups
        .iter()
        .filter(|speedup| speedup.quantity == Quantity::Generation);
    let first = report
        .devices
        .first()
        .map_or("", |d| d.device.name.as_str());
    let mut sentences: Vec<String> = whole
        .map(|speedup| {
            let word = verdict_word(speedup, report.runs);
            let means = [first, &speedup.device].map(|name| mean(report, name));
            format!(
                "{} is {word} {first} for a whole answer of {} tokens: {} against {}, speedup {}.",
                speedup.device,
                report.new_tokens,
                means[1],
                means[0],
                ratio(speedup)
            )
        })
        .collect();
    if sentences.is_empty() {
        sentences.push(format!(
            "A whole answer of {} tokens takes {} on {first}.",
            report.new_tokens,
            mean(report, first)
        ));
    }
    sentences.extend(report.environment.caveat());
    (Cell::from("measured"), sentences.join(" "))
}

/// Rounds from which on an interval is believed: a bootstrap of fewer knows too little of the spread.
const RUNS_FOR_VERDICT: usize = 5;

/// Only an interval that leaves 1 out lets one device be called faster.
fn verdict_word(speedup: &Speedup, runs: usize) -> &'static str {
    match speedup.interval {
        Some(_) if runs < RUNS_FOR_VERDICT => "measured too few times for a verdict against",
        Some([low, _]) if low > 1.0 => "faster than",
        Some([_, high]) if high < 1.0 => "slower than",
        Some(_) => "not measurably faster or slower than",
        None => "measured once against",
    }
}

fn mean(report: &PerformanceReport, name: &str) -> String {
    let device = report.devices.iter().find(|d| d.device.name == name);
    let summary = device.and_then(|d| d.summary(Quantity::Generation));
    summary.map_or_else(|| "–".into(), |summary| seconds(summary.mean))
}

fn ratio(speedup: &Speedup) -> String {
    match speedup.interval {
        Some([low, high]) => format!("{:.2} (95 % interval {low:.2} to {high:.2})", speedup.ratio),
        None => format!("{:.2}", speedup.ratio),
    }
}

/// The original's table: its metrics as rows, devices as columns.
fn overview(report: &PerformanceReport) -> Section {
    let mut titles = vec!["Metric".to_owned()];
    titles.extend(report.devices.iter().map(|d| format!(">{}", d.device.name)));
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut table = Table::new(&titles);
    let mut row = |label: &str, value: &dyn Fn(&DevicePerformance) -> Option<String>| {
        let cells = report
            .devices
            .iter()
            .map(|device| Cell::from(value(device).unwrap_or_else(|| "–".into())));
        table.row([Cell::from(label)].into_iter().chain(cells));
    };
    let of = |device: &DevicePerformance, quantity, value: fn(&Summary) -> f64| {
        device.summary(quantity).map(|s| seconds(value(s)))
    };
    row("Avg Latency (forward pass)", &|d| {
        of(d, Quantity::Forward, |s| s.mean)
    });
    row("P50", &|d| of(d, Quantity::Forward, |s| s.p50));
    let mark = if report.runs < RUNS_FOR_P99 {
        "P99 *"
    } else {
        "P99"
    };
    row(mark, &|d| of(d, Quantity::Forward, |s| s.p99));
    row("First Token", &|d| of(d, Quantity::FirstToken, |s| s.mean));
    row("Whole answer", &|d| of(d, Quantity::Generation, |s| s.mean));
    row("Throughput (logits elements/s)", &|d| {
        Some(grouped(d.logits_per_s.round() as u64))
    });
    row("Decode (tokens/s)", &|d| {
        d.decode_tokens_per_s.map(|rate| format!("{rate:.1}"))
    });
    row("Peak memory", &|d| d.peak_bytes.map(bytes));
    if report.devices.iter().any(|d| d.host_operations.is_some()) {
        row("Operations on the host", &|d| {
            d.host_operations.map(grouped)
        });
    }
    row("Speedup (forward pass)", &|device| {
        let mut all = report.speedups.iter();
        let found = all.find(|s| s.device == device.device.name && s.quantity == Quantity::Forward);
        Some(found.map_or_else(|| "1".into(), |s| format!("{:.2}", s.ratio)))
    });
    Section::new("Overview").block(Block::Table(table))
}

fn summaries(report: &PerformanceReport, quantities: &[Quantity]) -> Table {
    let p99 = if report.runs < RUNS_FOR_P99 {
        ">P99 *"
    } else {
        ">P99"
    };
    let mut table = Table::new(&[
        "", "Device", ">Average", ">Std", ">Min", ">P50", ">P90", ">P95", p99, ">Max",
    ]);
    for &quantity in quantities {
        for device in &report.devices {
            let Some(s) = device.summary(quantity) else {
                continue;
            };
            let start = [quantity.label().to_owned(), device.device.name.clone()];
            let spread = [seconds(s.mean), s.std.map_or_else(|| "–".into(), seconds)];
            let ranks = [s.min, s.p50, s.p90, s.p95, s.p99, s.max].map(seconds);
            table.row(start.into_iter().chain(spread).chain(ranks));
        }
    }
    table
}

fn rates(report: &PerformanceReport) -> Section {
    let mut table = Table::new(&[
        "Device",
        ">Decode",
        ">Logits elements",
        ">Loading",
        ">Weights",
        ">Peak memory",
    ]);
    for device in &report.devices {
        let size = |value: Option<u64>| value.map_or_else(|| "–".into(), bytes);
        table.row([
            device.device.name.clone(),
            device
                .decode_tokens_per_s
                .map_or_else(|| "–".into(), |rate| format!("{rate:.1} tokens/s")),
            format!("{}/s", grouped(device.logits_per_s.round() as u64)),
            seconds(device.load_s),
            size(device.weights_bytes),
            size(device.peak_bytes),
        ]);
    }
    Section::new("Throughput and memory")
        .text(
            "Logits elements are positions times vocabulary over the time of the forward pass: the throughput of the original's report. Memory is the \
             host's: what the process held at most in a device's runs, less the other devices' weights.",
        )
        .block(Block::Table(table))
}

fn speedups(report: &PerformanceReport) -> Section {
    let first = report
        .devices
        .first()
        .map_or("", |d| d.device.name.as_str());
    let mut table = Table::new(&["Device", "", ">Speedup", ">95 % interval", ""]);
    for speedup in &report.speedups {
        let interval = speedup.interval.map_or_else(
            || "–".into(),
            |[low, high]| format!("{low:.3} to {high:.3}"),
        );
        let word = match speedup.interval {
            Some(_) if report.runs < RUNS_FOR_VERDICT => ("too few runs", Tone::Plain),
            Some([low, _]) if low > 1.0 => ("faster", Tone::Good),
            Some([_, high]) if high < 1.0 => ("slower", Tone::Bad),
            _ => ("not told apart", Tone::Plain),
        };
        table.row([
            Cell::from(speedup.device.as_str()),
            speedup.quantity.label().into(),
            format!("{:.3}", speedup.ratio).into(),
            interval.into(),
            Cell {
                text: word.0.into(),
                tone: word.1,
            },
        ]);
    }
    Section::new(format!("Speedup against {first}"))
        .text(format!(
            "Mean time of {first} over the device's mean time. The interval is a percentile bootstrap over rounds, {} resamples, seed {BOOTSTRAP_SEED}.",
            grouped(RESAMPLES as u64)
        ))
        .block(Block::Table(table))
}
