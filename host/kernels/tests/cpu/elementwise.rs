//! GELU, SwiGLU and the split with RoPE.

use inkstone_kernels::cpu::{Heads, gelu_erf, gelu_tanh, split_rope, swiglu};

use crate::common::{Random, assert_close, assert_same_for_all_threads, each_isa};

/// The error function by its series, or by the continued fraction of its complement: good to 1e-14.
fn erf(x: f64) -> f64 {
    let a = x.abs();
    let value = if a < 2.5 {
        let mut term = a;
        let mut sum = a;
        for n in 1..80 {
            term *= -a * a / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        sum * std::f64::consts::FRAC_2_SQRT_PI
    } else {
        let fraction = (1..=200)
            .rev()
            .fold(0.0, |f, n| f64::from(n) / 2.0 / (a + f));
        1.0 - (-a * a).exp() / ((a + fraction) * std::f64::consts::PI.sqrt())
    };
    value.copysign(x)
}

fn reference_gelu_erf(x: f64) -> f64 {
    x * (1.0 + erf(x / std::f64::consts::SQRT_2)) / 2.0
}

fn reference_gelu_tanh(x: f64) -> f64 {
    let u = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x * x * x);
    x * (1.0 + u.tanh()) / 2.0
}

/// Every float in steps of 1/1024 from -40 to 40, some of them several vectors' worth of tail.
fn grid() -> Vec<f32> {
    (-40 * 1024..=40 * 1024)
        .map(|i| i as f32 / 1024.0)
        .collect()
}

#[test]
fn the_reference_error_function() {
    // Values from tables.
    assert!((erf(0.5) - 0.520_499_877_813_046_5).abs() < 1e-14);
    assert!((erf(2.4) - 0.999_311_486_103_354_9).abs() < 1e-13);
    assert!((erf(-3.0) + 0.999_977_909_503_001_4).abs() < 1e-13);
}

#[test]
fn gelu_is_accurate() {
    each_isa(|cpu| {
        let isa = cpu.isa();
        let x = grid();
        let mut erf = x.clone();
        gelu_erf(cpu, &mut erf);
        let mut tanh = x.clone();
        gelu_tanh(cpu, &mut tanh);
        for ((x, erf), tanh) in x.iter().zip(erf).zip(tanh) {
            // Half a unit in the last place of x, besides the absolute error.
            let rounding = f64::from(x.abs()) * 2.0_f64.powi(-24);
            let x = f64::from(*x);
            let error = (f64::from(erf) - reference_gelu_erf(x)).abs();
            assert!(
                error < 1e-7 + rounding,
                "{isa}: gelu_erf({x}) off by {error:e}"
            );
            let error = (f64::from(tanh) - reference_gelu_tanh(x)).abs();
            assert!(
                error < 1e-7 + 3.0 * rounding,
                "{isa}: gelu_tanh({x}) off by {error:e}"
            );
        }
    });
}

#[test]
fn gelu_beyond_numbers() {
    each_isa(|cpu| {
        let mut x = [
            f32::INFINITY,
            f32::NEG_INFINITY,
            f32::NAN,
            -0.0,
            1e30,
            -1e30,
        ];
        gelu_erf(cpu, &mut x);
        assert_eq!(x[0], f32::INFINITY);
        assert!(x[1].abs() < 1e-12 && x[2].is_nan() && x[3] == 0.0, "{x:?}");
        assert!(x[4] == 1e30 && x[5].abs() < 1e-12, "{x:?}");
        let mut x = [f32::INFINITY, f32::NAN, -0.0, 1e10, -1e10];
        gelu_tanh(cpu, &mut x);
        assert_eq!(x[0], f32::INFINITY);
        assert!(
            x[1].is_nan() && x[2] == 0.0 && x[3] == 1e10 && x[4] == 0.0,
            "{x:?}"
        );
    });
}

#[test]
fn swiglu_matches() {
    each_isa(|cpu| {
        for (m, inner) in [(0, 4), (1, 1), (1, 16), (3, 37), (7, 128), (300, 75)] {
            let x = Random(7 + m as u64).floats(m * 2 * inner, 12.0);
            let mut out = vec![f32::NAN; m * inner];
            swiglu(cpu, &x, m, inner, &mut out);
            let expected: Vec<f64> = (0..m * inner)
                .map(|i| {
                    let row = &x[i / inner * 2 * inner..];
                    let gate = f64::from(row[i % inner]);
                    gate / (1.0 + (-gate).exp()) * f64::from(row[inner + i % inner])
                })
                .collect();
            assert_close("swiglu", &out, &expected, 3e-5);
        }
        let mut out = [1.0; 2];
        swiglu(cpu, &[-200.0, 200.0, 1.0, 1.0], 1, 2, &mut out);
        assert_eq!(out, [0.0, 200.0]);
    });
}

struct Split {
    q: Vec<f32>,
    k: Vec<f32>,
    v: Vec<f32>,
}

fn split(cpu: &inkstone_kernels::cpu::Cpu, m: usize, heads: Heads) -> (Split, [Vec<f64>; 3]) {
    let Heads {
        q: nq,
        kv: nkv,
        dim,
    } = heads;
    let mut random = Random(99 + m as u64);
    let width = (nq + 2 * nkv) * dim;
    let x = random.floats(m * width, 3.0);
    let cos = random.floats(m * dim, 1.0);
    let sin = random.floats(m * dim, 1.0);
    let [mut q, mut k, mut v] = [nq, nkv, nkv].map(|n| vec![f32::NAN; n * m * dim]);
    split_rope(cpu, &x, m, heads, &cos, &sin, &mut q, &mut k, &mut v);
    let element =
        |head: usize, token: usize, i: usize| f64::from(x[token * width + head * dim + i]);
    let rotated = |head: usize, token: usize, i: usize| {
        let other = if i < dim / 2 {
            -element(head, token, i + dim / 2)
        } else {
            element(head, token, i - dim / 2)
        };
        element(head, token, i) * f64::from(cos[token * dim + i])
            + other * f64::from(sin[token * dim + i])
    };
    let all = |first: usize, count: usize, f: &dyn Fn(usize, usize, usize) -> f64| {
        (0..count * m * dim)
            .map(|i| f(first + i / (m * dim), i / dim % m, i % dim))
            .collect::<Vec<_>>()
    };
    let expected = [
        all(0, nq, &rotated),
        all(nq, nkv, &rotated),
        all(nq + nkv, nkv, &element),
    ];
    (Split { q, k, v }, expected)
}

#[test]
fn split_rope_matches() {
    each_isa(|cpu| {
        for (m, q, kv, dim) in [
            (1, 1, 1, 2),
            (5, 4, 2, 72),
            (33, 16, 2, 128),
            (9, 3, 3, 6),
            (2, 2, 1, 50),
        ] {
            let (found, expected) = split(cpu, m, Heads { q, kv, dim });
            assert_close("q", &found.q, &expected[0], 1e-6);
            assert_close("k", &found.k, &expected[1], 1e-6);
            assert_close("v", &found.v, &expected[2], 0.0);
        }
    });
}

#[test]
fn same_for_all_threads() {
    assert_same_for_all_threads(|cpu| {
        let mut x = grid();
        gelu_erf(cpu, &mut x);
        gelu_tanh(cpu, &mut x);
        let m = 501;
        let mut out = vec![0.0; m * 81];
        swiglu(cpu, &x[..m * 162], m, 81, &mut out);
        let (rope, _) = split(
            cpu,
            40,
            Heads {
                q: 4,
                kv: 2,
                dim: 72,
            },
        );
        [x, out, rope.q, rope.k, rope.v].concat()
    });
}
