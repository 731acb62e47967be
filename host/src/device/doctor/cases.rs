//! The operations that the model is made of, each with fixed inputs, for any backend.

use burn::tensor::activation::softmax;
use burn::tensor::{Int, Tensor, TensorData};
use inkstone_kernels::cpu::{Element, Heads, WeightView};
use inkstone_kernels::{FusedOps, RopeTable, composed};

use crate::model::reason;

/// Rows of the inputs: a few tokens.
const ROWS: usize = 33;
/// Width of the hidden state.
const WIDTH: usize = 96;
const HEADS: Heads = Heads {
    q: 4,
    kv: 2,
    dim: 32,
};

/// What a case computes, as f32, or why it could not.
pub(super) type Outcome = Result<Vec<f32>, String>;

/// A case of one backend.
pub(super) type Case<B> = fn(&Inputs<B>) -> Outcome;

/// Fixed values on a device.
pub(super) struct Inputs<B: FusedOps> {
    pub device: B::Device,
    pub element: Element,
}

impl<B: FusedOps> Inputs<B> {
    /// Values between -1 and 1, the same for every backend; `seed` makes others.
    fn values(seed: u32, count: usize) -> Vec<f32> {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        let next = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(next).collect()
    }

    /// A tensor in the compute dtype.
    fn tensor<const D: usize>(&self, seed: u32, shape: [usize; D]) -> Tensor<B, D> {
        let values = Self::values(seed, shape.iter().product());
        let data = composed::encode(values, shape, self.element);
        Tensor::from_data(data, (&self.device, composed::dtype(self.element)))
    }

    /// A tensor in f32, as norm weights are.
    fn wide<const D: usize>(&self, seed: u32, shape: [usize; D]) -> Tensor<B, D> {
        let data = TensorData::new(Self::values(seed, shape.iter().product()), shape);
        Tensor::from_data(data, (&self.device, burn::tensor::DType::F32))
    }

    /// A linear `[rows, cols]`, with a bias where asked for.
    fn linear(&self, rows: usize, cols: usize, bias: bool) -> Result<B::Packed, String> {
        let bytes = |seed, count, shape: [usize; 2]| {
            composed::encode(Self::values(seed, count), shape, self.element)
                .as_bytes()
                .to_vec()
        };
        let (weight, offset) = (
            bytes(7, rows * cols, [rows, cols]),
            bytes(8, rows, [rows, 1]),
        );
        let view = |bytes, rows, cols| WeightView {
            bytes,
            element: self.element,
            rows,
            cols,
        };
        let biases = match bias {
            true => vec![view(offset.as_slice(), rows, 1)],
            false => Vec::new(),
        };
        B::pack(
            &[view(weight.as_slice(), rows, cols)],
            &biases,
            self.element,
            &self.device,
        )
        .map_err(|error| error.to_string())
    }

    fn rope(&self, m: usize) -> RopeTable<B> {
        let angle = |index: usize| {
            let (row, column) = (index / HEADS.dim, index % HEADS.dim % (HEADS.dim / 2));
            row as f32 / 10f32.powf(column as f32 / 8.0)
        };
        let table = |f: fn(f32) -> f32| (0..m * HEADS.dim).map(|index| f(angle(index))).collect();
        RopeTable::new(table(f32::cos), table(f32::sin), HEADS.dim, &self.device)
    }

    fn heads(&self, m: usize) -> [Tensor<B, 3>; 3] {
        let of = |seed, count| self.tensor(seed, [count, m, HEADS.dim]);
        [of(1, HEADS.q), of(2, HEADS.kv), of(3, HEADS.kv)]
    }
}

fn read<B: FusedOps, const D: usize>(tensor: Tensor<B, D>) -> Outcome {
    let data = tensor.try_into_data().map_err(reason)?;
    Ok(data.iter::<f32>().collect())
}

/// Names and functions of all cases.
pub(super) fn all<B: FusedOps>() -> Vec<(&'static str, Case<B>)> {
    vec![
        ("add", |i| {
            read(i.tensor::<2>(1, [ROWS, WIDTH]) + i.tensor(2, [1, WIDTH]))
        }),
        ("multiply", |i| {
            read(i.tensor::<2>(1, [ROWS, WIDTH]) * i.tensor(2, [ROWS, 1]))
        }),
        ("cast", |i| {
            read(
                i.wide::<2>(1, [ROWS, WIDTH])
                    .cast(composed::dtype(i.element)),
            )
        }),
        ("transposed copy", |i| {
            read(
                i.tensor::<2>(1, [ROWS, WIDTH])
                    .transpose()
                    .reshape([ROWS, WIDTH]),
            )
        }),
        ("concatenate", |i| {
            read(Tensor::cat(
                vec![i.tensor::<2>(1, [ROWS, WIDTH]), i.tensor(2, [5, WIDTH])],
                0,
            ))
        }),
        ("mean", |i| {
            read(i.tensor::<2>(1, [ROWS, WIDTH]).mean_dim(1))
        }),
        ("softmax", |i| {
            read(softmax(i.tensor::<2>(1, [ROWS, WIDTH]) * 4.0, 1))
        }),
        ("matrix product", |i| {
            read(
                i.tensor::<2>(1, [ROWS, WIDTH])
                    .matmul(i.tensor(2, [WIDTH, 64])),
            )
        }),
        ("batched product", |i| {
            read(
                i.tensor::<3>(1, [4, ROWS, 32])
                    .matmul(i.tensor(2, [4, 32, ROWS])),
            )
        }),
        ("masked fill", |i| {
            let x = i.tensor::<2>(1, [ROWS, WIDTH]);
            let mask = x.clone().lower_elem(0.0);
            read(x.mask_fill(mask, -2.0))
        }),
        ("select rows", |i| {
            let ids = Tensor::<B, 1, Int>::from_data(TensorData::from([3i32, 0, 32, 3]), &i.device);
            read(i.tensor::<2>(1, [ROWS, WIDTH]).select(0, ids))
        }),
        ("embedding", |i| {
            read(B::rows(
                &i.linear(64, WIDTH, false)?,
                &[5, 0, 63, 5],
                &i.device,
            ))
        }),
        ("linear", |i| {
            read(B::project(
                i.tensor(1, [ROWS, WIDTH]),
                &i.linear(64, WIDTH, false)?,
            ))
        }),
        ("linear, one row", |i| {
            read(B::project(
                i.tensor(1, [1, WIDTH]),
                &i.linear(64, WIDTH, true)?,
            ))
        }),
        ("linear, bias, residual", |i| {
            let residual = i.tensor(2, [ROWS, 64]);
            read(B::project_add(
                i.tensor(1, [ROWS, WIDTH]),
                &i.linear(64, WIDTH, true)?,
                residual,
            ))
        }),
        ("RMSNorm", |i| {
            read(B::rms_norm(
                i.tensor(1, [ROWS, WIDTH]),
                &i.wide(2, [WIDTH]),
                1e-5,
            ))
        }),
        ("LayerNorm", |i| {
            let (weight, bias) = (i.wide(2, [WIDTH]), i.wide(3, [WIDTH]));
            read(B::layer_norm_affine(
                i.tensor(1, [ROWS, WIDTH]),
                &weight,
                &bias,
                1e-6,
            ))
        }),
        ("GELU, tanh", |i| {
            read(B::gelu_tanh(i.tensor::<2>(1, [ROWS, WIDTH]) * 3.0))
        }),
        ("GELU, erf", |i| {
            read(B::gelu_erf(i.tensor::<2>(1, [ROWS, WIDTH]) * 3.0))
        }),
        ("SwiGLU", |i| {
            read(B::swiglu(i.tensor::<2>(1, [ROWS, WIDTH]) * 3.0))
        }),
        ("rotary embedding", |i| {
            let qkv = i.tensor(1, [ROWS, (HEADS.q + 2 * HEADS.kv) * HEADS.dim]);
            let (q, k, v) = B::split_rope(qkv, &i.rope(ROWS), HEADS);
            let mut values = read(q)?;
            values.extend(read(k)?);
            values.extend(read(v)?);
            Ok(values)
        }),
        ("attention, segments", |i| {
            let [q, k, v] = i.heads(ROWS);
            let k = Tensor::cat(vec![k.clone(), k], 0);
            let v = Tensor::cat(vec![v.clone(), v], 0);
            read(B::attend_segments(q, k, v, &[0, 20, ROWS], 0.2))
        }),
        ("attention, causal", |i| {
            let [q, k, v] = i.heads(ROWS);
            let mut cache = B::kv_cache(HEADS, i.element, &i.device);
            read(B::attend_cached(q, k, v, &mut cache, 0.2))
        }),
        ("attention, one token", |i| {
            let [q, k, v] = i.heads(ROWS);
            let mut cache = B::kv_cache(HEADS, i.element, &i.device);
            let _ = B::attend_cached(q, k, v, &mut cache, 0.2);
            let [q, k, v] = i.heads(1);
            read(B::attend_cached(q, k, v, &mut cache, 0.2))
        }),
    ]
}
