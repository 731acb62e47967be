//! Arguments of operators: as the caller writes them, as they travel to the submission thread, and as C takes them.

use std::ffi::{CStr, c_char};

use burn_backend::DType;
use inkstone_ascend_sys::bindings::{aclIntArray, aclScalar, aclTensor, aclTensorList};

use super::worker::Call;
use super::{Uses, View};
use crate::failure::Failure;
use crate::tensor::AscendTensor;

/// What a caller writes.
pub(crate) trait Argument {
    /// What travels: no tensor, so that none is dropped on the submission thread.
    type Plain: Plain + Send + 'static;

    /// Notes what is read and written.
    fn take(self, uses: &mut Uses) -> Self::Plain;
}

/// What travels to the submission thread.
pub(crate) trait Plain {
    /// What C takes.
    type C;

    /// Makes it; `call` keeps it until the operator was launched.
    fn make(self, call: &mut Call<'_>) -> Result<Self::C, Failure>;
}

/// A tensor that is read.
#[derive(Clone, Copy)]
pub(crate) struct In<'a>(pub &'a AscendTensor);
/// A tensor that is written, or changed in place.
#[derive(Clone, Copy)]
pub(crate) struct Out<'a>(pub &'a AscendTensor);
/// A tensor that may be absent.
#[derive(Clone, Copy)]
pub(crate) struct Opt<'a>(pub Option<&'a AscendTensor>);
/// A tensor `[N, C, ...]` that is read by an operator that goes by what its dimensions mean.
#[derive(Clone, Copy)]
pub(crate) struct Picture<'a>(pub &'a AscendTensor);
/// A tensor `[N, C, ...]` that is written by such an operator.
#[derive(Clone, Copy)]
pub(crate) struct OutPicture<'a>(pub &'a AscendTensor);
/// Tensors that are read.
pub(crate) struct List<'a>(pub &'a [AscendTensor]);
/// No tensor.
#[derive(Clone, Copy)]
pub(crate) struct Nil;
/// No integers.
#[derive(Clone, Copy)]
pub(crate) struct NilInts;
/// A number with its dtype.
#[derive(Clone, Copy)]
pub(crate) struct Num(pub f64, pub DType);
/// Integers.
#[derive(Clone)]
pub(crate) struct Ints(pub Vec<i64>);
/// Text that is only read.
#[derive(Clone, Copy)]
pub(crate) struct Text(pub &'static CStr);

impl Argument for In<'_> {
    type Plain = View;
    fn take(self, uses: &mut Uses) -> View {
        let view = self.0.view();
        uses.read.push(view.clone());
        view
    }
}

impl Argument for Out<'_> {
    type Plain = View;
    fn take(self, uses: &mut Uses) -> View {
        let view = self.0.view();
        uses.written.push(view.clone());
        view
    }
}

impl Argument for Opt<'_> {
    type Plain = Option<View>;
    fn take(self, uses: &mut Uses) -> Option<View> {
        self.0.map(|tensor| In(tensor).take(uses))
    }
}

impl Argument for Picture<'_> {
    type Plain = View;
    fn take(self, uses: &mut Uses) -> View {
        View {
            picture: true,
            ..In(self.0).take(uses)
        }
    }
}

impl Argument for OutPicture<'_> {
    type Plain = View;
    fn take(self, uses: &mut Uses) -> View {
        View {
            picture: true,
            ..Out(self.0).take(uses)
        }
    }
}

impl Argument for List<'_> {
    type Plain = Vec<View>;
    fn take(self, uses: &mut Uses) -> Vec<View> {
        let views: Vec<View> = self.0.iter().map(AscendTensor::view).collect();
        uses.read.extend(views.iter().cloned());
        views
    }
}

impl Plain for View {
    type C = *mut aclTensor;
    fn make(self, call: &mut Call<'_>) -> Result<*mut aclTensor, Failure> {
        call.tensor(&self)
    }
}

impl Plain for Option<View> {
    type C = *mut aclTensor;
    fn make(self, call: &mut Call<'_>) -> Result<*mut aclTensor, Failure> {
        self.map_or(Ok(std::ptr::null_mut()), |view| call.tensor(&view))
    }
}

impl Plain for Vec<View> {
    type C = *mut aclTensorList;
    fn make(self, call: &mut Call<'_>) -> Result<*mut aclTensorList, Failure> {
        call.tensors(&self)
    }
}

/// Arguments that travel as they are.
macro_rules! travels {
    ($($name:ty),*) => {$(
        impl Argument for $name {
            type Plain = Self;
            fn take(self, _uses: &mut Uses) -> Self {
                self
            }
        }
    )*};
}
travels!(
    Nil, NilInts, Num, Ints, Text, bool, i8, i32, i64, u64, f32, f64
);

/// Arguments that C takes by value.
macro_rules! by_value {
    ($($name:ty),*) => {$(
        impl Plain for $name {
            type C = Self;
            fn make(self, _call: &mut Call<'_>) -> Result<Self, Failure> {
                Ok(self)
            }
        }
    )*};
}
by_value!(bool, i8, i32, i64, u64, f32, f64);

/// Arguments that are null.
macro_rules! null {
    ($($name:ty => $c:ty),*) => {$(
        impl Plain for $name {
            type C = *mut $c;
            fn make(self, _call: &mut Call<'_>) -> Result<*mut $c, Failure> {
                Ok(std::ptr::null_mut())
            }
        }
    )*};
}
null!(Nil => aclTensor, NilInts => aclIntArray);

impl Plain for Num {
    type C = *mut aclScalar;
    fn make(self, call: &mut Call<'_>) -> Result<*mut aclScalar, Failure> {
        call.scalar(self.0, self.1)
    }
}

impl Plain for Ints {
    type C = *mut aclIntArray;
    fn make(self, call: &mut Call<'_>) -> Result<*mut aclIntArray, Failure> {
        call.integers(&self.0)
    }
}

impl Plain for Text {
    type C = *mut c_char;
    fn make(self, _call: &mut Call<'_>) -> Result<*mut c_char, Failure> {
        // aclnn declares the layout's name without `const` and only reads it.
        Ok(self.0.as_ptr().cast_mut())
    }
}
