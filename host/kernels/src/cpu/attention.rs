//! Attention in the manner of FlashAttention: a block of queries meets one block of keys after the other, keeping for each query
//! the greatest score so far, the sum of exponentials and the weighted sum of values (Milakov and Gimelshein; Dao and others).
//!
//! Shared by `segments.rs` (vision: packs keys and values first) and `causal.rs` (language: reads the cache).

use super::PANEL;
use super::math::{Times, exp, fold_max, map_in_place};
use super::simd::{Finish, Rows, Simd};

/// How many heads attention has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heads {
    /// Heads of queries: a multiple of `kv`.
    pub q: usize,
    /// Heads of keys and values; each serves `q / kv` heads of queries that follow each other.
    pub kv: usize,
    /// Elements of a head.
    pub dim: usize,
}

impl Heads {
    /// Query heads for each head of keys. Panics unless that is a whole number.
    pub(crate) fn group(&self) -> usize {
        assert!(
            self.kv > 0 && self.q.is_multiple_of(self.kv),
            "query heads are a multiple of key heads"
        );
        self.q / self.kv
    }
}

/// Queries of a block. All numbers of rows of a register tile divide this.
pub(crate) const QUERIES: usize = 48;
/// Keys of a block: whole panels.
pub(crate) const KEYS: usize = 64;

/// Floats from one value to the next: whole vectors.
pub(crate) fn value_stride(dim: usize) -> usize {
    dim.next_multiple_of(16)
}

/// Floats that [`attend`] needs as scratch memory.
pub(crate) fn scratch_len(dim: usize) -> usize {
    QUERIES * (dim + KEYS + value_stride(dim) + 3)
}

/// Writes a key into its place in panels of `[dim][PANEL]`.
#[inline(always)]
pub(crate) fn put_key(panels: &mut [f32], index: usize, key: &[f32]) {
    let panel = &mut panels[index / PANEL * key.len() * PANEL..][..key.len() * PANEL];
    for (place, x) in panel[index % PANEL..].iter_mut().step_by(PANEL).zip(key) {
        *place = *x;
    }
}

/// Keys and values of one head, to be read block by block.
pub(crate) trait KeyBlocks: Copy {
    /// Keys from `start`, a multiple of [`KEYS`]: as panels `[dim][PANEL]`, and values `[key][value_stride]`. Both hold `KEYS`.
    fn block(self, start: usize) -> (*const f32, *const f32);
}

/// A block of queries, and what they see.
pub(crate) struct Queries<Q, L> {
    /// Number of queries: 1 to [`QUERIES`].
    pub(crate) count: usize,
    /// Elements of a head.
    pub(crate) dim: usize,
    /// Factor of the scores.
    pub(crate) scale: f32,
    /// A query's elements.
    pub(crate) query: Q,
    /// How many keys a query sees, from the first: at least one, and the last query sees most.
    pub(crate) limit: L,
}

/// Computes attention for a block of queries; `write` gets each query's number and its weighted sum of values.
///
/// # Safety
/// `blocks` must have as many keys as the last query sees.
#[inline(always)]
pub(crate) unsafe fn attend<'q, S, Q, L>(
    s: S,
    queries: &Queries<Q, L>,
    blocks: impl KeyBlocks,
    scratch: &mut [f32],
    mut write: impl FnMut(usize, &[f32]),
) where
    S: Simd,
    Q: Fn(usize) -> &'q [f32],
    L: Fn(usize) -> usize,
{
    const { assert!(QUERIES.is_multiple_of(S::ROWS) && KEYS.is_multiple_of(PANEL)) }
    let Queries { count, dim, .. } = *queries;
    assert!((1..=QUERIES).contains(&count));
    let stride = value_stride(dim);
    let (packed, rest) = scratch[..scratch_len(dim)].split_at_mut(QUERIES * dim);
    let (scores, rest) = rest.split_at_mut(QUERIES * KEYS);
    let (sums, rest) = rest.split_at_mut(QUERIES * stride);
    let (greatest, rest) = rest.split_at_mut(QUERIES);
    let (totals, factors) = rest.split_at_mut(QUERIES);

    let groups = count.div_ceil(S::ROWS);
    pack_queries::<S, Q, L>(queries, packed);
    sums.fill(0.0);
    totals.fill(0.0);
    greatest.fill(f32::NEG_INFINITY);
    let keys = (queries.limit)(count - 1);
    for start in (0..keys).step_by(KEYS) {
        let width = KEYS.min(keys - start);
        let (panels, values) = blocks.block(start);
        for first in (0..width).step_by(PANEL) {
            for column in (0..PANEL).step_by(2 * S::LANES) {
                for group in 0..groups {
                    let rows = Rows {
                        start: packed[group * S::ROWS * dim..].as_ptr(),
                        row_stride: 1,
                        step_stride: S::ROWS,
                    };
                    let to = scores[group * S::ROWS * KEYS..].as_mut_ptr();
                    // SAFETY: a group of packed queries has `ROWS` elements for each of `dim` steps; a panel has `PANEL`, and
                    // `panels` has `KEYS / PANEL` of these; a row of scores has `KEYS` elements, `column` two vectors left.
                    unsafe {
                        let b = panels.add(first * dim + column);
                        s.tile::<2>(dim, rows, b, PANEL, Store(to.add(first + column)));
                    }
                }
            }
        }
        soften(s, queries, start, width, scores, greatest, totals, factors);
        let mut column = 0;
        while column < stride {
            let pair = column + 2 * S::LANES <= stride;
            for group in 0..groups {
                let rows = Rows {
                    start: scores[group * S::ROWS * KEYS..].as_ptr(),
                    row_stride: KEYS,
                    step_stride: 1,
                };
                let factors = &factors[group * S::ROWS..][..S::ROWS];
                let sums = sums[group * S::ROWS * stride + column..].as_mut_ptr();
                // SAFETY: `width` of `KEYS` elements of a row of scores; so many values of `stride` elements, of which `column`
                // leaves one vector, or two where `pair` says so; the same holds for the rows of sums.
                unsafe {
                    let b = values.add(column);
                    let add = Accumulate {
                        sums,
                        stride,
                        factors,
                    };
                    if pair {
                        s.tile::<2>(width, rows, b, stride, add);
                    } else {
                        s.tile::<1>(width, rows, b, stride, add);
                    }
                }
            }
            column += if pair { 2 * S::LANES } else { S::LANES };
        }
    }
    for row in 0..count {
        let sums = &mut sums[row * stride..][..dim];
        map_in_place(s, sums, Times(1.0 / totals[row]));
        write(row, sums);
    }
}

/// Stores a tile's sums as scores, from this pointer on.
struct Store(*mut f32);

#[allow(clippy::needless_range_loop)] // Iterators may keep vectors out of registers.
impl Finish for Store {
    #[inline(always)]
    fn row<S: Simd, const V: usize>(&mut self, s: S, row: usize, sums: [S::F; V]) {
        for v in 0..V {
            // SAFETY: made in `attend` for a tile whose rows of scores, `KEYS` apart, have `V` vectors from here.
            unsafe { s.store(self.0.add(row * KEYS + v * S::LANES), sums[v]) };
        }
    }
}

/// Multiplies the sums so far with the factor of their query and adds a tile's.
struct Accumulate<'a> {
    sums: *mut f32,
    stride: usize,
    factors: &'a [f32],
}

#[allow(clippy::needless_range_loop)] // Iterators may keep vectors out of registers.
impl Finish for Accumulate<'_> {
    #[inline(always)]
    fn row<S: Simd, const V: usize>(&mut self, s: S, row: usize, added: [S::F; V]) {
        let factor = s.splat(self.factors[row]);
        for v in 0..V {
            // SAFETY: made in `attend` for a tile whose rows of sums, `stride` apart, have `V` vectors from here.
            unsafe {
                let sums = self.sums.add(row * self.stride + v * S::LANES);
                s.store(sums, s.fma(s.load(sums), factor, added[v]));
            }
        }
    }
}

/// Queries times the scale, in groups of `ROWS`: `[group][dim][ROWS]`, zero beyond the last.
#[inline(always)]
fn pack_queries<'q, S, Q, L>(queries: &Queries<Q, L>, packed: &mut [f32])
where
    S: Simd,
    Q: Fn(usize) -> &'q [f32],
{
    let dim = queries.dim;
    for row in 0..queries.count.next_multiple_of(S::ROWS) {
        let group = &mut packed[row / S::ROWS * S::ROWS * dim..][..S::ROWS * dim];
        let places = group[row % S::ROWS..].iter_mut().step_by(S::ROWS);
        if row < queries.count {
            let query = (queries.query)(row);
            places
                .zip(query)
                .for_each(|(place, x)| *place = x * queries.scale);
        } else {
            places.for_each(|place| *place = 0.0);
        }
    }
}

/// Turns a block's scores into exponentials relative to the greatest score so far; what a query does not see becomes 0.
/// Updates the greatest scores and totals, and sets the factors that earlier sums must be multiplied with.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
fn soften<Q, L: Fn(usize) -> usize, S: Simd>(
    s: S,
    queries: &Queries<Q, L>,
    start: usize,
    width: usize,
    scores: &mut [f32],
    greatest: &mut [f32],
    totals: &mut [f32],
    factors: &mut [f32],
) {
    let whole = width.next_multiple_of(S::LANES);
    for row in 0..queries.count {
        let scores = &mut scores[row * KEYS..][..whole];
        let seen = (queries.limit)(row).saturating_sub(start).min(width);
        scores[seen..].fill(f32::NEG_INFINITY);
        // The greater of both; NaN only if all are, which ends as NaN in any case.
        factors[row] = greatest[row];
        greatest[row] = greatest[row].max(fold_max(s, scores));
    }
    for row in (0..QUERIES).step_by(S::LANES) {
        // SAFETY: both have `QUERIES` elements, a multiple of `LANES`.
        unsafe {
            let before = s.load(factors.as_ptr().add(row));
            let change = s.sub(before, s.load(greatest.as_ptr().add(row)));
            s.store(factors.as_mut_ptr().add(row), exp(s, change));
        }
    }
    for row in 0..queries.count {
        let shift = s.splat(greatest[row]);
        let scores = &mut scores[row * KEYS..][..whole];
        let mut sum = s.splat(0.0);
        for scores in scores.chunks_exact_mut(S::LANES) {
            // SAFETY: the chunk is a vector long.
            unsafe {
                let x = exp(s, s.sub(s.load(scores.as_ptr()), shift));
                s.store(scores.as_mut_ptr(), x);
                sum = s.add(sum, x);
            }
        }
        totals[row] = totals[row] * factors[row] + s.sum(sum);
    }
}
