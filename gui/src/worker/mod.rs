//! The threads behind the window: one for the engine, one for Markdown, one for plugins, two for looking into files, one for each dialog, and
//! those of `compare`. What is kept has one of its own (`session`).

mod caught;
pub mod compare;
pub mod decoder;
pub mod dialog;
pub mod download;
pub mod engine;
pub mod export;
pub mod paste;
pub mod plugins;
mod reading;
pub mod rewriter;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Sender, channel};
use std::thread;

pub use reading::HostEngine;

use crate::state::{Event, ItemId, Outcome, Settings, Source};
use caught::caught;
use engine::Engine;

/// A page to read.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its item.
    pub id: ItemId,
    /// The page.
    pub source: Source,
    /// Quarter turns, clockwise, that it is read with.
    pub turns: u8,
    /// How to read it.
    pub settings: Settings,
    /// Set when it is to stop.
    pub cancel: Arc<AtomicBool>,
}

/// What the engine's thread is asked.
pub enum EngineOrder {
    /// To read a page.
    Read(Job),
    /// To close its model, and to say so.
    Close(Sender<()>),
}

/// Where threads send what they have to tell, and wake the window up.
pub struct Outlet<T> {
    sender: Sender<T>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl<T> Clone for Outlet<T> {
    fn clone(&self) -> Self {
        Self {
            sender: self.sender.clone(),
            wake: self.wake.clone(),
        }
    }
}

impl<T> Outlet<T> {
    /// An outlet into a channel; `wake` is called after everything that is sent.
    pub fn new(sender: Sender<T>, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { sender, wake }
    }

    /// Tells the window. When it is gone there is nobody to tell.
    pub fn send(&self, event: T) {
        if self.sender.send(event).is_ok() {
            (self.wake)();
        }
    }
}

/// Starts the engine's thread. A panic in it ends the job, not the thread: the engine is made anew for the next one.
pub fn start_engine(
    make: impl Fn() -> Box<dyn Engine> + Send + 'static,
    events: Outlet<Event>,
) -> std::io::Result<Sender<EngineOrder>> {
    let (sender, orders) = channel::<EngineOrder>();
    thread::Builder::new()
        .name("engine".into())
        .spawn(move || {
            let mut engine: Option<Box<dyn Engine>> = None;
            while let Ok(order) = orders.recv() {
                let job = match order {
                    EngineOrder::Read(job) => job,
                    EngineOrder::Close(closed) => {
                        if let Some(engine) = &mut engine {
                            engine.close();
                        }
                        // Who asked may have gone meanwhile.
                        let _ = closed.send(());
                        continue;
                    }
                };
                let work = || engine.get_or_insert_with(&make).read(&job, &events);
                let outcome = caught(work).unwrap_or_else(|fault| {
                    // What the panic left half done is not used again.
                    engine = None;
                    Outcome::Failed(fault)
                });
                events.send(Event::Ended(job.id, outcome));
            }
        })?;
    Ok(sender)
}
