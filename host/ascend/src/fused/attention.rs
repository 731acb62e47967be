//! Attention: `FusedInferAttentionScore` where the SoC has it, `PromptFlashAttention` and `IncreFlashAttention` where not, and plain products
//! with a softmax between them for f32 and for whatever is left.

use std::ffi::CStr;

use burn::tensor::Tensor;
use burn_backend::{DType, TensorData, TensorMetadata};
use inkstone_kernels::composed;

use super::cache::KvCache;
use super::{primitive, wrap};
use crate::backend::Ascend;
use crate::ops::layout::{contiguous, reshape};
use crate::ops::transfer::upload;
use crate::queue::{In, List, Nil, NilInts, Num, Opt, Out, Text, aclnn};
use crate::tensor::AscendTensor;

/// Tokens before and after one that it may look at: all.
const ALL: i64 = i32::MAX as i64;
/// Batch, sequence, heads, head size.
const LAYOUT: &CStr = c"BSND";
/// The fused operator takes head sizes that are a multiple of this.
const HEAD_MULTIPLE: usize = 16;
/// Side of the mask that the fused operator wants for causal attention, whatever the sequences' lengths.
const CAUSAL_MASK: usize = 2048;

/// Which keys a query sees.
#[derive(Clone, Copy)]
enum Sees {
    /// All of them.
    All,
    /// Those of the `past` tokens and of the queries up to its own.
    Past(usize),
}

/// Queries `[m, q, dim]`, keys and values `[n, kv, dim]`, contiguous.
struct Rows<'a> {
    q: &'a AscendTensor,
    k: &'a AscendTensor,
    v: &'a AscendTensor,
    scale: f64,
}

/// An operator that attends.
#[derive(Clone, Copy)]
enum Operator {
    Fused,
    Prompt,
    Step,
}

/// The operator for queries `m` of a head size and dtype, if there is one.
fn operator(q: &AscendTensor, m: usize, dim: usize) -> Option<Operator> {
    let profile = q.queue().profile();
    if q.dtype() == DType::F32 {
        return None;
    }
    if profile.fused_attention {
        Some(Operator::Fused)
    } else if profile.step_attention && m == 1 && dim.is_multiple_of(HEAD_MULTIPLE) {
        Some(Operator::Step)
    } else if profile.prompt_attention {
        Some(Operator::Prompt)
    } else {
        None
    }
}

/// `[heads, m, dim]` as `[m, heads, dim]` in memory; heads are made as long as the operator wants them, which costs no more than a copy.
fn rows(tensor: AscendTensor, head: usize) -> AscendTensor {
    let tensor = tensor.swapped(0, 1);
    let (m, heads, dim) = (tensor.dims()[0], tensor.dims()[1], tensor.dims()[2]);
    if dim == head {
        return contiguous(tensor);
    }
    let out = tensor.other(vec![m, heads, head], tensor.dtype());
    if !out.is_empty() {
        // The last dimension's padding comes first.
        let padding = crate::queue::Ints(vec![0, (head - dim) as i64]);
        let (x, zero, y, queue) = (
            In(&tensor),
            Num(0.0, tensor.dtype()),
            Out(&out),
            out.queue(),
        );
        aclnn!(queue, ConstantPadNd(x, padding, zero, y));
    }
    out
}

fn padded(operator: Operator, dim: usize) -> usize {
    match operator {
        Operator::Fused => dim.next_multiple_of(HEAD_MULTIPLE),
        // These pad by themselves.
        Operator::Prompt | Operator::Step => dim,
    }
}

/// `[m, heads, padded dim]` as `[m, heads * dim]`.
fn merged(out: AscendTensor, dim: usize) -> AscendTensor {
    let (m, heads) = (out.dims()[0], out.dims()[1]);
    reshape(out.narrowed(2, 0, dim), &vec![m, heads * dim].into())
}

/// Bidirectional attention inside each segment of the rows.
pub(super) fn segments(
    q: Tensor<Ascend, 3>,
    k: Tensor<Ascend, 3>,
    v: Tensor<Ascend, 3>,
    cu_seqlens: &[usize],
    scale: f64,
) -> Tensor<Ascend, 2> {
    let [_, m, dim] = q.dims();
    let (queries, keys, values) = (
        primitive(q.clone()),
        primitive(k.clone()),
        primitive(v.clone()),
    );
    let Some(operator) = operator(&queries, m, dim) else {
        return composed::attend_segments(q, k, v, cu_seqlens, scale);
    };
    let head = padded(operator, dim);
    let (queries, keys, values) = (rows(queries, head), rows(keys, head), rows(values, head));
    let out = queries.empty_like();
    for bounds in cu_seqlens.windows(2) {
        let segment =
            |tensor: &AscendTensor| tensor.clone().narrowed(0, bounds[0], bounds[1] - bounds[0]);
        let (q, k, v) = (segment(&queries), segment(&keys), segment(&values));
        let rows = Rows {
            q: &q,
            k: &k,
            v: &v,
            scale,
        };
        attend(operator, &rows, Sees::All, &segment(&out));
    }
    wrap(merged(out, dim))
}

/// Causal attention of queries `[q, m, dim]`, which follow `past` tokens, to all that the cache holds.
pub(super) fn causal(
    q: Tensor<Ascend, 3>,
    cache: &KvCache,
    past: usize,
    scale: f64,
) -> Tensor<Ascend, 2> {
    let [heads, m, dim] = q.dims();
    let queries = primitive(q.clone());
    let Some((keys, values)) = cache.rows() else {
        return q.reshape([m, heads * dim]);
    };
    let fits = dim.is_multiple_of(HEAD_MULTIPLE);
    let Some(operator) = operator(&queries, m, dim).filter(|_| fits) else {
        let head_major = |tensor: AscendTensor| wrap::<3>(tensor.swapped(0, 1));
        return composed::attend_causal(q, head_major(keys), head_major(values), past, scale);
    };
    let queries = rows(queries, dim);
    let out = queries.empty_like();
    let sees = match m {
        1 => Sees::All,
        _ => Sees::Past(past),
    };
    let rows = Rows {
        q: &queries,
        k: &keys,
        v: &values,
        scale,
    };
    attend(operator, &rows, sees, &out);
    wrap(merged(out, dim))
}

/// The mask of keys that are hidden, and the mode that it is meant for.
fn mask(operator: Operator, rows: &Rows<'_>, sees: Sees) -> (Option<AscendTensor>, i64) {
    /// The mask is as large as the scores.
    const FULL: i64 = 0;
    /// The mask is a triangle of [`CAUSAL_MASK`], laid to the scores' lower right corner.
    const RIGHT_DOWN: i64 = 3;
    let Sees::Past(past) = sees else {
        return (None, FULL);
    };
    let queue = rows.q.queue();
    let triangle = |height: usize, width: usize, past: usize| {
        let hidden: Vec<bool> = (0..height)
            .flat_map(|row| (0..width).map(move |key| key > past + row))
            .collect();
        upload(queue, TensorData::new(hidden, [height, width]))
    };
    match operator {
        Operator::Fused => {
            let made_for = (CAUSAL_MASK, 0);
            let mask = queue.kept_mask(made_for, || triangle(CAUSAL_MASK, CAUSAL_MASK, 0));
            (Some(mask), RIGHT_DOWN)
        }
        Operator::Prompt | Operator::Step => {
            let (m, n) = (rows.q.dims()[0], rows.k.dims()[0]);
            (Some(queue.kept_mask((m, n), || triangle(m, n, past))), FULL)
        }
    }
}

fn attend(operator: Operator, rows: &Rows<'_>, sees: Sees, out: &AscendTensor) {
    if out.is_empty() {
        return;
    }
    let (mask, sparse_mode) = mask(operator, rows, sees);
    // One batch.
    let batch = |tensor: &AscendTensor| {
        let dims = tensor.dims();
        tensor
            .viewed_as(&[1, dims[0], dims[1], dims[2]])
            .unwrap_or_else(|| tensor.clone())
    };
    let (query, key, value, result) = (batch(rows.q), batch(rows.k), batch(rows.v), batch(out));
    let (heads, kv_heads, scale) = (rows.q.dims()[1] as i64, rows.k.dims()[1] as i64, rows.scale);
    // Sums in f32, and rows without a key give zeros.
    let (precise, layout, queue) = (0i64, Text(LAYOUT), out.queue());
    let (n, ints) = (Nil, NilInts);
    let (q, y, hidden) = (In(&query), Out(&result), Opt(mask.as_ref()));
    let (before, after) = (ALL, ALL);
    match operator {
        Operator::Fused => {
            let (keys, values) = ([key], [value]);
            let (k, v) = (List(&keys), List(&values));
            let (lens, kv_lens, zero, no) = (ints, ints, 0i64, false);
            let (a, b, c, d, e, f, g, h, i, j, l, o, p, r, s, t) =
                (n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n);
            let (prefix, block, quant, key_quant, value_quant, lse) =
                (ints, zero, zero, zero, zero, n);
            aclnn!(
                queue,
                FusedInferAttentionScoreV2(
                    q,
                    k,
                    v,
                    a,
                    hidden,
                    lens,
                    kv_lens,
                    b,
                    c,
                    d,
                    e,
                    f,
                    g,
                    h,
                    i,
                    j,
                    l,
                    o,
                    p,
                    r,
                    s,
                    t,
                    n,
                    prefix,
                    heads,
                    scale,
                    before,
                    after,
                    layout,
                    kv_heads,
                    sparse_mode,
                    precise,
                    block,
                    quant,
                    no,
                    key_quant,
                    value_quant,
                    y,
                    lse
                )
            );
        }
        Operator::Prompt => {
            let (k, v) = (In(&key), In(&value));
            let (lens, kv_lens) = (ints, ints);
            let (a, b, c, d, e) = (n, n, n, n, n);
            aclnn!(
                queue,
                PromptFlashAttentionV3(
                    q,
                    k,
                    v,
                    n,
                    hidden,
                    lens,
                    kv_lens,
                    a,
                    b,
                    c,
                    d,
                    e,
                    heads,
                    scale,
                    before,
                    after,
                    layout,
                    kv_heads,
                    sparse_mode,
                    precise,
                    y
                )
            );
        }
        Operator::Step => {
            let (keys, values) = ([key], [value]);
            let (k, v) = (List(&keys), List(&values));
            let (a, b, c, d, e, f, g, h, i) = (n, n, n, n, n, n, n, n, n);
            let block = 0i64;
            aclnn!(
                queue,
                IncreFlashAttentionV4(
                    q, k, v, n, hidden, ints, a, b, c, d, e, f, g, h, i, heads, scale, layout,
                    kv_heads, block, precise, y
                )
            );
        }
    }
}
