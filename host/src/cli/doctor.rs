//! `inkstone doctor`.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::progress::progress_bar;
use super::{INTERRUPTED, WrongCall};
use crate::device::doctor::{Check, Findings, Unusable, examine};
use crate::device::{DeviceKind, DeviceSpec};

/// Arguments of `inkstone doctor`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone doctor
  inkstone doctor --device npu:1
  inkstone doctor --format json > doctor.json     # to attach to a bug report, also where there is no usable device

Exit status: 0 if the device computes what the CPU does, 1 if not or if there is none, 2 for a wrong call.

Environment:
  INKSTONE_ASCEND_LIB_DIR  folder of CANN's libraries; nothing else is looked at
  INKSTONE_ASCEND_SYNC     1: wait after every operator, so that a failure names the one that caused it
  INKSTONE_ASCEND_AVOID    operators not to be used, such as FusedInferAttentionScoreV2,RotaryPositionEmbedding
  INKSTONE_ASCEND_HF32     1: multiply float32 with shorter mantissas: faster, less exact")]
pub struct DoctorArgs {
    /// The NPU, with an optional index
    #[arg(long, value_name = "NPU", default_value = "npu")]
    device: DeviceSpec,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = FindingsFormat::Text)]
    format: FindingsFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FindingsFormat {
    Text,
    Json,
}

/// Examines an NPU and prints what was found.
pub(super) fn run(args: &DoctorArgs, cancel: &AtomicBool) -> anyhow::Result<ExitCode> {
    if args.device.kind != DeviceKind::Npu {
        let message = format!(
            "inkstone doctor examines NPUs, not {}\nhint: `inkstone devices` lists what there is",
            args.device
        );
        return Err(WrongCall(message).into());
    }
    let bar = progress_bar(false);
    bar.set_message("checking");
    let examined = examine(args.device, &mut |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
        !cancel.load(Ordering::SeqCst)
    });
    bar.finish_and_clear();
    let findings = match examined {
        Ok(findings) => findings,
        Err(error) => {
            // Of no use here: the other commands run on the CPU in its place.
            let error = error.to_string().replace("; or use --device cpu:", "");
            if let FindingsFormat::Json = args.format {
                super::print(&json(&Unusable::new(args.device, &error))?)?;
            }
            bail!(error);
        }
    };
    super::print(&match args.format {
        FindingsFormat::Json => json(&findings)?,
        FindingsFormat::Text => table(&findings),
    })?;
    Ok(
        match (
            cancel.load(Ordering::SeqCst),
            findings.sound() && findings.complete(),
        ) {
            (true, _) => ExitCode::from(INTERRUPTED),
            (false, true) => ExitCode::SUCCESS,
            (false, false) => ExitCode::FAILURE,
        },
    )
}

fn json(found: &impl Serialize) -> anyhow::Result<String> {
    let text = serde_json::to_string_pretty(found).context("cannot write the findings as JSON")?;
    Ok(format!("{text}\n"))
}

fn table(findings: &Findings) -> String {
    let machine = &findings.machine;
    let mut text = String::new();
    let mut line = |name: &str, value: String| text.push_str(&format!("{name:<12}{value}\n"));
    let known = |text: &str| {
        if text.is_empty() {
            "unknown".to_owned()
        } else {
            text.to_owned()
        }
    };
    let gib = |bytes: u64| bytes as f64 / f64::from(1 << 30);
    line("inkstone", findings.inkstone.clone());
    line("device", format!("{} {}", findings.device, machine.soc));
    line("CANN", known(&machine.cann));
    line("driver", known(&machine.driver));
    line("libraries", machine.libraries.clone());
    line(
        "memory",
        format!(
            "{:.1} of {:.1} GiB free",
            gib(machine.free_bytes),
            gib(machine.total_bytes)
        ),
    );
    line("dtypes", findings.dtypes.join(", "));
    let missing = match machine.missing.is_empty() {
        true => "none".into(),
        false => format!("{}: {}", machine.missing.len(), machine.missing.join(", ")),
    };
    line("missing", missing);
    if !findings.settings.is_empty() {
        line("settings", findings.settings.join(" "));
    }
    line("launches", findings.launches.to_string());
    line("on the host", format!("{} operations", findings.fallbacks));
    if let Some(warning) = &machine.simulator {
        line("warning", warning.clone());
    }
    text.push_str(&format!(
        "\n{:<26}{:<10}{:>9}{:>9}{:>11}\n",
        "operation", "dtype", "error", "limit", "ms"
    ));
    for check in &findings.checks {
        text.push_str(&row(check));
    }
    let wrong = findings
        .checks
        .iter()
        .filter(|check| check.problem.is_some())
        .count();
    if !findings.complete() {
        text.push_str(&format!(
            "\nstopped after {} of {} checks, {wrong} of them failed\n",
            findings.checks.len(),
            findings.planned
        ));
        return text;
    }
    text.push_str(&match wrong {
        0 => format!("\nall {} checks passed\n", findings.checks.len()),
        wrong => format!("\n{wrong} of {} checks failed\n", findings.checks.len()),
    });
    text
}

fn row(check: &Check) -> String {
    let error = check
        .error
        .map_or("-".into(), |error| format!("{error:.1e}"));
    let time = check
        .milliseconds
        .map_or("-".into(), |time| format!("{time:.3}"));
    let mut row = format!(
        "{:<26}{:<10}{error:>9}{:>9.0e}{time:>11}",
        check.operation, check.dtype, check.limit
    );
    if let Some(problem) = &check.problem {
        row.push_str(&format!("  WRONG: {}", problem.replace('\n', " ")));
    }
    row.push('\n');
    row
}
