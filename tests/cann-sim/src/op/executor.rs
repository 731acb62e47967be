//! What phase 1 leaves for phase 2.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::task::Task;
use crate::fail::Result;
use crate::handle::Table;
use crate::meta::Tensor;

/// What the device does. Run again where the executor is repeatable, or a graph replays it.
pub type Run = Arc<dyn Fn(&Task) -> Result<()> + Send + Sync>;

/// An executor.
pub struct Executor {
    /// The operator, such as `aclnnAdd`.
    pub name: &'static str,
    /// Tensors read, in the order of the prototype.
    pub inputs: Vec<Arc<Tensor>>,
    /// Tensors written.
    pub outputs: Vec<Arc<Tensor>>,
    /// Bytes of workspace.
    pub workspace: u64,
    /// Counters that each launch raises.
    pub counts: Vec<(&'static str, u64)>,
    /// Whether it may be made repeatable.
    pub may_repeat: bool,
    /// Whether phase 2 leaves it.
    pub repeatable: AtomicBool,
    /// The work; none where there is nothing to do.
    pub run: Option<Run>,
}

impl Executor {
    /// Inputs, then outputs.
    pub fn tensors(&self) -> Vec<Arc<Tensor>> {
        self.inputs.iter().chain(&self.outputs).cloned().collect()
    }
}

/// All executors that are not launched, or are repeatable.
pub static EXECUTORS: Table<Executor> = Table::new("executor", 0x18);
