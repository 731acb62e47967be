//! Bidirectional attention within segments: the attention of the vision encoder, where each image is a segment.

use super::attention::{
    Heads, KEYS, KeyBlocks, QUERIES, Queries, attend, put_key, scratch_len, value_stride,
};
use super::buffer::Scratch;
use super::pool::Cpu;
use super::shared::Shared;
use super::simd::{Simd, Vectorised};

/// Queries of a task at least (of whole blocks): every task packs all keys of its segment, which must be little work beside.
const MIN_QUERIES: usize = 8 * QUERIES;
/// Tasks per thread to aim for, so that threads end together.
const TASKS_PER_THREAD: usize = 16;

/// Attention of each token to all tokens of its segment.
///
/// `q` is `[q heads, m, dim]`, `k` and `v` are `[kv heads, m, dim]`, `out` is `[m, q heads * dim]`. Segment `i` has the tokens
/// `cu_seqlens[i]..cu_seqlens[i + 1]`: these begin with 0, do not fall, and end with `m`. Scores are multiplied with `scale`.
/// Each thread holds the keys and values of one head and segment, and the scores of 48 queries and 64 keys.
#[allow(clippy::too_many_arguments)]
pub fn attend_segments(
    cpu: &Cpu,
    q: &[f32],
    k: &[f32],
    v: &[f32],
    m: usize,
    heads: Heads,
    cu_seqlens: &[usize],
    scale: f32,
    out: &mut [f32],
) {
    let group = heads.group();
    assert_eq!(q.len(), heads.q * m * heads.dim, "q is [q heads, m, dim]");
    assert_eq!(k.len(), heads.kv * m * heads.dim, "k is [kv heads, m, dim]");
    assert_eq!(v.len(), k.len(), "v is [kv heads, m, dim]");
    assert_eq!(out.len(), q.len(), "out is [m, q heads * dim]");
    assert_eq!(cu_seqlens.first(), Some(&0), "cu_seqlens begins with 0");
    assert_eq!(cu_seqlens.last(), Some(&m), "cu_seqlens ends with m");
    assert!(cu_seqlens.is_sorted(), "cu_seqlens does not fall");
    if out.is_empty() {
        return;
    }
    let share = (heads.q * m).div_ceil(cpu.threads() * TASKS_PER_THREAD);
    let queries = share.max(MIN_QUERIES).next_multiple_of(QUERIES);
    let mut tasks = Vec::new();
    for segment in cu_seqlens.windows(2) {
        let segment = segment[0]..segment[1];
        for head in 0..heads.q {
            for first in segment.clone().step_by(queries) {
                tasks.push((
                    segment.clone(),
                    head,
                    first..segment.end.min(first + queries),
                ));
            }
        }
    }
    let out = Shared::new(out);
    cpu.parallel_kernels(tasks.len(), |task| {
        let (segment, head, queries) = tasks[task].clone();
        let of = |tensor, head: usize, tokens: &std::ops::Range<usize>| {
            let tensor: &[f32] = tensor;
            &tensor[(head * m + tokens.start) * heads.dim..(head * m + tokens.end) * heads.dim]
        };
        Segment {
            q: of(q, head, &queries),
            k: of(k, head / group, &segment),
            v: of(v, head / group, &segment),
            heads,
            head,
            first: queries.start,
            scale,
            out,
        }
    });
}

/// Some queries of one head, with all keys and values of their segment.
struct Segment<'a> {
    q: &'a [f32],
    k: &'a [f32],
    v: &'a [f32],
    heads: Heads,
    head: usize,
    first: usize,
    scale: f32,
    out: Shared<'a, f32>,
}

impl Vectorised for Segment<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let dim = self.heads.dim;
        let stride = value_stride(dim);
        let keys = self.k.len() / dim;
        let room = keys.next_multiple_of(KEYS);
        let mut scratch = Scratch::with_room_for(scratch_len(dim) + room * (dim + stride));
        let (scratch, packed) = scratch.floats().split_at_mut(scratch_len(dim));
        let (panels, values) = packed.split_at_mut(room * dim);
        for (index, key) in self.k.chunks_exact(dim).enumerate() {
            put_key(panels, index, key);
        }
        for (place, value) in values
            .chunks_exact_mut(stride)
            .zip(self.v.chunks_exact(dim))
        {
            place[..dim].copy_from_slice(value);
            place[dim..].fill(0.0);
        }
        let blocks = Packed {
            panels,
            values,
            dim,
            stride,
        };
        for (block, q) in self.q.chunks(QUERIES * dim).enumerate() {
            let queries = Queries {
                count: q.len() / dim,
                dim,
                scale: self.scale,
                query: |row| &q[row * dim..][..dim],
                limit: |_| keys,
            };
            // SAFETY: `blocks` has room for all keys of the segment.
            unsafe {
                attend(s, &queries, blocks, scratch, |row, sums| {
                    let token = self.first + block * QUERIES + row;
                    let at = (token * self.heads.q + self.head) * dim;
                    // SAFETY: no other task has this token and head.
                    self.out.part(at, dim).copy_from_slice(sums);
                });
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Packed<'a> {
    panels: &'a [f32],
    values: &'a [f32],
    dim: usize,
    stride: usize,
}

impl KeyBlocks for Packed<'_> {
    #[inline(always)]
    fn block(self, start: usize) -> (*const f32, *const f32) {
        (
            self.panels[start * self.dim..][..KEYS * self.dim].as_ptr(),
            self.values[start * self.stride..][..KEYS * self.stride].as_ptr(),
        )
    }
}
