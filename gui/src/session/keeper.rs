//! The thread that writes the session.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread::{self, JoinHandle};

use super::{Folder, Session};
use crate::state::{Event, ItemId, Notice, ReadPage};
use crate::worker::Outlet;

/// Everything that is kept, at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// The queue and the settings.
    pub session: Session,
    /// What was read, as far as it is in memory.
    pub results: Vec<(ItemId, Arc<ReadPage>)>,
}

/// What the thread is told.
pub(super) enum Told {
    /// To write this.
    Keep(Box<Snapshot>),
    /// This lies in the folder.
    Known(ItemId, Weak<ReadPage>),
    /// That nothing more comes.
    End,
}

/// Writes what it is given on a thread of its own. Dropping it waits until that is done.
pub struct Keeper {
    sender: Sender<Told>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts the thread. What goes wrong is told once, until it goes right again.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(folder: Folder, events: Outlet<Event>) -> std::io::Result<Self> {
        let (sender, told) = channel();
        let thread = thread::Builder::new()
            .name("keeper".into())
            .spawn(move || run(&folder, &told, &events))?;
        Ok(Self {
            sender,
            thread: Some(thread),
        })
    }

    /// Has everything written that is not yet. Of several in a row only the last counts.
    pub fn keep(&self, snapshot: Snapshot) {
        // The thread ends when this value does.
        let _ = self.sender.send(Told::Keep(Box::new(snapshot)));
    }

    /// Where to tell what lies in the folder.
    pub(super) fn sender(&self) -> Sender<Told> {
        self.sender.clone()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let _ = self.sender.send(Told::End);
        if let Some(thread) = self.thread.take() {
            // A panic in it was printed; there is nobody left to show it to.
            let _ = thread.join();
        }
    }
}

fn run(folder: &Folder, told: &Receiver<Told>, events: &Outlet<Event>) {
    // What lies in the folder. A result that was not loaded yet is as good as one that is.
    let mut written: HashMap<ItemId, Weak<ReadPage>> = (folder.results().into_iter())
        .map(|id| (id, Weak::new()))
        .collect();
    let mut failing = false;
    while let Ok(first) = told.recv() {
        let (mut latest, mut last) = (None, false);
        for message in std::iter::once(first).chain(told.try_iter()) {
            match message {
                Told::Keep(snapshot) => latest = Some(snapshot),
                Told::Known(id, page) => {
                    written.insert(id, page);
                }
                Told::End => last = true,
            }
        }
        if let Some(snapshot) = latest {
            let outcome = write(folder, &snapshot, &mut written);
            if let Err(message) = &outcome
                && !failing
            {
                events.send(Event::Notice(Notice::error(message.as_str())));
            }
            failing = outcome.is_err();
        }
        if last {
            return;
        }
    }
}

/// Results first: a session never names a result that is not there.
fn write(
    folder: &Folder,
    snapshot: &Snapshot,
    written: &mut HashMap<ItemId, Weak<ReadPage>>,
) -> Result<(), String> {
    for (id, page) in &snapshot.results {
        let known = written.get(id);
        if !known.is_some_and(|known| std::ptr::eq(known.as_ptr(), Arc::as_ptr(page))) {
            folder.write_result(*id, page)?;
            written.insert(*id, Arc::downgrade(page));
        }
    }
    folder.write(&snapshot.session)?;
    let kept: HashSet<ItemId> = (snapshot.session.items.iter())
        .filter(|item| item.result)
        .map(|item| item.id)
        .collect();
    written.retain(|id, _| {
        let keep = kept.contains(id);
        if !keep {
            folder.remove_result(*id);
        }
        keep
    });
    Ok(())
}
