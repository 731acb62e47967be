//! Attention in one operator.

mod compute;
mod fused;
mod inference;
mod training;

use compute::{Attention, Grid, Lines, Mask, TRIANGLE};

use crate::op::prelude::*;

/// What the inference operators are told, beside their tensors.
struct Told {
    heads: i64,
    kv_heads: i64,
    scale: f64,
    /// Tokens before and after one that it sees, with a full mask.
    sees: [i64; 2],
    layout: String,
    sparse_mode: i64,
    inner_precise: i64,
    lengths: [Option<Vec<i64>>; 2],
    /// The head sizes that are taken are multiples of this.
    head_multiple: usize,
}

impl Told {
    /// Checks everything that the inference operators have in common; refuses with 561002.
    fn prepare(
        self,
        op: &mut Op,
        tensors: [Arc<Tensor>; 4],
        mask: Option<Arc<Tensor>>,
        shift: Option<Arc<Tensor>>,
    ) -> Result<Attention> {
        let [q, k, v, out] = &tensors;
        let halves = if op.soc().is_310p {
            &[DType::F16][..]
        } else {
            &[DType::F16, DType::Bf16]
        };
        for (what, tensor) in [
            ("query", q),
            ("key", k),
            ("value", v),
            ("attentionOut", out),
        ] {
            op.tiling(
                halves.contains(&tensor.dtype) && tensor.dtype == q.dtype,
                || {
                    format!(
                        "{what} is {:?} and query {:?}, not all the same of {halves:?}",
                        tensor.dtype, q.dtype
                    )
                },
            )?;
        }
        let kv_heads = if self.kv_heads == 0 {
            self.heads
        } else {
            self.kv_heads
        };
        let (layout, out_layout) = match self.layout.as_str() {
            "BNSD_BSND" => ("BNSD", "BSND"),
            layout @ ("BSH" | "BSND" | "BNSD") => (layout, layout),
            other => {
                return Err(tiling(format!(
                    "the layout {other} is not BSH, BSND, BNSD or BNSD_BSND"
                )));
            }
        };
        let lines = |what: &str, tensor: &Tensor, layout: &str, heads: i64| {
            let lines = Lines::of(tensor, layout, heads);
            lines.ok_or_else(|| {
                tiling(format!(
                    "{what} = {} is not {layout} with {heads} heads",
                    tensor.describe()
                ))
            })
        };
        let lines = [
            lines("query", q, layout, self.heads)?,
            lines("key", k, layout, kv_heads)?,
            lines("value", v, layout, kv_heads)?,
            lines("attentionOut", out, out_layout, self.heads)?,
        ];
        let [queries, keys, values, results] = &lines;
        op.tiling(
            keys.b == queries.b && values.b == queries.b && values.s == keys.s,
            || "batches or lengths differ".to_owned(),
        )?;
        op.tiling([results.b, results.s] == [queries.b, queries.s], || {
            format!("attentionOut has the sizes {:?}", out.dims)
        })?;
        op.tiling(
            keys.d == queries.d && values.d == queries.d && results.d == queries.d,
            || "head sizes differ".to_owned(),
        )?;
        op.tiling(
            queries.d <= 512 && queries.d.is_multiple_of(self.head_multiple),
            || {
                format!(
                    "D is {}: it should be a multiple of {} up to 512",
                    queries.d, self.head_multiple
                )
            },
        )?;
        let group = queries.n / keys.n;
        op.tiling(
            queries.n.is_multiple_of(keys.n) && group <= 64 && queries.n <= 256,
            || {
                format!(
                    "{} heads of queries for {} of keys: a multiple up to 64, and up to 256",
                    queries.n, keys.n
                )
            },
        )?;
        op.tiling((0..=3).contains(&self.inner_precise), || {
            format!("innerPrecise is {}", self.inner_precise)
        })?;
        let sizes = [queries.b, queries.n, queries.s, keys.s];
        let lengths = self.counted(op, sizes)?;
        let mask = self.mask(op, mask, sizes)?;
        let shift = shift.map(|shift| {
            op.tiling(shift.dtype == q.dtype && shift.rank() == 4, || {
                format!("pseShift is {}", shift.describe())
            })?;
            Grid::of(&shift, sizes)
                .ok_or_else(|| tiling(format!("pseShift = {} is not {sizes:?}", shift.describe())))
        });
        Ok(Attention {
            lines,
            scale: self.scale as f32,
            mask,
            shift: shift.transpose()?,
            lengths,
            zero_blind: self.inner_precise & 2 != 0,
            tensors,
        })
    }

    /// Queries and keys of each batch.
    fn counted(&self, op: &Op, [b, _, q, k]: [usize; 4]) -> Result<Vec<[usize; 2]>> {
        let count = |given: &Option<Vec<i64>>, whole: usize, batch: usize| match given.as_deref() {
            None | Some([]) => Some(whole),
            Some([one]) => usize::try_from(*one).ok(),
            Some(all) => all
                .get(batch)
                .and_then(|length| usize::try_from(*length).ok()),
        };
        let lengths = (0..b).map(|batch| {
            let [queries, keys] = [
                count(&self.lengths[0], q, batch),
                count(&self.lengths[1], k, batch),
            ];
            let fit =
                queries.is_some_and(|count| count <= q) && keys.is_some_and(|count| count <= k);
            op.tiling(fit, || {
                format!(
                    "the lengths {:?} do not go with {b} batches of {q} and {k}",
                    self.lengths
                )
            })?;
            Ok([queries.unwrap_or(0), keys.unwrap_or(0)])
        });
        lengths.collect()
    }

    fn mask(&self, op: &Op, mask: Option<Arc<Tensor>>, sizes: [usize; 4]) -> Result<Mask> {
        let Some(mask) = mask else {
            op.tiling(self.sparse_mode == 0, || {
                format!("sparseMode {} needs a mask", self.sparse_mode)
            })?;
            return Ok(Mask::None);
        };
        match self.sparse_mode {
            0 | 1 => {
                let all = [i64::MAX, i64::MAX];
                let [before, after] = if self.sparse_mode == 0 {
                    self.sees
                } else {
                    all
                };
                let [b, _, q, k] = sizes;
                let grid = Grid::of(&mask, [b, 1, q, k]);
                let grid = grid.ok_or_else(|| {
                    tiling(format!(
                        "the mask = {} is not for {b} batches of {q} and {k}",
                        mask.describe()
                    ))
                })?;
                Ok(Mask::Full {
                    grid,
                    before,
                    after,
                })
            }
            2 | 3 => {
                let side = [TRIANGLE, TRIANGLE];
                let fits = mask.dims.ends_with(&side) && mask.numel() as i64 == TRIANGLE * TRIANGLE;
                op.tiling(fits, || {
                    format!(
                        "sparseMode {} needs a mask of {side:?}, not {}",
                        self.sparse_mode,
                        mask.describe()
                    )
                })?;
                Ok(Mask::Causal {
                    triangle: mask,
                    from_end: self.sparse_mode == 3,
                })
            }
            other => Err(tiling(format!("sparseMode {other} is not 0, 1, 2 or 3"))),
        }
    }
}

/// A refusal with 561002.
fn tiling(message: String) -> crate::fail::Fail {
    crate::fail::Fail::new(crate::abi::NN_TILING, message)
}

/// Refuses a mask of another element type.
fn mask_dtype(op: &Op, mask: &Option<Arc<Tensor>>, allowed: &[DType]) -> Result<()> {
    mask.iter().try_for_each(|mask| {
        op.tiling(allowed.contains(&mask.dtype), || {
            format!("the mask is {:?}, not one of {allowed:?}", mask.dtype)
        })
    })
}

/// Refuses what is not simulated: quantisation, pages, prefixes.
fn absent(op: &Op, tensors: &[&Option<Arc<Tensor>>]) -> Result<()> {
    let given = tensors.iter().filter(|tensor| tensor.is_some()).count();
    op.tiling(given == 0, || format!("{given} tensors are given for what is not simulated: quantisation, pages, prefixes or split heads"))
}

/// Keys or values: a list of one tensor.
fn single(op: &Op, what: &str, list: Vec<Arc<Tensor>>) -> Result<Arc<Tensor>> {
    op.tiling(list.len() == 1, || {
        format!(
            "{what} has {} tensors; one with all batches is simulated",
            list.len()
        )
    })?;
    list.into_iter()
        .next()
        .ok_or_else(|| tiling(format!("{what} is empty")))
}

fn contiguous(op: &Op, tensors: &[&Tensor]) -> Result<()> {
    tensors.iter().try_for_each(|tensor| {
        op.tiling(tensor.is_contiguous(), || {
            format!("not contiguous: {}", tensor.describe())
        })
    })
}
