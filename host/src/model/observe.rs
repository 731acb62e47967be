//! How a running model tells where it is, and is told to stop.

use std::ops::ControlFlow;

/// The part of the model that is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Layers of the vision encoder.
    Vision,
    /// The projector.
    Projector,
    /// Layers of the language model over the prompt.
    Prefill,
    /// Layers of the language model over one new token.
    Decode,
    /// The head, in chunks of rows.
    Head,
}

/// One finished piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The running part.
    pub stage: Stage,
    /// Pieces done, counted from 1.
    pub done: usize,
    /// Pieces in all.
    pub total: usize,
}

/// Called after every layer, every chunk of the head and the projector. Breaking stops the run before the next one.
pub type Observer<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;
