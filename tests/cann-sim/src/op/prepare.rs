//! Phase 1: checking the arguments of an operator and preparing its executor.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::executor::{EXECUTORS, Executor, Run};
use super::task::Task;
use crate::abi::{self, DType, Handle};
use crate::api::{self, Need, put};
use crate::config::config;
use crate::fail::{Fail, Result, param};
use crate::meta::Tensor;
use crate::soc::Soc;

/// An operator in phase 1. Its methods refuse with the numbers that the library of CANN gives.
pub struct Op {
    name: &'static str,
    inputs: Vec<Arc<Tensor>>,
    outputs: Vec<Arc<Tensor>>,
    /// Handles of inputs that are consumed as they are strided.
    native: Vec<usize>,
    /// Handles of inputs whose element type does not send the operator to the AICPU.
    on_core: Vec<usize>,
    aicpu: bool,
    workspace: u64,
    may_repeat: bool,
    run: Option<Run>,
}

/// Runs the body of an operator's phase 1, then makes the executor.
pub fn prepare(
    name: &'static str,
    workspace: *mut u64,
    executor: *mut Handle,
    body: impl FnOnce(&mut Op) -> Result<()>,
) -> i32 {
    let phase_1 = format!("{name}GetWorkspaceSize");
    let prepared = api::enter(&phase_1, Need::Context)
        .map_err(runtime)
        .and_then(|()| {
            if workspace.is_null() || executor.is_null() {
                return Err(Fail::new(abi::NN_NULLPTR, "a pointer for a result is null"));
            }
            let mut op = Op::new(name);
            body(&mut op)?;
            let prepared = op.finish();
            put(workspace, prepared.workspace)?;
            put(executor, EXECUTORS.insert(prepared))
        });
    api::finish(&phase_1, prepared)
}

/// A refusal of the runtime, as an operator tells it.
pub fn runtime(fail: Fail) -> Fail {
    match fail.code {
        100_000..=159_999 | 200_000..=299_999 | 500_000..=559_999 => {
            Fail::new(abi::NN_RUNTIME, format!("{} ({})", fail.message, fail.code))
        }
        _ => fail,
    }
}

impl Op {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            inputs: Vec::new(),
            outputs: Vec::new(),
            native: Vec::new(),
            on_core: Vec::new(),
            aicpu: false,
            workspace: 0,
            may_repeat: true,
            run: None,
        }
    }

    /// Such as `aclnnAdd`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The device that is simulated.
    pub fn soc(&self) -> &'static Soc {
        &config().soc
    }

    /// Registers a tensor that is read. The kinds of [`super::args`] do that.
    pub fn input(&mut self, tensor: &Arc<Tensor>) {
        self.inputs.push(tensor.clone());
    }

    /// Registers a tensor that is written.
    pub fn output(&mut self, tensor: &Arc<Tensor>) {
        self.outputs.push(tensor.clone());
    }

    /// Refuses with 161002 unless `holds`.
    pub fn require(&self, holds: bool, message: impl FnOnce() -> String) -> Result<()> {
        if holds { Ok(()) } else { Err(param(message())) }
    }

    /// Refuses with 561002 (tiling) unless `holds`.
    pub fn tiling(&self, holds: bool, message: impl FnOnce() -> String) -> Result<()> {
        if holds {
            Ok(())
        } else {
            Err(Fail::new(abi::NN_TILING, message()))
        }
    }

    /// Refuses with 561003 on the 310P family, which has no kernel.
    pub fn not_on_310p(&self) -> Result<()> {
        if self.soc().is_310p {
            return Err(Fail::new(
                abi::NN_KERNEL,
                format!("{} has no kernel of {}", self.soc().name, self.name),
            ));
        }
        Ok(())
    }

    /// Refuses an element type that is not in the list, or that the SoC has not.
    pub fn dtype(&self, what: &str, tensor: &Tensor, allowed: &[DType]) -> Result<()> {
        let dtype = tensor.dtype;
        self.require(allowed.contains(&dtype), || {
            format!("{what} is {dtype:?}, not one of {allowed:?}")
        })?;
        let missing = dtype == DType::Bf16 && !self.soc().has_bf16();
        self.require(!missing, || {
            format!("{what} is Bf16, which {} has not", self.soc().name)
        })
    }

    /// Refuses two tensors of different element types.
    pub fn same_dtype(&self, a: &Tensor, b: &Tensor) -> Result<()> {
        self.require(a.dtype == b.dtype, || {
            format!("element types differ: {:?} and {:?}", a.dtype, b.dtype)
        })
    }

    /// Refuses sizes other than `dims`.
    pub fn shape(&self, what: &str, tensor: &Tensor, dims: &[i64]) -> Result<()> {
        self.require(tensor.dims == dims, || {
            format!("{what} has the sizes {:?}, not {dims:?}", tensor.dims)
        })
    }

    /// Refuses a number of axes that is not in the range.
    pub fn rank(
        &self,
        what: &str,
        tensor: &Tensor,
        range: std::ops::RangeInclusive<usize>,
    ) -> Result<()> {
        self.require(range.contains(&tensor.rank()), || {
            format!("{what} has {} axes, not {range:?}", tensor.rank())
        })
    }

    /// Refuses a format that is not in the list (`format::NCHW`, …).
    pub fn format(&self, what: &str, tensor: &Tensor, allowed: &[i32]) -> Result<()> {
        self.require(allowed.contains(&tensor.format), || {
            format!(
                "{what} has the format {}, not one of {allowed:?}",
                tensor.format
            )
        })
    }

    /// The sizes that the tensors have together by NumPy's rules.
    pub fn broadcast(&self, tensors: &[&Tensor]) -> Result<Vec<i64>> {
        let rank = tensors
            .iter()
            .map(|tensor| tensor.rank())
            .max()
            .unwrap_or(0);
        let mut dims = vec![1; rank];
        for tensor in tensors {
            for (axis, &size) in (rank - tensor.rank()..).zip(&tensor.dims) {
                let fits = size == 1 || dims[axis] == 1 || dims[axis] == size;
                self.require(fits, || {
                    format!(
                        "sizes do not fit: {:?}",
                        tensors.iter().map(|t| &t.dims).collect::<Vec<_>>()
                    )
                })?;
                if size != 1 {
                    dims[axis] = size;
                }
            }
        }
        Ok(dims)
    }

    /// An axis counted from the end where negative.
    pub fn axis(&self, dim: i64, rank: usize) -> Result<usize> {
        let count = rank.max(1) as i64;
        self.require((-count..count).contains(&dim), || {
            format!("there is no axis {dim} of {rank}")
        })?;
        Ok(dim.rem_euclid(count) as usize)
    }

    /// An index tensor: refuses types that are not integers, and does not count int64 as a slow type.
    pub fn index(&mut self, what: &str, tensor: &Tensor) -> Result<()> {
        self.dtype(what, tensor, super::dtypes::INDICES)?;
        self.on_core.push(tensor.handle);
        Ok(())
    }

    /// The cores compute this tensor's type in this operator, although it is a slow one elsewhere (int64 of comparisons, for example).
    pub fn on_core(&mut self, tensor: &Tensor) {
        self.on_core.push(tensor.handle);
    }

    /// The vector cores compute these types here, and no others: tensors of another send the operator to the AICPU.
    pub fn cores(&mut self, tensors: &[&Arc<Tensor>], dtypes: &[DType]) {
        for tensor in tensors {
            match dtypes.contains(&tensor.dtype) {
                true => self.on_core(tensor),
                false => self.on_aicpu(),
            }
        }
    }

    /// The same where the tensors are converted to `dtype` first.
    pub fn cores_as(&mut self, tensors: &[&Arc<Tensor>], dtype: DType, dtypes: &[DType]) {
        tensors.iter().for_each(|tensor| self.on_core(tensor));
        let slow = tensors.iter().any(|tensor| tensor.dtype == DType::F64);
        if slow || !dtypes.contains(&dtype) {
            self.on_aicpu();
        }
    }

    /// The operator runs on the AICPU, whatever the types say.
    pub fn on_aicpu(&mut self) {
        self.aicpu = true;
    }

    /// The kernel reads this strided tensor as it is: no copy is made (a transposed matrix, for example).
    pub fn native(&mut self, tensor: &Tensor) {
        self.native.push(tensor.handle);
    }

    /// Asks for `bytes` of workspace, beside what implicit copies take.
    pub fn workspace(&mut self, bytes: u64) {
        self.workspace += bytes;
    }

    /// The operator copies host data inside, so that its executor cannot be used again.
    pub fn not_repeatable(&mut self) {
        self.may_repeat = false;
    }

    /// What the device does when the stream comes to it.
    pub fn run(&mut self, run: impl Fn(&Task) -> Result<()> + Send + Sync + 'static) -> Result<()> {
        self.run = Some(Arc::new(run));
        Ok(())
    }

    fn finish(self) -> Executor {
        let slow = |tensor: &&Arc<Tensor>| {
            let slow = matches!(
                tensor.dtype,
                DType::F64 | DType::I64 | DType::I16 | DType::U16 | DType::U32 | DType::U64
            );
            slow && !self.on_core.contains(&tensor.handle)
        };
        let aicpu = self.aicpu || self.inputs.iter().any(|tensor| slow(&tensor));
        let strided = |tensors: &[Arc<Tensor>]| -> Vec<u64> {
            let strided = tensors
                .iter()
                .filter(|tensor| !tensor.is_contiguous() && !self.native.contains(&tensor.handle));
            strided
                .map(|tensor| (tensor.numel() * tensor.dtype.size()) as u64)
                .collect()
        };
        let (read, written) = (strided(&self.inputs), strided(&self.outputs));
        let copies: u64 = read
            .iter()
            .chain(&written)
            .map(|bytes| bytes.next_multiple_of(512))
            .sum();
        Executor {
            name: self.name,
            workspace: self.workspace + copies,
            counts: vec![
                ("aicpu", u64::from(aicpu)),
                ("contiguous_copies", read.len() as u64),
                ("view_copies", written.len() as u64),
            ],
            // An implicit copy has the addresses of phase 1.
            may_repeat: self.may_repeat && copies == 0,
            repeatable: AtomicBool::new(false),
            run: self.run,
            inputs: self.inputs,
            outputs: self.outputs,
        }
    }
}
