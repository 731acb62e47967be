//! Attention within segments, and causal attention to the cache.

use inkstone_kernels::cpu::{Cpu, Heads, KvBlocks, attend_causal, attend_segments};
use proptest::prelude::*;

use crate::common::{Random, assert_close, assert_same_for_all_threads, each_isa};

/// Attention in `f64`: query `i` sees `keys(i)`. All tensors are head-major; queries are the last of the tokens.
fn reference(
    q: &[f32],
    k: &[f32],
    v: &[f32],
    heads: Heads,
    scale: f32,
    keys: impl Fn(usize) -> std::ops::Range<usize>,
) -> Vec<f64> {
    let Heads { q: nq, kv, dim } = heads;
    let (m, n) = (q.len() / nq / dim, k.len() / kv / dim);
    let mut out = vec![0.0; m * nq * dim];
    for head in 0..nq {
        let kv_head = head / (nq / kv);
        for i in 0..m {
            let q = &q[(head * m + i) * dim..][..dim];
            let scores: Vec<f64> = keys(i)
                .map(|j| {
                    let k = &k[(kv_head * n + j) * dim..][..dim];
                    let dot: f64 = q
                        .iter()
                        .zip(k)
                        .map(|(&q, &k)| f64::from(q) * f64::from(k))
                        .sum();
                    dot * f64::from(scale)
                })
                .collect();
            let max = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let weights: Vec<f64> = scores.iter().map(|s| (s - max).exp()).collect();
            let total: f64 = weights.iter().sum();
            for (j, weight) in keys(i).zip(weights) {
                for d in 0..dim {
                    let v = f64::from(v[(kv_head * n + j) * dim + d]);
                    out[(i * nq + head) * dim + d] += weight / total * v;
                }
            }
        }
    }
    out
}

fn check_segments(cpu: &Cpu, heads: Heads, cu_seqlens: &[usize], range: f32) {
    let m = *cu_seqlens.last().unwrap();
    let mut random = Random(m as u64 + 1);
    let [q, k, v] = [heads.q, heads.kv, heads.kv].map(|n| random.floats(n * m * heads.dim, range));
    let scale = (heads.dim as f32).sqrt().recip();
    let mut out = vec![f32::NAN; heads.q * m * heads.dim];
    attend_segments(cpu, &q, &k, &v, m, heads, cu_seqlens, scale, &mut out);
    let expected = reference(&q, &k, &v, heads, scale, |i| {
        let segment = cu_seqlens
            .windows(2)
            .find(|s| (s[0]..s[1]).contains(&i))
            .unwrap();
        segment[0]..segment[1]
    });
    let what = format!("{} {heads:?} {cu_seqlens:?}", cpu.isa());
    // Errors of the scores come out of the exponential as relative errors of the weights.
    assert_close(
        &what,
        &out,
        &expected,
        3e-6 * f64::from(range.powi(3).max(1.0)),
    );
}

#[test]
fn segments() {
    each_isa(|cpu| {
        for (q, kv, dim, cu_seqlens) in [
            (1, 1, 8, &[0][..]),
            (1, 1, 8, &[0, 1]),
            (2, 2, 72, &[0, 64]),
            (2, 2, 72, &[0, 65, 130]),
            (3, 1, 48, &[0, 0, 47, 48, 48, 143]),
            (4, 2, 128, &[0, 200, 263]),
            (1, 1, 256, &[0, 100]),
            (2, 2, 13, &[0, 31, 64, 97]),
            (2, 1, 72, &[0, 1000]),
        ] {
            check_segments(cpu, Heads { q, kv, dim }, cu_seqlens, 1.0);
        }
        // Scores far apart: the running maximum moves, weights vanish.
        check_segments(
            cpu,
            Heads {
                q: 2,
                kv: 2,
                dim: 72,
            },
            &[0, 300],
            6.0,
        );
    });
}

/// Appends in pieces, asking for attention after each.
fn check_causal(cpu: &Cpu, heads: Heads, pieces: &[usize]) {
    let Heads { q: nq, kv, dim } = heads;
    let total: usize = pieces.iter().sum();
    let mut random = Random(total as u64 + 77);
    let [k, v] = [(); 2].map(|()| random.floats(kv * total * dim, 1.0));
    let scale = (dim as f32).sqrt().recip();
    let mut cache = KvBlocks::new(kv, dim);
    assert!(cache.is_empty() && cache.bytes() == 0);
    let mut past = 0;
    for &m in pieces {
        let cut = |x: &[f32], from: usize, to: usize| {
            // Nothing at all is appended where all pieces are empty.
            x.chunks((total * dim).max(1))
                .flat_map(|head| head[from * dim..to * dim].to_vec())
                .collect::<Vec<_>>()
        };
        cache.append(&cut(&k, past, past + m), &cut(&v, past, past + m), m);
        assert_eq!(cache.len(), past + m);
        let q = random.floats(nq * m * dim, 1.0);
        let mut out = vec![f32::NAN; m * nq * dim];
        attend_causal(cpu, &q, m, heads, &cache, scale, &mut out);
        let expected = reference(
            &q,
            &cut(&k, 0, past + m),
            &cut(&v, 0, past + m),
            heads,
            scale,
            |i| 0..past + i + 1,
        );
        let what = format!("{} {heads:?} past {past} new {m}", cpu.isa());
        assert_close(&what, &out, &expected, 3e-6);
        past += m;
    }
    assert!(cache.bytes() >= total * 2 * kv * dim * 4);
}

#[test]
fn causal_with_a_past() {
    each_isa(|cpu| {
        for (q, kv, dim, pieces) in [
            (1, 1, 8, &[1, 1, 1][..]),
            (16, 2, 128, &[70, 1, 1, 5]),
            (4, 2, 72, &[63, 1, 1, 190, 1, 1, 1]),
            (3, 1, 48, &[255, 1, 1, 300]),
            (4, 4, 20, &[256, 1, 257]),
            (2, 1, 256, &[10, 2]),
        ] {
            check_causal(cpu, Heads { q, kv, dim }, pieces);
        }
    });
}

/// A cache cut back and filled again gives what a fresh one gives: nothing of what it held before shows, not even NaN.
#[test]
fn truncation_forgets() {
    let heads = Heads {
        q: 4,
        kv: 2,
        dim: 24,
    };
    let mut random = Random(12);
    each_isa(|cpu| {
        for (keep, add) in [
            (0, 3),
            (1, 1),
            (40, 30),
            (255, 1),
            (256, 1),
            (300, 100),
            (500, 7),
        ] {
            let mut fresh = KvBlocks::new(heads.kv, heads.dim);
            let mut used = KvBlocks::new(heads.kv, heads.dim);
            let len = |m: usize| heads.kv * m * heads.dim;
            let kept = Random(1).floats(len(keep), 1.0);
            for cache in [&mut fresh, &mut used] {
                cache.append(&kept, &kept, keep);
            }
            let bad = vec![f32::NAN; len(350)];
            used.append(&bad, &bad, 350);
            used.truncate(keep);
            used.truncate(keep + 1000);
            assert_eq!((used.len(), used.bytes()), (keep, fresh.bytes()));
            let added = Random(2).floats(len(add), 1.0);
            let q = Random(3).floats(heads.q * add * heads.dim, 1.0);
            let [a, b] = [fresh, used].map(|mut cache| {
                cache.append(&added, &added, add);
                let mut out = vec![0.0; q.len()];
                attend_causal(cpu, &q, add, heads, &cache, 0.2, &mut out);
                out
            });
            assert!(
                a == b && a.iter().all(|x| x.is_finite()),
                "{keep} and {add}"
            );
        }
    });
    assert_ne!(random.next(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_heads(dim in 1..140_usize, kv in 1..4_usize, group in 1..5_usize, lengths in prop::collection::vec(0..120_usize, 1..5)) {
        let heads = Heads { q: kv * group, kv, dim };
        let mut cu_seqlens = vec![0];
        for length in &lengths {
            cu_seqlens.push(cu_seqlens[cu_seqlens.len() - 1] + length);
        }
        each_isa(|cpu| {
            check_segments(cpu, heads, &cu_seqlens, 1.0);
            check_causal(cpu, heads, &lengths);
        });
    }
}

/// Scores that overflow the exponential's range on either side.
#[test]
fn large_scores_stay_finite() {
    each_isa(|cpu| {
        let heads = Heads {
            q: 1,
            kv: 1,
            dim: 16,
        };
        let m = 200;
        let mut random = Random(6);
        let [q, k, v] = [100.0, 100.0, 1.0].map(|range| random.floats(m * 16, range));
        let mut out = vec![0.0; m * 16];
        attend_segments(cpu, &q, &k, &v, m, heads, &[0, m], 1.0, &mut out);
        assert!(out.iter().all(|x| x.abs() <= 1.000_001));
    });
}

#[test]
fn same_for_all_threads() {
    let heads = Heads {
        q: 4,
        kv: 2,
        dim: 72,
    };
    let m = 900;
    let mut random = Random(21);
    let [q, k, v] = [4, 2, 2].map(|n| random.floats(n * m * 72, 1.0));
    assert_same_for_all_threads(|cpu| {
        let [mut segments, mut causal] = [vec![0.0; q.len()], vec![0.0; q.len()]];
        attend_segments(
            cpu,
            &q,
            &k,
            &v,
            m,
            heads,
            &[0, 700, 900],
            0.1,
            &mut segments,
        );
        let mut cache = KvBlocks::new(2, 72);
        cache.append(&k, &v, m);
        attend_causal(cpu, &q, m, heads, &cache, 0.1, &mut causal);
        [segments, causal].concat()
    });
}
