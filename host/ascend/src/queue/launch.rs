//! An operator with its arguments, on the way to the submission thread.

use super::View;
use super::worker::Call;
use crate::failure::Failure;

type Run = Box<dyn FnOnce(&mut Call<'_>) -> Result<(), Failure> + Send>;

/// An operator that is to be run.
pub(crate) struct Launch {
    pub name: &'static str,
    pub uses: Uses,
    pub run: Run,
}

/// The tensors of an operator.
#[derive(Default)]
pub(crate) struct Uses {
    pub read: Vec<View>,
    pub written: Vec<View>,
}

impl Uses {
    /// What the operator was given, for a message.
    pub(crate) fn describe(&self) -> String {
        let tensors = self.read.iter().chain(&self.written);
        let tensors = tensors.map(|view| format!("{:?}{:?}", view.dtype, view.shape));
        tensors.collect::<Vec<_>>().join(", ")
    }
}

/// Submits an aclnn operator: `aclnn!(queue, Add(x, y, one, out))`. Every argument is the name of a variable whose value is an
/// [`Argument`](super::argument::Argument): `In`, `Out`, `Num`, `Ints`, `List`, a number or a `bool`, in the order of the C function.
macro_rules! aclnn {
    ($queue:expr, $name:ident($($argument:ident),* $(,)?)) => {{
        #[allow(unused_imports)]
        use $crate::queue::Argument as _;
        let mut uses = $crate::queue::Uses::default();
        $(let $argument = $argument.take(&mut uses);)*
        $queue.submit($crate::queue::Command::Launch($crate::queue::Launch {
            name: concat!("aclnn", stringify!($name)),
            uses,
            run: Box::new(move |call| {
                #[allow(unused_imports)]
                use $crate::queue::Plain as _;
                let (first, second) = paste::paste! {(
                    inkstone_ascend_sys::symbol!(call.operators(), [<aclnn $name GetWorkspaceSize>]),
                    inkstone_ascend_sys::symbol!(call.operators(), [<aclnn $name>]),
                )};
                let (first, second) = (call.found(first)?, call.found(second)?);
                $(let $argument = $argument.make(call)?;)*
                let (mut size, mut executor) = (0u64, std::ptr::null_mut());
                // SAFETY: the arguments have the declared types; tensors, scalars and lists were just made and live until `call` is
                // dropped, after the second phase.
                let code = unsafe { first($($argument,)* &mut size, &mut executor) };
                call.prepared(concat!("aclnn", stringify!($name), "GetWorkspaceSize"), code)?;
                call.execute(concat!("aclnn", stringify!($name)), second, size, executor)
            }),
        }));
    }};
}
pub(crate) use aclnn;
