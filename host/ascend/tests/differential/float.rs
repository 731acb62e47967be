//! Functions of floats.

use burn_backend::{BoolDType, FloatDType, IntDType, Slice};

use crate::case::cases;
use crate::inputs::{bo, fo, io, shape};

cases! {
    float_exp(i) {
        let d = i.dims(); vec![fo::<B>(B::float_exp(i.f(&d)))]
    }
    float_sin(i) {
        let d = i.dims(); vec![fo::<B>(B::float_sin(i.f(&d)))]
    }
    float_cos(i) {
        let d = i.dims(); vec![fo::<B>(B::float_cos(i.f(&d)))]
    }
    float_tanh(i) {
        let d = i.dims(); vec![fo::<B>(B::float_tanh(i.f(&d)))]
    }
    float_sinh(i) {
        let d = i.dims(); vec![fo::<B>(B::float_sinh(i.f(&d)))]
    }
    float_cosh(i) {
        let d = i.dims(); vec![fo::<B>(B::float_cosh(i.f(&d)))]
    }
    float_erf(i) {
        let d = i.dims(); vec![fo::<B>(B::float_erf(i.f(&d)))]
    }
    float_round(i) {
        let d = i.dims(); vec![fo::<B>(B::float_round(i.f(&d)))]
    }
    float_floor(i) {
        let d = i.dims(); vec![fo::<B>(B::float_floor(i.f(&d)))]
    }
    float_ceil(i) {
        let d = i.dims(); vec![fo::<B>(B::float_ceil(i.f(&d)))]
    }
    float_trunc(i) {
        let d = i.dims(); vec![fo::<B>(B::float_trunc(i.f(&d)))]
    }
    float_recip(i) {
        let d = i.dims(); vec![fo::<B>(B::float_recip(i.f(&d)))]
    }
    float_neg(i) {
        let d = i.dims(); vec![fo::<B>(B::float_neg(i.f(&d)))]
    }
    float_abs(i) {
        let d = i.dims(); vec![fo::<B>(B::float_abs(i.f(&d)))]
    }
    float_sign(i) {
        let d = i.dims(); vec![fo::<B>(B::float_sign(i.f(&d)))]
    }
    float_log(i) {
        let d = i.dims(); vec![fo::<B>(B::float_log(i.floats(&d, 0.1..3.0)))]
    }
    float_log1p(i) {
        let d = i.dims(); vec![fo::<B>(B::float_log1p(i.floats(&d, 0.1..3.0)))]
    }
    float_sqrt(i) {
        let d = i.dims(); vec![fo::<B>(B::float_sqrt(i.floats(&d, 0.1..3.0)))]
    }
    float_asin(i) {
        let d = i.dims(); vec![fo::<B>(B::float_asin(i.floats(&d, -0.9..0.9)))]
    }
    float_acos(i) {
        let d = i.dims(); vec![fo::<B>(B::float_acos(i.floats(&d, -0.9..0.9)))]
    }
    float_atanh(i) {
        let d = i.dims(); vec![fo::<B>(B::float_atanh(i.floats(&d, -0.9..0.9)))]
    }
    float_tan(i) {
        let d = i.dims(); vec![fo::<B>(B::float_tan(i.floats(&d, -0.9..0.9)))]
    }
    float_atan(i) {
        let d = i.dims(); vec![fo::<B>(B::float_atan(i.floats(&d, -0.9..0.9)))]
    }
    float_asinh(i) {
        let d = i.dims(); vec![fo::<B>(B::float_asinh(i.floats(&d, -0.9..0.9)))]
    }
    float_acosh(i) {
        let d = i.dims(); vec![fo::<B>(B::float_acosh(i.floats(&d, 1.2..3.0)))]
    }
    float_add(i) {
        let d = i.dims(); let e = i.partly(&d); vec![fo::<B>(B::float_add(i.f(&d), i.f(&e)))]
    }
    float_add_scalar(i) {
        let d = i.dims(); vec![fo::<B>(B::float_add_scalar(i.f(&d), 1.7.into()))]
    }
    float_sub(i) {
        let d = i.dims(); let e = i.partly(&d); vec![fo::<B>(B::float_sub(i.f(&d), i.f(&e)))]
    }
    float_sub_scalar(i) {
        let d = i.dims(); vec![fo::<B>(B::float_sub_scalar(i.f(&d), 1.7.into()))]
    }
    float_mul(i) {
        let d = i.dims(); let e = i.partly(&d); vec![fo::<B>(B::float_mul(i.f(&d), i.f(&e)))]
    }
    float_mul_scalar(i) {
        let d = i.dims(); vec![fo::<B>(B::float_mul_scalar(i.f(&d), 1.7.into()))]
    }
    float_div(i) {
        let d = i.dims(); let e = i.partly(&d); vec![fo::<B>(B::float_div(i.f(&d), i.floats(&e, 0.4..2.0)))]
    }
    float_div_scalar(i) {
        let d = i.dims(); vec![fo::<B>(B::float_div_scalar(i.f(&d), 0.75.into()))]
    }
    float_remainder(i) {
        let d = i.dims(); let e = i.partly(&d); vec![fo::<B>(B::float_remainder(i.f(&d), i.floats(&e, 0.4..2.0)))]
    }
    float_remainder_scalar(i) {
        let d = i.dims(); vec![fo::<B>(B::float_remainder_scalar(i.f(&d), 0.75.into()))]
    }
    float_powf(i) {
        let d = i.dims(); vec![fo::<B>(B::float_powf(i.floats(&d, 0.2..2.0), i.f(&d)))]
    }
    float_powf_scalar(i) {
        let d = i.dims(); vec![fo::<B>(B::float_powf_scalar(i.floats(&d, 0.2..2.0), 1.3.into()))]
    }
    float_powi_scalar(i) {
        let d = i.dims(); vec![fo::<B>(B::float_powi_scalar(i.f(&d), 3.into()))]
    }
    float_atan2(i) {
        let d = i.dims(); vec![fo::<B>(B::float_atan2(i.f(&d), i.f(&d)))]
    }
    float_clamp(i) {
        let d = i.dims(); vec![fo::<B>(B::float_clamp(i.f(&d), (-0.5).into(), 1.0.into()))]
    }
    float_clamp_min(i) {
        let d = i.dims(); vec![fo::<B>(B::float_clamp_min(i.f(&d), 0.25.into()))]
    }
    float_clamp_max(i) {
        let d = i.dims(); vec![fo::<B>(B::float_clamp_max(i.f(&d), 0.25.into()))]
    }
    float_matmul_2d(i) {
        let (m, k, n) = (i.number(1..6), i.number(1..6), i.number(1..6)); vec![fo::<B>(B::float_matmul(i.f(&[m, k]), i.f(&[k, n])))]
    }
    float_matmul_4d(i) {
        let (m, k, n, b) = (i.number(1..6), i.number(1..6), i.number(1..6), i.number(1..4)); vec![fo::<B>(B::float_matmul(i.f(&[b, 2, m, k]), i.f(&[1, 2, k, n])))]
    }
    float_cross(i) {
        let d = [i.number(1..4), 3]; vec![fo::<B>(B::float_cross(i.f(&d), i.f(&d), 1))]
    }
    float_equal(i) {
        let d = i.dims(); let (x, y) = (i.i(&d, 0..3), i.i(&d, 0..3)); let t = i.float_dtype().into(); let (x, y) = (B::int_into_float(x, t), B::int_into_float(y, t)); vec![bo::<B>(B::float_equal(x, y, BoolDType::Native))]
    }
    float_equal_elem(i) {
        let d = i.dims(); let x = i.i(&d, 0..3); let x = B::int_into_float(x, i.float_dtype().into()); vec![bo::<B>(B::float_equal_elem(x, 1.0.into(), BoolDType::Native))]
    }
    float_not_equal(i) {
        let d = i.dims(); let (x, y) = (i.i(&d, 0..3), i.i(&d, 0..3)); let t = i.float_dtype().into(); let (x, y) = (B::int_into_float(x, t), B::int_into_float(y, t)); vec![bo::<B>(B::float_not_equal(x, y, BoolDType::Native))]
    }
    float_not_equal_elem(i) {
        let d = i.dims(); let x = i.i(&d, 0..3); let x = B::int_into_float(x, i.float_dtype().into()); vec![bo::<B>(B::float_not_equal_elem(x, 1.0.into(), BoolDType::Native))]
    }
    float_greater(i) {
        let d = i.dims(); let (x, y) = (i.i(&d, 0..3), i.i(&d, 0..3)); let t = i.float_dtype().into(); let (x, y) = (B::int_into_float(x, t), B::int_into_float(y, t)); vec![bo::<B>(B::float_greater(x, y, BoolDType::Native))]
    }
    float_greater_elem(i) {
        let d = i.dims(); let x = i.i(&d, 0..3); let x = B::int_into_float(x, i.float_dtype().into()); vec![bo::<B>(B::float_greater_elem(x, 1.0.into(), BoolDType::Native))]
    }
    float_greater_equal(i) {
        let d = i.dims(); let (x, y) = (i.i(&d, 0..3), i.i(&d, 0..3)); let t = i.float_dtype().into(); let (x, y) = (B::int_into_float(x, t), B::int_into_float(y, t)); vec![bo::<B>(B::float_greater_equal(x, y, BoolDType::Native))]
    }
    float_greater_equal_elem(i) {
        let d = i.dims(); let x = i.i(&d, 0..3); let x = B::int_into_float(x, i.float_dtype().into()); vec![bo::<B>(B::float_greater_equal_elem(x, 1.0.into(), BoolDType::Native))]
    }
    float_lower(i) {
        let d = i.dims(); let (x, y) = (i.i(&d, 0..3), i.i(&d, 0..3)); let t = i.float_dtype().into(); let (x, y) = (B::int_into_float(x, t), B::int_into_float(y, t)); vec![bo::<B>(B::float_lower(x, y, BoolDType::Native))]
    }
    float_lower_elem(i) {
        let d = i.dims(); let x = i.i(&d, 0..3); let x = B::int_into_float(x, i.float_dtype().into()); vec![bo::<B>(B::float_lower_elem(x, 1.0.into(), BoolDType::Native))]
    }
    float_lower_equal(i) {
        let d = i.dims(); let (x, y) = (i.i(&d, 0..3), i.i(&d, 0..3)); let t = i.float_dtype().into(); let (x, y) = (B::int_into_float(x, t), B::int_into_float(y, t)); vec![bo::<B>(B::float_lower_equal(x, y, BoolDType::Native))]
    }
    float_lower_equal_elem(i) {
        let d = i.dims(); let x = i.i(&d, 0..3); let x = B::int_into_float(x, i.float_dtype().into()); vec![bo::<B>(B::float_lower_equal_elem(x, 1.0.into(), BoolDType::Native))]
    }
    float_sum(i) {
        let d = i.dims(); vec![fo::<B>(B::float_sum(i.f(&d)))]
    }
    float_sum_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_sum_dim(i.f(&d), dim))]
    }
    float_prod(i) {
        let d = i.dims(); vec![fo::<B>(B::float_prod(i.f(&d)))]
    }
    float_prod_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_prod_dim(i.f(&d), dim))]
    }
    float_mean(i) {
        let d = i.dims(); vec![fo::<B>(B::float_mean(i.f(&d)))]
    }
    float_mean_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_mean_dim(i.f(&d), dim))]
    }
    float_max(i) {
        let d = i.dims(); vec![fo::<B>(B::float_max(i.f(&d)))]
    }
    float_max_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_max_dim(i.f(&d), dim))]
    }
    float_min(i) {
        let d = i.dims(); vec![fo::<B>(B::float_min(i.f(&d)))]
    }
    float_min_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_min_dim(i.f(&d), dim))]
    }
    float_argmax(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::float_argmax(i.f(&d), dim, IntDType::I32))]
    }
    float_argmin(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::float_argmin(i.f(&d), dim, IntDType::I32))]
    }
    float_max_dim_with_indices(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); let (x, y) = B::float_max_dim_with_indices(i.f(&d), dim, IntDType::I32); vec![fo::<B>(x), io::<B>(y)]
    }
    float_min_dim_with_indices(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); let (x, y) = B::float_min_dim_with_indices(i.f(&d), dim, IntDType::I32); vec![fo::<B>(x), io::<B>(y)]
    }
    float_cumsum(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_cumsum(i.f(&d), dim))]
    }
    float_cumprod(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_cumprod(i.f(&d), dim))]
    }
    float_cummax(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_cummax(i.f(&d), dim))]
    }
    float_cummin(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_cummin(i.f(&d), dim))]
    }
    float_topk(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); let k = i.number(1..d[dim] + 1); vec![fo::<B>(B::float_topk(i.f(&d), dim, k))]
    }
    float_argtopk(i) {
        let d = i.dims();
        let dim = i.number(0..d.len());
        let k = i.number(1..d[dim] + 1);
        // The CPU backend has no such function: the first of the sorted ones.
        let on_cpu = B::name(i.device()) == "flex";
        let x = i.f(&d);
        vec![io::<B>(match on_cpu {
            true => B::int_slice(B::float_argsort(x, dim, true, IntDType::I32), &firsts(&d, dim, k)),
            false => B::float_argtopk(x, dim, k, IntDType::I32),
        })]
    }
    float_sort_with_indices(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); let (x, y) = B::float_sort_with_indices(i.f(&d), dim, true, IntDType::I32); vec![fo::<B>(x), io::<B>(y)]
    }
    float_argsort(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![io::<B>(B::float_argsort(i.f(&d), dim, false, IntDType::I32))]
    }
    float_is_nan(i) {
        let d = i.dims(); let x = B::float_sqrt(i.f(&d)); vec![bo::<B>(B::float_is_nan(x, BoolDType::Native))]
    }
    float_is_inf(i) {
        let d = i.dims(); let x = i.i(&d, 0..2); let x = B::float_recip(B::int_into_float(x, i.float_dtype().into())); vec![bo::<B>(B::float_is_inf(x, BoolDType::Native))]
    }
    float_into_int(i) {
        let d = i.dims(); vec![io::<B>(B::float_into_int(i.floats(&d, -9.0..9.0), IntDType::I32))]
    }
    float_cast(i) {
        let d = i.dims(); let x = B::float_cast(i.f(&d), FloatDType::F16); vec![fo::<B>(B::float_cast(x, FloatDType::F32))]
    }
    float_zeros_ones_full(i) {
        let d = i.dims(); let t: FloatDType = i.float_dtype().into(); let dev = i.device().clone(); vec![fo::<B>(B::float_zeros(shape(&d), &dev, t)), fo::<B>(B::float_ones(shape(&d), &dev, t)), fo::<B>(B::float_full(shape(&d), 2.5.into(), &dev, t))]
    }
    float_flip(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_flip(i.f(&d), &[dim]))]
    }
    float_reshape(i) {
        let d = i.dims(); let n = d.iter().product(); vec![fo::<B>(B::float_reshape(i.f(&d), shape(&[1, n])))]
    }
    float_expand(i) {
        let d = i.dims(); let e = i.partly(&d); let x = { let d = &e; i.f(d) }; vec![fo::<B>(B::float_expand(x, shape(&d)))]
    }
    float_unfold(i) {
        let d = [3, 7]; vec![fo::<B>(B::float_unfold(i.f(&d), 1, 3, 2))]
    }
    float_slice(i) {
        let d = [5, 6]; vec![fo::<B>(B::float_slice(i.f(&d), &[Slice::new(1, Some(4), 1), Slice::new(0, None, 2)])), fo::<B>(B::float_slice(i.f(&d), &[Slice::new(0, None, -2), Slice::new(1, Some(5), -1)]))]
    }
    float_slice_assign(i) {
        let d = [5, 6]; let x = i.f(&d); let d = [3, 3]; let y = i.f(&d); vec![fo::<B>(B::float_slice_assign(x, &[Slice::new(1, Some(4), 1), Slice::new(0, None, 2)], y))]
    }
    float_cat(i) {
        let d = [2, 3]; let (x, y) = (i.f(&d), i.f(&d)); vec![fo::<B>(B::float_cat(vec![x, y], 1))]
    }
    float_repeat_dim(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::float_repeat_dim(i.f(&d), dim, 3))]
    }
    float_mask_where(i) {
        let d = i.dims(); vec![fo::<B>(B::float_mask_where(i.f(&d), i.b(&d), i.f(&d)))]
    }
    float_gather(i) {
        let d = [4, 5]; let at = i.i(&[2, 5], 0..4); vec![fo::<B>(B::float_gather(0, i.f(&d), at))]
    }
    float_select(i) {
        let d = [4, 5]; let at = i.i(&[7], 0..5); vec![fo::<B>(B::float_select(i.f(&d), 1, at))]
    }
    float_mask_fill(i) {
        let d = i.dims(); vec![fo::<B>(B::float_mask_fill(i.f(&d), i.b(&d), (-3.0).into()))]
    }
    float_scatter_add(i) {
        let d = [4, 5]; let at = i.i(&[2, 5], 0..4); vec![fo::<B>(B::float_scatter_add(0, i.f(&d), at, i.f(&[2, 5])))]
    }
    float_select_add(i) {
        let d = [4, 5]; let at = i.i(&[3], 0..5); vec![fo::<B>(B::float_select_add(i.f(&d), 1, at, i.f(&[4, 3])))]
    }
}

/// The first `k` indices of a dimension, all of the others.
fn firsts(dims: &[usize], dim: usize, k: usize) -> Vec<Slice> {
    let ends = dims
        .iter()
        .enumerate()
        .map(|(at, &size)| if at == dim { k } else { size });
    ends.map(|end| Slice::new(0, Some(end as isize), 1))
        .collect()
}
