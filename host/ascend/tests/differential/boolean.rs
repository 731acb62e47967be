//! Functions of booleans.

use burn_backend::{BoolDType, IntDType, Slice};

use crate::case::cases;
use crate::inputs::{bo, fo, io, shape};

cases! {
    bool_and(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_and(i.b(&d), i.b(&d)))]
    }
    bool_or(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_or(i.b(&d), i.b(&d)))]
    }
    bool_xor(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_xor(i.b(&d), i.b(&d)))]
    }
    bool_equal(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_equal(i.b(&d), i.b(&d)))]
    }
    bool_not_equal(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_not_equal(i.b(&d), i.b(&d)))]
    }
    bool_not(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_not(i.b(&d)))]
    }
    bool_equal_elem(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_equal_elem(i.b(&d), true.into())), bo::<B>(B::bool_equal_elem(i.b(&d), false.into()))]
    }
    bool_not_equal_elem(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_not_equal_elem(i.b(&d), true.into())), bo::<B>(B::bool_not_equal_elem(i.b(&d), false.into()))]
    }
    bool_any(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_any(i.b(&d)))]
    }
    bool_any_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![bo::<B>(B::bool_any_dim(i.b(&d), dim))]
    }
    bool_all(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_all(i.b(&d)))]
    }
    bool_all_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![bo::<B>(B::bool_all_dim(i.b(&d), dim))]
    }
    bool_into_int(i) {
        let d = i.dims(); vec![io::<B>(B::bool_into_int(i.b(&d), IntDType::I32))]
    }
    bool_into_float(i) {
        let d = i.dims(); let x = i.b(&d); vec![fo::<B>(B::bool_into_float(x, i.float_dtype().into()))]
    }
    bool_zeros_ones(i) {
        let d = i.dims(); let dev = i.device().clone(); vec![bo::<B>(B::bool_zeros(shape(&d), &dev, BoolDType::Native)), bo::<B>(B::bool_ones(shape(&d), &dev, BoolDType::Native))]
    }
    bool_flip(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![bo::<B>(B::bool_flip(i.b(&d), &[dim]))]
    }
    bool_reshape(i) {
        let d = i.dims(); let n = d.iter().product(); vec![bo::<B>(B::bool_reshape(i.b(&d), shape(&[1, n])))]
    }
    bool_expand(i) {
        let d = i.dims(); let e = i.partly(&d); let x = { let d = &e; i.b(d) }; vec![bo::<B>(B::bool_expand(x, shape(&d)))]
    }
    bool_unfold(i) {
        let d = [3, 7]; vec![bo::<B>(B::bool_unfold(i.b(&d), 1, 3, 2))]
    }
    bool_slice(i) {
        let d = [5, 6]; vec![bo::<B>(B::bool_slice(i.b(&d), &[Slice::new(1, Some(4), 1), Slice::new(0, None, 2)])), bo::<B>(B::bool_slice(i.b(&d), &[Slice::new(0, None, -2), Slice::new(1, Some(5), -1)]))]
    }
    bool_slice_assign(i) {
        let d = [5, 6]; let x = i.b(&d); let d = [3, 3]; let y = i.b(&d); vec![bo::<B>(B::bool_slice_assign(x, &[Slice::new(1, Some(4), 1), Slice::new(0, None, 2)], y))]
    }
    bool_cat(i) {
        let d = [2, 3]; let (x, y) = (i.b(&d), i.b(&d)); vec![bo::<B>(B::bool_cat(vec![x, y], 1))]
    }
    bool_repeat_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![bo::<B>(B::bool_repeat_dim(i.b(&d), dim, 3))]
    }
    bool_mask_where(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_mask_where(i.b(&d), i.b(&d), i.b(&d)))]
    }
    bool_gather(i) {
        let d = [4, 5]; let at = i.i(&[2, 5], 0..4); vec![bo::<B>(B::bool_gather(0, i.b(&d), at))]
    }
    bool_select(i) {
        let d = [4, 5]; let at = i.i(&[7], 0..5); vec![bo::<B>(B::bool_select(i.b(&d), 1, at))]
    }
    bool_mask_fill(i) {
        let d = i.dims(); vec![bo::<B>(B::bool_mask_fill(i.b(&d), i.b(&d), true.into()))]
    }
    bool_scatter_or(i) {
        let d = [4, 5]; let at = i.i(&[2, 5], 0..4); vec![bo::<B>(B::bool_scatter_or(0, i.b(&d), at, i.b(&[2, 5])))]
    }
    bool_select_or(i) {
        let d = [4, 5]; let at = i.i(&[3], 0..5); vec![bo::<B>(B::bool_select_or(i.b(&d), 1, at, i.b(&[4, 3])))]
    }
}
