//! Handles, random data and comparison.

use inkstone_kernels::cpu::{Cpu, Isa};

/// Numbers of threads whose results must be the same.
pub const THREADS: [usize; 4] = [1, 2, 3, 5];

/// Runs `test` for every instruction set of this machine, on two threads.
pub fn each_isa(test: impl Fn(&Cpu)) {
    for isa in Isa::available() {
        test(&Cpu::new(isa, 2).unwrap());
    }
}

/// Asserts that `compute` gives the same bits for every number of threads, on every instruction set.
pub fn assert_same_for_all_threads(compute: impl Fn(&Cpu) -> Vec<f32>) {
    for isa in Isa::available() {
        let mut results = THREADS.map(|threads| {
            let values = compute(&Cpu::new(isa, threads).unwrap());
            values.into_iter().map(f32::to_bits).collect::<Vec<_>>()
        });
        let first = std::mem::take(&mut results[0]);
        assert!(!first.is_empty());
        for (result, threads) in results[1..].iter().zip(&THREADS[1..]) {
            assert!(first == *result, "{isa}: 1 and {threads} threads differ");
        }
    }
}

/// Pseudo-random numbers: the same in every run.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// `len` numbers from -`range` to `range`.
    pub fn floats(&mut self, len: usize, range: f32) -> Vec<f32> {
        (0..len)
            .map(|_| ((self.next() >> 40) as f32 / (1 << 23) as f32 - 1.0) * range)
            .collect()
    }
}

/// Asserts that every element is within `tolerance` of the expected one.
#[track_caller]
pub fn assert_close(what: &str, found: &[f32], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{what}: length");
    for (i, (&found, &expected)) in found.iter().zip(expected).enumerate() {
        let error = (f64::from(found) - expected).abs();
        // Not `>`: NaN must fail.
        assert!(
            error <= tolerance,
            "{what}: element {i} is {found}, expected {expected}, off by {error:e} > {tolerance:e}"
        );
    }
}
