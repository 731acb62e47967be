//! Attention on the CPU, for all of its operators.

use crate::op::prelude::*;
use crate::ops::cube::{Matrix, combine, multiply};

/// Side of the mask that the causal modes take for sequences of any length.
pub const TRIANGLE: i64 = 2048;

/// Where the heads' rows lie in a tensor without gaps.
#[derive(Clone, Copy, Debug)]
pub struct Lines {
    /// Batches.
    pub b: usize,
    /// Heads.
    pub n: usize,
    /// Tokens.
    pub s: usize,
    /// Elements of a head.
    pub d: usize,
    steps: [usize; 3],
}

impl Lines {
    /// By the layout's letters (batch, sequence, number of heads, head size, hidden size); none where the tensor does not have it.
    pub fn of(tensor: &Tensor, layout: &str, heads: i64) -> Option<Self> {
        let dims: Vec<usize> = tensor.dims.iter().map(|size| *size as usize).collect();
        let n = usize::try_from(heads).ok().filter(|n| *n > 0)?;
        let (sizes, steps) = match (layout, &dims[..]) {
            ("BSH", &[b, s, h]) if h % n == 0 => ([b, n, s, h / n], [s * h, h / n, h]),
            ("SBH", &[s, b, h]) if h % n == 0 => ([b, n, s, h / n], [h, h / n, b * h]),
            ("BSND", &[b, s, own, d]) if own == n => ([b, n, s, d], [s * n * d, d, n * d]),
            ("BNSD", &[b, own, s, d]) if own == n => ([b, n, s, d], [n * s * d, s * d, d]),
            _ => return None,
        };
        let [b, n, s, d] = sizes;
        Some(Self { b, n, s, d, steps })
    }

    fn place(&self, [b, n, s]: [usize; 3]) -> usize {
        b * self.steps[0] + n * self.steps[1] + s * self.steps[2]
    }

    /// The first `count` rows of a head, one after another.
    fn head(&self, values: &[f32], b: usize, n: usize, count: usize) -> Vec<f32> {
        let rows = (0..count).flat_map(|s| {
            let start = self.place([b, n, s]);
            &values[start..start + self.d]
        });
        rows.copied().collect()
    }
}

/// A tensor `[batches, heads, queries, keys]`, or with fewer axes, that all batches or heads may share.
pub struct Grid {
    /// The tensor.
    pub tensor: Arc<Tensor>,
    steps: [usize; 3],
}

impl Grid {
    /// None where its sizes are not `[q, k]`, `[b, q, k]` or `[b, n, q, k]`; `b` and `n` may be 1. A single query's axis may be missing.
    pub fn of(tensor: &Arc<Tensor>, [b, n, q, k]: [usize; 4]) -> Option<Self> {
        let own: Vec<usize> = tensor.dims.iter().map(|size| *size as usize).collect();
        let [own_b, own_n] = match own[..] {
            [own_q, own_k] if own_q == q && own_k == k => [1, 1],
            [own_b, own_k] if q == 1 && own_k == k => [own_b, 1],
            [own_b, own_q, own_k] if own_q == q && own_k == k => [own_b, 1],
            [own_b, own_n, own_q, own_k] if own_q == q && own_k == k => [own_b, own_n],
            _ => return None,
        };
        let fits = |own: usize, wanted: usize| own == 1 || own == wanted;
        let step = |own: usize, size: usize| if own == 1 { 0 } else { size };
        (fits(own_b, b) && fits(own_n, n)).then(|| Self {
            tensor: tensor.clone(),
            steps: [step(own_b, own_n * q * k), step(own_n, q * k), k],
        })
    }

    fn row<'a, T>(&self, values: &'a [T], at: [usize; 3], count: usize) -> &'a [T] {
        let start = at
            .iter()
            .zip(self.steps)
            .map(|(at, step)| at * step)
            .sum::<usize>();
        &values[start..start + count]
    }
}

/// Which keys a query does not see.
pub enum Mask {
    /// It sees all.
    None,
    /// Those where the mask is not 0, those more than `before` behind it and those more than `after` ahead.
    Full { grid: Grid, before: i64, after: i64 },
    /// Those ahead of it, by a triangle; counted from the last query and the last key where `from_end`, else from the first.
    Causal {
        triangle: Arc<Tensor>,
        from_end: bool,
    },
}

/// What an operator is to compute. All tensors are dense when they are read.
pub struct Attention {
    /// Queries, keys, values, result.
    pub tensors: [Arc<Tensor>; 4],
    /// Their rows.
    pub lines: [Lines; 4],
    /// Factor of the products.
    pub scale: f32,
    /// Hidden keys.
    pub mask: Mask,
    /// Added to the scaled products.
    pub shift: Option<Grid>,
    /// Queries and keys of each batch that count.
    pub lengths: Vec<[usize; 2]>,
    /// A query that sees nothing gets zeros; otherwise it sees all alike.
    pub zero_blind: bool,
}

/// For each batch, head and query, the largest product and the sum of the exponents.
pub type Statistics = Vec<[f32; 2]>;

impl Attention {
    /// Computes and writes the result; products are summed in f32, the weights are rounded to the values' type.
    pub fn run(&self, task: &Task) -> Result<Statistics> {
        let [q, k, v, out] = &self.tensors;
        let (queries, keys, values) = (
            task.read::<f32>(q)?,
            task.read::<f32>(k)?,
            task.read::<f32>(v)?,
        );
        let hidden = match &self.mask {
            Mask::None => Vec::new(),
            Mask::Full {
                grid: Grid { tensor, .. },
                ..
            }
            | Mask::Causal {
                triangle: tensor, ..
            } => task.read::<bool>(tensor)?.into_owned(),
        };
        let shift = self
            .shift
            .as_ref()
            .map(|grid| task.read::<f32>(&grid.tensor))
            .transpose()?;
        let [q, k, v, y] = &self.lines;
        let mut result = vec![0.0; out.numel()];
        let mut statistics = vec![[f32::NEG_INFINITY, 0.0]; q.b * q.n * q.s];
        let group = q.n / k.n;
        for (b, &[q_len, k_len]) in self.lengths.iter().enumerate() {
            for n in 0..q.n {
                let (keys, values) = (
                    k.head(&keys, b, n / group, k_len),
                    v.head(&values, b, n / group, k_len),
                );
                let queries = q.head(&queries, b, n, q_len);
                let mut scores = vec![0.0; q_len * k_len];
                multiply(
                    &queries,
                    Matrix {
                        values: &keys,
                        by_columns: true,
                    },
                    &mut scores,
                    [q_len, q.d, k_len],
                );
                for (i, scores) in scores.chunks_exact_mut(k_len.max(1)).enumerate() {
                    scores.iter_mut().for_each(|score| *score *= self.scale);
                    if let (Some(grid), Some(shift)) = (&self.shift, &shift) {
                        let row = grid.row(shift, [b, n, i], k_len);
                        scores
                            .iter_mut()
                            .zip(row)
                            .for_each(|(score, shift)| *score += shift);
                    }
                    self.hide(&hidden, [b, n, i], scores);
                    let start = y.place([b, n, i]);
                    statistics[(b * q.n + n) * q.s + i] =
                        self.weigh(scores, &values, &mut result[start..start + y.d]);
                }
            }
        }
        task.write(out, &result)?;
        Ok(statistics)
    }

    /// Puts minus infinity where the query sees nothing.
    fn hide(&self, hidden: &[bool], [b, n, i]: [usize; 3], scores: &mut [f32]) {
        let place = |b: usize| self.lengths[b].map(|length| length as i64);
        let row = i as i64;
        match &self.mask {
            Mask::None => {}
            Mask::Full {
                grid,
                before,
                after,
            } => {
                let hidden = grid.row(hidden, [b, n, i], scores.len());
                for (key, (score, hidden)) in (0_i64..).zip(scores.iter_mut().zip(hidden)) {
                    if *hidden || key - row > *after || row - key > *before {
                        *score = f32::NEG_INFINITY;
                    }
                }
            }
            Mask::Causal { from_end, .. } => {
                let [queries, keys] = place(b);
                let last = row + if *from_end { keys - queries } else { 0 };
                for (key, score) in (0_i64..).zip(scores.iter_mut()) {
                    // The mask's diagonal is laid onto the last key that is seen; the mask decides what lies on either side.
                    let distance = (key - last).clamp(1 - TRIANGLE, TRIANGLE - 1);
                    let at = if distance > 0 {
                        distance
                    } else {
                        -distance * TRIANGLE
                    };
                    if hidden[at as usize] {
                        *score = f32::NEG_INFINITY;
                    }
                }
            }
        }
    }

    /// The values, weighted by the softmax of the scores; gives the largest score and the sum of the exponents.
    fn weigh(&self, scores: &mut [f32], values: &[f32], out: &mut [f32]) -> [f32; 2] {
        let mut largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        if largest == f32::NEG_INFINITY {
            if self.zero_blind || scores.is_empty() {
                out.fill(0.0);
                return [largest, 0.0];
            }
            scores.fill(0.0);
            largest = 0.0;
        }
        scores
            .iter_mut()
            .for_each(|score| *score = (*score - largest).exp());
        let sum: f32 = scores.iter().sum();
        round_to(self.tensors[2].dtype, scores);
        combine(scores, values, out);
        out.iter_mut().for_each(|value| *value /= sum);
        [largest, sum]
    }
}
