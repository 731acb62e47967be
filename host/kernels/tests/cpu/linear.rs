//! Packed linear layers.

use half::{bf16, f16};
use inkstone_kernels::cpu::{Cpu, Element, Isa, PackError, PackedLinear, WeightView};
use proptest::prelude::*;

use crate::common::{Random, assert_close, assert_same_for_all_threads, each_isa};

const ELEMENTS: [Element; 3] = [Element::F32, Element::Bf16, Element::F16];

/// A matrix on disk, begun at an odd address, and its values.
struct Matrix {
    bytes: Vec<u8>,
    element: Element,
    rows: usize,
    cols: usize,
}

impl Matrix {
    fn new(element: Element, rows: usize, cols: usize, seed: u64) -> Matrix {
        let mut bytes = vec![0];
        for x in Random(seed | 1).floats(rows * cols, 1.0) {
            match element {
                Element::F32 => bytes.extend(x.to_le_bytes()),
                Element::Bf16 => bytes.extend(bf16::from_f32(x).to_le_bytes()),
                Element::F16 => bytes.extend(f16::from_f32(x).to_le_bytes()),
            }
        }
        Matrix {
            bytes,
            element,
            rows,
            cols,
        }
    }

    fn view(&self) -> WeightView<'_> {
        WeightView {
            bytes: &self.bytes[1..],
            element: self.element,
            rows: self.rows,
            cols: self.cols,
        }
    }

    /// The values rounded to `compute`.
    fn values(&self, compute: Element) -> Vec<f32> {
        let bytes = &self.bytes[1..];
        let values: Vec<f32> = match self.element {
            Element::F32 => bytes
                .chunks(4)
                .map(|b| f32::from_le_bytes(b.try_into().unwrap()))
                .collect(),
            Element::Bf16 => bytes
                .chunks(2)
                .map(|b| bf16::from_le_bytes(b.try_into().unwrap()).to_f32())
                .collect(),
            Element::F16 => bytes
                .chunks(2)
                .map(|b| f16::from_le_bytes(b.try_into().unwrap()).to_f32())
                .collect(),
        };
        let round = |x| match compute {
            Element::F32 => x,
            Element::Bf16 => bf16::from_f32(x).to_f32(),
            Element::F16 => f16::from_f32(x).to_f32(),
        };
        values.into_iter().map(round).collect()
    }
}

/// Packs, multiplies and compares: `outs` are the output features of the parts.
fn check(
    cpu: &Cpu,
    m: usize,
    outs: &[usize],
    cols: usize,
    disk: Element,
    compute: Element,
    with_bias: bool,
) {
    let what = format!("{} {m}x{cols}x{outs:?} {disk:?} as {compute:?}", cpu.isa());
    let parts: Vec<Matrix> = (3..)
        .zip(outs)
        .map(|(seed, &rows)| Matrix::new(disk, rows, cols, seed))
        .collect();
    let biases: Vec<Matrix> = outs
        .iter()
        .enumerate()
        .filter(|_| with_bias)
        .map(|(i, &n)| {
            let (rows, cols) = if i % 2 == 0 { (1, n) } else { (n, 1) };
            Matrix::new(Element::F32, rows, cols, 1000 + i as u64)
        })
        .collect();
    let views: Vec<_> = parts.iter().map(Matrix::view).collect();
    let bias_views: Vec<_> = biases.iter().map(Matrix::view).collect();
    let linear = PackedLinear::pack(cpu, &views, &bias_views, compute).unwrap();
    let n: usize = outs.iter().sum();
    assert_eq!((linear.out_features(), linear.in_features()), (n, cols));
    assert_eq!(linear.element(), compute);
    assert!(linear.bytes() >= n * cols * compute.size());

    let mut random = Random(17);
    let x = random.floats(m * cols, 1.0);
    let residual = random.floats(m * n, 1.0);
    let weight: Vec<f32> = parts.iter().flat_map(|part| part.values(compute)).collect();
    let bias: Vec<f32> = biases
        .iter()
        .flat_map(|bias| bias.values(Element::F32))
        .collect();
    for residual in [None, Some(&residual[..])] {
        let mut out = vec![f32::NAN; m * n];
        linear.forward(cpu, &x, m, residual, &mut out);
        let mut expected = Vec::with_capacity(m * n);
        for (i, x) in x.chunks(cols).enumerate() {
            for (j, w) in weight.chunks(cols).enumerate() {
                let product: f64 = x
                    .iter()
                    .zip(w)
                    .map(|(&x, &w)| f64::from(x) * f64::from(w))
                    .sum();
                let bias = bias.get(j).map_or(0.0, |&b| f64::from(b));
                let residual = residual.map_or(0.0, |r| f64::from(r[i * n + j]));
                expected.push(product + bias + residual);
            }
        }
        // Sums grow like the root of their length, and so does their rounding.
        assert_close(&what, &out, &expected, 3e-6 * (cols as f64).sqrt());
    }
    let mut row = vec![0.0; cols];
    for i in [0, n / 2, n - 1] {
        linear.row(i, &mut row);
        assert_eq!(row, weight[i * cols..][..cols], "{what}: row {i}");
    }
}

#[test]
fn shapes_of_all_kinds() {
    each_isa(|cpu| {
        for compute in ELEMENTS {
            for (m, outs, cols) in [
                (1, &[1][..], 1),
                (1, &[33], 7),
                (1, &[64, 16, 16], 128),
                (1, &[300], 769),
                (2, &[31], 385),
                (5, &[32], 384),
                (12, &[65], 16),
                (13, &[40, 1, 23], 391),
                (49, &[144], 72),
                (241, &[70], 33),
                (500, &[17], 800),
            ] {
                check(cpu, m, outs, cols, Element::F32, compute, m % 2 == 1);
            }
        }
    });
}

#[test]
fn every_type_on_disk_to_every_type_in_memory() {
    each_isa(|cpu| {
        for disk in ELEMENTS {
            for compute in ELEMENTS {
                for m in [1, 3] {
                    check(cpu, m, &[45, 20], 51, disk, compute, true);
                }
            }
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_shape(m in 1..60_usize, outs in prop::collection::vec(1..150_usize, 1..4), cols in 1..900_usize, bias: bool, compute in 0..3_usize) {
        each_isa(|cpu| check(cpu, m, &outs, cols, Element::Bf16, ELEMENTS[compute], bias));
    }
}

/// Rounding to bf16 and f16 is to nearest, ties to even.
#[test]
fn packing_rounds_to_nearest_even() {
    let cpu = Cpu::new(Isa::Portable, 1).unwrap();
    for (compute, unit) in [
        (Element::Bf16, 2.0_f32.powi(-7)),
        (Element::F16, 2.0_f32.powi(-10)),
    ] {
        let values = [
            1.0 + 0.5 * unit,
            1.0 + 1.5 * unit,
            1.0 + 0.51 * unit,
            -1.0 - 0.49 * unit,
        ];
        let bytes: Vec<u8> = values.iter().flat_map(|x| x.to_le_bytes()).collect();
        let view = WeightView {
            bytes: &bytes,
            element: Element::F32,
            rows: 1,
            cols: 4,
        };
        let linear = PackedLinear::pack(&cpu, &[view], &[], compute).unwrap();
        let mut row = [0.0; 4];
        linear.row(0, &mut row);
        assert_eq!(row, [1.0, 1.0 + 2.0 * unit, 1.0 + unit, -1.0]);
    }
}

/// The layout is the same for all instruction sets: what one packs, another computes with.
#[test]
fn packed_once_for_all_instruction_sets() {
    let (m, n, cols) = (20, 100, 77);
    let matrix = Matrix::new(Element::F32, n, cols, 5);
    let x = Random(8).floats(m * cols, 1.0);
    for packer in Isa::available() {
        let packer = Cpu::new(packer, 1).unwrap();
        let linear = PackedLinear::pack(&packer, &[matrix.view()], &[], Element::F32).unwrap();
        each_isa(|cpu| {
            let own = PackedLinear::pack(cpu, &[matrix.view()], &[], Element::F32).unwrap();
            let [mut a, mut b] = [vec![0.0; m * n], vec![0.0; m * n]];
            linear.forward(cpu, &x, m, None, &mut a);
            own.forward(cpu, &x, m, None, &mut b);
            assert_eq!(a, b);
        });
    }
}

#[test]
fn shapes_that_do_not_fit_are_refused() {
    let cpu = Cpu::new(Isa::Portable, 1).unwrap();
    let matrix = |rows, cols| Matrix::new(Element::F32, rows, cols, 1);
    let pack = |parts: &[&Matrix], bias: &[&Matrix]| {
        let parts: Vec<_> = parts.iter().map(|part| part.view()).collect();
        let bias: Vec<_> = bias.iter().map(|bias| bias.view()).collect();
        PackedLinear::pack(&cpu, &parts, &bias, Element::F32).unwrap_err()
    };
    let (a, b) = (matrix(4, 6), matrix(3, 5));
    assert_eq!(pack(&[], &[]), PackError::Empty);
    assert_eq!(pack(&[&matrix(4, 0)], &[]), PackError::Empty);
    assert!(matches!(
        pack(&[&a, &b], &[]),
        PackError::Columns {
            part: 1,
            found: 5,
            expected: 6
        }
    ));
    assert!(matches!(
        pack(&[&a], &[&matrix(1, 3)]),
        PackError::Bias {
            part: 0,
            expected: 4,
            ..
        }
    ));
    assert!(matches!(
        pack(&[&a], &[&matrix(2, 2)]),
        PackError::Bias { part: 0, .. }
    ));
    assert!(matches!(
        pack(&[&a, &a], &[&matrix(1, 4)]),
        PackError::BiasCount {
            biases: 1,
            weights: 2
        }
    ));
    let mut short = matrix(4, 6);
    short.bytes.pop();
    let error = pack(&[&a, &short], &[]);
    assert!(matches!(
        error,
        PackError::Length {
            part: 1,
            found: 95,
            ..
        }
    ));
    assert!(error.to_string().contains("4 x 6 of f32 are 96"), "{error}");
}

#[test]
fn same_for_all_threads() {
    let (n, cols) = (1030, 700);
    for compute in ELEMENTS {
        let matrix = Matrix::new(Element::F32, n, cols, 9);
        let x = Random(4).floats(300 * cols, 1.0);
        assert_same_for_all_threads(|cpu| {
            let linear = PackedLinear::pack(cpu, &[matrix.view()], &[], compute).unwrap();
            let mut all = Vec::new();
            for m in [1, 2, 37, 300] {
                let mut out = vec![0.0; m * n];
                linear.forward(cpu, &x[..m * cols], m, None, &mut out);
                all.extend(out);
            }
            all
        });
    }
}

#[test]
fn several_callers_at_once() {
    let (n, cols) = (256, 300);
    let cpu = Cpu::new(Isa::available()[0], 3).unwrap();
    let matrix = Matrix::new(Element::F32, n, cols, 9);
    let linear = PackedLinear::pack(&cpu, &[matrix.view()], &[], Element::F32).unwrap();
    let x = Random(4).floats(40 * cols, 1.0);
    let mut expected = vec![0.0; 40 * n];
    linear.forward(&cpu, &x, 40, None, &mut expected);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let mut out = vec![0.0; 40 * n];
                    linear.forward(&cpu, &x, 40, None, &mut out);
                    assert!(out == expected);
                }
            });
        }
    });
}
