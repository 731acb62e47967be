//! How an operator is written: [`aclnn!`] makes both of its entry points, [`prepare::Op`] checks its arguments in phase 1, and
//! [`task::Task`] reads and writes its tensors when a stream's worker runs it. Every line of README.md's "How to write an operator" is
//! shown by `ops/unary.rs`, `ops/binary.rs` and `ops/matmul.rs`.

#[allow(dead_code, reason = "some kinds are for operators to come")]
pub mod args;
pub mod dtypes;
pub mod elements;
pub mod executor;
pub mod launch;
mod moves;
#[allow(dead_code, reason = "some checks are for operators to come")]
pub mod prepare;
pub mod task;

#[allow(unused_imports, reason = "not every file of operators uses all")]
pub mod prelude {
    //! What a file of operators uses.
    pub use std::sync::Arc;

    pub(crate) use super::aclnn;
    pub use super::args::*;
    pub use super::dtypes::*;
    pub(crate) use super::moves::{Bits, by_size};
    pub use super::prepare::Op;
    pub use super::task::{Task, round_to};
    pub use crate::abi::{DType, format};
    pub use crate::fail::{Result, fault, param};
    pub use crate::meta::{Scalar, Tensor};
}

/// Declares operators: `Name(op; x: In, alpha: OptScalar, out: Out) { … }`, exported as `aclnnNameGetWorkspaceSize` and `aclnnName`. The
/// kinds of arguments are the types of [`args`], in the order of the C prototype. The body runs in phase 1, gives `Result<()>`, and
/// calls [`prepare::Op::run`] with what the device shall do.
macro_rules! aclnn {
    ($($(#[$doc:meta])* $name:ident($op:ident; $($arg:ident: $kind:ident),* $(,)?) $body:block)*) => {$(
        const _: () = {
            #[unsafe(export_name = concat!("aclnn", stringify!($name), "GetWorkspaceSize"))]
            #[allow(clippy::too_many_arguments, reason = "as the C function")]
            $(#[$doc])*
            extern "C" fn phase_1(
                $($arg: <$crate::op::args::$kind as $crate::op::args::Arg>::C,)*
                workspace: *mut u64,
                executor: *mut $crate::abi::Handle,
            ) -> i32 {
                $crate::op::prepare::prepare(concat!("aclnn", stringify!($name)), workspace, executor, |$op: &mut $crate::op::prepare::Op| {
                    $(let $arg = <$crate::op::args::$kind as $crate::op::args::Arg>::take($op, stringify!($arg), $arg)?;)*
                    $body
                })
            }

            #[unsafe(export_name = concat!("aclnn", stringify!($name)))]
            extern "C" fn phase_2(
                workspace: $crate::abi::Handle,
                size: u64,
                executor: $crate::abi::Handle,
                stream: $crate::abi::Handle,
            ) -> i32 {
                $crate::op::launch::launch(concat!("aclnn", stringify!($name)), workspace, size, executor, stream)
            }

            // `tests/signatures.rs` finds it in the library, whatever macro has written the declaration.
            #[used]
            static SIGNATURE: &str = concat!("cann-sim operator: ", stringify!($name), $(" ", stringify!($kind),)* "\n");
        };
    )*};
}
pub(crate) use aclnn;
