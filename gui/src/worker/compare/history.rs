//! The runs that were kept: listed, opened and compared, each on a thread of its own.

use std::thread;

use inkstone::evaluate::history::{History, HistoryError, Tolerance, compare};

use crate::state::compare::{CompareEvent, Diff, RunRow};
use crate::state::{Event, Fault};
use crate::worker::Outlet;

/// What the history is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// All runs.
    List,
    /// A run.
    Open(String),
    /// What differs from an earlier to a later run.
    Compare([String; 2]),
}

/// Asks a history; the answer is an event.
pub fn ask(history: Option<History>, request: Request, events: Outlet<Event>) {
    let failed = events.clone();
    let spawned = thread::Builder::new()
        .name("history".into())
        .spawn(move || {
            let answer = history
                .ok_or(HistoryError::NoFolder)
                .map_err(Fault::of)
                .and_then(|history| serve(&history, request));
            let event = answer.unwrap_or_else(CompareEvent::HistoryFailed);
            events.send(Event::Compare(event));
        });
    if let Err(error) = spawned {
        let event = CompareEvent::HistoryFailed(Fault::of(error));
        failed.send(Event::Compare(event));
    }
}

fn serve(history: &History, request: Request) -> Result<CompareEvent, Fault> {
    let find = |id: &str| history.find(id).map_err(Fault::of);
    match request {
        Request::List => {
            let ids = history.ids().map_err(Fault::of)?;
            let (mut rows, mut damaged) = (Vec::new(), Vec::new());
            for id in ids.iter().rev() {
                // One damaged file does not hide the others.
                match history.find(id) {
                    Ok(run) => rows.push(RunRow::new(&run)),
                    Err(error) => damaged.push(error.to_string()),
                }
            }
            Ok(CompareEvent::History(rows, damaged))
        }
        Request::Open(id) => {
            let run = find(&id)?;
            Ok(CompareEvent::Opened(run.id, Box::new(run.report)))
        }
        Request::Compare([before, after]) => {
            let (a, b) = (find(&before)?, find(&after)?);
            let comparison = compare(&a.report, &b.report, Tolerance::Absolute(0.0))?;
            Ok(CompareEvent::Compared(Diff {
                before: a.id,
                after: b.id,
                comparison,
            }))
        }
    }
}
