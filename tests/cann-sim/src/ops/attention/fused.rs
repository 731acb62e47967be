//! The operator for any number of queries, in its versions.

use super::{Told, absent, contiguous, mask_dtype, single};
use crate::op::prelude::*;

/// Bytes of workspace.
const WORKSPACE: u64 = 41 << 20;

/// What all versions take and is simulated.
struct Fused {
    query: Arc<Tensor>,
    key: Vec<Arc<Tensor>>,
    value: Vec<Arc<Tensor>>,
    shift: Option<Arc<Tensor>>,
    mask: Option<Arc<Tensor>>,
    told: Told,
    modes: Vec<i64>,
    lse: Option<Arc<Tensor>>,
    out: Arc<Tensor>,
}

impl Fused {
    fn prepare(self, op: &mut Op) -> Result<()> {
        op.tiling(self.modes.iter().all(|mode| *mode == 0), || {
            format!(
                "block size and modes of quantisation are {:?}, which is not simulated",
                self.modes
            )
        })?;
        mask_dtype(op, &self.mask, &[DType::Bool, DType::I8, DType::U8])?;
        let (key, value) = (
            single(op, "key", self.key)?,
            single(op, "value", self.value)?,
        );
        contiguous(op, &[&self.query, &key, &value, &self.out])?;
        if let Some(mask) = &self.mask {
            contiguous(op, &[mask])?;
        }
        let attention = self.told.prepare(
            op,
            [self.query, key, value, self.out],
            self.mask,
            self.shift,
        )?;
        let queries = attention.lines[0];
        if let Some(lse) = &self.lse {
            op.tiling(lse.dtype == DType::F32, || {
                format!("softmaxLse is {:?}", lse.dtype)
            })?;
            let dims = [queries.b, queries.n, queries.s, 1].map(|size| size as i64);
            op.tiling(lse.dims == dims, || {
                format!("softmaxLse has the sizes {:?}, not {dims:?}", lse.dims)
            })?;
        }
        op.workspace(WORKSPACE);
        let lse = self.lse;
        op.run(move |task| {
            let statistics = attention.run(task)?;
            let Some(lse) = &lse else { return Ok(()) };
            // A query that sees nothing has no logarithm: infinity marks it.
            let log = |[largest, sum]: &[f32; 2]| {
                if *sum == 0.0 {
                    f32::INFINITY
                } else {
                    largest + sum.ln()
                }
            };
            task.write(lse, &statistics.iter().map(log).collect::<Vec<_>>())
        })
    }
}

/// A version: what it has between the prefix' length and `numHeads`, and between `valueAntiquantMode` and the results.
macro_rules! versions {
    ($($(#[$doc:meta])* $name:ident [$($more:ident),*] [$($mode:ident),*];)*) => {
        aclnn! {$(
            $(#[$doc])*
            $name(
                op; query: In, key: InList, value: InList, pse_shift: OptIn, atten_mask: OptIn, lengths: OptInts,
                kv_lengths: OptInts, deq_scale1: OptIn, quant_scale1: OptIn, deq_scale2: OptIn, quant_scale2: OptIn,
                quant_offset2: OptIn, antiquant_scale: OptIn, antiquant_offset: OptIn, block_table: OptIn,
                query_padding_size: OptIn, kv_padding_size: OptIn, key_antiquant_scale: OptIn, key_antiquant_offset: OptIn,
                value_antiquant_scale: OptIn, value_antiquant_offset: OptIn, key_shared_prefix: OptIn,
                value_shared_prefix: OptIn, prefix_lengths: OptInts, $($more: OptIn,)* num_heads: I64, scale: F64,
                pre_tokens: I64, next_tokens: I64, layout: Text, kv_heads: I64, sparse_mode: I64, inner_precise: I64,
                block_size: I64, antiquant_mode: I64, lse_flag: Bool, key_antiquant_mode: I64, value_antiquant_mode: I64,
                $($mode: I64,)* attention_out: Out, softmax_lse: OptOut,
            ) {
                op.not_on_310p()?;
                absent(op, &[
                    &deq_scale1, &quant_scale1, &deq_scale2, &quant_scale2, &quant_offset2, &antiquant_scale, &antiquant_offset,
                    &block_table, &query_padding_size, &kv_padding_size, &key_antiquant_scale, &key_antiquant_offset,
                    &value_antiquant_scale, &value_antiquant_offset, &key_shared_prefix, &value_shared_prefix, $(&$more,)*
                ])?;
                op.tiling(prefix_lengths.is_none(), || "the length of a prefix is given without one".to_owned())?;
                op.tiling(!lse_flag || softmax_lse.is_some(), || "softmaxLse is null and softmaxLseFlag is set".to_owned())?;
                let fused = Fused {
                    query, key, value, shift: pse_shift, mask: atten_mask, out: attention_out,
                    told: Told {
                        heads: num_heads, kv_heads, scale, sees: [pre_tokens, next_tokens], layout, sparse_mode,
                        inner_precise, lengths: [lengths, kv_lengths], head_multiple: 16,
                    },
                    modes: vec![block_size, antiquant_mode, key_antiquant_mode, value_antiquant_mode, $($mode),*],
                    lse: softmax_lse.filter(|_| lse_flag),
                };
                fused.prepare(op)
            }
        )*}
    };
}
versions! {
    /// softmax(query · key * scale + pseShift) · value.
    FusedInferAttentionScoreV2 [] [];
    /// The same; heads can be given in two parts.
    FusedInferAttentionScoreV3 [query_rope, key_rope, key_rope_antiquant_scale] [];
    /// The same; more kinds of quantisation.
    FusedInferAttentionScoreV4 [query_rope, key_rope, key_rope_antiquant_scale, dequant_scale_query, learnable_sink] [query_quant_mode];
}
