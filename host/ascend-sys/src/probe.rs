//! Looking at the NPU in a child process, as a broken driver may end or hang the process that asks.
//!
//! The child prints what [`answer`] gives; the parent runs it with [`ask`]. What else CANN prints there does no harm.

use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::bindings::ACL_HBM_MEM;
use crate::status::{self, CallError, REPEATED_INIT};
use crate::{Cann, Environment, LoadError, MissingSymbol, symbol, version};

/// Begins each line that is meant for the parent.
const PREFIX: &str = "inkstone-npu-probe ";

/// How long a child that has answered may take to end.
const GRACE: Duration = Duration::from_secs(5);

/// How long what a child said before its end may take to arrive.
const ARRIVAL: Duration = Duration::from_millis(500);

/// How much of what a child complains about is told, in bytes from the end.
const COMPLAINT: usize = 2000;

/// What a machine has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The folder of the libraries, and what named it.
    pub origin: String,
    /// Whether they are the simulator's.
    pub simulator: bool,
    /// The version of CANN, or nothing where it is unknown.
    pub version: String,
    /// The version of the driver, or nothing where it is unknown.
    pub driver: String,
    /// How many devices this process may use.
    pub devices: u32,
    /// The name of the first one's SoC.
    pub soc: String,
    /// Its free memory in bytes.
    pub free: u64,
    /// Its memory in bytes.
    pub total: u64,
    /// Declared functions that this version does not have.
    pub missing: Vec<String>,
}

/// Why the NPU cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// The libraries cannot be.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A function is not there.
    #[error(transparent)]
    Missing(#[from] MissingSymbol),
    /// A call failed.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The driver's file is not there.
    #[error(
        "no NPU on this machine: {path} does not exist\nhint: install the driver and see `npu-smi info`; in a container, pass \
         /dev/davinci0, /dev/davinci_manager, /dev/devmm_svm and /dev/hisi_hdc"
    )]
    NoDriver {
        /// The file.
        path: String,
    },
    /// The driver's file cannot be opened.
    #[error(
        "no access to the NPU: {path}: {reason}\nhint: `sudo usermod -aG HwHiAiUser $USER`, then log in again"
    )]
    NoAccess {
        /// The file.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// The runtime sees no device.
    #[error(
        "CANN sees no NPU\nhint: see `npu-smi info`; ASCEND_RT_VISIBLE_DEVICES may hide all; in a container, pass /dev/davinci0 etc."
    )]
    NoDevice,
    /// The child said why.
    #[error("{0}")]
    Told(String),
    /// The child did not end well.
    #[error(
        "looking at the NPU {0}\nhint: the driver may be broken: see whether `npu-smi info` answers, and ~/ascend/log"
    )]
    Child(String),
}

/// Looks at the machine from this process, which may not survive it. Except in tests, `dev` is `/dev` and `driver`
/// `/usr/local/Ascend/driver`.
///
/// # Errors
/// Says what is in the way of using the first device.
pub fn look(environment: &Environment, dev: &Path, driver: &Path) -> Result<Report, ProbeError> {
    let cann = Cann::load(environment)?;
    if !cann.is_simulator() {
        let manager = dev.join("davinci_manager");
        let path = manager.display().to_string();
        match std::fs::File::open(&manager) {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(ProbeError::NoDriver { path });
            }
            Err(error) => {
                return Err(ProbeError::NoAccess {
                    path,
                    reason: error.to_string(),
                });
            }
        }
    }
    let runtime = cann.runtime();
    let init = symbol!(runtime, aclInit)?;
    // SAFETY: null stands for the default configuration.
    let code = unsafe { init(std::ptr::null()) };
    if code != REPEATED_INIT {
        status::check(runtime, "aclInit", code)?;
    }
    let count = symbol!(runtime, aclrtGetDeviceCount)?;
    let mut devices = 0;
    // SAFETY: writes one number before it returns.
    status::check(runtime, "aclrtGetDeviceCount", unsafe {
        count(&raw mut devices)
    })?;
    if devices == 0 {
        return Err(ProbeError::NoDevice);
    }
    let set = symbol!(runtime, aclrtSetDevice)?;
    // SAFETY: takes a number.
    status::check(runtime, "aclrtSetDevice", unsafe { set(0) })?;
    let memory = symbol!(runtime, aclrtGetMemInfo)?;
    let (mut free, mut total) = (0, 0);
    // SAFETY: writes two numbers before it returns; the thread has a device.
    let code = unsafe { memory(ACL_HBM_MEM, &raw mut free, &raw mut total) };
    let told = status::check(runtime, "aclrtGetMemInfo", code);
    if let Ok(reset) = symbol!(runtime, aclrtResetDevice) {
        // SAFETY: takes a number; nothing of the device is kept. What it has to say changes nothing for the one who asked.
        unsafe { reset(0) };
    }
    told?;
    Ok(Report {
        origin: cann.origin().to_string(),
        simulator: cann.is_simulator(),
        version: cann.version().map(ToString::to_string).unwrap_or_default(),
        driver: version::of_driver(driver).unwrap_or_default(),
        devices,
        soc: cann.soc_name().unwrap_or_default(),
        free: free as u64,
        total: total as u64,
        missing: cann.missing().into_iter().map(str::to_owned).collect(),
    })
}

/// What a child process has to print: the report, or why there is none.
pub fn answer(result: &Result<Report, ProbeError>) -> String {
    let mut text = String::new();
    let mut line = |key: &str, value: &dyn std::fmt::Display| {
        let value = value.to_string().replace('\\', "\\\\").replace('\n', "\\n");
        writeln!(text, "{PREFIX}{key}={value}").expect("a String takes all");
    };
    match result {
        Ok(report) => {
            line("origin", &report.origin);
            line("simulator", &report.simulator);
            line("version", &report.version);
            line("driver", &report.driver);
            line("devices", &report.devices);
            line("soc", &report.soc);
            line("free", &report.free);
            line("total", &report.total);
            line("missing", &report.missing.join(" "));
            line("end", &"");
        }
        Err(error) => line("error", error),
    }
    text
}

/// Runs `child`, which prints an [`answer`], and gives it up after `limit`.
///
/// # Errors
/// What the child says is in the way, or that it crashed, hung or said nothing.
pub fn ask(child: &mut Command, limit: Duration) -> Result<Report, ProbeError> {
    child
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut running = child
        .spawn()
        .map_err(|error| ProbeError::Child(format!("did not start: {error}")))?;
    let start = Instant::now();
    let output = running.stdout.take().expect("it is piped");
    let complaints = running.stderr.take().expect("it is piped");
    let (send, receive) = mpsc::channel();
    // Not joined: where the child has left a process behind that keeps the pipe open, it would never end.
    std::thread::spawn(move || send.send(read_answer(output)));
    let complaint = last_words(complaints);
    let Ok(text) = receive.recv_timeout(limit) else {
        end(&mut running, Duration::ZERO);
        return Err(ProbeError::Child(format!(
            "took longer than {} s{}",
            limit.as_secs_f32(),
            complaint()
        )));
    };
    if let Some(result) = parse(&text) {
        // CANN may hang at the exit of a process: what was asked for is here.
        end(&mut running, GRACE.min(limit));
        return result;
    }
    let how = match end(&mut running, limit.saturating_sub(start.elapsed())) {
        Some(status) => format!("ended the process ({status}) without an answer"),
        None => "closed its output without an answer".to_owned(),
    };
    Err(ProbeError::Child(how + &complaint()))
}

/// Reads what a child complains about on another thread. What comes back gives the end of it in words, or nothing: to be called when the
/// child is gone.
fn last_words(mut complaints: impl Read + Send + 'static) -> impl FnOnce() -> String {
    let (send, receive) = mpsc::channel();
    // Not joined, as above.
    std::thread::spawn(move || {
        let mut piece = [0; 4096];
        while let Ok(count @ 1..) = complaints.read(&mut piece) {
            if send.send(piece[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    move || {
        let mut said = Vec::new();
        let end = Instant::now() + ARRIVAL;
        let left = || end.saturating_duration_since(Instant::now());
        while let Ok(piece) = receive.recv_timeout(left()) {
            said.extend(piece);
        }
        let start = said.len().saturating_sub(COMPLAINT);
        let said = String::from_utf8_lossy(&said[start..]);
        match said.trim() {
            "" => String::new(),
            said => format!("\nit said:\n{said}"),
        }
    }
}

/// What `output` has up to the last line of an answer, or its end.
fn read_answer(output: impl Read) -> String {
    let mut output = BufReader::new(output);
    let mut text = Vec::new();
    loop {
        let start = text.len();
        let read = output.read_until(b'\n', &mut text);
        let line = String::from_utf8_lossy(&text[start..]);
        let key = line
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_once('='));
        let last = key.is_some_and(|(key, _)| key == "end" || key == "error");
        if last || !matches!(read, Ok(1..)) {
            return String::from_utf8_lossy(&text).into_owned();
        }
    }
}

/// Waits for `child` to end, but no longer than `patience`, then ends it. How it ended by itself, if it did.
fn end(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let start = Instant::now();
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if start.elapsed() >= patience {
            // It may have ended just now: either way it is over.
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Reads an answer; `None` where it is not whole.
fn parse(text: &str) -> Option<Result<Report, ProbeError>> {
    let mut report = Report::default();
    for line in text.lines() {
        let Some((key, value)) = line
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_once('='))
        else {
            continue;
        };
        let value = unescape(value);
        match key {
            "origin" => report.origin = value,
            "simulator" => report.simulator = value == "true",
            "version" => report.version = value,
            "driver" => report.driver = value,
            "devices" => report.devices = value.parse().ok()?,
            "soc" => report.soc = value,
            "free" => report.free = value.parse().ok()?,
            "total" => report.total = value.parse().ok()?,
            "missing" => report.missing = value.split_whitespace().map(str::to_owned).collect(),
            "error" => return Some(Err(ProbeError::Told(value))),
            "end" => return Some(Ok(report)),
            _ => return None,
        }
    }
    None
}

fn unescape(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => text.push(if characters.next() == Some('n') {
                '\n'
            } else {
                '\\'
            }),
            _ => text.push(c),
        }
    }
    text
}
