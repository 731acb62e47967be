//! The cache of keys and values of one layer.

use super::attention::{KEYS, KeyBlocks, put_key, value_stride};
use super::buffer::Buffer;

/// Tokens of a block of the cache.
const BLOCK: usize = 256;

const _: () = assert!(BLOCK.is_multiple_of(KEYS));

/// Keys and values of one layer, in blocks of 256 tokens: appended in place, never moved.
///
/// A block has, for each head, its keys as panels `[dim][32]` and then its values, padded to whole vectors.
#[derive(Debug)]
pub struct KvBlocks {
    blocks: Vec<Buffer>,
    kv_heads: usize,
    dim: usize,
    len: usize,
}

impl KvBlocks {
    /// An empty cache for `kv_heads` heads of `dim` elements.
    pub fn new(kv_heads: usize, dim: usize) -> Self {
        KvBlocks {
            blocks: Vec::new(),
            kv_heads,
            dim,
            len: 0,
        }
    }

    /// Tokens in the cache.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Heads of keys and values.
    pub fn kv_heads(&self) -> usize {
        self.kv_heads
    }

    /// Elements of a head.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Appends the keys and values of `m` tokens, both `[kv heads, m, dim]`.
    pub fn append(&mut self, k: &[f32], v: &[f32], m: usize) {
        assert_eq!(
            k.len(),
            self.kv_heads * m * self.dim,
            "k is [kv heads, m, dim]"
        );
        assert_eq!(v.len(), k.len(), "v is [kv heads, m, dim]");
        let (dim, stride) = (self.dim, value_stride(self.dim));
        let head_len = self.head_len();
        while self.blocks.len() * BLOCK < self.len + m {
            self.blocks.push(Buffer::floats(self.kv_heads * head_len));
        }
        for token in 0..m {
            let (block, index) = ((self.len + token) / BLOCK, (self.len + token) % BLOCK);
            let block = self.blocks[block].as_mut_slice();
            for (head, part) in block.chunks_exact_mut(head_len).enumerate() {
                let (keys, values) = part.split_at_mut(BLOCK * dim);
                let from = (head * m + token) * dim;
                put_key(keys, index, &k[from..][..dim]);
                values[index * stride..][..dim].copy_from_slice(&v[from..][..dim]);
            }
        }
        self.len += m;
    }

    /// Forgets all tokens from number `len` on. Blocks that hold none any more are freed.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
        self.blocks.truncate(self.len.div_ceil(BLOCK));
    }

    /// Memory that the blocks take, in bytes.
    pub fn bytes(&self) -> usize {
        self.blocks.iter().map(Buffer::len).sum()
    }

    /// Floats of one head in a block.
    fn head_len(&self) -> usize {
        BLOCK * (self.dim + value_stride(self.dim))
    }

    /// Keys and values of one head.
    pub(crate) fn head(&self, head: usize) -> CachedHead<'_> {
        assert!(head < self.kv_heads);
        CachedHead { cache: self, head }
    }
}

/// One head of a [`KvBlocks`].
#[derive(Clone, Copy)]
pub(crate) struct CachedHead<'a> {
    cache: &'a KvBlocks,
    head: usize,
}

impl KeyBlocks for CachedHead<'_> {
    #[inline(always)]
    fn block(self, start: usize) -> (*const f32, *const f32) {
        let (cache, dim) = (self.cache, self.cache.dim);
        let stride = value_stride(dim);
        let block: &[f32] = cache.blocks[start / BLOCK].as_slice();
        let part = &block[self.head * cache.head_len()..][..cache.head_len()];
        let (keys, values) = part.split_at(BLOCK * dim);
        let index = start % BLOCK;
        (
            keys[index * dim..][..KEYS * dim].as_ptr(),
            values[index * stride..][..KEYS * stride].as_ptr(),
        )
    }
}
