//! Functions of integers.

use burn_backend::{BoolDType, IntDType, Slice};

use crate::case::cases;
use crate::inputs::{bo, fo, io, shape};

cases! {
    int_add(i) {
        let d = i.dims(); let e = i.partly(&d); vec![io::<B>(B::int_add(i.i(&d, -50..50), i.i(&e, -50..50)))]
    }
    int_add_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::int_add_scalar(i.i(&d, -50..50), 7.into()))]
    }
    int_sub(i) {
        let d = i.dims(); let e = i.partly(&d); vec![io::<B>(B::int_sub(i.i(&d, -50..50), i.i(&e, -50..50)))]
    }
    int_sub_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::int_sub_scalar(i.i(&d, -50..50), 7.into()))]
    }
    int_mul(i) {
        let d = i.dims(); let e = i.partly(&d); vec![io::<B>(B::int_mul(i.i(&d, -50..50), i.i(&e, -50..50)))]
    }
    int_mul_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::int_mul_scalar(i.i(&d, -50..50), 7.into()))]
    }
    int_div(i) {
        let d = i.dims(); let e = i.partly(&d); vec![io::<B>(B::int_div(i.i(&d, -50..50), i.i(&e, 1..9)))]
    }
    int_div_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::int_div_scalar(i.i(&d, -50..50), 7.into()))]
    }
    int_remainder(i) {
        let d = i.dims(); let e = i.partly(&d); vec![io::<B>(B::int_remainder(i.i(&d, -50..50), i.i(&e, 1..9)))]
    }
    int_remainder_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::int_remainder_scalar(i.i(&d, -50..50), 7.into()))]
    }
    int_mul_beyond_f32(i) {
        let d = i.dims(); vec![io::<B>(B::int_mul_scalar(i.i(&d, 20000..30000), 30001.into()))]
    }
    int_matmul(i) {
        let (m, k, n) = (i.number(1..5), i.number(1..5), i.number(1..5)); vec![io::<B>(B::int_matmul(i.i(&[m, k], -9..9), i.i(&[k, n], -9..9)))]
    }
    int_abs(i) {
        let d = i.dims(); vec![io::<B>(B::int_abs(i.i(&d, -9..9)))]
    }
    int_neg(i) {
        let d = i.dims(); vec![io::<B>(B::int_neg(i.i(&d, -9..9)))]
    }
    int_sign(i) {
        let d = i.dims(); vec![io::<B>(B::int_sign(i.i(&d, -9..9)))]
    }
    int_clamp(i) {
        let d = i.dims(); vec![io::<B>(B::int_clamp(i.i(&d, -9..9), (-3).into(), 4.into()))]
    }
    int_powi_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::int_powi_scalar(i.i(&d, -5..5), 3.into()))]
    }
    int_equal(i) {
        let d = i.dims(); vec![bo::<B>(B::int_equal(i.i(&d, 0..3), i.i(&d, 0..3), BoolDType::Native))]
    }
    int_equal_elem(i) {
        let d = i.dims(); vec![bo::<B>(B::int_equal_elem(i.i(&d, 0..3), 1.into(), BoolDType::Native))]
    }
    int_not_equal(i) {
        let d = i.dims(); vec![bo::<B>(B::int_not_equal(i.i(&d, 0..3), i.i(&d, 0..3), BoolDType::Native))]
    }
    int_not_equal_elem(i) {
        let d = i.dims(); vec![bo::<B>(B::int_not_equal_elem(i.i(&d, 0..3), 1.into(), BoolDType::Native))]
    }
    int_greater(i) {
        let d = i.dims(); vec![bo::<B>(B::int_greater(i.i(&d, 0..3), i.i(&d, 0..3), BoolDType::Native))]
    }
    int_greater_elem(i) {
        let d = i.dims(); vec![bo::<B>(B::int_greater_elem(i.i(&d, 0..3), 1.into(), BoolDType::Native))]
    }
    int_greater_equal(i) {
        let d = i.dims(); vec![bo::<B>(B::int_greater_equal(i.i(&d, 0..3), i.i(&d, 0..3), BoolDType::Native))]
    }
    int_greater_equal_elem(i) {
        let d = i.dims(); vec![bo::<B>(B::int_greater_equal_elem(i.i(&d, 0..3), 1.into(), BoolDType::Native))]
    }
    int_lower(i) {
        let d = i.dims(); vec![bo::<B>(B::int_lower(i.i(&d, 0..3), i.i(&d, 0..3), BoolDType::Native))]
    }
    int_lower_elem(i) {
        let d = i.dims(); vec![bo::<B>(B::int_lower_elem(i.i(&d, 0..3), 1.into(), BoolDType::Native))]
    }
    int_lower_equal(i) {
        let d = i.dims(); vec![bo::<B>(B::int_lower_equal(i.i(&d, 0..3), i.i(&d, 0..3), BoolDType::Native))]
    }
    int_lower_equal_elem(i) {
        let d = i.dims(); vec![bo::<B>(B::int_lower_equal_elem(i.i(&d, 0..3), 1.into(), BoolDType::Native))]
    }
    int_sum(i) {
        let d = i.dims(); vec![io::<B>(B::int_sum(i.i(&d, -3..4)))]
    }
    int_sum_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_sum_dim(i.i(&d, -3..4), dim))]
    }
    int_prod(i) {
        let d = i.dims(); vec![io::<B>(B::int_prod(i.i(&d, -3..4)))]
    }
    int_prod_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_prod_dim(i.i(&d, -3..4), dim))]
    }
    int_mean(i) {
        let d = i.dims(); vec![io::<B>(B::int_mean(i.i(&d, -3..4)))]
    }
    int_mean_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_mean_dim(i.i(&d, -3..4), dim))]
    }
    int_max(i) {
        let d = i.dims(); vec![io::<B>(B::int_max(i.i(&d, -3..4)))]
    }
    int_max_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_max_dim(i.i(&d, -3..4), dim))]
    }
    int_min(i) {
        let d = i.dims(); vec![io::<B>(B::int_min(i.i(&d, -3..4)))]
    }
    int_min_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_min_dim(i.i(&d, -3..4), dim))]
    }
    int_argmax(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_argmax(i.i(&d, -99..99), dim))]
    }
    int_argmin(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_argmin(i.i(&d, -99..99), dim))]
    }
    int_cumsum(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_cumsum(i.i(&d, -4..5), dim))]
    }
    int_cumprod(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_cumprod(i.i(&d, -4..5), dim))]
    }
    int_cummax(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_cummax(i.i(&d, -4..5), dim))]
    }
    int_cummin(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_cummin(i.i(&d, -4..5), dim))]
    }
    int_topk(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); let k = i.number(1..d[dim] + 1); vec![io::<B>(B::int_topk(i.i(&d, -999..999), dim, k))]
    }
    int_argtopk(i) {
        // The CPU backend has no such function: the first of the sorted ones.
        let on_cpu = B::name(i.device()) == "flex";
        let x = i.distinct(9, 40);
        vec![io::<B>(match on_cpu {
            true => B::int_slice(B::int_argsort(x, 0, true), &[Slice::new(0, Some(4), 1)]),
            false => B::int_argtopk(x, 0, 4),
        })]
    }
    int_sort(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_sort(i.i(&d, -9..9), dim, false))]
    }
    int_argsort(i) {
        let x = i.distinct(9, 40); vec![io::<B>(B::int_argsort(x, 0, true))]
    }
    bitwise_and(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_and(i.i(&d, -99..99), i.i(&d, -99..99)))]
    }
    bitwise_and_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_and_scalar(i.i(&d, -99..99), 21.into()))]
    }
    bitwise_or(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_or(i.i(&d, -99..99), i.i(&d, -99..99)))]
    }
    bitwise_or_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_or_scalar(i.i(&d, -99..99), 21.into()))]
    }
    bitwise_xor(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_xor(i.i(&d, -99..99), i.i(&d, -99..99)))]
    }
    bitwise_xor_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_xor_scalar(i.i(&d, -99..99), 21.into()))]
    }
    bitwise_not(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_not(i.i(&d, -99..99)))]
    }
    bitwise_left_shift(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_left_shift(i.i(&d, -99..99), i.i(&d, 0..9)))]
    }
    bitwise_left_shift_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_left_shift_scalar(i.i(&d, -99..99), 3.into()))]
    }
    bitwise_right_shift(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_right_shift(i.i(&d, -99..99), i.i(&d, 0..9)))]
    }
    bitwise_right_shift_scalar(i) {
        let d = i.dims(); vec![io::<B>(B::bitwise_right_shift_scalar(i.i(&d, -99..99), 3.into()))]
    }
    int_into_float(i) {
        let d = i.dims(); let x = i.i(&d, -99..99); vec![fo::<B>(B::int_into_float(x, i.float_dtype().into()))]
    }
    int_cast(i) {
        let d = i.dims(); vec![io::<B>(B::int_cast(i.i(&d, -99..99), IntDType::I64)), io::<B>(B::int_cast(i.i(&d, -99..99), IntDType::I8)), io::<B>(B::int_cast(i.i(&d, 0..99), IntDType::U8))]
    }
    int_zeros_ones_full(i) {
        let d = i.dims(); let dev = i.device().clone(); let t = IntDType::I32; vec![io::<B>(B::int_zeros(shape(&d), &dev, t)), io::<B>(B::int_ones(shape(&d), &dev, t)), io::<B>(B::int_full(shape(&d), 12345678.into(), &dev, t))]
    }
    int_arange_step(i) {
        let dev = i.device().clone(); vec![io::<B>(B::int_arange_step(3..40, 4, &dev, IntDType::I32))]
    }
    int_flip(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_flip(i.i(&d, -99..99), &[dim]))]
    }
    int_reshape(i) {
        let d = i.dims(); let n = d.iter().product(); vec![io::<B>(B::int_reshape(i.i(&d, -99..99), shape(&[1, n])))]
    }
    int_expand(i) {
        let d = i.dims(); let e = i.partly(&d); let x = { let d = &e; i.i(d, -99..99) }; vec![io::<B>(B::int_expand(x, shape(&d)))]
    }
    int_unfold(i) {
        let d = [3, 7]; vec![io::<B>(B::int_unfold(i.i(&d, -99..99), 1, 3, 2))]
    }
    int_slice(i) {
        let d = [5, 6]; vec![io::<B>(B::int_slice(i.i(&d, -99..99), &[Slice::new(1, Some(4), 1), Slice::new(0, None, 2)])), io::<B>(B::int_slice(i.i(&d, -99..99), &[Slice::new(0, None, -2), Slice::new(1, Some(5), -1)]))]
    }
    int_slice_assign(i) {
        let d = [5, 6]; let x = i.i(&d, -99..99); let d = [3, 3]; let y = i.i(&d, -99..99); vec![io::<B>(B::int_slice_assign(x, &[Slice::new(1, Some(4), 1), Slice::new(0, None, 2)], y))]
    }
    int_cat(i) {
        let d = [2, 3]; let (x, y) = (i.i(&d, -99..99), i.i(&d, -99..99)); vec![io::<B>(B::int_cat(vec![x, y], 1))]
    }
    int_repeat_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::int_repeat_dim(i.i(&d, -99..99), dim, 3))]
    }
    int_mask_where(i) {
        let d = i.dims(); vec![io::<B>(B::int_mask_where(i.i(&d, -99..99), i.b(&d), i.i(&d, -99..99)))]
    }
    int_gather(i) {
        let d = [4, 5]; let at = i.i(&[2, 5], 0..4); vec![io::<B>(B::int_gather(0, i.i(&d, -99..99), at))]
    }
    int_select(i) {
        let d = [4, 5]; let at = i.i(&[7], 0..5); vec![io::<B>(B::int_select(i.i(&d, -99..99), 1, at))]
    }
    int_mask_fill(i) {
        let d = i.dims(); vec![io::<B>(B::int_mask_fill(i.i(&d, -99..99), i.b(&d), (-3).into()))]
    }
    int_scatter_add(i) {
        let d = [4, 5]; let at = i.i(&[2, 5], 0..4); vec![io::<B>(B::int_scatter_add(0, i.i(&d, -99..99), at, i.i(&[2, 5], -99..99)))]
    }
    int_select_add(i) {
        let d = [4, 5]; let at = i.i(&[3], 0..5); vec![io::<B>(B::int_select_add(i.i(&d, -99..99), 1, at, i.i(&[4, 3], -99..99)))]
    }
}
