//! Entry points: executors that are launched more than once.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{TENSORS, Tensor};
use crate::abi::{ConstHandle, Handle, NN_INNER, NN_NULLPTR, NN_PARAM};
use crate::api::api;
use crate::fail::{Fail, Result, fatal};
use crate::op::executor::{EXECUTORS, Executor};

api! {
    Nothing fn aclSetAclOpExecutorRepeatable(executor: Handle) {
        let executor = find(executor)?;
        if !executor.may_repeat {
            return Err(Fail::new(NN_INNER, format!("{} copies inside: its executor cannot be used again", executor.name)));
        }
        executor.repeatable.store(true, Ordering::SeqCst);
        Ok(())
    }
    Nothing fn aclDestroyAclOpExecutor(executor: Handle) { find(executor)?; EXECUTORS.remove(executor); Ok(()) }
    Nothing fn aclSetInputTensorAddr(executor: Handle, index: usize, tensor: Handle, address: Handle) {
        set(&find(executor)?.inputs, index, tensor, address)
    }
    Nothing fn aclSetOutputTensorAddr(executor: Handle, index: usize, tensor: Handle, address: Handle) {
        set(&find(executor)?.outputs, index, tensor, address)
    }
    Nothing fn aclSetTensorAddr(executor: Handle, index: usize, tensor: Handle, address: Handle) {
        set(&find(executor)?.tensors(), index, tensor, address)
    }
}

fn find(executor: Handle) -> Result<Arc<Executor>> {
    if executor.is_null() {
        return Err(Fail::new(NN_NULLPTR, "the executor is null"));
    }
    match EXECUTORS.get(executor) {
        Some(executor) => Ok(executor),
        None => fatal("executor", EXECUTORS.reproach(executor)),
    }
}

fn set(tensors: &[Arc<Tensor>], index: usize, tensor: Handle, address: Handle) -> Result<()> {
    let Some(known) = tensors.get(index) else {
        return Err(Fail::new(
            NN_PARAM,
            format!(
                "the operator has {} such tensors, none with the index {index}",
                tensors.len()
            ),
        ));
    };
    if known.handle != tensor as usize || TENSORS.get(tensor as ConstHandle).is_none() {
        return Err(Fail::new(
            NN_PARAM,
            format!("the tensor with the index {index} is another one"),
        ));
    }
    known.set_address(address as usize);
    Ok(())
}
