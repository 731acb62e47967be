//! `inkstone devices`.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::device::{self, DeviceStatus};

/// Arguments of `inkstone devices`.
#[derive(Debug, Args)]
pub struct DevicesArgs {
    /// How to print the list
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ListFormat {
    Text,
    Json,
}

/// Prints every kind of device.
pub(super) fn run(args: &DevicesArgs) -> anyhow::Result<ExitCode> {
    let devices = device::devices();
    let text = match args.format {
        ListFormat::Json => format!("{}\n", serde_json::to_string_pretty(&devices)?),
        ListFormat::Text => table(&devices),
    };
    super::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn table(devices: &[DeviceStatus]) -> String {
    let word = |yes| if yes { "yes" } else { "no" };
    let rows = devices.iter().map(|d| {
        let (built, present) = (word(d.built_in), word(d.present));
        format!("{:<8}{built:<10}{present:<9}{}\n", d.name, d.description)
    });
    let head = format!("{:<8}{:<10}{:<9}\n", "device", "built in", "present");
    std::iter::once(head).chain(rows).collect()
}
