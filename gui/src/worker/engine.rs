//! What the window needs of an engine.

use crate::state::{Event, Outcome};
use crate::worker::{Job, Outlet};

/// Reads pages, one at a time, on a thread of its own.
pub trait Engine {
    /// Reads a page, telling where it is. It ends soon after the job's `cancel` is set.
    fn read(&mut self, job: &Job, events: &Outlet<Event>) -> Outcome;

    /// Gives back the memory that it can do without until the next page.
    fn close(&mut self) {}
}
