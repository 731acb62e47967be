//! The CPU kernels at the shapes of PaddleOCR-VL: a page of 1 500 or 5 120 patches, a prompt of 500 or 1 260 tokens, one decoded token.
//!
//! `cargo bench -p inkstone-kernels`; `INKSTONE_ISA` and `INKSTONE_THREADS` choose instructions and threads.

#![allow(missing_docs, reason = "a macro of criterion makes a public function")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use inkstone_kernels::cpu::*;

/// Pseudo-random numbers from -1 to 1.
fn random(len: usize) -> Vec<f32> {
    let mut state = 0x9e37_79b9_u32;
    (0..len)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        })
        .collect()
}

fn linear(rows: usize, cols: usize, compute: Element) -> PackedLinear {
    let values = random(rows * cols);
    let view = WeightView {
        bytes: bytemuck::cast_slice(&values),
        element: Element::F32,
        rows,
        cols,
    };
    PackedLinear::pack(Cpu::global(), &[view], &[], compute).expect("shapes match")
}

fn gemm(c: &mut Criterion) {
    let mut group = c.benchmark_group("gemm");
    group.sample_size(10);
    for (m, cols, rows) in [
        (1500, 1152, 4304),
        (500, 1024, 3072),
        (5120, 1152, 1152),
        (1260, 4608, 4608),
        (8, 1024, 6144),
    ] {
        group.throughput(Throughput::Elements((2 * m * cols * rows) as u64));
        for compute in [Element::F32, Element::Bf16] {
            let weight = linear(rows, cols, compute);
            let x = random(m * cols);
            let mut out = vec![0.0; m * rows];
            let id = BenchmarkId::new(format!("{m}x{cols}x{rows}"), format!("{compute:?}"));
            group.bench_function(id, |b| {
                b.iter(|| weight.forward(Cpu::global(), &x, m, None, &mut out));
            });
        }
    }
}

/// All linear layers that one decoded token meets.
fn decode(c: &mut Criterion) {
    let mut group = c.benchmark_group("decode");
    group.sample_size(10);
    for compute in [Element::F32, Element::Bf16, Element::F16] {
        let layer = [(2560, 1024), (1024, 2048), (6144, 1024), (1024, 3072)];
        let mut weights: Vec<_> = (0..18)
            .flat_map(|_| layer)
            .map(|(rows, cols)| linear(rows, cols, compute))
            .collect();
        weights.push(linear(103_424, 1024, compute));
        let bytes: usize = weights.iter().map(PackedLinear::bytes).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        let x = random(3072);
        let mut out = vec![0.0; 103_424];
        group.bench_function(format!("linears {compute:?}"), |b| {
            b.iter(|| {
                for weight in &weights {
                    let out = &mut out[..weight.out_features()];
                    weight.forward(Cpu::global(), &x[..weight.in_features()], 1, None, out);
                }
            });
        });
    }
}

fn attention(c: &mut Criterion) {
    let mut group = c.benchmark_group("attention");
    group.sample_size(10);
    for m in [1500, 5120] {
        let heads = Heads {
            q: 16,
            kv: 16,
            dim: 72,
        };
        let x = random(m * 16 * 72);
        let mut out = x.clone();
        group.bench_function(BenchmarkId::new("segments 16x72", m), |b| {
            b.iter(|| {
                let cpu = Cpu::global();
                attend_segments(cpu, &x, &x, &x, m, heads, &[0, m], 0.118, &mut out);
            });
        });
    }
    for (past, m) in [(0, 500), (0, 1260), (1500, 1)] {
        let heads = Heads {
            q: 16,
            kv: 2,
            dim: 128,
        };
        let kv = random((past + m) * 2 * 128);
        let mut cache = KvBlocks::new(2, 128);
        cache.append(&kv, &kv, past + m);
        let q = random(m * 16 * 128);
        let mut out = q.clone();
        group.bench_function(
            BenchmarkId::new("causal 16/2x128", format!("{past}+{m}")),
            |b| b.iter(|| attend_causal(Cpu::global(), &q, m, heads, &cache, 0.088, &mut out)),
        );
    }
}

fn elementwise(c: &mut Criterion) {
    let cpu = Cpu::global();
    let mut group = c.benchmark_group("elementwise");
    let mut x = random(1500 * 4304);
    group.bench_function("gelu_tanh 1500x4304", |b| b.iter(|| gelu_tanh(cpu, &mut x)));
    let mut x = random(1500 * 4304);
    group.bench_function("gelu_erf 1500x4304", |b| b.iter(|| gelu_erf(cpu, &mut x)));
    let x = random(500 * 6144);
    let mut out = vec![0.0; 500 * 3072];
    group.bench_function("swiglu 500x3072", |b| {
        b.iter(|| swiglu(cpu, &x, 500, 3072, &mut out));
    });
    let weight = random(1152);
    let mut out = vec![0.0; 1500 * 1152];
    group.bench_function("layer_norm 1500x1152", |b| {
        let x = &x[..1500 * 1152];
        b.iter(|| layer_norm(cpu, x, 1500, 1152, &weight, &weight, 1e-6, &mut out));
    });
    let mut out = vec![0.0; 500 * 1024];
    group.bench_function("rms_norm 500x1024", |b| {
        let x = &x[..500 * 1024];
        b.iter(|| rms_norm(cpu, x, 500, 1024, &weight[..1024], 1e-5, &mut out));
    });
    let heads = Heads {
        q: 16,
        kv: 2,
        dim: 128,
    };
    let (mut q, mut k) = (vec![0.0; 500 * 2048], vec![0.0; 500 * 256]);
    let mut v = k.clone();
    group.bench_function("split_rope 500 of 16/2x128", |b| {
        let (qkv, turn) = (&x[..500 * 2560], &x[..500 * 128]);
        b.iter(|| split_rope(cpu, qkv, 500, heads, turn, turn, &mut q, &mut k, &mut v));
    });
    let mut x = random(1500 * 1500);
    group.bench_function("softmax 1500x1500", |b| {
        b.iter(|| softmax_rows(cpu, &mut x, 1500, 1500));
    });
    group.bench_function("log_sum_exp 103424", |b| {
        b.iter(|| log_sum_exp(cpu, &x[..103_424]));
    });
}

criterion_group!(benches, gemm, decode, attention, elementwise);
criterion_main!(benches);
