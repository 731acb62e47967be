//! The submission thread: carries commands out in order, and keeps track of what failed.

use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

use inkstone_ascend_sys::Cann;
use inkstone_ascend_sys::status::CallError;

pub(crate) use super::call::Call;
use super::driver::{Driver, STAGING};
use super::pool::Pool;
use super::{Command, Launch, Shared, View};
use crate::device::OpenError;
use crate::failure::{Failure, sync_each};

/// The state of the submission thread.
pub(crate) struct Worker {
    driver: Driver,
    pool: Pool,
    /// Addresses of the blocks that have memory.
    blocks: HashMap<u64, usize>,
    /// Blocks whose content was never computed, and why.
    poisoned: HashMap<u64, Failure>,
    /// The first failure that nobody was told of.
    untold: Option<Failure>,
    /// Why nothing works any more.
    lost: Option<Failure>,
    /// Bytes of staging memory from which copies may still be under way.
    staged: usize,
    sync_each: bool,
    shared: Arc<Shared>,
}

impl Worker {
    /// Opens a device for the calling thread; also tells the SoC's name.
    ///
    /// # Errors
    /// When a call fails.
    pub(crate) fn open(
        index: i32,
        cann: Arc<Cann>,
        shared: Arc<Shared>,
    ) -> Result<(Self, String), OpenError> {
        let driver = Driver::open(index, Arc::clone(&cann))?;
        let soc = cann.soc_name().unwrap_or_default();
        let worker = Self {
            driver,
            pool: Pool::default(),
            blocks: HashMap::new(),
            poisoned: HashMap::new(),
            untold: None,
            lost: None,
            staged: 0,
            sync_each: sync_each(),
            shared,
        };
        Ok((worker, soc))
    }

    /// Carries out commands until the last sender is gone or one says to close.
    pub(crate) fn run(mut self, commands: &Receiver<Command>) {
        let closed = loop {
            match commands.recv() {
                Ok(Command::Close(reply)) => break Some(reply),
                Ok(command) => self.carry_out(command),
                Err(_) => break None,
            }
        };
        let _ = self.settle();
        for (_, address) in std::mem::take(&mut self.blocks) {
            self.pool.give(address);
        }
        self.pool.trim(&mut self.driver);
        self.driver.close();
        if let Some(reply) = closed {
            let _ = reply.send(());
            refuse(commands, &Failure::Lost("it was closed".into()));
        }
    }

    fn carry_out(&mut self, command: Command) {
        match command {
            Command::Launch(launch) => self.launch(launch),
            Command::Free(block) => {
                self.poisoned.remove(&block);
                if let Some(address) = self.blocks.remove(&block) {
                    self.pool.give(address);
                    self.tell_memory();
                }
            }
            Command::Upload { view, bytes } => {
                Shared::add(&self.shared.uploads);
                if let Err(failure) = self.upload(&view, &bytes) {
                    self.fail(failure, &[view]);
                }
            }
            Command::Download {
                view,
                offset,
                len,
                reply,
            } => {
                Shared::add(&self.shared.downloads);
                let read = self.download(&view, offset, len);
                if let Err(failure) = &read {
                    self.told(failure);
                }
                // Whoever asked may have gone.
                let _ = reply.send(read);
            }
            Command::Sync(reply) => {
                if self.lost.is_none()
                    && let Err(error) = self.settle()
                {
                    self.fail(call_failure("aclrtSynchronizeStream", "", error), &[]);
                }
                let untold = self.untold.take().or_else(|| self.lost.clone());
                let _ = reply.send(untold.map_or(Ok(()), Err));
            }
            Command::Poison(view, failure) => {
                self.poisoned.insert(view.block, failure);
            }
            Command::Close(reply) => {
                let _ = reply.send(());
            }
        }
    }

    /// Somebody learns of a failure: it need not be told again.
    fn told(&mut self, failure: &Failure) {
        if self.untold.as_ref() == Some(failure) {
            self.untold = None;
        }
    }

    /// Waits for the stream.
    fn settle(&mut self) -> Result<(), CallError> {
        Shared::add(&self.shared.syncs);
        self.driver.synchronize()?;
        self.staged = 0;
        Ok(())
    }

    /// Why what depends on these blocks cannot be computed.
    fn doomed<'a>(&self, mut views: impl Iterator<Item = &'a View>) -> Option<Failure> {
        let of_device = self.lost.clone();
        of_device.or_else(|| views.find_map(|view| self.poisoned.get(&view.block).cloned()))
    }

    fn launch(&mut self, launch: Launch) {
        let Launch { name, uses, run } = launch;
        if let Some(failure) = self.doomed(uses.read.iter().chain(&uses.written)) {
            self.poison(&failure, &uses.written);
            return;
        }
        let outcome = (uses.read.iter().chain(&uses.written))
            .try_for_each(|view| self.address(name, view).map(|_| ()))
            .and_then(|()| {
                let mut call = Call::new(self, name, &uses);
                run(&mut call)
            });
        let outcome = outcome.and_then(|()| {
            self.shared.launched(name);
            match self.sync_each {
                true => self
                    .settle()
                    .map_err(|error| call_failure(name, &uses.describe(), error)),
                false => Ok(()),
            }
        });
        if let Err(failure) = outcome {
            self.fail(failure, &uses.written);
        }
    }

    /// Notes a failure: what should have been written is not to be used.
    fn fail(&mut self, failure: Failure, written: &[View]) {
        if failure.is_final() && self.lost.is_none() {
            self.lost = Some(Failure::Lost(failure.to_string()));
        }
        self.poison(&failure, written);
        self.untold.get_or_insert(failure);
    }

    fn poison(&mut self, failure: &Failure, written: &[View]) {
        for view in written {
            let known = self.poisoned.entry(view.block);
            known.or_insert_with(|| failure.clone());
        }
    }

    /// The address of a block, which gets memory where it has none.
    pub(crate) fn address(
        &mut self,
        operation: &'static str,
        view: &View,
    ) -> Result<usize, Failure> {
        if let Some(&address) = self.blocks.get(&view.block) {
            return Ok(address);
        }
        let address = self.take(operation, view.block_bytes)?;
        self.blocks.insert(view.block, address);
        Ok(address)
    }

    /// Device memory of at least `bytes` bytes.
    pub(crate) fn take(&mut self, operation: &'static str, bytes: usize) -> Result<usize, Failure> {
        // Split, so that the pool can ask the driver while it waits for the stream.
        let (driver, staged, shared) = (&mut self.driver, &mut self.staged, &self.shared);
        let stream = driver.waiter();
        let taken = self.pool.take(bytes, driver, || {
            Shared::add(&shared.syncs);
            // What the stream has to say about earlier work is said again at the next synchronisation.
            if stream.wait().is_ok() {
                *staged = 0;
            }
        });
        self.tell_memory();
        taken.ok_or_else(|| self.out_of_memory(operation, Some(bytes)))
    }

    /// The failure of an operation that gets no more memory.
    pub(crate) fn out_of_memory(&self, operation: &'static str, needed: Option<usize>) -> Failure {
        let (free, total) = self.driver.memory();
        Failure::OutOfMemory {
            operation,
            needed,
            free,
            total,
            used: self.pool.used(),
        }
    }

    /// Memory is free for what follows on the stream.
    pub(crate) fn give(&mut self, address: usize) {
        self.pool.give(address);
        self.tell_memory();
    }

    fn tell_memory(&self) {
        let tell = |counter: &std::sync::atomic::AtomicU64, bytes: usize| {
            counter.store(bytes as u64, Ordering::Relaxed);
        };
        tell(&self.shared.reserved_bytes, self.pool.reserved());
        tell(&self.shared.used_bytes, self.pool.used());
    }

    pub(crate) fn driver(&self) -> &Driver {
        &self.driver
    }

    fn upload(&mut self, view: &View, bytes: &[u8]) -> Result<(), Failure> {
        if let Some(failure) = self.doomed(std::iter::once(view)) {
            return Err(failure);
        }
        let address = self.address("upload", view)?;
        let failed = |error| call_failure("upload", &format!("{} bytes", bytes.len()), error);
        let mut done = 0;
        while done < bytes.len() {
            if self.staged == STAGING {
                self.settle().map_err(failed)?;
            }
            let len = (STAGING - self.staged).min(bytes.len() - done);
            let part = &bytes[done..done + len];
            (self.driver.copy_in(part, self.staged, address + done)).map_err(failed)?;
            // The next copy starts on a cache line of its own.
            self.staged = (self.staged + len).next_multiple_of(64).min(STAGING);
            done += len;
        }
        Ok(())
    }

    fn download(&mut self, view: &View, offset: usize, len: usize) -> Result<Vec<u8>, Failure> {
        if let Some(failure) = self.doomed(std::iter::once(view)) {
            return Err(failure);
        }
        let address = self.address("download", view)?;
        let mut bytes = vec![0; len];
        let mut done = 0;
        while done < len {
            // Copies to the device may still read the staging memory up to here; the copy back goes behind them, if there is room.
            if STAGING - self.staged < STAGING / 2 {
                let settled = self.settle();
                settled.map_err(|error| self.broken(error))?;
            }
            let position = self.staged;
            let end = len.min(done + STAGING - position);
            Shared::add(&self.shared.syncs);
            let copied =
                (self.driver).copy_out(address + offset + done, position, &mut bytes[done..end]);
            copied.map_err(|error| self.broken(error))?;
            self.staged = 0;
            done = end;
        }
        Ok(bytes)
    }

    /// A failure while waiting for the device concerns whatever was submitted before, not the copy alone.
    fn broken(&mut self, error: CallError) -> Failure {
        let failure = call_failure("download", "", error);
        self.fail(failure.clone(), &[]);
        failure
    }
}

/// The failure of a call in an operation.
pub(crate) fn call_failure(operation: &'static str, arguments: &str, error: CallError) -> Failure {
    Failure::Call {
        operation,
        arguments: arguments.to_owned(),
        error,
    }
}

/// Answers every command for a device that is not usable.
pub(crate) fn refuse(commands: &Receiver<Command>, failure: &Failure) {
    for command in commands {
        match command {
            Command::Download { reply, .. } => {
                let _ = reply.send(Err(failure.clone()));
            }
            Command::Sync(reply) => {
                let _ = reply.send(Err(failure.clone()));
            }
            Command::Close(reply) => {
                let _ = reply.send(());
            }
            Command::Launch(_)
            | Command::Free(_)
            | Command::Upload { .. }
            | Command::Poison(..) => {}
        }
    }
}

/// An address as C takes it.
pub(crate) fn pointer(address: usize) -> *mut c_void {
    address as *mut c_void
}
