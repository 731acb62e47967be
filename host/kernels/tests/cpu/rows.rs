//! Norms, softmax and the logarithm of a sum of exponentials.

use inkstone_kernels::cpu::{layer_norm, log_sum_exp, rms_norm, softmax_rows};

use crate::common::{Random, assert_close, assert_same_for_all_threads, each_isa};

const SHAPES: [(usize, usize); 8] = [
    (1, 1),
    (1, 1024),
    (3, 15),
    (5, 72),
    (2, 1152),
    (67, 130),
    (40, 1000),
    (2, 4099),
];

#[test]
fn norms_match() {
    each_isa(|cpu| {
        for (m, dim) in SHAPES {
            let mut random = Random(dim as u64);
            let mut x = random.floats(m * dim, 4.0);
            // A mean that is large beside the deviation.
            x.iter_mut().for_each(|x| *x += 20.0);
            let weight = random.floats(dim, 2.0);
            let bias = random.floats(dim, 2.0);
            let mut rms = vec![f32::NAN; m * dim];
            rms_norm(cpu, &x, m, dim, &weight, 1e-6, &mut rms);
            let mut layer = vec![f32::NAN; m * dim];
            layer_norm(cpu, &x, m, dim, &weight, &bias, 1e-6, &mut layer);
            let (mut rms_expected, mut layer_expected) = (Vec::new(), Vec::new());
            for row in x.chunks(dim) {
                let row: Vec<f64> = row.iter().map(|&x| f64::from(x)).collect();
                let n = dim as f64;
                let square = row.iter().map(|x| x * x).sum::<f64>() / n;
                let mean = row.iter().sum::<f64>() / n;
                let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
                for ((x, &w), &b) in row.iter().zip(&weight).zip(&bias) {
                    let (w, b) = (f64::from(w), f64::from(b));
                    rms_expected.push(x / (square + 1e-6).sqrt() * w);
                    layer_expected.push((x - mean) / (variance + 1e-6).sqrt() * w + b);
                }
            }
            assert_close("rms_norm", &rms, &rms_expected, 2e-6);
            // A row of one element is its own mean but for rounding, which the division by the root of eps enlarges.
            assert_close("layer_norm", &layer, &layer_expected, 1e-5);
        }
    });
}

#[test]
fn softmax_matches() {
    each_isa(|cpu| {
        for (rows, cols) in SHAPES {
            let mut x = Random(cols as u64 + 5).floats(rows * cols, 30.0);
            let mut expected = Vec::new();
            for row in x.chunks_mut(cols) {
                if cols > 4 {
                    row[1] = f32::NEG_INFINITY;
                    row[cols - 1] = f32::NEG_INFINITY;
                }
                let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                let e: Vec<f64> = row.iter().map(|x| f64::from(x - max).exp()).collect();
                let sum: f64 = e.iter().sum();
                expected.extend(e.into_iter().map(|e| e / sum));
            }
            softmax_rows(cpu, &mut x, rows, cols);
            assert_close("softmax", &x, &expected, 3e-7);
            if cols > 4 {
                assert!(
                    x.chunks(cols)
                        .all(|row| row[1] == 0.0 && row[cols - 1] == 0.0)
                );
            }
        }
        softmax_rows(cpu, &mut [], 0, 7);
        softmax_rows(cpu, &mut [], 7, 0);
    });
}

#[test]
fn softmax_beyond_numbers() {
    each_isa(|cpu| {
        for cols in [1, 7, 16, 63, 64, 200] {
            for at in [0, cols / 2, cols - 1] {
                for bad in [f32::NAN, f32::INFINITY] {
                    let mut x = vec![1.0; 3 * cols];
                    x[cols + at] = bad;
                    softmax_rows(cpu, &mut x, 3, cols);
                    assert!(
                        x[cols..2 * cols].iter().all(|x| x.is_nan()),
                        "{bad} of {cols}"
                    );
                    let sane = x[..cols].iter().chain(&x[2 * cols..]);
                    assert!(
                        sane.into_iter()
                            .all(|x| (x * cols as f32 - 1.0).abs() < 1e-5)
                    );
                }
            }
            let mut x = vec![f32::NEG_INFINITY; cols];
            softmax_rows(cpu, &mut x, 1, cols);
            assert!(x.iter().all(|x| x.is_nan()));
        }
    });
}

/// Softmax of two elements shows the exponential alone: e^(x - 0) / (1 + e^x), with the greater one being 0.
#[test]
fn exponentials_are_accurate_in_relative_terms() {
    each_isa(|cpu| {
        let mut worst: f64 = 0.0;
        for i in 1..87 * 256 {
            let x = -(i as f32) / 256.0;
            let mut row = [0.0, x];
            softmax_rows(cpu, &mut row, 1, 2);
            let e = f64::from(x).exp();
            worst = worst.max((f64::from(row[1]) / (e / (1.0 + e)) - 1.0).abs());
        }
        // Three roundings besides the exponential: the sum, its reciprocal, the product.
        assert!(worst < 3.0 * 2.0_f64.powi(-23), "{}: {worst:e}", cpu.isa());
    });
}

#[test]
fn log_sum_exp_matches() {
    each_isa(|cpu| {
        for len in [1, 2, 15, 16, 100, 16384, 16385, 103_424] {
            for range in [0.01, 50.0, 1e4] {
                let x = Random(len as u64).floats(len, range);
                let max = f64::from(x.iter().copied().fold(f32::NEG_INFINITY, f32::max));
                let sum: f64 = x.iter().map(|&x| (f64::from(x) - max).exp()).sum();
                let expected = max + sum.ln();
                let found = f64::from(log_sum_exp(cpu, &x));
                let tolerance = 1e-6 + expected.abs() * 1.2e-7;
                assert!(
                    (found - expected).abs() <= tolerance,
                    "{len}: {found}, {expected}"
                );
            }
        }
        let none = f32::NEG_INFINITY;
        assert_eq!(log_sum_exp(cpu, &[]), none);
        assert_eq!(log_sum_exp(cpu, &[none; 20]), none);
        assert!(log_sum_exp(cpu, &[none, f32::NAN]).is_nan());
        assert!(log_sum_exp(cpu, &[0.0, f32::NAN]).is_nan());
        let mut x = vec![none; 40_000];
        x[39_999] = 3.0;
        assert_eq!(log_sum_exp(cpu, &x), 3.0);
    });
}

#[test]
fn same_for_all_threads() {
    let (m, dim) = (70, 1153);
    let x = Random(3).floats(m * dim, 5.0);
    assert_same_for_all_threads(|cpu| {
        let mut out = vec![0.0; m * dim];
        rms_norm(cpu, &x, m, dim, &x[..dim], 1e-6, &mut out);
        let mut layer = out.clone();
        layer_norm(
            cpu,
            &out,
            m,
            dim,
            &x[..dim],
            &x[dim..2 * dim],
            1e-6,
            &mut layer,
        );
        softmax_rows(cpu, &mut out, m, dim);
        let sum = log_sum_exp(cpu, &x);
        [out, layer, vec![sum]].concat()
    });
}
