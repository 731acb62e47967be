//! Random numbers: the same ones for the same seed and offset, but not those of a device.

use crate::op::prelude::*;

aclnn! {
    /// Of a normal distribution.
    InplaceNormal(op; self_ref: Out, mean: F32, std: F32, seed: I64, offset: I64) {
        op.dtype("selfRef", &self_ref, ALL)?;
        normal(op, self_ref, mean, std, seed, offset)
    }
    /// The same.
    NormalFloatFloat(op; mean: F32, std: F32, seed: I64, offset: I64, out: Out) {
        op.dtype("out", &out, &[DType::F16, DType::F32, DType::F64])?;
        normal(op, out, mean, std, seed, offset)
    }
    /// Evenly from `from` to before `to`.
    InplaceUniform(op; self_ref: Out, from: F64, to: F64, seed: U64, offset: U64) {
        op.dtype("selfRef", &self_ref, NUMBERS)?;
        op.require(from <= to, || format!("from {from} to {to}"))?;
        fill(op, self_ref, seed, offset, move |random| from + (to - from) * random.unit())
    }
    /// 1 with a probability, else 0. The offset is a multiple of 4.
    InplaceBernoulli(op; self_ref: Out, prob: Number, seed: I64, offset: I64) {
        op.dtype("selfRef", &self_ref, ALL)?;
        op.require(prob.dtype.is_float() && (0.0..=1.0).contains(&prob.f64()), || format!("prob {:?} {}", prob.dtype, prob.f64()))?;
        op.require(offset % 4 == 0, || format!("offset {offset}"))?;
        let prob = prob.f64();
        fill(op, self_ref, seed as u64, offset as u64, move |random| f64::from(random.unit() < prob))
    }
    /// Whole numbers from `from` to before `to`.
    InplaceRandom(op; self_ref: Out, from: I64, to: I64, seed: I64, offset: I64) {
        op.dtype("selfRef", &self_ref, ALL)?;
        op.require(from < to, || format!("from {from} to {to}"))?;
        fill(op, self_ref, seed as u64, offset as u64, move |random| (from as f64 + ((to - from) as f64 * random.unit()).floor()).min((to - 1) as f64))
    }
}

fn normal(
    op: &mut Op,
    out: Arc<Tensor>,
    mean: f32,
    std: f32,
    seed: i64,
    offset: i64,
) -> Result<()> {
    op.require(std >= 0.0, || format!("std {std}"))?;
    fill(op, out, seed as u64, offset as u64, move |random| {
        // Box and Muller 1958.
        let (radius, angle) = (1.0 - random.unit(), random.unit());
        let standard = (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos();
        f64::from(mean) + f64::from(std) * standard
    })
}

fn fill(
    op: &mut Op,
    out: Arc<Tensor>,
    seed: u64,
    offset: u64,
    draw: impl Fn(&mut Random) -> f64 + Send + Sync + 'static,
) -> Result<()> {
    op.run(move |task| {
        let mut random = Random {
            state: seed ^ offset.rotate_left(32),
        };
        let values: Vec<f64> = (0..out.numel()).map(|_| draw(&mut random)).collect();
        task.write(&out, &values)
    })
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random {
    state: u64,
}

impl Random {
    /// From 0 to before 1.
    fn unit(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^= bits >> 31;
        (bits >> 11) as f64 / (1_u64 << 53) as f64
    }
}
