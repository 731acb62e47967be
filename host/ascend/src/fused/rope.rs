//! Rotary embedding of a merged projection.

use burn::tensor::Tensor;
use burn_backend::TensorMetadata;
use inkstone_kernels::cpu::Heads;
use inkstone_kernels::{RopeTable, composed};

use super::{primitive, wrap};
use crate::backend::Ascend;
use crate::ops::layout::cast;
use crate::queue::{In, Out, aclnn};
use crate::tensor::AscendTensor;

/// Splits `[m, (q + 2 kv) dim]` into queries, keys and values `[heads, m, dim]` and turns queries and keys by halves, both in one operator:
/// they lie side by side. Values are a view of the projection.
pub(super) fn split_and_turn(
    qkv: Tensor<Ascend, 2>,
    rope: &RopeTable<Ascend>,
    heads: Heads,
) -> (Tensor<Ascend, 3>, Tensor<Ascend, 3>, Tensor<Ascend, 3>) {
    let inner = primitive(qkv.clone());
    let m = inner.dims()[0];
    let turned = heads.q + heads.kv;
    let part = |start: usize, count: usize, shape: &[usize]| {
        inner
            .clone()
            .narrowed(1, start * heads.dim, count * heads.dim)
            .viewed_as(shape)
    };
    let views = (
        part(0, turned, &[1, m, turned, heads.dim]),
        part(turned, heads.kv, &[m, heads.kv, heads.dim]),
    );
    let ((Some(x), Some(values)), true) = (views, inner.queue().profile().rotary) else {
        return composed::split_rope(qkv, rope, heads);
    };
    let out = inner.other(vec![1, m, turned, heads.dim], inner.dtype());
    if !out.is_empty() {
        let table = |table: &Tensor<Ascend, 2>| {
            let table =
                primitive(table.clone()).kept_as(inner.dtype(), |table| cast(table, inner.dtype()));
            table.viewed_as(&[1, m, 1, heads.dim]).unwrap_or(table)
        };
        turn(&x, &table(&rope.cos), &table(&rope.sin), &out);
    }
    let rows = out.viewed_as(&[m, turned, heads.dim]).unwrap_or(out);
    let head_major = |start, count| rows.clone().narrowed(1, start, count).swapped(0, 1);
    (
        wrap(head_major(0, heads.q)),
        wrap(head_major(heads.q, heads.kv)),
        wrap(values.swapped(0, 1)),
    )
}

fn turn(x: &AscendTensor, cos: &AscendTensor, sin: &AscendTensor, out: &AscendTensor) {
    /// The second half of a head goes with the first.
    const HALVES: i64 = 0;
    let (x, cos, sin, mode, y, queue) = (In(x), In(cos), In(sin), HALVES, Out(out), out.queue());
    aclnn!(queue, RotaryPositionEmbedding(x, cos, sin, mode, y));
}
