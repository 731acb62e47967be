//! The pieces of a page's lines, read side by side on the CPU.
//!
//! A model for single lines is small: its kernels are over before several threads have divided them, so each thread reads a piece of its own.
//! They are read in any order, and handed out in theirs.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, Scope};

use image::RgbImage;
use inkstone_kernels::cpu::{Cpu, alone};

use super::line_reader::LineFormat;
use super::reader::{ReadError, ReadEvent, ReadOptions, Reader, Reading};
use crate::device::DeviceKind;
use crate::generate::stop::StopReason;
use crate::model::observe::Progress;

/// How far the threads may be ahead of the one who listens, in events.
const AHEAD: usize = 64;

/// What the threads share.
#[derive(Default)]
pub(super) struct Shared {
    /// The next piece that no thread has taken.
    next: AtomicUsize,
    stop: AtomicBool,
}

/// Reads pieces, to be asked for in their order.
pub(super) struct Pieces<'a> {
    reader: &'a Reader,
    crops: &'a [RgbImage],
    format: LineFormat,
    options: &'a ReadOptions,
    /// None where each piece is read when it is asked for.
    ahead: Option<Ahead<'a>>,
}

struct Ahead<'a> {
    heard: Receiver<Heard>,
    /// Pieces that were read before it was their turn.
    waiting: Vec<Option<Piece>>,
    shared: &'a Shared,
}

enum Heard {
    Progress(Progress),
    Piece(usize, Box<Piece>),
}

/// A piece that was read, and its text as it came.
struct Piece {
    texts: Vec<String>,
    reading: Result<Reading, ReadError>,
}

impl<'a> Pieces<'a> {
    /// Begins to read images of pieces, on as many threads as kernels have, where the model computes on the CPU and there is more than one piece.
    pub(super) fn begin<'scope>(
        reader: &'a Reader,
        crops: &'a [RgbImage],
        format: LineFormat,
        options: &'a ReadOptions,
        shared: &'a Shared,
        scope: &'scope Scope<'scope, 'a>,
    ) -> Self {
        let threads = match reader.engine().info().device.kind {
            DeviceKind::Cpu => Cpu::global().threads().min(crops.len()),
            _ => 1,
        };
        let (tell, heard) = sync_channel(AHEAD);
        // Where the system gives no thread, this one reads.
        let start = |number| {
            let tell = tell.clone();
            let work = move || alone(|| read_all(reader, crops, format, options, shared, &tell));
            let builder = Builder::new().name(format!("lines-{number}"));
            builder.spawn_scoped(scope, work).ok()
        };
        let started = match threads {
            0 | 1 => 0,
            _ => (1..=threads).map_while(start).count(),
        };
        Self {
            reader,
            crops,
            format,
            options,
            ahead: (started > 0).then(|| Ahead {
                heard,
                waiting: (0..crops.len()).map(|_| None).collect(),
                shared,
            }),
        }
    }

    /// Whether several pieces are read at the same time.
    pub(super) fn side_by_side(&self) -> bool {
        self.ahead.is_some()
    }

    /// Reads a piece, or waits until it is read. The observer hears of all pieces that are being read, but of this one's text alone.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub(super) fn read(
        &mut self,
        index: usize,
        observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()>,
    ) -> Result<Reading, ReadError> {
        let Some(ahead) = &mut self.ahead else {
            let crop = &self.crops[index];
            return (self.reader).read_line(crop, self.format, self.options, None, observer);
        };
        let Some(piece) = ahead.wait(index, observer) else {
            let mut nothing = Reading::empty();
            nothing.generation.stop = StopReason::Cancelled;
            return Ok(nothing);
        };
        let mut reading = piece.reading?;
        for text in &piece.texts {
            if observer(ReadEvent::Text(text)).is_break() {
                reading.generation.stop = StopReason::Cancelled;
            }
        }
        Ok(reading)
    }
}

impl Ahead<'_> {
    /// A piece, once it is read; none where the threads have stopped before they came to it.
    fn wait(
        &mut self,
        index: usize,
        observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()>,
    ) -> Option<Piece> {
        loop {
            if let Some(piece) = self.waiting[index].take() {
                return Some(piece);
            }
            match self.heard.recv().ok()? {
                Heard::Piece(index, piece) => self.waiting[index] = Some(*piece),
                Heard::Progress(progress) => {
                    if observer(ReadEvent::Progress(progress)).is_break() {
                        self.shared.stop.store(true, Ordering::Relaxed);
                    }
                }
            }
        }
    }
}

impl Drop for Ahead<'_> {
    fn drop(&mut self) {
        // Nobody asks for what is not read by now.
        self.shared.stop.store(true, Ordering::Relaxed);
    }
}

/// What each thread does: reads pieces until there are none left or nobody wants them.
fn read_all(
    reader: &Reader,
    crops: &[RgbImage],
    format: LineFormat,
    options: &ReadOptions,
    shared: &Shared,
    tell: &SyncSender<Heard>,
) {
    while !shared.stop.load(Ordering::Relaxed) {
        let index = shared.next.fetch_add(1, Ordering::Relaxed);
        let Some(crop) = crops.get(index) else {
            return;
        };
        let mut texts = Vec::new();
        let reading = reader.read_line(crop, format, options, None, &mut |event| {
            let heard = match event {
                ReadEvent::Progress(progress) => tell.send(Heard::Progress(progress)).is_ok(),
                ReadEvent::Text(text) => {
                    texts.push(text.to_owned());
                    true
                }
                ReadEvent::Lines { .. } => true,
            };
            match heard && !shared.stop.load(Ordering::Relaxed) {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        });
        let piece = Box::new(Piece { texts, reading });
        if tell.send(Heard::Piece(index, piece)).is_err() {
            return;
        }
    }
}
