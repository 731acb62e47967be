//! The submission thread of a device, and what is handed to it.
//!
//! One thread per device owns the device, its context and its stream: contexts are per thread, and aclnn keeps its executor cache per
//! thread. It is fed by a bounded channel, so that a program that submits faster than the device works is held back. Blocks of device
//! memory are known by number alone; the thread gives them memory when they are first written, and takes it back, in stream order, when
//! the last tensor of a block is dropped.

mod argument;
mod call;
mod driver;
mod launch;
mod pool;
mod worker;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use burn_backend::DType;
use inkstone_ascend_sys::Cann;

use crate::device::{AscendDevice, OpenError, Profile};
use crate::failure::Failure;
use crate::tensor::AscendTensor;

pub(crate) use argument::{
    Argument, In, Ints, List, Nil, NilInts, Num, Opt, Out, OutPicture, Picture, Plain, Text,
};
pub(crate) use launch::{Launch, Uses, aclnn};
use worker::Worker;

/// Commands that may wait for the submission thread.
const WAITING: usize = 1024;

/// What is done on the submission thread.
pub(crate) enum Command {
    /// Run an operator.
    Launch(Launch),
    /// The last tensor of a block is gone.
    Free(u64),
    /// Write bytes from the start of a block.
    Upload { view: View, bytes: Vec<u8> },
    /// Read bytes of a block, after all that was submitted before.
    Download {
        view: View,
        offset: usize,
        len: usize,
        reply: SyncSender<Result<Vec<u8>, Failure>>,
    },
    /// Wait for all that was submitted before; tells the first failure since the last time.
    Sync(SyncSender<Result<(), Failure>>),
    /// Mark a block as not computed.
    Poison(View, Failure),
    /// Give everything back to the device and end.
    Close(SyncSender<()>),
}

/// What an operator is told of a tensor.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub block: u64,
    pub block_bytes: usize,
    pub dtype: DType,
    pub shape: Vec<i64>,
    pub strides: Vec<i64>,
    /// In elements.
    pub offset: i64,
    /// Whether its dimensions are `[N, C, ...]` and to be called so.
    pub picture: bool,
}

/// What a device is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// The SoC's name, such as `Ascend910B4`.
    pub soc: String,
    /// CANN's version, where it is known.
    pub version: Option<String>,
    /// Whether these are the simulator's libraries, whose timings mean nothing.
    pub simulator: bool,
}

/// How often something was done on a device since it was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Operators launched.
    pub launches: u64,
    /// Times that the host waited for the device.
    pub syncs: u64,
    /// Copies to the device.
    pub uploads: u64,
    /// Copies from the device.
    pub downloads: u64,
    /// Operations that were computed on the host, as aclnn has no operator for them.
    pub fallbacks: u64,
    /// Bytes of device memory held, cached ones included.
    pub reserved_bytes: u64,
    /// Bytes of device memory in blocks that are in use.
    pub used_bytes: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub launches: AtomicU64,
    pub syncs: AtomicU64,
    pub uploads: AtomicU64,
    pub downloads: AtomicU64,
    pub fallbacks: AtomicU64,
    pub reserved_bytes: AtomicU64,
    pub used_bytes: AtomicU64,
    /// Names of the operators launched, while somebody asks for them.
    pub recorded: Mutex<Option<Vec<&'static str>>>,
}

impl Shared {
    pub(crate) fn launched(&self, name: &'static str) {
        Self::add(&self.launches);
        let mut recorded = self.recorded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(names) = recorded.as_mut() {
            names.push(name);
        }
    }

    pub(crate) fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// The way to a device's submission thread.
#[derive(Debug)]
pub struct Queue {
    device: AscendDevice,
    commands: SyncSender<Command>,
    next_block: AtomicU64,
    shared: Arc<Shared>,
    profile: Profile,
    info: Info,
    /// The last mask of an attention; all layers use the same.
    mask: Mutex<Option<KeptMask>>,
}

/// A mask and what it was made for.
#[derive(Debug)]
struct KeptMask {
    made_for: (usize, usize),
    mask: AscendTensor,
}

impl Queue {
    /// Opens a device on a thread of its own, without some operators.
    ///
    /// # Errors
    /// When the device refuses, or the system refuses a thread.
    pub(crate) fn open(
        device: AscendDevice,
        cann: Arc<Cann>,
        avoided: &[&str],
    ) -> Result<Arc<Self>, OpenError> {
        let (commands, receiver) = sync_channel(WAITING);
        let (ready, opened) = sync_channel(1);
        let shared = Arc::new(Shared::default());
        let counters = Arc::clone(&shared);
        let info = Info {
            soc: String::new(),
            version: cann.version().map(ToString::to_string),
            simulator: cann.is_simulator(),
        };
        let libraries = Arc::clone(&cann);
        let run = move || match Worker::open(device.index, cann, counters) {
            Ok((worker, soc)) => {
                let _ = ready.send(Ok(soc));
                worker.run(&receiver);
            }
            Err(error) => {
                let _ = ready.send(Err(error));
            }
        };
        let thread = std::thread::Builder::new().name(format!("npu:{}", device.index));
        thread.spawn(run).map_err(|error| OpenError::Thread {
            device,
            reason: error.to_string(),
        })?;
        let ended = OpenError::Thread {
            device,
            reason: "it ended while the device was opened".into(),
        };
        let soc = opened.recv().map_err(|_| ended)??;
        let profile = Profile::of(&soc, Some(&libraries), avoided);
        Ok(Arc::new(Self {
            device,
            commands,
            next_block: AtomicU64::new(1),
            shared,
            mask: Mutex::default(),
            profile,
            info: Info { soc, ..info },
        }))
    }

    /// A queue for a device that is not there: every tensor on it tells why.
    pub(crate) fn dead(device: AscendDevice, why: String) -> Arc<Self> {
        let (commands, receiver) = sync_channel(WAITING);
        let lost = Failure::Lost(why);
        // Where the system refuses a thread, the channel is closed, which is answered in the same way.
        let _ = std::thread::Builder::new().spawn(move || worker::refuse(&receiver, &lost));
        Arc::new(Self {
            device,
            commands,
            next_block: AtomicU64::new(1),
            shared: Arc::default(),
            mask: Mutex::default(),
            profile: Profile::of("", None, &[]),
            info: Info {
                soc: String::new(),
                version: None,
                simulator: false,
            },
        })
    }

    /// The device.
    pub fn device(&self) -> AscendDevice {
        self.device
    }

    /// What it is.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// What it can compute.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What was done on it so far. Work that is still waiting counts when its turn has come.
    pub fn counters(&self) -> Counters {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counters {
            launches: get(&self.shared.launches),
            syncs: get(&self.shared.syncs),
            uploads: get(&self.shared.uploads),
            downloads: get(&self.shared.downloads),
            fallbacks: get(&self.shared.fallbacks),
            reserved_bytes: get(&self.shared.reserved_bytes),
            used_bytes: get(&self.shared.used_bytes),
        }
    }

    /// Runs `work` and tells which operators were launched for it, in order, besides its result.
    ///
    /// # Errors
    /// The first failure of what was submitted.
    pub fn launches_of<T>(
        &self,
        work: impl FnOnce() -> T,
    ) -> Result<(T, Vec<&'static str>), Failure> {
        self.sync()?;
        let recorded = || {
            self.shared
                .recorded
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        *recorded() = Some(Vec::new());
        let result = work();
        let outcome = self.sync();
        let names = recorded().take().unwrap_or_default();
        outcome.map(|()| (result, names))
    }

    /// The mask that was made last, if it was made for this, else a new one.
    pub(crate) fn kept_mask(
        &self,
        made_for: (usize, usize),
        make: impl FnOnce() -> AscendTensor,
    ) -> AscendTensor {
        let mut kept = self.mask.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.made_for == made_for) {
            return kept.mask.clone();
        }
        let mask = make();
        *kept = Some(KeptMask {
            made_for,
            mask: mask.clone(),
        });
        mask
    }

    pub(crate) fn count_fallback(&self) {
        Shared::add(&self.shared.fallbacks);
    }

    /// Hands over a command. When the thread is gone, so is the device, and whoever waits for an answer is told.
    pub(crate) fn submit(&self, command: Command) {
        let _ = self.commands.send(command);
    }

    /// Waits for all that was submitted.
    ///
    /// # Errors
    /// The first failure since the last time.
    pub fn sync(&self) -> Result<(), Failure> {
        self.ask(Command::Sync)?
    }

    pub(crate) fn download(
        &self,
        view: View,
        offset: usize,
        len: usize,
    ) -> Result<Vec<u8>, Failure> {
        self.ask(|reply| Command::Download {
            view,
            offset,
            len,
            reply,
        })?
    }

    /// Gives everything back to the device and ends the thread.
    pub(crate) fn close(&self) {
        *self.mask.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let _ = self.ask(Command::Close);
    }

    fn ask<T>(&self, command: impl FnOnce(SyncSender<T>) -> Command) -> Result<T, Failure> {
        let (reply, answer) = sync_channel(1);
        self.submit(command(reply));
        let gone = || Failure::Lost("its thread has ended".into());
        answer.recv().map_err(|_| gone())
    }
}

/// A block of device memory. The last tensor that drops it gives the memory back, after all that was submitted before.
#[derive(Debug)]
pub(crate) struct Block {
    queue: Arc<Queue>,
    id: u64,
    bytes: usize,
    /// Its elements in another dtype, kept as long as it is: weights and tables that an operator takes in its own dtype alone.
    converted: Mutex<Option<AscendTensor>>,
}

impl Block {
    pub(crate) fn new(queue: &Arc<Queue>, bytes: usize) -> Self {
        Self {
            queue: Arc::clone(queue),
            id: queue.next_block.fetch_add(1, Ordering::Relaxed),
            bytes,
            converted: Mutex::default(),
        }
    }

    pub(crate) fn converted(&self) -> MutexGuard<'_, Option<AscendTensor>> {
        self.converted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn queue(&self) -> &Arc<Queue> {
        &self.queue
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        self.queue.submit(Command::Free(self.id));
    }
}
