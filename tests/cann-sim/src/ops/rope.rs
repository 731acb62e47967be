//! Rotary position embedding.

use crate::op::prelude::*;

aclnn! {
    /// x * cos + turned(x) * sin, where the turned pairs are halves (mode 0) or neighbours (mode 1).
    RotaryPositionEmbedding(op; x: In, cos: In, sin: In, mode: I64, out: Out) {
        op.not_on_310p()?;
        op.rank("x", &x, 4..=4)?;
        for (what, tensor) in [("x", &x), ("cos", &cos), ("sin", &sin), ("out", &out)] {
            op.dtype(what, tensor, FLOATS)?;
            op.same_dtype(&x, tensor)?;
        }
        op.shape("out", &out, &x.dims)?;
        op.shape("sin", &sin, &cos.dims)?;
        op.require(matches!(mode, 0 | 1), || format!("mode is {mode}, not 0 or 1"))?;
        let head = x.dims[3];
        op.require(head % 2 == 0 && head < 896, || format!("the last axis has {head} elements: not even, or not below 896"))?;
        // BSND, BNSD and SBND: heads share a table, and batches may.
        let [a, b, c] = [x.dims[0], x.dims[1], x.dims[2]];
        let shapes = [[1, b, 1, head], [a, b, 1, head], [1, 1, c, head], [a, 1, c, head], [a, 1, 1, head]];
        op.require(shapes.iter().any(|shape| cos.dims == shape), || {
            format!("cos has the sizes {:?} where x has {:?}", cos.dims, x.dims)
        })?;
        op.workspace(512);
        op.run(move |task| {
            let mut values = task.read::<f32>(&x)?.into_owned();
            let (cos, sin) = (task.read_as::<f32>(&cos, &x.dims)?, task.read_as::<f32>(&sin, &x.dims)?);
            turn(&mut values, &cos, &sin, head as usize, mode == 0);
            task.write(&out, &values)
        })
    }
}

/// Turns the pairs of each head; `cos` and `sin` are as long as `values`.
pub fn turn(values: &mut [f32], cos: &[f32], sin: &[f32], head: usize, halves: bool) {
    let tables = cos.chunks_exact(head).zip(sin.chunks_exact(head));
    for (values, (cos, sin)) in values.chunks_exact_mut(head).zip(tables) {
        for pair in 0..head / 2 {
            let (i, j) = if halves {
                (pair, pair + head / 2)
            } else {
                (2 * pair, 2 * pair + 1)
            };
            let (a, b) = (values[i], values[j]);
            values[i] = a * cos[i] - b * sin[i];
            values[j] = b * cos[j] + a * sin[j];
        }
    }
}
