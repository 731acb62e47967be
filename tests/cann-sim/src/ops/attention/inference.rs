//! The operators for many queries and for one.

use super::{Told, absent, contiguous, mask_dtype, single};
use crate::op::prelude::*;

/// Bytes of workspace.
const WORKSPACE: u64 = 16 << 20;

aclnn! {
    /// softmax(query · key * scale + pseShift) · value.
    PromptFlashAttentionV3(
        op; query: In, key: In, value: In, pse_shift: OptIn, atten_mask: OptIn, lengths: OptInts, kv_lengths: OptInts,
        deq_scale1: OptIn, quant_scale1: OptIn, deq_scale2: OptIn, quant_scale2: OptIn, quant_offset2: OptIn,
        num_heads: I64, scale: F64, pre_tokens: I64, next_tokens: I64, layout: Text, kv_heads: I64, sparse_mode: I64,
        inner_precise: I64, attention_out: Out,
    ) {
        absent(op, &[&deq_scale1, &quant_scale1, &deq_scale2, &quant_scale2, &quant_offset2])?;
        let masks = if op.soc().is_310p { BOOLS } else { &[DType::Bool, DType::I8, DType::U8] };
        mask_dtype(op, &atten_mask, masks)?;
        let told = Told {
            heads: num_heads, kv_heads, scale, sees: [pre_tokens, next_tokens], layout, sparse_mode, inner_precise,
            lengths: [lengths, kv_lengths],
            // The library pads by itself.
            head_multiple: 1,
        };
        let batches = query.dims.first().copied().unwrap_or(0);
        let attention = told.prepare(op, [query, key, value, attention_out], atten_mask, pse_shift)?;
        op.tiling(attention.lines[0].d.is_multiple_of(16) || batches <= 128, || format!("{batches} batches, more than 128"))?;
        op.workspace(WORKSPACE);
        op.run(move |task| attention.run(task).map(drop))
    }
    /// The same for one query of each batch.
    IncreFlashAttentionV4(
        op; query: In, key: InList, value: InList, pse_shift: OptIn, atten_mask: OptIn, kv_lengths: OptInts,
        dequant_scale1: OptIn, quant_scale1: OptIn, dequant_scale2: OptIn, quant_scale2: OptIn, quant_offset2: OptIn,
        antiquant_scale: OptIn, antiquant_offset: OptIn, block_table: OptIn, kv_padding_size: OptIn, num_heads: I64,
        scale: F64, layout: Text, kv_heads: I64, block_size: I64, inner_precise: I64, attention_out: Out,
    ) {
        absent(op, &[&dequant_scale1, &quant_scale1, &dequant_scale2, &quant_scale2, &quant_offset2])?;
        absent(op, &[&antiquant_scale, &antiquant_offset, &block_table, &kv_padding_size])?;
        op.tiling(block_size == 0, || format!("blockSize is {block_size} without pages"))?;
        let masks = if op.soc().is_310p { &[DType::Bool, DType::F16][..] } else { &[DType::Bool, DType::I8, DType::U8] };
        mask_dtype(op, &atten_mask, masks)?;
        let (key, value) = (single(op, "key", key)?, single(op, "value", value)?);
        contiguous(op, &[&query, &key, &value])?;
        let all = i64::MAX;
        let told = Told {
            heads: num_heads, kv_heads, scale, sees: [all, all], layout, sparse_mode: 0, inner_precise,
            lengths: [None, kv_lengths], head_multiple: 16,
        };
        let attention = told.prepare(op, [query, key, value, attention_out], atten_mask, pse_shift)?;
        op.tiling(attention.lines[0].s == 1, || format!("{} queries of a batch, not 1", attention.lines[0].s))?;
        op.workspace(WORKSPACE);
        op.run(move |task| attention.run(task).map(drop))
    }
}
