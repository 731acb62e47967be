//! A thread with one engine: one side of a comparison.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use inkstone::device::{DeviceSpec, Dtype};
use inkstone::evaluate::EvalError;
use inkstone::evaluate::accuracy::{PageSide, Pieces, answer_page};
use inkstone::evaluate::environment::DeviceUse;
use inkstone::pipeline::{OpenReaderError, Reader, check_memory};

use super::meeting::{Meeting, MeetingState};
use super::teller::Teller;
use crate::state::Fault;
use crate::state::compare::SideStep;
use crate::worker::caught::caught;

/// How often at most the window is told of progress within a step.
pub(super) const PACE: Duration = Duration::from_millis(50);

/// Why a side gave nothing.
pub(super) enum SideError {
    /// It was stopped.
    Cancelled,
    /// It failed, and why.
    Failed(Fault),
}

impl From<EvalError> for SideError {
    fn from(error: EvalError) -> Self {
        match error {
            EvalError::Cancelled => Self::Cancelled,
            error => Self::Failed(Fault::of(error)),
        }
    }
}

/// A comparison as one side is asked for its part.
pub(super) struct Part {
    pub meeting: Arc<Meeting>,
    pub device: DeviceSpec,
    /// The baseline, for the candidate: it gives back its memory where that does not hold two engines.
    pub baseline: Option<Side>,
    pub tell: Tell,
    pub answered: Sender<Result<PageSide, SideError>>,
}

/// Takes what a side tells.
pub(super) type Tell = Box<dyn Fn(SideStep) + Send>;

/// What a side's thread is asked.
enum SideOrder {
    Answer(Part),
    /// Closes its engine unless it is of this folder and device.
    Close(Option<(PathBuf, DeviceSpec)>, Sender<()>),
}

/// A thread with one engine.
#[derive(Clone)]
pub(super) struct Side {
    orders: Sender<SideOrder>,
}

impl Side {
    /// Starts the thread of the baseline or the candidate.
    pub fn start(name: &str) -> std::io::Result<Self> {
        let (orders, received) = channel();
        thread::Builder::new().name(name.into()).spawn(move || {
            let mut open: Option<Open> = None;
            while let Ok(order) = received.recv() {
                match order {
                    SideOrder::Close(kept, closed) => {
                        let is_kept =
                            |open: &Open| kept.as_ref().is_some_and(|(f, d)| open.is_of(f, *d));
                        open = open.filter(is_kept);
                        // Who asked may have gone meanwhile.
                        let _ = closed.send(());
                    }
                    SideOrder::Answer(part) => {
                        let result = caught(|| answer(&part, &mut open)).unwrap_or_else(|why| {
                            open = None;
                            Err(SideError::Failed(why))
                        });
                        if let Err(SideError::Failed(why)) = &result {
                            (part.tell)(SideStep::Failed(why.clone()));
                        }
                        if part.baseline.is_none() {
                            part.meeting.set(|state| {
                                (state.opened, state.ended) = (true, true);
                                state.failed = result.is_err();
                            });
                        }
                        let _ = part.answered.send(result);
                    }
                }
            }
        })?;
        Ok(Self { orders })
    }

    /// Has the side do its part.
    pub fn answer(&self, part: Part) {
        // The thread outlives every panic, so that it is gone only when this is.
        let _ = self.orders.send(SideOrder::Answer(part));
    }

    /// Closes its engine unless it is of this folder and device, once it has done what it was asked before. The receiver hears of that.
    fn close(&self, kept: Option<(PathBuf, DeviceSpec)>) -> Receiver<()> {
        let (sender, closed) = channel();
        let _ = self.orders.send(SideOrder::Close(kept, sender));
        closed
    }

    /// Closes its engine unless it is of this folder and device, and waits for that.
    pub fn close_unless(&self, kept: Option<(PathBuf, DeviceSpec)>) {
        let _ = self.close(kept).recv();
    }
}

/// An engine and what it is of.
struct Open {
    folder: PathBuf,
    device: DeviceSpec,
    reader: Reader,
}

impl Open {
    fn is_of(&self, folder: &Path, device: DeviceSpec) -> bool {
        self.folder == folder && self.device == device
    }
}

fn answer(part: &Part, open: &mut Option<Open>) -> Result<PageSide, SideError> {
    let Part {
        meeting,
        device,
        tell,
        ..
    } = part;
    let is_candidate = part.baseline.is_some();
    if is_candidate && (!meeting.wait(|state| state.opened) || meeting.lock().failed) {
        return Err(SideError::Cancelled);
    }
    if !matches!(open, Some(open) if open.is_of(&meeting.folder, *device)) {
        *open = None;
        make_room(part)?;
        *open = Some(Open {
            folder: meeting.folder.clone(),
            device: *device,
            reader: open_reader(meeting, *device, tell)?,
        });
    }
    let Some(Open { reader, .. }) = open else {
        return Err(SideError::Cancelled);
    };
    let used = DeviceUse::from(reader.engine().info());
    tell(SideStep::Opened {
        name: used.name,
        description: used.description,
    });
    if !is_candidate {
        meeting.set(|state| state.opened = true);
    }
    let pieces = Pieces::of(reader, &meeting.name, &meeting.page, &meeting.cancel)?;
    let mut teller = Teller::new(meeting, tell);
    let mut forced = |index: usize, own: &[u32]| match is_candidate {
        false => {
            meeting.set(|state| state.answers.push(own.to_vec()));
            Some(own.to_vec())
        }
        true => {
            let there = |state: &MeetingState| state.answers.len() > index || state.ended;
            meeting
                .wait(there)
                .then(|| meeting.lock().answers.get(index).cloned())?
        }
    };
    let side = answer_page(
        reader,
        &pieces,
        &meeting.options,
        is_candidate,
        &mut forced,
        &mut |event| teller.hear(event),
    )?;
    teller.pass_tokens_on();
    tell(SideStep::Answered);
    Ok(side)
}

/// Sees that the memory holds one more engine: where it does not, the candidate waits until the baseline has done its part and closed its
/// own.
fn make_room(part: &Part) -> Result<(), SideError> {
    let check = || check_memory(&part.meeting.folder, &[part.device], Dtype::Float32);
    let failed = |error: OpenReaderError| SideError::Failed(Fault::of(error));
    match (check(), &part.baseline) {
        (Err(OpenReaderError::Memory { .. }), Some(baseline)) => {
            (part.tell)(SideStep::WaitingForMemory);
            let closed = baseline.close(None);
            while let Err(RecvTimeoutError::Timeout) = closed.recv_timeout(PACE) {
                if part.meeting.cancelled() {
                    return Err(SideError::Cancelled);
                }
            }
            check().map_err(failed)
        }
        (checked, _) => checked.map_err(failed),
    }
}

fn open_reader(meeting: &Meeting, device: DeviceSpec, tell: &Tell) -> Result<Reader, SideError> {
    let mut told: Option<Instant> = None;
    let opened = Reader::open(
        &meeting.folder,
        device,
        Dtype::Float32,
        &meeting.registry,
        &mut |done, total| {
            if told.is_none_or(|told| told.elapsed() >= PACE) {
                told = Some(Instant::now());
                tell(SideStep::Loading { done, total });
            }
            !meeting.cancelled()
        },
    );
    match opened {
        Err(_) if meeting.cancelled() => Err(SideError::Cancelled),
        opened => opened.map_err(|error| SideError::Failed(Fault::of(error))),
    }
}
