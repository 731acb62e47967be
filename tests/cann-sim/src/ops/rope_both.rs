//! Rotary position embedding of queries and keys together.

use super::rope::turn;
use crate::op::prelude::*;

/// The head size that the operators in place take.
const HEAD: i64 = 128;

aclnn! {
    /// Turns queries and keys `[B, S, N, 128]` in place, by halves.
    ApplyRotaryPosEmb(op; query: InOut, key: InOut, cos: In, sin: In, layout: I64) {
        in_place(op, [query, key], cos, sin, layout, true)
    }
    /// The same, by halves or by neighbours.
    ApplyRotaryPosEmbV2(op; query: InOut, key: InOut, cos: In, sin: In, layout: I64, rotary_mode: Text) {
        op.not_on_310p()?;
        let halves = match rotary_mode.as_str() {
            "half" => true,
            "interleave" => false,
            other => return Err(param(format!("rotaryMode is {other}, not half or interleave"))),
        };
        in_place(op, [query, key], cos, sin, layout, halves)
    }
    /// Turns queries and keys `[tokens, heads * headSize]` by a table `[positions, turned]` of cosines and then sines. Three rows of
    /// positions are for sections of the table (M-RoPE).
    RopeWithSinCosCache(
        op; positions: In, query: In, key: In, cache: In, mrope_section: OptInts, head_size: I64, is_neox_style: Bool,
        query_out: Out, key_out: Out,
    ) {
        op.not_on_310p()?;
        op.index("positions", &positions)?;
        for (what, tensor) in [("queryIn", &query), ("keyIn", &key), ("queryOut", &query_out), ("keyOut", &key_out), ("cosSinCache", &cache)] {
            op.dtype(what, tensor, FLOATS)?;
            op.same_dtype(&query, tensor)?;
            op.rank(what, tensor, 2..=2)?;
        }
        let tokens = query.dims[0];
        let sections: Vec<i64> = mrope_section.unwrap_or_default().into_iter().filter(|size| *size > 0).collect();
        let turned = cache.dims[1];
        op.require(turned % 2 == 0 && turned <= head_size, || format!("{turned} elements are turned of {head_size}"))?;
        let sections = if sections.is_empty() { vec![turned / 2] } else { sections };
        op.require(sections.iter().sum::<i64>() == turned / 2, || format!("mropeSection is {sections:?} for {turned}"))?;
        let rows = if sections.len() == 1 { vec![tokens] } else { vec![sections.len() as i64, tokens] };
        op.shape("positions", &positions, &rows)?;
        for (what, tensor, out) in [("query", &query, &query_out), ("key", &key, &key_out)] {
            op.require(tensor.dims[0] == tokens && tensor.dims[1] % head_size == 0, || format!("{what} is {}", tensor.describe()))?;
            op.shape(what, out, &tensor.dims)?;
        }
        op.run(move |task| {
            let table = Table {
                positions: task.read::<i64>(&positions)?.into_owned(),
                cache: task.read::<f32>(&cache)?.into_owned(),
                rows: cache.dims[0],
                sections: sections.iter().map(|size| *size as usize).collect(),
                neighbours: !is_neox_style,
            };
            for (tensor, out) in [(&query, &query_out), (&key, &key_out)] {
                let mut values = task.read::<f32>(tensor)?.into_owned();
                let heads = (tensor.dims[1] / head_size) as usize;
                for (head, values) in values.chunks_exact_mut(head_size as usize).enumerate() {
                    let [cos, sin] = table.of(task, head / heads)?;
                    turn(&mut values[..turned as usize], &cos, &sin, turned as usize, is_neox_style);
                }
                task.write(out, &values)?;
            }
            Ok(())
        })
    }
}

struct Table {
    positions: Vec<i64>,
    cache: Vec<f32>,
    /// Positions that it has.
    rows: i64,
    /// Pairs that go by each row of positions.
    sections: Vec<usize>,
    /// Whether a pair's elements lie side by side.
    neighbours: bool,
}

impl Table {
    /// Cosines and sines of a token, as long as what is turned.
    fn of(&self, task: &Task, token: usize) -> Result<[Vec<f32>; 2]> {
        let pairs: usize = self.sections.iter().sum();
        let tokens = self.positions.len() / self.sections.len();
        let mut found = [vec![0.0; 2 * pairs], vec![0.0; 2 * pairs]];
        let mut pair = 0;
        for (section, size) in self.sections.iter().enumerate() {
            let row =
                task.index(self.positions[section * tokens + token], self.rows, false)? * 2 * pairs;
            for _ in 0..*size {
                let places = if self.neighbours {
                    [2 * pair, 2 * pair + 1]
                } else {
                    [pair, pair + pairs]
                };
                for place in places {
                    found[0][place] = self.cache[row + pair];
                    found[1][place] = self.cache[row + pairs + pair];
                }
                pair += 1;
            }
        }
        Ok(found)
    }
}

fn in_place(
    op: &mut Op,
    tensors: [Arc<Tensor>; 2],
    cos: Arc<Tensor>,
    sin: Arc<Tensor>,
    layout: i64,
    halves: bool,
) -> Result<()> {
    op.require(layout == 1, || format!("layout is {layout}, not 1 (BSND)"))?;
    let [query, key] = &tensors;
    for (what, tensor) in [
        ("queryRef", query),
        ("keyRef", key),
        ("cos", &cos),
        ("sin", &sin),
    ] {
        op.dtype(what, tensor, FLOATS)?;
        op.same_dtype(query, tensor)?;
        op.rank(what, tensor, 4..=4)?;
        op.require(tensor.dims[3] == HEAD, || {
            format!("{what} has heads of {}, not {HEAD}", tensor.dims[3])
        })?;
    }
    op.require(query.dims[..2] == key.dims[..2], || {
        format!("queries of {:?} and keys of {:?}", query.dims, key.dims)
    })?;
    let table = [query.dims[0], query.dims[1], 1, HEAD];
    op.shape("cos", &cos, &table)?;
    op.shape("sin", &sin, &table)?;
    op.run(move |task| {
        for tensor in &tensors {
            let mut values = task.read::<f32>(tensor)?.into_owned();
            let (cos, sin) = (
                task.read_as::<f32>(&cos, &tensor.dims)?,
                task.read_as::<f32>(&sin, &tensor.dims)?,
            );
            turn(&mut values, &cos, &sin, HEAD as usize, halves);
            task.write(tensor, &values)?;
        }
        Ok(())
    })
}
