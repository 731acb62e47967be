//! Looks at the NPU of this machine and prints what is there, or what is in the way: `cargo run -p inkstone-ascend-sys --example probe`.
//! Touches the driver in a child process only.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use inkstone_ascend_sys::{Environment, probe};

/// The first use of a device takes seconds.
const LIMIT: Duration = Duration::from_secs(120);

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("child") {
        let found = probe::look(
            &Environment::of_process(),
            Path::new("/dev"),
            Path::new("/usr/local/Ascend/driver"),
        );
        print!("{}", probe::answer(&found));
        return ExitCode::from(u8::from(found.is_err()));
    }
    let program = std::env::current_exe()
        .unwrap_or_else(|_| std::env::args_os().next().unwrap_or_default().into());
    match probe::ask(Command::new(program).arg("child"), LIMIT) {
        Ok(report) => {
            println!("{report:#?}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
