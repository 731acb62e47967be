//! `inkstone devices`.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::device;

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
    match args.format {
        ListFormat::Json => println!("{}", serde_json::to_string_pretty(&devices)?),
        ListFormat::Text => {
            println!("{:<8}{:<10}{:<9}", "device", "built in", "present");
            let word = |yes| if yes { "yes" } else { "no" };
            for d in devices {
                let (built, present) = (word(d.built_in), word(d.present));
                println!("{:<8}{built:<10}{present:<9}{}", d.name, d.description);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
