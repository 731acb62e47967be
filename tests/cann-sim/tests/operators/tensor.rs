//! Tensors of cases, on the device and back.

use serde_json::Value;

use crate::sim::{Handle, Sim};

/// What untouched memory holds round an output.
const UNTOUCHED: u8 = 0x5A;

/// A tensor as a case has it.
pub struct Tensor {
    dtype: String,
    dims: Vec<i64>,
    strides: Vec<i64>,
    offset: i64,
    storage: Vec<u8>,
    /// Sizes that the view has after the run.
    becomes: Option<Vec<i64>>,
    memory: Handle,
    /// Its `aclTensor`.
    pub handle: Handle,
}

impl Tensor {
    /// Makes it on the device; outputs have [`UNTOUCHED`] memory.
    pub fn of(sim: &Sim, value: &Value) -> Self {
        let dtype = value.get("tensor").or(value.get("out")).unwrap();
        let dtype = dtype.as_str().unwrap().to_owned();
        let list = |key: &str| {
            let list = value.get(key)?.as_array()?;
            Some(
                list.iter()
                    .map(|v| v.as_i64().unwrap())
                    .collect::<Vec<i64>>(),
            )
        };
        let dims = list("shape").unwrap();
        let strides = list("strides").unwrap_or_else(|| contiguous(&dims));
        let storage = match value.get("data") {
            Some(data) => bytes(data),
            None => {
                let ends = dims
                    .iter()
                    .zip(&strides)
                    .map(|(size, stride)| (size - 1) * stride);
                let count = if dims.contains(&0) {
                    0
                } else {
                    ends.sum::<i64>() + 1
                };
                vec![UNTOUCHED; count as usize * size(&dtype)]
            }
        };
        let mut tensor = Self {
            offset: value.get("offset").map_or(0, |v| v.as_i64().unwrap()),
            memory: sim.memory(&storage),
            handle: std::ptr::null_mut(),
            becomes: list("becomes"),
            dtype,
            dims,
            strides,
            storage,
        };
        tensor.handle = tensor.create(sim);
        tensor
    }

    fn create(&self, sim: &Sim) -> Handle {
        type Create = unsafe extern "C" fn(
            *const i64,
            u64,
            i32,
            *const i64,
            i64,
            i32,
            *const i64,
            u64,
            Handle,
        ) -> Handle;
        let create: Create = sim.symbol("aclCreateTensor");
        let (rank, count) = (
            self.dims.len() as u64,
            [(self.storage.len() / size(&self.dtype)) as i64],
        );
        // SAFETY: the arrays are as long as is said.
        unsafe {
            create(
                self.dims.as_ptr(),
                rank,
                number(&self.dtype),
                self.strides.as_ptr(),
                self.offset,
                2,
                count.as_ptr(),
                1,
                self.memory,
            )
        }
    }

    /// What is wrong with it after the run: its elements beside those that `value` wants, and all else in its memory, which must be as it
    /// was. Floats may differ by `tolerance` units in the last place of what is wanted, or of `floor` where that is smaller.
    pub fn check(
        &self,
        sim: &Sim,
        value: &Value,
        tolerance: f64,
        floor: f64,
    ) -> Result<(), String> {
        let memory = sim.read(self.memory, self.storage.len());
        let mut untouched = vec![true; memory.len()];
        let (size, mut got) = (size(&self.dtype), Vec::new());
        let dims = self.becomes.as_ref().unwrap_or(&self.dims);
        if self.becomes.is_some() {
            let seen = self.seen(sim);
            if seen != *dims {
                return Err(format!("the view became {seen:?}, not {dims:?}"));
            }
        }
        for number in 0..dims.iter().product::<i64>() {
            let (mut at, mut left) = (self.offset, number);
            for (dim, stride) in dims.iter().zip(&self.strides).rev() {
                at += left % dim * stride;
                left /= dim;
            }
            let range = at as usize * size..(at as usize + 1) * size;
            untouched[range.clone()].fill(false);
            got.extend_from_slice(&memory[range]);
        }
        let was = memory.iter().zip(&self.storage).zip(&untouched);
        if was
            .filter(|(_, untouched)| **untouched)
            .any(|((now, was), _)| now != was)
        {
            return Err("memory outside of the view was written".to_owned());
        }
        if let Some(range) = value.get("between") {
            return between(&decoded(&self.dtype, &got), range, &value["mean"]);
        }
        let wanted = value.get("want").map_or_else(|| got.clone(), bytes);
        let (got, wanted) = (decoded(&self.dtype, &got), decoded(&self.dtype, &wanted));
        let epsilon = match &self.dtype[..] {
            "f32" => f64::from(f32::EPSILON),
            "f16" => f64::from(half::f16::EPSILON),
            "bf16" => f64::from(half::bf16::EPSILON),
            "f64" => f64::EPSILON,
            _ => 0.0,
        };
        let close = |got: f64, want: f64| {
            got == want
                || got.is_nan() && want.is_nan()
                || (got - want).abs() <= tolerance * epsilon * want.abs().max(floor)
                    && want.is_finite()
        };
        let alike = got.len() == wanted.len()
            && got
                .iter()
                .zip(&wanted)
                .all(|(got, want)| close(*got, *want));
        if alike {
            Ok(())
        } else {
            Err(format!("{} {got:?}, not {wanted:?}", self.dtype))
        }
    }

    /// The sizes that the handle has now.
    fn seen(&self, sim: &Sim) -> Vec<i64> {
        let shape: unsafe extern "C" fn(Handle, *mut *mut i64, *mut u64) -> i32 =
            sim.symbol("aclGetViewShape");
        let (mut dims, mut count) = (std::ptr::null_mut(), 0);
        // SAFETY: the handle is live; the array is as long as is said.
        unsafe {
            assert_eq!(shape(self.handle, &mut dims, &mut count), 0);
            std::slice::from_raw_parts(dims, count as usize).to_vec()
        }
    }

    /// Destroys it, unless a list has it, and gives its memory back.
    pub fn end(self, sim: &Sim, in_list: bool) {
        if !in_list {
            destroy(sim, "Tensor", self.handle);
        }
        sim.free(self.memory);
    }
}

/// Calls `aclDestroy` of a kind.
pub fn destroy(sim: &Sim, kind: &str, handle: Handle) {
    let destroy: unsafe extern "C" fn(Handle) -> i32 = sim.symbol(&format!("aclDestroy{kind}"));
    // SAFETY: the handle is live and of that kind.
    assert_eq!(unsafe { destroy(handle) }, 0);
}

/// Bytes from hexadecimal text.
pub fn bytes(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    let byte = |at: usize| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap();
    (0..text.len() / 2).map(byte).collect()
}

fn contiguous(dims: &[i64]) -> Vec<i64> {
    let mut strides = vec![1; dims.len()];
    for at in (1..dims.len()).rev() {
        strides[at - 1] = strides[at] * dims[at].max(1);
    }
    strides
}

/// `aclDataType`.
pub fn number(dtype: &str) -> i32 {
    let names = [
        "f32", "f16", "i8", "i32", "u8", "", "i16", "u16", "u32", "i64", "u64", "f64", "bool",
    ];
    let place = names.iter().position(|name| *name == dtype);
    place.map_or(27, |place| place as i32)
}

fn size(dtype: &str) -> usize {
    match dtype {
        "i8" | "u8" | "bool" => 1,
        "f16" | "bf16" | "i16" | "u16" => 2,
        "f64" | "i64" | "u64" => 8,
        _ => 4,
    }
}

/// Elements as floats; those of the cases' integers are exact.
fn decoded(dtype: &str, bytes: &[u8]) -> Vec<f64> {
    macro_rules! as_floats {
        ($kind:ty, $convert:expr) => {
            bytes
                .chunks_exact(size(dtype))
                .map(|chunk| $convert(<$kind>::from_le_bytes(chunk.try_into().unwrap())))
                .collect()
        };
    }
    match dtype {
        "f32" => as_floats!(f32, f64::from),
        "f16" => as_floats!(half::f16, f64::from),
        "bf16" => as_floats!(half::bf16, f64::from),
        "f64" => as_floats!(f64, f64::from),
        "i8" => as_floats!(i8, f64::from),
        "u8" | "bool" => as_floats!(u8, f64::from),
        "i16" => as_floats!(i16, f64::from),
        "i32" => as_floats!(i32, f64::from),
        "i64" => as_floats!(i64, |value| value as f64),
        other => panic!("no case has {other}"),
    }
}

fn between(values: &[f64], range: &Value, mean: &Value) -> Result<(), String> {
    let [low, high, wanted, within] =
        [&range[0], &range[1], &mean[0], &mean[1]].map(|value| value.as_f64().unwrap());
    let outside = values.iter().find(|value| !(low..=high).contains(value));
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    match outside {
        Some(value) => Err(format!("{value} is not in {low}..={high}")),
        None if (mean - wanted).abs() > within => Err(format!("the mean is {mean}, not {wanted}")),
        None => Ok(()),
    }
}
