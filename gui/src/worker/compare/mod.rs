//! The threads of the workspace for comparing devices: one that leads, one for each open engine, one that draws charts.

pub mod charts;
mod evaluate;
pub mod history;
mod host;
mod meeting;
mod side;
mod teller;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

pub use host::HostBench;
use inkstone::evaluate::accuracy::PageComparison;
use inkstone::evaluate::history::StoredReport;

use super::Outlet;
use super::caught::caught;
use crate::state::Event;
use crate::state::compare::{CompareEvent, Ended, EvalJob, PageJob, Work};

/// What the window needs of whatever compares and evaluates, one thing at a time, on a thread of its own.
pub trait Bench {
    /// Has a page read on two devices, telling where they are. It ends soon after the job's `cancel` is set.
    fn compare(&mut self, job: &PageJob, tell: &dyn Fn(CompareEvent))
    -> Ended<Box<PageComparison>>;

    /// Runs an evaluation, telling how far it is. It ends soon after the job's `cancel` is set.
    fn evaluate(&mut self, job: &EvalJob, tell: &dyn Fn(CompareEvent)) -> Evaluated;

    /// Closes its engines.
    fn free(&mut self);
}

/// How an evaluation ended, with the id that its report is kept under.
pub type Evaluated = Ended<(Box<StoredReport>, Option<String>)>;

/// What the bench is asked.
pub enum Order {
    /// To do something, once the receiver is told, or dropped, that other engines are closed.
    Work(Work, Receiver<()>),
    /// To close its engines.
    Free,
}

/// Starts the bench's thread. A panic ends what was being done, not the thread: the bench is made anew.
pub fn start_bench(
    make: impl Fn() -> Box<dyn Bench> + Send + 'static,
    events: Outlet<Event>,
) -> std::io::Result<Sender<Order>> {
    let (sender, orders) = channel::<Order>();
    thread::Builder::new().name("bench".into()).spawn(move || {
        let mut bench: Option<Box<dyn Bench>> = None;
        while let Ok(order) = orders.recv() {
            let Order::Work(work, others_closed) = order else {
                if let Some(bench) = &mut bench {
                    bench.free();
                }
                continue;
            };
            let _ = others_closed.recv();
            let tell = |event| events.send(Event::Compare(event));
            let bench_there = bench.get_or_insert_with(&make);
            let ended = caught(|| match &work {
                Work::Page(job) => CompareEvent::Page(job.id, bench_there.compare(job, &tell)),
                Work::Evaluate(job) => {
                    CompareEvent::Evaluated(job.id, bench_there.evaluate(job, &tell))
                }
            });
            tell(ended.unwrap_or_else(|why| {
                // What the panic left half done is not used again.
                bench = None;
                match work {
                    Work::Page(job) => CompareEvent::Page(job.id, Ended::Failed(why)),
                    Work::Evaluate(job) => CompareEvent::Evaluated(job.id, Ended::Failed(why)),
                }
            }));
        }
    })?;
    Ok(sender)
}
