//! Every fused operation of the CPU against its composed form, in each compute dtype.

use burn::backend::Flex;
use burn::tensor::Tensor;
use inkstone_kernels::cpu::{Element, Heads, WeightView};
use inkstone_kernels::{FusedOps, RopeTable, composed};

/// The compute dtypes, and how far two correct results may lie apart, relative to values near 1: a few roundings.
const DTYPES: [(Element, f32); 3] = [
    (Element::F32, 2e-5),
    (Element::Bf16, 3e-2),
    (Element::F16, 4e-3),
];

/// Values of the size that activations have, the same at every run.
fn values(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next() + next()).collect()
}

fn tensor<const D: usize>(shape: [usize; D], seed: u32, compute: Element) -> Tensor<Flex, D> {
    let data = composed::encode(values(shape.iter().product(), seed), shape, compute);
    Tensor::from_data(data, (&Default::default(), composed::dtype(compute)))
}

fn vector(len: usize, seed: u32) -> Tensor<Flex, 1> {
    tensor([len], seed, Element::F32)
}

fn close<const D: usize>(what: &str, a: Tensor<Flex, D>, b: Tensor<Flex, D>, tolerance: f32) {
    assert_eq!(a.dims(), b.dims(), "{what}");
    assert_eq!(a.dtype(), b.dtype(), "{what}");
    let (a, b) = (a.into_data(), b.into_data());
    for (x, y) in a.iter::<f32>().zip(b.iter::<f32>()) {
        assert!(
            (x - y).abs() <= tolerance * (1.0 + y.abs()),
            "{what}: {x} against {y}"
        );
    }
}

#[test]
fn row_operations() {
    for (compute, tolerance) in DTYPES {
        for (m, dim) in [(1, 1), (3, 37), (17, 192), (5, 1152)] {
            let x = tensor([m, dim], 1, compute);
            let (w, b) = (vector(dim, 2), vector(dim, 3));
            if dim > 1 {
                close(
                    "rms_norm",
                    Flex::rms_norm(x.clone(), &w, 1e-5),
                    composed::rms_norm(x.clone(), &w, 1e-5),
                    tolerance,
                );
                close(
                    "layer_norm",
                    Flex::layer_norm_affine(x.clone(), &w, &b, 1e-6),
                    composed::layer_norm(x.clone(), &w, &b, 1e-6),
                    tolerance,
                );
            }
            close(
                "gelu_tanh",
                Flex::gelu_tanh(x.clone()),
                composed::gelu_tanh(x.clone()),
                tolerance,
            );
            close(
                "gelu_erf",
                Flex::gelu_erf(x.clone()),
                composed::gelu_erf(x),
                tolerance,
            );
            let gate_up = tensor([m, 2 * dim], 4, compute);
            close(
                "swiglu",
                Flex::swiglu(gate_up.clone()),
                composed::swiglu(gate_up),
                tolerance,
            );
        }
    }
}

fn view(bytes: &[u8], rows: usize, cols: usize) -> WeightView<'_> {
    WeightView {
        bytes,
        element: Element::F32,
        rows,
        cols,
    }
}

#[test]
fn linears() {
    let bytes = |count: usize, seed| -> Vec<u8> {
        values(count, seed)
            .iter()
            .flat_map(|v| (v * 0.1).to_le_bytes())
            .collect()
    };
    for (compute, tolerance) in DTYPES {
        for (m, input, first, second) in [(1, 37, 19, 5), (4, 192, 64, 33), (33, 64, 1, 130)] {
            let (a, b) = (bytes(first * input, 1), bytes(second * input, 2));
            let (c, d) = (bytes(first, 3), bytes(second, 4));
            let parts = [view(&a, first, input), view(&b, second, input)];
            let bias = [view(&c, 1, first), view(&d, 1, second)];
            for bias in [&bias[..], &[]] {
                let device = Default::default();
                let fused = Flex::pack(&parts, bias, compute, &device).expect("packed");
                let plain = composed::pack::<Flex>(&parts, bias, compute, &device).expect("packed");
                let x = tensor([m, input], 5, compute);
                let y = composed::project(x.clone(), &plain);
                close(
                    "project",
                    Flex::project(x.clone(), &fused),
                    y.clone(),
                    tolerance,
                );
                let residual = tensor([m, first + second], 6, compute);
                close(
                    "project_add",
                    Flex::project_add(x, &fused, residual.clone()),
                    residual + y,
                    tolerance,
                );
                let ids = [0, first as u32, (first + second - 1) as u32];
                close(
                    "rows",
                    Flex::rows(&fused, &ids, &device),
                    composed::rows(&plain, &ids, &device),
                    0.0,
                );
            }
        }
    }
}

#[test]
fn rotation_and_attention() {
    for (compute, tolerance) in DTYPES {
        for (heads, m) in [
            (
                Heads {
                    q: 4,
                    kv: 2,
                    dim: 24,
                },
                7,
            ),
            (
                Heads {
                    q: 3,
                    kv: 3,
                    dim: 72,
                },
                40,
            ),
            (
                Heads {
                    q: 6,
                    kv: 1,
                    dim: 22,
                },
                1,
            ),
        ] {
            let width = (heads.q + 2 * heads.kv) * heads.dim;
            let rope = RopeTable::new(
                values(m * heads.dim, 8),
                values(m * heads.dim, 9),
                heads.dim,
                &Default::default(),
            );
            let qkv = tensor([m, width], 7, compute);
            let (q, k, v) = Flex::split_rope(qkv.clone(), &rope, heads);
            let plain = composed::split_rope(qkv, &rope, heads);
            close("queries", q.clone(), plain.0, tolerance);
            close("keys", k.clone(), plain.1, tolerance);
            close("values", v.clone(), plain.2, tolerance);
            let scale = (heads.dim as f64).powf(-0.5);
            for cu_seqlens in [vec![0, m], vec![0, m.div_ceil(3), m]] {
                close(
                    "segments",
                    Flex::attend_segments(q.clone(), k.clone(), v.clone(), &cu_seqlens, scale),
                    composed::attend_segments(q.clone(), k.clone(), v.clone(), &cu_seqlens, scale),
                    tolerance,
                );
            }
            let mut fused = Flex::kv_cache(heads, compute, &Default::default());
            let mut plain = composed::KvCache::empty();
            for round in 0..3 {
                close(
                    "cached",
                    Flex::attend_cached(q.clone(), k.clone(), v.clone(), &mut fused, scale),
                    composed::attend_cached(q.clone(), k.clone(), v.clone(), &mut plain, scale),
                    tolerance,
                );
                if round == 1 {
                    Flex::kv_truncate(&mut fused, m + m / 2);
                    plain.truncate(m + m / 2);
                }
            }
            assert_eq!(
                (fused.len(), plain.tokens()),
                (2 * m + m / 2, 2 * m + m / 2)
            );
        }
    }
}

#[test]
fn chunks_of_queries_make_no_difference() {
    let (q, k, v) = (
        tensor::<3>([4, 30, 16], 1, Element::F32),
        tensor::<3>([2, 41, 16], 2, Element::F32),
        tensor::<3>([2, 41, 16], 3, Element::F32),
    );
    for past in [None, Some(11)] {
        let whole = composed::attend_chunked(q.clone(), k.clone(), v.clone(), 0.25, past, 30);
        for chunk in [1, 7, 29] {
            let parts =
                composed::attend_chunked(q.clone(), k.clone(), v.clone(), 0.25, past, chunk);
            close("chunks", parts, whole.clone(), 1e-6);
        }
    }
}

#[test]
fn misfit_parts_are_refused() {
    let bytes = [0; 48];
    let view = |rows: usize, cols: usize| view(&bytes[..rows * cols * 4], rows, cols);
    let device = Default::default();
    let short = WeightView {
        bytes: &bytes[..8],
        element: Element::F32,
        rows: 2,
        cols: 3,
    };
    for (parts, bias) in [
        (vec![view(2, 3), view(2, 4)], vec![]),
        (vec![view(2, 3)], vec![view(1, 2), view(1, 2)]),
        (vec![], vec![]),
        (vec![short], vec![]),
    ] {
        assert!(Flex::pack(&parts, &bias, Element::F32, &device).is_err());
        assert!(composed::pack::<Flex>(&parts, &bias, Element::F32, &device).is_err());
    }
}
