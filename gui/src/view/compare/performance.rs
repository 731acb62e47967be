//! The values of a performance evaluation.

use eframe::egui::Ui;
use inkstone::evaluate::performance::{PerformanceReport, Quantity};

use super::cards::{Card, row};
use super::evaluation::table;
use crate::lang::{CompareWords, Words};

/// Draws speedups as cards, and every quantity of every device in a table.
pub fn show(ui: &mut Ui, words: &Words, report: &PerformanceReport) {
    let own = &words.compare;
    let cards = report.speedups.iter().filter(|speedup| {
        let whole = [
            Quantity::Forward,
            Quantity::FirstToken,
            Quantity::Generation,
        ];
        whole.contains(&speedup.quantity) && report.devices.len() == 2
    });
    let cards = cards.map(|speedup| Card {
        label: quantity(own, speedup.quantity),
        value: format!("{:.2} ×", speedup.ratio),
        under: match speedup.interval {
            Some([low, high]) => format!("{low:.2} – {high:.2} (95 %)"),
            None => own.faster.to_owned(),
        },
        passed: None,
        hint: format!("{} {}", speedup.device, own.faster),
    });
    row(ui, &cards.collect::<Vec<_>>());
    ui.add_space(6.0);
    let mut titles = vec![own.quantity.to_owned()];
    for device in &report.devices {
        titles.push(format!("{} · {}", device.device.name, own.mean));
        titles.extend(["P50", "P99"].map(String::from));
    }
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    table(ui, "performance", &titles, |ui| {
        for known in Quantity::ALL {
            ui.label(quantity(own, known));
            for device in &report.devices {
                match device.summary(known) {
                    Some(summary) => {
                        let spread = summary
                            .std
                            .map_or_else(String::new, |s| format!(" ± {}", ms(s)));
                        ui.label(format!("{}{spread} ms", ms(summary.mean)));
                        ui.label(ms(summary.p50));
                        ui.label(ms(summary.p99));
                    }
                    None => (0..3).for_each(|_| {
                        ui.label("–");
                    }),
                }
            }
            ui.end_row();
        }
        let mut single = |name: &str, of: &dyn Fn(usize) -> Option<f64>| {
            ui.label(name);
            for index in 0..report.devices.len() {
                ui.label(of(index).map_or("–".into(), |value| format!("{value:.2}")));
                ui.label("");
                ui.label("");
            }
            ui.end_row();
        };
        let devices = &report.devices;
        single(own.decode_rate, &|i| devices[i].decode_tokens_per_s);
        let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        single(own.peak_memory, &|i| devices[i].peak_bytes.map(mib));
        single(own.load_time, &|i| Some(devices[i].load_s));
    });
}

fn quantity(words: &CompareWords, quantity: Quantity) -> &'static str {
    let index = Quantity::ALL.iter().position(|known| *known == quantity);
    words.quantities[index.unwrap_or(0)]
}

/// Seconds in milliseconds, with three digits or so.
fn ms(seconds: f64) -> String {
    let ms = 1e3 * seconds;
    match ms {
        ms if ms < 1.0 => format!("{ms:.3}"),
        ms if ms < 100.0 => format!("{ms:.2}"),
        ms => format!("{ms:.0}"),
    }
}
