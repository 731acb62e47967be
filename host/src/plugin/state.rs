//! What one call of a plugin has: its limits, its log, and an empty WASI.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWrite;
use wasmtime::component::{Resource, ResourceTable};
use wasmtime::{ResourceLimiter, Result};
use wasmtime_wasi::cli::{IsTerminal, StdoutStream};
use wasmtime_wasi::p2::pipe::MemoryOutputPipe;
use wasmtime_wasi::p2::{OutputStream, Pollable, StreamResult};
use wasmtime_wasi::random::Deterministic;
use wasmtime_wasi::{HostMonotonicClock, HostWallClock, WasiCtx, WasiCtxView, WasiView};

use super::bindings::tensors::ocr::plugins::tensors;
use super::bindings::values::ocr::plugins::{host, report, types};
use super::tensor::HostTensor;

pub use host::Level;

/// Messages that a call may log; more are dropped, with a word about it.
const MOST_MESSAGES: usize = 1000;
/// Bytes of one message; the rest is cut.
const MOST_MESSAGE_BYTES: usize = 8 << 10;
/// Bytes of standard error that are kept.
const STDERR_BYTES: usize = 64 << 10;
/// Elements of all tables together: function pointers.
pub(super) const MOST_TABLE_ELEMENTS: usize = 1 << 20;

impl Level {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warning",
            Self::Error => "error",
        }
    }
}

/// One message that a plugin logged.
#[derive(Clone, Debug, PartialEq)]
pub struct LogLine {
    /// How serious it is.
    pub level: Level,
    /// What it says.
    pub message: String,
}

/// Who hears how far a plugin is: the part done, 0 to 1, and what it is at.
pub type ProgressListener = Arc<dyn Fn(f32, &str) + Send + Sync>;

/// The store's data of one call.
pub struct State {
    table: ResourceTable,
    wasi: WasiCtx,
    pub(super) stderr: Kept,
    pub(super) logs: Vec<LogLine>,
    cancel: Arc<AtomicBool>,
    progress: Option<ProgressListener>,
    pub(super) memory: MemoryLimit,
}

impl State {
    pub(super) fn new(
        memory: usize,
        cancel: Arc<AtomicBool>,
        progress: Option<ProgressListener>,
    ) -> Self {
        let stderr = Kept(MemoryOutputPipe::new(STDERR_BYTES));
        let wasi = WasiCtx::builder()
            .stderr(stderr.clone())
            .stdout(stderr.clone())
            .secure_random(Deterministic::new(seed()))
            .insecure_random(Deterministic::new(seed()))
            .insecure_random_seed(0)
            .wall_clock(Still)
            .monotonic_clock(Still)
            .allow_tcp(false)
            .allow_udp(false)
            .build();
        Self {
            table: ResourceTable::new(),
            wasi,
            stderr,
            logs: Vec::new(),
            cancel,
            progress,
            memory: MemoryLimit {
                used: 0,
                allowed: memory,
                elements: 0,
            },
        }
    }

    /// Hands a tensor to the plugin, which owns the handle.
    pub(super) fn give(&mut self, tensor: HostTensor) -> Result<Resource<HostTensor>> {
        Ok(self.table.push(tensor)?)
    }
}

/// Output of which the beginning is kept. A full pipe would be closed, and a program that cannot write its messages may well end.
#[derive(Clone)]
pub(super) struct Kept(MemoryOutputPipe);

impl Kept {
    /// What was kept, as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.contents()).into_owned()
    }
}

impl IsTerminal for Kept {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for Kept {
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        self.0.async_stream()
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

#[wasmtime_wasi::async_trait]
impl Pollable for Kept {
    async fn ready(&mut self) {}
}

impl OutputStream for Kept {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        let room = STDERR_BYTES.saturating_sub(self.0.contents().len());
        self.0.write(bytes.slice(..bytes.len().min(room)))
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(STDERR_BYTES)
    }
}

/// The bytes that random numbers repeat: the same in every call.
fn seed() -> Vec<u8> {
    (0_u32..1024)
        .map(|i| (i.wrapping_mul(0x9e37_79b9) >> 24) as u8)
        .collect()
}

/// A clock that stands still: results depend on nothing but the input.
struct Still;

impl HostWallClock for Still {
    fn resolution(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn now(&self) -> Duration {
        // 2026-01-01, for programs that take the year 1970 for an error.
        Duration::from_secs(1_767_225_600)
    }
}

impl HostMonotonicClock for Still {
    fn resolution(&self) -> u64 {
        1
    }

    fn now(&self) -> u64 {
        0
    }
}

/// Memory that a call has and may have, over all its memories and tables.
#[derive(Clone, Copy, Debug)]
pub struct MemoryLimit {
    used: usize,
    allowed: usize,
    elements: usize,
}

/// A plugin asked for more memory than it may have.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("asked for {asked} bytes of memory and may have {allowed}")]
pub(super) struct OutOfMemory {
    pub asked: usize,
    pub allowed: usize,
}

impl ResourceLimiter for MemoryLimit {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool> {
        let asked = self.used.saturating_add(desired.saturating_sub(current));
        if asked > self.allowed {
            let allowed = self.allowed;
            return Err(wasmtime::Error::new(OutOfMemory { asked, allowed }));
        }
        self.used = asked;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool> {
        let asked = self
            .elements
            .saturating_add(desired.saturating_sub(current));
        if asked > MOST_TABLE_ELEMENTS {
            return Ok(false);
        }
        self.elements = asked;
        Ok(true)
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl types::Host for State {}
impl report::Host for State {}

impl host::Host for State {
    fn log(&mut self, level: Level, mut message: String) -> Result<()> {
        if self.logs.len() < MOST_MESSAGES {
            if message.len() > MOST_MESSAGE_BYTES {
                message.truncate(message.floor_char_boundary(MOST_MESSAGE_BYTES));
            }
            self.logs.push(LogLine { level, message });
        } else if self.logs.len() == MOST_MESSAGES {
            self.logs.push(LogLine {
                level: Level::Warn,
                message: "more messages were dropped".into(),
            });
        }
        Ok(())
    }

    fn progress(&mut self, done: f32, message: String) -> Result<()> {
        if let Some(listener) = &self.progress
            && done.is_finite()
        {
            listener(done.clamp(0.0, 1.0), &message);
        }
        Ok(())
    }

    fn is_cancelled(&mut self) -> Result<bool> {
        Ok(self.cancel.load(Ordering::SeqCst))
    }
}

impl tensors::Host for State {}

impl tensors::HostTensor for State {
    fn shape(&mut self, tensor: Resource<HostTensor>) -> Result<Vec<u32>> {
        Ok(self.table.get(&tensor)?.0.shape())
    }

    fn element(&mut self, tensor: Resource<HostTensor>) -> Result<tensors::ElementType> {
        Ok(self.table.get(&tensor)?.0.element().into())
    }

    fn len(&mut self, tensor: Resource<HostTensor>) -> Result<u32> {
        Ok(self.table.get(&tensor)?.len())
    }

    fn read(&mut self, tensor: Resource<HostTensor>, offset: u32, count: u32) -> Result<Vec<f32>> {
        Ok(self.table.get(&tensor)?.read(offset, count))
    }

    fn drop(&mut self, tensor: Resource<HostTensor>) -> Result<()> {
        self.table.delete(tensor)?;
        Ok(())
    }
}
