//! Causal attention of new tokens to the cache: the attention of the language model, for prefill and decode.

use super::attention::{Heads, QUERIES, Queries, attend, scratch_len};
use super::buffer::Scratch;
use super::kv::KvBlocks;
use super::pool::Cpu;
use super::shared::Shared;
use super::simd::{Simd, Vectorised};

/// Attention of the `m` newest tokens, each to itself and all before it.
///
/// `q` is `[q heads, m, dim]`, `out` is `[m, q heads * dim]`. `cache` already has the keys and values of the new tokens, so new token
/// `i` sees the first `cache.len() - m + i + 1`. Scores are multiplied with `scale`.
pub fn attend_causal(
    cpu: &Cpu,
    q: &[f32],
    m: usize,
    heads: Heads,
    cache: &KvBlocks,
    scale: f32,
    out: &mut [f32],
) {
    let group = heads.group();
    assert_eq!(q.len(), heads.q * m * heads.dim, "q is [q heads, m, dim]");
    assert_eq!(out.len(), q.len(), "out is [m, q heads * dim]");
    assert_eq!(heads.kv, cache.kv_heads(), "the cache has these heads");
    assert_eq!(heads.dim, cache.dim(), "the cache has heads of this size");
    assert!(m <= cache.len(), "the cache has the new tokens");
    if out.is_empty() {
        return;
    }
    // The query heads that share keys are rows of one block, so that each key is read once for all of them.
    let blocks = (m * group).div_ceil(QUERIES);
    let out = Shared::new(out);
    cpu.parallel_kernels(heads.kv * blocks, |task| Causal {
        q,
        m,
        heads,
        cache,
        kv_head: task % heads.kv,
        // The last blocks see most keys: the longest tasks first, so that threads end together.
        block: blocks - 1 - task / heads.kv,
        scale,
        out,
    });
}

struct Causal<'a> {
    q: &'a [f32],
    m: usize,
    heads: Heads,
    cache: &'a KvBlocks,
    kv_head: usize,
    block: usize,
    scale: f32,
    out: Shared<'a, f32>,
}

impl Vectorised for Causal<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let Heads { dim, q: heads, .. } = self.heads;
        let group = self.heads.group();
        let past = self.cache.len() - self.m;
        let first = self.block * QUERIES;
        // A row of the block is a token and one of its query heads.
        let locate = |row: usize| {
            let (token, member) = ((first + row) / group, (first + row) % group);
            (token, self.kv_head * group + member)
        };
        let queries = Queries {
            count: QUERIES.min(self.m * group - first),
            dim,
            scale: self.scale,
            query: |row| {
                let (token, head) = locate(row);
                &self.q[(head * self.m + token) * dim..][..dim]
            },
            limit: |row| past + locate(row).0 + 1,
        };
        let mut scratch = Scratch::with_room_for(scratch_len(dim));
        let scratch = scratch.floats();
        // SAFETY: the last new token sees all tokens of the cache, no more.
        unsafe {
            attend(
                s,
                &queries,
                self.cache.head(self.kv_head),
                scratch,
                |row, sums| {
                    let (token, head) = locate(row);
                    // SAFETY: no other task has this token and head.
                    self.out
                        .part((token * heads + head) * dim, dim)
                        .copy_from_slice(sums);
                },
            );
        }
    }
}
