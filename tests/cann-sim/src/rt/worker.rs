//! The thread of a stream.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;
use std::time::Duration;

use super::fault;
use super::stream::{Job, Queued, Stream, Work};
use crate::config::{Delay, config};
use crate::counters::{add, lock};
use crate::fail::{Fail, fatal};
use crate::memory;

/// Works off the queue of `stream` until it is closed.
pub fn work(stream: &Stream) {
    let mut random = Random(stream.id() as u64 | 1);
    loop {
        let mut inner = lock(&stream.inner);
        let queued = loop {
            let held = config().delay == Delay::Sync;
            let ready = inner
                .queue
                .front()
                .is_some_and(|next| !held || next.number <= inner.demand);
            if ready && let Some(queued) = inner.queue.pop_front() {
                break queued;
            }
            if inner.closing && inner.queue.is_empty() {
                return;
            }
            inner = stream
                .changed
                .wait(inner)
                .unwrap_or_else(PoisonError::into_inner);
        };
        drop(inner);
        if config().delay != Delay::None {
            std::thread::sleep(Duration::from_micros(random.next() % 200));
        }
        run(stream.device, &queued.job);
        release(&queued);
        let mut inner = lock(&stream.inner);
        inner.completed = inner.completed.max(queued.number);
        stream.changed.notify_all();
    }
}

fn run(device: i32, job: &Job) {
    match &job.work {
        Work::Record(_) => {}
        Work::Wait(mark) => drop(mark.wait(None)),
        Work::Run(_) if fault::faulted(device) => {}
        Work::Run(work) => {
            let nth = add(&format!("tasks.{}", job.name), 1);
            let result =
                crate::api::inject(job.name, true, nth).and_then(|()| {
                    match catch_unwind(AssertUnwindSafe(work)) {
                        Ok(result) => result,
                        Err(_) => fatal(
                            "simulator",
                            format!("the simulation of {} panicked", job.name),
                        ),
                    }
                });
            if let Err(fail) = result {
                let message = format!("{}: {}", job.name, fail.message);
                fault::raise(device, Fail::new(fail.code, message));
            }
        }
    }
}

/// What follows a job, whether it ran or was dropped.
pub fn release(queued: &Queued) {
    if let Work::Record(mark) = &queued.job.work {
        mark.set();
    }
    memory::unpin(&queued.pins);
    queued.host.into_iter().for_each(memory::host::unpin);
}

/// A xorshift generator, whose state is not 0: pauses need no better one.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
