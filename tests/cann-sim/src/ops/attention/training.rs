//! The operator for training, which also takes float32 and heads of any size.

use super::compute::{Attention, Grid, Lines, Mask, TRIANGLE};
use super::{absent, mask_dtype, tiling};
use crate::op::prelude::*;

/// How often each statistic is repeated.
const REPEATED: usize = 8;

aclnn! {
    /// softmax(query · key * scaleValue) · value, with the largest products and the sums of the exponents.
    FlashAttentionScore(
        op; query: In, key: In, value: In, real_shift: OptIn, drop_mask: OptIn, padding_mask: OptIn, atten_mask: OptIn,
        prefix: OptInts, scale: F64, keep_prob: F64, pre_tokens: I64, next_tokens: I64, head_num: I64, layout: Text,
        inner_precise: I64, sparse_mode: I64, softmax_max: Out, softmax_sum: Out, softmax_out: OptOut, attention_out: Out,
    ) {
        op.not_on_310p()?;
        absent(op, &[&real_shift, &drop_mask, &padding_mask])?;
        op.require(prefix.is_none(), || "a prefix is not simulated".to_owned())?;
        op.require(keep_prob == 1.0, || format!("keepProb is {keep_prob}; only 1 is simulated"))?;
        op.require(inner_precise == 0, || format!("innerPrecise is {inner_precise}, not 0"))?;
        op.require(softmax_out.is_none_or(|tensor| tensor.numel() == 0), || "softmaxOut is not used".to_owned())?;
        for (what, tensor) in [("query", &query), ("key", &key), ("value", &value), ("attentionOut", &attention_out)] {
            op.dtype(what, tensor, FLOATS)?;
            op.same_dtype(&query, tensor)?;
        }
        mask_dtype(op, &atten_mask, &[DType::Bool, DType::U8])?;
        let q = Lines::of(&query, &layout, head_num);
        let q = q.ok_or_else(|| tiling(format!("query = {} is not {layout}", query.describe())))?;
        let kv_heads = match layout.as_str() {
            "BSND" => key.dims.get(2).copied(),
            "BNSD" => key.dims.get(1).copied(),
            _ => key.dims.last().map(|hidden| hidden / (q.d as i64).max(1)),
        };
        let kv = |tensor: &Tensor| {
            let lines = kv_heads.and_then(|heads| Lines::of(tensor, &layout, heads));
            lines.ok_or_else(|| tiling(format!("{} is not {layout}", tensor.describe())))
        };
        let (k, v) = (kv(&key)?, kv(&value)?);
        op.tiling(k.b == q.b && v.b == q.b && k.s == v.s && q.n.is_multiple_of(k.n), || "sizes differ".to_owned())?;
        op.tiling(k.d == q.d && v.d <= q.d && q.d <= 768, || format!("head sizes {}, {} and {}", q.d, k.d, v.d))?;
        let out = Lines::of(&attention_out, &layout, head_num).filter(|out| [out.b, out.s, out.d] == [q.b, q.s, v.d]);
        let out = out.ok_or_else(|| tiling(format!("attentionOut = {}", attention_out.describe())))?;
        let statistics = [q.b, q.n, q.s, REPEATED].map(|size| size as i64);
        for (what, tensor) in [("softmaxMaxOut", &softmax_max), ("softmaxSumOut", &softmax_sum)] {
            op.dtype(what, tensor, &[DType::F32])?;
            op.shape(what, tensor, &statistics)?;
        }
        let mask = match (atten_mask, sparse_mode) {
            (None, _) => Mask::None,
            (Some(mask), 0 | 1) => {
                let [before, after] = if sparse_mode == 0 { [pre_tokens, next_tokens] } else { [i64::MAX, i64::MAX] };
                let grid = Grid::of(&mask, [q.b, q.n, q.s, k.s]);
                let grid = grid.ok_or_else(|| tiling(format!("the mask = {}", mask.describe())))?;
                Mask::Full { grid, before, after }
            }
            (Some(triangle), 2 | 3) => {
                op.tiling(triangle.dims == [TRIANGLE, TRIANGLE], || format!("the mask = {}", triangle.describe()))?;
                Mask::Causal { triangle, from_end: sparse_mode == 3 }
            }
            (Some(_), other) => return Err(tiling(format!("sparseMode {other} is not 0, 1, 2 or 3"))),
        };
        let attention = Attention {
            lengths: vec![[q.s, k.s]; q.b],
            tensors: [query, key, value, attention_out],
            lines: [q, k, v, out],
            scale: scale as f32,
            mask,
            shift: None,
            zero_blind: true,
        };
        op.workspace(16 << 20);
        op.run(move |task| {
            let statistics = attention.run(task)?;
            for (place, tensor) in [&softmax_max, &softmax_sum].into_iter().enumerate() {
                let values = statistics.iter().flat_map(|both| [both[place]; REPEATED]);
                task.write(tensor, &values.collect::<Vec<_>>())?;
            }
            Ok(())
        })
    }
}
